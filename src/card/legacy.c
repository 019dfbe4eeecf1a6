/* legacy.c - legacy-card.record: the medical card from before; card.elsewhere: what the national registry says of
 * cards in other regions. */
#include "card/rules.h"

/* The card that was enabled and still stands: an old medical card that comes to light later is retired at once. */
static const CardFacts *enabled_card(const PersonFacts *person)
{
    const CardFacts *card = person_current_card(person);
    return card && card->activated.n && card->app != APP_CANCELLED ? card : NULL;
}

static void legacy_state(const View *view, LegacyState state, Day until, Decision *out)
{
    Event *event = emit(out, view, EVENT_LEGACY_MOVED, view->person->id);
    event->legacy_moved.state = state;
    event->legacy_moved.until = until.n;
}

/* Its period runs from the hand-over of the new card, as if it had been on record then. */
static void legacy_place(const View *view, int64_t balance_fen, Decision *out)
{
    const CardFacts *card = enabled_card(view->person);
    if (card) {
        legacy_state(view, LEGACY_RETIRED, card->activated, out);
        Event *event = emit(out, view, EVENT_BALANCE_MOVED, view->person->id);
        event->balance_moved.amount_fen = balance_fen;
        event->balance_moved.card = card->n;
        return;
    }
    card = person_current_card(view->person);
    if (card && card->handed.n && card->app != APP_CANCELLED)
        legacy_state(view, LEGACY_NORMAL,
                     day_add_months(card->handed, (int)policy_int(card_rules(view, card), KEY_CARD_LEGACY_MONTHS, card->handed)),
                     out);
}

Err card_decide_legacy_record(const View *view, const Command *command, Decision *out)
{
    const PersonFacts *person = view->person;
    int64_t balance = arg_int(command, F_BALANCE_FEN);
    Str number = arg_str(command, F_OLD_CARD_NO);
    if (!person)
        return REFUSE(out, ERR_UNKNOWN_PERSON, "ssn", NULL, NULL);
    if (balance < 0)
        return REFUSE(out, ERR_BAD_AMOUNT, "balance_fen", "余额不能为负。", "The balance cannot be negative.");
    if (person->legacy_card_no.n) {
        bool same = str_eq(number, FACT_STR(person->legacy_card_no)) &&
                    (person->legacy_state == LEGACY_RETIRED || balance == person->legacy_balance_fen);
        if (!same)
            return REFUSE(out, ERR_CONFLICT, "old_card_no", "此人已登记另一张原医保卡或不同的余额。",
                          "Another old card or another balance is on record for this person.");
        out->already = true;
        return OK;
    }
    Event *event = emit(out, view, EVENT_LEGACY_RECORDED, person->id);
    event->legacy_recorded.old_card_no = number;
    event->legacy_recorded.balance_fen = balance;
    legacy_place(view, balance, out);
    return OK;
}

Err card_decide_elsewhere(const View *view, const Command *command, Decision *out)
{
    const PersonFacts *person = view->person;
    bool live = arg_int(command, F_LIVE) != 0, known = false;
    if (!person)
        return REFUSE(out, ERR_UNKNOWN_PERSON, "ssn", NULL, NULL);
    if (arg_str(command, F_CARD_NO).n > sizeof person->elsewhere[0].card_no.p)
        return REFUSE(out, ERR_BAD_FIELD, "card_no", "卡号过长。", "The card number is too long.");
    for (int i = 0; i < person->elsewhere_count; i++)
        known |= person->elsewhere[i].region == arg_int(command, F_REGION) &&
                 str_eq(FACT_STR(person->elsewhere[i].card_no), arg_str(command, F_CARD_NO));
    out->already = known == live;
    if (out->already)
        return OK;
    if (live && person->elsewhere_count == ELSEWHERE_MAX)
        return REFUSE(out, ERR_TOO_LARGE, "card_no", "外地卡记录过多，请先核对。",
                      "Too many cards elsewhere are on record; clear them up first.");
    Event *event = emit(out, view, EVENT_CARD_ELSEWHERE, person->id);
    event->card_elsewhere.region = arg_int(command, F_REGION);
    event->card_elsewhere.live = live;
    event->card_elsewhere.card_no = arg_str(command, F_CARD_NO);
    return OK;
}
