/* db_fixture.c - see db_fixture.h. */
#include "support/db_fixture.h"
#include "base/log.h"
#include "base/require.h"
#include <dirent.h>
#include <libpq-fe.h>
#include <stdlib.h>
#include <unistd.h>

static int made;    /* schemas and folders of this process, numbered */
static pid_t owner; /* a child of a test must not clean up after its parent */

const char *fixture_name(Engines engine)
{
    static const char *const names[] = { "SQLite in memory", "SQLite in a folder", "PostgreSQL" };
    return names[engine];
}

/* Refusals by an engine are what many tests are about. */
__attribute__((constructor)) static void be_quiet(void) { log_level(LOG_ERROR); }

static const char *server(void)
{
    const char *uri = getenv("SHEBAO_TEST_POSTGRES");
    if (!uri)
        test_fail(__FILE__, __LINE__,
                  "SHEBAO_TEST_POSTGRES is not set: start a PostgreSQL server (./test does) and give its address");
    return uri;
}

static void drop_schemas(void)
{
    if (getpid() != owner)
        return;
    PGconn *conn = PQconnectdb(getenv("SHEBAO_TEST_POSTGRES"));
    PQclear(PQexec(conn, "SET client_min_messages TO error"));
    for (int i = 0; i <= made; i++) {
        char text[96];
        snprintf(text, sizeof text, "DROP SCHEMA IF EXISTS test_%d_%d CASCADE", (int)owner, i);
        PQclear(PQexec(conn, text));
    }
    PQfinish(conn);
}

Str fixture_url(Arena *arena, Engines engine)
{
    made++;
    if (engine == ENGINE_MEMORY)
        return S(":memory:");
    if (engine == ENGINE_FOLDER)
        return str_format(arena, "%s/bureau-%d", test_scratch_dir(), made);
    const char *uri = server();
    if (!uri)
        return (Str){ 0 };
    if (!owner) {
        owner = getpid();
        atexit(drop_schemas);
    }
    return str_format(arena, "%s%sschema=test_%d_%d", uri, strchr(uri, '?') ? "&" : "?", (int)getpid(), made);
}

Db *fixture_open_url(Arena *arena, Str url, DbMode mode)
{
    Why why = { .arena = arena };
    Db *db = NULL;
    if (!url.p)
        return NULL;
    Err err = db_open(arena, url, mode, &db, &why);
    if (err != OK)
        test_fail(__FILE__, __LINE__, "cannot open %.*s: %s, %.*s", STR_ARG(url), err_code(err), STR_ARG(why.en));
    return err == OK ? db : NULL;
}

Db *fixture_open(Arena *arena, Engines engine) { return fixture_open_url(arena, fixture_url(arena, engine), DB_WRITER); }

static void open_from(Fixture *f)
{
    for (f->db = NULL; f->engine < ENGINE_END && !f->db; f->engine += !f->db) {
        f->url = fixture_url(f->arena, f->engine);
        f->db = fixture_open_url(f->arena, f->url, DB_WRITER);
    }
}

Fixture fixture_first(Arena *arena)
{
    Fixture f = { .arena = arena };
    open_from(&f);
    return f;
}

void fixture_next(Fixture *f)
{
    db_close(f->db);
    f->engine++;
    open_from(f);
}

/* What both engines take but understand differently, or what would differ from one run to the next. */
static void check_words(const Sql *sql)
{
    static const char *const words[] = { "random(", "current_date", "current_time", "localtime", " like ", " ilike ", " glob " };
    Arena arena = arena_make((size_t)1 << 20);
    Str text = str_lower(&arena, str(sql->text));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_find(text, str(words[i])) >= 0 && !(str_is(str(words[i]), " like ") && str_find(text, S("lower(")) >= 0))
            test_fail(__FILE__, __LINE__, "%s: \"%s\" is outside the common subset (db.h)", sql->name, words[i]);
    arena_drop(&arena);
}

static bool is_registered(Str name, bool table)
{
    for (const Table *t = table_first(); table && t; t = t->next)
        if (str_is(name, t->name))
            return true;
    for (const Sql *sql = sql_first(); !table && sql; sql = sql->next)
        if (str_is(name, sql->name))
            return true;
    return false;
}

/* Answers how many SQL() and TABLE() stand in a file. */
static int check_file(Arena *arena, const char *path)
{
    int count = 0;
    for (Str rest = test_file(arena, path); rest.n;) {
        Str line = str_cut(&rest, '\n'), macro = str_cut(&line, '('), name = str_cut(&line, ',');
        bool table = str_is(macro, "TABLE");
        if (!table && !str_is(macro, "SQL"))
            continue;
        count++;
        if (!is_registered(name, table))
            test_fail(__FILE__, __LINE__, "%s: " STR_FMT " is not linked into this program", path, STR_ARG(name));
    }
    return count;
}

static int check_room(Arena *arena, Str room)
{
    const char *folder = str_z(arena, str_format(arena, "src/" STR_FMT, STR_ARG(room)));
    DIR *dir = opendir(str_z(arena, str_format(arena, "%s/%s", test_source_dir(), folder)));
    int count = 0;
    CHECK(dir != NULL);
    for (struct dirent *entry; dir && (entry = readdir(dir));)
        if (str_ends(str(entry->d_name), S(".c")))
            count += check_file(arena, str_z(arena, str_format(arena, "%s/%s", folder, entry->d_name)));
    if (dir)
        closedir(dir);
    return count;
}

/* Who puts itself into a list before main is easily left out of a program: what the sources say counts. */
static void check_registered(Arena *arena, const char *room)
{
    int count = 0;
    for (Str rest = test_file(arena, "LAYERS"), name = { 0 }; rest.n && !str_is(name, room);) {
        Str line = str_cut(&rest, '\n');
        name = str_trim(str_cut(&line, ':'));
        if (line.p && !str_starts(name, S("#")))
            count += check_room(arena, name);
    }
    CHECK(count > 0);
}

void fixture_prepare_upto(Arena *arena, const char *room)
{
    check_registered(arena, room);
    for (const Sql *sql = sql_first(); sql; sql = sql->next)
        check_words(sql);
    EACH_ENGINE(arena, f)
    {
        for (const Sql *sql = sql_first(); sql; sql = sql->next)
            if (db_prepare(f.db, sql) != OK)
                test_fail(__FILE__, __LINE__, "%s on %s: %s", sql->name, fixture_name(f.engine), db_error(f.db));
    }
}

static void add_part(void *context, Str bytes) { buf_add(context, bytes); }

Str fixture_dump(Arena *arena, Db *db)
{
    Buf all = { .arena = arena };
    Arena scratch = arena_make((size_t)64 << 20);
    Err err = db_dump(db, &scratch, add_part, &all);
    arena_drop(&scratch);
    if (err != OK)
        test_fail(__FILE__, __LINE__, "dump: %s, %s", err_code(err), db_error(db));
    return buf_str(&all);
}

static void sum_part(void *context, Str bytes)
{
    Hash *sum = context;
    *sum = hash_keyed(hash_str(sum), bytes);
}

Hash fixture_sum(Db *db)
{
    Hash sum = { 0 };
    Arena scratch = arena_make((size_t)256 << 20);
    if (db_begin(db) != OK || db_dump(db, &scratch, sum_part, &sum) != OK)
        test_fail(__FILE__, __LINE__, "no dump: %s", db_error(db));
    db_rollback(db);
    arena_drop(&scratch);
    return sum;
}

bool fixture_psql(Arena *arena, Str url, const char *text)
{
    long at = str_find(url, S("schema="));
    require(at > 0);
    Str rest = str_from(url, (size_t)at + 7), schema = str_cut(&rest, '&');
    PGconn *conn = PQconnectdb(str_z(arena, str_head(url, (size_t)at - 1)));
    PQclear(PQexec(conn, str_format(arena, "SET search_path TO %.*s", STR_ARG(schema)).p));
    PGresult *result = PQexec(conn, text);
    bool ok = PQresultStatus(result) == PGRES_COMMAND_OK || PQresultStatus(result) == PGRES_TUPLES_OK;
    if (!ok)
        test_fail(__FILE__, __LINE__, "%s", PQresultErrorMessage(result));
    PQclear(result);
    PQfinish(conn);
    return ok;
}
