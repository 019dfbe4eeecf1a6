/* cover_test.c - medical cover after an interruption: conditional until the first month is paid, whoever pays it. */
#include "hold/cover.h"
#include "hold/effects.h"
#include "support/policy.h"
#include "support/test.h"

/* Beijing, of the base 7,162.00 in late 2025: 1,432.40 and 501.34 a month. */
enum { REGION = 110000, PENSION = 143240, MEDICAL = 50134, MONTH = PENSION + MEDICAL, BOTH = 1 << 1 | 1 << 2 };

static void fold(PersonFacts *person, Event event)
{
    event.subject = person->id;
    person_fold(person, &event);
}

static void issue(PersonFacts *person, Month month)
{
    Event event = { .kind = EVENT_BILL_ISSUED };
    event.bill_issued = (Event_bill_issued){
        .region = REGION, .month = month.n, .pension_fen = PENSION, .medical_fen = MEDICAL, .due = month_first(month).n + 14
    };
    fold(person, event);
}

static void settled(PersonFacts *person, Month month, int64_t pension, int64_t medical, int64_t other)
{
    Event event = { .kind = EVENT_BILL_SETTLED };
    event.bill_settled = (Event_bill_settled){ .region = REGION,
                                               .month = month.n == MONTH_NONE.n ? 0 : month.n,
                                               .pension_fen = pension,
                                               .medical_fen = medical,
                                               .other_fen = other,
                                               .due = 20000 };
    fold(person, event);
}

/* Billed from July on, nothing paid, interrupted at the end of October. */
static PersonFacts *interrupted(Arena *arena, bool ledger)
{
    PersonFacts *person = arena_new(arena, PersonFacts, 1);
    *person = (PersonFacts){ .id = 7, .registered = day_make(2025, 1, 2), .account_count = 1, .next_account = 1 };
    person->accounts[0] = (AccountFacts){ .n = 1,
                                          .region = 110105,
                                          .category = CATEGORY_FLEXIBLE,
                                          .payer_kind = PAYER_SELF,
                                          .insurances = BOTH,
                                          .state = ACCOUNT_OPEN,
                                          .since = day_make(2025, 1, 1),
                                          .base_fen = 716200 };
    Event lapsed = { .kind = EVENT_BILLS_LAPSED }, stop = { .kind = EVENT_ACCOUNT_STOPPED }, hold = { .kind = EVENT_HOLD_PLACED };
    lapsed.bills_lapsed = (Event_bills_lapsed){ .region = REGION, .month = month_make(2025, 7).n, .insurances = 4, .stops = 1 };
    stop.account_stopped = (Event_account_stopped){ .account = 1, .month = month_make(2025, 10).n, .reason = STOP_OTHER };
    hold.hold_placed = (Event_hold_placed){ .cause = CAUSE_INTERRUPTED, .by = S("job.daily") };
    if (ledger) {
        issue(person, month_make(2025, 7));
        fold(person, lapsed);
    }
    fold(person, stop);
    fold(person, hold);
    return person;
}

static void resume(PersonFacts *person, Month month, int payer_kind)
{
    Event resumed = { .kind = EVENT_ACCOUNT_RESUMED }, release = { .kind = EVENT_HOLD_RELEASED };
    resumed.account_resumed = (Event_account_resumed){
        .account = 1, .insurances = BOTH, .month = month.n, .payer_kind = payer_kind, .payer = payer_kind == PAYER_SELF ? 0 : 3
    };
    release.hold_released = (Event_hold_released){ .cause = CAUSE_INTERRUPTED, .by = S("clerk w1") };
    fold(person, resumed);
    fold(person, release);
}

/* What the interruption alone says of medical settlement. */
static char medical(const PersonFacts *person, Day day)
{
    Effects effects;
    effects_of(person, policy_shipped(), NULL, (Time){ day_start(day).s + 36000 }, &effects);
    for (int i = 0; i < effects.count; i++)
        if (effects.causes[i].cause == CAUSE_INTERRUPTED) {
            bool only = effects.causes[i].effect[EFFECT_CONTRIBUTE] == WORKS || person_hold(person, CAUSE_INTERRUPTED);
            CHECK(only);
            return effect_letter(effects.causes[i].effect[EFFECT_MEDICAL]);
        }
    return 'w';
}

TEST(cover_waits_for_the_first_paid_month)
{
    Cover cover;
    PersonFacts *person = interrupted(arena, true);
    Day day = day_make(2025, 11, 20);
    CHECK_EQ(medical(person, day), 'b');
    resume(person, month_make(2025, 11), PAYER_SELF);
    CHECK_EQ(medical(person, day), 'c');
    CHECK(cover_waits(person, policy_shipped(), day, &cover));
    CHECK_EQ(cover.amount.fen, MONTH); /* nobody has billed it yet */
    CHECK_EQ(cover.region, REGION);
    issue(person, month_make(2025, 11));
    CHECK(cover_waits(person, policy_shipped(), day, &cover));
    CHECK_EQ(cover.amount.fen, MONTH);
    settled(person, month_make(2025, 11), PENSION, MEDICAL - 1, 0);
    CHECK(cover_waits(person, policy_shipped(), day, &cover));
    CHECK_EQ(cover.amount.fen, 1);
    settled(person, month_make(2025, 11), 0, 1, 0);
    CHECK_EQ(medical(person, day), 'w');
    issue(person, month_make(2025, 12)); /* the next month is like any other: arrears, when it is overdue */
    CHECK_EQ(medical(person, day_make(2025, 12, 3)), 'w');
    settled(person, month_make(2025, 11), 0, -1, 0); /* taken back */
    CHECK_EQ(medical(person, day), 'c');
}

TEST(what_is_held_pays_the_first_month)
{
    PersonFacts *person = interrupted(arena, true);
    resume(person, month_make(2025, 11), PAYER_SELF);
    settled(person, MONTH_NONE, 0, 0, MONTH - 1);
    CHECK_EQ(medical(person, day_make(2025, 11, 20)), 'c');
    settled(person, MONTH_NONE, 0, 0, 1);
    CHECK_EQ(medical(person, day_make(2025, 11, 20)), 'w');
    issue(person, month_make(2025, 11));
    CHECK_EQ(medical(person, day_make(2025, 11, 20)), 'w');
}

TEST(a_month_ahead_works_when_it_begins)
{
    Cover cover;
    PersonFacts *person = interrupted(arena, true);
    resume(person, month_make(2026, 1), PAYER_SELF);
    settled(person, MONTH_NONE, 0, 0, 2 * MONTH);
    CHECK_EQ(medical(person, day_make(2025, 12, 31)), 'c');
    CHECK(cover_waits(person, policy_shipped(), day_make(2025, 12, 31), &cover));
    CHECK_EQ(cover.amount.fen, 0);
    CHECK_EQ(cover.works.n, day_make(2026, 1, 1).n);
    CHECK_EQ(medical(person, day_make(2026, 1, 1)), 'w');
}

/* Whether an employer has paid is not the employee's affair; and while no ledger stands behind it nothing waits. */
TEST(nobody_waits_for_an_employer_or_without_a_ledger)
{
    PersonFacts *person = interrupted(arena, true);
    person->accounts[0].category = CATEGORY_EMPLOYEE;
    resume(person, month_make(2025, 12), PAYER_UNIT);
    CHECK_EQ(medical(person, day_make(2025, 11, 30)), 'c');
    CHECK_EQ(medical(person, day_make(2025, 12, 1)), 'w');
    person = interrupted(arena, false);
    resume(person, month_make(2025, 12), PAYER_SELF);
    CHECK_EQ(medical(person, day_make(2025, 11, 20)), 'w');
    person = interrupted(arena, true);
    person->accounts[0].category = CATEGORY_RESIDENT;
    resume(person, month_make(2025, 12), PAYER_SELF);
    CHECK_EQ(medical(person, day_make(2025, 11, 20)), 'w');
}
