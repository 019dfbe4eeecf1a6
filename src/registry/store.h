/* store.h - facts of persons, employers, institutions, contracts, batches and the bureau as rows: load, fold,
 * keep, and the small side tables that serve lists and look-ups. The only writer of these tables; identity.h
 * shares the cells. Everything here is a cache of the event log but the cells, which are a log themselves. */
#pragma once
#include "db/db.h"
#include "facts/facts.h"

/* What card numbers, credit codes and institution codes lead to. */
typedef enum { THING_CARD_NO = 1, THING_CARD_ID, THING_CREDIT_CODE, THING_INSTITUTION } ThingKind;

/* When something of this person falls due next; s = 0: never. Given by core (card/settle.h), so that the due
 * days stand in a table. */
typedef Time NextDue(const PersonFacts *person, const void *context);

enum { STORE_PLACES = 64 };

/* The long work that is open (core/batch.h): rosters stay for it as they were (roster.h). */
typedef struct {
    int64_t run; /* the entry that opened it, 0 = none */
    bool done;   /* every slice is there: the command may take it */
    int64_t case_person; /* it carries out what was approved in this person's case, 0 = none */
    int case_n;
    bool kept;   /* some roster has changed since: what it was is kept */
    Str state;   /* what its slices left */
    void *work;  /* and in memory (BatchMemory of levy/batch.h), or NULL */
    Err refused; /* a slice was refused with `why` */
    const Why *why;
    int64_t at_once; /* of how many persons a bureau may be that needs no batch; 0 = as ever */
} StoreBatch;

typedef struct {
    Db *db;
    Hash secret; /* keys identities and commitments; of this bureau alone */
    BureauFacts bureau;
    NextDue *next_due;
    const void *next_due_context;
    StoreBatch batch;
    /* Institutions that were looked up lately, each in the one place its code leads to: most commands name one, and
     * they hardly ever change. id 0: empty. */
    InstitutionFacts places[STORE_PLACES];
} Store;

/* One record in hand: its facts, as loaded and then folded. */
typedef struct Held {
    SubjectKind kind;
    int64_t id;
    void *facts; /* PersonFacts, UnitFacts ... by kind */
    Str cells;   /* of a person: the current personal values, encoded (identity.h) */
    bool stored; /* a row exists */
    bool changed;
    Time due;                  /* of a person in a row: what fell due next before the changes */
    struct RosterLine *roster; /* and the lines in rosters */
    size_t roster_count;
    struct Held *next, *beside; /* of all; of those in the same place */
} Held;

/* The records of one command or query: each is read once. */
typedef struct {
    Store *store;
    Arena *arena;
    Held *first;
    size_t count;
    Held **places; /* by kind and id, once there are many; NULL = the list is short */
} Work;

/* Reads the bureau's facts and its secret; makes them for a new database (seed: the secret is derived from it; an
 * empty seed takes one from the system). */
Err store_open(Store *store, Db *db, Str seed) NODISCARD;
/* Reads the bureau's facts again: a reader at the begin of its turn. */
Err store_refresh(Store *store, Arena *arena) NODISCARD;
/* A group was taken back: the bureau's facts are again what they were. */
void store_restore(Store *store, const BureauFacts *bureau);

/* The record, or NULL in *out when there is none. Refusals: ERR_BUSY. */
Err work_find(Work *work, SubjectKind kind, int64_t id, Held **out) NODISCARD;
Err work_person(Work *work, int64_t id, PersonFacts **out) NODISCARD;
/* The institution with this code, or NULL in *out; to be read, not folded. Refusals: ERR_BUSY. */
Err work_institution(Work *work, Str code, const InstitutionFacts **out) NODISCARD;

/* Where a number leads: owner 0 = nowhere. n is the card's number for cards. */
Err store_thing(Store *store, Arena *arena, ThingKind kind, Str key, int64_t *owner, int64_t *n) NODISCARD;
Err store_thing_put(Store *store, ThingKind kind, Str key, int64_t owner, int64_t n) NODISCARD;

/* Folds the events of one entry in order: gives numbers to personal values (PERSON_CELL events get their cell and
 * commitment), creates records, and writes all changed rows and side rows. The bureau's facts in `store` are
 * folded too; the caller restores them (store_restore) if the group is rolled back. */
Err work_apply(Work *work, int64_t entry, Event *events, size_t count) NODISCARD;

/* Records of persons from number `from` on, in order, at most `limit`; columns: id, body (person_read). */
Err store_people(Store *store, Arena *arena, int64_t from, int64_t limit, Rows *out) NODISCARD;
/* Records of employers with numbers `from` .. `until`, in order; columns: id, body (unit_read). */
Err store_units(const Store *store, Arena *arena, int64_t from, int64_t until, Rows *out) NODISCARD;
/* Persons whose next due moment is not after `until`, in order of (moment, person), at most `limit`. */
Err store_due(Store *store, Arena *arena, Time until, int64_t limit, Rows *out) NODISCARD; /* person, at */
/* Which cases: of one person (state 0 = any), in order of n; or of everybody in one state, in order of (due, person,
 * n), of one employer or procedure where that is not 0. Those behind `after`: due, person, n. */
typedef struct {
    int64_t person, state, unit, procedure;
    int64_t after[3];
} CaseFilter;
/* At most `limit`; columns: person, n, procedure, state, cause, opened, due, region, unit. */
Err store_cases(Store *store, Arena *arena, const CaseFilter *filter, int64_t limit, Rows *out) NODISCARD;
/* All cases behind (person, n), in that order, at most `limit`; the same columns. */
Err store_cases_behind(Store *store, Arena *arena, int64_t person, int64_t number, int64_t limit, Rows *out) NODISCARD;
/* How many cases in a state each procedure has; `before` with n > 0: of those only what was due before that day. Columns:
 * procedure, count, in order of procedure. */
Err store_case_counts(Store *store, Arena *arena, int64_t state, Day before, Rows *out) NODISCARD;
/* Accounts of a payer behind (person, account), in that order; columns: person, account, state. */
Err store_roster(Store *store, Arena *arena, int64_t payer_kind, int64_t payer, const int64_t after[2], int64_t limit,
                 Rows *out) NODISCARD;
/* The contracts of an agency behind `after`, in order; columns: contract, person. And how many of each basis, in order of
 * it; columns: basis, count. */
Err store_contracts(Store *store, Arena *arena, int64_t agency, int64_t after, int64_t limit, Rows *out) NODISCARD;
Err store_contract_counts(Store *store, Arena *arena, int64_t agency, Rows *out) NODISCARD;
/* When an employer or agency first read a notice of theirs; s = 0: not yet. */
Err store_inbox_read(Store *store, Arena *arena, SubjectKind kind, int64_t org, Str notice, Time *out) NODISCARD;
/* The cards of a batch, in order; columns: person, card. */
Err store_batch(Store *store, Arena *arena, int64_t batch, Rows *out) NODISCARD;
/* The entry that closed the batch that `run` opened, 0 = none. */
Err store_batch_closed(Store *store, Arena *arena, int64_t run, int64_t *entry) NODISCARD;
/* Assessments that nobody has released, by the entry that has their totals: those behind `after`. Column: entry. */
Err store_runs_waiting(Store *store, Arena *arena, int64_t after, int64_t limit, Rows *out) NODISCARD;
/* All institutions, in order of id; the region and the kind may be 0 = any. */
Err store_institutions(Store *store, Arena *arena, InstitutionFacts **out, size_t *count) NODISCARD;
