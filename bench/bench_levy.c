/* bench_levy.c - the monthly run of a city from its rosters and declared wages to what is owed: read, compute, sheets,
 * index, journal, control totals, durable, released by a second person. The yardstick writes the same lines unpacked, one
 * row each, by one INSERT ... SELECT into a plain table (PostgreSQL: binary COPY into a table with their key). */
#include "levy_city.h"
#include <stdio.h>
#include <string.h>

enum { PERSONS = 1000000, ROUNDS = 3 }; /* a round writes a month of a city */

static bool request_run(LevyCity *city, const char *role, const char *command, Str args, Str *answer)
{
    Arena scratch = arena_make((size_t)1 << 30);
    JsonNode *node = NULL;
    Answer said = { 0 };
    Request request = {
        .id = str_format(city->arena, "bench-%d", ++city->said),
        .command = str(command),
        .actor = { .role = str_is(str(role), "clerk") ? ROLE_CLERK : ROLE_REVIEWER, .user = str(role), .org = S("office") },
        .at = day_start(day_make(2025, 12, 20))
    };
    bool fine = json_read(city->arena, args, &node, NULL) == OK;
    request.args = node;
    fine = fine && writer_group(&city->bureau, &scratch, city->arena, &request, &said, 1) == OK && said.err == OK;
    *answer = said.json;
    if (!fine)
        fprintf(stderr, "levy: %s was refused: %.*s\n", command, STR_ARG(said.json));
    arena_drop(&scratch);
    return fine;
}

bool levy_city_run(LevyCity *city, Month month, int64_t *run)
{
    Str answer = { 0 };
    JsonNode *node = NULL;
    Str args =
        str_format(city->arena, "{\"region\":\"330100\",\"month\":\"" STR_FMT "\"}", STR_ARG(month_text(city->arena, month)));
    if (!request_run(city, "clerk", "levy.assess", args, &answer) || json_read(city->arena, answer, &node, NULL) != OK)
        return false;
    Str number = json_text_of(json_member(json_member(node, "data"), "run"));
    args = str_format(city->arena, "{\"run\":\"" STR_FMT "\"}", STR_ARG(number));
    return number_read(number, 'L', run) && request_run(city, "reviewer", "levy.release", args, &answer);
}

static bool round_run(const BenchOptions *options, LevyCity *city, int round, BenchResult *out)
{
    Month month = { month_make(2023, 12).n + 1 + round }; /* what is measured begins with a January */
    int64_t run = 0, began = bench_now_ns();
    if (!levy_city_run(city, month, &run))
        return false;
    db_checkpoint(city->bureau.db);
    int64_t ns = bench_now_ns() - began;
    size_t mark = arena_mark(city->arena);
    size_t count = 0;
    SheetLine *lines = levy_city_lines(city, run, &count);
    int64_t plain = !lines              ? 0
                    : options->postgres ? levy_plain_postgres(city, lines, count)
                                        : levy_plain_sqlite(city, lines, count);
    arena_back(city->arena, mark);
    if (!plain)
        return false;
    out->figures[round] = bench_rate((int64_t)count, ns);
    out->yardsticks[round] = bench_rate((int64_t)count, plain);
    return true;
}

bool bench_levy(const BenchOptions *options, BenchResult *out)
{
    LevyCity *city = arena_new(options->arena, LevyCity, 1);
    int64_t persons = options->size ? options->size : PERSONS, run = 0, began = bench_now_ns();
    int rounds = options->rounds < ROUNDS ? options->rounds : ROUNDS;
    Month first = month_make(2023, 12);
    if (!levy_city_make(options, city, persons, first, rounds + 1) || !levy_city_run(city, first, &run))
        return false;
    fprintf(stderr, "levy: %lld persons of %lld employers, loaded in %lld ms\n", (long long)persons, (long long)city->units,
            (long long)((bench_now_ns() - began) / 1000000));
    out->rounds = rounds;
    out->unit = "persons/s";
    out->yardstick_is = options->postgres ? "binary COPY of the same lines, unpacked, into a table with their key"
                                          : "one INSERT ... SELECT of the same lines, unpacked, into a plain table";
    out->target_permille = options->postgres ? 1000 : 1500;
    for (int i = 0; i < rounds; i++)
        if (!round_run(options, city, i, out))
            return false;
    levy_city_close(city);
    return true;
}
