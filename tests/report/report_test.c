/* report_test.c - what stands in the files of a statement and of a bill, read back as a spreadsheet reads them: every sum
 * is that of the ledger, in both forms, on every engine. */
#include "core/verify.h"
#include "ledger/ledger.h"
#include "report/report.h"
#include "sheet/cell.h"
#include "sheet/header.h"
#include "support/city.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define CLERK "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}"
#define REVIEWER "{\"role\":\"reviewer\",\"user\":\"r1\",\"org\":\"office\"}"
#define AUDITOR "{\"role\":\"auditor\",\"user\":\"a9\",\"org\":\"office\"}"
#define UNIT "91330106MA27XK3D59"
#define FEB "{\"region\":\"330100\",\"month\":\"2025-02\",\"credit_code\":\"" UNIT "\"}"

enum { COLUMNS_MAX = 20, PAID = 694100 + 3648 + 1809 + 80 + 16 };

/* February billed, released and paid with its late fees (tests/core/levy_test.c has the sums). */
static bool paid_city(City *city, Arena *arena, Engines engine)
{
    static const char *const at = "2025-03-05T10:00:00+08:00";
    if (!city_found(city, arena, engine))
        return false;
    city_live(city);
    Str run = city_command(city, arena, "r-1", at, CLERK, "levy.assess", FEB);
    Str args = str_format(arena, "{\"run\":\"" STR_FMT "\"}", STR_ARG(answer_member(arena, run, "data.run")));
    CHECK(answer_is(city_command(city, arena, "r-2", at, REVIEWER, "levy.release", args.p), "done"));
    args = str_format(arena,
                      "{\"payer\":\"" UNIT "\",\"amount_fen\":%d,\"voucher\":{\"kind\":\"bank-remittance\",\"no\":\"=R1\",\"day\":"
                      "\"2025-03-05\"}}",
                      PAID);
    CHECK(answer_is(city_command(city, arena, "r-3", at, CLERK, "payment.record", args.p), "done"));
    return true;
}

static int64_t balance(City *city, LedgerAccount account, int64_t person)
{
    Money out = { -1 };
    BalanceOf of = { .account = account, .region = 330100, .owner_kind = person ? OWNER_PERSON : OWNER_NONE, .owner = person };
    CHECK_EQ(db_begin(city->bureau.db), OK);
    CHECK_EQ(ledger_balance(city->bureau.db, city->arena, &of, day_make(9998, 12, 31), known_now, &out), OK);
    db_rollback(city->bureau.db);
    return out.fen;
}

/* ---- a file read back ---- */

typedef struct {
    Str titles[COLUMNS_MAX];
    size_t columns, rows;
    int64_t sums[COLUMNS_MAX]; /* of the amounts of each column, where `only` stands in the row, or of all */
    bool says;
} Read;

static void read_titles(Arena *arena, const Row *row, Read *out)
{
    out->columns = row->count < COLUMNS_MAX ? row->count : COLUMNS_MAX;
    for (size_t i = 0; i < out->columns; i++)
        out->titles[i] = str_copy(arena, row->cells[i].text);
}

static bool row_says(const Row *row, const char *text)
{
    for (size_t i = 0; i < row->count; i++)
        if (str_is(row->cells[i].text, text))
            return true;
    return false;
}

static Read file_read(Arena *arena, Str bytes, ReportForm form, const char *only)
{
    Read out = { 0 };
    Sheet *sheet = NULL;
    Why why = { .arena = arena };
    Row row = { 0 };
    CHECK_EQ(sheet_open(bytes, NULL, &sheet, &why), OK);
    CHECK_EQ(sheet_form(sheet), form == REPORT_XLSX ? SHEET_XLSX : SHEET_CSV);
    CHECK_EQ(sheet_next(sheet, &row, &why), OK);
    read_titles(arena, &row, &out);
    for (;;) {
        CHECK_EQ(sheet_next(sheet, &row, &why), OK);
        if (!row.number)
            break;
        out.rows++;
        for (size_t i = 0; i < out.columns; i++) {
            Money amount = { 0 };
            if ((!only || row_says(&row, only)) && cell_money(row_cell(&row, i + 1), &amount) == FAULT_NONE)
                out.sums[i] += amount.fen;
        }
    }
    sheet_close(sheet);
    return out;
}

static int64_t sum_under(const Read *read, const char *title)
{
    for (size_t i = 0; i < read->columns; i++)
        if (str_is(read->titles[i], title))
            return read->sums[i];
    test_fail(__FILE__, __LINE__, "no column %s", title);
    return -1;
}

static Read make(Arena *arena, ReportKind kind, ReportForm form, bool en, const JsonNode *data, const char *only)
{
    Str bytes = { 0 };
    Why why = { .arena = arena };
    CHECK_EQ(report_make(arena, kind, form, en, &data, data ? 1 : 0, &bytes, &why), OK);
    return file_read(arena, bytes, form, only);
}

/* ---- the tests ---- */

TEST(the_sums_of_a_statement_are_those_of_the_ledger)
{
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!paid_city(&city, arena, engine))
            continue;
        for (ReportForm form = REPORT_CSV; form <= REPORT_XLSX; form++) {
            int64_t all = 0;
            for (int64_t person = 1; person <= 2; person++) {
                const JsonNode *data = city_ask(&city, AUDITOR, "person.statement",
                                                str_z(arena, str_format(arena, "{\"person\":%lld}", (long long)person)));
                Read own = make(arena, REPORT_MONTHS, form, false, data, "基本养老保险");
                CHECK_EQ(sum_under(&own, "个人缴纳"), balance(&city, LEDGER_PERSONAL_PENSION, person));
                own = make(arena, REPORT_MONTHS, form, false, data, "基本医疗保险");
                CHECK_EQ(sum_under(&own, "个人缴纳"), balance(&city, LEDGER_PERSONAL_MEDICAL, person));
                Read month = make(arena, REPORT_MONTHS, form, true, data, NULL);
                all += sum_under(&month, "Employer's part") + sum_under(&month, "Own part");
                Read years = make(arena, REPORT_ACCOUNTS, form, false, data, "养老保险个人账户");
                CHECK_EQ(sum_under(&years, "年末余额"), balance(&city, LEDGER_PERSONAL_PENSION, person));
                CHECK_EQ(sum_under(&years, "本年记入"), balance(&city, LEDGER_PERSONAL_PENSION, person));
            }
            CHECK_EQ(all, 694100);
            CHECK_EQ(all + balance(&city, LEDGER_LATE_FEE_INCOME, 0), balance(&city, LEDGER_BANK, 0));
        }
        city_close(&city);
    }
}

TEST(the_sums_of_a_bill_are_what_it_says)
{
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!paid_city(&city, arena, engine))
            continue;
        const JsonNode *data =
            city_ask(&city, AUDITOR, "unit.bill", "{\"credit_code\":\"" UNIT "\",\"month\":\"2025-02\",\"limit\":1000}");
        for (ReportForm form = REPORT_CSV; form <= REPORT_XLSX; form++) {
            Read bill = make(arena, REPORT_BILL, form, false, data, NULL);
            CHECK_EQ(sum_under(&bill, "单位缴纳") + sum_under(&bill, "个人缴纳"), 694100);
            CHECK_EQ(bill.rows, 6); /* four insurances of one, two of the other */
        }
        city_close(&city);
    }
}

/* What payment.record has credited is paid: for the statement, and for the months of the forecast. */
TEST(a_month_that_was_paid_is_said_to_be_paid)
{
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!paid_city(&city, arena, engine))
            continue;
        const JsonNode *data = city_ask(&city, AUDITOR, "person.statement", "{\"person\":1}");
        for (int i = 0; i < count_at(data, "months.0.insurances"); i++)
            CHECK_EQ(number_at(data, str_z(arena, str_format(arena, "months.0.insurances.%d.paid", i))), 1);
        CHECK_EQ(count_at(data, "months.0.insurances"), 4);
        CHECK_EQ(number_at(city_ask(&city, AUDITOR, "person.forecast", "{\"person\":1}"), "months_paid"), 1);
        city_close(&city);
    }
}

/* What the second person of a run compares stands beside its entry, and beside no other. */
TEST(the_control_totals_of_a_run_stand_in_the_journal)
{
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        int runs = 0;
        if (!paid_city(&city, arena, engine))
            continue;
        const JsonNode *data = city_ask(&city, AUDITOR, "audit.list", "{\"limit\":1000}");
        for (int i = 0; i < count_at(data, "items"); i++) {
            const JsonNode *entry = at_path(data, str_z(arena, str_format(arena, "items.%d", i)));
            if (!str_is(text_at(entry, "command"), "levy.assess")) {
                CHECK(!at_path(entry, "assessed"));
                continue;
            }
            CHECK_EQ(number_at(entry, "assessed.total_fen"), 694100);
            CHECK_EQ(number_at(entry, "assessed.lines"), 2);
            CHECK_STR(text_at(entry, "assessed.month"), S("2025-02"));
            runs++;
        }
        CHECK_EQ(runs, 1);
        city_close(&city);
    }
}

/* What is open, until it is paid. */
TEST(the_sums_of_arrears_are_what_is_open)
{
    City city;
    if (!city_found(&city, arena, ENGINE_MEMORY))
        return;
    city_live(&city);
    static const char *const at = "2025-03-25T10:00:00+08:00";
    Str run = city_command(&city, arena, "r-1", at, CLERK, "levy.assess", FEB);
    Str args = str_format(arena, "{\"run\":\"" STR_FMT "\"}", STR_ARG(answer_member(arena, run, "data.run")));
    CHECK(answer_is(city_command(&city, arena, "r-2", at, REVIEWER, "levy.release", args.p), "done"));
    const JsonNode *data = city_ask(&city, AUDITOR, "unit.arrears", "{\"credit_code\":\"" UNIT "\"}");
    Read arrears = make(arena, REPORT_ARREARS, REPORT_CSV, false, data, NULL);
    CHECK_EQ(sum_under(&arrears, "单位缴纳") + sum_under(&arrears, "个人缴纳"), number_at(data, "open_fen"));
    CHECK_EQ(sum_under(&arrears, "滞纳金"), number_at(data, "late_fee_fen"));
    CHECK(number_at(data, "late_fee_fen") > 0);
    city_close(&city);
}

/* A voucher that looks like a formula is text; a CSV begins with the mark that Excel wants. */
TEST(no_cell_becomes_a_formula)
{
    City city;
    if (!paid_city(&city, arena, ENGINE_MEMORY))
        return;
    const JsonNode *data = city_ask(&city, AUDITOR, "person.statement", "{\"person\":1}");
    Str bytes = { 0 };
    Why why = { .arena = arena };
    CHECK_EQ(report_make(arena, REPORT_MONTHS, REPORT_CSV, false, &data, 1, &bytes, &why), OK);
    CHECK(str_starts(bytes, S("\xEF\xBB\xBF")));
    CHECK(str_find(bytes, S("'=R1")) > 0 && str_find(bytes, S(",=R1")) < 0);
    city_close(&city);
}

/* The example is a file that wage.declare can read: its columns are found. */
TEST(the_example_of_wages_has_the_titles_that_are_looked_for)
{
    static const Want wants[] = { { TITLE_SSN, true }, { TITLE_WAGE, true } };
    for (ReportForm form = REPORT_CSV; form <= REPORT_XLSX; form++) {
        Str bytes = { 0 };
        Why why = { .arena = arena };
        Sheet *sheet = NULL;
        Header header;
        CHECK_EQ(report_make(arena, REPORT_WAGES, form, true, NULL, 0, &bytes, &why), OK);
        CHECK_EQ(sheet_open(bytes, NULL, &sheet, &why), OK);
        CHECK_EQ(header_read(sheet, wants, 2, &header, &why), OK);
        sheet_close(sheet);
    }
}

/* What the worksheet says of its cells, as it stands in the file. */
static Str worksheet(Arena *arena, Str xlsx) { return test_said_of(arena, xlsx, "unzip -p %s xl/worksheets/sheet1.xml"); }

TEST(the_form_of_wages_offers_months_and_takes_no_wage_that_is_none)
{
    const JsonNode *page = json_tree(arena, S("{\"month\":\"2026-02\"}"));
    Str bytes = { 0 };
    Why why = { .arena = arena };
    CHECK_EQ(report_make(arena, REPORT_WAGES, REPORT_XLSX, false, &page, 1, &bytes, &why), OK);
    Str sheet = worksheet(arena, bytes);
    CHECK(str_find(sheet, S("<dataValidation type=\"list\"")) > 0);
    CHECK(str_find(sheet, S("sqref=\"C2:C1048576\"><formula1>\"2026-02,2026-01,2025-12,")) > 0);
    CHECK(str_find(sheet, S("2025-03\"</formula1>")) > 0);
    CHECK(str_find(sheet, S("type=\"decimal\" operator=\"greaterThan\"")) > 0 && str_find(sheet, S("sqref=\"D2:D1048576\"")) > 0);
    CHECK_EQ(report_make(arena, REPORT_WAGES, REPORT_CSV, false, &page, 1, &bytes, &why), OK);
    CHECK(str_find(bytes, S("张示例,2026-02,8235.50")) > 0);
}

TEST(an_unknown_form_is_none)
{
    CHECK_EQ(report_form(S("csv")), REPORT_CSV);
    CHECK_EQ(report_form(S("xlsx")), REPORT_XLSX);
    CHECK_EQ(report_form(S("xls")), REPORT_NONE);
    CHECK_EQ(report_form((Str){ 0 }), REPORT_NONE);
}
