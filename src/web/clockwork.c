/* clockwork.c - the daily job of a served bureau. The job writes down what fell due, in portions; a record read at any
 * time is settled anyway, so nothing hangs on the minute, only the notices that wait for it. Its ids are made of the day
 * and the portion: started again on the same day, the server asks for the same portions and is answered "done already". */
#define _GNU_SOURCE
#include "base/log.h"
#include "base/require.h"
#include "web/serve.h"
#include <stdatomic.h>
#include <time.h>

enum { ARENA_BYTES = 4 << 20, SLICE_MS = 100, PAUSE_MS = 30000, PORTIONS_MAX = 100000 };

struct Clockwork {
    Writer *writer;
    pthread_t thread;
    atomic_bool stop;
    pthread_mutex_t lock;
    pthread_cond_t answered;
    bool waits;
    Err err;
    bool more; /* the portion that was answered left something */
};

/* From the writer's thread. */
static void portion_done(WriterItem *item, const Answer *answer)
{
    Clockwork *clockwork = item->context;
    pthread_mutex_lock(&clockwork->lock);
    clockwork->err = answer->err;
    clockwork->more = str_find(answer->json, S("\"more\":true")) >= 0;
    clockwork->waits = false;
    pthread_cond_signal(&clockwork->answered);
    pthread_mutex_unlock(&clockwork->lock);
}

/* One portion, answered. ERR_BUSY: to be tried again later. */
static Err portion(Clockwork *clockwork, Arena *arena, Day day, int n)
{
    JsonNode *member = arena_new(arena, JsonNode, 1), *args = arena_new(arena, JsonNode, 1);
    *member = (JsonNode){ .type = JSON_TEXT, .key = S("day"), .text = day_text(arena, day) };
    *args = (JsonNode){ .type = JSON_MEMBERS, .items = member, .count = 1 };
    WriterItem item = { .request = { .id = str_format(arena, "daily-" STR_FMT "-%d", STR_ARG(day_text(arena, day)), n),
                                     .command = S("job.daily"),
                                     .actor = { .role = ROLE_JOB, .user = S("clockwork"), .org = S("server") },
                                     .at = serve_now(),
                                     .args = args },
                        .done = portion_done,
                        .context = clockwork };
    clockwork->waits = true;
    if (!writer_put(clockwork->writer, &item))
        return ERR_BUSY;
    pthread_mutex_lock(&clockwork->lock);
    while (clockwork->waits)
        pthread_cond_wait(&clockwork->answered, &clockwork->lock);
    pthread_mutex_unlock(&clockwork->lock);
    return clockwork->err;
}

/* The whole day. false: it is not done and must be tried again. */
static bool day_do(Clockwork *clockwork, Arena *arena, Day day)
{
    clockwork->more = true;
    for (int n = 1; clockwork->more && n < PORTIONS_MAX; n++) {
        Err err = atomic_load(&clockwork->stop) ? ERR_BUSY : portion(clockwork, arena, day, n);
        arena_reset(arena);
        if (err != OK) {
            if (err != ERR_BUSY)
                log_line(LOG_ERROR, "daily", "the daily job was refused: %s", err_code(err));
            return false;
        }
    }
    return true;
}

static void *clockwork_run(void *context)
{
    Clockwork *clockwork = context;
    Arena arena = arena_make(ARENA_BYTES);
    Day done = { 0 };
    pthread_setname_np(pthread_self(), "clockwork");
    while (!atomic_load(&clockwork->stop)) {
        Day today = time_day(serve_now());
        if (today.n != done.n && day_do(clockwork, &arena, today))
            done = today;
        for (int i = 0; i < PAUSE_MS / SLICE_MS && !atomic_load(&clockwork->stop); i++)
            nanosleep(&(struct timespec){ .tv_nsec = SLICE_MS * 1000000L }, NULL);
    }
    arena_drop(&arena);
    return NULL;
}

Clockwork *clockwork_start(Arena *life, Writer *writer)
{
    Clockwork *clockwork = arena_new(life, Clockwork, 1);
    clockwork->writer = writer;
    pthread_mutex_init(&clockwork->lock, NULL);
    pthread_cond_init(&clockwork->answered, NULL);
    require(pthread_create(&clockwork->thread, NULL, clockwork_run, clockwork) == 0);
    return clockwork;
}

void clockwork_stop(Clockwork *clockwork)
{
    atomic_store(&clockwork->stop, true);
    pthread_join(clockwork->thread, NULL);
}
