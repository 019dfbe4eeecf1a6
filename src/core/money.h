/* money.h - commands about contributions: they write ledger, sheets and wages beside their events, inside a savepoint
 * that is undone when they refuse. */
#pragma once
#include "core/bureau.h"
#include "levy/levy.h"

/* Whether a command is one of these. */
bool money_is(CommandId command);
/* Decides it and writes what stands beside its events; *saved is true while the savepoint is open.
 * Refusals: rights_check's, then the command's own (levy/levy.h). */
Err money_apply(Bureau *bureau, Loaded *loaded, const Command *command, Ledger *ledger, Decision *out, bool *saved) NODISCARD;
