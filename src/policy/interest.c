/* interest.c - see interest.h. */
#include "policy/interest.h"
#include "base/require.h"
#include "policy/contribution.h"

#define PPM_MONTHS (INT64_C(1000000) * YEAR_MONTHS)

static bool amount_fine(Money amount) { return amount.fen >= 0 && amount.fen <= PAY_FEN_MAX; }

static Err amount_wrong(const char *field, Why *why)
{
    return refuse(why, ERR_BAD_AMOUNT, field, "金额应在 0 至一万亿元之间。", "The amount must lie between 0 and 10^12 yuan.");
}

static Err year_check(const AccountYear *year, int method, Why *why)
{
    if (!amount_fine(year->opening))
        return amount_wrong("opening", why);
    if (year->months < 0 || year->months > YEAR_MONTHS || (method == INTEREST_BY_YEAR && year->months != YEAR_MONTHS))
        return refuse(why, ERR_BAD_FIELD, "months", "应为 0 至 12；年度简便法只能为 12。",
                      "Must be 0 to 12, and 12 with the short way for a whole year.");
    for (int i = 0; i < YEAR_MONTHS; i++) {
        if (!amount_fine(year->credits[i]))
            return amount_wrong("credits", why);
        if (year->credits[i].fen && i >= year->months)
            return refuse(why, ERR_BAD_FIELD, "credits", "%d 月的记账额在计息的 %d 个月之后。",
                          "The credit of month %d lies behind the %d months that bear interest.", i + 1, year->months);
    }
    return OK;
}

Err interest_terms(const RegionPolicy *region, int year, InterestTerms *out, Why *why)
{
    Day day = day_make(year, 1, 1);
    out->provisional = false;
    out->method = (int)policy_int(region, KEY_INTEREST_METHOD, day);
    return policy_current(region, KEY_INTEREST_RATE, day, &out->rate, &out->provisional, why);
}

Err interest_of_sums(const InterestTerms *terms, const AccountSums *sums, Interest *out, Why *why)
{
    enum { SHORT_WAY = 1083, SHORT_WAY_HALVES = 2000 };
    const int64_t rate = terms->rate->value;
    Interest result = { .rate_ppm = rate, .provisional = terms->provisional };
    if (!amount_fine(sums->opening))
        return amount_wrong("opening", why);
    if (sums->credits.fen < 0 || sums->credits.fen > PAY_FEN_MAX * YEAR_MONTHS || sums->products.fen < 0 ||
        sums->products.fen > PAY_FEN_MAX * YEAR_MONTHS * YEAR_MONTHS)
        return amount_wrong("credits", why);
    require(money_part(sums->opening, rate * sums->months, PPM_MONTHS, &result.opening));
    if ((sums->method ? sums->method : terms->method) == INTEREST_BY_YEAR)
        require(money_part(sums->credits, rate * SHORT_WAY, PPM_MONTHS / YEAR_MONTHS * SHORT_WAY_HALVES, &result.credits));
    else
        require(money_part(sums->products, rate, PPM_MONTHS, &result.credits));
    result.closing.fen = sums->opening.fen + result.opening.fen + sums->credits.fen + result.credits.fen;
    *out = result;
    return OK;
}

Err interest_of(const RegionPolicy *region, const AccountYear *year, Interest *out, Arena *arena, Trace *trace, Why *why)
{
    InterestTerms terms;
    Interest result;
    Day day = day_make(year->year, 1, 1);
    AccountSums sums = { .opening = year->opening, .months = year->months, .method = year->method };
    TRY(year_check(year, year->method ? year->method : (int)policy_int(region, KEY_INTEREST_METHOD, day), why));
    TRY(interest_terms(region, year->year, &terms, why));
    for (int i = 0; i < year->months; i++) { /* at most 12 * 12 * PAY_FEN_MAX: inside 64 bits */
        sums.credits.fen += year->credits[i].fen;
        sums.products.fen += year->credits[i].fen * (year->months - i);
    }
    TRY(interest_of_sums(&terms, &sums, &result, why));
    if (trace) {
        trace->count = 0;
        const TraceRule *rule = trace_rule(arena, KEY_INTEREST_RATE, terms.rate, NULL);
        trace_add(trace, trace_rule_on(arena, region, KEY_INTEREST_METHOD, day), NULL, 0);
        trace_add(trace, rule, "interest_opening_fen", result.opening.fen);
        trace_add(trace, rule, "interest_credits_fen", result.credits.fen);
    }
    *out = result;
    return OK;
}
