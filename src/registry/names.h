/* names.h - employers by any piece of their name. Chinese is written without blanks, so there are no words to index: what
 * stands in the index is every pair of neighbouring characters, and whoever has all pairs of a piece is looked at. An
 * employer's name is public (credit code register), so unlike those of people it may stand in an index as it is. */
#pragma once
#include "registry/store.h"

/* One pair of the piece that is looked for, and the next employers that have it. */
enum { NAME_PAGE = 64 };
typedef struct {
    int64_t pair, units[NAME_PAGE];
    size_t at, count;
    bool last; /* nobody has it behind these */
} NamePair;

typedef struct {
    Store *store;
    Arena *arena;
    NamePair *pairs;
    size_t count; /* 0: the piece is shorter than a pair, and finds nobody */
} NameSearch;

/* Case of Latin letters does not count. What it needs lies in `arena`. */
NameSearch names_search(Store *store, Arena *arena, Str piece);
/* The first employer with a number of at least `from` that has every pair of the piece, in whatever order and place: the caller
 * looks at the name; 0 = none. `from` never falls from call to call. It costs about a look-up a pair, and as many more as the
 * rarest pair has employers without the others. Refusals: ERR_BUSY. */
Err names_next(NameSearch *search, int64_t from, int64_t *unit) NODISCARD;

/* Used by side.c: the rows of a new employer. */
Err names_put(Store *store, Arena *arena, int64_t unit, Str name) NODISCARD;
/* Makes the rows in a bureau that was made before there were any; else does nothing. In a transaction of its own. */
Err names_fill(Store *store) NODISCARD;
