/* main.c - shebao-bench NAME [--json] [--size N] [--growth] [--rounds N] [--engine postgres]: see bench.h. */
#include "base/require.h"
#include "bench.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

const Bench benches[] = {
    { "calc", "contributions of one person for one month, from a tariff in memory on one core", bench_calc, false },
    { "check", "citizen numbers, one a line, checked and answered", bench_check, false },
    { "why", "why a card is sealed and every way out, from facts in memory on one core", bench_why, false },
    { "status", "person.status over HTTP", bench_status, true },
    { "commands", "durable commands over HTTP at 64 connections", bench_commands, true },
    { "levy", "the monthly run of a city, from rosters and wages to what is owed", bench_levy, true },
    { "interest", "the yearly interest of everybody's account, from a year's sheets", bench_interest, true },
    { "statement", "the statement of twenty-four years of contributions", bench_statement, true },
    { "lookup", "one person's month among a million people", bench_lookup, true },
    { "pool", "postings to one fund while its total is asked", bench_pool, true },
    { "start", "a server ready to answer", bench_start, false },
    { "import", "a file of wages checked and put away", bench_import, true },
    { "match", "a bank's statement held against certificates and bills", bench_match, true },
    { "pages", "pages of the demo city over HTTP at 64 connections", bench_pages, false },
    { "paper", "a one-page statement of contributions as PDF", bench_paper, false },
};
const int bench_count = sizeof benches / sizeof *benches;

int64_t bench_now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

Str bench_url(const BenchOptions *options, const char *name)
{
    const char *server = getenv("SHEBAO_TEST_POSTGRES");
    if (!options->postgres)
        return str_format(options->arena, "%s/%s", options->scratch, name);
    require(server != NULL);
    return str_format(options->arena, "%s%cschema=bench_%s_%d_%lld", server, strchr(server, '?') ? '&' : '?', name, (int)getpid(),
                      (long long)(bench_now_ns() / 1000000));
}

int64_t bench_rate(int64_t count, int64_t ns) { return ns > 0 ? (int64_t)((__int128)count * 1000000000 / ns) : 0; }

void bench_extra(BenchResult *out, const char *name, const char *unit, int64_t value, int64_t target, bool at_most)
{
    if (out->extra_count < EXTRAS_MAX)
        out->extras[out->extra_count++] = (BenchExtra){ name, unit, value, target, at_most };
}

static int by_size(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

int64_t bench_median(const int64_t *values, int count)
{
    int64_t sorted[ROUNDS_MAX];
    require(count >= 1 && count <= ROUNDS_MAX);
    memcpy(sorted, values, sizeof *values * (size_t)count);
    qsort(sorted, (size_t)count, sizeof *sorted, by_size);
    return sorted[count / 2];
}

/* The median of the ratios pair by pair, in thousandths: what holds when the machine's speed drifts. */
static int64_t ratio_permille(const BenchResult *result)
{
    int64_t ratios[ROUNDS_MAX];
    for (int i = 0; i < result->rounds; i++)
        ratios[i] = result->yardsticks[i] ? result->figures[i] * 1000 / result->yardsticks[i] : 0;
    return bench_median(ratios, result->rounds);
}

static bool extra_holds(const BenchExtra *extra)
{
    return !extra->target || (extra->at_most ? extra->value <= extra->target : extra->value >= extra->target);
}

static bool result_holds(const BenchResult *result)
{
    bool holds =
        bench_median(result->figures, result->rounds) >= result->target && ratio_permille(result) >= result->target_permille;
    for (int i = 0; i < result->extra_count; i++)
        holds = holds && extra_holds(&result->extras[i]);
    return holds;
}

static void print_people(const Bench *bench, const BenchResult *result)
{
    int64_t ratio = ratio_permille(result);
    printf("%s: %s\n  %lld %s (median of %d)\n  yardstick: %lld, %s\n  ratio: %lld.%03lld", bench->name, bench->what,
           (long long)bench_median(result->figures, result->rounds), result->unit, result->rounds,
           (long long)bench_median(result->yardsticks, result->rounds), result->yardstick_is, (long long)(ratio / 1000),
           (long long)(ratio % 1000));
    if (result->target_permille)
        printf("  (target %lld.%03lld)", (long long)(result->target_permille / 1000), (long long)(result->target_permille % 1000));
    if (result->target)
        printf("  (target %lld %s)", (long long)result->target, result->unit);
    putchar('\n');
    for (int i = 0; i < result->extra_count; i++) {
        const BenchExtra *extra = &result->extras[i];
        printf("  %s: %lld %s", extra->name, (long long)extra->value, extra->unit);
        if (extra->target)
            printf("  (target %s %lld: %s)", extra->at_most ? "at most" : "at least", (long long)extra->target,
                   extra_holds(extra) ? "holds" : "missed");
        putchar('\n');
    }
    if (result->note)
        printf("  %s\n", result->note);
    printf("  %s\n", result_holds(result) ? "every target holds" : "a target is missed");
}

static void print_json(const Bench *bench, const BenchResult *result)
{
    int64_t ratio = ratio_permille(result);
    printf("{\"name\":\"%s\",\"figure\":%lld,\"unit\":\"%s\",\"yardstick\":%lld,\"yardstick_is\":\"%s\","
           "\"ratio\":%lld.%03lld,\"target\":",
           bench->name, (long long)bench_median(result->figures, result->rounds), result->unit,
           (long long)bench_median(result->yardsticks, result->rounds), result->yardstick_is, (long long)(ratio / 1000),
           (long long)(ratio % 1000));
    if (result->target_permille)
        printf("%lld.%03lld", (long long)(result->target_permille / 1000), (long long)(result->target_permille % 1000));
    else
        printf("%lld", (long long)result->target);
    printf(",\"holds\":%s,\"runs\":%d", result_holds(result) ? "true" : "false", result->rounds);
    for (int i = 0; i < result->extra_count; i++)
        printf(",\"%s\":%lld", result->extras[i].name, (long long)result->extras[i].value);
    puts("}");
}

static int usage(FILE *out, int code)
{
    fputs("shebao-bench why\nshebao-bench commands --json\nshebao-bench start --size 1000000\n\nNAME is one of:\n", out);
    for (int i = 0; i < bench_count; i++)
        fprintf(out, "  %-10s %s\n", benches[i].name, benches[i].what);
    fputs("--json  one line of JSON at the end   --size N  persons or rows   --rounds N   --engine postgres\n"
          "--growth  first at a tenth of the size (of 1000000, where --size says nothing), and how the figure changes\n",
          out);
    return code;
}

static bool option_number(const char *text, int64_t least, int64_t most, int64_t *out)
{
    return text && str_int(str(text), out) && *out >= least && *out <= most;
}

/* How a word stands on the command line that takes no value. */
static bool flag_read(const char *text, bool *json, bool *growth)
{
    *json |= !strcmp(text, "--json");
    *growth |= !strcmp(text, "--growth");
    return !strcmp(text, "--json") || !strcmp(text, "--growth");
}

static bool options_read(int count, char **words, BenchOptions *options, bool *json, bool *growth)
{
    int64_t number = 0;
    for (int i = 2; i < count; i++) {
        const char *value = i + 1 < count ? words[i + 1] : NULL;
        if (flag_read(words[i], json, growth))
            continue;
        if (!strcmp(words[i], "--size") && option_number(value, 1, 100000000, &number)) {
            options->size = number;
            i++;
        } else if (!strcmp(words[i], "--rounds") && option_number(value, 1, ROUNDS_MAX, &number)) {
            options->rounds = (int)number;
            i++;
        } else if (!strcmp(words[i], "--engine") && value && (!strcmp(value, "postgres") || !strcmp(value, "sqlite"))) {
            options->postgres = value[0] == 'p';
            i++;
        } else {
            return false;
        }
    }
    return true;
}

/* The same at a tenth of the size first, in a folder of its own: what it costs that there are ten times as many. */
static bool measure(const Bench *bench, BenchOptions *options, bool growth, BenchResult *out)
{
    BenchOptions tenth = *options;
    BenchResult small = { 0 };
    if (!growth)
        return bench->run(options, out);
    options->size = options->size ? options->size : 1000000;
    tenth.size = options->size > 10 ? options->size / 10 : 1;
    tenth.scratch = str_format(options->arena, "%s/tenth", options->scratch).p;
    size_t mark = arena_mark(options->arena);
    if (mkdir(tenth.scratch, 0700) || !bench->run(&tenth, &small))
        return false;
    arena_back(options->arena, mark);
    if (!bench->run(options, out))
        return false;
    int64_t before = bench_median(small.figures, small.rounds), after = bench_median(out->figures, out->rounds);
    bench_extra(out, "tenth_size", "", tenth.size, 0, false);
    bench_extra(out, "tenth_figure", out->unit, before, 0, false);
    bench_extra(out, "growth_permille", "of the figure at a tenth of the size", before ? after * 1000 / before : 0, 0, false);
    return true;
}

/* Whether the engine asked for can be measured; if not, says why. */
static bool engine_fits(const Bench *bench, const BenchOptions *options)
{
    if (!options->postgres)
        return true;
    if (!bench->on_postgres)
        fprintf(stderr, "shebao-bench: %s is not measured on PostgreSQL\n", bench->name);
    else if (!getenv("SHEBAO_TEST_POSTGRES"))
        fprintf(stderr, "shebao-bench: SHEBAO_TEST_POSTGRES names no server; tools/with-postgres starts one\n");
    return bench->on_postgres && getenv("SHEBAO_TEST_POSTGRES");
}

static const char *program_beside(Arena *arena, const char *self)
{
    const char *slash = strrchr(self, '/');
    return slash ? str_format(arena, "%.*s/shebao", (int)(slash - self), self).p : "shebao";
}

int main(int count, char **words)
{
    Arena arena = arena_make((size_t)8 << 30);
    char scratch[] = "/tmp/shebao-bench-XXXXXX";
    BenchOptions options = { .arena = &arena, .rounds = 5, .program = program_beside(&arena, words[0]), .scratch = scratch };
    BenchResult result = { 0 };
    bool json = false, growth = false;
    const Bench *bench = NULL;
    if (count == 2 && !strcmp(words[1], "--help"))
        return usage(stdout, 0);
    for (int i = 0; count > 1 && i < bench_count; i++)
        bench = !strcmp(words[1], benches[i].name) ? &benches[i] : bench;
    if (!bench || !options_read(count, words, &options, &json, &growth))
        return usage(stderr, 2);
    if (!engine_fits(bench, &options))
        return 2;
    if (!mkdtemp(scratch))
        return 75;
    bool measured = measure(bench, &options, growth, &result);
    Str remove = str_format(&arena, "rm -rf '%s'", scratch);
    if (system(remove.p) != 0)
        fprintf(stderr, "could not remove %s\n", scratch);
    if (!measured)
        return 75;
    print_people(bench, &result);
    if (json)
        print_json(bench, &result);
    return result_holds(&result) ? 0 : 1;
}
