/* cell_test.c - single cells as amounts, days, months, numbers and words; and the titles of columns. */
#include "parts.h"
#include "sheet/cell.h"
#include "sheet/header.h"
#include "support/test.h"

static Cell text(const char *s)
{
    return (Cell){ .kind = s[0] ? CELL_TEXT : CELL_EMPTY, .cached = s[0] ? CELL_TEXT : CELL_EMPTY, .text = str(s) };
}
static Cell number(const char *s) { return (Cell){ .kind = CELL_NUMBER, .cached = CELL_NUMBER, .text = str(s) }; }
static Cell of_kind(CellKind kind, CellKind cached, const char *s)
{
    return (Cell){ .kind = kind, .cached = cached, .text = str(s) };
}

static void money_is(const char *s, int64_t fen, CellFault want)
{
    Money money = { -7 };
    Cell cell = text(s);
    CellFault fault = cell_money(&cell, &money);
    if (fault != want || (fault == FAULT_NONE ? money.fen != fen : money.fen != -7))
        test_fail(__FILE__, __LINE__, "\"%s\" is %lld, %s", s, (long long)money.fen, fault_code(fault));
}

TEST(cell_money_reads_what_people_write)
{
    static const struct {
        const char *text;
        int64_t fen;
    } good[] = { { "12345.67", 1234567 },
                 { "12,345.67", 1234567 },
                 { "12 345.6", 1234560 },
                 { "￥12 345.6", 1234560 },
                 { "¥0.01", 1 },
                 { "0", 0 },
                 { "00012", 1200 },
                 { " 100 元 ", 10000 },
                 { "人民币12345.60", 1234560 },
                 { "１２，３４５．６７", 1234567 },
                 { "1,000,000.00", 100000000 },
                 { "100元整", 10000 },
                 { "RMB 5", 500 },
                 { "1000000000000", 100000000000000 },
                 { "1,000,000,000,000.00", 100000000000000 },
                 { "\xC2\xA0"
                   "5.5\xE3\x80\x80",
                   550 },
                 { "1'234.50", 123450 } };
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        money_is(good[i].text, good[i].fen, FAULT_NONE);
    static const struct {
        const char *text;
        CellFault fault;
    } bad[] = { { "", FAULT_EMPTY },
                { "  \xE3\x80\x80", FAULT_EMPTY },
                { "-5", FAULT_SIGN },
                { "+5", FAULT_SIGN },
                { "(5.00)", FAULT_SIGN },
                { "－5", FAULT_SIGN },
                { "\xE2\x88\x92"
                  "5",
                  FAULT_SIGN },
                { "5-", FAULT_SIGN },
                { "￥-5", FAULT_SIGN },
                { "1.2E4", FAULT_EXPONENT },
                { "1e4", FAULT_EXPONENT },
                { "12,34", FAULT_GROUPING },
                { "1,2345", FAULT_GROUPING },
                { "1234,567", FAULT_GROUPING },
                { "1,234 567", FAULT_GROUPING },
                { ",123", FAULT_NOT_AMOUNT },
                { "1,", FAULT_GROUPING },
                { "12,345,67", FAULT_GROUPING },
                { "1.234", FAULT_DECIMALS },
                { "1.000", FAULT_DECIMALS },
                { "1.", FAULT_NOT_AMOUNT },
                { ".5", FAULT_NOT_AMOUNT },
                { "1.2.3", FAULT_NOT_AMOUNT },
                { "1.2,3", FAULT_NOT_AMOUNT },
                { "abc", FAULT_NOT_AMOUNT },
                { "0x10", FAULT_NOT_AMOUNT },
                { "5万元", FAULT_NOT_AMOUNT },
                { "$5", FAULT_NOT_AMOUNT },
                { "一百", FAULT_NOT_AMOUNT },
                { "1000000000000.01", FAULT_TOO_LARGE },
                { "1000000000001", FAULT_TOO_LARGE },
                { "12345678901234567890", FAULT_TOO_LARGE },
                { "99999999999999999999999999999999999999", FAULT_TOO_LARGE },
                { "５ ５", FAULT_GROUPING },
                { "1 2", FAULT_GROUPING } };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        money_is(bad[i].text, 0, bad[i].fault);
    char endless[200];
    memset(endless, '1', sizeof endless);
    Cell cell = { .kind = CELL_TEXT, .cached = CELL_TEXT, .text = { endless, sizeof endless } };
    Money money;
    CHECK_EQ(cell_money(&cell, &money), FAULT_LONG);
}

TEST(cell_money_by_the_kind_of_the_cell)
{
    Money money = { 0 };
    Cell cell = number("7162.2");
    CHECK_EQ(cell_money(&cell, &money), FAULT_NONE);
    CHECK_EQ(money.fen, 716220);
    cell = of_kind(CELL_FORMULA, CELL_NUMBER, "12345.67");
    CHECK_EQ(cell_money(&cell, &money), FAULT_NONE);
    CHECK_EQ(money.fen, 1234567);
    cell = of_kind(CELL_FORMULA, CELL_EMPTY, "");
    CHECK_EQ(cell_money(&cell, &money), FAULT_NO_VALUE);
    cell = of_kind(CELL_FORMULA, CELL_ERROR, "#REF!");
    CHECK_EQ(cell_money(&cell, &money), FAULT_ERROR);
    cell = of_kind(CELL_ERROR, CELL_ERROR, "#N/A");
    CHECK_EQ(cell_money(&cell, &money), FAULT_ERROR);
    cell = of_kind(CELL_BOOL, CELL_BOOL, "TRUE");
    CHECK_EQ(cell_money(&cell, &money), FAULT_KIND);
    cell = of_kind(CELL_DATE, CELL_DATE, "2025-08-31");
    CHECK_EQ(cell_money(&cell, &money), FAULT_KIND);
    cell = number("1E+21");
    CHECK_EQ(cell_money(&cell, &money), FAULT_EXPONENT);
    cell = number("-1");
    CHECK_EQ(cell_money(&cell, &money), FAULT_SIGN);
}

/* Every amount of 0.00 to 20,000.00 yuan, as each of three people would write it. */
TEST(cell_money_is_exact_to_the_fen)
{
    for (int64_t fen = 0; fen <= 2000000; fen += 7) {
        size_t mark = arena_mark(arena);
        Str plain = money_text(arena, (Money){ fen });
        Str grouped = fen >= 100000 ? str_format(arena, "%lld,%03lld.%02lld", (long long)(fen / 100000),
                                                 (long long)(fen / 100 % 1000), (long long)(fen % 100))
                                    : plain;
        Cell cells[] = { text(plain.p), text(grouped.p), number(plain.p) };
        for (size_t i = 0; i < 3; i++) {
            Money money = { -1 };
            if (cell_money(&cells[i], &money) != FAULT_NONE || money.fen != fen)
                test_fail(__FILE__, __LINE__, STR_FMT " is %lld", STR_ARG(cells[i].text), (long long)money.fen);
        }
        arena_back(arena, mark);
    }
}

static void day_is_of(Arena *arena, Cell cell, const char *want, CellFault fault)
{
    Day day = DAY_NONE;
    CellFault got = cell_day(&cell, &day);
    if (got != fault || (got == FAULT_NONE && !str_is(day_text(arena, day), want)))
        test_fail(__FILE__, __LINE__, "\"" STR_FMT "\" is %s (%s)", STR_ARG(cell.text),
                  got == FAULT_NONE ? day_text(arena, day).p : "none", fault_code(got));
    CHECK(got == FAULT_NONE || !day_is(day));
}

TEST(cell_day_reads_what_people_write)
{
    static const char *const same[] = { "2025-08-31",
                                        "2025/8/31",
                                        "2025.8.31",
                                        "20250831",
                                        "2025年8月31日",
                                        "2025年08月31日",
                                        "２０２５－０８－３１",
                                        "2025-8-31 09:30",
                                        "2025-08-31T09:30:00",
                                        "2025/8/31 0:00:00",
                                        "2025年8月31日 9:30",
                                        " 2025 年 8 月 31 日 " };
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
        day_is_of(arena, text(same[i]), "2025-08-31", FAULT_NONE);
    day_is_of(arena, number("45900"), "2025-08-31", FAULT_NONE);
    day_is_of(arena, number("20250831"), "2025-08-31", FAULT_NONE);
    day_is_of(arena, of_kind(CELL_DATE, CELL_DATE, "2025-08-31T12:00:00"), "2025-08-31", FAULT_NONE);
    Cell old = number("44438");
    old.epoch_1904 = true;
    day_is_of(arena, old, "2025-08-31", FAULT_NONE);
    day_is_of(arena, text("2024-02-29"), "2024-02-29", FAULT_NONE);
    day_is_of(arena, text("45900"), "", FAULT_NOT_DAY);
    day_is_of(arena, text("2025-02-29"), "", FAULT_NO_SUCH_DAY);
    day_is_of(arena, text("2025-13-01"), "", FAULT_NO_SUCH_DAY);
    day_is_of(arena, text("2025-00-10"), "", FAULT_NO_SUCH_DAY);
    day_is_of(arena, text("20250832"), "", FAULT_NO_SUCH_DAY);
    day_is_of(arena, text("1025-08-31"), "", FAULT_NO_SUCH_DAY);
    static const char *const none[] = { "8/31/2025",   "31.8.2025",   "25-08-31",        "2025-08",
                                        "202508",      "2025-8-31x",  "2025-8-31 25:00", "2025-8-31 9",
                                        "2025年8月31", "2025-08/31",  "-2025-08-31",     "2025083",
                                        "yesterday",   "2025-08-311", "2025--08-31",     "2025-8-31 9:30:00:00",
                                        "09:30:00" };
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        day_is_of(arena, text(none[i]), "", FAULT_NOT_DAY);
    day_is_of(arena, text(""), "", FAULT_EMPTY);
    day_is_of(arena, of_kind(CELL_BOOL, CELL_BOOL, "TRUE"), "", FAULT_KIND);
}

static void month_is_of(Arena *arena, Cell cell, const char *want, CellFault fault)
{
    Month month = MONTH_NONE;
    CellFault got = cell_month(&cell, &month);
    if (got != fault || (got == FAULT_NONE && !str_is(month_text(arena, month), want)))
        test_fail(__FILE__, __LINE__, "\"" STR_FMT "\" is %s (%s)", STR_ARG(cell.text),
                  got == FAULT_NONE ? month_text(arena, month).p : "none", fault_code(got));
}

TEST(cell_month_reads_what_people_write)
{
    static const char *const same[] = { "2025-08", "2025/8",  "202508",   "2025年8月",      "2025年08月份", "2025/8/1",
                                        "2025-8",  "2025.08", "20250801", "２０２５年８月", "2025年8月31日" };
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
        month_is_of(arena, text(same[i]), "2025-08", FAULT_NONE);
    month_is_of(arena, number("202508"), "2025-08", FAULT_NONE);
    month_is_of(arena, number("45900"), "2025-08", FAULT_NONE);
    month_is_of(arena, of_kind(CELL_DATE, CELL_DATE, "2025-08-01"), "2025-08", FAULT_NONE);
    month_is_of(arena, number("2025.1"), "", FAULT_NOT_MONTH); /* 2025.10 once */
    month_is_of(arena, text("2025.1"), "", FAULT_NOT_MONTH);
    month_is_of(arena, text("202513"), "", FAULT_NO_SUCH_MONTH);
    month_is_of(arena, text("2025-00"), "", FAULT_NO_SUCH_MONTH);
    month_is_of(arena, text("2025-02-30"), "", FAULT_NO_SUCH_DAY);
    month_is_of(arena, text("8月"), "", FAULT_NOT_MONTH);
    month_is_of(arena, text("2025"), "", FAULT_NOT_MONTH);
    month_is_of(arena, text("2025年"), "", FAULT_NOT_MONTH);
    month_is_of(arena, text("08-2025"), "", FAULT_NOT_MONTH);
}

static void code_is(Arena *arena, Cell cell, const char *want, CellFault fault)
{
    Str code = S("untouched");
    CellFault got = cell_code(&cell, arena, &code);
    if (got != fault || !str_is(code, got == FAULT_NONE ? want : "untouched"))
        test_fail(__FILE__, __LINE__, "\"" STR_FMT "\" is \"" STR_FMT "\" (%s)", STR_ARG(cell.text), STR_ARG(code),
                  fault_code(got));
}

TEST(cell_code_never_takes_half_a_number)
{
    code_is(arena, text("110101199003070011"), "110101199003070011", FAULT_NONE);
    code_is(arena, text("'110101199003070011"), "110101199003070011", FAULT_NONE);
    code_is(arena, text(" １１０１０１ 19900307 001ｘ\xE2\x80\x8B"), "11010119900307001x", FAULT_NONE);
    code_is(arena, number("13800000000"), "13800000000", FAULT_NONE);
    code_is(arena, number("110101199003070000"), "", FAULT_DIGITS_LOST);
    code_is(arena, of_kind(CELL_FORMULA, CELL_NUMBER, "110101199003070000"), "", FAULT_DIGITS_LOST);
    code_is(arena, number("1.1E+21"), "", FAULT_DIGITS_LOST);
    code_is(arena, text("1.10101E+17"), "", FAULT_DIGITS_LOST);
    code_is(arena, text("1E+17"), "", FAULT_DIGITS_LOST);
    code_is(arena, text("A1E+17"), "A1E+17", FAULT_NONE);
    code_is(arena, text("a\x01z"), "", FAULT_CONTROL);
    code_is(arena, text("'"), "'", FAULT_NONE);
    code_is(arena, text(" \xE3\x80\x80 "), "", FAULT_EMPTY);
    code_is(arena, of_kind(CELL_DATE, CELL_DATE, "2025-08-31"), "", FAULT_KIND);
    char longest[CELL_CODE_MAX + 2];
    memset(longest, '7', sizeof longest);
    longest[CELL_CODE_MAX] = 0;
    code_is(arena, text(longest), longest, FAULT_NONE);
    longest[CELL_CODE_MAX] = '7';
    longest[CELL_CODE_MAX + 1] = 0;
    code_is(arena, text(longest), "", FAULT_LONG);
}

TEST(cell_text_is_words)
{
    Str words = { 0 };
    Cell cell = text(" \xE3\x80\x80张三\r\n（李四）\t王五 \xEF\xBB\xBF");
    CHECK_EQ(cell_text(&cell, arena, 100, &words), FAULT_NONE);
    CHECK_STR(words, S("张三 （李四） 王五"));
    CHECK_EQ(cell_text(&cell, arena, 27, &words), FAULT_NONE);
    CHECK_EQ(cell_text(&cell, arena, 26, &words), FAULT_LONG);
    cell = text("a\x07"
                "b");
    CHECK_EQ(cell_text(&cell, arena, 100, &words), FAULT_CONTROL);
    cell = text("a\xE2\x80\xAE"
                "b"); /* turns the writing direction round */
    CHECK_EQ(cell_text(&cell, arena, 100, &words), FAULT_CONTROL);
    cell = text("");
    CHECK(cell_is_blank(&cell));
    CHECK_EQ(cell_text(&cell, arena, 100, &words), FAULT_EMPTY);
    Row row = { .count = 0 };
    CHECK(cell_is_blank(row_cell(&row, 1)) && cell_is_blank(row_cell(&row, 0)));
}

TEST(cell_faults_all_say_what_to_do)
{
    for (int fault = 1; fault < FAULT_END; fault++) {
        CHECK(strlen(fault_code((CellFault)fault)) > 3);
        CHECK(strlen(fault_sentence((CellFault)fault, true)) > 10 && strlen(fault_sentence((CellFault)fault, false)) > 10);
        for (int other = 1; other < fault; other++)
            CHECK(strcmp(fault_code((CellFault)fault), fault_code((CellFault)other)) != 0);
    }
}

TEST(header_titles_as_people_write_them)
{
    static const struct {
        const char *text;
        Title title;
    } cases[] = { { "身份证号", TITLE_SSN },
                  { "证件\n号码", TITLE_SSN },
                  { "社会保障号码", TITLE_SSN },
                  { "*公民身份号码：", TITLE_SSN },
                  { "身份证号码（必填）", TITLE_SSN },
                  { "ID Number", TITLE_SSN },
                  { "ＩＤ　Ｎｕｍｂｅｒ", TITLE_SSN },
                  { "工资(元)", TITLE_WAGE },
                  { "月 缴费工资\r\n（元）", TITLE_WAGE },
                  { "缴费基数", TITLE_WAGE },
                  { "Monthly wage (CNY)", TITLE_WAGE },
                  { "姓 名", TITLE_NAME },
                  { "费款所属期", TITLE_MONTH },
                  { "所属月份", TITLE_MONTH },
                  { "银行流水号", TITLE_VOUCHER },
                  { "金额【元】", TITLE_AMOUNT },
                  { "缴费日期", TITLE_PAID_DAY },
                  { "统一社会信用代码", TITLE_CREDIT_CODE },
                  { "社保卡号", TITLE_CARD },
                  { "备注", TITLE_NOTE },
                  { "失败原因", TITLE_REASON },
                  { "人数", 0 },
                  { "", 0 },
                  { "()", 0 },
                  { "|", 0 } };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (title_find(str(cases[i].text)) != cases[i].title)
            test_fail(__FILE__, __LINE__, "\"%s\" is %d", cases[i].text, title_find(str(cases[i].text)));
    char endless[400];
    memset(endless, '(', sizeof endless);
    for (size_t n = 0; n < sizeof endless; n++)
        CHECK_EQ(title_find((Str){ endless, n }), 0);
}

/* No name may stand for two things: the table is the source, so it is looked through whole. */
#define AS_NAMES(number, NAME, word, money, title, names) [number] = title "|" names,
TEST(header_no_name_means_two_things)
{
    static const char *const names[TITLE_END] = { TITLES(AS_NAMES) };
    for (int title = 1; title < TITLE_END; title++) {
        CHECK(strlen(title_word((Title)title)) > 1);
        CHECK_EQ(title_find(str(title_zh((Title)title))), title);
        for (Str rest = str(names[title]); rest.p;) {
            Str name = str_cut(&rest, '|');
            if ((int)title_find(name) != title)
                test_fail(__FILE__, __LINE__, STR_FMT " is %d, should be %d", STR_ARG(name), title_find(name), title);
        }
    }
}

static Str read_titles(Arena *arena, Str bytes, Header *out)
{
    static const Want wants[] = { { TITLE_SSN, true }, { TITLE_WAGE, true }, { TITLE_NAME, false }, { TITLE_MONTH, false } };
    Why why = { .arena = arena };
    Sheet *sheet = NULL;
    Err err = sheet_open(bytes, NULL, &sheet, &why);
    if (err == OK) {
        err = header_read(sheet, wants, 4, out, &why);
        sheet_close(sheet);
    }
    return err == OK ? S("ok") : str_format(arena, STR_FMT ": " STR_FMT, STR_ARG(why.field), STR_ARG(why.zh));
}

TEST(header_columns_are_found_or_refused_by_name)
{
    Header header = { 0 };
    CHECK_STR(read_titles(arena, S("2025年8月工资表,,,\n\n序号,姓名,身份证号码,月工资（元）,部门\n1,a,b,c,d\n"), &header), S("ok"));
    CHECK_EQ(header.row, 3);
    CHECK_EQ(header.column[TITLE_SSN], 3);
    CHECK_EQ(header.column[TITLE_WAGE], 4);
    CHECK_EQ(header.column[TITLE_NAME], 2);
    CHECK_EQ(header.column[TITLE_MONTH], 0);
    CHECK_STR(read_titles(arena, S("姓名,身份证号\n1,2\n"), &header),
              S("wage: 表头缺少列：“缴费工资”（可写作 工资|月工资|工资额|缴费工资）。请补上后重新上传。"));
    CHECK(str_starts(read_titles(arena, S("a,b\n1,2\n"), &header), S("ssn: 表头缺少列：“社会保障号码”（可写作 身份证号|")));
    CHECK_STR(read_titles(arena, S("证件号码,工资,缴费基数\n"), &header),
              S("wage: 第 1 行的表头中 B 列和 C 列都是“缴费工资”，无法确定用哪一列，请删去或改名其中一列。"));
    CHECK_STR(read_titles(arena, S("证件号码,工资,姓名,姓名\n"), &header),
              S("name: 第 1 行的表头中 C 列和 D 列都是“姓名”，无法确定用哪一列，请删去或改名其中一列。"));
    CHECK_STR(read_titles(arena, S("证件号码,工资（万元）\n"), &header),
              S("wage: 第 1 行 B 列“缴费工资”的单位不是元，请换算成元后重新上传。"));
    CHECK(str_find(read_titles(arena, S("1\n2\n3\n4\n5\n6\n7\n8\n9\n证件号码,工资\n"), &header), S("ok")) == 0);
    CHECK(str_find(read_titles(arena, S("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n证件号码,工资\n"), &header), S("缺少列")) > 0);
    CHECK(str_find(read_titles(arena, S("\n\n"), &header), S("缺少列")) > 0);
}
