/* retirement.h - the statutory retirement month (decision of the Standing Committee of 2024-09-13, in force
 * 2025-01-01). All figures are parameters; pure. */
#pragma once
#include "policy/trace.h"

enum { RETIRE_BIRTH_FIRST = 1800 * 12, RETIRE_BIRTH_LAST = 9850 * 12 }; /* as Month.n */

typedef struct {
    int delay_months;   /* behind the former age */
    int age_months;     /* the statutory age */
    Month month;        /* the month in which it is reached */
    int minimum_months; /* contributions needed for a monthly pension in that year */
} Retirement;

/* The category goes by the age that held before (men 60, women in management 55, women workers 50); it is a
 * stored attribute of a person and does not follow from the sex. Births far before and far after the rise are answered too.
 * Requires a birth between RETIRE_BIRTH_FIRST and RETIRE_BIRTH_LAST. */
Retirement retirement_of(const RegionPolicy *region, RetireCategory category, Month birth);
/* The rules behind it. */
void retirement_trace(Arena *arena, const RegionPolicy *region, RetireCategory category, Month birth, Trace *out);
