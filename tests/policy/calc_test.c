/* calc_test.c - `shebao calc --jsonl` line by line, without the command line. */
#include "policy/calc_line.h"
#include "policy_help.h"

typedef struct {
    const char *line, *answer; /* of a refusal only the start, up to the sentence */
} Case;

static const Case cases[] = {
    { "{\"calc\":\"workday\",\"from\":\"2025-09-26\",\"add\":15}", "{\"day\":\"2025-10-23\"}\n" },
    { "{\"calc\":\"workday\",\"from\":\"2025-02-15\",\"shift\":true}", "{\"day\":\"2025-02-17\"}\n" },
    { "{\"add_months\":6,\"from\":\"2025-08-31\",\"calc\":\"workday\"}", "{\"day\":\"2026-02-28\"}\n" },
    { " {\"calc\":\"workday\",\"from\":\"2031-01-31\",\"add_months\":1} ", "{\"day\":\"2031-02-28\"}\n" },
    { "{\"calc\":\"workday\",\"from\":\"9999-12-31\",\"add_months\":0}", "{\"day\":\"9999-12-31\"}\n" },
    { "{\"calc\":\"workday\",\"from\":\"9999-11-30\",\"add_months\":1}", "{\"day\":\"9999-12-30\"}\n" },
    { "{\"calc\":\"workday\",\"from\":\"9999-12-01\",\"add_months\":1}", "{\"error\":\"bad-field\",\"field\":\"add_months\"," },
    { "{\"calc\":\"workday\",\"from\":\"2025-01-01\",\"add_months\":9223372036854775807}",
      "{\"error\":\"bad-field\",\"field\":\"add_months\"," },
    { "{\"calc\":\"retirement\",\"category\":\"M60\",\"birth\":\"1965-01\"}",
      "{\"delay_months\":1,\"age_months\":721,\"month\":\"2025-02\",\"minimum_months\":180}\n" },
    { "{\"calc\":\"retirement\",\"category\":\"F50\",\"birth\":\"1900-01\"}",
      "{\"delay_months\":0,\"age_months\":600,\"month\":\"1950-01\",\"minimum_months\":180}\n" },
    { "{\"calc\":\"retirement\",\"category\":\"F55\",\"birth\":\"2100-12\"}",
      "{\"delay_months\":36,\"age_months\":696,\"month\":\"2158-12\",\"minimum_months\":240}\n" },
    { "{\"calc\":\"workday\",\"from\":\"2023-12-31\",\"shift\":true}", "{\"error\":\"no-rule\",\"field\":\"from\"," },
    { "{\"calc\":\"workday\",\"from\":\"2026-12-31\",\"add\":1}", "{\"error\":\"no-rule\",\"field\":\"from\"," },
    { "{\"calc\":\"workday\",\"from\":\"2025-02-29\",\"shift\":true}", "{\"error\":\"bad-field\",\"field\":\"from\"," },
    { "{\"calc\":\"workday\",\"from\":\"20250215\",\"shift\":true}", "{\"error\":\"bad-field\",\"field\":\"from\"," },
    { "{\"calc\":\"workday\",\"from\":20250215,\"shift\":true}", "{\"error\":\"bad-field\",\"field\":\"from\"," },
    { "{\"calc\":\"workday\",\"shift\":true}", "{\"error\":\"bad-field\",\"field\":\"from\"," },
    { "{\"calc\":\"workday\",\"from\":\"2025-02-15\"}", "{\"error\":\"bad-field\",\"field\":\"add\"," },
    { "{\"calc\":\"workday\",\"from\":\"2025-02-15\",\"shift\":false}", "{\"error\":\"bad-field\",\"field\":\"shift\"," },
    { "{\"calc\":\"workday\",\"from\":\"2025-02-15\",\"shift\":1}", "{\"error\":\"bad-field\",\"field\":\"shift\"," },
    { "{\"calc\":\"workday\",\"from\":\"2025-02-15\",\"shift\":true,\"add\":1}", "{\"error\":\"bad-field\",\"field\":\"shift\"," },
    { "{\"calc\":\"workday\",\"from\":\"2025-02-15\",\"add\":-1}", "{\"error\":\"bad-field\",\"field\":\"add\"," },
    { "{\"calc\":\"workday\",\"from\":\"2025-02-15\",\"add\":\"1\"}", "{\"error\":\"bad-field\",\"field\":\"add\"," },
    { "{\"calc\":\"workday\",\"from\":\"2025-02-15\",\"add\":1.0}", "{\"error\":\"bad-field\"," },
    { "{\"calc\":\"workday\",\"from\":\"2025-02-15\",\"add\":1,\"region\":\"110000\"}",
      "{\"error\":\"bad-field\",\"field\":\"region\"," },
    { "{\"calc\":\"workday\",\"from\":\"2025-02-15\",\"add\":1,\"add\":1}", "{\"error\":\"bad-field\",\"field\":\"add\"," },
    { "{\"calc\":\"retirement\",\"category\":\"m60\",\"birth\":\"1965-01\"}", "{\"error\":\"bad-field\",\"field\":\"category\"," },
    { "{\"calc\":\"retirement\",\"birth\":\"1965-01\"}", "{\"error\":\"bad-field\",\"field\":\"category\"," },
    { "{\"calc\":\"retirement\",\"category\":\"M60\",\"birth\":\"1965-13\"}", "{\"error\":\"bad-field\",\"field\":\"birth\"," },
    { "{\"calc\":\"retirement\",\"category\":\"M60\",\"birth\":\"9999-01\"}", "{\"error\":\"bad-field\",\"field\":\"birth\"," },
    { "{\"calc\":\"retirement\",\"category\":\"M60\",\"birth\":\"1799-12\"}", "{\"error\":\"bad-field\",\"field\":\"birth\"," },
    { "{\"calc\":\"tax\"}",
      "{\"error\":\"bad-field\",\"field\":\"calc\",\"why\":\"There is no such calculator; there are: workday, "
      "retirement, contribution, late-fee, interest, pension.\"}\n" },
    { "{\"calc\":1}", "{\"error\":\"bad-field\",\"field\":\"calc\"," },
    { "{}", "{\"error\":\"bad-field\",\"field\":\"calc\"," },
    { "[]", "{\"error\":\"bad-field\",\"field\":null," },
    { "", "{\"error\":\"bad-field\",\"field\":null," },
    { "{\"calc\":\"workday\"", "{\"error\":\"bad-field\"," },
    { "{\"calc\":\"workday\",\"from\":\"\xff\"}", "{\"error\":\"bad-field\",\"field\":\"from\"," },
};

TEST(each_line_is_answered_in_order_whatever_it_holds)
{
    Calculators *room = calculators_make(arena, policy_shipped());
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Buf out = { .arena = arena };
        calc_json_line(&out, arena, room, str(cases[i].line), true);
        Str got = buf_str(&out), want = str(cases[i].answer);
        bool right = str_ends(want, S("\n")) ? str_eq(got, want) : str_starts(got, want) && str_ends(got, S("\"}\n"));
        if (!right)
            test_fail(__FILE__, __LINE__, "%s\n  is        %.*s\n  should be %s", cases[i].line, STR_ARG(got), cases[i].answer);
        JsonNode *node = NULL;
        CHECK_EQ(json_read(arena, str_head(got, got.n - 1), &node, NULL), OK);
    }
}

TEST(a_line_that_is_too_long_is_answered_too)
{
    Calculators *room = calculators_make(arena, policy_shipped());
    for (int more = 0; more <= 1; more++) {
        char *bytes = arena_new(arena, char, CALC_LINE_MAX + 1);
        memset(bytes, ' ', CALC_LINE_MAX + 1);
        Str end = S("{\"calc\":\"workday\",\"from\":\"2025-02-15\",\"shift\":true}");
        memcpy(bytes, end.p, end.n);
        Buf out = { .arena = arena };
        calc_json_line(&out, arena, room, (Str){ bytes, (size_t)(CALC_LINE_MAX + more) }, false);
        CHECK(str_starts(buf_str(&out),
                         more ? S("{\"error\":\"too-large\",\"field\":null,\"why\":\"内容过大") : S("{\"day\":\"2025-02-17\"}")));
    }
}

TEST(answers_for_people_are_sentences)
{
    Buf out = { .arena = arena };
    CalcResult workday = { .calc = CALC_WORKDAY, .day = day_make(2025, 10, 23) };
    CalcResult retirement = { .calc = CALC_RETIREMENT, .retirement = { 1, 721, month_make(2025, 2), 180 } };
    calc_human(&out, arena, &workday, false);
    calc_human(&out, arena, &workday, true);
    calc_human(&out, arena, &retirement, false);
    CHECK_STR(buf_str(&out),
              S("2025-10-23 星期四\n2025-10-23 Thursday\n2025-02：60 周岁 1 个月（比原规定延迟 1 个月），最低缴费 180 个月\n"));
}
