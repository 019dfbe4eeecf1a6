/* close.h - what stands on the ledger alone: closing a month of a region, and the yearly interest of personal accounts.
 * Law: accounting rules of social insurance funds (财会〔2017〕28号); MOHRSS 2017-31 for the interest. */
#pragma once
#include "levy/post.h"

/* month.close, pure: the region must be one that keeps its own funds.
 * Refusals: ERR_NO_RULE region. */
DecideFn levy_decide_close;
/* Closes it in the ledger; event month_closed with the totals. Answers region, month, accounts, debit_fen, credit_fen.
 * Refusals in order: ERR_TOO_EARLY the month is not over; ERR_MONTH_CLOSED it is closed; ERR_WRONG_STATE an earlier one
 * is open; ERR_BUSY. */
PostFn levy_post_close;

/* The region whose funds they are, by the rules on file: exactly that code. ERR_NO_RULE region. */
Err levy_region(const PolicySet *policy, int64_t code, const RegionPolicy **out, Why *why) NODISCARD;
