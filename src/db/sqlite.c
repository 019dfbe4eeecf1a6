/* sqlite.c - the embedded engine. See lite.h; the write-ahead log is kept in wal.c, the folder in folder.c. */
#include "db/lite.h"
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

enum { BUSY_MS = 5000 };
static const sqlite3_int64 mapped_max = 2147418112; /* the most that SQLite maps; "PRAGMA mmap_size" says it too */

static pthread_once_t once = PTHREAD_ONCE_INIT;

/* Its memory statistics are one lock for all threads: two writers ran at 1.25 instead of 1.6 times one. */
static void configure(void)
{
    require(sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) == SQLITE_OK);
    require(sqlite3_initialize() == SQLITE_OK);
}

static bool harden(sqlite3 *db)
{
    return sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL) == SQLITE_OK &&
           sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL) == SQLITE_OK &&
           sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL) == SQLITE_OK &&
           sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL) == SQLITE_OK;
}

/* A look-up reads pages that lie far apart. Of a file that is mapped, the system would bring 128 KB around each of them, which
 * takes four times as long and pushes out what others need. The mapping stays the same one when the file grows. */
static void look_up_only(sqlite3 *db)
{
    enum { PAGE = 4096 };
    sqlite3_file *file = NULL;
    sqlite3_int64 size = 0;
    void *at = NULL;
    bool mapped = sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK && file && file->pMethods &&
                  file->pMethods->iVersion >= 3 && file->pMethods->xFileSize(file, &size) == SQLITE_OK && size >= PAGE &&
                  file->pMethods->xFetch(file, 0, PAGE, &at) == SQLITE_OK && at;
    if (!mapped)
        return;
    madvise(at, (size_t)(size < mapped_max ? size : mapped_max), MADV_RANDOM); /* advice: what it refuses is slower, no more */
    file->pMethods->xUnfetch(file, 0, at);
}

bool lite_connect(const char *path, DbMode mode, sqlite3 **out)
{
    pthread_once(&once, configure);
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    if (sqlite3_open_v2(path, out, flags | SQLITE_OPEN_CREATE * (mode == DB_WRITER), NULL) != SQLITE_OK)
        return false;
    sqlite3_busy_timeout(*out, BUSY_MS);
    /* 40 MiB of pages: enough that commands of a city do not read pages again, and a file of a million wages stays below
     * 256 MiB in all. */
    static const char settings[] =
        "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;"
        "PRAGMA journal_size_limit = 33554432; PRAGMA foreign_keys = OFF; PRAGMA recursive_triggers = ON;"
        "PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -40960;";
    /* A reader may have to restore the log after a crash, so it opens for writing too and then forbids itself. */
    static const char reading[] = "PRAGMA mmap_size = 2147418112; PRAGMA cell_size_check = OFF; PRAGMA query_only = ON;",
                      writing[] = "PRAGMA journal_mode = WAL;";
    bool fine = harden(*out) && sqlite3_exec(*out, settings, NULL, NULL, NULL) == SQLITE_OK &&
                sqlite3_exec(*out, mode == DB_WRITER ? writing : reading, NULL, NULL, NULL) == SQLITE_OK &&
                sqlite3_exec(*out, "SELECT count(*) FROM sqlite_master", NULL, NULL, NULL) == SQLITE_OK;
    if (fine && mode == DB_READER)
        look_up_only(*out);
    return fine;
}

/* After a failed fsync the system may have forgotten what it did not write: nothing may be answered on the
 * strength of this connection again (trust: stop, and recover from the log). */
static Err lite_fail(Db *db, const char *what)
{
    sqlite3 *lite = db->lite->db;
    int code = sqlite3_extended_errcode(lite);
    if (code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC) {
        db->dead = true;
        log_line(LOG_ERROR, "database", "fsync failed: this handle is closed for good, start again");
    }
    return db_fail(db, what, sqlite3_errmsg(lite));
}

/* Ends what a jump out of a full region left standing: it would hold its snapshot. */
static void settle(Lite *lite)
{
    if (lite->open)
        sqlite3_reset(lite->open);
    lite->open = NULL;
    sqlite3_finalize(lite->once);
    lite->once = NULL;
}

static Err plain(Db *db, const char *text)
{
    settle(db->lite);
    return sqlite3_exec(db->lite->db, text, NULL, NULL, NULL) == SQLITE_OK ? OK : lite_fail(db, text);
}

static Err lite_begin(Db *db)
{
    if (db->soft != db->lite->soft)
        TRY(plain(db, db->soft ? "PRAGMA synchronous = NORMAL" : "PRAGMA synchronous = FULL"));
    db->lite->soft = db->soft;
    return plain(db, db->mode == DB_WRITER ? "BEGIN IMMEDIATE" : "BEGIN");
}

/* A COMMIT whose fsync failed may or may not be there after the next start. */
static Err lite_commit(Db *db)
{
    Err err = plain(db, "COMMIT");
    return err != OK && db->dead ? ERR_CONFLICT : err;
}

static void lite_rollback(Db *db)
{
    /* A full disk makes the engine roll back on its own. */
    if (!sqlite3_get_autocommit(db->lite->db) && plain(db, "ROLLBACK") != OK)
        db->dead = true;
    settle(db->lite);
}

/* SQLite numbers $1, $2 ... by first appearance, so each is looked up by name, once a statement. */
static bool find_places(const Sql *sql, LiteStmt *out)
{
    size_t n = strlen(sql->args);
    for (size_t i = 0; i < n; i++) {
        char name[8];
        snprintf(name, sizeof name, "$%zu", i + 1);
        out->place[i] = (uint8_t)sqlite3_bind_parameter_index(out->stmt, name);
        if (!out->place[i])
            return false;
    }
    return (size_t)sqlite3_bind_parameter_count(out->stmt) == n && (size_t)sqlite3_column_count(out->stmt) == strlen(sql->cols);
}

static Err ready(Db *db, const Sql *sql, LiteStmt *out)
{
    Lite *lite = db->lite;
    settle(lite);
    bool registered = sql->slot != DB_NO_SLOT;
    if (registered && lite->stmts[sql->slot].stmt) {
        *out = lite->stmts[sql->slot];
        return OK;
    }
    LiteStmt made = { 0 };
    if (sqlite3_prepare_v3(lite->db, sql->text, -1, registered ? SQLITE_PREPARE_PERSISTENT : 0, &made.stmt, NULL) != SQLITE_OK)
        return lite_fail(db, sql->name);
    if (!find_places(sql, &made)) {
        sqlite3_finalize(made.stmt);
        return db_fail(db, sql->name, "its arguments or columns are not as declared");
    }
    if (registered)
        lite->stmts[sql->slot] = made;
    else
        lite->once = made.stmt;
    *out = made;
    return OK;
}

/* false if the engine has no room for the values. */
static bool bind(const LiteStmt *stmt, const Val *vals, size_t n)
{
    int rc = SQLITE_OK;
    for (size_t i = 0; i < n && rc == SQLITE_OK; i++) {
        int at = stmt->place[i];
        const char *p = vals[i].s.p ? vals[i].s.p : ""; /* a NULL pointer would bind NULL */
        if (vals[i].kind == 'i')
            rc = sqlite3_bind_int64(stmt->stmt, at, vals[i].i);
        else if (vals[i].kind == 't')
            rc = sqlite3_bind_text64(stmt->stmt, at, p, vals[i].s.n, SQLITE_STATIC, SQLITE_UTF8);
        else
            rc = sqlite3_bind_blob64(stmt->stmt, at, p, vals[i].s.n, SQLITE_STATIC);
    }
    return rc == SQLITE_OK;
}

/* false if the cell is not of the declared type: the file was damaged, or the statement is wrong. */
static bool read_cell(sqlite3_stmt *stmt, int column, char kind, Val *out)
{
    static const int types[] = { ['i'] = SQLITE_INTEGER, ['t'] = SQLITE_TEXT, ['b'] = SQLITE_BLOB };
    if (sqlite3_column_type(stmt, column) != types[(int)kind])
        return false;
    *out = (Val){ .kind = kind };
    if (kind == 'i') {
        out->i = sqlite3_column_int64(stmt, column);
        return true;
    }
    const void *p = kind == 't' ? (const void *)sqlite3_column_text(stmt, column) : sqlite3_column_blob(stmt, column);
    out->s = (Str){ p ? p : "", (size_t)sqlite3_column_bytes(stmt, column) };
    return p || !out->s.n;
}

static Err lite_each(Db *db, const Sql *sql, const Val *vals, bool stream, DbRow *row, void *context)
{
    (void)stream; /* this engine always brings one row at a time */
    LiteStmt stmt;
    TRY(ready(db, sql, &stmt));
    if (!bind(&stmt, vals, strlen(sql->args)))
        return lite_fail(db, sql->name);
    if (db->state == DB_IDLE && !sqlite3_stmt_readonly(stmt.stmt))
        return db_fail(db, sql->name, "writes outside a transaction");
    db->lite->open = stmt.stmt;
    Val cells[DB_COLUMNS_MAX];
    int columns = (int)strlen(sql->cols), rc;
    bool fits = true;
    while ((rc = sqlite3_step(stmt.stmt)) == SQLITE_ROW && fits) {
        for (int i = 0; i < columns && fits; i++)
            fits = read_cell(stmt.stmt, i, sql->cols[i], &cells[i]);
        if (fits)
            row(context, cells);
    }
    Err err = OK;
    if (!fits)
        err = db_fail(db, sql->name, "a cell is not of the declared type");
    else if (rc != SQLITE_DONE)
        err = lite_fail(db, sql->name);
    settle(db->lite);
    return err;
}

static void no_row(void *context, const Val *cells)
{
    (void)context;
    (void)cells;
}

static Err lite_run(Db *db, const Sql *sql, const Val *vals) { return lite_each(db, sql, vals, false, no_row, NULL); }

static Err lite_prepare(Db *db, const Sql *sql)
{
    LiteStmt stmt;
    TRY(ready(db, sql, &stmt));
    settle(db->lite);
    return OK;
}

static Str insert_text(Arena *arena, const Table *table, size_t columns)
{
    Buf text = { .arena = arena };
    buf_format(&text, "INSERT INTO %s (" STR_FMT ") VALUES (", table->name, STR_ARG(table_column_list(arena, table)));
    for (size_t i = 0; i < columns; i++)
        buf_format(&text, "%s$%zu", i ? ", " : "", i + 1);
    buf_char(&text, ')');
    return buf_str(&text);
}

static Err lite_bulk(Db *db, const Table *table, DbNext *next, void *context, int64_t *count)
{
    arena_reset(&db->scratch);
    const char *kinds = table_kinds(&db->scratch, table);
    Sql sql = sql_once(kinds, "", str_z(&db->scratch, insert_text(&db->scratch, table, strlen(kinds))));
    LiteStmt stmt;
    Err err = ready(db, &sql, &stmt);
    Val cells[DB_COLUMNS_MAX];
    while (err == OK && next(context, cells)) {
        sql_check(&sql, cells);
        if (!bind(&stmt, cells, strlen(kinds)) || sqlite3_step(stmt.stmt) != SQLITE_DONE)
            err = lite_fail(db, table->name);
        sqlite3_reset(stmt.stmt);
        *count += 1;
    }
    settle(db->lite);
    return err;
}

static void lite_close(Db *db)
{
    Lite *lite = db->lite;
    if (lite->wal)
        wal_stop(lite->wal);
    settle(lite);
    for (int i = 0; i < sql_count(); i++)
        sqlite3_finalize(lite->stmts[i].stmt);
    sqlite3_close(lite->db);
    if (lite->folder_fd >= 0)
        close(lite->folder_fd);
    *lite = (Lite){ .folder_fd = -1 };
}

static const Engine engine = { .begin = lite_begin,
                               .commit = lite_commit,
                               .rollback = lite_rollback,
                               .run = lite_run,
                               .each = lite_each,
                               .bulk = lite_bulk,
                               .prepare = lite_prepare,
                               .close = lite_close };

static bool is_wal(sqlite3 *db)
{
    sqlite3_stmt *stmt = NULL;
    bool yes = sqlite3_prepare_v2(db, "PRAGMA journal_mode", -1, &stmt, NULL) == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW &&
               str_is(str((const char *)sqlite3_column_text(stmt, 0)), "wal");
    sqlite3_finalize(stmt);
    return yes;
}

static Err open_bureau(Db *db, Why *why)
{
    Lite *lite = db->lite;
    bool on_disk = db->folder.n > 0;
    const char *path = on_disk ? str_format(db->life, STR_FMT "/bureau.db", STR_ARG(db->folder)).p : ":memory:";
    if (!lite_connect(path, db->mode, &lite->db))
        return refuse_engine(why, lite->db ? sqlite3_errmsg(lite->db) : "out of memory");
    if (on_disk && db->mode == DB_WRITER) {
        if (!is_wal(lite->db))
            return refuse_engine(why, "no write-ahead log on this file system");
        lite->wal = wal_start(db->life, lite->db, path);
        if (!lite->wal)
            return refuse_engine(why, "the checkpointing thread cannot start");
    }
    return OK;
}

Err lite_open(Db *db, Str url, Why *why)
{
    bool memory = str_is(url, ":memory:");
    if (!url.n || !str_utf8(url) || (memory && db->mode != DB_WRITER))
        return refuse(why, ERR_BAD_FIELD, "db", "数据库地址无效，请填写文件夹、postgres:// 地址或 :memory:（仅可写入）。",
                      "The database address is not understood: give a folder, a postgres:// address, or :memory: (writer only).");
    db->engine = &engine;
    db->folder = memory ? (Str){ 0 } : str_copy(db->life, url);
    db->lite = arena_new(db->life, Lite, 1);
    *db->lite = (Lite){ .stmts = arena_new(db->life, LiteStmt, (size_t)sql_count() + 1), .folder_fd = -1 };
    if (!memory)
        TRY(folder_open(db, db->folder, &db->lite->folder_fd, why));
    Err err = open_bureau(db, why);
    if (err != OK)
        lite_close(db);
    return err;
}

int64_t db_wal_bytes(Db *db) { return db->lite && db->lite->wal ? wal_bytes(db->lite->wal) : 0; }

void db_checkpoint(Db *db)
{
    require(db->state == DB_IDLE);
    if (!db->lite || !db->lite->wal || db->dead)
        return;
    settle(db->lite);
    wal_between_groups(db->lite->wal);
}
