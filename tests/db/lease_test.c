/* lease_test.c - one writer a bureau, and what a COMMIT may answer when the line is cut. */
#include "base/require.h"
#include "proxy.h"
#include "tables.h"
#include <inttypes.h>
#include <libpq-fe.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* A PostgreSQL bureau whose connections can be told from those of all other tests. */
static Str named_url(Arena *arena)
{
    Str url = fixture_url(arena, ENGINE_POSTGRES);
    long at = str_find(url, S("schema="));
    return url.p ? str_format(arena, STR_FMT "&application_name=" STR_FMT, STR_ARG(url), STR_ARG(str_from(url, (size_t)at + 7)))
                 : url;
}

static bool cut_all(Arena *arena, Str url)
{
    return fixture_psql(arena, url,
                        "SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity WHERE application_name = current_schema()");
}

TEST(db_a_second_writer_is_refused_while_the_first_lives)
{
    EACH_ENGINE(arena, f)
    {
        Why why = { .arena = arena };
        Db *second = NULL;
        if (f.engine == ENGINE_MEMORY) {
            /* Two of them are two bureaus. */
            second = fixture_open_url(arena, f.url, DB_WRITER);
            CHECK_EQ(put_group(f.db, 1, 1), OK);
            CHECK_EQ(entries(second), 0);
            db_close(second);
            continue;
        }
        CHECK_EQ(db_open(arena, f.url, DB_WRITER, &second, &why), ERR_BUSY);
        CHECK(str_find(why.en, S("stop it first")) > 0 && why.zh.n);
        CHECK(second == NULL);
        CHECK_EQ(put_group(f.db, 1, 1), OK);
        db_close(f.db);
        f.db = fixture_open_url(arena, f.url, DB_WRITER);
        CHECK(f.db && entries(f.db) == 1);
        if (!f.db)
            f.db = fixture_open(arena, ENGINE_MEMORY);
    }
}

TEST(db_a_writer_whose_lease_was_taken_stores_nothing_more)
{
    Str url = fixture_url(arena, ENGINE_POSTGRES);
    Db *db = fixture_open_url(arena, url, DB_WRITER);
    if (!db)
        return;
    CHECK_EQ(put_group(db, 1, 1), OK);
    CHECK_EQ(db_begin(db), OK);
    CHECK_EQ(put_entry(db, 2, S("late")), OK);
    CHECK_EQ(entries(db), 2);
    CHECK(fixture_psql(arena, url, "UPDATE db_lease SET fence = fence + 1"));
    CHECK_EQ(db_commit(db), ERR_BUSY);
    CHECK_EQ(db_begin(db), ERR_BUSY);
    db_close(db);
    Db *reader = fixture_open_url(arena, url, DB_READER);
    CHECK(reader && entries(reader) == 1);
    db_close(reader);
}

TEST(db_a_writer_that_comes_back_after_another_is_closed_for_good)
{
    Str url = named_url(arena);
    Db *db = fixture_open_url(arena, url, DB_WRITER), *other = NULL;
    if (!db)
        return;
    CHECK(cut_all(arena, url));
    other = fixture_open_url(arena, url, DB_WRITER);
    CHECK(other && put_group(other, 1, 2) == OK);
    db_close(other);
    CHECK_EQ(db_begin(db), ERR_BUSY);
    CHECK(db_dead(db));
    CHECK_EQ(db_begin(db), ERR_BUSY);
    db_close(db);
}

TEST(db_a_lost_connection_is_made_again)
{
    Str url = named_url(arena);
    Db *db = fixture_open_url(arena, url, DB_WRITER);
    if (!db)
        return;
    CHECK_EQ(put_group(db, 1, 1), OK);
    CHECK(cut_all(arena, url));
    CHECK_EQ(put_group(db, 2, 1), OK);
    CHECK_EQ(db_begin(db), OK);
    CHECK_EQ(put_entry(db, 3, S("")), OK);
    CHECK_EQ(entries(db), 3);
    CHECK(cut_all(arena, url));
    CHECK_EQ(put_entry(db, 4, S("")), OK); /* only queued */
    CHECK_EQ(entries(db), -1);
    CHECK_EQ(db_commit(db), ERR_BUSY);
    CHECK_EQ(entries(db), 2);
    CHECK_EQ(put_group(db, 3, 1), OK);
    db_close(db);
}

/* Waits until a COMMIT sleeps in the server, then ends it. */
static void *kill_commit(void *context)
{
    const char *name = context;
    PGconn *conn = PQconnectdb(getenv("SHEBAO_TEST_POSTGRES"));
    for (int i = 0; i < 200; i++) {
        PGresult *result = PQexecParams(conn,
                                        "SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity WHERE wait_event = 'PgSleep' "
                                        "AND query = 'COMMIT' AND application_name = $1",
                                        1, NULL, &name, NULL, NULL, 0);
        int killed = PQntuples(result);
        PQclear(result);
        if (killed)
            break;
        usleep(20000);
    }
    PQfinish(conn);
    return NULL;
}

TEST(db_a_server_killed_during_commit_leaves_the_outcome_unknown)
{
    Str url = named_url(arena);
    Db *db = fixture_open_url(arena, url, DB_WRITER);
    if (!db)
        return;
    CHECK(
        fixture_psql(arena, url,
                     "CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN PERFORM pg_sleep(10); RETURN NULL; END$$;"
                     "CREATE CONSTRAINT TRIGGER late AFTER INSERT ON entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
                     "WHEN (NEW.n = 1) EXECUTE FUNCTION wait()"));
    pthread_t killer;
    require(pthread_create(&killer, NULL, kill_commit,
                           (char *)str_z(arena, str_from(url, (size_t)str_find(url, S("application_name=")) + 17))) == 0);
    CHECK_EQ(put_group(db, 1, 1), ERR_CONFLICT);
    pthread_join(killer, NULL);
    CHECK_EQ(entries(db), 0);
    CHECK_EQ(put_group(db, 2, 1), OK);
    CHECK_EQ(entries(db), 1);
    db_close(db);
}

/* The same bureau seen through a proxy; the later "host" counts for libpq. */
static Db *open_through(Arena *arena, Str url, const Proxy *proxy)
{
    return fixture_open_url(arena, str_format(arena, STR_FMT "&host=%s", STR_ARG(url), proxy_folder(proxy)), DB_WRITER);
}

TEST(db_an_unknown_commit_is_told_and_can_be_looked_up)
{
    Str url = fixture_url(arena, ENGINE_POSTGRES);
    if (!url.p)
        return;
    Proxy *proxy = proxy_start(arena, proxy_server(arena).p);
    Db *db = open_through(arena, url, proxy);
    if (db) {
        CHECK_EQ(db_begin(db), OK);
        CHECK_EQ(put_entry(db, 1, S("arrives")), OK);
        proxy_arm(proxy, PROXY_CUT_AFTER, 0);
        CHECK_EQ(db_commit(db), ERR_CONFLICT);
        CHECK(has_entry(db, 1));
        CHECK_EQ(db_begin(db), OK);
        CHECK_EQ(put_entry(db, 2, S("does not arrive")), OK);
        proxy_arm(proxy, PROXY_CUT_BEFORE, 0);
        CHECK_EQ(db_commit(db), ERR_CONFLICT);
        CHECK(!has_entry(db, 2));
        CHECK_EQ(put_group(db, 3, 1), OK);
        CHECK_EQ(entries(db), 2);
        /* The server still believes in the old connection, which holds the bureau's lock. */
        proxy_arm(proxy, PROXY_GHOST, 0);
        CHECK_EQ(put_group(db, 4, 1), ERR_CONFLICT);
        CHECK(!has_entry(db, 4));
        CHECK_EQ(put_group(db, 5, 1), OK);
        CHECK_EQ(entries(db), 3);
        db_close(db);
    }
    proxy_stop(proxy);
}

/* A transaction with a question in the middle, so that a cut may fall before, in and after it. */
static Err put_after_a_look(Db *db, int64_t n)
{
    TRY(db_begin(db));
    bool ok = put_entry(db, n, S("before")) == OK && entries(db) == 2 * n - 1 && put_entry(db, n + 1000000, S("after")) == OK;
    if (ok)
        return db_commit(db);
    db_rollback(db);
    return ERR_BUSY;
}

/* What a bureau's writer does: it looks for its last entry before it answers or tries again. */
static int store_for_certain(Db *db, int64_t n, int *unknown)
{
    for (int tries = 1; tries < 50; tries++) {
        Err err = put_after_a_look(db, n);
        *unknown += err == ERR_CONFLICT;
        if (err == OK || (err == ERR_CONFLICT && has_entry(db, n)))
            return tries;
    }
    test_fail(__FILE__, __LINE__, "entry %" PRId64 " cannot be stored", n);
    return 50;
}

TEST(db_cuts_at_any_byte_lose_nothing_and_double_nothing)
{
    enum { CUTS = 250 };
    Str url = fixture_url(arena, ENGINE_POSTGRES);
    if (!url.p)
        return;
    Proxy *proxy = proxy_start(arena, proxy_server(arena).p);
    Db *db = open_through(arena, url, proxy);
    uint64_t seed = 20260101;
    int unknown = 0, cuts = 0;
    for (int i = 1; db && i <= CUTS; i++) {
        proxy_arm(proxy, PROXY_CUT_AT, 1 + (int)(test_random(&seed) % 600));
        store_for_certain(db, i, &unknown);
        cuts += !proxy_armed(proxy);
        proxy_arm(proxy, PROXY_PASS, 0);
        CHECK_EQ(entries(db), 2 * i);
    }
    if (db) {
        CHECK(cuts > CUTS / 2 && unknown > 3);
        if (getenv("SHEBAO_TEST_FIGURES"))
            fprintf(stderr, "  %d cuts, %d outcomes unknown\n", cuts, unknown);
        db_close(db);
    }
    proxy_stop(proxy);
}

/* Stores groups of three until killed, and tells its parent after each COMMIT. */
static void commit_for_ever(Arena *arena, Str url, int64_t first, int tell)
{
    Db *db = NULL;
    if (db_open(arena, url, DB_WRITER, &db, NULL) != OK)
        _exit(1);
    for (int64_t n = first;; n += 3) {
        if (put_group(db, n, 3) != OK)
            _exit(2);
        int64_t last = n + 2;
        if (write(tell, &last, sizeof last) != sizeof last)
            _exit(3);
        db_checkpoint(db);
    }
}

/* One life of a child; returns the last entry it was told to be stored. */
static int64_t one_life(Arena *arena, Str url, int64_t first, unsigned groups)
{
    int told[2];
    require(pipe(told) == 0);
    pid_t child = fork();
    if (child == 0) {
        close(told[0]);
        commit_for_ever(arena, url, first, told[1]);
    }
    close(told[1]);
    int64_t last = first - 1;
    for (unsigned i = 0; i < groups; i++)
        if (read(told[0], &last, sizeof last) != sizeof last)
            break;
    usleep(groups * 37 % 700);
    kill(child, SIGKILL);
    while (read(told[0], &last, sizeof last) == sizeof last)
        continue;
    close(told[0]);
    waitpid(child, NULL, 0);
    return last;
}

TEST(db_kill_9_loses_nothing_that_was_acknowledged)
{
    EACH_ENGINE(arena, f)
    {
        if (f.engine == ENGINE_MEMORY)
            continue;
        uint64_t seed = 7;
        int64_t stored = 0;
        db_close(f.db);
        for (int life = 0; life < 25; life++) {
            int64_t told = one_life(arena, f.url, stored + 1, (unsigned)(test_random(&seed) % 40));
            f.db = fixture_open_url(arena, f.url, DB_WRITER);
            if (!f.db)
                break;
            stored = entries(f.db);
            if (stored < told || stored > told + 3 || stored % 3)
                test_fail(__FILE__, __LINE__, "%s, life %d: told %" PRId64 ", stored %" PRId64, fixture_name(f.engine), life, told,
                          stored);
            CHECK(stored == 0 || has_entry(f.db, stored));
            db_close(f.db);
        }
        f.db = fixture_open(arena, ENGINE_MEMORY);
    }
}
