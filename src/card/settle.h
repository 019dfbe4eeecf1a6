/* settle.h - rules that come true by the clock alone: a temporary loss lapses, the old medical card is restricted, who
 * does not collect a card is reminded and the card goes back, a card unused for long is sealed after a notice, an
 * investigation reaches its limit, an employer's seal its end, somebody the age of retirement; own bills lapse when they
 * can no longer be made up, and place the hold for arrears the day after their last day (hold/arrears.h); an agency keeps
 * money that it should have paid on, an account whose agency had too little for a month stops. A record at an instant is
 * as if every such rule up to it had run (contract, section 4): whoever reads facts settles them first; the daily job only
 * makes it durable. Pure; about as cheap as looking. */
#pragma once
#include "facts/view.h"

/* Applies to *person everything that fell due up to `now`, in the order of the moment due (at the same moment in the
 * order named above), as events of that moment; out (may be NULL) receives them. */
void settle(PersonFacts *person, const PolicySet *policy, const BureauFacts *bureau, Time now, Decision *out);

/* The next moment at which something falls due, perhaps past; s = 0: never. For the table of due days. */
Time settle_next(const PersonFacts *person, const PolicySet *policy, const BureauFacts *bureau);
