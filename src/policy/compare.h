/* compare.h - a set with one file put in place of another, and what that changes: value by value with its days and its
 * law. Months that are past stay as they were: a value that changes them is a correction and names its notice. */
#pragma once
#include "policy/policy.h"

typedef enum {
    CHANGE_ADDED, /* nothing was said for these days */
    CHANGE_CHANGED,
    CHANGE_REMOVED,   /* nothing is said any more */
    CHANGE_CONFIRMED, /* the same value with another reference or status */
} PolicyChangeKind;
const char *policy_change_word(PolicyChangeKind kind); /* "changed" */

/* One span of days for which a parameter says something else: from the day until the next change, or for good. */
typedef struct {
    PolicyChangeKind kind;
    const RegionPolicy *region; /* of the new set */
    PolicyKey key;
    Day from, until;             /* the last day of the span, or DAY_NONE */
    const PolicyValue *was, *is; /* NULL before the first start day */
} PolicyChange;

/* The same for a paper list. */
typedef struct {
    const RegionPolicy *region;
    const char *procedure;
    Str of;
    Day from;
    const PaperList *was, *is;
} PaperChange;

typedef struct {
    const PolicyChange *values;
    size_t value_count;
    const PaperChange *papers;
    size_t paper_count;
    Day calendar_from, calendar_until; /* the first and the last day that becomes or stops being a working day; or DAY_NONE */
    Day first;                         /* the earliest day for which anything but a reference changes; or DAY_NONE */
    const bool *touched;               /* by the index of the new set's region: something that holds there changes */
    bool nation_touched;
} PolicyDifference;

/* The file's name of "national", "calendar" or a region's six digits; false if it is none of them. */
bool policy_file_name(Arena *arena, Str region, Str *out);
/* The set with this file instead of the one of that name, or beside the others. The text must outlive the set.
 * Refusals: those of policy_load_files. */
Err policy_amend(Arena *arena, const PolicySet *set, Str name, Str text, PolicySet **out, Why *why) NODISCARD;
/* What differs between two sets on a day; *out points into both.
 * Refusals: ERR_MONTH_CLOSED, field "file:line": a value changes days before the month of `today` and is not said with a
 * `correction` of its own; or a paper list, or a day of the calendar, that is past is changed. What a region says that
 * no set spoke of before has no past. */
Err policy_compare(Arena *arena, const PolicySet *was, const PolicySet *is, Day today, PolicyDifference *out, Why *why) NODISCARD;
