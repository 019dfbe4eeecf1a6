/* db.h - the one narrow door to both engines: SQLite (embedded, the default) and PostgreSQL. The same SQL
 * text runs on both; each is the other's oracle. Three types: 64-bit integer, text, bytes; NOT NULL
 * everywhere. Every statement is an SQL() at the top of the .c that owns the table, with its argument and
 * column types beside it, and is prepared on both engines by the tests.
 * The common subset: $n placeholders, RETURNING, ON CONFLICT, CTE, windows, row values; no ::, no now(), no
 * arithmetic but sum, count, max; every SELECT of rows has ORDER BY a unique key. */
#pragma once
#include "base/err.h"
#include "base/hash.h"

typedef struct Db Db;

/* A value going in or coming out: kind 'i', 't' or 'b'. */
typedef struct {
    char kind;
    int64_t i;
    Str s;
} Val;

static inline Val val_i(int64_t i) { return (Val){ .kind = 'i', .i = i }; }
static inline Val val_t(Str s) { return (Val){ .kind = 't', .s = s }; }
static inline Val val_b(Str s) { return (Val){ .kind = 'b', .s = s }; }

/* A statement. `args` has one letter for each $1, $2, ...; `cols` one for each result column. */
typedef struct Sql {
    const char *name, *args, *cols, *text;
    int slot; /* given at registration, the place of its prepared form in each connection */
    struct Sql *next;
} Sql;

/* Puts a statement among those that every connection can prepare; before main, by SQL() alone. */
void sql_register(Sql *sql);
#define SQL(NAME, args_, cols_, text_) \
    static Sql NAME = { .name = #NAME, .args = args_, .cols = cols_, .text = text_ }; \
    __attribute__((constructor)) static void NAME##_register(void) { sql_register(&NAME); }

/* What a table is to the bureau. A log only grows (both engines refuse UPDATE and DELETE); a cache can be
 * rebuilt from the logs; own tables (sessions, credentials, leases) stand outside journal, dump and verify. */
typedef enum { TABLE_LOG, TABLE_CACHE, TABLE_OWN } TableKind;

typedef struct Table {
    const char *name;
    TableKind kind;
    int since;           /* the schema version that brought it, or the newest of its columns and indexes */
    const char *columns; /* "n i, at i, body b": name and type letter of each column; B = bytes, often hundreds of them */
    const char *key;     /* "n": the primary key */
    const char *indexes; /* "person n; day": two secondary indexes, the first on two columns; or NULL */
    struct Table *next;
} Table;

/* Puts a table into the schema; before main, by TABLE() alone. Requires a name that is new. */
void table_register(Table *table);
#define TABLE(NAME, kind_, since_, columns_, key_, indexes_) \
    static Table NAME##_table = { \
        .name = #NAME, .kind = kind_, .since = since_, .columns = columns_, .key = key_, .indexes = indexes_ \
    }; \
    __attribute__((constructor)) static void NAME##_table_register(void) { table_register(&NAME##_table); }

/* A reader looks things up, a scanner reads long stretches: of a file, the system brings what follows along with each page. */
typedef enum { DB_WRITER, DB_READER, DB_SCANNER } DbMode;

/* Opens a bureau's database. url: ":memory:" (SQLite, empty, private), a folder (SQLite: it holds bureau.db
 * and blobs/; made if missing), or what libpq reads, "postgres://..." or "postgresql:" and words like
 * "host=... dbname=...", with "schema=NAME" among the parameters (made if missing). The writer creates or
 * migrates the schema in one transaction, and takes the bureau: an exclusive lock on the SQLite folder, an
 * advisory lock and a lease row with a fencing number on PostgreSQL. A handle belongs to one thread.
 * Refusals: ERR_BAD_FIELD the url is not understood, there is no bureau (reader), the folder is on a network
 * file system; ERR_BUSY the engine cannot be reached, another writer holds the bureau, or the schema is older
 * than this program (reader); ERR_CONFLICT the schema is newer than this program or lacks a table. */
Err db_open(Arena *life, Str url, DbMode mode, Db **out, Why *why) NODISCARD;
void db_close(Db *db);
bool db_is_postgres(const Db *db);

/* One transaction. A reader sees one moment for its whole length. A writer's db_commit checks its fencing
 * number on PostgreSQL. After any engine error the transaction is broken: everything but db_rollback answers
 * ERR_BUSY. db_commit answers ERR_BUSY when nothing was stored, and ERR_CONFLICT when the outcome is unknown
 * (connection lost during COMMIT, or a failed fsync): the handle has reconnected where it could, and the
 * caller must look for its last entry before it answers anybody. */
Err db_begin(Db *db) NODISCARD;
/* For a slice of long work, which is done again if it is lost: its commit comes back before it is on the disk. The log is
 * written in order, so whatever is committed behind it as ever brings it along, and nothing is ever there without what
 * came before it. Nobody may be told anything on the strength of it. */
Err db_begin_soft(Db *db) NODISCARD;
Err db_commit(Db *db) NODISCARD;
void db_rollback(Db *db);
/* After db_commit the transaction is over whatever it answered; db_rollback is then nothing. What the engine
 * said last, for logs and tests; never shown to people as it is. */
const char *db_error(const Db *db);
/* Whether the handle is closed for good: every db_begin answers ERR_BUSY. Either an fsync failed (what the
 * system forgot to write cannot be known: stop the process and start again from the log), or another writer
 * has had the bureau. */
bool db_dead(const Db *db);

/* One savepoint inside the transaction, for a command that is refused after its first write: what was written
 * since db_save is kept or undone, the transaction goes on. It does not mend a broken transaction. */
Err db_save(Db *db) NODISCARD;
Err db_keep(Db *db) NODISCARD;
Err db_undo(Db *db) NODISCARD;

/* Result rows, all in the region: cell(rows, row, column). */
typedef struct {
    size_t count, width;
    Val *cells;
} Rows;
static inline const Val *cell(const Rows *rows, size_t row, size_t column) { return &rows->cells[row * rows->width + column]; }
/* Of rows in order of their first cell, a number: takes those of `key` off the head; what is smaller is passed by. */
Rows rows_cut(Rows *rest, int64_t key);

#define VALS(...) \
    (const Val[]) { __VA_ARGS__ }

/* Runs a statement without result rows. On PostgreSQL it joins the pipeline: an error shows at the next
 * db_rows or db_commit. */
Err db_run(Db *db, const Sql *sql, const Val *vals) NODISCARD;
/* Runs a statement and brings all its rows. Outside a transaction it may only read. Both require `vals` to
 * fit sql->args and text to be UTF-8 without U+0000. A cell that is NULL or of another type than declared
 * (a damaged file, or a wrong statement) is an engine error: ERR_BUSY. If the region is full, both may be
 * left by its jump. */
Err db_rows(Db *db, Arena *arena, const Sql *sql, const Val *vals, Rows *out) NODISCARD;

/* Prepares a statement outside a transaction and compares arguments, columns and their types with what it
 * declares, once a connection; db_error says what differs. Tests call it for every registered statement. Refusals: ERR_BUSY. */
Err db_prepare(Db *db, const Sql *sql) NODISCARD;

/* The batch door, the only bulk way in: rows come from `next` (false = no more) and go into the table in key
 * order (prepared INSERT on SQLite, COPY BINARY on PostgreSQL), inside the caller's transaction. `next` fills
 * one cell a column and does not touch this handle; what it fills lives until it is called again. */
typedef bool DbNext(void *context, Val *cells);
Err db_bulk(Db *db, const char *table, DbNext *next, void *context, int64_t *count) NODISCARD;

/* The canonical dump: every log and cache table in order of name, rows in order of key, as canonical bytes.
 * `part` gets them piece by piece; equal bureaus give equal bytes on both engines. */
typedef void DbPart(void *context, Str bytes);
Err db_dump(Db *db, Arena *scratch, DbPart *part, void *context) NODISCARD;
/* The rows of one table of it: `part` is called once a row, with the row's canonical bytes. Constant memory. */
Err db_dump_rows(Db *db, Arena *scratch, const char *table, DbPart *part, void *context) NODISCARD;
/* One table of it, text for people: "name|cell|cell..." lines. For tests and messages. */
Err db_dump_table(Db *db, Arena *arena, const char *table, Str *out) NODISCARD;
/* The registered tables, in order of name; NULL ends. */
const Table *table_first(void);
const Sql *sql_first(void);

/* For the writer of an SQLite folder: how large the WAL is, and its share of checkpointing, to be called
 * between two groups; without it the WAL never starts again. Mostly it does nothing: the engine has a thread
 * of its own. From 20 MB on it also waits for readers, first 5 ms. Nothing on PostgreSQL and in memory. */
int64_t db_wal_bytes(Db *db);
void db_checkpoint(Db *db);

/* Files kept outside the rows: by SHA-256, written before the transaction that names them commits; the same
 * bytes twice are one file. On PostgreSQL (and in memory) they are rows of an own table. A reader's handle may
 * put too, outside a transaction: photos are taken in before their command is queued.
 * Refusals: ERR_BUSY; db_blob_get also ERR_UNKNOWN_ID (no such file) and ERR_CONFLICT (its bytes have changed). */
Err db_blob_put(Db *db, Str bytes, Hash *out) NODISCARD;
Err db_blob_get(Db *db, Arena *arena, const Hash *hash, Str *out) NODISCARD;
/* How many bytes, without reading them. Refusals: ERR_BUSY; ERR_UNKNOWN_ID. */
Err db_blob_size(Db *db, Arena *arena, const Hash *hash, int64_t *out) NODISCARD;
