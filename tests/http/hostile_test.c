/* hostile_test.c - what smugglers and the greedy send: refused, and the server as it was. */
#define _GNU_SOURCE
#include "app.h"
#include "support/test.h"
#include <sys/socket.h>
#include <unistd.h>

TEST(what_smugglers_send_is_refused_and_the_connection_closed)
{
    WITH_APP(app, http_settings());
    static const struct {
        int status;
        Str bytes;
    } cases[] = {
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
        Reply answer = client_read(arena, fd, false);
        if (answer.status != cases[i].status)
            test_fail(__FILE__, __LINE__, "case %zu answers %d, should be %d", i, answer.status, cases[i].status);
        CHECK(client_closed(fd));
        close(fd);
    }
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
        Reply answer = client_ask(arena, port, post_of(arena, "/small", 11, chunked));
        CHECK_EQ(answer.status, 413);
        CHECK(reply_header(&answer, "content-security-policy").n > 0);
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
