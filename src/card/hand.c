/* hand.c - card.hand-over: who may take the card, and the two periods that begin with it: the holder should enable
 * it in so many months, and the old medical card works for so many more. */
#include "card/rules.h"

/* The old medical card's period runs from the first hand-over; a replacement for a card lost before it was enabled
 * begins it anew (the old card had stayed untouched, contract section 3). */
static void legacy_until(Decision *out, const View *view, const CardFacts *card)
{
    const PersonFacts *person = view->person;
    const CardFacts *old = card->replaces ? card_of(person, card->replaces) : NULL;
    bool anew = old && old->app == APP_LOST_FORMAL && !old->activated.n;
    if (person->legacy_state != LEGACY_NORMAL || (person->legacy_until.n && !anew))
        return;
    Day today = view_today(view);
    Event *event = emit(out, view, EVENT_LEGACY_MOVED, person->id);
    event->legacy_moved.state = LEGACY_NORMAL;
    event->legacy_moved.until = day_add_months(today, (int)policy_int(card_rules(view, card), KEY_CARD_LEGACY_MONTHS, today)).n;
}

Day card_hand(Decision *out, const View *view, const CardFacts *card, Receiver to, int64_t other)
{
    Day today = view_today(view);
    Day deadline = day_add_months(today, (int)policy_int(card_rules(view, card), KEY_CARD_ACTIVATION_MONTHS, today));
    Event *event = emit(out, view, EVENT_CARD_HANDED, view->person->id);
    event->card_handed.card = card->n;
    event->card_handed.receiver = to;
    event->card_handed.other = other;
    event->card_handed.deadline = deadline.n;
    legacy_until(out, view, card);
    return deadline;
}

static Err outlet_own(const View *view, const Command *command, const CardFacts *card, Decision *out)
{
    Role role = command->actor.role;
    bool here = role == ROLE_UNIT ? view->org_unit && card->outlet == view->org_unit->id + OUTLET_UNIT
                                  : role == ROLE_CLERK || (view->org && card->outlet == view->org->id);
    if (here || card->prod != PROD_AT_OUTLET)
        return OK;
    return REFUSE(out, ERR_WRONG_INSTITUTION, "org", "这张卡不在贵网点，请持卡人到卡所在网点领取。",
                  "The card is not at your outlet; it is collected where it lies.");
}

static bool related(const PersonFacts *person, RelationKind kind, int64_t other, Time now)
{
    for (int i = 0; i < person->relation_count; i++) {
        const RelationFacts *relation = &person->relations[i];
        if (relation->kind == kind && relation->other == other && relation->from.s <= now.s &&
            (!relation->until.s || now.s <= relation->until.s))
            return true;
    }
    return false;
}

static Err receiver_check(const View *view, Receiver to, Decision *out)
{
    if (to == TO_HOLDER)
        return OK;
    if (!view->other)
        return REFUSE(out, ERR_UNKNOWN_PERSON, "other_ssn", NULL, NULL);
    if (related(view->person, to == TO_GUARDIAN ? RELATION_GUARDIAN : RELATION_PROXY, view->other->id, view->now))
        return OK;
    return REFUSE(out, ERR_NOT_PERMITTED, "other_ssn", "没有登记此人为监护人或代理人，请先办理登记（relation.register）。",
                  "This person is not registered as guardian or proxy; register the relation first (relation.register).");
}

static Err hand_papers(const View *view, const Command *command, const CardMove *move, const RegionPolicy *rules, Receiver to,
                       Decision *out)
{
    if (to != TO_PROXY)
        return move_papers(view, command, move, rules, out);
    TRY(papers_need(view, rules, command, PAPERS_IDENTITY, 2, out)); /* the holder's and the proxy's */
    return papers_need(view, rules, command, PAPER(POWER_OF_ATTORNEY), 1, out);
}

Err card_decide_hand_over(const View *view, const Command *command, Decision *out)
{
    const CardFacts *card = NULL;
    const CardMove *move = NULL;
    Receiver to = (Receiver)arg_int(command, F_RECEIVER);
    if (to != TO_HOLDER)
        TRY(field_need(command, F_OTHER_SSN, out));
    TRY(card_named(view, command, out, &card));
    TRY(outlet_own(view, command, card, out));
    TRY(receiver_check(view, to, out));
    if (view->person->death.n)
        return REFUSE(out, ERR_WRONG_STATE, "card_no", "持卡人已登记死亡，不能领卡。",
                      "A death is on record; the card cannot be handed over.");
    TRY(move_need(view, command, to, card, out, &move));
    TRY(hand_papers(view, command, move, card_rules(view, card), to, out));
    Day deadline = card_hand(out, view, card, to, view->other ? view->other->id : 0);
    answer_day(out, "deadline", deadline);
    return OK;
}
