/* rules.c - see rules.h. */
#include "card/rules.h"

const CardFacts *card_of(const PersonFacts *person, int n)
{
    for (int i = 0; i < person->card_count; i++)
        if (person->cards[i].n == n)
            return &person->cards[i];
    return NULL;
}

const RegionPolicy *card_rules(const View *view, const CardFacts *card) { return policy_or_national(view->policy, card->region); }

Str application_text(const View *view, Arena *arena, int64_t card) { return number_of_person(arena, 'K', view->person->id, card); }

Err card_named(const View *view, const Command *command, Decision *out, const CardFacts **card)
{
    *card = view->person && view->card ? card_of(view->person, view->card) : NULL;
    if (*card)
        return OK;
    if (arg_is(command, F_APPLICATION))
        return REFUSE(out, ERR_UNKNOWN_APPLICATION, "application", NULL, NULL);
    return REFUSE(out, ERR_UNKNOWN_CARD, "card_no", NULL, NULL);
}

Err bank_own(const View *view, const Command *command, const CardFacts *card, Decision *out)
{
    if (command->actor.role != ROLE_BANK || (view->org && (card->bank == view->org->id || card->outlet == view->org->id)))
        return OK;
    return REFUSE(out, ERR_WRONG_INSTITUTION, "org", "这张卡不是贵行的卡，请到卡的服务银行办理。",
                  "This card is another bank's; go to the card's own bank.");
}

Err field_need(const Command *command, Field field, Decision *out)
{
    const FieldRow *row = field_row(field);
    if (arg_is(command, field))
        return OK;
    return REFUSE(out, ERR_BAD_FIELD, row->name, "请填写%s%.0s。", "Give the %.0s%s.", row->zh, row->en);
}

/* ---- state ---- */

typedef struct {
    const char *zh, *en;
} Hint;

static const Hint app_hints[Application_END] = {
    [APP_SEALED] = { "请先启用该卡。", "Activate the card first." },
    [APP_NORMAL] = { "该卡正常，无须办理。", "The card is in order." },
    [APP_LOST_FORMAL] = { "请申请补卡，新卡启用后旧卡注销。",
                          "Apply for a replacement; it takes this card's place once activated." },
    [APP_LOCKED] = { "请联系卡管理中心解锁。", "Ask the card centre to unlock it." },
    [APP_LOST_TEMPORARY] = { "找到卡请先解挂，找不到请办理正式挂失。",
                             "Undo the temporary loss first, or report it lost in writing." },
    [APP_CANCELLED] = { "请申领新卡。", "Apply for a new card." },
};
static const Hint prod_hints[Production_END] = {
    [PROD_APPLIED] = { "等待照片审核和信息核验。", "It waits for the photo and the data check." },
    [PROD_DATA_REJECTED] = { "请更正信息后重新提交。", "Correct the data and resubmit." },
    [PROD_PHOTO_PENDING] = { "请重新提交照片。", "Hand in a new photo." },
    [PROD_BANK_REQUESTED] = { "等待银行开户。", "It waits for the bank." },
    [PROD_BANK_REFUSED] = { "请按银行要求补充后重新提交。", "Do what the bank asks and resubmit." },
    [PROD_BANK_OPENED] = { "等待组批制卡。", "It waits to be put in a batch." },
    [PROD_BATCHED] = { "等待发送制卡。", "It waits to be sent to the factory." },
    [PROD_MAKING] = { "卡正在制作。", "The card is being made." },
    [PROD_MAKE_FAILED] = { "等待重新组批。", "It waits to be made again." },
    [PROD_MADE] = { "等待发运。", "It waits to be shipped." },
    [PROD_SHIPPED] = { "等待网点收卡。", "It is on its way to the outlet." },
    [PROD_AT_OUTLET] = { "请到网点领卡。", "Collect it at the outlet." },
    [PROD_RETURNED] = { "请申请领取已退回的卡。", "Claim the returned card." },
    [PROD_DESTROYED] = { "卡已销毁，请重新申领。", "It was destroyed; apply anew." },
};

Err state_refuse(const View *view, const Command *command, const CardFacts *card, Decision *out)
{
    (void)view;
    if (!card)
        return REFUSE(out, ERR_WRONG_STATE, "", "尚无社保卡，请先申领。", "There is no card yet; apply for one.");
    const CatalogueRow *row = command_row(command->id);
    bool handed = card->prod == PROD_HANDED_OVER;
    const Choice *state = handed ? choice_of(SET_APPLICATION, card->app) : choice_of(SET_PRODUCTION, card->prod);
    Hint hint = handed ? app_hints[card->app] : prod_hints[card->prod];
    return REFUSE(out, ERR_WRONG_STATE, "", "卡当前为“%1$s”，不能办理“%2$s”。%3$s%4$.0s%5$.0s%6$.0s",
                  "%1$.0s%2$.0s%3$.0sThe card is \"%4$s\"; \"%5$s\" is not possible now. %6$s", state->zh, row->zh, hint.zh,
                  state->code, row->en, hint.en);
}

Err move_need(const View *view, const Command *command, int variant, const CardFacts *card, Decision *out, const CardMove **move)
{
    if (!card_move_find(command->id, variant, (Role)0, card))
        return state_refuse(view, command, card, out);
    *move = card_move_find(command->id, variant, view->approved ? (Role)0 : command->actor.role,
                           card); /* approved: asked by role before */
    if (*move)
        return OK;
    return REFUSE(out, ERR_WRONG_CHANNEL, "", "此渠道不能办理“%s%.0s”，请到经办窗口、银行或自助终端办理。",
                  "\"%.0s%s\" is not done through this channel; go to a counter, the bank or a kiosk.",
                  command_row(command->id)->zh, command_row(command->id)->en);
}

Err move_papers(const View *view, const Command *command, const CardMove *move, const RegionPolicy *rules, Decision *out)
{
    for (int kind = 1; kind < EvidenceKind_END; kind++) {
        if (!(move->all >> kind & 1))
            continue;
        uint64_t kinds = kind == EV_ID_CARD ? papers_identity_of(view->person) : (uint64_t)1 << kind;
        TRY(papers_need(view, rules, command, kinds, 1, out));
    }
    return move->any ? papers_need(view, rules, command, move->any, 1, out) : OK;
}

/* ---- identity ---- */

Err attempts_left(const View *view, const RegionPolicy *rules, Decision *out)
{
    const PersonFacts *person = view->person;
    if (person->fails_day.n != view_today(view).n || person->fails < policy_int(rules, KEY_IDENTITY_ATTEMPTS, view_today(view)))
        return OK;
    return REFUSE(out, ERR_LOCKED, "", NULL, NULL);
}

Err identity_refuse(const View *view, const Command *command, Decision *out, const char *field, const char *zh, const char *en)
{
    Event *event = emit(out, view, EVENT_CHECK_FAILED, view->person->id);
    event->check_failed.day = view_today(view).n;
    event->check_failed.command = str(command_row(command->id)->name);
    out->keep = true;
    return REFUSE(out, ERR_MISMATCH, field, zh, en);
}

Err answers_right(const View *view, const Command *command, Decision *out)
{
    if (!view->match.wrong)
        return OK;
    return identity_refuse(view, command, out, "answers", "所答与记录不符，请核对后再试。",
                           "An answer does not agree with the record; check and try again.");
}

Err answers_enough(const View *view, const Command *command, bool call, Decision *out)
{
    if (call && !arg_is(command, F_CALL) && !papers_have(view, NULL, command, PAPER(CALL)))
        return REFUSE(out, ERR_MISSING_EVIDENCE, "call", "缺少通话编号。", "The number of the call is missing.");
    if (view->match.right >= 2)
        return OK;
    return REFUSE(out, ERR_MISSING_EVIDENCE, "answers", "请至少核对两项：手机、地址、出生地、服务银行、最近单位。",
                  "At least two of mobile, address, birth_place, bank and last_unit must be answered.");
}

/* ---- events ---- */

void prod_set(Decision *out, const View *view, int card, Production state, Str detail)
{
    Event *event = emit(out, view, EVENT_CARD_PROD, view->person->id);
    event->card_prod.card = card;
    event->card_prod.state = state;
    event->card_prod.detail = detail;
}

void app_set(Decision *out, const View *view, int card, Application state, CancelReason reason, Str order)
{
    Event *event = emit(out, view, EVENT_CARD_APP, view->person->id);
    event->card_app.card = card;
    event->card_app.state = state;
    event->card_app.reason = reason;
    event->card_app.order = order;
}

void fin_set(Decision *out, const View *view, int card, Financial state, Str reason)
{
    Event *event = emit(out, view, EVENT_CARD_FIN, view->person->id);
    event->card_fin.card = card;
    event->card_fin.state = state;
    event->card_fin.reason = reason;
}

void pin_set(Decision *out, const View *view, int card, Pin state, int tries)
{
    Event *event = emit(out, view, EVENT_CARD_PIN, view->person->id);
    event->card_pin.card = card;
    event->card_pin.state = state;
    event->card_pin.tries = tries;
}

void card_placed(Decision *out, const View *view, int card, int64_t outlet)
{
    Event *event = emit(out, view, EVENT_CARD_PLACED, view->person->id);
    event->card_placed.card = card;
    event->card_placed.outlet = outlet;
}
