/* due.h - what a payer still owes of its bills, by fee period, insurance and side. */
#pragma once
#include "ledger/sheet.h"

enum { DUE_ROWS_MAX = 16384 };
typedef struct {
    Month month;
    int32_t region;
    Insurance insurance;
    LedgerSide side;
    Money open; /* negative: more was posted than was billed */
} DueRow;

/* Billed in sheets, less what is settled, and the single lines of RECEIVABLE: the rows that are not zero of months
 * from `from` on, in order of (month, region, insurance, side). kind: OWNER_UNIT; OWNER_PERSON, who pays alone;
 * OWNER_CONTRACT, with the person it is for. Refusals in order: ERR_BAD_FIELD kind, owner, person; ERR_TOO_LARGE more
 * than DUE_ROWS_MAX; ERR_BAD_AMOUNT an overflow; ERR_BUSY. */
Err due_rows(Db *db, Arena *arena, LedgerOwner kind, int64_t owner, int64_t person, Month from, SheetAsOf as_of, DueRow **out,
             size_t *count) NODISCARD;

/* Whether anything of a payer's bills was posted or settled behind a journal entry. Refusals: ERR_BUSY. */
Err due_settled(Db *db, LedgerOwner kind, int64_t owner, int64_t since, bool *out) NODISCARD;

/* What runs of differences added to an employer's months from `from` to `until`: one row for each sheet of such a run,
 * region, insurance and side, in order of (month, entry). Rows of one (month, entry, insurance) may stand several times.
 * Refusals: ERR_BUSY (also when a sheet is damaged). */
typedef struct {
    Month month;
    int64_t entry; /* in which the run was released */
    int32_t region;
    Insurance insurance;
    Money amount;
} DueDifference;
Err due_differences(Db *db, Arena *arena, int64_t unit, Month from, Month until, SheetAsOf as_of, DueDifference **out,
                    size_t *count) NODISCARD;
