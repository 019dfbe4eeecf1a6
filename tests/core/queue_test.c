/* queue_test.c - the queue of the one writer: groups, a full queue, much in one go. Guards F21. */
#include "base/require.h"
#include "desk.h"
#include <time.h>
#include <unistd.h>

/* Of this process, all its threads: what others do on the machine does not count. */
static int64_t cpu_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

TEST(writer_takes_all_that_waits_at_once)
{
    enum { COUNT = 1000 };
    for (int engine = ENGINE_FOLDER; engine < ENGINE_END; engine++) {
        City city;
        Writer writer;
        Desk desk = { .lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER };
        if (!city_found(&city, arena, (Engines)engine))
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
    if (!city_found(&city, arena, ENGINE_MEMORY))
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
    if (!city_found(&city, arena, ENGINE_FOLDER))
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
