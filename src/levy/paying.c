/* paying.c - see paying.h. Law: Social Insurance Law 11, 12, 60, 64, 86; domain 2.1 (posting), 2.6 (late fee). */
#include "levy/paying.h"
#include "hold/arrears.h"
#include "levy/bills.h"
#include "levy/lapse.h"

static const SheetAsOf ever = { { INT32_MAX }, INT64_MAX };

/* ---- lines ---- */

Err paying_line(Paying *p, LedgerLine line)
{
    if (line.amount.fen < 0) {
        line.amount.fen = -line.amount.fen;
        line.way = line.way == DEBIT ? CREDIT : DEBIT;
    }
    if (!line.amount.fen)
        return OK;
    if (p->count == PAY_LINES_MAX)
        return REFUSE(p->post->out, ERR_TOO_LARGE, "amount_fen", "涉及的月份过多，请按月份（month）分次登记。",
                      "Too many months at once; record it month by month (month).");
    p->lines[p->count++] = line;
    return OK;
}

static LedgerLine receivable(const Paying *p, const Owed *owed, LedgerSide side, int64_t fen)
{
    return (LedgerLine){ .account = owed->lapsed ? LEDGER_WRITE_OFF : LEDGER_RECEIVABLE,
                         .region = owed->region,
                         .insurance = owed->insurance,
                         .side = side,
                         .owner_kind = p->kind,
                         .owner = p->owner,
                         .month = owed->month,
                         .way = CREDIT,
                         .amount = { fen } };
}

LedgerLine paying_money(const Paying *p, LedgerAccount account, int64_t fen, LedgerNormal way)
{
    bool owned = account == LEDGER_CLEARING;
    return (LedgerLine){ .account = account,
                         .region = p->region,
                         .owner_kind = owned ? p->kind : OWNER_NONE,
                         .owner = owned ? p->owner : 0,
                         .month = MONTH_NONE,
                         .way = way,
                         .amount = { fen } };
}

/* ---- late fees ---- */

static LedgerLine fee_line(const Paying *p, const Owed *owed, LedgerAccount account, int64_t fen, LedgerNormal way)
{
    bool owned = account == LEDGER_LATE_FEE_RECEIVABLE;
    return (LedgerLine){ .account = account,
                         .region = owed->region,
                         .insurance = owed->insurance,
                         .owner_kind = owned ? p->kind : OWNER_NONE,
                         .owner = owned ? p->owner : 0,
                         .month = owned ? owed->month : MONTH_NONE,
                         .way = way,
                         .amount = { fen } };
}

/* What earlier charges do not hold yet is charged now, so that it stands in the books before it is paid. */
static Err fee_charge(Paying *p, const Owed *owed)
{
    int64_t more = owed->fee.fen - owed->charged.fen;
    if (more <= 0)
        return OK;
    if (p->fee_count + 2 > PAY_LINES_MAX)
        return REFUSE(p->post->out, ERR_TOO_LARGE, "amount_fen", NULL, NULL);
    p->fees[p->fee_count++] = fee_line(p, owed, LEDGER_LATE_FEE_RECEIVABLE, more, DEBIT);
    p->fees[p->fee_count++] = fee_line(p, owed, LEDGER_LATE_FEE_BILLED, more, CREDIT);
    return OK;
}

static void put_part(Paying *p, const Owed *owed, const char *what, int64_t fen)
{
    Json *json = p->post->out->data;
    if (!json || !fen)
        return;
    json_open(json, '{');
    json_put(json, "month", month_text(post_arena(p->post), owed->month));
    json_put_word(json, "insurance", choice_code(SET_INSURANCE, (int)owed->insurance));
    json_put_word(json, "part", what);
    json_put_int(json, "amount_fen", fen);
    json_close(json, '}');
}

static Err fee_pay(Paying *p, const Owed *owed, int64_t open)
{
    int64_t fen = open < p->left ? open : p->left;
    if (fen <= 0)
        return OK;
    TRY(paying_line(p, fee_line(p, owed, LEDGER_LATE_FEE_RECEIVABLE, fen, CREDIT)));
    TRY(paying_line(p, fee_line(p, owed, LEDGER_LATE_FEE_BILLED, fen, DEBIT)));
    TRY(paying_line(p, fee_line(p, owed, LEDGER_LATE_FEE_INCOME, fen, CREDIT)));
    p->left -= fen;
    p->fee_paid += fen;
    put_part(p, owed, "late-fee", fen);
    return OK;
}

/* ---- crediting what is whole ---- */

typedef struct {
    Paying *paying;
    const Owed *owed;
    SheetPayer payer_kind;
    int64_t payer, last_run;
    bool full;
} Crediting;

static int64_t amounts_of(const SheetLine *line, Insurance i)
{
    const SheetAmounts *a = &line->amounts;
    return a->employer[i].fen | a->employee[i].fen | a->government[i].fen;
}

/* A run of this month whose insurance has not been credited: whole, or of a group this one person's account. */
static bool credit_take(void *context, const SheetSeen *seen)
{
    Crediting *c = context;
    Paying *p = c->paying;
    unsigned bit = 1u << c->owed->insurance;
    bool unit = p->kind == OWNER_UNIT;
    if (!unit && seen->line->person != p->person)
        return true;
    bool mine = unit || (p->kind == OWNER_CONTRACT ? seen->line->contract == p->owner : !seen->line->contract);
    if (!mine || seen->credited & bit || (unit && seen->run == c->last_run) ||
        (!unit && !amounts_of(seen->line, c->owed->insurance)))
        return true;
    c->last_run = seen->run;
    for (size_t i = 0; i < p->of_count; i++) {
        SettleOf *of = &p->of[i];
        if (of->run == seen->run && of->month.n == seen->month.n && (unit || of->who->account == seen->line->account)) {
            of->insurances |= bit;
            return true;
        }
    }
    if (p->of_count == PAY_OF_MAX) {
        c->full = true;
        return false;
    }
    SheetWho *who = NULL;
    if (!unit) {
        who = arena_new(post_arena(p->post), SheetWho, 1);
        *who = (SheetWho){ seen->line->person, seen->line->account };
    }
    p->of[p->of_count++] = (SettleOf){ .payer_kind = c->payer_kind,
                                       .payer = c->payer,
                                       .month = seen->month,
                                       .run = seen->run,
                                       .insurances = bit,
                                       .effects = EFFECT_CREDIT,
                                       .who = who,
                                       .who_count = !unit };
    if (seen->day.n > p->day.n)
        p->day = seen->day; /* a payment before its bill counts from the bill on */
    return true;
}

static Err credit_whole(Paying *p, const Owed *owed)
{
    Crediting c = { .paying = p, .owed = owed, .payer_kind = SHEET_OF_UNIT, .payer = p->owner };
    Db *db = post_db(p->post);
    if (p->kind == OWNER_UNIT) {
        TRY(sheet_month(db, SHEET_OF_UNIT, p->owner, owed->month, ever, credit_take, &c));
    } else {
        /* What is seen is kept, so it must not lie in the region that sheet_line gives back. */
        c.payer_kind = SHEET_OF_GROUP;
        c.payer = sheet_group(p->person);
        TRY(sheet_month(db, SHEET_OF_GROUP, c.payer, owed->month, ever, credit_take, &c));
    }
    return c.full ? REFUSE(p->post->out, ERR_TOO_LARGE, "amount_fen", NULL, NULL) : OK;
}

/* ---- one fee period and insurance ---- */

/* The employee's part first: it was withheld from wages and goes to the person's own account. */
Err paying_principal(Paying *p, const Owed *owed)
{
    int64_t open = owed_principal(owed), most = open < p->left ? open : p->left;
    int64_t employee = owed->employee.fen < most ? owed->employee.fen : most;
    if (open <= p->left)
        employee = owed->employee.fen;                            /* all of it, whatever the signs */
    if (open > 0 && (most == 0 || (owed->lapsed && most < open))) /* nobody asks for the rest of what lapsed */
        return OK;
    int64_t employer = (open <= p->left ? open : most) - employee;
    TRY(paying_line(p, receivable(p, owed, SIDE_EMPLOYEE, employee)));
    TRY(paying_line(p, receivable(p, owed, SIDE_EMPLOYER, employer)));
    p->left -= employee + employer;
    p->principal_paid += employee + employer;
    put_part(p, owed, "principal", employee + employer);
    return open == employee + employer ? credit_whole(p, owed) : OK;
}

/* Money of one insurance is not used for another: what a certificate names is paid, nothing else (Social Insurance Law 64). */
static bool is_meant(const Paying *p, const Owed *owed)
{
    bool meant = !p->only_count;
    for (size_t i = 0; i < p->only_count && !meant; i++)
        meant = p->only[i].month.n == owed->month.n && p->only[i].insurance == owed->insurance;
    return meant;
}

/* Who pays alone makes months up for a time; after it they are asked of nobody. A month that was given up is paid only
 * when it is named, by the command or on the certificate, and only if it could be made up on the day of the voucher: what counts
 * is when it was paid, not when it is recorded, matched or taken out of suspense. */
static bool accepts(const Paying *p, const Owed *owed)
{
    const View *view = p->post->view;
    int64_t contract = p->kind == OWNER_CONTRACT ? p->owner : 0;
    if (!p->own || owed_principal(owed) <= 0)
        return true;
    Day came = p->fee_day.n ? p->fee_day : p->day;
    bool in_time = came.n <= makeup_until(view->policy, p->rules, owed->insurance, owed->month).n;
    if (owed->month.n == p->month.n)
        return in_time;
    const BillFacts *bill = person_bill(view->person, contract, owed->region, owed->month.n);
    return (bill && bills_asked(bill, owed->insurance)) || (p->only_count && is_meant(p, owed) && in_time);
}

Err paying_owed(Paying *p, const Owed *owed)
{
    bool fee_first = policy_int(p->rules, KEY_LATE_ORDER, owed->due) == FEE_FIRST;
    bool wanted = (p->month.n == MONTH_NONE.n || owed->month.n == p->month.n) && owed->region == p->region && is_meant(p, owed) &&
                  accepts(p, owed);
    if (!wanted || (p->left <= 0 && owed_principal(owed) >= 0))
        return OK;
    TRY(fee_charge(p, owed));
    if (fee_first)
        TRY(fee_pay(p, owed, owed->fee.fen));
    TRY(paying_principal(p, owed));
    return fee_first ? OK : fee_pay(p, owed, owed->fee.fen);
}

/* ---- the whole ---- */

Err paying_held(const Paying *p, int64_t *fen)
{
    Money balance = { 0 };
    BalanceOf of = {
        .account = LEDGER_CLEARING, .region = p->region, .owner_kind = p->kind, .owner = p->owner, .person = p->person
    };
    TRY(ledger_balance(post_db(p->post), post_arena(p->post), &of, day_make(9998, 12, 31), known_now, &balance));
    *fen = balance.fen;
    return OK;
}

static Err lapsed_month(Paying *p, Month month, bool *late)
{
    Owed *owed = NULL;
    size_t count = 0;
    Post *post = p->post;
    TRY(lapse_owed(post_db(post), post_arena(post), post->view->policy, p->kind, p->owner, month, &owed, &count));
    for (size_t i = 0; i < count; i++) {
        *late |= month.n == p->month.n && owed[i].region == p->region && owed_principal(&owed[i]) > 0 && !accepts(p, &owed[i]);
        if (owed_principal(&owed[i]) > 0)
            TRY(paying_owed(p, &owed[i]));
    }
    return OK;
}

/* A month that lapsed is paid when it is named, and could be made up on the day of the voucher. */
static Err allocate_lapsed(Paying *p, bool *late)
{
    if (p->own && p->month.n != MONTH_NONE.n)
        TRY(lapsed_month(p, p->month, late));
    for (size_t i = 0; p->own && i < p->only_count; i++) {
        bool again = p->only[i].month.n == p->month.n;
        for (size_t k = 0; k < i && !again; k++)
            again = p->only[k].month.n == p->only[i].month.n;
        if (!again)
            TRY(lapsed_month(p, p->only[i].month, late));
    }
    return OK;
}

Err paying_allocate(Paying *p, bool *overdue)
{
    const Owed *owed = p->owed;
    Owed *read = NULL;
    size_t count = p->owed_count;
    bool late = false;
    Post *post = p->post;
    Json *json = post->out->data;
    if (!owed)
        TRY(owed_list(post_db(post), post_arena(post), post->view->policy, p->kind, p->owner, p->person, day_make(9998, 12, 31),
                      p->fee_day.n ? p->fee_day : p->day, &read, &count, &post->out->why));
    owed = owed ? owed : read;
    if (json) {
        json_key(json, "allocated");
        json_open(json, '[');
    }
    for (size_t i = 0; i < count; i++) {
        int64_t before = p->principal_paid;
        late |= owed[i].month.n == p->month.n && owed[i].region == p->region && !accepts(p, &owed[i]);
        TRY(paying_owed(p, &owed[i]));
        *overdue |= accepts(p, &owed[i]) && owed[i].due.n < view_today(post->view).n &&
                    p->principal_paid - before < owed_principal(&owed[i]);
    }
    TRY(allocate_lapsed(p, &late));
    if (json)
        json_close(json, ']');
    if (late && !p->principal_paid)
        return REFUSE(post->out, ERR_TOO_LATE, "month",
                      "该月已超过补缴期，不再接受补缴；参保中断的请先办理续保（account.resume）。",
                      "That month can no longer be made up; who is interrupted resumes first (account.resume).");
    return OK;
}

Err paying_write(Paying *p)
{
    Post *post = p->post;
    LedgerId id = { 0 };
    bool already = false;
    Why *why = &post->out->why;
    Str key = p->key;
    LedgerDraft fees = { .key = str_format(post_arena(post), "late-fee/" STR_FMT, STR_ARG(key)),
                         .text = TEXT_LATE_FEE,
                         .day = p->day,
                         .voucher = p->no,
                         .lines = p->fees,
                         .count = p->fee_count };
    LedgerDraft draft = { .key = key, .text = p->text, .day = p->day, .voucher = p->no, .lines = p->lines, .count = p->count };
    if (p->fee_count)
        TRY(entry_post(post->ledger, post_arena(post), &fees, &id, &already, why));
    if (!p->of_count)
        return entry_post(post->ledger, post_arena(post), &draft, &id, &already, why);
    return sheets_settle(post->ledger, post_arena(post), &draft, p->of, p->of_count, &id, &already, why);
}
