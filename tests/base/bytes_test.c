/* bytes_test.c - numbers, bytes and texts come back as they were written; nothing else is read. */
#include "base/bytes.h"
#include "support/test.h"

static const int64_t numbers[] = { 0,
                                   -1,
                                   1,
                                   63,
                                   -64,
                                   64,
                                   -65,
                                   8191,
                                   -8192,
                                   8192,
                                   -8193,
                                   1 << 20,
                                   739000,
                                   330100,
                                   INT32_MAX,
                                   INT32_MIN,
                                   (int64_t)1 << 48,
                                   INT64_MAX,
                                   INT64_MIN };
enum { NUMBERS = sizeof numbers / sizeof *numbers };

TEST(numbers_come_back)
{
    Buf buf = { .arena = arena };
    for (size_t i = 0; i < NUMBERS; i++)
        buf_number(&buf, numbers[i]);
    In in = in_make(buf_str(&buf));
    for (size_t i = 0; i < NUMBERS; i++)
        CHECK_EQ(in_number(&in), numbers[i]);
    CHECK(in_whole(&in));
    for (size_t i = 0; i < NUMBERS; i++) { /* a number that is cut is none, and a zero group behind it is a longer form */
        uint8_t bytes[NUMBER_BYTES + 1];
        size_t n = (size_t)(number_put(bytes, numbers[i]) - bytes);
        for (size_t cut = 0; cut < n; cut++) {
            In less = in_make((Str){ (const char *)bytes, cut });
            in_number(&less);
            CHECK(less.at > less.n);
        }
        bytes[n - 1] |= 0x80;
        bytes[n] = 0;
        In longer = in_make((Str){ (const char *)bytes, n + 1 });
        in_number(&longer);
        CHECK(longer.at > longer.n);
    }
}

TEST(numbers_behind_others_must_fit)
{
    Buf buf = { .arena = arena };
    buf_number(&buf, 5);
    buf_number(&buf, INT32_MAX);
    buf_number(&buf, -1);
    buf_number(&buf, 256);
    In in = in_make(buf_str(&buf)), whole = in;
    CHECK_EQ(in_sum(&in, INT64_MAX - 5), INT64_MAX);
    CHECK_EQ(in_int32(&in, 0), INT32_MAX);
    CHECK_EQ(in_int32(&in, INT32_MIN + 1), INT32_MIN);
    CHECK(!in.bad);
    in_uint8(&in);
    CHECK(in.bad);
    in = whole;
    in_sum(&in, INT64_MAX - 4);
    CHECK(in.bad);
    in = whole;
    in_number(&in);
    in_int32(&in, 1);
    CHECK(in.bad);
    in.bad = false;
    in_int32(&in, INT32_MIN);
    CHECK(in.bad);
    in.bad = false;
    in.at -= 1;
    in_uint8(&in); /* -1 */
    CHECK(in.bad);
}

TEST(bytes_and_texts_end_where_they_end)
{
    Buf buf = { .arena = arena };
    buf_number_text(&buf, S("工资"));
    buf_number_text(&buf, S(""));
    buf_u8(&buf, 0xFF);
    In in = in_make(buf_str(&buf));
    CHECK_STR(in_text(&in), S("工资"));
    CHECK_EQ(in_text(&in).n, 0);
    CHECK_EQ(in_byte(&in), 0xFF);
    CHECK(in_whole(&in));
    CHECK_EQ(in_byte(&in), 0);
    CHECK(!in_whole(&in) && in.at > in.n);
    In cut = in_make(str_head(buf_str(&buf), 6));
    CHECK_EQ(in_text(&cut).n, 0);
    CHECK(cut.bad);
}
