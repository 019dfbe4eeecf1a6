/* writer_test.c - the one writer: groups, a full queue, an engine that fails in the middle, a COMMIT of which nobody
 * knows, much in one go. What was acknowledged is there once, whatever happens. Guards C3, F5, F8, F20, F21. */
#include "base/require.h"
#include "core/verify.h"
#include "core/writer.h"
#include "db/proxy.h"
#include "stage.h"
#include <libpq-fe.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { NOON = 1739505600 };

/* Registers institution number n: an id, its arguments, and how the answer must look. */
static Request registration(Arena *arena, int n)
{
    JsonNode *args = NULL;
    Str text =
        str_format(arena, "{\"institution\":\"I%05d\",\"kind\":\"pharmacy\",\"name\":\"pharmacy\",\"region\":\"330100\"}", n);
    require(json_read(arena, text, &args, NULL) == OK);
    return (Request){ .id = str_format(arena, "reg-%05d", n),
                      .command = S("institution.register"),
                      .actor = { .role = ROLE_ADMIN, .user = S("root"), .org = S("office") },
                      .at = { NOON },
                      .args = args };
}

/* Of this process, all its threads: what others do on the machine does not count. */
static int64_t cpu_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void whole(Bureau *bureau, Arena *arena)
{
    VerifyResult result = { 0 };
    CHECK_EQ(verify_bureau(arena, bureau, true, &result), OK);
    if (!result.whole)
        test_fail(__FILE__, __LINE__, "verify: entry %lld, %.*s: %.*s", (long long)result.entry, STR_ARG(result.table),
                  STR_ARG(result.en));
}

/* ---- the queue ---- */

typedef struct {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    int answered, done, busy;
    bool hold; /* the first answer waits until it is let go */
} Desk;

typedef struct {
    WriterItem item;
    Desk *desk;
    int answers;
    Err err;
} Asked;

static void on_done(WriterItem *item, const Answer *answer)
{
    Asked *asked = item->context;
    Desk *desk = asked->desk;
    pthread_mutex_lock(&desk->lock);
    asked->answers++;
    asked->err = answer->err;
    desk->answered++;
    desk->done += answer->err == OK;
    desk->busy += answer->err == ERR_BUSY;
    pthread_cond_broadcast(&desk->wake);
    while (desk->hold)
        pthread_cond_wait(&desk->wake, &desk->lock);
    pthread_mutex_unlock(&desk->lock);
}

static Asked *ask(Arena *arena, Desk *desk, int count)
{
    Asked *asked = arena_new(arena, Asked, (size_t)count);
    for (int i = 0; i < count; i++) {
        asked[i] = (Asked){ .desk = desk };
        asked[i].item = (WriterItem){ .request = registration(arena, i), .done = on_done, .context = &asked[i] };
    }
    return asked;
}

static void wait_answers(Desk *desk, int count)
{
    pthread_mutex_lock(&desk->lock);
    while (desk->answered < count)
        pthread_cond_wait(&desk->wake, &desk->lock);
    pthread_mutex_unlock(&desk->lock);
}

TEST(writer_takes_all_that_waits_at_once)
{
    enum { COUNT = 1000 };
    for (int engine = ENGINE_FOLDER; engine < ENGINE_END; engine++) {
        City city;
        Writer writer;
        Desk desk = { .lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER };
        if (!stage_found(&city, arena, (Engines)engine))
            continue;
        Asked *asked = ask(arena, &desk, COUNT);
        int64_t entries = city.bureau.journal.last;
        writer_start(&writer, &city.bureau, 0);
        for (int i = 0; i < COUNT; i++)
            CHECK(writer_put(&writer, &asked[i].item));
        wait_answers(&desk, COUNT);
        writer_stop(&writer);
        for (int i = 0; i < COUNT; i++)
            CHECK(asked[i].answers == 1 && asked[i].err == OK);
        CHECK_EQ(writer.commands, COUNT);
        CHECK(writer.commits <= COUNT / 8 && writer.commits >= COUNT / GROUP_SQLITE);
        CHECK_EQ(city.bureau.journal.last, entries + COUNT);
        CHECK(!writer_put(&writer, &asked[0].item) || !"a stopped writer takes nothing");
        whole(&city.bureau, arena);
        city_close(&city);
    }
}

TEST(writer_queue_is_bounded)
{
    enum { MORE = 50 };
    City city;
    Writer writer;
    Desk desk = { .lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER, .hold = true };
    if (!stage_found(&city, arena, ENGINE_MEMORY))
        return;
    Asked *asked = ask(arena, &desk, 1 + QUEUE_MAX + MORE);
    writer_start(&writer, &city.bureau, 0);
    CHECK(writer_put(&writer, &asked[0].item));
    wait_answers(&desk, 1); /* the writer stands still in its first answer */
    for (int i = 1; i <= QUEUE_MAX; i++)
        CHECK(writer_put(&writer, &asked[i].item));
    for (int i = QUEUE_MAX + 1; i < 1 + QUEUE_MAX + MORE; i++)
        CHECK(!writer_put(&writer, &asked[i].item));
    pthread_mutex_lock(&desk.lock);
    desk.hold = false;
    pthread_cond_broadcast(&desk.wake);
    pthread_mutex_unlock(&desk.lock);
    writer_stop(&writer); /* what waits is finished first */
    CHECK_EQ(desk.done, 1 + QUEUE_MAX);
    for (int i = QUEUE_MAX + 1; i < 1 + QUEUE_MAX + MORE; i++)
        CHECK_EQ(asked[i].answers, 0);
    city_close(&city);
}

/* ---- a full disk ---- */

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

static int64_t size_of(Arena *arena, Str folder, const char *name)
{
    struct stat stat_;
    return stat(str_format(arena, STR_FMT "/%s", STR_ARG(folder), name).p, &stat_) == 0 ? stat_.st_size : 0;
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
    NEED(stage_open(&city, arena, folder));
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

/* ---- PostgreSQL that goes away ---- */

static Str server_folder(Arena *arena)
{
    PQconninfoOption *options = PQconninfoParse(getenv("SHEBAO_TEST_POSTGRES") ? getenv("SHEBAO_TEST_POSTGRES") : "", NULL);
    Str folder = { 0 };
    for (PQconninfoOption *option = options; option && option->keyword; option++)
        if (!strcmp(option->keyword, "host") && option->val)
            folder = str_copy(arena, str(option->val));
    PQconninfoFree(options);
    return folder;
}

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
    line->proxy = proxy_start(arena, server_folder(arena).p);
    /* The door of a database is moved from outside it. */
    PGconn *inside = PQconnectdb(getenv("SHEBAO_TEST_POSTGRES"));
    snprintf(line->database, sizeof line->database, "%s", PQdb(inside));
    PQfinish(inside);
    line->side = PQconnectdb(str_format(arena, "%s&dbname=template1", getenv("SHEBAO_TEST_POSTGRES")).p);
    CHECK_EQ(PQstatus(line->side), CONNECTION_OK);
    if (!stage_open(&line->city, arena, str_format(arena, STR_FMT "&host=%s", STR_ARG(url), proxy_folder(line->proxy))))
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

/* ---- looks ---- */

/* A look that could not be stored waits until it can: the answer was shown already. */
static void look_waits(Arena *arena, Str folder)
{
    City city;
    Writer writer;
    Look look = { .person = 1, .at = { NOON }, .role = ROLE_CLERK, .by = "w1", .org = "office", .query = "person.status" };
    signal(SIGXFSZ, SIG_IGN);
    NEED(stage_open(&city, arena, folder));
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
    NEED(stage_open(&city, arena, folder));
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

/* ---- much in one go ---- */

enum { GO_BYTES = 200 << 20, WAL_MAX = 64 << 20, GO_WAITING = 512, GO_SECONDS = 40 };

typedef struct {
    Bureau *bureau;
    Str url;
    int stop;
    int64_t longest_wal, turns;
} Watch;

/* A reader who never stops: a turn of some milliseconds, and the next. */
static void *watches(void *context)
{
    Watch *watch = context;
    Arena arena = arena_make((size_t)64 << 20), life = arena_make((size_t)64 << 20);
    while (!__atomic_load_n(&watch->stop, __ATOMIC_SEQ_CST)) {
        arena_reset(&arena);
        int64_t wal = size_of(&arena, watch->url, "bureau.db-wal");
        watch->longest_wal = wal > watch->longest_wal ? wal : watch->longest_wal;
        Db *db = NULL;
        arena_reset(&life);
        if (db_open(&life, watch->url, DB_READER, &db, NULL) != OK)
            continue;
        for (int i = 0; i < 50; i++) {
            Str text;
            arena_reset(&arena);
            if (db_begin(db) == OK) {
                watch->turns += db_dump_table(db, &arena, "person_facts", &text) == OK;
                usleep(2000);
                db_rollback(db);
            }
        }
        db_close(db);
    }
    arena_drop(&arena);
    arena_drop(&life);
    return NULL;
}

/* 200 MB of commands as fast as they can be put: the log stays short, with readers at work. */
TEST(writer_keeps_the_log_short)
{
    City city;
    Writer writer;
    pthread_t reader;
    Desk desk = { .lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER };
    if (!stage_found(&city, arena, ENGINE_FOLDER))
        return;
    city_live(&city);
    /* The longest thing that one command leaves in the journal: a list of a thousand numbers, refused and kept. */
    Buf list = { .arena = arena };
    for (int i = 0; i < 1000; i++)
        buf_format(&list, "%s\"K%010d%018d-1\"", i ? "," : "{\"applications\":[", i + 1, 7);
    buf_add(&list, S("]}"));
    JsonNode *args = NULL;
    CHECK_EQ(json_read(arena, buf_str(&list), &args, NULL), OK);
    int count = (int)(GO_BYTES / list.n) + 1;
    Asked *asked = arena_new(arena, Asked, (size_t)count);
    Watch watch = { .bureau = &city.bureau, .url = city.url };
    require(pthread_create(&reader, NULL, watches, &watch) == 0);
    int64_t began = cpu_ms(), entries = city.bureau.journal.last;
    writer_start(&writer, &city.bureau, 0);
    for (int i = 0; i < count; i++) {
        wait_answers(&desk, i - GO_WAITING);
        asked[i] = (Asked){ .desk = &desk };
        asked[i].item = (WriterItem){ .done = on_done, .context = &asked[i] };
        asked[i].item.request = (Request){ .id = str_format(arena, "go-%d", i),
                                           .command = S("card.batch"),
                                           .actor = { .role = ROLE_CENTRE, .user = S("c1"), .org = S("centre") },
                                           .at = { NOON },
                                           .args = args };
        CHECK(writer_put(&writer, &asked[i].item));
    }
    writer_stop(&writer);
    int64_t took = cpu_ms() - began;
    __atomic_store_n(&watch.stop, 1, __ATOMIC_SEQ_CST);
    pthread_join(reader, NULL);
    CHECK_EQ(city.bureau.journal.last, entries + count);
    CHECK_EQ(desk.busy, 0);
    CHECK(watch.turns > 10);
    if (watch.longest_wal >= WAL_MAX)
        test_fail(__FILE__, __LINE__, "the log grew to %lld MB", (long long)watch.longest_wal >> 20);
    CHECK(watch.longest_wal > 1 << 20); /* it was looked at */
    if (took > GO_SECONDS * 1000)
        test_fail(__FILE__, __LINE__, "it took %lld ms of CPU", (long long)took);
    printf("  200 MB in %d commands: %lld ms of CPU, log at most %lld MB, %lld groups\n", count, (long long)took,
           (long long)watch.longest_wal >> 20, (long long)writer.commits);
    city_close(&city);
}
