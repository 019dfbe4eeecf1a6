/* interest_late_test.c - a rate that becomes final later, and the year in which somebody retires. */
#include "policy/policy.h"
#include "till.h"

#define TILL_ADMIN "{\"role\":\"admin\",\"user\":\"root\",\"org\":\"office\"}"

/* The nation's file with the rate of 2025 as it was published at last. */
static Str final_rate(Arena *arena, int ppm)
{
    const char *was = "{from: 2025-01-01, value: 15000, reference: 2025年度记账利率（公开报道，待核实）, status: provisional}";
    size_t count = 0;
    Str text = { 0 };
    const PolicyFile *files = policy_builtin_files(&count);
    for (size_t i = 0; i < count; i++)
        text = str_is(files[i].name, "national.yaml") ? files[i].text : text;
    long at = str_find(text, str(was));
    CHECK(at > 0);
    if (at <= 0)
        return text;
    return str_format(
        arena,
        STR_FMT
        "{from: 2025-01-01, value: %d, reference: 人社厅发〔2026〕3号, status: final, correction: 人社厅发〔2026〕3号}" STR_FMT,
        STR_ARG(str_head(text, (size_t)at)), ppm, STR_ARG(str_from(text, (size_t)at + strlen(was))));
}

static void publish(City *city, int ppm)
{
    Arena *arena = city->arena;
    Json json = json_make(arena);
    json_open(&json, '{');
    json_put(&json, "region", S("national"));
    json_put(&json, "text", final_rate(arena, ppm));
    json_close(&json, '}');
    Str set =
        city_command(city, arena, "rate", "2026-04-10T09:00:00+08:00", TILL_ADMIN, "policy.propose", str_z(arena, json_str(&json)));
    CHECK(answer_is(set, "done"));
    Str args = str_format(arena, "{\"set\":\"" STR_FMT "\"}", STR_ARG(answer_member(arena, set, "data.set")));
    CHECK(answer_is(
        city_command(city, arena, "rate-2", "2026-04-10T10:00:00+08:00", TILL_REVIEWER, "policy.approve", str_z(arena, args)),
        "done"));
}

/* 200,000.00 at 1.50 percent, then 1.62: only the 240.00 between them come on top, once. */
TEST(a_rate_that_becomes_final_brings_the_difference_alone)
{
    City city;
    for (Engines e = 0; e < ENGINE_END; e++) {
        if (!till_found(&city, arena, e, 1))
            continue;
        till_brought(&city, 1, 2025, 20000000);
        till_close(&city, 2025, 1);
        const JsonNode *first = till_interest(&city, 2025, "i1", "done");
        CHECK_EQ(number_at(first, "total_fen"), 300000);
        CHECK_STR(text_at(first, "status"), S("provisional"));
        CHECK_EQ(number_at(till_interest(&city, 2025, "i2", "already"), "total_fen"), 0);
        publish(&city, 16200);
        const JsonNode *more = till_interest(&city, 2025, "i3", "done");
        CHECK_EQ(number_at(more, "total_fen"), 24000);
        CHECK_EQ(number_at(more, "rate_ppm"), 16200);
        CHECK_STR(text_at(more, "status"), S("final"));
        CHECK_EQ(number_at(till_interest(&city, 2025, "i4", "already"), "total_fen"), 0);
        CHECK_EQ(till_balance(&city, 1, day_make(2026, 12, 31)), 20324000);
        till_verify(&city);
        city_close(&city);
    }
}

/* A citizen number of Hangzhou with that birthday. */
static Str born(Arena *arena, const char *day)
{
    for (int check = 0; check < 11; check++) {
        Str text = str_format(arena, "330106%s003%c", day, "0123456789X"[check]);
        if (ident_check(IDENT_SSN, text, (Day){ 20000 }).valid)
            return text;
    }
    return (Str){ 0 };
}

/* Born in April 1965 he retires in May 2025 (60 years and a month): five months of the opening balance. */
TEST(the_year_of_retirement_bears_interest_to_its_month_only)
{
    City city;
    for (Engines e = 0; e < ENGINE_END; e++) {
        if (!till_found(&city, arena, e, 0))
            continue;
        Str ssn = born(arena, "19650412");
        Str args = str_format(arena,
                              "{\"ssn\":\"" STR_FMT "\",\"name\":\"x\",\"hukou_region\":\"330106\",\"retire_category\":\"M60\","
                              "\"evidence\":[{\"kind\":\"id-card\"}]}",
                              STR_ARG(ssn));
        CHECK(answer_is(
            city_command(&city, arena, "p", "2015-01-05T10:00:00+08:00", TILL_CLERK, "person.register", str_z(arena, args)),
            "done"));
        till_brought(&city, 1, 2025, 20000000);
        Str draft = city_command(&city, arena, "c1", "2025-05-06T09:00:00+08:00", TILL_CLERK, "case.open",
                                 "{\"procedure\":\"retirement\",\"person\":1,\"evidence\":[{\"kind\":\"id-card\"}]}");
        CHECK(answer_is(draft, "done"));
        CHECK(answer_is(
            city_command(&city, arena, "c2", "2025-05-06T10:00:00+08:00", TILL_CLERK, "case.submit", "{\"case\":\"C1-1\"}"),
            "done"));
        Str claimed = city_command(&city, arena, "c3", "2025-05-07T09:00:00+08:00", TILL_REVIEWER, "case.review",
                                   "{\"case\":\"C1-1\",\"decision\":\"approve\"}");
        CHECK_STR(answer_member(arena, claimed, "data.month"), S("2025-05"));
        till_close(&city, 2025, 1);
        CHECK_EQ(number_at(till_interest(&city, 2025, "i", "done"), "total_fen"), 125000);
        /* The year after bears none: the account is settled. */
        till_close(&city, 2026, 1);
        CHECK_EQ(till_balance(&city, 1, day_make(2026, 12, 31)), 20125000);
        till_verify(&city);
        city_close(&city);
    }
}
