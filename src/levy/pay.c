/* pay.c - payment.record: money that has come in, by its paper, once. It settles what is owed, oldest month first; what
 * is whole goes to the funds and to the persons' own accounts, the rest stays with the payer. Law: Social Insurance Law
 * 11, 12, 60, 64, 86; domain 2.1 (posting), 2.6 (late fee). */
#include "levy/pay.h"
#include "base/require.h"
#include "hold/arrears.h"
#include "hold/holds.h"
#include "levy/bills.h"
#include "levy/client.h"
#include "levy/levy.h"
#include "levy/paying.h"
#include "levy/voucher.h"
#include "levy/yearly.h"

/* Room that nobody reads before it is written. */
static LedgerLine *lines_take(const Post *post) { return arena_take(post_arena(post), PAY_LINES_MAX * sizeof(LedgerLine)); }

/* ---- the paper ---- */

static Err voucher_bad(const Paying *p)
{
    return REFUSE(p->post->out, ERR_BAD_FIELD, "voucher",
                  "凭证须写明 kind（bank-remittance、cash-receipt、tax-certificate 之一）、no（编号）和 day（日期，不晚于今天）。",
                  "The voucher needs kind (bank-remittance, cash-receipt or tax-certificate), no and day, not after today.");
}

static Err voucher_read(Paying *p)
{
    const Arg *voucher = arg(p->post->command, F_VOUCHER);
    Str day = arg_pair(voucher, "day");
    if (!voucher_named(voucher, &p->voucher, &p->no) || voucher->n != 3 || !day_read(day, &p->day) ||
        p->day.n > view_today(p->post->view).n)
        return voucher_bad(p);
    return OK;
}

/* Once; and once more when what was recorded has been reversed. */
static Err voucher_once(Paying *p)
{
    VoucherState state = { 0 };
    bool told = false;
    TRY(voucher_state(post_db(p->post), post_arena(p->post), 0, p->voucher->code, p->no, &state));
    p->key = state.key;
    if (!state.stands.entry && p->voucher->number != EV_CASH_RECEIPT)
        TRY(money_came(post_db(p->post), post_arena(p->post), p->no, &told));
    return state.stands.entry || told ? REFUSE(p->post->out, ERR_DUPLICATE_VOUCHER, "voucher", NULL, NULL) : OK;
}

/* ---- who pays ---- */

static Err payer_region(Paying *p, int region)
{
    TRY(policy_region_get(p->post->view->policy, region, &p->rules, &p->post->out->why));
    p->region = policy_region_code(p->rules);
    return OK;
}

static Err payer_read(Paying *p)
{
    const View *view = p->post->view;
    Decision *out = p->post->out;
    if (p->post->command->actor.role == ROLE_UNIT && (!view->payer_unit || view->payer_unit != view->org_unit))
        return REFUSE(out, ERR_NOT_PERMITTED, "payer", "单位只能登记本单位的缴费。", "An employer records its own payments only.");
    if (view->payer_unit) {
        p->kind = OWNER_UNIT;
        p->owner = view->payer_unit->id;
        return payer_region(p, view->payer_unit->region);
    }
    if (view->payer_contract) {
        p->kind = OWNER_CONTRACT;
        p->owner = view->payer_contract->id;
        p->person = view->payer_contract->person;
        p->own = bills_own(view->payer_contract);
        return payer_region(p, view->payer_contract->region);
    }
    require(view->person != NULL);
    p->kind = OWNER_PERSON;
    p->owner = p->person = view->person->id;
    p->own = true;
    int region = arrears_region(view->person, 0);
    if (region)
        return payer_region(p, region);
    for (int i = 0; i < view->person->account_count; i++)
        if (view->person->accounts[i].payer_kind == PAYER_SELF)
            return payer_region(p, view->person->accounts[i].region);
    return REFUSE(out, ERR_NOT_OPEN, "payer", "此人没有自行缴费的账户；由单位缴费的，缴费人为单位。",
                  "The person has no account that they pay themselves; where an employer pays, the payer is the employer.");
}

/* ---- the whole ---- */

/* Residents owe nothing before they pay: the bill of the year is what they bring. Whoever still owes as a flexible worker
 * pays that first. */
static Err resident_bill(Paying *p)
{
    const AccountFacts *account = p->kind == OWNER_PERSON ? yearly_account(p->post->view->person) : NULL;
    Month month = p->month.n == MONTH_NONE.n ? day_month(p->day) : p->month;
    if (!account || arrears_region(p->post->view->person, 0))
        return OK;
    p->own = false; /* nothing was asked of anybody */
    return yearly_bill(p->post, p->rules, account, month, p->day, (Money){ p->left });
}

/* The entry as the facts must know it where the person is the payer. */
static BillsWritten own_written(const Paying *p)
{
    return (BillsWritten){
        .contract = p->kind == OWNER_CONTRACT ? p->owner : 0, .region = p->region, .lines = p->lines, .count = p->count, .sign = 1
    };
}

/* Who owed and has paid everything that was due is free of the hold (contract, causes: arrears). */
static Err own_event(const Paying *p, const Post *post, const View *view, bool settled)
{
    BillsWritten written = own_written(p);
    written.settled = settled;
    return p->own ? bills_written(post->out, view, &written, actor_label(post_arena(post), post->command)) : OK;
}

static Err paid_event(const Paying *p, int64_t amount, bool overdue)
{
    const View *view = p->post->view;
    Decision *out = p->post->out;
    if (p->kind == OWNER_UNIT) {
        Event *event = emit(out, view, EVENT_UNIT_PAID, p->owner);
        event->unit_paid = (Event_unit_paid){ .amount_fen = amount, .day = p->day.n, .left_fen = p->left };
        return OK;
    }
    Event *event = emit(out, view, EVENT_PAYMENT_RECEIVED, p->person);
    event->payment_received = (Event_payment_received){
        .amount_fen = amount, .day = p->day.n, .left_fen = p->left, .contract = p->kind == OWNER_CONTRACT ? p->owner : 0
    };
    return own_event(p, p->post, view, p->principal_paid > 0 && !overdue);
}

Err levy_pay(Post *post)
{
    const Command *command = post->command;
    Paying *p = arena_new(post_arena(post), Paying, 1);
    int64_t amount = arg_int(command, F_AMOUNT_FEN), held = 0;
    bool overdue = false;
    *p = (Paying){ .post = post,
                   .text = TEXT_PAYMENT,
                   .month = arg_is(command, F_MONTH) ? (Month){ (int32_t)arg_int(command, F_MONTH) } : MONTH_NONE,
                   .lines = lines_take(post),
                   .fees = lines_take(post) };
    TRY(payer_read(p));
    TRY(voucher_read(p));
    TRY(voucher_once(p));
    if (amount <= 0)
        return REFUSE(post->out, ERR_BAD_AMOUNT, "amount_fen", "金额应大于零。", "The amount must be above zero.");
    TRY(paying_held(p, &held));
    p->left = amount + held;
    TRY(resident_bill(p));
    TRY(paying_allocate(p, &overdue));
    TRY(paying_line(p, paying_money(p, LEDGER_BANK, amount, DEBIT)));
    TRY(paying_line(p, paying_money(p, LEDGER_CLEARING, p->left - held, CREDIT)));
    TRY(paying_write(p));
    TRY(paid_event(p, amount, overdue));
    answer_int(post->out, "unallocated_fen", p->left);
    answer_text(post->out, "receipt", number_of(post_arena(post), 'P', post->ledger->entry));
    return OK;
}

/* ---- by an agency ---- */

Err voucher_take(Post *post, Voucher *out)
{
    Paying *p = arena_new(post_arena(post), Paying, 1);
    *p = (Paying){ .post = post };
    TRY(voucher_read(p));
    *out = (Voucher){ .kind = p->voucher, .no = p->no, .day = p->day };
    return OK;
}

Err client_pay(Post *post, const ClientPay *pay, BillsPaid *own)
{
    Decision quiet = { .arena = post->out->arena, .why = post->out->why };
    Post inner = *post;
    View view = *post->view;
    view.person = pay->client->person;
    inner.out = &quiet; /* the caller says what was paid, a line for each contract */
    inner.view = &view;
    Paying *p = arena_new(post_arena(post), Paying, 1);
    *p = (Paying){ .post = &inner,
                   .kind = OWNER_CONTRACT,
                   .owner = pay->client->contract->id,
                   .person = pay->client->contract->person,
                   .own = bills_own(pay->client->contract),
                   .region = pay->client->region,
                   .rules = pay->client->rules,
                   .no = pay->voucher,
                   .day = view_today(post->view),
                   .month = pay->month,
                   .lines = lines_take(post),
                   .fees = lines_take(post),
                   .key = pay->key,
                   .text = TEXT_AGENCY_REMIT };
    for (size_t i = 0; i < pay->client->owed_count; i++)
        if (owed_principal(&pay->client->owed[i]) > 0 && pay->client->owed[i].month.n == pay->month.n)
            p->left += owed_principal(&pay->client->owed[i]);
    for (size_t i = 0; i < pay->client->owed_count; i++)
        TRY(paying_owed(p, &pay->client->owed[i]));
    TRY(paying_line(p, paying_money(p, LEDGER_BANK, p->principal_paid, DEBIT)));
    for (size_t i = 0; i < pay->line_count; i++)
        TRY(paying_line(p, pay->lines[i]));
    Err err = paying_write(p);
    post->out->why = quiet.why;
    TRY(err);
    BillsWritten written = own_written(p);
    *own = (BillsPaid){ 0 };
    return p->own ? bills_read(&written, p->person, own, &post->out->why) : OK;
}

/* ---- what was billed too much ---- */

static Err over_all(Paying *p, PayerMoney *out)
{
    Owed *owed = NULL;
    size_t count = 0;
    Post *post = p->post;
    TRY(owed_list(post_db(post), post_arena(post), post->view->policy, p->kind, p->owner, p->person, day_make(9998, 12, 31), p->day,
                  &owed, &count, &post->out->why));
    for (size_t i = 0; i < count; i++) {
        if (owed[i].region != p->region)
            continue;
        if (owed_principal(&owed[i]) < 0)
            TRY(paying_principal(p, &owed[i]));
        else if (owed[i].due.n < p->day.n || owed[i].charged.fen > 0)
            out->overdue += owed_principal(&owed[i]) + owed[i].fee.fen;
    }
    return OK;
}

Err pay_over(Post *post, PayerMoney *out)
{
    Paying *p = arena_new(post_arena(post), Paying, 1);
    int64_t held = 0;
    *p = (Paying){ .post = post,
                   .text = TEXT_ALLOCATE,
                   .key = str_format(post_arena(post), "over/%lld", (long long)post->ledger->entry),
                   .day = view_today(post->view),
                   .month = MONTH_NONE,
                   .lines = lines_take(post) };
    TRY(payer_read(p));
    TRY(paying_held(p, &held));
    p->left = held;
    *out = (PayerMoney){ .kind = p->kind, .owner = p->owner, .person = p->person, .region = p->region };
    if (post->out->data) {
        json_key(post->out->data, "set_free");
        json_open(post->out->data, '[');
    }
    TRY(over_all(p, out));
    if (post->out->data)
        json_close(post->out->data, ']');
    out->there = p->left;
    if (!p->count)
        return OK;
    TRY(paying_line(p, paying_money(p, LEDGER_CLEARING, p->left - held, CREDIT)));
    TRY(paying_write(p));
    return own_event(p, post, post->view, false);
}

/* ---- money that a file told of ---- */

Err levy_payer(Post *post, MoneyPay *out)
{
    Paying *p = arena_new(post_arena(post), Paying, 1);
    *p = (Paying){ .post = post };
    TRY(payer_read(p));
    out->kind = p->kind;
    out->owner = p->owner;
    out->person = p->person;
    out->region = p->region;
    out->rules = p->rules;
    out->own = p->own;
    return OK;
}

/* Where the money stands until now: in the bank since this line, or in suspense. */
static LedgerLine money_source(const Paying *p, const MoneyPay *pay)
{
    LedgerLine line = paying_money(p, pay->item ? LEDGER_SUSPENSE : LEDGER_BANK, pay->amount.fen, DEBIT);
    line.owner_kind = pay->item ? OWNER_ITEM : OWNER_NONE;
    line.owner = pay->item;
    return line;
}

Err levy_pay_money(Post *post, const MoneyPay *pay, int64_t *left)
{
    Paying *p = arena_new(post_arena(post), Paying, 1);
    int64_t held = 0;
    bool overdue = false;
    *p = (Paying){ .post = post,
                   .kind = pay->kind,
                   .owner = pay->owner,
                   .person = pay->person,
                   .own = pay->own,
                   .region = pay->region,
                   .rules = pay->rules,
                   .no = pay->no,
                   .day = pay->day,
                   .month = pay->month,
                   .lines = lines_take(post),
                   .fees = lines_take(post),
                   .key = pay->key,
                   .text = pay->item ? TEXT_MATCH : TEXT_PAYMENT,
                   .fee_day = pay->came,
                   .owed = pay->owed,
                   .owed_count = pay->owed_count,
                   .only = pay->only,
                   .only_count = pay->only_count };
    if (!pay->only_count)
        TRY(paying_held(p, &held));
    p->left = pay->amount.fen + held;
    if (!pay->only_count)
        TRY(resident_bill(p));
    TRY(paying_allocate(p, &overdue));
    TRY(paying_line(p, money_source(p, pay)));
    TRY(paying_line(p, paying_money(p, LEDGER_CLEARING, p->left - held, CREDIT)));
    TRY(paying_write(p));
    TRY(paid_event(p, pay->amount.fen, overdue));
    *left = p->left;
    return OK;
}
