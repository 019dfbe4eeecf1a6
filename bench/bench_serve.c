/* bench_serve.c - the server over loopback: person.status beside a fixed reply of the same server, and durable
 * commands beside the same server with groups of one and beside bare appends with fdatasync. The client is one thread
 * of this program with 64 connections. */
#include "load.h"
#include "population.h"
#include "web/serve.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    CONNECTIONS = 64,
    STATUS_PERSONS = 100000,
    STATUS_REQUESTS = 40000,
    HOLDERS = 500,
    COMMAND_PERSONS = 20000,
    COMMAND_REQUESTS = 12000,
    SYNCS = 1000
};

enum { TOKEN_TEXT = 80 };
typedef struct {
    char text[TOKEN_TEXT];
} TokenText;

typedef struct {
    Serve *serve;
    char hospital[TOKEN_TEXT];
    TokenText *holders; /* people who ask about themselves */
    int64_t persons, series;
    const Population *population;
} Site;

static bool make_token(Bureau *bureau, Arena *arena, Role role, const char *org, int64_t person, char out[TOKEN_TEXT])
{
    Actor actor = {
        .role = role, .user = person ? str_format(arena, "%lld", (long long)person) : S("bench"), .org = str(org), .person = person
    };
    Str token;
    if (db_begin(bureau->db) != OK || token_new(bureau, arena, &actor, (Str){ 0 }, &token) != OK || db_commit(bureau->db) != OK)
        return false;
    snprintf(out, TOKEN_TEXT, "%.*s", STR_ARG(token));
    return true;
}

static int64_t holder_person(const Site *site, int64_t i) { return i * 7919 % site->persons + 1; }

static bool make_holders(Bureau *bureau, Arena *arena, Site *site)
{
    site->holders = arena_new(arena, TokenText, HOLDERS);
    for (int64_t i = 0; i < HOLDERS; i++)
        if (!make_token(bureau, arena, ROLE_HOLDER, "", holder_person(site, i), site->holders[i].text))
            return false;
    return true;
}

/* A loaded bureau, closed again, then served; threads 0: as many reading threads as the server has by itself. */
static bool site_open(const BenchOptions *options, const char *name, const Population *population, int64_t persons, int group,
                      int threads, Site *site)
{
    Arena *arena = options->arena;
    Bureau bureau;
    Why why = { .arena = arena };
    BureauOptions how = { .url = bench_url(options, name), .mode = DB_WRITER, .seed = S("bench") };
    *site = (Site){ .persons = persons, .population = population };
    if (bureau_open(&bureau, &how, &why) != OK || !population_load(arena, population, &bureau, persons) ||
        !make_token(&bureau, arena, ROLE_HOSPITAL, "H01", 0, site->hospital) || !make_holders(&bureau, arena, site)) {
        fprintf(stderr, "bench: the bureau could not be filled: %.*s\n", STR_ARG(why.en));
        return false;
    }
    bureau_close(&bureau);
    ServeOptions serve = { .url = how.url, .group = group, .threads = threads };
    if (serve_start(arena, &serve, &site->serve, &why) == OK)
        return true;
    fprintf(stderr, "bench: the server did not start: %.*s\n", STR_ARG(why.en));
    return false;
}

static size_t post(char *buf, size_t size, const char *path, const char *token, const char *key, const char *body)
{
    return (size_t)snprintf(buf, size,
                            "POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\n"
                            "%s%s%sContent-Length: %zu\r\n\r\n%s",
                            path, token, key ? "Idempotency-Key: " : "", key ? key : "", key ? "\r\n" : "", strlen(body), body);
}

static size_t status_request(void *context, int64_t n, char *buf, size_t size)
{
    Site *site = context;
    char body[64];
    snprintf(body, sizeof body, "{\"person\":%lld}", (long long)holder_person(site, n % HOLDERS));
    return post(buf, size, "/api/v1/queries/person.status", site->holders[n % HOLDERS].text, NULL, body);
}

static size_t fixed_request(void *context, int64_t n, char *buf, size_t size)
{
    Site *site = context;
    return post(buf, size, "/healthz", site->holders[n % HOLDERS].text, NULL, "{\"person\":12345}");
}

static size_t command_request(void *context, int64_t n, char *buf, size_t size)
{
    Site *site = context;
    char body[160], key[64];
    int64_t person = n * 7919 % site->persons + 1;
    while (!str_is(str(population_pick(site->population, person)->state), "usable"))
        person = person % site->persons + 1;
    snprintf(body, sizeof body, "{\"card_no\":\"A%08lld\",\"function\":\"medical\",\"institution\":\"H01\"}", (long long)person);
    snprintf(key, sizeof key, "bench-%lld-%lld", (long long)site->series, (long long)n);
    return post(buf, size, "/api/v1/commands/card.use", site->hospital, key, body);
}

static bool run(const BenchOptions *options, Site *site, LoadRequest *make, int64_t requests, int64_t pause_ns, LoadResult *out)
{
    size_t mark = arena_mark(options->arena);
    LoadOptions load = { .port = serve_port(site->serve),
                         .connections = CONNECTIONS,
                         .requests = requests,
                         .pause_ns = pause_ns,
                         .make = make,
                         .context = site };
    site->series++;
    bool fine = load_run(options->arena, &load, out);
    arena_back(options->arena, mark);
    if (fine && out->refused)
        fprintf(stderr, "bench: %lld of %lld requests were refused\n", (long long)out->refused, (long long)out->answered);
    return fine && !out->refused;
}

static bool status_round(const BenchOptions *options, Site *site, int64_t *fixed_rate, int64_t *status_rate)
{
    LoadResult fixed, status;
    if (!run(options, site, fixed_request, STATUS_REQUESTS, 0, &fixed) ||
        !run(options, site, status_request, STATUS_REQUESTS, 0, &status))
        return false;
    *fixed_rate = bench_rate(fixed.answered, fixed.ns);
    *status_rate = bench_rate(status.answered, status.ns);
    return true;
}

/* Beside the server as it comes, one with a single reading thread: there the client never holds it up, so that the ratio
 * is that of the server's own work. */
bool bench_status(const BenchOptions *options, BenchResult *out)
{
    Population *population = arena_new(options->arena, Population, 1);
    Site *site = arena_new(options->arena, Site, 1), *lone = arena_new(options->arena, Site, 1);
    int64_t persons = options->size ? options->size : STATUS_PERSONS, lone_permille[ROUNDS_MAX];
    if (!population_make(options->arena, population) || !site_open(options, "status", population, persons, 0, 0, site) ||
        !site_open(options, "lone", population, persons, 0, 1, lone))
        return false;
    out->unit = "answers/s";
    out->yardstick_is = "a fixed reply of the same server to the same request";
    out->target_permille = 600;
    out->rounds = options->rounds;
    for (int i = 0; i < options->rounds; i++) {
        int64_t fixed = 0, status = 0;
        if (!status_round(options, site, &out->yardsticks[i], &out->figures[i]) || !status_round(options, lone, &fixed, &status))
            return false;
        lone_permille[i] = fixed ? status * 1000 / fixed : 0;
    }
    bench_extra(out, "one_reading_thread_permille", "thousandths", bench_median(lone_permille, out->rounds), 0, false);
    serve_stop(site->serve);
    serve_stop(lone->serve);
    return true;
}

/* Appends of 4 KiB, each made durable: what the disk gives one writer without a database. */
static int64_t append_rate(const BenchOptions *options)
{
    char page[4096] = { 1 };
    Str path = str_format(options->arena, "%s/append", options->scratch);
    int fd = open(path.p, O_CREAT | O_WRONLY | O_APPEND | O_TRUNC, 0600);
    if (fd < 0)
        return 0;
    int64_t start = bench_now_ns();
    for (int i = 0; i < SYNCS; i++)
        if (write(fd, page, sizeof page) != sizeof page || fdatasync(fd) != 0)
            return 0;
    int64_t rate = bench_rate(SYNCS, bench_now_ns() - start);
    close(fd);
    return rate;
}

bool bench_commands(const BenchOptions *options, BenchResult *out)
{
    Population *population = arena_new(options->arena, Population, 1);
    Site *grouped = arena_new(options->arena, Site, 1), *single = arena_new(options->arena, Site, 1);
    int64_t persons = options->size ? options->size : COMMAND_PERSONS, to_append[ROUNDS_MAX], p99[ROUNDS_MAX], half[ROUNDS_MAX];
    if (!population_make(options->arena, population) || !site_open(options, "grouped", population, persons, 0, 0, grouped) ||
        !site_open(options, "single", population, persons, 1, 0, single))
        return false;
    out->unit = "commands/s";
    out->yardstick_is = "the same server with groups of one";
    out->target_permille = options->postgres ? 1250 : 2500;
    out->rounds = options->rounds;
    for (int i = 0; i < options->rounds; i++) {
        LoadResult one, many, slow;
        int64_t append = append_rate(options);
        if (!run(options, single, command_request, COMMAND_REQUESTS / 4, 0, &one) ||
            !run(options, grouped, command_request, COMMAND_REQUESTS, 0, &many))
            return false;
        out->yardsticks[i] = bench_rate(one.answered, one.ns);
        out->figures[i] = bench_rate(many.answered, many.ns);
        if (!run(options, grouped, command_request, COMMAND_REQUESTS / 4, 2000000000 / (out->figures[i] + 1), &slow))
            return false;
        to_append[i] = append ? out->figures[i] * 1000 / append : 0;
        p99[i] = many.p99_us;
        half[i] = slow.p99_us;
    }
    if (!options->postgres)
        bench_extra(out, "to_append_fdatasync_permille", "thousandths", bench_median(to_append, out->rounds), 1200, false);
    bench_extra(out, "p99_at_capacity_us", "us", bench_median(p99, out->rounds), 50000, true);
    bench_extra(out, "p99_at_half_us", "us", bench_median(half, out->rounds), 20000, true);
    serve_stop(grouped->serve);
    serve_stop(single->serve);
    return true;
}
