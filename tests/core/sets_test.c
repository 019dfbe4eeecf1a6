/* sets_test.c - policy.propose and policy.approve: what is refused, what two persons change, that every thread changes over
 * at the same entry, that the past stays as it was, and that the same lines give the same bytes everywhere. */
#include "core/due.h"
#include "core/sets.h"
#include "core/verify.h"
#include "desk.h"
#include "root.h"
#include "stage.h"

#define ADMIN "{\"role\":\"admin\",\"user\":\"root\",\"org\":\"office\"}"
#define REVIEWER "{\"role\":\"reviewer\",\"user\":\"r1\",\"org\":\"office\"}"
#define NOBODY "{\"role\":\"online\",\"user\":\"n1\",\"org\":\"office\"}"
#define MARCH "2025-03-10T10:00:00+08:00"
#define APRIL "2025-04-10T10:00:00+08:00"
#define MAY "2025-05-10T10:00:00+08:00"

static Str shipped(const char *name)
{
    size_t count = 0;
    const PolicyFile *files = policy_builtin_files(&count);
    for (size_t i = 0; i < count; i++)
        if (str_is(files[i].name, name))
            return files[i].text;
    test_fail(__FILE__, __LINE__, "no file %s", name);
    return (Str){ 0 };
}

static Str replaced(Arena *arena, Str text, const char *find, const char *put)
{
    long at = str_find(text, str(find));
    if (at < 0) {
        test_fail(__FILE__, __LINE__, "the file has no \"%s\"", find);
        return text;
    }
    return str_format(arena, STR_FMT "%s" STR_FMT, STR_ARG(str_head(text, (size_t)at)), put,
                      STR_ARG(str_from(text, (size_t)at + strlen(find))));
}

/* Hangzhou with a floor of its own from a day on. */
static Str with_floor(Arena *arena, const char *from, int fen, const char *more)
{
    Str text = shipped("330100.yaml");
    long at = str_find(text, S("    pension_floor_fen:\n"));
    CHECK(at > 0);
    Str rest = str_from(text, (size_t)at + strlen("    pension_floor_fen:\n"));
    size_t end = 0;
    while (end < rest.n && (str_starts(str_from(rest, end), S("      ")))) {
        Str tail = str_from(rest, end);
        str_cut(&tail, '\n');
        end = tail.p ? rest.n - tail.n : rest.n;
    }
    return str_format(arena,
                      STR_FMT "      - from: %s\n        value: %d\n        reference: 甲号文\n        status: final\n%s" STR_FMT,
                      STR_ARG(str_head(text, (size_t)at + strlen("    pension_floor_fen:\n") + end)), from, fen, more,
                      STR_ARG(str_from(rest, end)));
}

static Str propose_args(Arena *arena, const char *region, Str text)
{
    Json json = json_make(arena);
    json_open(&json, '{');
    json_put(&json, "region", str(region));
    json_put(&json, "text", text);
    json_close(&json, '}');
    return json_str(&json);
}

static Str propose(City *city, const char *id, const char *at, const char *actor, const char *region, Str text)
{
    Arena *arena = city->arena;
    return city_command(city, arena, id, at, actor, "policy.propose", str_z(arena, propose_args(arena, region, text)));
}

static Str approve(City *city, const char *id, const char *at, const char *actor, const char *set)
{
    return city_command(city, city->arena, id, at, actor, "policy.approve",
                        str_z(city->arena, str_format(city->arena, "{\"set\":\"%s\"}", set)));
}

static void expect(City *city, Str answer, Err err, const char *field, const char *words, int line)
{
    Str why = answer_member(city->arena, answer, "why_en");
    if (answer_err(city->arena, answer) != err || (field && !str_is(answer_member(city->arena, answer, "field"), field)) ||
        (words && str_find(why, str(words)) < 0))
        test_fail(__FILE__, line, "%.*s", STR_ARG(str_head(answer, 600)));
}
#define EXPECT(answer, err, field, words) expect(&city, (answer), (err), (field), (words), __LINE__)

static void whole_bureau(City *city)
{
    VerifyResult result = { 0 };
    CHECK_EQ(verify_bureau(city->arena, &city->bureau, true, &result), OK);
    if (!result.whole)
        test_fail(__FILE__, __LINE__, "entry %lld %.*s %.*s: %.*s", (long long)result.entry, STR_ARG(result.table),
                  STR_ARG(result.row), STR_ARG(result.en));
}

static int64_t floor_now(const City *city)
{
    const PolicyValue *value = NULL;
    const RegionPolicy *region = policy_region(city->bureau.policy, 330100);
    return policy_get(region, KEY_BASE_PENSION_FLOOR, day_make(2025, 7, 1), &value, NULL) == OK ? value->value : -1;
}

/* ---- refusals ---- */

static const struct {
    const char *region, *find, *put;
    Err err;
    const char *field, *words;
} faults[] = {
    { "110000", "temporary_loss_days:", "temporary_los_days:", ERR_BAD_FIELD, NULL, "no parameter \"card.temporary_los_days\"" },
    { "110000", "region: 110000", "region: 110101", ERR_BAD_FIELD, "110000.yaml:4", "should be 110000" },
    { "330100", "region: 330100", "region: 110000", ERR_BAD_FIELD, "330100.yaml:4", "should be 330100" },
    { "110000", "value: 10\n", "value: ten\n", ERR_BAD_FIELD, NULL, "whole number" },
    { "110000", "value: 10\n", "value: 61\n", ERR_BAD_FIELD, NULL, "outside 1 to 60" },
    { "110000", "value: 10\n", "value: unknown\n", ERR_BAD_FIELD, NULL, "cannot be unknown" },
    { "110000", "status: final", "status: sure", ERR_BAD_FIELD, NULL, "final or provisional" },
    { "110000", "status: final", "status: &a final", ERR_BAD_FIELD, NULL, NULL },
    { "110000", "name: {zh: 北京市, en: Beijing}", "name: Beijing", ERR_BAD_FIELD, NULL, "expected \"key: value\"" },
    { "110000", "parameters:\n", "---\nparameters:\n", ERR_BAD_FIELD, NULL, NULL },
    { "national", "temporary_loss_days:", "temporary_los_days:", ERR_BAD_FIELD, NULL, "no parameter" },
    { "calendar", "year: 2025", "year: 2035", ERR_BAD_FIELD, NULL, NULL },
    { "beijing", "region: 110000", "region: 110000", ERR_BAD_FIELD, "region", "six digits" },
    { "../x", "region: 110000", "region: 110000", ERR_BAD_FIELD, "region", "six digits" },
    { "000000", "region: 110000", "region: 110000", ERR_BAD_FIELD, "region", "six digits" },
    { "110105", "region: 110000", "region: 110000", ERR_BAD_FIELD, "110105.yaml:4", "should be 110105" },
    { "110000", "value: 10\n", "value: 11\n", ERR_MONTH_CLOSED, NULL, "months that are past" },
};

TEST(sets_refuse_what_the_loader_refuses_and_name_the_line)
{
    City city;
    if (!city_found(&city, arena, ENGINE_MEMORY))
        return;
    Hash before = stage_dump(&city);
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        bool own = str_is(str(faults[i].region), "national") || str_is(str(faults[i].region), "calendar") ||
                   str_is(str(faults[i].region), "330100");
        const char *file = own ? str_z(arena, str_format(arena, "%s.yaml", faults[i].region)) : "110000.yaml";
        Str text = replaced(arena, shipped(file), faults[i].find, faults[i].put);
        Str id = str_format(arena, "f%d", (int)i);
        Str answer = propose(&city, str_z(arena, id), MARCH, ADMIN, faults[i].region, text);
        if (answer_err(arena, answer) != faults[i].err)
            test_fail(__FILE__, __LINE__, "row %d: %.*s", (int)i, STR_ARG(answer));
        EXPECT(answer, faults[i].err, faults[i].field, faults[i].words);
        if (faults[i].err == ERR_MONTH_CLOSED)
            before = stage_dump(&city); /* what the law refuses is kept as an entry */
    }
    Str huge = { memset(arena_take(arena, 4 << 20), 'a', 4 << 20), 4 << 20 };
    EXPECT(propose(&city, "h1", MARCH, ADMIN, "110000", huge), ERR_TOO_LARGE, NULL, NULL);
    EXPECT(propose(&city, "h2", MARCH, ADMIN, "110000", str_head(huge, 3 << 20)), ERR_BAD_FIELD, "text", "At most 262144");
    Buf wide = { .arena = arena };
    for (int i = 0; i < 100000; i++)
        buf_add(&wide, S("社")); /* few characters, many bytes */
    EXPECT(propose(&city, "h9", MARCH, ADMIN, "110000", buf_str(&wide)), ERR_TOO_LARGE, NULL, NULL);
    EXPECT(propose(&city, "h3", MARCH, ADMIN, "110000", S("\xef\xbb\xbfregion: 110000")), ERR_BAD_FIELD, "text", NULL);
    EXPECT(propose(&city, "h4", MARCH, ADMIN, "110000", S("[[[[[[[[[[[[[[[[[[")), ERR_BAD_FIELD, NULL, NULL);
    EXPECT(propose(&city, "h5", MARCH, REVIEWER, "110000", shipped("110000.yaml")), ERR_NOT_PERMITTED, "role", NULL);
    EXPECT(approve(&city, "h6", MARCH, ADMIN, "P1"), ERR_NOT_PERMITTED, "role", NULL);
    Hash after = stage_dump(&city);
    CHECK(hash_eq(&before, &after));
    EXPECT(approve(&city, "h7", MARCH, REVIEWER, "P1"), ERR_UNKNOWN_ID, "set", NULL);
    EXPECT(approve(&city, "h8", MARCH, REVIEWER, "P01"), ERR_UNKNOWN_ID, "set", NULL);
    CHECK_EQ(city.bureau.policy_n, 0);
    city_close(&city);
}

/* ---- two persons ---- */

TEST(sets_are_proposed_by_one_and_approved_by_another)
{
    static const char self[] = "{\"role\":\"reviewer\",\"user\":\"root\",\"org\":\"office\"}";
    EACH_ENGINE(arena, f)
    {
        City city;
        if (!city_open(&city, arena, fixture_url(arena, f.engine)))
            continue;
        city_live(&city);
        int64_t was = floor_now(&city);
        Str text = with_floor(arena, "2025-06-01", 777700, "");
        Str answer = propose(&city, "s1", MARCH, ADMIN, "330100", text);
        EXPECT(answer, OK, NULL, NULL);
        CHECK_STR(answer_member(arena, answer, "data.set"), S("P2"));
        CHECK_STR(answer_member(arena, answer, "data.effect.parameters.0.key"), S("base.pension_floor_fen"));
        CHECK_STR(answer_member(arena, answer, "data.effect.parameters.0.from"), S("2025-06-01"));
        CHECK_STR(answer_member(arena, answer, "data.effect.parameters.0.is.reference"), S("甲号文"));
        CHECK_STR(answer_member(arena, answer, "data.effect.contributions.month"), S("2025-06"));
        CHECK_EQ(floor_now(&city), was);
        CHECK(answer_is(propose(&city, "s2", MARCH, ADMIN, "330100", text), "already"));
        EXPECT(approve(&city, "s3", MARCH, self, "P2"), ERR_SAME_PERSON, "set", NULL);
        EXPECT(propose(&city, "s4", MARCH, ADMIN, "330100", with_floor(arena, "2025-06-01", 888800, "")), OK, NULL, NULL);
        EXPECT(approve(&city, "s5", APRIL, REVIEWER, "P2"), OK, NULL, NULL);
        CHECK_EQ(floor_now(&city), 777700);
        CHECK_EQ(city.bureau.policy_n, 2);
        CHECK(answer_is(approve(&city, "s6", APRIL, REVIEWER, "P2"), "already"));
        EXPECT(approve(&city, "s7", APRIL, REVIEWER, "P3"), ERR_CONFLICT, "set", "propose it again");
        bool current = false;
        CHECK(due_is_current(&city.bureau, arena, &current) == OK && current);
        whole_bureau(&city);
        city_close(&city);
        if (f.engine == ENGINE_MEMORY)
            continue;
        if (!city_open(&city, arena, city.url)) /* the approved set, not the one that the program brings along */
            continue;
        CHECK_EQ(floor_now(&city), 777700);
        whole_bureau(&city);
        city_close(&city);
    }
}

/* A number at a path of an answer. */
static int64_t number_in(Arena *arena, Str answer, const char *path)
{
    const JsonNode *node = at_path(json_tree(arena, answer), path);
    return node && node->type == JSON_INT ? node->number : -1;
}

#define CLERK "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}"
#define KNOWN "data.effect.contributions.known."
#define FLOOR "data.effect.contributions.at_floor."

/* Two employees of the city's employer have bases on record, 10,000 and 9,000 yuan; a third has none. The floor of pensions
 * rises from 4,986 to 9,500 yuan: 16 % from the employer, 8 % from the employee. */
TEST(sets_tell_what_they_change_for_the_people)
{
    City city;
    if (!city_found(&city, arena, ENGINE_MEMORY))
        return;
    city_live(&city);
    EXPECT(
        city_command(&city, arena, "w1", MARCH, CLERK, "person.register",
                     str_z(arena, str_format(arena,
                                             "{\"ssn\":\"" STR_FMT "\",\"name\":\"林木\",\"mobile\":\"13900000000\",\"evidence\":[{"
                                             "\"kind\":\"id-card\"}]}",
                                             STR_ARG(stage_ssn(arena, 5))))),
        OK, NULL, NULL);
    EXPECT(
        city_command(&city, arena, "w2", MARCH, CLERK, "account.open",
                     str_z(arena, str_format(arena,
                                             "{\"ssn\":\"" STR_FMT "\",\"region\":\"330100\",\"category\":\"employee\",\"payer\":"
                                             "\"91330106MA27XK3D59\",\"insurances\":[\"pension\"],\"from\":\"2025-03\",\"channel\":"
                                             "\"counter\",\"evidence\":[{\"kind\":\"id-card\"},{\"kind\":\"labour-contract\"}]}",
                                             STR_ARG(stage_ssn(arena, 5))))),
        OK, NULL, NULL);
    Str answer = propose(&city, "w3", MARCH, ADMIN, "330100", with_floor(arena, "2025-06-01", 950000, ""));
    EXPECT(answer, OK, NULL, NULL);
    CHECK_STR(answer_member(arena, answer, KNOWN "insurances.0.insurance"), S("pension"));
    CHECK_EQ(number_in(arena, answer, KNOWN "accounts"), 2);
    CHECK_EQ(number_in(arena, answer, KNOWN "insurances.0.employer_was_fen"), 160000 + 144000);
    CHECK_EQ(number_in(arena, answer, KNOWN "insurances.0.employer_fen"), 160000 + 152000);
    CHECK_EQ(number_in(arena, answer, KNOWN "insurances.0.employee_was_fen"), 80000 + 72000);
    CHECK_EQ(number_in(arena, answer, KNOWN "insurances.0.employee_fen"), 80000 + 76000);
    CHECK_EQ(number_in(arena, answer, FLOOR "accounts"), 1);
    CHECK_EQ(number_in(arena, answer, FLOOR "total_was_fen"), 79776 + 39888);
    CHECK_EQ(number_in(arena, answer, FLOOR "total_fen"), 152000 + 76000);
    CHECK_EQ(number_in(arena, answer, "data.effect.touched.accounts"), 3);
    CHECK_EQ(number_in(arena, answer, "data.effect.touched.units"), 1);
    CHECK_EQ(number_in(arena, answer, "data.effect.touched.due_days_moved"), 0);
    /* The month asked for: in April nothing has changed yet. */
    Json json = json_make(arena);
    json_open(&json, '{');
    json_put(&json, "region", S("330100"));
    json_put(&json, "text", with_floor(arena, "2025-06-01", 960000, ""));
    json_put(&json, "month", S("2025-04"));
    json_close(&json, '}');
    answer = city_command(&city, arena, "w4", MARCH, ADMIN, "policy.propose", str_z(arena, json_str(&json)));
    CHECK_EQ(number_in(arena, answer, FLOOR "total_fen"), 79776 + 39888);
    /* Last days to pay: from the calendar and from the due day of a region. */
    answer = propose(
        &city, "w5", MARCH, ADMIN, "330100",
        replaced(arena, shipped("330100.yaml"), "  base:\n",
                 "  levy:\n    due_day:\n      - {from: 2025-05-01, value: 9, reference: 甲号文, status: final}\n  base:\n"));
    EXPECT(answer, ERR_MONTH_CLOSED, NULL, "levy.due_day"); /* what the nation said before has to be said again */
    city_close(&city);
}

/* Approved after its first month has begun, it would reach back without a notice. */
TEST(sets_do_not_rewrite_months_that_are_past)
{
    City city;
    if (!city_found(&city, arena, ENGINE_MEMORY))
        return;
    EXPECT(propose(&city, "p1", MARCH, ADMIN, "330100", with_floor(arena, "2025-02-01", 777700, "")), ERR_MONTH_CLOSED, NULL,
           "correction: NOTICE");
    EXPECT(propose(&city, "p2", MARCH, ADMIN, "330100", with_floor(arena, "2025-03-01", 777700, "")), OK, NULL, NULL);
    EXPECT(approve(&city, "p3", APRIL, REVIEWER, "P2"), ERR_MONTH_CLOSED, NULL, "months that are past");
    Str corrected = with_floor(arena, "2025-02-01", 777700, "        correction: 补字第一号\n");
    Str answer = propose(&city, "p4", APRIL, ADMIN, "330100", corrected);
    EXPECT(answer, OK, NULL, NULL);
    CHECK_STR(answer_member(arena, answer, "data.effect.parameters.0.is.correction"), S("补字第一号"));
    EXPECT(approve(&city, "p5", APRIL, REVIEWER, "P3"), OK, NULL, NULL);
    /* The notice is used up: another value needs another one. */
    EXPECT(
        propose(&city, "p6", APRIL, ADMIN, "330100", with_floor(arena, "2025-02-01", 666600, "        correction: 补字第一号\n")),
        ERR_MONTH_CLOSED, NULL, NULL);
    EXPECT(propose(&city, "p7", APRIL, ADMIN, "330100", shipped("330100.yaml")), ERR_MONTH_CLOSED, NULL, NULL);
    whole_bureau(&city);
    city_close(&city);
}

/* ---- what was known ---- */

static const JsonNode *known(City *city, const char *actor, const char *more)
{
    return city_ask(city, actor, "policy.at",
                    str_z(city->arena, str_format(city->arena, "{\"region\":\"330100\",\"month\":\"2025-07\"%s}", more)));
}

static Str value_of(const JsonNode *data, const char *key)
{
    const JsonNode *list = json_member(data, "parameters");
    for (size_t i = 0; list && i < list->count; i++)
        if (str_is(text_at(&list->items[i], "key"), key))
            return text_at(&list->items[i], "reference");
    return (Str){ 0 };
}

TEST(sets_are_shown_as_they_were_known)
{
    for (int engine = ENGINE_MEMORY; engine < ENGINE_END; engine += 2) {
        City city;
        if (!city_found(&city, arena, (Engines)engine))
            continue;
        city_live(&city);
        EXPECT(propose(&city, "k1", MARCH, ADMIN, "330100", with_floor(arena, "2025-06-01", 777700, "")), OK, NULL, NULL);
        EXPECT(approve(&city, "k2", APRIL, REVIEWER, "P2"), OK, NULL, NULL);
        EXPECT(propose(&city, "k3", MAY, ADMIN, "330100", with_floor(arena, "2025-07-01", 888800, "")), OK, NULL, NULL);
        const JsonNode *now = known(&city, ADMIN, ""), *then = known(&city, ADMIN, ",\"known_at\":\"2025-04-01\"");
        const JsonNode *early = known(&city, ADMIN, ",\"known_at\":\"2020-01-01\"");
        CHECK_STR(value_of(now, "base.pension_floor_fen"), S("甲号文"));
        CHECK(!str_is(value_of(then, "base.pension_floor_fen"), "甲号文"));
        CHECK(!str_is(value_of(early, "base.pension_floor_fen"), "甲号文"));
        CHECK_STR(text_at(now, "sets.0.set"), S("P3"));
        CHECK_STR(text_at(now, "sets.0.state"), S("waiting"));
        CHECK_STR(text_at(now, "sets.1.state"), S("in-use"));
        CHECK_STR(text_at(now, "sets.1.proposed_by"), S("root"));
        CHECK_STR(text_at(now, "sets.1.approved_by"), S("r1"));
        CHECK_STR(text_at(now, "sets.2.state"), S("past"));
        CHECK_STR(text_at(then, "sets.0.state"), S("waiting"));
        CHECK_STR(text_at(then, "sets.1.state"), S("in-use"));
        CHECK(!text_at(early, "sets.0.set").n);
        const JsonNode *outside = known(&city, NOBODY, "");
        CHECK(text_at(outside, "sets.1.approved_at").n && !text_at(outside, "sets.1.approved_by").n);
        city_close(&city);
    }
}

/* ---- damage ---- */

TEST(sets_that_were_changed_are_named)
{
    static const char *const harms[] = { "UPDATE policy_file SET body = x'00'", "UPDATE policy_set SET proposer = 1 WHERE n = 2",
                                         "DELETE FROM policy_use", "UPDATE policy_set SET region = '110000' WHERE n = 2" };
    for (size_t i = 0; i < sizeof harms / sizeof *harms; i++) {
        City city;
        VerifyResult result = { 0 };
        if (!city_found(&city, arena, ENGINE_FOLDER))
            return;
        EXPECT(propose(&city, "d1", MARCH, ADMIN, "330100", with_floor(arena, "2025-06-01", 777700, "")), OK, NULL, NULL);
        EXPECT(approve(&city, "d2", MARCH, REVIEWER, "P2"), OK, NULL, NULL);
        Root root;
        if (root_open(&root, arena, city.url)) {
            CHECK(root_run(&root, str(harms[i])));
            root_close(&root);
        }
        CHECK_EQ(verify_bureau(arena, &city.bureau, true, &result), OK);
        if (result.whole || !str_is(result.table, "policy_set"))
            test_fail(__FILE__, __LINE__, "%s was not seen: %.*s %.*s", harms[i], STR_ARG(result.table), STR_ARG(result.en));
        city_close(&city);
    }
}
