/* ways_test.c - what the guide advises is what is accepted: for every state that can be reached, every function, every
 * way is executed with the gatekeeper, step by step as somebody outside would, and the function then works. */
#include "guide/step.h"
#include "reach.h"
#include "words/words.h"
#include <stdlib.h>

/* SHEBAO_REACH=20 looks at so many times more states. */
static size_t most(size_t count)
{
    const char *times = getenv("SHEBAO_REACH");
    return times && atoi(times) > 0 ? count * (size_t)atoi(times) : count;
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
    reach_check(&reach, 20);
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
    CHECK(answer.count > 0 && reach_execute(&one, 0, &answer.ways[0], &after, &err) < 0);
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
    reach_check(&reach, 40);
}

static size_t states_with(const Reach *reach, Cause cause)
{
    size_t count = 0;
    for (size_t i = 0; i < reach->count; i++)
        count += person_hold(&reach->scenes[i]->person, cause) != NULL;
    return count;
}

/* Months are billed and paid, in parts, in time or not; others are given up; a card is lost and an account stopped in
 * between: each way ends with every function working, and what it pays is what releases the hold. */
TEST(everyone_who_owes_has_ways_that_work)
{
    Reach reach = reach_make(arena, 0);
    Scene card = working(reach.land, land_person(reach.land, day_make(1985, 4, 5)));
    Event account = { .kind = EVENT_ACCOUNT_OPENED, .subject = card.person.id, .at = card.now };
    account.account_opened = (Event_account_opened){ .account = card.person.next_account + 1,
                                                     .region = LAND_REGION,
                                                     .category = CATEGORY_FLEXIBLE,
                                                     .payer_kind = PAYER_SELF,
                                                     .insurances = 1 << INSURANCE_PENSION | 1 << INSURANCE_MEDICAL,
                                                     .from = time_day(card.now).n };
    person_fold(&card.person, &account);
    reach_keep(&reach, &card, 0, NULL);
    reach_all(&reach, 0, MOVES_MONEY, 30, most(3000));
    printf("    %zu of %zu states with arrears, %zu interrupted\n", states_with(&reach, CAUSE_ARREARS), reach.count,
           states_with(&reach, CAUSE_INTERRUPTED));
    CHECK(states_with(&reach, CAUSE_ARREARS) > 100 && states_with(&reach, CAUSE_INTERRUPTED) > 100);
    reach_check(&reach, 20);
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
    reach_check(&reach, 40);
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
    reach_check(&reach, 40);
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
    reach_check(&reach, 40);
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
    reach_check(&reach, 40);
}

TEST(regions_without_a_hospital_a_pharmacy_or_a_bank_name_no_such_place)
{
    for (InstitutionKind without = INSTITUTION_BANK; without <= INSTITUTION_PHARMACY; without++) {
        Reach full = reach_make(arena, 0), reach = reach_make(arena, without);
        Scene scene = land_person(full.land, day_make(1990, 7, 7)), card = working(full.land, scene);
        check_person(&reach, &scene, 100);
        if (without != INSTITUTION_BANK)
            check_person(&reach, &card, 200);
        reach_check(&reach, 40);
        arena_drop(&full.life);
    }
}

/* ---- the table ---- */

TEST(every_cause_has_remedies_or_a_reason_for_none)
{
    bool has[Cause_END] = { [CAUSE_DEATH] = true }; /* its withdrawal and the heirs' case are named in words */
    for (int l = 0; l < remedy_list_count; l++) {
        const RemedyList *list = &remedy_lists[l];
        bool first_month = list->rows[0].command == CMD_PAYMENT_RECORD && list->cause == CAUSE_INTERRUPTED;
        CHECK((first_month || !has[list->cause]) && list->count > 0);
        has[list->cause] |= !first_month;
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
