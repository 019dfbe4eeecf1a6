/* live.c - see live.h. */
#define _GNU_SOURCE
#include "web/live.h"
#include "base/hash.h"
#include "base/require.h"
#include <pthread.h>
#include <stdio.h>
#include <time.h>

enum { LOOK_BYTES = 16 << 20, ID_MAX = 64, ANSWER_MAX = 2048, RETRY_MS = 300 };
static const char type[] = "text/event-stream; charset=utf-8";
static const char said_end[] = "retry: 300\nid: end\nevent: end\ndata: {}\n\n";
static const char said_nothing[] = "retry: 300\n: still there\n\n";

typedef struct {
    HttpRequest *request; /* NULL: a free place */
    Hash who;
    char heard[ID_MAX];
    int64_t until_ms;
} Watcher;

struct Live {
    LiveOptions options;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool stop;
    int count;
    Watcher watchers[LIVE_WATCHERS_MAX];
};

static int64_t clock_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The answer lies in the region of its request, which is the watcher's alone until it is resumed. */
static void answer(Live *live, Watcher *watcher, Str body)
{
    HttpRequest *request = watcher->request;
    watcher->request = NULL;
    live->count--;
    (void)http_resume(request, 200, type, str_copy(request->arena, body), NULL, 0);
}

/* Tells everybody who has not heard it; who has waited long enough is told that we are still there. */
static void tell(Live *live, Str id, Str data)
{
    char event[ANSWER_MAX];
    int64_t now = clock_ms();
    int n = snprintf(event, sizeof event, "retry: %d\nid: " STR_FMT "\nevent: progress\ndata: " STR_FMT "\n\n", RETRY_MS,
                     STR_ARG(id), STR_ARG(data));
    Str progress = { event, n > 0 && n < ANSWER_MAX ? (size_t)n : 0 };
    for (int i = 0; i < LIVE_WATCHERS_MAX; i++) {
        Watcher *watcher = &live->watchers[i];
        if (!watcher->request)
            continue;
        if (live->stop)
            answer(live, watcher, str(said_nothing));
        else if (!id.n)
            answer(live, watcher, str(said_end));
        else if (!str_is(id, watcher->heard) && progress.n)
            answer(live, watcher, progress);
        else if (now >= watcher->until_ms)
            answer(live, watcher, str(said_nothing));
    }
}

static void rest(Live *live)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += live->options.look_ms % 1000 * 1000000L;
    until.tv_sec += live->options.look_ms / 1000 + until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    while (!live->stop && !live->count)
        pthread_cond_wait(&live->changed, &live->lock);
    if (!live->stop)
        pthread_cond_timedwait(&live->changed, &live->lock, &until);
}

static void *live_run(void *context)
{
    Live *live = context;
    Arena arena = arena_make(LOOK_BYTES);
    pthread_setname_np(pthread_self(), "live");
    pthread_mutex_lock(&live->lock);
    while (!live->stop) {
        Str id = { 0 }, data = { 0 };
        pthread_mutex_unlock(&live->lock);
        arena_reset(&arena);
        Err err = live->options.look(live->options.context, &arena, &id, &data);
        pthread_mutex_lock(&live->lock);
        if (err == OK)
            tell(live, id, data);
        rest(live);
    }
    tell(live, (Str){ 0 }, (Str){ 0 });
    pthread_mutex_unlock(&live->lock);
    arena_drop(&arena);
    return NULL;
}

Live *live_start(Arena *life, const LiveOptions *options)
{
    Live *live = arena_new(life, Live, 1);
    live->options = *options;
    pthread_mutex_init(&live->lock, NULL);
    pthread_cond_init(&live->changed, NULL);
    require(pthread_create(&live->thread, NULL, live_run, live) == 0);
    return live;
}

void live_stop(Live *live)
{
    pthread_mutex_lock(&live->lock);
    live->stop = true;
    pthread_cond_signal(&live->changed);
    pthread_mutex_unlock(&live->lock);
    pthread_join(live->thread, NULL);
}

static Watcher *place_for(Live *live, const Hash *who)
{
    Watcher *free_place = NULL;
    int same = 0;
    for (int i = 0; i < LIVE_WATCHERS_MAX; i++) {
        Watcher *watcher = &live->watchers[i];
        if (!watcher->request)
            free_place = watcher;
        else
            same += hash_eq(&watcher->who, who);
    }
    return live->stop || same >= LIVE_EACH_MAX ? NULL : free_place;
}

void live_watch(Live *live, HttpRequest *request, Str who)
{
    Str heard = http_header(request, "last-event-id");
    Hash name = hash_of(who);
    if (str_is(heard, "end")) {
        http_reply(request, 204, type, (Str){ 0 }, NULL, 0);
        return;
    }
    pthread_mutex_lock(&live->lock);
    Watcher *watcher = place_for(live, &name);
    if (watcher) {
        http_suspend(request);
        *watcher = (Watcher){ .request = request, .who = name, .until_ms = clock_ms() + live->options.hold_ms };
        if (heard.n && heard.n < ID_MAX)
            memcpy(watcher->heard, heard.p, heard.n);
        live->count++;
        pthread_cond_signal(&live->changed);
    }
    pthread_mutex_unlock(&live->lock);
    if (!watcher)
        http_reply(request, 503, "text/plain; charset=utf-8", S("too many watch\n"), NULL, 0);
}

int live_watchers(Live *live)
{
    pthread_mutex_lock(&live->lock);
    int count = live->count;
    pthread_mutex_unlock(&live->lock);
    return count;
}
