/* effect.h - what a policy set changes against the one in use, for the two persons who answer for it: values with their
 * days and law, last days to pay, and what it means for the people on record. Writes the member "effect" of an answer. */
#pragma once
#include "core/bureau.h"
#include "policy/compare.h"

/* At most so many persons and employers are looked at, evenly spread over all: the writer stands still meanwhile. The
 * answer says how many there are and how many were looked at. */
enum { EFFECT_PEOPLE_MAX = 2000, EFFECT_ROWS_MAX = 300, EFFECT_DUE_MONTHS = 12 };

typedef struct {
    Bureau *bureau;
    Arena *arena;
    Json *json;
    const PolicySet *was, *is;
    const PolicyDifference *difference;
    Day today;
    Month month; /* whose contributions are compared; MONTH_NONE: the first from today's on for which something changes */
} Effecting;

/* Refusals: ERR_BUSY. */
Err effect_put(Effecting *effecting) NODISCARD;
/* Inside effect.c: the members "touched", "due_days" and "contributions". */
Err effect_people(Effecting *effecting) NODISCARD;
