/* levy_test.c - contributions from the declaration to the payment, said to a whole bureau on every engine. */
#include "core/verify.h"
#include "root.h"
#include "support/city.h"

#define CLERK "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}"
#define UNIT "{\"role\":\"unit\",\"user\":\"u1\",\"org\":\"91330106MA27XK3D59\"}"
#define OTHER_UNIT "{\"role\":\"unit\",\"user\":\"u2\",\"org\":\"91330106MA2CFK4K7U\"}"
#define AGENCY "{\"role\":\"agency\",\"user\":\"g1\",\"org\":\"A01\"}"
#define CODE "\"credit_code\":\"91330106MA27XK3D59\""
#define ONE "330106199003078817"
#define TWO "330106198511204029"
#define THREE "440306196202155515"

static int said;

static Str say(City *city, const char *actor, const char *command, const char *args)
{
    Arena *arena = city->arena;
    const char *id = str_z(arena, str_format(arena, "levy-%d", ++said));
    return city_command(city, arena, id, "2025-03-05T10:00:00+08:00", actor, command, args);
}

static void verify_whole(City *city)
{
    VerifyResult result = { 0 };
    CHECK_EQ(verify_bureau(city->arena, &city->bureau, true, &result), OK);
    CHECK_STR(result.zh, (Str){ 0 });
}

#define DECLARE(mode, lines) "{" CODE ",\"month\":\"2025-02\",\"mode\":\"" mode "\",\"lines\":[" lines "]}"
#define LINE(number, fen) "{\"ssn\":\"" number "\",\"wage_fen\":" fen "}"

static void row_code(City *city, Str answer, int at, const char *code)
{
    const char *path = str_z(city->arena, str_format(city->arena, "data.rejected.%d.code", at));
    CHECK_STR(answer_member(city->arena, answer, path), str(code));
}

TEST(wages_are_declared_row_by_row)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!city_found(&city, arena, engine))
            continue;
        city_live(&city);
        said = 0;
        Str report =
            say(&city, UNIT, "wage.declare",
                DECLARE("report", LINE(ONE, "1234567") "," LINE(TWO, "0") "," LINE(TWO, "-5") "," LINE(
                                      "330106199003078818", "1") "," LINE(THREE, "500000") "," LINE("110105199003078211", "1")));
        CHECK(answer_is(report, "done"));
        CHECK(str_find(report, S("\"accepted\":0,\"good\":1")) > 0);
        row_code(&city, report, 0, "bad-amount");
        row_code(&city, report, 2, "bad-id-number");
        row_code(&city, report, 3, "not-open");
        row_code(&city, report, 4, "unknown-person");
        CHECK(str_find(report, S("330106198511204029")) < 0); /* masked */
        Str all = say(&city, UNIT, "wage.declare", DECLARE("all", LINE(ONE, "1234567") "," LINE(TWO, "0")));
        CHECK(str_find(all, S("\"accepted\":0,\"good\":1")) > 0);
        Str good = say(&city, UNIT, "wage.declare", DECLARE("good-rows", LINE(ONE, "1234567") "," LINE(TWO, "0")));
        CHECK(answer_is(good, "done"));
        CHECK(str_find(good, S("\"accepted\":1,\"good\":1")) > 0);
        CHECK(answer_is(say(&city, UNIT, "wage.declare", DECLARE("all", LINE(ONE, "1234567"))), "already"));
        CHECK(answer_is(say(&city, UNIT, "wage.declare", DECLARE("all", LINE(ONE, "1234568"))), "done"));
        Str twice = say(&city, UNIT, "wage.declare", DECLARE("good-rows", LINE(TWO, "5") "," LINE(TWO, "5")));
        CHECK(str_find(twice, S("\"accepted\":0,\"good\":0")) > 0);
        row_code(&city, twice, 0, "conflict");
        row_code(&city, twice, 1, "conflict");
        Str file = say(&city, CLERK, "wage.declare",
                       "{" CODE ",\"month\":\"2025-02\",\"mode\":\"good-rows\",\"file\":"
                       "\"6Lqr5Lu96K+B5Y+356CBLOe8tOi0ueW3pei1hAozMzAxMDYxOTkwMDMwNzg4MTcsIjEyLDM0NS42NyIKMzMwMTA2MTk4NTExMjA0"
                       "MDI5LDFlNQo=\"}");
        CHECK(str_find(file, S("\"accepted\":1,\"good\":1")) > 0);
        row_code(&city, file, 0, "exponent");
        CHECK_EQ(answer_err(arena, say(&city, OTHER_UNIT, "wage.declare", DECLARE("all", LINE(ONE, "1")))), ERR_NOT_PERMITTED);
        Str client = say(&city, AGENCY, "wage.declare", DECLARE("all", LINE(ONE, "1")));
        row_code(&city, client, 0, "not-permitted");
        CHECK_EQ(answer_err(arena, say(&city, UNIT, "wage.declare",
                                       "{" CODE ",\"month\":\"2025-04\",\"mode\":\"all\",\"lines\":[" LINE(ONE, "1") "]}")),
                 ERR_TOO_EARLY);
        CHECK_EQ(answer_err(arena, say(&city, UNIT, "wage.declare", "{" CODE ",\"month\":\"2025-02\",\"mode\":\"all\"}")),
                 ERR_BAD_FIELD);
        Str early =
            say(&city, UNIT, "wage.declare", "{" CODE ",\"month\":\"2024-12\",\"mode\":\"all\",\"lines\":[" LINE(ONE, "1") "]}");
        row_code(&city, early, 0, "too-early");
        verify_whole(&city);
        Str dump = fixture_dump(arena, city.bureau.db);
        first = first.n ? first : dump;
        CHECK(str_eq(first, dump));
        city_close(&city);
    }
}
