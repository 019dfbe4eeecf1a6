/* root.h - a root user for the tests of verify: changes rows behind the program's back, on either engine, through a
 * connection of its own, and puts them back. */
#pragma once
#include "db/db.h"
#include "support/test.h"

typedef struct sqlite3 sqlite3;
typedef struct pg_conn PGconn;

typedef struct {
    Arena *arena;
    sqlite3 *lite; /* one of the two */
    PGconn *pg;
} Root;

/* Opens the bureau at that address (a folder or PostgreSQL) and takes the guards off its logs. */
bool root_open(Root *root, Arena *arena, Str url);
void root_close(Root *root);
/* Runs one statement; false if the engine refuses it. */
bool root_run(Root *root, Str sql);
/* One row (of `width` columns) as the engine writes its values in a statement; false if there is none. */
bool root_row(Root *root, Str sql, Str *literals, size_t width);
int64_t root_number(Root *root, Str sql);
