/* counter.h - when a visit to a counter of the bureau can be booked: opening hours, length of a slot, how many may come at
 * once and how far ahead, all dated parameters of the region (counter.*), and the calendar of working days. */
#pragma once
#include "policy/policy.h"

enum { COUNTER_TIMES_MAX = 288 };

/* The instants at which the slots of a day begin, in order, at most COUNTER_TIMES_MAX; none on a day on which counters are
 * closed. What does not fit whole before closing is no slot. */
size_t counter_times(const PolicySet *set, const RegionPolicy *region, Day day, Time out[COUNTER_TIMES_MAX]);
/* How many may book the same slot of that day, and how long it is. */
int64_t counter_places(const RegionPolicy *region, Day day);
int64_t counter_minutes(const RegionPolicy *region, Day day);
/* The last day that can be booked on `today`. */
Day counter_until(const RegionPolicy *region, Day today);
