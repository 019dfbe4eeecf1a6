/* interest.h - the interest of one natural year on a personal pension account of an employee (MOHRSS 2017-31). */
#pragma once
#include "base/money.h"
#include "policy/trace.h"

enum { YEAR_MONTHS = 12 };

typedef struct {
    int year;
    Money opening;
    Money credits[YEAR_MONTHS]; /* by month, 0 = January */
    int months;                 /* full months that bear interest; 12 but in the year of retirement, transfer or death */
    int method;                 /* INTEREST_BY_MONTH, INTEREST_BY_YEAR, or 0 = as the region does */
} AccountYear;

typedef struct {
    Money opening, credits, closing; /* interest on the opening balance and on the credits; the new balance */
    int64_t rate_ppm;
    bool provisional; /* the rate is not final: the year is not over, or not published */
} Interest;

/* The rate of a year and how a region applies it. Refusals: ERR_NO_RULE "year": no rate is on file. */
typedef struct {
    const PolicyValue *rate; /* points into the set */
    bool provisional;
    int method;
} InterestTerms;
Err interest_terms(const RegionPolicy *region, int year, InterestTerms *out, Why *why) NODISCARD;

/* A year in the three sums on which alone its interest depends: of the credits, and of each credit times the months for
 * which it counts. method 0 = as the terms say. Refusals: ERR_BAD_AMOUNT "opening", "credits". */
typedef struct {
    Money opening, credits, products;
    int months, method;
} AccountSums;
Err interest_of_sums(const InterestTerms *terms, const AccountSums *sums, Interest *out, Why *why) NODISCARD;

/* A credit of month m counts for months + 1 - m months. Each of the two interests is rounded half up.
 * Refusals: ERR_BAD_AMOUNT "opening", "credits": below 0, or above PAY_FEN_MAX; ERR_BAD_FIELD "months": not 0 ... 12, or
 * not 12 where the short way for a whole year is asked for; "credits": in a month behind `months`; ERR_NO_RULE "year": no
 * rate is on file. */
Err interest_of(const RegionPolicy *region, const AccountYear *year, Interest *out, Arena *arena, Trace *trace, Why *why) NODISCARD;
