/* waive.c - fee.waive: the late fee of an employer's bill is waived by a notice, whole or in part; the contribution itself
 * never is. What is waived is charged first, so that the books say what there was: it goes through income and stands
 * against it as an expense. Law: Social Insurance Law 60 (contributions are waived for force majeure alone), 86. */
#include "levy/bill.h"
#include "levy/voucher.h"

enum { LINES_A_ROW = 6, ROWS_MAX = LEDGER_LINES_MAX / LINES_A_ROW };

typedef struct {
    Post *post;
    Bill bill;
    int64_t percent, waived, charged;
    Str no;
    Day day; /* of the notice */
    LedgerLine *lines;
    size_t count;
} Waiving;

static Err fields_read(Waiving *w)
{
    const Command *command = w->post->command;
    w->percent = arg_is(command, F_SHARE_PERCENT) ? arg_int(command, F_SHARE_PERCENT) : 100;
    if (!paper_named(arg(command, F_PAPER), view_today(w->post->view), &w->no, &w->day))
        return REFUSE(w->post->out, ERR_BAD_FIELD, "notice", "请写明减免所依据的文件：no（文号）和 day（日期，不晚于今天）。",
                      "Name the notice that waives it: no and day, not after today.");
    if (w->percent < 1 || w->percent > 100)
        return REFUSE(w->post->out, ERR_BAD_FIELD, "share_percent", "减免比例应为 1 至 100。",
                      "The share must be 1 to 100 percent.");
    return OK;
}

static void line_put(Waiving *w, const Owed *owed, LedgerAccount account, LedgerNormal way, int64_t fen)
{
    bool owned = account == LEDGER_LATE_FEE_RECEIVABLE;
    if (!fen)
        return;
    w->lines[w->count++] = (LedgerLine){ .account = account,
                                         .region = owed->region,
                                         .insurance = owed->insurance,
                                         .owner_kind = owned ? OWNER_UNIT : OWNER_NONE,
                                         .owner = owned ? w->bill.payer.owner : 0,
                                         .month = owned ? owed->month : MONTH_NONE,
                                         .way = way,
                                         .amount = { fen } };
}

static Err row_waive(Waiving *w, const Owed *owed)
{
    Money part = { 0 };
    int64_t more = owed->fee.fen - owed->charged.fen;
    if (owed->fee.fen <= 0)
        return OK;
    if (!money_part(owed->fee, w->percent, 100, &part))
        return ERR_BAD_AMOUNT;
    if (!part.fen)
        return OK;
    if (more > 0) {
        line_put(w, owed, LEDGER_LATE_FEE_RECEIVABLE, DEBIT, more);
        line_put(w, owed, LEDGER_LATE_FEE_BILLED, CREDIT, more);
        w->charged += more;
    }
    line_put(w, owed, LEDGER_LATE_FEE_RECEIVABLE, CREDIT, part.fen);
    line_put(w, owed, LEDGER_LATE_FEE_BILLED, DEBIT, part.fen);
    line_put(w, owed, LEDGER_LATE_FEE_INCOME, CREDIT, part.fen);
    line_put(w, owed, LEDGER_WAIVER, DEBIT, part.fen);
    w->waived += part.fen;
    return OK;
}

static Err waiver_post(const Waiving *w)
{
    Post *post = w->post;
    LedgerDraft draft = { .key = str_format(post_arena(post), "waiver/%lld", (long long)post->ledger->entry),
                          .text = TEXT_WAIVER,
                          .day = view_today(post->view),
                          .voucher = str_head(w->no, LEDGER_VOUCHER_MAX),
                          .lines = w->lines,
                          .count = w->count };
    LedgerId id = { 0 };
    bool already = false;
    return entry_post(post->ledger, post_arena(post), &draft, &id, &already, &post->out->why);
}

static void answer(const Waiving *w)
{
    Post *post = w->post;
    int64_t left = 0, open = 0;
    for (size_t i = 0; i < w->bill.count; i++) {
        left += w->bill.rows[i].fee.fen;
        open += owed_principal(&w->bill.rows[i]);
    }
    Event *event = emit(post->out, post->view, EVENT_FEE_WAIVED, w->bill.payer.owner);
    event->fee_waived = (Event_fee_waived){ .month = w->bill.month.n,
                                            .amount_fen = w->waived,
                                            .charged_fen = w->charged,
                                            .percent = w->percent,
                                            .day = w->day.n,
                                            .notice = w->no };
    answer_text(post->out, "bill", bill_text(post_arena(post), &w->bill.payer, w->bill.month));
    answer_int(post->out, "waived_fen", w->waived);
    answer_int(post->out, "late_fee_fen", left - w->waived);
    answer_int(post->out, "open_fen", open);
}

Err levy_waive(Post *post)
{
    Waiving *w = arena_new(post_arena(post), Waiving, 1);
    *w = (Waiving){ .post = post, .lines = arena_new(post_arena(post), LedgerLine, LEDGER_LINES_MAX) };
    TRY(fields_read(w));
    TRY(bill_get(post, &w->bill));
    if (w->bill.count > ROWS_MAX)
        return ERR_TOO_LARGE;
    for (size_t i = 0; i < w->bill.count; i++)
        TRY(row_waive(w, &w->bill.rows[i]));
    if (!w->waived)
        return REFUSE(post->out, ERR_WRONG_STATE, "bill", "该账单没有可减免的滞纳金；应缴的社会保险费不能减免。",
                      "There is no late fee on this bill to waive; the contributions themselves are never waived.");
    TRY(waiver_post(w));
    answer(w);
    return OK;
}
