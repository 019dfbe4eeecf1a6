/* fold_card.c - cards: five attributes that move on their own (production, application, bank function, PIN, where
 * the card is), the old medical card and its balance. */
#include "facts/fold.h"

static CardFacts *card_find(PersonFacts *person, int64_t n) { return n > 0 && n <= INT32_MAX ? person_card(person, (int)n) : NULL; }

/* A full list gives up its oldest card that was replaced or destroyed. */
static void card_drop_old(PersonFacts *person)
{
    for (int i = 0; i < person->card_count && person->card_count == CARDS_MAX; i++)
        if (person->cards[i].replaced_by || person->cards[i].prod == PROD_DESTROYED)
            LIST_REMOVE(person->cards, &person->card_count, i);
}

void fold_card_applied(PersonFacts *person, const Event *event)
{
    const Event_card_applied *e = &event->card_applied;
    card_drop_old(person);
    if (person->card_count == CARDS_MAX || !number_next(&person->next_card, e->card))
        return;
    person->cards[person->card_count++] = (CardFacts){
        .n = (int32_t)e->card, .kind = (uint8_t)e->kind, .reason = (uint8_t)e->reason, .channel = (uint8_t)e->channel,
        .prod = PROD_APPLIED, .fin = FIN_NONE, .photo_ok = e->photo_ok != 0, .fee_paid = e->fee_paid != 0,
        .region = (int32_t)e->region, .bank = e->bank, .replaces = (int32_t)e->replaces, .applied = event_day(event),
        .expected = { (int32_t)e->expected } };
}

/* `retries` counts how often the bank or the factory sent the application back. */
void fold_card_prod(PersonFacts *person, const Event *event)
{
    const Event_card_prod *e = &event->card_prod;
    CardFacts *card = card_find(person, e->card);
    if (!card)
        return;
    card->prod = (uint8_t)e->state;
    if (e->batch)
        card->batch = e->batch;
    if (e->state == PROD_AT_OUTLET) {
        card->at_outlet = event_day(event);
        card->reminded = 0;
    }
    if (e->state == PROD_BANK_REFUSED || e->state == PROD_MAKE_FAILED)
        card->retries = count_up(card->retries);
}

/* What the card was before it was lost comes back when it is found. Losing a card twice, first by word and then
 * in writing, remembers what it was before the first time. */
static void card_app_set(CardFacts *card, int64_t state, Time at)
{
    bool was_lost = card->app == APP_LOST_TEMPORARY || card->app == APP_LOST_FORMAL;
    bool is_lost = state == APP_LOST_TEMPORARY || state == APP_LOST_FORMAL;
    if (!is_lost)
        card->app_before = 0;
    else if (!was_lost)
        card->app_before = card->app;
    if (state != APP_LOST_TEMPORARY)
        card->lost_until = (Time){ 0 };
    card->app = (uint8_t)state;
    card->app_since = at;
}

void fold_card_app(PersonFacts *person, const Event *event)
{
    const Event_card_app *e = &event->card_app;
    CardFacts *card = card_find(person, e->card);
    if (!card)
        return;
    card_app_set(card, e->state, event->at);
    if (e->state == APP_CANCELLED)
        card->cancel_reason = (uint8_t)e->reason;
}

void fold_card_fin(PersonFacts *person, const Event *event)
{
    CardFacts *card = card_find(person, event->card_fin.card);
    if (card)
        card->fin = (uint8_t)event->card_fin.state;
}

void fold_card_pin(PersonFacts *person, const Event *event)
{
    CardFacts *card = card_find(person, event->card_pin.card);
    if (!card)
        return;
    card->pin = (uint8_t)event->card_pin.state;
    card->tries = (uint8_t)event->card_pin.tries;
}

/* `rejected` is the code of the last refusal, 0 once a photo is accepted. */
void fold_card_photo(PersonFacts *person, const Event *event)
{
    const Event_card_photo *e = &event->card_photo;
    CardFacts *card = card_find(person, e->card);
    if (!card)
        return;
    card->photo_ok = e->accepted != 0;
    card->rejected = (uint8_t)e->rejected;
}

void fold_card_made(PersonFacts *person, const Event *event)
{
    const Event_card_made *e = &event->card_made;
    CardFacts *card = card_find(person, e->card);
    if (!card)
        return;
    card->prod = PROD_MADE;
    card->issued = (Day){ (int32_t)e->issued };
    card->valid_until = (Day){ (int32_t)e->valid_until };
    card->app = APP_SEALED;
    card->app_since = event->at;
    card->pin = PIN_INITIAL;
    card->tries = (uint8_t)e->tries;
    FACT_SET(card->card_no, e->card_no);
    FACT_SET(card->card_id_code, e->card_id_code);
}

void fold_card_placed(PersonFacts *person, const Event *event)
{
    CardFacts *card = card_find(person, event->card_placed.card);
    if (card)
        card->outlet = event->card_placed.outlet;
}

void fold_card_handed(PersonFacts *person, const Event *event)
{
    CardFacts *card = card_find(person, event->card_handed.card);
    if (!card)
        return;
    card->prod = PROD_HANDED_OVER;
    card->handed = event_day(event);
    card->deadline = (Day){ (int32_t)event->card_handed.deadline };
}

/* The successor's first activation is the moment at which it takes the place of the old card. */
void fold_card_activated(PersonFacts *person, const Event *event)
{
    CardFacts *card = card_find(person, event->card_activated.card);
    if (!card)
        return;
    if (!card->activated.n)
        card->activated = event_day(event);
    CardFacts *old = card->replaces != card->n ? card_find(person, card->replaces) : NULL;
    if (old)
        old->replaced_by = card->n;
}

void fold_card_used(PersonFacts *person, const Event *event)
{
    CardFacts *card = card_find(person, event->card_used.card);
    if (!card)
        return;
    card->last_use = event_day(event);
    person->last_use = card->last_use;
}

void fold_card_reminded(PersonFacts *person, const Event *event)
{
    CardFacts *card = card_find(person, event->card_reminded.card);
    if (card)
        card->reminded = (uint8_t)event->card_reminded.count;
}

void fold_dormancy_told(PersonFacts *person, const Event *event)
{
    CardFacts *card = card_find(person, event->dormancy_told.card);
    if (card)
        card->dormancy_told = (Day){ (int32_t)event->dormancy_told.last_use };
}

void fold_card_lost(PersonFacts *person, const Event *event)
{
    const Event_card_lost *e = &event->card_lost;
    CardFacts *card = card_find(person, e->card);
    if (!card)
        return;
    card_app_set(card, e->kind == LOSS_TEMPORARY ? APP_LOST_TEMPORARY : APP_LOST_FORMAL, event->at);
    if (e->kind == LOSS_TEMPORARY)
        card->lost_until = (Time){ e->until };
}

void fold_card_found(PersonFacts *person, const Event *event)
{
    CardFacts *card = card_find(person, event->card_found.card);
    if (card && (card->app == APP_LOST_TEMPORARY || card->app == APP_LOST_FORMAL))
        card_app_set(card, card->app_before, event->at);
}

static bool elsewhere_is(const ElsewhereFacts *elsewhere, const Event_card_elsewhere *e)
{
    return elsewhere->region == e->region && str_eq(FACT_STR(elsewhere->card_no), e->card_no);
}

/* One row for each region that knows a live card of this person. */
void fold_card_elsewhere(PersonFacts *person, const Event *event)
{
    const Event_card_elsewhere *e = &event->card_elsewhere;
    int i = 0;
    while (i < person->elsewhere_count && !elsewhere_is(&person->elsewhere[i], e))
        i++;
    bool known = i < person->elsewhere_count;
    if (known && !e->live)
        LIST_REMOVE(person->elsewhere, &person->elsewhere_count, i);
    if (known || !e->live || person->elsewhere_count == ELSEWHERE_MAX)
        return;
    person->elsewhere[i] = (ElsewhereFacts){ .region = (int32_t)e->region };
    FACT_SET(person->elsewhere[i].card_no, e->card_no);
    person->elsewhere_count++;
}

void fold_legacy_recorded(PersonFacts *person, const Event *event)
{
    person->legacy_state = LEGACY_NORMAL;
    person->legacy_balance_fen = event->legacy_recorded.balance_fen;
    FACT_SET(person->legacy_card_no, event->legacy_recorded.old_card_no);
}

/* Without a day the last day on which it works stays what it was. */
void fold_legacy_moved(PersonFacts *person, const Event *event)
{
    person->legacy_state = (uint8_t)event->legacy_moved.state;
    if (event->legacy_moved.until)
        person->legacy_until = (Day){ (int32_t)event->legacy_moved.until };
}

void fold_balance_moved(PersonFacts *person, const Event *event)
{
    int64_t amount = event->balance_moved.amount_fen, here = 0, left = 0;
    if (__builtin_add_overflow(person->medical_balance_fen, amount, &here) ||
        __builtin_sub_overflow(person->legacy_balance_fen, amount, &left))
        return;
    person->medical_balance_fen = here;
    person->legacy_balance_fen = left;
}
