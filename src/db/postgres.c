/* postgres.c - the PostgreSQL engine: transactions and statements. The connection is in pg_conn.c, COPY in
 * pg_copy.c. */
#include "db/pg.h"
#include <poll.h>
#include <stdio.h>

enum { OWED_MAX = 256, OPEN_TRIES = 5, RECONNECT_TRIES = 4, AFTER_COMMIT_TRIES = 7 };

static Err lost(Db *db)
{
    pg_trouble(db, NULL);
    return ERR_BUSY;
}

/* Ends what a jump out of a full region left standing. */
static void settle(Pg *pg)
{
    PQclear(pg->held);
    pg->held = NULL;
}

/* A server that went away while we were idle has said so; better to see it before work is queued. */
static bool alive(Pg *pg)
{
    if (!pg->conn)
        return false;
    struct pollfd fd = { .fd = PQsocket(pg->conn), .events = POLLIN };
    for (int i = 0; i < 3 && poll(&fd, 1, 0) > 0; i++)
        if (!PQconsumeInput(pg->conn))
            return false;
    return PQstatus(pg->conn) == CONNECTION_OK;
}

static bool queue_text(Db *db, const char *text)
{
    Sql sql = sql_once("", "", text);
    return pg_send(db, &sql, NULL);
}

static Err pg_begin(Db *db)
{
    settle(db->pg);
    if (!alive(db->pg) && !pg_reconnect(db, RECONNECT_TRIES))
        return ERR_BUSY;
    /* A reader sees one moment for the whole transaction, as on SQLite. */
    bool sent = queue_text(db, db->mode == DB_WRITER || db->lone_write ? "BEGIN READ WRITE"
                                                                       : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    sent = sent && (!db->soft || queue_text(db, "SET LOCAL synchronous_commit TO off"));
    return sent ? OK : lost(db);
}

static void pg_rollback(Db *db)
{
    Pg *pg = db->pg;
    settle(pg);
    if (pg->copying && pg_copy_end(db, "given up") == OK)
        log_line(LOG_WARN, "database", "a COPY was given up");
    /* Up to the end mark the server skips everything after an error: statements may not have been prepared. */
    bool ok = pg_sync(db) && queue_text(db, "ROLLBACK");
    if (ok && db->state == DB_BROKEN) {
        ok = queue_text(db, "DEALLOCATE ALL");
        memset(pg->prepared, 0, (size_t)sql_count() * sizeof *pg->prepared);
    }
    if (!ok || !pg_sync(db))
        pg_drop(db);
}

/* What became of a COMMIT. */
typedef enum { STORED, NOT_STORED, UNKNOWN } Outcome;

/* Whether the server itself said, while it lived on, that this statement failed. */
static bool server_refused(const PGresult *result)
{
    const char *severity = PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    return severity && !strcmp(severity, "ERROR");
}

static Outcome commit_outcome(Db *db)
{
    Pg *pg = db->pg;
    while (pg->owed > 0) {
        PGresult *result = PQgetResult(pg->conn);
        ExecStatusType status = result ? PQresultStatus(result) : PGRES_FATAL_ERROR;
        bool is_commit = pg->owed == 1, ok = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
        /* Answers come in order: what fails before COMMIT stops the COMMIT, if the server said it. */
        bool refused = result && (server_refused(result) || (!is_commit && PQresultErrorField(result, PG_DIAG_SQLSTATE)));
        bool fence_lost =
            refused && !is_commit && pg->fence && pg->owed == 2 && !strcmp(PQresultErrorField(result, PG_DIAG_SQLSTATE), "22012");
        bool committed = ok && is_commit && !strcmp(PQcmdStatus(result), "COMMIT");
        if (!ok)
            pg_trouble(db, result);
        PQclear(result);
        if (fence_lost) {
            db->dead = true;
            log_line(LOG_ERROR, "lease", "another writer has taken the bureau: this handle is closed for good");
        }
        if (!ok)
            return refused ? NOT_STORED : UNKNOWN;
        if (is_commit)
            return committed ? STORED : NOT_STORED;
        if (PQgetResult(pg->conn) != NULL)
            return UNKNOWN;
        pg->owed--;
    }
    return UNKNOWN;
}

static Err pg_commit(Db *db)
{
    Pg *pg = db->pg;
    settle(pg);
    bool writes = db->mode == DB_WRITER;
    if (writes && pg->fence && !pg_send(db, &lease_check, VALS(val_i(pg->fence))))
        return lost(db);
    /* From here on the COMMIT may have left this machine. */
    Outcome outcome = UNKNOWN;
    if (queue_text(db, "COMMIT") && PQpipelineSync(pg->conn) == 1) {
        pg->syncing = true;
        outcome = commit_outcome(db);
    }
    if (outcome == STORED) {
        if (!pg_sync(db))
            pg_drop(db);
        return OK;
    }
    db->state = DB_BROKEN;
    if (outcome == NOT_STORED || !writes)
        return ERR_BUSY;
    log_line(LOG_ERROR, "database", "the connection was lost during COMMIT: its outcome is unknown");
    if (!pg_reconnect(db, AFTER_COMMIT_TRIES))
        log_line(LOG_ERROR, "database", "no connection after an unknown COMMIT");
    return ERR_CONFLICT;
}

static Err pg_run(Db *db, const Sql *sql, const Val *vals)
{
    settle(db->pg);
    if (!pg_send(db, sql, vals))
        return lost(db);
    /* The queue of answers stays bounded, whoever forgets to read. */
    if (db->pg->owed < OWED_MAX)
        return OK;
    if (PQsendFlushRequest(db->pg->conn) != 1)
        return lost(db);
    return pg_take(db, NULL) ? OK : ERR_BUSY;
}

/* false if the row does not have the types that the statement declares. */
static bool read_row(const PGresult *result, int row, const char *cols, Val *cells)
{
    if (PQnfields(result) != (int)strlen(cols))
        return false;
    for (int i = 0; cols[i]; i++) {
        if (PQftype(result, i) != pg_oid(cols[i]) || PQgetisnull(result, row, i))
            return false;
        const char *p = PQgetvalue(result, row, i);
        size_t n = (size_t)PQgetlength(result, row, i);
        cells[i] = (Val){ .kind = cols[i] };
        if (cols[i] == 'i') {
            Take take = { .rest = { p, n } };
            cells[i].i = take_i64(&take);
        } else {
            cells[i].s = (Str){ p, n };
        }
    }
    return true;
}

static Err rows_out(Db *db, const Sql *sql, DbRow *row, void *context)
{
    Val cells[DB_COLUMNS_MAX];
    int n = PQntuples(db->pg->held);
    for (int i = 0; i < n; i++) {
        if (!read_row(db->pg->held, i, sql->cols, cells))
            return db_fail(db, sql->name, "a cell is not of the declared type");
        row(context, cells);
    }
    settle(db->pg);
    return OK;
}

/* One row at a time: memory stays constant however many there are. */
static Err stream_out(Db *db, const Sql *sql, DbRow *row, void *context)
{
    Pg *pg = db->pg;
    if (PQsetSingleRowMode(pg->conn) != 1)
        return lost(db);
    Err err = OK;
    for (;;) {
        pg->held = PQgetResult(pg->conn);
        ExecStatusType status = pg->held ? PQresultStatus(pg->held) : PGRES_FATAL_ERROR;
        if (status == PGRES_SINGLE_TUPLE && err == OK)
            err = rows_out(db, sql, row, context);
        else if (status != PGRES_SINGLE_TUPLE)
            break;
        settle(pg);
    }
    if (!pg->held || PQresultStatus(pg->held) != PGRES_TUPLES_OK)
        return lost(db);
    settle(pg);
    if (PQgetResult(pg->conn) != NULL)
        return lost(db);
    pg->owed--;
    return err;
}

static Err each_in_transaction(Db *db, const Sql *sql, const Val *vals, bool stream, DbRow *row, void *context)
{
    Pg *pg = db->pg;
    if (stream && pg->owed && (PQsendFlushRequest(pg->conn) != 1 || !pg_take(db, NULL)))
        return ERR_BUSY;
    if (!pg_send(db, sql, vals) || PQsendFlushRequest(pg->conn) != 1)
        return lost(db);
    if (stream)
        return stream_out(db, sql, row, context);
    return pg_take(db, &pg->held) ? rows_out(db, sql, row, context) : ERR_BUSY;
}

static Err pg_each(Db *db, const Sql *sql, const Val *vals, bool stream, DbRow *row, void *context)
{
    settle(db->pg);
    if (db->state == DB_OPEN)
        return each_in_transaction(db, sql, vals, stream, row, context);
    if (!alive(db->pg) && !pg_reconnect(db, RECONNECT_TRIES))
        return ERR_BUSY;
    /* Alone: the session is read-only outside BEGIN READ WRITE, so nothing slips past the fence. */
    if (!pg_send(db, sql, vals) || PQpipelineSync(db->pg->conn) != 1) {
        pg_drop(db);
        return ERR_BUSY;
    }
    db->pg->syncing = true;
    bool took = pg_take(db, &db->pg->held);
    if (!took)
        memset(db->pg->prepared, 0, (size_t)sql_count() * sizeof *db->pg->prepared);
    if (!pg_sync(db) || (!took && (!queue_text(db, "DEALLOCATE ALL") || !pg_sync(db)))) {
        pg_drop(db);
        return ERR_BUSY;
    }
    return took ? rows_out(db, sql, row, context) : ERR_BUSY;
}

static Err compare_types(Db *db, const Sql *sql, const PGresult *description)
{
    if (PQnparams(description) != (int)strlen(sql->args) || PQnfields(description) != (int)strlen(sql->cols))
        return db_fail(db, sql->name, "its arguments or columns are not as declared");
    for (int i = 0; sql->args[i]; i++)
        if (PQparamtype(description, i) != pg_oid(sql->args[i]))
            return db_fail(db, sql->name, "an argument does not have the declared type");
    for (int i = 0; sql->cols[i]; i++)
        if (PQftype(description, i) != pg_oid(sql->cols[i]))
            return db_fail(db, sql->name, "a column does not have the declared type");
    return OK;
}

static Err pg_prepare(Db *db, const Sql *sql)
{
    settle(db->pg);
    if (db->pg->fitting[sql->slot])
        return OK;
    Oid types[DB_ARGS_MAX];
    for (int i = 0; sql->args[i]; i++)
        types[i] = pg_oid(sql->args[i]);
    if (!alive(db->pg) && !pg_reconnect(db, RECONNECT_TRIES))
        return ERR_BUSY;
    PGresult *description = NULL;
    db->pg->owed += 2;
    bool sent = PQsendPrepare(db->pg->conn, "", sql->text, (int)strlen(sql->args), types) == 1 &&
                PQsendDescribePrepared(db->pg->conn, "") == 1 && PQpipelineSync(db->pg->conn) == 1;
    db->pg->syncing = sent;
    Err err = sent && pg_take(db, &description) ? compare_types(db, sql, description) : ERR_BUSY;
    if (err != OK && !description)
        snprintf(db->trouble + strlen(db->trouble), sizeof db->trouble - strlen(db->trouble), " in %s", sql->name);
    PQclear(description);
    if (pg_sync(db))
        db->pg->fitting[sql->slot] = err == OK;
    else
        pg_drop(db);
    return err;
}

static void pg_close(Db *db)
{
    if (!db->pg)
        return;
    /* Said, not only hung up: whoever opens the bureau next must not wait until the server has noticed. */
    if (db->mode == DB_WRITER && db->pg->conn && queue_text(db, "SELECT pg_advisory_unlock_all()"))
        (void)pg_sync(db);
    pg_drop(db);
}

static const Engine engine = { .begin = pg_begin,
                               .commit = pg_commit,
                               .rollback = pg_rollback,
                               .run = pg_run,
                               .each = pg_each,
                               .bulk = pg_bulk,
                               .prepare = pg_prepare,
                               .close = pg_close };

Err pg_open(Db *db, Str url, Why *why)
{
    PgUrl parts;
    if (!pg_url_read(db->life, url, &parts))
        return refuse(why, ERR_BAD_FIELD, "db", "数据库地址无效，请按 postgres://主机/库?schema=模式名 填写（模式名用小写字母）。",
                      "The database address is not understood; write postgres://HOST/DATABASE?schema=NAME with a lower-case name.");
    db->engine = &engine;
    db->pg = arena_new(db->life, Pg, 1);
    size_t slots = (size_t)sql_count() + 1;
    *db->pg = (Pg){ .url = parts, .prepared = arena_new(db->life, bool, slots), .fitting = arena_new(db->life, bool, slots) };
    if (pg_reconnect(db, OPEN_TRIES))
        return OK;
    if (db->pg->locked_out)
        return refuse(why, ERR_BUSY, NULL, "另一个程序正在使用此数据库（模式 %s），请先停止它。",
                      "Another program is writing this bureau (schema %s); stop it first.", parts.schema);
    return refuse_engine(why, db->trouble);
}
