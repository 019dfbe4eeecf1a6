/* step.c - see step.h. */
#include "guide/step.h"
#include "base/require.h"
#include "card/settle.h"
#include "guide/fill.h"
#include "policy/calendar.h"

#define AS_REMEDY(cause, command, role, variant, papers, visit) { cause, command, role, variant, papers, visit },
const Remedy remedies[] = { REMEDIES(AS_REMEDY) };
const int remedy_count = sizeof remedies / sizeof *remedies;

static int workdays(const GuideContext *context, Time now, int count)
{
    Day today = time_day(now);
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
        return workdays(context, view->now, (int)policy_int(rules, first ? KEY_CARD_MAKE_WORKDAYS : KEY_CARD_REISSUE_WORKDAYS, today));
    }
    case CMD_TRANSFER_STEP: return workdays(context, view->now, (int)policy_int(rules, KEY_TRANSFER_STEP_WORKDAYS, today));
    case CMD_CASE_REVIEW: {
        const CaseFacts *c = person_case((PersonFacts *)(uintptr_t)person, view->case_n);
        Str procedure = c ? str(choice_code(SET_PROCEDURE, c->procedure)) : S("unseal");
        return workdays(context, view->now, policy_case_workdays(rules, procedure, today));
    }
    default: return 0;
    }
}

static int64_t step_cost(const GuideContext *context, const PersonFacts *person, const View *view, const Command *command)
{
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

/* Waiting is a step too: the moment at which the next rule falls due, or the window ends. */
static bool make_wait(const GuideContext *context, const Remedy *remedy, const PersonFacts *person, Time now, GuideStep *step, View *view)
{
    Time due = remedy->cause == CAUSE_MIGRATION ? (Time){ context->bureau->window_until.s + 1 }
                                                : settle_next(person, context->policy, context->bureau);
    if (due.s <= now.s || (remedy->cause == CAUSE_MIGRATION && !context->bureau->window_until.s))
        return false;
    step->not_before = due;
    step->days = time_day(due).n - time_day(now).n;
    Arg *day = arg_set(&step->command, F_DAY);
    day->i = time_day(due).n;
    view->now = due;
    return true;
}

static void make_papers(Arena *arena, const Remedy *remedy, Command *command)
{
    int count = __builtin_popcountll(remedy->papers), n = 0;
    if (!count || !command_row(command->id)->place[F_EVIDENCE])
        return;
    Paper *papers = arena_new(arena, Paper, (size_t)count);
    for (int kind = 1; kind < EvidenceKind_END; kind++)
        if (remedy->papers >> kind & 1u)
            papers[n++].kind = (EvidenceKind)kind;
    Arg *evidence = arg_set(command, F_EVIDENCE);
    evidence->papers = papers;
    evidence->n = (size_t)n;
}

bool step_make(Arena *arena, const GuideContext *context, const Remedy *remedy, const PersonFacts *person, Time now, const Command *waiting,
               GuideStep *step, View *view)
{
    *step = (GuideStep){ .visit = remedy->visit };
    step->command = (Command){ .id = remedy->command, .at = now, .actor = { .role = remedy->role } };
    *view = (View){
        .now = now,
        .policy = context->policy,
        .bureau = context->bureau,
        .person = person,
        .waiting = waiting,
        .photo_findings = -1,
        .match = { .ssn = true, .serial = true, .name = true, .bank_card = true, .own_bin = true, .right = 2, .number_valid = true, .own_client = true },
    };
    if (remedy->command == CMD_JOB_DAILY)
        return make_wait(context, remedy, person, now, step, view);
    Fill fill = { .arena = arena, .context = context, .remedy = remedy, .person = person, .step = step, .view = view };
    if (!fill_step(&fill))
        return false;
    make_papers(arena, remedy, &step->command);
    step->days = step_days(context, person, view, &step->command);
    step->cost_fen = step_cost(context, person, view, &step->command);
    return true;
}
