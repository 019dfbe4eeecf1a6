/* db_fixture.h - databases for the tests of db and every room above it. A test runs on three of them: SQLite
 * in memory, SQLite in a folder, PostgreSQL. Usually:
 *
 *     TEST(cards_are_found_again)
 *     {
 *         EACH_ENGINE(arena, f) {
 *             Db *db = f.db;          // an empty bureau, open for writing, with all registered tables
 *             ...                     // `continue` is fine; do not `return` or `break`
 *         }
 *     }
 *
 * PostgreSQL is reached by SHEBAO_TEST_POSTGRES, a libpq address such as
 * postgresql:///postgres?host=/tmp/pg/sock&user=postgres. Without it these tests fail: half a test is none.
 * Each fixture has a schema of its own, dropped when the test binary ends. */
#pragma once
#include "db/db.h"
#include "support/test.h"

typedef enum { ENGINE_MEMORY, ENGINE_FOLDER, ENGINE_POSTGRES, ENGINE_END } Engines;

/* The address of a fresh, empty bureau; for PostgreSQL without a server an empty Str, and the test fails. */
Str fixture_url(Arena *arena, Engines engine);
/* Opens an address; NULL, and the test fails with the reason, if it is refused. */
Db *fixture_open_url(Arena *arena, Str url, DbMode mode);
/* A fresh bureau open for writing, or NULL as above. Close with db_close. */
Db *fixture_open(Arena *arena, Engines engine);
const char *fixture_name(Engines engine);

typedef struct {
    Db *db;
    Str url; /* for readers: fixture_open_url(arena, f.url, DB_READER); not in memory */
    Engines engine;
    Arena *arena;
} Fixture;

Fixture fixture_first(Arena *arena);
void fixture_next(Fixture *f);
#define EACH_ENGINE(arena_, f) for (Fixture f = fixture_first(arena_); f.db; fixture_next(&f))

/* Prepares every registered statement on SQLite and PostgreSQL and compares its argument and column types
 * with what it declares; and every SQL() and TABLE() in the sources of this room (TESTED_ROOM, which Meson gives) and those below
 * it must be registered. One TEST a room: each room's binary knows the statements of the rooms below it. */
#define fixture_prepare_all(arena) fixture_prepare_upto((arena), TESTED_ROOM)
void fixture_prepare_upto(Arena *arena, const char *room);

/* The canonical dump in one piece. */
Str fixture_dump(Arena *arena, Db *db);
/* One hash over the canonical dump, in a transaction of its own. */
Hash fixture_sum(Db *db);
/* Runs text of the test's own on the schema of a PostgreSQL url, on a connection of its own; false on error. */
bool fixture_psql(Arena *arena, Str url, const char *text);
