/* pg_conn.c - the connection: opened with our settings, its queue of answers, and opened again when lost. */
#include "db/pg.h"
#include <stdio.h>
#include <time.h>

enum { OPTIONS_MAX = 80, FIRST_PAUSE_MS = 50 };

void pg_trouble(Db *db, const PGresult *result)
{
    const char *text = result ? PQresultErrorMessage(result) : "";
    if (!*text)
        text = db->pg->conn ? PQerrorMessage(db->pg->conn) : "no connection";
    db_note(db, "postgresql", text);
}

static void be_quiet(void *context, const PGresult *notice)
{
    (void)context;
    (void)notice;
}

/* The address as given, with what we insist on laid over it. */
static PGconn *dial(Db *db)
{
    PQconninfoOption *options = PQconninfoParse(db->pg->url.conninfo, NULL);
    if (!options)
        return NULL;
    const char *keys[OPTIONS_MAX], *values[OPTIONS_MAX];
    int n = 0;
    bool timeout = false;
    for (PQconninfoOption *option = options; option->keyword; option++) {
        if (!option->val || !strcmp(option->keyword, "client_encoding"))
            continue;
        require(n < OPTIONS_MAX - 4);
        timeout |= !strcmp(option->keyword, "connect_timeout");
        keys[n] = option->keyword;
        values[n++] = option->val;
    }
    keys[n] = "client_encoding";
    values[n++] = "UTF8";
    keys[n] = "fallback_application_name";
    values[n++] = "shebao";
    if (!timeout) {
        keys[n] = "connect_timeout";
        values[n++] = "5";
    }
    keys[n] = values[n] = NULL;
    PGconn *conn = PQconnectdbParams(keys, values, 0);
    PQconninfoFree(options);
    return conn;
}

/* Runs texts of our own before the pipeline begins. */
static bool simple(Db *db, const char *text)
{
    PGresult *result = PQexec(db->pg->conn, text);
    bool ok = PQresultStatus(result) == PGRES_COMMAND_OK || PQresultStatus(result) == PGRES_TUPLES_OK;
    if (!ok)
        pg_trouble(db, result);
    PQclear(result);
    return ok;
}

static bool set_up(Db *db)
{
    char text[640];
    const char *schema = db->pg->url.schema;
    snprintf(
        text, sizeof text,
        "SET search_path TO \"%s\"; SET synchronous_commit TO on; SET standard_conforming_strings TO on; SET lock_timeout TO '5s';"
        "SET idle_in_transaction_session_timeout TO 0; SET client_min_messages TO warning; SET default_transaction_read_only TO on;"
        "SET default_transaction_isolation TO 'read committed'",
        schema);
    if (!simple(db, text))
        return false;
    if (db->mode == DB_WRITER) {
        if (!lease_lock(db) || (db->pg->fence && !lease_ours(db)))
            return false;
        /* Asked first: to make a schema needs a right that a prepared one does not. */
        snprintf(text, sizeof text,
                 "BEGIN READ WRITE; DO $$BEGIN IF NOT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = '%s') THEN "
                 "CREATE SCHEMA \"%s\"; END IF; END$$; COMMIT",
                 schema, schema);
        if (!db->pg->fence && !simple(db, text))
            return false;
    }
    return PQenterPipelineMode(db->pg->conn) == 1;
}

bool pg_connect(Db *db)
{
    Pg *pg = db->pg;
    pg->conn = dial(db);
    if (!pg->conn || PQstatus(pg->conn) != CONNECTION_OK) {
        pg_trouble(db, NULL);
        pg_drop(db);
        return false;
    }
    PQsetNoticeReceiver(pg->conn, be_quiet, NULL);
    PQsetErrorVerbosity(pg->conn, PQERRORS_TERSE); /* the long form quotes the values of a row */
    if (!set_up(db)) {
        pg_drop(db);
        return false;
    }
    pg->old_backend = PQbackendPID(pg->conn);
    return true;
}

bool pg_reconnect(Db *db, int tries)
{
    pg_drop(db);
    long pause_ms = FIRST_PAUSE_MS;
    for (int i = 0; i < tries && !db->dead; i++, pause_ms *= 2) {
        if (pg_connect(db))
            return true;
        struct timespec pause = { pause_ms / 1000, pause_ms % 1000 * 1000000 };
        if (i + 1 < tries && !db->dead)
            nanosleep(&pause, NULL);
    }
    return false;
}

void pg_drop(Db *db)
{
    Pg *pg = db->pg;
    PQclear(pg->held);
    PQfinish(pg->conn);
    pg->held = NULL;
    pg->conn = NULL;
    pg->owed = 0;
    pg->syncing = pg->copying = false;
    memset(pg->prepared, 0, (size_t)sql_count() * sizeof *pg->prepared);
    memset(pg->fitting, 0, (size_t)sql_count() * sizeof *pg->fitting);
}

/* The values of a statement as libpq wants them. */
typedef struct {
    Oid types[DB_ARGS_MAX];
    const char *values[DB_ARGS_MAX];
    int lengths[DB_ARGS_MAX], formats[DB_ARGS_MAX];
    char integers[DB_ARGS_MAX][8];
    int n;
} Args;

static void pack(Args *args, const Sql *sql, const Val *vals)
{
    args->n = (int)strlen(sql->args);
    for (int i = 0; i < args->n; i++) {
        args->types[i] = pg_oid(sql->args[i]);
        args->formats[i] = 1;
        if (!vals)
            continue;
        if (vals[i].kind == 'i') {
            uint64_t big = __builtin_bswap64((uint64_t)vals[i].i);
            memcpy(args->integers[i], &big, 8);
            args->values[i] = args->integers[i];
            args->lengths[i] = 8;
        } else {
            require(vals[i].s.n <= INT32_MAX);
            args->values[i] = vals[i].s.p ? vals[i].s.p : ""; /* a NULL pointer would be NULL */
            args->lengths[i] = (int)vals[i].s.n;
        }
    }
}

bool pg_send(Db *db, const Sql *sql, const Val *vals)
{
    Pg *pg = db->pg;
    if (!pg->conn)
        return false;
    Args args;
    pack(&args, sql, vals);
    if (sql->slot == DB_NO_SLOT) {
        if (!PQsendQueryParams(pg->conn, sql->text, args.n, args.types, args.values, args.lengths, args.formats, 1))
            return false;
        pg->owed++;
        return true;
    }
    char name[16];
    snprintf(name, sizeof name, "s%d", sql->slot);
    if (!pg->prepared[sql->slot]) {
        if (!PQsendPrepare(pg->conn, name, sql->text, args.n, args.types))
            return false;
        pg->prepared[sql->slot] = true;
        pg->owed++;
    }
    if (vals || !args.n) {
        if (!PQsendQueryPrepared(pg->conn, name, args.n, args.values, args.lengths, args.formats, 1))
            return false;
        pg->owed++;
    }
    return true;
}

bool pg_take(Db *db, PGresult **last)
{
    Pg *pg = db->pg;
    while (pg->owed > 0) {
        PGresult *result = PQgetResult(pg->conn);
        ExecStatusType status = result ? PQresultStatus(result) : PGRES_FATAL_ERROR;
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
            pg_trouble(db, result);
            PQclear(result);
            return false;
        }
        PGresult *none = PQgetResult(pg->conn); /* the end of this statement's answer */
        pg->owed--;
        if (none) {
            PQclear(none);
            PQclear(result);
            pg_trouble(db, NULL);
            return false;
        }
        if (pg->owed == 0 && last)
            *last = result;
        else
            PQclear(result);
    }
    return true;
}

bool pg_sync(Db *db)
{
    Pg *pg = db->pg;
    if (!pg->conn || (!pg->syncing && PQpipelineSync(pg->conn) != 1))
        return false;
    pg->syncing = true;
    for (int empty = 0; empty < 2;) {
        PGresult *result = PQgetResult(pg->conn);
        bool end = PQresultStatus(result) == PGRES_PIPELINE_SYNC && result;
        empty = result ? 0 : empty + 1;
        PQclear(result);
        if (end) {
            pg->owed = 0;
            pg->syncing = false;
            return true;
        }
        if (PQstatus(pg->conn) != CONNECTION_OK)
            return false;
    }
    return false;
}
