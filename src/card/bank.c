/* bank.c - what the bank tells of its part of the card: account opened or refused, state of the bank function. The
 * bank decides about that part; the bureau records it. */
#include "card/rules.h"
#include "ident/ident.h"

/* The bank that was asked, in its own name. */
static Err asked_bank(const View *view, const CardFacts *card, Decision *out)
{
    if (view->org && view->org->id == card->bank)
        return OK;
    return REFUSE(out, ERR_WRONG_INSTITUTION, "org", "该申领的服务银行不是贵行。", "This application is another bank's.");
}

Err card_decide_bank_opened(const View *view, const Command *command, Decision *out)
{
    const CardFacts *card = NULL;
    const CardMove *move = NULL;
    IdentResult number = ident_check(IDENT_BANK_CARD, arg_str(command, F_BANK_CARD_NO), view_today(view));
    if (!number.valid)
        return REFUSE(out, ERR_BAD_FIELD, "bank_card_no", "银行卡号校验不通过，请核对。",
                      "The bank card number does not pass its check; compare it.");
    TRY(card_named(view, command, out, &card));
    TRY(asked_bank(view, card, out));
    if (view->org->bank_bin.n && !view->match.own_bin)
        return REFUSE(out, ERR_MISMATCH, "bank_card_no", "银行卡号不属于贵行的号段。",
                      "The number does not begin with your bank's digits.");
    if (view->match.taken && view->match.taken != view->person->id)
        return REFUSE(out, ERR_CONFLICT, "bank_card_no", "该银行卡号已登记在另一人名下，请核对。",
                      "This bank card number is on record for somebody else; compare it.");
    if (card->prod == PROD_BANK_OPENED && view->match.bank_card) {
        out->already = true;
        return OK;
    }
    TRY(move_need(view, command, 0, card, out, &move));
    Event *event = emit(out, view, EVENT_PERSON_CELL, view->person->id);
    event->person_cell.field = PF_BANK_CARD;
    event->person_cell.card = card->n;
    event->person_cell.value = arg_str(command, F_BANK_CARD_NO);
    fin_set(out, view, card->n, move->to_fin, (Str){ 0 });
    prod_set(out, view, card->n, move->to_prod, (Str){ 0 });
    return OK;
}

Err card_decide_bank_refused(const View *view, const Command *command, Decision *out)
{
    const CardFacts *card = NULL;
    const CardMove *move = NULL;
    TRY(card_named(view, command, out, &card));
    TRY(asked_bank(view, card, out));
    TRY(move_need(view, command, 0, card, out, &move));
    prod_set(out, view, card->n, move->to_prod, arg_str(command, F_REASON_TEXT));
    return OK;
}

/* A closed account does not open again under the same number. */
Err card_decide_bank_state(const View *view, const Command *command, Decision *out)
{
    const CardFacts *card = NULL;
    Financial state = (Financial)arg_int(command, F_FINANCIAL);
    if (state == FIN_NONE)
        return REFUSE(out, ERR_BAD_FIELD, "state", "已开户的账户不能变为“无”。",
                      "An account that was opened cannot become \"none\".");
    TRY(card_named(view, command, out, &card));
    TRY(asked_bank(view, card, out));
    if (card->fin == state) {
        out->already = true;
        return OK;
    }
    if (!card_move_find(command->id, 0, command->actor.role, card))
        return REFUSE(out, ERR_WRONG_STATE, "bank_card_no", "该银行账户已销户，须换卡。",
                      "The account is closed; the card must be exchanged.");
    fin_set(out, view, card->n, state, arg_str(command, F_REASON_TEXT));
    return OK;
}
