/* client.h - when money that an agency holds for a person has been held too long. Pure: of the facts alone, so that the
 * record, the daily job and every query say the same. Law: Social Insurance Law 4; MOHRSS order 48. */
#pragma once
#include "facts/facts.h"
#include "policy/policy.h"

/* The last day to pay in time for the month that the money is for; DAY_NONE when nothing is held, or for no month. */
Day client_due_day(const ClientFacts *client, const PolicySet *policy);
/* The day on which the person is told that the money is kept: the region's days after it came (60: on the 61st day, the
 * day of the receipt being the first), but not before the month that it is for is overdue. 0 = nothing is held. */
Day client_kept_day(const ClientFacts *client, const PolicySet *policy);
/* The open account that is paid by this contract, or NULL. */
const AccountFacts *client_account(const PersonFacts *person, int64_t contract);
