/* reverse_test.c - a payment that was recorded wrongly is taken back, and what lies with a payer goes back to it. */
#include "counter.h"

/* February of the employer, and its late fees on March 5th, as in levy_test.c. */
enum { FEB = 694100, FEB_FEES = 3648 + 1809 + 80 + 16 };
#define REVERSE(city, day, no) \
    counter_two(city, day, "payment.reverse", \
                "{\"voucher\":{\"kind\":\"bank-remittance\",\"no\":\"%s\"},\"reason\":\"金额记错\"}", no)
#define REFUND(city, day, payer, fen) \
    counter_two(city, day, "payment.refund", "{\"payer\":\"%s\",\"amount_fen\":%lld,\"to\":\"6228 4800 1234 5678 010\"}", payer, \
                (long long)(fen))

TEST(a_reversed_payment_leaves_what_is_owed_as_before_and_may_be_recorded_again)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!counter_open(&city, arena, engine))
            continue;
        counter_bill(&city, "2025-03-05", "2025-02", "," COUNTER_CODE);
        Str before = counter_owed(&city, OWNER_UNIT, 1, 0, "2025-03-05"),
            later = counter_owed(&city, OWNER_UNIT, 1, 0, "2025-04-30");
        CHECK_EQ(answer_err(arena, REVERSE(&city, "2025-03-05", "R1")), ERR_UNKNOWN_ID);
        CHECK(answer_is(counter_pay(&city, "2025-03-05", COUNTER_PAYER, FEB + FEB_FEES + 77, "R1", "2025-03-05"), "done"));
        CHECK_EQ(counter_balance(&city, LEDGER_PERSONAL_PENSION, OWNER_PERSON, 1), 80000);
        Str done = REVERSE(&city, "2025-03-06", "R1");
        CHECK(answer_is(done, "done"));
        const JsonNode *answer = json_tree(arena, done);
        CHECK_EQ(number_at(answer, "data.reversed_fen"), FEB + FEB_FEES + 77);
        CHECK_EQ(number_at(answer, "data.principal_fen"), FEB);
        CHECK_EQ(number_at(answer, "data.late_fee_fen"), FEB_FEES);
        CHECK_STR(text_at(answer, "data.day"), S("2025-03-05"));
        CHECK_STR(counter_owed(&city, OWNER_UNIT, 1, 0, "2025-03-05"), before);
        CHECK_STR(counter_owed(&city, OWNER_UNIT, 1, 0, "2025-04-30"), later);
        CHECK_EQ(counter_balance(&city, LEDGER_PERSONAL_PENSION, OWNER_PERSON, 1), 0);
        CHECK_EQ(counter_balance(&city, LEDGER_POOL_MEDICAL, OWNER_NONE, 0), 0);
        CHECK_EQ(counter_balance(&city, LEDGER_LATE_FEE_INCOME, OWNER_NONE, 0), 0);
        CHECK_EQ(counter_balance(&city, LEDGER_LATE_FEE_BILLED, OWNER_NONE, 0), 0);
        CHECK_EQ(counter_balance(&city, LEDGER_CLEARING, OWNER_UNIT, 1), 0);
        CHECK_EQ(counter_balance(&city, LEDGER_BANK, OWNER_NONE, 0), 0);
        /* The reverse of a reverse is nothing. */
        CHECK_EQ(answer_err(arena, REVERSE(&city, "2025-03-06", "R1")), ERR_WRONG_STATE);
        counter_whole(&city);
        /* Recorded rightly by the same paper, and again only after the next reversal. */
        CHECK(answer_is(counter_pay(&city, "2025-03-07", COUNTER_PAYER, FEB, "R1", "2025-03-05"), "done"));
        CHECK_EQ(answer_err(arena, counter_pay(&city, "2025-03-07", COUNTER_PAYER, FEB, "R1", "2025-03-05")),
                 ERR_DUPLICATE_VOUCHER);
        CHECK_EQ(counter_balance(&city, LEDGER_PERSONAL_PENSION, OWNER_PERSON, 1), 80000);
        CHECK_EQ(counter_balance(&city, LEDGER_BANK, OWNER_NONE, 0), FEB);
        CHECK(answer_is(REVERSE(&city, "2025-03-08", "R1"), "done"));
        CHECK_STR(counter_owed(&city, OWNER_UNIT, 1, 0, "2025-04-30"), later);
        CHECK(answer_is(counter_pay(&city, "2025-03-09", COUNTER_PAYER, FEB + FEB_FEES, "R1", "2025-03-05"), "done"));
        CHECK_EQ(counter_balance(&city, LEDGER_RECEIVABLE, OWNER_UNIT, 1), 0);
        counter_whole(&city);
        Str dump = fixture_dump(arena, city.bureau.db);
        first = first.n ? first : dump;
        CHECK(str_eq(first, dump));
        city_close(&city);
    }
}

TEST(a_reversal_needs_two_people_and_a_voucher_that_stands)
{
    City city;
    if (!counter_open(&city, arena, ENGINE_MEMORY))
        return;
    counter_bill(&city, "2025-03-05", "2025-02", "," COUNTER_CODE);
    CHECK(answer_is(counter_pay(&city, "2025-03-05", COUNTER_PAYER, 100000, "R1", "2025-03-05"), "done"));
#define ASK(actor, args) counter_say(&city, "2025-03-06", actor, "payment.reverse", args)
#define R1 "\"voucher\":{\"kind\":\"bank-remittance\",\"no\":\"R1\"}"
    CHECK_EQ(answer_err(arena, ASK(COUNTER_REVIEWER, "{" R1 ",\"reason\":\"x\"}")), ERR_NOT_PERMITTED);
    CHECK_EQ(answer_err(arena, ASK(COUNTER_CLERK, "{" R1 ",\"reason\":\" \"}")), ERR_BAD_FIELD);
    CHECK_EQ(answer_err(arena, ASK(COUNTER_CLERK, "{\"voucher\":{\"kind\":\"payroll\",\"no\":\"R1\"},\"reason\":\"x\"}")),
             ERR_BAD_FIELD);
    CHECK_EQ(answer_err(arena, ASK(COUNTER_CLERK, "{\"voucher\":{\"kind\":\"cash-receipt\",\"no\":\"R1\"},\"reason\":\"x\"}")),
             ERR_UNKNOWN_ID);
    Str asked = ASK(COUNTER_CLERK, "{" R1 ",\"reason\":\"x\"}");
    CHECK_STR(answer_member(arena, asked, "data.case"), S("CU1-1"));
    CHECK_STR(answer_member(arena, asked, "data.state"), S("submitted"));
    CHECK_EQ(counter_balance(&city, LEDGER_BANK, OWNER_NONE, 0), 100000); /* nothing before the second person */
    CHECK(answer_is(ASK(COUNTER_CLERK, "{" R1 ",\"reason\":\"x\"}"), "already"));
    Str other = ASK(COUNTER_CLERK, "{" R1 ",\"reason\":\"y\"}");
    CHECK_STR(answer_member(arena, other, "data.case"), S("CU1-2"));
    CHECK_EQ(answer_err(arena, counter_say(&city, "2025-03-06", "{\"role\":\"reviewer\",\"user\":\"w1\",\"org\":\"office\"}",
                                           "case.review", "{\"case\":\"CU1-1\",\"decision\":\"approve\"}")),
             ERR_SAME_PERSON);
    const JsonNode *list = city_ask(&city, COUNTER_REVIEWER, "case.list", "{}");
    CHECK_EQ(count_at(list, "items"), 3); /* one from the city's life */
    CHECK_STR(text_at(list, "items.1.procedure.code"), S("reverse"));
    CHECK_STR(text_at(list, "items.1.case"), S("CU1-1"));
    CHECK(answer_is(
        counter_say(&city, "2025-03-06", COUNTER_REVIEWER, "case.review", "{\"case\":\"CU1-1\",\"decision\":\"approve\"}"),
        "done"));
    CHECK_EQ(counter_balance(&city, LEDGER_BANK, OWNER_NONE, 0), 0);
    /* The other case was right when it was opened; now it is refused and can be refused. */
    CHECK_EQ(answer_err(arena, counter_say(&city, "2025-03-06", COUNTER_REVIEWER, "case.review",
                                           "{\"case\":\"CU1-2\",\"decision\":\"approve\"}")),
             ERR_WRONG_STATE);
    CHECK(answer_is(counter_say(&city, "2025-03-06", COUNTER_REVIEWER, "case.review",
                                "{\"case\":\"CU1-2\",\"decision\":\"refuse\",\"reason\":\"x\"}"),
                    "done"));
    counter_whole(&city);
    city_close(&city);
#undef ASK
}

TEST(what_later_payments_build_on_is_reversed_after_them)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!counter_open(&city, arena, engine))
            continue;
        counter_bill(&city, "2025-03-05", "2025-02", "," COUNTER_CODE);
        Str before = counter_owed(&city, OWNER_UNIT, 1, 0, "2025-04-30");
        CHECK(answer_is(counter_pay(&city, "2025-03-05", COUNTER_PAYER, 300000, "R1", "2025-03-05"), "done"));
        CHECK(answer_is(counter_pay(&city, "2025-03-06", COUNTER_PAYER, FEB + 50000, "R2", "2025-03-06"), "done"));
        Str refused = REVERSE(&city, "2025-03-07", "R1");
        CHECK_EQ(answer_err(arena, refused), ERR_CONFLICT);
        CHECK(str_find(refused, S("R2")) > 0);
        /* March uses what lies with the employer since R2, so R2 in turn waits for R3. */
        counter_bill(&city, "2025-03-07", "2025-03", "," COUNTER_CODE);
        CHECK(answer_is(counter_pay(&city, "2025-03-07", COUNTER_PAYER, 1, "R3", "2025-03-07"), "done"));
        CHECK_EQ(counter_balance(&city, LEDGER_CLEARING, OWNER_UNIT, 1), 0);
        refused = REVERSE(&city, "2025-03-08", "R2");
        CHECK_EQ(answer_err(arena, refused), ERR_CONFLICT);
        CHECK(str_find(refused, S("R3")) > 0);
        CHECK(answer_is(REVERSE(&city, "2025-03-08", "R3"), "done"));
        CHECK(answer_is(REVERSE(&city, "2025-03-08", "R2"), "done"));
        CHECK(answer_is(REVERSE(&city, "2025-03-08", "R1"), "done"));
        Str after = counter_owed(&city, OWNER_UNIT, 1, 0, "2025-04-30");
        CHECK(str_find(after, str_from(before, 5)) > 0); /* March has come behind it */
        CHECK_EQ(counter_balance(&city, LEDGER_BANK, OWNER_NONE, 0), 0);
        counter_whole(&city);
        Str dump = fixture_dump(arena, city.bureau.db);
        first = first.n ? first : dump;
        CHECK(str_eq(first, dump));
        city_close(&city);
    }
}

static void close_february(City *city)
{
    CHECK(answer_is(counter_two(city, "2025-04-08", "month.close", "{\"region\":\"330100\",\"month\":\"2025-02\"}"), "done"));
    CHECK(answer_is(counter_two(city, "2025-04-08", "month.close", "{\"region\":\"330100\",\"month\":\"2025-03\"}"), "done"));
}

TEST(a_payment_of_a_closed_month_is_reversed_on_the_day_it_is_done)
{
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!counter_open(&city, arena, engine))
            continue;
        counter_bill(&city, "2025-03-05", "2025-02", "," COUNTER_CODE);
        Str before = counter_owed(&city, OWNER_UNIT, 1, 0, "2025-04-30");
        CHECK(answer_is(counter_pay(&city, "2025-03-05", COUNTER_PAYER, FEB, "R1", "2025-03-05"), "done"));
        close_february(&city);
        Str done = REVERSE(&city, "2025-04-09", "R1");
        CHECK_STR(answer_member(arena, done, "data.day"), S("2025-04-09"));
        CHECK_STR(counter_owed(&city, OWNER_UNIT, 1, 0, "2025-04-30"), before);
        /* In March the money was there: what was closed stays. */
        const JsonNode *march = city_ask(&city, "{\"role\":\"auditor\",\"user\":\"a9\",\"org\":\"office\"}", "fund.balance",
                                         "{\"region\":\"330100\",\"as_of\":\"2025-03-31\"}");
        CHECK_EQ(number_at(march, "accounts.0.balance_fen"), FEB);
        counter_whole(&city);
        city_close(&city);
    }
}

TEST(who_pays_alone_and_a_contract_are_reversed_the_same_way)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!counter_open(&city, arena, engine))
            continue;
        int64_t person = counter_alone(&city, "498600");
        counter_bill(&city, "2025-03-05", "2025-02", ",\"ssn\":\"" COUNTER_ALONE "\"");
        Str before = counter_owed(&city, OWNER_PERSON, person, person, "2025-04-30");
        CHECK(answer_is(counter_pay(&city, "2025-03-05", COUNTER_ALONE, 99720 + 5, "S1", "2025-03-05"), "done"));
        CHECK_EQ(counter_balance(&city, LEDGER_PERSONAL_PENSION, OWNER_PERSON, person), 39888);
        Str asked = counter_say(&city, "2025-03-06", COUNTER_CLERK, "payment.reverse",
                                "{\"voucher\":{\"kind\":\"bank-remittance\",\"no\":\"S1\"},\"reason\":\"x\"}");
        CHECK_STR(answer_member(arena, asked, "data.case"), str_format(arena, "C%lld-1", (long long)person));
        CHECK(answer_is(counter_sayf(&city, "2025-03-06", COUNTER_REVIEWER, "case.review",
                                     "{\"case\":\"C%lld-1\",\"decision\":\"approve\"}", (long long)person),
                        "done"));
        CHECK_EQ(counter_balance(&city, LEDGER_PERSONAL_PENSION, OWNER_PERSON, person), 0);
        CHECK_STR(counter_owed(&city, OWNER_PERSON, person, person, "2025-04-30"), before);
        Str notices = str_format(arena, "{\"ssn\":\"" COUNTER_ALONE "\"}");
        const JsonNode *list = city_ask(&city, COUNTER_CLERK, "notice.list", str_z(arena, notices));
        bool told = false;
        for (int i = 0; i < count_at(list, "items"); i++)
            told |= str_find(text_at(list, str_z(arena, str_format(arena, "items.%d.zh", i))), S("已冲正")) >= 0;
        CHECK(told);
        /* The contract of the third person: pension and medical of a flexible worker. */
        CHECK(answer_is(counter_say(&city, "2025-03-06", COUNTER_CLERK, "account.open",
                                    "{\"ssn\":\"440306196202155515\",\"region\":\"330100\",\"category\":\"flexible\","
                                    "\"flexible_kind\":\"freelancer\",\"payer\":\"X1\",\"insurances\":[\"pension\"],\"from\":"
                                    "\"2025-02\",\"channel\":\"counter\",\"evidence\":[{\"kind\":\"id-card\"},"
                                    "{\"kind\":\"agency-contract\"},{\"kind\":\"residence-proof\"}]}"),
                        "done"));
        Str run = counter_bill(&city, "2025-03-06", "2025-02", ",\"ssn\":\"440306196202155515\"");
        int64_t total = number_at(json_tree(arena, run), "data.total_fen");
        Str owed = counter_owed(&city, OWNER_CONTRACT, 1, 3, "2025-04-30");
        CHECK(answer_is(counter_pay(&city, "2025-03-06", "X1", total, "X-1", "2025-03-06"), "done"));
        CHECK(counter_balance(&city, LEDGER_PERSONAL_PENSION, OWNER_PERSON, 3) > 0);
        CHECK(answer_is(REVERSE(&city, "2025-03-06", "X-1"), "done"));
        CHECK_EQ(counter_balance(&city, LEDGER_PERSONAL_PENSION, OWNER_PERSON, 3), 0);
        CHECK_STR(counter_owed(&city, OWNER_CONTRACT, 1, 3, "2025-04-30"), owed);
        counter_whole(&city);
        Str dump = fixture_dump(arena, city.bureau.db);
        first = first.n ? first : dump;
        CHECK(str_eq(first, dump));
        city_close(&city);
    }
}

TEST(money_that_lies_with_a_payer_goes_back_and_never_more)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!counter_open(&city, arena, engine))
            continue;
        counter_bill(&city, "2025-03-05", "2025-02", "," COUNTER_CODE);
        CHECK_EQ(answer_err(arena, REFUND(&city, "2025-03-05", COUNTER_PAYER, 1)), ERR_BAD_AMOUNT);
        CHECK(answer_is(counter_pay(&city, "2025-03-05", COUNTER_PAYER, FEB + FEB_FEES + 1000, "R1", "2025-03-05"), "done"));
        CHECK_EQ(answer_err(arena, REFUND(&city, "2025-03-05", COUNTER_PAYER, 1001)), ERR_BAD_AMOUNT);
        CHECK_EQ(answer_err(arena, REFUND(&city, "2025-03-05", COUNTER_PAYER, 0)), ERR_BAD_AMOUNT);
        CHECK_EQ(answer_err(arena, counter_two(&city, "2025-03-05", "payment.refund",
                                               "{\"payer\":\"" COUNTER_PAYER "\",\"amount_fen\":1,\"to\":\"my bank\"}")),
                 ERR_BAD_FIELD);
        CHECK_EQ(answer_err(arena, REFUND(&city, "2025-03-05", "X9", 1)), ERR_UNKNOWN_CONTRACT);
        Str done = REFUND(&city, "2025-03-05", COUNTER_PAYER, 600);
        CHECK(answer_is(done, "done"));
        CHECK_EQ(number_at(json_tree(arena, done), "data.left_fen"), 400);
        CHECK_EQ(counter_balance(&city, LEDGER_CLEARING, OWNER_UNIT, 1), 400);
        CHECK_EQ(counter_balance(&city, LEDGER_REFUND, OWNER_UNIT, 1), 0);
        CHECK_EQ(counter_balance(&city, LEDGER_BANK, OWNER_NONE, 0), FEB + FEB_FEES + 400);
        /* What was refunded cannot be reversed away; paid back, it can. */
        Str refused = REVERSE(&city, "2025-03-06", "R1");
        CHECK_EQ(answer_err(arena, refused), ERR_CONFLICT);
        CHECK(str_find(refused, S("refunded")) > 0);
        CHECK(answer_is(counter_pay(&city, "2025-03-06", COUNTER_PAYER, 600, "R2", "2025-03-06"), "done"));
        CHECK(answer_is(REVERSE(&city, "2025-03-06", "R1"), "done"));
        CHECK_EQ(counter_balance(&city, LEDGER_BANK, OWNER_NONE, 0), 0);
        counter_whole(&city);
        Str dump = fixture_dump(arena, city.bureau.db);
        first = first.n ? first : dump;
        CHECK(str_eq(first, dump));
        city_close(&city);
    }
}

/* TWO leaves before February, which was billed and paid: what was too much comes out of the funds and accounts again. */
TEST(what_was_billed_too_much_is_refunded_out_of_the_funds)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!counter_open(&city, arena, engine))
            continue;
        counter_bill(&city, "2025-03-05", "2025-02", "," COUNTER_CODE);
        CHECK(answer_is(counter_pay(&city, "2025-03-05", COUNTER_PAYER, FEB + FEB_FEES, "R1", "2025-03-05"), "done"));
        CHECK_EQ(counter_balance(&city, LEDGER_PERSONAL_PENSION, OWNER_PERSON, 2), 72000);
        CHECK(answer_is(counter_say(&city, "2025-03-06", COUNTER_CLERK, "account.stop",
                                    "{\"ssn\":\"330106198511204029\",\"month\":\"2025-01\",\"reason\":\"left-job\"}"),
                        "done"));
        Str run = counter_bill(&city, "2025-03-06", "2025-02", "," COUNTER_CODE);
        CHECK_STR(answer_member(arena, run, "data.kind"), S("difference"));
        CHECK_EQ(number_at(json_tree(arena, run), "data.total_fen"), -323100);
        CHECK_EQ(answer_err(arena, REFUND(&city, "2025-03-06", COUNTER_PAYER, 323101)), ERR_BAD_AMOUNT);
        Str done = REFUND(&city, "2025-03-06", COUNTER_PAYER, 323100);
        CHECK(answer_is(done, "done"));
        CHECK_EQ(counter_balance(&city, LEDGER_PERSONAL_PENSION, OWNER_PERSON, 2), 0);
        CHECK_EQ(counter_balance(&city, LEDGER_PERSONAL_PENSION, OWNER_PERSON, 1), 80000);
        CHECK_EQ(counter_balance(&city, LEDGER_POOL_PENSION, OWNER_NONE, 0), 160000);
        CHECK_EQ(counter_balance(&city, LEDGER_RECEIVABLE, OWNER_UNIT, 1), 0);
        CHECK_EQ(counter_balance(&city, LEDGER_CLEARING, OWNER_UNIT, 1), 0);
        CHECK_STR(counter_owed(&city, OWNER_UNIT, 1, 0, "2025-03-31"), S("owed"));
        CHECK_EQ(answer_err(arena, REFUND(&city, "2025-03-06", COUNTER_PAYER, 1)), ERR_BAD_AMOUNT);
        counter_whole(&city);
        Str dump = fixture_dump(arena, city.bureau.db);
        first = first.n ? first : dump;
        CHECK(str_eq(first, dump));
        city_close(&city);
    }
}

/* What is overdue is kept back. */
TEST(a_refund_waits_for_what_is_overdue)
{
    City city;
    if (!counter_open(&city, arena, ENGINE_MEMORY))
        return;
    CHECK(answer_is(counter_pay(&city, "2025-03-03", COUNTER_PAYER, 800000, "R1", "2025-03-03"), "done"));
    counter_bill(&city, "2025-03-05", "2025-02", "," COUNTER_CODE);
    Str refused = REFUND(&city, "2025-03-05", COUNTER_PAYER, 800000 - FEB - FEB_FEES + 1);
    CHECK_EQ(answer_err(arena, refused), ERR_BAD_AMOUNT);
    CHECK(answer_is(REFUND(&city, "2025-03-05", COUNTER_PAYER, 800000 - FEB - FEB_FEES), "done"));
    CHECK_EQ(counter_balance(&city, LEDGER_CLEARING, OWNER_UNIT, 1), FEB + FEB_FEES);
    counter_whole(&city);
    city_close(&city);
}
