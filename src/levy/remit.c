/* remit.c - agency.remit: an agency pays the bureau what its clients owe for a month, each out of their own money: all of a
 * client's month or nothing. Its fee it takes only of what is left; what is not covered, of what a later month leaves.
 * Law: Social Insurance Law 60, 64; domain.md 7.5. */
#include "hold/holds.h"
#include "levy/agency.h"
#include "levy/levy.h"

enum { REMIT_CONTRACTS_MAX = 200 };

typedef enum { REMIT_NOTHING, REMIT_PAID, REMIT_SHORT, REMIT_SETTLED } RemitResult;
static const char *const result_words[] = { "nothing", "paid", "short", "settled" };

/* One contract, kept while the region of its slice is used again. */
typedef struct {
    int64_t contract, person;
    int32_t region;
    RemitResult result;
    bool told; /* the person knows already that the month is short */
    int64_t owed, contribution, fee, left, refund;
    Day since;
    Month next;
    BillsPaid own; /* of the person's own bills */
} Remitted;

typedef struct {
    Post *post;
    Month month;
    Str paper; /* of the transfer that brings it all; empty: none was named */
    Remitted *rows;
    size_t count;
    int64_t paid, shorts, contribution, fee, held;
    bool more;
} Remit;

/* Two lines of the client book: money of the client that is for a month. */
static void client_lines(const Client *client, LedgerAccount account, Month month, int64_t fen, LedgerLine *lines, size_t *count)
{
    lines[(*count)++] = client_line(client, LEDGER_CLIENT_MONEY, month, fen, DEBIT);
    lines[(*count)++] = client_line(client, account, month, fen, CREDIT);
}

/* What other months still ask by bills is not touched for a fee of the past. */
static int64_t owed_beside(const Client *client, Month month)
{
    int64_t sum = 0;
    for (size_t i = 0; i < client->owed_count; i++)
        if (client->owed[i].month.n != month.n && owed_principal(&client->owed[i]) > 0)
            sum += owed_principal(&client->owed[i]);
    return sum;
}

/* The fee of the month out of what is left behind its contributions; then what earlier months could not cover. */
static void fees_take(const Client *client, Month month, Remitted *row, LedgerLine *lines, size_t *count)
{
    int64_t rest = client->held - row->owed, fee = client_fee_open(client, month), beside = owed_beside(client, month);
    row->fee = rest < fee ? rest : fee;
    client_lines(client, LEDGER_AGENCY_FEE, month, row->fee, lines, count);
    rest -= row->fee;
    for (size_t i = 0, taken = 0; i < client->fee_count && taken < CLIENT_FEES_MAX && rest > beside; i++) {
        Month before = client->fees[i].month;
        int64_t open = before.n != month.n && client->fees[i].paid > 0 ? client_fee_open(client, before) : 0;
        int64_t fen = open < rest - beside ? open : rest - beside;
        if (fen <= 0)
            continue;
        client_lines(client, LEDGER_AGENCY_FEE, before, fen, lines, count);
        row->fee += fen;
        rest -= fen;
        taken++;
    }
    row->left = rest;
}

static Err month_pay(const Remit *remit, const Client *client, Remitted *row)
{
    Post *post = remit->post;
    Month month = remit->month;
    LedgerLine lines[4 + 2 * CLIENT_FEES_MAX];
    size_t count = 0;
    row->contribution = row->owed;
    client_lines(client, LEDGER_AGENCY_HELD, month, row->contribution, lines, &count);
    fees_take(client, month, row, lines, &count);
    Arena *arena = post_arena(post);
    Str number = number_of(arena, 'X', client->contract->id), when = month_text(arena, month);
    ClientPay pay = { .client = client,
                      .month = month,
                      .key = str_format(arena, "agency-remit/" STR_FMT "/" STR_FMT "/%lld", STR_ARG(number), STR_ARG(when),
                                        (long long)post->ledger->entry),
                      .voucher = remit->paper.n
                                     ? remit->paper
                                     : str_format(arena, "agency.remit " STR_FMT " " STR_FMT, STR_ARG(number), STR_ARG(when)),
                      .lines = lines,
                      .line_count = count };
    return client_pay(post, &pay, &row->own);
}

/* What is left after it: for which month, and since when it is held. A month that stays open keeps its day. */
static Err after_month(Post *post, Client *client, const ClientFacts *before, Remitted *row, Month month)
{
    Str key = { 0 };
    size_t kept = 0;
    for (size_t i = 0; i < client->owed_count; i++)
        if (client->owed[i].month.n != month.n || client->owed[i].region != client->region)
            client->owed[kept++] = client->owed[i];
    client->owed_count = kept;
    Month next = client_next(client);
    row->next = next.n == MONTH_NONE.n ? (Month){ 0 } : next;
    row->since = before && before->since.n && before->next == row->next.n ? before->since : client_since(client, row->left);
    if (!row->left || !client_settled(client))
        return OK;
    row->refund = row->left;
    return client_refund(post, client, row->left, &key);
}

/* A contract that is over and owes nothing gives back what is left, whatever ended it. */
static Err over_refund(Post *post, const Client *client, Remitted *row)
{
    Str key = { 0 };
    if (!row->left || !client_settled(client))
        return OK;
    row->result = REMIT_SETTLED;
    row->refund = row->left;
    return client_refund(post, client, row->left, &key);
}

static Err contract_remit(const Remit *remit, int64_t contract_id, int64_t person_id, Remitted *row)
{
    Post *post = remit->post;
    Month month = remit->month;
    Held *held = NULL;
    PersonFacts *person = NULL;
    Work work = { .store = post->work->store, .arena = post_arena(post) };
    Client *client = arena_new(post_arena(post), Client, 1);
    TRY(work_find(&work, SUBJECT_CONTRACT, contract_id, &held));
    TRY(work_person(&work, person_id, &person));
    if (!held || !person)
        return ERR_BUSY; /* the list is a cache: a row that leads nowhere is damage */
    TRY(client_money(post_db(post), post_arena(post), post->view->policy, held->facts, person, view_today(post->view), client,
                     &post->out->why));
    const ClientFacts *before = person_client(person, contract_id);
    *row = (Remitted){ .contract = contract_id, .person = person_id, .region = client->region, .left = client->held };
    row->owed = client_open(client, month);
    if (row->owed <= 0)
        return over_refund(post, client, row);
    row->result = row->owed > client->held ? REMIT_SHORT : REMIT_PAID;
    row->told = before && before->short_month == month.n;
    if (row->result == REMIT_SHORT)
        return OK;
    TRY(month_pay(remit, client, row));
    return after_month(post, client, before, row, month);
}

static Err contracts_remit(Remit *remit)
{
    Rows rows;
    Post *post = remit->post;
    Arena *arena = post_arena(post);
    int64_t after = 0;
    if (arg_is(post->command, F_AFTER) && !number_read(arg_str(post->command, F_AFTER), 'X', &after))
        return REFUSE(post->out, ERR_BAD_FIELD, "after", "请填写上次返回的 after。", "Give what `after` said last.");
    TRY(store_contracts(post->work->store, arena, post->view->org->id, after, REMIT_CONTRACTS_MAX + 1, &rows));
    remit->more = rows.count > REMIT_CONTRACTS_MAX;
    for (size_t i = 0; i < rows.count && i < REMIT_CONTRACTS_MAX; i++) {
        int64_t contract = cell(&rows, i, 0)->i, person = cell(&rows, i, 1)->i;
        size_t mark = arena_mark(arena);
        TRY(contract_remit(remit, contract, person, &remit->rows[remit->count++]));
        arena_back(arena, mark);
    }
    return OK;
}

/* ---- what is told ---- */

static void short_event(const Remit *remit, const Remitted *row)
{
    Month now = day_month(view_today(remit->post->view));
    Event *event = emit(remit->post->out, remit->post->view, EVENT_AGENCY_SHORT, row->person);
    event->agency_short = (Event_agency_short){ .contract = row->contract,
                                                .month = remit->month.n,
                                                .owed_fen = row->owed,
                                                .left_fen = row->left,
                                                .stop = month_first((Month){ now.n + 1 }).n,
                                                .region = row->region };
}

static void paid_event(const Remit *remit, const Remitted *row)
{
    Event *event = emit(remit->post->out, remit->post->view, EVENT_AGENCY_REMITTED, row->person);
    event->agency_remitted = (Event_agency_remitted){ .contract = row->contract,
                                                      .month = remit->month.n,
                                                      .contribution_fen = row->contribution,
                                                      .fee_fen = row->fee,
                                                      .left_fen = row->left,
                                                      .since = row->since.n,
                                                      .next = row->next.n,
                                                      .region = row->region };
}

/* Where the person is the payer, the facts must know what is settled (bills.h). */
static Err own_event(const Remit *remit, const Remitted *row)
{
    Post *post = remit->post;
    PersonFacts *person = NULL;
    View view = *post->view;
    TRY(work_person(post->work, row->person, &person));
    if (!person)
        return ERR_BUSY;
    view.person = person;
    bills_paid_emit(post->out, &view, &row->own, true, actor_label(post_arena(post), post->command));
    return OK;
}

static void put_row(const Remit *remit, const Remitted *row)
{
    Json *json = remit->post->out->data;
    if (!json)
        return;
    json_open(json, '{');
    json_put(json, "contract", number_of(post_arena(remit->post), 'X', row->contract));
    json_put_int(json, "person", row->person);
    json_put_word(json, "result", result_words[row->result]);
    json_put_int(json, "owed_fen", row->owed);
    json_put_int(json, "contribution_fen", row->contribution);
    json_put_int(json, "fee_fen", row->fee);
    json_put_int(json, "held_fen", row->left - row->refund);
    if (row->refund)
        json_put_int(json, "refunded_fen", row->refund);
    if (row->result == REMIT_SHORT)
        json_put_int(json, "short_fen", row->owed - row->left);
    json_close(json, '}');
}

static void tell(Remit *remit)
{
    Json *json = remit->post->out->data;
    if (json) {
        json_key(json, "lines");
        json_open(json, '[');
    }
    for (size_t i = 0; i < remit->count; i++) {
        const Remitted *row = &remit->rows[i];
        remit->held += row->left - row->refund;
        if (row->result == REMIT_NOTHING)
            continue;
        remit->paid += row->result == REMIT_PAID;
        remit->shorts += row->result == REMIT_SHORT;
        remit->contribution += row->contribution;
        remit->fee += row->fee;
        put_row(remit, row);
    }
    if (json)
        json_close(json, ']');
}

/* Events follow the answer, which needs no order of theirs; *any: something changed. */
static Err happen(const Remit *remit, bool *any)
{
    *any = false;
    for (size_t i = 0; i < remit->count; i++) {
        const Remitted *row = &remit->rows[i];
        bool now_short = row->result == REMIT_SHORT && !row->told;
        if (row->result == REMIT_PAID)
            paid_event(remit, row);
        else if (now_short)
            short_event(remit, row);
        if (row->refund)
            client_refund_event(remit->post, row->person, row->contract, row->refund);
        if (row->own.person)
            TRY(own_event(remit, row));
        *any |= row->result == REMIT_PAID || now_short || row->refund;
    }
    return OK;
}

Err levy_agency_remit(Post *post)
{
    bool any = false;
    Remit *remit = arena_new(post_arena(post), Remit, 1);
    *remit = (Remit){ .post = post,
                      .month = { (int32_t)arg_int(post->command, F_MONTH) },
                      .rows = arena_new(post_arena(post), Remitted, REMIT_CONTRACTS_MAX) };
    if (remit->month.n > day_month(view_today(post->view)).n)
        return REFUSE(post->out, ERR_TOO_EARLY, "month", "该月还没有开始。", "That month has not begun.");
    if (arg_is(post->command, F_VOUCHER)) {
        Voucher paper = { 0 };
        TRY(voucher_take(post, &paper));
        remit->paper = paper.no;
    }
    TRY(contracts_remit(remit));
    tell(remit);
    TRY(happen(remit, &any));
    client_put_split(post->out->data, remit->contribution, remit->fee, remit->held);
    answer_int(post->out, "paid", remit->paid);
    answer_int(post->out, "short", remit->shorts);
    answer_bool(post->out, "more", remit->more);
    if (remit->more)
        answer_text(post->out, "after", number_of(post_arena(post), 'X', remit->rows[remit->count - 1].contract));
    post->out->already = !any;
    return OK;
}
