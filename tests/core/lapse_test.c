/* lapse_test.c - own bills that lapse leave what is receivable by an entry of their own, stay in the books by payer and month,
 * and are paid from there by money that came in time; what an employer owes stays where it is. On every engine. */
#include "arrears.h"
#include "ledger/export.h"
#include <stdio.h>
#include <stdlib.h>

#define CODE "91330106MA27XK3D59"
#define UNIT "{\"role\":\"unit\",\"user\":\"hr\",\"org\":\"" CODE "\"}"

static int64_t balance(Desk *desk, LedgerAccount account, LedgerOwner kind)
{
    Money sum = { 0 };
    BalanceOf of = { .account = account, .region = 110000, .owner_kind = kind, .owner = kind ? 1 : 0, .person = kind ? 1 : 0 };
    CHECK_EQ(db_begin(desk->city.bureau.db), OK);
    CHECK_EQ(ledger_balance(desk->city.bureau.db, desk->arena, &of, day_make(9998, 12, 31), known_now, &sum), OK);
    db_rollback(desk->city.bureau.db);
    return sum.fen;
}

static const JsonNode *lapsed(Desk *desk, const char *at, const char *more)
{
    Str args = str_format(desk->arena, "{\"region\":\"110000\"%s}", more);
    return ask(desk, at, "lapsed.list", str_z(desk->arena, args));
}

static void job(Desk *desk, const char *at)
{
    Str args = str_format(desk->arena, "{\"day\":\"%.10s\"}", at);
    Str answer = say(desk, at, JOB, "job.daily", str_z(desk->arena, args));
    CHECK(answer_is(answer, "done") || answer_is(answer, "already"));
}

/* July to September are billed; of July 1,000.00 of the pension is paid. */
static void three_months(Desk *desk)
{
    open_account(desk, "self");
    bill(desk, "2025-07-05T09:00", "2025-07");
    bill(desk, "2025-08-05T09:00", "2025-08");
    bill(desk, "2025-09-05T09:00", "2025-09");
    CHECK(answer_is(pay(desk, "2025-09-10T10:00", WHO, 100000, "Q0", ""), "done"));
}

static void read_by_others(Desk *desk);

TEST(what_lapses_leaves_the_receivables_and_stays_in_the_books)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        Desk desk;
        if (!found(&desk, arena, engine))
            continue;
        three_months(&desk);
        int64_t open = 3 * MONTH - 100000, billed = 3 * MONTH;
        job(&desk, "2025-10-31T23:00");
        CHECK_EQ(balance(&desk, LEDGER_RECEIVABLE, OWNER_NONE), open);
        CHECK_EQ(balance(&desk, LEDGER_WRITE_OFF, OWNER_NONE), 0);
        CHECK_EQ(number_at(lapsed(&desk, "2025-10-31T23:10", ""), "lapsed_fen"), 0);
        job(&desk, "2025-11-01T01:00");
        CHECK_EQ(balance(&desk, LEDGER_RECEIVABLE, OWNER_NONE), 0);
        CHECK_EQ(balance(&desk, LEDGER_WRITE_OFF, OWNER_NONE), billed);
        CHECK_EQ(balance(&desk, LEDGER_WRITE_OFF, OWNER_PERSON), billed);
        CHECK_EQ(balance(&desk, LEDGER_CLEARING, OWNER_PERSON), 100000); /* no part of a month was bought */
        CHECK_EQ(balance(&desk, LEDGER_BILLED, OWNER_NONE), 3 * MONTH);
        CHECK_EQ(open_in_facts(&desk), open_in_ledger(&desk));
        job(&desk, "2025-11-01T02:00"); /* done once */
        job(&desk, "2025-11-02T01:00");
        const JsonNode *list = lapsed(&desk, "2025-11-02T09:00", "");
        CHECK_EQ(number_at(list, "lapsed_fen"), billed);
        CHECK_EQ(json_member(list, "items")->count, 1);
        CHECK_EQ(number_at(list, "items.0.amount_fen"), billed);
        CHECK_EQ(number_at(list, "items.0.returned_fen"), 100000);
        CHECK_STR(text_at(list, "items.0.payer"), S("1"));
        CHECK_STR(text_at(list, "items.0.parts.0.month"), S("2025-07"));
        CHECK_EQ(number_at(list, "items.0.parts.0.amount_fen"), PENSION);
        /* What can still be made up comes back if it is named, each insurance when it is whole: it reaches the funds. */
        int64_t pool = balance(&desk, LEDGER_POOL_PENSION, OWNER_NONE);
        CHECK_EQ(answer_err(arena, pay(&desk, "2025-11-05T10:00", WHO, MONTH, "Q1", ",\"month\":\"2025-07\"")), OK);
        CHECK_EQ(balance(&desk, LEDGER_WRITE_OFF, OWNER_NONE), billed - PENSION); /* the pension of July: this year */
        int64_t with = 100000 + MONTH - PENSION;
        CHECK_EQ(balance(&desk, LEDGER_CLEARING, OWNER_PERSON), with);
        Str part = pay(&desk, "2025-11-05T10:10", WHO, MONTH - with - 1, "Q2", ",\"month\":\"2025-08\"");
        CHECK(answer_is(part, "done"));
        CHECK_EQ(balance(&desk, LEDGER_WRITE_OFF, OWNER_NONE), billed - 2 * PENSION); /* a fen is missing of the rest */
        CHECK_EQ(balance(&desk, LEDGER_CLEARING, OWNER_PERSON), MEDICAL - 1);
        CHECK(answer_is(pay(&desk, "2025-11-05T10:20", WHO, 1, "Q3", ",\"month\":\"2025-08\""), "done"));
        CHECK_EQ(balance(&desk, LEDGER_CLEARING, OWNER_PERSON), 0);
        CHECK_EQ(balance(&desk, LEDGER_WRITE_OFF, OWNER_NONE), MEDICAL + MONTH);
        CHECK_EQ(balance(&desk, LEDGER_RECEIVABLE, OWNER_NONE), 0);
        CHECK(balance(&desk, LEDGER_POOL_PENSION, OWNER_NONE) > pool);
        CHECK(balance(&desk, LEDGER_POOL_MEDICAL, OWNER_NONE) > 0);
        CHECK_EQ(open_in_facts(&desk), open_in_ledger(&desk));
        /* After the months for it nothing brings it back. */
        CHECK_EQ(answer_err(arena, pay(&desk, "2026-01-05T10:00", WHO, MONTH, "Q4", ",\"month\":\"2025-09\"")), ERR_TOO_LATE);
        list = lapsed(&desk, "2026-01-05T11:00", ",\"limit\":2");
        CHECK_EQ(json_member(list, "items")->count, 2);
        CHECK(text_at(list, "next").n > 0);
        Str next = str_format(arena, ",\"limit\":9,\"after\":\"" STR_FMT "\"", STR_ARG(text_at(list, "next")));
        const JsonNode *rest = lapsed(&desk, "2026-01-05T11:01", str_z(arena, next));
        CHECK_EQ(json_member(rest, "items")->count, 2);
        CHECK_STR(text_at(rest, "next"), (Str){ 0 });
        read_by_others(&desk);
        whole(&desk, &first);
    }
}

/* A payment of a month that lapsed since is taken back: what it left open is asked of nobody either. */
TEST(what_is_taken_back_of_a_lapsed_month_lapses_too)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        Desk desk;
        if (!found(&desk, arena, engine))
            continue;
        three_months(&desk);
        job(&desk, "2025-11-01T01:00");
        CHECK(answer_is(pay(&desk, "2025-11-05T10:00", WHO, MONTH, "Q1", ",\"month\":\"2025-08\""), "done"));
        int64_t before = balance(&desk, LEDGER_WRITE_OFF, OWNER_NONE);
        static const char *const vouchers[] = { "Q1", "Q0" };
        static const int64_t lapses[] = { MONTH, 0 }; /* of July all had lapsed: what was paid of it goes with its payment */
        for (int i = 0; i < 2; i++) {
            Str args =
                str_format(arena, "{\"voucher\":{\"kind\":\"tax-certificate\",\"no\":\"%s\"},\"reason\":\"x\"}", vouchers[i]);
            Str asked = say(&desk, "2025-11-06T10:00", CLERK, "payment.reverse", str_z(arena, args));
            Str approve = str_format(arena, "{\"case\":\"" STR_FMT "\",\"decision\":\"approve\"}",
                                     STR_ARG(answer_member(arena, asked, "data.case")));
            done(&desk, "2025-11-06T11:00", REVIEWER, "case.review", str_z(arena, approve));
            before += lapses[i];
            CHECK_EQ(balance(&desk, LEDGER_WRITE_OFF, OWNER_NONE), before);
            CHECK_EQ(balance(&desk, LEDGER_CLEARING, OWNER_PERSON), i ? 0 : 100000);
            CHECK_EQ(open_in_facts(&desk), open_in_ledger(&desk));
            CHECK_EQ(balance(&desk, LEDGER_RECEIVABLE, OWNER_NONE), 0);
        }
        CHECK_EQ(before, 3 * MONTH);
        CHECK_EQ(open_in_facts(&desk), open_in_ledger(&desk));
        whole(&desk, &first);
    }
}

static Str taken_back(Desk *desk, const char *at, const char *no)
{
    Str args = str_format(desk->arena, "{\"voucher\":{\"kind\":\"tax-certificate\",\"no\":\"%s\"},\"reason\":\"x\"}", no);
    return say(desk, at, CLERK, "payment.reverse", str_z(desk->arena, args));
}

/* What was paid of a month that lapsed pays the next bill, and the notice says so; the payment it came from cannot be taken back
 * while it does. */
TEST(what_was_paid_of_a_lapsed_month_pays_the_next_bill)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        Desk desk;
        if (!found(&desk, arena, engine))
            continue;
        three_months(&desk);
        job(&desk, "2025-11-01T01:00");
        const JsonNode *notices = json_member(ask(&desk, "2025-11-01T09:00", "notice.list", "{\"ssn\":\"" WHO "\"}"), "items");
        bool told = false;
        for (size_t i = 0; i < notices->count; i++)
            told |= str_is(text_at(&notices->items[i], "code"), "part-returned");
        CHECK(told);
        done(&desk, "2025-11-02T09:30", CLERK, "account.resume", "{\"ssn\":\"" WHO "\",\"payer\":\"self\",\"month\":\"2025-11\"}");
        bill(&desk, "2025-11-05T09:00", "2025-11");
        CHECK_EQ(open_in_facts(&desk), MONTH - 100000);
        CHECK(answer_is(pay(&desk, "2025-11-06T09:00", WHO, MONTH - 100000, "Q5", ""), "done"));
        CHECK_EQ(balance(&desk, LEDGER_CLEARING, OWNER_PERSON), 0);
        CHECK_EQ(balance(&desk, LEDGER_RECEIVABLE, OWNER_PERSON), 0);
        CHECK(balance(&desk, LEDGER_PERSONAL_PENSION, OWNER_NONE) > 0);
        CHECK_EQ(open_in_facts(&desk), open_in_ledger(&desk));
        CHECK_EQ(answer_err(arena, taken_back(&desk, "2025-11-06T10:00", "Q0")), ERR_CONFLICT);
        whole(&desk, &first);
    }
}

/* Or it is refunded, to the fen. */
TEST(what_was_paid_of_a_lapsed_month_is_refunded)
{
    Desk desk;
    if (!found(&desk, arena, ENGINE_MEMORY))
        return;
    three_months(&desk);
    job(&desk, "2025-11-01T01:00");
    Str asked = say(&desk, "2025-11-02T10:00", CLERK, "payment.refund",
                    "{\"payer\":\"" WHO "\",\"amount_fen\":100000,\"to\":\"6228480012345678\"}");
    Str approve =
        str_format(arena, "{\"case\":\"" STR_FMT "\",\"decision\":\"approve\"}", STR_ARG(answer_member(arena, asked, "data.case")));
    done(&desk, "2025-11-02T11:00", REVIEWER, "case.review", str_z(arena, approve));
    CHECK_EQ(balance(&desk, LEDGER_CLEARING, OWNER_PERSON), 0);
    CHECK_EQ(balance(&desk, LEDGER_BANK, OWNER_NONE), 0);
    CHECK_EQ(open_in_facts(&desk), open_in_ledger(&desk));
    CHECK_EQ(answer_err(arena, taken_back(&desk, "2025-11-03T10:00", "Q0")), ERR_CONFLICT);
    city_close(&desk.city);
}

/* ---- files of money ---- */

#define TAX_HEAD "身份证号码,费款所属期,险种,金额,完税证明号,缴费日期\n"
#define BANK_HEAD "交易日期,交易金额,流水号,身份证号码\n"

static Str bring(Desk *desk, const char *at, const char *kind, const char *text)
{
    const char *name = str_z(desk->arena, str_format(desk->arena, "lapse-%d.csv", desk->said));
    test_write(name, str(text));
    Str args = str_format(desk->arena, "{\"kind\":\"%s\",\"file\":\"%s\",\"mode\":\"all\",\"region\":\"110000\"}", kind, name);
    return say(desk, at, CLERK, "file.import", str_z(desk->arena, args));
}

static void bring_matches(Desk *desk, const char *at, const char *kind, const char *text, bool matched)
{
    Str answer = bring(desk, at, kind, text);
    if (str_find(answer, matched ? S("\"matched\":1") : S("\"matched\":0")) < 0)
        test_fail(__FILE__, __LINE__, "%s: " STR_FMT, text, STR_ARG(answer));
}

static void certificate(Desk *desk, const char *at, const char *month, const char *no, const char *day, bool matched)
{
    bring_matches(
        desk, at, "tax-detail",
        str_z(desk->arena,
              str_format(desk->arena, TAX_HEAD WHO ",%s,基本养老保险,1432.40,%s,%s\n" WHO ",%s,基本医疗保险,501.34,%s,%s\n", month,
                         no, day, month, no, day)),
        matched);
}

/* What a certificate says was paid while the month could be made up is taken from what lapsed, whichever file comes first and
 * however late; a fen less, or a day late, is for people to look at. */
TEST(a_certificate_in_time_pays_a_month_that_has_lapsed)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        Desk desk;
        if (!found(&desk, arena, engine))
            continue;
        open_account(&desk, "self");
        bill(&desk, "2025-07-05T09:00", "2025-07");
        bill(&desk, "2025-08-05T09:00", "2025-08");
        bill(&desk, "2025-09-05T09:00", "2025-09");
        job(&desk, "2025-11-01T01:00");
        CHECK_EQ(balance(&desk, LEDGER_WRITE_OFF, OWNER_NONE), 3 * MONTH);
        certificate(&desk, "2025-11-03T09:00", "2025-07", "T1", "2025-10-31", false); /* no money yet */
        certificate(&desk, "2025-11-03T09:01", "2025-08", "T2", "2025-12-01", false);
        bring_matches(&desk, "2025-11-03T09:10", "bank-statement", BANK_HEAD "2025-11-03,1933.74,T1,\n", true);
        CHECK_EQ(balance(&desk, LEDGER_WRITE_OFF, OWNER_NONE), 2 * MONTH);
        CHECK_EQ(balance(&desk, LEDGER_SUSPENSE, OWNER_NONE), 0);
        CHECK(balance(&desk, LEDGER_POOL_PENSION, OWNER_NONE) > 0);
        /* The medical part of August ended with November. */
        bring_matches(&desk, "2025-12-02T09:00", "bank-statement", BANK_HEAD "2025-12-02,1933.74,T2,\n", false);
        /* Who named the payer, and no month, asks for what is open: nothing is. */
        bring_matches(&desk, "2025-12-02T09:05", "bank-statement", BANK_HEAD "2025-12-02,1933.74,T4," WHO "\n", false);
        CHECK_EQ(balance(&desk, LEDGER_SUSPENSE, OWNER_NONE), 2 * MONTH);
        /* September's money waits for its certificate, which comes when it is too late for new money. */
        bring_matches(&desk, "2025-12-31T09:00", "bank-statement", BANK_HEAD "2025-12-31,1933.74,T3,\n", false);
        job(&desk, "2026-01-02T01:00");
        certificate(&desk, "2026-01-05T09:00", "2025-09", "T3", "2025-12-31", true);
        CHECK_EQ(balance(&desk, LEDGER_WRITE_OFF, OWNER_NONE), MONTH);
        CHECK_EQ(balance(&desk, LEDGER_SUSPENSE, OWNER_NONE), 2 * MONTH);
        CHECK_EQ(balance(&desk, LEDGER_CLEARING, OWNER_NONE), 0);
        CHECK_EQ(open_in_facts(&desk), open_in_ledger(&desk));
        /* By hand: its pension could be made up when the money came, whenever somebody sees that. */
        const JsonNode *waits = ask(&desk, "2026-01-05T10:00", "suspense.list", "{}");
        Str match =
            str_format(arena, "{\"item\":\"" STR_FMT "\",\"bill\":\"" WHO "/2025-08\"}", STR_ARG(text_at(waits, "items.0.item")));
        done(&desk, "2026-01-05T10:10", CLERK, "suspense.match", str_z(arena, match));
        CHECK_EQ(balance(&desk, LEDGER_WRITE_OFF, OWNER_NONE), MEDICAL);
        CHECK_EQ(balance(&desk, LEDGER_CLEARING, OWNER_NONE), MEDICAL);
        CHECK_EQ(balance(&desk, LEDGER_SUSPENSE, OWNER_NONE), MONTH);
        CHECK_EQ(open_in_facts(&desk), open_in_ledger(&desk));
        whole(&desk, &first);
    }
}

/* A skipped month: its medical part lapses in November, its pension with the year, and nothing else. */
TEST(each_insurance_lapses_on_its_own_day)
{
    Desk desk;
    if (!found(&desk, arena, ENGINE_MEMORY))
        return;
    open_account(&desk, "self");
    bill(&desk, "2025-07-05T09:00", "2025-07");
    bill(&desk, "2025-08-05T09:00", "2025-08");
    CHECK(answer_is(pay(&desk, "2025-08-06T09:00", WHO, MONTH, "Q1", ",\"month\":\"2025-08\""), "done"));
    job(&desk, "2025-11-02T01:00");
    CHECK_EQ(balance(&desk, LEDGER_WRITE_OFF, OWNER_NONE), MEDICAL);
    CHECK_EQ(balance(&desk, LEDGER_RECEIVABLE, OWNER_NONE), PENSION);
    job(&desk, "2026-01-01T01:00");
    CHECK_EQ(balance(&desk, LEDGER_WRITE_OFF, OWNER_NONE), MONTH);
    CHECK_EQ(balance(&desk, LEDGER_RECEIVABLE, OWNER_NONE), 0);
    city_close(&desk.city);
}

/* Years later an employer owes what it owed. */
TEST(what_an_employer_owes_never_lapses)
{
    Desk desk;
    if (!found(&desk, arena, ENGINE_MEMORY))
        return;
    done(&desk, "2025-07-02T09:10", CLERK, "unit.register",
         "{\"credit_code\":\"" CODE "\",\"name\":\"江南织造有限公司\",\"region\":\"110000\",\"injury_class\":2,"
         "\"evidence\":[{\"kind\":\"business-licence\"}]}");
    done(&desk, "2025-07-02T09:20", CLERK, "account.open",
         "{\"ssn\":\"" WHO "\",\"region\":\"110000\",\"category\":\"employee\",\"payer\":\"" CODE
         "\",\"insurances\":[\"pension\",\"medical\"],\"from\":\"2025-07\",\"channel\":\"counter\","
         "\"evidence\":[{\"kind\":\"id-card\"},{\"kind\":\"labour-contract\"}]}");
    done(&desk, "2025-07-03T09:00", UNIT, "wage.declare",
         "{\"credit_code\":\"" CODE "\",\"month\":\"2025-07\",\"mode\":\"all\",\"lines\":[{\"ssn\":\"" WHO
         "\",\"wage_fen\":800000}]}");
    bill(&desk, "2025-07-05T09:00", "2025-07");
    int64_t owed = balance(&desk, LEDGER_RECEIVABLE, OWNER_NONE);
    CHECK(owed > 0);
    for (int year = 2025; year < 2029; year++)
        job(&desk, str_z(arena, str_format(arena, "%d-12-31T23:00", year)));
    CHECK_EQ(balance(&desk, LEDGER_RECEIVABLE, OWNER_NONE), owed);
    CHECK_EQ(balance(&desk, LEDGER_WRITE_OFF, OWNER_NONE), 0);
    CHECK_EQ(number_at(lapsed(&desk, "2029-01-02T09:00", ""), "lapsed_fen"), 0);
    city_close(&desk.city);
}

/* ---- other people's programs ---- */

static void add_text(void *context, Str text) { buf_add(context, text); }

static void read_by_others(Desk *desk)
{
    Buf text = { .arena = desk->arena };
    CHECK_EQ(db_begin(desk->city.bureau.db), OK);
    CHECK_EQ(ledger_export(desk->city.bureau.db, true, known_now, add_text, &text), OK);
    db_rollback(desk->city.bureau.db);
    CHECK(str_find(buf_str(&text), S("billed, not asked any more")) > 0);
    const char *path = str_z(desk->arena, str_format(desk->arena, "%s/lapsed.journal", test_scratch_dir()));
    FILE *file = fopen(path, "wb");
    CHECK(file && fwrite(text.p, 1, text.n, file) == text.n && fclose(file) == 0);
    const char *const programs[] = { "LC_ALL=C.UTF-8 hledger -f %s check", "LC_ALL=C.UTF-8 ledger --args-only -f %s bal" };
    for (int i = 0; i < 2; i++) {
        Str command = str_format(desk->arena, programs[i], path);
        command = str_format(desk->arena, STR_FMT " > %s.out 2>&1", STR_ARG(command), path);
        CHECK_EQ(system(str_z(desk->arena, command)), 0);
    }
}
