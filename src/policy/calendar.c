/* calendar.c - see calendar.h. Working days are counted once at reading; every question is then a look-up. */
#include "policy/calendar.h"
#include "base/require.h"
#include "policy/set.h"

enum { FRIDAY = 4, PERIODS_MAX = 60 };
typedef enum { BY_WEEKDAY, OFF, WORK } Mark;

static bool is_weekday(Day day) { return day_weekday(day) <= FRIDAY; }

/* Marks "2025-01-28" or "2025-01-28/2025-02-04" in the marks of the year, oldest first. */
static Err period_mark(const Reading *reading, const YamlNode *node, Day year_start, Day year_end, Mark mark, Day *before,
                       uint8_t *marks)
{
    Str text = node->text, rest = text;
    Str head = str_cut(&rest, '/');
    Day from = DAY_NONE, until = DAY_NONE;
    if (node->type != YAML_TEXT || !day_read(head, &from) || (rest.p ? !day_read(rest, &until) : (until = from, false)))
        return reading_refuse(reading, node->line, "应当是日期或起止日期，例如 2025-10-01/2025-10-08。",
                              "expected a day, or a first and a last day such as 2025-10-01/2025-10-08.");
    if (from.n < year_start.n || until.n > year_end.n || until.n < from.n)
        return reading_refuse(reading, node->line, "“" STR_FMT "”不在本年度内，或起止颠倒。",
                              "\"" STR_FMT "\" is not inside the year, or ends before it begins.", STR_ARG(text));
    if (day_is(*before) && from.n <= before->n)
        return reading_refuse(reading, node->line, "日期必须从早到晚排列，不得重叠。", "days must rise and not overlap.");
    for (Day day = from; day.n <= until.n; day = day_add(day, 1)) {
        if (mark == WORK && is_weekday(day))
            return reading_refuse(reading, node->line, "“" STR_FMT "”不是周末，不必调休上班。",
                                  "\"" STR_FMT "\" is no weekend day and works anyway.", STR_ARG(text));
        if (marks[day.n - year_start.n] != BY_WEEKDAY)
            return reading_refuse(reading, node->line, "“" STR_FMT "”既放假又上班。", "\"" STR_FMT "\" is both off and worked.",
                                  STR_ARG(text));
        marks[day.n - year_start.n] = (uint8_t)mark;
    }
    *before = until;
    return OK;
}

static Err periods_mark(const Reading *reading, const YamlNode *list, Day start, Day end, Mark mark, uint8_t *marks)
{
    if (list->type != YAML_LIST)
        return reading_refuse(reading, list->line, "应当是一列日期。", "expected a list of days.");
    Day before = DAY_NONE;
    int count = 0;
    for (const YamlNode *node = list->first; node; node = node->next) {
        if (++count > PERIODS_MAX)
            return reading_refuse(reading, node->line, "超过 %d 项。", "more than %d entries.", PERIODS_MAX);
        TRY(period_mark(reading, node, start, end, mark, &before, marks));
    }
    return OK;
}

/* Appends one year to the calendar. */
static Err year_read(const Reading *reading, const YamlNode *node, Calendar *calendar, struct CalendarYear *year)
{
    int64_t number = 0;
    TRY(reading_members(reading, node, "year off work reference status", "year off work reference status"));
    TRY(reading_int(reading, yaml_member(node, "year"), 1990, 2200, &number));
    Day start = day_make((int)number, 1, 1), end = day_make((int)number, 12, 31);
    if (calendar->year_count && start.n != calendar->last.n + 1)
        return reading_refuse(reading, node->line, "年份必须连续。", "years must follow one another without a gap.");
    const YamlNode *status = yaml_member(node, "status");
    TRY(reading_text(reading, yaml_member(node, "reference"), "reference", &year->reference));
    if (!str_is(status->text, "final") && !str_is(status->text, "provisional"))
        return reading_refuse(reading, status->line, "status 只能是 final 或 provisional。",
                              "status must be final or provisional.");
    year->year = (int)number;
    year->status = str_is(status->text, "final") ? POLICY_FINAL : POLICY_PROVISIONAL;
    uint8_t marks[366] = { 0 };
    TRY(periods_mark(reading, yaml_member(node, "off"), start, end, OFF, marks));
    TRY(periods_mark(reading, yaml_member(node, "work"), start, end, WORK, marks));
    if (!calendar->year_count++)
        calendar->first = start;
    calendar->last = end;
    for (Day day = start; day.n <= end.n; day = day_add(day, 1)) {
        Mark mark = marks[day.n - start.n];
        if (mark == WORK || (mark == BY_WEEKDAY && is_weekday(day)))
            calendar->days[calendar->day_count++] = day;
        calendar->rank[day.n - calendar->first.n] = (uint16_t)calendar->day_count;
    }
    return OK;
}

Err calendar_read(const Reading *reading, const YamlNode *root, Calendar *out)
{
    enum { YEARS_MAX = 100, YEAR_DAYS = 366 };
    TRY(reading_members(reading, root, "years", "years"));
    const YamlNode *years = root->first;
    size_t count = 0;
    for (const YamlNode *node = years->first; node; node = node->next)
        count++;
    if (years->type != YAML_LIST || !count || count > YEARS_MAX)
        return reading_refuse(reading, years->line, "years 应当是 1 至 %d 个年份。", "years must list 1 to %d years.", YEARS_MAX);
    Calendar calendar = { .rank = arena_new(reading->arena, uint16_t, count * YEAR_DAYS),
                          .days = arena_new(reading->arena, Day, count * YEAR_DAYS),
                          .years = arena_new(reading->arena, struct CalendarYear, count) };
    struct CalendarYear *year = calendar.years;
    for (const YamlNode *node = years->first; node; node = node->next)
        TRY(year_read(reading, node, &calendar, year++));
    *out = calendar;
    return OK;
}

Day calendar_first(const Calendar *calendar) { return calendar->first; }
Day calendar_last(const Calendar *calendar) { return calendar->last; }

static bool on_file(const Calendar *calendar, Day day) { return day.n >= calendar->first.n && day.n <= calendar->last.n; }

/* The number of working days up to and with the day, which is on file. */
static size_t rank_of(const Calendar *calendar, Day day) { return calendar->rank[day.n - calendar->first.n]; }

static bool works(const Calendar *calendar, Day day)
{
    size_t rank = rank_of(calendar, day);
    return rank > 0 && calendar->days[rank - 1].n == day.n;
}

static Err not_on_file(const Calendar *calendar, Why *why)
{
    int first = calendar->years[0].year, last = calendar->years[calendar->year_count - 1].year;
    return refuse(why, ERR_NO_RULE, "from", "只有 %d 至 %d 年的放假安排，超出部分尚未公布或未录入。",
                  "Public holidays are on file for %d to %d only; other years are not announced or not entered.", first, last);
}

Err calendar_is_workday(const Calendar *calendar, Day day, bool *out, Why *why)
{
    if (!on_file(calendar, day))
        return not_on_file(calendar, why);
    *out = works(calendar, day);
    return OK;
}

Err calendar_shift(const Calendar *calendar, Day day, Day *out, Why *why)
{
    if (!on_file(calendar, day))
        return not_on_file(calendar, why);
    return works(calendar, day) ? (*out = day, OK) : calendar_add(calendar, day, 1, out, why);
}

Err calendar_add(const Calendar *calendar, Day day, int64_t count, Day *out, Why *why)
{
    require(count >= 0);
    if (!on_file(calendar, day))
        return not_on_file(calendar, why);
    size_t rank = rank_of(calendar, day);
    if ((uint64_t)count > calendar->day_count - rank)
        return not_on_file(calendar, why);
    *out = count ? calendar->days[rank + (size_t)count - 1] : day;
    return OK;
}

bool calendar_workday_provisional(const Calendar *calendar, Day day, bool *provisional)
{
    bool known = on_file(calendar, day);
    if (provisional)
        *provisional = !known;
    return known ? works(calendar, day) : is_weekday(day);
}

Day calendar_add_provisional(const Calendar *calendar, Day day, int count, bool *provisional)
{
    require(count >= 0 && count <= 10000);
    Day result = day;
    bool guessed = false, guess = false;
    if (calendar_add(calendar, day, count, &result, NULL) != OK) {
        calendar_workday_provisional(calendar, day, &guessed);
        while (count > 0) {
            result = day_add(result, 1);
            count -= calendar_workday_provisional(calendar, result, &guess);
            guessed |= guess;
        }
    }
    if (provisional)
        *provisional = guessed;
    return result;
}

void calendar_canonical(Buf *buf, const Calendar *calendar)
{
    buf_i64(buf, calendar->first.n);
    buf_i64(buf, calendar->last.n);
    for (size_t i = 0; i < calendar->year_count; i++) {
        buf_u32(buf, (uint32_t)calendar->years[i].year);
        buf_u8(buf, calendar->years[i].status);
        buf_text(buf, calendar->years[i].reference);
    }
    buf_u32(buf, (uint32_t)calendar->day_count);
    for (size_t i = 0; i < calendar->day_count; i++)
        buf_u16(buf, (uint16_t)(calendar->days[i].n - calendar->first.n));
}
