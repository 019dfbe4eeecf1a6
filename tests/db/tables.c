/* tables.c - see tables.h. */
#include "tables.h"

TABLE(entry, TABLE_LOG, 1, "n i, at i, body b, who t", "n", "at n; who")
TABLE(cache, TABLE_CACHE, 2, "person i, kind t, value b, size i", "person, kind", "size person")
TABLE(session, TABLE_OWN, 1, "token b, person i", "token", NULL)

#define PUBLIC_SQL(NAME, args_, cols_, text_) \
    SQL(NAME##_sql, args_, cols_, text_) \
    const Sql *const NAME = &NAME##_sql;

PUBLIC_SQL(entry_add, "iibt", "", "INSERT INTO entry (n, at, body, who) VALUES ($1, $2, $3, $4)")
PUBLIC_SQL(entry_get, "i", "iibt", "SELECT n, at, body, who FROM entry WHERE n = $1 ORDER BY n")
PUBLIC_SQL(entry_all, "", "i", "SELECT n FROM entry ORDER BY n")
PUBLIC_SQL(entry_count, "", "i", "SELECT count(*) FROM entry")
PUBLIC_SQL(entry_change, "it", "", "UPDATE entry SET who = $2 WHERE n = $1")
PUBLIC_SQL(entry_remove, "i", "", "DELETE FROM entry WHERE n = $1")
PUBLIC_SQL(cache_put, "itbi", "",
           "INSERT INTO cache (person, kind, value, size) VALUES ($1, $2, $3, $4) "
           "ON CONFLICT (person, kind) DO UPDATE SET value = $3, size = $4")
/* $2 stands before $1: SQLite would number them by appearance. */
PUBLIC_SQL(cache_get, "ti", "b", "SELECT value FROM cache WHERE person = $2 AND kind = $1 ORDER BY person, kind")
PUBLIC_SQL(cache_drop, "it", "", "DELETE FROM cache WHERE person = $1 AND kind = $2")
PUBLIC_SQL(cache_take, "it", "ib", "DELETE FROM cache WHERE person = $1 AND kind = $2 RETURNING size, value")
PUBLIC_SQL(cache_sum, "i", "i", "SELECT CAST(coalesce(sum(size), 0) AS BIGINT) FROM cache WHERE person >= $1")

Err put_entry(Db *db, int64_t n, Str body)
{
    return db_run(db, entry_add, VALS(val_i(n), val_i(n * 10), val_b(body), val_t(S("窗口"))));
}

Err put_group(Db *db, int64_t first, int64_t count)
{
    TRY(db_begin(db));
    for (int64_t n = first; n < first + count; n++) {
        Err err = put_entry(db, n, S("one of a group"));
        if (err != OK) {
            db_rollback(db);
            return err;
        }
    }
    return db_commit(db);
}

int64_t entries(Db *db)
{
    Arena arena = arena_make((size_t)1 << 20);
    Rows rows = { 0 };
    int64_t n = db_rows(db, &arena, entry_count, NULL, &rows) == OK ? cell(&rows, 0, 0)->i : -1;
    arena_drop(&arena);
    return n;
}

bool has_entry(Db *db, int64_t n)
{
    Arena arena = arena_make((size_t)4 << 20);
    Rows rows = { 0 };
    bool has = db_rows(db, &arena, entry_get, VALS(val_i(n)), &rows) == OK && rows.count == 1;
    arena_drop(&arena);
    return has;
}
