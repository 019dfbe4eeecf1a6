/* bench_match.c - a bank's statement held against tax certificates and bills: every line finds the certificate of its number,
 * every certificate its part of a bill, all of them to the fen. Employers with a hundred open parts each (months and
 * insurances), a line of the bank for each part, or for every so manieth where a file may not be so long. The yardstick is
 * reading the same file as rows and nothing else. */
#include "act/import.h"
#include "core/replay.h"
#include "ledger/sheet.h"
#include "levy/money_log.h"
#include "population.h"
#include "sheet/sheet.h"
#include <stdio.h>

enum {
    LINES_DEFAULT = 100000,
    MONTHS = 25,
    INSURANCES = 4,
    PARTS = MONTHS * INSURANCES,
    FIRST_YEAR = 2023,
    RUN_UNITS = 400,
    POSTS = 5000
};
static const Insurance insurances[INSURANCES] = { INSURANCE_PENSION, INSURANCE_MEDICAL, INSURANCE_UNEMPLOYMENT, INSURANCE_INJURY };

typedef struct {
    Arena *arena;
    const char *scratch;
    Bureau bureau;
    Replay *replay;
    int64_t parts, units, lines; /* on record; in the file */
    int said;
} Statement;

/* Number n of all parts: which employer, month and insurance, and what it comes to. */
static int64_t unit_of(int64_t n) { return n / PARTS + 1; }
static Month month_of(int64_t n) { return (Month){ month_make(FIRST_YEAR, 1).n + (int32_t)(n % PARTS / INSURANCES) }; }
static Insurance insurance_of(int64_t n) { return insurances[n % INSURANCES]; }
static int64_t fen_of(int64_t n) { return 10000 + n * 7 % 900000; }

static int64_t part_of(const Statement *m) { return m->lines < POSTS ? m->lines : POSTS; }

static bool entry_close(Statement *m, Ledger *ledger)
{
    EntryDraft draft = { .at = m->bureau.journal.last_at,
                         .command = CMD_LEVY_RELEASE,
                         .role = ROLE_CLERK,
                         .user = S("w1"),
                         .org = S("office"),
                         .key = journal_key(m->arena, S("office"), S("w1"), str_format(m->arena, "match%d", ++m->said)),
                         .side = ledger_side(ledger) };
    return journal_append(&m->bureau.journal, m->arena, &draft, NULL, 0) == OK && db_commit(m->bureau.db) == OK;
}

/* The bills of some employers: one sheet a month. */
static bool bill(Statement *m, int64_t first, int64_t until)
{
    Why why = { .arena = m->arena };
    RunResult result;
    bool already = false;
    size_t mark = arena_mark(m->arena);
    int64_t run = m->bureau.journal.last + 1;
    if (db_begin(m->bureau.db) != OK)
        return false;
    Ledger ledger = ledger_open(m->bureau.db, run);
    for (int64_t n = first * PARTS; n < until * PARTS; n += INSURANCES) {
        SheetLine line = { .person = unit_of(n), .account = 1, .region = 330100, .category = CATEGORY_EMPLOYEE, .injury_class = 1 };
        for (int i = 0; i < INSURANCES; i++) {
            line.base[insurances[i]].fen = 1000000;
            line.amounts.employer[insurances[i]].fen = fen_of(n + i);
        }
        SheetDraft sheet = { .run = run,
                             .kind = SHEET_BILL,
                             .payer_kind = SHEET_OF_UNIT,
                             .payer = unit_of(n),
                             .month = month_of(n),
                             .lines = &line,
                             .count = 1 };
        size_t here = arena_mark(m->arena);
        if (sheet_put(m->bureau.db, m->arena, &sheet, &why) != OK) {
            fprintf(stderr, "match: %.*s\n", STR_ARG(why.en));
            return false;
        }
        arena_back(m->arena, here);
    }
    RunDraft release = { .run = run, .kind = SHEET_BILL, .day = day_make(2025, 6, 1) };
    bool fine = run_release(&ledger, m->arena, &release, &result, &already, &why) == OK && entry_close(m, &ledger);
    arena_back(m->arena, mark);
    return fine;
}

typedef struct {
    Statement *m;
    int64_t next;
    char no[32];
    Arena *arena;
    size_t mark;
} Filling;

/* The day of the bill counts for late fees: no part is overdue on the day on which everything is paid but its own. */
static bool next_certificate(void *context, Val *cells)
{
    Filling *f = context;
    int64_t n = f->next++;
    if (n >= f->m->parts)
        return false;
    int len = snprintf(f->no, sizeof f->no, "T%012lld", (long long)n);
    const int64_t numbers[] = { 1,
                                n + 1,
                                IMPORT_TAX_DETAIL,
                                0,
                                day_make(2023, 1, 10).n,
                                fen_of(n),
                                0,
                                OWNER_UNIT,
                                unit_of(n),
                                0,
                                month_of(n).n,
                                insurance_of(n),
                                n + 2,
                                0,
                                0 };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        cells[i] = val_i(numbers[i]);
    cells[3] = val_t((Str){ f->no, (size_t)len });
    return true;
}

static bool next_unit(void *context, Val *cells)
{
    Filling *f = context;
    if (f->next >= f->m->units)
        return false;
    arena_back(f->arena, f->mark);
    UnitFacts facts = { .id = ++f->next, .region = 330100, .injury_class = 1, .injury_float = 100 };
    FACT_SET(facts.credit_code, str_format(f->arena, "U%017lld", (long long)facts.id));
    Buf body = { .arena = f->arena };
    unit_write(&body, &facts);
    cells[0] = val_i(facts.id);
    cells[1] = val_b(buf_str(&body));
    cells[2] = val_b((Str){ 0 });
    return true;
}

static bool write_statement(Statement *m, const char *name, int64_t lines)
{
    FILE *file = fopen(str_format(m->arena, "%s/%s", m->scratch, name).p, "wb");
    if (!file)
        return false;
    fputs("交易日期,交易金额,流水号,付款人\n", file);
    for (int64_t i = 0, step = m->parts / m->lines; i < lines; i++) {
        int64_t n = i * step, fen = fen_of(n);
        fprintf(file, "2023-01-10,%lld.%02lld,T%012lld,某公司\n", (long long)(fen / 100), (long long)(fen % 100), (long long)n);
    }
    return fclose(file) == 0;
}

static bool prepare(const BenchOptions *how, Statement *m)
{
    Why why = { .arena = m->arena };
    BureauOptions options = { .url = bench_url(how, "match"), .mode = DB_WRITER, .seed = S("match") };
    int64_t count = 0;
    if (bureau_open(&m->bureau, &options, &why) != OK)
        return false;
    Filling units = { .m = m, .arena = m->arena, .mark = arena_mark(m->arena) }, lines = { .m = m };
    bool fine = db_begin(m->bureau.db) == OK && db_bulk(m->bureau.db, "unit_facts", next_unit, &units, &count) == OK &&
                db_bulk(m->bureau.db, "money_line", next_certificate, &lines, &count) == OK && db_commit(m->bureau.db) == OK;
    for (int64_t at = 0; fine && at < m->units; at += RUN_UNITS) {
        fine = bill(m, at, at + RUN_UNITS < m->units ? at + RUN_UNITS : m->units);
        db_checkpoint(m->bureau.db);
    }
    m->replay = replay_begin(m->arena, &m->bureau, str(m->scratch));
    return fine && write_statement(m, "bank.csv", m->lines) && write_statement(m, "part.csv", part_of(m));
}

/* Lines a second of a file, reported or recorded; 0: not every line was matched. */
static int64_t match(Statement *m, const char *name, const char *mode, int64_t lines)
{
    Str answer = { 0 };
    char want[64];
    Str line =
        str_format(m->arena,
                   "{\"id\":\"m%d\",\"at\":\"2025-06-03T09:00:00+08:00\",\"actor\":{\"role\":\"clerk\",\"user\":\"w1\",\"org\":"
                   "\"office\"},\"command\":\"file.import\",\"args\":{\"kind\":\"bank-statement\",\"file\":\"%s\","
                   "\"mode\":\"%s\",\"region\":\"330100\"}}",
                   ++m->said, name, mode);
    snprintf(want, sizeof want, "\"matched\":%lld,", (long long)lines);
    int64_t start = bench_now_ns();
    Err err = replay_line(m->replay, line, &answer);
    int64_t ns = bench_now_ns() - start;
    if (err == OK && str_find(answer, str(want)) > 0)
        return bench_rate(lines, ns);
    fprintf(stderr, "match: %.*s\n", (int)(answer.n < 900 ? answer.n : 900), answer.p);
    return 0;
}

static int64_t read_rows(Statement *m)
{
    Sheet *sheet = NULL;
    Row row = { 0 };
    int64_t count = 0, start = bench_now_ns();
    size_t mark = arena_mark(m->arena), size = (size_t)m->lines * 80 + 100;
    FILE *file = fopen(str_format(m->arena, "%s/bank.csv", m->scratch).p, "rb");
    char *bytes = arena_take(m->arena, size);
    size_t n = file ? fread(bytes, 1, size, file) : 0;
    if (file)
        fclose(file);
    if (sheet_open((Str){ bytes, n }, NULL, &sheet, NULL) != OK)
        return 0;
    while (sheet_next(sheet, &row, NULL) == OK && row.number)
        count++;
    sheet_close(sheet);
    arena_back(m->arena, mark);
    return bench_rate(count, bench_now_ns() - start);
}

bool bench_match(const BenchOptions *options, BenchResult *out)
{
    Statement *m = arena_new(options->arena, Statement, 1);
    int64_t parts = options->size ? options->size : LINES_DEFAULT;
    *m = (Statement){ .arena = options->arena, .scratch = options->scratch, .units = (parts + PARTS - 1) / PARTS };
    m->parts = m->units * PARTS;
    m->lines = m->parts < IMPORT_ROWS_MAX ? m->parts : IMPORT_ROWS_MAX;
    if (!prepare(options, m))
        return false;
    out->rounds = options->rounds;
    for (int i = 0; i < out->rounds; i++) {
        out->yardsticks[i] = read_rows(m);
        out->figures[i] = match(m, "bank.csv", "report", m->lines);
    }
    out->unit = "lines/s";
    out->yardstick_is = "reading the same file as rows";
    out->target = 100000; /* a million in ten seconds */
    bench_extra(out, "recorded_per_s", "payments/s", match(m, "part.csv", "all", part_of(m)), 0, false);
    bench_extra(out, "lines", "lines", m->lines, 0, false);
    bench_extra(out, "parts", "open parts of bills", m->parts, 0, false);
    bureau_close(&m->bureau);
    return true;
}
