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
/* The rows of one cause; the lists in the order in which causes are tackled. */
typedef struct {
    Cause cause;
    const Remedy *rows;
    int count;
} RemedyList;
extern const RemedyList remedy_lists[];
extern const int remedy_list_count;

/* The commands that wait in cases, those of the record and those that the way itself opened. */
typedef struct StepWaiting {
    int case_n;
    Cause cause; /* about which the way opened it; 0: it was open before */
    const Command *command;
    const struct StepWaiting *next;
} StepWaiting;

/* Builds the step for a person's facts at an instant. false: a place is needed that is not registered, or there is
 * nothing the step could name. The view's pointers live in *step and the arguments. */
bool step_make(Arena *arena, const GuideContext *context, const Remedy *remedy, const PersonFacts *person, Time now,
               const StepWaiting *waiting, GuideStep *step, View *view);

/* Hands in what the checklist of the case asks for that this step opens or completes: false when it asks nothing that
 * is missing and the step only adds papers. */
bool step_case_papers(Arena *arena, const View *view, GuideStep *step);
/* Leaves out every paper that decide does not ask for on this record. */
void step_thrift(Arena *arena, const View *view, GuideStep *step);
