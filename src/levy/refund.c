/* refund.c - payment.refund: money that lies with a payer, or that was billed too much, goes back to a bank account. Never
 * more than is there, and not before what is overdue. Law: Social Insurance Law 60, 64. */
#include "hold/holds.h"
#include "levy/bills.h"
#include "levy/levy.h"
#include "levy/pay.h"
#include "levy/payer.h"
#include "levy/yearly.h"

enum { ACCOUNT_DIGITS_LEAST = 8, ACCOUNT_DIGITS_MOST = 32 };

/* Digits, in groups if they like. */
static bool account_fits(Str account)
{
    size_t digits = 0;
    for (size_t i = 0; i < account.n; i++) {
        char c = account.p[i];
        digits += c >= '0' && c <= '9';
        if ((c < '0' || c > '9') && c != ' ' && c != '-')
            return false;
    }
    return digits >= ACCOUNT_DIGITS_LEAST && digits <= ACCOUNT_DIGITS_MOST;
}

static Err fields_check(const Post *post)
{
    if (arg_int(post->command, F_AMOUNT_FEN) <= 0)
        return REFUSE(post->out, ERR_BAD_AMOUNT, "amount_fen", "金额应大于零。", "The amount must be above zero.");
    if (!account_fits(str_trim(arg_str(post->command, F_BANK_ACCOUNT))))
        return REFUSE(post->out, ERR_BAD_FIELD, "to", "请填写收款银行账号（8 至 32 位数字）。",
                      "Give the bank account to which the money goes: 8 to 32 digits.");
    return OK;
}

/* The view with the payer in it, whoever looks: on approval the fields are those of the review. */
static Err payer_view(const Post *post, View *view)
{
    MoneyPayer payer;
    TRY(payer_named(post->work, arg_str(post->command, F_MONEY_PAYER), view_today(view), &payer));
    if (!payer.kind)
        return REFUSE(post->out, ERR_UNKNOWN_UNIT, "payer", NULL, NULL);
    view->payer_unit = payer.unit;
    view->payer_contract = payer.contract;
    view->person = payer.facts;
    return OK;
}

static LedgerLine line_of_money(const PayerMoney *money, LedgerAccount account, LedgerNormal way, int64_t fen)
{
    bool owned = account != LEDGER_BANK;
    return (LedgerLine){ .account = account,
                         .region = money->region,
                         .owner_kind = owned ? money->kind : OWNER_NONE,
                         .owner = owned ? money->owner : 0,
                         .month = MONTH_NONE,
                         .way = way,
                         .amount = { fen } };
}

/* What no longer lies with somebody who pays alone does not count against what they owe. */
static Err held_less(const Post *post, const PayerMoney *money, const View *view, const LedgerLine *lines, size_t count)
{
    bool contract = money->kind == OWNER_CONTRACT && bills_own(view->payer_contract);
    BillsWritten written = {
        .contract = contract ? money->owner : 0, .region = money->region, .lines = lines, .count = count, .sign = 1
    };
    if (!contract && (money->kind != OWNER_PERSON || yearly_account(view->person)))
        return OK;
    return bills_written(post->out, view, &written, actor_label(post_arena(post), post->command));
}

/* Through the account of refunds payable, so that its turnover says what was ever paid back. */
static Err refund_post(const Post *post, const PayerMoney *money, const View *view, int64_t fen)
{
    LedgerLine lines[] = { line_of_money(money, LEDGER_CLEARING, DEBIT, fen), line_of_money(money, LEDGER_REFUND, CREDIT, fen),
                           line_of_money(money, LEDGER_REFUND, DEBIT, fen), line_of_money(money, LEDGER_BANK, CREDIT, fen) };
    LedgerDraft draft = { .key = str_format(post_arena(post), "refund/%lld", (long long)post->ledger->entry),
                          .text = TEXT_REFUND,
                          .day = view_today(post->view),
                          .lines = lines,
                          .count = sizeof lines / sizeof *lines };
    LedgerId id = { 0 };
    bool already = false;
    TRY(entry_post(post->ledger, post_arena(post), &draft, &id, &already, &post->out->why));
    return held_less(post, money, view, lines, draft.count);
}

static void tell(const Post *post, const PayerMoney *money, int64_t fen, int64_t left)
{
    if (money->kind == OWNER_UNIT) {
        emit(post->out, post->view, EVENT_UNIT_REFUNDED, money->owner)->unit_refunded =
            (Event_unit_refunded){ .amount_fen = fen, .left_fen = left };
        return;
    }
    emit(post->out, post->view, EVENT_REFUNDED, money->person)->refunded =
        (Event_refunded){ .amount_fen = fen, .left_fen = left, .contract = money->kind == OWNER_CONTRACT ? money->owner : 0 };
}

Err levy_refund(Post *post)
{
    int64_t fen = arg_int(post->command, F_AMOUNT_FEN);
    View view = *post->view;
    Post with = *post;
    PayerMoney money;
    TRY(fields_check(post));
    TRY(payer_view(post, &view));
    with.view = &view;
    TRY(pay_over(&with, &money));
    int64_t may = money.there - money.overdue;
    if (fen > may)
        return REFUSE(post->out, ERR_BAD_AMOUNT, "amount_fen", "该缴费人可退 %.*s 元（预存 %.*s 元，逾期未缴 %.*s 元），不能多退。",
                      "At most %.*s yuan can be refunded: %.*s lie with the payer, %.*s are overdue.",
                      STR_ARG(money_text(post_arena(post), (Money){ may > 0 ? may : 0 })),
                      STR_ARG(money_text(post_arena(post), (Money){ money.there })),
                      STR_ARG(money_text(post_arena(post), (Money){ money.overdue })));
    TRY(refund_post(post, &money, &view, fen));
    tell(post, &money, fen, money.there - fen);
    answer_int(post->out, "refunded_fen", fen);
    answer_int(post->out, "left_fen", money.there - fen);
    answer_text(post->out, "receipt", number_of(post_arena(post), 'P', post->ledger->entry));
    return OK;
}
