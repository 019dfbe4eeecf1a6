/* witness.h - the head of the chain as one line that somebody else keeps. Whoever can write the database could write the
 * whole chain anew; what stands on another's paper cannot be rewritten. A line: entry, its hash in hex, its day:
 * "4711 9f86...08 2025-01-10". */
#pragma once
#include "journal/journal.h"

typedef struct {
    int64_t entry;
    Hash hash;
    Day day;
} Witness;

Str witness_line(Arena *arena, const Witness *witness); /* without a line end */
/* Exactly such a line, or false. */
bool witness_read(Str line, Witness *out);
/* The newest entry; entry 0 when the journal is empty. Refusals: ERR_BUSY. */
Err witness_head(Journal *journal, Arena *arena, Witness *out) NODISCARD;

typedef struct {
    int64_t lines;       /* witnessed heads that were compared */
    int64_t line;        /* of the text: the first that is wrong, 0 = none */
    bool unreadable;     /* it is no witness; otherwise: it does not stand in the chain any more */
    Witness witness;     /* what it says */
    Str why_zh, why_en;
} WitnessResult;

/* Holds each line of a text (empty ones and those that begin with # are skipped) against the chain, in the caller's
 * transaction; ends at the first that is wrong. That entries fit their hashes is journal_verify's work.
 * Refusals: ERR_BUSY. */
Err witness_check(Journal *journal, Arena *arena, Str text, WitnessResult *out) NODISCARD;
