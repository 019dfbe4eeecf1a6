/* side.h - the side tables of the records: where numbers lead, what falls due, cases, people of a payer. Written
 * by store.c alone; all of it is rebuilt by verify. */
#pragma once
#include "registry/store.h"

/* Side rows that one event brings; facts are those of its subject after folding (NULL for the bureau). */
Err side_event(Store *store, Arena *arena, const void *facts, const Event *event) NODISCARD;
/* Side rows that follow from a person's facts as a whole: the next due moment. */
Err side_person(Store *store, Arena *arena, const PersonFacts *person) NODISCARD;
