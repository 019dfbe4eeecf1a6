/* tariff.h - everything that the contributions of one category in one region and month depend on, looked up once into a
 * plain struct, so that a run over millions of people looks up nothing. */
#pragma once
#include "base/money.h"
#include "policy/policy.h"

enum { INJURY_CLASSES = 8, INJURY_FLOAT_MAX = 300, FLOAT_WORDS = INJURY_FLOAT_MAX / 64 + 1 };

typedef struct {
    Category category;
    Month month;
    bool provisional; /* a limit, rate or flat amount in it is not final */
    bool keeps_fen;   /* bases are not rounded to the yuan */
    bool ceil_jiao;   /* amounts go up to the next jiao */
    bool levied[Insurance_END];
    Money floor[Insurance_END], cap[Insurance_END];
    int64_t employer_ppm[Insurance_END], employee_ppm[Insurance_END];
    /* employee */
    int64_t local_ppm; /* pension, what the employer adds for local hukou */
    int64_t injury_ppm[INJURY_CLASSES + 1];
    uint64_t floats[2][FLOAT_WORDS]; /* a bit for each percentage that class 1, and the others, may have */
    Money serious_illness;           /* flat, inside the employee's medical share */
    Insurance maternity_base;
    /* flexible; employee_ppm is the whole of the payer's share */
    int64_t account_ppm;
    bool medical_on_floor;
    /* resident */
    const PolicyValue *tiers;
    Money tier_floor, tier_cap;
    bool any_amount;
} Tariff;

/* Resolves the parameters of a month; *out points into the region's set. For flexible workers an insurance without a rule
 * is not levied.
 * Refusals: ERR_NO_RULE, field = the key: no value on the first day of the month, unknown, or older than a year past its
 * own; for flexible workers also: no insurance has a rule. */
Err tariff_make(const RegionPolicy *region, Category category, Month month, Tariff *out, Why *why) NODISCARD;
static inline bool tariff_float_allowed(const Tariff *tariff, int injury_class, int percent)
{
    return percent > 0 && percent <= INJURY_FLOAT_MAX && (tariff->floats[injury_class > 1][percent / 64] >> percent % 64 & 1);
}
