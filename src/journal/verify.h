/* verify.h - whether the journal is what it was when each of its entries was written. */
#pragma once
#include "journal/journal.h"

/* The first thing that is wrong; zh NULL = nothing is. `entry` is the first wrong entry. */
typedef struct {
    int64_t entry;
    const char *zh, *en;
} JournalFault;

/* Walks the entries from number `from` in order and checks: numbers without a gap, bytes, hash and chain, time
 * not going back, the events of each entry (number, order, bytes, hash), its key in idem, and the messages that
 * follow. From the first entry (from <= 1) also that no table holds a row more, and every person's notices.
 * Decides nothing again. Memory is constant; the caller holds one transaction around it. *out is written on OK.
 * Refusals: ERR_BUSY. */
Err journal_verify(Db *db, Arena *arena, int64_t from, JournalFault *out) NODISCARD;
