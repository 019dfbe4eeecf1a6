/* tariff.c - see tariff.h. */
#include "policy/tariff.h"
#include "base/require.h"

typedef struct {
    const RegionPolicy *region;
    Day day;
    bool *provisional;
    Why *why;
} Asking;

static const struct {
    PolicyKey floor, cap, employer, employee;
} insurance_keys[Insurance_END] = {
    [INSURANCE_PENSION] = { KEY_BASE_PENSION_FLOOR, KEY_BASE_PENSION_CAP, KEY_RATE_PENSION_EMPLOYER, KEY_RATE_PENSION_EMPLOYEE },
    [INSURANCE_MEDICAL] = { KEY_BASE_MEDICAL_FLOOR, KEY_BASE_MEDICAL_CAP, KEY_RATE_MEDICAL_EMPLOYER, KEY_RATE_MEDICAL_EMPLOYEE },
    [INSURANCE_UNEMPLOYMENT] = { KEY_BASE_UNEMPLOYMENT_FLOOR, KEY_BASE_UNEMPLOYMENT_CAP, KEY_RATE_UNEMPLOYMENT_EMPLOYER,
                                 KEY_RATE_UNEMPLOYMENT_EMPLOYEE },
    [INSURANCE_INJURY] = { KEY_BASE_INJURY_FLOOR, KEY_BASE_INJURY_CAP, POLICY_KEY_END, POLICY_KEY_END },
};

static Err ask(const Asking *asking, PolicyKey key, int64_t *out)
{
    const PolicyValue *value = NULL;
    TRY(policy_current(asking->region, key, asking->day, &value, asking->provisional, asking->why));
    *out = value->value;
    return OK;
}

static Err ask_limits(const Asking *asking, Insurance insurance, Tariff *tariff)
{
    TRY(ask(asking, insurance_keys[insurance].floor, &tariff->floor[insurance].fen));
    return ask(asking, insurance_keys[insurance].cap, &tariff->cap[insurance].fen);
}

static Err ask_injury(const Asking *asking, Tariff *tariff)
{
    const PolicyKey float_keys[2] = { KEY_RATE_INJURY_FLOAT_FIRST, KEY_RATE_INJURY_FLOAT };
    const PolicyValue *value = NULL;
    TRY(policy_current(asking->region, KEY_RATE_INJURY, asking->day, &value, asking->provisional, asking->why));
    for (size_t i = 0; i < value->row_count; i++)
        tariff->injury_ppm[value->rows[i].key] = value->rows[i].value;
    for (int other = 0; other < 2; other++) {
        TRY(policy_current(asking->region, float_keys[other], asking->day, &value, asking->provisional, asking->why));
        for (size_t i = 0; i < value->row_count; i++)
            tariff->floats[other][value->rows[i].value / 64] |= UINT64_C(1) << value->rows[i].value % 64;
    }
    return OK;
}

/* Maternity has the limits of the insurance whose base it shares. */
static Err ask_maternity(const Asking *asking, Tariff *tariff)
{
    static const Insurance whose[] = { [MATERNITY_ON_MEDICAL] = INSURANCE_MEDICAL,
                                       [MATERNITY_ON_UNEMPLOYMENT] = INSURANCE_UNEMPLOYMENT,
                                       [MATERNITY_ON_PENSION] = INSURANCE_PENSION };
    int64_t *rate = &tariff->employer_ppm[INSURANCE_MATERNITY];
    TRY(ask(asking, KEY_RATE_MATERNITY_EMPLOYER, rate));
    tariff->levied[INSURANCE_MATERNITY] = *rate > 0;
    tariff->maternity_base = whose[policy_int(asking->region, KEY_BASE_MATERNITY, asking->day)];
    return OK;
}

static Err employee_tariff(const Asking *asking, Tariff *tariff)
{
    for (Insurance i = INSURANCE_PENSION; i <= INSURANCE_INJURY; i++) {
        tariff->levied[i] = true;
        TRY(ask_limits(asking, i, tariff));
        if (i == INSURANCE_INJURY)
            continue;
        TRY(ask(asking, insurance_keys[i].employer, &tariff->employer_ppm[i]));
        TRY(ask(asking, insurance_keys[i].employee, &tariff->employee_ppm[i]));
    }
    TRY(ask(asking, KEY_RATE_PENSION_LOCAL, &tariff->local_ppm));
    TRY(ask(asking, KEY_RATE_SERIOUS_ILLNESS, &tariff->serious_illness.fen));
    TRY(ask_injury(asking, tariff));
    return ask_maternity(asking, tariff);
}

/* A rule that may not be there: then the insurance is not levied. */
static bool ask_rule(const Asking *asking, PolicyKey key, int64_t *out)
{
    const PolicyValue *value = NULL;
    bool provisional = false;
    if (policy_current(asking->region, key, asking->day, &value, &provisional, NULL) != OK)
        return false;
    *asking->provisional |= provisional;
    *out = value->value;
    return true;
}

static Err flexible_tariff(const Asking *asking, Tariff *tariff)
{
    int64_t open = 0, pool = 0, *rates = tariff->employee_ppm;
    bool *levied = tariff->levied;
    TRY(ask_limits(asking, INSURANCE_PENSION, tariff));
    levied[INSURANCE_PENSION] =
        ask_rule(asking, KEY_FLEXIBLE_PENSION_POOL, &pool) && ask_rule(asking, KEY_FLEXIBLE_PENSION_ACCOUNT, &tariff->account_ppm);
    rates[INSURANCE_PENSION] = pool + tariff->account_ppm;
    levied[INSURANCE_MEDICAL] = ask_rule(asking, KEY_FLEXIBLE_MEDICAL, &rates[INSURANCE_MEDICAL]);
    tariff->medical_on_floor = policy_int(asking->region, KEY_FLEXIBLE_MEDICAL_BASE, asking->day) == FLEXIBLE_MEDICAL_ON_FLOOR;
    if (levied[INSURANCE_MEDICAL])
        TRY(ask_limits(asking, INSURANCE_MEDICAL, tariff));
    levied[INSURANCE_UNEMPLOYMENT] = ask_rule(asking, KEY_FLEXIBLE_UNEMPLOYMENT_PPM, &rates[INSURANCE_UNEMPLOYMENT]) &&
                                     ask_rule(asking, KEY_FLEXIBLE_UNEMPLOYMENT, &open) && open;
    if (levied[INSURANCE_UNEMPLOYMENT])
        TRY(ask_limits(asking, INSURANCE_UNEMPLOYMENT, tariff));
    if (!levied[INSURANCE_PENSION] && !levied[INSURANCE_MEDICAL] && !levied[INSURANCE_UNEMPLOYMENT])
        return refuse(asking->why, ERR_NO_RULE, policy_key_path(KEY_FLEXIBLE_PENSION_POOL),
                      "该地区没有灵活就业人员的缴费规定，请咨询 12333。",
                      "The region has no rule for flexible workers on file; ask 12333.");
    return OK;
}

static Err resident_tariff(const Asking *asking, Tariff *tariff)
{
    int64_t any = 0;
    tariff->levied[INSURANCE_PENSION] = true;
    TRY(ask(asking, KEY_RESIDENT_FLOOR, &tariff->tier_floor.fen));
    TRY(ask(asking, KEY_RESIDENT_CAP, &tariff->tier_cap.fen));
    TRY(ask(asking, KEY_RESIDENT_ANY_AMOUNT, &any));
    tariff->any_amount = any;
    return policy_current(asking->region, KEY_RESIDENT_TIERS, asking->day, &tariff->tiers, asking->provisional, asking->why);
}

Err tariff_make(const RegionPolicy *region, Category category, Month month, Tariff *out, Why *why)
{
    Tariff tariff = { .category = category, .month = month };
    Asking asking = { region, month_first(month), &tariff.provisional, why };
    require(category > 0 && category < Category_END);
    tariff.keeps_fen = policy_int(region, KEY_BASE_ROUND, asking.day) == BASE_TO_FEN;
    tariff.ceil_jiao = policy_int(region, KEY_AMOUNT_ROUND, asking.day) == AMOUNT_CEIL_JIAO;
    if (category == CATEGORY_EMPLOYEE)
        TRY(employee_tariff(&asking, &tariff));
    else if (category == CATEGORY_FLEXIBLE)
        TRY(flexible_tariff(&asking, &tariff));
    else
        TRY(resident_tariff(&asking, &tariff));
    *out = tariff;
    return OK;
}
