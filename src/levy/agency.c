/* agency.c - agency.receive and what agency.terminate leaves: money that comes to an agency for one of its clients, and goes
 * back to them. Law: Social Insurance Law 4, 64; domain.md 7.5. */
#include "levy/agency.h"
#include "base/require.h"
#include "levy/levy.h"
#include "levy/line.h"
#include "levy/voucher.h"

enum { EXPECT_MONTHS_MAX = 24 };

LedgerLine client_line(const Client *client, LedgerAccount account, Month month, int64_t fen, LedgerNormal way)
{
    return (LedgerLine){ .account = account,
                         .region = client->region,
                         .owner_kind = OWNER_CONTRACT,
                         .owner = client->contract->id,
                         .month = month,
                         .way = way,
                         .amount = { fen } };
}

/* ---- what a receipt is for ---- */

typedef struct {
    int64_t contribution, fee; /* of the months that are open or running */
} Needed;

typedef struct {
    int64_t contribution, fee, held;
} Split;

/* Contributions first, then the fee, then what is held ahead. */
static Split split_of(const Needed *needed, int64_t total)
{
    Split split = { .contribution = total < needed->contribution ? total : needed->contribution };
    int64_t left = total - split.contribution;
    split.fee = left < needed->fee ? left : needed->fee;
    split.held = left - split.fee;
    return split;
}

/* What a month that was not billed yet will cost, as levy.assess will say it. */
static Err month_expected(const Post *post, const Client *client, Month month, int64_t *fen)
{
    const ContractFacts *contract = client->contract;
    const AccountFacts *account = client_account(client->person, contract->id);
    Category category = contract->basis == BASIS_FLEXIBLE_PROXY ? CATEGORY_FLEXIBLE : CATEGORY_EMPLOYEE;
    Held *unit = NULL;
    SheetLine line = { 0 };
    bool levied = false;
    Tariff *tariff = arena_new(post_arena(post), Tariff, 1);
    TRY(tariff_make(client->rules, category, month, tariff, &post->out->why));
    TRY(work_find(post->work, SUBJECT_UNIT, contract->employer, &unit));
    const UnitFacts *employer = unit ? unit->facts : NULL;
    Payer payer = { .amount = { contract->base_fen },
                    .injury_class = employer ? employer->injury_class : 1,
                    .injury_percent = employer ? employer->injury_float : 100,
                    .local = client->person->hukou_region &&
                             policy_region(post->view->policy, client->person->hukou_region) == client->rules };
    TRY(line_make(tariff, account ? account->insurances : contract->insurances, payer, &line, &levied, &post->out->why));
    *fen = levied ? line_total(&line) : 0;
    return OK;
}

/* The months that are open by bills, and those not billed yet up to the running one; or else the next one. */
static Err needed_of(const Post *post, const Client *client, Needed *out)
{
    Month last = MONTH_NONE, now = day_month(view_today(post->view));
    *out = (Needed){ 0 };
    for (size_t i = 0; i < client->owed_count; i++) {
        Month month = client->owed[i].month;
        int64_t open = client_open(client, month);
        if (month.n == last.n || open <= 0)
            continue;
        last = month;
        out->contribution += open;
        out->fee += client_was_remitted(client, month) ? 0 : client->contract->service_fee_fen;
    }
    out->fee += client_fees_behind(client);
    Client billed = *client;
    billed.owed_count = 0;
    Month next = client_next(&billed);
    for (int i = 0; i < EXPECT_MONTHS_MAX && next.n != MONTH_NONE.n; i++, next.n++) {
        int64_t fen = 0;
        if (next.n > now.n && out->contribution)
            break;
        if (contract_last(client->contract) && next.n > contract_last(client->contract))
            break;
        TRY(month_expected(post, client, next, &fen));
        out->contribution += fen;
        out->fee += fen ? client->contract->service_fee_fen : 0;
    }
    return OK;
}

/* ---- agency.receive ---- */

static Err own_contract(const Post *post)
{
    const View *view = post->view;
    require(view->contract && view->person);
    if (!view->org || view->org->id != view->contract->agency)
        return REFUSE(post->out, ERR_NOT_PERMITTED, "contract", "只能登记本机构代理协议的收款。",
                      "An agency records money of its own contracts only.");
    return OK;
}

/* After its end money is taken only for months that are still open. */
static Err still_running(const Post *post, const Client *client)
{
    const ContractFacts *contract = client->contract;
    Month now = day_month(view_today(post->view));
    bool over =
        (contract->ended_month && contract->ended_month < now.n) || (contract->until.s && contract->until.s < post->view->now.s);
    bool open = false;
    for (size_t i = 0; i < client->owed_count; i++)
        open |= owed_principal(&client->owed[i]) > 0;
    if (!over || open)
        return OK;
    return REFUSE(post->out, ERR_WRONG_STATE, "contract", "代理协议已终止且无未缴月份，请把款项退还本人。",
                  "The contract has ended and nothing is open; give the money back.");
}

/* Once for each agency; and once more when what was recorded has been reversed. */
static Err receipt_key(const Post *post, const Voucher *voucher, Str *key)
{
    VoucherState state = { 0 };
    TRY(voucher_state(post_db(post), post_arena(post), post->view->org->id, voucher->kind->code, voucher->no, &state));
    *key = state.key;
    return state.stands.entry ? REFUSE(post->out, ERR_DUPLICATE_VOUCHER, "voucher", NULL, NULL) : OK;
}

/* There is room to remember that the money is held, beside what other agencies hold. */
static Err room_check(const Post *post, const PersonFacts *person)
{
    return client_has_room(person, post->view->contract->id)
               ? OK
               : REFUSE(post->out, ERR_CONFLICT, "contract", "此人已有 %d 份协议的款项未结清，请先结清。",
                        "Agencies hold money of this person by %d contracts; settle one first.", CLIENTS_MAX);
}

static Err receipt_post(Post *post, const Client *client, const Voucher *voucher, Str key, int64_t amount)
{
    LedgerId id;
    bool already = false;
    LedgerLine lines[] = { client_line(client, LEDGER_AGENCY_HELD, MONTH_NONE, amount, DEBIT),
                           client_line(client, LEDGER_CLIENT_MONEY, MONTH_NONE, amount, CREDIT) };
    LedgerDraft draft = {
        .key = key, .text = TEXT_AGENCY_RECEIVE, .day = voucher->day, .voucher = voucher->no, .lines = lines, .count = 2
    };
    return entry_post(post->ledger, post_arena(post), &draft, &id, &already, &post->out->why);
}

static void receipt_event(Post *post, const Client *client, const Voucher *voucher, int64_t amount, const Split *split)
{
    const ClientFacts *before = person_client(client->person, client->contract->id);
    Day since = before && before->held_fen && before->since.n ? before->since : voucher->day;
    Month next = client_next(client);
    Event *event = emit(post->out, post->view, EVENT_AGENCY_RECEIVED, client->person->id);
    event->agency_received = (Event_agency_received){ .contract = client->contract->id,
                                                      .amount_fen = amount,
                                                      .contribution_fen = split->contribution,
                                                      .fee_fen = split->fee,
                                                      .left_fen = client->held + amount,
                                                      .day = voucher->day.n,
                                                      .since = since.n,
                                                      .next = next.n == MONTH_NONE.n ? 0 : next.n,
                                                      .region = client->region };
}

void client_put_split(Json *json, int64_t contribution, int64_t fee, int64_t held)
{
    if (!json)
        return;
    json_key(json, "split");
    json_open(json, '{');
    json_put_int(json, "contribution_fen", contribution);
    json_put_int(json, "fee_fen", fee);
    json_put_int(json, "held_fen", held);
    json_close(json, '}');
}

Err levy_agency_receive(Post *post)
{
    int64_t amount = arg_int(post->command, F_AMOUNT_FEN);
    Client *client = arena_new(post_arena(post), Client, 1);
    Voucher voucher = { 0 };
    Needed needed;
    Str key = { 0 };
    TRY(own_contract(post));
    TRY(client_money(post_db(post), post_arena(post), post->view->policy, post->view->contract, post->view->person,
                     view_today(post->view), client, &post->out->why));
    TRY(still_running(post, client));
    TRY(voucher_take(post, &voucher));
    TRY(receipt_key(post, &voucher, &key));
    if (amount <= 0 || amount > ledger_fen_max)
        return REFUSE(post->out, ERR_BAD_AMOUNT, "amount_fen", "金额应大于零。", "The amount must be above zero.");
    TRY(room_check(post, client->person));
    TRY(needed_of(post, client, &needed));
    TRY(receipt_post(post, client, &voucher, key, amount));
    Split before = split_of(&needed, client->held), after = split_of(&needed, client->held + amount);
    Split split = { after.contribution - before.contribution, after.fee - before.fee, after.held - before.held };
    receipt_event(post, client, &voucher, amount, &split);
    answer_text(post->out, "contract", number_of(post_arena(post), 'X', client->contract->id));
    client_put_split(post->out->data, split.contribution, split.fee, split.held);
    answer_int(post->out, "held_total_fen", client->held + amount);
    answer_text(post->out, "receipt", number_of(post_arena(post), 'P', post->ledger->entry));
    return OK;
}

/* ---- money that goes back ---- */

Err client_refund(Post *post, const Client *client, int64_t left, Str *key)
{
    LedgerId id;
    bool already = false;
    LedgerLine lines[] = { client_line(client, LEDGER_CLIENT_MONEY, MONTH_NONE, left, DEBIT),
                           client_line(client, LEDGER_AGENCY_HELD, MONTH_NONE, left, CREDIT) };
    *key =
        str_format(post_arena(post), "client-refund/X%lld/%lld", (long long)client->contract->id, (long long)post->ledger->entry);
    LedgerDraft draft = { .key = *key,
                          .text = TEXT_REFUND,
                          .day = view_today(post->view),
                          .voucher = S("agency.terminate"),
                          .lines = lines,
                          .count = 2 };
    return entry_post(post->ledger, post_arena(post), &draft, &id, &already, &post->out->why);
}

void client_refund_event(Post *post, int64_t person, int64_t contract, int64_t fen)
{
    Event *event = emit(post->out, post->view, EVENT_AGENCY_REFUNDED, person);
    event->agency_refunded = (Event_agency_refunded){ .contract = contract, .amount_fen = fen };
}

/* The decision is made: the contract ends with a month, which the facts do not say yet. */
Err levy_agency_ended(Post *post)
{
    const View *view = post->view;
    ContractFacts ended = *view->contract;
    PersonFacts *person = arena_new(post_arena(post), PersonFacts, 1);
    Client *client = arena_new(post_arena(post), Client, 1);
    Str key = { 0 };
    require(view->person != NULL);
    person_copy(person, view->person);
    for (size_t i = 0; i < post->out->count; i++)
        if (event_row(post->out->events[i].kind)->subject == SUBJECT_PERSON && post->out->events[i].subject == person->id)
            person_fold(person, &post->out->events[i]);
    ended.ended_month = (int32_t)arg_int(post->command, F_MONTH);
    TRY(client_money(post_db(post), post_arena(post), view->policy, &ended, person, view_today(view), client, &post->out->why));
    int64_t refund = client->held > 0 && client_settled(client) ? client->held : 0;
    if (refund) {
        TRY(client_refund(post, client, refund, &key));
        client_refund_event(post, person->id, ended.id, refund);
    }
    answer_int(post->out, "held_fen", client->held - refund);
    answer_int(post->out, "refunded_fen", refund);
    return OK;
}
