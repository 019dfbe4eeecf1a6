/* batch.h - long work in slices (design 5): a command that is about everybody asks for it, core (core/batch.h) runs slice
 * after slice in transactions of their own, and then the command comes a second time and finds the work done.
 *
 * A PostFn says `wants_batch` when the work is more than one slice; it must then have refused all that can be refused
 * before. When it is called again, `post->work->store->batch.done`, and `state` is what the last slice left. */
#pragma once
#include "levy/post.h"

/* A bureau of at most so many persons does it within the command; `batch.at_once` may say otherwise. */
enum { BATCH_AT_ONCE = 2000, BATCH_SLICE_MS = 4 };

typedef struct {
    Store *store;
    Arena *arena;            /* of the slice */
    const PolicySet *policy; /* as it was when the batch was opened */
    const Command *command;
    int64_t run;      /* entry that opened it: what is read counts up to it; 0 of a dry run: all that there is */
    int64_t until_ns; /* of the monotonic clock: stop behind the piece under way */
    Str state;        /* of the slice before, empty in the first; to be replaced */
    Why *why;
} BatchSlice;
/* One slice; *done when nothing is left. Refusals: its own (they become those of the command), ERR_BUSY. */
typedef Err BatchFn(BatchSlice *slice, bool *done);
BatchFn levy_assess_slice;

/* Whether a command about everybody is more than one slice. */
static inline bool batch_wanted(const Store *store)
{
    return store->bureau.persons > (store->batch.at_once ? store->batch.at_once : BATCH_AT_ONCE);
}
/* How far a run of assessments is: payers done, of how many; lines and sum so far. false: the state is none. */
bool levy_assess_progress(const BureauFacts *bureau, Str state, int64_t *payers, int64_t *of, int64_t *lines, int64_t *total_fen);

/* Whether a run that was done as a batch comes out as it stands, from the records as they were when it was opened (`store`:
 * a copy folded that far), and the wages and sheets of `db` as known then.
 * Refusals: ERR_BUSY. */
typedef struct {
    Store *store;
    Db *db;
    Arena *arena;
    const PolicySet *policy;
    int32_t region;
    Month month;
    int64_t run;
} BatchAgain;
Err levy_assess_again(const BatchAgain *again, bool *same) NODISCARD;
