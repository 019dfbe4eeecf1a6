/* cancel.c - card.lock, card.unlock by order; card.cancel and card.destroy, which need a second person. */
#include "card/rules.h"

static Err lock_to(const View *view, const Command *command, Application to, Decision *out)
{
    const CardFacts *card = NULL;
    const CardMove *move = NULL;
    TRY(card_named(view, command, out, &card));
    if (to == APP_LOCKED && card->prod == PROD_HANDED_OVER && card->app == APP_LOCKED) {
        out->already = true;
        return OK;
    }
    TRY(move_need(view, command, 0, card, out, &move));
    app_set(out, view, card->n, to, CancelReason_NONE, arg_str(command, F_ORDER));
    return OK;
}

Err card_decide_lock(const View *view, const Command *command, Decision *out) { return lock_to(view, command, APP_LOCKED, out); }
Err card_decide_unlock(const View *view, const Command *command, Decision *out) { return lock_to(view, command, APP_NORMAL, out); }

static Err second_needed(Decision *out)
{
    return REFUSE(out, ERR_NOT_PERMITTED, "", "须由另一人复核后办理。", "A second person must approve this first.");
}

/* ---- cancel ---- */

bool card_cancel_waits(const Command *command)
{
    return !(command->actor.role == ROLE_CENTRE && arg_int(command, F_CANCEL_REASON) == CANCEL_TRANSFERRED);
}

/* What the card becomes by itself is no reason that a person can give. */
static Err cancel_reason(const View *view, const Command *command, Decision *out)
{
    CancelReason reason = (CancelReason)arg_int(command, F_CANCEL_REASON);
    if (reason > CANCEL_OTHER)
        return REFUSE(out, ERR_BAD_FIELD, "reason", "注销原因：death、duplicate、transferred、emigration、other。",
                      "Reasons: death, duplicate, transferred, emigration, other.");
    if (command->actor.role == ROLE_CENTRE && reason != CANCEL_TRANSFERRED && !view->approved)
        return REFUSE(out, ERR_NOT_PERMITTED, "reason", "卡管理中心只因转出注销，其他原因由窗口办理。",
                      "The card centre cancels for a transfer only; other reasons go through a counter.");
    return OK;
}

Err card_check_cancel(const View *view, const Command *command, Decision *out)
{
    const CardFacts *card = NULL;
    const CardMove *move = NULL;
    CancelReason reason = (CancelReason)arg_int(command, F_CANCEL_REASON);
    TRY(cancel_reason(view, command, out));
    TRY(card_named(view, command, out, &card));
    if (card->app == APP_CANCELLED) {
        out->already = true;
        return OK;
    }
    TRY(move_need(view, command, 0, card, out, &move));
    if (reason == CANCEL_DEATH && !view->person->death.n)
        return REFUSE(out, ERR_WRONG_STATE, "reason", "尚未登记死亡，请先登记（death.report）。",
                      "No death is on record; report it first (death.report).");
    if (reason == CANCEL_DEATH && person_hold(view->person, CAUSE_DEATH))
        return REFUSE(out, ERR_WRONG_STATE, "reason", "请先由继承人办理结算（case.open heirs），批准后再注销。",
                      "The heirs settle first (case.open heirs); the card is cancelled after that is approved.");
    if (command->actor.role == ROLE_CENTRE)
        return OK; /* the message of the national registry is the paper */
    const RegionPolicy *rules = card_rules(view, card);
    const PaperList *list = policy_papers(rules, S("cancel-card"), str(choice_code(SET_CANCEL_REASON, reason)), view_today(view));
    return papers_need_list(view, rules, command, list, 0, out);
}

Err card_decide_cancel(const View *view, const Command *command, Decision *out)
{
    TRY(card_check_cancel(view, command, out));
    if (out->already)
        return OK;
    if (!view->approved && card_cancel_waits(command))
        return second_needed(out);
    const CardFacts *card = card_of(view->person, view->card);
    app_set(out, view, card->n, APP_CANCELLED, (CancelReason)arg_int(command, F_CANCEL_REASON), (Str){ 0 });
    return OK;
}

/* ---- destroy ---- */

Err card_check_destroy(const View *view, const Command *command, Decision *out)
{
    const CardFacts *card = NULL;
    const CardMove *move = NULL;
    TRY(card_named(view, command, out, &card));
    if (card->prod == PROD_DESTROYED) {
        out->already = true;
        return OK;
    }
    return move_need(view, command, 0, card, out, &move);
}

Err card_decide_destroy(const View *view, const Command *command, Decision *out)
{
    TRY(card_check_destroy(view, command, out));
    if (out->already)
        return OK;
    if (!view->approved)
        return second_needed(out);
    app_set(out, view, view->card, APP_CANCELLED, CANCEL_DESTROYED, (Str){ 0 });
    prod_set(out, view, view->card, PROD_DESTROYED, (Str){ 0 });
    return OK;
}
