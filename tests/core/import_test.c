/* import_test.c - files of wages, of the tax authority and of banks, said to a whole bureau on every engine: what agrees is
 * paid once, what does not is kept with a number, and a wrong line is answered with what to do. */
#include "core/verify.h"
#include "ledger/ledger.h"
#include "root.h"
#include "support/city.h"
#include <sys/stat.h>
#include <unistd.h>

#define CLERK "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}"
#define REVIEWER "{\"role\":\"reviewer\",\"user\":\"r1\",\"org\":\"office\"}"
#define UNIT "{\"role\":\"unit\",\"user\":\"u1\",\"org\":\"91330106MA27XK3D59\"}"
#define BANK "{\"role\":\"bank\",\"user\":\"b1\",\"org\":\"B01\"}"
#define TAX "{\"role\":\"tax\",\"user\":\"t1\",\"org\":\"tax\"}"
#define PAYER "91330106MA27XK3D59"
#define ONE "330106199003078817"
#define TWO "330106198511204029"
#define THREE "440306196202155515"
#define FEB_UNIT "{\"region\":\"330100\",\"month\":\"2025-02\",\"credit_code\":\"" PAYER "\"}"

static int said;

static Str say(City *city, const char *actor, const char *command, const char *args)
{
    const char *id = str_z(city->arena, str_format(city->arena, "import-%d", ++said));
    return city_command(city, city->arena, id, "2025-03-05T10:00:00+08:00", actor, command, args);
}

static Str bring(City *city, const char *actor, const char *kind, const char *file, const char *mode)
{
    return say(city, actor, "file.import",
               str_z(city->arena, str_format(city->arena, "{\"kind\":\"%s\",\"file\":\"%s\",\"mode\":\"%s\"}", kind, file, mode)));
}

static void verify_whole(City *city)
{
    VerifyResult result = { 0 };
    CHECK_EQ(verify_bureau(city->arena, &city->bureau, true, &result), OK);
    CHECK_STR(result.zh, (Str){ 0 });
}

static int64_t balance(City *city, LedgerAccount account, LedgerOwner kind, int64_t owner)
{
    Money out = { -1 };
    BalanceOf of = { .account = account, .region = 330100, .owner_kind = kind, .owner = owner };
    CHECK_EQ(db_begin(city->bureau.db), OK);
    CHECK_EQ(ledger_balance(city->bureau.db, city->arena, &of, day_make(9998, 12, 31), known_now, &out), OK);
    db_rollback(city->bureau.db);
    return out.fen;
}

static void billed(City *city)
{
    city_live(city);
    said = 0;
    Str run = say(city, CLERK, "levy.assess", FEB_UNIT);
    Str args = str_format(city->arena, "{\"run\":\"" STR_FMT "\"}", STR_ARG(answer_member(city->arena, run, "data.run")));
    CHECK(answer_is(say(city, REVIEWER, "levy.release", str_z(city->arena, args)), "done"));
}

#define HAS(answer, text) CHECK(str_find((answer), S(text)) > 0)

/* February: pension 4560.00, medical 2261.00, unemployment 100.00, injury 20.00. */
static const char tax_file[] =
    "统一社会信用代码,费款所属期,险种,金额,完税证明号,缴费日期\n" PAYER ",2025-02,基本养老保险,4560.00,T1,2025-02-14\n" PAYER
    ",2025-02,基本医疗保险,2261.00,T1,2025-02-14\n" PAYER ",2025-02,失业保险,100.00,T2,2025-02-14\n" PAYER
    ",2025-02,住房公积金,1.00,T3,2025-02-14\n91330106MA2CFK4K7X,2025-02,失业保险,1.00,T4,2025-02-14\n";
static const char bank_file[] = "交易日期,交易金额,流水号,付款人,统一社会信用代码\n2025-02-14,6821.00,T1,某公司,\n"
                                "2025-02-14,100.01,T2,,\n2025-02-14,55.00,Z9,某公司," PAYER "\n2025-02-14,-1.00,Z8,,\n2025-02-14,"
                                "1.00,Z7,,\n2025-02-14,2.00,Z7,,\n2025-03-06,3.00,Z6,,\n";

static void files(void)
{
    test_write("tax.csv", str(tax_file));
    test_write("bank.csv", str(bank_file));
    test_write("again.csv", S("交易日期,交易金额,流水号\n2025-02-14,6821.01,T1\n"));
}

static void row_code(City *city, Str answer, int at, const char *code)
{
    const char *path = str_z(city->arena, str_format(city->arena, "data.rejected.%d.code", at));
    CHECK_STR(answer_member(city->arena, answer, path), str(code));
}

TEST(bank_tax_and_bill_are_matched_exactly_and_the_rest_waits)
{
    Str first = { 0 };
    files();
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!city_found(&city, arena, engine))
            continue;
        billed(&city);
        Str tax = bring(&city, TAX, "tax-detail", "tax.csv", "good-rows");
        CHECK(answer_is(tax, "done"));
        HAS(tax, "\"accepted\":3,\"good\":3,\"known\":0,\"total_fen\":692100,\"matched\":0");
        row_code(&city, tax, 0, "bad-field");
        row_code(&city, tax, 1, "bad-id-number");
        CHECK_EQ(balance(&city, LEDGER_BANK, OWNER_NONE, 0), 0); /* a certificate is no money */
        Str report = bring(&city, BANK, "bank-statement", "bank.csv", "report");
        HAS(report, "\"accepted\":0,\"good\":3,\"known\":0");
        HAS(report, "\"matched\":1,\"matched_fen\":682100,\"suspense\":2,\"suspense_fen\":15501");
        CHECK_EQ(balance(&city, LEDGER_BANK, OWNER_NONE, 0), 0);
        CHECK(str_find(bring(&city, BANK, "bank-statement", "bank.csv", "all"), S("\"accepted\":0")) > 0);
        Str bank = bring(&city, BANK, "bank-statement", "bank.csv", "good-rows");
        CHECK(answer_is(bank, "done"));
        HAS(bank, "\"accepted\":3");
        row_code(&city, bank, 0, "negative");
        row_code(&city, bank, 1, "conflict");
        row_code(&city, bank, 2, "conflict");
        row_code(&city, bank, 3, "too-early");
        HAS(bank, "certificate-amount");
        HAS(bank, "bill-amount");
        CHECK_EQ(balance(&city, LEDGER_BANK, OWNER_NONE, 0), 682100 + 10001 + 5500);
        CHECK_EQ(balance(&city, LEDGER_SUSPENSE, OWNER_NONE, 0), 15501);
        CHECK_EQ(balance(&city, LEDGER_RECEIVABLE, OWNER_UNIT, 1), 12000);
        CHECK_EQ(balance(&city, LEDGER_CLEARING, OWNER_UNIT, 1), 0);
        CHECK_EQ(balance(&city, LEDGER_PERSONAL_PENSION, OWNER_NONE, 0), 152000);
        /* Once: the same file, the same number otherwise, by hand. */
        Str twice = bring(&city, BANK, "bank-statement", "bank.csv", "good-rows");
        HAS(twice, "\"accepted\":0,\"good\":0,\"known\":3");
        row_code(&city, bring(&city, BANK, "bank-statement", "again.csv", "good-rows"), 0, "duplicate-voucher");
        CHECK_EQ(answer_err(arena, say(&city, CLERK, "payment.record",
                                       "{\"payer\":\"" PAYER "\",\"amount_fen\":1,\"voucher\":{\"kind\":\"tax-certificate\",\"no\":"
                                       "\"T1\",\"day\":\"2025-02-14\"}}")),
                 ERR_DUPLICATE_VOUCHER);
        const JsonNode *list = city_ask(&city, CLERK, "suspense.list", "{}");
        CHECK_EQ(number_at(list, "items.0.amount_fen"), 10001);
        CHECK_STR(text_at(list, "items.0.suggestions.0.code"), S("certificate"));
        CHECK_STR(text_at(list, "items.0.suggestions.0.args.bill"), S(PAYER "/2025-02"));
        CHECK_STR(text_at(list, "items.1.suggestions.0.code"), S("payer"));
        Str match =
            str_format(arena, "{\"item\":\"" STR_FMT "\",\"bill\":\"" PAYER "/2025-02\"}", STR_ARG(text_at(list, "items.0.item")));
        Str matched = say(&city, CLERK, "suspense.match", str_z(arena, match));
        CHECK(answer_is(matched, "done"));
        HAS(matched, "\"amount_fen\":10001,\"unallocated_fen\":0");
        CHECK_EQ(answer_err(arena, say(&city, CLERK, "suspense.match", str_z(arena, match))), ERR_WRONG_STATE);
        CHECK_EQ(answer_err(arena, say(&city, CLERK, "suspense.match", "{\"item\":\"S1-1\",\"bill\":\"" PAYER "\"}")),
                 ERR_UNKNOWN_ID);
        CHECK_EQ(balance(&city, LEDGER_SUSPENSE, OWNER_NONE, 0), 5500);
        CHECK_EQ(balance(&city, LEDGER_RECEIVABLE, OWNER_UNIT, 1), 1999);
        CHECK_EQ(balance(&city, LEDGER_LATE_FEE_INCOME, OWNER_NONE, 0), 0); /* it came in in time */
        list = city_ask(&city, CLERK, "suspense.list", "{}");
        CHECK_EQ(number_at(list, "items.0.amount_fen"), 5500);
        verify_whole(&city);
        Str dump = fixture_dump(arena, city.bureau.db);
        first = first.n ? first : dump;
        CHECK(str_eq(first, dump));
        city_close(&city);
    }
}

/* Whichever file comes first, the same is paid. */
TEST(a_certificate_finds_the_money_that_waits_for_it)
{
    files();
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!city_found(&city, arena, engine))
            continue;
        billed(&city);
        CHECK(answer_is(bring(&city, BANK, "bank-statement", "bank.csv", "good-rows"), "done"));
        CHECK_EQ(balance(&city, LEDGER_SUSPENSE, OWNER_NONE, 0), 682100 + 10001 + 5500);
        HAS(bring(&city, TAX, "tax-detail", "tax.csv", "report"), "\"matched\":1,\"matched_fen\":682100");
        CHECK_EQ(balance(&city, LEDGER_RECEIVABLE, OWNER_UNIT, 1), 694100);
        HAS(bring(&city, TAX, "tax-detail", "tax.csv", "good-rows"), "\"matched\":1,\"matched_fen\":682100");
        CHECK_EQ(balance(&city, LEDGER_SUSPENSE, OWNER_NONE, 0), 15501);
        CHECK_EQ(balance(&city, LEDGER_RECEIVABLE, OWNER_UNIT, 1), 12000);
        CHECK_EQ(balance(&city, LEDGER_LATE_FEE_INCOME, OWNER_NONE, 0), 0);
        CHECK(str_find(bring(&city, TAX, "tax-detail", "tax.csv", "good-rows"), S("\"matched\":0")) > 0);
        verify_whole(&city);
        city_close(&city);
    }
}

/* The payer named by number, and exactly what is open; not a fen more, and never by name. */
TEST(money_is_matched_by_number_and_exact_amount_alone)
{
    static const struct {
        const char *line;
        int matched;
    } cases[] = { { "2025-02-14,6941.00,N1,," PAYER "\n", 1 },
                  { "2025-02-14,6941.01,N1,," PAYER "\n", 0 },
                  { "2025-02-14,6941.00,N1,x,\n", 0 },
                  { "2025-02-18,6941.00,N1,," PAYER "\n", 0 }, /* a day late: the fee is missing */
                  { "2025-02-18,6944.47,N1,," PAYER "\n", 1 } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        City city;
        if (!city_found(&city, arena, ENGINE_MEMORY))
            return;
        billed(&city);
        test_write("one.csv", str_format(arena, "交易日期,交易金额,流水号,付款人,统一社会信用代码\n%s", cases[i].line));
        Str answer = bring(&city, BANK, "bank-statement", "one.csv", "all");
        CHECK_EQ(str_find(answer, S("\"matched\":1")) > 0, cases[i].matched);
        CHECK_EQ(balance(&city, LEDGER_RECEIVABLE, OWNER_UNIT, 1), cases[i].matched ? 0 : 694100);
        city_close(&city);
    }
}

/* A person who pays alone is known by the number in its own column, and is free of the hold for arrears. */
TEST(a_person_who_pays_alone_is_matched_by_number)
{
    City city;
    if (!city_found(&city, arena, ENGINE_MEMORY))
        return;
    billed(&city);
    CHECK(answer_is(say(&city, CLERK, "person.register",
                        "{\"ssn\":\"330106199201015550\",\"name\":\"李白露\",\"hukou_region\":\"330106\",\"hukou_type\":\"urban\","
                        "\"evidence\":[{\"kind\":\"id-card\"}]}"),
                    "done"));
    CHECK(answer_is(
        say(&city, CLERK, "account.open",
            "{\"ssn\":\"330106199201015550\",\"region\":\"330100\",\"category\":\"flexible\",\"flexible_kind\":"
            "\"freelancer\",\"payer\":\"self\",\"insurances\":[\"pension\",\"medical\"],\"from\":\"2025-02\",\"base_fen\":"
            "500000,\"channel\":\"counter\",\"evidence\":[{\"kind\":\"id-card\"},{\"kind\":\"household-register\"}]}"),
        "done"));
    Str run = say(&city, CLERK, "levy.assess", "{\"region\":\"330100\",\"month\":\"2025-02\",\"ssn\":\"330106199201015550\"}");
    int64_t fen = number_at(json_tree(arena, run), "data.total_fen");
    CHECK(fen > 0);
    Str args = str_format(arena, "{\"run\":\"" STR_FMT "\"}", STR_ARG(answer_member(arena, run, "data.run")));
    CHECK(answer_is(say(&city, REVIEWER, "levy.release", str_z(arena, args)), "done"));
    test_write("self.csv", str_format(arena, "交易日期,交易金额,流水号,身份证号码\n2025-03-05,%lld.%02lld,N1,330106199201015550\n",
                                      (long long)(fen / 100), (long long)(fen % 100)));
    Str answer = bring(&city, BANK, "bank-statement", "self.csv", "all");
    HAS(answer, "\"matched\":1");
    CHECK_EQ(balance(&city, LEDGER_SUSPENSE, OWNER_NONE, 0), 0);
    CHECK_EQ(balance(&city, LEDGER_BANK, OWNER_NONE, 0), fen);
    CHECK(balance(&city, LEDGER_PERSONAL_PENSION, OWNER_NONE, 0) > 0);
    const JsonNode *status = city_ask(&city, CLERK, "person.status", "{\"ssn\":\"330106199201015550\"}");
    CHECK_EQ(json_member(status, "holds")->count, 0);
    verify_whole(&city);
    city_close(&city);
}

TEST(who_may_bring_which_file)
{
    City city;
    if (!city_found(&city, arena, ENGINE_MEMORY))
        return;
    files();
    billed(&city);
    CHECK_EQ(answer_err(arena, bring(&city, BANK, "tax-detail", "tax.csv", "report")), ERR_NOT_PERMITTED);
    CHECK_EQ(answer_err(arena, bring(&city, TAX, "bank-statement", "bank.csv", "report")), ERR_NOT_PERMITTED);
    CHECK_EQ(answer_err(arena, bring(&city, UNIT, "bank-statement", "bank.csv", "report")), ERR_NOT_PERMITTED);
    CHECK_EQ(answer_err(arena, bring(&city, BANK, "wages", "bank.csv", "report")), ERR_NOT_PERMITTED);
    CHECK_EQ(answer_err(arena, bring(&city, CLERK, "bank-statement", "bank.csv", "report")), ERR_BAD_FIELD); /* region */
    CHECK_EQ(answer_err(arena, bring(&city, UNIT, "wages", "bank.csv", "report")), ERR_BAD_FIELD);           /* month */
    test_write("wages.csv", S("身份证号码,工资\n" ONE ",9000.00\n"));
    Str wages =
        say(&city, UNIT, "file.import", "{\"kind\":\"wages\",\"file\":\"wages.csv\",\"mode\":\"all\",\"month\":\"2025-03\"}");
    HAS(wages, "\"accepted\":1");
    city_close(&city);
}

/* Paths of a replay lead nowhere else. */
/* At once, and by long work: nothing is taken, and the bureau goes on. */
TEST(a_file_that_lacks_a_column_is_turned_away)
{
    test_write("no-day.csv", S("金额,流水号\n1.00,T1\n"));
    test_write("no-payer.csv", S("费款所属期,险种,金额,完税证明号,缴费日期\n2025-02,基本养老保险,1.00,T1,2025-02-14\n"));
    for (Engines engine = 0; engine < ENGINE_END; engine++) {
        City city;
        if (!city_found(&city, arena, engine))
            continue;
        billed(&city);
        for (int long_work = 0; long_work < 2; long_work++) {
            city.bureau.store.batch.at_once = long_work ? 1 : 0;
            CHECK_EQ(answer_err(arena, bring(&city, BANK, "bank-statement", "no-day.csv", "all")), ERR_BAD_FIELD);
            CHECK_EQ(answer_err(arena, bring(&city, TAX, "tax-detail", "no-payer.csv", "all")), ERR_BAD_FIELD);
        }
        city_close(&city);
    }
}

TEST(a_replay_reads_files_of_its_own_folder_alone)
{
    City city;
    char path[512], outside[512];
    if (!city_found(&city, arena, ENGINE_MEMORY))
        return;
    billed(&city);
    snprintf(path, sizeof path, "%s/below", test_scratch_dir());
    CHECK(mkdir(path, 0700) == 0);
    test_write("below/w.csv", S("身份证号码,工资\n" ONE ",9000.00\n"));
    snprintf(path, sizeof path, "%s/link.csv", test_scratch_dir());
    CHECK(symlink("below/w.csv", path) == 0);
    snprintf(path, sizeof path, "%s/way", test_scratch_dir());
    CHECK(symlink("below", path) == 0);
    snprintf(path, sizeof path, "%s/pipe", test_scratch_dir());
    CHECK(mkfifo(path, 0600) == 0);
    snprintf(outside, sizeof outside, "%s/below/w.csv", test_scratch_dir());
    const char *const bad[] = { "../etc/passwd", "below/../below/w.csv", outside,  "link.csv", "way/w.csv", "below", "pipe",
                                "./below/w.csv", "below//w.csv",         "no.csv", "",         "below/",    ".",     "..",
                                "/dev/null" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK_EQ(answer_err(arena, bring(&city, UNIT, "wages", bad[i], "report")), ERR_BAD_FIELD);
    Str good =
        say(&city, UNIT, "file.import", "{\"kind\":\"wages\",\"file\":\"below/w.csv\",\"mode\":\"report\",\"month\":\"2025-03\"}");
    HAS(good, "\"good\":1");
    city_close(&city);
}
