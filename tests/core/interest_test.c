/* interest_test.c - the worked examples of yearly interest (domain 2.7) through a bureau, and that statements say what
 * the ledger says. */
#include "till.h"

static const int64_t monthly_of_2016 = 40000, steps = 2000;

static void months(City *city, int64_t person, int year, int64_t fen)
{
    for (int month = 1; month <= 12; month++)
        till_line(city, person, day_make(year, month, 10), fen);
}

static int64_t opening_after(City *city, int64_t person, int year) { return till_balance(city, person, day_make(year + 1, 1, 31)); }

/* I9: nine years from zero. */
TEST(nine_years_of_interest_come_to_the_worked_chain)
{
    static const int64_t closing[] = { 501606, 1060758, 1700404, 2404559, 3144639, 3976758, 4864822, 5719890, 6551288 };
    City city;
    for (Engines e = 0; e < ENGINE_END; e++) {
        if (!till_found(&city, arena, e, 1))
            continue;
        for (int i = 0; i < 9; i++) {
            int year = 2016 + i;
            months(&city, 1, year, monthly_of_2016 + i * steps);
            till_close(&city, year, 1);
            const JsonNode *data = till_interest(&city, year, str_format(arena, "i%d", year).p, "done");
            CHECK_EQ(number_at(data, "accounts"), 1);
            CHECK_STR(text_at(data, "status"), S("final"));
            CHECK_EQ(opening_after(&city, 1, year), closing[i]);
            int64_t before = city.bureau.store.bureau.persons;
            data = till_interest(&city, year, str_format(arena, "j%d", year).p, "already");
            CHECK_EQ(number_at(data, "accounts"), 0);
            CHECK_EQ(number_at(data, "total_fen"), 0);
            CHECK_EQ(city.bureau.store.bureau.persons, before);
            CHECK_EQ(opening_after(&city, 1, year), closing[i]);
        }
        const JsonNode *says = city_ask(&city, TILL_AUDITOR, "person.statement", "{\"person\":1,\"as_of\":\"2025-12-31\"}");
        CHECK_EQ(count_at(says, "pension_account"), 10);
        CHECK_EQ(number_at(says, "pension_account.0.credits_fen"), 480000);
        CHECK_EQ(number_at(says, "pension_account.1.interest_fen"), 501606 - 480000);
        CHECK_EQ(number_at(says, "pension_account.9.closing_fen"), 6551288);
        CHECK_EQ(number_at(says, "pension_balance_fen"), 6551288);
        till_verify(&city);
        city_close(&city);
    }
}

/* I1, I2, I4 in 2024 and I6 in 2025. */
TEST(a_year_of_interest_is_that_of_the_worked_examples)
{
    City city;
    for (Engines e = 0; e < ENGINE_END; e++) {
        if (!till_found(&city, arena, e, 4))
            continue;
        till_brought(&city, 1, 2024, 5000000);
        till_brought(&city, 3, 2024, 10000000);
        for (int month = 1; month <= 12; month++)
            till_contribution(&city, 1, month_make(2024, month), 80000);
        months(&city, 2, 2024, 57296);
        till_line(&city, 3, day_make(2024, 12, 20), 100000);
        CHECK_EQ(answer_err(arena, city_command(&city, arena, "early", "2024-12-08T09:00:00+08:00", TILL_JOB, "interest.credit",
                                                "{\"region\":\"330100\",\"year\":2024}")),
                 ERR_TOO_EARLY);
        CHECK_EQ(answer_err(arena, city_command(&city, arena, "open", "2025-01-02T09:00:00+08:00", TILL_JOB, "interest.credit",
                                                "{\"region\":\"330100\",\"year\":2024}")),
                 ERR_WRONG_STATE);
        till_close(&city, 2024, 1);
        const JsonNode *data = till_interest(&city, 2024, "i1", "done");
        CHECK_EQ(number_at(data, "accounts"), 3);
        CHECK_EQ(number_at(data, "total_fen"), 144624 + 9758 + 262218);
        CHECK_EQ(opening_after(&city, 1, 2024), 6104624);
        CHECK_EQ(opening_after(&city, 2, 2024), 697310);
        CHECK_EQ(opening_after(&city, 3, 2024), 10362218);
        till_brought(&city, 4, 2025, 8888888);
        till_close(&city, 2025, 1);
        till_interest(&city, 2025, "i2", "done");
        CHECK_EQ(opening_after(&city, 4, 2025), 9022221);
        till_verify(&city);
        city_close(&city);
    }
}

TEST(a_statement_adds_up_to_the_ledger)
{
    City city;
    for (Engines e = 0; e < ENGINE_END; e++) {
        if (!till_found(&city, arena, e, 3))
            continue;
        till_brought(&city, 1, 2024, 5000000);
        for (int month = 1; month <= 12; month++)
            for (int64_t person = 1; person <= 2; person++)
                till_contribution(&city, person, month_make(2024, month), 70000 + 1000 * month * person);
        till_line(&city, 1, day_make(2024, 5, 3), -300000);
        till_close(&city, 2024, 1);
        till_interest(&city, 2024, "i", "done");
        int64_t sum = 0;
        for (int64_t person = 1; person <= 3; person++) {
            const JsonNode *says = city_ask(&city, TILL_AUDITOR, "person.statement",
                                            str_format(arena, "{\"person\":%lld,\"as_of\":\"2025-02-01\"}", (long long)person).p);
            int64_t own = number_at(says, "pension_balance_fen"), credited = 0, pool = 0;
            const JsonNode *list = json_member(says, "months");
            CHECK_EQ(list->count, person < 3 ? 12 : 0);
            for (size_t i = 0; i < list->count; i++) {
                const JsonNode *month = &list->items[i];
                credited += number_at(month, "shares_fen.pension_personal");
                pool += number_at(month, "shares_fen.pension_pool");
                CHECK_EQ(number_at(month, "insurances.0.employer_fen") + number_at(month, "insurances.0.employee_fen"),
                         number_at(month, "shares_fen.pension_pool") + number_at(month, "shares_fen.pension_personal"));
                CHECK_EQ(number_at(month, "insurances.0.paid"), 1);
                CHECK_STR(text_at(month, "payer"), S("91330106MA27XK3D59"));
                CHECK_STR(text_at(month, "voucher"), S("HD-8812"));
            }
            CHECK_EQ(own, till_balance(&city, person, day_make(2025, 2, 1)));
            CHECK_EQ(pool, credited * 2);
            if (person < 3) {
                CHECK_EQ(number_at(says, "pension_account.0.brought_forward_fen"), person == 1 ? 5000000 : 0);
                CHECK_EQ(number_at(says, "pension_account.0.credits_fen"), credited - (person == 1 ? 300000 : 0));
                CHECK_EQ(number_at(says, "pension_account.1.closing_fen"), own);
                CHECK_EQ(number_at(says, "pension_account.1.opening_fen"), till_balance(&city, person, day_make(2024, 12, 31)));
            }
            sum += own;
        }
        const JsonNode *funds = city_ask(&city, TILL_AUDITOR, "fund.balance", "{\"region\":\"330100\",\"as_of\":\"2025-02-01\"}");
        CHECK_EQ(number_at(funds, "funds.5.balance_fen"), sum);
        const JsonNode *part = city_ask(&city, TILL_AUDITOR, "person.statement",
                                        "{\"person\":1,\"from\":\"2024-03\",\"until\":\"2024-05\",\"as_of\":\"2024-04-30\"}");
        CHECK_EQ(count_at(part, "months"), 2);
        CHECK_EQ(number_at(part, "pension_balance_fen"), till_balance(&city, 1, day_make(2024, 4, 30)));
        CHECK_EQ(city_refused(&city, "{\"role\":\"holder\",\"user\":\"2\",\"org\":\"\"}", "person.statement", "{\"person\":1}"),
                 ERR_NOT_PERMITTED);
        CHECK_EQ(city_refused(&city, TILL_AUDITOR, "person.statement", "{\"person\":1,\"from\":\"2024-03\",\"until\":\"2024-02\"}"),
                 ERR_BAD_FIELD);
        till_verify(&city);
        city_close(&city);
    }
}

static int64_t half_up(int64_t above, int64_t below) { return (2 * above + below) / (2 * below); }

/* A man may choose from three years before the statutory month to three years behind it; at that month the outlook says
 * what the forecast says, and whoever goes on paying gets more. */
static void check_outlook(City *city, int growth, const JsonNode *forecast)
{
    const JsonNode *says =
        city_ask(city, TILL_AUDITOR, "person.outlook",
                 str_format(city->arena, "{\"person\":1,\"as_of\":\"2024-12-31\",\"wage_growth_ppm\":%d}", growth).p);
    const JsonNode *months = json_member(says, "months");
    CHECK_EQ(count_at(says, "months"), 25);
    CHECK_STR(text_at(says, "months.0.month"), S("2050-01"));
    CHECK_STR(text_at(says, "months.12.month"), S("2053-01"));
    CHECK_STR(text_at(says, "months.24.month"), S("2056-01"));
    CHECK_EQ(number_at(says, "months.12.total_fen"), number_at(forecast, "pension.total_fen"));
    for (size_t i = 1; i < months->count; i++)
        CHECK(number_at(&months->items[i], "total_fen") > number_at(&months->items[i - 1], "total_fen"));
}

/* domain 2.9: the parts follow from what the answer itself names, and from 1.4 the month and the least months. */
TEST(a_forecast_is_the_law_on_what_the_books_hold)
{
    City city;
    for (Engines e = 0; e < ENGINE_END; e++) {
        if (!till_found(&city, arena, e, 2))
            continue;
        for (int month = 1; month <= 12; month++)
            till_contribution(&city, 1, month_make(2024, month), 80000);
        Str account =
            city_command(&city, arena, "open", "2024-12-20T09:00:00+08:00", TILL_CLERK, "account.open",
                         "{\"person\":1,\"region\":\"330100\",\"category\":\"employee\",\"payer\":\"91330106MA27XK3D59\","
                         "\"insurances\":[\"pension\"],\"from\":\"2024-12-01\",\"channel\":\"counter\",\"evidence\":[{\"kind\":"
                         "\"id-card\"},{\"kind\":\"labour-contract\"}]}");
        CHECK(answer_is(account, "done"));
        for (int growth = 0; growth <= 30000; growth += 30000) {
            const JsonNode *says =
                city_ask(&city, TILL_AUDITOR, "person.forecast",
                         str_format(arena, "{\"person\":1,\"as_of\":\"2024-12-31\",\"wage_growth_ppm\":%d}", growth).p);
            /* A man born in January 1990: 63 years, in January 2053, 240 months. */
            CHECK_STR(text_at(says, "statutory_month"), S("2053-01"));
            CHECK_EQ(number_at(says, "minimum_months"), 240);
            CHECK_EQ(number_at(says, "months_paid"), 12);
            CHECK_EQ(number_at(says, "assumptions.months_ahead"), 336); /* from January 2025 on */
            CHECK_EQ(number_at(says, "assumptions.age_months"), 63 * 12);
            int64_t wage = number_at(says, "average_wage_fen"), index = number_at(says, "index_e4");
            int64_t balance = number_at(says, "balance_fen");
            if (!growth)
                CHECK_EQ(balance, (12 + 336) * 80000);
            CHECK(wage > 0 && index > 0);
            CHECK_EQ(number_at(says, "pension.divisor_tenths"), 1170);
            CHECK_EQ(number_at(says, "pension.basic_fen"), half_up(wage * (10000 + index) / 100 * (12 + 336), 240000));
            CHECK_EQ(number_at(says, "pension.account_fen"), half_up(balance * 10, 1170));
            CHECK_EQ(count_at(says, "missing"), 0);
            CHECK(text_at(says, "statutory_trace.0.law").n > 0);
            CHECK(text_at(says, "pension.trace.0.law").n > 0);
            check_outlook(&city, growth, says);
        }
        const JsonNode *nobody = city_ask(&city, TILL_AUDITOR, "person.outlook", "{\"person\":2,\"as_of\":\"2024-12-31\"}");
        CHECK_EQ(count_at(nobody, "months"), 25);
        CHECK(json_member(&json_member(nobody, "months")->items[0], "total_fen")->type == JSON_NIL);
        /* Sixty months before the scheme: they count among the years, not in the account and not in the index. */
        const JsonNode *deemed =
            city_ask(&city, TILL_AUDITOR, "person.forecast", "{\"person\":1,\"as_of\":\"2024-12-31\",\"deemed_months\":60}");
        int64_t wage = number_at(deemed, "average_wage_fen"), index = number_at(deemed, "index_e4");
        CHECK_EQ(number_at(deemed, "pension.basic_fen"), half_up(wage * (10000 + index) / 100 * (60 + 12 + 336), 240000));
        CHECK_EQ(number_at(deemed, "pension.account_fen"), half_up(number_at(deemed, "balance_fen") * 10, 1170));
        CHECK_STR(text_at(deemed, "contribution_months.2.code"), S("deemed"));
        CHECK_EQ(number_at(deemed, "contribution_months.2.months"), 60);
        CHECK(text_at(deemed, "contribution_months.2.law").n > 0);
        CHECK_STR(text_at(deemed, "missing.0.code"), S("transition"));
        CHECK_EQ(city_refused(&city, TILL_AUDITOR, "person.forecast", "{\"person\":1,\"deemed_months\":601}"), ERR_BAD_FIELD);
        const JsonNode *none = city_ask(&city, TILL_AUDITOR, "person.forecast", "{\"person\":2,\"until\":\"2053-01\"}");
        CHECK_EQ(number_at(none, "months_paid"), 0);
        CHECK_STR(text_at(none, "missing.0.code"), S("months"));
        CHECK_STR(text_at(none, "missing.1.code"), S("contributions"));
        CHECK_EQ(city_refused(&city, TILL_AUDITOR, "person.forecast", "{\"person\":2,\"until\":\"2010-01\"}"), ERR_BAD_FIELD);
        city_close(&city);
    }
}

/* The sum of I10, five months that bear interest. */
TEST(the_year_of_death_bears_interest_to_its_month_only)
{
    City city;
    for (Engines e = 0; e < ENGINE_END; e++) {
        if (!till_found(&city, arena, e, 1))
            continue;
        till_brought(&city, 1, 2025, 20000000);
        Str dead = city_command(&city, arena, "dead", "2025-06-02T09:00:00+08:00", TILL_CLERK, "death.report",
                                "{\"person\":1,\"day\":\"2025-05-20\",\"evidence\":[{\"kind\":\"death-certificate\"}]}");
        CHECK(answer_is(dead, "done"));
        till_close(&city, 2025, 1);
        CHECK_EQ(number_at(till_interest(&city, 2025, "i", "done"), "total_fen"), 125000);
        CHECK_EQ(opening_after(&city, 1, 2025), 20125000);
        till_verify(&city);
        city_close(&city);
    }
}
