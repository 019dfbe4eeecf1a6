/* batch.h - long work in slices (design 5): a command that is about everybody asks for it, core (core/batch.h) runs slice
 * after slice in transactions of their own, and then the command comes a second time and finds the work done.
 *
 * A PostFn says `wants_batch` when the work is more than one slice; it must then have refused all that can be refused
 * before. When it is called again, `post->work->store->batch.done`, and `state` is what the last slice left. */
#pragma once
#include "levy/post.h"
#include <time.h>

/* A bureau of at most so many persons does it within the command; `batch.at_once` may say otherwise. */
enum { BATCH_AT_ONCE = 2000 };
/* How long a slice lasts: while others wait for their turn, and while nobody does. */
enum { BATCH_SLICE_MS = 4, BATCH_SLICE_ALONE_MS = 16 };

/* What one process keeps between the slices of a batch, so that it need not be read again: nothing at the first slice, also
 * after a start, and gone with the batch or with a slice that was not stored: whoever goes on finds nothing and makes it anew.
 * The command itself, when it comes again, finds it in `store->batch.work`. */
typedef struct {
    Arena *arena;
    void *what;               /* of the slice function; NULL: nothing yet */
    void (*drop)(void *what); /* gives back what is no memory, or NULL */
} BatchMemory;

typedef struct {
    Store *store;
    Arena *arena;            /* of the slice */
    const PolicySet *policy; /* as it was when the batch was opened */
    const Command *command;
    int64_t run;      /* entry that opened it: what is read counts up to it; 0 of a dry run: all that there is */
    int64_t until_ns; /* of the monotonic clock: stop behind the piece under way */
    Str state;        /* of the slice before, empty in the first; to be replaced */
    Why *why;
    /* As the command's own post, with a ledger and events of the slice: what it posts and emits becomes a journal entry of
     * that command, in the slice's transaction, and is there for everybody. Where such a slice ends must not hang on the
     * clock. Not of a dry run. */
    Post *post;
    BatchMemory *memory;
    bool entry_next; /* the next slice makes an entry: it is to be on the disk when others go on */
} BatchSlice;
/* One slice; *done when nothing is left. Refusals: its own (they become those of the command), ERR_BUSY. */
typedef Err BatchFn(BatchSlice *slice, bool *done);

/* Whether the time of a slice is over; until INT64_MAX never. */
static inline bool slice_over(int64_t until_ns)
{
    struct timespec now;
    if (until_ns == INT64_MAX)
        return false;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec >= until_ns;
}

/* How far it is: pieces done, of how many; lines written and their sum so far. false: the state is none of this work. */
typedef struct {
    int64_t done, of, lines, total_fen;
} BatchProgress;
typedef bool BatchProgressFn(const BureauFacts *bureau, Str state, BatchProgress *out);

/* Whether a run that was done as a batch comes out as it stands, from the records as they were when it was opened (`store`:
 * a copy folded that far), and everything else of `db` as known then. false in *same: *table says where it does not.
 * Refusals: ERR_BUSY. */
typedef struct {
    Store *store;
    Db *db;
    Arena *arena;
    const PolicySet *policy;
    int32_t region;
    int64_t period; /* the month or the year that it is about */
    int64_t run;
} BatchAgain;
typedef Err BatchAgainFn(const BatchAgain *again, bool *same, const char **table);

/* Whether a file of so many bytes is more than one slice. */
enum { FILE_AT_ONCE = 32 << 10 };
static inline bool file_batch_wanted(const Store *store, int64_t bytes)
{
    return bytes > (store->batch.at_once ? store->batch.at_once : FILE_AT_ONCE);
}
/* Whether a command about everybody is more than one slice. */
static inline bool batch_wanted(const Store *store)
{
    return store->bureau.persons > (store->batch.at_once ? store->batch.at_once : BATCH_AT_ONCE);
}

BatchFn levy_assess_slice, levy_release_slice, levy_declare_slice, levy_adjust_slice;
BatchProgressFn levy_assess_progress, levy_release_progress, levy_declare_progress, levy_adjust_progress;
BatchAgainFn levy_assess_again;
/* declare.c: a slice of what a file says of an employer's month. */
Err levy_declare_some(BatchSlice *slice, const UnitFacts *unit, Month month, bool *done) NODISCARD;
