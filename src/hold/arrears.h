/* arrears.h - what somebody owes who is the payer: who pays alone, or as a flexible worker through a proxy's contract
 * (the proxy acts in the person's name; under any other contract an employer owes, and nothing of it stands in a
 * person's facts). From the facts alone, so that gatekeeper, clock and guide see the same. Unpaid months of such a
 * person are no debt: they can be made up for a time and then lapse. Law: Social Insurance Law 10, 60; MOHRSS 2016-132
 * (pension: within the calendar year); medical transfer rules 2021-43 (medical: some months back). Pure. */
#pragma once
#include "base/money.h"
#include "facts/view.h"

/* The last day on which a month of an insurance is accepted from such a payer: medical to the end of the region's
 * make-up months after it, any other to the end of its year where the region says so; never before its due day. */
Day makeup_until(const PolicySet *policy, const RegionPolicy *rules, Insurance insurance, Month month);

/* Arrears: bills whose last day has passed, less what the bureau holds for the payer. One payer is the person alone or
 * one contract, in one region. */
typedef struct {
    int64_t contract; /* 0: the person alone */
    int32_t region;
    Money amount; /* paid on that day it brings the arrears to zero, whatever else is open: months are settled in order */
    Day until;    /* the last day on which each month of it is accepted */
    Month from, last;
} Arrears;
/* The first payer of the person, in order of months, with arrears on a day. false: none. Facts are settled. */
bool arrears_of(const PersonFacts *person, const PolicySet *policy, Day day, Arrears *out);
bool arrears_any(const PersonFacts *person, Day day);
/* A ledger stands behind what this person owes: nobody places or releases arrears by hand. */
static inline bool arrears_by_ledger(const PersonFacts *person) { return person->bill_count > 0; }
/* Medical cover ends with the month after the one in which the first of these bills was due (contract, effects). */
bool arrears_end_cover(const PersonFacts *person, const PolicySet *policy, Day today);
/* The region in which a payment of the person (contract 0) or of a contract is booked: of the oldest bill that is open,
 * else of the last one; 0: there was none. */
int arrears_region(const PersonFacts *person, int64_t contract);

/* ---- rules of the clock (card/settle.h) ---- */

/* The moment at which the hold falls due, perhaps past: the day after the last day to pay. s = 0: never. */
Time arrears_next(const PersonFacts *person);

/* What can no longer be made up of one month. */
typedef struct {
    Time at;
    int64_t contract;
    int32_t region, month;
    unsigned insurances; /* 1u << Insurance */
    bool stops;          /* contributions count as interrupted: cover was not kept by paying a later month */
} Lapse;
/* The next one, perhaps past; false: never. */
bool lapse_next(const PersonFacts *person, const PolicySet *policy, Lapse *out);
/* Whether that open account is suspended by it. */
bool lapse_stops(const PolicySet *policy, const Lapse *lapse, const AccountFacts *account);
