/* lite.h - inside db: the SQLite engine and its checkpointer. */
#pragma once
#include "db/engine.h"
#include <sqlite3.h>

typedef struct Wal Wal;

/* A statement as one connection holds it. `place` maps $1, $2 ... to SQLite's own numbers, which count by
 * first appearance in the text. */
typedef struct {
    sqlite3_stmt *stmt;
    uint8_t place[DB_ARGS_MAX];
} LiteStmt;

typedef struct Lite {
    sqlite3 *db;
    LiteStmt *stmts;    /* by slot */
    sqlite3_stmt *open; /* still stepping: a caller's region was full and it jumped away */
    sqlite3_stmt *once; /* the unregistered statement of this moment */
    bool soft;          /* the connection is set to commits that need not be on the disk */
    int folder_fd;      /* the writer's lock, or -1 */
    Wal *wal;           /* of the writer of a folder, or NULL */
} Lite;

/* Makes the folder with blobs/ where needed and, for a writer, locks it. Refusals as db_open. */
Err folder_open(Db *db, Str folder, int *lock_fd, Why *why) NODISCARD;
/* Opens one connection to path with every setting of ours; *out is closed by the caller. false: *out says why. */
bool lite_connect(const char *path, DbMode mode, sqlite3 **out);

/* Starts the checkpointing thread of a writer; NULL if the thread or its connection cannot be had. */
Wal *wal_start(Arena *life, sqlite3 *writer, const char *path);
/* Ends the thread and closes its connection. */
void wal_stop(Wal *wal);
int64_t wal_bytes(const Wal *wal);
/* The writer's own share of checkpointing, between two groups. */
void wal_between_groups(Wal *wal);
