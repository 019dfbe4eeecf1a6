/* interest.h - the yearly interest of personal pension accounts (MOHRSS 2017-31, Social Insurance Law art. 14): credited
 * as an opening of the year after. Every run computes all anew and posts what differs from what was posted, so that a
 * second run changes nothing, and a final rate in the place of a provisional one posts the difference. The fund of the
 * region in which an account last moved by the end of the year pays. In a large bureau it is a batch (batch.h). */
#pragma once
#include "levy/batch.h"
#include "levy/personal.h"

/* interest.credit, pure. Refusals: ERR_NO_RULE region; ERR_BAD_FIELD year; ERR_TOO_EARLY the year is not over. */
DecideFn levy_decide_interest;
/* Event interest_credited. Answers accounts, total_fen, rate_ppm, status, run, day. Nothing to post: already.
 * Refusals in order: ERR_NO_RULE no rate; ERR_WRONG_STATE December of the year is open in this or another region;
 * ERR_MONTH_CLOSED all of the year after is closed; ERR_BAD_AMOUNT; ERR_CONFLICT another opening of the year was released
 * while it went on; ERR_BUSY. */
PostFn levy_post_interest;
BatchFn levy_interest_slice;
BatchProgressFn levy_interest_progress;
BatchAgainFn levy_interest_again;

/* The interest of one year by a person's months: on the opening balance and the credits, less that on what was taken
 * out. `months` bear interest. Refusals: those of interest_of. */
Err levy_interest(const RegionPolicy *region, const Personal *personal, int months, Money *sum, Why *why) NODISCARD;
