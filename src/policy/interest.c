/* interest.c - see interest.h. */
#include "policy/interest.h"
#include "base/require.h"
#include "policy/contribution.h"

#define PPM_MONTHS (INT64_C(1000000) * YEAR_MONTHS)

static bool amount_fine(Money amount) { return amount.fen >= 0 && amount.fen <= PAY_FEN_MAX; }

static Err year_check(const AccountYear *year, int method, Why *why)
{
    if (!amount_fine(year->opening))
        return refuse(why, ERR_BAD_AMOUNT, "opening", "金额应在 0 至一万亿元之间。",
                      "The amount must lie between 0 and 10^12 yuan.");
    if (year->months < 0 || year->months > YEAR_MONTHS || (method == INTEREST_BY_YEAR && year->months != YEAR_MONTHS))
        return refuse(why, ERR_BAD_FIELD, "months", "应为 0 至 12；年度简便法只能为 12。",
                      "Must be 0 to 12, and 12 with the short way for a whole year.");
    for (int i = 0; i < YEAR_MONTHS; i++) {
        if (!amount_fine(year->credits[i]))
            return refuse(why, ERR_BAD_AMOUNT, "credits", "金额应在 0 至一万亿元之间。",
                          "The amount must lie between 0 and 10^12 yuan.");
        if (year->credits[i].fen && i >= year->months)
            return refuse(why, ERR_BAD_FIELD, "credits", "%d 月的记账额在计息的 %d 个月之后。",
                          "The credit of month %d lies behind the %d months that bear interest.", i + 1, year->months);
    }
    return OK;
}

Err interest_of(const RegionPolicy *region, const AccountYear *year, Interest *out, Arena *arena, Trace *trace, Why *why)
{
    enum { SHORT_WAY = 1083, SHORT_WAY_HALVES = 2000 };
    const PolicyValue *rate = NULL;
    Interest result = { 0 };
    Day day = day_make(year->year, 1, 1);
    int method = year->method ? year->method : (int)policy_int(region, KEY_INTEREST_METHOD, day);
    TRY(year_check(year, method, why));
    TRY(policy_current(region, KEY_INTEREST_RATE, day, &rate, &result.provisional, why));
    result.rate_ppm = rate->value;

    Money sum = { 0 }, product = { 0 };
    for (int i = 0; i < year->months; i++) { /* at most 12 * 12 * PAY_FEN_MAX: inside 64 bits */
        sum.fen += year->credits[i].fen;
        product.fen += year->credits[i].fen * (year->months - i);
    }
    require(money_part(year->opening, rate->value * year->months, PPM_MONTHS, &result.opening));
    if (method == INTEREST_BY_YEAR)
        require(money_part(sum, rate->value * SHORT_WAY, PPM_MONTHS / YEAR_MONTHS * SHORT_WAY_HALVES, &result.credits));
    else
        require(money_part(product, rate->value, PPM_MONTHS, &result.credits));
    result.closing.fen = year->opening.fen + result.opening.fen + sum.fen + result.credits.fen;
    if (trace) {
        trace->count = 0;
        const TraceRule *rule = trace_rule(arena, KEY_INTEREST_RATE, rate, NULL);
        trace_add(trace, trace_rule_on(arena, region, KEY_INTEREST_METHOD, day), NULL, 0);
        trace_add(trace, rule, "interest_opening_fen", result.opening.fen);
        trace_add(trace, rule, "interest_credits_fen", result.credits.fen);
    }
    *out = result;
    return OK;
}
