/* due.h - the due days follow the policy. They are derived from facts and rules: when the program is started with
 * another policy set than before, every person's row is made anew. */
#pragma once
#include "core/bureau.h"

/* For the writer, outside a transaction: brings the due days up to the policy of the bureau, in slices; nothing to do
 * when it is the same as before. Killed half-way it begins again. Refusals: ERR_BUSY. */
Err due_follow(Bureau *bureau) NODISCARD;
/* Whether the due days stand for this policy. Refusals: ERR_BUSY. */
Err due_is_current(Bureau *bureau, Arena *arena, bool *out) NODISCARD;
