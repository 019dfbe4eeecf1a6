/* pension.c - see pension.h. */
#include "policy/pension.h"
#include "base/require.h"
#include "policy/contribution.h"

enum { YEAR = 12 };

static const PolicyValue *latest(const RegionPolicy *region, PolicyKey key)
{
    size_t count = 0;
    bool own = false;
    const PolicyValue *values = policy_values(region, key, &count, &own);
    return &values[count - 1];
}

Err pension_divisor(const RegionPolicy *national, int64_t age_months, int64_t *out, Why *why)
{
    const PolicyValue *table = latest(national, KEY_PENSION_DIVISORS);
    const PolicyRow *last = &table->rows[table->row_count - 1];
    int64_t years = age_months / YEAR, months = age_months % YEAR;
    if (age_months < table->rows[0].key * YEAR || age_months > last->key * YEAR)
        return refuse(why, ERR_NO_RULE, "age", "计发月数表只有 %lld 至 %lld 周岁。",
                      "Divisors are on file for ages %lld to %lld only.", (long long)table->rows[0].key, (long long)last->key);
    int64_t tenths = policy_row(table, years)->value;
    if (months && latest(national, KEY_PENSION_DIVISOR_MODE)->value == DIVISOR_LINEAR_TENTH) {
        /* Tenths to the year's end and the year's start by the months of each, half up; both are positive. */
        int64_t next = policy_row(table, years + 1)->value;
        tenths = (2 * (tenths * (YEAR - months) + next * months) + YEAR) / (2 * YEAR);
    }
    *out = tenths;
    return OK;
}

static Err case_check(const PensionCase *request, Why *why)
{
    const struct {
        const char *name;
        Money amount;
    } amounts[] = { { "average_wage", request->average_wage }, { "balance", request->balance } };
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++)
        if (amounts[i].amount.fen < 0 || amounts[i].amount.fen > PAY_FEN_MAX)
            return refuse(why, ERR_BAD_AMOUNT, amounts[i].name, "金额应在 0 至一万亿元之间。",
                          "The amount must lie between 0 and 10^12 yuan.");
    if (request->index_e4 < 0 || request->index_e4 > INDEX_MAX)
        return refuse(why, ERR_BAD_FIELD, "index", "平均缴费指数应在 0 至 %d 之间。", "The index must lie between 0 and %d.",
                      INDEX_MAX / INDEX_ONE);
    if (request->months < 0 || request->months > PENSION_MONTHS_MAX)
        return refuse(why, ERR_BAD_FIELD, "months", "缴费月数应在 0 至 %d 之间。", "The months must lie between 0 and %d.",
                      PENSION_MONTHS_MAX);
    return OK;
}

Err pension_of(const RegionPolicy *national, const PensionCase *request, Pension *out, Arena *arena, Trace *trace, Why *why)
{
    const int64_t two_million = 2000000;
    const PolicyValue *accrual = latest(national, KEY_PENSION_ACCRUAL);
    Pension result = { 0 };
    TRY(case_check(request, why));
    TRY(pension_divisor(national, request->age_months, &result.divisor_tenths, why));
    /* (W + W x index) / 2 x years x 1 %: at most 10^14 x 1.32 * 10^13, inside 128 bits. */
    if (!money_part(request->average_wage, (INDEX_ONE + request->index_e4) * request->months * accrual->value,
                    two_million * INDEX_ONE * YEAR, &result.basic))
        return refuse(why, ERR_BAD_AMOUNT, "average_wage", NULL, NULL);
    require(money_part(request->balance, 10, result.divisor_tenths, &result.account));
    require(money_add(result.basic, result.account, &result.total));
    if (trace) {
        const PolicyValue *table = latest(national, KEY_PENSION_DIVISORS);
        trace->count = 0;
        trace_add(trace, trace_rule(arena, KEY_PENSION_ACCRUAL, accrual, NULL), "basic_fen", result.basic.fen);
        const PolicyRow *row = policy_row(table, request->age_months / YEAR);
        trace_add(trace, trace_rule(arena, KEY_PENSION_DIVISORS, table, row), "account_fen", result.account.fen);
        if (request->age_months % YEAR) {
            trace_add(trace, trace_rule(arena, KEY_PENSION_DIVISORS, table, row + 1), NULL, 0);
            trace_add(trace, trace_rule(arena, KEY_PENSION_DIVISOR_MODE, latest(national, KEY_PENSION_DIVISOR_MODE), NULL), NULL,
                      0);
        }
    }
    *out = result;
    return OK;
}
