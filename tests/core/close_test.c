/* close_test.c - months are closed by two people, and what the funds hold can be asked. */
#include "till.h"

#define CLOSE(id, at, month) \
    city_command(&city, arena, id, at, TILL_CLERK, "month.close", "{\"region\":\"330100\",\"month\":\"" month "\"}")
#define REVIEW(id, at, case_no, decision) \
    city_command(&city, arena, id, at, TILL_REVIEWER, "case.review", \
                 "{\"case\":\"" case_no "\",\"decision\":\"" decision "\",\"reason\":\"x\"}")

TEST(a_month_is_closed_by_two_people_and_stays_closed)
{
    City city;
    for (Engines e = 0; e < ENGINE_END; e++) {
        if (!till_found(&city, arena, e, 2))
            continue;
        till_contribution(&city, 1, month_make(2015, 1), 80000);
        till_contribution(&city, 1, month_make(2015, 2), 80000);
        CHECK_EQ(answer_err(arena, CLOSE("c0", "2015-01-31T09:00:00+08:00", "2015-01")), ERR_TOO_EARLY);
        CHECK_EQ(answer_err(arena, CLOSE("c1", "2015-03-02T09:00:00+08:00", "2015-02")), ERR_WRONG_STATE);
        Str asked = CLOSE("c2", "2015-03-02T09:01:00+08:00", "2015-01");
        CHECK_STR(answer_member(arena, asked, "data.case"), S("CR330100-1"));
        CHECK(answer_is(CLOSE("c3", "2015-03-02T09:02:00+08:00", "2015-01"), "already"));
        CHECK_EQ(answer_err(arena, CLOSE("c4", "2015-03-02T09:03:00+08:00", "2015-02")), ERR_CONFLICT);
        const JsonNode *list = city_ask(&city, TILL_AUDITOR, "case.list", "{}");
        CHECK_EQ(count_at(list, "items"), 1);
        CHECK_STR(text_at(list, "items.0.procedure.code"), S("close-month"));
        CHECK_STR(text_at(list, "items.0.region"), S("330100"));
        CHECK(city_ask(&city, TILL_AUDITOR, "case.show", "{\"case\":\"CR330100-1\"}") != NULL);
        /* The clerk may not review it, nothing is closed yet, and a refused case closes nothing. */
        CHECK_EQ(answer_err(arena, city_command(&city, arena, "r0", "2015-03-02T10:00:00+08:00",
                                                "{\"role\":\"reviewer\",\"user\":\"w2\",\"org\":\"office\"}", "case.review",
                                                "{\"case\":\"CR330100-1\",\"decision\":\"approve\"}")),
                 ERR_SAME_PERSON);
        CHECK(answer_is(REVIEW("r1", "2015-03-02T10:01:00+08:00", "CR330100-1", "refuse"), "done"));
        CHECK(text_at(city_ask(&city, TILL_AUDITOR, "fund.balance", "{\"region\":\"330100\"}"), "closed_until").n == 0);
        CHECK_STR(answer_member(arena, CLOSE("c5", "2015-03-02T10:02:00+08:00", "2015-01"), "data.case"), S("CR330100-2"));
        Str done = REVIEW("r2", "2015-03-02T10:03:00+08:00", "CR330100-2", "approve");
        CHECK(answer_is(done, "done"));
        CHECK_STR(answer_member(arena, done, "data.month"), S("2015-01"));
        CHECK(str_eq(done, REVIEW("r2", "2015-03-02T10:03:00+08:00", "CR330100-2", "approve")));
        CHECK_EQ(answer_err(arena, CLOSE("c6", "2015-03-03T09:00:00+08:00", "2015-01")), ERR_MONTH_CLOSED);
        CHECK_EQ(answer_err(arena, city_command(&city, arena, "c7", "2015-03-03T09:01:00+08:00", TILL_CLERK, "month.close",
                                                "{\"region\":\"330106\",\"month\":\"2015-01\"}")),
                 ERR_NO_RULE);
        till_verify(&city);
        city_close(&city);
    }
}

TEST(a_fund_holds_what_was_credited_and_the_books_balance_at_every_day_and_knowledge)
{
    City city;
    for (Engines e = 0; e < ENGINE_END; e++) {
        if (!till_found(&city, arena, e, 2))
            continue;
        const JsonNode *none = city_ask(&city, TILL_AUDITOR, "fund.balance", "{\"region\":\"330100\"}");
        CHECK_EQ(count_at(none, "accounts"), 0);
        CHECK_EQ(number_at(none, "balance_fen"), 0);
        till_contribution(&city, 1, month_make(2015, 1), 80000);
        till_contribution(&city, 2, month_make(2015, 2), 50000);
        for (int closed = 0; closed < 2; closed++) {
            const JsonNode *all = city_ask(&city, TILL_AUDITOR, "fund.balance", "{\"region\":\"330100\",\"as_of\":\"2015-12-31\"}");
            const JsonNode *january =
                city_ask(&city, TILL_AUDITOR, "fund.balance", "{\"region\":\"330100\",\"as_of\":\"2015-01-31\"}");
            CHECK_EQ(number_at(all, "balance_fen"), 0);
            CHECK_EQ(number_at(all, "debit_fen"), number_at(all, "credit_fen"));
            CHECK_STR(text_at(all, "funds.0.code"), S("pool-pension"));
            CHECK_EQ(number_at(all, "funds.0.balance_fen"), 260000);
            CHECK_EQ(number_at(january, "funds.0.balance_fen"), 160000);
            CHECK_STR(text_at(all, "funds.5.code"), S("personal-pension"));
            CHECK_EQ(number_at(all, "funds.5.balance_fen"), till_balance(&city, 1, day_make(2015, 12, 31)) + 50000);
            CHECK_STR(text_at(all, "accounts.0.code"), S("bank"));
            CHECK_EQ(number_at(all, "accounts.0.balance_fen"), 390000);
            const JsonNode *before = city_ask(&city, TILL_AUDITOR, "fund.balance",
                                              "{\"region\":\"330100\",\"as_of\":\"2015-12-31\",\"known_at\":\"2015-01-04\"}");
            CHECK_EQ(count_at(before, "accounts"), 0);
            if (!closed)
                till_close(&city, 2015, 1);
        }
        CHECK_STR(text_at(city_ask(&city, TILL_AUDITOR, "fund.balance", "{\"region\":\"330100\"}"), "closed_until"), S("2015-12"));
        CHECK_EQ(city_refused(&city, TILL_AUDITOR, "fund.balance", "{\"region\":\"330106\"}"), ERR_NO_RULE);
        CHECK_EQ(
            city_refused(&city, "{\"role\":\"holder\",\"user\":\"1\",\"org\":\"\"}", "fund.balance", "{\"region\":\"330100\"}"),
            ERR_NOT_PERMITTED);
        till_verify(&city);
        city_close(&city);
    }
}
