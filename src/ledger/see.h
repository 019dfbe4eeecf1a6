/* see.h - sheets seen together with what of them was credited: whoever shows both reads the sheets once. */
#pragma once
#include "ledger/credits.h"

/* sheet_years (sheet.h) that tells of each line, behind it, what of it became the person's own. Both get the same context;
 * credited may be NULL. Refusals: those of sheet_years. */
Err sheet_years_credited(Db *db, Arena *arena, int64_t person, int from, int until, SheetAsOf as_of, SheetSee *see,
                         CreditedSee *credited, void *context) NODISCARD;
