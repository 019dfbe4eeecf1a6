/* production.c - from the batch to the outlet: card.batch, send, made, make-failed, ship, receive, return, claim. */
#include "card/rules.h"
#include "ident/ident.h"

/* ---- the batch ---- */

static void batch_prod(const View *view, size_t i, Production state, int64_t batch, Decision *out)
{
    Event *event = emit(out, view, EVENT_CARD_PROD, view->people[i]->id);
    event->card_prod.card = view->people_card[i];
    event->card_prod.state = state;
    event->card_prod.batch = batch;
}

static bool named_before(const View *view, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (view->people[k]->id == view->people[i]->id && view->people_card[k] == view->people_card[i])
            return true;
    return false;
}

/* The number of the i-th application, for sentences. */
static const char *member_text(const View *view, size_t i, Decision *out)
{
    Arena *arena = out->why.arena ? out->why.arena : out->arena;
    return str_z(arena, number_of_person(arena, 'K', view->people[i]->id, view->people_card[i]));
}

static Err member_check(const View *view, const Command *command, size_t i, Decision *out)
{
    const CardFacts *card = view->people[i] ? card_of(view->people[i], view->people_card[i]) : NULL;
    if (!card)
        return REFUSE(out, ERR_UNKNOWN_APPLICATION, "applications", NULL, NULL);
    if (named_before(view, i))
        return REFUSE(out, ERR_BAD_FIELD, "applications", "申领 %s 重复。", "The application %s is named twice.",
                      member_text(view, i, out));
    if (card_move_find(command->id, 0, command->actor.role, card))
        return OK;
    const Choice *state = choice_of(SET_PRODUCTION, card->prod);
    return REFUSE(out, ERR_WRONG_STATE, "applications", "申领 %1$s 当前为“%2$s”，不能组批。%3$.0s",
                  "%2$.0sThe application %1$s is \"%3$s\" and cannot be put in a batch.", member_text(view, i, out), state->zh,
                  state->code);
}

Err card_decide_batch(const View *view, const Command *command, Decision *out)
{
    if (!view->people_count)
        return REFUSE(out, ERR_BAD_FIELD, "applications", "请至少填写一个申领编号。", "Name at least one application.");
    for (size_t i = 0; i < view->people_count; i++)
        TRY(member_check(view, command, i, out));
    int64_t batch = view->bureau->batches + 1;
    emit(out, view, EVENT_BATCH_MADE, batch)->batch_made.count = (int64_t)view->people_count;
    for (size_t i = 0; i < view->people_count; i++)
        batch_prod(view, i, PROD_BATCHED, batch, out);
    if (out->data)
        answer_text(out, "batch", number_of(out->arena, 'B', batch));
    return OK;
}

/* A card that left the batch meanwhile (a cancelled one) stays behind; the others go. */
Err card_decide_send(const View *view, const Command *command, Decision *out)
{
    if (!view->batch)
        return REFUSE(out, ERR_UNKNOWN_ID, "batch", NULL, NULL);
    out->already = view->batch->sent != 0;
    if (out->already)
        return OK;
    int64_t count = 0;
    for (size_t i = 0; i < view->people_count; i++) {
        const CardFacts *card = card_of(view->people[i], view->people_card[i]);
        count += card && card->batch == view->batch->id && card_move_find(command->id, 0, command->actor.role, card);
    }
    if (!count)
        return REFUSE(out, ERR_WRONG_STATE, "batch", "该批次没有待发送的卡。", "No card of this batch waits to be sent.");
    emit(out, view, EVENT_BATCH_SENT, view->batch->id)->batch_sent.count = count;
    for (size_t i = 0; i < view->people_count; i++) {
        const CardFacts *card = card_of(view->people[i], view->people_card[i]);
        if (card && card->batch == view->batch->id && card->prod == PROD_BATCHED)
            batch_prod(view, i, PROD_MAKING, 0, out);
    }
    return OK;
}

/* ---- the factory ---- */

/* The first six digits of the code are the region that issues: the card's own, or the one its rules are from. */
static Err made_shape(const View *view, const Command *command, int *region, Decision *out)
{
    Day today = view_today(view);
    if (!ident_check(IDENT_CARD_NO, arg_str(command, F_CARD_NO), today).valid)
        return REFUSE(out, ERR_BAD_FIELD, "card_no", "社保卡号应为 9 位：一位字母或数字加 8 位数字。",
                      "A card number has 9 characters: a letter or digit, then 8 digits.");
    IdentResult code = ident_check(IDENT_CARD_ID_CODE, arg_str(command, F_CARD_ID_CODE), today);
    if (!code.valid)
        return REFUSE(out, ERR_BAD_FIELD, "card_id_code", "卡识别码应为 32 位十六进制数，前 6 位为发卡地区。",
                      "The identification code has 32 hexadecimal digits, the first six being the issuing region.");
    if (arg_int(command, F_ISSUED) > arg_int(command, F_VALID_UNTIL))
        return REFUSE(out, ERR_BAD_FIELD, "valid_until", "有效期止于发卡日期之前。", "It would expire before the day of issue.");
    if (arg_is(command, F_ATR) && !ident_check(IDENT_ATR, arg_str(command, F_ATR), today).valid)
        return REFUSE(out, ERR_BAD_FIELD, "atr", "卡复位信息应为不超过 26 位的十六进制数。",
                      "The answer to reset has at most 26 hexadecimal digits.");
    *region = code.region;
    return OK;
}

static Err made_match(const View *view, const Command *command, const CardFacts *card, int region, Decision *out)
{
    const RegionPolicy *rules = policy_region(view->policy, card->region);
    if (region != card->region && (!rules || region != policy_region_code(rules)))
        return REFUSE(out, ERR_MISMATCH, "card_id_code", "卡识别码的发卡地区 %06d 与申领地区 %06d 不符。",
                      "The code names the issuing region %06d, the application %06d.", region, (int)card->region);
    if (arg_is(command, F_BANK_CARD_NO) && !view->match.bank_card)
        return REFUSE(out, ERR_MISMATCH, "bank_card_no", "银行卡号与开户登记的不同。",
                      "The bank card number is not the one that the bank opened.");
    if (view->match.taken && view->match.taken != view->person->id)
        return REFUSE(out, ERR_CONFLICT, "card_no", "该卡号或卡识别码已登记在另一人名下，请核对。",
                      "This card number or code is on record for somebody else; compare it.");
    for (int i = 0; i < view->person->card_count; i++)
        if (view->person->cards[i].n != card->n && str_eq(FACT_STR(view->person->cards[i].card_no), arg_str(command, F_CARD_NO)))
            return REFUSE(out, ERR_CONFLICT, "card_no", "此人已有同一卡号的卡。", "Another card of this person has this number.");
    return OK;
}

/* What later steps name the card by. */
static void made_answer(const Command *command, Decision *out)
{
    answer_text(out, "card_no", arg_str(command, F_CARD_NO));
    answer_text(out, "card_id_code", arg_str(command, F_CARD_ID_CODE));
}

Err card_decide_made(const View *view, const Command *command, Decision *out)
{
    const CardFacts *card = NULL;
    const CardMove *move = NULL;
    int region = 0;
    TRY(made_shape(view, command, &region, out));
    TRY(card_named(view, command, out, &card));
    if (card->prod == PROD_MADE && str_eq(FACT_STR(card->card_no), arg_str(command, F_CARD_NO)) &&
        str_eq(FACT_STR(card->card_id_code), arg_str(command, F_CARD_ID_CODE))) {
        out->already = true;
        made_answer(command, out);
        return OK;
    }
    TRY(move_need(view, command, 0, card, out, &move));
    TRY(made_match(view, command, card, region, out));
    Event *event = emit(out, view, EVENT_CARD_MADE, view->person->id);
    event->card_made = (Event_card_made){ .card = card->n,
                                          .issued = arg_int(command, F_ISSUED),
                                          .valid_until = arg_int(command, F_VALID_UNTIL),
                                          .tries = policy_int(card_rules(view, card), KEY_CARD_PIN_TRIES, view_today(view)),
                                          .card_no = arg_str(command, F_CARD_NO),
                                          .card_id_code = arg_str(command, F_CARD_ID_CODE),
                                          .atr = arg_str(command, F_ATR) };
    made_answer(command, out);
    return OK;
}

Err card_decide_make_failed(const View *view, const Command *command, Decision *out)
{
    const CardFacts *card = NULL;
    const CardMove *move = NULL;
    TRY(card_named(view, command, out, &card));
    TRY(move_need(view, command, 0, card, out, &move));
    prod_set(
        out, view, card->n, move->to_prod,
        str_format(out->arena, STR_FMT ": " STR_FMT, STR_ARG(arg_str(command, F_STAGE)), STR_ARG(arg_str(command, F_REASON_TEXT))));
    return OK;
}

/* ---- the way to the outlet ---- */

/* Cards wait at banks, agencies, employers and offices of the bureau. */
static Err outlet_check(const View *view, Decision *out)
{
    if (!view->outlet || view->outlet->kind == INSTITUTION_BANK || view->outlet->kind == INSTITUTION_AGENCY)
        return OK;
    return REFUSE(out, ERR_WRONG_INSTITUTION, "outlet", "领卡网点应为银行、代理机构、单位或经办窗口。",
                  "Cards are handed out at banks, agencies, employers and offices.");
}

Err card_decide_ship(const View *view, const Command *command, Decision *out)
{
    const CardFacts *card = NULL;
    const CardMove *move = NULL;
    TRY(card_named(view, command, out, &card));
    TRY(outlet_check(view, out));
    TRY(move_need(view, command, 0, card, out, &move));
    card_placed(out, view, card->n, view->outlet_id);
    prod_set(out, view, card->n, move->to_prod, arg_str(command, F_OUTLET));
    return OK;
}

/* Whether the actor stands at that place. A clerk works at any office and fetches cards from other places. */
static bool stands_at(const View *view, const Command *command, int64_t outlet)
{
    switch (command->actor.role) {
    case ROLE_BANK:
    case ROLE_AGENCY:
        return view->org && view->org->id == outlet;
    case ROLE_UNIT:
        return view->org_unit && view->org_unit->id + OUTLET_UNIT == outlet;
    default:
        return true;
    }
}

Err card_decide_receive(const View *view, const Command *command, Decision *out)
{
    const CardFacts *card = NULL;
    const CardMove *move = NULL;
    TRY(card_named(view, command, out, &card));
    bool on_the_way = card->prod == PROD_SHIPPED || card->prod == PROD_AT_OUTLET;
    if (!stands_at(view, command, view->outlet_id) || (on_the_way && card->outlet != view->outlet_id))
        return REFUSE(out, ERR_WRONG_INSTITUTION, "outlet", "这张卡不是发往该网点的，请转交正确的网点。",
                      "This card was shipped to another outlet; pass it on.");
    if (card->prod == PROD_AT_OUTLET) {
        out->already = true;
        return OK;
    }
    TRY(move_need(view, command, 0, card, out, &move));
    prod_set(out, view, card->n, move->to_prod, arg_str(command, F_OUTLET));
    return OK;
}

Err card_decide_return(const View *view, const Command *command, Decision *out)
{
    const CardFacts *card = NULL;
    const CardMove *move = NULL;
    TRY(card_named(view, command, out, &card));
    if (card->prod == PROD_RETURNED) { /* the day itself has sent it back (settle.h): the centre tells that it has come */
        out->already = !card->outlet;
        if (card->outlet)
            card_placed(out, view, card->n, 0);
        return OK;
    }
    TRY(move_need(view, command, 0, card, out, &move));
    Day today = view_today(view),
        last = day_add_months(card->at_outlet, (int)policy_int(card_rules(view, card), KEY_CARD_UNCLAIMED_MONTHS, today));
    if (today.n <= last.n) {
        int y = 0, m = 0, d = 0;
        day_split(day_add(last, 1), &y, &m, &d);
        return REFUSE(out, ERR_TOO_EARLY, "", "网点保管期未满，%04d-%02d-%02d 起可以退回。",
                      "The outlet keeps it; it may go back from %04d-%02d-%02d.", y, m, d);
    }
    card_placed(out, view, card->n, 0);
    prod_set(out, view, card->n, move->to_prod, (Str){ 0 });
    return OK;
}

Err card_decide_claim(const View *view, const Command *command, Decision *out)
{
    const CardFacts *card = NULL;
    const CardMove *move = NULL;
    TRY(card_named(view, command, out, &card));
    TRY(outlet_check(view, out));
    TRY(move_need(view, command, 0, card, out, &move));
    if (arg_is(command, F_EVIDENCE)) /* The claim itself carries no papers; they are shown at hand-over. */
        TRY(move_papers(view, command, move, card_rules(view, card), out));
    card_placed(out, view, card->n, view->outlet_id);
    prod_set(out, view, card->n, move->to_prod, arg_str(command, F_OUTLET));
    return OK;
}
