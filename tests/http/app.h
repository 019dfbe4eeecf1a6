/* app.h - the application behind the server under test: it echoes what it was asked, and a worker of its own answers what
 * was laid aside (/later). */
#pragma once
#include "http/http.h"
#include "support/client.h"
#include <pthread.h>
#include <stdatomic.h>

void sleep_ms(int64_t ms);
int64_t now_ms(void);

enum { WAITING_MAX = 256 };

typedef struct {
    pthread_mutex_t lock;
    pthread_cond_t some;
    HttpRequest *waiting[WAITING_MAX];
    size_t count, taken;
    bool held, ended;
    _Atomic int turns_open, turns, threads, late;
    HttpFiles files;
    HttpServer *server;
    pthread_t worker;
} App;

void app_start(Arena *arena, App *app, HttpSettings settings);
void app_stop(App *app);
/* While held, the worker leaves everything where it is. */
void app_hold(App *app, bool held);
/* Its hooks, for a server with others beside them. */
void app_handle(HttpRequest *request, void *context);
size_t app_limit(const HttpRequest *request, void *context);

/* An application `app` and its `port`. */
#define WITH_APP(app, settings) \
    App app = { 0 }; \
    app_start(arena, &app, settings); \
    int port = http_port(app.server)
