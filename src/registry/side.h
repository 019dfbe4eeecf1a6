/* side.h - the side tables of the records: where numbers lead, what falls due, cases, people of a payer. Written
 * by store.c alone; all of it is rebuilt by verify. */
#pragma once
#include "registry/store.h"

/* Side rows that one event brings; facts are those of its subject after folding (NULL for the bureau). */
Err side_event(Store *store, Arena *arena, const void *facts, const Event *event) NODISCARD;
/* When something of this person falls due next; s = 0: never. */
Time side_next_due(const Store *store, const PersonFacts *person);
/* The row of what falls due next, where it is no longer `before`. */
Err side_due(Store *store, const PersonFacts *person, Time before) NODISCARD;
/* The same whatever stands in the row. */
Err side_due_again(Store *store, const PersonFacts *person) NODISCARD;
