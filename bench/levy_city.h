/* levy_city.h - a city of employers on which the monthly run, interest and statements are measured: rosters and wages go
 * in through the batch door, everything else through commands. */
#pragma once
#include "bench.h"
#include "core/writer.h"
#include "ledger/ledger.h"
#include "ledger/sheet.h"

typedef struct {
    Arena *arena;
    Bureau bureau;
    Str url;
    const char *scratch;
    int64_t persons, units;
    int said, plain;
} LevyCity;

/* Employers of 1 to 5,000 people, most of them small (26 on average), who declare wages of `months` months from `first`
 * on. false: said on stderr. */
bool levy_city_make(const BenchOptions *options, LevyCity *out, int64_t persons, Month first, int months);
/* A record of everybody, as of somebody who was registered on that day. */
bool levy_city_people(LevyCity *city, Day registered);
/* Ends a transaction that wrote to the ledger with the journal entry that belongs to it. */
bool levy_city_entry(LevyCity *city, Arena *arena, Ledger *ledger, Day day);
void levy_city_close(LevyCity *city);
/* levy.assess of the region and levy.release. */
bool levy_city_run(LevyCity *city, Month month, int64_t *run);
/* All lines of a run, unpacked; `contract` is the number of the employer. */
SheetLine *levy_city_lines(LevyCity *city, int64_t run, size_t *count);
/* The yardsticks: how long it takes to write them, durable; 0: it failed. */
int64_t levy_plain_sqlite(LevyCity *city, const SheetLine *lines, size_t count);
int64_t levy_plain_postgres(LevyCity *city, const SheetLine *lines, size_t count);
