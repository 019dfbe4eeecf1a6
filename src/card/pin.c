/* pin.c - card.pin: the PIN of the social function. The bureau never sees a PIN; the terminal tells what happened to
 * it. Law: MOHRSS office 2014-52; LD/T 32-2015 for the counter of tries. */
#include "card/rules.h"

static int tries_full(const View *view, const CardFacts *card)
{
    return (int)policy_int(card_rules(view, card), KEY_CARD_PIN_TRIES, view_today(view));
}

static void pin_wrong(const View *view, const CardFacts *card, Decision *out)
{
    int tries = card->tries > 1 ? card->tries - 1 : 0;
    pin_set(out, view, card->n, tries ? (Pin)card->pin : PIN_LOCKED, tries);
    answer_int(out, "tries_left", tries);
}

Err card_decide_pin(const View *view, const Command *command, Decision *out)
{
    const CardFacts *card = NULL;
    const CardMove *move = NULL;
    PinEvent what = (PinEvent)arg_int(command, F_PIN_EVENT);
    TRY(card_named(view, command, out, &card));
    TRY(bank_own(view, command, card, out));
    if (card->pin == PIN_LOCKED && (what == PIN_EVENT_SET || what == PIN_EVENT_WRONG))
        return REFUSE(out, ERR_WRONG_STATE, "card_no", "社保密码已锁定，请持身份证到窗口、银行或自助终端解锁或重置。",
                      "The PIN is locked; bring the identity card to a counter, the bank or a kiosk to unblock or reset it.");
    TRY(move_need(view, command, what, card, out, &move));
    TRY(move_papers(view, command, move, card_rules(view, card), out));
    if (what == PIN_EVENT_WRONG) {
        pin_wrong(view, card, out);
        return OK;
    }
    int full = tries_full(view, card);
    out->already = what == PIN_EVENT_SET && card->pin == PIN_SET && card->tries == full;
    if (!out->already)
        pin_set(out, view, card->n, PIN_SET, full);
    answer_int(out, "tries_left", full);
    return OK;
}
