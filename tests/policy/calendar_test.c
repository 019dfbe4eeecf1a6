/* calendar_test.c - working days and retirement: the worked examples, the borders, and each answer against a slow
 * count of its own. */
#include "policy/calendar.h"
#include "policy/retirement.h"
#include "policy_help.h"

TEST(workdays_are_as_in_the_worked_examples)
{
    const Calendar *calendar = policy_calendar(policy_shipped());
    Str rest = test_file(arena, "tests/policy/workday.csv"), cells[4];
    int rows = 0;
    row_next(&rest, cells, 4);
    for (; row_next(&rest, cells, 4); rows++) {
        Day from = DAY_NONE, want = DAY_NONE, got = DAY_NONE;
        CHECK(day_read(cells[1], &from) && day_read(cells[3], &want));
        if (str_is(cells[0], "shift"))
            CHECK_EQ(calendar_shift(calendar, from, &got, NULL), OK);
        else if (str_is(cells[0], "add"))
            CHECK_EQ(calendar_add(calendar, from, number(cells[2]), &got, NULL), OK);
        else
            got = day_add_months(from, (int)number(cells[2]));
        if (got.n != want.n)
            test_fail(__FILE__, __LINE__, "%.*s %.*s: %.*s", STR_ARG(cells[0]), STR_ARG(cells[1]), STR_ARG(day_text(arena, got)));
    }
    CHECK_EQ(rows, 25);
}

TEST(a_year_has_the_working_days_that_were_announced)
{
    const Calendar *calendar = policy_calendar(policy_shipped());
    const struct {
        int year, days;
    } years[] = { { 2024, 251 }, { 2025, 248 }, { 2026, 248 } };
    for (size_t i = 0; i < sizeof years / sizeof *years; i++) {
        int days = 0;
        for (Day day = day_make(years[i].year, 1, 1); day.n <= day_make(years[i].year, 12, 31).n; day = day_add(day, 1)) {
            bool works = false;
            CHECK_EQ(calendar_is_workday(calendar, day, &works, NULL), OK);
            days += works;
        }
        CHECK_EQ(days, years[i].days);
    }
}

TEST(adding_agrees_with_walking_day_by_day)
{
    const Calendar *calendar = policy_calendar(policy_shipped());
    Day last = calendar_last(calendar);
    for (Day from = calendar_first(calendar); from.n <= last.n; from = day_add(from, 1)) {
        Day walk = from, got = DAY_NONE;
        int count = 0;
        for (; walk.n <= last.n && count <= 40; walk = day_add(walk, 1)) {
            bool works = false;
            CHECK_EQ(calendar_is_workday(calendar, walk, &works, NULL), OK);
            if (walk.n == from.n || !works)
                continue;
            CHECK_EQ(calendar_add(calendar, from, ++count, &got, NULL), OK);
            CHECK_EQ(got.n, walk.n);
            bool guessed = true;
            CHECK_EQ(calendar_add_provisional(calendar, from, count, &guessed).n, walk.n);
            CHECK(!guessed);
        }
        if (walk.n > last.n)
            CHECK_EQ(calendar_add(calendar, from, count + 1, &got, NULL), ERR_NO_RULE);
    }
}

TEST(years_that_were_not_announced_have_no_answer)
{
    const Calendar *calendar = policy_calendar(policy_shipped());
    Why why = { .arena = arena };
    Day got = DAY_NONE;
    bool works = false;
    const Day outside[] = { day_make(2023, 12, 31), day_make(2027, 1, 1), day_make(1800, 1, 1), day_make(9999, 12, 31) };
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) {
        CHECK_EQ(calendar_is_workday(calendar, outside[i], &works, &why), ERR_NO_RULE);
        CHECK_EQ(calendar_shift(calendar, outside[i], &got, &why), ERR_NO_RULE);
        CHECK_EQ(calendar_add(calendar, outside[i], 0, &got, &why), ERR_NO_RULE);
        CHECK(str_find(why.en, S("2024 to 2026")) > 0 && str_find(why.zh, S("2024 至 2026")) > 0);
    }
    CHECK_EQ(calendar_add(calendar, day_make(2026, 12, 30), 1, &got, &why), OK);
    CHECK_EQ(got.n, day_make(2026, 12, 31).n);
    CHECK_EQ(calendar_add(calendar, day_make(2026, 12, 31), 1, &got, &why), ERR_NO_RULE);
    CHECK_EQ(calendar_add(calendar, day_make(2024, 1, 1), INT64_MAX, &got, &why), ERR_NO_RULE);
    CHECK_EQ(got.n, day_make(2026, 12, 31).n); /* written only on OK */
}

TEST(internal_time_limits_go_on_with_weekdays_and_say_so)
{
    const Calendar *calendar = policy_calendar(policy_shipped());
    bool guessed = false;
    CHECK_EQ(calendar_add_provisional(calendar, day_make(2026, 12, 31), 1, &guessed).n, day_make(2027, 1, 1).n);
    CHECK(guessed);
    CHECK_EQ(calendar_add_provisional(calendar, day_make(2026, 12, 24), 10, &guessed).n, day_make(2027, 1, 7).n);
    CHECK(guessed);
    CHECK_EQ(calendar_add_provisional(calendar, day_make(2030, 6, 7), 1, &guessed).n, day_make(2030, 6, 10).n);
    CHECK(guessed);
    CHECK_EQ(calendar_add_provisional(calendar, day_make(2023, 12, 29), 1, &guessed).n, day_make(2024, 1, 2).n);
    CHECK(guessed);
    CHECK(!calendar_workday_provisional(calendar, day_make(2025, 10, 1), &guessed) && !guessed);
    CHECK(calendar_workday_provisional(calendar, day_make(2028, 10, 2), &guessed) && guessed);
    CHECK_EQ(calendar_add_provisional(calendar, day_make(2030, 6, 8), 0, NULL).n, day_make(2030, 6, 8).n);
}

TEST(retirement_is_as_in_the_worked_examples)
{
    const RegionPolicy *nation = policy_national(policy_shipped());
    Str rest = test_file(arena, "tests/policy/retirement.csv"), cells[6];
    int rows = 0;
    row_next(&rest, cells, 6);
    for (; row_next(&rest, cells, 6); rows++) {
        Month birth = MONTH_NONE, want = MONTH_NONE;
        CHECK(month_read(cells[1], &birth) && month_read(cells[4], &want));
        Retirement r = retirement_of(nation, (RetireCategory)choice_from(SET_RETIRE_CATEGORY, cells[0]), birth);
        CHECK_EQ(r.delay_months, number(cells[2]));
        CHECK_EQ(r.age_months, number(cells[3]));
        CHECK_EQ(r.month.n, want.n);
        CHECK_EQ(r.minimum_months, number(cells[5]));
    }
    CHECK_EQ(rows, 13);
}

TEST(retirement_of_every_month_follows_the_rule_of_the_decision)
{
    const PolicySet *set = policy_shipped();
    const struct {
        RetireCategory category;
        int year0, step, cap, age;
    } rule[] = { { RETIRE_M60, 1965, 4, 36, 720 }, { RETIRE_F55, 1970, 4, 36, 660 }, { RETIRE_F50, 1975, 2, 60, 600 } };
    for (size_t i = 0; i < sizeof rule / sizeof *rule; i++)
        for (int n = RETIRE_BIRTH_FIRST; n <= RETIRE_BIRTH_LAST; n += n > 1900 * 12 && n < 2100 * 12 ? 1 : 97) {
            Retirement r = retirement_of(policy_region(set, 310000), rule[i].category, (Month){ n });
            int k = n - rule[i].year0 * 12, delay = k < 0 ? 0 : k / rule[i].step + 1;
            delay = delay > rule[i].cap ? rule[i].cap : delay;
            int year = month_year((Month){ n + rule[i].age + delay });
            CHECK_EQ(r.delay_months, delay);
            CHECK_EQ(r.month.n, n + rule[i].age + delay);
            CHECK_EQ(r.minimum_months, year <= 2029 ? 180 : year >= 2039 ? 240 : 180 + 6 * (year - 2029));
        }
}

TEST(retirement_figures_come_from_the_files)
{
    Str text =
        replaced(arena, file_text("national.yaml"), "m60_cap_months:\n      - from: 2025-01-01\n        value: 36",
                 "m60_cap_months:\n      - from: 2025-01-01\n        value: 36\n        reference: 甲号文\n        status: final\n"
                 "      - from: 2045-01-01\n        value: 48");
    size_t count = 0;
    PolicyFile *files = files_with(arena, "national.yaml", text, &count);
    PolicySet *set = NULL;
    Why why = { .arena = arena };
    CHECK_EQ(policy_load_files(arena, files, count, &set, &why), OK);
    CHECK_EQ(retirement_of(policy_national(set), RETIRE_M60, month_make(1984, 12)).delay_months, 36);
    CHECK_EQ(retirement_of(policy_national(set), RETIRE_M60, month_make(1985, 1)).delay_months, 48);
}
