/* ways_test.c - what the guide advises is what is accepted: for every state that can be reached, every function, every
 * way is executed with the gatekeeper, step by step as somebody outside would, and the function then works. */
#include "act/act.h"
#include "guide/step.h"
#include "hold/effects.h"
#include "land.h"
#include "words/words.h"
#include <stdlib.h>
#include <string.h>

/* SHEBAO_REACH=20 looks at so many times more states. */
static size_t most(size_t count)
{
    const char *times = getenv("SHEBAO_REACH");
    return times && atoi(times) > 0 ? count * (size_t)atoi(times) : count;
}

enum { REACH_MAX = 60000, TABLE = 1 << 17, FAILURES_SHOWN = 12 };

typedef struct {
    Arena life; /* the scenes; what is forgotten after each lies in the land's */
    Land *land;
    Scene **scenes;
    size_t count, checked, ways;
    int widest; /* the largest search */
    uint64_t *seen;
    int *parent;
    Command *by; /* the command that led to each scene */
    int failures;
} Reach;

static Reach reach_make(Arena *arena, InstitutionKind without)
{
    Reach reach = { .life = arena_make((size_t)1 << 32) };
    Arena *work = arena_new(arena, Arena, 1);
    *work = arena_make((size_t)1 << 32);
    reach.land = land_make(work, without);
    reach.scenes = arena_new(&reach.life, Scene *, REACH_MAX);
    reach.seen = arena_new(&reach.life, uint64_t, TABLE);
    reach.parent = arena_new(&reach.life, int, REACH_MAX);
    reach.by = arena_new(&reach.life, Command, REACH_MAX);
    return reach;
}

static bool reach_keep(Reach *reach, const Scene *scene, int parent, const Command *by)
{
    uint64_t key = scene_key(reach->land, scene) | 1;
    size_t at = key % TABLE;
    while (reach->seen[at] && reach->seen[at] != key)
        at = (at + 1) % TABLE;
    if (reach->seen[at] || reach->count == REACH_MAX)
        return false;
    reach->seen[at] = key;
    Scene *kept = arena_take(&reach->life, sizeof *kept);
    scene_copy(kept, scene);
    for (int i = 0; i < KEPT; i++) {
        kept->bank_no[i] = str_copy(&reach->life, scene->bank_no[i]);
        kept->waiting[i] = str_copy(&reach->life, scene->waiting[i]);
    }
    reach->parent[reach->count] = parent;
    if (by)
        reach->by[reach->count] = (Command){ .id = by->id, .actor = { .role = by->actor.role } };
    reach->scenes[reach->count++] = kept;
    return true;
}

/* Tries every move on one scene; scenes not seen before are kept. */
static void reach_from(Reach *reach, size_t at, unsigned sets)
{
    Arena *arena = reach->land->arena;
    size_t mark = arena_mark(arena);
    Command *moves = arena_new(arena, Command, MOVES_MAX);
    size_t count = land_moves(reach->land, reach->scenes[at], sets, moves);
    Scene *next = arena_take(arena, sizeof *next);
    for (size_t i = 0; i < count; i++) {
        size_t before = arena_mark(arena);
        scene_copy(next, reach->scenes[at]);
        next->depth++;
        bool already = false;
        Err err = land_do(reach->land, next, &moves[i], NULL, &already);
        if ((err == OK || err == ERR_MISMATCH) && !already)
            reach_keep(reach, next, (int)at, &moves[i]);
        arena_back(arena, before);
    }
    arena_back(arena, mark);
}

/* Everything within `depth` commands of the scenes from..count, at most `most` scenes in all. */
static void reach_all(Reach *reach, size_t from, unsigned sets, int depth, size_t most)
{
    int first = from < reach->count ? reach->scenes[from]->depth : 0;
    for (size_t i = from; i < reach->count && reach->count < most; i++)
        if (reach->scenes[i]->depth - first < depth)
            reach_from(reach, i, sets);
}

/* ---- execution ---- */

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

/* Executes the steps of a way on a copy; answers the step that was refused, or -1. */
static int execute(Reach *reach, size_t at, const GuideWay *way, Scene *scene, Err *err)
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
    int refused = execute(reach, at, way, scene, &err);
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

static void check_all(Reach *reach, size_t brute_each)
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

/* How many states the clock alone made by sending a card back, each of which has a way that begins with the claim. */
static int sent_back(const Reach *reach)
{
    int count = 0;
    for (size_t i = 1; i < reach->count; i++) {
        const PersonFacts *now = &reach->scenes[i]->person, *before = &reach->scenes[reach->parent[i]]->person;
        int last = now->card_count - 1;
        bool back = reach->by[i].id == CMD_JOB_DAILY && last >= 0 && now->cards[last].prod == PROD_RETURNED &&
                    before->cards[last].prod == PROD_AT_OUTLET;
        if (!back || person_hold(now, CAUSE_INVESTIGATION) || now->death.n)
            continue;
        size_t mark = arena_mark(reach->land->arena);
        GuideContext context = land_context(reach->land, reach->scenes[i]);
        GuideAnswer answer;
        guide_why(reach->land->arena, &context, now, EFFECT_BANK, &answer);
        bool claims = false;
        for (int k = 0; k < answer.count; k++)
            for (int step = 0; step < answer.ways[k].count; step++)
                claims |= answer.ways[k].steps[step]->command.id == CMD_CARD_CLAIM;
        CHECK(claims);
        arena_back(reach->land->arena, mark);
        count++;
    }
    return count;
}

TEST(every_state_of_a_card_has_ways_that_work)
{
    Reach reach = reach_make(arena, 0);
    Scene adult = land_person(reach.land, day_make(1985, 4, 5));
    reach_keep(&reach, &adult, 0, NULL);
    reach_all(&reach, 0, MOVES_CARD | MOVES_TIME, 40, most(6000));
    CHECK(sent_back(&reach) > 0);
    check_all(&reach, 20);
}

/* Takes the person to where everything works, on the guide's own way. */
static Scene working(Land *land, Scene scene)
{
    Reach one = { .life = arena_make((size_t)1 << 26), .land = land };
    one.scenes = arena_new(&one.life, Scene *, 1);
    one.scenes[0] = &scene;
    GuideContext context = land_context(land, &scene);
    GuideAnswer answer;
    guide_why(land->arena, &context, &scene.person, EFFECT_BANK, &answer);
    Scene after;
    Err err = OK;
    CHECK(answer.count > 0 && execute(&one, 0, &answer.ways[0], &after, &err) < 0);
    arena_drop(&one.life);
    return after;
}

TEST(every_hold_account_and_case_has_ways_that_work)
{
    Reach reach = reach_make(arena, 0);
    Scene nothing = land_person(reach.land, day_make(1985, 4, 5)), card = working(reach.land, nothing);
    reach_keep(&reach, &nothing, 0, NULL);
    reach_all(&reach, 0, MOVES_HOLD | MOVES_CASE | MOVES_TIME, 5, most(3000));
    size_t from = reach.count;
    reach_keep(&reach, &card, 0, NULL);
    reach_all(&reach, from, MOVES_HOLD | MOVES_CASE | MOVES_TIME, 5, most(8000));
    check_all(&reach, 40);
}

/* Cards in every state meet holds in every state: each card of a sample with every hold, then with every second one. */
TEST(cards_and_holds_together_have_ways_that_work)
{
    Reach cards = reach_make(arena, 0), reach = reach_make(arena, 0);
    Scene adult = land_person(cards.land, day_make(1985, 4, 5));
    reach_keep(&cards, &adult, 0, NULL);
    reach_all(&cards, 0, MOVES_CARD | MOVES_TIME, 40, 2000);
    for (size_t i = 0; i < cards.count; i += 29) {
        size_t from = reach.count;
        reach_keep(&reach, cards.scenes[i], 0, NULL);
        reach_all(&reach, from, MOVES_HOLD | MOVES_CASE | MOVES_CARD, 2, from + most(60));
    }
    check_all(&reach, 40);
    arena_drop(&cards.life);
}

/* ---- people in other walks of life ---- */

static void check_person(Reach *reach, const Scene *scene, size_t count)
{
    size_t from = reach->count;
    reach_keep(reach, scene, 0, NULL);
    reach_all(reach, from, MOVES_ALL, 3, from + most(count));
}

TEST(children_and_their_guardians_have_ways_that_work)
{
    Reach reach = reach_make(arena, 0);
    const Day births[] = { day_make(2025, 2, 20), day_make(2018, 9, 1), day_make(2010, 1, 31) };
    for (size_t i = 0; i < sizeof births / sizeof *births; i++) {
        Scene child = land_person(reach.land, births[i]);
        child.person.retire_category = 0;
        check_person(&reach, &child, 150);
        child.person.relations[0] = (RelationFacts){ .n = 1, .kind = RELATION_GUARDIAN, .other = LAND_GUARDIAN };
        child.person.relation_count = 1;
        check_person(&reach, &child, 100);
        Scene card = working(reach.land, child);
        check_person(&reach, &card, 150);
    }
    check_all(&reach, 40);
}

TEST(who_reaches_the_age_of_retirement_has_ways_that_work)
{
    Reach reach = reach_make(arena, 0);
    for (int months = 0; months <= 240; months += 240)
        for (int unit = 0; unit < 2; unit++) {
            Scene old = land_person(reach.land, day_make(1964, 9, 1));
            old.person.granted = unit != 0;
            old.person.paid_months = months;
            old.person.next_account = old.person.account_count = 1;
            old.person.accounts[0] = (AccountFacts){ .n = 1,
                                                     .region = LAND_REGION,
                                                     .category = unit ? CATEGORY_EMPLOYEE : CATEGORY_FLEXIBLE,
                                                     .payer_kind = unit ? PAYER_UNIT : PAYER_SELF,
                                                     .payer = unit,
                                                     .insurances = 6,
                                                     .state = ACCOUNT_OPEN,
                                                     .since = day_make(2000, 1, 1) };
            Scene card = working(reach.land, old);
            land_settle(reach.land, &card, card.now);
            CHECK(person_hold(&card.person, CAUSE_RETIREMENT_UNCLAIMED) != NULL);
            check_person(&reach, &card, 250);
        }
    check_all(&reach, 40);
}

/* The record says less of some: no telephone, no address, another document, an old medical card, an online password. */
TEST(people_of_whom_little_is_known_have_ways_that_work)
{
    Reach reach = reach_make(arena, 0);
    for (int kind = 0; kind < 9; kind++) {
        Scene scene = land_person(reach.land, day_make(1990, 7, 7));
        PersonFacts *p = &scene.person;
        if (kind == 0)
            p->cell[PF_MOBILE] = p->cell[PF_ADDRESS] = p->cell[PF_BIRTH_PLACE] = 0;
        if (kind == 1)
            p->id_type = ID_PASSPORT;
        if (kind == 2)
            p->id_type = ID_RESIDENCE_PERMIT;
        if (kind == 3)
            p->granted = 1;
        if (kind == 4)
            p->residence_region = p->hukou_region = 0;
        if (kind == 5) {
            p->legacy_state = LEGACY_NORMAL;
            p->legacy_balance_fen = 5000;
            FACT_SET(p->legacy_card_no, S("YB0001"));
        }
        if (kind >= 6) { /* a region that takes people of its own hukou: joined by hukou, by a paper, or not at all */
            static const int hukou[] = { 330106, 0, 650102 };
            p->residence_region = 110105;
            p->hukou_region = hukou[kind - 6];
        }
        check_person(&reach, &scene, 120);
        if (kind == 4 || kind == 8)
            continue;
        Scene card = working(reach.land, scene);
        check_person(&reach, &card, 200);
    }
    check_all(&reach, 40);
}

TEST(regions_without_a_hospital_a_pharmacy_or_a_bank_name_no_such_place)
{
    for (InstitutionKind without = INSTITUTION_BANK; without <= INSTITUTION_PHARMACY; without++) {
        Reach full = reach_make(arena, 0), reach = reach_make(arena, without);
        Scene scene = land_person(full.land, day_make(1990, 7, 7)), card = working(full.land, scene);
        check_person(&reach, &scene, 100);
        if (without != INSTITUTION_BANK)
            check_person(&reach, &card, 200);
        check_all(&reach, 40);
        arena_drop(&full.life);
    }
}

/* ---- the table ---- */

TEST(every_cause_has_remedies_or_a_reason_for_none)
{
    bool has[Cause_END] = { [CAUSE_DEATH] = true }; /* its withdrawal and the heirs' case are named in words */
    for (int l = 0; l < remedy_list_count; l++) {
        const RemedyList *list = &remedy_lists[l];
        CHECK(!has[list->cause] && list->count > 0);
        has[list->cause] = true;
        for (int i = 0; i < list->count; i++) {
            CHECK_EQ(list->rows[i].cause, list->cause);
            CHECK(role_in(command_row(list->rows[i].command)->roles, list->rows[i].role));
            CHECK(!list->rows[i].papers || command_row(list->rows[i].command)->place[F_EVIDENCE]);
        }
    }
    for (Cause cause = 1; cause < Cause_END; cause++)
        if (!has[cause])
            test_fail(__FILE__, __LINE__, "nothing can be done about %s", cause_row(cause)->code);
}
