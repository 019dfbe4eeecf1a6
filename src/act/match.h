/* match.h - what the given names, numbers and answers are worth, as booleans: the only thing decide sees of them. */
#pragma once
#include "act/load.h"

/* Fills View.match (and View.person and .card where a bank card number alone names them).
 * Refusals: ERR_BAD_ID_NUMBER for a number that cannot be right; ERR_UNKNOWN_CARD; ERR_BUSY. */
Err match_identity(Loaded *loaded, const Command *command, Why *why) NODISCARD;
