/* line_test.c - the writer on a PostgreSQL that goes away in the middle, also of a COMMIT of which nobody knows: what was
 * acknowledged is there once, whatever happens. Guards C3, F8. */
#include "base/require.h"
#include "db/proxy.h"
#include "desk.h"
#include <libpq-fe.h>
#include <stdlib.h>
#include <unistd.h>

/* ---- PostgreSQL that goes away ---- */

typedef struct {
    City city;
    Arena *arena;
    Proxy *proxy;
    PGconn *side; /* a connection of the test's own */
    char database[128];
    int next, cuts, busy, closed;
    int64_t entries;
} Line;

static bool line_open(Line *line, Arena *arena)
{
    *line = (Line){ .arena = arena };
    Str url = fixture_url(arena, ENGINE_POSTGRES);
    if (!url.p)
        return false;
    line->proxy = proxy_start(arena, proxy_server(arena).p);
    /* The door of a database is moved from outside it. */
    PGconn *inside = PQconnectdb(getenv("SHEBAO_TEST_POSTGRES"));
    snprintf(line->database, sizeof line->database, "%s", PQdb(inside));
    PQfinish(inside);
    line->side = PQconnectdb(str_format(arena, "%s&dbname=template1", getenv("SHEBAO_TEST_POSTGRES")).p);
    CHECK_EQ(PQstatus(line->side), CONNECTION_OK);
    if (!city_open(&line->city, arena, str_format(arena, STR_FMT "&host=%s", STR_ARG(url), proxy_folder(line->proxy))))
        return false;
    line->entries = line->city.bureau.journal.last;
    return true;
}

static void line_close(Line *line)
{
    whole(&line->city.bureau, line->arena);
    CHECK_EQ(line->city.bureau.journal.last, line->entries);
    city_close(&line->city);
    proxy_stop(line->proxy);
    PQfinish(line->side);
}

/* Nobody gets in, as while a server starts again; who is in stays. */
static void line_door(Line *line, bool open)
{
    char text[200];
    snprintf(text, sizeof text, "ALTER DATABASE \"%s\" WITH ALLOW_CONNECTIONS %s", line->database, open ? "true" : "false");
    PGresult *result = PQexec(line->side, text);
    CHECK_EQ(PQresultStatus(result), PGRES_COMMAND_OK);
    PQclear(result);
}

/* One group while the line is armed; then the same again until it is done. Every id is there once, and an answer that
 * was given stays. Returns whether the line was cut. */
static bool line_group(Line *line, int count, ProxyMode mode, int bytes, bool door)
{
    Arena scratch = arena_make((size_t)64 << 20), keep = arena_make((size_t)16 << 20);
    Request requests[8];
    Answer first[8], again[8];
    Bureau *bureau = &line->city.bureau;
    for (int i = 0; i < count; i++)
        requests[i] = registration(&keep, line->next++);
    if (!door)
        line_door(line, false);
    proxy_arm(line->proxy, mode, bytes);
    Err err = writer_group(bureau, &scratch, &keep, requests, first, (size_t)count), more = ERR_BUSY;
    bool cut = !proxy_armed(line->proxy);
    proxy_arm(line->proxy, PROXY_PASS, 0);
    if (!door)
        line_door(line, true);
    for (int tries = 0; tries < 50 && more != OK; tries++) {
        arena_reset(&scratch);
        more = writer_group(bureau, &scratch, &keep, requests, again, (size_t)count);
    }
    line->entries += count;
    line->cuts += cut;
    line->busy += err != OK;
    CHECK_EQ(more, OK);
    CHECK_EQ(bureau->journal.last, line->entries);
    for (int i = 0; more == OK && i < count; i++) {
        CHECK(again[i].err == OK && !again[i].already);
        if (err == OK)
            CHECK_STR(again[i].json, first[i].json);
    }
    arena_drop(&scratch);
    arena_drop(&keep);
    return cut;
}

TEST(writer_survives_cuts_anywhere)
{
    Line line;
    uint64_t seed = 3;
    if (!line_open(&line, arena))
        return;
    for (int i = 0; i < 150; i++)
        line_group(&line, 1 + (int)(test_random(&seed) % 8), PROXY_CUT_AT, (int)(test_random(&seed) % 9000), true);
    printf("  %d cuts, %d groups given up\n", line.cuts, line.busy);
    CHECK(line.cuts > 50 && line.busy > 20);
    line_close(&line);
}

/* A group of one on a connection that has its statements prepared: always the same number of bytes. */
static bool line_one(Line *line, int bytes, bool door)
{
    line_group(line, 1, PROXY_PASS, 0, true);
    return line_group(line, 1, PROXY_CUT_AT, bytes, door);
}

/* The smallest number of bytes after which a group of one is whole: the answer to its COMMIT ends there. */
static int line_length(Line *line)
{
    int low = 100, high = 100000;
    while (high - low > 1) {
        int middle = (low + high) / 2;
        *(line_one(line, middle, true) ? &low : &high) = middle;
    }
    return high;
}

/* Cuts round the COMMIT, byte by byte: the connection comes back, or does not until later. */
TEST(writer_survives_a_commit_nobody_knows_of)
{
    Line line;
    if (!line_open(&line, arena))
        return;
    int length = line_length(&line), before = line.cuts;
    for (int at = length - 400; at <= length; at += 20)
        line_one(&line, at, true);
    for (int at = length - 120; at <= length; at += 24)
        line_one(&line, at, false);
    printf("  a group has %d bytes; %d cuts near its end\n", length, line.cuts - before);
    CHECK(line.cuts - before > 25);
    line_close(&line);
}

/* A backend that an administrator ends, at any moment of work under way. */
static void *ends_backends(void *context)
{
    Line *line = context;
    uint64_t seed = 8;
    char text[300];
    snprintf(text, sizeof text, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s'", line->database);
    for (int i = 0; i < 25 && !__atomic_load_n(&line->closed, __ATOMIC_SEQ_CST); i++) {
        usleep((useconds_t)(1000 + test_random(&seed) % 60000));
        PQclear(PQexec(line->side, text));
    }
    return NULL;
}

TEST(writer_survives_ended_backends)
{
    Line line;
    pthread_t ender;
    if (!line_open(&line, arena))
        return;
    require(pthread_create(&ender, NULL, ends_backends, &line) == 0);
    for (int i = 0; i < 150; i++)
        line_group(&line, 8, PROXY_PASS, 0, true);
    __atomic_store_n(&line.closed, 1, __ATOMIC_SEQ_CST);
    pthread_join(ender, NULL);
    CHECK(line.busy > 0);
    line_close(&line);
}
