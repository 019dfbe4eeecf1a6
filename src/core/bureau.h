/* bureau.h - one open bureau: its database, records, journal and policy. One writer; any number of readers, each
 * with its own handle. */
#pragma once
#include "act/load.h"
#include "journal/journal.h"

typedef struct {
    Arena life;
    Db *db;
    Store store;
    Journal journal;       /* of the writer */
    bool unsure;           /* whether the last group was stored is not known yet: the heads must be read again first */
    const PolicySet *policy;
    Str url;
    Arena places_arena;    /* the institutions, for the guide: places.h */
    InstitutionFacts *places;
    size_t place_count;
    int64_t places_known;  /* how many there were, plus one; 0 = not read yet */
} Bureau;

typedef struct {
    Str url;               /* as db_open reads it */
    DbMode mode;
    Str seed;              /* of a new bureau: its secret is derived from it; empty = random */
    const char *policy;    /* a folder with policy files, or NULL: those built into the program */
} BureauOptions;

/* Refusals: those of db_open and policy_load. */
Err bureau_open(Bureau *bureau, const BureauOptions *options, Why *why) NODISCARD;
void bureau_close(Bureau *bureau);
