/* history.h - facts as they were: the fold of fewer events. Serves as_of and known_at, and what a reversal restores. */
#pragma once
#include "core/bureau.h"

/* The person's facts from the events of entries up to instant `until` (TIME_NONE: all) and entry `last` (0: all),
 * leaving out entry `without` (0: none). Not settled. A person with no such event is all zero. Refusals: ERR_BUSY. */
Err history_person(Journal *journal, Arena *arena, int64_t person, Time until, int64_t last, int64_t without,
                   PersonFacts *out) NODISCARD;

/* The one person whom an entry changed, or 0 when it was none or several. */
Err history_only_person(Journal *journal, Arena *arena, int64_t entry, int64_t *person) NODISCARD;
