/* arrears_test.c - people who pay for themselves: billed, overdue, paid in parts, given up; to the fen and to the day, said
 * to a whole bureau on every engine. Beijing asks 20 % for pension and, for medical, 7 % of the floor: of the base 7,162.00
 * in late 2025 that is 1,432.40 and 501.34 a month; due on the 15th, in November on the 17th. */
#include "arrears.h"

TEST(the_hold_comes_the_day_after_the_last_day_and_goes_with_the_last_fen)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        Desk desk;
        const JsonNode *steps = NULL;
        if (!found(&desk, arena, engine))
            continue;
        open_account(&desk, "self");
        bill(&desk, "2025-11-05T09:00", "2025-11");
        CHECK(!held(&desk, "2025-11-15T23:59", "arrears")); /* a Saturday: the last day is the 17th */
        CHECK(!held(&desk, "2025-11-17T23:59", "arrears"));
        CHECK(held(&desk, "2025-11-18T00:00", "arrears"));
        CHECK_STR(effect(&desk, "2025-11-30T23:59", "medical"), S("c")); /* the card is missing, cover is not */
        CHECK_STR(effect(&desk, "2025-11-30T23:59", "benefits"), S("c"));
        CHECK_STR(way(&desk, "2025-11-30T23:59", "benefits", &steps), S("payment.record"));
        CHECK_EQ(number_at(&steps->items[0], "args.amount_fen"), MONTH);
        CHECK_STR(effect(&desk, "2025-12-01T00:00", "medical"), S("b"));
        done(&desk, "2025-12-01T00:10", JOB, "job.daily", "{\"day\":\"2025-12-01\"}");
        CHECK_EQ(
            answer_err(arena, say(&desk, "2025-12-01T09:00", CLERK, "hold.place", "{\"ssn\":\"" WHO "\",\"cause\":\"arrears\"}")),
            ERR_NOT_PERMITTED);
        Str by_hand = say(&desk, "2025-12-01T09:00", CLERK, "hold.release",
                          "{\"ssn\":\"" WHO "\",\"cause\":\"arrears\",\"evidence\":[{\"kind\":\"tax-certificate\"}]}");
        CHECK_EQ(answer_err(arena, by_hand), ERR_NOT_PERMITTED);
        CHECK(str_find(by_hand, S("1933.74")) > 0 && str_find(by_hand, S("payment.record")) > 0);
        CHECK(answer_is(pay(&desk, "2025-12-01T10:00", WHO, MONTH - 1, "Q1", ""), "done"));
        CHECK(held(&desk, "2025-12-01T10:01", "arrears"));
        CHECK_STR(way(&desk, "2025-12-01T10:02", "benefits", &steps), S("payment.record"));
        CHECK_EQ(number_at(&steps->items[0], "args.amount_fen"), 1);
        CHECK_EQ(open_in_facts(&desk), open_in_ledger(&desk));
        CHECK(answer_is(pay(&desk, "2025-12-01T10:05", WHO, 501, "Q2", ""), "done"));
        CHECK(!held(&desk, "2025-12-01T10:06", "arrears"));
        CHECK_EQ(open_in_facts(&desk), -500);
        CHECK_EQ(open_in_ledger(&desk), -500); /* what was too much stays with the payer */
        CHECK(held_as_of(&desk, "2025-12-02T09:00", "2025-11-18", "arrears"));
        CHECK(!held_as_of(&desk, "2025-12-02T09:00", "2025-11-17", "arrears"));
        CHECK(!held_as_of(&desk, "2025-12-02T09:00", "2025-12-01", "arrears"));
        /* the next month costs what is held less */
        bill(&desk, "2025-12-05T09:00", "2025-12");
        CHECK(held(&desk, "2025-12-16T00:00", "arrears"));
        way(&desk, "2025-12-18T09:00", "benefits", &steps);
        CHECK_EQ(number_at(&steps->items[0], "args.amount_fen"), MONTH - 500);
        CHECK_STR(text_at(&steps->items[0], "pays.payer"), S("self"));
        CHECK_STR(text_at(&steps->items[0], "pays.accepted_until"), S("2025-12-31"));
        CHECK(text_at(&steps->items[0], "where.name").n && json_member(&steps->items[0], "vouchers")->count);
        CHECK(answer_is(pay(&desk, "2025-12-18T10:00", WHO, MONTH - 500, "Q3", ""), "done"));
        CHECK(!held(&desk, "2025-12-18T10:01", "arrears"));
        CHECK_EQ(open_in_ledger(&desk), 0);
        whole(&desk, &first);
    }
}

/* A bill of money that the bureau holds already is no arrears. */
TEST(paid_ahead_is_paid)
{
    Desk desk;
    if (!found(&desk, arena, ENGINE_MEMORY))
        return;
    open_account(&desk, "self");
    CHECK(answer_is(pay(&desk, "2025-07-03T10:00", WHO, 2 * MONTH, "Q1", ""), "done"));
    bill(&desk, "2025-07-06T09:00", "2025-07");
    bill(&desk, "2025-08-06T09:00", "2025-08");
    CHECK(!held(&desk, "2025-08-20T09:00", "arrears"));
    bill(&desk, "2025-09-06T09:00", "2025-09");
    CHECK(held(&desk, "2025-09-18T09:00", "arrears"));
    const JsonNode *steps = NULL;
    way(&desk, "2025-09-18T09:00", "benefits", &steps);
    CHECK_EQ(number_at(&steps->items[0], "args.amount_fen"), MONTH);
    CHECK(answer_is(pay(&desk, "2025-09-18T09:10", WHO, MONTH, "Q2", ""), "done"));
    CHECK(!held(&desk, "2025-09-18T09:11", "arrears"));
    CHECK_EQ(open_in_ledger(&desk), 0);
    CHECK_EQ(open_in_facts(&desk), 0);
    city_close(&desk.city);
}

/* Three payments of one day: in every order the hold ends with the last, and the same is open. */
TEST(the_order_of_a_days_payments_does_not_matter_to_the_hold)
{
    static const int64_t parts[3] = { 60000, MONTH, 2 * MONTH - 60000 };
    static const int orders[6][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
    static const char *const no[] = { "Q1", "Q2", "Q3" };
    for (int i = 0; i < 6; i++) {
        Desk desk;
        if (!found(&desk, arena, ENGINE_MEMORY))
            return;
        open_account(&desk, "self");
        bill(&desk, "2025-07-05T09:00", "2025-07");
        bill(&desk, "2025-08-05T09:00", "2025-08");
        bill(&desk, "2025-09-05T09:00", "2025-09");
        for (int k = 0; k < 3; k++) {
            CHECK(held(&desk, "2025-09-20T09:00", "arrears"));
            CHECK(answer_is(pay(&desk, "2025-09-20T10:00", WHO, parts[orders[i][k]], no[k], ""), "done"));
            CHECK_EQ(open_in_facts(&desk), open_in_ledger(&desk));
        }
        CHECK(!held(&desk, "2025-09-20T10:00", "arrears"));
        CHECK_EQ(open_in_ledger(&desk), 0);
        city_close(&desk.city);
    }
}

/* Unpaid from July on; medical can be made up for three months: on the first of November July is lost, contributions are
 * interrupted, nothing is owed any more, and the way is to resume. */
TEST(what_cannot_be_made_up_lapses_to_interrupted)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        Desk desk;
        const JsonNode *steps = NULL;
        if (!found(&desk, arena, engine))
            continue;
        open_account(&desk, "self");
        bill(&desk, "2025-07-05T09:00", "2025-07");
        bill(&desk, "2025-08-05T09:00", "2025-08");
        bill(&desk, "2025-09-05T09:00", "2025-09");
        CHECK_STR(way(&desk, "2025-10-31T09:00", "benefits", &steps), S("payment.record"));
        CHECK_EQ(number_at(&steps->items[0], "args.amount_fen"), 3 * MONTH);
        CHECK_STR(text_at(&steps->items[0], "pays.accepted_until"), S("2025-10-31"));
        CHECK(held(&desk, "2025-10-31T23:59", "arrears") && !held(&desk, "2025-10-31T23:59", "interrupted"));
        CHECK(!held(&desk, "2025-11-01T00:00", "arrears") && held(&desk, "2025-11-01T00:00", "interrupted"));
        done(&desk, "2025-11-03T01:00", JOB, "job.daily", "{\"day\":\"2025-11-03\"}");
        CHECK(held_as_of(&desk, "2025-11-03T09:00", "2025-10-31", "arrears"));
        CHECK(held_as_of(&desk, "2025-11-03T09:00", "2025-11-01", "interrupted"));
        CHECK_STR(effect(&desk, "2025-11-03T09:00", "medical"), S("b"));
        CHECK_STR(way(&desk, "2025-11-03T09:00", "contribute", &steps), S("account.resume"));
        Str kept = pay(&desk, "2025-11-03T10:00", WHO, 700, "Q1", ""); /* August is not asked any more */
        CHECK(str_find(kept, S("\"unallocated_fen\":700")) > 0);
        Str named = pay(&desk, "2025-11-03T10:10", WHO, MEDICAL + PENSION - 600, "Q2", ",\"month\":\"2025-08\"");
        CHECK(str_find(named, S("\"unallocated_fen\":100")) > 0);
        CHECK(answer_is(say(&desk, "2025-11-03T11:00", CLERK, "levy.assess", "{\"region\":\"110000\",\"month\":\"2025-11\"}"),
                        "already"));
        done(&desk, "2025-11-03T12:00", CLERK, "account.resume", "{\"ssn\":\"" WHO "\",\"payer\":\"self\",\"month\":\"2025-11\"}");
        CHECK(!held(&desk, "2025-11-03T12:01", "interrupted") && !held(&desk, "2025-11-03T12:01", "arrears"));
        bill(&desk, "2025-11-06T09:00", "2025-11");
        CHECK(held(&desk, "2025-11-18T00:00", "arrears")); /* it begins anew with the month of November */
        way(&desk, "2025-11-18T09:00", "benefits", &steps);
        CHECK_EQ(number_at(&steps->items[0], "args.amount_fen"), MONTH - 100);
        CHECK(answer_is(pay(&desk, "2025-11-18T10:00", WHO, MONTH - 100, "Q3", ""), "done"));
        CHECK(!held(&desk, "2025-11-18T10:01", "arrears"));
        whole(&desk, &first);
    }
}

/* Money for a month that is lost is not taken for it; what was paid in time and comes late is. */
TEST(the_day_of_the_voucher_counts)
{
    Desk desk;
    if (!found(&desk, arena, ENGINE_MEMORY))
        return;
    open_account(&desk, "self");
    bill(&desk, "2025-07-05T09:00", "2025-07");
    Str late = pay(&desk, "2026-01-05T09:00", WHO, MONTH, "Q1", ",\"month\":\"2025-07\"");
    CHECK_EQ(answer_err(arena, late), ERR_TOO_LATE);
    Str rest = pay(&desk, "2026-01-05T09:10", WHO, MONTH, "Q2", "");
    CHECK(str_find(rest, S("\"unallocated_fen\":193374")) > 0);
    Str args = str_format(arena,
                          "{\"payer\":\"" WHO
                          "\",\"amount_fen\":%d,\"voucher\":{\"kind\":\"tax-certificate\",\"no\":\"Q3\",\"day\":\"2025-10-31\"},"
                          "\"month\":\"2025-07\"}",
                          10);
    Str in_time = say(&desk, "2026-01-05T09:20", TAX, "payment.record", str_z(arena, args));
    CHECK(str_find(in_time, S("\"unallocated_fen\":10")) > 0);
    city_close(&desk.city);
}

/* Who skips a month but goes on paying loses that month and nothing else. */
TEST(a_skipped_month_is_lost_but_does_not_interrupt_who_goes_on)
{
    Desk desk;
    if (!found(&desk, arena, ENGINE_MEMORY))
        return;
    open_account(&desk, "self");
    bill(&desk, "2025-07-05T09:00", "2025-07");
    bill(&desk, "2025-08-05T09:00", "2025-08");
    CHECK(answer_is(pay(&desk, "2025-08-06T09:00", WHO, MONTH, "Q1", ",\"month\":\"2025-08\""), "done"));
    CHECK(held(&desk, "2025-10-31T09:00", "arrears"));
    CHECK(held(&desk, "2025-11-01T09:00", "arrears")); /* the pension of July can be paid until the end of the year */
    CHECK(!held(&desk, "2025-11-01T09:00", "interrupted"));
    const JsonNode *steps = NULL;
    way(&desk, "2025-11-01T09:00", "benefits", &steps);
    CHECK_EQ(number_at(&steps->items[0], "args.amount_fen"), PENSION);
    CHECK_STR(text_at(&steps->items[0], "pays.accepted_until"), S("2025-12-31"));
    CHECK(held(&desk, "2025-12-31T23:59", "arrears"));
    CHECK(!held(&desk, "2026-01-01T00:00", "arrears") && !held(&desk, "2026-01-01T00:00", "interrupted"));
    city_close(&desk.city);
}

/* Nobody asks the dead; a report that was wrong brings everything back as if it had not been. */
TEST(death_in_between)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        Desk desk;
        if (!found(&desk, arena, engine))
            continue;
        open_account(&desk, "self");
        bill(&desk, "2025-07-05T09:00", "2025-07");
        done(&desk, "2025-07-10T09:00", CLERK, "death.report",
             "{\"ssn\":\"" WHO "\",\"day\":\"2025-07-09\",\"evidence\":[{\"kind\":\"death-certificate\"}]}");
        CHECK(!held(&desk, "2025-08-20T09:00", "arrears"));
        CHECK(!held(&desk, "2025-12-20T09:00", "interrupted"));
        Str withdraw = say(&desk, "2025-12-21T09:00", CLERK, "death.withdraw",
                           "{\"ssn\":\"" WHO "\",\"evidence\":[{\"kind\":\"id-card\"},{\"kind\":\"household-register\"}]}");
        CHECK(answer_is(withdraw, "done"));
        Str approve = str_format(arena, "{\"case\":\"" STR_FMT "\",\"decision\":\"approve\"}",
                                 STR_ARG(answer_member(arena, withdraw, "data.case")));
        done(&desk, "2025-12-21T10:00", REVIEWER, "case.review", str_z(arena, approve));
        CHECK(held(&desk, "2025-12-21T10:01", "interrupted") && !held(&desk, "2025-12-21T10:01", "arrears"));
        whole(&desk, &first);
    }
}
