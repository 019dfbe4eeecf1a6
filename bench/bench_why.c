/* bench_why.c - the guide's answer for a city's mix of people: from facts in memory, and with the read of the record
 * and the answer as JSON. The yardstick is SHA-256 over 256 bytes: pure computing on the same core. */
#include "base/hash.h"
#include "core/query.h"
#include "guide/ways.h"
#include "population.h"

enum { PEOPLE = 20000, JSON_PEOPLE = 20000 };

static int64_t run_memory(Arena *arena, const Population *population, const GuideContext *context, int64_t count)
{
    int64_t start = bench_now_ns();
    for (int64_t i = 0; i < count; i++) {
        size_t mark = arena_mark(arena);
        GuideAnswer answer;
        guide_why(arena, context, &population_pick(population, i)->facts, EFFECT_MEDICAL, &answer);
        arena_back(arena, mark);
    }
    return bench_rate(count, bench_now_ns() - start);
}

static int64_t run_json(Arena *arena, Population *population, int64_t count)
{
    int64_t start = bench_now_ns();
    for (int64_t i = 0; i < count; i++) {
        size_t mark = arena_mark(arena);
        int64_t person = population_pick(population, i) - population->templates + 1;
        JsonNode member = { .type = JSON_INT, .number = person, .key = S("person") };
        JsonNode args = { .type = JSON_MEMBERS, .items = &member, .count = 1 };
        QueryRequest request = { .id = S("q"),
                                 .query = S("person.why"),
                                 .actor = { .role = ROLE_CLERK, .user = S("w1") },
                                 .at = population->now,
                                 .args = &args };
        QueryAnswer answer;
        if (query_run(&population->bureau, arena, &request, &answer) != OK || answer.err != OK)
            return 0;
        arena_back(arena, mark);
    }
    return bench_rate(count, bench_now_ns() - start);
}

static int64_t run_yardstick(int64_t count)
{
    uint8_t bytes[256] = { 0 };
    int64_t start = bench_now_ns();
    for (int64_t i = 0; i < count; i++) {
        Hash hash = hash_of((Str){ (char *)bytes, sizeof bytes });
        bytes[i & 255] ^= hash.b[0];
    }
    return bench_rate(count, bench_now_ns() - start);
}

bool bench_why(const BenchOptions *options, BenchResult *out)
{
    Population *population = arena_new(options->arena, Population, 1);
    if (!population_make(options->arena, population))
        return false;
    InstitutionFacts *places = NULL;
    GuideContext context = { .policy = population->bureau.policy,
                             .bureau = &population->bureau.store.bureau,
                             .now = population->now };
    if (store_institutions(&population->bureau.store, options->arena, &places, &context.institution_count) != OK)
        return false;
    context.institutions = places;
    int64_t count = options->size ? options->size : PEOPLE, best_json[ROUNDS_MAX], json = 0;
    out->unit = "answers/s";
    out->yardstick_is = "SHA-256 of 256 bytes";
    out->target = 300000;
    out->rounds = options->rounds;
    for (int i = 0; i < options->rounds; i++) {
        out->yardsticks[i] = run_yardstick(count * 4);
        out->figures[i] = run_memory(options->arena, population, &context, count);
        best_json[i] = run_json(options->arena, population, JSON_PEOPLE);
        json = best_json[i] > json ? best_json[i] : json;
    }
    bench_extra(out, "with_read_and_json", "answers/s", json, 60000, false);
    return true;
}
