/* appointment.h - visits to counters that were booked, as rows: of a person, of a region by time. A cache of the events
 * 221 and 222. */
#pragma once
#include "registry/store.h"

typedef struct {
    int64_t entry, person; /* "Y17-123": person 17, booked by entry 123 */
    int64_t region, matter;
    Time time;
    bool cancelled;
} Appointment;

/* The side rows of both events. */
Err appointment_event(Store *store, const Event *event) NODISCARD;
/* The one that this entry booked for this person; *found. Refusals: ERR_BUSY. */
Err appointment_get(Store *store, Arena *arena, int64_t person, int64_t entry, Appointment *out, bool *found) NODISCARD;
/* Those that stand from one instant to another, in order of time and entry: of a person, or (person 0) of a region.
 * Refusals: ERR_BUSY. */
Err appointment_list(Store *store, Arena *arena, int64_t person, int64_t region, Time from, Time until, Appointment **out,
                     size_t *count) NODISCARD;
/* How many visits stand at each time of a region from `from` to `until`, where there are any: columns time, count. */
Err appointment_counts(Store *store, Arena *arena, int64_t region, Time from, Time until, Rows *out) NODISCARD;
