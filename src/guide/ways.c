/* ways.c - see ways.h. States are copies of the person's facts; edges are steps that decide accepts. Each measure looks
 * for its nearest goal; a state is expanded when one of them comes to it first, so what costs more than the way found
 * is never looked at. */
#include "guide/ways.h"
#include "act/act.h"
#include "card/settle.h"
#include "guide/state.h"
#include "hold/cover.h"

/* Every order of the causes makes many more states: only tests ask for that. */
enum { STATES_MAX = 384, STATES_ALL_MAX = 6000, EDGES_A_STATE = 4 };

typedef struct {
    int from, to;
    const Remedy *remedy;
    GuideStep *step;
    bool thrifty; /* its papers are only those asked for */
} Edge;

typedef struct {
    Arena *arena;
    const GuideContext *context;
    Effect function;
    State **states;
    Edge *edges;
    int state_count, state_max, edge_count, edge_max;
    bool full;
} Search;

/* ---- one step ---- */

/* What the step brings that later steps name: "$s1.case". */
static void step_brings(Search *search, const Remedy *remedy, GuideStep *step, const Event *event, State *to)
{
    switch (event->kind) {
    case EVENT_CASE_OPENED: {
        StepWaiting *waiting = arena_take(search->arena, sizeof *waiting);
        *waiting = (StepWaiting){ (int)event->case_opened.n, remedy->cause, &step->command, to->waiting };
        to->waiting = waiting;
        step->made = event->case_opened.n;
        return;
    }
    case EVENT_CARD_APPLIED:
        step->made = event->card_applied.card;
        return;
    case EVENT_BATCH_MADE:
        step->made = event->subject;
        return;
    default:
        return;
    }
}

/* The state after the step, or NULL when it is refused or changes nothing. Waiting changes nothing but the time; what
 * falls due then is settled. Everything else is decided and folded. */
static State *step_take(Search *search, const State *from, const Remedy *remedy, const View *view, GuideStep *step)
{
    Decision decision = { .arena = search->arena };
    bool waits = step->command.id == CMD_JOB_DAILY;
    DecideFn *expected = act_expected(step->command.id);
    if (!waits && (act_decide(view, &step->command, &decision) != OK || decision.already))
        return NULL;
    if (expected && expected(view, &step->command, &decision) != OK)
        return NULL;
    if (!waits && !decision.count)
        return NULL;
    State *to = state_new(search->arena, &from->facts, view->now);
    to->waiting = from->waiting;
    to->depth = from->depth + 1;
    if (waits)
        settle(&to->facts, search->context->policy, search->context->bureau, to->now, NULL);
    for (size_t i = 0; i < decision.count; i++) {
        const Event *event = &decision.events[i];
        if (event_row(event->kind)->subject == SUBJECT_PERSON && event->subject == to->facts.id)
            person_fold(&to->facts, event);
        step_brings(search, remedy, step, event, to);
    }
    return to;
}

/* The same state as before, or the new one kept. -1: the search is full. */
static int state_keep(Search *search, State *state)
{
    state_seal(state);
    for (int i = 0; i < search->state_count; i++)
        if (search->states[i]->mark == state->mark)
            return i;
    if (search->state_count == search->state_max) {
        search->full = true;
        return -1;
    }
    search->states[search->state_count] = state;
    return search->state_count++;
}

static bool try_remedy(Search *search, int from, const Remedy *remedy)
{
    State *state = search->states[from];
    size_t mark = arena_mark(search->arena);
    GuideStep *step = arena_take(search->arena, sizeof(GuideStep));
    View view;
    if (search->edge_count == search->edge_max) {
        search->full = true;
        return false;
    }
    if (step_make(search->arena, search->context, remedy, &state->facts, state->now, state->waiting, step, &view)) {
        /* A photo on paper changes what follows: it is judged, the one on file was. */
        bool thrifty = remedy->command == CMD_CARD_APPLY;
        if (thrifty)
            step_thrift(search->arena, &view, step);
        State *to = step_take(search, state, remedy, &view, step);
        int place = to ? state_keep(search, to) : -1;
        if (place >= 0 && place != from) {
            search->edges[search->edge_count++] =
                (Edge){ .from = from, .to = place, .remedy = remedy, .step = step, .thrifty = thrifty };
            return true;
        }
    }
    arena_back(search->arena, mark);
    return false;
}

/* ---- from a state onwards ---- */

/* Nobody is advised to wait while something is owed: months that could be paid would lapse. */
static bool try_list(Search *search, int from, const RemedyList *list, bool owes)
{
    bool any = false;
    for (int i = 0; i < list->count; i++)
        any |= !(owes && list->rows[i].command == CMD_JOB_DAILY) && try_remedy(search, from, &list->rows[i]);
    return any;
}

/* Only the first cause that can be tackled is: the causes do not stand in each other's way but where the order of
 * the table says so, and every order of independent steps costs the same. */
static void try_causes(Search *search, int from)
{
    Effects effects;
    uint32_t wanted = 0;
    State *state = search->states[from];
    effects_of(&state->facts, search->context->policy, search->context->bureau, state->now, &effects);
    state->goal = effects.worst[search->function] == WORKS;
    if (state->goal || state->depth >= STEPS_MAX)
        return;
    for (int i = 0; i < effects.count; i++)
        if (effects.causes[i].effect[search->function] != WORKS)
            wanted |= 1u << effects.causes[i].cause;
    Cover cover;
    bool owes = wanted >> CAUSE_ARREARS & 1u ||
                (cover_waits(&state->facts, search->context->policy, time_day(state->now), &cover) && cover.amount.fen > 0);
    for (int i = 0; i < remedy_list_count; i++)
        if (wanted >> remedy_lists[i].cause & 1u && try_list(search, from, &remedy_lists[i], owes) && !search->context->all_causes)
            return;
}

static void expand(Search *search, int at)
{
    State *state = search->states[at];
    if (state->expanded)
        return;
    state->expanded = true;
    state->edge_first = search->edge_count;
    try_causes(search, at);
    state->edge_count = search->edge_count - state->edge_first;
}

/* ---- the best way by one measure ---- */

static Best best_over(WayName name, const Best *from, const GuideStep *step, int edge)
{
    bool cheap = name == WAY_CHEAPEST;
    return (Best){ .first = from->first + (cheap ? step->cost_fen : step->days),
                   .second = from->second + (cheap ? step->days : step->cost_fen),
                   .visits = from->visits + step->visit,
                   .steps = from->steps + 1,
                   .edge = edge,
                   .reached = true };
}

static bool better(const Best *a, const Best *b)
{
    if (!b->reached || a->first != b->first)
        return !b->reached || a->first < b->first;
    if (a->second != b->second)
        return a->second < b->second;
    return a->visits != b->visits ? a->visits < b->visits : a->steps < b->steps;
}

static int nearest(const Search *search, WayName name)
{
    int found = -1;
    for (int i = 0; i < search->state_count; i++) {
        const Best *best = &search->states[i]->best[name];
        if (best->reached && !best->done && (found < 0 || better(best, &search->states[found]->best[name])))
            found = i;
    }
    return found;
}

/* Papers are proposed generously; what was accepted is looked at again without each. */
static void papers_thrift(Search *search, Edge *edge)
{
    CommandId id = edge->step->command.id;
    const State *from = search->states[edge->from];
    GuideStep again;
    View view;
    if (edge->thrifty || id == CMD_CASE_OPEN || id == CMD_CASE_ADD || !arg(&edge->step->command, F_EVIDENCE)->n)
        return;
    edge->thrifty = true;
    if (step_make(search->arena, search->context, edge->remedy, &from->facts, from->now, from->waiting, &again, &view))
        step_thrift(search->arena, &view, edge->step);
}

static bool way_from(Search *search, int goal, WayName name, GuideWay *way)
{
    *way = (GuideWay){ .name = name, .count = search->states[goal]->best[name].steps };
    if (!way->count || way->count > STEPS_MAX)
        return false;
    for (int at = goal, i = way->count - 1; i >= 0; i--) {
        Edge *edge = &search->edges[search->states[at]->best[name].edge];
        papers_thrift(search, edge);
        way->steps[i] = edge->step;
        way->cost_fen += edge->step->cost_fen;
        way->days += edge->step->days;
        at = edge->from;
    }
    return true;
}

static void go_on(Search *search, int at, WayName name)
{
    const State *state = search->states[at];
    for (int e = state->edge_first; e < state->edge_first + state->edge_count; e++) {
        const Edge *edge = &search->edges[e];
        Best *to = &search->states[edge->to]->best[name];
        if (to->done || (name == WAY_NO_VISIT && edge->step->visit))
            continue;
        Best over = best_over(name, &state->best[name], edge->step, e);
        if (better(&over, to))
            *to = over;
    }
}

/* The next state is always the nearest (all costs are zero or more). */
static bool way_find(Search *search, WayName name, GuideWay *way)
{
    search->states[0]->best[name] = (Best){ .edge = -1, .reached = true };
    for (int at; (at = nearest(search, name)) >= 0;) {
        search->states[at]->best[name].done = true;
        expand(search, at);
        if (search->states[at]->goal)
            return way_from(search, at, name, way);
        go_on(search, at, name);
    }
    return false;
}

static void begin(Search *search, const PersonFacts *person)
{
    const GuideContext *context = search->context;
    search->state_max = context->all_causes ? STATES_ALL_MAX : STATES_MAX;
    search->edge_max = search->state_max * EDGES_A_STATE;
    search->states = arena_take(search->arena, sizeof *search->states * (size_t)search->state_max);
    search->edges = arena_take(search->arena, sizeof *search->edges * (size_t)search->edge_max);
    State *start = state_new(search->arena, person, context->now);
    for (size_t i = 0; i < context->waiting_count; i++) {
        StepWaiting *waiting = arena_take(search->arena, sizeof *waiting);
        *waiting = (StepWaiting){ context->waiting[i].case_n, Cause_NONE, context->waiting[i].command, start->waiting };
        start->waiting = waiting;
    }
    state_keep(search, start);
}

void guide_why(Arena *arena, const GuideContext *context, const PersonFacts *person, Effect function, GuideAnswer *out)
{
    out->count = out->states = 0;
    out->full = false;
    effects_of(person, context->policy, context->bureau, context->now, &out->effects);
    out->usable = out->effects.worst[function] == WORKS;
    if (out->usable)
        return;
    Search search = { .arena = arena, .context = context, .function = function };
    begin(&search, person);
    for (WayName name = WAY_CHEAPEST; name <= WAY_NO_VISIT; name++)
        out->count += way_find(&search, name, &out->ways[out->count]);
    out->states = search.state_count;
    out->full = search.full;
}

/* ---- references ---- */

/* Whether the step brings what a later one names in that field by this text. */
static bool brings(const GuideStep *step, Field field, Str text)
{
    int64_t person = 0, n = 0;
    CommandId id = step->command.id;
    switch (field) {
    case F_CASE:
        return id != CMD_CARD_APPLY && id != CMD_CARD_BATCH && number_read_person(text, 'C', &person, &n) && step->made == n;
    case F_APPLICATION:
    case F_APPLICATIONS:
        return id == CMD_CARD_APPLY && number_read_person(text, 'K', &person, &n) && step->made == n;
    case F_BATCH:
        return id == CMD_CARD_BATCH && number_read(text, 'B', &n) && step->made == n;
    case F_CARD_NO:
    case F_CARD_ID_CODE:
        return id == CMD_CARD_MADE && str_eq(arg_str(&step->command, field), text);
    default:
        return false;
    }
}

int guide_reference(const GuideWay *way, int at, Field field)
{
    const Arg *value = arg(&way->steps[at]->command, field);
    Str text = field == F_APPLICATIONS && value->n ? value->items[0].s : value->s;
    for (int i = at - 1; text.n && i >= 0; i--)
        if (brings(way->steps[i], field, text))
            return i;
    return -1;
}
