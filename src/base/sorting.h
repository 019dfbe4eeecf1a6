/* sorting.h - a sort that can be left and gone on with: what would take a tenth of a second is done in pieces of a fraction
 * of a millisecond. Stable as far as `order` tells equal things apart by itself. */
#pragma once
#include "base/arena.h"

/* Of two of the sorted numbers: below 0 when x comes first. */
typedef int SortOrder(const void *context, uint32_t x, uint32_t y);

typedef struct {
    uint32_t *order; /* when all is done: the numbers in order */
    uint32_t *other;
    size_t count, run;                  /* runs of so many are in order; 0: not yet */
    size_t at, left, mid, right, until; /* the merge under way: where the next number goes, and what is left of two runs */
} Sorting;

/* Sorts the numbers in `order`, which becomes its own. */
Sorting sorting_begin(Arena *arena, uint32_t *order, size_t count);
/* One piece; true when all is in order. */
bool sorting_more(Sorting *sorting, SortOrder *order, const void *context);
