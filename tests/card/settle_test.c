/* settle_test.c - what comes true by the clock, at the day before, at and after. */
#include "world.h"

static void hold(World *world, Cause cause, Time until)
{
    world->person.holds[world->person.hold_count++] = (HoldFacts){ .cause = (uint8_t)cause, .since = { 1000 }, .until = until };
}

static Time end_of(int year, int month, int day) { return day_end(day_make(year, month, day)); }

static void at(World *world, Time now)
{
    world->view.now = now;
    world_settle(world);
}

TEST(investigation_lapses_after_its_limit)
{
    World *world = world_make(arena);
    hold(world, CAUSE_INVESTIGATION, end_of(2025, 3, 31));
    at(world, end_of(2025, 3, 31));
    CHECK_EQ(world->person.hold_count, 1);
    at(world, (Time){ end_of(2025, 3, 31).s + 1 });
    CHECK_EQ(world->person.hold_count, 0);
    CHECK_EQ(world->out.events[0].kind, EVENT_HOLD_RELEASED);
    CHECK_EQ(world->out.events[0].at.s, day_start(day_make(2025, 4, 1)).s);
}

/* G14: sealed to 2025-10, at 2025-11 it is asked once, and never released by itself. */
TEST(g14_employer_seal_is_asked_once)
{
    World *world = world_make(arena);
    hold(world, CAUSE_EMPLOYER_SEAL, end_of(2025, 10, 31));
    at(world, end_of(2025, 10, 31));
    CHECK_EQ(world->out.count, 0);
    at(world, day_start(day_make(2025, 11, 1)));
    CHECK_EQ(world->out.count, 2);
    CHECK_EQ(world->out.events[1].kind, EVENT_CASE_OPENED);
    CHECK_EQ(world->out.events[1].case_opened.procedure, PROC_SEAL_END);
    CHECK_EQ(world->out.events[1].case_opened.state, CASE_DRAFT);
    CHECK_EQ(world->out.events[0].kind, EVENT_HOLD_ASKED);
    CHECK_EQ(world->person.holds[0].asked, 1);
    at(world, end_of(2035, 1, 1));
    CHECK_EQ(world->out.count, 0);
    CHECK(person_hold(&world->person, CAUSE_EMPLOYER_SEAL) != NULL);
}

/* A man born 1965-01 reaches the age in 2025-02 (one month's delay): asked from March on. */
static World *about_to_retire(Arena *arena)
{
    World *world = world_make(arena);
    world->person.born = day_make(1965, 1, 20);
    world->person.retire_category = RETIRE_M60;
    return world;
}

TEST(retirement_from_the_month_after)
{
    World *world = about_to_retire(arena);
    CHECK_EQ(settle_next(&world->person, (world_command(world, CMD_CARD_PIN, ROLE_CLERK), world->view.policy), NULL).s,
             day_start(day_make(2025, 3, 1)).s);
    at(world, end_of(2025, 2, 28));
    CHECK_EQ(world->person.hold_count, 0);
    at(world, day_start(day_make(2025, 3, 1)));
    CHECK_EQ(world->person.hold_count, 1);
    CHECK_EQ(world->person.holds[0].cause, CAUSE_RETIREMENT_UNCLAIMED);
    CHECK_EQ(world->person.holds[0].since.s, day_start(day_make(2025, 3, 1)).s);
    world->person.hold_count = 0; /* released: who goes on paying is not asked again */
    at(world, end_of(2026, 2, 28));
    CHECK_EQ(world->person.hold_count, 0);
}

TEST(retirement_not_for_everybody)
{
    for (int i = 0; i < 7; i++) {
        World *world = about_to_retire(arena);
        if (i == 0)
            world->person.retired = 1;
        if (i == 1)
            world->person.death = day_make(2025, 1, 1);
        if (i == 2)
            world->person.retire_category = 0;
        if (i == 3)
            world->person.accounts[0].category = CATEGORY_RESIDENT;
        if (i == 4)
            world->person.accounts[0].state = ACCOUNT_SUSPENDED;
        if (i == 5)
            world->person.accounts[0].since = day_make(2025, 3, 1);
        if (i == 6)
            world->person.born = (Day){ 0 };
        at(world, end_of(2025, 12, 31));
        CHECK_EQ(world->person.hold_count, 0);
    }
    World *flexible = about_to_retire(arena);
    flexible->person.accounts[0].category = CATEGORY_FLEXIBLE;
    at(flexible, end_of(2025, 12, 31));
    CHECK_EQ(flexible->person.hold_count, 1);
}

TEST(dormant_is_off_by_default)
{
    World *world = world_make(arena);
    world_card(world, PROD_HANDED_OVER, APP_NORMAL, FIN_ACTIVE, PIN_SET)->activated = day_make(2012, 1, 1);
    at(world, end_of(2060, 1, 1));
    CHECK_EQ(world->out.count, 0);
}

/* The built-in rules with one parameter changed. */
static const PolicySet *policy_with(Arena *arena, const char *key, const char *body)
{
    size_t count = 0;
    const PolicyFile *builtin = policy_builtin_files(&count);
    PolicyFile *files = arena_new(arena, PolicyFile, count);
    for (size_t i = 0; i < count; i++) {
        files[i] = builtin[i];
        long place = str_is(files[i].name, "national.yaml") ? str_find(files[i].text, str_format(arena, "    %s:\n", key)) : -1;
        if (place < 0)
            continue;
        Str head = str_head(files[i].text, (size_t)place), rest = str_from(files[i].text, (size_t)place + strlen(key) + 6);
        long end = str_find(rest, S("\n    d"));
        files[i].text =
            str_format(arena, STR_FMT "    %s:\n%s" STR_FMT, STR_ARG(head), key, body, STR_ARG(str_from(rest, (size_t)end + 1)));
    }
    PolicySet *set = NULL;
    Why why = { .arena = arena };
    if (policy_load_files(arena, files, count, &set, &why) != OK)
        test_fail(__FILE__, __LINE__, STR_FMT ": " STR_FMT, STR_ARG(why.field), STR_ARG(why.en));
    return set;
}

static const char dormant_rules[] = "      - {from: 2011-07-01, value: 0, reference: test, status: final}\n"
                                    "      - {from: 2024-01-01, value: 24, reference: test, status: final}\n"
                                    "      - {from: 2026-01-01, value: 12, reference: test, status: final}\n";

static Time dormant_due(const PersonFacts *person, const PolicySet *policy) { return settle_next(person, policy, NULL); }

TEST(dormant_by_the_value_in_force)
{
    const PolicySet *policy = policy_with(arena, "dormant_months", dormant_rules);
    World *world = world_make(arena);
    CardFacts *card = world_card(world, PROD_HANDED_OVER, APP_NORMAL, FIN_ACTIVE, PIN_SET);
    card->activated = day_make(2012, 5, 1); /* long ago: on the day on which the rule began */
    CHECK_EQ(dormant_due(&world->person, policy).s, day_start(day_make(2024, 1, 1)).s);
    card->last_use = day_make(2023, 8, 31); /* 24 months on, the day after */
    CHECK_EQ(dormant_due(&world->person, policy).s, day_start(day_make(2025, 9, 1)).s);
    card->last_use = day_make(2024, 6, 15); /* the shorter rule comes first */
    CHECK_EQ(dormant_due(&world->person, policy).s, day_start(day_make(2026, 1, 1)).s);
    world->person.last_use = day_make(2025, 6, 15);
    CHECK_EQ(dormant_due(&world->person, policy).s, day_start(day_make(2026, 6, 16)).s);
    Decision out = { .arena = arena };
    settle(&world->person, policy, NULL, day_start(day_make(2026, 6, 16)), &out);
    CHECK_EQ(out.count, 1);
    CHECK(person_hold(&world->person, CAUSE_DORMANT) != NULL);
    CHECK_EQ(dormant_due(&world->person, policy).s, 0);
    world->person.hold_count = 0;
    card->app = APP_SEALED; /* only cards in order fall asleep */
    CHECK_EQ(dormant_due(&world->person, policy).s, 0);
}

/* Several at once: in the order in which they fell due, each at its own moment; again: nothing. */
TEST(settles_in_order)
{
    World *world = about_to_retire(arena);
    CardFacts *card = world_card(world, PROD_HANDED_OVER, APP_LOST_TEMPORARY, FIN_ACTIVE, PIN_SET);
    card->lost_until = (Time){ day_start(day_make(2025, 3, 8)).s + 34200 };
    world->person.legacy_state = LEGACY_NORMAL;
    world->person.legacy_until = day_make(2025, 2, 10);
    hold(world, CAUSE_INVESTIGATION, end_of(2025, 3, 5));
    hold(world, CAUSE_EMPLOYER_SEAL, end_of(2025, 1, 31));
    at(world, end_of(2025, 12, 31));
    static const EventKind kinds[] = { EVENT_HOLD_ASKED,  EVENT_CASE_OPENED,   EVENT_LEGACY_MOVED,
                                       EVENT_HOLD_PLACED, EVENT_HOLD_RELEASED, EVENT_CARD_FOUND };
    CHECK_EQ(world->out.count, 6);
    for (size_t i = 0; i < world->out.count && i < 6; i++) {
        CHECK_EQ(world->out.events[i].kind, kinds[i]);
        CHECK(i == 0 || i == 1 || world->out.events[i - 1].at.s < world->out.events[i].at.s); /* 1: the question itself */
    }
    at(world, end_of(2025, 12, 31));
    CHECK_EQ(world->out.count, 0);
}

/* Settling in two steps gives what settling at once gives. */
TEST(settling_may_be_interrupted)
{
    for (int month = 1; month <= 12; month++) {
        PersonFacts *facts[2];
        for (int twice = 0; twice < 2; twice++) {
            World *world = about_to_retire(arena);
            world_card(world, PROD_HANDED_OVER, APP_SEALED, FIN_ACTIVE, PIN_SET);
            world->person.legacy_state = LEGACY_NORMAL;
            world->person.legacy_until = day_make(2025, 5, 10);
            hold(world, CAUSE_INVESTIGATION, end_of(2025, 8, 31));
            if (twice)
                at(world, end_of(2025, month, 15));
            at(world, end_of(2025, 12, 31));
            facts[twice] = &world->person;
        }
        CHECK(!memcmp(facts[0], facts[1], sizeof *facts[0]));
    }
}
