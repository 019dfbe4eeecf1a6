/* world.h - a person, a card and the places around it, without any record behind them: what the tests of this room
 * decide on. Every command is built complete (papers, answers, matches all right), so that a test takes away or
 * changes the one thing it is about. */
#pragma once
#include "card/card.h"
#include "card/settle.h"
#include "hold/effects.h"
#include "hold/holds.h"
#include "support/decide.h"

enum { WORLD_REGION = 110000, WORLD_BANK = 11, WORLD_OTHER_BANK = 12, WORLD_HOSPITAL = 13, WORLD_PHARMACY = 14, PAPERS_MOST = 8 };
#define WORLD_CARD_NO "A12345678"
#define WORLD_ID_CODE "110000ABCDEF0123456789ABCDEF0123"
#define WORLD_OLD_CARD "YB0001"
#define WORLD_BANK_CARD "6222000000000000004"

typedef struct {
    Arena *arena;
    PersonFacts person, other, *people[1];
    int people_card[1];
    BureauFacts bureau;
    BatchFacts batch;
    InstitutionFacts bank, other_bank, hospital, pharmacy;
    View view;
    Command command;
    Paper papers[PAPERS_MOST];
    Decision out;
} World;

/* Person 7, born 1980-05-17, registered with an account; no card. The clock: 2025-01-10 09:00. */
World *world_make(Arena *arena);
void world_clock(World *world, int year, int month, int day, int hour, int minute);
/* Gives the person one card in these states. */
CardFacts *world_card(World *world, int prod, int app, int fin, int pin);

/* Begins a command by that role about card 1 (the last one), with all fields that it may need and every paper. */
void world_command(World *world, CommandId command, Role role);
void world_int(World *world, Field field, int64_t value);
void world_text(World *world, Field field, const char *text);
/* Only these papers (0 ends the list). */
void world_papers(World *world, EvidenceKind a, EvidenceKind b, EvidenceKind c);

/* Decides; on OK folds the events into the person (and the other people of the view). */
Err world_do(World *world);
/* Decides without folding. */
Err world_try(World *world);
void world_settle(World *world);

static inline bool world_has_event(const World *world, EventKind kind) { return decision_event(&world->out, kind) != NULL; }
static inline CardFacts *world_last(World *world) { return &world->person.cards[world->person.card_count - 1]; }
