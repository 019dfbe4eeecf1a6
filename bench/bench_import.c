/* bench_import.c - a file of wages of one employer: checked row by row (report) and put away (commit), as CSV and as xlsx, in
 * a bureau on disk, through the same lines that a replay says. The employer has as many people, or more where a file may not be
 * so long: then every so manieth of them. The yardstick is reading the same CSV as rows and nothing else. */
#include "core/replay.h"
#include "levy/wage_rows.h"
#include "population.h"
#include "sheet/sheet.h"
#include "wage_file.h"
#include <stdio.h>
#include <stdlib.h>

#define CREDIT_CODE "91330106MA27XK3D59"
enum { ROWS_DEFAULT = 200000, ARENA_BYTES = 1 << 30, MONTHS = 5 };

typedef struct {
    Arena *arena;
    const char *scratch;
    Bureau bureau;
    Replay *replay;
    int64_t rows, persons;
    int said;
} Import;

static bool spoken(Replay *replay, Arena *arena, int n, const char *role, const char *command, const char *args, Str *answer)
{
    Str line = str_format(arena,
                          "{\"id\":\"b%d\",\"at\":\"2025-06-03T09:00:00+08:00\",\"actor\":{\"role\":\"%s\",\"user\":\"w1\","
                          "\"org\":\"office\"},\"command\":\"%s\",\"args\":%s}",
                          n, role, command, args);
    if (replay_line(replay, line, answer) == OK && str_find(*answer, S("\"refused\"")) < 0)
        return true;
    fprintf(stderr, "import: %.*s\n  %.*s\n", STR_ARG(line), (int)(answer->n < 500 ? answer->n : 500), answer->p);
    return false;
}

/* One person with an account at the employer; everybody will be like that. */
static bool employee(Arena *arena, Population *population)
{
    Str answer = { 0 };
    Replay *replay = replay_begin(arena, &population->bureau, S("."));
    Work work = { .store = &population->bureau.store, .arena = arena };
    PersonFacts *facts = NULL;
    bool fine =
        spoken(replay, arena, 1, "clerk", "unit.register",
               "{\"credit_code\":\"" CREDIT_CODE "\",\"name\":\"云溪制造\",\"region\":\"330100\",\"injury_class\":1,\"evidence\":"
               "[{\"kind\":\"business-licence\"}]}",
               &answer) &&
        spoken(
            replay, arena, 2, "clerk", "person.register",
            "{\"ssn\":\"330106199003078817\",\"name\":\"林云\",\"hukou_region\":\"330106\",\"evidence\":[{\"kind\":\"id-card\"}]}",
            &answer) &&
        spoken(replay, arena, 3, "clerk", "account.open",
               "{\"ssn\":\"330106199003078817\",\"region\":\"330100\",\"category\":\"employee\",\"payer\":\"" CREDIT_CODE
               "\",\"insurances\":[\"pension\",\"medical\",\"unemployment\",\"injury\"],\"from\":\"2025-01\",\"base_fen\":1000000,"
               "\"channel\":\"counter\",\"evidence\":[{\"kind\":\"id-card\"},{\"kind\":\"labour-contract\"}]}",
               &answer) &&
        work_person(&work, TEMPLATES + 1, &facts) == OK && facts;
    for (int i = 0; fine && i < TEMPLATES; i++)
        person_copy(&population->templates[i].facts, facts);
    return fine;
}

typedef struct {
    Arena *arena;
    bool done, key;
    const UnitFacts *unit;
} UnitRow;

static bool next_unit(void *context, Val *cells)
{
    UnitRow *row = context;
    if (row->done)
        return false;
    row->done = true;
    Buf body = { .arena = row->arena };
    unit_write(&body, row->unit);
    cells[0] = row->key ? val_i(THING_CREDIT_CODE) : val_i(row->unit->id);
    cells[1] = row->key ? val_t(FACT_STR(row->unit->credit_code)) : val_b(buf_str(&body));
    cells[2] = row->key ? val_i(row->unit->id) : val_b((Str){ 0 });
    if (row->key)
        cells[3] = val_i(0);
    return true;
}

static bool load_unit(Arena *arena, Population *population, Bureau *bureau)
{
    Held *held = NULL;
    Work work = { .store = &population->bureau.store, .arena = arena };
    int64_t count = 0;
    if (work_find(&work, SUBJECT_UNIT, 1, &held) != OK || !held || db_begin(bureau->db) != OK)
        return false;
    UnitRow facts = { .arena = arena, .unit = held->facts }, key = { .arena = arena, .unit = held->facts, .key = true };
    return db_bulk(bureau->db, "unit_facts", next_unit, &facts, &count) == OK &&
           db_bulk(bureau->db, "thing_key", next_unit, &key, &count) == OK && db_commit(bureau->db) == OK;
}

/* Rows a second of one declaration; 0: refused. */
static int64_t declare(Import *im, const char *file, int month, const char *mode)
{
    Str answer = { 0 };
    size_t mark = arena_mark(im->arena);
    const char *args =
        str_format(im->arena, "{\"credit_code\":\"" CREDIT_CODE "\",\"month\":\"2025-%02d\",\"mode\":\"%s\",\"file\":\"%s\"}",
                   month, mode, file)
            .p;
    int64_t start = bench_now_ns();
    bool fine = spoken(im->replay, im->arena, 10 + ++im->said, "clerk", "wage.declare", args, &answer);
    int64_t ns = bench_now_ns() - start;
    char good[64];
    snprintf(good, sizeof good, "\"good\":%lld", (long long)im->rows);
    if (fine && str_find(answer, str(good)) < 0) {
        fprintf(stderr, "import: %.*s\n", (int)(answer.n < 500 ? answer.n : 500), answer.p);
        fine = false;
    }
    arena_back(im->arena, mark);
    return fine ? bench_rate(im->rows, ns) : 0;
}

static int64_t read_rows(Import *im, const char *name)
{
    Sheet *sheet = NULL;
    Row row = { 0 };
    int64_t count = 0, start = bench_now_ns();
    size_t mark = arena_mark(im->arena);
    FILE *file = fopen(str_format(im->arena, "%s/%s", im->scratch, name).p, "rb");
    size_t size = (size_t)im->rows * 64;
    char *bytes = arena_take(im->arena, size);
    size_t n = file ? fread(bytes, 1, size, file) : 0;
    if (file)
        fclose(file);
    if (sheet_open((Str){ bytes, n }, NULL, &sheet, NULL) != OK)
        return 0;
    while (sheet_next(sheet, &row, NULL) == OK && row.number)
        count++;
    sheet_close(sheet);
    arena_back(im->arena, mark);
    return bench_rate(count, bench_now_ns() - start);
}

/* The most memory that was resident since the last call, in MiB; 0: the system does not say. */
static int64_t peak_mib(void)
{
    char line[256];
    long long kib = 0;
    FILE *status = fopen("/proc/self/status", "r");
    while (status && fgets(line, sizeof line, status))
        if (sscanf(line, "VmHWM: %lld", &kib) == 1)
            break;
    if (status)
        fclose(status);
    FILE *clear = fopen("/proc/self/clear_refs", "w");
    if (clear) {
        fputs("5", clear);
        fclose(clear);
    }
    return kib / 1024;
}

static bool prepare(const BenchOptions *options, Import *im)
{
    Arena setup = arena_make((size_t)4 << 30); /* given back before anything is measured */
    Population *population = arena_new(&setup, Population, 1);
    Why why = { .arena = im->arena };
    int64_t step = im->persons / im->rows;
    BureauOptions bureau = { .url = bench_url(options, "import"), .mode = DB_WRITER, .seed = S("import") };
    bool fine = population_make(&setup, population) && employee(&setup, population) &&
                bureau_open(&im->bureau, &bureau, &why) == OK && population_load(&setup, population, &im->bureau, im->persons) &&
                load_unit(&setup, population, &im->bureau);
    if (fine)
        bureau_close(&population->bureau);
    arena_drop(&setup);
    im->replay = fine ? replay_begin(im->arena, &im->bureau, str(options->scratch)) : NULL;
    return fine && wage_file(im->arena, str_format(im->arena, "%s/wages.csv", im->scratch), SHEET_CSV, im->rows, step) &&
           wage_file(im->arena, str_format(im->arena, "%s/wages.xlsx", im->scratch), SHEET_XLSX, im->rows, step);
}

bool bench_import(const BenchOptions *options, BenchResult *out)
{
    Import *im = arena_new(options->arena, Import, 1);
    int64_t commit[ROUNDS_MAX], xlsx = 0, xlsx_commit = 0;
    *im = (Import){ .arena = options->arena, .scratch = options->scratch, .persons = options->size ? options->size : ROWS_DEFAULT };
    im->rows = im->persons < WAGE_FILE_ROWS_MAX ? im->persons : WAGE_FILE_ROWS_MAX;
    if (!prepare(options, im))
        return false;
    out->rounds = options->rounds < MONTHS ? options->rounds : MONTHS;
    (void)peak_mib();
    for (int i = 0; i < out->rounds; i++) {
        out->yardsticks[i] = read_rows(im, "wages.csv");
        out->figures[i] = declare(im, "wages.csv", i + 1, "report");
        commit[i] = declare(im, "wages.csv", i + 1, "all");
    }
    int64_t csv_mib = peak_mib();
    xlsx = declare(im, "wages.xlsx", 6, "report");
    xlsx_commit = declare(im, "wages.xlsx", 6, "all");
    out->unit = "rows/s";
    out->yardstick_is = "reading the same CSV as rows";
    out->target = 200000; /* a million in five seconds */
    bench_extra(out, "commit_rows_per_s", "rows/s", bench_median(commit, out->rounds), 200000, false);
    bench_extra(out, "xlsx_report_rows_per_s", "rows/s", xlsx, 50000, false);
    bench_extra(out, "xlsx_commit_rows_per_s", "rows/s", xlsx_commit, 50000, false);
    bench_extra(out, "csv_peak_mib", "MiB", csv_mib, 256, true);
    bench_extra(out, "xlsx_peak_mib", "MiB", peak_mib(), 256, true);
    bench_extra(out, "rows", "rows", im->rows, 0, false);
    bench_extra(out, "persons", "persons", im->persons, 0, false);
    bureau_close(&im->bureau);
    return true;
}
