/* query_unit_notices.c - unit.notices: what the bureau has told an employer, newest first, in sentences that follow from the
 * employer's events by a table, as the notices of people do. Nothing is kept for it: an event that has a sentence is a notice.
 * Law: Social Insurance Law 4, 63. */
#include "core/newest.h"
#include "core/shapes.h"

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
    X(ENFORCEMENT_MOVED, "强制征缴进入下一步：{step:enforce}。", "The enforcement has gone on: {step:enforce}.")

static const struct {
    EventKind event;
    const char *zh, *en;
} rows[] = {
#define AS_ROW(EVENT, zh, en) { EVENT_##EVENT, zh, en },
    UNIT_NOTICES(AS_ROW)
#undef AS_ROW
};

static int row_of(const Event *event)
{
    for (int i = 0; i < (int)(sizeof rows / sizeof *rows); i++)
        if (rows[i].event == event->kind)
            return i;
    return -1;
}

static bool is_notice(const Query *query, const Event *event)
{
    (void)query;
    return row_of(event) >= 0;
}

static Err put_notice(Query *query, const Event *event)
{
    Json *json = query->data;
    int row = row_of(event);
    json_open(json, '{');
    json_put(json, "at", shape_safe_time(query->arena, event->at.s));
    json_put(json, "event", str(event_row(event->kind)->code));
    json_put(json, "zh", notice_fill(query->arena, str(rows[row].zh), event, false));
    json_put(json, "en", notice_fill(query->arena, str(rows[row].en), event, true));
    json_put_int(json, "entry", event->entry);
    json_close(json, '}');
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
    TRY(may_ask(query));
    return newest_list(query, SUBJECT_UNIT, query->loaded.view.unit->id, is_notice, is_notice, put_notice);
}
