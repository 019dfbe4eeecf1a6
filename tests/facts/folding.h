/* folding.h - one event after the other onto the facts of person 7. */
#pragma once
#include "facts/facts.h"
#include "support/test.h"

enum { NOON = 1736481600, DAY0 = 20098 }; /* 2025-01-10T12:00:00+08:00 */

#define FOLD(person, NAME, member, ...) \
    person_fold((person), &(Event){ .kind = EVENT_##NAME, .subject = 7, .at = { NOON }, .member = { __VA_ARGS__ } })

/* A woman who is registered and has nothing. */
PersonFacts *person_new(Arena *arena);
/* A person with card 1 handed over and still sealed. */
PersonFacts *person_with_card(Arena *arena);

Str bytes_of(Arena *arena, const PersonFacts *person);
/* Everything but how many notices there have been. */
Str without_notices(Arena *arena, const PersonFacts *person);
