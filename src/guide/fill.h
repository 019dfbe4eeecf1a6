/* fill.h - the arguments of a proposed step: each field from the record where the record knows it, else something
 * made up of the right shape for the search and asked of who takes the step. */
#pragma once
#include "guide/step.h"

typedef struct {
    Arena *arena;
    const GuideContext *context;
    const Remedy *remedy;
    const PersonFacts *person;
    GuideStep *step;
    View *view;
} Fill;

/* Fills command, actor, view and asks. false when a place or a thing that it needs does not exist. */
bool fill_step(Fill *fill);
