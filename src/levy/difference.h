/* difference.h - inside levy: what was billed in some months calculated once more by the rules of now, and what differs put
 * into the sheets of a run: payer by payer and month by month, in pieces that do not hang on the clock. */
#pragma once
#include "ledger/sheet.h"
#include "levy/levy.h"
#include "levy/line.h"
#include "levy/wage.h"

/* Where the work is: a month, of it an employer or a group of persons, of that a line. */
typedef struct {
    int64_t month;
    int64_t unit;  /* 1, 2, ...; behind the last one the groups */
    int64_t group; /* 0, 1, ... */
    int64_t line;
    int64_t differs; /* of the payer and month under way a line before it does */
} DifferencePlace;

typedef struct {
    int64_t bills, lines, total_fen;
    int64_t unknown; /* lines of which nobody has said the wage */
} DifferenceSum;

typedef struct {
    Post *post;  /* of the slice */
    Arena *life; /* what is read of one payer and month lies there until the next */
    const RegionPolicy *rules;
    int32_t region;
    Month from, until;
    int64_t only; /* this employer alone, or 0 */
    int64_t run;  /* of the sheets; 0: it is only counted */
    SheetAsOf as_of;
    DifferencePlace place;
    DifferenceSum sum;
    /* Of the payer and month under way. */
    bool begun;
    size_t mark;
    SheetPayer payer_kind;
    int64_t payer;
    const UnitFacts *unit;
    Tariff tariffs[Category_END];
    int32_t made[Category_END]; /* for which month; 0: none */
    SheetLine *billed;          /* in order of (person, account) */
    size_t count, size;
    Wage *wages;
    size_t wage_count;
} Difference;

/* The next piece; *done: nothing is left. Refusals: ERR_NO_RULE; those of sheet_put; ERR_BUSY. */
Err difference_more(Difference *d, bool *done) NODISCARD;
