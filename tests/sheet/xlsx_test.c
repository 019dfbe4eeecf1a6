/* xlsx_test.c - workbooks: kinds of cells, days, shared texts, which worksheet, and what is hostile or broken. */
#include "parts.h"
#include "support/test.h"

#define READS(parts, want) CHECK_STR(dump(arena, book_make(arena, (Parts)parts), NULL), S(want))
#define SAYS(bytes, options, head) \
    do { \
        Str said_ = dump(arena, bytes, options); \
        if (str_find(said_, str(head)) < 0) \
            test_fail(__FILE__, __LINE__, "said \"" STR_FMT "\", should hold \"%s\"", STR_ARG(said_), head); \
    } while (0)
#define REFUSES(parts, head) SAYS(book_make(arena, (Parts)parts), NULL, head)
#define P(...) \
    { \
        __VA_ARGS__ \
    }

TEST(xlsx_kinds_of_cells)
{
    READS(P(.strings = STRINGS("<si><t>姓名</t></si><si><r><t>工</t></r><r><t>资</t></r><rPh><t>gongzi</t></rPh>"
                               "</si><si><t/></si>"),
            .sheet = SHEET("<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"C2\" t=\"s\"><v>1</v></c><c"
                           " r=\"D2\" t=\"s\"><v>2</v></c></row>"
                           "<row r=\"5\" hidden=\"1\"><c t=\"inlineStr\"><is><t>a&lt;_x0041_</t></is></c><c>"
                           "<v>1.2345670000000001E4</v></c></row>"
                           "<row><c t=\"b\"><v>1</v></c><c t=\"b\"><v>0</v></c><c t=\"e\"><v>#N/A</v></c><c"
                           " t=\"str\"><v> x </v></c></row>"
                           "<row r=\"9\"><c r=\"B9\" s=\"3\"/><c r=\"XFD9\"/></row>")),
          "2: t姓名 - t工资\n5h: ta<A n12345.67\n6: bTRUE bFALSE e#N/A t x \n");
}

TEST(xlsx_formulas_are_told_and_keep_their_value)
{
    READS(P(.sheet = SHEET("<row><c><f>B1*2</f><v>24691.34</v></c><c t=\"str\"><f>A</f><v>text</v></c><c><f>C</f></c>"
                           "<c t=\"e\"><f>1/0</f><v>#DIV/0!</v></c><c s=\"1\"><f>TODAY()</f><v>45900</v></c></row>")),
          "1: fn24691.34 fttext f- fe#DIV/0! fd2025-08-31\n");
}

TEST(xlsx_days_by_their_format)
{
    READS(P(.sheet = SHEET("<row><c s=\"1\"><v>45900</v></c><c s=\"2\"><v>45900.5</v></c><c s=\"3\"><v>45900</v></c>"
                           "<c s=\"4\"><v>0.25</v></c><c s=\"5\"><v>3</v></c><c s=\"1\"><v>60</v></c><c s=\"1\">"
                           "<v>59</v></c><c s=\"1\"><v>61</v></c>"
                           "<c s=\"1\"><v>1</v></c><c s=\"1\"><v>2958465</v></c><c s=\"1\"><v>2958466</v></c><c"
                           " s=\"1\"><v>-1</v></c>"
                           "<c s=\"1\"><v>45899.999999</v></c><c s=\"99\"><v>5</v></c></row>")),
          "1: d2025-08-31 d2025-08-31T12:00:00 n45900 d06:00:00 n3 e######## d1900-02-28 d1900-03-01 d1900-01-01"
          " d9999-12-31 e######## "
          "e######## d2025-08-31 n5\n");
    READS(P(.workbook = XML_HEAD "<workbook xmlns:r=\"" RELATION "\"><workbookPr date1904=\"1\"/>"
                                 "<sheets>" ONE_SHEET "</sheets></workbook>",
            .sheet = SHEET("<row><c s=\"1\"><v>0</v></c><c s=\"1\"><v>44438</v></c></row>")),
          "1: d1904-01-01 d2025-08-31\n");
    READS(P(.sheet = SHEET("<row><c t=\"d\"><v>2025-08-31</v></c><c t=\"d\"><v>2025-08-31T00:00:00</v></c>"
                           "<c t=\"d\"><v>2025-08-31T09:30:00.000</v></c></row>")),
          "1: d2025-08-31 d2025-08-31 d2025-08-31T09:30:00\n");
    REFUSES(P(.sheet = SHEET("<row><c t=\"d\"><v>31.8.2025</v></c></row>")), "!bad-field Row 1, column A: no date");
}

TEST(xlsx_prefixes_and_other_content_do_not_matter)
{
    READS(P(.sheet = XML_HEAD "<x:worksheet xmlns:x=\"" MAIN "\"><x:cols><x:col min=\"1\"/></x:cols>"
                              "<x:sheetData><x:row r=\"1\">"
                              "<x:c r=\"A1\"><x:v>1</x:v></x:c><x:c r=\"B1\"><x:extLst><x:ext/></x:extLst><x:v>2"
                              "</x:v></x:c></x:row></x:sheetData>"
                              "<x:mergeCells><x:mergeCell ref=\"A1:B1\"/></x:mergeCells><x:row r=\"1\"/></x:worksheet>"),
          "1: n1 n2\n");
}

TEST(xlsx_the_worksheet_is_the_first_visible_or_the_one_named)
{
    Parts parts = { .workbook = WORKBOOK("<sheet name=\"说明\" state=\"hidden\" sheetId=\"1\" r:id=\"rId1\"/>"
                                         "<sheet name=\"工资\" sheetId=\"2\" r:id=\"rId4\"/>"),
                    .sheet = SHEET("<row><c><v>1</v></c></row>"),
                    .second = SHEET("<row><c><v>2</v></c></row>") };
    Str bytes = book_make(arena, parts);
    CHECK_STR(dump(arena, bytes, NULL), S("1: n2\n"));
    SheetOptions options = sheet_options();
    options.name = S("说明");
    CHECK_STR(dump(arena, bytes, &options), S("1: n1\n"));
    Sheet *sheet = NULL;
    CHECK_EQ(sheet_open(bytes, NULL, &sheet, NULL), OK);
    CHECK_STR(sheet_name(sheet), S("工资"));
    CHECK_EQ(sheet_form(sheet), SHEET_XLSX);
    sheet_close(sheet);
    options.name = S("不在");
    SAYS(bytes, &options, "!bad-field There is no worksheet \"不在\"; there are: “工资”");
    REFUSES(P(.workbook = WORKBOOK("<sheet name=\"a\" state=\"veryHidden\" sheetId=\"1\" r:id=\"rId1\"/>")),
            "no"
            " worksheet is visible");
    REFUSES(P(.workbook = WORKBOOK("<sheet name=\"a\" sheetId=\"1\" r:id=\"rId3\"/>")), "the sheet that was"
                                                                                        " chosen is no table");
    REFUSES(P(.workbook = WORKBOOK("<sheet name=\"a\" sheetId=\"1\" r:id=\"rId9\"/>")), "the sheet that was"
                                                                                        " chosen is no table");
    REFUSES(P(.workbook = WORKBOOK("<sheet sheetId=\"1\"/>")), "a worksheet without name or number");
}

TEST(xlsx_rows_and_cells_in_order_each_once)
{
    REFUSES(P(.sheet = SHEET("<row r=\"2\"><c><v>1</v></c></row><row r=\"2\"><c><v>1</v></c></row>")), "2:"
                                                                                                       " n1\n!bad-field Row 2");
    REFUSES(P(.sheet = SHEET("<row r=\"3\"/><row r=\"2\"/>")), "!bad-field Row 3");
    REFUSES(P(.sheet = SHEET("<row r=\"0\"/>")), "!bad-field");
    REFUSES(P(.sheet = SHEET("<row r=\"1048577\"/>")), "!bad-field");
    Buf last = { .arena = arena };
    buf_add(&last, S("1048576:"));
    for (int i = 1; i < 256; i++)
        buf_add(&last, S(" -"));
    buf_add(&last, S(" n7\n"));
    Parts edge = { .sheet = SHEET("<row r=\"1048576\"><c r=\"IV1048576\"><v>7</v></c></row>") };
    CHECK_STR(dump(arena, book_make(arena, edge), NULL), buf_str(&last));
    REFUSES(P(.sheet = SHEET("<row r=\"1\"><c r=\"IW1\"><v>7</v></c></row>")), "!too-large Row 1 has more than 256 columns");
    REFUSES(P(.sheet = SHEET("<row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row>")), "!bad-field Row 1, column B:"
                                                                                " rows or cells stand twice");
    REFUSES(P(.sheet = SHEET("<row r=\"1\"><c r=\"B1\"/><c r=\"B1\"/></row>")), "stand twice");
    REFUSES(P(.sheet = SHEET("<row r=\"1\"><c r=\"B2\"/></row>")), "stand twice");
    REFUSES(P(.sheet = SHEET("<row r=\"1\"><c r=\"XFE1\"/></row>")), "stand twice");
    REFUSES(P(.sheet = SHEET("<row r=\"1\"><c r=\"AAAAAAAAAAAA1\"/></row>")), "stand twice");
    REFUSES(P(.sheet = SHEET("<row r=\"1\"><c r=\"1\"/></row>")), "stand twice");
    REFUSES(P(.sheet = SHEET("<row r=\"1\"><c r=\"A1\"><c r=\"B1\"/></c></row>")), "stand twice");
    REFUSES(P(.sheet = SHEET("<row r=\"1\"><row r=\"2\"/></row>")), "stand twice");
}

TEST(xlsx_values_that_are_none)
{
    REFUSES(P(.sheet = SHEET("<row><c t=\"s\"><v>0</v></c></row>")), "!bad-field Row 1, column A: it refers to a"
                                                                     " text that does not exist");
    REFUSES(P(.sheet = SHEET("<row><c t=\"s\"><v>-1</v></c></row>")), "does not exist");
    REFUSES(P(.sheet = SHEET("<row><c t=\"s\"><v>99999999999999999999999</v></c></row>")), "does not exist");
    REFUSES(P(.sheet = SHEET("<row><c><v>abc</v></c></row>")), "no number");
    REFUSES(P(.sheet = SHEET("<row><c><v>1e9999999999</v></c></row>")), "no number");
    REFUSES(P(.sheet = SHEET("<row><c><v>NaN</v></c></row>")), "no number");
    REFUSES(P(.sheet = SHEET("<row><c t=\"b\"><v>2</v></c></row>")), "no boolean");
    REFUSES(P(.sheet = SHEET("<row><c t=\"q\"><v>2</v></c></row>")), "a kind of cell that is not known");
}

/* Values as Excel stores them, and as it shows them. */
TEST(xlsx_numbers_are_what_spreadsheets_show)
{
    static const char *const cases[][2] = {
        { "1.2345670000000001E4", "12345.67" },
        { "0.28499999999999998", "0.285" },
        { "7162.2000000000007", "7162.2" },
        { "0.1", "0.1" },
        { "100", "100" },
        { "1E3", "1000" },
        { "0", "0" },
        { "-0", "0" },
        { "0.000", "0" },
        { "-12.50", "-12.5" },
        { "999999999999999.5", "1000000000000000" },
        { "9.9999999999999999", "10" },
        { "123456789012345678", "123456789012346000" },
        { "1.1010119900307E+17", "110101199003070000" },
        { "1E21", "1E+21" },
        { "1E20", "100000000000000000000" },
        { "1.5E-10", "1.5E-10" },
        { "0.0000000012", "0.0000000012" },
        { ".5", "0.5" },
        { "5.", "5" },
        { "+5", "5" },
        { "1E-300", "1E-300" },
        { "000012.340", "12.34" },
        { "1234567890123445E-1", "123456789012345" },
        { "0.30000000000000004", "0.3" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *xml = str_format(arena, SHEET("<row><c><v> %s\n</v></c></row>"), cases[i][0]).p;
        CHECK_STR(dump(arena, book_make(arena, (Parts){ .sheet = xml }), NULL), str_format(arena, "1: n%s\n", cases[i][1]));
    }
}

TEST(xlsx_xml_that_attacks_is_refused)
{
    REFUSES(P(.sheet = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b"
                       " \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><worksheet><sheetData>"
                       "<row><c t=\"str\"><v>&b;</v></c></row></sheetData></worksheet>"),
            "!bad-field The file holds a document type declaration");
    REFUSES(P(.strings = "<!DOCTYPE sst SYSTEM \"file:///etc/passwd\"><sst/>"), "document type declaration");
    REFUSES(P(.workbook = "<!DOCTYPE w SYSTEM \"http://example.invalid/\"><workbook/>"), "document type declaration");
    REFUSES(P(.sheet = SHEET("<row><c t=\"str\"><v>&unknown;</v></c></row>")), "!bad-field The inside of the file is broken");
    REFUSES(P(.sheet = SHEET("<row>")), "!bad-field The inside of the file is broken");
    REFUSES(P(.sheet = SHEET("<row></row>") "<more/>"), "!bad-field The inside of the file is broken");
    REFUSES(P(.sheet = ""), "!bad-field The inside of the file is broken");
    REFUSES(P(.sheet = "<?xml version=\"1.0\" encoding=\"EBCDIC\"?><worksheet/>"), "!bad-field The inside of the"
                                                                                   " file is broken");
    Buf deep = { .arena = arena };
    for (int i = 0; i < 100; i++)
        buf_add(&deep, S("<a>"));
    REFUSES(P(.sheet = str_z(arena, buf_str(&deep))), "!bad-field The inside of the file is nested too deeply");
}

/* Names, marks and texts without end cost the region of the parser and no more. */
TEST(xlsx_xml_without_end_is_refused)
{
    Buf names = { .arena = arena }, mark = { .arena = arena };
    buf_add(&names, S("<worksheet><sheetData>"));
    for (int i = 0; i < 600000; i++)
        buf_format(&names, "<n%d/>", i);
    REFUSES(P(.sheet = str_z(arena, buf_str(&names))), "!too-large The inside of the file is too large");
    buf_add(&mark, S("<worksheet><sheetData><row r=\""));
    for (int i = 0; i < 200000; i++)
        buf_add(&mark, S("1234567890"));
    REFUSES(P(.sheet = str_z(arena, buf_str(&mark))), "!too-large The inside of the file is too large");
}

TEST(xlsx_limits_of_rows_and_cells)
{
    SheetOptions small = sheet_options();
    small.limits.cell_bytes = 4;
    small.limits.row_bytes = 6;
    Parts fits = { .sheet = SHEET("<row><c t=\"str\"><v>1234</v></c><c t=\"str\"><v>56</v></c></row>") };
    CHECK_STR(dump(arena, book_make(arena, fits), &small), S("1: t1234 t56\n"));
    Parts cell = { .sheet = SHEET("<row><c t=\"str\"><v>12345</v></c></row>") };
    SAYS(book_make(arena, cell), &small, "!too-large Row 1, column A holds more than 4 bytes");
    Parts row = { .sheet = SHEET("<row><c t=\"str\"><v>1234</v></c><c t=\"str\"><v>567</v></c></row>") };
    SAYS(book_make(arena, row), &small, "!too-large Row 1 holds more than 6 bytes");
    Parts endless = { .sheet = SHEET("<row><c t=\"str\"><v>12341234123412341234123412341234123412341234</v></c></row>") };
    SAYS(book_make(arena, endless), &small, "!too-large Row 1");
    small = sheet_options();
    small.limits.rows = 2;
    Parts rows = { .sheet = SHEET("<row><c><v>1</v></c></row><row/><row><c><v>2</v></c></row><row/>") };
    CHECK_STR(dump(arena, book_make(arena, rows), &small), S("1: n1\n3: n2\n"));
    small.limits.rows = 1;
    SAYS(book_make(arena, rows), &small, "1: n1\n!too-large The table has more than 1 rows");
    small = sheet_options();
    small.limits.strings_bytes = 48;
    Parts strings = { .strings = STRINGS("<si><t>12345678901234567890123456789012345678901234567</t></si>") };
    CHECK_STR(dump(arena, book_make(arena, strings), &small), S(""));
    strings.strings = STRINGS("<si><t>1234567890123456789012345678901234567890123456789</t></si>");
    SAYS(book_make(arena, strings), &small, "!too-large The workbook shares too much text");
    strings.strings = STRINGS("<si/><si/><si/><si/>");
    CHECK_STR(dump(arena, book_make(arena, strings), &small), S(""));
    strings.strings = STRINGS("<si/><si/><si/><si/><si/>");
    SAYS(book_make(arena, strings), &small, "!too-large The workbook shares too much text");
}

/* A file of another program: a hidden sheet of instructions first, a merged line above the titles, a hidden row, a
 * formula that was never calculated, and the number of a person that became an amount. */
TEST(xlsx_of_another_program)
{
    CHECK_STR(dump(arena, test_file(arena, "tests/sheet/files/openpyxl.xlsx"), NULL),
              S("1: t2025年8月工资申报表\n2: t姓名 t身份证号码 t月工资（元） t入职日期 t合计\n"
                "3: t张三 t110101199003070011 n12345.67 d2020-03-01 f-\n"
                "4h: t李四 t110101199003070038 n7162.2 d2021-07-15T09:30:00\n5: t王五 n110101199003070000 n0.285 - bTRUE\n"));
}
