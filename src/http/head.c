/* head.c - the head of a request, read as strictly as any server in front of us might. libmicrohttpd reads it in
 * place, putting a zero byte where a name, a value or a line ends, and accepts bare LF, folded lines and stray
 * zero bytes. So the pieces it found are laid side by side again: unless they cover the whole head without a gap
 * and with CR LF between them, somebody else could have read the head differently, and it is refused. */
#include "http/internal.h"
#include "http/parse.h"

typedef struct {
    const char *at, *end; /* what is left of the head */
    bool gap;             /* something between the pieces was not what it should be */
    HttpPair *headers;
    size_t count;
} Walk;

static enum MHD_Result walk_header(void *cls, enum MHD_ValueKind kind, const char *name, size_t name_n, const char *value,
                                   size_t value_n)
{
    Walk *walk = cls;
    (void)kind;
    if (walk->gap || walk->count == HTTP_HEADERS_MAX || name != walk->at || value < name + name_n + 1 ||
        value + value_n + 2 > walk->end) {
        walk->gap = true;
        return MHD_NO;
    }
    for (const char *p = name + name_n + 1; p < value; p++)
        walk->gap |= *p != ' ' && *p != '\t';
    for (size_t i = 0; i < value_n; i++)
        walk->gap |= ((unsigned char)value[i] < 0x20 && value[i] != '\t') || value[i] == 0x7f;
    walk->gap |= !parse_is_token((Str){ name, name_n });
    walk->headers[walk->count++] = (HttpPair){ { name, name_n }, str_trim((Str){ value, value_n }) };
    walk->at = value + value_n + 2; /* behind CR LF */
    return MHD_YES;
}

Str head_value(const Exchange *exchange, const char *name)
{
    for (size_t i = 0; i < exchange->header_count; i++)
        if (parse_same_word(exchange->headers[i].name, str(name)))
            return exchange->headers[i].value;
    return (Str){ 0 };
}

/* Headers of which there may be one only: of two, each reader would take another. */
static bool has_twins(const Exchange *exchange)
{
    static const char *const single[] = { "host",         "content-length", "transfer-encoding",
                                          "content-type", "authorization",  "idempotency-key",
                                          "origin",       "cookie",         "expect" };
    for (size_t k = 0; k < sizeof single / sizeof *single; k++) {
        int seen = 0;
        for (size_t i = 0; i < exchange->header_count; i++)
            seen += parse_same_word(exchange->headers[i].name, str(single[k]));
        if (seen > 1)
            return true;
    }
    return false;
}

static bool host_is_plain(Str host)
{
    for (size_t i = 0; i < host.n; i++)
        if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:[]", host.p[i]))
            return false;
    return host.n > 0 && host.n <= 255;
}

/* Only what may stand in a target: everything else is escaped by whoever means it. */
static bool target_is_plain(Str uri)
{
    for (size_t i = 0; i < uri.n; i++)
        if (uri.p[i] <= 0x20 || uri.p[i] >= 0x7f)
            return false;
    return true;
}

static int check_length(Exchange *exchange, bool may_have_body, bool version_1_0, const char **reason)
{
    Str length = head_value(exchange, "content-length"), coding = head_value(exchange, "transfer-encoding");
    int64_t n = 0;
    *reason = "length and transfer coding do not agree";
    if (coding.p && (length.p || version_1_0))
        return 400;
    if (coding.p && !parse_same_word(coding, S("chunked"))) {
        *reason = "transfer coding not supported";
        return 501;
    }
    if (length.p && (!str_int(length, &n) || length.p[0] == '-')) {
        *reason = length.n && length.p[0] >= '0' && length.p[0] <= '9' ? "body too large" : "malformed length";
        return *reason[0] == 'b' ? 413 : 400;
    }
    *reason = "this method has no body";
    if ((coding.p || n > 0) && !may_have_body)
        return 400;
    exchange->body_size = (size_t)n;
    return 0;
}

static void read_content_type(Exchange *exchange)
{
    Str type = head_value(exchange, "content-type");
    const char *end = type.n ? memchr(type.p, ';', type.n) : NULL;
    Str media = end ? (Str){ type.p, (size_t)(end - type.p) } : type;
    exchange->request.content_type = str_lower(&exchange->arena, str_trim(media));
    exchange->media_parameters = end ? (Str){ end, type.n - media.n } : (Str){ 0 };
}

static int check_method(Exchange *exchange, const char *method, const char **reason)
{
    *reason = "method not supported";
    exchange->request.head_only = !strcmp(method, "HEAD");
    if (!strcmp(method, "POST"))
        exchange->request.method = HTTP_POST;
    else if (strcmp(method, "GET") && strcmp(method, "HEAD") && strcmp(method, "OPTIONS"))
        return 405;
    return 0;
}

int head_check(Exchange *exchange, const char *method, const char *url, const char *version, const char **reason)
{
    const union MHD_ConnectionInfo *size = MHD_get_connection_info(exchange->connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    const char *first = version + strlen(version) + 2;
    *reason = "malformed request";
    if (!size || !exchange->uri.p)
        return 400;
    const char *end = method + size->header_size;
    if (exchange->uri.n > HTTP_URI_MAX)
        return *reason = "address too long", 414;
    if (!parse_is_token(str(method)) || url != method + strlen(method) + 1 || version != url + exchange->uri.n + 1 || first > end)
        return 400;
    if (strcmp(version, "HTTP/1.1") && strcmp(version, "HTTP/1.0"))
        return *reason = "protocol version not supported", 505;
    if (!target_is_plain(exchange->uri))
        return *reason = "malformed address", 400;
    int lines = MHD_get_connection_values(exchange->connection, MHD_HEADER_KIND, NULL, NULL);
    if (end - first > HTTP_HEAD_MAX || lines > HTTP_HEADERS_MAX)
        return *reason = "header too large", 431;
    Walk walk = { .at = first, .end = end, .headers = arena_new(&exchange->arena, HttpPair, (size_t)lines + 1) };
    MHD_get_connection_values_n(exchange->connection, MHD_HEADER_KIND, walk_header, &walk);
    if (walk.gap || walk.at + 2 != end)
        return 400;
    exchange->headers = walk.headers;
    exchange->header_count = walk.count;
    bool version_1_0 = !strcmp(version, "HTTP/1.0");
    Str host = head_value(exchange, "host");
    if (has_twins(exchange))
        return *reason = "header sent twice", 400;
    if (host.p ? !host_is_plain(host) : !version_1_0)
        return *reason = "host missing or malformed", 400;
    read_content_type(exchange);
    int refused = check_method(exchange, method, reason);
    return refused ? refused : check_length(exchange, !strcmp(method, "POST"), version_1_0, reason);
}
