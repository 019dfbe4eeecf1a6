/* metrics.c - GET /metrics: what runs, in the text format of Prometheus. docs/operate/ draws these and sounds the alarm by
 * them; a test reads the names there. */
#include "web/serve.h"

typedef struct {
    ServeCounts counts;
    HttpMetrics http;
    int64_t stores;  /* 1 while commands can be stored */
    int64_t daily_s; /* the end of the last day whose daily job is done, since 1970; 0 = none yet, or not readable */
} Measured;

/*    name  type  help  value of Measured *m */
#define METRICS(X) \
    X("commands_total", "counter", "Commands answered by the writer.", m->counts.commands) \
    X("commands_refused_total", "counter", "Commands refused.", m->counts.refused) \
    X("groups_total", "counter", "Groups committed.", m->counts.commits) \
    X("groups_failed_total", "counter", "Groups taken back after an engine error.", m->counts.failed_groups) \
    X("queue_waiting", "gauge", "Commands waiting for the writer.", m->counts.waiting) \
    X("stores", "gauge", "1 while commands can be stored, 0 once the database is closed for good.", m->stores) \
    X("daily_done_seconds", "gauge", "End of the last day whose daily job is done, as Unix time.", m->daily_s) \
    X("clock_ahead_seconds", "gauge", "How far the time of a trial is ahead of the machine's; 0 in every real bureau.", \
      serve_ahead_s()) \
    X("outbox_sent_total", "counter", "Outgoing messages that arrived.", m->counts.sent) \
    X("outbox_failed_total", "counter", "Attempts to send that failed.", m->counts.failed) \
    X("outbox_waiting", "gauge", "Outgoing messages that the last pass left behind.", m->counts.unsent) \
    X("notices_sent_total", "counter", "Notices sent to people.", m->counts.letters_sent) \
    X("notices_failed_total", "counter", "Attempts to send a notice that failed.", m->counts.letters_failed) \
    X("http_connections", "gauge", "Open connections.", m->http.connections) \
    X("http_accepted_total", "counter", "Connections taken.", m->http.accepted) \
    X("http_slow_total", "counter", "Connections closed by a deadline or to make room.", m->http.slow) \
    X("http_broken_total", "counter", "Requests given up by the client or cut off.", m->http.broken) \
    X("http_suspended", "gauge", "Requests waiting for the writer.", m->http.suspended)

static void put_head(Buf *out, const char *name, const char *type, const char *help)
{
    buf_format(out, "# HELP shebao_%s %s\n# TYPE shebao_%s %s\n", name, help, name, type);
}

static void put_seconds(Buf *out, int64_t us)
{
    buf_format(out, "%lld.%06lld", (long long)(us / 1000000), (long long)(us % 1000000));
}

static void put_histogram(Buf *out, const char *name, const char *help, const int64_t *buckets, int64_t us)
{
    int64_t sum = 0;
    put_head(out, name, "histogram", help);
    for (int i = 0; i <= HTTP_BUCKETS; i++) {
        sum += buckets[i];
        buf_format(out, "shebao_%s_bucket{le=\"", name);
        if (i < HTTP_BUCKETS)
            put_seconds(out, http_bucket_us[i]);
        else
            buf_add(out, S("+Inf"));
        buf_format(out, "\"} %lld\n", (long long)sum);
    }
    buf_format(out, "shebao_%s_sum ", name);
    put_seconds(out, us);
    buf_format(out, "\nshebao_%s_count %lld\n", name, (long long)sum);
}

static void put_http(Buf *out, const HttpMetrics *http)
{
    put_head(out, "http_requests_total", "counter", "Requests answered.");
    for (int class = 1; class < 6; class ++)
        buf_format(out, "shebao_http_requests_total{code=\"%dxx\"} %lld\n", class, (long long)http->answered[class]);
    put_histogram(out, "http_request_seconds", "From the request line to the answer sent.", http->latency, http->latency_us);
    put_histogram(out, "http_work_seconds", "From a whole request taken up to its answer written.", http->work, http->work_us);
}

void metrics_handle(ServeThread *thread, HttpRequest *request)
{
    Buf out = { .arena = request->arena };
    Bureau *bureau = NULL;
    Measured measured = { .counts = serve_counts(thread->serve), .stores = serve_stores(thread) }, *m = &measured;
    http_metrics(serve_http(thread->serve), -1, &m->http);
    /* Measured even when the bureau cannot be read: that is when somebody needs the figures. */
    if (serve_reader(thread, request->arena, &bureau) == OK && bureau->store.bureau.last_daily.n)
        m->daily_s = day_end(bureau->store.bureau.last_daily).s;
#define PUT_METRIC(name, type, help, value) \
    put_head(&out, name, type, help); \
    buf_format(&out, "shebao_" name " %lld\n", (long long)(value));
    METRICS(PUT_METRIC)
#undef PUT_METRIC
    put_http(&out, &m->http);
    http_reply(request, 200, "text/plain; version=0.0.4; charset=utf-8", buf_str(&out), NULL, 0);
}
