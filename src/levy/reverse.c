/* reverse.c - payment.reverse: a payment that was recorded wrongly is taken back by new entries, and what is owed is as if
 * it had never come. Nothing is changed: the payment stays in the books beside its reversal. Law: Social Insurance Law 60,
 * 64 (each fund's books are whole). */
#include "hold/holds.h"
#include "levy/bills.h"
#include "levy/lapse.h"
#include "levy/owed.h"
#include "levy/payer.h"
#include "levy/voucher.h"
#include "levy/yearly.h"
#include <stdlib.h>

enum { LATER_MAX = 4096, TOUCHED_MAX = 4096, UNDO_MAX = 64 };

/* A fee period and insurance that is concerned. */
typedef struct {
    Month month;
    int32_t region;
    Insurance insurance;
} Touched;

/* A later entry of the same payer. */
typedef struct {
    LedgerId id;
    bool takes; /* money that lay with the payer */
} Later;

typedef struct {
    Post *post;
    const Choice *kind;
    Str no;
    LedgerEntry entries[UNDO_MAX]; /* what is undone: the payment, its late fees, then what was decided upon it */
    size_t count;
    MoneyPayer payer;
    int32_t region;
    Touched *touched;
    size_t touched_count;
    Later *later;
    size_t later_count;
    bool full;
    int64_t amount, principal, fee;
    Month from, until;
} Reversing;

/* ---- which payment ---- */

static Err voucher_read(Reversing *r)
{
    const Arg *voucher = arg(r->post->command, F_VOUCHER);
    if (voucher_named(voucher, &r->kind, &r->no) && voucher->n == 2)
        return OK;
    return REFUSE(r->post->out, ERR_BAD_FIELD, "voucher",
                  "请写明原凭证的 kind（bank-remittance、cash-receipt、tax-certificate 之一）和 no（编号）。",
                  "Name the voucher of the payment: kind (bank-remittance, cash-receipt or tax-certificate) and no.");
}

static Err payment_read(Reversing *r)
{
    Post *post = r->post;
    VoucherState state = { 0 };
    LedgerId fees = { 0 };
    TRY(voucher_state(post_db(post), post_arena(post), 0, r->kind->code, r->no, &state));
    if (!state.last.entry)
        return REFUSE(post->out, ERR_UNKNOWN_ID, "voucher", "没有登记过这张凭证的缴费，请核对凭证种类和编号。",
                      "No payment is recorded with this voucher; check its kind and number.");
    if (!state.stands.entry)
        return REFUSE(post->out, ERR_WRONG_STATE, "voucher",
                      "这笔缴费已经冲正，不能再次冲正；可以用同一凭证重新登记（payment.record）。",
                      "This payment is reversed already; the voucher may be recorded again (payment.record).");
    TRY(entry_get(post_db(post), post_arena(post), state.stands, &r->entries[r->count++]));
    TRY(entry_find(post_db(post), post_arena(post), str_format(post_arena(post), "late-fee/" STR_FMT, STR_ARG(state.key)), &fees));
    if (fees.entry)
        TRY(entry_get(post_db(post), post_arena(post), fees, &r->entries[r->count++]));
    MoneyPayer found = payer_of_lines(r->entries[0].lines, r->entries[0].count);
    TRY(payer_of(post->work, found.kind, found.owner, &r->payer));
    return r->payer.kind ? OK : ERR_BUSY; /* money without a payer is damage */
}

/* ---- what it concerned ---- */

static bool is_touched(const Reversing *r, const LedgerLine *line)
{
    for (size_t i = 0; i < r->touched_count; i++)
        if (r->touched[i].month.n == line->month.n && r->touched[i].region == line->region &&
            r->touched[i].insurance == line->insurance)
            return true;
    return false;
}

static bool is_owed(const LedgerLine *line)
{
    bool account =
        line->account == LEDGER_RECEIVABLE || line->account == LEDGER_LATE_FEE_RECEIVABLE || line->account == LEDGER_WRITE_OFF;
    return account && line->owner_kind != OWNER_SHEETS;
}

static void touch(Reversing *r, const LedgerEntry *entry)
{
    for (size_t i = 0; i < entry->count; i++) {
        const LedgerLine *line = &entry->lines[i];
        if (!is_owed(line) || is_touched(r, line))
            continue;
        r->full |= r->touched_count == TOUCHED_MAX;
        if (!r->full)
            r->touched[r->touched_count++] = (Touched){ line->month, line->region, line->insurance };
    }
}

static void amounts_read(Reversing *r)
{
    const LedgerEntry *paid = &r->entries[0];
    for (size_t i = 0; i < paid->count; i++) {
        const LedgerLine *line = &paid->lines[i];
        int64_t fen = line->way == CREDIT ? line->amount.fen : -line->amount.fen;
        if (line->account == LEDGER_BANK) {
            r->amount -= fen;
            r->region = line->region;
        }
        if (!is_owed(line))
            continue;
        *(line->account == LEDGER_LATE_FEE_RECEIVABLE ? &r->fee : &r->principal) += fen;
        r->from = !r->from.n || line->month.n < r->from.n ? line->month : r->from;
        r->until = line->month.n > r->until.n ? line->month : r->until;
    }
}

/* ---- what came later ---- */

static bool later_take(void *context, LedgerId id, Day day, const LedgerLine *line)
{
    (void)day;
    Reversing *r = context;
    bool takes = line->account == LEDGER_CLEARING && line->way == DEBIT;
    if (id.entry <= r->entries[0].id.entry || (!takes && !is_owed(line)))
        return true;
    for (size_t i = r->later_count; i--;)
        if (r->later[i].id.entry == id.entry && r->later[i].id.ord == id.ord) {
            r->later[i].takes |= takes;
            return true;
        }
    if (r->later_count == LATER_MAX) {
        r->full = true;
        return false;
    }
    r->later[r->later_count++] = (Later){ id, takes };
    return true;
}

static Err used_later(const Reversing *r, const LedgerEntry *by)
{
    if (by->text == TEXT_REFUND)
        return REFUSE(r->post->out, ERR_CONFLICT, "voucher",
                      "缴费人名下的预存款不足以冲正：款项已退给缴费人。请收回所退款项并登记（payment.record）后再冲正。",
                      "What lies with the payer does not suffice: money was refunded. Have it paid back and record that "
                      "(payment.record), then reverse.");
    return REFUSE(r->post->out, ERR_CONFLICT, "voucher",
                  "其后的缴费（凭证 " STR_FMT "）建立在这笔缴费之上，请先冲正其后的缴费（payment.reverse），最后的先冲。",
                  "A later payment (voucher " STR_FMT ") builds on this one; reverse the later ones first (payment.reverse), "
                  "the latest first.",
                  STR_ARG(by->voucher));
}

/* What was decided upon the payment goes with it: a waiver of what was then open, money that was set free. */
static bool goes_along(const LedgerEntry *entry)
{
    return str_starts(entry->key, S("waiver/")) || str_starts(entry->key, S("over/"));
}

static bool touches(const Reversing *r, const LedgerEntry *entry)
{
    for (size_t i = 0; i < entry->count; i++)
        if (is_owed(&entry->lines[i]) && is_touched(r, &entry->lines[i]))
            return true;
    return false;
}

static bool is_undone(const Reversing *r, LedgerId id)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->entries[i].id.entry == id.entry && r->entries[i].id.ord == id.ord)
            return true;
    return false;
}

/* An entry that stands: neither reversed nor a reversal itself. */
static Err standing(const Reversing *r, LedgerId id, LedgerEntry *entry, bool *stands)
{
    LedgerId by = { 0 };
    TRY(entry_get(post_db(r->post), post_arena(r->post), id, entry));
    TRY(entry_reversed(post_db(r->post), post_arena(r->post), id, &by));
    *stands = !entry->reverses.entry && !by.entry && !is_undone(r, id);
    return OK;
}

/* One pass over what came later; *more: something goes along, which may concern further months. */
static Err later_pass(Reversing *r, bool *more)
{
    *more = false;
    for (size_t i = 0; i < r->later_count && !*more; i++) {
        LedgerEntry entry;
        bool stands = false;
        TRY(standing(r, r->later[i].id, &entry, &stands));
        if (!stands || entry.text == TEXT_WRITE_OFF || !touches(r, &entry)) /* what lapsed is no payment: lapse.h */
            continue;
        if (!goes_along(&entry))
            return used_later(r, &entry);
        if (r->count == UNDO_MAX)
            return ERR_TOO_LARGE;
        r->entries[r->count++] = entry;
        touch(r, &entry);
        *more = true;
    }
    return OK;
}

static int64_t with_payer(const LedgerEntry *entry)
{
    int64_t fen = 0;
    for (size_t i = 0; i < entry->count; i++)
        if (entry->lines[i].account == LEDGER_CLEARING)
            fen += entry->lines[i].way == CREDIT ? entry->lines[i].amount.fen : -entry->lines[i].amount.fen;
    return fen;
}

/* What lies with the payer must bear what is taken from it. */
static Err clearing_check(const Reversing *r)
{
    Money there = { 0 };
    int64_t back = 0;
    BalanceOf of = { .account = LEDGER_CLEARING,
                     .region = r->region,
                     .owner_kind = r->payer.kind,
                     .owner = r->payer.owner,
                     .person = r->payer.person };
    TRY(ledger_balance(post_db(r->post), post_arena(r->post), &of, day_make(9998, 12, 31), known_now, &there));
    for (size_t i = 0; i < r->count; i++)
        there.fen -= with_payer(&r->entries[i]);
    TRY(lapse_taken_back(post_db(r->post), post_arena(r->post), r->payer.kind, r->payer.owner, r->entries, r->count, &back));
    there.fen -= back;
    for (size_t i = r->later_count; there.fen < 0 && i--;) {
        LedgerEntry entry;
        bool stands = false;
        TRY(standing(r, r->later[i].id, &entry, &stands));
        if (stands && r->later[i].takes)
            return used_later(r, &entry);
    }
    /* What lies with a payer is one sum: an earlier refund may have taken what this payment had to replace. */
    return there.fen < 0 ? used_later(r, &(LedgerEntry){ .text = TEXT_REFUND }) : OK;
}

static Err later_check(Reversing *r)
{
    Post *post = r->post;
    bool more = true;
    TRY(ledger_extract_owner(post_db(post), r->payer.kind, r->payer.owner, day_make(1900, 1, 1), day_make(9999, 12, 31), known_now,
                             later_take, r));
    while (more && !r->full)
        TRY(later_pass(r, &more));
    if (r->full)
        return REFUSE(post->out, ERR_TOO_LARGE, "voucher", NULL, NULL);
    return clearing_check(r);
}

/* ---- the reversal ---- */

/* On the day of the entry itself, as if it had never been; on today's once a month of it is closed. */
static Err day_of(const Reversing *r, const LedgerEntry *entry, Day *out)
{
    *out = entry->day;
    for (size_t i = 0; i < entry->count; i++) {
        Month closed = MONTH_NONE;
        if (i && entry->lines[i].region == entry->lines[i - 1].region)
            continue;
        TRY(month_closed(post_db(r->post), post_arena(r->post), entry->lines[i].region, known_now, &closed));
        if (closed.n != MONTH_NONE.n && closed.n >= day_month(entry->day).n)
            *out = view_today(r->post->view);
    }
    return OK;
}

/* The latest first, so that each finds the books as it left them. */
static int newest_first(const void *a, const void *b)
{
    const LedgerEntry *x = a, *y = b;
    if (x->id.entry != y->id.entry)
        return x->id.entry < y->id.entry ? 1 : -1;
    return (x->id.ord < y->id.ord) - (x->id.ord > y->id.ord);
}

static Err undo_all(Reversing *r, Str reason, Day *day)
{
    Post *post = r->post;
    qsort(r->entries, r->count, sizeof *r->entries, newest_first);
    for (size_t i = 0; i < r->count; i++) {
        LedgerId id = { 0 };
        bool already = false;
        TRY(day_of(r, &r->entries[i], day));
        TRY(entry_reverse(post->ledger, post_arena(post), r->entries[i].id, *day, reason, &id, &already, &post->out->why));
    }
    return OK;
}

static void tell(const Reversing *r, Day day, int64_t entry, Str reason)
{
    const View *view = r->post->view;
    Str voucher = str_format(post_arena(r->post), "%s " STR_FMT, r->kind->code, STR_ARG(r->no));
    if (r->payer.kind == OWNER_UNIT) {
        Event *event = emit(r->post->out, view, EVENT_UNIT_PAYMENT_REVERSED, r->payer.owner);
        event->unit_payment_reversed = (Event_unit_payment_reversed){ .amount_fen = r->amount,
                                                                      .principal_fen = r->principal,
                                                                      .fee_fen = r->fee,
                                                                      .day = day.n,
                                                                      .from = r->from.n,
                                                                      .until = r->until.n,
                                                                      .entry = entry,
                                                                      .voucher = voucher,
                                                                      .reason = reason };
        return;
    }
    Event *event = emit(r->post->out, view, EVENT_PAYMENT_REVERSED, r->payer.person);
    event->payment_reversed = (Event_payment_reversed){ .amount_fen = r->amount,
                                                        .principal_fen = r->principal,
                                                        .fee_fen = r->fee,
                                                        .day = day.n,
                                                        .from = r->from.n,
                                                        .until = r->until.n,
                                                        .entry = entry,
                                                        .contract = r->payer.contract ? r->payer.owner : 0,
                                                        .voucher = voucher,
                                                        .reason = reason };
}

/* The months are open again for whoever pays alone; of residents nothing is asked. */
static Err bills_again(const Reversing *r)
{
    View view = *r->post->view;
    view.person = r->payer.facts;
    bool own = (r->payer.kind == OWNER_PERSON && !yearly_account(r->payer.facts)) ||
               (r->payer.kind == OWNER_CONTRACT && bills_own(r->payer.contract));
    for (size_t i = 0; own && i < r->count; i++) {
        BillsWritten written = { .contract = r->payer.contract ? r->payer.owner : 0,
                                 .region = r->region,
                                 .lines = r->entries[i].lines,
                                 .count = r->entries[i].count,
                                 .sign = -1 };
        TRY(bills_written(r->post->out, &view, &written, actor_label(post_arena(r->post), r->post->command)));
    }
    return OK;
}

Err levy_reverse(Post *post)
{
    Arena *arena = post_arena(post);
    Reversing *r = arena_new(arena, Reversing, 1);
    Day day = DAY_NONE;
    *r =
        (Reversing){ .post = post, .touched = arena_new(arena, Touched, TOUCHED_MAX), .later = arena_new(arena, Later, LATER_MAX) };
    Str reason = str_trim(arg_str(post->command, F_REASON_TEXT)), kept = str_head(reason, LEDGER_VOUCHER_MAX);
    TRY(voucher_read(r));
    if (!reason.n)
        return REFUSE(post->out, ERR_BAD_FIELD, "reason", "请写明冲正的原因。", "Say why it is reversed.");
    TRY(payment_read(r));
    for (size_t i = 0; i < r->count; i++)
        touch(r, &r->entries[i]);
    amounts_read(r);
    int64_t entry = r->entries[0].id.entry;
    TRY(later_check(r));
    while (!str_utf8(kept))
        kept.n--;
    TRY(undo_all(r, kept, &day));
    tell(r, day, entry, reason);
    TRY(bills_again(r));
    answer_int(post->out, "reversed_fen", r->amount);
    answer_int(post->out, "principal_fen", r->principal);
    answer_int(post->out, "late_fee_fen", r->fee);
    answer_day(post->out, "day", day);
    answer_int(post->out, "undone", (int64_t)r->count);
    answer_text(post->out, "receipt", number_of(arena, 'P', post->ledger->entry));
    return OK;
}
