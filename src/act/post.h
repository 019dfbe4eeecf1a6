/* post.h - which commands write to the ledger (levy/post.h), and running one of them. */
#pragma once
#include "act/load.h"
#include "levy/post.h"

/* After act_decide said OK. `entry`: the journal entry to come. `writes` is set while there may be something in the
 * transaction that no entry covers: whoever leaves by a jump then must roll the group back. On OK *side is what the
 * entry's side must be (empty: nothing was written). Requires the writer's transaction.
 * Refusals: those of the command's PostFn; what it wrote is undone. */
Err act_post(Loaded *loaded, const Command *command, int64_t entry, bool *writes, Decision *out, Str *side) NODISCARD;
