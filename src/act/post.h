/* post.h - running what a command does in the ledger (levy/post.h). */
#pragma once
#include "act/load.h"
#include "levy/post.h"

/* What is done now: the command itself, or on approval the one that waited (view->waiting); NULL: nothing of the ledger. */
const Command *act_posted(const View *view, const Command *command);

/* After act_decide said OK; does nothing for a command that has no PostFn. `ledger` is that of the entry to come: as it
 * was when nothing was written. *saved is true while the savepoint is open: whoever leaves by a jump then undoes it.
 * Requires the writer's transaction.
 * Refusals: those of the command's PostFn; what it wrote is undone. */
Err act_post(Loaded *loaded, const Command *command, const Journal *journal, Ledger *ledger, bool *saved, Decision *out) NODISCARD;
