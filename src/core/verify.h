/* verify.h - whether the bureau is what its journal says: the chain first, then every table that is derived from the
 * events, made anew from them and held against the one that is there. Decides nothing again: rules and sentences may
 * improve without breaking history. */
#pragma once
#include "core/bureau.h"

typedef struct {
    bool whole;      /* nothing is wrong */
    int64_t entry;   /* the first wrong entry; 0 when it is a row of a derived table that is wrong */
    Str table, row;  /* that table and the key of its first wrong row; no personal value in it */
    Str zh, en;      /* what is wrong */
    int64_t entries, events, cells, rows, batches; /* looked at: values of persons, rows of derived tables */
} VerifyResult;

/* Reads the whole bureau in one transaction of its handle (which must be idle) and makes it anew beside it: in memory,
 * or in a temporary folder when there are many entries, so that memory is constant. The ledger is held
 * against the journal and the sheets against the ledger (ledger/check.h); `deep` also computes the balances again that
 * were carried from year to year. *out is written on OK, whatever was found; its texts live in the region.
 * Refusals: ERR_BUSY the bureau cannot be reached, or there is no room for the copy. */
Err verify_bureau(Arena *arena, Bureau *bureau, bool deep, VerifyResult *out) NODISCARD;
/* The same; in memory as long as there are at most so many entries. */
Err verify_bureau_within(Arena *arena, Bureau *bureau, bool deep, int64_t in_memory, VerifyResult *out) NODISCARD;
