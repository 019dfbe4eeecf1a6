/* http_test.c - a real server in this process, asked through raw sockets: good requests, hostile ones, slow ones,
 * and answers that come later from another thread. */
#define _GNU_SOURCE
#include "client.h"
#include "base/require.h"
#include "support/test.h"
#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static void sleep_ms(int64_t ms)
{
    struct timespec pause = { ms / 1000, ms % 1000 * 1000000 };
    nanosleep(&pause, NULL);
}

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

enum { WAITING_MAX = 256 };

/* The application under test: echo pages, and a worker that resumes what was laid aside. */
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

static void app_enqueue(App *app, HttpRequest *request)
{
    pthread_mutex_lock(&app->lock);
    require(app->count - app->taken < WAITING_MAX);
    app->waiting[app->count++ % WAITING_MAX] = request;
    pthread_cond_signal(&app->some);
    pthread_mutex_unlock(&app->lock);
}

static void app_hold(App *app, bool held)
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

static size_t app_limit(const HttpRequest *request, void *context)
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

static void app_handle(HttpRequest *request, void *context)
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

static void app_start(Arena *arena, App *app, HttpSettings settings)
{
    HttpHooks hooks = { .app = app, .thread_begin = app_thread, .thread_end = app_thread_end, .turn_begin = app_turn,
                        .turn_end = app_turn_end, .body_limit = app_limit, .handle = app_handle };
    pthread_mutex_init(&app->lock, NULL);
    pthread_cond_init(&app->some, NULL);
    require(!pthread_create(&app->worker, NULL, app_work, app));
    require(http_start(arena, &settings, &hooks, &app->server, NULL) == OK);
}

static void app_stop(App *app)
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

static void *stop_app(void *app)
{
    app_stop(app);
    return NULL;
}

#define WITH_APP(app, settings) \
    App app = { 0 }; \
    app_start(arena, &app, settings); \
    int port = http_port(app.server)

TEST(a_page_is_answered_with_every_security_header)
{
    WITH_APP(app, http_settings());
    Str ask = S("GET /%E7%A4%BE%E4%BF%9D/a?x=1&%E5%8D%A1=a+b%2B HTTP/1.1\r\nHost: localhost\r\n\r\n");
    Answer answer = client_ask(arena, port, ask);
    CHECK_EQ(answer.status, 200);
    CHECK_STR(answer.body, S("GET /社保/a\n?x=1\n?卡=a b+\n[0]"));
    CHECK_STR(answer_header(&answer, "content-type"), S("text/plain; charset=utf-8"));
    CHECK_STR(answer_header(&answer, "cache-control"), S("no-store"));
    CHECK_STR(answer_header(&answer, "x-content-type-options"), S("nosniff"));
    CHECK_STR(answer_header(&answer, "referrer-policy"), S("no-referrer"));
    CHECK_STR(answer_header(&answer, "cross-origin-opener-policy"), S("same-origin"));
    CHECK_STR(answer_header(&answer, "cross-origin-resource-policy"), S("same-origin"));
    CHECK(str_starts(answer_header(&answer, "content-security-policy"), S("default-src 'none'; script-src 'self'")));
    CHECK(str_find(answer_header(&answer, "content-security-policy"), S("frame-ancestors 'none'")) > 0);
    CHECK(answer_header(&answer, "permissions-policy").n > 0);
    CHECK(answer_header(&answer, "date").n > 0);
    CHECK(!answer_header(&answer, "strict-transport-security").n);
    app_stop(&app);
    CHECK(app.turns > 0);
}

TEST(head_options_and_unknown_methods)
{
    WITH_APP(app, http_settings());
    int fd = client_dial(port);
    client_send(fd, S("HEAD /a HTTP/1.1\r\nHost: h\r\n\r\nOPTIONS /a HTTP/1.1\r\nHost: h\r\n\r\n"
                      "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n"
                      "GET /b HTTP/1.1\r\nHost: h\r\n\r\n"));
    Answer answer = client_read(arena, fd, true);
    CHECK_EQ(answer.status, 200);
    CHECK_STR(answer_header(&answer, "content-length"), S("10"));
    for (int i = 0; i < 2; i++) {
        answer = client_read(arena, fd, false);
        CHECK_EQ(answer.status, 204);
        CHECK_STR(answer_header(&answer, "allow"), S("GET, HEAD, POST, OPTIONS"));
    }
    CHECK_STR(client_read(arena, fd, false).body, S("GET /b\n[0]"));
    close(fd);
    static const char *const methods[] = { "PUT", "DELETE", "TRACE", "CONNECT", "PATCH", "get", "BREW" };
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        answer = client_ask(arena, port, str_format(arena, "%s / HTTP/1.1\r\nHost: h\r\n\r\n", methods[i]));
        CHECK_EQ(answer.status, 405);
        CHECK_STR(answer_header(&answer, "allow"), S("GET, HEAD, POST, OPTIONS"));
        CHECK(answer_header(&answer, "content-security-policy").n > 0);
    }
    app_stop(&app);
}

TEST(one_connection_serves_many_requests_also_sent_ahead)
{
    WITH_APP(app, http_settings());
    int fd = client_dial(port);
    Buf many = { .arena = arena };
    for (int i = 0; i < 200; i++)
        buf_format(&many, i % 3 ? "GET /n%d HTTP/1.1\r\nHost: h\r\n\r\n"
                                : "POST /n%d HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\na=1", i);
    CHECK(client_send(fd, buf_str(&many)));
    for (int i = 0; i < 200; i++) {
        Str want = str_format(arena, i % 3 ? "GET /n%d\n[0]" : "POST /n%d\n[3]", i);
        CHECK_STR(client_read(arena, fd, false).body, want);
    }
    close(fd);
    HttpMetrics metrics = { 0 };
    for (int i = 0; i < 100 && metrics.answered[2] < 200; i++, sleep_ms(10))
        http_metrics(app.server, -1, &metrics);
    CHECK_EQ(metrics.answered[2], 200);
    CHECK_EQ(metrics.bytes_in, 67 * 3);
    CHECK_EQ(metrics.in_flight, 0);
    int64_t counted = 0;
    for (int i = 0; i <= HTTP_BUCKETS; i++)
        counted += metrics.latency[i];
    CHECK_EQ(counted, 200);
    app_stop(&app);
}

enum { CROWD = 64, ROUNDS = 40 };
typedef struct {
    int port, number;
    int good;
} Member;

static void *member_run(void *arg)
{
    Member *member = arg;
    Arena arena = arena_make(16 << 20);
    int fd = client_dial(member->port);
    for (int i = 0; i < ROUNDS; i++) {
        int n = member->number * 1000 + i;
        Str ask = str_format(&arena, "POST /later?n=%d HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello", n);
        client_send(fd, ask);
        Answer answer = client_read(&arena, fd, false);
        member->good += str_eq(answer.body, str_format(&arena, "later %d", n)) && str_is(answer_header(&answer, "x-later"), "yes");
        arena_reset(&arena);
    }
    close(fd);
    arena_drop(&arena);
    return NULL;
}

TEST(sixty_four_connections_are_answered_later_from_another_thread)
{
    WITH_APP(app, http_settings());
    pthread_t threads[CROWD];
    Member members[CROWD];
    for (int i = 0; i < CROWD; i++) {
        members[i] = (Member){ .port = port, .number = i };
        pthread_create(&threads[i], NULL, member_run, &members[i]);
    }
    for (int i = 0; i < CROWD; i++) {
        pthread_join(threads[i], NULL);
        CHECK_EQ(members[i].good, ROUNDS);
    }
    HttpMetrics metrics = { 0 };
    http_metrics(app.server, -1, &metrics);
    CHECK_EQ(metrics.suspended, 0);
    app_stop(&app);
    CHECK_EQ(app.late, 0);
}

TEST(what_smugglers_send_is_refused_and_the_connection_closed)
{
    WITH_APP(app, http_settings());
    static const struct { int status; Str bytes; } cases[] = {
        { 400, S("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") },
        { 400, S("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n") },
        { 400, S("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello") },
        { 400, S("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!") },
        { 400, S("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5, 5\r\n\r\nhello") },
        { 400, S("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: +5\r\n\r\nhello") },
        { 400, S("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -5\r\n\r\nhello") },
        { 400, S("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0x5\r\n\r\nhello") },
        { 400, S("POST / HTTP/1.1\r\nHost: h\r\nContent-Length:\r\n\r\nhello") },
        { 413, S("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999\r\n\r\nhello") },
        { 400, S("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") },
        { 501, S("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n") },
        { 501, S("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n") },
        { 501, S("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n") },
        { 400, S("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n") },
        { 400, S("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding\t: chunked\r\n\r\n0\r\n\r\n") },
        { 400, S("POST / HTTP/1.1\r\nHost: h\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n") },
        { 400, S("POST / HTTP/1.1\r\nHost: h\r\nX: y\r\n\tTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") },
        { 400, S("GET / HTTP/1.1\r\nHost: h\r\nX: a\r\n folded\r\n\r\n") },
        { 400, S("GET / HTTP/1.1\r\nHost: h\r\nX:\r\n folded\r\n\r\n") },
        { 400, S("GET / HTTP/1.1\r\nX: a\r\n\r\n") },
        { 400, S("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n") },
        { 400, S("GET / HTTP/1.1\r\nHost: a b\r\n\r\n") },
        { 400, S("GET / HTTP/1.1\r\nHost: a/../b\r\n\r\n") },
        { 400, S("GET / HTTP/1.1\r\nHost:\r\n\r\n") },
        { 400, S("GET / HTTP/1.1\r\nHost: h\r\nX: a\0b\r\n\r\n") },
        { 400, S("GET / HTTP/1.1\r\nHost: h\r\nX\0Y: a\r\n\r\n") },
        { 400, S("GET / HTTP/1.1\r\nHost: h\r\nX: a\rb\r\n\r\n") },
        { 400, S("GET / HTTP/1.1\r\nHost: h\r\nX: a\x01\r\n\r\n") },
        { 400, S("GET / HTTP/1.1\r\nHost: h\nX: a\r\n\r\n") },
        { 400, S("GET / HTTP/1.1\nHost: h\r\n\r\n") },
        { 400, S("GET / HTTP/1.1\r\nHost: h\r\nX: a\r\n\n") },
        { 400, S("GET / HTTP/1.1\r\nHost: h\r\nNo colon here\r\n\r\n") },
        { 400, S("GET / HTTP/1.1\r\nHost: h\r\n: empty\r\n\r\n") },
        { 400, S("GET / HTTP/1.1\r\nHost: h\r\nX(y): a\r\n\r\n") },
        { 400, S("GET  / HTTP/1.1\r\nHost: h\r\n\r\n") },
        { 400, S("GET /a b HTTP/1.1\r\nHost: h\r\n\r\n") },
        { 400, S("GET /a\0b HTTP/1.1\r\nHost: h\r\n\r\n") },
        { 400, S("GET /a\x7f HTTP/1.1\r\nHost: h\r\n\r\n") },
        { 400, S("G@T / HTTP/1.1\r\nHost: h\r\n\r\n") },
        { 400, S("GET http://h/ HTTP/1.1\r\nHost: h\r\n\r\n") },
        { 400, S("GET a HTTP/1.1\r\nHost: h\r\n\r\n") },
        { 400, S("GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello") },
        { 400, S("GET / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") },
        { 400, S("POST / HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") },
        { 400, S("GET / HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer a\r\nAuthorization: Bearer b\r\n\r\n") },
        { 400, S("GET / HTTP/1.1\r\nHost: h\r\nCookie: a=1\r\nCookie: a=2\r\n\r\n") },
        { 400, S("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloX\r\n0\r\n\r\n") },
        { 400, S("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n") },
        { 400, S("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n") },
        { 413, S("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\nhello\r\n0\r\n\r\n") },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int fd = client_dial(port);
        client_send(fd, cases[i].bytes);
        client_send(fd, S("GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n"));
        Answer answer = client_read(arena, fd, false);
        if (answer.status != cases[i].status)
            test_fail(__FILE__, __LINE__, "case %zu answers %d, should be %d", i, answer.status, cases[i].status);
        CHECK(client_closed(fd));
        close(fd);
    }
    app_stop(&app);
}

TEST(who_asks_before_sending_is_told_at_once)
{
    WITH_APP(app, http_settings());
    int fd = client_dial(port);
    client_send(fd, S("POST /small HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n"));
    CHECK_EQ(client_read(arena, fd, false).status, 100);
    client_send(fd, S("hello"));
    CHECK_STR(client_read(arena, fd, false).body, S("POST /small\n[5]"));
    client_send(fd, S("POST /small HTTP/1.1\r\nHost: h\r\nContent-Length: 50\r\nExpect: 100-continue\r\n\r\n"));
    CHECK_EQ(client_read(arena, fd, false).status, 413);
    CHECK(client_closed(fd));
    close(fd);
    app_stop(&app);
}

TEST(chunked_bodies_are_put_together)
{
    WITH_APP(app, http_settings());
    int fd = client_dial(port);
    Str head = S("POST /c HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n"
                 "Content-Type: application/x-www-form-urlencoded\r\n\r\n");
    client_send(fd, head);
    client_send(fd, S("4\r\nname\r\n2;ext=1\r\n=%\r\n8\r\nE5%BC%A0\r\n0\r\nTrailer: x\r\n\r\n"));
    CHECK_STR(client_read(arena, fd, false).body, S("POST /c\n&name=张\n[14]"));
    client_send(fd, head);
    for (int i = 0; i < 1000; i++)
        client_send(fd, S("3\r\na&a\r\n"));
    client_send(fd, S("0\r\n\r\n"));
    Answer answer = client_read(arena, fd, false);
    CHECK_EQ(answer.status, 200);
    CHECK(str_ends(answer.body, S("[3000]")));
    close(fd);
    app_stop(&app);
}

/* A request of exactly `n` header bytes (all lines with CR LF and the empty line), of `lines` lines or more. */
static Str request_with_head(Arena *arena, size_t n, size_t lines)
{
    Buf head = { .arena = arena };
    buf_add(&head, S("Host: h\r\n"));
    for (size_t i = 1; i + 1 < lines; i++)
        buf_add(&head, S("A: b\r\n"));
    buf_add(&head, S("P: "));
    while (head.n + 4 < n)
        buf_char(&head, 'p');
    return str_format(arena, "GET / HTTP/1.1\r\n" STR_FMT "\r\n\r\n", STR_ARG(buf_str(&head)));
}

static Str request_with_uri(Arena *arena, size_t n)
{
    Buf uri = { .arena = arena };
    buf_char(&uri, '/');
    while (uri.n < n)
        buf_char(&uri, 'u');
    return str_format(arena, "GET " STR_FMT " HTTP/1.1\r\nHost: h\r\n\r\n", STR_ARG(buf_str(&uri)));
}

TEST(heads_and_addresses_have_limits)
{
    WITH_APP(app, http_settings());
    CHECK_EQ(client_ask(arena, port, request_with_head(arena, HTTP_HEAD_MAX - 1, 2)).status, 200);
    CHECK_EQ(client_ask(arena, port, request_with_head(arena, HTTP_HEAD_MAX, 2)).status, 200);
    CHECK_EQ(client_ask(arena, port, request_with_head(arena, HTTP_HEAD_MAX + 1, 2)).status, 431);
    CHECK_EQ(client_ask(arena, port, request_with_head(arena, 1000, HTTP_HEADERS_MAX - 1)).status, 200);
    CHECK_EQ(client_ask(arena, port, request_with_head(arena, 1000, HTTP_HEADERS_MAX)).status, 200);
    CHECK_EQ(client_ask(arena, port, request_with_head(arena, 1000, HTTP_HEADERS_MAX + 1)).status, 431);
    CHECK_EQ(client_ask(arena, port, request_with_head(arena, 30 << 10, 2)).status, 431);
    CHECK_EQ(client_ask(arena, port, request_with_head(arena, 30 << 10, 3000)).status, 431);
    CHECK_EQ(client_ask(arena, port, request_with_head(arena, 1 << 20, 2)).status, 431);
    CHECK_EQ(client_ask(arena, port, request_with_uri(arena, HTTP_URI_MAX - 1)).status, 200);
    CHECK_EQ(client_ask(arena, port, request_with_uri(arena, HTTP_URI_MAX)).status, 200);
    CHECK_EQ(client_ask(arena, port, request_with_uri(arena, HTTP_URI_MAX + 1)).status, 414);
    CHECK_EQ(client_ask(arena, port, request_with_uri(arena, 12 << 10)).status, 414);
    CHECK_EQ(client_ask(arena, port, request_with_uri(arena, 1 << 20)).status, 414);
    app_stop(&app);
}

static Str post_of(Arena *arena, const char *path, size_t n, bool chunked)
{
    Buf out = { .arena = arena };
    char *bytes = arena_new(arena, char, n + 1);
    memset(bytes, 'z', n);
    buf_format(&out, "POST %s HTTP/1.1\r\nHost: h\r\n", path);
    if (chunked)
        buf_format(&out, "Transfer-Encoding: chunked\r\n\r\n%zx\r\n", n);
    else
        buf_format(&out, "Content-Length: %zu\r\n\r\n", n);
    buf_add(&out, (Str){ bytes, n });
    if (chunked)
        buf_add(&out, S("\r\n0\r\n\r\n"));
    return buf_str(&out);
}

TEST(bodies_have_a_limit_for_each_path)
{
    WITH_APP(app, http_settings());
    size_t mark = arena_mark(arena);
    for (int chunked = 0; chunked < 2; chunked++, arena_back(arena, mark)) {
        CHECK_STR(client_ask(arena, port, post_of(arena, "/small", 9, chunked)).body, S("POST /small\n[9]"));
        CHECK_STR(client_ask(arena, port, post_of(arena, "/small", 10, chunked)).body, S("POST /small\n[10]"));
        Answer answer = client_ask(arena, port, post_of(arena, "/small", 11, chunked));
        CHECK_EQ(answer.status, 413);
        CHECK(answer_header(&answer, "content-security-policy").n > 0);
        CHECK_EQ(client_ask(arena, port, post_of(arena, "/x", HTTP_BODY_DEFAULT, chunked)).status, 200);
        CHECK_EQ(client_ask(arena, port, post_of(arena, "/x", HTTP_BODY_DEFAULT + 1, chunked)).status, 413);
        CHECK_STR(client_ask(arena, port, post_of(arena, "/photo", 8 << 20, chunked)).body, S("POST /photo\n[8388608]"));
        CHECK_EQ(client_ask(arena, port, post_of(arena, "/photo", (8 << 20) + 1, chunked)).status, 413);
        int fd = client_dial(port); /* who sends a little too much is told why, and may go on */
        CHECK(client_send(fd, post_of(arena, "/photo", 12 << 20, chunked)));
        CHECK_EQ(client_read(arena, fd, false).status, 413);
        client_send(fd, S("GET /a HTTP/1.1\r\nHost: h\r\n\r\n"));
        CHECK_EQ(client_read(arena, fd, false).status, 200);
        close(fd);
        fd = client_dial(port); /* who sends without end is cut off */
        CHECK(!client_send(fd, post_of(arena, "/photo", 24 << 20, chunked)) || client_closed(fd));
        close(fd);
    }
    app_stop(&app);
}

TEST(a_full_region_and_a_silent_handler_are_answered)
{
    WITH_APP(app, http_settings());
    int fd = client_dial(port);
    client_send(fd, S("GET /full HTTP/1.1\r\nHost: h\r\n\r\nGET /silent HTTP/1.1\r\nHost: h\r\n\r\n"
                      "GET /a HTTP/1.1\r\nHost: h\r\n\r\n"));
    CHECK_EQ(client_read(arena, fd, false).status, 413);
    CHECK_EQ(client_read(arena, fd, false).status, 500);
    CHECK_EQ(client_read(arena, fd, false).status, 200);
    close(fd);
    Answer answer = client_ask(arena, port, S("GET /split?to=/a%0d%0aSet-Cookie:%20x=1 HTTP/1.1\r\nHost: h\r\n\r\n"));
    CHECK_EQ(answer.status, 500);
    CHECK(!answer_header(&answer, "set-cookie").p && !answer_header(&answer, "location").p);
    answer = client_ask(arena, port, S("GET /split?to=/next%3Fa HTTP/1.1\r\nHost: h\r\n\r\n"));
    CHECK_EQ(answer.status, 303);
    CHECK_STR(answer_header(&answer, "location"), S("/next?a"));
    app_stop(&app);
}

static void refuse_in_words(HttpRequest *request, int status, const char *reason, void *context)
{
    (void)context;
    if (str_is(request->path, "/greedy"))
        for (;;)
            arena_new(request->arena, char, 1 << 16);
    Str page = str_format(request->arena, "%d %s " STR_FMT, status, reason, STR_ARG(http_header(request, "accept-language")));
    http_reply(request, status, "text/html; charset=utf-8", page, NULL, 0);
}

TEST(the_application_may_write_the_page_of_a_refusal)
{
    HttpSettings settings = http_settings();
    HttpHooks hooks = { .handle = app_handle, .body_limit = app_limit, .refused = refuse_in_words };
    HttpServer *server = NULL;
    CHECK_EQ(http_start(arena, &settings, &hooks, &server, NULL), OK);
    int port = http_port(server);
    Answer answer = client_ask(arena, port, S("PUT /a HTTP/1.1\r\nHost: h\r\nAccept-Language: zh\r\n\r\n"));
    CHECK_EQ(answer.status, 405);
    CHECK_STR(answer.body, S("405 method not supported zh"));
    answer = client_ask(arena, port, S("POST /small HTTP/1.1\r\nHost: h\r\nAccept-Language: zh\r\nContent-Length: 11\r\n\r\n"
                                       "hello hello"));
    CHECK_STR(answer.body, S("413 body too large zh"));
    answer = client_ask(arena, port, S("GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n"));
    CHECK_STR(answer.body, S("400 malformed address "));
    answer = client_ask(arena, port, S("POST /greedy HTTP/1.1\r\nHost: h\r\nContent-Type: multipart/form-data\r\n"
                                       "Content-Length: 1\r\n\r\nx"));
    CHECK_EQ(answer.status, 400); /* its page did not fit: ours is sent */
    CHECK_STR(answer_header(&answer, "content-type"), S("application/problem+json"));
    CHECK_STR(answer.body, S("{\"type\":\"about:blank\",\"title\":\"malformed form\",\"status\":400}"));
    http_stop(server, 1000);
}

TEST(forms_arrive_in_fields_and_files)
{
    WITH_APP(app, http_settings());
    Str form = S("--q\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n张\r\n--q\r\nContent-Disposition: form-data; "
                 "name=\"photo\"; filename=\"p.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n\xff\xd8\xff\r\n--q--\r\n");
    Str ask = str_format(arena, "POST /photo HTTP/1.1\r\nHost: h\r\nContent-Type: multipart/form-data; boundary=\"q\"\r\n"
                                "Content-Length: %zu\r\n\r\n" STR_FMT, form.n, STR_ARG(form));
    Answer answer = client_ask(arena, port, ask);
    CHECK_STR(answer.body, str_format(arena, "POST /photo\n&name=张\n@photo=p.jpg;image/jpeg;3\n[%zu]", form.n));
    static const char *const bad[] = { "multipart/form-data", "multipart/form-data; boundary", "multipart/form-data; boundary=\"q",
                                       "multipart/form-data; boundary=r" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ask = str_format(arena, "POST /a HTTP/1.1\r\nHost: h\r\nContent-Type: %s\r\nContent-Length: %zu\r\n\r\n" STR_FMT,
                         bad[i], form.n, STR_ARG(form));
        CHECK_EQ(client_ask(arena, port, ask).status, 400);
    }
    app_stop(&app);
}

TEST(slow_clients_are_closed_by_the_deadline_of_their_phase)
{
    HttpSettings settings = http_settings();
    settings.head_ms = settings.body_ms = settings.write_ms = 300;
    settings.idle_ms = 600;
    WITH_APP(app, settings);
    int silent = client_dial(port), head = client_dial(port), body = client_dial(port);
    int idle = client_dial(port), reader = client_dial(port);
    int64_t start = now_ms();
    client_send(head, S("GET / HTTP/1.1\r\nHost: h\r\n"));
    client_send(body, S("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\n"));
    client_send(idle, S("GET / HTTP/1.1\r\nHost: h\r\n\r\n"));
    client_send(reader, S("GET /big?n=30000000 HTTP/1.1\r\nHost: h\r\n\r\n"));
    CHECK_EQ(client_read(arena, idle, false).status, 200);
    for (int i = 0; i < 12; i++) { /* a byte now and then does not help */
        client_send(head, S("X"));
        client_send(body, S("x"));
        sleep_ms(50);
    }
    CHECK(client_closed(silent));
    CHECK(client_closed(head));
    CHECK(client_closed(body));
    CHECK(now_ms() - start < 4000);
    CHECK(client_closed(idle));
    CHECK(now_ms() - start >= 600);
    CHECK(now_ms() - start < 8000);
    HttpMetrics metrics = { 0 };
    for (int i = 0; i < 400 && (metrics.slow < 4 || metrics.connections > 1); i++, sleep_ms(5))
        http_metrics(app.server, -1, &metrics);
    CHECK_EQ(metrics.slow, 4);
    CHECK_EQ(metrics.connections, 1); /* who takes 30 MB has an hour */
    close(silent), close(head), close(body), close(idle), close(reader);
    app_stop(&app);
}

TEST(a_crowd_that_only_waits_makes_room)
{
    HttpSettings settings = http_settings();
    settings.threads = 1;
    settings.connections = 8;
    WITH_APP(app, settings);
    int crowd[32];
    for (int i = 0; i < 32; i++)
        crowd[i] = client_dial(port);
    HttpMetrics metrics = { 0 };
    for (int i = 0; i < 400 && (metrics.slow < 24 || metrics.connections > 8); i++, sleep_ms(5))
        http_metrics(app.server, 0, &metrics);
    CHECK(metrics.connections <= 8);
    CHECK_EQ(metrics.slow, 24);
    CHECK_EQ(client_ask(arena, port, S("GET /a HTTP/1.1\r\nHost: h\r\n\r\n")).status, 200);
    for (int i = 0; i < 32; i++)
        close(crowd[i]);
    app_stop(&app);
}

TEST(one_address_gets_only_its_share)
{
    HttpSettings settings = http_settings();
    settings.threads = 1;
    settings.per_ip = 3;
    WITH_APP(app, settings);
    int fds[3];
    for (int i = 0; i < 3; i++) {
        fds[i] = client_dial(port);
        client_send(fds[i], S("GET /a HTTP/1.1\r\nHost: h\r\n\r\n"));
        CHECK_EQ(client_read(arena, fds[i], false).status, 200);
    }
    CHECK_EQ(client_ask(arena, port, S("GET /a HTTP/1.1\r\nHost: h\r\n\r\n")).status, 0);
    close(fds[0]);
    HttpMetrics metrics = { .connections = 3 };
    for (int i = 0; i < 400 && metrics.connections == 3; i++, sleep_ms(5))
        http_metrics(app.server, 0, &metrics);
    CHECK_EQ(client_ask(arena, port, S("GET /a HTTP/1.1\r\nHost: h\r\n\r\n")).status, 200);
    close(fds[1]), close(fds[2]);
    app_stop(&app);
}

TEST(stopping_finishes_what_is_under_way)
{
    WITH_APP(app, http_settings());
    app_hold(&app, true);
    int idle = client_dial(port), later = client_dial(port);
    client_send(later, S("GET /later?n=7 HTTP/1.1\r\nHost: h\r\n\r\n"));
    HttpMetrics metrics = { 0 };
    for (int i = 0; i < 200 && !metrics.suspended; i++, sleep_ms(5))
        http_metrics(app.server, -1, &metrics);
    CHECK_EQ(metrics.suspended, 1);
    pthread_t stopper;
    pthread_create(&stopper, NULL, stop_app, &app);
    CHECK(client_closed(idle));
    sleep_ms(50);
    int refused = client_dial(port);
    CHECK(refused < 0 || client_closed(refused));
    app_hold(&app, false);
    Answer answer = client_read(arena, later, false);
    CHECK_STR(answer.body, S("later 7"));
    CHECK_STR(answer_header(&answer, "connection"), S("close"));
    pthread_join(stopper, NULL);
    CHECK_EQ(app.late, 0);
    close(idle), close(later);
}

TEST(stopping_gives_up_what_is_never_answered)
{
    WITH_APP(app, http_settings());
    app_hold(&app, true);
    int later = client_dial(port);
    client_send(later, S("GET /later?n=7 HTTP/1.1\r\nHost: h\r\n\r\n"));
    HttpMetrics metrics = { 0 };
    for (int i = 0; i < 200 && !metrics.suspended; i++, sleep_ms(5))
        http_metrics(app.server, -1, &metrics);
    int64_t start = now_ms();
    app_stop(&app); /* the worker answers after the server is gone */
    CHECK(now_ms() - start < 4000);
    CHECK_EQ(client_read(arena, later, false).status, 503);
    CHECK_EQ(app.late, 1);
    close(later);
}

TEST(a_client_that_leaves_while_its_answer_is_made_does_no_harm)
{
    WITH_APP(app, http_settings());
    for (int i = 0; i < 50; i++) {
        int fd = client_dial(port);
        client_send(fd, S("GET /later?n=1 HTTP/1.1\r\nHost: h\r\n\r\nGET /later?n=2 HTTP/1.1\r\nHost: h\r\n\r\n"));
        if (i % 2) { /* with a reset */
            struct linger hard = { 1, 0 };
            setsockopt(fd, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
        }
        close(fd);
    }
    HttpMetrics metrics = { .connections = 1 };
    for (int i = 0; i < 400 && (metrics.connections || metrics.accepted < 50); i++, sleep_ms(10))
        http_metrics(app.server, -1, &metrics);
    CHECK_EQ(metrics.connections, 0);
    CHECK_EQ(metrics.in_flight, 0);
    CHECK_EQ(metrics.suspended, 0);
    app_stop(&app);
}

TEST(the_port_is_ours_alone_and_addresses_are_checked)
{
    WITH_APP(app, http_settings());
    HttpSettings settings = http_settings();
    HttpHooks hooks = { .handle = app_handle };
    HttpServer *second = NULL;
    Why why = { .arena = arena };
    settings.port = port;
    CHECK_EQ(http_start(arena, &settings, &hooks, &second, &why), ERR_CONFLICT);
    CHECK(str_find(why.en, S("taken")) > 0);
    settings.port = 0;
    settings.address = "localhost";
    CHECK_EQ(http_start(arena, &settings, &hooks, &second, &why), ERR_BAD_FIELD);
    settings.address = "203.0.113.7";
    CHECK_EQ(http_start(arena, &settings, &hooks, &second, &why), ERR_BAD_FIELD);
    settings = http_settings();
    settings.threads = 0;
    CHECK_EQ(http_start(arena, &settings, &hooks, &second, &why), ERR_BAD_FIELD);
    CHECK_STR(why.field, S("threads"));
    CHECK(!second);
    app_stop(&app);
}

TEST(both_families_are_served)
{
    HttpSettings settings = http_settings();
    settings.address = "::";
    settings.https = true;
    WITH_APP(app, settings);
    Answer answer = client_ask(arena, port, S("GET /who HTTP/1.1\r\nHost: [::1]:80\r\nAuthorization: Bearer t\r\n"
                                              "Cookie: a=1; sid=s1 ;b=2\r\n\r\n"));
    CHECK_STR(answer.body, S("127.0.0.1|Bearer t|s1|"));
    CHECK(answer_header(&answer, "strict-transport-security").n > 0);
    answer = client_ask(arena, port, S("POST /who HTTP/1.1\r\nHost: h\r\nContent-Type: Application/JSON ; charset=x\r\n"
                                       "Cookie: sid=1; sid=2\r\n\r\n"));
    CHECK_STR(answer.body, S("127.0.0.1|||application/json"));
    app_stop(&app);
}

TEST(files_are_sent_once_with_a_tag)
{
    App app = { 0 };
    HttpFile table[] = {
        { .path = S("/assets/b.css"), .type = "text/css", .bytes = S("body{}"), .gzip = S("(packed)"), .immutable = true },
        { .path = S("/assets/a.js"), .type = "text/javascript", .bytes = S("1") },
    };
    app.files = http_files_make(arena, table, 2);
    app_start(arena, &app, http_settings());
    int port = http_port(app.server);
    Answer answer = client_ask(arena, port, S("GET /assets/b.css HTTP/1.1\r\nHost: h\r\n\r\n"));
    CHECK_STR(answer.body, S("body{}"));
    CHECK_STR(answer_header(&answer, "cache-control"), S("public, max-age=31536000, immutable"));
    CHECK_STR(answer_header(&answer, "content-type"), S("text/css"));
    CHECK_STR(answer_header(&answer, "x-content-type-options"), S("nosniff"));
    CHECK(!answer_header(&answer, "content-encoding").p);
    Str tag = answer_header(&answer, "etag");
    CHECK(tag.n > 10);
    answer = client_ask(arena, port, S("GET /assets/b.css HTTP/1.1\r\nHost: h\r\nAccept-Encoding: br, gzip\r\n\r\n"));
    CHECK_STR(answer.body, S("(packed)"));
    CHECK_STR(answer_header(&answer, "content-encoding"), S("gzip"));
    CHECK_STR(answer_header(&answer, "vary"), S("Accept-Encoding"));
    answer = client_ask(arena, port, S("GET /assets/b.css HTTP/1.1\r\nHost: h\r\nAccept-Encoding: gzip;q=0\r\n\r\n"));
    CHECK_STR(answer.body, S("body{}"));
    Str again = str_format(arena, "GET /assets/b.css HTTP/1.1\r\nHost: h\r\nIf-None-Match: W/" STR_FMT "\r\n\r\n", STR_ARG(tag));
    answer = client_ask(arena, port, again);
    CHECK_EQ(answer.status, 304);
    CHECK_STR(answer_header(&answer, "etag"), tag);
    answer = client_ask(arena, port, S("GET /assets/a.js HTTP/1.1\r\nHost: h\r\nAccept-Encoding: gzip\r\n\r\n"));
    CHECK_STR(answer.body, S("1"));
    CHECK_STR(answer_header(&answer, "cache-control"), S("no-cache"));
    CHECK_STR(client_ask(arena, port, S("GET /assets/c HTTP/1.1\r\nHost: h\r\n\r\n")).body, S("GET /assets/c\n[0]"));
    app_stop(&app);
}

TEST(random_bytes_and_random_changes_never_stop_the_server)
{
    HttpSettings settings = http_settings();
    settings.per_ip = 0;
    WITH_APP(app, settings);
    uint64_t seed = 20250110;
    Str good = S("POST /a?b=c HTTP/1.1\r\nHost: h\r\nContent-Type: multipart/form-data; boundary=xx\r\nContent-Length: 63\r\n\r\n"
                 "--xx\r\nContent-Disposition: form-data; name=\"n\"\r\n\r\nvalue\r\n--xx--");
    for (int i = 0; i < 1500; i++) {
        size_t mark = arena_mark(arena);
        Str copy = str_copy(arena, good);
        char *bytes = (char *)(uintptr_t)copy.p;
        int changes = 1 + (int)(test_random(&seed) % 4);
        for (int k = 0; k < changes; k++)
            bytes[test_random(&seed) % copy.n] = (char)test_random(&seed);
        int fd = client_dial(port);
        client_send(fd, str_head(copy, 1 + test_random(&seed) % copy.n));
        shutdown(fd, SHUT_WR);
        close(fd);
        arena_back(arena, mark);
    }
    CHECK_EQ(client_ask(arena, port, good).status, 200);
    CHECK_EQ(client_ask(arena, port, S("GET /a HTTP/1.1\r\nHost: h\r\n\r\n")).status, 200);
    app_stop(&app);
}
