/* find_test.c - one box for people, cards, cases and organisations: what each kind of text leads to, what leads nowhere, that
 * finding is no look, and that a corrected name is found under its new form alone, also after the rows were lost. */
#include "support/city.h"

static const char clerk[] = "{\"role\":\"clerk\",\"user\":\"w2\",\"org\":\"office\"}";
static const char bank[] = "{\"role\":\"bank\",\"user\":\"b1\",\"org\":\"B01\"}";

static const JsonNode *find(City *city, const char *text)
{
    return city_ask(city, clerk, "desk.find", str_z(city->arena, str_format(city->arena, "{\"text\":\"%s\"}", text)));
}

static size_t count(const JsonNode *data)
{
    const JsonNode *items = json_member(data, "items");
    return items ? items->count : SIZE_MAX;
}

static void finds_person(City *city, const char *text, int64_t person)
{
    const JsonNode *data = find(city, text);
    if (count(data) != 1 || number_at(data, "items.0.person") != person)
        test_fail(__FILE__, __LINE__, "\"%s\" does not lead to person %lld alone", text, (long long)person);
    CHECK_STR(text_at(data, "items.0.kind"), S("person"));
}

TEST(one_box_finds_people_by_every_number_and_by_name_with_birth)
{
    static const char *const first[] = { "330106199003078817",
                                         " 330106199003078817 ",
                                         "３３０１０６１９９００３０７８８１７",
                                         "1",
                                         "A12345678",
                                         "a12345678",
                                         "330100D156000005AABBCCDDEEFF0011",
                                         "K1-1",
                                         "k1-1",
                                         "赵小满 1990-03-07",
                                         "赵小满19900307",
                                         "赵 小满 1990年3月7日",
                                         "赵小满 1990/3/7" };
    static const char *const nothing[] = { "330106199003078818",
                                           "A99999999",
                                           "999999",
                                           "K1-9999999999",
                                           "C1-999",
                                           "CR1-1",
                                           "赵小满",
                                           "赵小满 1990-03-08",
                                           "赵小满 1990-02-30",
                                           "赵 1990-03-07",
                                           "1990-03-07",
                                           "X1x",
                                           "--",
                                           "年",
                                           "赵小满 19900307 1",
                                           "赵小满 1990-3-7-1",
                                           "<script>alert(1)</script>",
                                           "%",
                                           "''",
                                           "%%" };
    City city;
    for (Engines e = 0; e < ENGINE_END; e++) {
        if (!city_found(&city, arena, e))
            return;
        city_live(&city);
        for (size_t i = 0; i < sizeof first / sizeof *first; i++)
            finds_person(&city, first[i], 1);
        for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++)
            if (count(find(&city, nothing[i])))
                test_fail(__FILE__, __LINE__, "\"%s\" finds something", nothing[i]);
        CHECK(json_member(find(&city, "赵小满"), "needs_birth")->truth);
        CHECK(!json_member(find(&city, "A12345678"), "needs_birth")->truth);
        CHECK_EQ(city_refused(&city, clerk, "desk.find", "{\"text\":\"  \"}"), ERR_BAD_FIELD);
        CHECK_EQ(city_refused(&city, clerk, "desk.find", "{\"text\":\"\\u202e\"}"), ERR_BAD_FIELD);
        CHECK_EQ(city_refused(&city, clerk, "desk.find", "{}"), ERR_BAD_FIELD);
        CHECK_EQ(city_refused(&city, bank, "desk.find", "{\"text\":\"1\"}"), ERR_NOT_PERMITTED);
        city_close(&city);
    }
}

TEST(one_box_finds_organisations_and_cases)
{
    City city;
    for (Engines e = 0; e < ENGINE_END; e++) {
        if (!city_found(&city, arena, e))
            return;
        city_live(&city);
        static const char *const unit[] = { "91330106MA27XK3D59", "91330106ma27xk3d59", "青山", "杭州青山软件有限公司" };
        for (size_t i = 0; i < sizeof unit / sizeof *unit; i++) {
            const JsonNode *data = find(&city, unit[i]);
            CHECK_EQ(count(data), 1);
            CHECK_STR(text_at(data, "items.0.kind"), S("unit"));
            CHECK_STR(text_at(data, "items.0.credit_code"), S("91330106MA27XK3D59"));
            CHECK_STR(text_at(data, "items.0.name"), S("杭州青山软件有限公司"));
        }
        CHECK_EQ(count(find(&city, "山")), 0);
        const JsonNode *place = find(&city, "b01");
        CHECK_STR(text_at(place, "items.0.kind"), S("institution"));
        CHECK_STR(text_at(place, "items.0.institution"), S("B01"));
        const JsonNode *one = find(&city, "c3-1");
        CHECK_EQ(count(one), 1);
        CHECK_STR(text_at(one, "items.0.kind"), S("case"));
        CHECK_STR(text_at(one, "items.0.case"), S("C3-1"));
        city_close(&city);
    }
}

SQL(TEST_NAMES_DROP, "i", "", "DELETE FROM person_key WHERE kind = $1")

static Err drop_rows(Db *db)
{
    TRY(db_begin(db));
    TRY(db_run(db, &TEST_NAMES_DROP, VALS(val_i(3))));
    return db_commit(db);
}

/* Person 3 was called otherwise until a correction was approved; a bureau from before has no rows of names. */
TEST(a_name_is_found_as_it_stands_also_in_a_bureau_from_before)
{
    static const char correct[] = "{\"person\":2,\"changes\":{\"name\":\"钱谷语\"},\"evidence\":[{\"kind\":\"id-card\"},{\"kind\":"
                                  "\"household-register\"}]}";
    City city;
    for (Engines e = 0; e < ENGINE_END; e++) {
        if (!city_found(&city, arena, e))
            return;
        city_live(&city);
        finds_person(&city, "钱谷雨 1985-11-20", 2);
        Str asked = city_command(&city, arena, "name-1", "2025-06-02T09:00:00+08:00", clerk, "person.correct", correct);
        Str number = answer_member(arena, asked, "data.case");
        Str review = str_format(arena, "{\"case\":\"" STR_FMT "\",\"decision\":\"approve\"}", STR_ARG(number));
        Str done = city_command(&city, arena, "name-2", "2025-06-02T10:00:00+08:00",
                                "{\"role\":\"reviewer\",\"user\":\"r1\",\"org\":\"office\"}", "case.review", str_z(arena, review));
        CHECK_EQ(answer_err(arena, done), OK);
        for (int again = 0; again < 2; again++) {
            finds_person(&city, "钱谷语 1985-11-20", 2);
            CHECK_EQ(count(find(&city, "钱谷雨 1985-11-20")), 0);
            CHECK_EQ(drop_rows(city.bureau.db), OK);
            CHECK_EQ(count(find(&city, "钱谷语 1985-11-20")), 0);
            CHECK_EQ(identity_fill(&city.bureau.store), OK);
        }
        city_close(&city);
    }
}
