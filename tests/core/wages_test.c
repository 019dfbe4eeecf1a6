/* wages_test.c - files of wages with everything that can be wrong in them: each row is answered by itself with a reason and
 * what to do; a file that is damaged as a whole is refused; nothing is half taken. */
#include "core/verify.h"
#include "root.h"
#include "sheet/parts.h"
#include "support/city.h"

#define CLERK "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}"
#define UNIT "{\"role\":\"unit\",\"user\":\"u1\",\"org\":\"91330106MA27XK3D59\"}"
#define CODE "91330106MA27XK3D59"
#define OTHER "91330106MA2CFK4K7U"
#define ONE "330106199003078817"
#define TWO "330106198511204029"
#define THREE "440306196202155515"
#define FOUR "330106199201015550"

static int said;

static Str say(City *city, const char *actor, const char *command, const char *args)
{
    const char *id = str_z(city->arena, str_format(city->arena, "wages-%d", ++said));
    return city_command(city, city->arena, id, "2025-03-05T10:00:00+08:00", actor, command, args);
}

static Str declare(City *city, const char *month, const char *mode, Str bytes)
{
    test_write("wages", bytes);
    const char *args = str_z(
        city->arena,
        str_format(city->arena, "{\"credit_code\":\"" CODE "\",\"month\":\"%s\",\"mode\":\"%s\",\"file\":\"wages\"}", month, mode));
    return say(city, UNIT, "wage.declare", args);
}

static bool opened(City *city, Arena *arena)
{
    if (!city_found(city, arena, ENGINE_MEMORY))
        return false;
    city_live(city);
    said = 0;
    CHECK(answer_is(say(city, CLERK, "unit.register",
                        "{\"credit_code\":\"" OTHER "\",\"name\":\"杭州白堤软件有限公司\",\"region\":\"330100\",\"injury_class\":1,"
                        "\"evidence\":[{\"kind\":\"business-licence\"}]}"),
                    "done"));
    return true;
}

/* The code of the row of the report that speaks of that row of the file; empty: none does. */
static Str code_of(City *city, Str answer, int row)
{
    const JsonNode *list = json_member(json_member(json_tree(city->arena, answer), "data"), "rejected");
    for (size_t i = 0; list && i < list->count; i++) {
        const JsonNode *item = &list->items[i];
        if (json_member(item, "row")->number != row)
            continue;
        CHECK(json_text_of(json_member(item, "why")).n && json_text_of(json_member(item, "fix")).n);
        CHECK(json_text_of(json_member(item, "why_en")).n && json_text_of(json_member(item, "fix_en")).n);
        return json_text_of(json_member(item, "code"));
    }
    return (Str){ 0 };
}

TEST(each_wrong_row_of_a_wage_file_has_its_reason)
{
    static const struct {
        const char *row, *code;
    } rows[] = { { ONE ",9000.00", "" },
                 { TWO ",-9000.00", "negative" },
                 { TWO ",0.00", "bad-amount" },
                 { TWO ",0", "bad-amount" },
                 { TWO ",(9000.00)", "negative" },
                 { TWO ",12345678901234567890", "amount-too-large" },
                 { TWO ",1000000000000.01", "amount-too-large" },
                 { TWO ",9223372036854775808", "amount-too-large" },
                 { TWO ",1E3", "exponent" },
                 { TWO ",9000.001", "decimals" },
                 { TWO ",9,000.00", "not-amount" },
                 { TWO ",", "empty" },
                 { ",9000.00", "empty" },
                 { "1.10105E+17,9000.00", "digits-lost" },
                 { "330106199003078818,9000.00", "bad-id-number" },
                 { "110105199003078211,9000.00", "unknown-person" },
                 { THREE ",9000.00", "not-open" },
                 { "=1+1,9000.00", "bad-id-number" } };
    City city;
    if (!opened(&city, arena))
        return;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool quoted = strchr(strchr(rows[i].row, ',') + 1, ',') != NULL; /* 9,000.00 stands in two cells: the first is an amount */
        Str file = str_format(arena, "身份证号码,缴费工资\n%s\n", rows[i].row), answer = declare(&city, "2025-02", "report", file);
        CHECK(answer_is(answer, "done"));
        if (!quoted)
            CHECK_STR(code_of(&city, answer, 2), str(rows[i].code));
    }
    /* The same person twice, and a column that says another month or employer. */
    Str twice = declare(&city, "2025-02", "good-rows", S("身份证号码,缴费工资\n" ONE ",1.00\n" TWO ",2.00\n" ONE ",1.00\n"));
    CHECK_STR(code_of(&city, twice, 2), S("conflict"));
    CHECK_STR(code_of(&city, twice, 3), S(""));
    CHECK_STR(code_of(&city, twice, 4), S("conflict"));
    CHECK(str_find(twice, S("\"accepted\":1")) > 0);
    Str other =
        declare(&city, "2025-02", "all",
                S("身份证号码,缴费工资,所属期,统一社会信用代码\n" ONE ",1.00,2025-01," CODE "\n" TWO ",1.00,2025-02," OTHER "\n"));
    CHECK_STR(code_of(&city, other, 2), S("mismatch"));
    CHECK_STR(code_of(&city, other, 3), S("mismatch"));
    CHECK(str_find(other, S("\"accepted\":0")) > 0);
    CHECK(str_find(other, S("{\"code\":\"mismatch\"")) > 0);
    city_close(&city);
}

#define OPEN(ssn, region, code, from) \
    "{\"ssn\":\"" ssn "\",\"region\":\"" region "\",\"category\":\"employee\",\"payer\":\"" code "\",\"insurances\":[\"pension\"," \
    "\"medical\"],\"from\":\"" from \
    "\",\"base_fen\":900000,\"channel\":\"counter\",\"evidence\":[{\"kind\":\"id-card\"},{\"kind\":" \
    "\"labour-contract\"}]}"

TEST(months_places_and_lives_are_looked_at_row_by_row)
{
    City city;
    if (!opened(&city, arena))
        return;
    CHECK(
        answer_is(say(&city, CLERK, "person.register",
                      "{\"ssn\":\"" FOUR "\",\"name\":\"李白露\",\"hukou_region\":\"330106\",\"hukou_type\":\"urban\",\"evidence\":"
                      "[{\"kind\":\"id-card\"}]}"),
                  "done"));
    CHECK(answer_is(say(&city, CLERK, "account.open", OPEN(FOUR, "330100", OTHER, "2025-02")), "done"));
    Str file = S("身份证号码,缴费工资\n" FOUR ",9000.00\n");
    CHECK_STR(code_of(&city, declare(&city, "2025-03", "all", file), 2), S("already-open")); /* with another employer */
    Str one = S("身份证号码,缴费工资\n" ONE ",9000.00\n" TWO ",9000.00\n");
    CHECK_STR(code_of(&city, declare(&city, "2024-12", "report", one), 2), S("too-early")); /* before the enrolment */
    CHECK_STR(code_of(&city, declare(&city, "1980-01", "report", one), 2), S("too-early")); /* before birth */
    CHECK(str_find(declare(&city, "1980-01", "report", one), S("before the person was born")) > 0);
    CHECK(
        answer_is(say(&city, CLERK, "death.report",
                      "{\"ssn\":\"" ONE "\",\"day\":\"2025-02-20\",\"evidence\":[{\"kind\":\"death-certificate\",\"no\":\"D1\"}]}"),
                  "done"));
    CHECK_STR(code_of(&city, declare(&city, "2025-03", "report", one), 2), S("wrong-state")); /* after death */
    CHECK_STR(code_of(&city, declare(&city, "2025-02", "report", one), 2), S(""));
    CHECK_STR(code_of(&city, declare(&city, "2025-03", "report", one), 3), S(""));
    city_close(&city);
}

/* However it was saved, the same is read; cut anywhere, nothing is taken that was not whole. */
TEST(files_of_wages_come_in_every_coat_and_cut_anywhere)
{
    static const char utf8[] = "身份证号码,缴费工资\r\n" ONE ",9000.00\r\n" TWO ",8000.00\r\n";
    static const char gb[] =
        "\xc9\xed\xb7\xdd\xd6\xa4\xba\xc5\xc2\xeb,\xbd\xc9\xb7\xd1\xb9\xa4\xd7\xca\r\n" ONE ",9000.00\r\n" TWO ",8000.00\r\n";
    City city;
    if (!opened(&city, arena))
        return;
    CHECK(str_find(declare(&city, "2025-02", "all", (Str){ gb, sizeof gb - 1 }), S("\"accepted\":2,\"good\":2")) > 0);
    Str marked = str_format(arena, "\xef\xbb\xbf%s", utf8);
    CHECK(answer_is(declare(&city, "2025-02", "all", marked), "already"));
    CHECK(answer_is(declare(&city, "2025-02", "all", str(utf8)), "already"));
    for (size_t n = 1; n < sizeof utf8 - 1; n += 3) {
        Str answer = declare(&city, "2025-02", "report", str_head(str(utf8), n));
        Err err = answer_err(arena, answer);
        CHECK(err == OK || err == ERR_BAD_FIELD);
    }
    static const char *const bad[] = { "",
                                       " ",
                                       "x",
                                       "PK",
                                       "\xd0\xcf\x11\xe0",
                                       "<table><tr><td>1</td></tr></table>",
                                       "\xff\xfe"
                                       "a\0",
                                       "身份证号码,缴费工资\n",
                                       "身份证号码,缴费工资（万元）\n" ONE ",1\n",
                                       "身份证号码\n" ONE "\n",
                                       "身份证号码,缴费工资,缴费工资\n" ONE ",1,2\n",
                                       "身份证号码,缴费工资\n\"" ONE ",1\n" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK_EQ(answer_err(arena, declare(&city, "2025-02", "all", str(bad[i]))), ERR_BAD_FIELD);
    city_close(&city);
}

#define CELL(text) "<c t=\"inlineStr\"><is><t>" text "</t></is></c>"

TEST(workbooks_of_wages_with_formulas_and_bombs)
{
    City city;
    if (!opened(&city, arena))
        return;
    Str book =
        book_make(arena, (Parts){ .sheet = SHEET("<row>" CELL("身份证号码")
                                                     CELL("缴费工资") "</row><row>" CELL(ONE) "<c><v>9000</v></c></row><row>" CELL(
                                                         TWO) "<c><f>4500*2</f><v>9000</v></c></row>"
                                                              "<row><c><v>330106198511204029</v></c><c><v>1</v></c></row>") });
    Str answer = declare(&city, "2025-02", "good-rows", book);
    CHECK(str_find(answer, S("\"accepted\":1,\"good\":1")) > 0);
    CHECK_STR(code_of(&city, answer, 3), S("formula"));
    CHECK_STR(code_of(&city, answer, 4), S("digits-lost"));
    for (size_t n = 40; n < book.n; n += 97)
        CHECK_EQ(answer_err(arena, declare(&city, "2025-02", "all", str_head(book, n))), ERR_BAD_FIELD);
    char *spaces = arena_take(arena, (size_t)24 << 20);
    memset(spaces, ' ', (size_t)24 << 20);
    const Entry bomb[] = { { "_rels/.rels", S(ROOT_RELATIONS), true },
                           { "xl/workbook.xml", S(WORKBOOK(ONE_SHEET)), true },
                           { "xl/_rels/workbook.xml.rels", S(WORKBOOK_RELATIONS), true },
                           { "xl/styles.xml", S(STYLES), true },
                           { "xl/sharedStrings.xml", S(STRINGS("")), true },
                           { "xl/worksheets/sheet1.xml", { spaces, (size_t)24 << 20 }, false } };
    Str swollen = zip_make(arena, bomb, sizeof bomb / sizeof *bomb);
    CHECK_EQ(answer_err(arena, declare(&city, "2025-02", "all", swollen)), ERR_TOO_LARGE);
    CHECK_EQ(answer_err(arena, say(&city, UNIT, "wage.declare",
                                   "{\"credit_code\":\"" CODE "\",\"month\":\"2025-02\",\"mode\":\"all\",\"file\":\"nowhere\"}")),
             ERR_BAD_FIELD);
    city_close(&city);
}

/* More than one slice, more than one declaration: the latest holds, and the same again changes nothing. */
TEST(a_declaration_of_many_rows_is_one_entry)
{
    City city;
    if (!opened(&city, arena))
        return;
    Buf file = { .arena = arena };
    buf_add(&file, S("身份证号码,缴费工资\n"));
    for (int i = 0; i < 7000; i++)
        buf_format(&file, "1101051990%04d%04d,%d.00\n", i, i, i + 1);
    buf_add(&file, S(ONE ",9000.00\n"));
    int64_t before = city.bureau.journal.last;
    Str answer = declare(&city, "2025-02", "good-rows", buf_str(&file));
    CHECK(str_find(answer, S("\"accepted\":1,\"good\":1,\"rejected_rows\":7000")) > 0);
    CHECK_EQ(city.bureau.journal.last, before + 2); /* behind the one that opened the batch */
    CHECK(str_find(declare(&city, "2025-02", "all", buf_str(&file)), S("\"accepted\":0,\"good\":1")) > 0);
    VerifyResult result = { 0 };
    CHECK_EQ(verify_bureau(arena, &city.bureau, true, &result), OK);
    CHECK_STR(result.zh, (Str){ 0 });
    city_close(&city);
}
