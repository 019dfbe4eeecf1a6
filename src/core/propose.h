/* propose.h - policy.propose and policy.approve: the rules of the bureau are changed by two persons. The proposer sends one
 * file; it is read as strictly as a file of the program, and together with the others it becomes a set with a number. The
 * approver names the number; from that entry on the bureau runs by the set (core/sets.h). */
#pragma once
#include "act/load.h"
#include "core/bureau.h"

/* Both write into the caller's transaction and fill the events and data of *out.
 * Refusals, in this order: ERR_BAD_FIELD "region" no such file; those of policy_load_files with "file:line";
 * ERR_TOO_LARGE; ERR_MONTH_CLOSED "file:line" (policy/compare.h); ERR_BUSY. A text that changes nothing, and one that
 * waits already, are answered `already`. */
Err propose_decide(Bureau *bureau, Loaded *loaded, const Command *command, Decision *out) NODISCARD;
/* ERR_UNKNOWN_ID no such set; ERR_SAME_PERSON; ERR_CONFLICT it was made from another set than the one in use;
 * ERR_MONTH_CLOSED what was still to come when it was proposed is past now; ERR_BUSY. The set in use: `already`. */
Err approve_decide(Bureau *bureau, Loaded *loaded, const Command *command, Decision *out) NODISCARD;
