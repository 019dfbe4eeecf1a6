/* death_test.c - the writer whose handle is closed for good: an fsync that failed, a bureau that another program has taken.
 * Whoever waits is told busy, on_dead is called once, and after the restart everything acknowledged is there once. Guards F6. */
#include "base/require.h"
#include "db/disk_vfs.h"
#include "desk.h"
#include <unistd.h>

enum { BEFORE = 40, WAVE = 100, WAVES = 10, SYNCS = 16 };

typedef struct {
    Writer *writer;
    _Atomic int deaths;
    bool said_dead; /* in on_dead the writer says so itself */
} Watchman;

static void on_dead(void *context)
{
    Watchman *watchman = context;
    watchman->deaths++;
    watchman->said_dead = watchman->writer->dead;
}

typedef struct {
    City city;
    Writer writer;
    Desk desk;
    Watchman watchman;
    Asked *asked;
    int put;
} Scene;

static void put_more(Scene *scene, int count)
{
    for (int i = 0; i < count; i++)
        CHECK(writer_put(&scene->writer, &scene->asked[scene->put++].item));
    wait_answers(&scene->desk, scene->put);
}

static bool scene_open(Scene *scene, Arena *arena, Str url)
{
    *scene = (Scene){ .desk = { .lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER } };
    if (!city_open(&scene->city, arena, url))
        return false;
    scene->watchman.writer = &scene->writer;
    scene->asked = ask(arena, &scene->desk, BEFORE + 3 * WAVE);
    writer_start(&scene->writer, &scene->city.bureau, 0);
    scene->writer.on_dead = on_dead;
    scene->writer.on_dead_context = &scene->watchman;
    put_more(scene, BEFORE);
    CHECK_EQ(scene->desk.done, BEFORE);
    return true;
}

/* From its death on, the writer answers everybody busy and never comes back by itself. */
static void check_dead(Scene *scene)
{
    int done = scene->desk.done;
    CHECK(scene->writer.dead && db_dead(scene->city.bureau.db));
    put_more(scene, WAVE);
    CHECK_EQ(scene->desk.done, done);
    CHECK_EQ(scene->desk.busy, scene->put - done);
    CHECK_EQ(scene->watchman.deaths, 1);
    CHECK(scene->watchman.said_dead);
}

static void scene_close(Scene *scene)
{
    writer_stop(&scene->writer);
    city_close(&scene->city);
}

/* The program starts again and everybody asks again: the acknowledged is there already, byte for byte, the rest is done now,
 * and nothing is there twice. Returns how many of the unacknowledged had been kept all the same. */
static int check_after(Arena *arena, Str url, Scene *scene, int64_t first)
{
    City city;
    int kept = 0, lost = 0;
    if (!city_open(&city, arena, url))
        return 0;
    for (int i = 0; i < scene->put; i++) {
        Arena scratch = arena_make((size_t)16 << 20), out = arena_make((size_t)1 << 20);
        Request request = registration(&scratch, i);
        Answer answer = { 0 };
        CHECK_EQ(writer_group(&city.bureau, &scratch, &out, &request, &answer, 1), OK);
        CHECK(answer.err == OK && !answer.already);
        lost += answer.stored && scene->asked[i].err == OK;
        kept += !answer.stored && scene->asked[i].err != OK;
        CHECK_EQ(scene->asked[i].answers, 1);
        arena_drop(&scratch);
        arena_drop(&out);
    }
    CHECK_EQ(lost, 0);
    CHECK_EQ(city.bureau.journal.last, first + scene->put);
    whole(&city.bureau, arena);
    city_close(&city);
    return kept;
}

/* The nth fsync fails, while commands wait. Whether it was one of a COMMIT is seen by the writer alone. */
static bool one_failure(Arena *arena, int nth)
{
    Scene scene;
    Str url = fixture_url(arena, ENGINE_FOLDER);
    City founded;
    if (!city_open(&founded, arena, url))
        return false;
    int64_t first = founded.bureau.journal.last;
    city_close(&founded);
    disk_install();
    bool open = scene_open(&scene, arena, url), died = false;
    if (open) {
        fault_arm(FAULT_SYNC, nth);
        for (int i = 0; i < WAVES; i++)
            put_more(&scene, WAVE / WAVES);
        bool hit = fault_disarm();
        died = scene.writer.dead;
        CHECK(!died || hit);
        if (died)
            check_dead(&scene);
        else
            CHECK_EQ(scene.desk.busy, 0);
        scene_close(&scene);
    }
    disk_remove();
    if (open) /* A group that was told busy may be there: its fsync failed behind the write. It is whole then. */
        CHECK(check_after(arena, url, &scene, first) <= (died ? GROUP_SQLITE : 0));
    return died;
}

TEST(writer_dies_of_a_failed_fsync_and_loses_nothing)
{
    int deaths = 0;
    for (int nth = 1; nth <= SYNCS; nth++) {
        Arena own = arena_make((size_t)256 << 20);
        deaths += one_failure(&own, nth);
        arena_drop(&own);
    }
    CHECK(deaths >= SYNCS / 4);
    printf("  %d of %d fsyncs were of a COMMIT\n", deaths, SYNCS);
}

TEST(writer_dies_when_another_has_the_bureau)
{
    Scene scene;
    Str url = fixture_url(arena, ENGINE_POSTGRES);
    City founded;
    if (!url.p || !city_open(&founded, arena, url))
        return;
    int64_t first = founded.bureau.journal.last;
    city_close(&founded);
    if (!scene_open(&scene, arena, url))
        return;
    CHECK(fixture_psql(arena, url, "UPDATE db_lease SET fence = fence + 1"));
    put_more(&scene, WAVE);
    CHECK_EQ(scene.desk.done, BEFORE); /* not one more from the moment the bureau was another's */
    check_dead(&scene);
    scene_close(&scene);
    CHECK_EQ(check_after(arena, url, &scene, first), 0);
}
