/* money.c - see money.h. */
#include "base/money.h"
#include "base/require.h"
#include <inttypes.h>

enum { YUAN_DIGITS = 13 };
#define FEN_MAX INT64_C(100000000000000) /* 10^12 yuan */

bool money_add(Money a, Money b, Money *out)
{
    Money sum;
    if (__builtin_add_overflow(a.fen, b.fen, &sum.fen))
        return false;
    *out = sum;
    return true;
}

bool money_sub(Money a, Money b, Money *out)
{
    Money difference;
    if (__builtin_sub_overflow(a.fen, b.fen, &difference.fen))
        return false;
    *out = difference;
    return true;
}

bool money_part(Money a, int64_t numerator, int64_t denominator, Money *out)
{
    require(a.fen >= 0 && numerator >= 0 && denominator > 0);
    __int128 twice = (__int128)a.fen * numerator * 2 + denominator;
    __int128 part = twice / (2 * (__int128)denominator);
    if (part > INT64_MAX)
        return false;
    out->fen = (int64_t)part;
    return true;
}

bool money_read(Str yuan, Money *out)
{
    Str rest = yuan;
    Str whole = str_cut(&rest, '.');
    bool point = whole.n != yuan.n;
    int64_t fen = 0;
    if (!whole.n || whole.n > YUAN_DIGITS || (whole.n > 1 && whole.p[0] == '0') || whole.p[0] == '-' || !str_int(whole, &fen))
        return false;
    int64_t cents = 0;
    if (point && (rest.n < 1 || rest.n > 2 || rest.p[0] == '-' || !str_int(rest, &cents)))
        return false;
    fen = fen * 100 + (rest.n == 1 ? cents * 10 : cents);
    if (fen > FEN_MAX)
        return false;
    out->fen = fen;
    return true;
}

Str money_text(Arena *arena, Money amount)
{
    uint64_t size = amount.fen < 0 ? -(uint64_t)amount.fen : (uint64_t)amount.fen;
    return str_format(arena, "%s%" PRIu64 ".%02d", amount.fen < 0 ? "-" : "", size / 100, (int)(size % 100));
}
