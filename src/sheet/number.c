/* number.c - see number.h. Spreadsheets keep numbers as binary fractions and write up to 17 digits of them; people see
 * 15. Here the decimal text itself is rounded, so an amount that was typed comes back to the fen. */
#include "sheet/number.h"
#include "base/require.h"
#include <stdio.h>

enum { EXPONENT_MAX = 400, PLAIN_LEAST = -9, SERIAL_MAX = 2958465, DAY_SECONDS = 86400 };

typedef struct {
    char digits[NUMBER_DIGITS + 1]; /* the first that are not zero; the last decides how to round */
    int count;
    int exponent; /* the value is 0.DIGITS * 10^exponent */
    bool minus;
} Decimal;

static bool read_exponent(Str s, int *out)
{
    bool minus = s.n && s.p[0] == '-';
    if (s.n && (s.p[0] == '-' || s.p[0] == '+'))
        s = str_from(s, 1);
    int64_t number = 0;
    if (!s.n || s.n > 9 || !str_int(s, &number) || s.p[0] == '-')
        return false;
    *out = (int)(minus ? -number : number);
    return true;
}

static bool read_decimal(Str s, Decimal *out)
{
    *out = (Decimal){ .minus = s.n && s.p[0] == '-' };
    if (s.n && (s.p[0] == '-' || s.p[0] == '+'))
        s = str_from(s, 1);
    bool point = false, any = false;
    int64_t exponent = 0;
    size_t i = 0;
    for (; i < s.n; i++) {
        char c = s.p[i];
        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (c < '0' || c > '9')
            break;
        any = true;
        if (out->count || c != '0') {
            if (out->count <= NUMBER_DIGITS)
                out->digits[out->count++] = c;
            exponent += !point;
        } else {
            exponent -= point;
        }
    }
    int more = 0;
    if (i < s.n && ((s.p[i] != 'e' && s.p[i] != 'E') || !read_exponent(str_from(s, i + 1), &more)))
        return false;
    exponent += more;
    if (!any || exponent > EXPONENT_MAX || exponent < -EXPONENT_MAX)
        return false;
    out->exponent = (int)exponent;
    return true;
}

static void round_decimal(Decimal *d)
{
    bool up = d->count > NUMBER_DIGITS && d->digits[NUMBER_DIGITS] >= '5';
    d->count = d->count > NUMBER_DIGITS ? NUMBER_DIGITS : d->count;
    int i = d->count;
    while (up && i > 0) {
        up = d->digits[--i] == '9';
        d->digits[i] = up ? '0' : (char)(d->digits[i] + 1);
    }
    if (up) { /* all nines */
        d->digits[0] = '1';
        d->exponent++;
    }
    while (d->count && d->digits[d->count - 1] == '0')
        d->count--;
}

/* One digit of the value: place 0 stands before the point, -1 behind it. */
static char digit_at(const Decimal *d, int place)
{
    int i = d->exponent - 1 - place;
    return i >= 0 && i < d->count ? d->digits[i] : '0';
}

bool number_shown(Str stored, char out[NUMBER_TEXT_MAX], size_t *n)
{
    Decimal d;
    if (!read_decimal(stored, &d))
        return false;
    round_decimal(&d);
    *n = 0;
    if (!d.count) {
        out[(*n)++] = '0';
        return true;
    }
    if (d.minus)
        out[(*n)++] = '-';
    bool plain = d.exponent <= NUMBER_PLAIN_MAX && d.exponent > PLAIN_LEAST;
    int shift = plain ? 0 : d.exponent - 1; /* else one digit before the point */
    d.exponent -= shift;
    for (int place = d.exponent > 0 ? d.exponent - 1 : 0; place >= 0; place--)
        out[(*n)++] = digit_at(&d, place);
    int last = d.exponent - d.count;
    if (last < 0)
        out[(*n)++] = '.';
    for (int place = -1; place >= last; place--)
        out[(*n)++] = digit_at(&d, place);
    if (!plain)
        *n += (size_t)snprintf(out + *n, NUMBER_TEXT_MAX - *n, "E%+03d", shift);
    return true;
}

bool number_day(int64_t serial, bool epoch_1904, Day *out)
{
    if (serial < (epoch_1904 ? 0 : 1) || serial > SERIAL_MAX || (!epoch_1904 && serial == 60))
        return false;
    Day first = epoch_1904 ? day_make(1904, 1, 1) : day_make(1899, 12, serial < 60 ? 31 : 30); /* 60 was never a day */
    *out = day_add(first, (int)serial);
    return true;
}

static bool split_day(Str shown, int64_t *serial, int64_t *seconds)
{
    Str fraction = shown, whole = str_cut(&fraction, '.');
    uint64_t parts = 0, unit = 1;
    if (!str_int(whole, serial) || *serial < 0 || whole.p[0] == '-' || *serial > SERIAL_MAX)
        return false;
    for (size_t i = 0; i < fraction.n && i < NUMBER_DIGITS; i++, unit *= 10) {
        if (fraction.p[i] < '0' || fraction.p[i] > '9')
            return false;
        parts = parts * 10 + (uint64_t)(fraction.p[i] - '0');
    }
    *seconds = (int64_t)(((unsigned __int128)parts * DAY_SECONDS + unit / 2) / unit);
    *serial += *seconds / DAY_SECONDS; /* the last half second of a day is the next day */
    *seconds %= DAY_SECONDS;
    return true;
}

bool number_day_text(Str shown, bool epoch_1904, char out[NUMBER_TEXT_MAX], size_t *n)
{
    int64_t serial = 0, seconds = 0;
    Day day;
    if (!split_day(shown, &serial, &seconds))
        return false;
    int hour = (int)(seconds / 3600), minute = (int)(seconds / 60 % 60), second = (int)(seconds % 60);
    if (!serial && seconds) {
        *n = (size_t)snprintf(out, NUMBER_TEXT_MAX, "%02d:%02d:%02d", hour, minute, second);
        return true;
    }
    if (!number_day(serial, epoch_1904, &day))
        return false;
    int year = 0, month = 0, of_month = 0;
    day_split(day, &year, &month, &of_month);
    *n = (size_t)snprintf(out, NUMBER_TEXT_MAX, seconds ? "%04d-%02d-%02dT%02d:%02d:%02d" : "%04d-%02d-%02d", year, month, of_month,
                          hour, minute, second);
    return true;
}
