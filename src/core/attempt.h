/* attempt.h - the delay behind wrong passwords. It grows for one account from one source, where it ends in a lock of hours
 * (policy keys identity.password_failures, identity.password_lock_hours), and it grows a little, for a minute at most, for
 * an account that many sources try and for a source that tries many accounts. So who guesses locks nobody out but
 * themselves: the owner, from their own place, waits a minute at most, and from a browser in which they have signed in
 * before not even that. An account that is not there is counted like any other. */
#pragma once
#include "core/bureau.h"

enum { ATTEMPT_DELAY_MAX = 60, ATTEMPT_ACCOUNT_FREE = 20, ATTEMPT_SOURCE_FREE = 30 };

typedef struct {
    Str account; /* as typed, normalised */
    Str source;  /* an address, or the mark of a known browser */
    bool known;  /* the source is a browser in which this account was signed in before */
} Attempt;

/* Whether this account was signed in before in the browser with this mark. Refusals: ERR_BUSY. */
Err attempt_knows(Bureau *bureau, Arena *arena, Str mark, Str account, Time now, bool *known) NODISCARD;
/* The seconds to wait before this attempt may be made; 0: now. Reads alone, for a thread that may not write.
 * Refusals: ERR_BUSY. */
Err attempt_wait(Bureau *bureau, Arena *arena, const Attempt *attempt, Time now, int64_t *seconds) NODISCARD;
/* Who comes to a hot account for the first time is told to wait: from then on it runs. In the writer's transaction.
 * Refusals: ERR_BUSY. */
Err attempt_enter(Bureau *bureau, Arena *arena, const Attempt *attempt, Time now) NODISCARD;
/* A wrong password, and a right one, which forgets the failures of this account from this source and makes the browser
 * with this mark a known one. In the writer's
 * transaction. Refusals: ERR_BUSY. */
Err attempt_failed(Bureau *bureau, Arena *arena, const Attempt *attempt, Time now) NODISCARD;
Err attempt_passed(Bureau *bureau, Arena *arena, const Attempt *attempt, Str mark, Time now) NODISCARD;
