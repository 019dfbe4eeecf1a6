/* client.c - see client.h. */
#include "levy/client.h"
#include "levy/bills.h"

/* The oldest fall out: what is held is younger. */
static void receipt_drop(Client *client, size_t at)
{
    size_t rest = --client->receipts - at;
    memmove(&client->receipt_day[at], &client->receipt_day[at + 1], rest * sizeof client->receipt_day[0]);
    memmove(&client->receipt_fen[at], &client->receipt_fen[at + 1], rest * sizeof client->receipt_fen[0]);
    memmove(&client->receipt_id[at], &client->receipt_id[at + 1], rest * sizeof client->receipt_id[0]);
}

static void receipt_add(Client *client, LedgerId id, Day day, int64_t fen)
{
    if (client->receipts == CLIENT_RECEIPTS_MAX)
        receipt_drop(client, 0);
    client->receipt_id[client->receipts] = id;
    client->receipt_day[client->receipts] = day;
    client->receipt_fen[client->receipts++] = fen;
}

/* A receipt that was reversed has brought nothing. */
static Err receipts_reversed(Db *db, Arena *arena, Client *client)
{
    for (size_t i = 0; i < client->taken_count; i++) {
        LedgerEntry entry;
        TRY(entry_get(db, arena, client->taken[i], &entry));
        for (size_t k = client->receipts; k--;)
            if (client->receipt_id[k].entry == entry.reverses.entry && client->receipt_id[k].ord == entry.reverses.ord)
                receipt_drop(client, k);
    }
    return OK;
}

static ClientFee *fee_row(Client *client, Month month)
{
    size_t at = client->fee_count;
    while (at && client->fees[at - 1].month.n > month.n)
        at--;
    if (at && client->fees[at - 1].month.n == month.n)
        return &client->fees[at - 1];
    if (client->fee_count == CLIENT_MONTHS_MAX)
        return NULL;
    memmove(&client->fees[at + 1], &client->fees[at], (client->fee_count++ - at) * sizeof *client->fees);
    client->fees[at] = (ClientFee){ .month = month };
    return &client->fees[at];
}

/* What a month was paid with names it; a reversal names it too and goes the other way. */
static void fee_take(Client *client, const LedgerLine *line)
{
    bool held = line->account == LEDGER_AGENCY_HELD;
    ClientFee *fee =
        line->month.n != MONTH_NONE.n && (held || line->account == LEDGER_AGENCY_FEE) ? fee_row(client, line->month) : NULL;
    if (fee)
        *(held ? &fee->paid : &fee->fee) += line->way == CREDIT ? line->amount.fen : -line->amount.fen;
}

static bool line_take(void *context, LedgerId id, Day day, const LedgerLine *line)
{
    Client *client = context;
    fee_take(client, line);
    if (line->account != LEDGER_CLIENT_MONEY)
        return true;
    client->held += line->way == CREDIT ? line->amount.fen : -line->amount.fen;
    if (line->way == CREDIT)
        receipt_add(client, id, day, line->amount.fen);
    else if (line->month.n == MONTH_NONE.n && client->taken_count < CLIENT_RECEIPTS_MAX)
        client->taken[client->taken_count++] = id;
    return true;
}

static bool billed_take(void *context, const SheetSeen *seen)
{
    Client *client = context;
    if (seen->payer_kind == SHEET_OF_GROUP && seen->line->contract == client->contract->id &&
        (client->last_billed.n == MONTH_NONE.n || seen->month.n > client->last_billed.n))
        client->last_billed = seen->month;
    return true;
}

static bool is_paid_by(const AccountFacts *account, int64_t contract)
{
    return (account->payer_kind == PAYER_CONTRACT && account->payer == contract) ||
           (account->before_kind == PAYER_CONTRACT && account->before == contract);
}

/* What can no longer be made up is asked of nobody, and no agency pays it. */
static void forget_lapsed(Client *client)
{
    size_t kept = 0;
    for (size_t i = 0; i < client->owed_count; i++) {
        const Owed *owed = &client->owed[i];
        const BillFacts *bill = person_bill(client->person, client->contract->id, owed->region, owed->month.n);
        if (!bills_own(client->contract) || owed_principal(owed) <= 0 || (bill && bills_asked(bill, owed->insurance)))
            client->owed[kept++] = *owed;
    }
    client->owed_count = kept;
}

Err client_money(Db *db, Arena *arena, const PolicySet *policy, const ContractFacts *contract, const PersonFacts *person, Day today,
                 Client *out, Why *why)
{
    static const SheetAsOf ever = { { INT32_MAX }, INT64_MAX };
    *out = (Client){ .contract = contract, .person = person, .last_billed = MONTH_NONE };
    out->over = contract->ended_month || (contract->until.s && time_day(contract->until).n < today.n);
    TRY(policy_region_get(policy, contract->region, &out->rules, why));
    out->region = policy_region_code(out->rules);
    TRY(owed_list(db, arena, policy, OWNER_CONTRACT, contract->id, contract->person, day_make(9998, 12, 31), today, &out->owed,
                  &out->owed_count, why));
    forget_lapsed(out);
    TRY(ledger_extract_owner(db, OWNER_CONTRACT, contract->id, day_make(1900, 1, 1), day_make(9998, 12, 31), known_now, line_take,
                             out));
    TRY(receipts_reversed(db, arena, out));
    TRY(sheet_years(db, arena, contract->person, SHEET_YEAR_FIRST, SHEET_YEAR_LAST, ever, billed_take, out));
    for (int i = 0; i < person->account_count; i++)
        out->billable |= is_paid_by(&person->accounts[i], contract->id);
    return OK;
}

int64_t client_open(const Client *client, Month month)
{
    int64_t sum = 0;
    for (size_t i = 0; i < client->owed_count; i++)
        if (client->owed[i].month.n == month.n && client->owed[i].region == client->region)
            sum += owed_principal(&client->owed[i]);
    return sum;
}

int64_t client_fee_open(const Client *client, Month month)
{
    int64_t fee = client->contract->service_fee_fen;
    for (size_t i = 0; i < client->fee_count; i++)
        if (client->fees[i].month.n == month.n)
            fee -= client->fees[i].fee;
    return fee > 0 ? fee : 0;
}

bool client_was_remitted(const Client *client, Month month)
{
    for (size_t i = 0; i < client->fee_count; i++)
        if (client->fees[i].month.n == month.n && client->fees[i].paid > 0)
            return true;
    return false;
}

int64_t client_fees_behind(const Client *client)
{
    int64_t sum = 0;
    for (size_t i = 0; i < client->fee_count; i++)
        sum += client->fees[i].paid > 0 ? client_fee_open(client, client->fees[i].month) : 0;
    return sum;
}

/* The first month that the account pays through the contract. */
static Month first_month(const Client *client)
{
    for (int i = 0; i < client->person->account_count; i++) {
        const AccountFacts *account = &client->person->accounts[i];
        Day since = account->payer_kind == PAYER_CONTRACT && account->payer == client->contract->id ? account->since
                                                                                                    : account->before_since;
        if (!is_paid_by(account, client->contract->id) || !since.n)
            continue;
        int cutoff = (int)policy_int(client->rules, KEY_LEVY_CUTOFF_DAY, since);
        Month month = day_month(since);
        return (Month){ month.n + (since.n > month_first(month).n + cutoff - 1) };
    }
    return day_month(time_day(client->contract->from));
}

/* The last month that the account pays through the contract: that in which the contract ends, or the account before. */
static int32_t last_month(const Client *client)
{
    int32_t last = 0, ended = contract_last(client->contract);
    for (int i = 0; i < client->person->account_count; i++) {
        const AccountFacts *account = &client->person->accounts[i];
        bool present = account->payer_kind == PAYER_CONTRACT && account->payer == client->contract->id;
        int32_t of = !is_paid_by(account, client->contract->id) ? 0
                     : !present                                 ? account->before_month
                     : account->state == ACCOUNT_OPEN           ? INT32_MAX
                                                                : account->stopped_month;
        last = of > last ? of : last;
    }
    return ended && (!last || ended < last) ? ended : last;
}

Month client_next(const Client *client)
{
    int32_t last = last_month(client);
    for (size_t i = 0; i < client->owed_count; i++)
        if (client_open(client, client->owed[i].month) > 0)
            return client->owed[i].month;
    Month next = client->last_billed.n == MONTH_NONE.n ? first_month(client) : (Month){ client->last_billed.n + 1 };
    return last && next.n > last ? MONTH_NONE : next;
}

Day client_since(const Client *client, int64_t left)
{
    Day since = { 0 };
    for (size_t i = client->receipts; i-- && left > 0;) {
        since = client->receipt_day[i];
        left -= client->receipt_fen[i];
    }
    return since;
}

bool client_settled(const Client *client)
{
    int32_t last = last_month(client);
    bool billed = !client->billable || (client->last_billed.n != MONTH_NONE.n && client->last_billed.n >= last);
    for (size_t i = 0; i < client->owed_count; i++)
        if (owed_principal(&client->owed[i]) > 0)
            return false;
    return client->over && billed;
}
