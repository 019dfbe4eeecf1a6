/* writer_test.c - rows out and in again, in both forms; formulas that never become one; and what a million rows cost. */
#include "parts.h"
#include "sheet/cell.h"
#include "sheet/header.h"
#include "sheet/package.h"
#include "sheet/writer.h"
#include "support/test.h"
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const WriterColumn columns[] = {
    { .title = { "身份证号", 12 } },
    { .title = { "姓名", 6 }, .width = 12 },
    { .title = { "工资(元)", 11 }, .form = FORM_MONEY },
    { .title = { "缴费日期", 12 }, .form = FORM_DAY },
    { .title = { "所属月份", 12 }, .form = FORM_MONTH },
    { .title = { "人数", 6 }, .form = FORM_COUNT },
};
enum { COLUMNS = sizeof columns / sizeof columns[0] };

static Writer *writer_for(Arena *arena, SheetForm form, const char *name, bool mark)
{
    WriterOptions options = { .form = form,
                              .path = str_format(arena, "%s/%s", test_scratch_dir(), name),
                              .name = S("工资"),
                              .columns = columns,
                              .count = COLUMNS,
                              .mark = mark };
    Writer *writer = NULL;
    require(writer_open(&options, &writer, NULL) == OK);
    return writer;
}

static Str read_back(Arena *arena, const char *name)
{
    int file = open(str_format(arena, "%s/%s", test_scratch_dir(), name).p, O_RDONLY);
    struct stat there;
    require(file >= 0 && fstat(file, &there) == 0);
    char *bytes = arena_take(arena, (size_t)there.st_size + 1);
    size_t n = 0;
    for (ssize_t got; n < (size_t)there.st_size && (got = read(file, bytes + n, (size_t)there.st_size - n)) > 0;)
        n += (size_t)got;
    close(file);
    return (Str){ bytes, n };
}

static Str written(Arena *arena, SheetForm form, const char *name, const Value (*rows)[COLUMNS], size_t count)
{
    Writer *writer = writer_for(arena, form, name, false);
    for (size_t i = 0; i < count; i++)
        CHECK_EQ(writer_row(writer, rows[i], NULL), OK);
    CHECK_EQ(writer_close(writer, NULL), OK);
    return read_back(arena, name);
}

TEST(writer_rows_as_csv)
{
    const Value rows[][COLUMNS] = {
        { value_text(S("110101199003070011")), value_text(S("张三, \"小张\"")), value_money((Money){ 1234567 }),
          value_day(day_make(2025, 8, 31)), value_month(month_make(2025, 8)), value_count(-3) },
        { value_text(S("")), value_none(), value_money((Money){ -5 }), value_none(), value_none(),
          value_count(1234567890123456789) },
    };
    CHECK_STR(written(arena, SHEET_CSV, "a.csv", rows, 2),
              S("身份证号,姓名,工资(元),缴费日期,所属月份,人数\r\n"
                "110101199003070011,\"张三, \"\"小张\"\"\",12345.67,2025-08-31,2025-08,-3\r\n,,-0.05,,,1234567890123456789\r\n"));
    CHECK_EQ(writer_close(writer_for(arena, SHEET_CSV, "b.csv", true), NULL), OK);
    CHECK(str_starts(read_back(arena, "b.csv"), S("\xEF\xBB\xBF身份证号")));
    struct stat there;
    CHECK(stat(str_format(arena, "%s/b.csv", test_scratch_dir()).p, &there) == 0 && (there.st_mode & 077) == 0);
}

TEST(writer_rows_as_xlsx)
{
    const Value rows[][COLUMNS] = {
        { value_text(S("110101199003070011")), value_text(S(" 张三<&>\n")), value_money((Money){ 1234567 }),
          value_day(day_make(2025, 8, 31)), value_month(month_make(2025, 8)), value_count(-3) },
        { value_text(S("=1+1")), value_none(), value_money((Money){ 999999999999999 }), value_day(day_make(1899, 12, 31)),
          value_none(), value_count(1234567890123456789) },
    };
    CHECK_STR(dump(arena, written(arena, SHEET_XLSX, "a.xlsx", rows, 2), NULL),
              S("1: t身份证号 t姓名 t工资(元) t缴费日期 t所属月份 t人数\n"
                "2: t110101199003070011 t 张三<&>\n n12345.67 d2025-08-31 d2025-08-01 n-3\n"
                "3: t=1+1 - n9999999999999.99 t1899-12-31 - t1234567890123456789\n"));
}

/* The clock moves on between the two: nothing of it may be in the bytes. */
TEST(writer_gives_the_same_bytes_for_the_same_rows)
{
    const Value rows[][COLUMNS] = { { value_text(S("1")), value_text(S("二")), value_money((Money){ 1 }), value_none(),
                                      value_none(), value_count(1) } };
    for (int form = SHEET_CSV; form <= SHEET_XLSX; form++) {
        Str first = written(arena, (SheetForm)form, "one", rows, 1);
        struct timespec moment = { .tv_sec = 2, .tv_nsec = 100000000 };
        nanosleep(&moment, NULL);
        CHECK(str_eq(first, written(arena, (SheetForm)form, "two", rows, 1)));
    }
}

/* CSV injection (OWASP): nothing that a spreadsheet calculates, in either form; amounts stay amounts. */
TEST(writer_text_never_becomes_a_formula)
{
    static const char *const attacks[] = { "=cmd|'/C calc'!A0",
                                           "+1+1",
                                           "-1+1",
                                           "@SUM(A1)",
                                           "\t=1",
                                           "\r=1",
                                           "\n=1",
                                           "＝1+1",
                                           "＋1",
                                           "－1",
                                           "＠x",
                                           "=HYPERLINK(\"http://example.invalid\",\"x\")",
                                           "=1,2" };
    for (size_t i = 0; i < sizeof attacks / sizeof attacks[0]; i++) {
        const Value row[][COLUMNS] = { { value_text(str(attacks[i])), value_text(S("x")), value_money((Money){ -100 }),
                                         value_none(), value_none(), value_none() } };
        Str csv = written(arena, SHEET_CSV, "attack.csv", row, 1), line = str_from(csv, (size_t)str_find(csv, S("\r\n")) + 2);
        CHECK(str_starts(line, S("\"'")));
        CHECK(str_find(line, S(",x,-1.00,,,\r\n")) > 0);
        Str again = dump(arena, csv, NULL), want = str_format(arena, "2: t'%s tx t-1.00\n", attacks[i]);
        CHECK(str_ends(again, want));
        Str xlsx = dump(arena, written(arena, SHEET_XLSX, "attack.xlsx", row, 1), NULL);
        CHECK(str_ends(xlsx, str_format(arena, "2: t%s tx n-1\n", attacks[i])));
    }
    const Value harmless[][COLUMNS] = { { value_text(S("a=1")), value_text(S("'x")), value_none(), value_none(), value_none(),
                                          value_none() } };
    CHECK(str_ends(written(arena, SHEET_CSV, "b.csv", harmless, 1), S("\r\na=1,'x,,,,\r\n")));
}

static Str random_words(Arena *arena, uint64_t *seed)
{
    static const char *const pieces[] = { "a",  "张", "\"", ",", "\n", "\r\n", " ",    "_x0041_", "&<>'",
                                          "\t", ";",  "𠀀", "0", "é",  "_",    "\x01", "=" };
    Buf out = { .arena = arena };
    buf_add(&out, S("x")); /* what begins a formula is another test */
    for (uint64_t n = test_random(seed) % 6; n; n--)
        buf_add(&out, str(pieces[test_random(seed) % (sizeof pieces / sizeof pieces[0])]));
    return buf_str(&out);
}

typedef struct {
    Str words, id;
    Money money;
    Day day;
    Month month;
    int64_t count;
} Kept;

static void check_row(Arena *arena, const Row *row, const Kept *kept, SheetForm form)
{
    Money money = { -1 };
    Day day = DAY_NONE;
    Month month = MONTH_NONE;
    Str id = { 0 }, count = { 0 };
    CHECK_EQ(cell_code(row_cell(row, 1), arena, &id), FAULT_NONE);
    CHECK_STR(id, kept->id);
    CHECK_STR(row_cell(row, 2)->text, kept->words);
    CHECK_EQ(cell_money(row_cell(row, 3), &money), FAULT_NONE);
    CHECK_EQ(money.fen, kept->money.fen);
    CHECK_EQ(cell_day(row_cell(row, 4), &day), FAULT_NONE);
    CHECK_EQ(day.n, kept->day.n);
    CHECK_EQ(cell_month(row_cell(row, 5), &month), FAULT_NONE);
    CHECK_EQ(month.n, kept->month.n);
    CHECK_EQ(cell_code(row_cell(row, 6), arena, &count), FAULT_NONE);
    CHECK_STR(count, str_format(arena, "%" PRId64, kept->count));
    CHECK_EQ(row_cell(row, 3)->kind, form == SHEET_XLSX ? CELL_NUMBER : CELL_TEXT);
}

/* Any rows that are written are read back as they were: words, numbers of people, amounts to the fen up to 10^12 yuan. */
TEST(writer_round_trip)
{
    enum { ROWS = 3000 };
    uint64_t seed = 41;
    Kept *kept = arena_new(arena, Kept, ROWS);
    for (int form = SHEET_CSV; form <= SHEET_XLSX; form++) {
        Writer *writer = writer_for(arena, (SheetForm)form, "round", false);
        for (size_t i = 0; i < ROWS; i++) {
            int64_t size = (int64_t[]){ 100, 1000000, 10000000000, 100000000000000 }[test_random(&seed) % 4];
            kept[i] = (Kept){ .words = random_words(arena, &seed),
                              .id = str_format(arena, "%018" PRIu64, test_random(&seed) % 1000000000000000000u),
                              .money = { (int64_t)(test_random(&seed) % (uint64_t)size) },
                              .day = day_add(day_make(1901, 1, 1), (int)(test_random(&seed) % 90000)),
                              .month = month_make(1960 + (int)(test_random(&seed) % 100), 1 + (int)(test_random(&seed) % 12)),
                              .count = (int64_t)(test_random(&seed) % 1000000000000000) };
            const Kept *k = &kept[i];
            const Value row[] = { value_text(k->id), value_text(k->words),  value_money(k->money),
                                  value_day(k->day), value_month(k->month), value_count(k->count) };
            CHECK_EQ(writer_row(writer, row, NULL), OK);
        }
        CHECK_EQ(writer_close(writer, NULL), OK);
        Sheet *sheet = NULL;
        Row row;
        size_t mark = arena_mark(arena), n = 0;
        CHECK_EQ(sheet_open(read_back(arena, "round"), NULL, &sheet, NULL), OK);
        CHECK_EQ(sheet_next(sheet, &row, NULL), OK);
        while (sheet_next(sheet, &row, NULL) == OK && row.number && n < ROWS)
            check_row(arena, &row, &kept[n++], (SheetForm)form);
        CHECK_EQ(n, ROWS);
        CHECK_EQ(row.number, 0);
        sheet_close(sheet);
        arena_back(arena, mark);
    }
}

TEST(writer_refusals)
{
    char *longest = arena_new(arena, char, WRITER_TEXT_MAX + 2);
    memset(longest, 'x', WRITER_TEXT_MAX + 1);
    for (int form = SHEET_CSV; form <= SHEET_XLSX; form++) {
        Writer *writer = writer_for(arena, (SheetForm)form, "refused", false);
        Value row[COLUMNS];
        for (size_t i = 0; i < COLUMNS; i++)
            row[i] = value_none();
        row[1] = value_text((Str){ longest, WRITER_TEXT_MAX });
        CHECK_EQ(writer_row(writer, row, NULL), OK);
        row[1] = value_text((Str){ longest, WRITER_TEXT_MAX + 1 });
        Why why = { .arena = arena };
        CHECK_EQ(writer_row(writer, row, &why), ERR_TOO_LARGE);
        CHECK_STR(why.en, S("Row 3, \"姓名\" holds more than 32767 bytes; shorten it."));
        row[1] = value_text(S("\xFF"));
        CHECK_EQ(writer_row(writer, row, NULL), ERR_BAD_FIELD);
        row[1] = value_text((Str){ "a\0b", 3 });
        CHECK_EQ(writer_row(writer, row, NULL), ERR_BAD_FIELD);
        writer_drop(writer);
        CHECK(access(str_format(arena, "%s/refused", test_scratch_dir()).p, F_OK) != 0);
    }
    static const char *const names[] = { "", "a/b", "a:b", "[x]", "'x", "x'", "12345678901234567890123456789012", "a\nb" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        WriterOptions options = { .form = SHEET_XLSX,
                                  .path = str_format(arena, "%s/never", test_scratch_dir()),
                                  .name = str(names[i]),
                                  .columns = columns,
                                  .count = COLUMNS };
        Writer *writer = NULL;
        CHECK_EQ(writer_open(&options, &writer, NULL), ERR_BAD_FIELD);
        CHECK(!writer && access(options.path.p, F_OK) != 0);
        options.name = S("x");
        options.path = str_format(arena, "%s/no/such/folder", test_scratch_dir());
        CHECK_EQ(writer_open(&options, &writer, NULL), ERR_BUSY);
    }
}

/* A disk that takes no more: the row or the end says so and nothing half written is left. */
TEST(writer_on_a_full_disk)
{
    struct rlimit before, small = { 0 };
    require(getrlimit(RLIMIT_FSIZE, &before) == 0);
    small = (struct rlimit){ 100000, before.rlim_max };
    signal(SIGXFSZ, SIG_IGN);
    for (int form = SHEET_CSV; form <= SHEET_XLSX; form++) {
        Writer *writer = writer_for(arena, (SheetForm)form, "full", false);
        Err err = OK;
        uint64_t seed = 9;
        require(setrlimit(RLIMIT_FSIZE, &small) == 0);
        for (int i = 0; i < 30000 && err == OK; i++) {
            size_t mark = arena_mark(arena);
            const Value row[COLUMNS] = { value_text(
                                             str_format(arena, "%" PRIu64 "%" PRIu64, test_random(&seed), test_random(&seed))),
                                         value_none(),
                                         value_none(),
                                         value_none(),
                                         value_none(),
                                         value_none() };
            err = writer_row(writer, row, NULL);
            arena_back(arena, mark);
        }
        if (err != OK)
            writer_drop(writer);
        else
            err = writer_close(writer, NULL);
        require(setrlimit(RLIMIT_FSIZE, &before) == 0);
        CHECK_EQ(err, ERR_BUSY);
        CHECK(access(str_format(arena, "%s/full", test_scratch_dir()).p, F_OK) != 0);
    }
}

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int64_t peak_kb(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

/* Reads a declaration as its user does: number of the person, amount, name; gives back the sum. */
static int64_t read_declaration(Arena *arena, Str bytes, int64_t *rows)
{
    static const Want wants[] = { { TITLE_SSN, true }, { TITLE_WAGE, true }, { TITLE_NAME, true } };
    Sheet *sheet = NULL;
    Header header;
    Row row = { .number = 1 };
    int64_t sum = 0;
    *rows = 0;
    CHECK_EQ(sheet_open(bytes, NULL, &sheet, NULL), OK);
    CHECK_EQ(header_read(sheet, wants, 3, &header, NULL), OK);
    while (sheet_next(sheet, &row, NULL) == OK && row.number) {
        size_t mark = arena_mark(arena);
        Str id, name;
        Money money = { 0 };
        bool fine = cell_code(row_cell(&row, header.column[TITLE_SSN]), arena, &id) == FAULT_NONE &&
                    cell_money(row_cell(&row, header.column[TITLE_WAGE]), &money) == FAULT_NONE &&
                    cell_text(row_cell(&row, header.column[TITLE_NAME]), arena, 60, &name) == FAULT_NONE;
        *rows += fine;
        sum += money.fen;
        arena_back(arena, mark);
    }
    sheet_close(sheet);
    return sum;
}

/* SHEBAO_TEST_FIGURES=1000000 prints what that many rows cost; otherwise a few, so that the way is walked. */
TEST(writer_and_reader_on_a_large_declaration)
{
    const char *figures = getenv("SHEBAO_TEST_FIGURES");
    int64_t count = figures && atoll(figures) > 1 ? atoll(figures) : 2000;
    for (int form = SHEET_CSV; form <= SHEET_XLSX; form++) {
        int64_t begin = now_ms(), sum = 0, rows = 0;
        Writer *writer = writer_for(arena, (SheetForm)form, "large", true);
        for (int64_t i = 0; i < count; i++) {
            char id[24], name[48];
            snprintf(id, sizeof id, "%018" PRId64, 110101199000000000 + i * 7919);
            snprintf(name, sizeof name, "职工%" PRId64, i);
            const Value row[] = { value_text(str(id)),
                                  value_text(str(name)),
                                  value_money((Money){ 350000 + i * 37 % 2000000 }),
                                  value_day(day_make(2025, 8, 1 + (int)(i % 28))),
                                  value_month(month_make(2025, 8)),
                                  value_count(i) };
            sum += row[2].number;
            require(writer_row(writer, row, NULL) == OK);
        }
        CHECK_EQ(writer_close(writer, NULL), OK);
        int64_t wrote = now_ms();
        size_t mark = arena_mark(arena);
        Str bytes = read_back(arena, "large");
        int64_t from = now_ms(), before = peak_kb();
        CHECK_EQ(read_declaration(arena, bytes, &rows), sum);
        CHECK_EQ(rows, count);
        if (figures)
            fprintf(stderr,
                    "  %s: %" PRId64 " rows, %zu KB, written in %" PRId64 " ms, read in %" PRId64 " ms, peak %" PRId64
                    " -> %" PRId64 " KB\n",
                    form == SHEET_CSV ? "csv" : "xlsx", count, bytes.n >> 10, wrote - begin, now_ms() - from, before, peak_kb());
        arena_back(arena, mark);
    }
}

TEST(writer_faults_go_back_in_red)
{
    static const WriterColumn two[] = { { .title = { "工资", 6 }, .form = FORM_MONEY },
                                        { .title = { "错误", 6 }, .form = FORM_FAULT } };
    const Value row[] = { value_money((Money){ 5 }), value_fault(str(fault_sentence(FAULT_DECIMALS, false))) };
    for (int form = SHEET_CSV; form <= SHEET_XLSX; form++) {
        WriterOptions options = { .form = (SheetForm)form,
                                  .path = str_format(arena, "%s/faults", test_scratch_dir()),
                                  .name = S("错误"),
                                  .columns = two,
                                  .count = 2 };
        Writer *writer = NULL;
        CHECK_EQ(writer_open(&options, &writer, NULL), OK);
        CHECK_EQ(writer_row(writer, row, NULL), OK);
        CHECK_EQ(writer_close(writer, NULL), OK);
        Str said = dump(arena, read_back(arena, "faults"), NULL);
        CHECK(str_starts(said, S("1: t工资 t错误\n2: ")) &&
              str_ends(said, S("0.05 t金额最多两位小数（到分），请四舍五入后填写。\n")));
    }
    Package package;
    Part part;
    char styles[16384];
    size_t got = 0;
    SheetOptions options = sheet_options();
    CHECK_EQ(package_open(read_back(arena, "faults"), &options.limits, &package, NULL), OK);
    CHECK_EQ(part_open(&package, S("xl/styles.xml"), &part, NULL), OK);
    CHECK_EQ(part_read(&package, &part, styles, sizeof styles, &got, NULL), OK);
    CHECK(str_find((Str){ styles, got }, S("FFFF0000")) > 0);
    part_close(&part);
    package_close(&package);
}
