/* query_agency.c - agency.account: a contract as both its sides see it: what came to the agency and when, what of it was paid
 * for which month and insurance, the fee, what is held, and an alarm when money is kept. Every amount is a sum of sheets and
 * the client book. Law: Social Insurance Law 4; domain.md 7.5. */
#include "core/client_scope.h"
#include "core/shapes.h"
#include "hold/client.h"
#include "levy/client.h"
#include "levy/line.h"

/* ---- the client book ---- */

static ClientMonth *month_row(ClientBook *book, Month month)
{
    size_t at = book->month_count;
    while (at && book->months[at - 1].month.n > month.n)
        at--;
    if (at && book->months[at - 1].month.n == month.n)
        return &book->months[at - 1];
    if (book->month_count == CLIENT_MOVES_MAX) {
        book->full = true;
        return NULL;
    }
    memmove(&book->months[at + 1], &book->months[at], (book->month_count++ - at) * sizeof *book->months);
    book->months[at] = (ClientMonth){ .month = month };
    return &book->months[at];
}

static void move_add(ClientBook *book, ClientMove *list, size_t *count, ClientMove move)
{
    if (*count == CLIENT_MOVES_MAX)
        book->full = true;
    else
        list[(*count)++] = move;
}

/* What a month was paid with names it; what comes in or goes back names none. */
static bool book_take(void *context, LedgerId id, Day day, const LedgerLine *line)
{
    ClientBook *book = context;
    bool named = line->month.n != MONTH_NONE.n;
    int64_t credit = line->way == CREDIT ? line->amount.fen : -line->amount.fen;
    ClientMove move = { day, id, line->amount.fen };
    bool paid = named && (line->account == LEDGER_AGENCY_HELD || line->account == LEDGER_AGENCY_FEE);
    ClientMonth *month = paid ? month_row(book, line->month) : NULL;
    if (month && line->account == LEDGER_AGENCY_HELD) {
        month->contribution += credit;
        month->id = id;
        month->day = day;
    } else if (month)
        month->fee += credit;
    book->remitted += paid && line->account == LEDGER_AGENCY_HELD ? credit : 0;
    book->fees += paid && line->account == LEDGER_AGENCY_FEE ? credit : 0;
    if (line->account != LEDGER_CLIENT_MONEY || named)
        return true;
    book->received += credit > 0 ? credit : 0;
    book->refunded -= credit < 0 ? credit : 0;
    move_add(book, credit > 0 ? book->receipts : book->refunds, credit > 0 ? &book->receipt_count : &book->refund_count, move);
    return true;
}

ClientBook client_book_make(Arena *arena)
{
    return (ClientBook){ .receipts = arena_new(arena, ClientMove, CLIENT_MOVES_MAX),
                         .refunds = arena_new(arena, ClientMove, CLIENT_MOVES_MAX),
                         .months = arena_new(arena, ClientMonth, CLIENT_MOVES_MAX + 1) };
}

Err client_book(Db *db, int64_t contract, Day until, ClientBook *out)
{
    *out = (ClientBook){ .receipts = out->receipts, .refunds = out->refunds, .months = out->months };
    return ledger_extract_owner(db, OWNER_CONTRACT, contract, day_make(1900, 1, 1), until, known_now, book_take, out);
}

/* ---- months by bill ---- */

typedef struct {
    Month month;
    SheetLine sum;
    unsigned credited; /* insurances that are whole in every sheet of the month */
    unsigned seen;
} BilledMonth;

typedef struct {
    Query *query;
    const ContractFacts *contract;
    const ClientBook *book;
    const Client *client;
    BilledMonth *months;
    size_t count;
} Account;

enum { BILLED_MAX = 1200 };

static BilledMonth *billed_row(Account *account, Month month)
{
    size_t at = account->count;
    while (at && account->months[at - 1].month.n > month.n)
        at--;
    if (at && account->months[at - 1].month.n == month.n)
        return &account->months[at - 1];
    if (account->count == BILLED_MAX)
        return NULL;
    memmove(&account->months[at + 1], &account->months[at], (account->count++ - at) * sizeof *account->months);
    account->months[at] = (BilledMonth){ .month = month, .credited = SHEET_ALL };
    return &account->months[at];
}

static bool billed_take(void *context, const SheetSeen *seen)
{
    Account *account = context;
    if (seen->payer_kind != SHEET_OF_GROUP || seen->line->contract != account->contract->id)
        return true;
    BilledMonth *month = billed_row(account, seen->month);
    if (!month)
        return false;
    line_add_to(&month->sum, seen->line, 1);
    month->credited &= seen->credited;
    return true;
}

static Err billed_read(Account *account, SheetAsOf as_of)
{
    Query *query = account->query;
    return sheet_years(query->bureau->db, query->arena, account->contract->person, SHEET_YEAR_FIRST, SHEET_YEAR_LAST, as_of,
                       billed_take, account);
}

static void put_insurances(Json *json, const BilledMonth *month)
{
    const SheetAmounts *a = &month->sum.amounts;
    json_key(json, "insurances");
    json_open(json, '[');
    for (int i = 1; i < Insurance_END; i++) {
        if (!a->employer[i].fen && !a->employee[i].fen)
            continue;
        json_open(json, '{');
        list_word(json, "insurance", SET_INSURANCE, i);
        json_put_int(json, "base_fen", month->sum.base[i].fen);
        json_put_int(json, "employer_fen", a->employer[i].fen);
        json_put_int(json, "employee_fen", a->employee[i].fen);
        json_put_bool(json, "paid", month->credited >> i & 1);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_month(const Account *account, const BilledMonth *month)
{
    Query *query = account->query;
    Json *json = query->data;
    const ClientMonth *paid = NULL;
    for (size_t i = 0; i < account->book->month_count; i++)
        if (account->book->months[i].month.n == month->month.n)
            paid = &account->book->months[i];
    int64_t open = client_open(account->client, month->month);
    Day due = policy_due_day(query->bureau->policy, account->client->rules, month->month, NULL);
    json_open(json, '{');
    json_put(json, "month", month_text(query->arena, month->month));
    put_insurances(json, month);
    json_put_int(json, "total_fen", line_total(&month->sum));
    json_put_int(json, "open_fen", open);
    json_put_int(json, "remitted_fen", paid ? paid->contribution : 0);
    json_put_int(json, "fee_fen", paid ? paid->fee : 0);
    json_put(json, "due", day_text(query->arena, due));
    json_put_bool(json, "late", open > 0 && due.n < time_day(query->now).n);
    shape_day(json, query->arena, "remitted_on", paid ? paid->day : (Day){ 0 });
    json_put_or_null(json, "receipt", paid ? number_of(query->arena, 'P', paid->id.entry) : (Str){ 0 });
    json_close(json, '}');
}

static Err put_moves(Query *query, const char *key, const ClientMove *moves, size_t count)
{
    Json *json = query->data;
    json_key(json, key);
    json_open(json, '[');
    for (size_t i = 0; i < count; i++) {
        LedgerEntry entry = { 0 };
        TRY(list_readable(entry_get(query->bureau->db, query->arena, moves[i].id, &entry)));
        json_open(json, '{');
        json_put(json, "day", day_text(query->arena, moves[i].day));
        json_put_int(json, "amount_fen", moves[i].fen);
        json_put(json, "voucher", entry.voucher);
        json_put(json, "receipt", number_of(query->arena, 'P', moves[i].id.entry));
        json_close(json, '}');
    }
    json_close(json, ']');
    return OK;
}

/* ---- what is wrong ---- */

static void put_shortfall(const Account *account, const ClientFacts *client)
{
    Query *query = account->query;
    Json *json = query->data;
    json_key(json, "shortfall");
    if (!client || !client->short_month) {
        json_nil(json);
        return;
    }
    Month month = { client->short_month };
    json_open(json, '{');
    json_put(json, "month", month_text(query->arena, month));
    json_put_int(json, "open_fen", client_open(account->client, month));
    json_put_int(json, "held_fen", client->held_fen);
    shape_day(json, query->arena, "stops_on", client->stop);
    json_close(json, '}');
}

/* The same rule as the notice of the daily job. */
static void put_alarm(const Account *account, const ClientFacts *client)
{
    Query *query = account->query;
    Json *json = query->data;
    Day kept = client ? client_kept_day(client, query->bureau->policy) : (Day){ 0 };
    shape_day(json, query->arena, "held_since", client && client->held_fen ? client->since : (Day){ 0 });
    json_put_or_null(json, "held_for", client && client->next ? month_text(query->arena, (Month){ client->next }) : (Str){ 0 });
    json_key(json, "alarm");
    if (!kept.n || kept.n > time_day(query->now).n) {
        json_nil(json);
        return;
    }
    json_open(json, '{');
    json_put_word(json, "code", "money-kept");
    json_put_int(json, "held_fen", client->held_fen);
    shape_day(json, query->arena, "since", client->since);
    shape_day(json, query->arena, "day", kept);
    json_put(json, "zh", S("代理机构收款后未按期缴费。请向机构追问，拨打 12333 投诉，或终止协议后自行缴费。"));
    json_put(json, "en",
             S("The agency has money of yours and has not paid it on. Ask it, complain at 12333, or end the contract and "
               "pay by yourself."));
    json_close(json, '}');
}

/* ---- the whole ---- */

static Err put_contract(Query *query, const ContractFacts *contract)
{
    Json *json = query->data;
    Str agency = { 0 }, employer = { 0 };
    TRY(list_institution_code(query, contract->agency, &agency));
    TRY(list_unit_code(query, contract->employer, &employer));
    json_put(json, "contract", number_of(query->arena, 'X', contract->id));
    json_put_int(json, "person", contract->person);
    json_put_or_null(json, "agency", agency);
    list_word(json, "basis", SET_BASIS, contract->basis);
    json_put_or_null(json, "employer", employer);
    json_put(json, "region", shape_region(query->arena, contract->region));
    shape_insurances(json, "insurances", contract->insurances);
    json_put_int(json, "base_fen", contract->base_fen);
    json_put_int(json, "service_fee_fen", contract->service_fee_fen);
    shape_time(json, query->arena, "from", contract->from);
    shape_time(json, query->arena, "until", contract->until);
    json_put_or_null(json, "ended_month",
                     contract->ended_month ? month_text(query->arena, (Month){ contract->ended_month }) : (Str){ 0 });
    json_put_bool(json, "in_force",
                  (!contract->ended_month || contract->ended_month >= day_month(time_day(query->now)).n) &&
                      contract->from.s <= query->now.s && (!contract->until.s || query->now.s <= contract->until.s));
    return OK;
}

static Err put_money(Account *account)
{
    Query *query = account->query;
    const ClientBook *book = account->book;
    const ClientFacts *client = person_client(query->loaded.view.person, account->contract->id);
    Json *json = query->data;
    json_put(json, "as_of", day_text(query->arena, time_day(query->now)));
    json_put_int(json, "received_fen", book->received);
    json_put_int(json, "remitted_fen", book->remitted);
    json_put_int(json, "fees_fen", book->fees);
    json_put_int(json, "fees_open_fen", client_fees_behind(account->client));
    json_put_int(json, "refunded_fen", book->refunded);
    json_put_int(json, "held_fen", client_book_held(book));
    put_shortfall(account, client);
    put_alarm(account, client);
    TRY(put_moves(query, "receipts", book->receipts, book->receipt_count));
    TRY(put_moves(query, "refunds", book->refunds, book->refund_count));
    json_key(json, "months");
    json_open(json, '[');
    for (size_t i = 0; i < account->count; i++)
        put_month(account, &account->months[i]);
    json_close(json, ']');
    return OK;
}

Err query_agency_account(Query *query)
{
    const View *view = &query->loaded.view;
    Day day = time_day(query->now);
    ClientBook book = client_book_make(query->arena);
    Client *client = arena_new(query->arena, Client, 1);
    Account account = { .query = query, .contract = view->contract, .book = &book, .client = client };
    if (query->command.actor.role == ROLE_AGENCY && (!view->org || view->contract->agency != view->org->id))
        return refuse(&query->why, ERR_NOT_PERMITTED, "contract", "此协议不属于贵机构。", "This contract is not your agency's.");
    account.months = arena_new(query->arena, BilledMonth, BILLED_MAX + 1);
    TRY(list_readable(client_book(query->bureau->db, view->contract->id, day, &book)));
    TRY(client_money(query->bureau->db, query->arena, query->bureau->policy, view->contract, view->person, day, client,
                     &query->why));
    TRY(list_readable(billed_read(&account, (SheetAsOf){ day, known_now })));
    TRY(put_contract(query, view->contract));
    return put_money(&account);
}
