/* city.h - a bureau to which lines are said as a replay says them, and what its answers say. tests/core/city.jsonl is a
 * small one: some thirty lines from the first institution to a card in use, a sealed account and two corrections. */
#pragma once
#include "core/replay.h"
#include "support/db_fixture.h"
#include "support/json.h"

typedef struct {
    Arena *arena;
    Arena life;
    Bureau bureau;
    Replay *replay;
    Str url;
} City;

/* A bureau at that address (again), open for writing; false, and the test fails, when it cannot be opened. */
bool city_open(City *city, Arena *arena, Str url);
/* A fresh one on that engine. */
bool city_found(City *city, Arena *arena, Engines engine);
void city_close(City *city);

/* All lines of a file; fails the test for every answer that is refused but the one to the id `refused` (or NULL), and
 * for that one if it is not. False if a check failed. */
bool city_lines(City *city, const char *path, const char *refused);
/* The lines of city.jsonl; k11 should be refused. */
void city_live(City *city);
/* One line said; the answer lives in `arena`. An engine that fails, fails the test. */
Str city_say(City *city, Arena *arena, Str line);
/* The same from pieces: actor and args are JSON objects. */
Str city_command(City *city, Arena *arena, const char *id, const char *at, const char *actor, const char *command,
                 const char *args);
/* The data of a query, asked by `actor` (a JSON object); NULL, and the test fails, when it is refused. */
const JsonNode *city_ask(City *city, const char *actor, const char *query, const char *args);
/* The refusal of a query; OK if it is answered. */
Err city_refused(City *city, const char *actor, const char *query, const char *args);

/* What an answer says. */
Err answer_err(Arena *arena, Str answer); /* OK for done and already; ERR_END, and the test fails, if it is no answer */
Str answer_member(Arena *arena, Str answer, const char *path);
bool answer_is(Str answer, const char *result);
