/* policy_test.c - the shipped policy files, and what is answered from them. */
#include "policy/calendar.h"
#include "policy_help.h"

static Day day(int y, int m, int d) { return day_make(y, m, d); }

TEST(shipped_files_load_and_every_value_names_its_law)
{
    const PolicySet *set = policy_shipped();
    CHECK_EQ(policy_region_count(set), 6);
    size_t own_values = 0;
    for (size_t i = 0; i <= policy_region_count(set); i++) {
        const RegionPolicy *region = i ? policy_region_at(set, i - 1) : policy_national(set);
        for (PolicyKey key = 0; key < POLICY_KEY_END; key++) {
            size_t count = 0;
            bool own = false;
            const PolicyValue *values = policy_values(region, key, &count, &own);
            CHECK(count > 0);
            CHECK(i > 0 || own);
            own_values += own && i > 0;
            for (size_t k = 0; k < count; k++) {
                CHECK(values[k].reference.n > 6 && values[k].line > 0);
                CHECK(!k || values[k - 1].from.n < values[k].from.n);
            }
        }
    }
    CHECK(own_values > 10);
}

TEST(cities_have_the_days_of_their_own_notices)
{
    const PolicySet *set = policy_shipped();
    const struct {
        int code, loss_days;
        FlexibleRule rule;
    } city[] = {
        { 110000, 10, FLEXIBLE_BY_HUKOU }, { 310000, 15, FLEXIBLE_BY_HUKOU },  { 440100, 15, FLEXIBLE_BY_EITHER },
        { 440300, 15, FLEXIBLE_BY_HUKOU }, { 330100, 10, FLEXIBLE_BY_EITHER }, { 510100, 7, FLEXIBLE_BY_EITHER },
    };
    for (size_t i = 0; i < sizeof city / sizeof *city; i++) {
        const RegionPolicy *region = policy_region(set, city[i].code);
        CHECK(region && policy_region_code(region) == city[i].code);
        Day today = day(2025, 3, 1);
        CHECK_EQ(policy_int(region, KEY_CARD_TEMPORARY_LOSS_DAYS, today), city[i].loss_days);
        CHECK_EQ(policy_int(region, KEY_FLEXIBLE_RULE, today), city[i].rule);
        CHECK_EQ(policy_int(region, KEY_CARD_LEGACY_MONTHS, today), 6);
        CHECK_EQ(policy_int(region, KEY_CARD_PIN_TRIES, today), 3);
        CHECK_EQ(policy_int(region, KEY_IDENTITY_ATTEMPTS, today), 5);
        CHECK_EQ(policy_int(region, KEY_CARD_DORMANT_MONTHS, today), 0);
        CHECK_EQ(policy_int(region, KEY_CARD_FORMAL_LOSS_REVERSIBLE, today), 0);
        PhotoProfile photo = policy_photo(region, today);
        CHECK(photo.width_px == 358 && photo.height_px == 441 && photo.dpi == 350 && photo.components == 3);
        CHECK(photo.min_bytes < photo.max_bytes && photo.reference.n > 0);
    }
}

TEST(a_district_belongs_to_its_city_and_an_unknown_region_is_refused_by_name)
{
    const PolicySet *set = policy_shipped();
    const int known[][2] = { { 110105, 110000 }, { 110000, 110000 }, { 310101, 310000 },
                             { 440106, 440100 }, { 440305, 440300 }, { 510106, 510100 } };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        CHECK_EQ(policy_region_code(policy_region(set, known[i][0])), known[i][1]);
    const int unknown[] = { 0, -1, 440000, 440200, 510300, 120000, 999999, 1000000, INT32_MIN, INT32_MAX };
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        const RegionPolicy *region = NULL;
        Why why = { .arena = arena };
        CHECK(policy_region(set, unknown[i]) == NULL);
        CHECK_EQ(policy_region_get(set, unknown[i], &region, &why), ERR_NO_RULE);
        CHECK(region == NULL && str_find(why.zh, S("北京市")) > 0 && str_find(why.en, S("510100 Chengdu")) > 0);
        CHECK_EQ(policy_region_get(set, unknown[i], &region, NULL), ERR_NO_RULE);
    }
}

TEST(values_change_on_their_day)
{
    Str text = replaced(arena, file_text("510100.yaml"), "parameters:\n",
                        "parameters:\n  hold:\n    unpaid_months:\n"
                        "      - {from: 2024-01-01, value: 2, reference: 甲号文, status: final}\n"
                        "      - {from: 2025-07-01, value: 4, reference: 乙号文, status: provisional}\n"
                        "  flexible:\n    unemployment:\n"
                        "      - {from: 2024-01-01, value: true, reference: 甲号文, status: final}\n"
                        "      - {from: 2025-07-01, value: unknown, reference: 乙号文, status: provisional}\n");
    text = replaced(arena, text, "\n  flexible:\n    rule:", "\n  identity:\n    attempts_a_day:");
    text = replaced(arena, text, "value: either", "value: 7");
    size_t count = 0;
    PolicyFile *files = files_with(arena, "510100.yaml", text, &count);
    PolicySet *set = NULL;
    Why why = { .arena = arena };
    CHECK_EQ(policy_load_files(arena, files, count, &set, &why), OK);
    const RegionPolicy *city = policy_region(set, 510100);
    const PolicyValue *value = NULL;
    const struct {
        Day on;
        int64_t months;
    } seen[] = {
        { day(1900, 1, 1), 2 },  { day(2023, 12, 31), 2 }, { day(2024, 1, 1), 2 },
        { day(2025, 6, 30), 2 }, { day(2025, 7, 1), 4 },   { day(2100, 1, 1), 4 },
    };
    for (size_t i = 0; i < sizeof seen / sizeof *seen; i++)
        CHECK_EQ(policy_int(city, KEY_HOLD_UNPAID_MONTHS, seen[i].on), seen[i].months);
    CHECK_EQ(policy_get(city, KEY_HOLD_UNPAID_MONTHS, day(2023, 12, 31), &value, &why), ERR_NO_RULE);
    CHECK(value == NULL && str_is(why.field, "hold.unpaid_months"));
    CHECK_EQ(policy_get(city, KEY_HOLD_UNPAID_MONTHS, day(2025, 7, 1), &value, &why), OK);
    CHECK(value->value == 4 && value->status == POLICY_PROVISIONAL && str_is(value->reference, "乙号文"));
    CHECK_EQ(policy_get(city, KEY_FLEXIBLE_UNEMPLOYMENT, day(2025, 6, 30), &value, &why), OK);
    CHECK_EQ(value->value, 1);
    CHECK_EQ(policy_get(city, KEY_FLEXIBLE_UNEMPLOYMENT, day(2025, 7, 1), &value, &why), ERR_NO_RULE);
    CHECK_EQ(policy_int(city, KEY_IDENTITY_ATTEMPTS, day(2025, 7, 1)), 7);
    CHECK_EQ(policy_int(policy_region(set, 110000), KEY_IDENTITY_ATTEMPTS, day(2025, 7, 1)), 5);
}

TEST(the_hash_is_of_the_meaning_not_of_the_layout)
{
    const PolicySet *set = policy_shipped();
    const struct {
        const char *file, *find, *put;
        bool same;
    } change[] = {
        { "110000.yaml", "parameters:\n", "# a remark\n\nparameters:\n", true },
        { "110000.yaml", "value: 10\n", "value:   10   # ten\n", true },
        { "110000.yaml", "value: 10\n", "value: 11\n", false },
        { "110000.yaml", "from: 2011-07-01", "from: 2011-07-02", false },
        { "110000.yaml", "status: final", "status: provisional", false },
        { "110000.yaml", "临时挂失有效期十日", "临时挂失有效期10日", false },
        { "110000.yaml", "北京市, en", "北京, en", false },
        { "national.yaml", "{kind: photo, when: no-photo}", "{kind: photo, copies: 2, when: no-photo}", false },
        { "national.yaml", "{kind: photo, when: no-photo}", "{copies: 1, when: no-photo, kind: photo}", true },
        { "national.yaml", "value: [2000, 4000,", "value: [ 2000, 4000,", true },
        { "national.yaml", "value: [2000, 4000,", "value: [2000, 4001,", false },
        { "national.yaml", "{20000: 4000,", "{20000: 4001,", false },
        { "national.yaml", "{20000: 4000,", "{20001: 4000,", false },
        { "national.yaml", "value: {}", "value: {2025-10: 2025-10-27}", false },
        { "national.yaml", "value: half-up-fen", "value: ceil-jiao", false },
        { "440100.yaml", "value: none", "value: 9999999999", false },
        { "calendar.yaml", "2025-09-28, ", "", false },
        { "calendar.yaml", "status: provisional", "status: final", false },
    };
    for (size_t i = 0; i < sizeof change / sizeof *change; i++) {
        size_t count = 0;
        PolicyFile *files =
            files_with(arena, change[i].file, replaced(arena, file_text(change[i].file), change[i].find, change[i].put), &count);
        PolicySet *other = NULL;
        Why why = { .arena = arena };
        if (policy_load_files(arena, files, count, &other, &why) != OK)
            test_fail(__FILE__, __LINE__, "%.*s", STR_ARG(why.en));
        else
            CHECK_EQ(hash_eq(policy_hash(set), policy_hash(other)), change[i].same);
    }
}

TEST(a_folder_and_the_built_in_files_are_the_same_set_in_any_order)
{
    const PolicySet *folder = NULL, *again = NULL;
    PolicySet *backwards = NULL;
    Why why = { .arena = arena };
    Str path = str_format(arena, "%s/policy", test_source_dir());
    CHECK_EQ(policy_load(arena, str_z(arena, path), &folder, &why), OK);
    CHECK(hash_eq(policy_hash(folder), policy_hash(policy_shipped())));
    CHECK_EQ(policy_load(arena, NULL, &again, &why), OK);
    CHECK(again == policy_shipped());
    size_t count = 0;
    const PolicyFile *built = policy_builtin_files(&count);
    PolicyFile *files = arena_new(arena, PolicyFile, count);
    for (size_t i = 0; i < count; i++)
        files[i] = built[count - 1 - i];
    CHECK_EQ(policy_load_files(arena, files, count, &backwards, &why), OK);
    CHECK(hash_eq(policy_hash(folder), policy_hash(backwards)));
    CHECK_EQ(policy_load(arena, "/nonexistent-folder", &folder, &why), ERR_BAD_FIELD);
    CHECK_EQ(policy_load(arena, test_scratch_dir(), &folder, &why), ERR_BAD_FIELD);
    CHECK_STR(why.field, S("national.yaml:1"));
}

TEST(a_region_without_the_calendar_span_still_has_its_hash_from_text)
{
    const PolicySet *set = policy_shipped();
    Hash again = hash_of(policy_canonical(set));
    CHECK(hash_eq(&again, policy_hash(set)));
    CHECK_EQ(calendar_first(policy_calendar(set)).n, day(2024, 1, 1).n);
    CHECK_EQ(calendar_last(policy_calendar(set)).n, day(2026, 12, 31).n);
}

TEST(every_key_has_a_path_a_unit_and_words)
{
    for (PolicyKey key = 0; key < POLICY_KEY_END; key++) {
        CHECK_EQ(policy_key_from(str(policy_key_path(key))), key);
        CHECK(strchr(policy_key_path(key), '.') != NULL);
        CHECK(*policy_key_meaning(key, false) && *policy_key_meaning(key, true) && policy_key_unit(key));
    }
    CHECK_EQ(policy_key_from(S("card")), POLICY_KEY_END);
    CHECK_EQ(policy_key_from(S("")), POLICY_KEY_END);
}

TEST(values_are_written_as_they_are_read)
{
    const PolicySet *set = policy_shipped();
    const struct {
        int region;
        PolicyKey key;
        const char *json, *en, *zh;
    } cases[] = {
        { 440100, KEY_BASE_INJURY_CAP, "\"none\"", "none", "不设上限" },
        { 440100, KEY_BASE_PENSION_CAP, "2754900", "27549.00 yuan", "27549.00 元" },
        { 440100, KEY_RATE_MEDICAL_EMPLOYER, "53500", "5.35%", "5.35%" },
        { 310000, KEY_RATE_INJURY, "[1600,3200,5600,7200,8800,10400,12800,15200]",
          "0.16%, 0.32%, 0.56%, 0.72%, 0.88%, 1.04%, 1.28%, 1.52%", "0.16%, 0.32%, 0.56%, 0.72%, 0.88%, 1.04%, 1.28%, 1.52%" },
        { 110000, KEY_RESIDENT_TIERS, "{\"100000\":6000,\"200000\":9000,\"400000\":12000,\"600000\":15000}",
          "1000.00: 60.00 yuan, 2000.00: 90.00 yuan, 4000.00: 120.00 yuan, 6000.00: 150.00 yuan",
          "1000.00: 60.00 元, 2000.00: 90.00 元, 4000.00: 120.00 元, 6000.00: 150.00 元" },
        { 110000, KEY_AMOUNT_ROUND, "\"half-up-fen\"", "to the fen, half up", "四舍五入到分" },
        { 110000, KEY_LEVY_DUE_OVERRIDE, "{}", "none", "无" },
        { 110000, KEY_LEVY_DUE_SHIFT, "true", "yes", "是" },
        { 330100, KEY_FLEXIBLE_MEDICAL, "null", "unknown", "未知" },
        { 330100, KEY_RETIRE_DELAY_FROM, "\"2025-01\"", "2025-01", "2025-01" },
        { 330100, KEY_FLEXIBLE_RULE, "\"either\"", "either", "either" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t count = 0;
        bool own = false;
        const PolicyValue *values = policy_values(policy_region(set, cases[i].region), cases[i].key, &count, &own);
        Json json = json_make(arena);
        policy_value_json(&json, arena, cases[i].key, &values[count - 1]);
        CHECK_STR(json_str(&json), str(cases[i].json));
        CHECK_STR(policy_value_text(arena, cases[i].key, &values[count - 1], true), str(cases[i].en));
        CHECK_STR(policy_value_text(arena, cases[i].key, &values[count - 1], false), str(cases[i].zh));
    }
}
