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
/* The last day on which the agency remitted something for the account, or else that on which it began; client may be NULL. */
Day client_heard(const ClientFacts *client, const AccountFacts *account);
/* The day on which the person is told that an agency which holds nothing has remitted nothing for the region's days: it
 * may have taken money and said nothing. 0 = it pays no open account, holds money, or the person was told. */
Day client_silent_day(const PersonFacts *person, const AccountFacts *account, const PolicySet *policy);
