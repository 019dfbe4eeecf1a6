/* csv_test.c - CSV as people's programs write it, and what is refused instead of guessed. */
#include "parts.h"
#include "sheet/sheet.h"
#include "support/test.h"

#define READS(bytes, want) CHECK_STR(dump(arena, S(bytes), NULL), S(want))
#define REFUSES(bytes, head) \
    do { \
        Str said_ = dump(arena, S(bytes), NULL); \
        if (str_find(said_, str(head)) < 0) \
            test_fail(__FILE__, __LINE__, "said \"" STR_FMT "\", should hold \"%s\"", STR_ARG(said_), head); \
    } while (0)

TEST(csv_rows_cells_and_lines)
{
    READS("a,b\nc,d\n", "1: ta tb\n2: tc td\n");
    READS("a,b\r\nc,d", "1: ta tb\n2: tc td\n");
    READS("a,b\rc,d\r", "1: ta tb\n2: tc td\n");
    READS("\xEF\xBB\xBF姓名,工资\n张三,1\n", "1: t姓名 t工资\n2: t张三 t1\n");
    READS("a,,c,\n,,,\n\n,x\n", "1: ta - tc\n4: - tx\n");
    READS("\n\na,b\n", "3: ta tb\n");
    READS(" a , b\n", "1: t a  t b\n");
}

TEST(csv_quotes)
{
    READS("\"a,b\",\"c\"\"d\",\"\"\n", "1: ta,b tc\"d\n");
    READS("\"\"\"\"\n", "1: t\"\n");
    READS("x,\"one\ntwo\r\nthree\"\ny\n", "1: tx tone\ntwo\r\nthree\n4: ty\n");
    READS("\"a\"", "1: ta\n");
    REFUSES("a,b\nc,\"d\n", "!bad-field Line 2, column B: the quotes do not pair");
    REFUSES("a,b\nc,\"d\ne\nf", "!bad-field Line 2, column B");
    REFUSES("a\nb\"c\n", "!bad-field Line 2, column A");
    REFUSES("a\n \"b\"\n", "!bad-field Line 2, column A");
    REFUSES("a\n\"b\" \n", "!bad-field Line 2, column A");
    REFUSES("\"b\nc\"d\n", "!bad-field Line 2, column A");
}

TEST(csv_separators_are_those_of_the_titles)
{
    READS("a;b,c\n1;2\n", "1: ta;b tc\n2: t1;2\n");
    READS("a;b;c,d\n1;2,5\n", "1: ta tb tc,d\n2: t1 t2,5\n");
    READS("a\tb\n1,5\t2\n", "1: ta tb\n2: t1,5 t2\n");
    READS("\"a;b;c;d\",e\n", "1: ta;b;c;d te\n");
    READS("2025年8月工资表\na;b\n", "1: t2025年8月工资表\n2: ta tb\n");
    READS("sep=;\r\na,b;c\r\n", "2: ta,b tc\n");
    READS("sep=;\n", "");
}

TEST(csv_encodings)
{
    /* 姓名,工资(元) / 张三丰,㐀 in GB18030; a rare character of two bytes takes four in UTF-8 */
    READS("\xD0\xD5\xC3\xFB,\xB9\xA4\xD7\xCA\n\xD5\xC5,\x81\x39\xEE\x39\n", "1: t姓名 t工资\n2: t张 t㐀\n");
    READS("a,\"\xB9\xA4\"\"\xD7\xCA,\"\n", "1: ta t工\"资,\n");
    Sheet *sheet = NULL;
    CHECK_EQ(sheet_open(S("\xD0\xD5;b\n"), NULL, &sheet, NULL), OK);
    CHECK_STR(str(sheet_encoding(sheet)), S("GB18030"));
    CHECK_EQ(sheet_separator(sheet), ';');
    CHECK_EQ(sheet_form(sheet), SHEET_CSV);
    sheet_close(sheet);
    REFUSES("a,b\nok,\xE5\xB7\xA5\n\xFF\xFF,x\n", "!bad-field The text of line 3 is neither");
    REFUSES("a\n\xD0\xD5\nb\n\xD0\n", "!bad-field The text of line 4");
    REFUSES("\xEF\xBB\xBFname\n\xD0\xD5\xC3\xFB\n", "!bad-field The text of line 2");
    REFUSES("a\n\xED\xA0\x80\xFF\n", "!bad-field The text of line 2");
    REFUSES("\xFF\xFE"
            "a\0b\0",
            "!bad-field The file is UTF-16");
    REFUSES("\xFE\xFF\0a", "!bad-field The file is UTF-16");
    REFUSES("a,b\nc\0d\n", "!bad-field Line 2 holds a zero byte");
    REFUSES("\xD0\xD5\n\xD0\0\n", "!bad-field");
}

/* Whatever stands at the edge of the window in which GB18030 is looked at. */
TEST(csv_gb18030_across_windows)
{
    for (size_t lead = 65530; lead < 65542; lead++) {
        char *bytes = arena_new(arena, char, lead + 16);
        for (size_t i = 0; i < lead; i++)
            bytes[i] = i % 100 == 99 ? '\n' : 'x';
        memcpy(bytes + lead, "\x81\x39\xEE\x39\xD0\xD5\n", 7);
        Str said = dump(arena, (Str){ bytes, lead + 7 }, NULL);
        CHECK(str_find(said, S("㐀姓\n")) > 0);
        memcpy(bytes + lead, "\x81\x39\xEE\xD0\xD5\n\n", 7);
        CHECK(str_find(dump(arena, (Str){ bytes, lead + 7 }, NULL), S("!bad-field The text of line 656")) == 0);
    }
}

TEST(csv_other_kinds_of_files_are_told_apart)
{
    REFUSES("", "!bad-field The file is empty");
    REFUSES("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 something", "!bad-field This is an old Excel file");
    REFUSES("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1..E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", "!bad-field"
                                                                                                  " The workbook is protected");
    REFUSES("<html><table><tr><td>1</td></tr></table>", "!bad-field This is a web page");
    REFUSES("\xEF\xBB\xBF\r\n <?xml version='1.0'?>", "!bad-field This is a web page");
    REFUSES("%PDF-1.7", "!bad-field This is a PDF");
    READS("<5,>6\n", "1: t<5 t>6\n");
}

static Str repeat(Arena *arena, const char *what, size_t n)
{
    Buf out = { .arena = arena };
    for (size_t i = 0; i < n; i++)
        buf_add(&out, str(what));
    return buf_str(&out);
}

/* Each limit: one below and at it the file is read, one above it is not. */
TEST(csv_limits)
{
    SheetOptions small = sheet_options();
    small.limits.rows = 3;
    CHECK(str_find(dump(arena, S("a\nb\n"), &small), S("!")) < 0);
    CHECK(str_find(dump(arena, S("a\n\nb\nc\n\n\n"), &small), S("!")) < 0);
    CHECK(str_find(dump(arena, S("a\nb\nc\nd\n"), &small), S("3: tc\n!too-large The table has more than 3 rows")) > 0);
    small = sheet_options();
    small.limits.columns = 3;
    CHECK_STR(dump(arena, S("a,b,c,,,\n"), &small), S("1: ta tb tc\n"));
    CHECK(str_find(dump(arena, S("a,b,c,d\n"), &small), S("!too-large Row 1 has more than 3 columns")) == 0);
    small = sheet_options();
    small.limits.cell_bytes = 5;
    CHECK_STR(dump(arena, S("12345,\"1234\"\n"), &small), S("1: t12345 t1234\n"));
    CHECK(str_find(dump(arena, S("1,123456\n"), &small), S("!too-large Row 1, column B holds more than 5")) == 0);
    small = sheet_options();
    small.limits.row_bytes = 8;
    CHECK_STR(dump(arena, S("12345678\n1234,678\r\n\"23456\",\n1234,678"), &small),
              S("1: t12345678\n2: t1234 t678\n3: t23456\n4: t1234 t678\n"));
    CHECK(str_find(dump(arena, S("a\n123456789\n"), &small), S("1: ta\n!too-large Line 2 is longer than 8")) == 0);
    CHECK(str_find(dump(arena, S("a\n12345,789"), &small), S("1: ta\n!too-large Line 2 is longer than 8")) == 0);
    CHECK(str_find(dump(arena, S("a\n\"2345678\"\nb\n"), &small), S("1: ta\n!too-large Line 2 is longer than 8")) == 0);
    CHECK(str_find(dump(arena, S("a\n\"b\nc\nd\ne\nf\ng\nh\n"), &small), S("1: ta\n!too-large Line 2")) == 0);
    CHECK(str_find(dump(arena, S(",,,,,,,,,\n"), &small), S("!too-large Line 1")) == 0);
    small = sheet_options();
    small.limits.file_bytes = 10;
    CHECK_STR(dump(arena, S("123456789\n"), &small), S("1: t123456789\n"));
    CHECK(str_find(dump(arena, S("123456789\n\n"), &small), S("!too-large The file is larger")) == 0);
}

TEST(csv_long_rows_of_rare_characters_fit)
{
    SheetOptions small = sheet_options();
    small.limits.row_bytes = 4000;
    Str wide = repeat(arena, "\xFE\x51", 1999), doubled = repeat(arena, "\"\"\xFE\x51", 999);
    CHECK(str_find(dump(arena, wide, &small), S("!")) < 0);
    CHECK(str_find(dump(arena, str_format(arena, "\"" STR_FMT "\"", STR_ARG(doubled)), &small), S("!")) < 0);
    Str many = repeat(arena, "\xFE\x51,", 1333);
    small.limits.columns = 2000;
    CHECK(str_find(dump(arena, many, &small), S("!")) < 0);
}
