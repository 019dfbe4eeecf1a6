/* fill.h - the arguments of a proposed step: each field from the record where the record knows it, else something
 * made up of the right shape for the search and asked of who takes the step. */
#pragma once
#include "guide/step.h"

typedef struct {
    Arena *arena;
    const GuideContext *context;
    const Remedy *remedy;
    const PersonFacts *person;
    const CardFacts *card; /* the card that the step is about or that would be replaced, or NULL */
    bool about_card;       /* the command names the card */
    const StepWaiting *waiting;
    GuideStep *step;
    View *view;
} Fill;

/* Whether the step could be accepted as far as one look at the record tells; finds the card that it is about. Spares
 * building most of the commands that decide would refuse; decide alone says yes. */
bool fill_likely(Fill *fill);
/* Fills command, actor, view and asks. false when a place or a thing that it needs does not exist. */
bool fill_step(Fill *fill);

/* One field of the command (fill_field.c): left out when nobody could say it, or the step does not need it. */
void fill_field(Fill *fill, Field field);
/* One field of payment.record (fill_payment.c). */
void fill_payment(Fill *fill, Field field);
/* The region whose rules hold for the card: of the account, else of an earlier card, else where the person is at home. */
int fill_region(const Fill *fill);
/* The place of that number; the first of a kind in the region's city, else the first of that kind. NULL: none. */
const InstitutionFacts *fill_place_of(const GuideContext *context, int64_t id);
const InstitutionFacts *fill_place_near(const GuideContext *context, InstitutionKind kind, int region);
