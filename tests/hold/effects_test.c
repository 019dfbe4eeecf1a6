/* effects_test.c - every cell of causes and effects against the contract's letters, typed again here from the
 * contract's table; the derived causes from the states that bring them; the cells that depend on the day. */
#include "hold/effects.h"
#include "support/decide.h"

enum { REGION = 110000 };

static Time at_day(int year, int month, int day) { return hour_of(year, month, day, 10); }

/* Nothing stands in the way of this person. */
static PersonFacts *person_in_order(Arena *arena)
{
    PersonFacts *person = arena_new(arena, PersonFacts, 1);
    person->id = 1;
    person->registered = day_make(2024, 1, 2);
    person->account_count = 1;
    person->accounts[0] = (AccountFacts){ .n = 1, .region = REGION, .state = ACCOUNT_OPEN, .since = day_make(2024, 1, 1) };
    person->card_count = 1;
    person->cards[0] = (CardFacts){ .n = 1,
                                    .prod = PROD_HANDED_OVER,
                                    .app = APP_NORMAL,
                                    .fin = FIN_ACTIVE,
                                    .pin = PIN_SET,
                                    .region = REGION,
                                    .handed = day_make(2024, 2, 1),
                                    .activated = day_make(2024, 2, 1),
                                    .valid_until = day_make(2034, 1, 31) };
    return person;
}

static void hold_add(PersonFacts *person, Cause cause)
{
    person->holds[person->hold_count++] = (HoldFacts){ .cause = (uint8_t)cause, .since = { 1000 } };
}

static const char *letters(Arena *arena, const uint8_t *effect)
{
    char *text = arena_new(arena, char, Effect_END);
    for (int i = 1; i < Effect_END; i++)
        text[i - 1] = effect_letter(effect[i]);
    return text;
}

static void check_one(Arena *arena, const PersonFacts *person, const BureauFacts *bureau, Time now, Cause cause, const char *want)
{
    Effects effects;
    effects_of(person, policy_shipped(), bureau, now, &effects);
    CHECK_EQ(effects.count, 1);
    CHECK_EQ(effects.causes[0].cause, cause);
    if (strcmp(letters(arena, effects.worst), want) != 0)
        test_fail(__FILE__, __LINE__, "%s gives %s, should be %s", cause_row(cause)->code, letters(arena, effects.worst), want);
}

TEST(effects_in_order)
{
    Effects effects;
    effects_of(person_in_order(arena), policy_shipped(), NULL, at_day(2025, 1, 10), &effects);
    CHECK_EQ(effects.count, 0);
    CHECK_STR(str(letters(arena, effects.worst)), S("wwwwwwww"));
    CHECK(effects_why(&effects, EFFECT_MEDICAL) == NULL);
}

TEST(effects_of_every_hold)
{
    static const struct {
        Cause cause;
        const char *letters;
    } cells[] = {
        { CAUSE_DORMANT, "wwwwbbcw" },
        { CAUSE_ARREARS, "wwwcbwwc" },
        { CAUSE_TRANSFER, "wbwbcwww" },
        { CAUSE_EMPLOYER_SEAL, "wbwcbwww" },
        { CAUSE_RETIREMENT_UNCLAIMED, "wcwwcwwb" },
        { CAUSE_INVESTIGATION, "wcwbccwc" },
        { CAUSE_DEATH, "cbcbbccb" },
        { CAUSE_DATA_MISMATCH, "wwwbcwcw" },
        { CAUSE_INTERRUPTED, "wbwwbwww" },
    };
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        PersonFacts *person = person_in_order(arena);
        hold_add(person, cells[i].cause);
        check_one(arena, person, NULL, at_day(2025, 1, 10), cells[i].cause, cells[i].letters);
    }
}

TEST(effects_of_states_of_the_card)
{
    Time now = at_day(2025, 1, 10);
    static const struct {
        Application app;
        Financial fin;
        Pin pin;
        Cause cause;
        const char *letters;
    } cells[] = {
        { APP_SEALED, FIN_ACTIVE, PIN_INITIAL, CAUSE_NOT_ENABLED, "wwwwcbbw" },
        { APP_LOST_TEMPORARY, FIN_ACTIVE, PIN_LOCKED, CAUSE_LOSS, "wwwwcbcw" },
        { APP_LOST_FORMAL, FIN_ACTIVE, PIN_SET, CAUSE_LOSS, "wwwwcbcw" },
        { APP_LOCKED, FIN_ACTIVE, PIN_LOCKED, CAUSE_CARD_LOCKED, "wwwwcbcw" },
        { APP_CANCELLED, FIN_ACTIVE, PIN_INITIAL, CAUSE_CARD_CANCELLED, "wwwwcbcw" },
        { APP_NORMAL, FIN_ACTIVE, PIN_INITIAL, CAUSE_PIN_INITIAL, "wwwwcbww" },
        { APP_NORMAL, FIN_ACTIVE, PIN_LOCKED, CAUSE_PIN_LOCKED, "wwwwcbww" },
        { APP_NORMAL, FIN_NONE, PIN_SET, CAUSE_BANK_INACTIVE, "wwwwwwbw" },
        { APP_NORMAL, FIN_OPEN_INACTIVE, PIN_SET, CAUSE_BANK_INACTIVE, "wwwwwwbw" },
        { APP_NORMAL, FIN_COUNTER_ONLY, PIN_SET, CAUSE_BANK_INACTIVE, "wwwwwwcw" },
        { APP_NORMAL, FIN_LOST_ORAL, PIN_SET, CAUSE_BANK_INACTIVE, "wwwwwwbw" },
        { APP_NORMAL, FIN_LOST_FORMAL, PIN_SET, CAUSE_BANK_INACTIVE, "wwwwwwbw" },
        { APP_NORMAL, FIN_FROZEN, PIN_SET, CAUSE_BANK_INACTIVE, "wwwwwwbw" },
        { APP_NORMAL, FIN_CLOSED, PIN_SET, CAUSE_BANK_INACTIVE, "wwwwwwbw" },
    };
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        PersonFacts *person = person_in_order(arena);
        person->cards[0].app = (uint8_t)cells[i].app;
        person->cards[0].fin = (uint8_t)cells[i].fin;
        person->cards[0].pin = (uint8_t)cells[i].pin;
        check_one(arena, person, NULL, now, cells[i].cause, cells[i].letters);
    }
}

TEST(effects_without_account_or_card)
{
    Time now = at_day(2025, 1, 10);
    PersonFacts *person = person_in_order(arena);
    person->accounts[0].state = ACCOUNT_CLOSED;
    check_one(arena, person, NULL, now, CAUSE_NO_ACCOUNT, "wbbbbbwb");
    person->accounts[0].state = ACCOUNT_TRANSFERRED;
    check_one(arena, person, NULL, now, CAUSE_NO_ACCOUNT, "wbbbbbwb");
    person->accounts[0].state = ACCOUNT_SUSPENDED;
    person->card_count = 0;
    check_one(arena, person, NULL, now, CAUSE_NO_CARD, "wwwwccbw");
    person->card_count = 1;
    for (int prod = PROD_APPLIED; prod < PROD_HANDED_OVER; prod++) {
        person->cards[0] = (CardFacts){ .n = 1, .prod = (uint8_t)prod, .app = prod >= PROD_MADE ? APP_SEALED : 0, .fin = FIN_NONE };
        check_one(arena, person, NULL, now, CAUSE_IN_PRODUCTION, "wwwwccbw");
    }
    person->cards[0].prod = PROD_RETURNED;
    check_one(arena, person, NULL, now, CAUSE_IN_PRODUCTION, "wwwwccbw");
    person->cards[0].prod = PROD_DESTROYED;
    check_one(arena, person, NULL, now, CAUSE_NO_CARD, "wwwwccbw");
}

TEST(effects_of_legacy_and_migration)
{
    PersonFacts *person = person_in_order(arena);
    person->legacy_state = LEGACY_RESTRICTED;
    check_one(arena, person, NULL, at_day(2025, 1, 10), CAUSE_LEGACY_RESTRICTED, "wwwwcbww");
    person->legacy_state = LEGACY_RETIRED;
    BureauFacts bureau = { .window_from = { 5000 }, .window_until = { 6000 } };
    check_one(arena, person, &bureau, (Time){ 5000 }, CAUSE_MIGRATION, "cbwbccww");
    check_one(arena, person, &bureau, (Time){ 6000 }, CAUSE_MIGRATION, "cbwbccww");
    Effects effects;
    for (int64_t s = 4999; s <= 6001; s += 1002) {
        effects_of(person, policy_shipped(), &bureau, (Time){ s }, &effects);
        CHECK_EQ(effects.count, 0);
    }
}

/* G16: issued 2015-06-30, expired on 2025-07-01; over the network it works for the region's days of grace. */
TEST(effects_of_expiry_and_grace)
{
    PersonFacts *person = person_in_order(arena);
    Effects effects;
    person->cards[0].valid_until = day_make(2025, 6, 30);
    effects_of(person, policy_shipped(), NULL, at_day(2025, 6, 30), &effects);
    CHECK_EQ(effects.count, 0);
    CHECK(card_usable(person, &person->cards[0], day_make(2025, 6, 30)));
    CHECK(!card_usable(person, &person->cards[0], day_make(2025, 7, 1)));
    check_one(arena, person, NULL, at_day(2025, 7, 1), CAUSE_EXPIRED, "wwwwccbw");
    int grace = (int)policy_int(policy_region(policy_shipped(), REGION), KEY_CARD_GRACE_DAYS, day_make(2025, 7, 1));
    Day last = day_add(day_make(2025, 6, 30), grace);
    check_one(arena, person, NULL, day_start(last), CAUSE_EXPIRED, "wwwwccbw");
    check_one(arena, person, NULL, day_start(day_add(last, 1)), CAUSE_EXPIRED, "wwwwbcbw");
    CHECK_EQ(effects_why(&effects, EFFECT_BANK) != NULL, 0);
}

TEST(interrupted_from_the_month_after)
{
    PersonFacts *person = person_in_order(arena);
    hold_add(person, CAUSE_INTERRUPTED);
    person->accounts[0].state = ACCOUNT_SUSPENDED;
    person->accounts[0].stopped_month = month_make(2025, 3).n;
    check_one(arena, person, NULL, at_day(2025, 3, 31), CAUSE_INTERRUPTED, "wbwwwwww");
    check_one(arena, person, NULL, at_day(2025, 4, 1), CAUSE_INTERRUPTED, "wbwwbwww");
    person->accounts[0].stopped_month = 0; /* placed without a stop: the month in which it was placed */
    person->holds[0].since = at_day(2025, 5, 20);
    check_one(arena, person, NULL, at_day(2025, 5, 31), CAUSE_INTERRUPTED, "wbwwwwww");
    check_one(arena, person, NULL, at_day(2025, 6, 1), CAUSE_INTERRUPTED, "wbwwbwww");
}

TEST(effects_worst_wins_and_query_is_never_blocked)
{
    PersonFacts *person = person_in_order(arena);
    person->cards[0].app = APP_LOST_TEMPORARY;
    person->cards[0].fin = FIN_CLOSED;
    for (Cause cause = CAUSE_DORMANT; cause <= CAUSE_DATA_MISMATCH; cause++)
        hold_add(person, cause);
    Effects effects;
    effects_of(person, policy_shipped(), NULL, at_day(2025, 1, 10), &effects);
    CHECK_EQ(effects.count, 11);
    CHECK_STR(str(letters(arena, effects.worst)), S("cbcbbbbb"));
    CHECK_EQ(effects_why(&effects, EFFECT_MEDICAL)->cause, CAUSE_DORMANT);
    CHECK_EQ(effects_why(&effects, EFFECT_BANK)->cause, CAUSE_BANK_INACTIVE);
    CHECK_EQ(effects_why(&effects, EFFECT_INTEREST)->cause, CAUSE_DEATH);
    for (Cause cause = CAUSE_NO_ACCOUNT; cause < Cause_END; cause++)
        CHECK(cause_row(cause)->effect[EFFECT_QUERY] != BLOCKED);
}

/* G13: arrears and a loss at once; the arrears paid, the loss remains and is named. */
TEST(effects_g13_remaining_cause)
{
    PersonFacts *person = person_in_order(arena);
    person->cards[0].app = APP_LOST_FORMAL;
    hold_add(person, CAUSE_ARREARS);
    Effects effects;
    effects_of(person, policy_shipped(), NULL, at_day(2025, 1, 10), &effects);
    CHECK_EQ(effects_why(&effects, EFFECT_MEDICAL)->cause, CAUSE_ARREARS);
    person->hold_count = 0;
    effects_of(person, policy_shipped(), NULL, at_day(2025, 1, 10), &effects);
    CHECK_EQ(effects_why(&effects, EFFECT_MEDICAL)->cause, CAUSE_LOSS);
    CHECK_EQ(effects.worst[EFFECT_MEDICAL_BALANCE], BLOCKED);
}

/* A successor on its way adds in-production; the old card stays current until the new one is enabled. */
TEST(effects_of_a_successor)
{
    PersonFacts *person = person_in_order(arena);
    person->cards[0].app = APP_LOST_FORMAL;
    person->cards[1] = (CardFacts){ .n = 2, .replaces = 1, .prod = PROD_MAKING, .fin = FIN_OPEN_INACTIVE };
    person->card_count = 2;
    Effects effects;
    effects_of(person, policy_shipped(), NULL, at_day(2025, 1, 10), &effects);
    CHECK_EQ(effects.count, 2);
    CHECK_EQ(effects.causes[0].cause, CAUSE_IN_PRODUCTION);
    CHECK_EQ(effects.causes[1].cause, CAUSE_LOSS);
    person->cards[1].prod = PROD_HANDED_OVER;
    person->cards[1].app = APP_SEALED;
    effects_of(person, policy_shipped(), NULL, at_day(2025, 1, 10), &effects);
    CHECK_EQ(effects.count, 1);
    CHECK_EQ(effects.causes[0].cause, CAUSE_LOSS);
}

TEST(usable_needs_no_account_and_no_pin)
{
    Day today = day_make(2025, 1, 10);
    PersonFacts *person = person_in_order(arena);
    person->account_count = 0;
    person->cards[0].pin = PIN_LOCKED;
    CHECK(card_usable(person, &person->cards[0], today));
    static const Cause blocking[] = { CAUSE_DORMANT, CAUSE_INVESTIGATION, CAUSE_DEATH, CAUSE_DATA_MISMATCH };
    for (Cause cause = CAUSE_DORMANT; cause <= CAUSE_DATA_MISMATCH; cause++) {
        bool blocks = false;
        for (size_t i = 0; i < sizeof blocking / sizeof *blocking; i++)
            blocks |= blocking[i] == cause;
        person->hold_count = 0;
        hold_add(person, cause);
        CHECK_EQ(card_usable(person, &person->cards[0], today), !blocks);
    }
    person->hold_count = 0;
    for (int app = APP_SEALED; app < Application_END; app++) {
        person->cards[0].app = (uint8_t)app;
        CHECK_EQ(card_usable(person, &person->cards[0], today), app == APP_NORMAL);
    }
}
