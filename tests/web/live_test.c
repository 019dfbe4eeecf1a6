/* live_test.c - watchers of long work, over HTTP: what changes is told until the end, who goes away costs nothing for long, and
 * too many are refused. */
#include "support/client.h"
#include "town.h"
#include "web/live.h"
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { LOOK_MS = 20, HOLD_MS = 400, LAST = 5 };

typedef struct {
    Live *live;
    HttpServer *server;
    Arena life;
    _Atomic int state; /* above LAST: nothing is under way */
} Watch;

static Err look(void *context, Arena *arena, Str *id, Str *data)
{
    int state = ((Watch *)context)->state;
    if (state > LAST)
        return OK;
    *id = str_format(arena, "L1-%d", state);
    *data = str_format(arena, "{\"run\":\"L1\",\"text\":\"%d\"}", state);
    return OK;
}

static void handle(HttpRequest *request, void *context)
{
    (void)context;
    extern Watch *live_test_watch;
    live_watch(live_test_watch->live, request, http_query(request, "who"));
}

Watch *live_test_watch;

static void watch_open(Watch *watch, int hold_ms)
{
    *watch = (Watch){ .life = arena_make(64 << 20), .state = 1 };
    live_test_watch = watch;
    HttpSettings settings = http_settings();
    settings.threads = 1;
    HttpHooks hooks = { .app = watch, .handle = handle };
    watch->live = live_start(&watch->life, &(LiveOptions){ look, watch, LOOK_MS, hold_ms });
    CHECK_EQ(http_start(&watch->life, &settings, &hooks, &watch->server, NULL), OK);
}

static void watch_close(Watch *watch)
{
    live_stop(watch->live);
    http_stop(watch->server, 1000);
    arena_drop(&watch->life);
}

static int begin(Watch *watch, const char *who, const char *heard)
{
    char bytes[400];
    int fd = client_dial(http_port(watch->server));
    int n = snprintf(bytes, sizeof bytes, "GET /?who=%s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nLast-Event-ID: %s\r\n\r\n", who,
                     heard);
    CHECK(fd >= 0 && client_send(fd, (Str){ bytes, (size_t)n }));
    return fd;
}

static Reply answered(Arena *arena, int fd)
{
    Reply reply = client_read(arena, fd, false);
    close(fd);
    return reply;
}

/* Waits until so many are laid aside. */
static bool wait_for(Watch *watch, int watchers)
{
    for (int i = 0; i < 500 && live_watchers(watch->live) != watchers; i++)
        nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
    return live_watchers(watch->live) == watchers;
}

TEST(a_watcher_is_told_every_change_until_the_end)
{
    Watch watch;
    char heard[32] = "";
    watch_open(&watch, 20000);
    for (int state = 1; state <= LAST; state++) {
        int fd = begin(&watch, "w1", heard);
        if (state > 1) { /* it knows the state before: it waits */
            CHECK(wait_for(&watch, 1));
            watch.state = state;
        }
        Reply reply = answered(arena, fd);
        CHECK_EQ(reply.status, 200);
        CHECK_STR(reply_header(&reply, "Content-Type"), S("text/event-stream; charset=utf-8"));
        CHECK_STR(reply_header(&reply, "Cache-Control"), S("no-store"));
        CHECK_STR(
            reply.body,
            str_format(arena, "retry: 300\nid: L1-%d\nevent: progress\ndata: {\"run\":\"L1\",\"text\":\"%d\"}\n\n", state, state));
        snprintf(heard, sizeof heard, "L1-%d", state);
    }
    int fd = begin(&watch, "w1", heard);
    CHECK(wait_for(&watch, 1));
    watch.state = LAST + 1;
    CHECK_STR(answered(arena, fd).body, S("retry: 300\nid: end\nevent: end\ndata: {}\n\n"));
    CHECK_EQ(answered(arena, begin(&watch, "w1", "end")).status, 204); /* a browser then asks no more */
    watch_close(&watch);
}

TEST(a_watcher_who_waits_long_is_told_that_somebody_is_there)
{
    Watch watch;
    watch_open(&watch, HOLD_MS);
    CHECK_STR(answered(arena, begin(&watch, "w1", "L1-1")).body, S("retry: 300\n: still there\n\n"));
    CHECK_EQ(live_watchers(watch.live), 0);
    watch_close(&watch);
}

TEST(a_watcher_who_goes_away_gives_the_place_back)
{
    Watch watch;
    watch_open(&watch, HOLD_MS);
    for (int i = 0; i < LIVE_EACH_MAX; i++)
        close(begin(&watch, "w1", "L1-1"));
    CHECK(wait_for(&watch, LIVE_EACH_MAX) && wait_for(&watch, 0));
    CHECK_EQ(answered(arena, begin(&watch, "w1", "")).status, 200);
    watch_close(&watch);
}

TEST(too_many_watchers_are_refused)
{
    Watch watch;
    int fds[LIVE_WATCHERS_MAX];
    watch_open(&watch, 20000);
    for (int i = 0; i < LIVE_WATCHERS_MAX; i++) {
        char who[16];
        snprintf(who, sizeof who, "w%d", i / LIVE_EACH_MAX);
        fds[i] = begin(&watch, who, "L1-1");
        if (i == LIVE_EACH_MAX - 1) {
            CHECK(wait_for(&watch, LIVE_EACH_MAX));
            CHECK_EQ(answered(arena, begin(&watch, "w0", "L1-1")).status, 503); /* one person's own limit */
        }
    }
    CHECK(wait_for(&watch, LIVE_WATCHERS_MAX));
    CHECK_EQ(answered(arena, begin(&watch, "new", "")).status, 503);
    watch.state = 2;
    for (int i = 0; i < LIVE_WATCHERS_MAX; i++)
        CHECK_EQ(answered(arena, fds[i]).status, 200);
    CHECK_EQ(answered(arena, begin(&watch, "new", "")).status, 200);
    watch_close(&watch);
}

TEST(who_waits_is_answered_when_the_server_stops)
{
    Watch watch;
    watch_open(&watch, 20000);
    int fd = begin(&watch, "w1", "L1-1");
    CHECK(wait_for(&watch, 1));
    live_stop(watch.live);
    CHECK_STR(answered(arena, fd).body, S("retry: 300\n: still there\n\n"));
    CHECK_EQ(answered(arena, begin(&watch, "w1", "")).status, 503);
    http_stop(watch.server, 1000);
    arena_drop(&watch.life);
}

TEST(progress_of_the_town_is_told_to_the_office_alone)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply clerk = town_get(&town, BY_CLERK, "/desk/progress/live");
    CHECK(clerk.status == 200 && reply_says(&clerk, "event: end"));
    CHECK_EQ(town_get(&town, BY_BANK, "/desk/progress/live").status, 403);
    CHECK_EQ(town_get(&town, BY_NOBODY, "/desk/progress/live").status, 403);
    Reply page = town_get(&town, BY_CLERK, "/desk/progress");
    CHECK(page.status == 200 && !reply_says(&page, "data-live")); /* nothing is open: nothing to wait for */
    town_close(&town);
}
