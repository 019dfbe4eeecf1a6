/* pension.h - the monthly basic pension of an employee (Guofa 2005-38): the part from the pool and the part from the
 * personal account. People who worked before accounts began have a transitional pension besides, which is provincial. */
#pragma once
#include "base/money.h"
#include "policy/trace.h"

enum { INDEX_ONE = 10000, INDEX_MAX = 10 * INDEX_ONE, PENSION_MONTHS_MAX = 1200 };

typedef struct {
    Money average_wage, balance;
    int64_t index_e4; /* average index of contributions in ten-thousandths */
    int64_t months;   /* of contributions */
    int64_t age_months;
} PensionCase;

typedef struct {
    Money basic, account, total;
    int64_t divisor_tenths;
} Pension;

/* The divisor at an age in tenths of months: between two whole years by months, half up to a tenth, or of the last birthday,
 * as the set says. Refuses with ERR_NO_RULE "age" outside the table. */
Err pension_divisor(const RegionPolicy *national, int64_t age_months, int64_t *out, Why *why) NODISCARD;
/* Refusals: ERR_BAD_AMOUNT "average_wage", "balance": below 0 or above PAY_FEN_MAX; ERR_BAD_FIELD "index", "months": below 0
 * or above INDEX_MAX, PENSION_MONTHS_MAX; ERR_NO_RULE "age". */
Err pension_of(const RegionPolicy *national, const PensionCase *request, Pension *out, Arena *arena, Trace *trace,
               Why *why) NODISCARD;
