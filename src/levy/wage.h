/* wage.h - the log of declared wages: rows packed by employer and month, only ever added. Of several declarations of one
 * person and month the latest holds. The event of the declaration carries the digest of its rows. */
#pragma once
#include "base/day.h"
#include "base/money.h"
#include "db/db.h"

typedef struct {
    int64_t person;
    Month month;
    Money wage;
} Wage;

/* Stores the rows of one declaration (journal entry `entry`), in order of person, each once; *out is their digest.
 * Refusals: ERR_BUSY. */
Err wage_put(Db *db, Arena *arena, int64_t unit, Month month, int64_t entry, const Wage *rows, size_t count, Hash *out) NODISCARD;

/* The latest wage of every person that an employer declared for `from` .. `until`, in order of person: that of the
 * latest month, and of it the latest declaration. *declared: whether anything was declared for `until` itself.
 * Refusals: ERR_BUSY (also when a row is damaged). */
Err wage_latest(Db *db, Arena *arena, int64_t unit, Month from, Month until, Wage **out, size_t *count, bool *declared) NODISCARD;
/* The same as known at a journal entry. */
Err wage_known_at(Db *db, Arena *arena, int64_t unit, Month from, Month until, int64_t known_at, Wage **out, size_t *count,
                  bool *declared) NODISCARD;
/* The row of a person, or NULL. */
const Wage *wage_find(const Wage *rows, size_t count, int64_t person);

/* For verify: whether the rows of a declaration have that digest, and how many they are; how many there are in all.
 * Refusals: ERR_BUSY. */
Err wage_check(Db *db, Arena *arena, int64_t unit, Month month, int64_t entry, Str digest, bool *same, int64_t *count) NODISCARD;
Err wage_rows(Db *db, Arena *arena, int64_t *out) NODISCARD;
