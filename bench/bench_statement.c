/* bench_statement.c - the statement of somebody who has paid for twenty-four years: person.statement as the server answers it,
 * every month with payer, base, parts, voucher and both accounts, in a city whose everybody has as many. Warm: the pages of the
 * database are in memory. Cold: the machine has forgotten them and the handle is fresh. The yardstick reads the same sheets by
 * their key and does nothing with them. */
#define _GNU_SOURCE
#include "core/query.h"
#include "ledger/settle.h"
#include "ledger/year.h"
#include "levy/owed.h"
#include "levy_city.h"
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    PERSONS = 20000,
    MONTHS = 24 * 12,
    WARM = 400,
    COLD = 100,
    STEP = 7919,
    PORTION_LINES = 50000,
    WARM_US_MAX = 3000,
    COLD_US_MAX = 20000
};
static const int first_year = 2002;

static Month model_month(void) { return month_make(2025, 6); }

SQL(STATEMENT_BARE, "iiii", "ib",
    "SELECT month, body FROM sheet WHERE payer_kind = 1 AND payer = $1 AND month >= $2 AND first <= $3 AND last >= $4 "
    "ORDER BY payer_kind, payer, month, first, last, run")

/* ---- twenty-four years ---- */

typedef struct {
    LevyCity *city;
    SheetLine *lines; /* of a month, unit by unit; contract: the unit */
    size_t count;
} Years;

/* The sheets of a month; *of: what becomes the funds' and the persons' own, an employer a row. */
static bool sheets_put(const Years *years, Arena *arena, Month month, int64_t run, SettleOf *of, size_t *of_count)
{
    Why why = { .arena = arena };
    for (size_t i = 0; i < years->count;) {
        int64_t unit = years->lines[i].contract;
        SheetLine *lines = arena_new(arena, SheetLine, SHEET_LINES_MAX);
        size_t n = 0;
        for (; i < years->count && years->lines[i].contract == unit && n < SHEET_LINES_USUAL; i++) {
            lines[n] = years->lines[i];
            lines[n++].contract = 0;
        }
        SheetDraft draft = {
            .run = run, .kind = SHEET_BILL, .payer_kind = SHEET_OF_UNIT, .payer = unit, .month = month, .lines = lines, .count = n
        };
        if (sheet_put(years->city->bureau.db, arena, &draft, &why) != OK)
            return fprintf(stderr, "statement: " STR_FMT "\n", STR_ARG(why.en)) < 0;
        if (*of_count && of[*of_count - 1].payer == unit)
            continue;
        of[(*of_count)++] = (SettleOf){ .payer_kind = SHEET_OF_UNIT,
                                        .payer = unit,
                                        .month = month,
                                        .run = run,
                                        .insurances = SHEET_ALL,
                                        .effects = EFFECT_SETTLE | EFFECT_CREDIT };
    }
    return true;
}

/* The money that came in for a month, a line a region. */
static bool bank_lines(Arena *arena, const SheetTotals *totals, LedgerDraft *draft)
{
    LedgerLine *lines = arena_new(arena, LedgerLine, totals->count);
    bool fits = true;
    for (size_t i = 0; i < totals->count && fits; i++) {
        const RegionTotals *row = &totals->rows[i];
        lines[i] = (LedgerLine){ .account = LEDGER_BANK, .region = row->region, .month = MONTH_NONE, .way = DEBIT };
        for (int k = 1; k < Insurance_END && fits; k++)
            fits = money_add(lines[i].amount, row->amounts.employer[k], &lines[i].amount) &&
                   money_add(lines[i].amount, row->amounts.employee[k], &lines[i].amount);
    }
    draft->lines = lines;
    draft->count = totals->count;
    return fits;
}

static bool month_put(const Years *years, Month month)
{
    Arena arena = arena_make((size_t)1 << 30);
    Bureau *bureau = &years->city->bureau;
    Why why = { .arena = &arena };
    SettleOf *of = arena_new(&arena, SettleOf, (size_t)years->city->units + 1);
    size_t of_count = 0;
    bool already = false, fine = db_begin(bureau->db) == OK;
    int64_t run = bureau->journal.last + 1;
    RunResult result;
    LedgerId id;
    Day day = day_add(month_first((Month){ month.n + 1 }), -1);
    Ledger ledger = ledger_open(bureau->db, run);
    LedgerDraft draft = { .key = str_format(&arena, "years/%d", month.n), .text = TEXT_PAYMENT, .day = day, .voucher = S("bench") };
    fine = fine && sheets_put(years, &arena, month, run, of, &of_count);
    fine = fine &&
           run_release(&ledger, &arena, &(RunDraft){ .run = run, .kind = SHEET_BILL, .day = day }, &result, &already, &why) == OK;
    fine = fine && bank_lines(&arena, &result.totals, &draft);
    fine = fine && sheets_settle(&ledger, &arena, &draft, of, of_count, &id, &already, &why) == OK;
    fine = fine && levy_city_entry(years->city, &arena, &ledger, day);
    if (!fine)
        fprintf(stderr, "statement: " STR_FMT "\n", STR_ARG(why.en));
    db_checkpoint(bureau->db);
    arena_drop(&arena);
    return fine;
}

/* The amounts of each month are those that a run of the present rules comes to: rules of 2002 are not on file. */
static bool years_put(const BenchOptions *options, Years *years, int64_t persons)
{
    int64_t run = 0, began = bench_now_ns();
    Month model = model_month();
    LevyCity *city = years->city;
    if (!levy_city_make(options, city, persons, model, 1) || !levy_city_people(city, day_make(first_year, 1, 2)) ||
        !levy_city_run(city, model, &run))
        return false;
    years->lines = levy_city_lines(city, run, &years->count);
    if (!years->lines)
        return false;
    for (int i = 0; i < MONTHS; i++)
        if (!month_put(years, (Month){ month_make(first_year, 1).n + i }))
            return false;
    fprintf(stderr, "statement: %lld persons of %lld employers, %d months each, in %lld ms\n", (long long)persons,
            (long long)city->units, MONTHS, (long long)((bench_now_ns() - began) / 1000000));
    return true;
}

/* What the daily jobs of January do: the years become books, in portions. */
static bool years_packed(const Years *years, BenchResult *out)
{
    Db *db = years->city->bureau.db;
    int64_t began = bench_now_ns(), longest = 0;
    bool more = true, fine = true;
    while (more && fine) {
        int64_t portion = bench_now_ns();
        fine = db_begin(db) == OK && years_pack(db, first_year + MONTHS / 12, PORTION_LINES, &more) == OK && db_commit(db) == OK;
        portion = bench_now_ns() - portion;
        longest = portion > longest ? portion : longest;
    }
    int64_t lines = (int64_t)years->count * MONTHS;
    bench_extra(out, "packed_lines_s", "lines/s", bench_rate(lines, bench_now_ns() - began), 0, false);
    bench_extra(out, "longest_portion_us", "us", longest / 1000, 0, true);
    db_checkpoint(db);
    return fine;
}

/* ---- measured ---- */

/* Nanoseconds of one statement; 0: it is not whole. */
static int64_t statement_ns(Bureau *reader, Arena *arena, int64_t person)
{
    size_t mark = arena_mark(arena);
    JsonNode member = { .type = JSON_INT, .number = person, .key = S("person") };
    JsonNode args = { .type = JSON_MEMBERS, .items = &member, .count = 1 };
    QueryRequest request = { .id = S("q"),
                             .query = S("person.statement"),
                             .actor = { .role = ROLE_AUDITOR, .user = S("a1") },
                             .at = day_start(day_make(2026, 3, 2)),
                             .args = &args };
    QueryAnswer answer = { 0 };
    int64_t began = bench_now_ns();
    bool fine = query_run(reader, arena, &request, &answer) == OK && answer.err == OK;
    int64_t ns = bench_now_ns() - began, months = 0;
    for (Str rest = answer.json; fine;) {
        long at = str_find(rest, S("\"month\":"));
        if (at < 0)
            break;
        months++;
        rest = str_from(rest, (size_t)at + 8);
    }
    fine = fine && months >= MONTHS;
    if (!fine)
        fprintf(stderr, "statement: of person %lld %lld months: " STR_FMT "\n", (long long)person, (long long)months,
                STR_ARG(str_head(answer.json, 300)));
    arena_back(arena, mark);
    return fine ? ns : 0;
}

static int64_t bare_ns(Bureau *reader, Arena *arena, const SheetLine *line)
{
    size_t mark = arena_mark(arena);
    Rows rows = { 0 };
    int64_t began = bench_now_ns();
    bool fine = db_begin(reader->db) == OK &&
                db_rows(reader->db, arena, &STATEMENT_BARE,
                        VALS(val_i(line->contract), val_i(month_make(first_year, 1).n), val_i(line->person), val_i(line->person)),
                        &rows) == OK;
    db_rollback(reader->db);
    arena_back(arena, mark);
    return fine && rows.count >= MONTHS ? bench_now_ns() - began : 0;
}

static int by_size(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* In microseconds, of sorted nanoseconds. */
static int64_t percentile_us(int64_t *ns, int count, int permille)
{
    qsort(ns, (size_t)count, sizeof *ns, by_size);
    int at = (count * permille + 999) / 1000 - 1;
    return (ns[at < 0 ? 0 : at] + 500) / 1000;
}

/* The files of the bureau leave the memory of the machine. */
static void forget(const char *folder)
{
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        char path[512];
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        int file = open(path, O_RDONLY | O_CLOEXEC);
        if (file >= 0) {
            fsync(file);
            posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
            close(file);
        }
    }
    if (dir)
        closedir(dir);
}

static bool reader_open(const Years *years, Bureau *reader)
{
    BureauOptions how = { .url = years->city->url, .mode = DB_READER };
    Why why = { .arena = years->city->arena };
    return bureau_open(reader, &how, &why) == OK;
}

static const SheetLine *line_of(const Years *years, int64_t i) { return &years->lines[(size_t)(i * STEP) % years->count]; }

/* What an employer owes that has paid every month, and not the run whose amounts they have: a hundred in turn, of which the one
 * in the middle. */
static bool owed_us(const Years *years, const char *name, BenchResult *out)
{
    enum { UNITS = 100 };
    Bureau *bureau = &years->city->bureau;
    int64_t taken[UNITS];
    Why why = { .arena = years->city->arena };
    bool fine = db_begin(bureau->db) == OK;
    for (int i = 0; i < UNITS && fine; i++) {
        Owed *owed = NULL;
        size_t count = 0, mark = arena_mark(years->city->arena);
        int64_t unit = line_of(years, i)->contract, began = bench_now_ns();
        fine = owed_list(bureau->db, years->city->arena, bureau->policy, OWNER_UNIT, unit, 0, day_make(9998, 12, 31),
                         day_make(2026, 3, 2), &owed, &count, &why) == OK;
        taken[i] = bench_now_ns() - began;
        for (size_t k = 0; k < count && fine; k++)
            fine = owed[k].month.n == model_month().n;
        arena_back(years->city->arena, mark);
    }
    db_rollback(bureau->db);
    bench_extra(out, name, "us", percentile_us(taken, UNITS, 500), 0, true);
    return fine;
}

static bool warm_round(const Years *years, Bureau *reader, int round, BenchResult *out, int64_t *taken)
{
    Arena *arena = years->city->arena;
    int64_t sum = 0, bare = 0;
    for (int i = 0; i < WARM; i++) {
        const SheetLine *line = line_of(years, (int64_t)round * WARM + i);
        int64_t plain = bare_ns(reader, arena, line), ns = statement_ns(reader, arena, line->person);
        if (!plain || !ns)
            return false;
        taken[i] = ns;
        sum += ns;
        bare += plain;
    }
    out->figures[round] = bench_rate(WARM, sum);
    out->yardsticks[round] = bench_rate(WARM, bare);
    return true;
}

static bool cold(const Years *years, BenchResult *out)
{
    int64_t *taken = arena_new(years->city->arena, int64_t, COLD);
    const char *folder = str_z(years->city->arena, years->city->url);
    for (int i = 0; i < COLD; i++) {
        Bureau reader;
        forget(folder);
        if (!reader_open(years, &reader))
            return false;
        taken[i] = statement_ns(&reader, years->city->arena, line_of(years, 31 + i * 101)->person);
        bureau_close(&reader);
        if (!taken[i])
            return false;
    }
    bench_extra(out, "cold_p99_us", "us", percentile_us(taken, COLD, 990), COLD_US_MAX, true);
    bench_extra(out, "cold_median_us", "us", percentile_us(taken, COLD, 500), 0, true);
    return true;
}

bool bench_statement(const BenchOptions *options, BenchResult *out)
{
    LevyCity *city = arena_new(options->arena, LevyCity, 1);
    Years *years = arena_new(options->arena, Years, 1);
    *years = (Years){ .city = city };
    Bureau reader;
    if (!years_put(options, years, options->size ? options->size : PERSONS) || !owed_us(years, "owed_from_sheets_us", out) ||
        !years_packed(years, out) || !owed_us(years, "owed_us", out) || !reader_open(years, &reader))
        return false;
    int64_t *taken = arena_new(options->arena, int64_t, (size_t)WARM * ROUNDS_MAX);
    out->rounds = options->rounds;
    out->unit = "statements/s";
    out->yardstick_is = "the same sheets read by their key, nothing done with them";
    for (int i = 0; i < options->rounds; i++)
        if (!warm_round(years, &reader, i, out, taken + (size_t)i * WARM))
            return false;
    bureau_close(&reader);
    bench_extra(out, "warm_p99_us", "us", percentile_us(taken, WARM * options->rounds, 990), WARM_US_MAX, true);
    bench_extra(out, "warm_median_us", "us", percentile_us(taken, WARM * options->rounds, 500), 0, true);
    levy_city_close(city);
    if (options->postgres)
        out->note = "cold is measured on SQLite: a server keeps pages of its own";
    return options->postgres || cold(years, out);
}
