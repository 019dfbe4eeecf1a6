/* base_test.c - days, money, text and JSON at their borders. */
#include "base/day.h"
#include "base/json.h"
#include "base/money.h"
#include "base/sorting.h"
#include "support/test.h"

TEST(days_round_trip_through_four_centuries)
{
    Day day = day_make(1850, 1, 1), last = day_make(2250, 12, 31);
    int weekday = day_weekday(day);
    for (; day.n <= last.n; day = day_add(day, 1)) {
        int y = 0, m = 0, d = 0;
        day_split(day, &y, &m, &d);
        CHECK(day_valid(y, m, d));
        CHECK_EQ(day_make(y, m, d).n, day.n);
        CHECK_EQ(day_weekday(day), weekday);
        weekday = (weekday + 1) % 7;
    }
    CHECK_EQ(day_weekday(day_make(2025, 1, 10)), 4);
}

TEST(months_are_added_to_the_same_day_or_the_last)
{
    CHECK_EQ(day_add_months(day_make(2025, 8, 31), 6).n, day_make(2026, 2, 28).n);
    CHECK_EQ(day_add_months(day_make(2024, 2, 29), 12).n, day_make(2025, 2, 28).n);
    CHECK_EQ(day_add_months(day_make(2018, 9, 29), 120).n, day_make(2028, 9, 29).n);
    CHECK_EQ(day_add_months(day_make(2025, 1, 31), -2).n, day_make(2024, 11, 30).n);
}

TEST(instants_are_read_with_their_offset_and_written_in_plus_eight)
{
    Time t;
    CHECK(time_read(S("2025-01-10T09:00:00+08:00"), &t));
    CHECK_STR(time_text(arena, t), S("2025-01-10T09:00:00+08:00"));
    CHECK(time_read(S("2025-01-09T16:30:00.123Z"), &t));
    CHECK_STR(time_text(arena, t), S("2025-01-10T00:30:00+08:00"));
    CHECK_EQ(time_day(t).n, day_make(2025, 1, 10).n);
    const char *bad[] = { "", "2025-01-10", "2025-01-10T09:00:00", "2025-13-10T09:00:00Z", "2025-02-30T09:00:00Z",
                          "2025-01-10T24:00:00Z", "2025-01-10 09:00:00Z",
                          "2025-01-10T09:00:00+8", "2025-01-10T09:00:00.Z", "2025-01-10T09:00:00+08:00x" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(!time_read(str(bad[i]), &t));
}

TEST(money_is_read_strictly)
{
    Money m = { 0 };
    CHECK(money_read(S("12345.67"), &m) && m.fen == 1234567);
    CHECK(money_read(S("0.5"), &m) && m.fen == 50);
    CHECK(money_read(S("7"), &m) && m.fen == 700);
    CHECK(money_read(S("1000000000000.00"), &m) && m.fen == 100000000000000);
    CHECK_STR(money_text(arena, (Money){ -5 }), S("-0.05"));
    const char *bad[] = { "", "-1", "+5", " 5", "5 ", "1e3", "0x10", "NaN", "1.234", "1.", ".5", "1,5", "５", "00", "01",
                          "99999999999999999999", "1.-5", "1000000000000.01", "9999999999999" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(!money_read(str(bad[i]), &m));
    CHECK(money_part((Money){ 734300 }, 5000, 1000000, &m) && m.fen == 3672);
    CHECK(!money_part((Money){ INT64_MAX }, 3, 1, &m));
}

TEST(json_reread_reads_what_the_writer_writes_and_nothing_else)
{
    Json out = json_make(arena), again = json_make(arena);
    char every[0x20 + 2];
    for (size_t i = 0; i < 0x20; i++)
        every[i] = (char)i;
    every[0x20] = '"';
    every[0x21] = '\\';
    json_open(&out, '{');
    json_put(&out, "text", (Str){ every, sizeof every });
    json_put(&out, "plain", S("你好"));
    json_put_int(&out, "least", INT64_MIN);
    json_put_bool(&out, "yes", true);
    json_put_or_null(&out, "none", (Str){ 0 });
    json_key(&out, "list");
    json_open(&out, '[');
    for (int i = 0; i < 100; i++)
        json_int(&out, i);
    json_close(&out, ']');
    json_close(&out, '}');
    JsonNode *node = json_reread(arena, json_str(&out));
    CHECK(node != NULL);
    CHECK_STR(json_text_of(json_member(node, "text")), ((Str){ every, sizeof every }));
    CHECK_EQ(json_member(node, "least")->number, INT64_MIN);
    CHECK_EQ(json_member(node, "list")->count, 100);
    json_node(&again, node);
    CHECK_STR(json_str(&again), json_str(&out));
    CHECK(json_reread(arena, S("")) == NULL);
    for (size_t n = 1; n < json_str(&out).n; n++)
        CHECK(json_reread(arena, str_copy(arena, str_head(json_str(&out), n))) == NULL);
    static const char *const bad[] = { "{}x", "[1,]", "{\"a\"}", "{1:2}", "\"\\x\"", "\"\\u0041\"", "1.5", "-", "nul", "\"\n\"" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(json_reread(arena, str(bad[i])) == NULL);
}

TEST(json_refuses_what_is_not_strict)
{
    JsonNode *node = NULL;
    const char *bad[] = { "", "{", "{\"a\":1,\"a\":2}", "[1,2,]", "1.5", "1e3", "99999999999999999999", "\"\\u0000\"",
                          "\"\\ud800\"", "{} x", "\"\xff\"", "[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK_EQ(json_read(arena, str(bad[i]), &node, NULL), ERR_BAD_FIELD);
    CHECK_EQ(json_read(arena, S("{\"b\":[1,-9223372036854775808,true,null,\"\\n\\u4f60\"],\"a\":{}}"), &node, NULL), OK);
    Json out = json_make(arena);
    json_node(&out, node);
    CHECK_STR(json_str(&out), S("{\"b\":[1,-9223372036854775808,true,null,\"\\n你\"],\"a\":{}}"));
}

TEST(canonical_bytes_come_back_and_never_run_over)
{
    Buf buf = { .arena = arena };
    buf_u8(&buf, 7);
    buf_i64(&buf, INT64_MIN);
    buf_text(&buf, S("社保"));
    Take take = { .rest = buf_str(&buf) };
    CHECK_EQ(take_u8(&take), 7);
    CHECK_EQ(take_i64(&take), INT64_MIN);
    CHECK_STR(take_text(&take), S("社保"));
    CHECK(!take.bad && !take.rest.n);
    for (size_t n = 0; n < buf.n; n++) {
        Take cut = { .rest = str_head(buf_str(&buf), n) };
        take_u8(&cut);
        take_i64(&cut);
        take_text(&cut);
        CHECK(cut.bad);
    }
}

TEST(text_helpers)
{
    Str out;
    CHECK(str_utf8(S("a社")) && !str_utf8(S("\xc0\x80")) && !str_utf8(S("\xed\xa0\x80")) && !str_utf8((Str){ "a\0b", 3 }));
    CHECK(str_unbase64(arena, S("c2hlYmFv"), &out) && str_is(out, "shebao"));
    CHECK(str_unbase64(arena, str_base64(arena, S("ab")), &out) && str_is(out, "ab"));
    CHECK(!str_unbase64(arena, S("====") , &out));
    int64_t n = 0;
    CHECK(str_int(S("-9223372036854775808"), &n) && n == INT64_MIN);
    CHECK(!str_int(S("9223372036854775808"), &n) && !str_int(S("1x"), &n) && !str_int(S("-"), &n));
}

static int by_value(const void *context, uint32_t x, uint32_t y)
{
    const uint32_t *values = context;
    return values[x] != values[y] ? (values[x] < values[y] ? -1 : 1) : x < y ? -1 : x > y;
}

TEST(a_sort_in_pieces_sorts)
{
    static const size_t counts[] = { 0, 1, 2, 255, 256, 257, 511, 512, 513, 2047, 2049, 5000, 100000 };
    uint64_t seed = 7;
    for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
        size_t n = counts[c], pieces = 0;
        uint32_t *values = arena_new(arena, uint32_t, n + 1), *order = arena_new(arena, uint32_t, n + 1);
        uint8_t *seen = arena_new(arena, uint8_t, n + 1);
        for (size_t i = 0; i < n; i++) {
            values[i] = (uint32_t)(test_random(&seed) % (n / 2 + 1));
            order[i] = (uint32_t)i;
        }
        Sorting sorting = sorting_begin(arena, order, n);
        while (!sorting_more(&sorting, by_value, values))
            pieces++;
        CHECK(sorting_more(&sorting, by_value, values));
        CHECK(n < 5000 || pieces > n / 1024);
        for (size_t i = 0; i < n; i++) {
            CHECK(!seen[sorting.order[i]]++);
            CHECK(!i || by_value(values, sorting.order[i - 1], sorting.order[i]) < 0);
        }
    }
}
