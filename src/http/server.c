/* server.c - the threads. Each drives its own libmicrohttpd daemon from its own loop: what is ready is answered in
 * one turn, resumed requests are woken before it, deadlines are looked at after it. */
#define _GNU_SOURCE
#include "http/internal.h"
#include <errno.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { POOL_BYTES = 32 << 10, READ_STEP_BYTES = 8 << 10, WAIT_MS = 200, STOP_WAIT_MS = 10, FLUSH_MS = 500, THREADS_MAX = 64 };

HttpSettings http_settings(void)
{
    return (HttpSettings){ .address = "127.0.0.1",
                           .threads = 2,
                           .connections = 400,
                           .per_ip = 256,
                           .request_bytes = 32 << 20,
                           .head_ms = 10000,
                           .idle_ms = 30000,
                           .body_ms = 30000,
                           .write_ms = 30000 };
}

int http_port(const HttpServer *server) { return server->port; }

/* Sleeps until a socket is ready, somebody resumes, or it is time to look at the deadlines. */
static void thread_wait(Thread *thread)
{
    MHD_UNSIGNED_LONG_LONG due = 0;
    if ((MHD_get_timeout(thread->daemon, &due) == MHD_YES && !due) || atomic_load(&thread->resumed))
        return;
    struct epoll_event events[2];
    int ms = thread->server->stop_ms ? STOP_WAIT_MS : thread->links ? WAIT_MS : -1;
    int n = epoll_wait(thread->poller, events, 2, ms);
    require(n >= 0 || errno == EINTR);
    uint64_t rung = 0;
    for (int i = 0; i < n; i++)
        if (events[i].data.fd == thread->wake)
            require(read(thread->wake, &rung, sizeof rung) == sizeof rung);
}

static void thread_turn(Thread *thread)
{
    const HttpHooks *hooks = &thread->server->hooks;
    if (hooks->turn_begin)
        hooks->turn_begin(thread->context);
    exchange_wake_resumed(thread);
    require(MHD_run(thread->daemon) == MHD_YES);
    if (hooks->turn_end)
        hooks->turn_end(thread->context);
}

/* While stopping: no new connections, those that wait are closed, the rest ends by itself or is given up. true once
 * nothing is left, or its time is over. */
static bool thread_stopping(Thread *thread)
{
    int64_t stop_ms = thread->server->stop_ms, now_ms = clock_us() / 1000;
    if (!stop_ms)
        return false;
    if (thread->listener >= 0) {
        MHD_quiesce_daemon(thread->daemon);
        close(thread->listener);
        thread->listener = -1;
    }
    link_sweep(thread, true);
    if (now_ms >= stop_ms)
        exchange_give_up(thread);
    return !thread->links || (now_ms >= stop_ms + FLUSH_MS && !thread->suspended);
}

static void *thread_run(void *arg)
{
    Thread *thread = arg;
    const HttpHooks *hooks = &thread->server->hooks;
    if (hooks->thread_begin)
        thread->context = hooks->thread_begin(hooks->app, thread->number);
    while (!thread_stopping(thread)) {
        thread_wait(thread);
        thread_turn(thread);
        link_sweep(thread, false);
    }
    MHD_stop_daemon(thread->daemon);
    if (hooks->thread_end)
        hooks->thread_end(thread->context);
    return NULL;
}

static void thread_watch(const Thread *thread, int fd)
{
    struct epoll_event event = { .events = EPOLLIN, .data.fd = fd };
    require(!epoll_ctl(thread->poller, EPOLL_CTL_ADD, fd, &event));
}

static void thread_lists(Arena *life, Thread *thread, size_t connections)
{
    Exchange *exchanges = arena_new(life, Exchange, connections);
    Link *links = arena_new(life, Link, connections);
    for (size_t i = 0; i < connections; i++) {
        exchanges[i].next = thread->free_exchanges;
        links[i].next = thread->free_links;
        thread->free_exchanges = &exchanges[i];
        thread->free_links = &links[i];
    }
    thread->exchanges = exchanges;
}

static bool thread_open(Arena *life, Thread *thread)
{
    const HttpSettings *settings = &thread->server->settings;
    thread_lists(life, thread, (size_t)(settings->connections + LINK_MARGIN));
    thread->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    thread->poller = epoll_create1(EPOLL_CLOEXEC);
    require(thread->wake >= 0 && thread->poller >= 0);
    thread->daemon = MHD_start_daemon(
        MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, exchange_step, thread, MHD_OPTION_LISTEN_SOCKET, thread->listener,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)(settings->connections + LINK_MARGIN), MHD_OPTION_PER_IP_CONNECTION_LIMIT,
        (unsigned)settings->per_ip, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)POOL_BYTES, MHD_OPTION_CONNECTION_MEMORY_INCREMENT,
        (size_t)READ_STEP_BYTES, MHD_OPTION_CONNECTION_TIMEOUT, 0U, MHD_OPTION_URI_LOG_CALLBACK, exchange_begin, thread,
        MHD_OPTION_UNESCAPE_CALLBACK, unescape_nothing, NULL, MHD_OPTION_NOTIFY_COMPLETED, exchange_end, thread,
        MHD_OPTION_NOTIFY_CONNECTION, link_notify, thread, MHD_OPTION_END);
    if (!thread->daemon)
        return false;
    thread_watch(thread, thread->wake);
    thread_watch(thread, MHD_get_daemon_info(thread->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd);
    return true;
}

static Err settings_check(const HttpSettings *settings, Why *why)
{
    struct {
        const char *field;
        int64_t value, least, most;
    } rows[] = {
        { "port", settings->port, 0, 65535 },
        { "threads", settings->threads, 1, THREADS_MAX },
        { "connections", settings->connections, 2, 100000 },
        { "per_ip", settings->per_ip, 0, 100000 },
        { "request_bytes", (int64_t)settings->request_bytes, 256 << 10, INT64_C(1) << 40 },
        { "head_ms", settings->head_ms, 1, 3600000 },
        { "idle_ms", settings->idle_ms, 1, 3600000 },
        { "body_ms", settings->body_ms, 1, 3600000 },
        { "write_ms", settings->write_ms, 1, 3600000 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].value < rows[i].least || rows[i].value > rows[i].most)
            return refuse(why, ERR_BAD_FIELD, rows[i].field, "设置 %s 应在 %lld 与 %lld 之间，请修改。",
                          "the setting %s must be between %lld and %lld; change it.", rows[i].field, (long long)rows[i].least,
                          (long long)rows[i].most);
    return OK;
}

Err http_start(Arena *life, const HttpSettings *settings, const HttpHooks *hooks, HttpServer **out, Why *why)
{
    require(hooks->handle != NULL);
    TRY(settings_check(settings, why));
    int fds[THREADS_MAX], port = 0;
    refusal_prepare();
    TRY(listen_open(settings, fds, &port, why));
    HttpServer *server = arena_new(life, HttpServer, 1);
    *server = (HttpServer){ .settings = *settings, .hooks = *hooks, .port = port };
    server->threads = arena_new(life, Thread, (size_t)settings->threads);
    for (int i = 0; i < settings->threads; i++) {
        server->threads[i] = (Thread){ .server = server, .number = i, .listener = fds[i] };
        require(thread_open(life, &server->threads[i]));
    }
    for (int i = 0; i < settings->threads; i++)
        require(!pthread_create(&server->threads[i].handle, NULL, thread_run, &server->threads[i]));
    *out = server;
    return OK;
}

void http_stop(HttpServer *server, int64_t deadline_ms)
{
    uint64_t one = 1;
    atomic_store(&server->stop_ms, clock_us() / 1000 + deadline_ms);
    for (int i = 0; i < server->settings.threads; i++)
        require(write(server->threads[i].wake, &one, sizeof one) == sizeof one);
    for (int i = 0; i < server->settings.threads; i++) {
        require(!pthread_join(server->threads[i].handle, NULL));
        close(server->threads[i].poller); /* the bell stays: who resumed last may be about to ring it */
    }
    if (server->given_up) /* Somebody still holds a region: it stays until the process ends. */
        return;
    for (int i = 0; i < server->settings.threads; i++)
        for (int k = 0; k < server->settings.connections + LINK_MARGIN; k++)
            arena_drop(&server->threads[i].exchanges[k].arena);
}

int64_t http_quantile_us(const int64_t *buckets, int permille)
{
    int64_t all = 0, below = 0;
    for (int i = 0; i <= HTTP_BUCKETS; i++)
        all += buckets[i];
    for (int i = 0; i < HTTP_BUCKETS; i++) {
        below += buckets[i];
        if (below * 1000 >= all * permille)
            return all ? http_bucket_us[i] : 0;
    }
    return INT64_MAX;
}

void http_metrics(const HttpServer *server, int thread, HttpMetrics *out)
{
    /* Counters only: they are copied one by one, so a sum may be one request ahead of another. */
    HttpMetrics sum = { 0 };
    int64_t *to = (int64_t *)&sum;
    for (int i = 0; i < server->settings.threads; i++) {
        const int64_t *from = (const int64_t *)&server->threads[i].metrics;
        for (size_t k = 0; (thread < 0 || thread == i) && k < sizeof sum / sizeof *to; k++)
            to[k] += __atomic_load_n(&from[k], __ATOMIC_RELAXED);
    }
    *out = sum;
}
