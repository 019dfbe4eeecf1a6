/* office.h - a small bureau in memory for the tests of desk and act: two people, an employer, an agency, a contract.
 * Commands are written as words ("region=110000 category=flexible payer=self evidence=id-card,photo"); what is decided
 * is folded, so that a test tells a story. Nothing here knows a rule. */
#pragma once
#include "support/decide.h"

enum { HOLDER = 7, OTHER = 8, UNIT = 3, OTHER_UNIT = 4, AGENCY = 21, PENDING_MAX = 20 };
#define CODE_UNIT "91110000MA00000077"
#define CODE_OTHER_UNIT "91310000MA0000008P"

typedef struct {
    Arena *arena;
    PersonFacts person, other;
    UnitFacts unit, other_unit;
    InstitutionFacts agency, bank;
    ContractFacts contract; /* X5 */
    BureauFacts bureau;
    View view; /* of the last command; `match`, `ssn`, `restored` are taken from `with` */
    View with; /* what registry and core would fill in: set by the test before a command */
    Command command;
    Decision out;
    Str data; /* of the last command */
    Str pending[PENDING_MAX];
    DecideFn *decide;
} Office;

/* Person 7 (man, born 1980-05-17, hukou and residence Beijing), registered and without accounts; 2025-01-10 09:00. */
Office *office_make(Arena *arena, DecideFn *decide);
void office_clock(Office *office, int year, int month, int day);
/* Gives person 7 an open employee account of the unit since 2020-01 with pension, medical, unemployment, injury. */
void office_employ(Office *office);

/* Decides without folding; and decides, on OK folds the events. `actor` is "clerk w1", "unit", "holder", "online",
 * "reviewer r1", "centre c1", "agency", ...: role and user. */
Err office_try(Office *office, const char *actor, const char *command, const char *args);
Err office_do(Office *office, const char *actor, const char *command, const char *args);

static inline const Event *office_event(const Office *o, EventKind kind) { return decision_event(&o->out, kind); }
static inline bool office_has(const Office *o, EventKind kind) { return office_event(o, kind) != NULL; }
/* A text member of the answer's data, or empty. */
Str office_answer(const Office *office, const char *member);
/* How many items a list of the answer's data has, or -1. */
int office_list(const Office *office, const char *member);

#define DONE(actor, command, args) CHECK_EQ(office_do(o, (actor), (command), (args)), OK)
/* Refused with that code at that field. */
#define REFUSED(actor, command, args, code, at) \
    do { \
        Err err_ = office_try(o, (actor), (command), (args)); \
        if (err_ != (code) || !str_is(o->out.why.field, (at))) \
            test_fail(__FILE__, __LINE__, "%s %s: %s at \"%.*s\", should be %s at \"%s\" (%.*s)", (command), (args), \
                      err_code(err_), STR_ARG(o->out.why.field), err_code(code), (at), STR_ARG(o->out.why.en)); \
    } while (0)
#define ALREADY(actor, command, args) \
    do { \
        CHECK_EQ(office_try(o, (actor), (command), (args)), OK); \
        CHECK(o->out.already); \
        CHECK_EQ(o->out.count, 0); \
    } while (0)
