/* verify_notices.h - inside journal: every person's notices against their events. */
#pragma once
#include "journal/stream.h"
#include "journal/verify.h"

/* Sets *fault if the table notice is not what follows from the events. Refusals: ERR_BUSY. */
Err verify_notices(Db *db, Arena *arena, JournalFault *fault) NODISCARD;
