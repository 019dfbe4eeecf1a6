/* late_fee.h - the late fee on contributions that were paid after their last day (Social Insurance Law art. 86; before
 * 2011-07-01 Order 259 art. 13). Simple, never on a late fee. */
#pragma once
#include "base/money.h"
#include "policy/trace.h"

typedef struct {
    int days;
    Money fee;
} LateFee;

/* The fee on a principal that could be paid until `due` and was paid on `paid`; 0 days and 0 fen if that is in time. The
 * customs of counting are those of the region on the due day; each day counts at the rate of that day, and the sum is
 * rounded once, half up. `trace` (may be NULL) needs `arena`.
 * Refusals: ERR_BAD_AMOUNT "principal": below 0 or above PAY_FEN_MAX; ERR_NO_RULE: a day before the first rate. */
Err late_fee_of(const RegionPolicy *region, Money principal, Day due, Day paid, LateFee *out, Arena *arena, Trace *trace,
                Why *why) NODISCARD;
