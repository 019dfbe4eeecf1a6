/* bench_calc.c - contributions of one person for one month, from a tariff, without looking anything up: how many a second
 * on one core; and the same with the whole explanation written as JSON. The yardstick does the same clamping, multiplying
 * and dividing in a bare loop, with rates and limits as constants of the source. */
#include "bench.h"
#include "policy/calc_line.h"
#include <stdio.h>

enum { PEOPLE = 1 << 16, PASSES = 256, TRACED = 200000 };

/* Wages as in a city: most between half and three times the average, some below the floor and above the cap. */
static void people_make(Payer *people)
{
    static const int floats[] = { 50, 80, 100, 120, 150 };
    uint64_t seed = 20250901;
    for (int i = 0; i < PEOPLE; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        int64_t draw = (int64_t)(seed >> 33);
        int injury_class = 1 + (int)(draw % INJURY_CLASSES);
        people[i] = (Payer){ .amount = { 300000 + draw % 4200000 },
                             .injury_class = injury_class,
                             .injury_percent = injury_class == 1 ? 100 : floats[draw % 5],
                             .local = draw & 1 };
    }
}

/* The sum keeps the work from being thrown away. */
static int64_t figure_run(const Tariff *tariff, const Payer *people, int64_t passes, int64_t *sum)
{
    int64_t start = bench_now_ns();
    for (int64_t pass = 0; pass < passes; pass++)
        for (int i = 0; i < PEOPLE; i++) {
            Contribution one;
            if (contribution_of(tariff, &people[i], &one, NULL) != OK)
                return 0;
            *sum += one.total.fen + one.account.fen;
        }
    return bench_now_ns() - start;
}

static uint64_t part(uint64_t base, uint64_t ppm) { return (base * ppm + 500000) / 1000000; }

static int64_t yardstick_run(const Payer *people, int64_t passes, int64_t *sum)
{
    static const uint64_t rates[] = { 160000, 80000, 98000, 20000, 5000, 5000 };
    int64_t start = bench_now_ns();
    for (int64_t pass = 0; pass < passes; pass++)
        for (int i = 0; i < PEOPLE; i++) {
            uint64_t wage = ((uint64_t)people[i].amount.fen + 50) / 100 * 100, total = 0;
            uint64_t base = wage < 716200 ? 716200 : wage > 3581100 ? 3581100 : wage;
            for (size_t k = 0; k < sizeof rates / sizeof *rates; k++)
                total += part(base, rates[k]);
            *sum += (int64_t)(total + part(base, (uint64_t)people[i].injury_percent * 20));
            __asm__ volatile("" : "+r"(*sum)); /* one by one, as a sheet is: not several people in one instruction */
        }
    return bench_now_ns() - start;
}

static int64_t traced_run(Arena *arena, const CalcResult *answer, const TariffTrace *rules, const Payer *people, int64_t count,
                          int64_t *sum)
{
    int64_t start = bench_now_ns();
    size_t mark = arena_mark(arena);
    Json json = json_make(arena);
    CalcResult one = *answer;
    for (int64_t i = 0; i < count; i++) {
        const Payer *payer = &people[i % PEOPLE];
        if (contribution_of(one.tariff, payer, &one.contribution, NULL) != OK)
            return 0;
        contribution_trace(rules, one.tariff, payer, &one.contribution, &one.trace);
        json.buf.n = 0;
        json.comma = false;
        json_open(&json, '{');
        calc_members(&json, arena, &one);
        json_close(&json, '}');
        *sum += (int64_t)json.buf.n;
    }
    arena_back(arena, mark);
    return bench_now_ns() - start;
}

bool bench_calc(const BenchOptions *options, BenchResult *out)
{
    Arena *arena = options->arena;
    const PolicySet *set = NULL;
    Why why = { .arena = arena };
    Payer *people = arena_new(arena, Payer, PEOPLE);
    int64_t passes = options->size ? options->size / PEOPLE + 1 : PASSES, sum = 0, traced[ROUNDS_MAX], slowest = 0;
    if (policy_load(arena, NULL, &set, &why) != OK)
        return false;
    CalcResult answer = { .calc = CALC_CONTRIBUTION, .traced = true, .region = policy_region(set, 110000) };
    const TariffTrace *rules = NULL;
    if (calculators_tariff(calculators_make(arena, set), arena, answer.region, CATEGORY_EMPLOYEE, month_make(2025, 8),
                           &answer.tariff, &rules, &why) != OK)
        return false;
    people_make(people);
    out->unit = "person-months/s";
    out->yardstick_is = "the same clamping, multiplying and dividing in a bare loop with constant rates";
    out->target = 30000000;
    out->rounds = options->rounds;
    for (int i = 0; i < options->rounds; i++) {
        out->yardsticks[i] = bench_rate(passes * PEOPLE, yardstick_run(people, passes, &sum));
        out->figures[i] = bench_rate(passes * PEOPLE, figure_run(answer.tariff, people, passes, &sum));
        traced[i] = bench_rate(TRACED, traced_run(arena, &answer, rules, people, TRACED, &sum));
        slowest = i && slowest < traced[i] ? slowest : traced[i];
    }
    bench_extra(out, "with_trace", "person-months/s with the whole trace as JSON (slowest round)", slowest, 200000, false);
    if (!sum)
        fprintf(stderr, "nothing was computed\n");
    return sum != 0;
}
