/* late_fee.c - see late_fee.h. */
#include "policy/late_fee.h"
#include "base/require.h"
#include "policy/contribution.h"
#include "policy/set.h"

enum { MILLION = 1000000 };

/* The first and the last day that count; none if last is before first. */
static void days_counted(const RegionPolicy *region, Day due, Day paid, Day *first, Day *last)
{
    *first = day_add(due, 1);
    if (policy_int(region, KEY_LATE_START, due) == LATE_FROM_NEXT_MONTH)
        *first = month_first((Month){ day_month(due).n + 1 });
    *last = policy_int(region, KEY_LATE_END, due) == LATE_TO_DAY_BEFORE ? day_add(paid, -1) : paid;
}

/* The sum over the days of each day's rate; value i holds from its start to the day before the next. */
static int64_t ppm_days(Arena *arena, const PolicyParam *rates, Day first, Day last, Money principal, Trace *trace)
{
    int64_t sum = 0;
    for (size_t i = 0; i < rates->count; i++) {
        int64_t from = rates->values[i].from.n > first.n ? rates->values[i].from.n : first.n;
        int64_t until = i + 1 < rates->count && rates->values[i + 1].from.n <= last.n ? rates->values[i + 1].from.n - 1 : last.n;
        Money part = { 0 };
        if (until < from)
            continue;
        sum += (until - from + 1) * rates->values[i].value;
        if (trace && money_part(principal, (until - from + 1) * rates->values[i].value, MILLION, &part))
            trace_add(trace, trace_rule(arena, KEY_LATE_RATE, &rates->values[i], NULL), "late_fee_fen", part.fen);
    }
    return sum;
}

/* Parts are rounded one by one for the eye; what the rounding of the whole differs by goes to the last. */
static void trace_settle(Trace *trace, int64_t fee)
{
    TraceLine *last = NULL;
    for (int i = 0; i < trace->count; i++)
        if (trace->lines[i].part) {
            fee -= trace->lines[i].fen;
            last = &trace->lines[i];
        }
    if (last)
        last->fen += fee;
}

Err late_fee_of(const RegionPolicy *region, Money principal, Day due, Day paid, LateFee *out, Arena *arena, Trace *trace, Why *why)
{
    const PolicyParam *rates = &region->params[KEY_LATE_RATE];
    Day first = DAY_NONE, last = DAY_NONE;
    if (principal.fen < 0 || principal.fen > PAY_FEN_MAX)
        return refuse(why, ERR_BAD_AMOUNT, "principal", "金额应在 0 至一万亿元之间。",
                      "The amount must lie between 0 and 10^12 yuan.");
    days_counted(region, due, paid, &first, &last);
    LateFee result = { .days = last.n < first.n ? 0 : last.n - first.n + 1 };
    if (result.days && first.n < rates->values[0].from.n)
        return no_rule(why, KEY_LATE_RATE, DAY_NONE);
    if (trace) {
        trace->count = 0;
        trace_add(trace, trace_rule_on(arena, region, KEY_LATE_START, due), NULL, 0);
        trace_add(trace, trace_rule_on(arena, region, KEY_LATE_END, due), NULL, 0);
    }
    if (result.days)
        require(money_part(principal, ppm_days(arena, rates, first, last, principal, trace), MILLION, &result.fee));
    if (policy_int(region, KEY_LATE_CAP, due) && result.fee.fen > principal.fen) {
        result.fee = principal;
        if (trace)
            trace_add(trace, trace_rule_on(arena, region, KEY_LATE_CAP, due), NULL, 0);
    }
    if (trace)
        trace_settle(trace, result.fee.fen);
    *out = result;
    return OK;
}
