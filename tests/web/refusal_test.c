/* refusal_test.c - requests that no handler sees: for a program a problem with code, field and what to do, for a person a
 * page in their language. */
#include "town.h"

typedef enum { AS_PROBLEM, AS_CHINESE, AS_ENGLISH } Shown;

#define HOST "Host: x\r\nConnection: close\r\n"
#define ZH "Accept: text/html,*/*;q=0.8\r\nAccept-Language: zh-CN,zh;q=0.9,en;q=0.8\r\n"
#define EN "Accept: text/html,*/*;q=0.8\r\nAccept-Language: en-GB,en;q=0.9,zh;q=0.8\r\n"
#define API "POST /api/v1/commands/hold.place HTTP/1.1\r\n"

static const struct {
    const char *bytes;
    int status;
    Shown shown;
    const char *code, *field; /* of a problem */
    const char *says;         /* of what to do */
} rows[] = {
    { "GET /guide\r\n\r\n", 400, AS_PROBLEM, "bad-field", "head", "请检查请求行" },
    { "GET /healthz HTTP/9.9\r\n\r\n", 505, AS_PROBLEM, "bad-field", "version", "use HTTP/1.1" },
    { "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, AS_PROBLEM, "bad-field", "version", "请使用 HTTP/1.1" },
    { API HOST "no colon\r\n\r\n", 400, AS_PROBLEM, "bad-field", "head", "check the request line" },
    { API HOST EN "no colon\r\n\r\n", 400, AS_PROBLEM, "bad-field", "head", "check the request line" },
    { API "Connection: close\r\n\r\n", 400, AS_PROBLEM, "bad-field", "host", "Host" },
    { API HOST "Host: y\r\n\r\n", 400, AS_PROBLEM, "bad-field", "head", "send it once" },
    { API HOST "Content-Length: -5\r\n\r\nhello", 400, AS_PROBLEM, "bad-field", "content-length", "正文的字节数" },
    { API HOST "Content-Length: 5, 5\r\n\r\nhello", 400, AS_PROBLEM, "bad-field", "content-length", "number of bytes" },
    { API HOST "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello", 400, AS_PROBLEM, "bad-field", "head", "请只发一次" },
    { API HOST "Content-Length: 99999999999999999999\r\n\r\n", 413, AS_PROBLEM, "too-large", "body", "send it in parts" },
    { API HOST "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", 400, AS_PROBLEM, "bad-field", "content-length",
      "请只保留一个" },
    { API HOST "Transfer-Encoding: gzip\r\n\r\n", 501, AS_PROBLEM, "bad-field", "transfer-encoding", "chunked" },
    { API HOST "Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400, AS_PROBLEM, "bad-field", "body", "十六进制长度" },
    { API HOST "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n", 413, AS_PROBLEM, "too-large", "body", "smaller chunks" },
    { "GET /api/v1/%zz HTTP/1.1\r\n" HOST EN "\r\n", 400, AS_PROBLEM, "bad-field", "path", "percent encoding" },
    { "GET /guide/%zz HTTP/1.1\r\n" HOST "\r\n", 400, AS_PROBLEM, "bad-field", "path", "百分号编码" },
    { "DELETE /api/v1/commands/hold.place HTTP/1.1\r\n" HOST "\r\n", 405, AS_PROBLEM, "bad-field", "method", "use GET or POST" },
    { "GET /guide HTTP/1.1\r\n" HOST ZH "no colon\r\n\r\n", 400, AS_CHINESE, "", "", "请检查请求行" },
    { "GET /en/guide HTTP/1.1\r\n" HOST EN "no colon\r\n\r\n", 400, AS_ENGLISH, "", "", "check the request line" },
    { "GET /en/guide HTTP/1.1\r\n" HOST ZH "no colon\r\n\r\n", 400, AS_ENGLISH, "", "", "check the request line" },
    { "GET /en/guide?a=%zz HTTP/1.1\r\n" HOST ZH "\r\n", 400, AS_ENGLISH, "", "", "percent encoding" },
    { "GET /guide?a=%zz HTTP/1.1\r\n" HOST EN "\r\n", 400, AS_CHINESE, "", "", "百分号编码" }, /* a Chinese page asked for */
    { "GET /en/guide/%ff HTTP/1.1\r\n" HOST ZH "\r\n", 400, AS_ENGLISH, "", "", "percent encoding" },
    { "GET /guide/%ff HTTP/1.1\r\n" HOST ZH "\r\n", 400, AS_CHINESE, "", "", "百分号编码" },
    { "GET /guide/%ff HTTP/1.1\r\n" HOST EN "\r\n", 400, AS_ENGLISH, "", "", "percent encoding" },
    { "GET /guide/%ff HTTP/1.1\r\n" HOST "Accept: text/html\r\nAccept-Language: ,;;,fr,*, ZH\r\n\r\n", 400, AS_CHINESE, "", "",
      "百分号编码" },
    { "GET /guide/%ff HTTP/1.1\r\n" HOST "Accept: text/html\r\nAccept-Language: ,;;,fr,*, EN;q=x\r\n\r\n", 400, AS_ENGLISH, "", "",
      "percent encoding" },
    { "PUT /en/guide HTTP/1.1\r\n" HOST EN "\r\n", 405, AS_ENGLISH, "", "", "use GET or POST" },
    { "POST /en/guide HTTP/1.1\r\n" HOST EN "Transfer-Encoding: gzip\r\n\r\n", 501, AS_ENGLISH, "", "", "transfer coding" },
    { "POST /guide HTTP/1.1\r\n" HOST ZH "Content-Length: +5\r\n\r\nhello", 400, AS_CHINESE, "", "", "正文的字节数" },
    { "POST /en/guide HTTP/1.1\r\n" HOST EN "Transfer-Encoding: chunked\r\n\r\n-1\r\n", 400, AS_ENGLISH, "", "", "CR LF" },
    { "GET /en/guide HTTP/1.7\r\n" HOST EN "\r\n", 505, AS_ENGLISH, "", "", "use HTTP/1.1" },
};

static void check_shown(Town *town, const Reply *reply, const char *what, Shown shown, const char *code, const char *field)
{
    if (shown == AS_PROBLEM) {
        const JsonNode *json = reply_json(town, reply);
        CHECK_STR(reply_header(reply, "Content-Type"), S("application/problem+json; charset=utf-8"));
        if (!str_is(json_text_of(json_member(json, "code")), code) || !str_is(json_text_of(json_member(json, "field")), field))
            test_fail(__FILE__, __LINE__, "%s: %.*s", what, STR_ARG(reply->body));
        CHECK_STR(json_text_of(json_member(json, "result")), S("refused"));
        CHECK(str_starts(json_text_of(json_member(json, "type")), S("/problems/")));
        CHECK(json_text_of(json_member(json, "why")).n && json_text_of(json_member(json, "why_en")).n);
        return;
    }
    CHECK_STR(reply_header(reply, "Content-Type"), S("text/html; charset=utf-8"));
    if (!str_is(reply_header(reply, "Content-Language"), shown == AS_ENGLISH ? "en" : "zh-CN"))
        test_fail(__FILE__, __LINE__, "%s: in the other language", what);
    CHECK(reply_says(reply, shown == AS_ENGLISH ? "<html lang=\"en\"" : "<html lang=\"zh-CN\"") && reply_says(reply, "</html>"));
}

TEST(what_nobody_can_read_is_told_in_words)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Reply reply = town_send(&town, str(rows[i].bytes));
        if (reply.status != rows[i].status || !reply_says(&reply, rows[i].says))
            test_fail(__FILE__, __LINE__, "row %zu: %d %.*s", i, reply.status, STR_ARG(str_head(reply.body, 300)));
        check_shown(&town, &reply, rows[i].bytes, rows[i].shown, rows[i].code, rows[i].field);
    }
    town_close(&town);
}

static Str with_long(Arena *arena, const char *before, size_t n, const char *after)
{
    Str much = { memset(arena_alloc(arena, 1, n), 'u', n), n };
    return str_format(arena, "%s" STR_FMT "%s", before, STR_ARG(much), after);
}

TEST(what_is_too_long_is_told_in_words)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    static const struct {
        const char *before;
        size_t n;
        int status;
        Shown shown;
        const char *field;
    } longs[] = {
        { "GET /api/", 3000, 414, AS_PROBLEM, "path" },
        { "GET /en/", 3000, 414, AS_ENGLISH, "" },
        { "GET /", 3000, 414, AS_CHINESE, "" },
        { "GET /en/", 40000, 414, AS_PROBLEM, "path" },
        { "GET /en/a?b=", 20000, 414, AS_ENGLISH, "" },
        { "GET /a HTTP/1.1\r\n" HOST ZH "A: ", 9000, 431, AS_CHINESE, "" },
        { API HOST "A: ", 9000, 431, AS_PROBLEM, "head" },
        { "GET /en/a HTTP/1.1\r\n" HOST EN "A: ", 60000, 431, AS_ENGLISH, "" },
        { API HOST "A: ", 60000, 431, AS_PROBLEM, "head" },
    };
    for (size_t i = 0; i < sizeof longs / sizeof *longs; i++) {
        const char *after = longs[i].status == 431         ? "\r\n\r\n"
                            : longs[i].shown == AS_CHINESE ? " HTTP/1.1\r\n" HOST ZH "\r\n"
                                                           : " HTTP/1.1\r\n" HOST EN "\r\n";
        Reply reply = town_send(&town, with_long(arena, longs[i].before, longs[i].n, after));
        CHECK_EQ(reply.status, longs[i].status);
        check_shown(&town, &reply, longs[i].before, longs[i].shown, "too-large", longs[i].field);
    }
    town_close(&town);
}
