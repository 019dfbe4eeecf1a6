/* day.h - civil days, months and instants in China Standard Time (UTC+8, no daylight saving). The only
 * calendar arithmetic of the program; proleptic Gregorian. Working days are data: policy/calendar.h. */
#pragma once
#include "base/err.h"

typedef struct { int32_t n; } Day;    /* days since 1970-01-01 */
typedef struct { int32_t n; } Month;  /* year * 12 + month - 1 */
typedef struct { int64_t s; } Time;   /* seconds since 1970-01-01T00:00:00Z */

#define DAY_NONE ((Day){ INT32_MIN })
#define MONTH_NONE ((Month){ INT32_MIN })
#define TIME_NONE ((Time){ INT64_MIN })
static inline bool day_is(Day day) { return day.n != INT32_MIN; }
static inline bool time_is(Time time) { return time.s != INT64_MIN; }

Day day_make(int year, int month, int day); /* requires a valid date */
bool day_valid(int year, int month, int day);
void day_split(Day day, int *year, int *month, int *of_month);
/* 0 = Monday ... 6 = Sunday. */
int day_weekday(Day day);
static inline Day day_add(Day day, int days) { return (Day){ day.n + days }; }
/* The same day of the month `months` later, or the last day of that month if it is shorter. */
Day day_add_months(Day day, int months);
int month_days(int year, int month);

/* A month, the month of a day, and the first day of a month. */
static inline Month month_make(int year, int month) { return (Month){ year * 12 + month - 1 }; }
Month day_month(Day day);
Day month_first(Month month);
static inline int month_year(Month month) { return month.n / 12; }
static inline int month_of_year(Month month) { return month.n % 12 + 1; }

/* The civil day of an instant, and the instant at which a civil day begins in UTC+8. */
Day time_day(Time time);
Time day_start(Day day);
static inline Time day_end(Day day) { return (Time){ day_start(day_add(day, 1)).s - 1 }; }

/* Strict readers: "2025-08-31", "20250831" (digits form), "2025-08", RFC 3339 with any offset or Z (years
 * 1800 to 9999; fractions of a second are cut). false if it is anything else; out written only on true. */
bool day_read(Str text, Day *out);
bool day_read_digits(Str text, Day *out);
bool month_read(Str text, Month *out);
bool time_read(Str text, Time *out);
Str day_text(Arena *arena, Day day);
Str month_text(Arena *arena, Month month);
Str time_text(Arena *arena, Time time); /* 2025-01-10T09:00:00+08:00 */
