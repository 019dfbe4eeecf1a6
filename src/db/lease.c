/* lease.c - one writer a bureau on PostgreSQL. An advisory lock keeps a second program out while the first
 * is connected. But a program may lose its connection, sleep, and wake with a COMMIT in its hand after
 * another has taken over: so each writer raises a fencing number when it starts, and every COMMIT first
 * proves that the number is still its own. */
#include "db/pg.h"
#include <stdio.h>

TABLE(db_lease, TABLE_OWN, 1, "name t, fence i", "name", NULL)

SQL(lease_get, "", "i", "SELECT fence FROM db_lease WHERE name = 'writer' ORDER BY name")
SQL(lease_set, "i", "", "INSERT INTO db_lease (name, fence) VALUES ('writer', $1) ON CONFLICT (name) DO UPDATE SET fence = $1")

/* Divides by zero, and so stops the pipeline before COMMIT, if the number is no longer ours. FOR SHARE lets
 * a new writer raise the number only before this check or after our COMMIT, never in between. */
const Sql lease_check = {
    .name = "lease_check",
    .args = "i",
    .cols = "i",
    .slot = DB_NO_SLOT,
    .text = "SELECT 1 / count(*) FROM (SELECT 1 FROM db_lease WHERE name = 'writer' AND fence = $1 FOR SHARE) AS mine"
};

static int64_t lock_key(const char *schema)
{
    char text[80];
    int n = snprintf(text, sizeof text, "shebao writer %s", schema);
    Hash hash = hash_of((Str){ text, (size_t)n });
    Take take = { .rest = hash_str(&hash) };
    return take_i64(&take);
}

/* Runs a query of one boolean cell. */
static bool says_true(Db *db, const char *text)
{
    PGresult *result = PQexec(db->pg->conn, text);
    bool yes = PQresultStatus(result) == PGRES_TUPLES_OK && PQntuples(result) == 1 && PQgetvalue(result, 0, 0)[0] == 't';
    if (PQresultStatus(result) != PGRES_TUPLES_OK)
        pg_trouble(db, result);
    PQclear(result);
    return yes;
}

/* The server may not have noticed that our last connection is gone and keep the lock for it. */
static void end_own_ghost(Db *db, int64_t key)
{
    if (!db->pg->old_backend)
        return;
    char text[400];
    snprintf(
        text, sizeof text,
        "SELECT pg_terminate_backend(pid, 1000) FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 AND classid = %lu AND "
        "objid = %lu AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND pid = %d",
        (unsigned long)((uint64_t)key >> 32), (unsigned long)((uint64_t)key & UINT32_MAX), db->pg->old_backend);
    PQclear(PQexec(db->pg->conn, text));
}

bool lease_lock(Db *db)
{
    char text[80];
    int64_t key = lock_key(db->pg->url.schema);
    snprintf(text, sizeof text, "SELECT pg_try_advisory_lock(%lld)", (long long)key);
    if (says_true(db, text))
        return true;
    end_own_ghost(db, key);
    if (says_true(db, text))
        return true;
    db->pg->locked_out = true;
    db_note(db, "lease", "another writer holds the bureau");
    return false;
}

bool lease_ours(Db *db)
{
    char text[120];
    snprintf(text, sizeof text, "SELECT count(*) = 1 FROM db_lease WHERE name = 'writer' AND fence = %lld",
             (long long)db->pg->fence);
    if (says_true(db, text))
        return true;
    if (PQstatus(db->pg->conn) == CONNECTION_OK) {
        db->dead = true;
        log_line(LOG_ERROR, "lease", "another writer has been at the bureau: this handle is closed for good");
    }
    return false;
}

static Err raise_fence(Db *db, int64_t *fence)
{
    Arena arena = arena_make((size_t)1 << 20);
    Rows rows = { 0 };
    Err err = db_rows(db, &arena, &lease_get, NULL, &rows);
    int64_t next = rows.count ? cell(&rows, 0, 0)->i + 1 : 1;
    arena_drop(&arena);
    TRY(err);
    TRY(db_run(db, &lease_set, VALS(val_i(next))));
    *fence = next;
    return OK;
}

Err lease_take(Db *db, Why *why)
{
    int64_t fence = 0;
    if (db_begin(db) != OK)
        return refuse_engine(why, db->trouble);
    if (raise_fence(db, &fence) != OK || db_commit(db) != OK) {
        db_rollback(db);
        return refuse_engine(why, db->trouble);
    }
    db->pg->fence = fence;
    return OK;
}
