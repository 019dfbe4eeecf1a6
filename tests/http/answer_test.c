/* answer_test.c - a real server in this process, asked through raw sockets: good requests, and answers that come later
 * from another thread. */
#define _GNU_SOURCE
#include "app.h"
#include "support/test.h"
#include <unistd.h>

TEST(a_page_is_answered_with_every_security_header)
{
    WITH_APP(app, http_settings());
    Str ask = S("GET /%E7%A4%BE%E4%BF%9D/a?x=1&%E5%8D%A1=a+b%2B HTTP/1.1\r\nHost: localhost\r\n\r\n");
    Reply answer = client_ask(arena, port, ask);
    CHECK_EQ(answer.status, 200);
    CHECK_STR(answer.body, S("GET /社保/a\n?x=1\n?卡=a b+\n[0]"));
    CHECK_STR(reply_header(&answer, "content-type"), S("text/plain; charset=utf-8"));
    CHECK_STR(reply_header(&answer, "cache-control"), S("no-store"));
    CHECK_STR(reply_header(&answer, "x-content-type-options"), S("nosniff"));
    CHECK_STR(reply_header(&answer, "referrer-policy"), S("no-referrer"));
    CHECK_STR(reply_header(&answer, "cross-origin-opener-policy"), S("same-origin"));
    CHECK_STR(reply_header(&answer, "cross-origin-resource-policy"), S("same-origin"));
    CHECK(str_starts(reply_header(&answer, "content-security-policy"), S("default-src 'none'; script-src 'self'")));
    CHECK(str_find(reply_header(&answer, "content-security-policy"), S("frame-ancestors 'none'")) > 0);
    CHECK(reply_header(&answer, "permissions-policy").n > 0);
    CHECK(reply_header(&answer, "date").n > 0);
    CHECK(!reply_header(&answer, "strict-transport-security").n);
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
    Reply answer = client_read(arena, fd, true);
    CHECK_EQ(answer.status, 200);
    CHECK_STR(reply_header(&answer, "content-length"), S("10"));
    for (int i = 0; i < 2; i++) {
        answer = client_read(arena, fd, false);
        CHECK_EQ(answer.status, 204);
        CHECK_STR(reply_header(&answer, "allow"), S("GET, HEAD, POST, OPTIONS"));
    }
    CHECK_STR(client_read(arena, fd, false).body, S("GET /b\n[0]"));
    close(fd);
    static const char *const methods[] = { "PUT", "DELETE", "TRACE", "CONNECT", "PATCH", "get", "BREW" };
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        answer = client_ask(arena, port, str_format(arena, "%s / HTTP/1.1\r\nHost: h\r\n\r\n", methods[i]));
        CHECK_EQ(answer.status, 405);
        CHECK_STR(reply_header(&answer, "allow"), S("GET, HEAD, POST, OPTIONS"));
        CHECK(reply_header(&answer, "content-security-policy").n > 0);
    }
    app_stop(&app);
}

TEST(one_connection_serves_many_requests_also_sent_ahead)
{
    WITH_APP(app, http_settings());
    int fd = client_dial(port);
    Buf many = { .arena = arena };
    for (int i = 0; i < 200; i++)
        buf_format(&many,
                   i % 3 ? "GET /n%d HTTP/1.1\r\nHost: h\r\n\r\n" : "POST /n%d HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\na=1",
                   i);
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
    int64_t worked = 0;
    for (int i = 0; i <= HTTP_BUCKETS; i++)
        worked += metrics.work[i];
    CHECK_EQ(worked, 200);
    CHECK(metrics.work_us <= metrics.latency_us);
    app_stop(&app);
}

TEST(a_quantile_is_the_upper_end_of_its_bucket)
{
    int64_t buckets[HTTP_BUCKETS + 1] = { 0 };
    (void)arena;
    CHECK_EQ(http_quantile_us(buckets, 500), 0);
    for (int i = 1; i < HTTP_BUCKETS; i++)
        CHECK(http_bucket_us[i] > http_bucket_us[i - 1] && http_bucket_us[i] * 10 <= http_bucket_us[i - 1] * 13);
    buckets[0] = 98;
    buckets[7] = 1;
    buckets[HTTP_BUCKETS] = 1;
    CHECK_EQ(http_quantile_us(buckets, 500), http_bucket_us[0]);
    CHECK_EQ(http_quantile_us(buckets, 980), http_bucket_us[0]);
    CHECK_EQ(http_quantile_us(buckets, 981), http_bucket_us[7]);
    CHECK_EQ(http_quantile_us(buckets, 1000), INT64_MAX);
}

/* The wait for the writer is part of it. */
TEST(the_servers_own_time_counts_while_a_request_is_laid_aside)
{
    enum { HELD_MS = 20 };
    WITH_APP(app, http_settings());
    int fd = client_dial(port);
    app_hold(&app, true);
    CHECK(client_send(fd, S("GET /later HTTP/1.1\r\nHost: h\r\n\r\n")));
    sleep_ms(HELD_MS);
    HttpMetrics metrics = { 0 };
    for (int i = 0; i < 100 && !metrics.suspended; i++, sleep_ms(10))
        http_metrics(app.server, -1, &metrics);
    sleep_ms(HELD_MS);
    app_hold(&app, false);
    CHECK_EQ(client_read(arena, fd, false).status, 200);
    for (int i = 0; i < 100 && !metrics.answered[2]; i++, sleep_ms(10))
        http_metrics(app.server, -1, &metrics);
    CHECK(metrics.work_us >= HELD_MS * 1000 && metrics.work_us <= metrics.latency_us);
    close(fd);
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
        Reply answer = client_read(&arena, fd, false);
        member->good += str_eq(answer.body, str_format(&arena, "later %d", n)) && str_is(reply_header(&answer, "x-later"), "yes");
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
    Reply answer = client_read(arena, fd, false);
    CHECK_EQ(answer.status, 200);
    CHECK(str_ends(answer.body, S("[3000]")));
    close(fd);
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
    Reply answer = client_ask(arena, port, S("GET /split?to=/a%0d%0aSet-Cookie:%20x=1 HTTP/1.1\r\nHost: h\r\n\r\n"));
    CHECK_EQ(answer.status, 500);
    CHECK(!reply_header(&answer, "set-cookie").p && !reply_header(&answer, "location").p);
    answer = client_ask(arena, port, S("GET /split?to=/next%3Fa HTTP/1.1\r\nHost: h\r\n\r\n"));
    CHECK_EQ(answer.status, 303);
    CHECK_STR(reply_header(&answer, "location"), S("/next?a"));
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
    Reply answer = client_ask(arena, port, S("PUT /a HTTP/1.1\r\nHost: h\r\nAccept-Language: zh\r\n\r\n"));
    CHECK_EQ(answer.status, 405);
    CHECK_STR(answer.body, S("405 method not supported zh"));
    answer = client_ask(arena, port,
                        S("POST /small HTTP/1.1\r\nHost: h\r\nAccept-Language: zh\r\nContent-Length: 11\r\n\r\n"
                          "hello hello"));
    CHECK_STR(answer.body, S("413 body too large zh"));
    answer = client_ask(arena, port, S("GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n"));
    CHECK_STR(answer.body, S("400 malformed address "));
    answer = client_ask(arena, port,
                        S("POST /greedy HTTP/1.1\r\nHost: h\r\nContent-Type: multipart/form-data\r\n"
                          "Content-Length: 1\r\n\r\nx"));
    CHECK_EQ(answer.status, 400); /* its page did not fit: ours is sent */
    CHECK_STR(reply_header(&answer, "content-type"), S("application/problem+json"));
    CHECK_STR(answer.body, S("{\"type\":\"about:blank\",\"title\":\"malformed form\",\"status\":400}"));
    http_stop(server, 1000);
}

TEST(forms_arrive_in_fields_and_files)
{
    WITH_APP(app, http_settings());
    Str form = S("--q\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n张\r\n--q\r\nContent-Disposition: form-data; "
                 "name=\"photo\"; filename=\"p.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n\xff\xd8\xff\r\n--q--\r\n");
    Str ask = str_format(arena,
                         "POST /photo HTTP/1.1\r\nHost: h\r\nContent-Type: multipart/form-data; boundary=\"q\"\r\n"
                         "Content-Length: %zu\r\n\r\n" STR_FMT,
                         form.n, STR_ARG(form));
    Reply answer = client_ask(arena, port, ask);
    CHECK_STR(answer.body, str_format(arena, "POST /photo\n&name=张\n@photo=p.jpg;image/jpeg;3\n[%zu]", form.n));
    static const char *const bad[] = { "multipart/form-data", "multipart/form-data; boundary", "multipart/form-data; boundary=\"q",
                                       "multipart/form-data; boundary=r" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ask = str_format(arena, "POST /a HTTP/1.1\r\nHost: h\r\nContent-Type: %s\r\nContent-Length: %zu\r\n\r\n" STR_FMT, bad[i],
                         form.n, STR_ARG(form));
        CHECK_EQ(client_ask(arena, port, ask).status, 400);
    }
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
    Reply answer = client_ask(arena, port, S("GET /assets/b.css HTTP/1.1\r\nHost: h\r\n\r\n"));
    CHECK_STR(answer.body, S("body{}"));
    CHECK_STR(reply_header(&answer, "cache-control"), S("public, max-age=31536000, immutable"));
    CHECK_STR(reply_header(&answer, "content-type"), S("text/css"));
    CHECK_STR(reply_header(&answer, "x-content-type-options"), S("nosniff"));
    CHECK(!reply_header(&answer, "content-encoding").p);
    Str tag = reply_header(&answer, "etag");
    CHECK(tag.n > 10);
    answer = client_ask(arena, port, S("GET /assets/b.css HTTP/1.1\r\nHost: h\r\nAccept-Encoding: br, gzip\r\n\r\n"));
    CHECK_STR(answer.body, S("(packed)"));
    CHECK_STR(reply_header(&answer, "content-encoding"), S("gzip"));
    CHECK_STR(reply_header(&answer, "vary"), S("Accept-Encoding"));
    answer = client_ask(arena, port, S("GET /assets/b.css HTTP/1.1\r\nHost: h\r\nAccept-Encoding: gzip;q=0\r\n\r\n"));
    CHECK_STR(answer.body, S("body{}"));
    Str again = str_format(arena, "GET /assets/b.css HTTP/1.1\r\nHost: h\r\nIf-None-Match: W/" STR_FMT "\r\n\r\n", STR_ARG(tag));
    answer = client_ask(arena, port, again);
    CHECK_EQ(answer.status, 304);
    CHECK_STR(reply_header(&answer, "etag"), tag);
    answer = client_ask(arena, port, S("GET /assets/a.js HTTP/1.1\r\nHost: h\r\nAccept-Encoding: gzip\r\n\r\n"));
    CHECK_STR(answer.body, S("1"));
    CHECK_STR(reply_header(&answer, "cache-control"), S("no-cache"));
    CHECK_STR(client_ask(arena, port, S("GET /assets/c HTTP/1.1\r\nHost: h\r\n\r\n")).body, S("GET /assets/c\n[0]"));
    app_stop(&app);
}

/* Whom a proxy on this machine speaks for counts only where the server was told of a proxy, and only if it is an address. */
TEST(a_proxy_is_believed_only_when_there_is_one)
{
    static const struct {
        bool proxy;
        const char *said, *peer;
    } rows[] = {
        { false, "X-Real-IP: 203.0.113.9\r\n", "127.0.0.1|" },
        { true, "X-Real-IP: 203.0.113.9\r\n", "203.0.113.9|" },
        { true, "X-Real-IP: 2001:db8::7\r\n", "2001:db8::7|" },
        { true, "X-Real-IP: somebody\r\n", "127.0.0.1|" },
        { true, "", "127.0.0.1|" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        HttpSettings settings = http_settings();
        settings.proxy = rows[i].proxy;
        WITH_APP(app, settings);
        Reply answer = client_ask(arena, port, str_format(arena, "GET /who HTTP/1.1\r\nHost: h\r\n%s\r\n", rows[i].said));
        CHECK(str_starts(answer.body, str(rows[i].peer)));
        app_stop(&app);
    }
}
