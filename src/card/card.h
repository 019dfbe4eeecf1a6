/* card.h - what may happen to a social security card, from application to cancellation. One decide function a
 * command of the catalogue; all pure. Every one refuses, in the order of the contract: the shape of what the channel
 * needs (ERR_BAD_FIELD, ERR_WRONG_CHANNEL), role and institution (ERR_NOT_PERMITTED, ERR_WRONG_INSTITUTION), existence
 * (ERR_UNKNOWN_CARD, ERR_UNKNOWN_APPLICATION, ...), identity (ERR_LOCKED, ERR_MISMATCH, which counts as an attempt),
 * state (ERR_WRONG_STATE), papers (ERR_MISSING_EVIDENCE, ERR_EXPIRED_EVIDENCE), the rest as named. The same thing
 * again is `already`. Whose record an actor may act on is act/rights.h; the moves are moves_table.h.
 * Law: Measures for card administration (MOHRSS 2011-47), bank function (2011-83), issuing (office 2014-20), use
 * (office 2014-52). */
#pragma once
#include "facts/view.h"

/* ERR_DUPLICATE_CARD a live card here or elsewhere, or one on its way; ERR_NO_RULE the region is not on file;
 * ERR_TOO_EARLY the card may not be exchanged for its age yet. */
DecideFn card_decide_apply;
DecideFn card_decide_photo, card_decide_data_check, card_decide_resubmit;
/* ERR_CONFLICT the number is somebody else's; ERR_MISMATCH a number that is not the bank's. */
DecideFn card_decide_bank_opened, card_decide_bank_refused;
/* All or nothing: one application that is not ready refuses the batch and is named. */
DecideFn card_decide_batch, card_decide_send;
/* ERR_MISMATCH what came back is not what was asked for. */
DecideFn card_decide_made, card_decide_make_failed;
DecideFn card_decide_ship, card_decide_receive, card_decide_claim;
/* ERR_TOO_EARLY before the region's months at the outlet are over. */
DecideFn card_decide_return;
DecideFn card_decide_hand_over;
DecideFn card_decide_activate;
DecideFn card_decide_use;
DecideFn card_decide_bank_state;
DecideFn card_decide_lose, card_decide_find;
DecideFn card_decide_lock, card_decide_unlock;
DecideFn card_decide_pin;
DecideFn card_decide_legacy_record, card_decide_elsewhere;

/* Acts that need a second person: they act only when view->approved (or, for cancel, when the centre alone cancels a
 * card that another region replaced); otherwise ERR_NOT_PERMITTED. The checks alone say whether a case may be opened. */
DecideFn card_decide_cancel, card_decide_destroy;
DecideFn card_check_cancel, card_check_destroy;
/* Whether this cancellation waits for a second person. */
bool card_cancel_waits(const Command *command);
