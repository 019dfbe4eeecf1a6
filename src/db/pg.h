/* pg.h - inside db: the PostgreSQL engine. The connection stays in pipeline mode: statements queue up and
 * their answers are read in order, at a point that needs one. */
#pragma once
#include "db/engine.h"
#include <libpq-fe.h>

/* A url taken apart: what libpq reads, and our own parameter. */
typedef struct {
    const char *conninfo, *schema;
} PgUrl;

/* false if it is not an address of ours; out written only on true. */
bool pg_url_read(Arena *arena, Str url, PgUrl *out);

/* The server's number for a type letter: int8, text, bytea. */
static inline Oid pg_oid(char kind) { return kind == 'i' ? 20 : kind == 't' ? 25 : 17; }

typedef struct Pg {
    PGconn *conn; /* NULL while there is none */
    PgUrl url;
    int64_t fence;   /* the writer's fencing number; 0 before the lease is taken */
    int old_backend; /* of the connection before this one: it may still hold our lock */
    bool *prepared;  /* by slot */
    bool *fitting;   /* by slot: has been held against its tables */
    int owed;        /* answers the server owes us */
    bool syncing;    /* and the end mark behind them */
    bool locked_out; /* another writer had the lock at the last try */
    bool copying;    /* inside COPY: a caller's region was full and it jumped away */
    PGresult *held;  /* rows on their way out */
} Pg;

/* One try to connect, with every setting of ours, and for a writer with the bureau's lock; again with our
 * fencing number unchanged if we had one. false: trouble is set; db->dead if another writer has been there. */
bool pg_connect(Db *db);
/* The same, `tries` times with growing pauses. */
bool pg_reconnect(Db *db, int tries);
/* Lets go of a connection that is of no more use. */
void pg_drop(Db *db);

/* Queues a statement; false if the connection is gone. */
bool pg_send(Db *db, const Sql *sql, const Val *vals);
/* Reads every answer owed; the last goes to *last (or NULL). false: an error, trouble is set. */
bool pg_take(Db *db, PGresult **last);
/* Asks for the end mark and reads up to it, errors and all. false: the connection is gone. */
bool pg_sync(Db *db);
/* Sets trouble from a result or the connection. */
void pg_trouble(Db *db, const PGresult *result);

/* COPY BINARY of rows into a table, inside a transaction. Refusals as db_bulk. */
Err pg_bulk(Db *db, const Table *table, DbNext *next, void *context, int64_t *count) NODISCARD;
/* Ends a COPY, with a reason to undo it or NULL, and goes back to pipeline mode. Refusals: ERR_BUSY. */
Err pg_copy_end(Db *db, const char *reason) NODISCARD;

/* Takes the bureau's advisory lock on a connection not yet in pipeline mode. */
bool lease_lock(Db *db);
/* Whether the lease row still bears our number, on a connection not yet in pipeline mode. */
bool lease_ours(Db *db);
/* The statement that makes a COMMIT fail if another writer has taken the bureau. */
extern const Sql lease_check;
