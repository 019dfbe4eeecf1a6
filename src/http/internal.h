/* internal.h - what the files of this room share: a server has threads, a thread has links (connections) and
 * exchanges (a request on its way to its answer). A thread touches only its own, but for two doors: the list of
 * resumed exchanges and the counters, both atomic. */
#pragma once
#include "base/require.h"
#include "http/http.h"
#include <microhttpd.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdatomic.h>

#define HTTP_ALLOW "GET, HEAD, POST, OPTIONS"

typedef struct Thread Thread;
typedef struct Exchange Exchange;

/* What a link waits for: each has its deadline, but for WORK, where the application is at work. */
typedef enum { LINK_FRESH, LINK_IDLE, LINK_BODY, LINK_WORK, LINK_WRITE } LinkPhase;

typedef struct Link {
    struct Link *next, *prev; /* among the open links, or next in the free list */
    Thread *thread;
    Exchange *exchange;       /* the request on its way here, or NULL */
    int fd;
    LinkPhase phase;
    bool dropped;             /* shut down by us; libmicrohttpd will close it */
    int64_t since_ms, bytes;  /* of this phase */
} Link;

/* SUSPENDED -> ANSWERED by whoever resumes first: the application, or the thread itself when it stops. */
typedef enum { EXCHANGE_OPEN, EXCHANGE_SUSPENDED, EXCHANGE_TAKEN, EXCHANGE_ANSWERED, EXCHANGE_QUEUED } ExchangeState;

typedef struct {
    int status;
    const char *type;
    Str body;
    const HttpPair *headers;
    size_t count;
} Reply;

struct Exchange {
    HttpRequest request; /* first: the face the application sees */
    Thread *thread;
    Exchange *next;      /* in the free list, or among the resumed */
    Exchange *next_suspended, *prev_suspended;
    Link *link;
    struct MHD_Connection *connection;
    Arena arena;
    _Atomic int state;
    bool head_seen, options, hang_up, given_up;
    int refusal;         /* the status with which to refuse at the end of the body, or 0 */
    const char *reason;
    HttpPair *headers;
    size_t header_count;
    Str uri;             /* the target as sent */
    Str media_parameters; /* what follows the content type */
    size_t head_mark, limit, body_size;
    int64_t since_us, taken_us, answered_us; /* the request line is here; it is taken up; its answer is written */
    Reply reply;
};

struct Thread {
    HttpServer *server;
    int number, listener, wake, poller;
    pthread_t handle;
    struct MHD_Daemon *daemon;
    void *context;
    Exchange *current;   /* the one at work */
    bool handed_over;    /* it was suspended and is no longer ours */
    _Atomic(Exchange *) resumed;
    Exchange *exchanges, *suspended, *free_exchanges;
    Link *links, *free_links;
    int64_t swept_ms;
    HttpMetrics metrics;
};

struct HttpServer {
    HttpSettings settings;
    HttpHooks hooks;
    int port;
    Thread *threads;
    _Atomic int64_t stop_ms; /* 0, or the moment by which all must be done */
    _Atomic int given_up;    /* exchanges whose region somebody may still hold */
};

static inline Exchange *exchange_of(const HttpRequest *request) { return (Exchange *)(uintptr_t)request; }

/* Adds to a counter that only its own thread writes and everybody reads. */
static inline void count(int64_t *counter, int64_t n)
{
    __atomic_store_n(counter, __atomic_load_n(counter, __ATOMIC_RELAXED) + n, __ATOMIC_RELAXED);
}
int64_t clock_us(void);

/* listen.c: one socket a thread on the same port. */
Err listen_open(const HttpSettings *settings, int *fds, int *port, Why *why) NODISCARD;

/* head.c: 0, or the status with which the head is refused, and *reason. Fills headers, content type, length. */
int head_check(Exchange *exchange, const char *method, const char *url, const char *version, const char **reason);
Str head_value(const Exchange *exchange, const char *name);

/* exchange.c: the callbacks of libmicrohttpd. */
void *exchange_begin(void *thread, const char *uri, struct MHD_Connection *connection);
enum MHD_Result exchange_step(void *thread, struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const char *data, size_t *size, void **exchange);
void exchange_end(void *thread, struct MHD_Connection *connection, void **exchange, enum MHD_RequestTerminationCode how);
size_t unescape_nothing(void *cls, struct MHD_Connection *connection, char *text);
/* Wakes everything on the resumed list, in the order in which it came. */
void exchange_wake_resumed(Thread *thread);
/* Answers 503 to all that is still suspended. */
void exchange_give_up(Thread *thread);

Link *link_of(struct MHD_Connection *connection);
/* Answers with a refusal: the application's page, or a short problem. */
void exchange_refuse(Exchange *exchange, int status, const char *reason);

/* refusal.c: to be called once before the first daemon starts. */
void refusal_prepare(void);
/* The library's own MHD_queue_response: the name is taken, see there. */
bool refusal_queue(struct MHD_Connection *connection, int status, struct MHD_Response *response);
/* Fills path, Accept and Accept-Language of a request that is being refused, as far as they were read. */
void refusal_visitor(Exchange *exchange);

/* reply.c: hands the stored reply to libmicrohttpd. false if it would not have it: the connection must be closed. */
bool reply_send(Exchange *exchange);

/* link.c. Above the limit set a few connections are still taken while others are being closed for them; without
 * that margin libmicrohttpd would stop listening, and look again only at the next sweep. */
enum { LINK_MARGIN = 16 };
void link_notify(void *thread, struct MHD_Connection *connection, void **link, enum MHD_ConnectionNotificationCode what);
void link_enter(Link *link, LinkPhase phase, int64_t bytes);
/* Closes the links that are past their deadline; all that wait if `closing`. */
void link_sweep(Thread *thread, bool closing);
