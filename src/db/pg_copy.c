/* pg_copy.c - the batch door on PostgreSQL: COPY BINARY, three to nine times as fast as INSERT. It cannot
 * run in pipeline mode, so the connection leaves that for a while. */
#include "db/pg.h"

enum { CHUNK = 1 << 16 };

/* Bytes on their way to the server, gathered into pieces. */
typedef struct {
    PGconn *conn;
    Buf buf;
    bool bad;
} Copy;

static void copy_flush(Copy *copy)
{
    if (copy->buf.n && PQputCopyData(copy->conn, copy->buf.p, (int)copy->buf.n) != 1)
        copy->bad = true;
    copy->buf.n = 0;
}

/* Long cells go to the server as they stand: the buffer stays small. */
static void copy_bytes(Copy *copy, Str bytes)
{
    require(bytes.n <= INT32_MAX);
    buf_u32(&copy->buf, (uint32_t)bytes.n);
    if (bytes.n < CHUNK) {
        buf_add(&copy->buf, bytes);
        return;
    }
    copy_flush(copy);
    if (PQputCopyData(copy->conn, bytes.p, (int)bytes.n) != 1)
        copy->bad = true;
}

static void copy_row(Copy *copy, const char *kinds, const Val *cells)
{
    buf_u16(&copy->buf, (uint16_t)strlen(kinds));
    for (int i = 0; kinds[i]; i++) {
        if (kinds[i] == 'i') {
            buf_u32(&copy->buf, 8);
            buf_i64(&copy->buf, cells[i].i);
        } else {
            copy_bytes(copy, cells[i].s);
        }
    }
    if (copy->buf.n >= CHUNK)
        copy_flush(copy);
}

static bool copy_all(Db *db, const char *kinds, DbNext *next, void *context, int64_t *count)
{
    static const char head[] = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0"; /* mark, flags, no extension */
    Copy copy = { .conn = db->pg->conn, .buf = { .arena = &db->scratch } };
    Sql types = sql_once(kinds, "", "");
    Val cells[DB_COLUMNS_MAX];
    buf_add(&copy.buf, (Str){ head, sizeof head - 1 });
    while (!copy.bad && next(context, cells)) {
        sql_check(&types, cells);
        copy_row(&copy, kinds, cells);
        *count += 1;
    }
    buf_u16(&copy.buf, UINT16_MAX);
    copy_flush(&copy);
    return !copy.bad;
}

Err pg_copy_end(Db *db, const char *reason)
{
    Pg *pg = db->pg;
    bool ok = PQputCopyEnd(pg->conn, reason) == 1;
    for (PGresult *result = PQgetResult(pg->conn); result; result = PQgetResult(pg->conn)) {
        if (PQresultStatus(result) != PGRES_COMMAND_OK) {
            pg_trouble(db, result);
            ok = false;
        }
        PQclear(result);
        if (PQstatus(pg->conn) != CONNECTION_OK)
            break;
    }
    pg->copying = false;
    if (PQstatus(pg->conn) == CONNECTION_OK && PQenterPipelineMode(pg->conn) == 1)
        return ok ? OK : ERR_BUSY;
    pg_drop(db);
    return ERR_BUSY;
}

/* Reads all answers and leaves pipeline mode. */
static bool leave_pipeline(Db *db)
{
    Pg *pg = db->pg;
    if (!pg->conn || PQpipelineSync(pg->conn) != 1)
        return false;
    pg->syncing = true;
    return pg_take(db, NULL) && pg_sync(db) && PQexitPipelineMode(pg->conn) == 1;
}

Err pg_bulk(Db *db, const Table *table, DbNext *next, void *context, int64_t *count)
{
    Pg *pg = db->pg;
    if (!leave_pipeline(db))
        return db_fail(db, table->name, db->trouble);
    arena_reset(&db->scratch);
    const char *kinds = table_kinds(&db->scratch, table);
    Str text = str_format(&db->scratch, "COPY %s (" STR_FMT ") FROM STDIN (FORMAT binary)", table->name,
                          STR_ARG(table_column_list(&db->scratch, table)));
    PGresult *started = PQexec(pg->conn, text.p);
    pg->copying = PQresultStatus(started) == PGRES_COPY_IN;
    if (!pg->copying)
        pg_trouble(db, started);
    PQclear(started);
    if (!pg->copying) {
        if (PQenterPipelineMode(pg->conn) != 1)
            pg_drop(db);
        return ERR_BUSY;
    }
    bool sent = copy_all(db, kinds, next, context, count);
    Err err = pg_copy_end(db, sent ? NULL : "given up");
    return err == OK && !sent ? ERR_BUSY : err;
}
