/* query_status.c - person.status: everything about a person at one instant, in the contract's shape. */
#include "core/query.h"
#include "core/shapes.h"
#include "hold/effects.h"

static void put_account(Query *query, const AccountFacts *account)
{
    Json *json = query->data;
    json_open(json, '{');
    json_put(json, "account", number_of_person(query->arena, 'J', query->loaded.view.person->id, account->n));
    json_put(json, "region", shape_region(query->arena, account->region));
    json_put_word(json, "category", choice_code(SET_CATEGORY, account->category));
    if (account->flexible_kind)
        json_put_word(json, "flexible_kind", choice_code(SET_FLEXIBLE_KIND, account->flexible_kind));
    json_put(json, "payer", shape_payer(&query->loaded, account));
    shape_insurances(json, "insurances", account->insurances);
    json_put_word(json, "state", choice_code(SET_ACCOUNT_STATE, account->state));
    shape_day(json, query->arena, "since", account->since);
    json_close(json, '}');
}

void shape_accounts(Query *query)
{
    const PersonFacts *person = query->loaded.view.person;
    json_key(query->data, "accounts");
    json_open(query->data, '[');
    for (int i = 0; i < person->account_count; i++)
        put_account(query, &person->accounts[i]);
    json_close(query->data, ']');
}

/* What stands in the way of the card itself, by the words of the causes. */
static void put_card_holds(Json *json, const PersonFacts *person, const CardFacts *card)
{
    static const Cause blocking[] = { CAUSE_DORMANT, CAUSE_INVESTIGATION, CAUSE_DEATH, CAUSE_DATA_MISMATCH };
    json_key(json, "holds");
    json_open(json, '[');
    if (card == person_current_card(person))
        for (size_t i = 0; i < sizeof blocking / sizeof *blocking; i++)
            if (person_hold(person, blocking[i]))
                json_word(json, cause_row(blocking[i])->code);
    json_close(json, ']');
}

static void put_card(Query *query, const CardFacts *card)
{
    Json *json = query->data;
    const PersonFacts *person = query->loaded.view.person;
    Day today = time_day(query->now);
    json_open(json, '{');
    json_put(json, "application_no", number_of_person(query->arena, 'K', person->id, card->n));
    json_put_or_null(json, "card_no", FACT_STR(card->card_no));
    json_put_word(json, "production", choice_code(SET_PRODUCTION, card->prod));
    json_put_or_null(json, "application", str(choice_code(SET_APPLICATION, card->app)));
    json_put_word(json, "financial", choice_code(SET_FINANCIAL, card->fin ? card->fin : FIN_NONE));
    json_put_or_null(json, "pin", str(choice_code(SET_PIN, card->pin)));
    put_card_holds(json, person, card);
    json_put_bool(json, "usable", card_usable(person, card, today));
    json_put_bool(json, "expired", card_expired(card, today));
    shape_day(json, query->arena, "expected", card->prod < PROD_AT_OUTLET ? card->expected : (Day){ 0 });
    json_put_or_null(json, "bank_card_no", identity_value(query->loaded.held, PF_BANK_CARD, card->n));
    json_put_or_null(json, "replaced_by",
                     card->replaced_by ? number_of_person(query->arena, 'K', person->id, card->replaced_by) : (Str){ 0 });
    json_put_word(json, "kind", choice_code(SET_CARD_KIND, card->kind));
    json_put(json, "region", shape_region(query->arena, card->region));
    shape_day(json, query->arena, "valid_until", card->valid_until);
    shape_day(json, query->arena, "handed_over", card->handed);
    shape_day(json, query->arena, "deadline", card->deadline);
    if (card->pin == PIN_LOCKED || card->tries)
        json_put_int(json, "tries_left", card->tries);
    json_close(json, '}');
}

static void put_hold(Query *query, const HoldFacts *hold)
{
    Json *json = query->data;
    json_open(json, '{');
    json_put_word(json, "cause", cause_row((Cause)hold->cause)->code);
    shape_time(json, query->arena, "since", hold->since);
    shape_time(json, query->arena, "until", hold->until);
    json_put(json, "by", FACT_STR(hold->by));
    json_key(json, "evidence");
    json_open(json, '[');
    for (int kind = 1; kind < EvidenceKind_END; kind++)
        if ((uint64_t)hold->evidence >> kind & 1u)
            json_word(json, choice_code(SET_EVIDENCE, kind));
    json_close(json, ']');
    json_close(json, '}');
}

static void put_legacy(Query *query, const PersonFacts *person)
{
    Json *json = query->data;
    json_key(json, "legacy_card");
    if (!person->legacy_state) {
        json_nil(json);
        return;
    }
    json_open(json, '{');
    json_put(json, "old_card_no", FACT_STR(person->legacy_card_no));
    json_put_word(json, "state", choice_code(SET_LEGACY, person->legacy_state));
    json_put_int(json, "balance_fen", person->legacy_balance_fen);
    shape_day(json, query->arena, "usable_until", person->legacy_until);
    json_close(json, '}');
}

static void put_effects(Query *query, const PersonFacts *person)
{
    Json *json = query->data;
    Effects effects;
    effects_of(person, query->loaded.view.policy, query->loaded.view.bureau, query->now, &effects);
    json_key(json, "effects");
    json_open(json, '{');
    for (Effect effect = 1; effect < Effect_END; effect++) {
        char letter = effect_letter(effects.worst[effect]);
        json_key(json, choice_code(SET_EFFECT, effect));
        json_word_n(json, &letter, 1);
    }
    json_close(json, '}');
    shape_notes(json, &effects);
}

/* Who it is: masked for everybody, also on one's own page, where somebody may look over one's shoulder. */
static void put_identity(Query *query)
{
    Held *held = query->loaded.held;
    Str number = identity_value(held, PF_SSN, 0);
    PersonalField field = number.n ? PF_SSN : PF_ID_NO;
    json_put_or_null(query->data, "name", identity_masked(query->arena, PF_NAME, identity_value(held, PF_NAME, 0)));
    json_put_or_null(query->data, "number", identity_masked(query->arena, field, identity_value(held, field, 0)));
}

Err query_person_status(Query *query)
{
    const PersonFacts *person = query->loaded.view.person;
    Json *json = query->data;
    json_put_int(json, "person", person->id);
    put_identity(query);
    shape_accounts(query);
    json_key(json, "cards");
    json_open(json, '[');
    for (int i = person->card_count - 1; i >= 0; i--)
        put_card(query, &person->cards[i]);
    json_close(json, ']');
    json_key(json, "holds");
    json_open(json, '[');
    for (int i = 0; i < person->hold_count; i++)
        put_hold(query, &person->holds[i]);
    json_close(json, ']');
    put_legacy(query, person);
    json_put_int(json, "medical_balance_fen", person->medical_balance_fen);
    put_effects(query, person);
    return OK;
}
