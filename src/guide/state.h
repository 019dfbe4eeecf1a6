/* state.h - one point of the guide's search: a copy of the person's facts at an instant, and how it was reached best. */
#pragma once
#include "guide/step.h"

/* The best path to a state by one measure. */
typedef struct {
    int64_t first, second; /* cost and days, or days and cost */
    int visits, steps;
    int edge; /* by which it comes here; -1 at the start */
    bool reached, done;
} Best;

typedef struct {
    uint64_t mark;
    Time now;
    const StepWaiting *waiting; /* what waits in cases */
    bool goal, expanded;
    int depth;
    int edge_first, edge_count; /* the steps from here, once expanded */
    Best best[WAYS_MAX];
    PersonFacts facts;
} State;

/* A state with nothing but the facts and their time; not reached, not expanded. */
State *state_new(Arena *arena, const PersonFacts *facts, Time now);
/* Two states of one mark are the same for everything that can follow: what no decision looks at and no argument
 * names (when, by whom, through which channel) does not count. */
void state_seal(State *state);
