/* refusal_test.c - requests that libmicrohttpd cannot read: our answer stands in the place of its page, wherever it would
 * send one, and where it says nothing the connection just ends. */
#define _GNU_SOURCE
#include "app.h"
#include "base/require.h"
#include "support/test.h"
#include <stdlib.h>
#include <unistd.h>

static void say_all(HttpRequest *request, int status, const char *reason, void *context)
{
    (void)context;
    CHECK(!request->query_count && !request->form_count && !request->body.n);
    Str page = str_format(request->arena, "%d %s|" STR_FMT "|" STR_FMT "|" STR_FMT "|" STR_FMT, status, reason,
                          STR_ARG(request->path), STR_ARG(str_head(http_target(request), 20)),
                          STR_ARG(http_header(request, "accept")), STR_ARG(http_header(request, "accept-language")));
    http_reply(request, status, "text/html; charset=utf-8", page, NULL, 0);
}

static void say_path(HttpRequest *request, void *context)
{
    (void)context;
    http_reply(request, 200, "text/plain", request->path, NULL, 0);
}

static HttpServer *speaking_server(Arena *arena)
{
    HttpSettings settings = http_settings();
    HttpHooks hooks = { .handle = say_path, .refused = say_all };
    HttpServer *server = NULL;
    settings.per_ip = 0;
    require(http_start(arena, &settings, &hooks, &server, NULL) == OK);
    return server;
}

#define REST "Host: h\r\nAccept: text/html\r\nAccept-Language: en\r\n"
#define WHO "|text/html|en"

static const struct {
    Str bytes, said; /* said empty: the connection ends without a word */
} cases[] = {
    { S("GARBAGE\r\n\r\n"), S("") },
    { S("\x16\x03\x01\x02\x01\x01\r\n\r\n"), S("") },
    { S("\r\nGARBAGE\r\n\r\n"), S("") },
    { S("GET /a\r\n\r\n"), S("400 malformed request||||") },
    { S("GET \r\n\r\n"), S("400 malformed request||||") },
    { S("GET /a HTTP/1.x\r\n" REST "\r\n"), S("400 malformed request||||") },
    { S("GET /a http/1.1\r\n" REST "\r\n"), S("400 malformed request||||") },
    { S("GET /a HTTP/9.9\r\n" REST "\r\n"), S("505 protocol version not supported||||") },
    { S("GET /a HTTP/0.9\r\n" REST "\r\n"), S("505 protocol version not supported||||") },
    { S("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), S("505 protocol version not supported||||") },
    { S("GET /a HTTP/1.2\r\n" REST "\r\n"), S("505 protocol version not supported|/a|/a" WHO) },
    { S("GET /en/a?x=%zz HTTP/1.1\r\n" REST "\r\n"), S("400 malformed address|/en/a|/en/a?x=%zz" WHO) },
    { S("GET /en/%ff HTTP/1.1\r\n" REST "\r\n"), S("400 malformed address||/en/%ff" WHO) },
    { S("GET /a HTTP/1.1\r\n" REST "no colon\r\n\r\n"), S("400 malformed request|/a|/a" WHO) },
    { S("GET /a HTTP/1.1\r\n" REST "X: a\r\n folded\r\n\r\n"), S("400 malformed request|/a|/a" WHO) },
    { S("GET /a HTTP/1.1\r\n" REST "Cookie: a\r\nCookie: b\r\n\r\n"), S("400 header sent twice|/a|/a" WHO) },
    { S("GET /a HTTP/1.1\r\nAccept-Language: en\r\nAccept: text/html\r\n\r\n"), S("400 host missing or malformed|/a|/a" WHO) },
    { S("POST /a HTTP/1.1\r\n" REST "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!"), S("400 header sent twice|/a|/a" WHO) },
    { S("POST /a HTTP/1.1\r\n" REST "Content-Length: 5, 5\r\n\r\nhello"), S("400 malformed length|/a|/a" WHO) },
    { S("POST /a HTTP/1.1\r\n" REST "Content-Length: -5\r\n\r\nhello"), S("400 malformed length|/a|/a" WHO) },
    { S("POST /a HTTP/1.1\r\n" REST "Content-Length: +5\r\n\r\nhello"), S("400 malformed length|/a|/a" WHO) },
    { S("POST /a HTTP/1.1\r\n" REST "Content-Length:\r\n\r\nhello"), S("400 malformed length|/a|/a" WHO) },
    { S("POST /a HTTP/1.1\r\n" REST "Content-Length: 99999999999999999999\r\n\r\n"), S("413 body too large|/a|/a" WHO) },
    { S("POST /a HTTP/1.1\r\n" REST "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n"),
      S("400 malformed chunk|/a|/a" WHO) },
    { S("POST /a HTTP/1.1\r\n" REST "Transfer-Encoding: chunked\r\n\r\n5\r\nhelloX\r\n0\r\n\r\n"),
      S("400 malformed chunk|/a|/a" WHO) },
    { S("POST /a HTTP/1.1\r\n" REST "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff1\r\n"),
      S("413 chunk too large|/a|/a" WHO) },
};

/* Sends it in pieces of that size; what is said must be what should be said, and then the end. */
static void check_case(Arena *arena, int port, size_t i, size_t piece, bool after_another)
{
    int fd = client_dial(port);
    if (after_another) {
        client_send(fd, S("GET /first HTTP/1.1\r\nHost: h\r\n\r\n"));
        CHECK_STR(client_read(arena, fd, false).body, S("/first"));
    }
    for (Str rest = cases[i].bytes; rest.n; rest = str_from(rest, piece < rest.n ? piece : rest.n)) {
        client_send(fd, str_head(rest, piece));
        if (piece < rest.n)
            sleep_ms(2);
    }
    Reply answer = client_read(arena, fd, false);
    if (!str_eq(answer.body, cases[i].said))
        test_fail(__FILE__, __LINE__, "case %zu in pieces of %zu: \"%.*s\"", i, piece, STR_ARG(answer.body));
    if (answer.status) {
        CHECK_EQ(answer.status, atoi(cases[i].said.p));
        CHECK(reply_header(&answer, "content-security-policy").n > 0);
        CHECK_STR(reply_header(&answer, "content-type"), S("text/html; charset=utf-8"));
    }
    if (str_find(answer.body, S("address|")) < 0 || !answer.status) /* what was read to its end may be followed by more */
        CHECK(client_closed(fd) || answer.status);
    close(fd);
}

TEST(what_the_library_refuses_has_our_answer)
{
    HttpServer *server = speaking_server(arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_case(arena, http_port(server), i, 10000, false);
        check_case(arena, http_port(server), i, 10000, true);
        check_case(arena, http_port(server), i, 7, i % 2);
    }
    HttpMetrics metrics = { .in_flight = 1 };
    for (int i = 0; i < 400 && (metrics.in_flight || metrics.connections); i++, sleep_ms(5))
        http_metrics(server, -1, &metrics);
    CHECK_EQ(metrics.in_flight, 0);
    CHECK_EQ(metrics.connections, 0);
    size_t answered = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        answered += cases[i].said.n ? 3 : 0;
    CHECK_EQ(metrics.answered[4] + metrics.answered[5], answered);
    http_stop(server, 1000);
}

static Str with_long(Arena *arena, const char *before, size_t n, const char *after)
{
    char *bytes = arena_new(arena, char, n);
    memset(bytes, 'u', n);
    return str_format(arena, "%s" STR_FMT "%s", before, STR_ARG(((Str){ bytes, n })), after);
}

/* Up to 25 KiB we know who asks; beyond, the library has no room to read it, and nobody knows. */
TEST(heads_that_are_too_long_are_told_to_whom_they_belong)
{
    HttpServer *server = speaking_server(arena);
    int port = http_port(server);
    size_t sizes[] = { HTTP_URI_MAX + 1, 20 << 10, 40 << 10, 1 << 20 };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        bool known = sizes[i] < (size_t)25 << 10;
        Str said = client_ask(arena, port, with_long(arena, "GET /en/", sizes[i], " HTTP/1.1\r\n" REST "\r\n")).body;
        CHECK_STR(said, known ? S("414 address too long||/en/uuuuuuuuuuuuuuuu" WHO) : S("414 address too long||||"));
        said =
            client_ask(arena, port, with_long(arena, "GET /en/a HTTP/1.1\r\n" REST "Y: z\r\nX: ", 8 * sizes[i], "\r\n\r\n")).body;
        CHECK_STR(said, S("431 header too large|/en/a|/en/a" WHO));
    }
    Buf many = { .arena = arena };
    buf_add(&many, S("GET /a HTTP/1.1\r\n" REST));
    for (int i = 0; i < 5000; i++)
        buf_add(&many, S("A: b\r\n"));
    buf_add(&many, S("\r\n"));
    CHECK_STR(client_ask(arena, port, buf_str(&many)).body, S("431 header too large|/a|/a" WHO));
    http_stop(server, 1000);
}

/* What stands in a head that could not be read is shown to nobody. */
TEST(of_a_head_that_cannot_be_read_little_is_believed)
{
    HttpServer *server = speaking_server(arena);
    int port = http_port(server);
    CHECK_STR(
        client_ask(arena, port, S("GET /a HTTP/1.1\r\nHost: h\r\nAccept: text/\x01html\r\nAccept-Language: \xff\r\n\r\n")).body,
        S("400 malformed request|/a|/a||"));
    CHECK_STR(
        client_ask(arena, port, S("GET /a HTTP/1.1\r\nAccept: x\r\nAccept: y\r\nno colon\r\nAccept-Language: en\r\n\r\n")).body,
        S("400 malformed request|/a|/a|x|"));
    CHECK_STR(client_ask(arena, port, S("GET /a\0b HTTP/1.1\r\n" REST "\r\n")).body, S("400 malformed request|/a|/a" WHO));
    http_stop(server, 1000);
}

TEST(without_words_of_the_application_it_is_a_short_problem)
{
    WITH_APP(app, http_settings());
    static const struct {
        Str bytes;
        const char *said;
    } rows[] = {
        { S("GET /a HTTP/9.9\r\n\r\n"), "{\"type\":\"about:blank\",\"title\":\"protocol version not supported\",\"status\":505}" },
        { S("GET /a HTTP/1.1\r\nHost: h\r\nno colon\r\n\r\n"),
          "{\"type\":\"about:blank\",\"title\":\"malformed request\",\"status\":400}" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        /* Also right behind a request that was laid aside on the same thread. */
        CHECK_EQ(client_ask(arena, port, S("GET /later?n=1 HTTP/1.1\r\nHost: h\r\n\r\n")).status, 200);
        Reply answer = client_ask(arena, port, rows[i].bytes);
        CHECK_STR(answer.body, str(rows[i].said));
        CHECK_STR(reply_header(&answer, "content-type"), S("application/problem+json"));
        CHECK_STR(reply_header(&answer, "connection"), S("close"));
    }
    app_stop(&app);
}
