/* stage.h - what the tests of core's robustness share: a bureau at a chosen address, lines said as text, the state of
 * all tables as one hash, and well-formed arguments for any row of the catalogue. */
#pragma once
#include "city.h"

/* A bureau on that address (again), with a replay. false, and the test fails, when it cannot be opened. */
bool stage_open(City *city, Arena *arena, Str url);
bool stage_found(City *city, Arena *arena, Engines engine);

/* One line said; the answer lives in `arena`. ERR_BUSY of the engine fails the test. */
Str stage_say(City *city, Arena *arena, Str line);
/* The same from pieces: args is a JSON object. */
Str stage_command(City *city, Arena *arena, const char *id, const char *at, const char *actor, const char *command,
                  const char *args);

/* What an answer says. */
Err answer_err(Arena *arena, Str answer); /* OK for done and already; ERR_END, and the test fails, if it is no answer */
Str answer_member(Arena *arena, Str answer, const char *path);
bool answer_is(Str answer, const char *result);

/* One hash over the canonical dump. */
Hash stage_dump(City *city);
/* The same, leaving out what every kept answer adds: journal entries and their keys. */
Hash stage_facts(City *city);

/* A valid citizen number for number n: born in 1990 in 330106. */
Str stage_ssn(Arena *arena, int n);

/* A well-formed JSON value for a field, and a well-formed object for all fields of a row. `instead` (or NULL) replaces
 * the value of `field`. */
Str good_value(Arena *arena, Field field);
Str good_args(Arena *arena, const CatalogueRow *row, Field field, const char *instead);
/* A role that may use the row: its JSON actor, with an org that city.jsonl has registered. */
Str good_actor(Arena *arena, unsigned roles);
