/* step.c - see step.h. */
#include "guide/step.h"
#include "act/act.h"
#include "base/require.h"
#include "desk/desk.h"
#include "guide/fill.h"
#include "hold/cover.h"
#include "hold/papers.h"
#include "policy/calendar.h"

#define AS_REMEDY(cause, command, role, variant, papers, visit) { cause, command, role, variant, papers, visit },
#define AS_ROWS(name) static const Remedy rows_##name[] = { REMEDIES_##name(AS_REMEDY) };
REMEDY_ORDER(AS_ROWS)
#define AS_LIST(name) { CAUSE_##name, rows_##name, sizeof rows_##name / sizeof *rows_##name },
const RemedyList remedy_lists[] = { REMEDY_ORDER(AS_LIST) };
const int remedy_list_count = sizeof remedy_lists / sizeof *remedy_lists;

/* Counted from the day of the question, also after waiting: the order of independent steps must not change the sum. */
static int workdays(const GuideContext *context, int count)
{
    Day today = time_day(context->now);
    return count ? calendar_add_provisional(policy_calendar(context->policy), today, count, NULL).n - today.n : 0;
}

static const CardFacts *card_of(const PersonFacts *person, int n)
{
    for (int i = 0; i < person->card_count; i++)
        if (person->cards[i].n == n)
            return &person->cards[i];
    return NULL;
}

/* Calendar days until the step is done, by the region's time limits. */
static int step_days(const GuideContext *context, const PersonFacts *person, const View *view, const Command *command)
{
    const RegionPolicy *rules = person_policy(context->policy, person);
    Day today = time_day(view->now);
    switch (command->id) {
    case CMD_CARD_MADE: {
        const CardFacts *card = card_of(person, view->card);
        bool first = !card || card->kind == CARD_FIRST;
        return workdays(context, (int)policy_int(rules, first ? KEY_CARD_MAKE_WORKDAYS : KEY_CARD_REISSUE_WORKDAYS, today));
    }
    case CMD_TRANSFER_STEP:
        return workdays(context, (int)policy_int(rules, KEY_TRANSFER_STEP_WORKDAYS, today));
    case CMD_CASE_REVIEW: {
        const CaseFacts *c = person_case((PersonFacts *)(uintptr_t)person, view->case_n);
        Str procedure = c ? str(choice_code(SET_PROCEDURE, c->procedure)) : S("unseal");
        return workdays(context, policy_case_workdays(rules, procedure, today));
    }
    default:
        return 0;
    }
}

static int64_t step_cost(const GuideContext *context, const PersonFacts *person, const View *view, const Command *command)
{
    if (command->id == CMD_PAYMENT_RECORD)
        return arg_int(command, F_AMOUNT_FEN);
    if (command->id != CMD_CARD_APPLY)
        return 0;
    const RegionPolicy *rules = person_policy(context->policy, person);
    Day today = time_day(view->now);
    int64_t kind = arg_int(command, F_CARD_KIND), reason = arg_int(command, F_CARD_REASON);
    if (kind == CARD_FIRST)
        return policy_int(rules, KEY_CARD_FIRST_FEE_FEN, today);
    if (kind == CARD_REISSUE)
        return policy_int(rules, KEY_CARD_REISSUE_FEE_FEN, today);
    return reason == REASON_DAMAGED ? policy_int(rules, KEY_CARD_DAMAGED_FEE_FEN, today) : 0;
}

/* Whoever has begun a case on this way goes on with it: everything else about that cause was possible before. */
static bool case_goes_on(const Remedy *remedy, const PersonFacts *person, const StepWaiting *waiting)
{
    CommandId id = remedy->command;
    if (id == CMD_CASE_ADD || id == CMD_CASE_SUBMIT || id == CMD_CASE_REVIEW)
        return true;
    for (; waiting; waiting = waiting->next)
        if (waiting->cause == remedy->cause && person_case((PersonFacts *)(uintptr_t)person, waiting->case_n))
            return false;
    /* What was corrected waits for the police, not for another correction. */
    return id != CMD_PERSON_CORRECT || person->police == POLICE_DIFFERS;
}

/* Waiting is a step too: until the window ends, the investigation reaches its limit, the loss lapses, the month begins from
 * which medical cover works again. */
static bool make_wait(const GuideContext *context, const Remedy *remedy, const PersonFacts *person, Time now, GuideStep *step,
                      View *view)
{
    const CardFacts *card = person_current_card(person);
    const HoldFacts *hold = person_hold(person, remedy->cause);
    Cover cover;
    Time due = { 0 };
    if (remedy->cause == CAUSE_MIGRATION && context->bureau->window_until.s)
        due.s = context->bureau->window_until.s + 1;
    else if (remedy->cause == CAUSE_LOSS && card)
        due = card->lost_until;
    else if (remedy->cause == CAUSE_INTERRUPTED)
        due = cover_waits(person, context->policy, time_day(now), &cover) && cover.amount.fen <= 0 ? day_start(cover.works) : due;
    else if (hold && hold->until.s)
        due.s = hold->until.s + 1;
    if (due.s <= now.s)
        return false;
    step->not_before = due;
    step->days = time_day(due).n - time_day(now).n;
    arg_set(&step->command, F_DAY)->i = time_day(due).n;
    view->now = due;
    return true;
}

/* ---- papers ---- */

/* What shows who somebody is: a foreigner's is the document they are registered with; a child's the household
 * register, with the guardian's card beside it where that is asked for. */
static EvidenceKind identity_kind(const PersonFacts *person)
{
    switch (person->id_type) {
    case ID_PASSPORT:
        return EV_PASSPORT;
    case ID_HM_PERMIT:
    case ID_TW_PERMIT:
    case ID_PERMANENT:
    case ID_RESIDENCE_PERMIT:
        return EV_PERMIT;
    default:
        return EV_ID_CARD;
    }
}

static void papers_set(Arena *arena, Command *command, const EvidenceKind *kinds, size_t count)
{
    Paper *papers = arena_new(arena, Paper, count);
    for (size_t i = 0; i < count; i++)
        papers[i].kind = kinds[i];
    Arg *evidence = arg_set(command, F_EVIDENCE);
    evidence->papers = papers;
    evidence->n = count;
}

static void make_papers(Arena *arena, const Remedy *remedy, const PersonFacts *person, Command *command)
{
    EvidenceKind kinds[EvidenceKind_END];
    size_t n = 0;
    for (int kind = 1; kind < EvidenceKind_END && remedy->papers >> kind; kind++)
        if (remedy->papers >> kind & 1u)
            kinds[n++] = kind == EV_ID_CARD ? identity_kind(person) : (EvidenceKind)kind;
    if (n)
        papers_set(arena, command, kinds, n);
}

/* Of the papers of a line the one that most people have. */
static EvidenceKind paper_usual(const PaperItem *item, const PersonFacts *person)
{
    static const EvidenceKind usual[] = { EV_ID_CARD, EV_HOUSEHOLD_REGISTER, EV_LABOUR_CONTRACT };
    if (paper_accepts(item, identity_kind(person)))
        return identity_kind(person);
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (paper_accepts(item, usual[i]))
            return usual[i];
    return item->kinds[0];
}

/* The case as this step leaves it before papers are handed in. */
static bool case_after(Arena *arena, const View *view, const GuideStep *step, CaseFacts *out)
{
    if (step->command.id == CMD_CASE_ADD) {
        const CaseFacts *c = person_case((PersonFacts *)(uintptr_t)view->person, view->case_n);
        *out = c ? *c : (CaseFacts){ 0 };
        return c != NULL;
    }
    Decision trial = { .arena = arena };
    if (act_decide(view, &step->command, &trial) != OK)
        return false;
    for (size_t i = 0; i < trial.count; i++) {
        const Event_case_opened *e = &trial.events[i].case_opened;
        if (trial.events[i].kind != EVENT_CASE_OPENED)
            continue;
        *out = (CaseFacts){
            .procedure = (uint8_t)e->procedure, .cause = (uint8_t)e->cause, .region = e->region, .argument = e->argument
        };
        return true;
    }
    return false;
}

bool step_case_papers(Arena *arena, const View *view, GuideStep *step)
{
    CaseFacts c;
    DeskMissing missing[DESK_MISSING_MAX];
    EvidenceKind kinds[DESK_MISSING_MAX * 4];
    size_t n = 0;
    if (!case_after(arena, view, step, &c))
        return false;
    size_t count = desk_missing(view, &c, missing);
    for (size_t i = 0; i < count; i++)
        for (int copy = 0; copy < missing[i].copies && n < sizeof kinds / sizeof *kinds; copy++)
            kinds[n++] = paper_usual(missing[i].item, view->person);
    if (n)
        papers_set(arena, &step->command, kinds, n);
    return n > 0 || step->command.id != CMD_CASE_ADD;
}

static bool accepted(Arena *arena, const View *view, const Command *command)
{
    size_t mark = arena_mark(arena);
    Decision trial = { .arena = arena };
    bool fine = act_decide(view, command, &trial) == OK;
    arena_back(arena, mark);
    return fine;
}

/* The least usual go first, and who somebody is is shown unless nothing at all is asked for. */
void step_thrift(Arena *arena, const View *view, GuideStep *step)
{
    Arg *evidence = arg_set(&step->command, F_EVIDENCE);
    Paper *papers = (Paper *)(uintptr_t)evidence->papers;
    size_t all = evidence->n;
    evidence->n = 0;
    if (accepted(arena, view, &step->command))
        return;
    evidence->n = all;
    EvidenceKind shown = identity_kind(view->person);
    for (size_t i = all; i-- > 0;) {
        Paper left_out = papers[i];
        if (left_out.kind == shown)
            continue;
        memmove(papers + i, papers + i + 1, (evidence->n - i - 1) * sizeof *papers);
        evidence->n--;
        if (accepted(arena, view, &step->command))
            continue;
        memmove(papers + i + 1, papers + i, (evidence->n - i) * sizeof *papers);
        papers[i] = left_out;
        evidence->n++;
    }
}

/* Only the arguments that the command has are cleared: nothing else of them is ever read. */
static void step_clear(GuideStep *step, const Remedy *remedy, Time now)
{
    const CatalogueRow *row = command_row(remedy->command);
    memset(step, 0, offsetof(GuideStep, command.args));
    memset(step->command.args, 0, sizeof(Arg) * (size_t)row->count);
    memset(step->ask, 0, sizeof *step - offsetof(GuideStep, ask));
    step->visit = remedy->visit;
    step->command.id = remedy->command;
    step->command.row = row;
    step->command.at = now;
    /* Who it is nobody knows yet: somebody of that role, and another one for another role. */
    step->command.actor.role = remedy->role;
    step->command.actor.user = str(choice_code(SET_ROLE, (int)remedy->role));
}

bool step_make(Arena *arena, const GuideContext *context, const Remedy *remedy, const PersonFacts *person, Time now,
               const StepWaiting *waiting, GuideStep *step, View *view)
{
    Fill fill = {
        .arena = arena, .context = context, .remedy = remedy, .person = person, .waiting = waiting, .step = step, .view = view
    };
    if (!fill_likely(&fill) || !case_goes_on(remedy, person, waiting))
        return false;
    step_clear(step, remedy, now);
    *view = (View){
        .now = now,
        .policy = context->policy,
        .bureau = context->bureau,
        .person = person,
        .photo_findings = -1,
        .match = { .ssn = true, .serial = true, .name = true, .bank_card = true, .own_bin = true, .number_valid = true },
    };
    if (remedy->command == CMD_JOB_DAILY)
        return make_wait(context, remedy, person, now, step, view);
    if (!fill_step(&fill))
        return false;
    make_papers(arena, remedy, person, &step->command);
    if ((remedy->command == CMD_CASE_OPEN || remedy->command == CMD_CASE_ADD) && !step_case_papers(arena, view, step))
        return false;
    step->days = step_days(context, person, view, &step->command);
    step->cost_fen = step_cost(context, person, view, &step->command);
    return true;
}
