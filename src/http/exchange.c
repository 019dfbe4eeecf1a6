/* exchange.c - one request on its way: libmicrohttpd calls exchange_begin with the request line, exchange_step
 * first with the head, then with each piece of the body, then once more to be answered; exchange_end when the
 * answer is out or the client is gone. Exchanges are taken last in, first out, so that the warm region is used
 * again and idle connections hold none. */
#define _GNU_SOURCE
#include "base/json.h"
#include "base/log.h"
#include "http/internal.h"
#include "http/parse.h"
#include <time.h>

enum { SPILL_BYTES = 64 << 10 };

#define DECADE(n) n, n * 5 / 4, n * 8 / 5, n * 2, n * 5 / 2, n * 16 / 5, n * 4, n * 5, n * 63 / 10, n * 8
const int64_t http_bucket_us[HTTP_BUCKETS] = { 64, 80, DECADE(100), DECADE(1000), DECADE(10000), DECADE(100000) };

int64_t clock_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000) + now.tv_nsec / 1000;
}

size_t unescape_nothing(void *cls, struct MHD_Connection *connection, char *text)
{
    (void)cls;
    (void)connection;
    return strlen(text);
}

Link *link_of(struct MHD_Connection *connection)
{
    return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

void *exchange_begin(void *cls, const char *uri, struct MHD_Connection *connection)
{
    Thread *thread = cls;
    Exchange *exchange = thread->free_exchanges;
    if (!exchange) /* There are as many as connections, but for those given up while stopping. */
        return NULL;
    thread->free_exchanges = exchange->next;
    Arena arena = exchange->arena;
    if (!arena.base)
        arena = arena_make(thread->server->settings.request_bytes);
    *exchange = (Exchange){
        .thread = thread, .connection = connection, .link = link_of(connection), .arena = arena, .since_us = clock_us()
    };
    exchange->taken_us = exchange->since_us;
    exchange->request.arena = &exchange->arena;
    Str target = str(uri);
    exchange->uri = (Str){ str_copy(&exchange->arena, str_head(target, HTTP_URI_MAX)).p, target.n };
    exchange->link->exchange = exchange;
    char *query = target.n ? memchr(uri, '?', target.n) : NULL;
    if (query) /* libmicrohttpd would split the query next; ours is read from the copy. */
        query[1] = 0;
    count(&thread->metrics.in_flight, 1);
    return exchange;
}

static void measure(int64_t us, int64_t *buckets, int64_t *sum)
{
    size_t bucket = 0;
    while (bucket < HTTP_BUCKETS && us > http_bucket_us[bucket])
        bucket++;
    count(&buckets[bucket], 1);
    count(sum, us);
}

static void exchange_measure(const Exchange *exchange)
{
    HttpMetrics *metrics = &exchange->thread->metrics;
    measure(clock_us() - exchange->since_us, metrics->latency, &metrics->latency_us);
    measure(exchange->answered_us - exchange->taken_us, metrics->work, &metrics->work_us);
    count(&metrics->answered[exchange->reply.status / 100], 1);
}

void exchange_end(void *cls, struct MHD_Connection *connection, void **context, enum MHD_RequestTerminationCode how)
{
    Thread *thread = cls;
    Exchange *exchange = *context;
    (void)connection;
    if (!exchange)
        return;
    *context = NULL;
    if ((how == MHD_REQUEST_TERMINATED_COMPLETED_OK || exchange->refusal) && exchange->state == EXCHANGE_QUEUED)
        exchange_measure(exchange);
    else
        count(&thread->metrics.broken, 1);
    count(&thread->metrics.in_flight, -1);
    link_enter(exchange->link, LINK_IDLE, 0);
    exchange->link->exchange = NULL;
    if (exchange->given_up) /* Somebody may still write into its region. */
        return;
    arena_reset(&exchange->arena);
    exchange->next = thread->free_exchanges;
    thread->free_exchanges = exchange;
}

/* Runs a piece of work that uses the exchange's region; false if the region got full. After it the exchange is
 * no longer ours if thread->handed_over. */
static bool exchange_guarded(Exchange *exchange, void (*work)(Exchange *))
{
    Thread *thread = exchange->thread;
    jmp_buf full;
    thread->handed_over = false;
    thread->current = exchange;
    exchange->arena.on_full = &full;
    if (setjmp(full)) {
        require(!thread->handed_over); /* its region must not be touched after that */
        thread->current = NULL;
        exchange->arena.on_full = NULL;
        return false;
    }
    work(exchange);
    if (!thread->handed_over)
        exchange->arena.on_full = NULL;
    thread->current = NULL;
    return true;
}

static void refuse_plainly(Exchange *exchange)
{
    Json json = json_make(&exchange->arena);
    json_open(&json, '{');
    json_put(&json, "type", S("about:blank"));
    json_put(&json, "title", str(exchange->reason));
    json_put_int(&json, "status", exchange->refusal);
    json_close(&json, '}');
    http_reply(&exchange->request, exchange->refusal, "application/problem+json", json_str(&json), NULL, 0);
}

static void refuse_as_told(Exchange *exchange)
{
    const HttpHooks *hooks = &exchange->thread->server->hooks;
    hooks->refused(&exchange->request, exchange->refusal, exchange->reason, exchange->thread->context);
}

/* Keeps the head and forgets the rest, so that the page has room. The path is read again: it may lie in the rest. */
static void forget_body(Exchange *exchange)
{
    HttpRequest *request = &exchange->request;
    arena_back(&exchange->arena, exchange->head_mark);
    HttpRequest whole = *request;
    *request = (HttpRequest){
        .arena = whole.arena, .method = whole.method, .head_only = whole.head_only, .content_type = whole.content_type
    };
    exchange->reply = (Reply){ 0 };
    require(exchange_guarded(exchange, refusal_visitor));
}

void exchange_refuse(Exchange *exchange, int status, const char *reason)
{
    exchange->refusal = status;
    exchange->reason = reason;
    forget_body(exchange);
    if (exchange->thread->server->hooks.refused && exchange_guarded(exchange, refuse_as_told) && exchange->reply.status)
        return;
    require(!exchange->thread->handed_over); /* a refusal is answered at once */
    forget_body(exchange);
    require(exchange_guarded(exchange, refuse_plainly));
}

static void answer_options(Exchange *exchange)
{
    static const HttpPair allow = { S("Allow"), S(HTTP_ALLOW) };
    http_reply(&exchange->request, 204, "text/plain", (Str){ 0 }, &allow, 1);
}

static void read_target(Exchange *exchange)
{
    Str query = exchange->uri, raw = str_cut(&query, '?');
    Pairs pairs = { 0 };
    int refused = parse_path(&exchange->arena, raw, &exchange->request.path);
    if (!refused)
        refused = parse_pairs(&exchange->arena, query, &pairs);
    exchange->request.query = pairs.items;
    exchange->request.query_count = pairs.count;
    exchange->refusal = refused;
    exchange->reason = "malformed address";
}

static void read_head(Exchange *exchange)
{
    const HttpHooks *hooks = &exchange->thread->server->hooks;
    exchange->limit = HTTP_BODY_DEFAULT;
    if (hooks->body_limit && exchange->request.method == HTTP_POST)
        exchange->limit = hooks->body_limit(&exchange->request, exchange->thread->context);
    exchange->refusal = exchange->body_size > exchange->limit ? 413 : 0;
    exchange->reason = "body too large";
}

/* A body that is too large but not absurdly so is let in and thrown away, because a client that is cut off while
 * it sends never reads why. One that asks before it sends (Expect) is told at once. */
static bool refusal_can_wait(Exchange *exchange)
{
    if (exchange->body_size > 2 * exchange->limit + SPILL_BYTES || head_value(exchange, "expect").p)
        return false;
    exchange->body_size = 0;
    return true;
}

static void exchange_head(Exchange *exchange, const char *method, const char *url, const char *version)
{
    const char *reason = NULL;
    /* The region is fresh and no head fills it, so nothing here can jump. */
    int refused = head_check(exchange, method, url, version, &reason);
    exchange->head_mark = arena_mark(&exchange->arena);
    if (refused) {
        exchange_refuse(exchange, refused, reason);
    } else if (!strcmp(method, "OPTIONS")) {
        exchange->options = true;
    } else if (!exchange_guarded(exchange, read_target) || (!exchange->refusal && !exchange_guarded(exchange, read_head))) {
        exchange_refuse(exchange, 413, "request too large");
    } else if (exchange->refusal && (exchange->refusal != 413 || !refusal_can_wait(exchange))) {
        exchange_refuse(exchange, exchange->refusal, exchange->reason);
    } else {
        exchange->head_mark = arena_mark(&exchange->arena);
        link_enter(exchange->link, LINK_BODY, 0);
    }
}

/* Makes room for the whole body at once if its length is known, else for twice what came. */
static void grow_body(Exchange *exchange)
{
    size_t size = exchange->body_size ? exchange->body_size * 2 : 16 << 10;
    char *bytes = arena_new(&exchange->arena, char, size);
    if (exchange->request.body.n)
        memcpy(bytes, exchange->request.body.p, exchange->request.body.n);
    exchange->request.body.p = bytes;
    exchange->body_size = size;
}

static void make_body(Exchange *exchange) { exchange->request.body.p = arena_new(&exchange->arena, char, exchange->body_size); }

/* Keeps a piece of the body, or throws it away once it is above the limit; who goes on without end is cut off. */
static void exchange_body(Exchange *exchange, Str piece)
{
    Str *body = &exchange->request.body;
    exchange->link->bytes += (int64_t)piece.n;
    count(&exchange->thread->metrics.bytes_in, (int64_t)piece.n);
    bool fits = !exchange->refusal && (size_t)exchange->link->bytes <= exchange->limit;
    if (fits && !body->p && exchange->body_size)
        fits = exchange_guarded(exchange, make_body);
    while (fits && body->n + piece.n > exchange->body_size)
        fits = exchange_guarded(exchange, grow_body);
    if (fits) {
        memcpy((char *)(uintptr_t)body->p + body->n, piece.p, piece.n);
        body->n += piece.n;
    } else {
        exchange->refusal = 413;
        exchange->reason = "body too large";
        exchange->hang_up = (size_t)exchange->link->bytes > 2 * exchange->limit + SPILL_BYTES;
    }
}

static void read_form(Exchange *exchange)
{
    HttpRequest *request = &exchange->request;
    Multipart parts = { 0 };
    exchange->reason = "malformed form";
    if (str_is(request->content_type, "application/x-www-form-urlencoded")) {
        exchange->refusal = parse_pairs(&exchange->arena, request->body, &parts.fields);
    } else if (str_is(request->content_type, "multipart/form-data")) {
        Str rest = exchange->media_parameters, name = { 0 }, value = { 0 }, boundary = { 0 };
        bool bad = false;
        while (parse_parameter(&rest, &name, &value, &bad))
            if (parse_same_word(name, S("boundary")))
                boundary = value;
        exchange->refusal = bad ? 400 : parse_multipart(&exchange->arena, request->body, boundary, &parts);
    }
    request->form = parts.fields.items;
    request->form_count = parts.fields.count;
    request->upload_count = parts.upload_count;
    if (parts.upload_count) {
        HttpUpload *uploads = arena_new(&exchange->arena, HttpUpload, parts.upload_count);
        memcpy(uploads, parts.uploads, parts.upload_count * sizeof *uploads);
        request->uploads = uploads;
    }
}

static void run_handler(Exchange *exchange)
{
    exchange->thread->server->hooks.handle(&exchange->request, exchange->thread->context);
}

/* The whole request is here: answers it, or leaves it suspended. */
static void exchange_answer(Exchange *exchange)
{
    link_enter(exchange->link, LINK_WORK, 0);
    exchange->taken_us = clock_us();
    if (exchange->options) {
        exchange_guarded(exchange, answer_options);
        return;
    }
    if (!exchange->refusal && exchange->request.body.n && !exchange_guarded(exchange, read_form))
        exchange->refusal = 413;
    if (exchange->refusal) {
        exchange_refuse(exchange, exchange->refusal, exchange->reason);
        return;
    }
    if (!exchange_guarded(exchange, run_handler)) {
        exchange_refuse(exchange, 413, "request too large");
    } else if (!exchange->thread->handed_over && !exchange->reply.status) {
        log_line(LOG_ERROR, "http", "no answer from the handler");
        exchange_refuse(exchange, 500, "no answer");
    }
}

enum MHD_Result exchange_step(void *cls, struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const char *data, size_t *size, void **context)
{
    Thread *thread = cls;
    Exchange *exchange = *context;
    (void)connection;
    if (!exchange)
        return MHD_NO;
    if (!exchange->head_seen) {
        exchange->head_seen = true;
        exchange_head(exchange, method, url, version);
        return !exchange->reply.status || reply_send(exchange) ? MHD_YES : MHD_NO;
    }
    if (*size) {
        exchange_body(exchange, (Str){ data, *size });
        *size = 0;
        return exchange->hang_up ? MHD_NO : MHD_YES;
    }
    if (exchange->state == EXCHANGE_OPEN) {
        exchange_answer(exchange);
        if (thread->handed_over)
            return MHD_YES;
    }
    return reply_send(exchange) ? MHD_YES : MHD_NO;
}
