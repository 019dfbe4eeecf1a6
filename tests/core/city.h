/* city.h - a small bureau for the tests of core: some thirty lines of city.jsonl, from the first institution to a card
 * in use, a sealed account and two corrections; and a way to say more lines to it. */
#pragma once
#include "core/replay.h"
#include "support/db_fixture.h"

typedef struct {
    Arena *arena;
    Arena life;
    Bureau bureau;
    Replay *replay;
    Str url;
} City;

/* An open bureau on that engine; false, and the test fails, when it cannot be opened. */
bool city_found(City *city, Arena *arena, Engines engine);
/* The lines of city.jsonl; fails the test for every answer that is refused but the one that should be (k11). */
void city_live(City *city);
void city_close(City *city);
/* One line said, as the wire answers it; lives in the test's region. */
Str city_say(City *city, const char *line);
/* The data of a query, asked by `actor` (a JSON object); NULL, and the test fails, when it is refused. */
const JsonNode *city_ask(City *city, const char *actor, const char *query, const char *args);
/* The refusal of a query; OK if it is answered. */
Err city_refused(City *city, const char *actor, const char *query, const char *args);

/* Member by path "items.0.event"; NULL when it is not there. */
const JsonNode *at_path(const JsonNode *node, const char *path);
Str text_at(const JsonNode *node, const char *path);
int64_t number_at(const JsonNode *node, const char *path);
