/* vectors_test.c - the worked examples, row by row: contributions, late fees, pensions, and the interest, floats, tiers,
 * divisors and differences that are written out by hand. */
#include "policy/calc_line.h"
#include "policy_help.h"

static JsonNode *answer(Arena *arena, Calculators *room, Str line)
{
    Buf out = { .arena = arena };
    JsonNode *node = NULL;
    calc_json_line(&out, arena, room, line, true);
    CHECK_EQ(json_read(arena, buf_str(&out), &node, NULL), OK);
    if (json_member(node, "error"))
        test_fail(__FILE__, __LINE__, "%.*s -> %.*s", STR_ARG(line), STR_ARG(buf_str(&out)));
    return node;
}

static int64_t at(const JsonNode *node, const char *group, const char *name)
{
    const JsonNode *member = json_member(group ? json_member(node, group) : node, name);
    if (!member || member->type != JSON_INT)
        test_fail(__FILE__, __LINE__, "no number %s.%s", group ? group : "", name);
    return member ? member->number : -1;
}

/* funds sum to the total, sides sum to their totals, and every part is the sum of its lines in the trace. */
static void sums_check(Arena *arena, const JsonNode *node)
{
    static const char *const groups[] = { "employer_fen", "employee_fen" }, *const totals[] = { "total_employer_fen",
                                                                                                "total_employee_fen" };
    int64_t funds = 0, all = 0;
    const JsonNode *list = json_member(node, "funds_fen"), *trace = json_member(node, "trace");
    for (size_t i = 0; list && i < list->count; i++)
        funds += list->items[i].number;
    for (int g = 0; g < 2; g++) {
        const JsonNode *group = json_member(node, groups[g]);
        int64_t side = 0;
        for (size_t i = 0; group && i < group->count; i++) {
            Str part = str_format(arena, "%s." STR_FMT, groups[g], STR_ARG(group->items[i].key));
            int64_t explained = 0;
            for (size_t k = 0; trace && k < trace->count; k++)
                if (str_eq(json_text_of(json_member(&trace->items[k], "part")), part))
                    explained += json_member(&trace->items[k], "amount_fen")->number;
            CHECK_EQ(explained, group->items[i].number);
            side += group->items[i].number;
        }
        CHECK_EQ(at(node, NULL, totals[g]), side);
        all += side;
    }
    CHECK_EQ(funds, all);
    CHECK_EQ(at(node, NULL, "total_fen"), all);
    for (size_t k = 0; trace && k < trace->count; k++) {
        const JsonNode *line = &trace->items[k];
        CHECK(json_text_of(json_member(line, "rule")).n && json_text_of(json_member(line, "law")).n > 6);
        CHECK(json_member(line, "value") && json_text_of(json_member(line, "from")).n == 10);
    }
}

TEST(contributions_are_as_in_the_worked_examples)
{
    enum { COLUMNS = 21 };
    Calculators *room = calculators_make(arena, policy_shipped());
    Str rest = test_file(arena, "tests/policy/contribution.csv"), cells[COLUMNS], names[COLUMNS];
    static const char *const groups[] = { "base_fen",     "base_fen",     "base_fen",     "base_fen",
                                          "employer_fen", "employee_fen", "employer_fen", "employee_fen",
                                          "employer_fen", "employee_fen", "employer_fen", "employer_fen" },
                             *const members[] = { "pension", "medical", "unemployment", "injury",       "pension", "pension",
                                                  "medical", "medical", "unemployment", "unemployment", "injury",  "maternity" },
                             *const totals[] = { "total_employer_fen", "total_employee_fen", "total_fen" };
    int rows = 0;
    row_next(&rest, names, COLUMNS);
    for (; row_next(&rest, cells, COLUMNS); rows++) {
        Str line = str_format(arena,
                              "{\"calc\":\"contribution\",\"region\":\"" STR_FMT "\",\"month\":\"" STR_FMT "\",\"hukou\":\"" STR_FMT
                              "\",\"wage_fen\":" STR_FMT ",\"injury_class\":" STR_FMT ",\"trace\":true}",
                              STR_ARG(cells[1]), STR_ARG(cells[2]), STR_ARG(cells[3]), STR_ARG(cells[4]), STR_ARG(cells[5]));
        JsonNode *node = answer(arena, room, line);
        for (size_t i = 0; i < 12; i++)
            CHECK_EQ(at(node, groups[i], members[i]), number(cells[6 + i]));
        for (size_t i = 0; i < 3; i++)
            CHECK_EQ(at(node, NULL, totals[i]), number(cells[18 + i]));
        sums_check(arena, node);
    }
    CHECK_EQ(rows, 18);
}

TEST(late_fees_are_as_in_the_worked_examples)
{
    const RegionPolicy *nation = policy_national(policy_shipped());
    Str rest = test_file(arena, "tests/policy/late_fee.csv"), cells[6];
    int rows = 0;
    row_next(&rest, cells, 6);
    for (; row_next(&rest, cells, 6); rows++) {
        Day due = DAY_NONE, paid = DAY_NONE;
        LateFee fee = { 0 };
        CHECK(day_read(cells[2], &due) && day_read(cells[3], &paid));
        CHECK_EQ(late_fee_of(nation, (Money){ number(cells[1]) }, due, paid, &fee, NULL, NULL, NULL), OK);
        CHECK_EQ(fee.days, number(cells[4]));
        CHECK_EQ(fee.fee.fen, number(cells[5]));
    }
    CHECK_EQ(rows, 6);
}

TEST(pensions_are_as_in_the_worked_examples)
{
    Calculators *room = calculators_make(arena, policy_shipped());
    Str rest = test_file(arena, "tests/policy/pension.csv"), cells[10];
    int rows = 0;
    row_next(&rest, cells, 10);
    for (; row_next(&rest, cells, 10); rows++) {
        JsonNode *node =
            answer(arena, room,
                   str_format(arena,
                              "{\"calc\":\"pension\",\"average_wage_fen\":" STR_FMT ",\"index\":\"" STR_FMT "\",\"months\":" STR_FMT
                              ",\"balance_fen\":" STR_FMT ",\"age\":\"" STR_FMT "\"}",
                              STR_ARG(cells[1]), STR_ARG(cells[2]), STR_ARG(cells[3]), STR_ARG(cells[4]), STR_ARG(cells[5])));
        CHECK_EQ(at(node, NULL, "divisor_tenths"), number(cells[6]));
        CHECK_EQ(at(node, NULL, "basic_fen"), number(cells[7]));
        CHECK_EQ(at(node, NULL, "account_fen"), number(cells[8]));
        CHECK_EQ(at(node, NULL, "total_fen"), number(cells[9]));
    }
    CHECK_EQ(rows, 7);
}

TEST(interest_is_as_in_the_worked_examples)
{
    const RegionPolicy *nation = policy_national(policy_shipped());
    Str rest = test_file(arena, "tests/policy/interest.csv"), cells[10];
    int rows = 0;
    row_next(&rest, cells, 10);
    for (; row_next(&rest, cells, 10); rows++) {
        AccountYear year = { .year = (int)number(cells[1]), .months = (int)number(cells[3]), .opening = { number(cells[4]) } };
        year.method = str_is(cells[2], "year-1083") ? INTEREST_BY_YEAR : INTEREST_BY_MONTH;
        for (int64_t m = number(cells[5]); m <= number(cells[6]); m++)
            year.credits[m - 1] = (Money){ number(cells[7]) };
        Interest got = { 0 };
        CHECK_EQ(interest_of(nation, &year, &got, NULL, NULL, NULL), OK);
        CHECK_EQ(got.opening.fen, number(cells[8]));
        CHECK_EQ(got.closing.fen, number(cells[9]));
    }
    CHECK_EQ(rows, 6);
}

TEST(nine_years_of_interest_follow_one_another)
{
    const RegionPolicy *nation = policy_national(policy_shipped());
    static const int64_t monthly[] = { 40000, 42000, 44000, 46000, 48000, 50000, 52000, 54000, 56000 },
                         closing[] = { 501606, 1060758, 1700404, 2404559, 3144639, 3976758, 4864822, 5719890, 6551288 };
    Money balance = { 0 };
    for (int i = 0; i < 9; i++) {
        AccountYear year = { .year = 2016 + i, .months = YEAR_MONTHS, .opening = balance };
        Interest got = { 0 };
        for (int m = 0; m < YEAR_MONTHS; m++)
            year.credits[m] = (Money){ monthly[i] };
        CHECK_EQ(interest_of(nation, &year, &got, NULL, NULL, NULL), OK);
        CHECK_EQ(got.closing.fen, closing[i]);
        CHECK(!got.provisional);
        balance = got.closing;
    }
}

TEST(divisors_between_birthdays_are_as_in_the_table)
{
    const RegionPolicy *nation = policy_national(policy_shipped());
    Str rest = test_file(arena, "tests/policy/divisors.csv"), cells[13];
    int rows = 0;
    row_next(&rest, cells, 13);
    for (; row_next(&rest, cells, 13); rows++)
        for (int month = 0; month < 12; month++) {
            int64_t tenths = 0;
            CHECK_EQ(pension_divisor(nation, number(cells[0]) * 12 + month, &tenths, NULL), OK);
            CHECK_EQ(tenths, number(cells[1 + month]));
        }
    CHECK_EQ(rows, 14);
    int64_t tenths = 0;
    CHECK_EQ(pension_divisor(nation, 70 * 12, &tenths, NULL), OK);
    CHECK_EQ(tenths, 560);
    CHECK_EQ(pension_divisor(nation, 70 * 12 + 1, &tenths, NULL), ERR_NO_RULE);
    CHECK_EQ(pension_divisor(nation, 40 * 12 - 1, &tenths, NULL), ERR_NO_RULE);
}

typedef struct {
    const char *region, *month, *rest;
    int64_t values[8];
} Choosing;

TEST(flexible_workers_pay_on_the_base_they_choose)
{
    Calculators *room = calculators_make(arena, policy_shipped());
    static const Choosing cases[] = {
        /* base; pension, pool, account, unemployment, medical, total */
        { "110000", "2025-08", "716200", { 143240, 85944, 57296, 7162, 50134, 200536 } },
        { "110000", "2025-08", "3581100", { 716220, 429732, 286488, 35811, 50134, 802165 } },
        { "330100", "2025-03", "498600", { 99720, 59832, 39888, 0, 0, 99720 } },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        JsonNode *node =
            answer(arena, room,
                   str_format(arena,
                              "{\"calc\":\"contribution\",\"category\":\"flexible\",\"region\":\"%s\",\"month\":\"%s\","
                              "\"base_fen\":%s,\"trace\":true}",
                              cases[i].region, cases[i].month, cases[i].rest));
        CHECK_EQ(at(node, "employee_fen", "pension"), cases[i].values[0]);
        CHECK_EQ(at(node, "funds_fen", "pension_pool"), cases[i].values[1]);
        CHECK_EQ(at(node, "funds_fen", "pension_personal"), cases[i].values[2]);
        CHECK_EQ(at(node, "funds_fen", "unemployment"), cases[i].values[3]);
        CHECK_EQ(at(node, "funds_fen", "medical_pool"), cases[i].values[4]);
        CHECK_EQ(at(node, NULL, "total_fen"), cases[i].values[5]);
        CHECK_EQ(json_member(node, "no_rule")->count, i == 2 ? 2 : 0);
        sums_check(arena, node);
    }
}

TEST(residents_pay_a_tier_and_the_subsidy_stands_apart)
{
    Calculators *room = calculators_make(arena, policy_shipped());
    static const Choosing cases[] = {
        /* tier; tier, subsidy */
        { "110000", "2025-05", "100000", { 100000, 6000 } },  { "110000", "2025-05", "199999", { 199999, 6000 } },
        { "110000", "2025-05", "200000", { 200000, 9000 } },  { "110000", "2025-05", "900000", { 900000, 15000 } },
        { "310000", "2025-05", "530000", { 530000, 67500 } }, { "510100", "2025-05", "20000", { 20000, 4000 } },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        JsonNode *node =
            answer(arena, room,
                   str_format(arena,
                              "{\"calc\":\"contribution\",\"category\":\"resident\",\"region\":\"%s\",\"month\":\"%s\","
                              "\"tier_fen\":%s,\"trace\":true}",
                              cases[i].region, cases[i].month, cases[i].rest));
        CHECK_EQ(at(node, "employee_fen", "pension"), cases[i].values[0]);
        CHECK_EQ(at(node, "funds_fen", "pension_personal"), cases[i].values[0]);
        CHECK_EQ(at(node, NULL, "subsidy_fen"), cases[i].values[1]);
        sums_check(arena, node);
    }
}

TEST(floats_move_the_injury_rate)
{
    const PolicySet *set = policy_shipped();
    const struct {
        int injury_class, percent;
        int64_t wage, fen;
    } cases[] = { { 1, 120, 1000000, 2400 }, { 1, 150, 1000000, 3000 }, { 3, 80, 1234600, 6914 }, { 5, 150, 3581100, 59088 } };
    Tariff tariff = { 0 };
    CHECK_EQ(tariff_make(policy_region(set, 110000), CATEGORY_EMPLOYEE, month_make(2025, 8), &tariff, NULL), OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Payer payer = { { cases[i].wage }, cases[i].injury_class, cases[i].percent, false, 0 };
        Contribution sum = { 0 };
        CHECK_EQ(contribution_of(&tariff, &payer, &sum, NULL), OK);
        CHECK_EQ(sum.employer[INSURANCE_INJURY].fen, cases[i].fen);
    }
}

/* A person at the floor, July to September billed on the old limits, the new ones published in September. */
TEST(a_difference_is_new_less_old)
{
    const PolicySet *set = policy_shipped();
    Tariff old = { 0 }, new = { 0 };
    Contribution was = { 0 }, is = { 0 };
    Payer payer = { { 500000 }, 1, 100, false, 0 };
    CHECK_EQ(tariff_make(policy_region(set, 310000), CATEGORY_EMPLOYEE, month_make(2025, 6), &old, NULL), OK);
    CHECK_EQ(tariff_make(policy_region(set, 310000), CATEGORY_EMPLOYEE, month_make(2025, 7), &new, NULL), OK);
    CHECK_EQ(contribution_of(&old, &payer, &was, NULL), OK);
    CHECK_EQ(contribution_of(&new, &payer, &is, NULL), OK);
    CHECK_EQ(3 * (is.employee[INSURANCE_PENSION].fen - was.employee[INSURANCE_PENSION].fen), 1824);
    CHECK_EQ(3 * (is.employer[INSURANCE_PENSION].fen - was.employer[INSURANCE_PENSION].fen), 3648);
}
