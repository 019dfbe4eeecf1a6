/* http.h - the HTTP server: libmicrohttpd behind a narrow seam, no knowledge of insurance. N threads, each with
 * a listening socket and connections of its own, each driven by our own loop, so that the application can keep
 * one read transaction for a whole turn and may answer a request later, from any thread.
 * What a handler sees has been checked: path, query and form are decoded, valid UTF-8 without U+0000, within
 * their limits; whatever a second server might read differently (smuggling) was refused before. */
#pragma once
#include "base/err.h"

typedef struct HttpServer HttpServer;

enum {
    HTTP_URI_MAX = 2 << 10,    /* bytes of the request target; above: 414 */
    HTTP_HEAD_MAX = 8 << 10,   /* bytes of all header lines; above: 431 */
    HTTP_HEADERS_MAX = 100,    /* header lines; above: 431 */
    HTTP_PAIRS_MAX = 1024,     /* query and form fields of one request; above: 413 */
    HTTP_NAME_MAX = 128,       /* bytes of a field name; above: 400 */
    HTTP_UPLOADS_MAX = 16,     /* files in one form; above: 413 */
    HTTP_BODY_DEFAULT = 1 << 20, /* bytes, where the application does not say */
};

typedef struct { Str name, value; } HttpPair;
/* A file of a multipart form. `filename` is what the browser says: data to show, never a path to use. */
typedef struct { Str field, filename, type, bytes; } HttpUpload;
/* HEAD comes as GET with head_only; OPTIONS is answered here; every other method is refused with 405. */
typedef enum { HTTP_GET, HTTP_POST } HttpMethod;

/* One request, valid until it is answered. Everything in it lives in its region, which handlers may use too:
 * when the region is full while a handler runs, the client is answered 413. */
typedef struct HttpRequest {
    Arena *arena;
    HttpMethod method;
    bool head_only;
    Str path;          /* decoded, begins with '/', has no "." or ".." and no "%2F" */
    Str content_type;  /* lower case, without parameters; empty if none */
    Str body;          /* as sent */
    const HttpPair *query, *form;
    size_t query_count, form_count;
    const HttpUpload *uploads;
    size_t upload_count;
} HttpRequest;

/* The target as it was sent, cut at HTTP_URI_MAX: any bytes, for a guess about who asked when there is no path. */
Str http_target(const HttpRequest *request);
/* The value of a header (any case), or empty. */
Str http_header(const HttpRequest *request, const char *name);
/* The first field of that name in the query or the form; p == NULL if there is none. */
Str http_query(const HttpRequest *request, const char *name);
Str http_form(const HttpRequest *request, const char *name);
/* The first file of that field, or NULL. */
const HttpUpload *http_upload(const HttpRequest *request, const char *field);
/* A cookie; p == NULL if there is none or if it was sent twice (then nobody knows which is ours). */
Str http_cookie(const HttpRequest *request, const char *name);
/* The client's address in digits, without the port; behind a proxy what that says in X-Real-IP. */
Str http_peer(const HttpRequest *request);

/* Answers. `type` is the content type and must be static; `body` must stay until the reply is sent: put it into
 * request->arena or let it be static. Extra headers are copied. The security headers of every answer are added
 * here; a header "Cache-Control" replaces "no-store". A header with CR, LF or NUL turns the answer into 500.
 * Requires: the handler of this request is running and has neither answered nor suspended. */
void http_reply(HttpRequest *request, int status, const char *type, Str body, const HttpPair *headers, size_t count);

/* Lays the request aside: the connection sleeps until http_resume. From here on the request and its region belong
 * to whoever will resume it, so suspend first, hand over (enqueue) after, and then touch it no more. */
void http_suspend(HttpRequest *request);
/* Answers a suspended request, from any thread; the arguments are those of http_reply. Extra headers must stay
 * until the reply is sent, too. false, and nothing happens, if the server gave the request up while stopping. */
bool http_resume(HttpRequest *request, int status, const char *type, Str body, const HttpPair *headers, size_t count);

/* What the application does. NULL hooks are skipped. `context` is what thread_begin gave for this thread. */
typedef struct {
    void *app;
    void *(*thread_begin)(void *app, int thread); /* on the thread, before its first turn */
    void (*thread_end)(void *context);
    void (*turn_begin)(void *context);            /* a turn: everything that was ready is answered */
    void (*turn_end)(void *context);
    /* The most body bytes this path takes; asked once the head is read (path, query, headers), before the body. Up to
     * about twice as much is read and thrown away, so that the client reads its 413; beyond that it is cut off. */
    size_t (*body_limit)(const HttpRequest *request, void *context);
    void (*handle)(HttpRequest *request, void *context); /* never NULL; must reply or suspend */
    /* Writes the page for a request refused here (400, 405, 413, 414, 431, 500, 501, 505); must reply, with this status.
     * The path may be empty, query and form are. Of a head that could not be read only Accept and Accept-Language are
     * there, if they came before the fault; of a first line over 25 KiB nothing. Without the hook a short problem+json
     * is sent. A first line without a space is no request: the connection is closed and nobody is asked. */
    void (*refused)(HttpRequest *request, int status, const char *reason, void *context);
} HttpHooks;

typedef struct {
    const char *address; /* digits: "127.0.0.1", "::1", "0.0.0.0", "::" (both families) */
    int port;            /* 0 = any free one */
    int threads;
    int connections;     /* open at once, per thread; when full, whoever has waited longest is closed */
    int per_ip;          /* open at once from one address, per thread; 0 = no limit (behind a proxy) */
    size_t request_bytes; /* region of one request, body included */
    int64_t head_ms;     /* from connecting to the end of the first head */
    int64_t idle_ms;     /* from one answer to the end of the next head */
    int64_t body_ms;     /* for the body, and on top of it 1 s for each KiB that came */
    int64_t write_ms;    /* for taking the answer, and on top of it 1 s for each 8 KiB of it */
    bool proxy;          /* a proxy on this machine says in X-Real-IP whom it speaks for; from elsewhere nobody is believed */
    bool https;          /* reached through TLS: Strict-Transport-Security is sent */
} HttpSettings;

/* Loopback, any free port, two threads, deadlines of 10, 30, 30 and 30 seconds. */
HttpSettings http_settings(void);

/* Starts the threads and listens. *out is written on OK.
 * Refusals: ERR_BAD_FIELD the address or a number makes no sense; ERR_CONFLICT the port is taken;
 * ERR_NOT_PERMITTED the system does not let us listen there. */
Err http_start(Arena *life, const HttpSettings *settings, const HttpHooks *hooks, HttpServer **out, Why *why) NODISCARD;
/* The port on which the server really listens. */
int http_port(const HttpServer *server);
/* Takes no more connections, finishes what is under way (also what is suspended) for at most `deadline_ms`, answers
 * the rest 503, ends the threads. Whoever resumes may go on meanwhile and after; http_resume then answers false. */
void http_stop(HttpServer *server, int64_t deadline_ms);

enum { HTTP_BUCKETS = 42 };
extern const int64_t http_bucket_us[HTTP_BUCKETS]; /* upper ends of the buckets of time, each a quarter above the one before */
typedef struct {
    int64_t answered[6];                /* by status / 100 */
    int64_t bytes_in, bytes_out;        /* bodies only */
    int64_t connections, in_flight, suspended; /* now */
    int64_t accepted;                   /* connections since the start */
    int64_t slow;                       /* connections closed by a deadline or to make room */
    int64_t broken;                     /* requests given up by the client, or cut off */
    int64_t latency[HTTP_BUCKETS + 1], latency_us; /* from the end of the request line to the answer sent */
    /* The server's own time: from a whole request taken up by its thread to its answer written, the wait for the writer
     * included. What a request waits before that, while its thread answers others, is not in it; nor is sending. */
    int64_t work[HTTP_BUCKETS + 1], work_us;
} HttpMetrics;
/* The counters of one thread, or the sum of all for -1. Readable at any time from any thread. */
void http_metrics(const HttpServer *server, int thread, HttpMetrics *out);

/* The time below which `permille` of what is counted in the buckets stayed: the upper end of a bucket; INT64_MAX when it
 * lies above them all, 0 when nothing is counted. */
int64_t http_quantile_us(const int64_t *buckets, int permille);

/* Files served from memory. Fill path, type, bytes and, if it is smaller, gzip; http_files_make does the rest. */
typedef struct {
    Str path;         /* "/assets/app-1f2e.css" */
    const char *type;
    Str bytes, gzip;
    bool immutable;   /* the path changes when the content does: cached for a year; else asked again each time */
    Str etag;         /* made by http_files_make */
} HttpFile;
typedef struct { HttpFile *files; size_t count; } HttpFiles;
/* Sorts the table and makes the tags. The bytes are not copied and must stay. */
HttpFiles http_files_make(Arena *life, const HttpFile *files, size_t count);
/* Answers the request if its path is in the table (200, 304, gzip where accepted); false if it is not. */
bool http_files_reply(HttpRequest *request, const HttpFiles *files);
