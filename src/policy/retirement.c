/* retirement.c - see retirement.h. */
#include "policy/retirement.h"
#include "base/require.h"

static const struct {
    PolicyKey age, step, cap;
} category_keys[RetireCategory_END] = {
    [RETIRE_M60] = { KEY_RETIRE_M60_AGE, KEY_RETIRE_M60_STEP, KEY_RETIRE_M60_CAP },
    [RETIRE_F55] = { KEY_RETIRE_F55_AGE, KEY_RETIRE_F55_STEP, KEY_RETIRE_F55_CAP },
    [RETIRE_F50] = { KEY_RETIRE_F50_AGE, KEY_RETIRE_F50_STEP, KEY_RETIRE_F50_CAP },
};

static int smaller(int a, int b) { return a < b ? a : b; }

Retirement retirement_of(const RegionPolicy *region, RetireCategory category, Month birth)
{
    require(category > 0 && category < RetireCategory_END);
    require(birth.n >= RETIRE_BIRTH_FIRST && birth.n <= RETIRE_BIRTH_LAST);
    /* The law in force in the month in which the former age is reached decides. */
    Day day = month_first((Month){ birth.n + (int)policy_int(region, category_keys[category].age, month_first(birth)) });
    int age = (int)policy_int(region, category_keys[category].age, day);
    int step = (int)policy_int(region, category_keys[category].step, day),
        cap = (int)policy_int(region, category_keys[category].cap, day);
    int past = birth.n + age - (int)policy_int(region, KEY_RETIRE_DELAY_FROM, day); /* months since ages began to rise */

    Retirement result = { .delay_months = past < 0 ? 0 : smaller(cap, past / step + 1) };
    result.age_months = age + result.delay_months;
    result.month = (Month){ birth.n + result.age_months };
    int least = (int)policy_int(region, KEY_RETIRE_MINIMUM_MONTHS, day),
        most = (int)policy_int(region, KEY_RETIRE_MINIMUM_CAP, day);
    int years = month_year(result.month) - (int)policy_int(region, KEY_RETIRE_MINIMUM_RISES_YEAR, day) + 1;
    int rise = (int)policy_int(region, KEY_RETIRE_MINIMUM_STEP, day);
    result.minimum_months = years <= 0 ? least : smaller(most, least + years * rise);
    return result;
}

void retirement_trace(Arena *arena, const RegionPolicy *region, RetireCategory category, Month birth, Trace *out)
{
    const PolicyKey keys[] = { category_keys[category].age,   KEY_RETIRE_DELAY_FROM,     category_keys[category].step,
                               category_keys[category].cap,   KEY_RETIRE_MINIMUM_MONTHS, KEY_RETIRE_MINIMUM_RISES_YEAR,
                               KEY_RETIRE_MINIMUM_STEP, KEY_RETIRE_MINIMUM_CAP };
    Day day = month_first((Month){ birth.n + (int)policy_int(region, category_keys[category].age, month_first(birth)) });
    out->count = 0;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        trace_add(out, trace_rule_on(arena, region, keys[i], day), NULL, 0);
}
