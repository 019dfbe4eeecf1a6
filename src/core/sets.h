/* sets.h - the policy sets of a bureau, kept in its database: every set that was proposed, the one that it was made from,
 * and from which entry on each was used. Logs: nothing of it ever changes. The first set is the one that the program is
 * started with; once a set has been approved, the approved one holds, whatever the program brings along. */
#pragma once
#include "core/bureau.h"

typedef struct {
    int64_t n, base; /* its number ("P2"), and that of the set it was made from; base 0: the set of a start */
    int64_t entry;   /* which brought it */
    Time at;
    int64_t proposer; /* desk_identity */
    Hash hash;
    Str region, by; /* empty for the set of a start */
    Str files;      /* names and hashes of texts */
} KeptSet;

typedef struct {
    int64_t use, set, entry;
    Time at;
    Str by;
} SetUse;

/* All sets and all approvals up to an entry (0 = all), oldest first. Refusals: ERR_BUSY. */
Err sets_all(Db *db, Arena *arena, int64_t entry, KeptSet **out, size_t *count) NODISCARD;
Err sets_uses(Db *db, Arena *arena, int64_t entry, SetUse **out, size_t *count) NODISCARD;
/* The set of that number; *found false if there is none. Refusals: ERR_BUSY. */
Err sets_get(Db *db, Arena *arena, int64_t n, KeptSet *out, bool *found) NODISCARD;
/* Among all sets: the one of a number ("P2") or of the whole hash in hex; the newest of a meaning. NULL: there is none. */
const KeptSet *sets_named(Arena *arena, const KeptSet *sets, size_t count, Str text);
const KeptSet *sets_with(const KeptSet *sets, size_t count, const Hash *hash);
/* What is said of a set that is not there (ERR_UNKNOWN_ID), and of one made from another set than the one in use
 * (ERR_CONFLICT). */
Err sets_unknown(Why *why) NODISCARD;
Err sets_overtaken(Why *why) NODISCARD;
/* The number of the set in use as known at an entry (0 = now); 0 = the one the program was started with.
 * Refusals: ERR_BUSY. */
Err sets_in_use(Db *db, Arena *arena, int64_t entry, int64_t *n) NODISCARD;
/* Reads a kept set; it lives in the region. Refusals: ERR_BUSY a row or text is missing or is not what its hash says. */
Err sets_load(Db *db, Arena *arena, const KeptSet *kept, PolicySet **out) NODISCARD;

/* What stands in a kept set's `files`; and back into `names` and hashes, false if the bytes are not exactly that. */
Str sets_files(Arena *arena, const PolicySet *set);
/* Keeps the texts of a set and its row; inside the writer's transaction. Refusals: ERR_BUSY. */
Err sets_keep(Db *db, Arena *arena, const PolicySet *set, const KeptSet *kept) NODISCARD;
Err sets_use(Db *db, const SetUse *use) NODISCARD;

/* Brings a handle up to the set in use as its transaction (or, outside one, the database) sees it. *moved (may be NULL)
 * tells whether it is another one than before. What was in use before stays readable until the next move.
 * Refusals: ERR_BUSY; then the handle goes on with what it had. */
Err sets_follow(Bureau *bureau, bool *moved) NODISCARD;
/* The set as known at an entry, for questions about what was known; lives until the next call. Refusals: ERR_BUSY. */
Err sets_known(Bureau *bureau, Arena *arena, int64_t entry, const PolicySet **out) NODISCARD;

/* Holds the tables against the journal and every text against its hash. *fault: the number of the first set that is
 * wrong, or 0. Refusals: ERR_BUSY. */
Err sets_check(Db *db, Arena *arena, int64_t *fault) NODISCARD;
