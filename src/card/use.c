/* use.c - card.use: somebody puts a card into a terminal and asks whether one function works with it. The first use
 * of a card that was never enabled is no activation: the channels of card.activate are. */
#include "card/rules.h"

static Err use_shape(const View *view, const Command *command, Decision *out)
{
    if (!arg_is(command, F_CARD_NO) && !arg_is(command, F_CARD_ID_CODE))
        return REFUSE(out, ERR_BAD_FIELD, "card_no", "请填写社保卡号或卡识别码。", "Give card_no or card_id_code.");
    if (!view->institution)
        return REFUSE(out, ERR_UNKNOWN_INSTITUTION, "institution", NULL, NULL);
    if (command->actor.role != ROLE_KIOSK && (!view->org || view->org->id != view->institution->id))
        return REFUSE(out, ERR_WRONG_INSTITUTION, "institution", "机构只能以本机构名义办理。",
                      "An institution acts only in its own name.");
    return OK;
}

/* Why a card that is not the person's current one does not work: for what it is itself. */
static Cause not_current(const CardFacts *card)
{
    if (card->app == APP_CANCELLED || card->replaced_by)
        return CAUSE_CARD_CANCELLED;
    return card->prod == PROD_HANDED_OVER && card->app == APP_SEALED ? CAUSE_NOT_ENABLED : CAUSE_IN_PRODUCTION;
}

/* Causes that leave other means (a slip, the e-voucher) but not this card. What is conditional for other reasons - the
 * initial PIN, days of grace after expiry - the card can still be used for. */
static bool of_card(Cause cause)
{
    return cause == CAUSE_NO_CARD || cause == CAUSE_NOT_ENABLED || cause == CAUSE_LOSS || cause == CAUSE_CARD_LOCKED ||
           cause == CAUSE_CARD_CANCELLED;
}

/* The first cause that keeps this card from that function, or 0. A lifted dormant seal counts no more. */
static Cause use_cause(const View *view, const CardFacts *card, Effect function, bool lifted)
{
    Effects effects;
    const CardFacts *current = person_current_card(view->person);
    if (current != card)
        return not_current(card);
    PersonFacts person;
    person_copy(&person, view->person);
    if (lifted)
        person_fold(&person, &(Event){ .kind = EVENT_HOLD_RELEASED,
                                       .subject = person.id,
                                       .at = view->now,
                                       .hold_released = { .cause = CAUSE_DORMANT } });
    effects_of(&person, view->policy, view->bureau, view->now, &effects);
    for (int i = 0; i < effects.count; i++)
        if (effects.causes[i].effect[function] == BLOCKED ||
            (effects.causes[i].effect[function] == CONDITIONAL && of_card(effects.causes[i].cause)))
            return effects.causes[i].cause;
    return Cause_NONE;
}

Err card_decide_use(const View *view, const Command *command, Decision *out)
{
    const CardFacts *card = NULL;
    Effect function = (Effect)arg_int(command, F_FUNCTION);
    TRY(use_shape(view, command, out));
    TRY(card_named(view, command, out, &card));
    TRY(bank_own(view, command, card, out));
    /* A kiosk is no counter: nobody there looks from the card to the face. */
    bool counter = command->actor.role != ROLE_KIOSK && card == person_current_card(view->person) && card->app == APP_NORMAL;
    bool lifts = counter && person_hold(view->person, CAUSE_DORMANT) &&
                 papers_have(view, card_rules(view, card), command, papers_identity_of(view->person));
    Cause cause = use_cause(view, card, function, lifts);
    if (lifts)
        hold_release_if(out, view, CAUSE_DORMANT, actor_label(out->arena, command));
    if (lifts || !cause) {
        Event *event = emit(out, view, EVENT_CARD_USED, view->person->id);
        event->card_used.card = card->n;
        event->card_used.function = function;
        event->card_used.institution = view->institution->id;
    }
    answer_bool(out, "usable", !cause);
    if (cause)
        answer_text(out, "why", str(cause_row(cause)->code));
    return OK;
}
