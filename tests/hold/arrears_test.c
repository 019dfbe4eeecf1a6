/* arrears_test.c - what somebody owes who is the payer, from the facts alone: when it is overdue, how much ends it, when it
 * can no longer be made up. */
#include "hold/arrears.h"
#include "hold/effects.h"
#include "support/policy.h"
#include "support/test.h"

enum { REGION = 110000 };

static PersonFacts *payer(Arena *arena)
{
    PersonFacts *person = arena_new(arena, PersonFacts, 1);
    *person = (PersonFacts){ .id = 7, .registered = day_make(2025, 1, 2), .account_count = 1 };
    person->accounts[0] = (AccountFacts){ .n = 1,
                                          .region = 110105,
                                          .category = CATEGORY_FLEXIBLE,
                                          .payer_kind = PAYER_SELF,
                                          .insurances = 1 << INSURANCE_PENSION | 1 << INSURANCE_MEDICAL,
                                          .state = ACCOUNT_OPEN,
                                          .since = day_make(2025, 1, 1) };
    return person;
}

static void fold(PersonFacts *person, Event event)
{
    event.subject = person->id;
    person_fold(person, &event);
}

static void issue(PersonFacts *person, Month month, int64_t pension, int64_t medical, Day due)
{
    Event event = { .kind = EVENT_BILL_ISSUED };
    event.bill_issued =
        (Event_bill_issued){ .region = REGION, .month = month.n, .pension_fen = pension, .medical_fen = medical, .due = due.n };
    fold(person, event);
}

static void settled(PersonFacts *person, Month month, int64_t pension, int64_t medical, int64_t other)
{
    Event event = { .kind = EVENT_BILL_SETTLED };
    event.bill_settled = (Event_bill_settled){
        .region = REGION, .month = month.n, .pension_fen = pension, .medical_fen = medical, .other_fen = other, .due = 20000
    };
    fold(person, event);
}

TEST(months_can_be_made_up_to_the_day_that_the_region_says)
{
    const PolicySet *policy = policy_shipped();
    const RegionPolicy *rules = policy_region(policy, REGION);
    CHECK_EQ(makeup_until(policy, rules, INSURANCE_MEDICAL, month_make(2025, 7)).n, day_make(2025, 10, 31).n);
    CHECK_EQ(makeup_until(policy, rules, INSURANCE_MEDICAL, month_make(2025, 11)).n, day_make(2026, 2, 28).n);
    CHECK_EQ(makeup_until(policy, rules, INSURANCE_PENSION, month_make(2025, 1)).n, day_make(2025, 12, 31).n);
    CHECK_EQ(makeup_until(policy, rules, INSURANCE_PENSION, month_make(2025, 12)).n, day_make(2025, 12, 31).n);
    CHECK_EQ(makeup_until(policy, rules, INSURANCE_UNEMPLOYMENT, month_make(2025, 12)).n, day_make(2025, 12, 31).n);
}

TEST(overdue_is_what_passed_its_last_day_less_what_is_held)
{
    const PolicySet *policy = policy_shipped();
    PersonFacts *person = payer(arena);
    Arrears owed;
    Day due = day_make(2025, 7, 15);
    CHECK(!arrears_by_ledger(person) && !arrears_any(person, day_make(2030, 1, 1)));
    issue(person, month_make(2025, 7), 100, 50, due);
    issue(person, month_make(2025, 8), 100, 50, day_make(2025, 8, 15));
    CHECK(!arrears_any(person, due) && arrears_any(person, day_add(due, 1)));
    CHECK_EQ(arrears_next(person).s, day_start(day_add(due, 1)).s);
    CHECK(arrears_of(person, policy, day_add(due, 1), &owed));
    CHECK_EQ(owed.amount.fen, 150);
    CHECK(arrears_of(person, policy, day_make(2025, 9, 1), &owed));
    CHECK_EQ(owed.amount.fen, 300);
    CHECK_EQ(owed.until.n, day_make(2025, 10, 31).n);
    settled(person, (Month){ 0 }, 0, 0, 150); /* the bureau holds so much */
    CHECK(!arrears_any(person, day_make(2025, 8, 15)) && arrears_any(person, day_make(2025, 8, 16)));
    CHECK_EQ(arrears_next(person).s, day_start(day_make(2025, 8, 16)).s);
    CHECK(arrears_of(person, policy, day_make(2025, 9, 1), &owed));
    CHECK_EQ(owed.amount.fen, 150);
    settled(person, month_make(2025, 7), 100, 50, 0);
    settled(person, (Month){ 0 }, 0, 0, -150);
    settled(person, month_make(2025, 8), 100, 49, 0);
    CHECK(arrears_of(person, policy, day_make(2025, 9, 1), &owed));
    CHECK_EQ(owed.amount.fen, 1);
    settled(person, month_make(2025, 8), 0, 1, 0);
    CHECK(!arrears_any(person, day_make(2030, 1, 1)));
    CHECK(arrears_by_ledger(person)); /* one row says that a ledger stands behind */
    CHECK_EQ(person->bill_count, 1);
}

/* A payment that is reversed opens its month again, as it was due. */
TEST(a_reversal_owes_again)
{
    PersonFacts *person = payer(arena);
    issue(person, month_make(2025, 7), 100, 50, day_make(2025, 7, 15));
    issue(person, month_make(2025, 8), 100, 50, day_make(2025, 8, 15));
    settled(person, month_make(2025, 7), 100, 50, 0);
    CHECK_EQ(person->bill_count, 1);
    settled(person, month_make(2025, 7), -100, -50, 0);
    CHECK_EQ(person->bill_count, 2);
    CHECK_EQ(bill_open(&person->bills[0]), 150);
    CHECK_EQ(person->bills[0].due.n, 20000);
}

/* What is billed too much in a later month cannot pay an earlier one: the amount named settles all the same. */
TEST(the_amount_is_enough_in_the_order_in_which_months_are_settled)
{
    PersonFacts *person = payer(arena);
    Arrears owed;
    issue(person, month_make(2025, 7), 100, 0, day_make(2025, 7, 15));
    issue(person, month_make(2025, 8), -10, 0, day_make(2025, 8, 15));
    issue(person, month_make(2025, 9), 30, 0, day_make(2025, 9, 15));
    CHECK(arrears_of(person, policy_shipped(), day_make(2025, 8, 20), &owed));
    CHECK_EQ(owed.amount.fen, 100);
    CHECK(arrears_of(person, policy_shipped(), day_make(2025, 9, 20), &owed));
    CHECK_EQ(owed.amount.fen, 120);
}

TEST(a_lapse_ends_contributions_unless_a_later_month_is_paid)
{
    const PolicySet *policy = policy_shipped();
    PersonFacts *person = payer(arena);
    Lapse lapse;
    CHECK(!lapse_next(person, policy, &lapse));
    issue(person, month_make(2025, 7), 100, 50, day_make(2025, 7, 15));
    issue(person, month_make(2025, 8), 100, 50, day_make(2025, 8, 15));
    CHECK(lapse_next(person, policy, &lapse));
    CHECK_EQ(lapse.at.s, day_start(day_make(2025, 11, 1)).s);
    CHECK_EQ(lapse.month, month_make(2025, 7).n);
    CHECK_EQ(lapse.insurances, 1u << INSURANCE_MEDICAL);
    CHECK(lapse.stops && lapse_stops(policy, &lapse, &person->accounts[0]));
    settled(person, month_make(2025, 8), 100, 50, 0);
    CHECK(lapse_next(person, policy, &lapse) && !lapse.stops);
    Event lost = { .kind = EVENT_BILLS_LAPSED };
    lost.bills_lapsed = (Event_bills_lapsed){ .region = REGION, .month = lapse.month, .insurances = lapse.insurances };
    fold(person, lost);
    CHECK(lapse_next(person, policy, &lapse) && !lapse.stops); /* the pension of July, at the end of the year */
    CHECK_EQ(lapse.at.s, day_start(day_make(2026, 1, 1)).s);
    person->death = day_make(2025, 9, 1);
    CHECK(!lapse_next(person, policy, &lapse));
    CHECK_EQ(arrears_next(person).s, 0);
}

/* At the turn of the year the pension is lost, but cover goes by the medical part, which can still be made up. */
TEST(cover_goes_by_the_medical_part)
{
    PersonFacts *person = payer(arena);
    Lapse lapse;
    issue(person, month_make(2025, 12), 100, 50, day_make(2025, 12, 15));
    CHECK(lapse_next(person, policy_shipped(), &lapse) && !lapse.stops);
    CHECK_EQ(lapse.insurances, 1u << INSURANCE_PENSION);
    person->bills[0].medical_fen = 0;
    CHECK(lapse_next(person, policy_shipped(), &lapse) && lapse.stops);
}

/* Everything open goes with the month that is given up, and stays gone; a month of the time after it counts. */
TEST(what_was_given_up_is_not_asked_again)
{
    PersonFacts *person = payer(arena);
    Event stop = { .kind = EVENT_BILLS_LAPSED };
    issue(person, month_make(2025, 7), 100, 50, day_make(2025, 7, 15));
    issue(person, month_make(2025, 8), 100, 50, day_make(2025, 8, 15));
    stop.bills_lapsed = (Event_bills_lapsed){ .region = REGION, .month = month_make(2025, 7).n, .insurances = 4, .stops = 1 };
    fold(person, stop);
    CHECK(!arrears_any(person, day_make(2030, 1, 1)) && arrears_by_ledger(person));
    issue(person, month_make(2025, 7), -20, 0, day_make(2025, 7, 15));
    settled(person, month_make(2025, 8), 100, 50, 0);
    settled(person, month_make(2025, 8), -100, -50, 0);
    CHECK_EQ(arrears_any(person, day_make(2030, 1, 1)), false);
    issue(person, month_make(2025, 11), 100, 50, day_make(2025, 11, 17));
    CHECK_EQ(person->bill_count, 1);
    CHECK(arrears_any(person, day_make(2025, 11, 18)));
}

/* Medical cover goes on to the end of the month in which the bill was due. */
TEST(cover_ends_with_the_month_after)
{
    const PolicySet *policy = policy_shipped();
    PersonFacts *person = payer(arena);
    CHECK(arrears_end_cover(person, policy, day_make(2025, 7, 31))); /* placed by hand: at once */
    issue(person, month_make(2025, 7), 100, 50, day_make(2025, 7, 15));
    CHECK(!arrears_end_cover(person, policy, day_make(2025, 7, 31)));
    CHECK(arrears_end_cover(person, policy, day_make(2025, 8, 1)));
}
