/* check.h - whether the ledger is what it was when each entry was made, and agrees with itself: for `shebao verify`. */
#pragma once
#include "ledger/sheet.h"

/* The first thing that is wrong; zh NULL = nothing is. */
typedef struct {
    const char *table;
    int64_t entry; /* the journal entry that it belongs to, 0 = none */
    const char *zh, *en;
} LedgerFault;

typedef struct {
    LedgerFault fault;
    int64_t entries, lines, sheets, person_months, runs;
} LedgerChecked;

/* Checks: every entry is balanced, its lines are lawful, its digest is its content, its key leads to it and no key
 * leads elsewhere; the digests of each journal entry are its `side`; a reversal is the exact opposite; every sheet has
 * its hash and totals and each of its persons is in the index, and nobody else; each run and each settlement comes to
 * its entry's control lines; the totals of closed months are the sums of lines. deep: also that each opening is the one
 * before and what was credited since. The caller holds one transaction around it. Constant memory (deep: 32 bytes a
 * person). Refusals: ERR_BUSY. */
Err ledger_check(Db *db, Arena *arena, bool deep, LedgerChecked *out) NODISCARD;
/* The tables that only this check judges: derived, but not from events. */
bool ledger_owns_table(const char *name);
