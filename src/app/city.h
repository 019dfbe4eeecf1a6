/* city.h - the demo city: invented people with a life each, told to the bureau by commands alone, in the order of
 * days up to a base day. The same seed, size and day give the same city. */
#pragma once
#include "app/args.h"
#include "app/names.h"
#include "core/writer.h"

/* `shebao demo`: makes the city in $SHEBAO_HOME or ./build/demo unless it is there, and serves it. */
int demo_main(int count, char **words);

typedef struct {
    int persons;
    uint64_t seed;
    Day base; /* the last day of the story: what has not happened by then is under way */
} CityPlan;

/* Somebody worth looking at, for the welcome: a state or cause, and who is in it. */
typedef struct {
    const char *what;
    Str ssn, name;
    Str other; /* of the guardian or proxy, if there is one */
} CityCast;

enum { CAST_MAX = 80, CITY_BANKS = 3, CITY_HOSPITALS = 3, CITY_PHARMACIES = 2, CITY_AGENCIES = 2 };

typedef void CityProgress(void *context, int64_t done, int64_t all, Day day);

typedef struct {
    int64_t commands;
    CityCast cast[CAST_MAX];
    int cast_count;
    Str unit, bank, hospital, pharmacy, agency; /* of the first city, for tokens */
    Str debtor;                                 /* an employer that has stopped paying; empty: there is none */
} CityMade;

/* Fills an empty bureau (mode DB_WRITER). Texts of *made live in `life`. Refusals: ERR_BUSY the engine failed; any
 * other: a command was refused, which is a fault of this program; *why names it. */
Err city_make(Bureau *bureau, Arena *life, const CityPlan *plan, CityProgress *progress, void *context, CityMade *made,
              Why *why) NODISCARD;
