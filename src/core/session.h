/* session.h - who is signed in: 32 random bytes in the browser, their hash in an own table. A session ends by itself
 * after a while without use and after a day's work at the latest; whoever signs in gets a new one. */
#pragma once
#include "core/bureau.h"

enum { SESSION_SECRET = 64, SESSIONS_MAX = 8 }; /* characters of the secret; at once for one name, the oldest goes first */

typedef struct {
    int64_t idle_s, whole_s; /* without use; from the beginning */
} SessionLimits;
/* Staff 15 minutes and 8 hours; citizens, who fill in forms at home, 30 minutes and 12 hours. */
SessionLimits session_limits(Role role);

typedef struct {
    Str hash, name; /* name: of the login (login.h) */
    Actor actor;
    int64_t acts_for; /* of a guardian or proxy: the person; 0: for oneself */
    Time began, seen;
    Str agent; /* what the browser called itself, cut */
} Session;

/* A fresh secret, as it stands in the cookie. */
Str session_secret(Arena *arena);
/* Begins one at `now`; old ones of everybody are swept out. In the writer's transaction. Refusals: ERR_BUSY. */
Err session_begin(Bureau *bureau, Arena *arena, Str secret, const Session *session, Time now) NODISCARD;
/* The session of this secret; *live false if there is none, or its time is over. *out stays whole where it is over, so that
 * what was typed can be kept for whom it was. Refusals: ERR_BUSY. */
Err session_find(Bureau *bureau, Arena *arena, Str secret, Time now, Session *out, bool *live) NODISCARD;
/* Says that it was used. In the writer's transaction. Refusals: ERR_BUSY. */
Err session_seen(Bureau *bureau, Str hash, Time now) NODISCARD;
/* From now on it acts in this role for this person. In the writer's transaction. Refusals: ERR_BUSY. */
Err session_act(Bureau *bureau, Str hash, Role role, int64_t acts_for) NODISCARD;
/* The live ones of a name, the newest use first. Refusals: ERR_BUSY. */
Err session_list(Bureau *bureau, Arena *arena, Str name, Time now, Session **out, size_t *count) NODISCARD;
/* Ends one of that name, or all of them. In the writer's transaction. Refusals: ERR_BUSY. */
Err session_end(Bureau *bureau, Str name, Str hash) NODISCARD;
Err session_end_all(Bureau *bureau, Str name) NODISCARD;
