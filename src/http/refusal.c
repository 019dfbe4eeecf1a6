/* refusal.c - requests that libmicrohttpd refuses by itself: a request line or header it cannot read, a head that fills its
 * memory, a length or chunk that is no number, another version. It has no hook for them (strictness refuses more,
 * memory only moves the edge) and sends a page of its own, always in English. To look at the bytes before it does would
 * be a second parser, and of the first request of a connection only. But it queues that page through its public
 * MHD_queue_response, which it calls through the linker's table like everybody else: the function of that name here
 * stands before it, and puts our answer in the place of that page. Should a later version stop calling it like that, its
 * pages come back, and the tests say so.
 * What is left: a first line without a single space in it is no request, and the connection is closed without a word. */
#define _GNU_SOURCE
#include "http/internal.h"
#include "http/parse.h"
#include <dlfcn.h>
#include <sys/socket.h>

typedef enum MHD_Result Queue(struct MHD_Connection *connection, unsigned int status, struct MHD_Response *response);

static Queue *real_queue;
static _Thread_local const Exchange *by_hand; /* whose answer must not go through the library */

void refusal_prepare(void)
{
    void *found = dlsym(RTLD_NEXT, "MHD_queue_response");
    require(found != NULL);
    memcpy(&real_queue, &found, sizeof found);
}

static enum MHD_Result put_header(void *cls, enum MHD_ValueKind kind, const char *name, const char *value)
{
    (void)kind;
    buf_format(cls, "%s: %s\r\n", name, value);
    return MHD_YES;
}

/* Such an answer is small, and nothing else waits in the socket: what does not fit at once is lost with the connection. */
static void write_by_hand(const Exchange *exchange, struct MHD_Response *response)
{
    const Reply *reply = &exchange->reply;
    Buf out = { .arena = exchange->request.arena };
    buf_format(&out, "HTTP/1.1 %d %s\r\n", reply->status, MHD_get_reason_phrase_for((unsigned)reply->status));
    MHD_get_response_headers(response, put_header, &out);
    buf_format(&out, "Connection: close\r\nContent-Length: %zu\r\n\r\n" STR_FMT, reply->body.n, STR_ARG(reply->body));
    (void)!send(exchange->link->fd, out.p, out.n, MSG_NOSIGNAL | MSG_DONTWAIT);
}

bool refusal_queue(struct MHD_Connection *connection, int status, struct MHD_Response *response)
{
    if (by_hand) {
        write_by_hand(by_hand, response);
        return true;
    }
    return real_queue(connection, (unsigned)status, response) == MHD_YES;
}

/* ---- who asked, as far as it was read ---- */

typedef struct {
    HttpPair headers[2];
    size_t count;
} Visitor;

static bool is_plain(Str value)
{
    for (size_t i = 0; i < value.n; i++)
        if ((unsigned char)value.p[i] < 0x20 || (unsigned char)value.p[i] >= 0x7f)
            return false;
    return value.n > 0;
}

/* What the visitor reads and in which language: nothing else of a head that could not be read is believed. */
static enum MHD_Result take_header(void *cls, enum MHD_ValueKind kind, const char *name, size_t name_n, const char *value,
                                   size_t value_n)
{
    Visitor *visitor = cls;
    Str word = { name, name_n }, text = { value, value_n };
    (void)kind;
    if ((parse_same_word(word, S("accept")) || parse_same_word(word, S("accept-language"))) && is_plain(text))
        visitor->headers[visitor->count++] = (HttpPair){ word, text };
    return visitor->count < 2 ? MHD_YES : MHD_NO;
}

void refusal_visitor(Exchange *exchange)
{
    Str query = exchange->uri, raw = str_cut(&query, '?');
    if (exchange->uri.n > HTTP_URI_MAX || parse_path(&exchange->arena, raw, &exchange->request.path))
        exchange->request.path = (Str){ 0 };
    if (exchange->headers && (uint8_t *)exchange->headers < exchange->arena.base + exchange->head_mark)
        return; /* The head was good, and is kept. */
    Visitor visitor = { 0 };
    MHD_get_connection_values_n(exchange->connection, MHD_HEADER_KIND, take_header, &visitor);
    HttpPair *headers = arena_new(&exchange->arena, HttpPair, visitor.count);
    for (size_t i = 0; i < visitor.count; i++) /* The library's memory may be given back while it sends. */
        headers[i] =
            (HttpPair){ str_copy(&exchange->arena, visitor.headers[i].name), str_copy(&exchange->arena, visitor.headers[i].value) };
    exchange->headers = headers;
    exchange->header_count = visitor.count;
}

/* ---- what the library refused, and why ---- */

static bool has_strange_length(struct MHD_Connection *connection)
{
    const char *length = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "content-length");
    int64_t n = 0;
    return length && (!str_int(str(length), &n) || length[0] == '-' || length[0] == '+');
}

static const char *reason_of(const Exchange *exchange, int status)
{
    bool body = exchange->link->phase == LINK_BODY && exchange->head_seen;
    switch (status) {
    case 413:
        return body ? "chunk too large" : "body too large";
    case 414:
        return "address too long";
    case 431:
        return "header too large";
    case 505:
        return "protocol version not supported";
    case 500:
        return "no answer";
    default:
        break;
    }
    if (body)
        return "malformed chunk";
    return has_strange_length(exchange->connection) ? "malformed length" : "malformed request";
}

typedef enum { LEFT_ALONE, ANSWERED, WRITTEN } Instead;

static Instead refuse_instead(struct MHD_Connection *connection, Link *link, int status)
{
    Exchange *exchange = link->exchange;
    if (!exchange && link->thread)
        exchange = exchange_begin(link->thread, "", connection); /* Refused before its first line was read. */
    if (!exchange || exchange->state != EXCHANGE_OPEN)
        return LEFT_ALONE;
    if (!exchange->head_seen) /* Then only the address lies in the region. */
        exchange->head_mark = arena_mark(&exchange->arena);
    exchange_refuse(exchange, status, reason_of(exchange, status));
    /* After a length that it cannot read 0.9.75 goes on, and sends the head of its answer twice. */
    by_hand = !exchange->head_seen && has_strange_length(connection) ? exchange : NULL;
    Instead done = !reply_send(exchange) ? LEFT_ALONE : by_hand ? WRITTEN : ANSWERED;
    by_hand = NULL;
    return done;
}

/* Called by the library alone: this room goes through refusal_queue. */
enum MHD_Result MHD_queue_response(struct MHD_Connection *connection, unsigned int status_code, struct MHD_Response *response)
{
    Link *link = link_of(connection);
    Instead done = link ? refuse_instead(connection, link, (int)status_code) : LEFT_ALONE;
    if (done != LEFT_ALONE)
        return done == ANSWERED ? MHD_YES : MHD_NO; /* NO: it closes the connection, and says nothing itself */
    return refusal_queue(connection, (int)status_code, response) ? MHD_YES : MHD_NO;
}
