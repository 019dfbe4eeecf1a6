/* day.c - see day.h. Days are counted with the era method (400-year cycles starting on 1 March). */
#include "base/day.h"
#include "base/require.h"

enum { CST_SECONDS = 8 * 3600, DAY_SECONDS = 86400, YEAR_MIN = 1800, YEAR_MAX = 9999 };

int month_days(int year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

bool day_valid(int year, int month, int day)
{
    return year >= YEAR_MIN && year <= YEAR_MAX && month >= 1 && month <= 12 && day >= 1 && day <= month_days(year, month);
}

Day day_make(int year, int month, int day)
{
    require(day_valid(year, month, day));
    int y = year - (month <= 2);
    int era = y / 400, year_of_era = y - era * 400;
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return (Day){ era * 146097 + day_of_era - 719468 };
}

/* Years begin in March here, so that a leap day is the last of its year. Divisions are of unsigned numbers by constants:
 * multiplications. */
void day_split(Day day, int *year, int *month, int *of_month)
{
    enum { DAYS_TO_1970 = 719468, ERA_DAYS = 146097, ERAS_BELOW = 8000, ERA_YEARS = 400 };
    uint32_t z = (uint32_t)day.n + (uint32_t)DAYS_TO_1970 + (uint32_t)ERAS_BELOW * ERA_DAYS;
    uint32_t era = z / ERA_DAYS, of_era = z % ERA_DAYS;
    uint32_t of_years = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    uint32_t of_year = of_era - (365 * of_years + of_years / 4 - of_years / 100), march = (5 * of_year + 2) / 153;
    *of_month = (int)(of_year - (153 * march + 2) / 5 + 1);
    *month = (int)(march < 10 ? march + 3 : march - 9);
    *year = (int)(of_years + era * ERA_YEARS) - ERAS_BELOW * ERA_YEARS + (march >= 10);
}

int day_weekday(Day day) { return ((day.n + 3) % 7 + 7) % 7; }

Day day_add_months(Day day, int months)
{
    int year = 0, month = 0, of_month = 0;
    day_split(day, &year, &month, &of_month);
    Month to = { month_make(year, month).n + months };
    int last = month_days(month_year(to), month_of_year(to));
    return day_make(month_year(to), month_of_year(to), of_month < last ? of_month : last);
}

Month day_month(Day day)
{
    int year = 0, month = 0, of_month = 0;
    day_split(day, &year, &month, &of_month);
    return month_make(year, month);
}

Day month_first(Month month) { return day_make(month_year(month), month_of_year(month), 1); }

Day time_day(Time time)
{
    int64_t local = time.s + CST_SECONDS;
    return (Day){ (int32_t)((local >= 0 ? local : local - DAY_SECONDS + 1) / DAY_SECONDS) };
}

Time day_start(Day day) { return (Time){ (int64_t)day.n * DAY_SECONDS - CST_SECONDS }; }

/* `n` digits at `at` as a number, or -1. */
static int digits(Str s, size_t at, size_t n)
{
    int v = 0;
    if (at + n > s.n)
        return -1;
    for (size_t i = at; i < at + n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return -1;
        v = v * 10 + s.p[i] - '0';
    }
    return v;
}

static bool day_from(int year, int month, int day, Day *out)
{
    if (!day_valid(year, month, day))
        return false;
    *out = day_make(year, month, day);
    return true;
}

bool day_read(Str text, Day *out)
{
    return text.n == 10 && text.p[4] == '-' && text.p[7] == '-' &&
           day_from(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2), out);
}

bool day_read_digits(Str text, Day *out)
{
    return text.n == 8 && day_from(digits(text, 0, 4), digits(text, 4, 2), digits(text, 6, 2), out);
}

bool month_read(Str text, Month *out)
{
    Day day;
    if (text.n != 7 || text.p[4] != '-' || !day_from(digits(text, 0, 4), digits(text, 5, 2), 1, &day))
        return false;
    *out = day_month(day);
    return true;
}

/* The offset behind the time of day in seconds; false if it is not "Z" or "+hh:mm". */
static bool offset_read(Str s, int *out)
{
    if (str_is(s, "Z") || str_is(s, "z")) {
        *out = 0;
        return true;
    }
    int hours = digits(s, 1, 2), minutes = digits(s, 4, 2);
    if (s.n != 6 || (s.p[0] != '+' && s.p[0] != '-') || s.p[3] != ':' || hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
        return false;
    *out = (s.p[0] == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
    return true;
}

bool time_read(Str text, Time *out)
{
    Day day;
    if (text.n < 20 || !day_read(str_head(text, 10), &day) || (text.p[10] != 'T' && text.p[10] != 't'))
        return false;
    if (text.p[13] != ':' || text.p[16] != ':')
        return false;
    int hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2), offset = 0;
    Str rest = str_from(text, 19);
    if (rest.p[0] == '.') {
        size_t n = 1;
        while (n < rest.n && rest.p[n] >= '0' && rest.p[n] <= '9')
            n++;
        if (n == 1)
            return false;
        rest = str_from(rest, n);
    }
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || !rest.n || !offset_read(rest, &offset))
        return false;
    *out = (Time){ (int64_t)day.n * DAY_SECONDS + hour * 3600 + minute * 60 + second - offset };
    return true;
}

static char *put_two(char *to, int number)
{
    to[0] = (char)('0' + number / 10);
    to[1] = (char)('0' + number % 10);
    return to + 2;
}

/* Ten bytes. */
static char *put_day(char *to, Day day)
{
    int year = 0, month = 0, of_month = 0;
    day_split(day, &year, &month, &of_month);
    to = put_two(put_two(to, year / 100), year % 100);
    *to++ = '-';
    to = put_two(to, month);
    *to++ = '-';
    return put_two(to, of_month);
}

Str day_text(Arena *arena, Day day)
{
    char *text = arena_new(arena, char, 10);
    put_day(text, day);
    return (Str){ text, 10 };
}

Str month_text(Arena *arena, Month month) { return str_head(day_text(arena, month_first(month)), 7); }

Str time_text(Arena *arena, Time time)
{
    static const char zone[] = "+08:00";
    Day day = time_day(time);
    int seconds = (int)(time.s - day_start(day).s);
    char *text = arena_new(arena, char, 25), *to = put_day(text, day);
    *to++ = 'T';
    to = put_two(to, seconds / 3600);
    *to++ = ':';
    to = put_two(to, seconds / 60 % 60);
    *to++ = ':';
    to = put_two(to, seconds % 60);
    memcpy(to, zone, sizeof zone - 1);
    return (Str){ text, 25 };
}
