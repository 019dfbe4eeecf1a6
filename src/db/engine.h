/* engine.h - inside db: what an engine must be able to do, and the handle that carries one. No other room
 * includes this file. */
#pragma once
#include "base/log.h"
#include "base/require.h"
#include "db/db.h"

enum { DB_ARGS_MAX = 64, DB_COLUMNS_MAX = 64, DB_TROUBLE_BYTES = 256, DB_NO_SLOT = -1 };

/* One row on its way out; the cells live until the callback returns. */
typedef void DbRow(void *context, const Val *cells);

typedef struct {
    Err (*begin)(Db *db);
    Err (*commit)(Db *db);
    void (*rollback)(Db *db);
    Err (*run)(Db *db, const Sql *sql, const Val *vals);
    /* Every row of a statement goes to `row`. `stream` holds memory constant however long the answer is. */
    Err (*each)(Db *db, const Sql *sql, const Val *vals, bool stream, DbRow *row, void *context);
    Err (*bulk)(Db *db, const Table *table, DbNext *next, void *context, int64_t *count);
    Err (*prepare)(Db *db, const Sql *sql);
    void (*close)(Db *db);
} Engine;

typedef enum { DB_IDLE, DB_OPEN, DB_BROKEN } DbState;

struct Db {
    const Engine *engine;
    Arena *life;
    Str url;
    Arena scratch; /* for statements made at run time; reset by whoever needs it next */
    DbMode mode;
    DbState state;
    bool soft;         /* this transaction need not be on the disk when its commit returns */
    bool lone_write;   /* a transaction of one row of an own table, by a reader too */
    bool dead;         /* for good: a failed fsync, or another writer has the bureau */
    Str folder;        /* of an SQLite bureau on disk; empty otherwise */
    struct Lite *lite; /* one of the two */
    struct Pg *pg;
    char trouble[DB_TROUBLE_BYTES];
};

/* Remembers and logs what the engine said and breaks the open transaction. */
void db_note(Db *db, const char *what, const char *engine_says);
/* The same, and returns ERR_BUSY. */
Err db_fail(Db *db, const char *what, const char *engine_says) NODISCARD;
/* Opens one engine; the caller has filled mode and life. Refusals as db_open. */
Err lite_open(Db *db, Str url, Why *why) NODISCARD;
Err pg_open(Db *db, Str url, Why *why) NODISCARD;
Err refuse_engine(Why *why, const char *engine_says) NODISCARD;

/* Brings every row to `row`; db_rows and the dump stand on it. Refusals as db_rows. */
Err db_each(Db *db, const Sql *sql, const Val *vals, bool stream, DbRow *row, void *context) NODISCARD;
/* Raises the fencing number of the bureau and remembers it in the handle (PostgreSQL). */
Err lease_take(Db *db, Why *why) NODISCARD;

/* A statement that is not registered: internal texts made at run time. */
static inline Sql sql_once(const char *args, const char *cols, const char *text)
{
    return (Sql){ .name = "internal", .args = args, .cols = cols, .text = text, .slot = DB_NO_SLOT };
}
/* Ends the program if a value does not have the type its statement declares, or a text is not strict UTF-8
 * without U+0000: SQLite would store it, PostgreSQL would not. */
void sql_check(const Sql *sql, const Val *vals);
/* The number of registered statements; from then on nothing may register. */
int sql_count(void);

typedef struct {
    Str name;
    char kind;
    bool large;
} Column;

/* The columns of a table in their order; returns how many. */
int table_columns(const Table *table, Column out[DB_COLUMNS_MAX]);
/* NULL if there is no such table. */
const Table *table_find(const char *name);
/* "a, b, c" of a table, for statements made at run time. */
Str table_column_list(Arena *arena, const Table *table);
/* The type letters of a table's columns, zero-ended. */
const char *table_kinds(Arena *arena, const Table *table);

/* A handle on the engine alone, whatever lies in the database. Refusals as db_open, but for the schema. */
Err db_connect(Arena *life, Str url, DbMode mode, Db **out, Why *why) NODISCARD;
/* Fills an SQLite database that holds nothing, for its writer, with every table and no row; any other it leaves alone.
 * Refusals: ERR_BUSY the engine. */
Err blank_copy(Db *db, Why *why) NODISCARD;
/* Creates or migrates (writer) or only compares (reader) the schema. Refusals as db_open. */
Err schema_open(Db *db, Why *why) NODISCARD;
/* The schema version of this program: the newest `since` of its tables. */
int schema_version(void);
