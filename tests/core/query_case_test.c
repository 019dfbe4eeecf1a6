/* query_case_test.c - cases as those see them who ask, decide or check, on every engine. */
#include "asked.h"

TEST(cases_are_listed_for_who_decides_and_who_asked)
{
    EACH_CITY(city)
    {
        const JsonNode *data = city_ask(&city, clerk, "case.list", "{}");
        CHECK_EQ(items(data), 1);
        CHECK_STR(text_at(data, "items.0.case"), S("C3-2"));
        CHECK_STR(text_at(data, "items.0.procedure.code"), S("correct-person"));
        CHECK(text_at(data, "items.0.due").n == 10);
        CHECK_EQ(items(city_ask(&city, clerk, "case.list", "{\"state\":\"refused\"}")), 1);
        CHECK_EQ(items(city_ask(&city, clerk, "case.list", "{\"person\":3}")), 2);
        data = city_ask(&city, unit, "case.list", "{\"state\":\"approved\"}");
        CHECK_EQ(items(data), 1);
        CHECK_STR(text_at(data, "items.0.unit"), S("91330106MA27XK3D59"));
        CHECK_EQ(items(city_ask(&city, centre, "case.list", "{}")), 0);
        CHECK_EQ(items(city_ask(&city, two, "case.list", "{\"person\":2}")), 1);
        CHECK_EQ(city_refused(&city, two, "case.list", "{}"), ERR_BAD_FIELD);
        CHECK_EQ(city_refused(&city, two, "case.list", "{\"person\":3}"), ERR_NOT_PERMITTED);
        CHECK_EQ(city_refused(&city, unit, "case.list", "{\"person\":3}"), ERR_NOT_PERMITTED);
    }
}

TEST(a_case_shows_what_waits_and_how_to_appeal)
{
    EACH_CITY(city)
    {
        const JsonNode *data = city_ask(&city, clerk, "case.show", "{\"case\":\"C3-2\"}");
        CHECK_STR(text_at(data, "state.code"), S("submitted"));
        CHECK_STR(text_at(data, "waiting.command"), S("person.correct"));
        CHECK_STR(text_at(data, "waiting.args.changes.name"), S("*冬至")); /* masked: no purpose was given */
        CHECK_STR(text_at(data, "opener"), S("clerk w1"));
        CHECK_STR(text_at(data, "decided_by.code"), S("reviewer"));
        CHECK_STR(text_at(data, "history.0.state.code"), S("submitted"));
        CHECK(at_path(data, "appeal")->type == JSON_NIL);
        Str full = city_say(&city, arena,
                            S("{\"id\":\"q\",\"at\":\"2025-02-14T10:00:00+08:00\","
                              "\"actor\":{\"role\":\"reviewer\",\"user\":\"r1\",\"org\":\"office\"},"
                              "\"purpose\":\"复核\",\"query\":\"case.show\",\"args\":{\"case\":\"C3-2\"}}"));
        CHECK(str_find(full, S("\"name\":\"孙冬至\"")) > 0);
        data = city_ask(&city, clerk, "case.show", "{\"case\":\"C3-1\"}");
        CHECK_STR(text_at(data, "state.code"), S("refused"));
        CHECK_STR(text_at(data, "reason"), S("与户口簿不符"));
        CHECK_STR(text_at(data, "appeal.review_until"), S("2025-04-12"));
        CHECK_STR(text_at(data, "appeal.suit_until"), S("2025-08-11"));
        CHECK(at_path(data, "waiting")->type == JSON_NIL);
        data = city_ask(&city, unit, "case.show", "{\"case\":\"C2-1\"}");
        CHECK_STR(text_at(data, "procedure.code"), S("seal-member"));
        CHECK_STR(text_at(data, "papers.0.kind.code"), S("unpaid-leave-agreement"));
        CHECK_EQ(city_refused(&city, agency, "case.show", "{\"case\":\"C3-2\"}"), ERR_NOT_PERMITTED);
        CHECK_EQ(city_refused(&city, clerk, "case.show", "{\"case\":\"C3-3\"}"), ERR_UNKNOWN_CASE);
        CHECK_EQ(city_refused(&city, clerk, "case.show", "{\"case\":\"17\"}"), ERR_UNKNOWN_CASE);
    }
}

static const JsonNode *change_of(const JsonNode *trial, const char *what)
{
    const JsonNode *changes = json_member(trial, "changes");
    for (size_t i = 0; changes && i < changes->count; i++)
        if (str_is(text_at(&changes->items[i], "what.zh"), what))
            return &changes->items[i];
    return NULL;
}

/* What the trial says is what the approval then does; and whoever may not approve is told before. */
TEST(the_reviewer_sees_what_an_approval_changes_before_and_after)
{
    static const char reviewer[] = "{\"role\":\"reviewer\",\"user\":\"r9\",\"org\":\"office\"}";
    static const char papers[] = "\"evidence\":[{\"kind\":\"id-card\"},{\"kind\":\"unpaid-leave-agreement\"}]";
    EACH_CITY(city)
    {
        Str args = str_format(arena, "{\"credit_code\":\"91330106MA27XK3D59\",\"person\":2,%s}", papers);
        Str asked =
            city_command(&city, arena, "trial-1", "2025-06-02T09:00:00+08:00", unit, "unit.unseal-member", str_z(arena, args));
        const char *one_case =
            str_z(arena, str_format(arena, "{\"case\":\"" STR_FMT "\"}", STR_ARG(answer_member(arena, asked, "data.case"))));
        const JsonNode *trial = json_member(city_ask(&city, reviewer, "case.show", one_case), "trial");
        CHECK(json_member(trial, "possible")->truth && !json_member(trial, "books")->truth);
        const JsonNode *hold = change_of(trial, "封存与限制");
        CHECK(str_find(text_at(hold, "before.zh"), S("单位")) >= 0);
        CHECK_STR(text_at(hold, "after.zh"), S("—"));
        CHECK_STR(text_at(trial, "events.0.event"), S("hold-released"));
        CHECK_EQ(items(city_ask(&city, clerk, "person.timeline", "{\"person\":2,\"kind\":\"hold\"}")), 1); /* only tried */
        const JsonNode *owner = city_ask(&city, unit, "case.show", one_case);
        CHECK(json_member(owner, "trial")->type == JSON_NIL);
        Str approve = str_format(arena, "%.*s,\"decision\":\"approve\"}", (int)strlen(one_case) - 1, one_case);
        city_command(&city, arena, "trial-2", "2025-06-02T10:00:00+08:00", reviewer, "case.review", str_z(arena, approve));
        const JsonNode *after = city_ask(&city, clerk, "person.timeline", "{\"person\":2,\"kind\":\"hold\",\"newest\":true}");
        CHECK_STR(text_at(after, "items.0.event"), S("hold-released"));
        CHECK(json_member(city_ask(&city, reviewer, "case.show", one_case), "trial")->type == JSON_NIL); /* it is decided */
        /* A correction of who asked for it. */
        Str same = city_command(&city, arena, "trial-3", "2025-06-03T09:00:00+08:00", clerk, "person.correct",
                                "{\"person\":1,\"changes\":{\"birth_place\":\"杭州\"},\"evidence\":[{\"kind\":\"id-card\"},"
                                "{\"kind\":\"household-register\"}]}");
        const char *two_case =
            str_z(arena, str_format(arena, "{\"case\":\"" STR_FMT "\"}", STR_ARG(answer_member(arena, same, "data.case"))));
        const JsonNode *self = json_member(
            city_ask(&city, "{\"role\":\"reviewer\",\"user\":\"w2\",\"org\":\"office\"}", "case.show", two_case), "trial");
        CHECK(!json_member(self, "possible")->truth);
        CHECK_STR(text_at(self, "code"), S("same-person"));
        CHECK(json_member(json_member(city_ask(&city, auditor, "case.show", two_case), "trial"), "possible")->truth);
    }
}
