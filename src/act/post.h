/* post.h - running what a command does in the ledger (levy/post.h). */
#pragma once
#include "act/load.h"
#include "levy/post.h"

/* After act_decide said OK; does nothing for a command that has no PostFn. `ledger` is that of the entry to come: as it
 * was when nothing was written. *saved is true while the savepoint is open: whoever leaves by a jump then undoes it.
 * Requires the writer's transaction.
 * Refusals: those of the command's PostFn; what it wrote is undone. */
Err act_post(Loaded *loaded, const Command *command, const Journal *journal, Ledger *ledger, bool *saved, Decision *out) NODISCARD;
