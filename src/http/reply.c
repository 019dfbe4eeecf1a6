/* reply.c - answers: at once, or later from any thread. The body is never copied: it stays in the region of the
 * request, or is static, until libmicrohttpd says that it is out. */
#include "base/log.h"
#include "http/internal.h"
#include "http/parse.h"
#include <unistd.h>

enum { HEADER_VALUE_MAX = 4096 };

typedef struct {
    const char *name, *value;
} Fixed;

/* What every answer carries: nothing is loaded from elsewhere, nothing is framed, nothing is kept. */
static const Fixed security_headers[] = {
    { "Content-Security-Policy",
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; "
      "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'" },
    { "X-Content-Type-Options", "nosniff" },
    { "Referrer-Policy", "no-referrer" },
    { "Cross-Origin-Opener-Policy", "same-origin" },
    { "Cross-Origin-Resource-Policy", "same-origin" },
    { "Permissions-Policy", "camera=(), geolocation=(), microphone=()" },
};

static bool header_is_plain(const HttpPair *header)
{
    Str value = header->value;
    for (size_t i = 0; i < value.n; i++)
        if (((unsigned char)value.p[i] < 0x20 && value.p[i] != '\t') || value.p[i] == 0x7f)
            return false;
    return value.n > 0 && value.n < HEADER_VALUE_MAX && header->name.n < HTTP_NAME_MAX && parse_is_token(header->name);
}

/* An answer of this room itself, for when no handler can be asked. */
#define PROBLEM(number, title, zh, en) \
    (Reply) \
    { \
        .status = number, .type = "application/problem+json", \
        .body = S("{\"type\":\"about:blank\",\"title\":\"" title "\",\"status\":" #number ",\"code\":\"busy\",\"why\":\"" zh \
                  "\",\"why_en\":\"" en "\"}") \
    }

static bool reply_is_plain(const Reply *reply)
{
    for (size_t i = 0; i < reply->count; i++)
        if (!header_is_plain(&reply->headers[i]))
            return false;
    return true;
}

static void add_headers(struct MHD_Response *response, const Reply *reply, const HttpServer *server)
{
    bool cached = false;
    for (size_t i = 0; i < sizeof security_headers / sizeof *security_headers; i++)
        MHD_add_response_header(response, security_headers[i].name, security_headers[i].value);
    for (size_t i = 0; i < reply->count; i++) {
        char name[HTTP_NAME_MAX + 1] = { 0 }, value[HEADER_VALUE_MAX];
        memcpy(name, reply->headers[i].name.p, reply->headers[i].name.n);
        memcpy(value, reply->headers[i].value.p, reply->headers[i].value.n);
        value[reply->headers[i].value.n] = 0;
        MHD_add_response_header(response, name, value);
        cached |= parse_same_word(reply->headers[i].name, S("cache-control"));
    }
    if (!cached)
        MHD_add_response_header(response, "Cache-Control", "no-store");
    if (reply->status == 405)
        MHD_add_response_header(response, "Allow", HTTP_ALLOW);
    if (server->settings.https)
        MHD_add_response_header(response, "Strict-Transport-Security", "max-age=63072000; includeSubDomains");
    if (server->stop_ms)
        MHD_add_response_header(response, "Connection", "close");
    if (reply->status != 204 && reply->status != 304)
        MHD_add_response_header(response, "Content-Type", reply->type);
}

bool reply_send(Exchange *exchange)
{
    if (!reply_is_plain(&exchange->reply)) {
        log_line(LOG_ERROR, "http", "a header with a line break or nothing in it was not sent");
        exchange->reply = PROBLEM(500, "broken answer", "程序出错，答复未能发出；业务可能已经办理，请用同一编号重试。",
                                  "The answer could not be sent; what was asked may be done: try again with the same id.");
    }
    const Reply *reply = &exchange->reply;
    const char *body = reply->body.n ? reply->body.p : "";
    struct MHD_Response *response = MHD_create_response_from_buffer(reply->body.n, (void *)(uintptr_t)body, MHD_RESPMEM_PERSISTENT);
    if (!response)
        return false;
    add_headers(response, reply, exchange->thread->server);
    bool queued = refusal_queue(exchange->connection, reply->status, response);
    MHD_destroy_response(response);
    exchange->state = EXCHANGE_QUEUED;
    link_enter(exchange->link, LINK_WRITE, (int64_t)reply->body.n);
    count(&exchange->thread->metrics.bytes_out, exchange->request.head_only ? 0 : (int64_t)reply->body.n);
    return queued;
}

static void reply_write(Exchange *exchange, int status, const char *type, Str body, const HttpPair *headers, size_t n)
{
    require(status >= 200 && status <= 599 && type != NULL);
    exchange->reply = (Reply){ status, type, body, headers, n };
    exchange->answered_us = clock_us();
}

void http_reply(HttpRequest *request, int status, const char *type, Str body, const HttpPair *headers, size_t n)
{
    Exchange *exchange = exchange_of(request);
    require(exchange->thread->current == exchange && !exchange->thread->handed_over && !exchange->reply.status);
    /* Sent when the handler has returned, so the headers, which may stand in its frame, are copied here. */
    HttpPair *copy = arena_new(&exchange->arena, HttpPair, n);
    for (size_t i = 0; i < n; i++)
        copy[i] = (HttpPair){ str_copy(&exchange->arena, headers[i].name), str_copy(&exchange->arena, headers[i].value) };
    reply_write(exchange, status, type, body, copy, n);
}

void http_suspend(HttpRequest *request)
{
    Exchange *exchange = exchange_of(request);
    Thread *thread = exchange->thread;
    require(thread->current == exchange && !thread->handed_over && !exchange->reply.status);
    exchange->arena.on_full = NULL;
    thread->handed_over = true;
    exchange->prev_suspended = NULL;
    exchange->next_suspended = thread->suspended;
    if (thread->suspended)
        thread->suspended->prev_suspended = exchange;
    thread->suspended = exchange;
    count(&thread->metrics.suspended, 1);
    atomic_store(&exchange->state, EXCHANGE_SUSPENDED);
    MHD_suspend_connection(exchange->connection);
}

bool http_resume(HttpRequest *request, int status, const char *type, Str body, const HttpPair *headers, size_t n)
{
    Exchange *exchange = exchange_of(request);
    Thread *thread = exchange->thread;
    int suspended = EXCHANGE_SUSPENDED;
    if (!atomic_compare_exchange_strong(&exchange->state, &suspended, EXCHANGE_TAKEN))
        return false;
    reply_write(exchange, status, type, body, headers, n);
    atomic_store(&exchange->state, EXCHANGE_ANSWERED);
    Exchange *head = atomic_load(&thread->resumed);
    do
        exchange->next = head;
    while (!atomic_compare_exchange_weak(&thread->resumed, &head, exchange));
    if (!head) { /* Else whoever came first has woken the thread, and it has not looked yet. */
        uint64_t one = 1;
        require(write(thread->wake, &one, sizeof one) == sizeof one);
    }
    return true;
}

static void exchange_wake(Thread *thread, Exchange *exchange)
{
    if (exchange->prev_suspended)
        exchange->prev_suspended->next_suspended = exchange->next_suspended;
    else
        thread->suspended = exchange->next_suspended;
    if (exchange->next_suspended)
        exchange->next_suspended->prev_suspended = exchange->prev_suspended;
    count(&thread->metrics.suspended, -1);
    MHD_resume_connection(exchange->connection);
}

void exchange_wake_resumed(Thread *thread)
{
    Exchange *newest = atomic_exchange(&thread->resumed, NULL), *oldest = NULL;
    while (newest) {
        Exchange *next = newest->next;
        newest->next = oldest;
        oldest = newest;
        newest = next;
    }
    while (oldest) {
        Exchange *next = oldest->next;
        exchange_wake(thread, oldest);
        oldest = next;
    }
}

void exchange_give_up(Thread *thread)
{
    for (Exchange *exchange = thread->suspended, *next = NULL; exchange; exchange = next) {
        int suspended = EXCHANGE_SUSPENDED;
        next = exchange->next_suspended;
        if (!atomic_compare_exchange_strong(&exchange->state, &suspended, EXCHANGE_TAKEN))
            continue; /* its answer is on the way */
        exchange->given_up = true;
        atomic_fetch_add(&thread->server->given_up, 1);
        exchange->reply = PROBLEM(503, "stopping", "服务正在停止，业务可能已经办理；请稍后用同一编号重试。",
                                  "The server is stopping; what was asked may be done: try again later with the same id.");
        atomic_store(&exchange->state, EXCHANGE_ANSWERED);
        exchange_wake(thread, exchange);
    }
}
