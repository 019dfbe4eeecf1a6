/* ahead.h - reading ahead: a thread with a reader's handle of its own brings, piece by piece, what long work looks at next,
 * while the work computes and writes. Only for what cannot change under the work: rows as known at an entry that is
 * stored, so that it makes no difference when they are read. */
#pragma once
#include "db/db.h"

typedef struct Ahead Ahead;

/* Brings the next piece into `arena`, in a transaction of `db`; NULL in *piece behind the last one. Runs in the thread:
 * `context` is its own until ahead_stop. Refusals: ERR_BUSY. */
typedef Err AheadRead(void *context, Db *db, Arena *arena, void **piece);

/* Starts reading beside a writer. NULL: there is no second handle (":memory:", or the engine gives none); the work then
 * reads for itself. */
Ahead *ahead_start(Arena *life, const Db *writer, AheadRead *read, void *context);
/* The next piece in order, waited for; NULL behind the last. It lives until the next call. Refusals: those of `read`, then
 * for good. */
Err ahead_next(Ahead *ahead, void **piece) NODISCARD;
void ahead_stop(Ahead *ahead);
