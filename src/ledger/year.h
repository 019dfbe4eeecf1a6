/* year.h - year books: of a year that is over, what the sheets of a payer say, packed person by person (year_code.h), so that
 * what somebody paid in twenty-four years is read from as many pages and not from a thousand. A cache of sheets, runs and
 * settlements: whoever adds to them forgets the book of that payer and year in the same transaction, and it is made anew. A
 * payer's year that has sheets has its book or waits for it; without it the sheets themselves are read. */
#pragma once
#include "ledger/see.h"

/* Packs what waits of the years before `year`, the oldest first, until about `lines` lines were packed. *more: the next call
 * finds something too. A payer with a damaged sheet is passed by, and waits. Refusals: ERR_BUSY. */
Err years_pack(Db *db, int year, int64_t lines, bool *more) NODISCARD;
/* Everything waits that was there before there were year books. Refusals: ERR_BUSY. */
Err years_fill(Db *db) NODISCARD;
