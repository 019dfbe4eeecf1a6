/* app.c - see app.h. */
#define _GNU_SOURCE
#include "app.h"
#include "base/require.h"
#include "support/test.h"
#include <time.h>

void sleep_ms(int64_t ms)
{
    struct timespec pause = { ms / 1000, ms % 1000 * 1000000 };
    nanosleep(&pause, NULL);
}

int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void app_enqueue(App *app, HttpRequest *request)
{
    pthread_mutex_lock(&app->lock);
    require(app->count - app->taken < WAITING_MAX);
    app->waiting[app->count++ % WAITING_MAX] = request;
    pthread_cond_signal(&app->some);
    pthread_mutex_unlock(&app->lock);
}

void app_hold(App *app, bool held)
{
    pthread_mutex_lock(&app->lock);
    app->held = held;
    pthread_cond_signal(&app->some);
    pthread_mutex_unlock(&app->lock);
}

static void *app_work(void *arg)
{
    App *app = arg;
    for (;;) {
        pthread_mutex_lock(&app->lock);
        while ((app->taken == app->count || app->held) && !app->ended)
            pthread_cond_wait(&app->some, &app->lock);
        if (app->ended && app->taken == app->count) {
            pthread_mutex_unlock(&app->lock);
            return NULL;
        }
        HttpRequest *request = app->waiting[app->taken++ % WAITING_MAX];
        pthread_mutex_unlock(&app->lock);
        Str body = str_format(request->arena, "later %.*s", STR_ARG(http_query(request, "n")));
        static const HttpPair header = { S("X-Later"), S("yes") };
        if (!http_resume(request, 200, "text/plain", body, &header, 1))
            app->late++;
    }
}

static void *app_thread(void *arg, int number)
{
    App *app = arg;
    (void)number;
    app->threads++;
    return app;
}
static void app_thread_end(void *context) { ((App *)context)->threads--; }
static void app_turn(void *context)
{
    App *app = context;
    app->turns_open++;
    app->turns++;
}
static void app_turn_end(void *context) { ((App *)context)->turns_open--; }

size_t app_limit(const HttpRequest *request, void *context)
{
    (void)context;
    return str_is(request->path, "/small") ? 10 : str_is(request->path, "/photo") ? 8 << 20 : HTTP_BODY_DEFAULT;
}

static void echo(HttpRequest *request)
{
    Buf out = { .arena = request->arena };
    buf_format(&out, "%s " STR_FMT "\n", request->method == HTTP_POST ? "POST" : "GET", STR_ARG(request->path));
    for (size_t i = 0; i < request->query_count; i++)
        buf_format(&out, "?" STR_FMT "=" STR_FMT "\n", STR_ARG(request->query[i].name), STR_ARG(request->query[i].value));
    for (size_t i = 0; i < request->form_count; i++)
        buf_format(&out, "&" STR_FMT "=" STR_FMT "\n", STR_ARG(request->form[i].name), STR_ARG(request->form[i].value));
    for (size_t i = 0; i < request->upload_count; i++)
        buf_format(&out, "@" STR_FMT "=" STR_FMT ";" STR_FMT ";%zu\n", STR_ARG(request->uploads[i].field),
                   STR_ARG(request->uploads[i].filename), STR_ARG(request->uploads[i].type), request->uploads[i].bytes.n);
    buf_format(&out, "[%zu]", request->body.n);
    http_reply(request, 200, "text/plain; charset=utf-8", buf_str(&out), NULL, 0);
}

void app_handle(HttpRequest *request, void *context)
{
    App *app = context;
    int64_t n = 0;
    if (str_is(request->path, "/later")) {
        http_suspend(request);
        app_enqueue(app, request);
    } else if (str_is(request->path, "/full")) {
        for (;;)
            arena_new(request->arena, char, 1 << 16);
    } else if (str_is(request->path, "/split")) {
        HttpPair header = { S("Location"), http_query(request, "to") };
        http_reply(request, 303, "text/plain", S("x"), &header, 1);
    } else if (str_is(request->path, "/big") && str_int(http_query(request, "n"), &n)) {
        char *bytes = arena_new(request->arena, char, (size_t)n);
        memset(bytes, 'b', (size_t)n);
        http_reply(request, 200, "application/octet-stream", (Str){ bytes, (size_t)n }, NULL, 0);
    } else if (str_is(request->path, "/who")) {
        Str cookie = http_cookie(request, "sid");
        Str text = str_format(request->arena, STR_FMT "|" STR_FMT "|" STR_FMT "|" STR_FMT, STR_ARG(http_peer(request)),
                              STR_ARG(http_header(request, "AUTHORIZATION")), STR_ARG(cookie), STR_ARG(request->content_type));
        http_reply(request, 200, "text/plain", text, NULL, 0);
    } else if (!str_is(request->path, "/silent") && !http_files_reply(request, &app->files)) {
        echo(request);
    }
}

void app_start(Arena *arena, App *app, HttpSettings settings)
{
    HttpHooks hooks = { .app = app,
                        .thread_begin = app_thread,
                        .thread_end = app_thread_end,
                        .turn_begin = app_turn,
                        .turn_end = app_turn_end,
                        .body_limit = app_limit,
                        .handle = app_handle };
    pthread_mutex_init(&app->lock, NULL);
    pthread_cond_init(&app->some, NULL);
    require(!pthread_create(&app->worker, NULL, app_work, app));
    require(http_start(arena, &settings, &hooks, &app->server, NULL) == OK);
}

void app_stop(App *app)
{
    http_stop(app->server, 2000);
    pthread_mutex_lock(&app->lock);
    app->ended = true;
    app->held = false;
    pthread_cond_signal(&app->some);
    pthread_mutex_unlock(&app->lock);
    pthread_join(app->worker, NULL);
    CHECK_EQ(app->threads, 0);
    CHECK_EQ(app->turns_open, 0);
}
