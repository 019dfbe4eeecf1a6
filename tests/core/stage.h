/* stage.h - what the tests of core's robustness share: the state of all tables as one hash, and
 * well-formed arguments for any row of the catalogue. */
#pragma once
#include "support/city.h"

/* One hash over the canonical dump. */
static inline Hash stage_dump(City *city) { return fixture_sum(city->bureau.db); }
/* The same, leaving out what every kept answer adds: journal entries and their keys. */
Hash stage_facts(City *city);

/* The arguments of a policy.propose by which Hangzhou publishes another floor of pensions from a day on. */
const char *stage_floor(Arena *arena, const char *from, int64_t fen);

/* A valid citizen number for number n: born in 1990 in 330106. */
Str stage_ssn(Arena *arena, int n);

/* A well-formed JSON value for a field, and a well-formed object for all fields of a row. `instead` (or NULL) replaces
 * the value of `field`. */
Str good_value(Arena *arena, Field field);
Str good_args(Arena *arena, const CatalogueRow *row, Field field, const char *instead);
/* A role that may use the row: its JSON actor, with an org that city.jsonl has registered. */
Str good_actor(Arena *arena, unsigned roles);
