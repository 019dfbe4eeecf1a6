/* waiting.h - what waits in a case for its second person, and what a reversal would restore: read from the records
 * so that decide can stay pure. */
#pragma once
#include "core/bureau.h"

/* Fills View.waiting for case.review (and case.show), View.restored for event.reverse and for the review of one.
 * Refusals: ERR_UNKNOWN_ID the command to reverse is not known; ERR_WRONG_STATE it cannot be reversed; ERR_BUSY. */
Err waiting_load(Bureau *bureau, Loaded *loaded, const Command *command, Why *why) NODISCARD;
