/* money_test.c - lines of tax and bank files: what is read, and what is wrong with each line by itself. */
#include "channel/money.h"
#include "support/test.h"

static const Day today = { 20152 }; /* 2025-03-05 */

typedef struct {
    const char *line;
    MoneyFault fault;
    const char *code; /* of a cell */
} Case;

static void check(Arena *arena, ImportKind kind, const char *titles, const Case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        MoneyFile file;
        MoneyLine line = { 0 };
        Str text = str_format(arena, "%s\n%s\n", titles, cases[i].line);
        CHECK_EQ(money_open(text, kind, today, &file, NULL), OK);
        CHECK_EQ(money_next(&file, arena, &line, NULL), OK);
        CHECK_EQ(line.row, 2);
        if (line.fault != cases[i].fault)
            test_fail(__FILE__, __LINE__, "%s: fault %d, should be %d", cases[i].line, (int)line.fault, (int)cases[i].fault);
        if (cases[i].code)
            CHECK_STR(str(money_fault(line.fault, line.cell).code), str(cases[i].code));
        sheet_close(file.sheet);
    }
}

TEST(bank_lines_are_judged_one_by_one)
{
    static const Case cases[] = {
        { "2025-02-14,6821.00,T1,91330106MA27XK3D59,", MONEY_RIGHT, NULL },
        { "2025-02-14,6821.00,T1,,330106199003078817", MONEY_RIGHT, NULL },
        { "2025-02-14,\"6,821.00\",T1,,", MONEY_RIGHT, NULL },
        { "2025-02-14,0.00,T1,,", MONEY_ZERO, NULL },
        { "2025-02-14,-1.00,T1,,", MONEY_CELL, "negative" },
        { "2025-02-14,(1.00),T1,,", MONEY_CELL, "negative" },
        { "2025-02-14,1e5,T1,,", MONEY_CELL, "exponent" },
        { "2025-02-14,12345678901234567890,T1,,", MONEY_CELL, "amount-too-large" },
        { "2025-02-14,0.001,T1,,", MONEY_CELL, "decimals" },
        { "2025-02-14,12.3.4,T1,,", MONEY_CELL, "not-amount" },
        { "2025-02-30,1.00,T1,,", MONEY_CELL, "no-such-day" },
        { "yesterday,1.00,T1,,", MONEY_CELL, "not-day" },
        { "2025-02-14,1.00,,,", MONEY_CELL, "empty" },
        { "2025-02-14,1.00,1.1E+17,,", MONEY_CELL, "digits-lost" },
        { "2025-02-14,1.00,1234567890123456789012345678901234567890123456789012345678901,,", MONEY_NO, NULL },
        { "2025-02-14,1.00,T1,91330106MA27XK3D50,", MONEY_PAYER, NULL },
        { "2025-02-14,1.00,T1,,330106199003078818", MONEY_PAYER, NULL },
        { "2025-02-14,1.00,T1,91330106MA27XK3D59,330106199003078817", MONEY_PAYER, NULL },
    };
    check(arena, IMPORT_BANK_STATEMENT, "交易日期,交易金额,流水号,统一社会信用代码,身份证号码", cases,
          sizeof cases / sizeof *cases);
}

TEST(tax_lines_need_payer_month_and_insurance)
{
    static const Case cases[] = {
        { "91330106MA27XK3D59,2025-02,基本养老保险,1.00,T1,2025-02-14", MONEY_RIGHT, NULL },
        { "91330106MA27XK3D59,202502,pension,1.00,T1,2025-02-14", MONEY_RIGHT, NULL },
        { "91330106MA27XK3D59,2025年2月,工伤保险费,1.00,T1,20250214", MONEY_RIGHT, NULL },
        { ",2025-02,基本养老保险,1.00,T1,2025-02-14", MONEY_PAYER, NULL },
        { "91330106MA27XK3D59,2025-13,基本养老保险,1.00,T1,2025-02-14", MONEY_CELL, "no-such-month" },
        { "91330106MA27XK3D59,2025-02,住房公积金,1.00,T1,2025-02-14", MONEY_INSURANCE, NULL },
        { "91330106MA27XK3D59,2025-02,,1.00,T1,2025-02-14", MONEY_CELL, "empty" },
    };
    check(arena, IMPORT_TAX_DETAIL, "统一社会信用代码,费款所属期,险种,金额,完税证明号,缴费日期", cases,
          sizeof cases / sizeof *cases);
}

/* What a file lacks is said before any line. */
TEST(files_without_the_columns_they_need_are_refused)
{
    static const struct {
        ImportKind kind;
        const char *text;
    } cases[] = {
        { IMPORT_BANK_STATEMENT, "交易日期,交易金额\n2025-02-14,1.00\n" },
        { IMPORT_BANK_STATEMENT, "交易日期,交易金额（万元）,流水号\n2025-02-14,1.00,T1\n" },
        { IMPORT_TAX_DETAIL, "费款所属期,险种,金额,完税证明号,缴费日期\n2025-02,pension,1.00,T1,2025-02-14\n" },
        { IMPORT_TAX_DETAIL, "" },
        { IMPORT_BANK_STATEMENT, "PK\003\004" },
        { IMPORT_BANK_STATEMENT, "<html><body>x</body></html>" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        MoneyFile file;
        Why why = { .arena = arena };
        CHECK_EQ(money_open(str(cases[i].text), cases[i].kind, today, &file, &why), ERR_BAD_FIELD);
        CHECK(why.zh.n && why.en.n);
    }
}

/* GB18030, a mark in front, tabs and every prefix of a file: read or refused, never something else. */
TEST(files_come_as_they_are_saved)
{
    static const char gbk[] =
        "\xbd\xbb\xd2\xd7\xc8\xd5\xc6\xda\t\xbd\xbb\xd2\xd7\xbd\xf0\xb6\xee\t\xc1\xf7\xcb\xae\xba\xc5\n2025-02-14\t1.00\tT1\n";
    static const char marked[] = "\xef\xbb\xbf交易日期;交易金额;流水号\r\n2025-02-14;1.00;T1\r\n";
    const Str texts[] = { { gbk, sizeof gbk - 1 }, { marked, sizeof marked - 1 } };
    for (size_t i = 0; i < 2; i++)
        for (size_t n = 0; n <= texts[i].n; n++) {
            MoneyFile file;
            MoneyLine line = { 0 };
            if (money_open(str_head(texts[i], n), IMPORT_BANK_STATEMENT, today, &file, NULL) != OK) {
                CHECK(n < texts[i].n);
                continue;
            }
            Err err = money_next(&file, arena, &line, NULL);
            CHECK(n < texts[i].n || (err == OK && line.amount.fen == 100));
            CHECK(!line.fault || n < texts[i].n);
            sheet_close(file.sheet);
        }
}
