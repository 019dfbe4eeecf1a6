/* check.c - card.photo, card.data-check, card.resubmit: what is looked at before the bank is asked. */
#include "card/rules.h"

static void photo_event(const View *view, int card, bool accepted, PhotoCode rejected, Decision *out)
{
    Event *event = emit(out, view, EVENT_CARD_PHOTO, view->person->id);
    event->card_photo.card = card;
    event->card_photo.accepted = accepted;
    event->card_photo.rejected = rejected;
    event->card_photo.hash = view->photo_hash;
    if (!accepted)
        return;
    event = emit(out, view, EVENT_PHOTO_FILED, view->person->id);
    event->photo_filed.day = view_today(view).n;
    event->photo_filed.hash = view->photo_hash;
}

/* What the command says about the photo: exactly one of three things, two of them the centre's. */
static Err photo_variant(const Command *command, Decision *out, int *variant)
{
    int given = arg_is(command, F_PHOTO) + arg_is(command, F_PHOTO_OK) + arg_is(command, F_REJECTED);
    if (given != 1 || (arg_is(command, F_PHOTO_OK) && !arg_int(command, F_PHOTO_OK)))
        return REFUSE(out, ERR_BAD_FIELD, "photo", "请只填写一项：照片、合格、或不合格原因。",
                      "Give one of photo, photo_ok true, or rejected.");
    *variant = arg_is(command, F_PHOTO) ? MOVE_PHOTO_NEW : arg_is(command, F_PHOTO_OK) ? MOVE_PHOTO_ACCEPTED : MOVE_PHOTO_REJECTED;
    if (*variant != MOVE_PHOTO_NEW && command->actor.role != ROLE_CENTRE)
        return REFUSE(out, ERR_NOT_PERMITTED, "", "照片由卡管理中心审核。", "The card centre judges photos.");
    return OK;
}

Err card_decide_photo(const View *view, const Command *command, Decision *out)
{
    const CardFacts *card = NULL;
    int variant = 0;
    TRY(photo_variant(command, out, &variant));
    TRY(card_named(view, command, out, &card));
    if (!card_move_find(command->id, variant, (Role)0, card))
        return state_refuse(view, command, card, out);
    if (variant == MOVE_PHOTO_ACCEPTED && card->photo_ok && card->prod == PROD_APPLIED) {
        out->already = true;
        return OK;
    }
    bool bad = variant == MOVE_PHOTO_NEW && view->photo_findings > 0;
    if (out->data) {
        json_key(out->data, "findings");
        json_raw(out->data, view->photo_findings_json.n ? view->photo_findings_json : S("[]"));
    }
    if (bad && card->photo_ok)
        return REFUSE(out, ERR_BAD_FIELD, "photo", "新照片不符合要求，原已合格的照片继续使用。",
                      "The new photo does not meet the profile; the accepted one stays.");
    bool accepted = variant != MOVE_PHOTO_REJECTED && !bad;
    photo_event(view, card->n, accepted,
                variant == MOVE_PHOTO_REJECTED ? (PhotoCode)arg_int(command, F_REJECTED)
                : bad                          ? PHOTO_CODE_OTHER
                                               : PhotoCode_NONE,
                out);
    Production to = accepted ? PROD_APPLIED : PROD_PHOTO_PENDING;
    if (card->prod != to)
        prod_set(out, view, card->n, to, (Str){ 0 });
    return OK;
}

Err card_decide_data_check(const View *view, const Command *command, Decision *out)
{
    const CardFacts *card = NULL;
    const CardMove *move = NULL;
    TRY(card_named(view, command, out, &card));
    TRY(move_need(view, command, arg_int(command, F_PASSED) ? MOVE_CHECK_PASSED : MOVE_CHECK_FAILED, card, out, &move));
    if (!card->photo_ok)
        return REFUSE(out, ERR_WRONG_STATE, "application", "照片尚未审核合格，请先审核照片。",
                      "No photo is accepted yet; judge the photo first.");
    prod_set(out, view, card->n, move->to_prod, arg_str(command, F_MISMATCH));
    return OK;
}

/* What was corrected stands in the command; the application goes back to where it was refused. */
Err card_decide_resubmit(const View *view, const Command *command, Decision *out)
{
    const CardFacts *card = NULL;
    const CardMove *move = NULL;
    TRY(card_named(view, command, out, &card));
    TRY(move_need(view, command, 0, card, out, &move));
    prod_set(out, view, card->n, move->to_prod, (Str){ 0 });
    return OK;
}
