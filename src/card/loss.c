/* loss.c - card.lose and card.find. A temporary loss is quick and lapses by itself; a formal one ends the card and is
 * not undone, unless the region says so. The bank's own loss report is the bank's. */
#include "card/rules.h"

/* A hotline speaks through its own channel, and only for a temporary loss. */
static Err channel_check(const Command *command, bool formal, Decision *out)
{
    bool phone = command->actor.role == ROLE_HOTLINE || arg_int(command, F_CARD_CHANNEL) == CHANNEL_HOTLINE;
    if (formal && phone)
        return REFUSE(out, ERR_WRONG_CHANNEL, "channel", "热线只受理临时挂失及其解除；正式挂失请到窗口、银行、自助终端或网上办理。",
                      "The hotline takes temporary losses only; go to a counter, the bank, a kiosk or online.");
    return OK;
}

static bool by_phone(const Command *command)
{
    return command->actor.role == ROLE_HOTLINE || arg_int(command, F_CARD_CHANNEL) == CHANNEL_HOTLINE;
}

/* Whoever is signed in as the person (or for them) has shown who they are; others show a paper or know the facts. */
static Err temporary_papers(const View *view, const Command *command, const CardFacts *card, Decision *out)
{
    if (by_phone(command))
        return answers_enough(view, command, true, out);
    if (role_in(R_SELF | R(ONLINE), command->actor.role) || view->match.right >= 2)
        return OK;
    uint64_t kinds = papers_identity_of(view->person) | PAPER(HOUSEHOLD_REGISTER) | PAPER(FACE) | PAPER(SOCIAL_CARD);
    return papers_need(view, card_rules(view, card), command, kinds, 1, out);
}

static Err loss_identity(const View *view, const Command *command, const CardFacts *card, Decision *out)
{
    TRY(bank_own(view, command, card, out));
    if (by_phone(command) || command->actor.role == ROLE_KIOSK || command->actor.role == ROLE_ONLINE)
        TRY(attempts_left(view, card_rules(view, card), out));
    return answers_right(view, command, out);
}

static void loss_events(const View *view, const Command *command, const CardFacts *card, LossKind kind, Time until, Decision *out)
{
    /* A card that was never enabled is enabled and lost in one step, both logged, without what enabling brings: the
     * old medical card and its balance stay until the replacement is enabled (contract section 3). */
    bool never = card->app == APP_SEALED || (card->app == APP_LOST_TEMPORARY && card->app_before == APP_SEALED);
    if (kind == LOSS_FORMAL && never)
        app_set(out, view, card->n, APP_NORMAL, CancelReason_NONE, (Str){ 0 });
    Event *event = emit(out, view, EVENT_CARD_LOST, view->person->id);
    event->card_lost.card = card->n;
    event->card_lost.kind = kind;
    event->card_lost.until = until.s;
    event->card_lost.channel = arg_int(command, F_CARD_CHANNEL);
}

static void answer_until(Decision *out, Time until)
{
    if (out->data && until.s)
        answer_text(out, "until", time_text(out->arena, until));
}

Err card_decide_lose(const View *view, const Command *command, Decision *out)
{
    const CardFacts *card = NULL;
    const CardMove *move = NULL;
    LossKind kind = (LossKind)arg_int(command, F_LOSS_KIND);
    TRY(channel_check(command, kind == LOSS_FORMAL, out));
    TRY(card_named(view, command, out, &card));
    TRY(loss_identity(view, command, card, out));
    bool so = card->app == (kind == LOSS_FORMAL ? APP_LOST_FORMAL : APP_LOST_TEMPORARY);
    if (!so)
        TRY(move_need(view, command, kind, card, out, &move));
    if (kind == LOSS_TEMPORARY)
        TRY(temporary_papers(view, command, card, out));
    else if (move)
        TRY(move_papers(view, command, move, card_rules(view, card), out));
    if (so) {
        out->already = true;
        answer_until(out, card->lost_until);
        return OK;
    }
    int64_t days = policy_int(card_rules(view, card), KEY_CARD_TEMPORARY_LOSS_DAYS, view_today(view));
    Time until = { kind == LOSS_TEMPORARY ? view->now.s + days * 86400 : 0 };
    loss_events(view, command, card, kind, until, out);
    answer_until(out, until);
    return OK;
}

/* A formal loss: only where the region allows it, and not once a replacement was asked for. */
static Err formal_check(const View *view, const Command *command, const CardFacts *card, Decision *out)
{
    if (!policy_int(card_rules(view, card), KEY_CARD_FORMAL_LOSS_REVERSIBLE, view_today(view)))
        return REFUSE(out, ERR_WRONG_STATE, "card_no", "正式挂失不能解除，请申请补卡。",
                      "A formal loss cannot be undone; apply for a reissue.");
    const CardFacts *made = person_card_in_production(view->person);
    for (int i = 0; !made && i < view->person->card_count; i++)
        made = view->person->cards[i].replaces == card->n ? &view->person->cards[i] : NULL;
    if (made)
        return REFUSE(out, ERR_WRONG_STATE, "card_no", "已申请补卡，不能解除挂失。",
                      "A replacement was asked for; the loss cannot be undone.");
    return channel_check(command, true, out);
}

static Err formal_papers(const View *view, const Command *command, const CardFacts *card, Decision *out)
{
    bool machine = command->actor.role == ROLE_ONLINE || command->actor.role == ROLE_KIOSK;
    return papers_need(view, card_rules(view, card), command, machine ? PAPER(FACE) : papers_identity_of(view->person), 1, out);
}

Err card_decide_find(const View *view, const Command *command, Decision *out)
{
    const CardFacts *card = NULL;
    const CardMove *move = NULL;
    TRY(card_named(view, command, out, &card));
    TRY(loss_identity(view, command, card, out));
    bool formal = card->prod == PROD_HANDED_OVER && card->app == APP_LOST_FORMAL;
    if (formal) {
        TRY(formal_check(view, command, card, out));
        TRY(formal_papers(view, command, card, out));
    } else {
        TRY(move_need(view, command, 0, card, out, &move));
        TRY(temporary_papers(view, command, card, out));
    }
    Event *event = emit(out, view, EVENT_CARD_FOUND, view->person->id);
    event->card_found.card = card->n;
    if (formal && !card->activated.n) /* it was enabled only to be lost */
        app_set(out, view, card->n, APP_SEALED, CancelReason_NONE, (Str){ 0 });
    return OK;
}
