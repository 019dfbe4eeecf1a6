/* ways.c - see ways.h. States are copies of the person's facts; edges are steps that decide accepts. The graph is
 * small (the causes are few and each step is tried once a state), so it is built once and searched three times. */
#include "guide/ways.h"
#include "act/act.h"
#include "base/require.h"
#include "card/settle.h"
#include "guide/step.h"
#include <string.h>

enum { STATES_MAX = 384, EDGES_MAX = 1536 };

typedef struct {
    PersonFacts facts;
    Time now;
    uint64_t mark;             /* of the facts and the time: the same state is looked at once */
    bool goal;
    int depth;
    const Command *waiting;    /* what waits in a case that was opened on the way */
} State;

typedef struct {
    int from, to;
    const GuideStep *step;
} Edge;

typedef struct {
    Arena *arena;
    const GuideContext *context;
    Effect function;
    State *states[STATES_MAX];
    int state_count;
    Edge edges[EDGES_MAX];
    int edge_count;
} Search;

static uint64_t mark_bytes(uint64_t mark, const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    for (; n >= 8; p += 8, n -= 8) {
        uint64_t word;
        memcpy(&word, p, 8);
        mark = (mark ^ word) * 0x9E3779B97F4A7C15u;
        mark ^= mark >> 29;
    }
    for (; n; p++, n--)
        mark = (mark ^ *p) * 0x100000001B3u;
    return mark;
}

#define MARK_LIST(mark, list, count) mark_bytes((mark), (list), sizeof *(list) * (count))
static uint64_t state_mark(const State *state)
{
    const PersonFacts *p = &state->facts;
    uint64_t mark = mark_bytes((uint64_t)state->now.s, p, offsetof(PersonFacts, cards));
    mark = MARK_LIST(mark, p->cards, p->card_count);
    mark = MARK_LIST(mark, p->accounts, p->account_count);
    mark = MARK_LIST(mark, p->holds, p->hold_count);
    mark = MARK_LIST(mark, p->cases, p->case_count);
    return MARK_LIST(mark, p->transfers, p->transfer_count);
}

static State *state_new(Search *search)
{
    /* Not zeroed as a whole: person_copy writes what is used, and that is all that is ever read. */
    State *state = arena_take(search->arena, sizeof(State));
    state->waiting = NULL;
    state->goal = false;
    return state;
}

static void state_judge(Search *search, State *state, Effects *effects)
{
    effects_of(&state->facts, search->context->policy, search->context->bureau, state->now, effects);
    state->goal = effects->worst[search->function] == WORKS;
}

/* The same facts at the same time, or the new one kept. -1: the search is full. */
static int state_keep(Search *search, State *state)
{
    state->mark = state_mark(state);
    for (int i = 0; i < search->state_count; i++)
        if (search->states[i]->mark == state->mark)
            return i;
    if (search->state_count == STATES_MAX)
        return -1;
    search->states[search->state_count] = state;
    return search->state_count++;
}

/* Waiting changes nothing but the time; what falls due then is settled. Everything else is decided and folded. */
static bool step_take(Search *search, const View *view, GuideStep *step, State *to)
{
    to->now = view->now;
    if (step->command.id == CMD_JOB_DAILY) {
        settle(&to->facts, search->context->policy, search->context->bureau, to->now, NULL);
        return true;
    }
    Decision decision = { .arena = search->arena };
    if (act_decide(view, &step->command, &decision) != OK || decision.already || !decision.count)
        return false;
    for (size_t i = 0; i < decision.count; i++) {
        const Event *event = &decision.events[i];
        if (event_row(event->kind)->subject == SUBJECT_PERSON && event->subject == to->facts.id)
            person_fold(&to->facts, event);
        if (event->kind == EVENT_CASE_OPENED)
            to->waiting = &step->command;
    }
    return true;
}

static bool try_remedy(Search *search, int from, const Remedy *remedy)
{
    State *state = search->states[from];
    size_t mark = arena_mark(search->arena);
    GuideStep *step = arena_take(search->arena, sizeof(GuideStep));
    View view;
    if (search->edge_count < EDGES_MAX &&
        step_make(search->arena, search->context, remedy, &state->facts, state->now, state->waiting, step, &view)) {
        State *to = state_new(search);
        person_copy(&to->facts, &state->facts);
        to->waiting = state->waiting;
        to->depth = state->depth + 1;
        if (step_take(search, &view, step, to)) {
            int place = state_keep(search, to);
            if (place >= 0 && place != from) {
                search->edges[search->edge_count++] = (Edge){ from, place, step };
                return true;
            }
        }
    }
    arena_back(search->arena, mark);
    return false;
}

static bool try_cause(Search *search, int from, Cause cause)
{
    bool any = false;
    for (int i = 0; i < remedy_count; i++)
        if (remedies[i].cause == cause)
            any |= try_remedy(search, from, &remedies[i]);
    return any;
}

#define AS_ORDER(cause) cause,
static const Cause order[] = { REMEDY_ORDER(AS_ORDER) };

/* Only the first cause that can be tackled is: the causes do not stand in each other's way but where the order of
 * the table says so, and every order of independent steps costs the same. */
static void expand(Search *search, int from)
{
    Effects effects;
    state_judge(search, search->states[from], &effects);
    if (search->states[from]->goal || search->states[from]->depth >= STEPS_MAX)
        return;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        for (int c = 0; c < effects.count; c++)
            if (effects.causes[c].cause == order[i] && effects.causes[c].effect[search->function] != WORKS)
                if (try_cause(search, from, order[i]) && !search->context->all_causes)
                    return;
}

typedef struct {
    int64_t first, second, third;
    int steps, edge; /* the edge by which the best way comes here */
    bool reached, done;
} Best;

static Best best_over(WayName name, const Best *from, const GuideStep *step, int edge)
{
    int64_t cost = step->cost_fen, days = step->days;
    Best best = *from;
    best.first += name == WAY_CHEAPEST ? cost : days;
    best.second += name == WAY_CHEAPEST ? days : cost;
    best.third += step->visit;
    best.steps++;
    best.edge = edge;
    best.reached = true;
    best.done = false;
    return best;
}

static bool better(const Best *a, const Best *b)
{
    if (!b->reached || a->first != b->first)
        return !b->reached || a->first < b->first;
    if (a->second != b->second)
        return a->second < b->second;
    return a->third != b->third ? a->third < b->third : a->steps < b->steps;
}

static int nearest(const Search *search, const Best *best)
{
    int found = -1;
    for (int i = 0; i < search->state_count; i++)
        if (best[i].reached && !best[i].done && (found < 0 || better(&best[i], &best[found])))
            found = i;
    return found;
}

static bool way_from(const Search *search, const Best *best, int goal, WayName name, GuideWay *way)
{
    *way = (GuideWay){ .name = name, .count = best[goal].steps };
    if (way->count > STEPS_MAX)
        return false;
    for (int at = goal, i = way->count - 1; i >= 0; i--) {
        const Edge *edge = &search->edges[best[at].edge];
        way->steps[i] = edge->step;
        way->cost_fen += edge->step->cost_fen;
        way->days += edge->step->days;
        at = edge->from;
    }
    return true;
}

/* The best way by one measure: the next state is always the nearest (all costs are zero or more). */
static bool way_find(const Search *search, WayName name, GuideWay *way)
{
    Best best[STATES_MAX] = { 0 };
    best[0].reached = true;
    for (int at; (at = nearest(search, best)) >= 0;) {
        best[at].done = true;
        if (search->states[at]->goal)
            return at ? way_from(search, best, at, name, way) : false;
        for (int e = 0; e < search->edge_count; e++) {
            const Edge *edge = &search->edges[e];
            if (edge->from != at || best[edge->to].done || (name == WAY_NO_VISIT && edge->step->visit))
                continue;
            Best over = best_over(name, &best[at], edge->step, e);
            if (better(&over, &best[edge->to]))
                best[edge->to] = over;
        }
    }
    return false;
}

void guide_why(Arena *arena, const GuideContext *context, const PersonFacts *person, Effect function, GuideAnswer *out)
{
    *out = (GuideAnswer){ 0 };
    effects_of(person, context->policy, context->bureau, context->now, &out->effects);
    out->usable = out->effects.worst[function] == WORKS;
    if (out->usable)
        return;
    Search *search = arena_take(arena, sizeof(Search));
    search->arena = arena;
    search->context = context;
    search->function = function;
    search->state_count = search->edge_count = 0;
    State *start = state_new(search);
    person_copy(&start->facts, person);
    start->now = context->now;
    start->depth = 0;
    state_keep(search, start);
    for (int i = 0; i < search->state_count; i++)
        expand(search, i);
    out->states = search->state_count;
    for (WayName name = WAY_CHEAPEST; name <= WAY_NO_VISIT; name++)
        out->count += way_find(search, name, &out->ways[out->count]);
}

static CommandId creator_of(Field field)
{
    switch (field) {
    case F_APPLICATION:
    case F_APPLICATIONS: return CMD_CARD_APPLY;
    case F_BATCH: return CMD_CARD_BATCH;
    case F_CARD_NO:
    case F_CARD_ID_CODE: return CMD_CARD_MADE;
    default: return CMD_NONE;
    }
}

static bool creates(CommandId command, Field field)
{
    if (field == F_CASE)
        return command == CMD_CASE_OPEN || command == CMD_PERSON_CORRECT || command == CMD_UNIT_UNSEAL_MEMBER;
    return creator_of(field) != CMD_NONE && creator_of(field) == command;
}

int guide_reference(const GuideWay *way, int at, Field field)
{
    for (int i = at - 1; i >= 0; i--)
        if (creates(way->steps[i]->command.id, field))
            return i;
    return -1;
}
