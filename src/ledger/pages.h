/* pages.h - inside ledger: rows of any number in constant memory. */
#pragma once
#include "db/db.h"

enum { PAGES_ARGS_MAX = 12 };

/* The statement takes `fixed` values, then `keys` values and a limit; it brings rows behind those keys, in order of
 * them, and has the keys as its first columns. */
typedef struct {
    Db *db;
    const Sql *sql;
    Val args[PAGES_ARGS_MAX];
    int fixed, keys;
    Arena arena;
    Rows rows;
    size_t at;
    bool started, last;
} Pages;

Pages pages_open(Db *db, const Sql *sql, const int64_t *fixed, int fixed_count, const int64_t *behind, int keys);
void pages_close(Pages *pages);
/* The next row, NULL after the last; it lives until the next call. Refusals: ERR_BUSY. */
Err pages_next(Pages *pages, const Val **row) NODISCARD;
