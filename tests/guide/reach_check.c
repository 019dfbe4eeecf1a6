/* reach_check.c - see reach.h: what the guide advises is executed with the gatekeeper, step by step as somebody outside
 * would, and the function then works. */
#include "act/act.h"
#include "guide/step.h"
#include "hold/effects.h"
#include "reach.h"
#include "words/words.h"
#include <string.h>

enum { FAILURES_SHOWN = 12 };

static void say_path(const Reach *reach, size_t at)
{
    int path[64], n = 0;
    for (int i = (int)at; i > 0 && n < 64; i = reach->parent[i])
        path[n++] = i;
    fprintf(stderr, "  scene %zu:", at);
    while (n-- > 0)
        fprintf(stderr, " %s", reach->by[path[n]].id ? command_row(reach->by[path[n]].id)->name : "?");
    fprintf(stderr, "\n");
}

static void say_way(const GuideWay *way)
{
    for (int i = 0; i < way->count; i++)
        fprintf(stderr, "    s%d %s by %s\n", i + 1, command_row(way->steps[i]->command.id)->name,
                choice_code(SET_ROLE, (int)way->steps[i]->command.actor.role));
}

/* What the guide would propose for each cause at this scene, and what decide says to it. */
static void say_tried(Reach *reach, const Scene *scene, Cause cause)
{
    GuideContext context = land_context(reach->land, scene);
    for (int l = 0; l < remedy_list_count; l++)
        for (int i = 0; remedy_lists[l].cause == cause && i < remedy_lists[l].count; i++) {
            const Remedy *remedy = &remedy_lists[l].rows[i];
            GuideStep step;
            View view;
            Decision out = { .arena = reach->land->arena };
            bool made = step_make(out.arena, &context, remedy, &scene->person, scene->now, NULL, &step, &view);
            Err err = made && step.command.id != CMD_JOB_DAILY ? act_decide(&view, &step.command, &out) : OK;
            fprintf(stderr, "    %s by %s: %s\n", command_row(remedy->command)->name, choice_code(SET_ROLE, (int)remedy->role),
                    !made       ? "not proposed"
                    : err == OK ? "accepted"
                                : err_code(err));
        }
}

static void fail(Reach *reach, size_t at, Effect function, const GuideWay *way, const char *what, const char *more)
{
    if (reach->failures++ >= FAILURES_SHOWN)
        return;
    Effects effects;
    const Scene *scene = reach->scenes[at];
    effects_of(&scene->person, reach->land->policy, &scene->bureau, scene->now, &effects);
    fprintf(stderr, "%s: %s %s; causes:", choice_code(SET_EFFECT, (int)function), what, more);
    for (int i = 0; i < effects.count; i++)
        fprintf(stderr, " %s(%c)", cause_row(effects.causes[i].cause)->code, effect_letter(effects.causes[i].effect[function]));
    fprintf(stderr, "\n");
    say_path(reach, at);
    if (way)
        say_way(way);
    for (int i = 0; i < effects.count && !way; i++)
        if (effects.causes[i].effect[function] != WORKS)
            say_tried(reach, scene, effects.causes[i].cause);
}

/* "$s2.case" is the member `case` of what step 2 answered. */
static Str refer(const JsonNode *const *answers, int step, const char *name)
{
    const JsonNode *node = answers[step] ? json_member(answers[step], name) : NULL;
    return node && node->type == JSON_TEXT ? node->text : (Str){ 0 };
}

static bool resolve(Land *land, const GuideWay *way, int at, const JsonNode *const *answers, Command *command)
{
    static const Field fields[] = { F_CASE, F_APPLICATION, F_APPLICATIONS, F_BATCH, F_CARD_NO, F_CARD_ID_CODE };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        int from = arg_is(command, fields[i]) ? guide_reference(way, at, fields[i]) : -1;
        if (from < 0)
            continue;
        Str text = refer(answers, from, fields[i] == F_APPLICATIONS ? "application" : field_row(fields[i])->name);
        if (!text.n)
            return false;
        if (fields[i] != F_APPLICATIONS) {
            arg_set(command, fields[i])->s = text;
            continue;
        }
        Arg *item = arena_new(land->arena, Arg, 1);
        *item = (Arg){ .given = true, .s = text };
        arg_set(command, fields[i])->items = item;
    }
    return true;
}

/* No paper is asked for in vain: without any one of them (but who somebody is) the step is refused. */
static bool papers_all_needed(Land *land, const Scene *scene, const Command *command)
{
    const Arg *evidence = arg(command, F_EVIDENCE);
    if (command->id == CMD_CASE_OPEN || command->id == CMD_CASE_ADD) /* what they hand in is looked at when the case is submitted */
        return true;
    bool needed = true;
    for (size_t i = 0; i < evidence->n && needed; i++) {
        Command without = *command;
        Scene *copy = arena_take(land->arena, sizeof *copy);
        Paper *papers = arena_new(land->arena, Paper, evidence->n);
        size_t n = 0;
        for (size_t k = 0; k < evidence->n; k++)
            if (k != i && evidence->n > 1)
                papers[n++] = evidence->papers[k];
        EvidenceKind kind = evidence->papers[i].kind;
        if (evidence->n > 1 && (kind == EV_ID_CARD || kind == EV_PASSPORT || kind == EV_PERMIT))
            continue;
        arg_set(&without, F_EVIDENCE)->papers = papers;
        arg_set(&without, F_EVIDENCE)->n = n;
        scene_copy(copy, scene);
        Err err = land_do(land, copy, &without, NULL, NULL);
        needed = err == ERR_MISSING_EVIDENCE;
    }
    return needed;
}

int reach_execute(Reach *reach, size_t at, const GuideWay *way, Scene *scene, Err *err)
{
    Land *land = reach->land;
    const JsonNode *answers[STEPS_MAX] = { 0 };
    scene_copy(scene, reach->scenes[at]);
    for (int i = 0; i < way->count; i++) {
        const GuideStep *step = way->steps[i];
        Command command = step->command;
        if (command.id == CMD_JOB_DAILY) {
            if (step->not_before.s <= scene->now.s)
                return i;
            land_settle(land, scene, step->not_before);
            continue;
        }
        *err = ERR_BAD_FIELD;
        for (int k = 0; k < step->asks; k++)
            *arg_set(&command, step->ask[k]) = (Arg){ .given = true };
        if (!resolve(land, way, i, answers, &command))
            return i;
        for (int k = 0; k < step->asks; k++)
            land_answer(land, scene, &command, step->ask[k]);
        command.at = scene->now;
        command.actor.user = command.actor.role == ROLE_REVIEWER ? S("w2") : S("w1");
        bool already = false;
        *err = ERR_EXPIRED_EVIDENCE; /* stands for: a paper too many */
        if (!papers_all_needed(land, scene, &command))
            return i;
        *err = land_do(land, scene, &command, &answers[i], &already);
        if (*err != OK || already)
            return i;
        land_settle(land, scene, scene->now);
    }
    return -1;
}

static void check_way(Reach *reach, size_t at, Effect function, const GuideWay *way)
{
    Arena *arena = reach->land->arena;
    size_t mark = arena_mark(arena);
    Scene *scene = arena_take(arena, sizeof *scene);
    Err err = OK;
    int64_t cost = 0, days = 0;
    bool visit = false;
    for (int i = 0; i < way->count; i++) {
        cost += way->steps[i]->cost_fen;
        days += way->steps[i]->days;
        visit |= way->steps[i]->visit;
    }
    if (cost != way->cost_fen || days != way->days || (visit && way->name == WAY_NO_VISIT) || !way->count)
        fail(reach, at, function, way, "sums differ", "");
    int refused = reach_execute(reach, at, way, scene, &err);
    if (refused >= 0) {
        char text[80];
        snprintf(text, sizeof text, "step %d: %s", refused + 1, err_code(err));
        fail(reach, at, function, way, "refused", text);
    } else {
        Effects effects;
        effects_of(&scene->person, reach->land->policy, &scene->bureau, scene->now, &effects);
        const CauseFound *why = effects_why(&effects, function);
        if (why)
            fail(reach, at, function, way, "does not work after the way:", cause_row(why->cause)->code);
    }
    reach->ways++;
    arena_back(arena, mark);
}

/* Where the law itself gives no way. */
static const char *lawless(const Land *land, const Scene *scene, Effect function, const Effects *effects)
{
    const PersonFacts *p = &scene->person;
    bool card = function == EFFECT_MEDICAL || function == EFFECT_MEDICAL_BALANCE || function == EFFECT_BANK, bank = false;
    for (size_t i = 0; i < land->place_count; i++)
        bank |= land->places[i].kind == INSTITUTION_BANK;
    if (p->death.n)
        return "the heirs' case and the withdrawal of a wrong report are no ways of the person";
    if (card && !bank)
        return "no card is made where no bank serves it";
    bool joins = !policy_region(land->policy, p->hukou_region) && p->hukou_region && p->residence_region == 110105;
    for (int i = 0; i < effects->count; i++)
        if ((effects->causes[i].cause == CAUSE_NO_ACCOUNT || effects->causes[i].cause == CAUSE_INTERRUPTED) && joins)
            return "the region takes people of its own hukou, and theirs is of a region that is not this bureau's";
    for (int i = 0; i < effects->count; i++)
        if (effects->causes[i].cause == CAUSE_NO_ACCOUNT && !p->residence_region && !p->hukou_region && !p->card_count)
            return "where somebody joins follows from hukou or residence, and neither is on record";
    if (card && !p->residence_region && !p->hukou_region && !p->card_count && !p->account_count)
        return "which region makes the card follows from the account, hukou or residence";
    return NULL;
}

static void check_scene(Reach *reach, size_t at, bool brute)
{
    Land *land = reach->land;
    const Scene *scene = reach->scenes[at];
    for (Effect function = EFFECT_QUERY; function < Effect_END; function++) {
        size_t mark = arena_mark(land->arena);
        GuideContext context = land_context(land, scene);
        GuideAnswer answer;
        guide_why(land->arena, &context, &scene->person, function, &answer);
        if (answer.usable != (answer.effects.worst[function] == WORKS) || (answer.usable && answer.count))
            fail(reach, at, function, NULL, "usable is wrong", "");
        reach->widest = answer.states > reach->widest ? answer.states : reach->widest;
        if (answer.full)
            fail(reach, at, function, NULL, "the search was full", "");
        for (int i = 0; i < answer.count; i++)
            check_way(reach, at, function, &answer.ways[i]);
        if (!answer.usable && !answer.count && !lawless(land, scene, function, &answer.effects))
            fail(reach, at, function, NULL, "no way", "");
        if (brute && !answer.usable) {
            GuideAnswer all;
            context.all_causes = true;
            guide_why(land->arena, &context, &scene->person, function, &all);
            for (int i = 0; i < all.count && !all.full; i++) {
                bool same = i < answer.count && all.ways[i].name == answer.ways[i].name &&
                            all.ways[i].cost_fen == answer.ways[i].cost_fen && all.ways[i].days == answer.ways[i].days;
                if (!same)
                    fail(reach, at, function, &all.ways[i], "brute force finds a better way", "");
            }
        }
        arena_back(land->arena, mark);
    }
    reach->checked++;
}

void reach_check(Reach *reach, size_t brute_each)
{
    for (size_t i = 0; i < reach->count; i++)
        check_scene(reach, i, i % brute_each == 0);
    printf("    %zu states, %zu ways executed, at most %d states looked at for an answer\n", reach->count, reach->ways,
           reach->widest);
    if (reach->failures)
        test_fail(__FILE__, __LINE__, "%d failures", reach->failures);
    arena_drop(&reach->life);
    arena_drop(reach->land->arena);
}
