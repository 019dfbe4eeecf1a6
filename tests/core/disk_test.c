/* disk_test.c - the writer on a full disk: nothing acknowledged is lost, nothing is half stored, a look waits. Guards C3,
 * F5, F20. */
#include "base/require.h"
#include "core/verify.h"
#include "desk.h"
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static int failures_in_child;
#define NEED(condition) \
    do { \
        if (!(condition)) { \
            fprintf(stderr, "  %s:%d: in the child: %s\n", __FILE__, __LINE__, #condition); \
            failures_in_child++; \
        } \
    } while (0)

/* Runs it in a process of its own, which may set limits for itself; the test fails if anything fails there. */
static void in_child(void (*run)(Arena *arena, Str folder), Arena *arena, Str folder)
{
    fflush(NULL);
    pid_t child = fork();
    require(child >= 0);
    if (child == 0) {
        run(arena, folder);
        fflush(NULL);
        _exit(failures_in_child ? 1 : 0);
    }
    int status = 0;
    CHECK_EQ(waitpid(child, &status, 0), child);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void file_limit(rlim_t bytes)
{
    struct rlimit limit;
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = bytes;
    require(setrlimit(RLIMIT_FSIZE, &limit) == 0);
}

/* Whether a reader of its own still answers. */
static bool reads(Arena *arena, Str folder)
{
    Bureau reader;
    Why why = { .arena = arena };
    BureauOptions options = { .url = folder, .mode = DB_READER };
    JsonNode members[1] = { { .type = JSON_INT, .number = 1, .key = S("person") } },
             args = { .type = JSON_MEMBERS, .items = members, .count = 1 };
    QueryRequest request = {
        .id = S("q"), .query = S("person.status"), .actor = { .role = ROLE_AUDITOR, .user = S("a1") }, .at = { NOON }, .args = &args
    };
    QueryAnswer answer = { 0 };
    bool ok = bureau_open(&reader, &options, &why) == OK && db_begin(reader.db) == OK &&
              query_run(&reader, arena, &request, &answer) == OK && answer.err == OK;
    bureau_close(&reader);
    return ok;
}

enum { DISK_ROUNDS = 60, DISK_GROUP = 16 };

static void disk_is_full(Arena *arena, Str folder)
{
    City city;
    int full = 0, next = 0;
    uint64_t seed = 5;
    signal(SIGXFSZ, SIG_IGN);
    NEED(city_open(&city, arena, folder));
    city_live(&city);
    int64_t entries = city.bureau.journal.last;
    for (int round = 0; round < DISK_ROUNDS; round++) {
        Arena scratch = arena_make((size_t)64 << 20), keep = arena_make((size_t)16 << 20);
        Request requests[DISK_GROUP];
        Answer first[DISK_GROUP], again[DISK_GROUP];
        for (int i = 0; i < DISK_GROUP; i++)
            requests[i] = registration(&keep, next++);
        Hash before = stage_dump(&city);
        int64_t db = size_of(&keep, folder, "bureau.db"), wal = size_of(&keep, folder, "bureau.db-wal");
        file_limit((rlim_t)((db > wal ? db : wal) + (int64_t)(test_random(&seed) % 60000)));
        Err err = writer_group(&city.bureau, &scratch, &keep, requests, first, DISK_GROUP);
        db_checkpoint(city.bureau.db);
        if (err != OK) {
            full++;
            NEED(err == ERR_BUSY && !db_dead(city.bureau.db));
            for (int i = 0; i < DISK_GROUP; i++)
                NEED(first[i].err == ERR_BUSY && answer_is(first[i].json, "refused"));
            NEED(city.bureau.journal.last == entries);
            NEED(reads(&keep, folder));
        }
        file_limit(RLIM_INFINITY);
        Hash after = stage_dump(&city);
        NEED(err == OK || hash_eq(&before, &after));
        arena_reset(&scratch);
        NEED(writer_group(&city.bureau, &scratch, &keep, requests, again, DISK_GROUP) == OK);
        entries += DISK_GROUP;
        NEED(city.bureau.journal.last == entries);
        for (int i = 0; i < DISK_GROUP; i++)
            NEED(again[i].err == OK && !again[i].already && (err != OK || str_eq(first[i].json, again[i].json)));
        arena_drop(&scratch);
        arena_drop(&keep);
    }
    NEED(full >= DISK_ROUNDS / 6); /* the test can see a full disk */
    VerifyResult result = { 0 };
    NEED(verify_bureau(arena, &city.bureau, true, &result) == OK && result.whole);
    city_close(&city);
}

TEST(writer_survives_a_full_disk) { in_child(disk_is_full, arena, fixture_url(arena, ENGINE_FOLDER)); }

/* ---- looks ---- */

/* A look that could not be stored waits until it can: the answer was shown already. */
static void look_waits(Arena *arena, Str folder)
{
    City city;
    Writer writer;
    Look look = { .person = 1, .at = { NOON }, .role = ROLE_CLERK, .by = "w1", .org = "office", .query = "person.status" };
    signal(SIGXFSZ, SIG_IGN);
    NEED(city_open(&city, arena, folder));
    city_live(&city);
    int64_t entries = city.bureau.journal.last;
    writer_start(&writer, &city.bureau, 0);
    file_limit(1);
    NEED(writer_look(&writer, &look));
    for (int i = 0; i < 100 && !writer.failed_groups; i++)
        usleep(20000);
    NEED(writer.failed_groups > 0 && writer.failed_groups < 5); /* it failed, and did not try without a rest */
    file_limit(RLIM_INFINITY);
    writer_stop(&writer);
    NEED(city.bureau.journal.last == entries + 1 || writer.look_count == 1);
    city_close(&city);
    NEED(city_open(&city, arena, folder));
    writer_start(&writer, &city.bureau, 0);
    file_limit(1);
    NEED(writer_look(&writer, &look));
    for (int i = 0; i < 100 && !writer.failed_groups; i++)
        usleep(20000);
    file_limit(RLIM_INFINITY);
    for (int i = 0; i < 200 && writer.commits == writer.failed_groups; i++)
        usleep(20000);
    NEED(writer.commits > writer.failed_groups);
    writer_stop(&writer);
    NEED(writer.look_count == 0);
    city_close(&city);
}

TEST(writer_keeps_a_look_until_it_is_stored) { in_child(look_waits, arena, fixture_url(arena, ENGINE_FOLDER)); }
