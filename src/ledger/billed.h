/* billed.h - what an employer was billed, run by run: for those who tell it. */
#pragma once
#include "ledger/sheet.h"

/* One month of one released run: what all its sheets of this employer come to. */
typedef struct {
    Month month;
    int64_t run, entry; /* entry: that released it */
    SheetKind kind;
    int64_t lines, fen; /* both sides, without the government's part; a correction may be negative */
} Billed;

/* The employer's, of the months from `from` on, in order of (month, run). Refusals: ERR_BUSY (also damage). */
Err billed_unit(Db *db, Arena *arena, int64_t unit, Month from, Billed **out, size_t *count) NODISCARD;
