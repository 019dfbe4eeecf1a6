/* bench_pages.c - pages of the demo city over loopback, as a browser with a session asks for them: home, why a card is
 * sealed, one's own record and contributions, the cases of an office, a person at the desk. 64 connections, each asking
 * again as soon as it is answered. The yardstick is a fixed reply of the same server to the same requests. */
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
    const char *name, *median, *p99; /* the page; its figures */
    By by;
    const char *path;
} BenchPage;
static const BenchPage pages[] = {
    { "home", "home_median", "home_p99", BY_NOBODY, "/" },
    { "why", "why_median", "why_p99", BY_CLERK, "/person/%lld/why?function=medical" },
    { "me", "me_median", "me_p99", BY_CITIZEN, "/me" },
    { "contributions", "contributions_median", "contributions_p99", BY_CITIZEN, "/me/contributions" },
    { "cases", "cases_median", "cases_p99", BY_CLERK, "/cases" },
    { "person", "person_median", "person_p99", BY_CLERK, "/person/%lld" },
};
enum { PAGES = sizeof pages / sizeof *pages };

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
    if (options->postgres || !city_make(options, home, site->persons) || bureau_open(&bureau, &how, &why) != OK) {
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

static bool page_run(const BenchOptions *options, PageSite *site, const BenchPage *page, LoadResult *out)
{
    size_t mark = arena_mark(options->arena);
    LoadOptions load = {
        .port = serve_port(site->serve), .connections = CONNECTIONS, .requests = REQUESTS, .make = page_request, .context = site
    };
    site->page = page;
    bool fine = load_run(options->arena, &load, out);
    arena_back(options->arena, mark);
    if (fine && out->refused)
        fprintf(stderr, "bench: %lld of %lld answers of %s were no page\n", (long long)out->refused, (long long)out->answered,
                page ? page->name : "the fixed reply");
    return fine && !out->refused;
}

bool bench_pages(const BenchOptions *options, BenchResult *out)
{
    PageSite *site = arena_new(options->arena, PageSite, 1);
    int64_t medians[PAGES][ROUNDS_MAX], p99s[PAGES][ROUNDS_MAX];
    if (!site_open(options, site))
        return false;
    out->unit = "pages/s";
    out->yardstick_is = "a fixed reply of the same server";
    out->rounds = options->rounds;
    for (int i = 0; i < options->rounds; i++) {
        LoadResult fixed, one;
        int64_t ns = 0;
        if (!page_run(options, site, NULL, &fixed))
            return false;
        out->yardsticks[i] = bench_rate(fixed.answered, fixed.ns);
        for (int p = 0; p < PAGES; p++) {
            if (!page_run(options, site, &pages[p], &one))
                return false;
            medians[p][i] = one.p50_us;
            p99s[p][i] = one.p99_us;
            ns += one.ns;
        }
        out->figures[i] = bench_rate(PAGES * REQUESTS, ns);
    }
    for (int p = 0; p < PAGES; p++) {
        bench_extra(out, pages[p].median, "us", bench_median(medians[p], out->rounds), MEDIAN_US_MAX, true);
        bench_extra(out, pages[p].p99, "us", bench_median(p99s[p], out->rounds), P99_US_MAX, true);
    }
    serve_stop(site->serve);
    return true;
}
