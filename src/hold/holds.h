/* holds.h - placing and releasing holds by hand, and by the commands that cause and end them. Derived causes are
 * computed (effects.h) and never placed; the others come and go with their own business. Law: Regulations on the
 * Handling of Social Insurance, Social Insurance Law 57, 58, 88. */
#pragma once
#include "facts/view.h"

/* Places dormant, arrears (no ledger stands behind it here) or investigation. The same again is `already`; a later
 * limit of an investigation with its own written decision renews it.
 * Refusals: ERR_UNKNOWN_PERSON; ERR_BAD_FIELD a derived cause, a limit that is missing, past or too far;
 * ERR_NOT_PERMITTED a cause that comes with a command of its own, which is named, or arrears behind which bills stand;
 * ERR_CONFLICT placed with other content; ERR_MISSING_EVIDENCE, ERR_EXPIRED_EVIDENCE the written decision. */
DecideFn hold_decide_place;

/* Releases arrears that no bill stands behind against a proof of payment; any hold once a second person has approved
 * (view->approved).
 * Refusals: ERR_UNKNOWN_PERSON; ERR_BAD_FIELD a derived cause; ERR_NOT_PERMITTED a cause that ends with a command of
 * its own, which is named, or arrears that bills say are owed; ERR_WRONG_STATE there is no such hold, or it needs a case,
 * which is named; ERR_MISSING_EVIDENCE, ERR_EXPIRED_EVIDENCE the proof of payment. */
DecideFn hold_decide_release;

/* A reviewed hold that is on record: release it by a case with a second person. */
bool hold_needs_case(const PersonFacts *person, Cause cause);

/* Appends the event that places a hold (until.s = 0: without end); and the one that releases it, if view->person
 * has it: answers whether. `by` as actor_label says it. */
void hold_place(Decision *out, const View *view, Cause cause, Time until, int64_t unit, Str by);
bool hold_release_if(Decision *out, const View *view, Cause cause, Str by);

/* Who did it, as records and answers name them: "clerk w1". Roles whose user is a person's own number are named
 * by the role alone, an institution by its code. */
Str actor_label(Arena *arena, const Command *command);
