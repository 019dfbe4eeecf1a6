/* personal.h - a person's own accounts year by year, made of what the ledger holds: openings, credits of sheets and
 * single lines. Closing of a year = opening + credits + interest + brought forward, and equals ledger_balance. */
#pragma once
#include "ledger/opening.h"
#include "ledger/see.h"
#include "policy/interest.h"

enum { PERSONAL_FIRST = 1900, PERSONAL_YEARS = 400 };

typedef struct {
    Money credits;  /* contributions and single entries, signed */
    Money interest; /* credited in this year, for the year before */
    Money brought;  /* brought forward from another system, in this year */
} PersonalYear;

/* Contributions of one month that bear interest, and what was taken out. */
typedef struct {
    Money in[YEAR_MONTHS], out[YEAR_MONTHS];
} PersonalMonths;

typedef struct {
    int first, last; /* years in which something moved; first > last: nothing ever did */
    PersonalYear pension[PERSONAL_YEARS], medical[PERSONAL_YEARS]; /* by year - PERSONAL_FIRST */
    int detail;                                                    /* the year of `months`, 0 = none */
    PersonalMonths months;                                         /* of the pension account */
} Personal;

/* Months after the one a contribution is for in which it still falls due in time, by the region's rule. */
int personal_due_later(const PolicySet *policy, int32_t region, Month fee);
/* The month of its value day's year, 0 = January, in which a contribution bears interest from. */
int personal_month(int due_later, Month fee, Day day);
/* Everything with a value day up to `until`, as known at an entry. detail: the year of which the months are wanted; a
 * contribution counts in the month it is for, if it was credited by the end of the month in which it falls due, else
 * in the month in which it was credited (domain: MOHRSS 2017-31, and the regions' due days).
 * Refusals: ERR_BAD_AMOUNT an overflow; ERR_BUSY. */
Err personal_read(Db *db, Arena *arena, const PolicySet *policy, int64_t person, Day until, int64_t known_at, int detail,
                  Personal *out) NODISCARD;
/* The same by somebody who reads the sheets anyway: begun, then everything that sheets credited is put in, then the rest is
 * read. Refusals of the rest: those of personal_read. */
typedef struct {
    Personal *out;
    const PolicySet *policy;
    bool overflow;
} PersonalReading;
PersonalReading personal_begin(const PolicySet *policy, int detail, Personal *out);
CreditedSee personal_credit; /* context: a PersonalReading */
Err personal_rest(Db *db, Arena *arena, PersonalReading *reading, int64_t person, Day until, int64_t known_at) NODISCARD;
/* The balance at the end of a year. Refusals: ERR_BAD_AMOUNT. */
Err personal_closing(const PersonalYear years[PERSONAL_YEARS], int year, Money *out) NODISCARD;
