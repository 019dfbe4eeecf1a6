/* dump_test.c - the two engines held against each other: the same operations give the same bytes. */
#include "tables.h"
#include <inttypes.h>
#include <sqlite3.h>
#include <sys/stat.h>

enum { OPERATIONS = 1500, PERSONS = 40 };
static const char *const kinds[] = { "", "a", "A", "ab", "中", "中文", "\xEE\x80\x80", "\xF0\xA0\xAE\xB7", "~", " " };

/* One random step; the same seed gives the same step on every engine. */
static Err step(Db *db, Arena *arena, uint64_t *seed, int64_t *next_entry)
{
    int64_t person = (int64_t)(test_random(seed) % PERSONS) - PERSONS / 2;
    Str kind = str(kinds[test_random(seed) % (sizeof kinds / sizeof *kinds)]);
    char bytes[64];
    size_t n = test_random(seed) % sizeof bytes;
    for (size_t i = 0; i < n; i++)
        bytes[i] = (char)test_random(seed);
    switch (test_random(seed) % 5) {
    case 0:
        return put_entry(db, (*next_entry)++, (Str){ bytes, n });
    case 1:
        return db_run(db, cache_drop, VALS(val_i(person), val_t(kind)));
    case 2: {
        Rows rows;
        return db_rows(db, arena, cache_take, VALS(val_i(person), val_t(kind)), &rows);
    }
    default:
        return db_run(db, cache_put, VALS(val_i(person), val_t(kind), val_b((Str){ bytes, n }), val_i((int64_t)n)));
    }
}

static Str random_bureau(Db *db, Arena *arena, uint64_t seed)
{
    int64_t next_entry = 1;
    for (int i = 0; i < OPERATIONS;) {
        CHECK_EQ(db_begin(db), OK);
        int64_t entry_before = next_entry;
        for (uint64_t group = test_random(&seed) % 30; group > 0; group--, i++)
            CHECK_EQ(step(db, arena, &seed, &next_entry), OK);
        i++;
        if (test_random(&seed) % 4 == 0) {
            db_rollback(db);
            next_entry = entry_before;
        } else {
            CHECK_EQ(db_commit(db), OK);
        }
    }
    return fixture_dump(arena, db);
}

TEST(db_dumps_are_equal_on_every_engine_after_random_operations)
{
    for (uint64_t seed = 1; seed <= 8; seed++) {
        Str first = { 0 };
        EACH_ENGINE(arena, f)
        {
            Str dump = random_bureau(f.db, arena, seed);
            if (!first.p)
                first = dump;
            CHECK(dump.n > 1000);
            if (!str_eq(dump, first))
                test_fail(__FILE__, __LINE__, "seed %" PRIu64 ": the dump of %s differs", seed, fixture_name(f.engine));
        }
    }
}

TEST(db_dump_holds_logs_and_caches_in_order_and_no_own_table)
{
    EACH_ENGINE(arena, f)
    {
        CHECK_EQ(put_group(f.db, 1, 2), OK);
        Str dump = fixture_dump(arena, f.db), text = { 0 };
        long cache = str_find(dump, S("cache")), entry = str_find(dump, S("entry"));
        CHECK(cache > 0 && entry > cache);
        CHECK_EQ(str_find(dump, S("session")), -1);
        CHECK_EQ(str_find(dump, S("db_meta")), -1);
        CHECK_EQ(db_dump_table(f.db, arena, "entry", &text), OK);
        CHECK_STR(text, S("entry|1|10|6f6e65206f6620612067726f7570|窗口\nentry|2|20|6f6e65206f6620612067726f7570|窗口\n"));
        CHECK_EQ(db_dump_table(f.db, arena, "session", &text), OK);
        CHECK_EQ(text.n, 0);
    }
}

TEST(db_a_dump_inside_a_transaction_sees_what_it_wrote)
{
    EACH_ENGINE(arena, f)
    {
        Str before = fixture_dump(arena, f.db);
        CHECK_EQ(db_begin(f.db), OK);
        CHECK_EQ(put_entry(f.db, 1, S("x")), OK);
        Str within = fixture_dump(arena, f.db);
        CHECK_EQ(put_entry(f.db, 2, S("x")), OK);
        db_rollback(f.db);
        CHECK(within.n > before.n);
        CHECK_STR(fixture_dump(arena, f.db), before);
    }
}

/* Rows for the batch door. */
typedef struct {
    int64_t at, end, repeat;
    char *body;
    size_t size;
} Source;

static bool next_entry(void *context, Val *cells)
{
    Source *source = context;
    if (source->at >= source->end)
        return false;
    int64_t n = source->at == source->repeat ? source->at - 1 : source->at;
    cells[0] = val_i(n);
    cells[1] = val_i(n * 10);
    cells[2] = val_b((Str){ source->body, (size_t)(n * 37) % source->size });
    cells[3] = val_t(n % 2 ? S("窗口") : S(""));
    source->at++;
    return true;
}

static Source source(Arena *arena, int64_t rows, size_t size)
{
    Source made = { .at = 1, .end = rows + 1, .body = arena_new(arena, char, size), .size = size };
    for (size_t i = 0; i < size; i++)
        made.body[i] = (char)(i * 31);
    return made;
}

TEST(db_the_batch_door_stores_what_single_inserts_store)
{
    Str first = { 0 };
    EACH_ENGINE(arena, f)
    {
        Db *single = fixture_open(arena, f.engine);
        if (!single)
            continue;
        Source one = source(arena, 5000, 300), many = one;
        Val cells[4];
        CHECK_EQ(db_begin(single), OK);
        while (next_entry(&one, cells))
            CHECK_EQ(db_run(single, entry_add, cells), OK);
        CHECK_EQ(db_commit(single), OK);
        int64_t count = -1;
        CHECK_EQ(db_begin(f.db), OK);
        CHECK_EQ(db_run(f.db, cache_put, VALS(val_i(1), val_t(S("k")), val_b(S("")), val_i(0))), OK);
        CHECK_EQ(db_bulk(f.db, "entry", next_entry, &many, &count), OK);
        CHECK_EQ(count, 5000);
        CHECK_EQ(db_run(f.db, cache_drop, VALS(val_i(1), val_t(S("k")))), OK);
        CHECK_EQ(db_commit(f.db), OK);
        Str bulk = fixture_dump(arena, f.db);
        CHECK(str_eq(bulk, fixture_dump(arena, single)));
        if (!first.p)
            first = bulk;
        CHECK(str_eq(bulk, first));
        db_close(single);
    }
}

/* Every third body is long. */
static bool next_long(void *context, Val *cells)
{
    Source *rows = context;
    if (!next_entry(context, cells))
        return false;
    if (cells[0].i % 3 == 0)
        cells[2] = val_b((Str){ rows->body, rows->size });
    return true;
}

TEST(db_the_batch_door_takes_long_cells_and_none)
{
    EACH_ENGINE(arena, f)
    {
        Source big = source(arena, 60, 300000), none = { 0 };
        int64_t count = -1;
        CHECK_EQ(db_begin(f.db), OK);
        CHECK_EQ(db_bulk(f.db, "entry", next_entry, &none, &count), OK);
        CHECK_EQ(count, 0);
        CHECK_EQ(db_bulk(f.db, "entry", next_long, &big, &count), OK);
        CHECK_EQ(count, 60);
        CHECK_EQ(db_commit(f.db), OK);
        CHECK_EQ(entries(f.db), 60);
    }
}

TEST(db_a_batch_with_a_double_key_stores_nothing)
{
    EACH_ENGINE(arena, f)
    {
        Source twice = source(arena, 3000, 100);
        twice.repeat = 2500;
        int64_t count = -1;
        CHECK_EQ(db_begin(f.db), OK);
        CHECK_EQ(put_entry(f.db, 100000, S("before")), OK);
        CHECK_EQ(db_bulk(f.db, "entry", next_entry, &twice, &count), ERR_BUSY);
        CHECK_EQ(count, -1);
        CHECK_EQ(db_commit(f.db), ERR_BUSY);
        CHECK_EQ(entries(f.db), 0);
        CHECK_EQ(put_group(f.db, 1, 3), OK);
        CHECK_EQ(entries(f.db), 3);
    }
}

/* A source whose region is full: it jumps out of the middle of the batch. */
static jmp_buf out_of_batch;

static bool next_jumps(void *context, Val *cells)
{
    if (((Source *)context)->at == 2000)
        longjmp(out_of_batch, 1);
    return next_entry(context, cells);
}

static bool batch_ends(Db *db, Source *rows)
{
    int64_t count;
    if (setjmp(out_of_batch))
        return false;
    return db_bulk(db, "entry", next_jumps, rows, &count) == OK;
}

TEST(db_a_jump_out_of_a_batch_does_no_harm)
{
    EACH_ENGINE(arena, f)
    {
        Source rows = source(arena, 3000, 100);
        CHECK_EQ(db_begin(f.db), OK);
        CHECK(!batch_ends(f.db, &rows));
        db_rollback(f.db);
        CHECK_EQ(put_group(f.db, 1, 3), OK);
        CHECK_EQ(entries(f.db), 3);
    }
}

static bool lite_exec(Arena *arena, Str folder, const char *text)
{
    sqlite3 *lite = NULL;
    Str path = str_format(arena, STR_FMT "/bureau.db", STR_ARG(folder));
    bool ok = sqlite3_open(path.p, &lite) == SQLITE_OK && sqlite3_exec(lite, text, NULL, NULL, NULL) == SQLITE_OK;
    if (!ok)
        test_fail(__FILE__, __LINE__, "%s", sqlite3_errmsg(lite));
    sqlite3_close(lite);
    return ok;
}

static bool raw(Arena *arena, const Fixture *f, const char *text)
{
    return f->engine == ENGINE_POSTGRES ? fixture_psql(arena, f->url, text) : lite_exec(arena, f->url, text);
}

/* What the engine itself has kept of every statement that made something. */
static Str lite_schema(Arena *arena, Str folder)
{
    sqlite3 *lite = NULL;
    sqlite3_stmt *stmt = NULL;
    Buf text = { .arena = arena };
    Str path = str_format(arena, STR_FMT "/bureau.db", STR_ARG(folder));
    CHECK_EQ(sqlite3_open(path.p, &lite), SQLITE_OK);
    CHECK_EQ(sqlite3_prepare_v2(lite, "SELECT name, coalesce(sql, '') FROM sqlite_master ORDER BY name", -1, &stmt, NULL),
             SQLITE_OK);
    while (sqlite3_step(stmt) == SQLITE_ROW)
        buf_format(&text, "%s: %s\n", sqlite3_column_text(stmt, 0), sqlite3_column_text(stmt, 1));
    sqlite3_finalize(stmt);
    sqlite3_close(lite);
    return buf_str(&text);
}

/* Where pages lie nothing is copied over them, though no table is there: the statements run, and come to the same. */
TEST(db_a_new_bureau_has_what_the_statements_would_have_made)
{
    Str copied = fixture_url(arena, ENGINE_FOLDER), stated = fixture_url(arena, ENGINE_FOLDER);
    CHECK_EQ(mkdir(stated.p, 0700), 0);
    CHECK(lite_exec(arena, stated, "CREATE TABLE something (n); DROP TABLE something"));
    db_close(fixture_open_url(arena, copied, DB_WRITER));
    db_close(fixture_open_url(arena, stated, DB_WRITER));
    Str schema = lite_schema(arena, copied);
    CHECK(str_find(schema, S("CREATE TABLE entry")) > 0 && str_find(schema, S("CREATE TRIGGER entry_no_UPDATE")) > 0);
    CHECK_STR(schema, lite_schema(arena, stated));
}

TEST(db_an_older_schema_is_migrated_and_keeps_its_rows)
{
    EACH_ENGINE(arena, f)
    {
        if (f.engine == ENGINE_MEMORY)
            continue;
        CHECK_EQ(put_group(f.db, 1, 3), OK);
        Str before = fixture_dump(arena, f.db);
        db_close(f.db);
        /* What a program of schema 1 would have left. */
        CHECK(raw(arena, &f, "DROP TABLE cache; UPDATE db_meta SET value = 1 WHERE name = 'schema'"));
        Db *reader = NULL;
        CHECK_EQ(db_open(arena, f.url, DB_READER, &reader, NULL), ERR_BUSY);
        f.db = fixture_open_url(arena, f.url, DB_WRITER);
        if (!f.db) {
            f.db = fixture_open(arena, ENGINE_MEMORY);
            continue;
        }
        CHECK_STR(fixture_dump(arena, f.db), before);
        reader = fixture_open_url(arena, f.url, DB_READER);
        CHECK_EQ(reader ? entries(reader) : -1, 3);
        db_close(reader);
    }
}

TEST(db_a_table_of_an_older_schema_gets_the_columns_and_indexes_that_came_since)
{
    EACH_ENGINE(arena, f)
    {
        if (f.engine == ENGINE_MEMORY)
            continue;
        bool pg = db_is_postgres(f.db);
        db_close(f.db);
        /* What a program of schema 1 had: no size, and no index on it, but another one. */
        CHECK(raw(arena, &f, "DROP TABLE cache; UPDATE db_meta SET value = 1 WHERE name = 'schema'"));
        CHECK(raw(arena, &f,
                  pg ? "CREATE TABLE cache (person bigint NOT NULL, kind text COLLATE \"C\" NOT NULL, value bytea NOT NULL, "
                       "PRIMARY KEY (person, kind)); INSERT INTO cache VALUES (7, 'a', 'b'); "
                       "CREATE INDEX cache_value ON cache (value)"
                     : "CREATE TABLE cache (person INTEGER NOT NULL, kind TEXT NOT NULL, value BLOB NOT NULL, "
                       "PRIMARY KEY (person, kind)) STRICT, WITHOUT ROWID; INSERT INTO cache VALUES (7, 'a', x'62'); "
                       "CREATE INDEX cache_value ON cache (value)"));
        f.db = fixture_open_url(arena, f.url, DB_WRITER);
        if (!f.db) {
            f.db = fixture_open(arena, ENGINE_MEMORY);
            continue;
        }
        Rows rows;
        CHECK_EQ(db_begin(f.db), OK);
        CHECK_EQ(db_run(f.db, cache_put, VALS(val_i(8), val_t(S("b")), val_b(S("cd")), val_i(2))), OK);
        CHECK_EQ(db_rows(f.db, arena, cache_take, VALS(val_i(7), val_t(S("a"))), &rows), OK);
        CHECK_EQ(rows.count, 1);
        CHECK_EQ(cell(&rows, 0, 0)->i, 0);
        CHECK_STR(cell(&rows, 0, 1)->s, S("b"));
        db_rollback(f.db);
        /* The index that no table wants is gone, and the one that is wanted is there. */
        CHECK(raw(arena, &f, "CREATE INDEX cache_value ON cache (value); DROP INDEX cache__size_person"));
    }
}

TEST(db_a_newer_or_damaged_schema_is_refused_and_left_alone)
{
    EACH_ENGINE(arena, f)
    {
        if (f.engine == ENGINE_MEMORY)
            continue;
        Why why = { .arena = arena };
        Db *db = NULL;
        db_close(f.db);
        CHECK(raw(arena, &f, "UPDATE db_meta SET value = 3 WHERE name = 'schema'"));
        CHECK_EQ(db_open(arena, f.url, DB_WRITER, &db, &why), ERR_CONFLICT);
        CHECK(str_find(why.en, S("newer")) > 0 && why.zh.n);
        CHECK_EQ(db_open(arena, f.url, DB_READER, &db, &why), ERR_CONFLICT);
        CHECK(raw(arena, &f, "UPDATE db_meta SET value = 2 WHERE name = 'schema'; DROP TABLE entry"));
        CHECK_EQ(db_open(arena, f.url, DB_WRITER, &db, &why), ERR_CONFLICT);
        CHECK(str_find(why.en, S("entry")) > 0);
        CHECK(db == NULL);
        f.db = fixture_open(arena, ENGINE_MEMORY);
    }
}

TEST(db_addresses_that_are_not_understood_are_refused)
{
    Db *db = NULL;
    const char *bad[] = { "",
                          "postgres://h/d",
                          "postgres://h/d?schema=",
                          "postgres://h/d?schema=A",
                          "postgres://h/d?schema=a;b",
                          "postgres://h/d?schema=a&schema=b",
                          "postgresql:host=x",
                          "postgres://h/d?schema=pg_x",
                          "postgres://h/d?schema=1a",
                          "postgresql:host='x schema=a'",
                          "\xff" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK_EQ(db_open(arena, str(bad[i]), DB_WRITER, &db, NULL), ERR_BAD_FIELD);
    CHECK_EQ(db_open(arena, S(":memory:"), DB_READER, &db, NULL), ERR_BAD_FIELD);
    CHECK_EQ(db_open(arena, S("/proc/no-such-folder"), DB_READER, &db, NULL), ERR_BAD_FIELD);
    CHECK_EQ(db_open(arena, S("/proc/no-such-folder"), DB_WRITER, &db, NULL), ERR_BUSY);
    CHECK_EQ(db_open(arena, S("postgresql:host=/nowhere schema=a"), DB_WRITER, &db, NULL), ERR_BUSY);
    CHECK_EQ(db_open(arena, S("postgresql:nonsense=1 schema=a"), DB_WRITER, &db, NULL), ERR_BUSY);
    CHECK(db == NULL);
}
