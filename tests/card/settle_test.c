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

static Str text_with(Arena *arena, Str text, const char *key, const char *body)
{
    long place = key ? str_find(text, str_format(arena, "    %s:\n", key)) : -1;
    if (place < 0)
        return text;
    Str head = str_head(text, (size_t)place), rest = str_from(text, (size_t)place + strlen(key) + 6);
    size_t end = 0; /* the line of the next key */
    while (end < rest.n &&
           !(rest.p[end] == '\n' && end + 5 < rest.n && !memcmp(rest.p + end, "\n    ", 5) && rest.p[end + 5] != ' '))
        end++;
    return str_format(arena, STR_FMT "    %s:\n%s" STR_FMT, STR_ARG(head), key, body, STR_ARG(str_from(rest, end + 1)));
}

/* The built-in rules with two parameters changed. */
static const PolicySet *policy_with_two(Arena *arena, const char *key, const char *body, const char *key_2, const char *body_2)
{
    size_t count = 0;
    const PolicyFile *builtin = policy_builtin_files(&count);
    PolicyFile *files = arena_new(arena, PolicyFile, count);
    for (size_t i = 0; i < count; i++) {
        files[i] = builtin[i];
        if (str_is(files[i].name, "national.yaml"))
            files[i].text = text_with(arena, text_with(arena, files[i].text, key, body), key_2, body_2);
    }
    PolicySet *set = NULL;
    Why why = { .arena = arena };
    if (policy_load_files(arena, files, count, &set, &why) != OK)
        test_fail(__FILE__, __LINE__, STR_FMT ": " STR_FMT, STR_ARG(why.field), STR_ARG(why.en));
    return set;
}

static const PolicySet *policy_with(Arena *arena, const char *key, const char *body)
{
    return policy_with_two(arena, key, body, NULL, NULL);
}

static const char dormant_rules[] = "      - {from: 2011-07-01, value: 0, reference: test, status: final}\n"
                                    "      - {from: 2024-01-01, value: 24, reference: test, status: final}\n"
                                    "      - {from: 2026-01-01, value: 12, reference: test, status: final}\n";

/* When the card falls asleep; the notice before it is passed over. */
static Time dormant_due(Arena *arena, const PersonFacts *person, const PolicySet *policy)
{
    PersonFacts *copy = arena_new(arena, PersonFacts, 1);
    person_copy(copy, person);
    Time due = settle_next(copy, policy, NULL);
    Decision out = { .arena = arena };
    settle(copy, policy, NULL, due, &out);
    return out.count && out.events[0].kind == EVENT_DORMANCY_TOLD ? settle_next(copy, policy, NULL) : due;
}

TEST(dormant_by_the_value_in_force)
{
    const PolicySet *policy = policy_with(arena, "dormant_months", dormant_rules);
    World *world = world_make(arena);
    CardFacts *card = world_card(world, PROD_HANDED_OVER, APP_NORMAL, FIN_ACTIVE, PIN_SET);
    card->activated = day_make(2012, 5, 1); /* long ago: on the day on which the rule began */
    CHECK_EQ(dormant_due(arena, &world->person, policy).s, day_start(day_make(2024, 1, 1)).s);
    card->last_use = day_make(2023, 8, 31); /* 24 months on, the day after */
    CHECK_EQ(dormant_due(arena, &world->person, policy).s, day_start(day_make(2025, 9, 1)).s);
    card->last_use = day_make(2024, 6, 15); /* the shorter rule comes first */
    CHECK_EQ(dormant_due(arena, &world->person, policy).s, day_start(day_make(2026, 1, 1)).s);
    world->person.last_use = day_make(2025, 6, 15);
    CHECK_EQ(dormant_due(arena, &world->person, policy).s, day_start(day_make(2026, 6, 16)).s);
    Decision out = { .arena = arena };
    settle(&world->person, policy, NULL, day_start(day_make(2026, 6, 16)), &out);
    CHECK_EQ(out.count, 2);
    CHECK(person_hold(&world->person, CAUSE_DORMANT) != NULL);
    CHECK_EQ(dormant_due(arena, &world->person, policy).s, 0);
    world->person.hold_count = 0;
    card->app = APP_SEALED; /* only cards in order fall asleep */
    CHECK_EQ(dormant_due(arena, &world->person, policy).s, 0);
}

static int64_t kind_at(const World *world, size_t i) { return i < world->out.count ? (int64_t)world->out.events[i].kind : 0; }

/* Settles a world by other rules than the built-in ones. */
static void at_with(World *world, const PolicySet *policy, Time now)
{
    world->out = (Decision){ .arena = world->arena };
    settle(&world->person, policy, NULL, now, &world->out);
}

static const char months_24[] = "      - {from: 2011-07-01, value: 24, reference: test, status: final}\n";

TEST(dormancy_is_told_before_and_once)
{
    const PolicySet *policy = policy_with(arena, "dormant_months", months_24);
    World *world = world_make(arena);
    CardFacts *card = world_card(world, PROD_HANDED_OVER, APP_NORMAL, FIN_ACTIVE, PIN_SET);
    card->activated = card->last_use = day_make(2023, 3, 10); /* sealed on 2025-03-11, told 30 days before */
    at_with(world, policy, end_of(2025, 2, 8));
    CHECK_EQ(world->out.count, 0);
    at_with(world, policy, day_start(day_make(2025, 2, 9)));
    CHECK_EQ(world->out.count, 1);
    CHECK_EQ(kind_at(world, 0), EVENT_DORMANCY_TOLD);
    CHECK_EQ(world->out.events[0].at.s, day_start(day_make(2025, 2, 9)).s);
    CHECK_EQ(world->out.events[0].dormancy_told.day, day_make(2025, 3, 11).n);
    CHECK_EQ(world->out.events[0].dormancy_told.last_use, day_make(2023, 3, 10).n);
    at_with(world, policy, end_of(2025, 3, 10)); /* once */
    CHECK_EQ(world->out.count, 0);
    /* A use resets the clock, and with it the notice. */
    person_fold(&world->person, &(Event){ .kind = EVENT_CARD_USED, .at = end_of(2025, 3, 10), .card_used.card = card->n });
    at_with(world, policy, day_start(day_make(2027, 2, 8)));
    CHECK_EQ(world->out.count, 0);
    at_with(world, policy, day_start(day_make(2027, 3, 11))); /* missed until the day itself: both, each at its moment */
    CHECK_EQ(world->out.count, 2);
    CHECK_EQ(kind_at(world, 0), EVENT_DORMANCY_TOLD);
    CHECK_EQ(world->out.events[0].at.s, day_start(day_make(2027, 2, 9)).s);
    CHECK_EQ(kind_at(world, 1), EVENT_HOLD_PLACED);
    at_with(world, policy, end_of(2040, 1, 1));
    CHECK_EQ(world->out.count, 0);
}

TEST(dormancy_is_not_told_to_everybody)
{
    const PolicySet *asleep = policy_with(arena, "dormant_months", months_24),
                    *silent = policy_with(arena, "dormant_notice_days",
                                          "      - {from: 2011-07-01, value: 0, reference: test, status: final}\n");
    for (int i = 0; i < 4; i++) {
        World *world = world_make(arena);
        world_card(world, PROD_HANDED_OVER, APP_NORMAL, FIN_ACTIVE, PIN_SET)->activated = day_make(2012, 1, 1);
        if (i == 1)
            world->person.death = day_make(2013, 1, 1);
        if (i == 2)
            hold(world, CAUSE_DORMANT, (Time){ 0 });
        at_with(world, i == 3 ? silent : asleep, end_of(2013, 12, 31)); /* silent: its months are 0 */
        CHECK_EQ(world->out.count, i == 0 ? 1 : 0);
    }
}

/* Days of notice longer than the months: told on the day after the last use; 0 days: the seal alone. */
TEST(dormancy_notice_of_extreme_lengths)
{
    static const char one[] = "      - {from: 2011-07-01, value: 1, reference: test, status: final}\n",
                      year[] = "      - {from: 2011-07-01, value: 365, reference: test, status: final}\n",
                      none[] = "      - {from: 2011-07-01, value: 0, reference: test, status: final}\n";
    for (int i = 0; i < 2; i++) {
        const PolicySet *policy = policy_with_two(arena, "dormant_months", one, "dormant_notice_days", i ? none : year);
        World *world = world_make(arena);
        world_card(world, PROD_HANDED_OVER, APP_NORMAL, FIN_ACTIVE, PIN_SET)->activated = day_make(2025, 1, 10);
        at_with(world, policy, end_of(2025, 2, 10));
        CHECK_EQ(world->out.count, i ? 0 : 1);
        if (!i)
            CHECK_EQ(world->out.events[0].at.s, day_start(day_make(2025, 1, 11)).s);
        at_with(world, policy, end_of(2025, 2, 11));
        CHECK_EQ(kind_at(world, 0), EVENT_HOLD_PLACED);
    }
}

/* A card that came to the outlet on 2025-01-31, in a region of 1, 3, 6 and 12 months. */
static World *waiting_card(Arena *arena)
{
    World *world = world_make(arena);
    world_card(world, PROD_AT_OUTLET, APP_SEALED, FIN_OPEN_INACTIVE, PIN_INITIAL)->at_outlet = day_make(2025, 1, 31);
    return world;
}

TEST(unclaimed_card_is_reminded_and_goes_back)
{
    static const struct {
        int year, month, day;
        EventKind kind;
        int count;
    } due[] = {
        { 2025, 2, 28, EVENT_CARD_REMINDED, 1 },
        { 2025, 4, 30, EVENT_CARD_REMINDED, 2 },
        { 2025, 7, 31, EVENT_CARD_REMINDED, 3 },
        { 2026, 2, 1, EVENT_CARD_PROD, 0 },
    };
    World *world = waiting_card(arena);
    for (size_t i = 0; i < sizeof due / sizeof *due; i++) {
        Time moment = day_start(day_make(due[i].year, due[i].month, due[i].day));
        at(world, (Time){ moment.s - 1 });
        CHECK_EQ(world->out.count, 0);
        at(world, moment);
        CHECK_EQ(world->out.count, 1);
        CHECK_EQ(kind_at(world, 0), due[i].kind);
        CHECK_EQ(world->out.events[0].at.s, moment.s);
        if (due[i].kind == EVENT_CARD_REMINDED) {
            CHECK_EQ(world->out.events[0].card_reminded.count, due[i].count);
            CHECK_EQ(world->out.events[0].card_reminded.until, day_make(2026, 1, 31).n);
            CHECK_EQ(world->person.cards[0].prod, PROD_AT_OUTLET);
        }
    }
    CHECK_EQ(world->person.cards[0].prod, PROD_RETURNED);
    CHECK_EQ(world->person.cards[0].app, APP_SEALED);
    at(world, end_of(2040, 1, 1)); /* for good, until somebody claims it */
    CHECK_EQ(world->out.count, 0);
    CHECK_EQ(settle_next(&world->person, world->view.policy, NULL).s, 0);
}

TEST(unclaimed_card_when_nobody_looked_for_years)
{
    World *world = waiting_card(arena);
    at(world, end_of(2030, 1, 1));
    CHECK_EQ(world->out.count, 4);
    CHECK_EQ(world->out.events[3].at.s, day_start(day_make(2026, 2, 1)).s);
    CHECK_EQ(world->person.cards[0].prod, PROD_RETURNED);
}

/* Sent again after a claim, the outlet's months and the reminders begin anew. */
TEST(unclaimed_card_claimed_and_sent_again)
{
    World *world = waiting_card(arena);
    at(world, end_of(2026, 2, 1));
    for (int state = 0; state < 2; state++)
        person_fold(&world->person, &(Event){ .kind = EVENT_CARD_PROD,
                                              .at = end_of(2026, 3, 15),
                                              .card_prod = { .card = 1, .state = state ? PROD_AT_OUTLET : PROD_SHIPPED } });
    CHECK_EQ(world->person.cards[0].reminded, 0);
    at(world, end_of(2026, 4, 14));
    CHECK_EQ(world->out.count, 0);
    at(world, day_start(day_make(2026, 4, 15)));
    CHECK_EQ(kind_at(world, 0), EVENT_CARD_REMINDED);
    at(world, day_start(day_make(2027, 3, 16)));
    CHECK_EQ(world->person.cards[0].prod, PROD_RETURNED);
}

TEST(unclaimed_is_not_every_card)
{
    for (int i = 0; i < 4; i++) {
        World *world = waiting_card(arena);
        if (i == 0)
            world->person.cards[0].app = APP_CANCELLED;
        if (i == 1)
            world->person.cards[0].prod = PROD_HANDED_OVER;
        if (i == 2)
            world->person.cards[0].prod = PROD_SHIPPED;
        if (i == 3)
            world->person.death = day_make(2025, 2, 1);
        at(world, end_of(2030, 1, 1));
        CHECK_EQ(world->out.count, i == 3 ? 1 : 0); /* nobody reminds the dead; the card goes back */
    }
}

TEST(unclaimed_by_the_value_in_force)
{
    const PolicySet *policy = policy_with(arena, "unclaimed_months",
                                          "      - {from: 2011-07-01, value: 24, reference: test, status: final}\n"
                                          "      - {from: 2026-06-01, value: 6, reference: test, status: final}\n");
    World *world = waiting_card(arena);
    at_with(world, policy, end_of(2026, 5, 31));
    CHECK_EQ(world->out.count, 3);
    CHECK_EQ(world->out.events[0].card_reminded.until, day_make(2026, 5, 31).n);
    at_with(world, policy, day_start(day_make(2026, 6, 1)));
    CHECK_EQ(kind_at(world, 0), EVENT_CARD_PROD);
}

/* A region that reminds once says the same month three times. */
TEST(reminders_of_one_day_are_one)
{
    const PolicySet *policy =
        policy_with(arena, "unclaimed_notice_1_months", "      - {from: 2011-07-01, value: 3, reference: test, status: final}\n");
    World *world = waiting_card(arena);
    at_with(world, policy, end_of(2025, 7, 30));
    CHECK_EQ(world->out.count, 1);
    CHECK_EQ(world->out.events[0].card_reminded.count, 2);
    at_with(world, policy, end_of(2025, 7, 31));
    CHECK_EQ(world->out.count, 1);
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
            world_card(world, PROD_AT_OUTLET, APP_SEALED, FIN_OPEN_INACTIVE, PIN_INITIAL)->at_outlet = day_make(2024, 8, 31);
            hold(world, CAUSE_INVESTIGATION, end_of(2025, 8, 31));
            if (twice)
                at(world, end_of(2025, month, 15));
            at(world, end_of(2025, 12, 31));
            facts[twice] = &world->person;
        }
        CHECK(!memcmp(facts[0], facts[1], sizeof *facts[0]));
    }
}
