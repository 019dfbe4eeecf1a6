/* tables.h - a small log and a small cache for the tests of db. */
#pragma once
#include "db/db.h"
#include "support/db_fixture.h"

extern const Sql *const entry_add, *const entry_get, *const entry_all, *const entry_count, *const entry_change, *const entry_remove;
extern const Sql *const cache_put, *const cache_get, *const cache_drop, *const cache_take, *const cache_sum;

/* One entry with that number; `body` may be anything. */
Err put_entry(Db *db, int64_t n, Str body) NODISCARD;
/* A transaction of its own with entries first ... first + count - 1. */
Err put_group(Db *db, int64_t first, int64_t count) NODISCARD;
/* How many entries there are, or -1 on refusal. */
int64_t entries(Db *db);
bool has_entry(Db *db, int64_t n);
