/* http.c - malformed, oversized and hostile HTTP against the program itself: the right status, a problem for the
 * API, and the server as it was: alive, its records unchanged, the id still free. Guards B9, E7, E8, E9, E10. */
#include "base/require.h"
#include "core/token.h"
#include "core/writer.h"
#include "real.h"
#include "support/db_fixture.h"
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static const char register_path[] = "/api/v1/commands/institution.register";
#define BODY "{\"institution\":\"P1\",\"kind\":\"pharmacy\",\"name\":\"x\",\"region\":\"330100\"}"

typedef struct {
    Real real;
    Arena *arena;
    Arena one; /* for one exchange */
    Str token, clerk;
} Site;

static Str token_of(Bureau *bureau, Arena *arena, Role role, const char *user)
{
    Str token = { 0 };
    Actor actor = { .role = role, .user = str(user), .org = S("office") };
    require(db_begin(bureau->db) == OK && token_new(bureau, arena, &actor, str(user), &token) == OK && db_commit(bureau->db) == OK);
    return token;
}

static bool site_open(Site *site, Arena *arena)
{
    Bureau bureau;
    Why why = { .arena = arena };
    *site = (Site){ .arena = arena, .one = arena_make((size_t)64 << 20) };
    BureauOptions options = { .mode = DB_WRITER, .seed = S("site"), .url = fixture_url(arena, ENGINE_FOLDER) };
    if (!real_found(&site->real, options.url))
        return false;
    require(bureau_open(&bureau, &options, &why) == OK);
    /* The first entry is made here, so that this program has all tables of the other one. */
    JsonNode *args = NULL;
    Arena scratch = arena_make((size_t)16 << 20);
    Answer answer;
    require(json_read(&scratch, S("{\"institution\":\"P0\",\"kind\":\"pharmacy\",\"name\":\"x\",\"region\":\"330100\"}"), &args,
                      NULL) == OK);
    Request first = { .id = S("first"),
                      .command = S("institution.register"),
                      .actor = { .role = ROLE_ADMIN, .user = S("root"), .org = S("office") },
                      .at = { 1735779600 },
                      .args = args };
    require(writer_group(&bureau, &scratch, &scratch, &first, &answer, 1) == OK && answer.err == OK);
    arena_drop(&scratch);
    site->token = token_of(&bureau, arena, ROLE_ADMIN, "root");
    site->clerk = token_of(&bureau, arena, ROLE_CLERK, "w1");
    bureau_close(&bureau);
    return real_start(&site->real);
}

static int64_t entries_of(Arena *arena, Str url)
{
    Bureau bureau;
    Why why = { .arena = arena };
    BureauOptions options = { .url = url, .mode = DB_WRITER };
    require(bureau_open(&bureau, &options, &why) == OK);
    int64_t last = bureau.journal.last;
    bureau_close(&bureau);
    return last;
}

/* Ends the server as it should end; so many entries must be there behind the first, and the whole be whole. */
static void site_close(Site *site, int64_t entries)
{
    CHECK(real_alive(&site->real));
    CHECK_EQ(real_end(&site->real, SIGTERM), 0);
    CHECK_EQ(entries_of(site->arena, site->real.url), 1 + entries);
    CHECK_EQ(real_run(&site->real, "verify"), 0);
    arena_drop(&site->one);
}

static bool is_healthy(Site *site)
{
    Reply reply = client_ask(&site->one, site->real.port, S("GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
    return real_alive(&site->real) && reply.status == 200;
}

/* The reply must have one of the statuses ("400 413"; "-": the connection may just end). */
static void check_status(Site *site, const char *what, Str bytes, const char *statuses, bool problem)
{
    Reply reply = client_ask(&site->one, site->real.port, bytes);
    char status[12];
    snprintf(status, sizeof status, "%d", reply.status);
    bool right = reply.status ? strstr(statuses, status) != NULL : strchr(statuses, '-') != NULL;
    if (!right)
        test_fail(__FILE__, __LINE__, "%s: %d, should be %s: %.*s", what, reply.status, statuses,
                  STR_ARG(str_head(reply.body, 200)));
    if (problem && reply.status && !str_starts(reply_header(&reply, "content-type"), S("application/problem+json")))
        test_fail(__FILE__, __LINE__, "%s: %d is no problem: %.*s", what, reply.status, STR_ARG(str_head(reply.head, 400)));
    if (!is_healthy(site))
        test_fail(__FILE__, __LINE__, "the server is not well after %s", what);
    arena_reset(&site->one);
}

/* What is no request, or asks for a page. */
static void check(Site *site, const char *what, Str bytes, const char *statuses)
{
    check_status(site, what, bytes, statuses, false);
}
/* What the API refuses is a problem with code, field and sentences. */
static void check_problem(Site *site, const char *what, Str bytes, const char *statuses)
{
    check_status(site, what, bytes, statuses, true);
}

static Str repeated(Arena *arena, char c, size_t n)
{
    char *bytes = arena_take(arena, n + 1);
    memset(bytes, c, n);
    bytes[n] = 0;
    return (Str){ bytes, n };
}

#define HEAD "POST /api/v1/commands/institution.register HTTP/1.1\r\n"
#define HOST "Host: x\r\n"
#define LENGTH "Content-Length: 67\r\n"

TEST(malformed_requests)
{
    static const struct {
        const char *what, *bytes, *statuses;
    } rows[] = {
        { "no request line", "GARBAGE\r\n\r\n", "-" },
        { "no version", "GET\r\n\r\n", "-" },
        { "no path", "GET  HTTP/1.1\r\nHost: x\r\n\r\n", "400" },
        { "another version", "GET / HTTP/9.9\r\nHost: x\r\n\r\n", "505" },
        { "another protocol", "\x16\x03\x01\x02\x01\x01\r\n\r\n", "-" },
        { "the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505" },
        { "no host", "GET /healthz HTTP/1.1\r\n\r\n", "400" },
        { "two hosts", "GET /healthz HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", "400" },
        { "an unknown method", "BREW /api/v1/commands/card.use HTTP/1.1\r\nHost: x\r\n\r\n", "400 401 405 501" },
        { "CONNECT", "CONNECT example.org:443 HTTP/1.1\r\nHost: x\r\n\r\n", "400 404 405 501" },
        { "TRACE", "TRACE / HTTP/1.1\r\nHost: x\r\n\r\n", "405 501" },
        { "DELETE",
          "DELETE "
          "/api/v1/commands/card.use HTTP/1.1\r\nHost: x\r\n\r\n",
          "401 405" },
        { "length and chunks", HEAD HOST LENGTH "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400" },
        { "two lengths", HEAD HOST LENGTH "Content-Length: 7\r\n\r\n" BODY, "400" },
        { "lengths in a list", HEAD HOST "Content-Length: 67, 67\r\n\r\n" BODY, "400" },
        { "a negative length", HEAD HOST "Content-Length: -1\r\n\r\n", "400" },
        { "a length with a plus", HEAD HOST "Content-Length: +67\r\n\r\n" BODY, "400" },
        { "a length in hex", HEAD HOST "Content-Length: 0x10\r\n\r\n", "400" },
        { "a length without end", HEAD HOST "Content-Length: 99999999999999999999\r\n\r\n", "413" },
        { "a length of 64 bits", HEAD HOST "Content-Length: 18446744073709551615\r\n\r\n", "413" },
        { "another encoding", HEAD HOST "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", "400 501" },
        { "chunked twice", HEAD HOST "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n", "400 501" },
        { "chunked in disguise", HEAD HOST "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", "400 501" },
        { "a chunk that is no number", HEAD HOST "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n", "400" },
        { "a chunk without end", HEAD HOST "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff1\r\n", "413" },
        { "a folded header", "GET /healthz HTTP/1.1\r\nHost: x\r\nX-A: 1\r\n 2\r\n\r\n", "400" },
        { "a blank before the colon", "GET /healthz HTTP/1.1\r\nHost : x\r\n\r\n", "400" },
        { "a header without a colon", "GET /healthz HTTP/1.1\r\nHost: x\r\nnonsense\r\n\r\n", "400" },
        { "a header without a name", "GET /healthz HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n", "400" },
        { "a bare carriage return", "GET /healthz HTTP/1.1\r\nHost: x\r\nX: a\rb\r\n\r\n", "400" },
        { "a path upwards", "GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", "400 404" },
        { "a path upwards, encoded", "GET /assets/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", "400 404" },
        { "a zero in the path", "GET /healthz%00 HTTP/1.1\r\nHost: x\r\n\r\n", "400 404" },
        { "a half percent sign", "GET /healthz%4 HTTP/1.1\r\nHost: x\r\n\r\n", "400 404" },
        { "no UTF-8 in the path", "GET /%ff%fe HTTP/1.1\r\nHost: x\r\n\r\n", "400 404" },
        { "a wish that nobody knows", HEAD HOST "Expect: the-unexpected\r\n" LENGTH "\r\n" BODY, "400 401 417" },
        { "too large, and asking first", HEAD HOST "Expect: 100-continue\r\nContent-Length: 99999999\r\n\r\n", "413" },
        { "a page that nobody knows", "GET /no/such/page HTTP/1.1\r\nHost: x\r\n\r\n", "404" },
        { "an interface that nobody knows", "GET /api/v2/ HTTP/1.1\r\nHost: x\r\n\r\n", "401 404" },
    };
    Site site;
    if (!site_open(&site, arena))
        return;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_status(&site, rows[i].what, str(rows[i].bytes), rows[i].statuses,
                     strstr(rows[i].bytes, "/api/") || strstr(rows[i].bytes, "/healthz "));
    check(&site, "a zero in a header", S("GET /healthz HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n"), "400");
    check(&site, "only zeros", repeated(&site.one, 0, 4000), "-");
    site_close(&site, 0);
}

TEST(oversized_requests)
{
    Site site;
    if (!site_open(&site, arena))
        return;
    for (int i = 0; i < 2; i++) {
        const char *path = i ? "/api/v1/queries/policy.at" : "/";
        size_t sizes[] = { 9000, 70000, 1 << 20 };
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            Str much = repeated(arena, 'a', sizes[k]);
            check(&site, "a long path", str_format(arena, "GET %s" STR_FMT " HTTP/1.1\r\nHost: x\r\n\r\n", path, STR_ARG(much)),
                  "414");
            check(&site, "a long query",
                  str_format(arena, "GET %s?region=" STR_FMT " HTTP/1.1\r\nHost: x\r\n\r\n", path, STR_ARG(much)), "414");
            check(&site, "a long header",
                  str_format(arena, "GET %s HTTP/1.1\r\nHost: x\r\nX-A: " STR_FMT "\r\n\r\n", path, STR_ARG(much)), "431");
            check(&site, "a long name of a header",
                  str_format(arena, "GET %s HTTP/1.1\r\nHost: x\r\n" STR_FMT ": 1\r\n\r\n", path, STR_ARG(much)), "431");
            check(&site, "a long method", str_format(arena, STR_FMT " %s HTTP/1.1\r\nHost: x\r\n\r\n", STR_ARG(much), path),
                  "405 414");
        }
        Buf many = { .arena = arena };
        buf_format(&many, "GET %s HTTP/1.1\r\nHost: x\r\n", path);
        for (int k = 0; k < 2000; k++)
            buf_format(&many, "X-%d: %d\r\n", k, k);
        buf_add(&many, S("\r\n"));
        check(&site, "many headers", buf_str(&many), "431");
    }
    check_problem(&site, "a large body", request_post(arena, register_path, site.token, S("large"), repeated(arena, ' ', 5 << 20)),
                  "413 -");
    check_problem(&site, "a large body of a query",
                  request_post(arena, "/api/v1/queries/policy.at", site.token, (Str){ 0 }, repeated(arena, ' ', 5 << 20)), "413 -");
    site_close(&site, 0);
}

/* What is a request, and yet not one that the API takes. */
TEST(unwanted_requests)
{
    static const struct {
        const char *what, *headers, *body, *statuses;
    } rows[] = {
        { "no token", "Idempotency-Key: a\r\n", BODY, "401" },
        { "an empty token", "Authorization: Bearer \r\nIdempotency-Key: a\r\n", BODY, "401" },
        { "another scheme", "Authorization: Basic YTpi\r\nIdempotency-Key: a\r\n", BODY, "401" },
        { "a token that nobody has", "Authorization: Bearer 0123456789abcdef\r\nIdempotency-Key: a\r\n", BODY, "401" },
        { "a token in a cookie", "Cookie: token=@\r\nIdempotency-Key: a\r\n", BODY, "401" },
        { "two tokens", "Authorization: Bearer @\r\nAuthorization: Bearer x\r\nIdempotency-Key: a\r\n", BODY, "400 401" },
        { "no id", "Authorization: Bearer @\r\n", BODY, "400" },
        { "an empty id", "Authorization: Bearer @\r\nIdempotency-Key: \r\n", BODY, "400" },
        { "two ids", "Authorization: Bearer @\r\nIdempotency-Key: a\r\nIdempotency-Key: b\r\n", BODY, "400" },
        { "an id with a bell", "Authorization: Bearer @\r\nIdempotency-Key: a\x07\r\n", BODY, "400" },
        { "an id that is no text", "Authorization: Bearer @\r\nIdempotency-Key: a\xff\r\n", BODY, "400" },
        { "plain text", "Authorization: Bearer @\r\nIdempotency-Key: a\r\nContent-Type: text/plain\r\n", BODY, "400 415" },
        { "a form", "Authorization: Bearer @\r\nIdempotency-Key: a\r\nContent-Type: application/x-www-form-urlencoded\r\n",
          "institution=P1", "400 415" },
        { "a purpose with an escape", "Authorization: Bearer @\r\nIdempotency-Key: a\r\nX-Purpose: \x1b[2J\r\n", BODY, "400" },
        { "no body", "Authorization: Bearer @\r\nIdempotency-Key: a\r\n", "", "400" },
        { "half a body", "Authorization: Bearer @\r\nIdempotency-Key: a\r\n", "{\"institution\":\"P1\"", "400" },
        { "null", "Authorization: Bearer @\r\nIdempotency-Key: a\r\n", "null", "400" },
        { "a list", "Authorization: Bearer @\r\nIdempotency-Key: a\r\n", "[" BODY "]", "400" },
        { "two objects", "Authorization: Bearer @\r\nIdempotency-Key: a\r\n", BODY BODY, "400" },
        { "a byte order mark", "Authorization: Bearer @\r\nIdempotency-Key: a\r\n", "\xef\xbb\xbf" BODY, "400" },
        { "a key twice", "Authorization: Bearer @\r\nIdempotency-Key: a\r\n", "{\"institution\":\"P1\",\"institution\":\"P2\"}",
          "400" },
        { "no UTF-8", "Authorization: Bearer @\r\nIdempotency-Key: a\r\n", "{\"institution\":\"\xff\"}", "400" },
        { "a zero", "Authorization: Bearer @\r\nIdempotency-Key: a\r\n", "{\"institution\":\"\\u0000\"}", "400" },
        { "half a pair", "Authorization: Bearer @\r\nIdempotency-Key: a\r\n", "{\"institution\":\"\\ud800\"}", "400" },
        { "a number with a fraction", "Authorization: Bearer @\r\nIdempotency-Key: a\r\n", "{\"institution\":1.5}", "400" },
        { "a role of one's own", "Authorization: Bearer @\r\nIdempotency-Key: a\r\n", "{\"institution\":\"P1\",\"role\":\"admin\"}",
          "400" },
        { "an actor of one's own", "Authorization: Bearer @\r\nIdempotency-Key: a\r\n", "{\"actor\":{\"role\":\"clerk\"}}", "400" },
        { "not permitted", "Authorization: Bearer #\r\nIdempotency-Key: a\r\n", BODY, "403" },
    };
    Site site;
    if (!site_open(&site, arena))
        return;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Buf out = { .arena = arena };
        bool typed = strstr(rows[i].headers, "Content-Type") != NULL;
        buf_format(&out, HEAD HOST "Content-Length: %zu\r\n%s", strlen(rows[i].body),
                   typed ? "" : "Content-Type: application/json\r\n");
        for (const char *p = rows[i].headers; *p; p++)
            buf_add(&out, *p == '@' ? site.token : *p == '#' ? site.clerk : (Str){ p, 1 });
        buf_add(&out, S("\r\n"));
        buf_add(&out, str(rows[i].body));
        check_problem(&site, rows[i].what, buf_str(&out), rows[i].statuses);
    }
    check_problem(&site, "a long id", request_post(arena, register_path, site.token, repeated(arena, 'i', 129), S(BODY)), "400");
    check_problem(&site, "deep nesting", request_post(arena, register_path, site.token, S("a"), repeated(arena, '[', 100000)),
                  "400");
    check(
        &site, "a query about a person in the URL",
        str_format(arena,
                   "GET /api/v1/queries/person.status?ssn=330106199003078817 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " STR_FMT
                   "\r\n\r\n",
                   STR_ARG(site.clerk)),
        "400");
    check_problem(&site, "GET of a command",
                  str_format(arena, "GET %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " STR_FMT "\r\n\r\n", register_path,
                             STR_ARG(site.token)),
                  "405");
    /* The id "a" is still free, and 128 bytes are an id. */
    Reply reply = client_ask(&site.one, site.real.port, request_post(arena, register_path, site.token, S("a"), S(BODY)));
    CHECK(reply.status == 200 && str_find(reply.body, S("\"result\":\"done\"")) >= 0);
    reply =
        client_ask(&site.one, site.real.port, request_post(arena, register_path, site.token, repeated(arena, 'i', 128), S(BODY)));
    CHECK(reply.status == 200 && str_find(reply.body, S("\"result\":\"already\"")) >= 0);
    site_close(&site, 2);
}

/* Everything behind a byte of a valid request is missing: nothing is done. */
TEST(cut_requests)
{
    Site site;
    if (!site_open(&site, arena))
        return;
    Str whole = request_post(arena, register_path, site.token, S("cut"), S(BODY));
    for (size_t n = 0; n < whole.n; n++) {
        int fd = client_dial(site.real.port);
        CHECK(fd >= 0 && client_send(fd, str_head(whole, n)));
        close(fd);
    }
    CHECK(is_healthy(&site));
    Reply reply = client_ask(&site.one, site.real.port, whole);
    CHECK(reply.status == 200 && str_find(reply.body, S("\"result\":\"done\"")) >= 0);
    site_close(&site, 1);
}

/* A crowd that sends slowly or nothing at all does not keep others waiting; requests sent ahead are answered in order. */
TEST(slow_and_hasty_clients)
{
    enum { CROWD = 60, AHEAD = 40 };
    Site site;
    int crowd[CROWD];
    if (!site_open(&site, arena))
        return;
    Str whole = request_post(arena, register_path, site.token, S("slow"), S(BODY));
    for (int i = 0; i < CROWD; i++) {
        crowd[i] = client_dial(site.real.port);
        client_send(crowd[i], str_head(whole, (size_t)i * whole.n / CROWD));
    }
    for (int i = 0; i < 20; i++) {
        CHECK(is_healthy(&site));
        arena_reset(&site.one);
    }
    Buf ahead = { .arena = arena };
    for (int i = 0; i < AHEAD; i++)
        buf_add(&ahead,
                request_post(
                    arena, register_path, site.token, str_format(arena, "ahead-%d", i),
                    str_format(arena, "{\"institution\":\"A%d\",\"kind\":\"pharmacy\",\"name\":\"x\",\"region\":\"330100\"}", i)));
    int fd = client_dial(site.real.port);
    CHECK(client_send(fd, buf_str(&ahead)));
    CHECK(is_healthy(&site));
    close(fd); /* whether they were answered nobody knows: the same ids again say it */
    for (int i = 0; i < AHEAD; i++) {
        Reply reply = client_ask(
            &site.one, site.real.port,
            request_post(
                arena, register_path, site.token, str_format(arena, "ahead-%d", i),
                str_format(arena, "{\"institution\":\"A%d\",\"kind\":\"pharmacy\",\"name\":\"x\",\"region\":\"330100\"}", i)));
        CHECK(reply.status == 200 && str_find(reply.body, S("\"result\":\"done\"")) >= 0);
        arena_reset(&site.one);
    }
    for (int i = 0; i < CROWD; i++)
        close(crowd[i]);
    site_close(&site, AHEAD);
}
