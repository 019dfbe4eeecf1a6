/* step.h - makes one proposed step out of a row of REMEDIES: the command with everything that the record knows, the
 * fields that only who takes the step can know, the view under which decide judges it, and cost and time. */
#pragma once
#include "guide/remedies_table.h"
#include "guide/ways.h"

typedef struct {
    Cause cause;
    CommandId command;
    Role role;
    int variant;
    uint64_t papers;
    bool visit;
} Remedy;
extern const Remedy remedies[];
extern const int remedy_count;

/* Builds the step for a person's facts at an instant. `waiting` is the command that waits in the open case, or NULL.
 * false: a place is needed that is not registered, or there is nothing the step could name.
 * The view's pointers live in *step and the arguments. */
bool step_make(Arena *arena, const GuideContext *context, const Remedy *remedy, const PersonFacts *person, Time now, const Command *waiting,
               GuideStep *step, View *view);
