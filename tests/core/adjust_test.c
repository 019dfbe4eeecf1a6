/* adjust_test.c - limits that were published late, and who turns out to have belonged to a month or not. */
#include "counter.h"
#include "stage.h"

#define ADMIN "{\"role\":\"admin\",\"user\":\"root\",\"org\":\"office\"}"
#define ONE "330106199003078817"
#define TWO "330106198511204029"

/* Hangzhou's floor of pensions is 5,060.00 from February on; the notice came in April. */
static bool publish(City *city)
{
    Str set = counter_say(city, "2025-04-09", ADMIN, "policy.propose", stage_floor(city->arena, "2025-02-01", 506000));
    CHECK(answer_is(set, "done"));
    Str used = counter_sayf(city, "2025-04-09", COUNTER_REVIEWER, "policy.approve", "{\"set\":\"" STR_FMT "\"}",
                            STR_ARG(answer_member(city->arena, set, "data.set")));
    return answer_is(used, "done");
}

static void declare(City *city, const char *day, const char *month)
{
    CHECK(answer_is(counter_sayf(city, day, COUNTER_CLERK, "wage.declare",
                                 "{" COUNTER_CODE ",\"month\":\"%s\",\"mode\":\"all\",\"lines\":[{\"ssn\":\"" ONE
                                 "\",\"wage_fen\":300000},{\"ssn\":\"" TWO "\",\"wage_fen\":900000}]}",
                                 month),
                    "done"));
}

/* ONE earns 3,000.00 and pays on the floor; so does who pays alone. TWO lies between the limits. */
static void billed(City *city)
{
    counter_alone(city, "498600");
    declare(city, "2025-02-14", "2025-02");
    counter_bill(city, "2025-02-14", "2025-02", "," COUNTER_CODE);
    counter_bill(city, "2025-02-14", "2025-02", ",\"ssn\":\"" COUNTER_ALONE "\"");
    declare(city, "2025-03-05", "2025-03");
    Str run = counter_bill(city, "2025-03-05", "2025-03", ""); /* of the region, who pays alone among them */
    CHECK_EQ(number_at(json_tree(city->arena, run), "data.bills"), 2);
    CHECK_EQ(number_at(json_tree(city->arena, run), "data.lines"), 3);
}

#define ADJUST(city, more) \
    counter_two( \
        city, "2025-04-10", "base.adjust", \
        "{\"region\":\"330100\",\"from\":\"2025-02\",\"notice\":{\"no\":\"浙人社发〔2025〕12号\",\"day\":\"2025-04-08\"}" more \
        "}")
#define FREE ",\"free_until\":\"2025-06-30\""
/* 16 and 8 percent of 74.00 for ONE, 20 percent of it for who pays alone; two months each. */
enum { MORE_UNIT = 1184 + 592, MORE_ALONE = 1480 };

/* In one piece, or each piece a slice of its own: the same is owed. */
static void late_limits(Arena *arena, bool sliced)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!counter_open(&city, arena, engine))
            continue;
        city.bureau.store.batch.at_once = sliced;
        city.bureau.batch_slice_ms = sliced ? -1 : 0;
        billed(&city);
        int64_t alone = city.bureau.store.bureau.persons;
        CHECK(answer_is(counter_pay(&city, "2025-03-05", COUNTER_ALONE, 2 * 99720, "S1", "2025-03-05"), "done"));
        Str owed = counter_owed(&city, OWNER_UNIT, 1, 0, "2025-07-01");
        /* What the employer has not paid does not count yet; what it would add is said. */
        const JsonNode *ahead = city_ask(&city, COUNTER_CLERK, "person.forecast", "{\"ssn\":\"" ONE "\"}");
        CHECK_EQ(number_at(ahead, "months_paid"), 0);
        CHECK_STR(text_at(ahead, "contribution_months.4.code"), S("employer-arrears"));
        CHECK_EQ(number_at(ahead, "contribution_months.4.months"), 2);
        CHECK(number_at(ahead, "total_with_arrears_fen") > number_at(ahead, "pension.total_fen"));
        CHECK_EQ(answer_err(arena, ADJUST(&city, FREE)), ERR_WRONG_STATE); /* nothing is published yet */
        CHECK(publish(&city));
        CHECK_STR(counter_owed(&city, OWNER_UNIT, 1, 0, "2025-07-01"), owed);
        CHECK_EQ(answer_err(arena, ADJUST(&city, ",\"free_until\":\"2025-04-09\"")), ERR_BAD_FIELD);
        Str done = ADJUST(&city, FREE);
        CHECK(answer_is(done, "done"));
        const JsonNode *answer = json_tree(arena, done);
        CHECK_EQ(number_at(answer, "data.differences_fen"), 2 * (MORE_UNIT + MORE_ALONE));
        CHECK_EQ(number_at(answer, "data.lines"), 4);
        CHECK_EQ(number_at(answer, "data.bills"), 4);
        CHECK_EQ(number_at(answer, "data.unknown"), 0);
        CHECK_EQ(answer_err(arena, ADJUST(&city, FREE)), ERR_WRONG_STATE); /* it is right now */
        CHECK(answer_is(counter_bill(&city, "2025-04-10", "2025-02", "," COUNTER_CODE), "already"));
        counter_whole(&city);
        /* February: the bill and 17.76 more, which bears no late fee up to the last day of June and half a per mille on the
         * first of July. The bill was due on the 17th: 133 and 134 days. */
        CHECK(str_find(counter_owed(&city, OWNER_UNIT, 1, 0, "2025-06-30"), S("fee 0 of 22322 free 1776")) > 0);
        CHECK(str_find(counter_owed(&city, OWNER_UNIT, 1, 0, "2025-07-01"), S("fee 0 of 22490 free 1776")) > 0);
        const JsonNode *arrears = city_ask(&city, COUNTER_UNIT, "unit.arrears", "{" COUNTER_CODE "}");
        CHECK_EQ(number_at(arrears, "items.0.free_fen"), MORE_UNIT);
        CHECK_STR(text_at(arrears, "items.0.free_until"), S("2025-06-30"));
        CHECK_EQ(number_at(arrears, "open_fen") - number_at(arrears, "overdue_fen"), 2 * MORE_UNIT);
        /* Paid, it arrives in the accounts. */
        CHECK_EQ(counter_balance(&city, LEDGER_PERSONAL_PENSION, OWNER_PERSON, alone), 2 * 39888);
        CHECK(answer_is(counter_pay(&city, "2025-04-11", COUNTER_ALONE, 2 * MORE_ALONE, "S2", "2025-04-11"), "done"));
        CHECK_EQ(counter_balance(&city, LEDGER_PERSONAL_PENSION, OWNER_PERSON, alone), 2 * 40480);
        CHECK(answer_is(counter_pay(&city, "2025-04-11", COUNTER_PAYER, 2000000, "R1", "2025-04-11"), "done"));
        CHECK_EQ(counter_balance(&city, LEDGER_PERSONAL_PENSION, OWNER_PERSON, 1), 2 * 40480);
        CHECK_EQ(counter_balance(&city, LEDGER_PERSONAL_PENSION, OWNER_PERSON, 2), 2 * 72000);
        CHECK_EQ(counter_balance(&city, LEDGER_RECEIVABLE, OWNER_UNIT, 1), 0);
        counter_whole(&city);
        Str dump = fixture_dump(arena, city.bureau.db);
        first = first.n ? first : dump;
        CHECK(str_eq(first, dump));
        city_close(&city);
    }
}

TEST(limits_that_come_late_are_billed_as_differences_without_a_late_fee) { late_limits(arena, false); }

TEST(differences_in_slices_are_those_of_one_piece) { late_limits(arena, true); }

TEST(differences_of_one_employer_and_what_is_refused)
{
    City city;
    if (!counter_open(&city, arena, ENGINE_MEMORY))
        return;
    billed(&city);
    counter_bill(&city, "2025-04-01", "2025-04", "," COUNTER_CODE); /* not declared: a tenth more than March */
    CHECK(publish(&city));
    Str done = ADJUST(&city, FREE "," COUNTER_CODE);
    CHECK(answer_is(done, "done"));
    CHECK_EQ(number_at(json_tree(arena, done), "data.differences_fen"), 2 * MORE_UNIT);
    CHECK_EQ(number_at(json_tree(arena, done), "data.unknown"), 2);
    CHECK_EQ(answer_err(arena, ADJUST(&city, FREE ",\"credit_code\":\"91330106MA2CFK4K7U\"")), ERR_UNKNOWN_UNIT);
#define OTHER(region, from, day) \
    counter_two(&city, "2025-04-10", "base.adjust", \
                "{\"region\":\"" region "\",\"from\":\"" from "\",\"notice\":{\"no\":\"x\",\"day\":\"" day "\"}" FREE "}")
    CHECK_EQ(answer_err(arena, OTHER("540000", "2025-02", "2025-04-08")), ERR_NO_RULE);
    CHECK_EQ(answer_err(arena, OTHER("330100", "2025-05", "2025-04-08")), ERR_TOO_EARLY);
    CHECK_EQ(answer_err(arena, OTHER("330100", "2022-05", "2025-04-08")), ERR_TOO_LATE);
    CHECK_EQ(answer_err(arena, OTHER("330100", "2025-02", "2025-04-11")), ERR_BAD_FIELD);
#undef OTHER
    counter_whole(&city);
    city_close(&city);
}

/* ---- who belonged to a month ---- */

static void resume(City *city, const char *day, const char *ssn, const char *payer, const char *month)
{
    CHECK(answer_is(counter_sayf(city, day, COUNTER_CLERK, "account.resume", "{\"ssn\":\"%s\",\"payer\":\"%s\",\"month\":\"%s\"}",
                                 ssn, payer, month),
                    "done"));
}

static void stop(City *city, const char *day, const char *ssn, const char *month)
{
    CHECK(answer_is(counter_sayf(city, day, COUNTER_CLERK, "account.stop", "{\"ssn\":\"%s\",\"month\":\"%s\",\"reason\":\"other\"}",
                                 ssn, month),
                    "done"));
}

TEST(who_stopped_before_a_month_that_was_billed_owes_nothing_for_it)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!counter_open(&city, arena, engine))
            continue;
        int64_t alone = counter_alone(&city, "498600");
        counter_bill(&city, "2025-02-14", "2025-02", ",\"ssn\":\"" COUNTER_ALONE "\"");
        counter_bill(&city, "2025-03-05", "2025-03", ",\"ssn\":\"" COUNTER_ALONE "\"");
        CHECK(answer_is(counter_pay(&city, "2025-03-05", COUNTER_ALONE, 99720, "S1", "2025-03-05"), "done"));
        stop(&city, "2025-03-06", COUNTER_ALONE, "2025-01");
        /* A run over the region leaves it alone; named, the difference takes it back. */
        CHECK(answer_is(counter_say(&city, "2025-03-06", COUNTER_CLERK, "levy.assess",
                                    "{\"region\":\"330100\",\"month\":\"2025-03\",\"dry\":true,\"ssn\":\"" COUNTER_ALONE "\"}"),
                        "done"));
        Str february = counter_bill(&city, "2025-03-06", "2025-02", ",\"ssn\":\"" COUNTER_ALONE "\"");
        CHECK_EQ(number_at(json_tree(arena, february), "data.total_fen"), -99720);
        CHECK_STR(answer_member(arena, february, "data.kind"), S("difference"));
        Str march = counter_bill(&city, "2025-03-06", "2025-03", ",\"ssn\":\"" COUNTER_ALONE "\"");
        CHECK_EQ(number_at(json_tree(arena, march), "data.total_fen"), -99720);
        CHECK(answer_is(counter_bill(&city, "2025-03-06", "2025-03", ",\"ssn\":\"" COUNTER_ALONE "\""), "already"));
        CHECK(answer_is(counter_two(&city, "2025-03-06", "payment.refund",
                                    "{\"payer\":\"" COUNTER_ALONE "\",\"amount_fen\":99720,\"to\":\"6228480012345678010\"}"),
                        "done"));
        CHECK_EQ(counter_balance(&city, LEDGER_PERSONAL_PENSION, OWNER_PERSON, alone), 0);
        CHECK_STR(counter_owed(&city, OWNER_PERSON, alone, alone, "2025-04-30"), S("owed"));
        counter_whole(&city);
        Str dump = fixture_dump(arena, city.bureau.db);
        first = first.n ? first : dump;
        CHECK(str_eq(first, dump));
        city_close(&city);
    }
}

TEST(months_before_a_resume_are_assessed_by_what_was_then)
{
    City city;
    if (!counter_open(&city, arena, ENGINE_MEMORY))
        return;
    counter_alone(&city, "498600");
    counter_bill(&city, "2025-02-14", "2025-02", ",\"ssn\":\"" COUNTER_ALONE "\"");
    stop(&city, "2025-02-14", COUNTER_ALONE, "2025-02");
    resume(&city, "2025-04-10", COUNTER_ALONE, "self", "2025-04");
    CHECK(answer_is(counter_bill(&city, "2025-04-10", "2025-02", ",\"ssn\":\"" COUNTER_ALONE "\""), "already"));
    CHECK(answer_is(counter_bill(&city, "2025-04-10", "2025-03", ",\"ssn\":\"" COUNTER_ALONE "\""), "already"));
    Str january = counter_bill(&city, "2025-04-10", "2025-01", ",\"ssn\":\"" COUNTER_ALONE "\"");
    CHECK_EQ(number_at(json_tree(arena, january), "data.total_fen"), 99720);
    Str april = counter_bill(&city, "2025-04-10", "2025-04", ",\"ssn\":\"" COUNTER_ALONE "\"");
    CHECK_EQ(number_at(json_tree(arena, april), "data.total_fen"), 99720);
    counter_whole(&city);
    city_close(&city);
}

/* ONE goes to another employer in March: February stays the first one's. A month without work is nobody's. */
TEST(who_went_to_another_employer_is_not_taken_back)
{
    City city;
    if (!counter_open(&city, arena, ENGINE_MEMORY))
        return;
    CHECK(answer_is(counter_say(&city, "2025-02-14", COUNTER_CLERK, "unit.register",
                                "{\"credit_code\":\"91330106MA2CFK4K7U\",\"name\":\"临平布艺有限公司\",\"region\":\"330100\","
                                "\"injury_class\":1,\"evidence\":[{\"kind\":\"business-licence\"}]}"),
                    "done"));
    counter_bill(&city, "2025-02-14", "2025-02", "," COUNTER_CODE);
    stop(&city, "2025-02-14", ONE, "2025-02");
    resume(&city, "2025-04-10", ONE, "91330106MA2CFK4K7U", "2025-04");
    CHECK(answer_is(counter_bill(&city, "2025-04-10", "2025-02", "," COUNTER_CODE), "already"));
    Str march = counter_bill(&city, "2025-04-10", "2025-03", "," COUNTER_CODE);
    CHECK_EQ(number_at(json_tree(arena, march), "data.lines"), 1);
    Str april = counter_bill(&city, "2025-04-10", "2025-04", ",\"credit_code\":\"91330106MA2CFK4K7U\"");
    CHECK_EQ(number_at(json_tree(arena, april), "data.lines"), 1);
    counter_whole(&city);
    city_close(&city);
}

/* A lower wage lowers the base and the bill. */
TEST(a_wage_that_was_declared_too_high_comes_back)
{
    City city;
    if (!counter_open(&city, arena, ENGINE_MEMORY))
        return;
    counter_bill(&city, "2025-02-14", "2025-02", "," COUNTER_CODE);
    declare(&city, "2025-02-14", "2025-02");
    Str less = counter_bill(&city, "2025-02-14", "2025-02", "," COUNTER_CODE);
    CHECK_STR(answer_member(arena, less, "data.kind"), S("difference"));
    CHECK_EQ(number_at(json_tree(arena, less), "data.lines"), 1);
    /* 3,710.00 on 10,000.00; on the floor 1,196.64 + 493.61 + 99.72 + 24.93 * 2 + 9.97. */
    CHECK_EQ(number_at(json_tree(arena, less), "data.total_fen"), 184980 - 371000);
    counter_whole(&city);
    city_close(&city);
}
