/* activate.c - card.activate: eight ways to switch the social function on, and what follows once, whichever way it
 * was: the old medical card is retired and its balance moved, the card that this one replaces is cancelled, a dormant
 * seal is lifted. Law: MOHRSS office 2014-52, MOHRSS 2011-83. */
#include "card/rules.h"

/* What each channel must say. Card: named by its number, its chip, or the bank's number. */
typedef struct {
    Role role;
    bool limited; /* too many failed attempts lock it; at a counter the official sees the person and the paper */
    Field needs[6];
} Way;
static const Way ways[Channel_END] = {
    [CHANNEL_BANK_COUNTER] = { ROLE_BANK, false, { F_CARD_NO, F_SSN, F_INSTITUTION } },
    [CHANNEL_BANK_NOTICE] = { ROLE_BANK, true, { F_PERSON_SERIAL, F_SSN, F_BANK_CARD_NO, F_INSTITUTION } },
    [CHANNEL_HOSPITAL] = { ROLE_HOSPITAL, true, { F_INSTITUTION, F_CARD_ID_CODE, F_SSN, F_NAME, F_REGISTRATION_NO, F_VISIT } },
    [CHANNEL_PHARMACY] = { ROLE_PHARMACY, true, { F_INSTITUTION, F_OLD_CARD_NO, F_CARD_ID_CODE } },
    [CHANNEL_HOTLINE] = { ROLE_HOTLINE, true, { F_SSN, F_CARD_NO } },
    [CHANNEL_KIOSK] = { ROLE_KIOSK, true, { F_CARD_NO, F_SSN } },
    [CHANNEL_ONLINE] = { ROLE_ONLINE, true, { F_CARD_NO, F_SSN } },
    [CHANNEL_COUNTER] = { ROLE_CLERK, false, { F_CARD_NO, F_SSN } },
};

static Err way_check(const View *view, const Command *command, Channel channel, Decision *out)
{
    const Way *way = &ways[channel];
    if (!way->role)
        return REFUSE(out, ERR_WRONG_CHANNEL, "channel",
                      "启用渠道：bank-counter、bank-notice、hospital、pharmacy、hotline、kiosk、online、counter。",
                      "Activate by bank-counter, bank-notice, hospital, pharmacy, hotline, kiosk, online or counter.");
    for (size_t i = 0; i < sizeof way->needs / sizeof *way->needs && way->needs[i]; i++)
        TRY(field_need(command, way->needs[i], out));
    if (command->actor.role != way->role)
        return REFUSE(out, ERR_NOT_PERMITTED, "channel", "您的岗位不能使用此渠道启用。",
                      "Your role does not activate through this channel.");
    bool place = role_in(R(BANK) | R(HOSPITAL) | R(PHARMACY), way->role);
    if (place && (!view->org || !view->institution || view->org->id != view->institution->id))
        return REFUSE(out, ERR_WRONG_INSTITUTION, "institution", "机构只能以本机构名义办理。",
                      "An institution acts only in its own name.");
    return OK;
}

/* All three facts of a bank's message name one card of that bank; which of them is wrong is not told. */
static Err notice_identity(const View *view, const Command *command, const CardFacts *card, Decision *out)
{
    if (card && view->match.ssn && view->match.serial && view->match.bank_card && card->bank == view->org->id)
        return OK;
    return identity_refuse(view, command, out, "bank_card_no", "个人编号、社会保障号码与银行卡号不能对应到贵行的同一张卡。",
                           "Serial, social security number and bank card number do not name one live card of your bank.");
}

static Err identity(const View *view, const Command *command, Channel channel, Decision *out)
{
    const Match *match = &view->match;
    if (!match->ssn)
        return identity_refuse(view, command, out, "ssn", "社会保障号码与持卡人不符。",
                               "The social security number is not the card holder's.");
    if (!match->name)
        return identity_refuse(view, command, out, "name", "姓名与持卡人不符。", "The name is not the card holder's.");
    if (channel == CHANNEL_PHARMACY && !str_eq(FACT_STR(view->person->legacy_card_no), arg_str(command, F_OLD_CARD_NO)))
        return identity_refuse(view, command, out, "old_card_no", "原医保卡与新卡不是同一持卡人。",
                               "The old card is not the same person's.");
    if (channel == CHANNEL_HOTLINE)
        return answers_right(view, command, out);
    return OK;
}

static Err alive_and_old_card(const View *view, Channel channel, const CardFacts *card, Decision *out)
{
    if (view->person->death.n)
        return REFUSE(out, ERR_WRONG_STATE, "", "持卡人已登记死亡，不能启用。",
                      "A death is on record; the card cannot be activated.");
    if (channel == CHANNEL_PHARMACY && view->person->legacy_state == LEGACY_RETIRED && card->app == APP_SEALED)
        return REFUSE(out, ERR_WRONG_STATE, "old_card_no", "原医保卡已停用，请改用其他方式启用。",
                      "The old card is retired; activate another way.");
    return OK;
}

/* ---- what follows ---- */

/* The old medical card stops working today, or stopped earlier; its balance comes over once. */
static int64_t legacy_retire(const View *view, const CardFacts *card, Decision *out)
{
    const PersonFacts *person = view->person;
    if (person->legacy_state != LEGACY_NORMAL && person->legacy_state != LEGACY_RESTRICTED)
        return 0;
    Day today = view_today(view);
    Event *event = emit(out, view, EVENT_LEGACY_MOVED, person->id);
    event->legacy_moved.state = LEGACY_RETIRED;
    event->legacy_moved.until = person->legacy_until.n && person->legacy_until.n < today.n ? person->legacy_until.n : today.n;
    if (!person->legacy_balance_fen)
        return 0;
    event = emit(out, view, EVENT_BALANCE_MOVED, person->id);
    event->balance_moved.amount_fen = person->legacy_balance_fen;
    event->balance_moved.card = card->n;
    return person->legacy_balance_fen;
}

/* Holds are the person's and stay; the card that was replaced ends. */
static void old_cancel(const View *view, const CardFacts *card, Decision *out)
{
    const CardFacts *old = card->replaces ? card_of(view->person, card->replaces) : NULL;
    if (old && old->app != APP_CANCELLED)
        app_set(out, view, old->n, APP_CANCELLED, card->kind == CARD_REISSUE ? CANCEL_REISSUED : CANCEL_EXCHANGED, (Str){ 0 });
}

static void activated(const View *view, const Command *command, const CardFacts *card, Decision *out)
{
    Event *event = emit(out, view, EVENT_CARD_ACTIVATED, view->person->id);
    event->card_activated.card = card->n;
    event->card_activated.channel = arg_int(command, F_CARD_CHANNEL);
    event->card_activated.institution = view->institution ? view->institution->id : 0;
    event->card_activated.reference = arg_is(command, F_CALL) ? arg_str(command, F_CALL) : arg_str(command, F_REGISTRATION_NO);
}

static int64_t social_function(const View *view, const Command *command, const CardFacts *card, Decision *out)
{
    int64_t moved = 0;
    if (card->app == APP_SEALED) {
        app_set(out, view, card->n, APP_NORMAL, CancelReason_NONE, (Str){ 0 });
        activated(view, command, card, out);
        moved = legacy_retire(view, card, out);
        old_cancel(view, card, out);
    }
    if (person_hold(view->person, CAUSE_DORMANT)) {
        if (card->app != APP_SEALED)
            activated(view, command, card, out);
        hold_release_if(out, view, CAUSE_DORMANT, actor_label(out->arena, command));
        Event *event = emit(out, view, EVENT_CARD_USED, view->person->id); /* it is in hand: the months count anew */
        event->card_used.card = card->n;
        event->card_used.institution = view->institution ? view->institution->id : 0;
    }
    return moved;
}

/* The bank's part follows the bank's word, but not out of a loss, a freeze or a closed account. */
static void bank_function(const View *view, const Command *command, const CardFacts *card, const CardMove *move, Decision *out)
{
    bool waits = card->fin == FIN_OPEN_INACTIVE || card->fin == FIN_COUNTER_ONLY;
    if (move->to_fin == FIN_ACTIVE && waits)
        fin_set(out, view, card->n, FIN_ACTIVE, str(choice_code(SET_CHANNEL, (int)arg_int(command, F_CARD_CHANNEL))));
    if (move->to_pin == PIN_SET && card->pin != PIN_SET)
        pin_set(out, view, card->n, PIN_SET, (int)policy_int(card_rules(view, card), KEY_CARD_PIN_TRIES, view_today(view)));
}

static void answer(const View *view, const CardFacts *card, int64_t moved, bool retired, Decision *out)
{
    const PersonFacts *person = view->person;
    answer_text(out, "card_no", FACT_STR(card->card_no));
    if (!out->data || !person->legacy_card_no.n)
        return;
    json_key(out->data, "legacy");
    json_open(out->data, '{');
    json_put(out->data, "old_card_no", FACT_STR(person->legacy_card_no));
    json_put(out->data, "state", str(choice_code(SET_LEGACY, retired ? LEGACY_RETIRED : person->legacy_state)));
    json_put_int(out->data, "moved_fen", moved);
    json_close(out->data, '}');
}

static Err activate(const View *view, const Command *command, const CardFacts *card, const CardMove *move, Decision *out)
{
    bool first = move->to_app == APP_NORMAL && card->app == APP_SEALED;
    size_t before = out->count;
    if (move->to_prod == PROD_HANDED_OVER && card->prod == PROD_AT_OUTLET)
        card_hand(out, view, card, TO_HOLDER, 0);
    int64_t moved = move->to_app == APP_NORMAL ? social_function(view, command, card, out) : 0;
    bank_function(view, command, card, move, out);
    out->already = out->count == before;
    answer(view, card, moved, first, out);
    return OK;
}

Err card_decide_activate(const View *view, const Command *command, Decision *out)
{
    const CardFacts *card = NULL;
    const CardMove *move = NULL;
    Channel channel = (Channel)arg_int(command, F_CARD_CHANNEL);
    TRY(way_check(view, command, channel, out));
    if (channel != CHANNEL_BANK_NOTICE) {
        TRY(card_named(view, command, out, &card));
        TRY(bank_own(view, command, card, out));
    } else if (!view->person) {
        return REFUSE(out, ERR_UNKNOWN_PERSON, "ssn", NULL, NULL);
    } else {
        card = card_of(view->person, view->card);
    }
    const RegionPolicy *rules = card ? card_rules(view, card) : person_policy(view->policy, view->person);
    if (ways[channel].limited)
        TRY(attempts_left(view, rules, out));
    TRY(channel == CHANNEL_BANK_NOTICE ? notice_identity(view, command, card, out) : identity(view, command, channel, out));
    TRY(alive_and_old_card(view, channel, card, out));
    TRY(move_need(view, command, channel, card, out, &move));
    TRY(move_papers(view, command, move, rules, out));
    if (channel == CHANNEL_HOTLINE)
        TRY(answers_enough(view, command, true, out));
    return activate(view, command, card, move, out);
}
