/* query_unit_notices.c - unit.notices: what the bureau has told an employer, newest first: in sentences that follow from the
 * employer's events by a table, as the notices of people do; what it was billed, from the sheets; and months that are overdue.
 * Law: Social Insurance Law 4, 60, 63, 86. */
#include "base/money.h"
#include "core/told.h"
#include "ledger/billed.h"
#include "levy/owed.h"

/*    EVENT  zh  en */
#define UNIT_NOTICES(X) \
    X(UNIT_REGISTERED, "单位登记已完成，可以申报缴费工资。", "Your registration is complete; wages can be declared.") \
    X(WAGE_DECLARED, "{month:month} 的缴费工资已收到，共 {count} 人，合计 {total_fen:fen} 元。", \
      "The wages of {month:month} have been received: {count} people, {total_fen:fen} yuan.") \
    X(UNIT_PAID, "{day:day} 收到缴费 {amount_fen:fen} 元。抵缴应缴费用后，贵单位在账上尚有 {left_fen:fen} 元。", \
      "On {day:day} a payment of {amount_fen:fen} yuan was received. After what was due, {left_fen:fen} yuan of yours are on " \
      "account.") \
    X(UNIT_PAYMENT_REVERSED, "缴费 {amount_fen:fen} 元的登记有误，已冲正：{reason:text}。应缴金额恢复到登记以前，请核对欠费。", \
      "A payment of {amount_fen:fen} yuan was recorded wrongly and is reversed: {reason:text}. What is owed is as before; " \
      "see your arrears.") \
    X(UNIT_REFUNDED, "退费 {amount_fen:fen} 元已办理，款项退回贵单位提供的银行账号。", \
      "A refund of {amount_fen:fen} yuan is made to the bank account that you gave.") \
    X(FEE_WAIVED, "{month:month} 的滞纳金 {amount_fen:fen} 元已减免。", \
      "The late fee of {amount_fen:fen} yuan for {month:month} is waived.") \
    X(PAYMENT_ORDERED, \
      "责令限期缴纳：{month:month} 的社会保险费 {principal_fen:fen} 元和滞纳金 {fee_fen:fen} 元，请在 {deadline:day} 前缴清，逾期将申请强制征缴。", \
      "Order to pay: contributions of {principal_fen:fen} yuan and a late fee of {fee_fen:fen} yuan for {month:month}, " \
      "by {deadline:day}; after that they are enforced.") \
    X(ENFORCEMENT_MOVED, "强制征缴进入下一步：{step:enforce}。", "The enforcement has gone on: {step:enforce}.") \
    X(UNIT_WORK_REFUSED, "批量业务“{command:command}”未完成，没有任何内容入账：{zh:text}", \
      "The work \"{command:command}\" was not done and nothing of it counts: {en:text}")

#define AS_ROW(EVENT, zh, en) { EVENT_##EVENT, zh, en },
static const ToldRow rows[] = { UNIT_NOTICES(AS_ROW) };

enum { BILLED_MONTHS = 36 };

static bool unit_see(void *context, const Event *event, int64_t ord)
{
    told_event(context, rows, sizeof rows / sizeof *rows, event, ord);
    return true;
}

/* ---- bills ---- */

static void tell_bill(ToldList *list, const RegionPolicy *rules, const Billed *bill)
{
    Query *query = list->query;
    Arena *arena = query->arena;
    Str month = month_text(arena, bill->month), fen = money_text(arena, (Money){ bill->fen });
    bool whole = bill->kind == SHEET_BILL && rules;
    Told told = { .entry = bill->entry,
                  .ord = TOLD_WHICH_MAX + bill->month.n,
                  .code = whole ? S("bill-issued") : S("bill-changed") };
    told.notice = str_format(arena, "L%lld-" STR_FMT, (long long)bill->run, STR_ARG(month));
    if (whole) {
        Str due = day_text(arena, policy_due_day(query->bureau->policy, rules, bill->month, NULL));
        told.zh = str_format(arena, STR_FMT " 的社会保险费已核定：%lld 人，合计 " STR_FMT " 元，请在 " STR_FMT " 前缴纳。",
                             STR_ARG(month), (long long)bill->lines, STR_ARG(fen), STR_ARG(due));
        told.en = str_format(
            arena, "The contributions of " STR_FMT " are assessed: %lld people, " STR_FMT " yuan, to be paid by " STR_FMT ".",
            STR_ARG(month), (long long)bill->lines, STR_ARG(fen), STR_ARG(due));
    } else {
        told.zh = str_format(arena, STR_FMT " 的账单有变更：%lld 人，差额 " STR_FMT " 元。请查看账单。", STR_ARG(month),
                             (long long)bill->lines, STR_ARG(fen));
        told.en =
            str_format(arena, "The bill of " STR_FMT " has changed: %lld people, a difference of " STR_FMT " yuan. See the bill.",
                       STR_ARG(month), (long long)bill->lines, STR_ARG(fen));
    }
    told_add(list, &told);
}

static Err tell_bills(ToldList *list, const UnitFacts *unit)
{
    Query *query = list->query;
    Billed *bills = NULL;
    size_t count = 0;
    Month from = { day_month(time_day(query->now)).n - BILLED_MONTHS };
    const RegionPolicy *rules = policy_region(query->bureau->policy, unit->region);
    TRY(list_readable(billed_unit(query->bureau->db, query->arena, unit->id, from, &bills, &count)));
    for (size_t i = 0; i < count; i++)
        tell_bill(list, rules, &bills[i]);
    return OK;
}

/* ---- what is overdue ---- */

static Err tell_short(ToldList *list, Month month, Day due, int64_t fen)
{
    Arena *arena = list->query->arena;
    Str of = month_text(arena, month), open = money_text(arena, (Money){ fen }), day = day_text(arena, due);
    Told told = { .code = S("payment-short"), .notice = str_format(arena, "D" STR_FMT, STR_ARG(of)) };
    told.zh =
        str_format(arena, STR_FMT " 的社会保险费到 " STR_FMT " 仍未缴清，尚欠 " STR_FMT " 元，逾期按日加收滞纳金。请尽快缴纳。",
                   STR_ARG(of), STR_ARG(day), STR_ARG(open));
    told.en = str_format(arena,
                         "The contributions of " STR_FMT " were not paid in full by " STR_FMT ": " STR_FMT
                         " yuan are open, with a late fee for each day. Pay them soon.",
                         STR_ARG(of), STR_ARG(day), STR_ARG(open));
    return told_since(list, day_end(due), month.n, told);
}

/* Month by month: what is open past its due day. */
static Err tell_overdue(ToldList *list, int64_t unit)
{
    Query *query = list->query;
    Owed *owed = NULL;
    size_t count = 0;
    Day today = time_day(query->now);
    TRY(owed_list(query->bureau->db, query->arena, query->bureau->policy, OWNER_UNIT, unit, 0, today, today, &owed, &count,
                  &query->why));
    for (size_t i = 0; i < count;) {
        Month month = owed[i].month;
        Day due = owed[i].due;
        int64_t fen = 0;
        for (; i < count && owed[i].month.n == month.n; i++)
            fen += owed[i].due.n < today.n ? owed_principal(&owed[i]) : 0;
        if (fen > 0)
            TRY(tell_short(list, month, due, fen));
    }
    return OK;
}

/* An employer asks about itself; the bureau and the tax office about any. */
static Err may_ask(Query *query)
{
    const Actor *actor = &query->command.actor;
    if (actor->role == ROLE_UNIT && !str_eq(actor->org, arg_str(&query->command, F_CREDIT_CODE)))
        return refuse(&query->why, ERR_NOT_PERMITTED, "credit_code", "只能查看本单位的通知。",
                      "You may only see your own notices.");
    return OK;
}

Err query_unit_notices(Query *query)
{
    const UnitFacts *unit = query->loaded.view.unit;
    Journal journal = list_journal(query);
    ToldList list;
    TRY(may_ask(query));
    TRY(told_open(query, SUBJECT_UNIT, unit->id, &list));
    TRY(list_readable(journal_events(&journal, query->arena, SUBJECT_UNIT, unit->id, journal_all, unit_see, &list)));
    TRY(tell_bills(&list, unit));
    TRY(tell_overdue(&list, unit->id));
    return told_close(&list);
}
