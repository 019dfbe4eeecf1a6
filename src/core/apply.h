/* apply.h - one command from request to answer, inside the writer's transaction: known id, role and org, records,
 * decide, events, journal. The only place where a command meets the database. */
#pragma once
#include "core/bureau.h"

/* Work on own tables (sessions, drafts): no entry, no answer but the Err. ERR_BUSY takes the whole group back. */
typedef Err OwnFn(Bureau *bureau, Arena *arena, void *context);

typedef struct {
    Str id, command, purpose;
    Actor actor;
    Time at;              /* of the caller's clock; the command runs at max(at, last now) */
    const JsonNode *args; /* an object, or NULL */
    Str secret;           /* the hash of its password (password.h), made before the queue; empty: made where it is needed */
    OwnFn *own;           /* no command, but work on own tables in the writer's transaction; or NULL */
    void *own_context;
} Request;

typedef struct {
    Err err; /* OK for done and already */
    bool already;
    bool stored; /* an entry was written: the answer counts only after the commit */
    bool wants_batch, dry_batch; /* long work: nothing was done, batch_run gives the answer (core/batch.h) */
    bool saved;  /* a savepoint is open: whoever leaves by a jump undoes it */
    Str json;    /* {"id":...,"result":...} */
} Answer;

/* Applies one command. Returns OK with the answer filled (refusals included); ERR_BUSY when the engine failed and
 * the whole group must be rolled back. The region may be reset after the answer was copied. */
Err apply_command(Bureau *bureau, Arena *arena, const Request *request, Answer *answer) NODISCARD;

/* The answer of a refusal that no command has reached (bad envelope, queue full). */
Str answer_refused(Arena *arena, Str id, const Why *why);

/* Runs every rule that fell due until the end of `day` for at most `limit` persons: job.daily. */
Err apply_daily(Bureau *bureau, Loaded *loaded, const Command *command, Decision *out) NODISCARD;
