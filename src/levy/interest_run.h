/* interest_run.h - inside levy: a year's interest of everybody under way. Sheets are read payer by payer and each line added
 * to its person's account, which lies in memory, one for each of a range of persons; then the persons are gone through group
 * by group and what is to be posted becomes an opening. What lies in memory is read again by whoever goes on after a stop:
 * the tally alone says which groups are done. */
#pragma once
#include "ledger/opening.h"
#include "levy/batch.h"
#include "policy/interest.h"

/* What a run has come to so far, and where it goes on. */
typedef struct {
    int64_t group;    /* the first whose openings are not written */
    int64_t done, of; /* pieces: for the progress alone */
    int64_t groups;   /* written */
    int64_t accounts, total_fen, rate_ppm;
    bool provisional;
    Str reference; /* the notice of the rate */
} InterestTally;
Str interest_tally_write(Arena *arena, const InterestTally *tally);
bool interest_tally_read(Str bytes, InterestTally *out);

typedef struct {
    Store *store; /* persons */
    Db *db;       /* sheets, ledger, openings: those of the store, but when a copy is asked (levy_interest_again) */
    Arena *arena;
    BatchMemory *memory;
    const PolicySet *policy;
    Why *why;
    int32_t region;
    int year;
    int64_t run;    /* its number; what was known before that entry counts */
    bool in_slices; /* what is read ahead stays with `memory` between slices */
    bool changes;   /* persons may have changed since the run was opened */
    bool compare;   /* what would be written is held against what was; *same */
    bool same;
    const RegionPolicy *rules;
    InterestTerms terms;
    InterestTally tally;
} InterestRun;

/* Refusals: ERR_NO_RULE the region, or no rate of the year. */
Err interest_begin(InterestRun *run) NODISCARD;
/* Piece by piece until nothing is left (*done) or the clock stands at `until_ns`, at least one.
 * Refusals: ERR_BAD_AMOUNT; ERR_BUSY. */
Err interest_more(InterestRun *run, int64_t until_ns, bool *done) NODISCARD;
