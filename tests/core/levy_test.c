/* levy_test.c - contributions from the declaration to the payment, said to a whole bureau on every engine. */
#include "core/verify.h"
#include "ledger/ledger.h"
#include "root.h"
#include "support/city.h"

#define CLERK "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}"
#define UNIT "{\"role\":\"unit\",\"user\":\"u1\",\"org\":\"91330106MA27XK3D59\"}"
#define OTHER_UNIT "{\"role\":\"unit\",\"user\":\"u2\",\"org\":\"91330106MA2CFK4K7U\"}"
#define AGENCY "{\"role\":\"agency\",\"user\":\"g1\",\"org\":\"A01\"}"
#define CODE "\"credit_code\":\"91330106MA27XK3D59\""
#define ONE "330106199003078817"
#define TWO "330106198511204029"
#define THREE "440306196202155515"

static int said;

static Str say(City *city, const char *actor, const char *command, const char *args)
{
    Arena *arena = city->arena;
    const char *id = str_z(arena, str_format(arena, "levy-%d", ++said));
    return city_command(city, arena, id, "2025-03-05T10:00:00+08:00", actor, command, args);
}

static void verify_whole(City *city)
{
    VerifyResult result = { 0 };
    CHECK_EQ(verify_bureau(city->arena, &city->bureau, true, &result), OK);
    CHECK_STR(result.zh, (Str){ 0 });
}

#define DECLARE(mode, lines) "{" CODE ",\"month\":\"2025-02\",\"mode\":\"" mode "\",\"lines\":[" lines "]}"
#define LINE(number, fen) "{\"ssn\":\"" number "\",\"wage_fen\":" fen "}"

static void row_code(City *city, Str answer, int at, const char *code)
{
    const char *path = str_z(city->arena, str_format(city->arena, "data.rejected.%d.code", at));
    CHECK_STR(answer_member(city->arena, answer, path), str(code));
}

TEST(wages_are_declared_row_by_row)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!city_found(&city, arena, engine))
            continue;
        city_live(&city);
        said = 0;
        Str report =
            say(&city, UNIT, "wage.declare",
                DECLARE("report", LINE(ONE, "1234567") "," LINE(TWO, "0") "," LINE(TWO, "-5") "," LINE(
                                      "330106199003078818", "1") "," LINE(THREE, "500000") "," LINE("110105199003078211", "1")));
        CHECK(answer_is(report, "done"));
        CHECK(str_find(report, S("\"accepted\":0,\"good\":1")) > 0);
        row_code(&city, report, 0, "bad-amount");
        row_code(&city, report, 2, "bad-id-number");
        row_code(&city, report, 3, "not-open");
        row_code(&city, report, 4, "unknown-person");
        CHECK(str_find(report, S("330106198511204029")) < 0); /* masked */
        Str all = say(&city, UNIT, "wage.declare", DECLARE("all", LINE(ONE, "1234567") "," LINE(TWO, "0")));
        CHECK(str_find(all, S("\"accepted\":0,\"good\":1")) > 0);
        Str good = say(&city, UNIT, "wage.declare", DECLARE("good-rows", LINE(ONE, "1234567") "," LINE(TWO, "0")));
        CHECK(answer_is(good, "done"));
        CHECK(str_find(good, S("\"accepted\":1,\"good\":1")) > 0);
        CHECK(answer_is(say(&city, UNIT, "wage.declare", DECLARE("all", LINE(ONE, "1234567"))), "already"));
        CHECK(answer_is(say(&city, UNIT, "wage.declare", DECLARE("all", LINE(ONE, "1234568"))), "done"));
        Str twice = say(&city, UNIT, "wage.declare", DECLARE("good-rows", LINE(TWO, "5") "," LINE(TWO, "5")));
        CHECK(str_find(twice, S("\"accepted\":0,\"good\":0")) > 0);
        row_code(&city, twice, 0, "conflict");
        row_code(&city, twice, 1, "conflict");
        test_write("wages.csv", S("身份证号码,缴费工资\n330106199003078817,\"12,345.67\"\n330106198511204029,1e5\n"));
        Str file =
            say(&city, CLERK, "wage.declare", "{" CODE ",\"month\":\"2025-02\",\"mode\":\"good-rows\",\"file\":\"wages.csv\"}");
        CHECK(str_find(file, S("\"accepted\":1,\"good\":1")) > 0);
        row_code(&city, file, 0, "exponent");
        CHECK_EQ(answer_err(arena, say(&city, OTHER_UNIT, "wage.declare", DECLARE("all", LINE(ONE, "1")))), ERR_NOT_PERMITTED);
        Str client = say(&city, AGENCY, "wage.declare", DECLARE("all", LINE(ONE, "1")));
        row_code(&city, client, 0, "not-permitted");
        CHECK_EQ(answer_err(arena, say(&city, UNIT, "wage.declare",
                                       "{" CODE ",\"month\":\"2025-04\",\"mode\":\"all\",\"lines\":[" LINE(ONE, "1") "]}")),
                 ERR_TOO_EARLY);
        CHECK_EQ(answer_err(arena, say(&city, UNIT, "wage.declare", "{" CODE ",\"month\":\"2025-02\",\"mode\":\"all\"}")),
                 ERR_BAD_FIELD);
        Str early =
            say(&city, UNIT, "wage.declare", "{" CODE ",\"month\":\"2024-12\",\"mode\":\"all\",\"lines\":[" LINE(ONE, "1") "]}");
        row_code(&city, early, 0, "too-early");
        verify_whole(&city);
        Str dump = fixture_dump(arena, city.bureau.db);
        first = first.n ? first : dump;
        CHECK(str_eq(first, dump));
        city_close(&city);
    }
}

#define REVIEWER "{\"role\":\"reviewer\",\"user\":\"r1\",\"org\":\"office\"}"
#define JOB "{\"role\":\"job\",\"user\":\"job\",\"org\":\"office\"}"
#define FEB_UNIT "{\"region\":\"330100\",\"month\":\"2025-02\"," CODE "}"
#define FEB_DRY "{\"region\":\"330100\",\"month\":\"2025-02\"," CODE ",\"dry\":true}"

static void totals(City *city, Str answer, const char *kind, const char *lines, const char *total)
{
    CHECK(answer_is(answer, "done"));
    CHECK_STR(answer_member(city->arena, answer, "data.kind"), str(kind));
    CHECK(str_find(answer, str_format(city->arena, "\"lines\":%s,\"total_fen\":%s", lines, total)) > 0);
}

static Str release(City *city, Str assessed, const char *actor)
{
    return say(city, actor, "levy.release",
               str_z(city->arena, str_format(city->arena, "{\"run\":\"" STR_FMT "\"}",
                                             STR_ARG(answer_member(city->arena, assessed, "data.run")))));
}

/* City lives in Hangzhou; 2025: 16/8, 9.9/2, 0.5/0.5, injury 0.2 percent. ONE has all insurances, TWO pension and medical.
 * Undeclared and without a bill of January both pay on the base of the account: 10,000.00 and 9,000.00. */
TEST(an_employer_is_assessed_released_and_corrected)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!city_found(&city, arena, engine))
            continue;
        city_live(&city);
        said = 0;
        Str dry = say(&city, CLERK, "levy.assess", FEB_DRY);
        totals(&city, dry, "bill", "2", "694100"); /* 3710.00 of 10,000 and 3231.00 of 9,000 */
        Str run = say(&city, CLERK, "levy.assess", FEB_UNIT), other = say(&city, JOB, "levy.assess", FEB_UNIT);
        totals(&city, run, "bill", "2", "694100");
        CHECK_EQ(answer_err(arena, release(&city, run, CLERK)), ERR_NOT_PERMITTED);
        CHECK_EQ(answer_err(arena, say(&city, REVIEWER, "levy.release", "{\"run\":\"L3\"}")), ERR_UNKNOWN_ID);
        CHECK(answer_is(release(&city, run, REVIEWER), "done"));
        CHECK(answer_is(release(&city, run, REVIEWER), "already"));
        CHECK_EQ(answer_err(arena, release(&city, other, REVIEWER)), ERR_CONFLICT);
        CHECK(answer_is(say(&city, CLERK, "levy.assess", FEB_UNIT), "already"));
        /* March: nothing declared, so a tenth more than February, line by line. */
        Str march = say(&city, CLERK, "levy.assess", "{\"region\":\"330100\",\"month\":\"2025-03\"," CODE "}");
        totals(&city, march, "bill", "2", "763510");
        CHECK(answer_is(release(&city, march, REVIEWER), "done"));
        /* February declared after all: the difference to 12,345.67 and 9,000. */
        CHECK(answer_is(say(&city, UNIT, "wage.declare", DECLARE("all", LINE(ONE, "1234567"))), "done"));
        Str more = say(&city, CLERK, "levy.assess", FEB_UNIT);
        totals(&city, more, "difference", "1", "87036"); /* 4580.36 - 3710.00 */
        CHECK(answer_is(release(&city, more, REVIEWER), "done"));
        const JsonNode *bill =
            json_tree(arena, city_say(&city, arena,
                                      S("{\"id\":\"q\",\"at\":\"2025-03-05T12:00:00+08:00\","
                                        "\"actor\":" UNIT ",\"query\":\"unit.bill\",\"args\":{" CODE ",\"month\":\"2025-02\"}}")));
        CHECK_EQ(number_at(bill, "data.total_fen"), 781136);
        CHECK_EQ(number_at(bill, "data.open_fen"), 781136);
        CHECK_EQ(number_at(bill, "data.lines"), 3);
        CHECK_STR(text_at(bill, "data.due"), S("2025-02-17"));
        /* 16 days late on each insurance; the sum of the fees of the three. */
        const JsonNode *arrears =
            json_tree(arena, city_say(&city, arena,
                                      S("{\"id\":\"q\",\"at\":\"2025-03-05T12:00:00+08:00\","
                                        "\"actor\":" UNIT ",\"query\":\"unit.arrears\",\"args\":{" CODE "}}")));
        CHECK_EQ(number_at(arrears, "data.open_fen"), 781136 + 763510);
        CHECK_EQ(number_at(arrears, "data.overdue_fen"), 781136);
        CHECK_EQ(number_at(arrears, "data.late_fee_fen"), 4098 + 2032 + 99 + 20);
        verify_whole(&city);
        Str dump = fixture_dump(arena, city.bureau.db);
        first = first.n ? first : dump;
        CHECK(str_eq(first, dump));
        city_close(&city);
    }
}

TEST(a_region_is_assessed_in_one_run)
{
    City city;
    if (!city_found(&city, arena, ENGINE_MEMORY))
        return;
    city_live(&city);
    said = 0;
    Str run = say(&city, JOB, "levy.assess", "{\"region\":\"330100\",\"month\":\"2025-02\"}");
    totals(&city, run, "bill", "2", "694100");
    CHECK(answer_is(release(&city, run, REVIEWER), "done"));
    CHECK(answer_is(say(&city, JOB, "levy.assess", "{\"region\":\"330100\",\"month\":\"2025-02\"}"), "already"));
    CHECK_EQ(answer_err(arena, say(&city, JOB, "levy.assess", "{\"region\":\"330100\",\"month\":\"2025-04\"}")), ERR_TOO_EARLY);
    CHECK_EQ(answer_err(arena, say(&city, JOB, "levy.assess", "{\"region\":\"540000\",\"month\":\"2025-02\"}")), ERR_NO_RULE);
    verify_whole(&city);
    city_close(&city);
}

static Str pay(City *city, const char *actor, const char *payer, int64_t fen, const char *no, const char *day)
{
    return say(city, actor, "payment.record",
               str_z(city->arena, str_format(city->arena,
                                             "{\"payer\":\"%s\",\"amount_fen\":%lld,\"voucher\":{\"kind\":\"bank-remittance\","
                                             "\"no\":\"%s\",\"day\":\"%s\"}}",
                                             payer, (long long)fen, no, day)));
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
    CHECK(answer_is(release(city, say(city, CLERK, "levy.assess", FEB_UNIT), REVIEWER), "done"));
}

#define PAYER "91330106MA27XK3D59"
/* February: pension 4560.00, medical 2261.00, unemployment 100.00, injury 20.00; due on the 17th; 16 days later the late
 * fees are 36.48, 18.09, 0.80 and 0.16. */
enum { FEB = 694100, FEB_FEES = 3648 + 1809 + 80 + 16 };

TEST(an_employer_pays_in_parts_and_everything_arrives)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!city_found(&city, arena, engine))
            continue;
        billed(&city);
        Str part = pay(&city, UNIT, PAYER, 300000, "R1", "2025-03-05");
        CHECK(answer_is(part, "done"));
        CHECK(str_find(part, S("\"unallocated_fen\":0")) > 0);
        CHECK_STR(answer_member(arena, part, "data.allocated.0.insurance"), S("pension"));
        CHECK_EQ(balance(&city, LEDGER_PERSONAL_PENSION, OWNER_NONE, 0), 0); /* not whole yet */
        CHECK_EQ(answer_err(arena, pay(&city, CLERK, PAYER, 300000, "R1", "2025-03-05")), ERR_DUPLICATE_VOUCHER);
        Str rest = pay(&city, CLERK, PAYER, FEB + FEB_FEES - 300000 + 77, "R2", "2025-03-05");
        CHECK(answer_is(rest, "done"));
        CHECK(str_find(rest, S("\"unallocated_fen\":77")) > 0);
        CHECK_EQ(balance(&city, LEDGER_PERSONAL_PENSION, OWNER_PERSON, 1), 80000);
        CHECK_EQ(balance(&city, LEDGER_PERSONAL_PENSION, OWNER_PERSON, 2), 72000);
        CHECK_EQ(balance(&city, LEDGER_PERSONAL_MEDICAL, OWNER_PERSON, 1), 20000);
        CHECK_EQ(balance(&city, LEDGER_POOL_PENSION, OWNER_NONE, 0), 160000 + 144000);
        CHECK_EQ(balance(&city, LEDGER_POOL_MEDICAL, OWNER_NONE, 0), 99000 + 89100);
        CHECK_EQ(balance(&city, LEDGER_POOL_UNEMPLOYMENT, OWNER_NONE, 0), 10000);
        CHECK_EQ(balance(&city, LEDGER_POOL_INJURY, OWNER_NONE, 0), 2000);
        CHECK_EQ(balance(&city, LEDGER_LATE_FEE_INCOME, OWNER_NONE, 0), FEB_FEES);
        CHECK_EQ(balance(&city, LEDGER_CLEARING, OWNER_UNIT, 1), 77);
        CHECK_EQ(balance(&city, LEDGER_BANK, OWNER_NONE, 0), FEB + FEB_FEES + 77);
        CHECK_EQ(balance(&city, LEDGER_RECEIVABLE, OWNER_UNIT, 1), 0);
        verify_whole(&city);
        Str dump = fixture_dump(arena, city.bureau.db);
        first = first.n ? first : dump;
        CHECK(str_eq(first, dump));
        city_close(&city);
    }
}

/* Whatever comes first on one day, the same arrives in the same funds. */
TEST(the_order_of_a_days_payments_does_not_matter)
{
    static const int64_t parts[3] = { 123456, 456000, FEB + FEB_FEES - 123456 - 456000 };
    static const int orders[6][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
    for (int i = 0; i < 6; i++) {
        City city;
        if (!city_found(&city, arena, ENGINE_MEMORY))
            return;
        billed(&city);
        for (int k = 0; k < 3; k++)
            CHECK(answer_is(
                pay(&city, CLERK, PAYER, parts[orders[i][k]], str_z(arena, str_format(arena, "R%d", orders[i][k])), "2025-03-05"),
                "done"));
        CHECK_EQ(balance(&city, LEDGER_LATE_FEE_INCOME, OWNER_NONE, 0), FEB_FEES);
        CHECK_EQ(balance(&city, LEDGER_PERSONAL_PENSION, OWNER_NONE, 0), 152000);
        CHECK_EQ(balance(&city, LEDGER_RECEIVABLE, OWNER_UNIT, 1), 0);
        CHECK_EQ(balance(&city, LEDGER_CLEARING, OWNER_UNIT, 1), 0);
        verify_whole(&city);
        city_close(&city);
    }
}

TEST(a_late_fee_begins_the_day_after_the_last_day)
{
    static const struct {
        const char *day;
        int64_t fee;
    } cases[] = { { "2025-03-17", 0 }, { "2025-03-18", 228 + 113 + 5 + 1 } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        City city;
        if (!city_found(&city, arena, ENGINE_MEMORY))
            return;
        city_live(&city);
        said = 0;
        Str run = say(&city, CLERK, "levy.assess", "{\"region\":\"330100\",\"month\":\"2025-03\"," CODE "}");
        CHECK(answer_is(release(&city, run, REVIEWER), "done"));
        Str line = str_format(arena,
                              "{\"id\":\"late\",\"at\":\"2025-03-20T10:00:00+08:00\",\"actor\":" CLERK ",\"command\":"
                              "\"payment.record\",\"args\":{\"payer\":\"" PAYER "\",\"amount_fen\":%d,\"voucher\":{\"kind\":"
                              "\"tax-certificate\",\"no\":\"T1\",\"day\":\"%s\"}}}",
                              FEB + 1000, cases[i].day);
        Str answer = city_say(&city, arena, line);
        CHECK(answer_is(answer, "done"));
        CHECK_EQ(balance(&city, LEDGER_LATE_FEE_INCOME, OWNER_NONE, 0), cases[i].fee);
        CHECK_EQ(balance(&city, LEDGER_CLEARING, OWNER_UNIT, 1), 1000 - cases[i].fee);
        verify_whole(&city);
        city_close(&city);
    }
}

TEST(who_pays_alone_pays_no_late_fee_and_has_the_account_credited)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!city_found(&city, arena, engine))
            continue;
        city_live(&city);
        said = 0;
        CHECK(answer_is(say(&city, CLERK, "person.register",
                            "{\"ssn\":\"110105199003078211\",\"name\":\"周清明\",\"hukou_region\":\"330106\",\"evidence\":"
                            "[{\"kind\":\"id-card\"}]}"),
                        "done"));
        CHECK(
            answer_is(say(&city, CLERK, "account.open",
                          "{\"ssn\":\"110105199003078211\",\"region\":\"330100\",\"category\":\"flexible\",\"flexible_kind\":"
                          "\"freelancer\",\"payer\":\"self\",\"insurances\":[\"pension\"],\"from\":\"2025-02\",\"base_fen\":498600,"
                          "\"channel\":\"counter\",\"evidence\":[{\"kind\":\"id-card\"},{\"kind\":\"household-register\"}]}"),
                      "done"));
        CHECK_EQ(answer_err(arena, pay(&city, UNIT, "110105199003078211", 1, "S0", "2025-03-05")), ERR_NOT_PERMITTED);
        Str run = say(&city, CLERK, "levy.assess", "{\"region\":\"330100\",\"month\":\"2025-02\",\"ssn\":\"110105199003078211\"}");
        totals(&city, run, "bill", "1", "99720"); /* F4 of the worked examples */
        CHECK(answer_is(release(&city, run, REVIEWER), "done"));
        int64_t person = city.bureau.store.bureau.persons;
        CHECK(answer_is(pay(&city, CLERK, "110105199003078211", 50000, "S1", "2025-03-05"), "done"));
        CHECK_EQ(balance(&city, LEDGER_PERSONAL_PENSION, OWNER_PERSON, person), 0);
        CHECK(answer_is(pay(&city, CLERK, "110105199003078211", 49720, "S2", "2025-03-05"), "done"));
        CHECK_EQ(balance(&city, LEDGER_PERSONAL_PENSION, OWNER_PERSON, person), 39888);
        CHECK_EQ(balance(&city, LEDGER_POOL_PENSION, OWNER_NONE, 0), 59832);
        CHECK_EQ(balance(&city, LEDGER_LATE_FEE_INCOME, OWNER_NONE, 0), 0);
        CHECK_EQ(answer_err(arena, pay(&city, CLERK, "440306196202155515", 5, "S3", "2025-03-05")), ERR_NOT_OPEN);
        CHECK_EQ(answer_err(arena, pay(&city, CLERK, PAYER, 0, "S4", "2025-03-05")), ERR_BAD_AMOUNT);
        CHECK_EQ(answer_err(arena, pay(&city, CLERK, PAYER, 5, "S5", "2025-03-06")), ERR_BAD_FIELD);
        CHECK_EQ(answer_err(arena, pay(&city, CLERK, "X99", 5, "S6", "2025-03-05")), ERR_UNKNOWN_CONTRACT);
        CHECK_EQ(answer_err(arena, pay(&city, CLERK, "nobody", 5, "S7", "2025-03-05")), ERR_UNKNOWN_UNIT);
        verify_whole(&city);
        Str dump = fixture_dump(arena, city.bureau.db);
        first = first.n ? first : dump;
        CHECK(str_eq(first, dump));
        city_close(&city);
    }
}
