/* agency_reverse.c - agency.reverse: what an agency recorded wrongly in the client book is taken back by a new entry. Law: Social
 * Insurance Law 64, 83 (whoever is harmed by a wrong record has it put right); domain.md 7.5. */
#include "base/require.h"
#include "hold/holds.h"
#include "levy/agency.h"
#include "levy/levy.h"
#include "levy/payer.h"
#include "levy/voucher.h"

typedef struct {
    Post *post;
    MoneyPayer payer;
    Client *client;
    const Choice *kind;
    Str no, reason;
    LedgerEntry entry; /* the receipt */
    int64_t amount;
} Undoing;

static Err fields_read(Undoing *u)
{
    const Arg *voucher = arg(u->post->command, F_VOUCHER);
    u->reason = str_trim(arg_str(u->post->command, F_REASON_TEXT));
    if (!voucher_named(voucher, &u->kind, &u->no) || voucher->n != 2)
        return REFUSE(u->post->out, ERR_BAD_FIELD, "voucher",
                      "请写明原收款凭证的 kind（bank-remittance、cash-receipt、tax-certificate 之一）和 no（编号）。",
                      "Name the voucher of the receipt: kind (bank-remittance, cash-receipt or tax-certificate) and no.");
    return u->reason.n ? OK : REFUSE(u->post->out, ERR_BAD_FIELD, "reason", "请写明冲正的原因。", "Say why it is reversed.");
}

static Err book_read(Undoing *u)
{
    Post *post = u->post;
    u->client = arena_new(post_arena(post), Client, 1);
    return client_money(post_db(post), post_arena(post), post->view->policy, u->payer.contract, u->payer.facts,
                        view_today(post->view), u->client, &post->out->why);
}

/* Who approves names no contract: it is looked up again. */
static Err client_read(Undoing *u)
{
    Post *post = u->post;
    MoneyPayer payer = { 0 };
    int64_t id = 0;
    if (number_read(arg_str(post->command, F_CONTRACT), 'X', &id))
        TRY(payer_of(post->work, OWNER_CONTRACT, id, &payer));
    if (!payer.contract)
        return REFUSE(post->out, ERR_UNKNOWN_CONTRACT, "contract", NULL, NULL);
    bool agency = post->trial && post->command->actor.role == ROLE_AGENCY;
    if (agency && (!post->view->org || post->view->org->id != payer.contract->agency))
        return REFUSE(post->out, ERR_NOT_PERMITTED, "contract", "只能冲正本机构代理协议的收款。",
                      "An agency reverses receipts of its own contracts only.");
    u->payer = payer;
    return book_read(u);
}

static Err receipt_read(Undoing *u)
{
    Post *post = u->post;
    VoucherState state = { 0 };
    TRY(voucher_state(post_db(post), post_arena(post), u->client->contract->agency, u->kind->code, u->no, &state));
    LedgerId id = state.stands.entry ? state.stands : state.last;
    if (id.entry)
        TRY(entry_get(post_db(post), post_arena(post), id, &u->entry));
    if (!id.entry || payer_of_lines(u->entry.lines, u->entry.count).owner != u->client->contract->id)
        return REFUSE(post->out, ERR_UNKNOWN_ID, "voucher", "该协议没有登记过这张凭证的收款，请核对凭证种类和编号。",
                      "No receipt of this contract is recorded with this voucher; check its kind and number.");
    if (!state.stands.entry)
        return REFUSE(post->out, ERR_WRONG_STATE, "voucher",
                      "这笔收款已经冲正，不能再次冲正；可以用同一凭证重新登记（agency.receive）。",
                      "This receipt is reversed already; the voucher may be recorded again (agency.receive).");
    for (size_t i = 0; i < u->entry.count; i++)
        u->amount += u->entry.lines[i].account == LEDGER_CLIENT_MONEY ? u->entry.lines[i].amount.fen : 0;
    return OK;
}

/* What the agency has paid to the bureau or given back is no longer there to be taken back. */
static Err still_held(const Undoing *u)
{
    if (u->client->held >= u->amount)
        return OK;
    Str held = money_text(post_arena(u->post), (Money){ u->client->held });
    return REFUSE(u->post->out, ERR_CONFLICT, "voucher",
                  "这笔收款已用于缴费或退款，机构只代存 " STR_FMT " 元，不足以冲正；请先登记补收的款项（agency.receive）。",
                  "Money of this receipt has been paid on or given back; the agency holds only " STR_FMT
                  " yuan. Record what makes up for it first (agency.receive).",
                  STR_ARG(held));
}

/* On the day of the receipt itself, as if it had never been; on today's once that month is closed. */
static Err day_read_of(const Undoing *u, Day *out)
{
    Month closed = MONTH_NONE;
    TRY(month_closed(post_db(u->post), post_arena(u->post), u->client->region, known_now, &closed));
    *out = closed.n != MONTH_NONE.n && closed.n >= day_month(u->entry.day).n ? view_today(u->post->view) : u->entry.day;
    return OK;
}

/* The client book as it is now, behind the reversal. */
static void tell(const Undoing *u, Day day)
{
    const Client *client = u->client;
    Month next = client_next(client);
    Event *event = emit(u->post->out, u->post->view, EVENT_AGENCY_RECEIPT_REVERSED, client->person->id);
    event->agency_receipt_reversed =
        (Event_agency_receipt_reversed){ .contract = client->contract->id,
                                         .amount_fen = u->amount,
                                         .left_fen = client->held,
                                         .day = day.n,
                                         .since = client_since(client, client->held).n,
                                         .next = next.n == MONTH_NONE.n ? 0 : next.n,
                                         .region = client->region,
                                         .entry = u->entry.id.entry,
                                         .voucher = str_format(post_arena(u->post), "%s " STR_FMT, u->kind->code, STR_ARG(u->no)),
                                         .reason = u->reason };
}

Err levy_agency_reverse(Post *post)
{
    Arena *arena = post_arena(post);
    Undoing *u = arena_new(arena, Undoing, 1);
    LedgerId id = { 0 };
    Day day = DAY_NONE;
    bool already = false;
    *u = (Undoing){ .post = post };
    TRY(fields_read(u));
    TRY(client_read(u));
    TRY(receipt_read(u));
    TRY(still_held(u));
    TRY(day_read_of(u, &day));
    Str kept = str_head(u->reason, LEDGER_VOUCHER_MAX);
    while (!str_utf8(kept))
        kept.n--;
    TRY(entry_reverse(post->ledger, arena, u->entry.id, day, kept, &id, &already, &post->out->why));
    TRY(book_read(u));
    tell(u, day);
    answer_text(post->out, "contract", number_of(arena, 'X', u->client->contract->id));
    answer_int(post->out, "reversed_fen", u->amount);
    answer_int(post->out, "held_total_fen", u->client->held);
    answer_day(post->out, "day", day);
    answer_text(post->out, "receipt", number_of(arena, 'P', post->ledger->entry));
    return OK;
}
