/* bench_lookup.c - one person's month among a million people: the line, unpacked, with what was settled of it, from the packed
 * sheet of the employer; and the same when the employer is not known and the index of persons is asked first. The yardstick
 * reads one row of that index by its key: the least that the engine does. */
#include "levy_city.h"
#include <stdio.h>
#include <stdlib.h>

enum { PERSONS = 1000000, LOOKS = 20000, STEP = 104729, MEDIAN_US_MAX = 10 };

SQL(LOOKUP_BARE, "ii", "i", "SELECT payer FROM sheet_person WHERE person = $1 AND year = $2 ORDER BY payer_kind, payer")

typedef struct {
    LevyCity *city;
    const SheetLine *lines; /* contract: the employer */
    size_t count;
    Month month;
} Looking;

static bool see_one(void *context, const SheetSeen *seen)
{
    *(int64_t *)context += seen->line->person;
    return true;
}

static const SheetLine *line_of(const Looking *look, int64_t i) { return &look->lines[(size_t)(i * STEP) % look->count]; }
static const SheetAsOf ever = { { INT32_MAX }, INT64_MAX };

static bool look_line(const Looking *look, const SheetLine *line)
{
    int64_t found = 0;
    Db *db = look->city->bureau.db;
    return sheet_line(db, look->city->arena, SHEET_OF_UNIT, line->contract, look->month, line->person, ever, see_one, &found) ==
               OK &&
           found == line->person;
}

static bool look_person(const Looking *look, const SheetLine *line)
{
    int64_t found = 0;
    return sheet_years(look->city->bureau.db, look->city->arena, line->person, month_year(look->month), month_year(look->month),
                       ever, see_one, &found) == OK &&
           found == line->person;
}

static bool look_bare(const Looking *look, const SheetLine *line)
{
    Rows rows = { 0 };
    return db_rows(look->city->bureau.db, look->city->arena, &LOOKUP_BARE,
                   VALS(val_i(line->person), val_i(month_year(look->month))), &rows) == OK &&
           rows.count == 1;
}

/* Nanoseconds of each of LOOKS; 0: something was not found. */
static int64_t look_all(const Looking *look, int round, bool (*one)(const Looking *, const SheetLine *), int64_t *taken)
{
    Arena *arena = look->city->arena;
    int64_t sum = 0;
    bool fine = db_begin(look->city->bureau.db) == OK;
    for (int i = 0; fine && i < LOOKS; i++) {
        size_t mark = arena_mark(arena);
        int64_t began = bench_now_ns();
        fine = one(look, line_of(look, (int64_t)round * LOOKS + i));
        int64_t ns = bench_now_ns() - began;
        sum += ns;
        if (taken)
            taken[i] = ns;
        arena_back(arena, mark);
    }
    db_rollback(look->city->bureau.db);
    return fine ? sum : 0;
}

static int by_size(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

bool bench_lookup(const BenchOptions *options, BenchResult *out)
{
    LevyCity *city = arena_new(options->arena, LevyCity, 1);
    Looking look = { .city = city, .month = month_make(2024, 1) };
    int64_t persons = options->size ? options->size : PERSONS, run = 0;
    if (!levy_city_make(options, city, persons, look.month, 1) || !levy_city_run(city, look.month, &run))
        return false;
    db_checkpoint(city->bureau.db);
    look.lines = levy_city_lines(city, run, &look.count);
    int64_t *taken = arena_new(options->arena, int64_t, LOOKS), *by_person = arena_new(options->arena, int64_t, LOOKS);
    if (!look.lines || !look.count)
        return false;
    out->rounds = options->rounds;
    out->unit = "look-ups/s";
    out->yardstick_is = "one row of the index of persons by its key";
    for (int i = 0; i < options->rounds; i++) {
        int64_t bare = look_all(&look, i, look_bare, NULL), line = look_all(&look, i, look_line, taken),
                person = look_all(&look, i, look_person, by_person);
        if (!bare || !line || !person)
            return false;
        out->figures[i] = bench_rate(LOOKS, line);
        out->yardsticks[i] = bench_rate(LOOKS, bare);
    }
    qsort(taken, LOOKS, sizeof *taken, by_size);
    qsort(by_person, LOOKS, sizeof *by_person, by_size);
    bench_extra(out, "median_us", "us", (taken[LOOKS / 2] + 500) / 1000, options->postgres ? 0 : MEDIAN_US_MAX, true);
    bench_extra(out, "p99_us", "us", (taken[LOOKS / 100 * 99] + 500) / 1000, 0, true);
    bench_extra(out, "by_person_median_us", "us", (by_person[LOOKS / 2] + 500) / 1000, 0, true);
    bench_extra(out, "persons", "", persons, 0, false);
    levy_city_close(city);
    return true;
}
