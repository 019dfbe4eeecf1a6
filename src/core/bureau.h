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
    const PolicySet *policy; /* in use: sets.h */
    int64_t policy_n;        /* its number in the database, 0 = policy_first */
    const PolicySet *policy_first; /* the one that the program was started with */
    Arena policy_arena[2];   /* of the set in use and of the one before */
    int policy_side;
    bool policy_moves;       /* of the writer: an approval may have been stored; looked up before the next group */
    bool batch_waits;        /* a batch was open when the program started: it goes on before anything else */
    int batch_slice_ms;      /* how long a slice lasts; 0 = as ever, below 0: one payer */
    Arena past_arena;        /* of the set that a question about what was known has asked for */
    const PolicySet *past;
    int64_t past_n;
    bool by_operator;      /* who gives commands here runs the program on the bureau's own files: shebao --db */
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
    bool by_operator;      /* what Bureau says of it */
    const char *policy;    /* a folder with policy files, or NULL: those built into the program; until one is approved */
} BureauOptions;

/* Refusals: those of db_open and policy_load; ERR_BUSY the set in use cannot be read. */
Err bureau_open(Bureau *bureau, const BureauOptions *options, Why *why) NODISCARD;
void bureau_close(Bureau *bureau);
