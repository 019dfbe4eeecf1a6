/* bench_pages.c - pages of the demo city over loopback, as a browser with a session asks for them: home, why a card is
 * sealed, one's own record and contributions, the cases of an office, a person at the desk. 64 connections, each asking
 * again as soon as it is answered; then the same at half the rate that this gave. The yardstick is a fixed reply of the
 * same server to the same requests.
 *
 * Three times of each page, of which only the first is the page's own:
 *   server   what the server took from the request taken up to the answer written (its own histogram, http.h), while 64
 *            connections ask again at once: the target
 *   (none)   what a client waited then: with as many clients as the server can bear this is the line before it
 *   half     what a client waited at half of that rate */
#include "core/login.h"
#include "core/session.h"
#include "load.h"
#include "web/serve.h"
#include "web/visit.h"
#include <stdio.h>
#include <stdlib.h>

enum { CONNECTIONS = 64, PERSONS = 10000, VISITORS = 256, REQUESTS = 4000, MEDIAN_US_MAX = 3000, P99_US_MAX = 20000 };

typedef enum { BY_NOBODY, BY_CITIZEN, BY_CLERK } By;

/* "%lld" stands for a person. */
typedef struct {
    const char *name;
    By by;
    const char *path;
} BenchPage;
static const BenchPage pages[] = {
    { "home", BY_NOBODY, "/" },      { "why", BY_CLERK, "/person/%lld/why?function=medical" },
    { "me", BY_CITIZEN, "/me" },     { "contributions", BY_CITIZEN, "/me/contributions" },
    { "cases", BY_CLERK, "/cases" }, { "person", BY_CLERK, "/person/%lld" },
};
enum { PAGES = sizeof pages / sizeof *pages };

typedef struct {
    int64_t server_median, server_p99, median, p99, half_median, half_p99; /* us */
} PageTimes;
#define PAGE_TIME(member, most) \
    { \
#member, offsetof(PageTimes, member), most \
    }
static const struct {
    const char *name;
    size_t at;
    int64_t target; /* 0: none */
} page_times[] = { PAGE_TIME(server_median, MEDIAN_US_MAX),
                   PAGE_TIME(server_p99, P99_US_MAX),
                   PAGE_TIME(median, 0),
                   PAGE_TIME(p99, 0),
                   PAGE_TIME(half_median, 0),
                   PAGE_TIME(half_p99, 0) };
enum { PAGE_TIMES = sizeof page_times / sizeof *page_times };

typedef struct {
    Serve *serve;
    int64_t persons;
    Str citizens[VISITORS], clerks[VISITORS]; /* the secrets of their sessions */
    const BenchPage *page;                    /* NULL: the fixed reply */
} PageSite;

/* ---- the city and who is signed in ---- */

static bool city_make(const BenchOptions *options, Str home, int64_t persons)
{
    Str command = str_format(options->arena, "SHEBAO_HOME='" STR_FMT "' '%s' demo --make --persons %lld >/dev/null 2>&1",
                             STR_ARG(home), options->program, (long long)persons);
    return system(command.p) == 0;
}

static int64_t person_of(const PageSite *site, int64_t n) { return n * 7919 % site->persons + 1; }

static Err visitor_begin(Bureau *bureau, Arena *arena, const Actor *actor, Str name, Str *secret)
{
    Session session = { .actor = *actor, .name = name, .agent = S("bench") };
    *secret = session_secret(arena);
    return session_begin(bureau, arena, *secret, &session, serve_now());
}

static Err visitors_begin(Bureau *bureau, Arena *arena, PageSite *site)
{
    TRY(db_begin(bureau->db));
    for (int i = 0; i < VISITORS; i++) {
        int64_t person = person_of(site, i);
        Str name = login_of_person(arena, person), desk = str_format(arena, "clerk-%d", i);
        TRY(visitor_begin(bureau, arena, &(Actor){ .role = ROLE_HOLDER, .user = str_from(name, 1), .person = person }, name,
                          &site->citizens[i]));
        TRY(visitor_begin(bureau, arena, &(Actor){ .role = ROLE_CLERK, .user = desk, .org = S("HZ") }, desk, &site->clerks[i]));
    }
    return db_commit(bureau->db);
}

static bool site_open(const BenchOptions *options, PageSite *site)
{
    Arena *arena = options->arena;
    Bureau bureau;
    Why why = { .arena = arena };
    Str home = str_format(arena, "%s/pages", options->scratch);
    BureauOptions how = { .url = home, .mode = DB_WRITER };
    site->persons = options->size ? options->size : PERSONS;
    if (!city_make(options, home, site->persons) || bureau_open(&bureau, &how, &why) != OK) {
        fprintf(stderr, "bench: the demo city (on SQLite) could not be made: %.*s\n", STR_ARG(why.en));
        return false;
    }
    Err err = visitors_begin(&bureau, arena, site);
    bureau_close(&bureau);
    ServeOptions serve = { .url = home, .demo = true };
    if (err == OK)
        err = serve_start(arena, &serve, &site->serve, &why);
    if (err != OK)
        fprintf(stderr, "bench: the server did not start: %.*s\n", STR_ARG(why.en));
    return err == OK;
}

/* ---- what they ask ---- */

static size_t page_request(void *context, int64_t n, char *buf, size_t size)
{
    const PageSite *site = context;
    const BenchPage *page = site->page;
    const Str *sessions = page && page->by == BY_CLERK ? site->clerks : site->citizens;
    char path[96];
    snprintf(path, sizeof path, page ? page->path : "/healthz", (long long)person_of(site, n));
    int head = snprintf(buf, size, "GET %s HTTP/1.1\r\nHost: localhost\r\nAccept-Language: zh-CN,zh;q=0.9\r\n", path);
    int cookie = page && page->by == BY_NOBODY
                     ? 0
                     : snprintf(buf + head, size - (size_t)head, "Cookie: " COOKIE_SESSION "=" STR_FMT "\r\n",
                                STR_ARG(sessions[n % VISITORS]));
    return (size_t)(head + cookie + snprintf(buf + head + cookie, size - (size_t)(head + cookie), "\r\n"));
}

/* Of the answers since the counters stood as in `before`. */
static void server_times(const PageSite *site, const HttpMetrics *before, PageTimes *out)
{
    HttpMetrics now;
    http_metrics(serve_http(site->serve), -1, &now);
    for (int i = 0; i <= HTTP_BUCKETS; i++)
        now.work[i] -= before->work[i];
    out->server_median = http_quantile_us(now.work, 500);
    out->server_p99 = http_quantile_us(now.work, 990);
}

static bool page_run(const BenchOptions *options, PageSite *site, const BenchPage *page, int64_t pause_ns, LoadResult *out)
{
    size_t mark = arena_mark(options->arena);
    LoadOptions load = { .port = serve_port(site->serve),
                         .connections = CONNECTIONS,
                         .requests = pause_ns ? REQUESTS / 2 : REQUESTS,
                         .pause_ns = pause_ns,
                         .make = page_request,
                         .context = site };
    site->page = page;
    bool fine = load_run(options->arena, &load, out);
    arena_back(options->arena, mark);
    if (fine && out->refused)
        fprintf(stderr, "bench: %lld of %lld answers of %s were no page\n", (long long)out->refused, (long long)out->answered,
                page ? page->name : "the fixed reply");
    return fine && !out->refused;
}

/* One page in a closed loop, then at half of what that gave. */
static bool page_measure(const BenchOptions *options, PageSite *site, const BenchPage *page, PageTimes *out, int64_t *ns)
{
    LoadResult full, half;
    HttpMetrics before;
    http_metrics(serve_http(site->serve), -1, &before);
    if (!page_run(options, site, page, 0, &full))
        return false;
    server_times(site, &before, out);
    if (!page_run(options, site, page, 2 * full.ns / full.answered, &half))
        return false;
    *ns += full.ns;
    out->median = full.p50_us;
    out->p99 = full.p99_us;
    out->half_median = half.p50_us;
    out->half_p99 = half.p99_us;
    return true;
}

/* The middle of the rounds of one time of a page, under "<page>_<time>". */
static void page_extras(const BenchOptions *options, const BenchPage *page, const PageTimes *rounds, BenchResult *out)
{
    for (int t = 0; t < PAGE_TIMES; t++) {
        int64_t values[ROUNDS_MAX];
        for (int i = 0; i < out->rounds; i++)
            memcpy(&values[i], (const char *)&rounds[i] + page_times[t].at, sizeof values[i]);
        Str name = str_format(options->arena, "%s_%s", page->name, page_times[t].name);
        bench_extra(out, name.p, "us", bench_median(values, out->rounds), page_times[t].target, true);
    }
}

bool bench_pages(const BenchOptions *options, BenchResult *out)
{
    PageSite *site = arena_new(options->arena, PageSite, 1);
    PageTimes times[PAGES][ROUNDS_MAX];
    if (!site_open(options, site))
        return false;
    out->unit = "pages/s";
    out->yardstick_is = "a fixed reply of the same server";
    out->note = "server: the server's own time; the others: what a client waits, 64 asking at once, and at half that rate";
    out->rounds = options->rounds;
    for (int i = 0; i < options->rounds; i++) {
        LoadResult fixed;
        int64_t ns = 0;
        if (!page_run(options, site, NULL, 0, &fixed))
            return false;
        out->yardsticks[i] = bench_rate(fixed.answered, fixed.ns);
        for (int p = 0; p < PAGES; p++)
            if (!page_measure(options, site, &pages[p], &times[p][i], &ns))
                return false;
        out->figures[i] = bench_rate(PAGES * REQUESTS, ns);
    }
    for (int p = 0; p < PAGES; p++)
        page_extras(options, &pages[p], times[p], out);
    serve_stop(site->serve);
    return true;
}
