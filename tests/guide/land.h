/* land.h - a small country without records: one person, the places and employers around them, and an executor that
 * builds each View as act/load.c does, from the arguments alone. What the guide advises is executed here as somebody
 * outside would: fields in `ask` answered with the truth, "$s1.case" taken from what the earlier step answered. */
#pragma once
#include "guide/ways.h"
#include "support/decide.h"

enum { PLACES = 6, UNITS = 2, LAND_REGION = 330100, LAND_PERSON = 7, LAND_GUARDIAN = 8, KEPT = 16 };
#define UNIT_CODE "91330106MA27X00012"
#define OTHER_UNIT_CODE "91330106MA27X00029"

typedef struct {
    Arena *arena;
    const PolicySet *policy;
    InstitutionFacts places[PLACES];
    size_t place_count;
    UnitFacts units[UNITS];
    const UnitFacts *unit_list[UNITS];
    PersonFacts guardian;
} Land;

/* A person at an instant, with what lies beside the facts: bank numbers by card, commands that wait by case. */
typedef struct {
    PersonFacts person;
    BureauFacts bureau;
    Time now;
    Str bank_no[KEPT], waiting[KEPT];
    int made; /* cards the factory made: each gets a number of its own */
    int depth;
} Scene;

/* With every kind of place; `without` leaves out those of one kind (0 = none). */
Land *land_make(Arena *arena, InstitutionKind without);
/* Somebody of that day of birth, registered with everything that the hotline asks for; 2025-03-03 10:00. */
Scene land_person(const Land *land, Day born);
void scene_copy(Scene *to, const Scene *from);
void land_settle(const Land *land, Scene *scene, Time now);

/* Executes one command as the gatekeeper does and folds what follows; *data gets the answer's data. */
Err land_do(Land *land, Scene *scene, const Command *command, const JsonNode **data, bool *already);
GuideContext land_context(Land *land, const Scene *scene);

/* The truth about a field that is asked. */
void land_answer(Land *land, Scene *scene, Command *command, Field field);
/* A valid number of bank card that begins with the bank's digits. */
Str land_bank_no(Arena *arena, int n);

/* Every command that might concern the person now, in every variant; those that are refused cost nothing. */
typedef enum { MOVES_CARD = 1, MOVES_TIME = 2, MOVES_HOLD = 4, MOVES_CASE = 8, MOVES_ALL = 15, MOVES_MONEY = 16 } MoveSet;
enum { MOVES_MAX = 160 };
size_t land_moves(Land *land, const Scene *scene, unsigned sets, Command *out);
/* The same for two scenes that differ in nothing that a way could depend on. */
uint64_t scene_key(const Land *land, const Scene *scene);
