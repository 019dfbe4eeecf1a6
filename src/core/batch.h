/* batch.h - long work that one command asks for, in slices of a few milliseconds with a transaction each (design 5):
 * open - an entry of its own with the digest of the command, the hash of the rules, and by its number what counts as known;
 * slices - unseen rows, and in an own table how far it is, both in one transaction; and the command itself once more, which
 * finds the work done and answers. A slice that was not stored is done again, by whoever comes: the same command with the
 * same id, or the next start of the program. What is written does not depend on where slices end. */
#pragma once
#include "core/apply.h"

enum { BATCH_STATE_MAX = 8192, BATCH_REQUEST_MAX = 16384 };

/* Between two slices, outside a transaction: other commands' groups. Whether there was one. */
typedef bool BatchPause(void *context);

/* After apply_command said answer->wants_batch for `request` and its group was committed: runs the batch to its end and
 * gives the command's answer, copied into `out`. A batch that somebody else left open is brought to its end first.
 * Refusals: ERR_BUSY the engine failed (the answer says busy); what is stored stays, and goes on later. */
Err batch_run(Bureau *bureau, Arena *scratch, Arena *out, const Request *request, Answer *answer, BatchPause *pause,
              void *context) NODISCARD;
/* Brings the open batch to its end, if there is one; its answer is kept under its id. Refusals: ERR_BUSY. */
Err batch_finish(Bureau *bureau, Arena *scratch, BatchPause *pause, void *context) NODISCARD;
/* At the start of a writer: whether a batch is open, so that nothing changes what it reads. Refusals: ERR_BUSY. */
Err batch_look(Bureau *bureau) NODISCARD;

/* The open batch as it stands in its table; run 0 = none. */
typedef struct {
    int64_t run;
    Request request;
    Str bytes, state;
} BatchRow;
Err batch_row(Db *db, Arena *arena, BatchRow *out) NODISCARD;
/* Whether the batch that is open was asked for by this request. Refusals: ERR_BUSY. */
Err batch_asked(Bureau *bureau, Arena *arena, const Request *request, bool *same) NODISCARD;

/* Runs `step` in a transaction of its own (soft: db_begin_soft); on an error everything is as before. Inside core
 * (writer.c).
 * Refusals: ERR_BUSY. */
typedef Err WriterStep(Bureau *bureau, Arena *scratch, void *context);
Err writer_step(Bureau *bureau, Arena *scratch, bool soft, WriterStep *step, void *context) NODISCARD;
