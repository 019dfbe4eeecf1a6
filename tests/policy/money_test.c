/* money_test.c - what holds of every contribution, fee, interest and pension, whoever asks: parts are the whole, more is
 * never less, limits hold, nothing overflows; and until when a published figure is good. */
#include "policy/calc_line.h"
#include "policy_help.h"

static const int cities[] = { 110000, 310000, 330100, 440100, 440300, 510100 };
enum { CITY_COUNT = sizeof cities / sizeof *cities };

static int64_t below(uint64_t *seed, int64_t most) { return (int64_t)(test_random(seed) % (uint64_t)most); }

/* A second opinion: 128 bits, one amount at a time. */
static int64_t slow_part(int64_t base, int64_t rate, int64_t divisor, bool jiao)
{
    __int128 product = (__int128)base * rate;
    __int128 unit = jiao ? (__int128)divisor * 10 : divisor;
    __int128 part = jiao ? (product + unit - 1) / unit * 10 : (product * 2 + unit) / (2 * unit);
    return (int64_t)part;
}

static void person_check(const Tariff *t, const Payer *payer)
{
    Contribution sum = { 0 };
    Money funds[PAY_FUND_END];
    int64_t all = 0, wage = t->keeps_fen ? payer->amount.fen : (payer->amount.fen + 50) / 100 * 100;
    CHECK_EQ(contribution_of(t, payer, &sum, NULL), OK);
    for (Insurance i = INSURANCE_PENSION; i <= INSURANCE_INJURY; i++) {
        int64_t base = wage < t->floor[i].fen ? t->floor[i].fen : wage > t->cap[i].fen ? t->cap[i].fen : wage;
        int64_t rate = t->employer_ppm[i] + (i == INSURANCE_PENSION && payer->local ? t->local_ppm : 0);
        CHECK_EQ(sum.base[i].fen, base);
        if (i == INSURANCE_INJURY)
            rate = t->injury_ppm[payer->injury_class] * payer->injury_percent;
        CHECK_EQ(sum.employer[i].fen, slow_part(base, rate, i == INSURANCE_INJURY ? 100000000 : 1000000, t->ceil_jiao));
        int64_t flat = i == INSURANCE_MEDICAL ? t->serious_illness.fen : 0;
        CHECK_EQ(sum.employee[i].fen, slow_part(base, t->employee_ppm[i], 1000000, t->ceil_jiao) + flat);
    }
    contribution_funds(t, &sum, funds);
    for (PayFund fund = PAY_FUND_NONE; fund < PAY_FUND_END; fund++)
        all += funds[fund].fen;
    CHECK_EQ(all, sum.total.fen);
    CHECK_EQ(sum.total.fen, sum.total_employer.fen + sum.total_employee.fen);
}

TEST(every_contribution_agrees_with_a_slow_count)
{
    static const int floats[] = { 50, 80, 100, 120, 150 };
    const PolicySet *set = policy_shipped();
    uint64_t seed = 7;
    for (size_t c = 0; c < CITY_COUNT; c++)
        for (int manner = 0; manner < 4; manner++) {
            Tariff tariff = { 0 };
            Month month = cities[c] == 440300 ? month_make(2024, 9) : month_make(2025, 5);
            CHECK_EQ(tariff_make(policy_region(set, cities[c]), CATEGORY_EMPLOYEE, month, &tariff, NULL), OK);
            tariff.ceil_jiao = manner & 1;
            tariff.keeps_fen = manner & 2;
            for (int i = 0; i < 500; i++) {
                int64_t most = i % 5 ? 6000000 : i % 2 ? PAY_FEN_MAX : 200000000000;
                Payer payer = { { below(&seed, most + 1) }, 2 + (int)below(&seed, 7), floats[below(&seed, 5)], i & 1, 0 };
                person_check(&tariff, &payer);
            }
            const int64_t edges[] = { 0, 1, 49, 50, 99999999999, 100000000000, 100000000001, PAY_FEN_MAX };
            for (size_t i = 0; i < sizeof edges / sizeof *edges; i++)
                person_check(&tariff, &(Payer){ { edges[i] }, 1, 100, true, 0 });
        }
}

TEST(who_earns_more_never_owes_less)
{
    Tariff tariff = { 0 };
    CHECK_EQ(tariff_make(policy_region(policy_shipped(), 440100), CATEGORY_EMPLOYEE, month_make(2024, 9), &tariff, NULL), OK);
    Contribution before = { 0 }, sum = { 0 };
    for (int64_t wage = 0; wage < 5000000; wage += 37) {
        CHECK_EQ(contribution_of(&tariff, &(Payer){ { wage }, 4, 120, false, 0 }, &sum, NULL), OK);
        for (Insurance i = INSURANCE_PENSION; i < Insurance_END; i++) {
            CHECK(sum.employer[i].fen >= before.employer[i].fen && sum.employee[i].fen >= before.employee[i].fen);
            CHECK(i == INSURANCE_MATERNITY || (sum.base[i].fen >= tariff.floor[i].fen && sum.base[i].fen <= tariff.cap[i].fen));
        }
        before = sum;
    }
    CHECK_EQ(sum.base[INSURANCE_PENSION].fen, 2642100);
    CHECK_EQ(sum.base[INSURANCE_INJURY].fen, 5000000 / 100 * 100 - 100 + 100 * (4999995 % 100 >= 50)); /* no cap */
}

TEST(fen_go_up_to_the_next_jiao_where_a_city_says_so)
{
    Str text = replaced(
        arena, file_text("310000.yaml"), "\n  rate:\n",
        "\n  amount:\n    round:\n      - {from: 2011-07-01, value: ceil-jiao, reference: 见分进角, status: final}\n  rate:\n");
    text = replaced(arena, text, "value: 738400, ", "value: 427900, ");
    size_t count = 0;
    PolicyFile *files = files_with(arena, "310000.yaml", text, &count);
    PolicySet *set = NULL;
    Tariff tariff = { 0 };
    Contribution sum = { 0 };
    CHECK_EQ(policy_load_files(arena, files, count, &set, NULL), OK);
    CHECK_EQ(tariff_make(policy_region(set, 310000), CATEGORY_EMPLOYEE, month_make(2024, 9), &tariff, NULL), OK);
    CHECK_EQ(contribution_of(&tariff, &(Payer){ { 427900 }, 1, 100, false, 0 }, &sum, NULL), OK);
    CHECK_EQ(sum.employee[INSURANCE_PENSION].fen, 34240); /* 342.32 */
}

TEST(three_people_are_rounded_one_by_one)
{
    Tariff tariff = { 0 };
    Contribution sum = { 0 };
    CHECK_EQ(tariff_make(policy_region(policy_shipped(), 310000), CATEGORY_EMPLOYEE, month_make(2024, 6), &tariff, NULL), OK);
    tariff.floor[INSURANCE_UNEMPLOYMENT] = (Money){ 0 };
    CHECK_EQ(contribution_of(&tariff, &(Payer){ { 733300 }, 1, 100, false, 0 }, &sum, NULL), OK);
    CHECK_EQ(3 * sum.employer[INSURANCE_UNEMPLOYMENT].fen, 11001);
}

TEST(the_due_day_costs_nothing_and_the_next_day_one_day)
{
    const RegionPolicy *nation = policy_national(policy_shipped());
    uint64_t seed = 3;
    for (int i = 0; i < 3000; i++) {
        Money principal = { below(&seed, i % 3 ? 100000000 : PAY_FEN_MAX) };
        Day due = day_add(day_make(1999, 2, 1), (int)below(&seed, 12000));
        LateFee fee = { 9, { 9 } }, next = { 0 }, before = { 0 };
        for (int early = 0; early < 3; early++) {
            CHECK_EQ(late_fee_of(nation, principal, due, day_add(due, -early * 40), &fee, NULL, NULL, NULL), OK);
            CHECK(!fee.days && !fee.fee.fen);
        }
        CHECK_EQ(late_fee_of(nation, principal, due, day_add(due, 1), &next, NULL, NULL, NULL), OK);
        bool old = day_add(due, 1).n < day_make(2011, 7, 1).n;
        CHECK_EQ(next.days, 1);
        CHECK_EQ(next.fee.fen, slow_part(principal.fen, old ? 2000 : 500, 1000000, false));
        CHECK_EQ(late_fee_of(nation, principal, due, day_add(due, (int)below(&seed, 900)), &before, NULL, NULL, NULL), OK);
        CHECK_EQ(late_fee_of(nation, principal, due, day_add(due, before.days + 1), &next, NULL, NULL, NULL), OK);
        CHECK(next.fee.fen >= before.fee.fen && next.days == before.days + 1);
    }
}

TEST(the_change_of_the_late_fee_is_by_days)
{
    Calculators *room = calculators_make(arena, policy_shipped());
    Buf out = { .arena = arena };
    calc_json_line(
        &out, arena, room,
        S("{\"calc\":\"late-fee\",\"principal_fen\":2000000,\"due\":\"2011-05-15\",\"paid\":\"2011-08-10\",\"trace\":true}"), true);
    CHECK(str_starts(buf_str(&out), S("{\"days\":87,\"late_fee_fen\":225000,")));
    CHECK(str_find(buf_str(&out), S("\"amount_fen\":184000}")) > 0 && str_find(buf_str(&out), S("\"amount_fen\":41000}")) > 0);
    LateFee fee = { 0 };
    const RegionPolicy *nation = policy_national(policy_shipped());
    CHECK_EQ(late_fee_of(nation, (Money){ 100 }, day_make(1999, 1, 20), day_make(1999, 2, 1), &fee, NULL, NULL, NULL), ERR_NO_RULE);
    CHECK_EQ(late_fee_of(nation, (Money){ 100 }, day_make(1999, 1, 21), day_make(1999, 2, 1), &fee, NULL, NULL, NULL), OK);
    CHECK_EQ(late_fee_of(nation, (Money){ PAY_FEN_MAX }, day_make(1999, 1, 21), day_make(9999, 12, 31), &fee, NULL, NULL, NULL),
             OK);
    CHECK(fee.fee.fen > PAY_FEN_MAX && fee.days > 2900000);
}

static const RegionPolicy *city_with(Arena *arena, const char *text)
{
    size_t count = 0;
    PolicySet *set = NULL;
    Why why = { .arena = arena };
    PolicyFile *files = files_with(arena, "440100.yaml", replaced(arena, file_text("440100.yaml"), "\n  base:\n", text), &count);
    if (policy_load_files(arena, files, count, &set, &why) != OK)
        test_fail(__FILE__, __LINE__, "%.*s", STR_ARG(why.en));
    return policy_region(set, 440100);
}

TEST(the_customs_of_the_late_fee_are_the_regions)
{
    const RegionPolicy *region = city_with(
        arena, "\n  late:\n    start:\n      - {from: 1999-01-22, value: first-of-next-month, reference: 甲号文, status: final}\n"
               "    end:\n      - {from: 1999-01-22, value: day-before, reference: 甲号文, status: final}\n"
               "    cap_principal:\n      - {from: 1999-01-22, value: true, reference: 甲号文, status: final}\n  base:\n");
    LateFee fee = { 0 };
    CHECK_EQ(late_fee_of(region, (Money){ 114187 }, day_make(2016, 5, 15), day_make(2016, 7, 10), &fee, NULL, NULL, NULL), OK);
    CHECK_EQ(fee.days, 39);
    CHECK_EQ(fee.fee.fen, 2227);
    CHECK_EQ(late_fee_of(region, (Money){ 114187 }, day_make(2016, 5, 15), day_make(2016, 6, 1), &fee, NULL, NULL, NULL), OK);
    CHECK_EQ(fee.days, 0);
    CHECK_EQ(late_fee_of(region, (Money){ 5000000 }, day_make(2019, 3, 31), day_make(2024, 9, 22), &fee, NULL, NULL, NULL), OK);
    CHECK_EQ(fee.fee.fen, 5000000);
}

TEST(the_due_day_is_moved_and_a_notice_comes_first)
{
    size_t count = 0;
    PolicySet *set = NULL;
    const char *text =
        "\n  levy:\n    due_day:\n      - {from: 2024-07-01, value: 31, reference: 甲号文, status: final}\n"
        "    due_override:\n      - {from: 2024-07-01, value: {2025-01: 2025-02-11, 2025-10: 2025-10-27}, reference: 乙号文, "
        "status: final}\n  base:\n";
    PolicyFile *files = files_with(arena, "440100.yaml", replaced(arena, file_text("440100.yaml"), "\n  base:\n", text), &count);
    CHECK_EQ(policy_load_files(arena, files, count, &set, NULL), OK);
    const struct {
        int region, year, month;
        Day due;
        bool guessed;
    } cases[] = {
        { 440100, 2025, 1, day_make(2025, 2, 11), false }, { 440100, 2025, 2, day_make(2025, 2, 28), false },
        { 440100, 2025, 5, day_make(2025, 6, 3), false },  { 440100, 2025, 10, day_make(2025, 10, 27), false },
        { 440300, 2025, 1, day_make(2025, 1, 26), false }, { 110000, 2025, 2, day_make(2025, 2, 17), false },
        { 110000, 2025, 3, day_make(2025, 3, 17), false }, { 110000, 2028, 1, day_make(2028, 1, 17), true },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool guessed = false;
        Day due = policy_due_day(set, policy_region(set, cases[i].region), month_make(cases[i].year, cases[i].month), &guessed);
        CHECK_STR(day_text(arena, due), day_text(arena, cases[i].due));
        CHECK_EQ(guessed, cases[i].guessed);
    }
}

TEST(a_published_figure_is_good_for_its_year_and_provisionally_for_one_more)
{
    const PolicySet *set = policy_shipped();
    const struct {
        int region, first, final_until, last; /* months as year * 100 + month; 0 = never final */
    } cases[] = { { 110000, 202307, 202506, 202706 }, { 310000, 202307, 202506, 202706 }, { 330100, 202301, 0, 202612 },
                  { 510100, 202301, 0, 202612 },      { 440100, 202407, 0, 202706 },      { 440300, 202407, 0, 202706 } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int n = 2020 * 12; n < 2031 * 12; n++) {
            Month month = { n };
            int name = month_year(month) * 100 + month_of_year(month);
            bool gap = cases[i].region == 440300 && name >= 202501 && name <= 202506;
            Tariff tariff = { 0 };
            Why why = { .arena = arena };
            Err err = tariff_make(policy_region(set, cases[i].region), CATEGORY_EMPLOYEE, month, &tariff, &why);
            CHECK_EQ(err, name < cases[i].first || name > cases[i].last || gap ? ERR_NO_RULE : OK);
            if (err == OK)
                CHECK_EQ(tariff.provisional, name > cases[i].final_until);
            else
                CHECK(str_starts(why.field, S("base.")) && why.zh.n && why.en.n);
        }
    Interest interest = { 0 };
    for (int year = 2010; year < 2032; year++) {
        AccountYear account = { .year = year, .opening = { 100 }, .months = YEAR_MONTHS };
        Err err = interest_of(policy_national(set), &account, &interest, NULL, NULL, NULL);
        CHECK_EQ(err, year >= 2016 && year <= 2026 ? OK : ERR_NO_RULE);
        CHECK(err != OK || interest.provisional == (year > 2024));
    }
}

TEST(alarms_tell_what_runs_out)
{
    const PolicySet *set = policy_shipped();
    const RegionPolicy *beijing = policy_region(set, 110000), *shenzhen = policy_region(set, 440300);
    const struct {
        const RegionPolicy *region;
        PolicyKey key;
        Day day;
        PolicyAlarm alarm;
    } cases[] = {
        { beijing, KEY_BASE_PENSION_CAP, day_make(2023, 6, 30), POLICY_FINE }, /* before the first */
        { beijing, KEY_BASE_PENSION_CAP, day_make(2024, 6, 30), POLICY_FINE }, /* the next year is on file */
        { beijing, KEY_BASE_PENSION_CAP, day_make(2026, 3, 30), POLICY_FINE },
        { beijing, KEY_BASE_PENSION_CAP, day_make(2026, 4, 1), POLICY_RUNS_OUT },
        { beijing, KEY_BASE_PENSION_CAP, day_make(2026, 6, 30), POLICY_RUNS_OUT },
        { beijing, KEY_BASE_PENSION_CAP, day_make(2026, 7, 1), POLICY_IS_STALE },
        { beijing, KEY_BASE_PENSION_CAP, day_make(2027, 6, 30), POLICY_IS_STALE },
        { beijing, KEY_BASE_PENSION_CAP, day_make(2027, 7, 1), POLICY_HAS_ENDED },
        { beijing, KEY_RATE_MEDICAL_EMPLOYER, day_make(2025, 8, 1), POLICY_IS_PROVISIONAL },
        { shenzhen, KEY_BASE_MEDICAL_CAP, day_make(2025, 3, 1), POLICY_IS_UNKNOWN },
        { policy_national(set), KEY_BASE_MEDICAL_CAP, day_make(2025, 3, 1), POLICY_FINE },
        { policy_national(set), KEY_INTEREST_RATE, day_make(2025, 10, 2), POLICY_RUNS_OUT },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const PolicyValue *value = NULL;
        CHECK_STR(str(policy_alarm_word(policy_alarm(cases[i].region, cases[i].key, cases[i].day, &value))),
                  str(policy_alarm_word(cases[i].alarm)));
    }
}

/* Bad amounts, outside limits, and members that do not belong: the code and the field of each line. */
TEST(hostile_lines_are_refused_by_name)
{
    static const char *const cases[][2] = {
#define EMPLOYEE "{\"calc\":\"contribution\",\"region\":\"110000\",\"month\":\"2025-08\","
        { EMPLOYEE "\"wage_fen\":-1}", "bad-amount\",\"field\":\"wage_fen\"" },
        { EMPLOYEE "\"wage_fen\":-9223372036854775808}", "bad-amount\",\"field\":\"wage_fen\"" },
        { EMPLOYEE "\"wage_fen\":9223372036854775807}", "bad-amount\",\"field\":\"wage_fen\"" },
        { EMPLOYEE "\"wage_fen\":100000000000001}", "bad-amount\",\"field\":\"wage_fen\"" },
        { EMPLOYEE "\"wage_fen\":99999999999999999999}", "bad-field\"" },
        { EMPLOYEE "\"wage_fen\":1e3}", "bad-field\"" },
        { EMPLOYEE "\"wage_fen\":\"100\"}", "bad-field\",\"field\":\"wage_fen\"" },
        { EMPLOYEE "\"category\":\"employee\"}", "bad-field\",\"field\":\"wage_fen\"" },
        { EMPLOYEE "\"wage_fen\":1,\"wage\":1}", "bad-field\",\"field\":\"wage\"" },
        { EMPLOYEE "\"wage_fen\":1,\"base_fen\":1}", "bad-field\",\"field\":\"base_fen\"" },
        { EMPLOYEE "\"wage_fen\":1,\"tier_fen\":1}", "bad-field\",\"field\":\"tier_fen\"" },
        { EMPLOYEE "\"wage_fen\":1,\"insurances\":\"pension\"}", "bad-field\",\"field\":\"insurances\"" },
        { EMPLOYEE "\"wage_fen\":1,\"injury_class\":0}", "bad-field\",\"field\":\"injury_class\"" },
        { EMPLOYEE "\"wage_fen\":1,\"injury_class\":9}", "bad-field\",\"field\":\"injury_class\"" },
        { EMPLOYEE "\"wage_fen\":1,\"injury_class\":4294967297}", "bad-field\",\"field\":\"injury_class\"" },
        { EMPLOYEE "\"wage_fen\":1,\"injury_float\":50}", "bad-field\",\"field\":\"injury_float\"" },
        { EMPLOYEE "\"wage_fen\":1,\"injury_class\":2,\"injury_float\":99}", "bad-field\",\"field\":\"injury_float\"" },
        { EMPLOYEE "\"wage_fen\":1,\"injury_float\":4294967396}", "bad-field\",\"field\":\"injury_float\"" },
        { EMPLOYEE "\"wage_fen\":1,\"hukou\":\"urban\"}", "bad-field\",\"field\":\"hukou\"" },
        { EMPLOYEE "\"wage_fen\":1,\"category\":\"worker\"}", "bad-field\",\"field\":\"category\"" },
        { EMPLOYEE "\"category\":\"flexible\",\"wage_fen\":1}", "bad-field\",\"field\":\"base_fen\"" },
        { EMPLOYEE "\"category\":\"flexible\",\"base_fen\":716199}", "bad-amount\",\"field\":\"base_fen\"" },
        { EMPLOYEE "\"category\":\"flexible\",\"base_fen\":3581101}", "bad-amount\",\"field\":\"base_fen\"" },
        { EMPLOYEE "\"category\":\"flexible\",\"base_fen\":716200,\"insurances\":\"injury\"}",
          "no-rule\",\"field\":\"insurances\"" },
        { EMPLOYEE "\"category\":\"flexible\",\"base_fen\":716200,\"insurances\":\"pension,\"}",
          "bad-field\",\"field\":\"insurances\"" },
        { EMPLOYEE "\"category\":\"resident\",\"tier_fen\":99999}", "bad-amount\",\"field\":\"tier_fen\"" },
        { EMPLOYEE "\"category\":\"resident\",\"tier_fen\":900001}", "bad-amount\",\"field\":\"tier_fen\"" },
        { "{\"calc\":\"contribution\",\"region\":\"310000\",\"month\":\"2025-08\",\"category\":\"resident\",\"tier_fen\":80001}",
          "bad-amount\",\"field\":\"tier_fen\"" },
        { "{\"calc\":\"contribution\",\"region\":\"330100\",\"month\":\"2025-08\",\"category\":\"flexible\",\"base_fen\":500000,"
          "\"insurances\":\"pension,medical\"}",
          "no-rule\",\"field\":\"insurances\"" },
        { "{\"calc\":\"contribution\",\"region\":\"650000\",\"month\":\"2025-08\",\"wage_fen\":1}",
          "no-rule\",\"field\":\"region\"" },
        { "{\"calc\":\"contribution\",\"region\":\"11\",\"month\":\"2025-08\",\"wage_fen\":1}",
          "bad-field\",\"field\":\"region\"" },
        { "{\"calc\":\"contribution\",\"region\":\"-10000\",\"month\":\"2025-08\",\"wage_fen\":1}",
          "bad-field\",\"field\":\"region\"" },
        { "{\"calc\":\"contribution\",\"month\":\"2025-08\",\"wage_fen\":1}", "bad-field\",\"field\":\"region\"" },
        { "{\"calc\":\"contribution\",\"region\":\"110000\",\"month\":\"2025-13\",\"wage_fen\":1}",
          "bad-field\",\"field\":\"month\"" },
        { "{\"calc\":\"contribution\",\"region\":\"110000\",\"month\":\"2023-06\",\"wage_fen\":1}",
          "no-rule\",\"field\":\"month\"" },
        { "{\"calc\":\"contribution\",\"region\":\"110000\",\"month\":\"9999-12\",\"wage_fen\":1}",
          "no-rule\",\"field\":\"month\"" },
        { "{\"calc\":\"late-fee\",\"principal_fen\":-1,\"due\":\"2025-01-15\",\"paid\":\"2025-01-16\"}",
          "bad-amount\",\"field\":\"principal_fen\"" },
        { "{\"calc\":\"late-fee\",\"principal_fen\":1,\"due\":\"2025-02-30\",\"paid\":\"2025-01-16\"}",
          "bad-field\",\"field\":\"due\"" },
        { "{\"calc\":\"late-fee\",\"principal_fen\":1,\"due\":\"1998-02-28\",\"paid\":\"2025-01-16\"}",
          "no-rule\",\"field\":\"due\"" },
        { "{\"calc\":\"interest\",\"year\":2024,\"opening_fen\":-5}", "bad-amount\",\"field\":\"opening_fen\"" },
        { "{\"calc\":\"interest\",\"year\":2024,\"opening_fen\":0,\"credits_fen\":{\"01\":-5}}",
          "bad-amount\",\"field\":\"credits_fen\"" },
        { "{\"calc\":\"interest\",\"year\":2024,\"opening_fen\":0,\"credits_fen\":{\"1\":5}}",
          "bad-field\",\"field\":\"credits_fen\"" },
        { "{\"calc\":\"interest\",\"year\":2024,\"opening_fen\":0,\"credits_fen\":{\"13\":5}}",
          "bad-field\",\"field\":\"credits_fen\"" },
        { "{\"calc\":\"interest\",\"year\":2024,\"opening_fen\":0,\"credits_fen\":{\"-1\":5}}",
          "bad-field\",\"field\":\"credits_fen\"" },
        { "{\"calc\":\"interest\",\"year\":2024,\"opening_fen\":0,\"credits_fen\":[5]}", "bad-field\",\"field\":\"credits_fen\"" },
        { "{\"calc\":\"interest\",\"year\":2024,\"opening_fen\":0,\"months\":5,\"credits_fen\":{\"06\":5}}",
          "bad-field\",\"field\":\"credits_fen\"" },
        { "{\"calc\":\"interest\",\"year\":2024,\"opening_fen\":0,\"months\":13}", "bad-field\",\"field\":\"months\"" },
        { "{\"calc\":\"interest\",\"year\":2015,\"opening_fen\":0}", "no-rule\",\"field\":\"year\"" },
        { "{\"calc\":\"interest\",\"year\":2027,\"opening_fen\":0}", "no-rule\",\"field\":\"year\"" },
        { "{\"calc\":\"interest\",\"year\":99999999999,\"opening_fen\":0}", "bad-field\",\"field\":\"year\"" },
#define PENSION "{\"calc\":\"pension\",\"average_wage_fen\":1000000,\"months\":180,\"balance_fen\":1,"
        { PENSION "\"index\":\"1.00000\",\"age\":\"60y0m\"}", "bad-field\",\"field\":\"index\"" },
        { PENSION "\"index\":\"-1\",\"age\":\"60y0m\"}", "bad-field\",\"field\":\"index\"" },
        { PENSION "\"index\":\"1.\",\"age\":\"60y0m\"}", "bad-field\",\"field\":\"index\"" },
        { PENSION "\"index\":\"1.-1\",\"age\":\"60y0m\"}", "bad-field\",\"field\":\"index\"" },
        { PENSION "\"index\":\"10.0001\",\"age\":\"60y0m\"}", "bad-field\",\"field\":\"index\"" },
        { PENSION "\"index\":1,\"age\":\"60y0m\"}", "bad-field\",\"field\":\"index\"" },
        { PENSION "\"index\":\"1\",\"age\":\"60y12m\"}", "bad-field\",\"field\":\"age\"" },
        { PENSION "\"index\":\"1\",\"age\":\"60\"}", "bad-field\",\"field\":\"age\"" },
        { PENSION "\"index\":\"1\",\"age\":\"60y-1m\"}", "bad-field\",\"field\":\"age\"" },
        { PENSION "\"index\":\"1\",\"age\":\"39y11m\"}", "no-rule\",\"field\":\"age\"" },
        { PENSION "\"index\":\"1\",\"age\":\"999y0m\"}", "no-rule\",\"field\":\"age\"" },
    };
    Calculators *room = calculators_make(arena, policy_shipped());
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Buf out = { .arena = arena };
        calc_json_line(&out, arena, room, str(cases[i][0]), true);
        Str want = str_format(arena, "{\"error\":\"%s", cases[i][1]);
        if (!str_starts(buf_str(&out), want))
            test_fail(__FILE__, __LINE__, "%s -> %.*s", cases[i][0], STR_ARG(buf_str(&out)));
    }
}

TEST(the_greatest_amounts_are_computed)
{
    Calculators *room = calculators_make(arena, policy_shipped());
    static const char *const lines[] = {
        "{\"calc\":\"contribution\",\"region\":\"440100\",\"month\":\"2025-08\",\"wage_fen\":100000000000000,\"trace\":true}",
        "{\"calc\":\"contribution\",\"region\":\"440100\",\"month\":\"2025-08\",\"wage_fen\":0,\"trace\":true}",
        "{\"calc\":\"interest\",\"year\":2018,\"opening_fen\":100000000000000,\"credits_fen\":{\"01\":100000000000000,\"12\":"
        "100000000000000},\"trace\":true}",
        "{\"calc\":\"pension\",\"average_wage_fen\":100000000000000,\"index\":\"10\",\"months\":1200,"
        "\"balance_fen\":100000000000000,\"age\":\"70y0m\",\"trace\":true}",
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        Buf out = { .arena = arena };
        calc_json_line(&out, arena, room, str(lines[i]), true);
        CHECK(!str_starts(buf_str(&out), S("{\"error\"")) && str_find(buf_str(&out), S("_fen\":-")) < 0);
    }
}

/* More regions, months and categories than are kept: every answer is the same the second time. */
TEST(kept_tariffs_answer_as_fresh_ones)
{
    Calculators *room = calculators_make(arena, policy_shipped());
    for (int pass = 0; pass < 2; pass++)
        for (int n = 2023 * 12; n < 2027 * 12; n++)
            for (size_t c = 0; c < CITY_COUNT; c++) {
                Str line =
                    str_format(arena, "{\"calc\":\"contribution\",\"region\":\"%d\",\"month\":\"" STR_FMT "\",\"wage_fen\":%d}",
                               cities[c], STR_ARG(month_text(arena, (Month){ n })), 800000 + n);
                Buf kept = { .arena = arena }, fresh = { .arena = arena };
                calc_json_line(&kept, arena, room, line, true);
                if (n % 5 == 0)
                    calc_json_line(&fresh, arena, calculators_make(arena, policy_shipped()), line, true);
                if (n % 5 == 0)
                    CHECK_STR(buf_str(&kept), buf_str(&fresh));
            }
}
