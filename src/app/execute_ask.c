/* execute_ask.c - see execute.h: what the records themselves can answer. */
#include "act/load.h"
#include "app/args.h"
#include "app/execute.h"

static bool text(JsonNode *out, Str value)
{
    *out = (JsonNode){ .type = JSON_TEXT, .text = value };
    return value.n != 0;
}

/* Two facts that the record holds: what the hotline asks. */
static bool answers(Execute *execute, const Held *held, const Loaded *loaded, JsonNode *out)
{
    static const struct {
        PersonalField field;
        const char *name;
    } facts[] = { { PF_MOBILE, "mobile" }, { PF_ADDRESS, "address" }, { PF_BIRTH_PLACE, "birth_place" } };
    *out = args_make();
    for (size_t i = 0; i < sizeof facts / sizeof *facts && out->count < 2; i++)
        args_text(execute->arena, out, facts[i].name, str_copy(execute->arena, identity_value(held, facts[i].field, 0)));
    const CardFacts *card = person_current_card(loaded->person);
    Work work = { .store = &execute->bureau->store, .arena = execute->scratch };
    Held *bank = NULL;
    if (out->count < 2 && card && work_find(&work, SUBJECT_INSTITUTION, card->bank, &bank) == OK && bank)
        args_text(execute->arena, out, "bank", str_copy(execute->arena, FACT_STR(((const InstitutionFacts *)bank->facts)->code)));
    return out->count == 2;
}

/* A number of the bank's own series with its check digit, from the person's number. */
static Str new_bank_card(Execute *execute, const JsonNode *step)
{
    enum { DIGITS = 18 };
    Work work = { .store = &execute->bureau->store, .arena = execute->scratch };
    int64_t id = 0, n = 0;
    Held *bank = NULL;
    Str org = json_text_of(json_member(step, "org"));
    if (store_thing(&execute->bureau->store, execute->scratch, THING_INSTITUTION, org, &id, &n) != OK ||
        work_find(&work, SUBJECT_INSTITUTION, id, &bank) != OK || !bank)
        return (Str){ 0 };
    Str bin = FACT_STR(((const InstitutionFacts *)bank->facts)->bank_bin);
    int64_t number = execute->person * 100 + execute->made % 100;
    Str digits = str_format(execute->arena, STR_FMT "%0*lld", STR_ARG(bin), DIGITS - (int)bin.n, (long long)number);
    return str_format(execute->arena, STR_FMT "%c", STR_ARG(digits), ident_bank_check(digits));
}

/* The number of the card's bank account: of an application the bank makes one, of a card the record knows it. */
static Str bank_card(Execute *execute, const JsonNode *step, const Held *held, const Loaded *loaded)
{
    if (str_is(json_text_of(json_member(step, "command")), "card.bank-opened"))
        return new_bank_card(execute, step);
    for (int i = loaded->person->card_count - 1; i >= 0; i--) {
        Str number = identity_value(held, PF_BANK_CARD, loaded->person->cards[i].n);
        if (number.n)
            return str_copy(execute->arena, number);
    }
    return (Str){ 0 };
}

/* Of the card that is being made: nine characters, and thirty-two digits that begin with its region. */
static Str new_card_code(Execute *execute, const Loaded *loaded, bool code)
{
    enum { CODE_TAIL = 26, CARD_TAIL = 8, WRAP = 100000000 };
    const CardFacts *card = person_card_in_production(loaded->person);
    int64_t number = execute->person * 10 + (card ? card->n : 0);
    if (!code)
        return str_format(execute->arena, "Y%0*lld", CARD_TAIL, (long long)(number % WRAP));
    return card ? str_format(execute->arena, "%06d%0*lld", (int)card->region, CODE_TAIL, (long long)number) : (Str){ 0 };
}

/* The paper that whoever took the money gives for it. */
static bool voucher(Execute *execute, const JsonNode *step, JsonNode *out)
{
    const JsonNode *kinds = json_member(step, "vouchers");
    *out = args_make();
    if (!kinds || !kinds->count)
        return false;
    args_text(execute->arena, out, "kind", json_text_of(&kinds->items[0]));
    args_text(execute->arena, out, "no", str_format(execute->arena, "%lld-%d", (long long)execute->person, execute->made));
    args_text(execute->arena, out, "day", day_text(execute->arena, time_day(execute->now)));
    return true;
}

static bool from_record(Execute *execute, const JsonNode *step, Str field, const Loaded *loaded, const Held *held, JsonNode *out)
{
    if (str_is(field, "answers"))
        return answers(execute, held, loaded, out);
    if (str_is(field, "name"))
        return text(out, str_copy(execute->arena, identity_value(held, PF_NAME, 0)));
    if (str_is(field, "bank_card_no"))
        return text(out, bank_card(execute, step, held, loaded));
    if (str_is(field, "card_no") || str_is(field, "card_id_code"))
        return text(out, new_card_code(execute, loaded, str_is(field, "card_id_code")));
    if (str_is(field, "changes")) {
        *out = args_make();
        args_text(execute->arena, out, "name", str_copy(execute->arena, identity_value(held, PF_NAME, 0)));
        return out->count == 1;
    }
    return false;
}

bool execute_ask_record(Execute *execute, const JsonNode *step, Str field, JsonNode *out)
{
    static const char *const numbers[] = { "call", "registration_no", "order" };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (str_is(field, numbers[i]))
            return text(out, str_format(execute->arena, "%s-%lld-%d", numbers[i], (long long)execute->person, execute->made));
    if (str_is(field, "voucher"))
        return voucher(execute, step, out);
    if (db_begin(execute->bureau->db) != OK)
        return false;
    Loaded loaded = load_make(&execute->bureau->store, execute->scratch, execute->bureau->policy, execute->now);
    Held *held = NULL;
    bool known = load_person(&loaded, execute->person, &loaded.person) == OK && loaded.person &&
                 work_find(&loaded.work, SUBJECT_PERSON, execute->person, &held) == OK && held &&
                 from_record(execute, step, field, &loaded, held, out);
    db_rollback(execute->bureau->db);
    return known;
}
