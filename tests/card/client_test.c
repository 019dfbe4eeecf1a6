/* client_test.c - when the person is told that an agency keeps money or is silent, and when an account stops by rule: at the
 * day before, at it, and once. */
#include "hold/client.h"
#include "world.h"

enum { CONTRACT = 5 };

static void at(World *world, Day day)
{
    world->view.now = day_start(day);
    world_settle(world);
}

/* An account that contract 5 pays since 2025-03-01, and money that came on that day for March. */
static World *client_world(Arena *arena, int64_t held)
{
    World *world = world_make(arena);
    PersonFacts *person = &world->person;
    world_command(world, CMD_CARD_PIN, ROLE_CLERK); /* brings the rules */
    person->account_count = 1;
    person->accounts[0] = (AccountFacts){ .n = 1,
                                          .region = WORLD_REGION,
                                          .category = CATEGORY_FLEXIBLE,
                                          .payer_kind = PAYER_CONTRACT,
                                          .payer = CONTRACT,
                                          .insurances = 6,
                                          .state = ACCOUNT_OPEN,
                                          .since = day_make(2025, 3, 1),
                                          .opened = day_make(2025, 2, 20) };
    if (held) {
        person->client_count = 1;
        person->clients[0] = (ClientFacts){ .contract = CONTRACT,
                                            .region = WORLD_REGION,
                                            .held_fen = held,
                                            .since = day_make(2025, 3, 1),
                                            .next = month_make(2025, 3).n };
    }
    return world;
}

TEST(money_that_is_kept_is_told_on_the_61st_day_once)
{
    World *world = client_world(arena, 106000);
    at(world, day_make(2025, 4, 29));
    CHECK_EQ(world->out.count, 0);
    at(world, day_make(2025, 4, 30)); /* March 1 is the first day */
    CHECK_EQ(world->out.count, 1);
    const Event_agency_kept *e = &world->out.events[0].agency_kept;
    CHECK_EQ(world->out.events[0].kind, EVENT_AGENCY_KEPT);
    CHECK_EQ(world->out.events[0].at.s, day_start(day_make(2025, 4, 30)).s);
    CHECK_EQ(e->left_fen, 106000);
    CHECK_EQ(e->month, month_make(2025, 3).n);
    at(world, day_make(2026, 4, 30));
    CHECK_EQ(world->out.count, 0);
}

/* Paid ahead: nothing is kept before the month that it is for is overdue. */
TEST(money_ahead_is_not_kept_before_its_month)
{
    World *world = client_world(arena, 106000);
    world->person.clients[0].next = month_make(2025, 7).n;
    Day due = client_due_day(&world->person.clients[0], world->view.policy);
    CHECK_EQ(day_month(due).n, month_make(2025, 7).n);
    CHECK_EQ(client_kept_day(&world->person.clients[0], world->view.policy).n, due.n + 1);
    at(world, due);
    CHECK_EQ(world->out.count, 0);
    at(world, day_add(due, 1));
    CHECK_EQ(world->out.count, 1);
}

TEST(an_agency_that_says_nothing_is_told_too)
{
    World *world = client_world(arena, 0);
    at(world, day_make(2025, 4, 29));
    CHECK_EQ(world->out.count, 0);
    at(world, day_make(2025, 4, 30));
    CHECK_EQ(world->out.count, 1);
    CHECK_EQ(world->out.events[0].kind, EVENT_AGENCY_SILENT);
    CHECK_EQ(world->out.events[0].agency_silent.contract, CONTRACT);
    at(world, day_make(2025, 12, 31));
    CHECK_EQ(world->out.count, 0);
    /* Heard of once more, and silent again. */
    world->person.clients[0].heard = day_make(2026, 1, 8);
    at(world, day_make(2026, 3, 8));
    CHECK_EQ(world->out.count, 0);
    at(world, day_make(2026, 3, 9));
    CHECK_EQ(world->out.count, 1);
}

/* An account that is opened for years ago begins to wait on the day it was opened. */
TEST(silence_counts_from_the_opening)
{
    World *world = client_world(arena, 0);
    world->person.accounts[0].since = day_make(2023, 1, 1);
    CHECK_EQ(client_silent_day(&world->person, &world->person.accounts[0], world->view.policy).n, day_make(2025, 4, 21).n);
    world->person.accounts[0].state = ACCOUNT_SUSPENDED;
    CHECK_EQ(client_silent_day(&world->person, &world->person.accounts[0], world->view.policy).n, 0);
}

TEST(a_month_that_stays_short_stops_the_account)
{
    World *world = client_world(arena, 5);
    world->person.clients[0].short_month = month_make(2025, 3).n;
    world->person.clients[0].stop = day_make(2025, 4, 1);
    at(world, day_make(2025, 3, 31));
    CHECK_EQ(world->out.count, 0);
    at(world, day_make(2025, 4, 1));
    CHECK_EQ(world->out.count, 2);
    CHECK_EQ(world->out.events[0].kind, EVENT_ACCOUNT_STOPPED);
    CHECK_EQ(world->out.events[0].account_stopped.month, month_make(2025, 3).n);
    CHECK_EQ(world->out.events[1].kind, EVENT_HOLD_PLACED);
    CHECK_EQ(world->out.events[1].hold_placed.cause, CAUSE_INTERRUPTED);
    CHECK_EQ(world->person.accounts[0].state, ACCOUNT_SUSPENDED);
    at(world, day_make(2025, 4, 2));
    CHECK_EQ(world->out.count, 0);
    CHECK_EQ(world->person.clients[0].short_month, month_make(2025, 3).n); /* still to be seen */
    world->person.accounts[0].state = ACCOUNT_OPEN;                        /* resumed with the same agency: a new beginning */
    world->person.accounts[0].stopped_month = 0;
    at(world, day_make(2025, 4, 3));
    CHECK_EQ(world->out.count, 0);
    CHECK_EQ(world->person.accounts[0].state, ACCOUNT_OPEN);
}

static Event remitted(int64_t left)
{
    Event event = { .kind = EVENT_AGENCY_REMITTED, .subject = 7, .at = day_start(day_make(2025, 3, 20)) };
    event.agency_remitted = (Event_agency_remitted){ .contract = CONTRACT,
                                                     .month = month_make(2025, 3).n,
                                                     .left_fen = left,
                                                     .since = day_make(2025, 3, 2).n,
                                                     .next = month_make(2025, 4).n,
                                                     .region = WORLD_REGION };
    return event;
}

/* Made up in time: the month is paid and the account goes on. */
TEST(a_month_that_is_made_up_stops_nothing)
{
    World *world = client_world(arena, 5);
    world->person.clients[0].short_month = month_make(2025, 3).n;
    world->person.clients[0].stop = day_make(2025, 4, 1);
    Event event = remitted(3);
    person_fold(&world->person, &event);
    CHECK_EQ(world->person.clients[0].stop.n, 0);
    CHECK_EQ(world->person.clients[0].held_fen, 3);
    CHECK_EQ(world->person.clients[0].since.n, day_make(2025, 3, 2).n);
    at(world, day_make(2025, 4, 15));
    CHECK_EQ(world->out.count, 0);
    event = remitted(0);
    person_fold(&world->person, &event);
    CHECK_EQ(world->person.client_count, 1); /* it pays an account: when it was heard of is known */
    CHECK_EQ(world->person.clients[0].since.n, 0);
    CHECK_EQ(world->person.clients[0].heard.n, day_make(2025, 3, 20).n);
    world->person.accounts[0].state = ACCOUNT_SUSPENDED;
    person_fold(&world->person, &event);
    CHECK_EQ(world->person.client_count, 0);
}

/* Too late: the day had come, whether the job ran or not. */
TEST(a_month_that_is_made_up_too_late_stops_the_account)
{
    World *world = client_world(arena, 5);
    world->person.clients[0].short_month = month_make(2025, 3).n;
    world->person.clients[0].stop = day_make(2025, 3, 20);
    Event event = remitted(3);
    person_fold(&world->person, &event);
    at(world, day_make(2025, 4, 15));
    CHECK_EQ(world->out.count, 2);
    CHECK_EQ(world->out.events[0].at.s, day_start(day_make(2025, 3, 20)).s);
    CHECK_EQ(world->person.accounts[0].state, ACCOUNT_SUSPENDED);
}

/* Six agencies that hold money: there is no room for a seventh, and nothing is lost. */
TEST(there_is_room_for_so_many_agencies)
{
    World *world = client_world(arena, 1);
    PersonFacts *person = &world->person;
    person->client_count = CLIENTS_MAX;
    for (int i = 0; i < CLIENTS_MAX; i++)
        person->clients[i] =
            (ClientFacts){ .contract = 20 + i, .region = WORLD_REGION, .held_fen = 1, .since = day_make(2025, 3, 1) };
    CHECK(!client_has_room(person, CONTRACT));
    CHECK(client_has_room(person, 20));
    Event event = remitted(9);
    person_fold(person, &event);
    CHECK(person_client(person, CONTRACT) == NULL);
    CHECK_EQ(client_silent_day(person, &person->accounts[0], world->view.policy).n, 0); /* or it would be told for ever */
    person->clients[2].held_fen = 0;
    CHECK(client_has_room(person, CONTRACT));
    person_fold(person, &event);
    CHECK_EQ(person_client(person, CONTRACT)->held_fen, 9);
    CHECK(person_client(person, 22) == NULL);
    CHECK_EQ(person->client_count, CLIENTS_MAX);
}
