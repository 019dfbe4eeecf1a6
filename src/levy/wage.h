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

/* The rows of one declaration, in order of person, each once, as they are stored: piece by piece, at most WAGE_PIECE rows a
 * call, then all at once under its journal entry. hash: the digest of all so far. Refusals of wage_put_packed: ERR_BUSY. */
enum { WAGE_PIECE = 500 };
typedef struct WagePiece {
    Str body;
    int64_t lines;
    struct WagePiece *next;
} WagePiece;
typedef struct {
    WagePiece *first, *last;
    int64_t count;
    Hash hash;
} WagePacked;
void wage_pack(Arena *arena, WagePacked *packed, const Wage *rows, size_t count);
Err wage_put_packed(Db *db, int64_t unit, Month month, int64_t entry, const WagePacked *packed) NODISCARD;
/* The same in one go: journal entry `entry`; *out is the digest. Refusals: ERR_BUSY. */
Err wage_put(Db *db, Arena *arena, int64_t unit, Month month, int64_t entry, const Wage *rows, size_t count, Hash *out) NODISCARD;

/* What is on record of a month, as it was declared: the rows of one piece behind *place, which follows. A later declaration
 * comes behind an earlier one; *first: these begin one. count 0: nothing is left. Refusals: ERR_BUSY. */
typedef struct {
    int64_t entry, piece;
} WagePlace;
Err wage_next(Db *db, Arena *arena, int64_t unit, Month month, WagePlace *place, Wage **rows, size_t *count, bool *first) NODISCARD;

/* The latest wage of every person that an employer declared for `from` .. `until`, at most WAGE_MONTHS_MAX months, in order
 * of person: that of the latest month, and of it the latest declaration. *declared: whether anything was declared for
 * `until` itself. Refusals: ERR_BUSY (also when a row is damaged). */
enum { WAGE_MONTHS_MAX = 13 };
Err wage_latest(Db *db, Arena *arena, int64_t unit, Month from, Month until, Wage **out, size_t *count, bool *declared) NODISCARD;
/* The same as known at a journal entry. */
Err wage_known_at(Db *db, Arena *arena, int64_t unit, Month from, Month until, int64_t known_at, Wage **out, size_t *count,
                  bool *declared) NODISCARD;
/* The declarations of one month by the employers `unit` .. `until_unit` as known then, in order of employer (first column);
 * and the latest wages by the rows of one of them (rows_cut). Refusals: the same. */
Err wage_month(Db *db, Arena *arena, Month month, int64_t unit, int64_t until_unit, int64_t known_at, Rows *out) NODISCARD;
Err wage_gather(Arena *arena, const Rows *rows, Wage **out, size_t *count) NODISCARD;
/* The row of a person, or NULL. */
const Wage *wage_find(const Wage *rows, size_t count, int64_t person);

/* For verify: whether the rows of a declaration have that digest, and how many they are; how many there are in all.
 * Refusals: ERR_BUSY. */
Err wage_check(Db *db, Arena *arena, int64_t unit, Month month, int64_t entry, Str digest, bool *same, int64_t *count) NODISCARD;
Err wage_rows(Db *db, Arena *arena, int64_t *out) NODISCARD;
