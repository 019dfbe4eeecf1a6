/* calendar.h - working days: weekdays without the public holidays, plus the weekend days that the State Council's
 * yearly notice makes working days. Data of the policy set; a year that has not been announced has no answer. */
#pragma once
#include "policy/policy.h"

/* *out only on OK. All refuse with ERR_NO_RULE if the day, or the result, is outside the years on file. */
Err calendar_is_workday(const Calendar *calendar, Day day, bool *out, Why *why) NODISCARD;
/* The day itself if it is a working day, else the next one. */
Err calendar_shift(const Calendar *calendar, Day day, Day *out, Why *why) NODISCARD;
/* `count` working days later; the first is the next working day after `day`. count 0 is the day itself. */
Err calendar_add(const Calendar *calendar, Day day, int64_t count, Day *out, Why *why) NODISCARD;
/* The same for the bureau's own time limits, which must not stop: outside the years on file every weekday
 * counts, and *provisional (may be NULL) is set. count 0 ... 10,000. */
Day calendar_add_provisional(const Calendar *calendar, Day day, int count, bool *provisional);
bool calendar_workday_provisional(const Calendar *calendar, Day day, bool *provisional);
/* First and last day on file. */
Day calendar_first(const Calendar *calendar);
Day calendar_last(const Calendar *calendar);
