/* counter.c - see counter.h. */
#include "policy/counter.h"
#include "policy/calendar.h"

/* 1330 is 13:30, as seconds of the day. */
static int64_t seconds_of(int64_t hhmm) { return (hhmm / 100 * 60 + hhmm % 100) * 60; }

size_t counter_times(const PolicySet *set, const RegionPolicy *region, Day day, Time out[COUNTER_TIMES_MAX])
{
    const PolicyValue *hours = NULL;
    int64_t step = counter_minutes(region, day) * 60, free_from = 0;
    size_t n = 0;
    if (!calendar_workday_provisional(policy_calendar(set), day, NULL) ||
        policy_get(region, KEY_COUNTER_HOURS, day, &hours, NULL) != OK)
        return 0;
    for (size_t i = 0; i < hours->row_count; i++) {
        int64_t from = seconds_of(hours->rows[i].key), until = seconds_of(hours->rows[i].value);
        for (from = from < free_from ? free_from : from; from + step <= until && n < COUNTER_TIMES_MAX; from += step)
            out[n++] = (Time){ day_start(day).s + from };
        free_from = until > free_from ? until : free_from; /* stretches that overlap give no slot twice */
    }
    return n;
}

int64_t counter_places(const RegionPolicy *region, Day day) { return policy_int(region, KEY_COUNTER_SLOT_PLACES, day); }
int64_t counter_minutes(const RegionPolicy *region, Day day) { return policy_int(region, KEY_COUNTER_SLOT_MINUTES, day); }

Day counter_until(const RegionPolicy *region, Day today)
{
    return day_add(today, (int)policy_int(region, KEY_COUNTER_AHEAD_DAYS, today));
}
