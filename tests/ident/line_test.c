/* line_test.c - what `shebao check` answers to a line, also to lines that nobody means well. */
#include "ident/check_line.h"
#include "support/test.h"

static Day today(void) { return day_make(2025, 8, 31); }

static Str json_answer(Arena *arena, Str line)
{
    Buf out = { .arena = arena };
    check_json_line(&out, arena, line, today(), true);
    return buf_str(&out);
}

static Str line_answer(Arena *arena, IdentKind kind, Str line)
{
    Buf out = { .arena = arena };
    check_line(&out, kind, line, today(), true);
    return buf_str(&out);
}

TEST(json_lines_are_answered)
{
    CHECK_STR(
        json_answer(arena, S("{\"kind\":\"citizen-id\",\"value\":\"11010519491231002x\"}")),
        S("{\"valid\":true,\"why\":null,\"kind\":\"citizen-id\",\"form\":\"resident-id\","
        "\"value\":\"11010519491231002X\",\"birth\":\"1949-12-31\","
          "\"sex\":\"female\",\"region\":\"110105\",\"region_name\":\"Chaoyang, Beijing\"}\n"));
    CHECK_STR(json_answer(arena, S("{\"value\":\"13812345678\",\"kind\":\"mobile\"}")),
              S("{\"valid\":true,\"why\":null,\"kind\":\"mobile\",\"form\":\"mobile\",\"value\":\"13812345678\"}\n"));
    CHECK_STR(
        json_answer(arena, S("{\"kind\":\"mobile\",\"value\":\"1381234567\"}")),
        S("{\"valid\":false,"
        "\"why\":\"A mobile number has 11 digits; this has 10. Look for a missing or an extra one.\",\"kind\":\"mobile\","
          "\"mistake\":\"length\"}\n"));
    Str swapped = json_answer(arena, S("{\"kind\":\"citizen-id\",\"value\":\"110105194921310028\"}"));
    CHECK(str_starts(swapped, S("{\"valid\":false,\"why\":\"")) && str_find(swapped, S("\"mistake\":\"day\",\"at\":7")) > 0);
    CHECK(str_find(json_answer(arena, S("{\"kind\":\"citizen-id\",\"value\":\"110105491231002\"}")),
                   S("\"notes\":[\"upgraded\"]")) > 0);
}

TEST(bad_json_lines_name_the_field)
{
    static const struct {
        const char *line, *field;
    } cases[] = {
        { "", "null" },
        { "x", "null" },
        { "[]", "null" },
        { "1", "null" },
        { "{\"kind\":\"citizen-id\"", "\"kind\"" },
        { "{}", "\"kind\"" },
        { "{\"kind\":\"citizen-id\"}", "\"value\"" },
        { "{\"value\":\"1\"}", "\"kind\"" },
        { "{\"kind\":\"nonsense\",\"value\":\"1\"}", "\"kind\"" },
        { "{\"kind\":7,\"value\":\"1\"}", "\"kind\"" },
        { "{\"kind\":\"mobile\",\"value\":13812345678}", "\"value\"" },
        { "{\"kind\":\"mobile\",\"value\":null}", "\"value\"" },
        { "{\"kind\":\"mobile\",\"value\":[]}", "\"value\"" },
        { "{\"kind\":\"mobile\",\"value\":\"1\",\"extra\":1}", "\"extra\"" },
        { "{\"kind\":\"mobile\",\"kind\":\"mobile\",\"value\":\"1\"}", "\"kind\"" },
        { "{\"kind\":\"mobile\",\"value\":\"\xFF\"}", "\"value\"" },
        { "{\"kind\":\"mobile\",\"value\":\"a\\u0000\"}", "\"value\"" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str want = str_format(arena, "{\"error\":\"bad-field\",\"field\":%s,\"why\":\"", cases[i].field);
        Str got = json_answer(arena, str(cases[i].line));
        CHECK_STR(str_head(got, want.n), want);
        CHECK(str_ends(got, S("\"}\n")));
    }
    char *long_line = arena_new(arena, char, CHECK_LINE_MAX + 1);
    memset(long_line, '[', CHECK_LINE_MAX + 1);
    CHECK(str_starts(json_answer(arena, (Str){ long_line, CHECK_LINE_MAX + 1 }),
                     S("{\"error\":\"too-large\",\"field\":null,\"why\":\"")));
    CHECK(str_starts(json_answer(arena, (Str){ long_line, CHECK_LINE_MAX }), S("{\"error\":\"bad-field\",")));
    JsonNode *node = NULL; /* Answers are JSON again, whatever the line held. */
    CHECK_EQ(json_read(arena, json_answer(arena, S("{\"a\\\"b\\u0007\":1}")), &node, NULL), OK);
    CHECK_STR(json_text_of(json_member(node, "field")), S("a\"b\x07"));
}

TEST(plain_lines_have_three_columns)
{
    CHECK_STR(line_answer(arena, IDENT_CITIZEN, S(" 11010519491231002X\r")), S("11010519491231002X\tok\t\n"));
    CHECK_STR(line_answer(arena, IDENT_CITIZEN, S("110105491231002")),
              S("110105491231002\tok\tThe 15-digit number was raised to 18: 11010519491231002X.\n"));
    CHECK_STR(line_answer(arena, IDENT_MOBILE, S("")), S("\tempty\tThere is no mobile number; type it from the document.\n"));
    Str hostile = line_answer(arena, IDENT_CITIZEN, S("1\t2\x1B[31m\xFF\xE2\x80\xAE社\xC2\x85"));
    CHECK(str_starts(hostile, S("1?2?[31m????社??\tnot-text\t")));
    char *long_value = arena_new(arena, char, CHECK_LINE_MAX);
    memset(long_value, '7', CHECK_LINE_MAX);
    Str answer = line_answer(arena, IDENT_CITIZEN, (Str){ long_value, CHECK_LINE_MAX });
    CHECK(answer.n < 400 && str_find(answer, S("this has 65536")) > 0);
    Buf out = { .arena = arena };
    check_too_long(&out, false, true);
    CHECK(str_starts(buf_str(&out), S("…\ttoo-large\t")));
}

TEST(people_are_told_everything)
{
    Buf out = { .arena = arena };
    IdentResult r = ident_check(IDENT_CITIZEN, S("11010519491231002X"), today());
    check_human(&out, &r, S("11010519491231002X"), false);
    CHECK_STR(buf_str(&out), S("11010519491231002X  有效：居民身份证号码\n  1949-12-31 出生，女\n  110105 北京市朝阳区\n"));
    out.n = 0;
    r = ident_check(IDENT_CITIZEN, S("1101"), today());
    check_human(&out, &r, S("1101"), true);
    CHECK_STR(
        buf_str(&out),
        S("1101  not valid: citizen number\n  A citizen number has 18 characters (15 before 1999); this has "
        "4. Look for a missing or an extra one.\n"));
}

TEST(no_bytes_break_a_judge)
{
    static const char alphabet[] = "0123456789XHME -+()#,AZ\0\xFF\x80\xE7\xA4\xBE\xEF\xBC\x91\t\x01{\"";
    uint64_t seed = 99;
    for (int i = 0; i < 40000; i++) {
        char bytes[64];
        size_t n = test_random(&seed) % sizeof bytes;
        for (size_t k = 0; k < n; k++)
            bytes[k] = alphabet[test_random(&seed) % (i % 3 ? sizeof alphabet - 1 : 24)];
        Str value = { bytes, n };
        for (int kind = 1; kind < IDENT_KIND_END; kind++) {
            IdentResult r = ident_check((IdentKind)kind, value, today());
            CHECK_EQ(r.valid, r.mistake == MISTAKE_NONE);
            CHECK(r.n <= IDENT_TEXT_MAX && r.text[r.n] == 0);
            if (r.valid) { /* What was normalised once stays as it is. */
                IdentResult again = ident_check((IdentKind)kind, ident_text(&r), today());
                CHECK(again.valid);
                CHECK_STR(ident_text(&again), ident_text(&r));
            }
            Buf out = { .arena = arena };
            check_human(&out, &r, value, i % 2);
            check_line(&out, (IdentKind)kind, value, today(), i % 2);
            CHECK(str_utf8(buf_str(&out)));
        }
        ident_guess(value, today());
        arena_reset(arena);
    }
}
