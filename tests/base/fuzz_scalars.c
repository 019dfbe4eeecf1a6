/* fuzz_scalars.c - any text as a number, an amount, a day, a month, an instant, hex, base64 or UTF-8. What a
 * reader accepts is written again to a text that reads back to the same value. */
#include "base/day.h"
#include "base/money.h"
#include "base/require.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check_numbers(Arena *arena, Str text)
{
    int64_t number = 0, again = 0;
    if (str_int(text, &number)) {
        require(text.n <= 20);
        require(str_int(str_format(arena, "%lld", (long long)number), &again) && again == number);
    }
    Money money = { 0 }, same = { 0 };
    if (money_read(text, &money)) {
        require(money.fen >= 0 && money.fen <= 100000000000000);
        require(money_read(money_text(arena, money), &same) && same.fen == money.fen);
    }
}

static void check_days(Arena *arena, Str text)
{
    Day day = DAY_NONE;
    if (day_read(text, &day))
        require(str_eq(day_text(arena, day), text));
    Month month = MONTH_NONE;
    if (month_read(text, &month))
        require(str_eq(month_text(arena, month), text));
    Time time = TIME_NONE, same = TIME_NONE;
    if (time_read(text, &time))
        require(time_read(time_text(arena, time), &same) && same.s == time.s);
    if (day_read_digits(text, &day)) {
        int y = 0, m = 0, d = 0;
        day_split(day, &y, &m, &d);
        require(str_eq(str_format(arena, "%04d%02d%02d", y, m, d), text));
    }
}

static void check_bytes(Arena *arena, Str text)
{
    Str back = { 0 };
    require(str_unhex(arena, str_hex(arena, text), &back) && str_eq(back, text));
    require(str_unbase64(arena, str_base64(arena, text), &back) && str_eq(back, text));
    if (str_unhex(arena, text, &back))
        require(str_eq(str_hex(arena, back), str_lower(arena, text)));
    if (str_unbase64(arena, text, &back))
        require(back.n <= text.n / 4 * 3);
    if (str_utf8(text))
        require(str_points(text) <= text.n && memchr(text.n ? text.p : "x", 0, text.n) == NULL);
}

static void check_cuts(Str text)
{
    size_t bytes = 0, parts = 0;
    for (Str rest = text; rest.p; parts++)
        bytes += str_cut(&rest, ',').n;
    require(!parts || bytes + parts - 1 == text.n);
    require(str_trim(text).n <= text.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static Arena arena;
    if (!arena.base)
        arena = arena_make((size_t)64 << 20);
    arena_reset(&arena);
    Str text = { (const char *)bytes, size };
    check_numbers(&arena, text);
    check_days(&arena, text);
    check_bytes(&arena, text);
    check_cuts(text);
    return 0;
}
