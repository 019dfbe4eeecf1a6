/* bench_interest.c - the yearly interest of a city: twelve months of everybody's contributions are billed by the monthly run
 * and credited, December is closed; then interest.credit from the sheets to the openings that are durable, and once more,
 * when nothing is left to post. The daily jobs have made the year books before (year.h); without them it is read from the sheets,
 * which is measured too. The yardstick reads the same rows bare: every sheet of the year, what settled it, and every
 * person, page by page, and does nothing with them. */
#include "ledger/settle.h"
#include "ledger/year.h"
#include "levy_city.h"
#include <stdio.h>

enum { PERSONS = 1000000, MONTHS = 12, PORTION_LINES = 50000, AT_ONCE = 2000, MS = 1000000, SECONDS_MOST = 3 };

SQL(BARE_SHEETS, "iiiiii", "iiiiib",
    "SELECT run, payer_kind, payer, month, first, body FROM sheet WHERE (run, payer_kind, payer, month, first) > "
    "($1, $2, $3, $4, $5) ORDER BY run, payer_kind, payer, month, first LIMIT $6")
SQL(BARE_SETTLED, "iiii", "iiib",
    "SELECT entry, ord, n, who FROM settlement WHERE (entry, ord, n) > ($1, $2, $3) ORDER BY entry, ord, n LIMIT $4")
SQL(BARE_PERSONS, "ii", "ib", "SELECT id, body FROM person_facts WHERE id > $1 ORDER BY id LIMIT $2")

SQL(BOOKS_FORGOTTEN, "", "", "DELETE FROM year_pack")

static const Day credited = { 20442 }; /* 2025-12-20, on which the city's months are billed (bench_levy.c) */

/* ---- the city ---- */

/* What every employer was billed by a run becomes the funds' and the persons' own, some thousands of employers an entry. */
static bool month_credit(LevyCity *city, Month month, int64_t run)
{
    bool fine = true;
    for (int64_t unit = 1; fine && unit <= city->units;) {
        Arena arena = arena_make((size_t)1 << 30);
        Why why = { .arena = &arena };
        SettleOf *of = arena_new(&arena, SettleOf, AT_ONCE);
        size_t count = 0;
        LedgerId id;
        bool already = false;
        for (; count < AT_ONCE && unit <= city->units; unit++)
            of[count++] = (SettleOf){ .payer_kind = SHEET_OF_UNIT,
                                      .payer = unit,
                                      .month = month,
                                      .run = run,
                                      .insurances = SHEET_ALL,
                                      .effects = EFFECT_CREDIT };
        fine = db_begin(city->bureau.db) == OK;
        Ledger ledger = ledger_open(city->bureau.db, city->bureau.journal.last + 1);
        LedgerDraft draft = { .key = str_format(&arena, "bench/%lld/%lld", (long long)run, (long long)unit),
                              .text = TEXT_PAYMENT,
                              .day = credited,
                              .voucher = S("bench") };
        fine = fine && sheets_settle(&ledger, &arena, &draft, of, count, &id, &already, &why) == OK;
        if (!fine)
            fprintf(stderr, "interest: " STR_FMT "\n", STR_ARG(why.en));
        fine = fine && levy_city_entry(city, &arena, &ledger, credited);
        arena_drop(&arena);
    }
    return fine;
}

/* What the daily jobs of January do. 0: refused. */
static int64_t books_make(LevyCity *city)
{
    Db *db = city->bureau.db;
    int64_t began = bench_now_ns();
    bool more = true, fine = true;
    while (more && fine)
        fine = db_begin(db) == OK && years_pack(db, month_year(day_month(credited)) + 1, PORTION_LINES, &more) == OK &&
               db_commit(db) == OK;
    db_checkpoint(db);
    return fine ? bench_now_ns() - began : 0;
}

static bool books_forget(LevyCity *city)
{
    Db *db = city->bureau.db;
    return db_begin(db) == OK && db_run(db, &BOOKS_FORGOTTEN, NULL) == OK && db_commit(db) == OK;
}

static bool december_close(LevyCity *city)
{
    Arena arena = arena_make((size_t)64 << 20);
    Why why = { .arena = &arena };
    bool already = false, fine = db_begin(city->bureau.db) == OK;
    Ledger ledger = ledger_open(city->bureau.db, city->bureau.journal.last + 1);
    fine = fine && month_close(&ledger, &arena, 330100, day_month(credited), day_make(2026, 1, 5), &already, &why) == OK &&
           levy_city_entry(city, &arena, &ledger, credited);
    if (!fine)
        fprintf(stderr, "interest: " STR_FMT "\n", STR_ARG(why.en));
    arena_drop(&arena);
    return fine;
}

static bool city_fill(const BenchOptions *options, LevyCity *city, int64_t persons)
{
    Month first = month_make(2024, 1);
    int64_t began = bench_now_ns();
    if (!levy_city_make(options, city, persons, first, MONTHS) || !levy_city_people(city, day_make(2023, 1, 2)))
        return false;
    for (int i = 0; i < MONTHS; i++) {
        int64_t run = 0;
        Month month = { first.n + i };
        size_t mark = arena_mark(city->arena);
        if (!levy_city_run(city, month, &run) || !month_credit(city, month, run))
            return false;
        arena_back(city->arena, mark);
    }
    fprintf(stderr, "interest: %lld persons, %d months each, in %lld ms\n", (long long)persons, MONTHS,
            (long long)((bench_now_ns() - began) / MS));
    return december_close(city);
}

/* ---- measured ---- */

static int64_t credit(LevyCity *city, const char *id, bool *already)
{
    Arena scratch = arena_make((size_t)2 << 30);
    JsonNode *args = NULL;
    Answer said = { 0 };
    Request request = { .id = str(id),
                        .command = S("interest.credit"),
                        .actor = { .role = ROLE_JOB, .user = S("job"), .org = S("office") },
                        .at = day_start(day_make(2026, 1, 10)) };
    bool fine = json_read(city->arena, S("{\"region\":\"330100\",\"year\":2025}"), &args, NULL) == OK;
    request.args = args;
    int64_t began = bench_now_ns();
    fine = fine && writer_group(&city->bureau, &scratch, city->arena, &request, &said, 1) == OK && said.err == OK;
    int64_t ns = bench_now_ns() - began;
    *already = said.already;
    if (!fine)
        fprintf(stderr, "interest: %.*s\n", STR_ARG(said.json));
    arena_drop(&scratch);
    return fine ? ns : 0;
}

/* All rows of a statement whose first `keys` columns are the key behind which the next page begins. */
static bool read_bare(LevyCity *city, const Sql *sql, int keys, int64_t *bytes)
{
    enum { PAGE = 512, KEYS = 5 };
    Val args[KEYS + 1];
    Arena arena = arena_make((size_t)256 << 20);
    bool fine = true;
    for (int i = 0; i < keys; i++)
        args[i] = val_i(0);
    args[keys] = val_i(PAGE);
    for (size_t got = PAGE; fine && got == PAGE;) {
        Rows rows = { 0 };
        arena_reset(&arena);
        fine = db_rows(city->bureau.db, &arena, sql, args, &rows) == OK;
        got = fine ? rows.count : 0;
        for (size_t i = 0; i < got; i++)
            *bytes += (int64_t)cell(&rows, i, (size_t)keys)->s.n;
        for (int i = 0; got && i < keys; i++)
            args[i] = *cell(&rows, got - 1, (size_t)i);
    }
    arena_drop(&arena);
    return fine;
}

static int64_t bare(LevyCity *city)
{
    int64_t bytes = 0, began = bench_now_ns();
    bool fine = db_begin(city->bureau.db) == OK && read_bare(city, &BARE_SHEETS, 5, &bytes) &&
                read_bare(city, &BARE_SETTLED, 3, &bytes) && read_bare(city, &BARE_PERSONS, 1, &bytes);
    db_rollback(city->bureau.db);
    return fine && bytes ? bench_now_ns() - began : 0;
}

bool bench_interest(const BenchOptions *options, BenchResult *out)
{
    LevyCity *city = arena_new(options->arena, LevyCity, 1);
    int64_t persons = options->size ? options->size : PERSONS;
    bool already = false, again = false, third_again = false;
    if (!city_fill(options, city, persons))
        return false;
    int64_t books = books_make(city), plain = bare(city);
    int64_t first = credit(city, "first", &already), second = credit(city, "second", &again);
    int64_t third = books_forget(city) ? credit(city, "third", &third_again) : 0;
    if (!books || !plain || !first || !second || !third)
        return false;
    out->rounds = 1;
    out->figures[0] = bench_rate(persons, first);
    out->yardsticks[0] = bench_rate(persons, plain);
    out->unit = "accounts/s";
    out->yardstick_is = "the same sheets, settlements and persons read page by page, nothing done with them";
    bench_extra(out, "credited_ms", "ms", first / MS, persons * SECONDS_MOST / 1000, true);
    bench_extra(out, "again_ms", "ms", second / MS, persons * SECONDS_MOST / 1000, true);
    bench_extra(out, "again_from_sheets_ms", "ms", third / MS, 0, true);
    bench_extra(out, "year_books_ms", "ms", books / MS, 0, true);
    bench_extra(out, "again_changes_nothing", "", !already && again && third_again, 1, false);
    levy_city_close(city);
    return true;
}
