/* ways.h - the lawful ways out: a search over the gatekeeper's own decide and fold, on copies of a person's facts.
 * What is advised here is what will be accepted, by construction. Pure. */
#pragma once
#include "hold/arrears.h"
#include "hold/effects.h"

enum { STEPS_MAX = 24, STEP_ASKS_MAX = 6, WAYS_MAX = 3 };

/* A command that waits in an open case of the person for its second person. */
typedef struct {
    int case_n;
    const Command *command;
} GuideWaiting;

/* What the search may know besides the person: the places where something can be done, the employers that the
 * person's holds, accounts and cards name, and what waits in open cases. */
typedef struct {
    const PolicySet *policy;
    const BureauFacts *bureau;
    Time now;
    const InstitutionFacts *institutions;
    size_t institution_count;
    const UnitFacts *const *units;
    size_t unit_count;
    const GuideWaiting *waiting;
    size_t waiting_count;
    bool all_causes; /* tests: try every order of causes (brute force) */
} GuideContext;

/* One step: a complete command but for `ask`, who takes it and where, what it costs and how long it takes. */
typedef struct {
    Command command;          /* args hold what is known; fields in `ask` hold a value made up for the search */
    Field ask[STEP_ASKS_MAX];
    int asks;
    const InstitutionFacts *where;
    const UnitFacts *unit;
    int64_t cost_fen;
    int days;                 /* calendar days until it is done, by the region's time limits */
    bool visit;               /* somebody has to go there */
    Time not_before;          /* waiting: s = 0 none */
    int64_t made;             /* the number of the case, card or batch that it brings; 0 = none */
    Arrears pays;             /* payment.record: what for; amount 0 = it is none */
} GuideStep;

typedef enum { WAY_CHEAPEST, WAY_FASTEST, WAY_NO_VISIT } WayName;

typedef struct {
    WayName name;
    int count;
    const GuideStep *steps[STEPS_MAX];
    int64_t cost_fen;
    int days;
} GuideWay;

typedef struct {
    bool usable;              /* the function works now */
    Effects effects;
    int count;
    GuideWay ways[WAYS_MAX];
    int states;               /* how many states the search looked at */
    bool full;                /* there were more than it keeps: a way may be missing */
} GuideAnswer;

/* Every way in which `function` comes to work for the person (facts settled to context->now). No way: count 0.
 * Steps live in the region. */
void guide_why(Arena *arena, const GuideContext *context, const PersonFacts *person, Effect function, GuideAnswer *out);

/* The step in which a later step's number first came to be ("$s1.case"): the index of the step of this way that
 * creates what `field` of step `at` names, or -1 when it existed before. */
int guide_reference(const GuideWay *way, int at, Field field);
