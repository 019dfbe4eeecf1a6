/* match.c - see match.h. */
#include "act/match.h"
#include "base/require.h"

static Str value_of(const Loaded *loaded, PersonalField field)
{
    return loaded->held ? identity_value(loaded->held, field, 0) : (Str){ 0 };
}

/* How the number of an identity document is judged. */
static IdentKind kind_of_number(IdType type)
{
    switch (type) {
    case ID_PASSPORT:
        return IDENT_PASSPORT;
    case ID_HM_PERMIT:
    case ID_TW_PERMIT:
    case ID_PERMANENT:
    case ID_RESIDENCE_PERMIT:
        return IDENT_PERMIT;
    case ID_OTHER:
        return IDENT_FREE;
    default:
        return IDENT_SSN;
    }
}

/* The number with which person.register identifies somebody, normalised; empty if none was given. */
static Err registered_number(Loaded *loaded, const Command *command, Str *out, Why *why)
{
    IdType type = (IdType)arg_int(command, F_ID_TYPE);
    *out = arg_str(command, F_SSN);
    if (out->n || !arg_is(command, F_ID_NO))
        return OK;
    IdentKind kind = kind_of_number(type);
    if (kind == IDENT_FREE) {
        *out = str_trim(arg_str(command, F_ID_NO));
        return OK;
    }
    IdentResult ident = ident_check(kind, arg_str(command, F_ID_NO), view_today(&loaded->view));
    if (!ident.valid) {
        Err err = refuse(why, ERR_BAD_ID_NUMBER, "id_no", NULL, NULL);
        if (why && why->arena) {
            why->zh = ident_sentence(why->arena, &ident, false);
            why->en = ident_sentence(why->arena, &ident, true);
        }
        return err;
    }
    *out = str_copy(loaded->work.arena, ident_text(&ident));
    return OK;
}

static bool same_or_absent(Str given, Str on_record) { return !given.n || str_eq(given, on_record); }

/* Whether registering again says nothing new. */
static bool same_registration(Loaded *loaded, const Command *command)
{
    const PersonFacts *p = loaded->person;
    Arena *arena = loaded->work.arena;
    return identity_same_name(arena, arg_str(command, F_NAME), value_of(loaded, PF_NAME)) &&
           same_or_absent(arg_str(command, F_MOBILE), value_of(loaded, PF_MOBILE)) &&
           same_or_absent(arg_str(command, F_ADDRESS), value_of(loaded, PF_ADDRESS)) &&
           same_or_absent(arg_str(command, F_BIRTH_PLACE), value_of(loaded, PF_BIRTH_PLACE)) &&
           (!arg_is(command, F_HUKOU_REGION) || arg_int(command, F_HUKOU_REGION) == p->hukou_region) &&
           (!arg_is(command, F_RESIDENCE_REGION) || arg_int(command, F_RESIDENCE_REGION) == p->residence_region) &&
           (!arg_is(command, F_RETIRE_CATEGORY) || arg_int(command, F_RETIRE_CATEGORY) == p->retire_category);
}

static Err match_register(Loaded *loaded, const Command *command, Why *why)
{
    View *view = &loaded->view;
    Str number = { 0 };
    TRY(registered_number(loaded, command, &number, why));
    IdentResult ident = ident_check(IDENT_SSN, number, view_today(view));
    view->match.number_valid = number.n > 0;
    if (ident.valid && day_is(ident.birth)) {
        view->match.birth = ident.birth;
        view->match.sex = (uint8_t)ident.sex;
    }
    if (!view->person && number.n) {
        int64_t id = 0;
        TRY(identity_find(loaded->work.store, loaded->work.arena, number, &id));
        if (id) {
            TRY(load_person(loaded, id, &loaded->person));
            TRY(work_find(&loaded->work, SUBJECT_PERSON, id, &loaded->held));
            view->person = loaded->person;
        }
    }
    loaded->ssn = view->ssn = number;
    if (view->person && view->person->registered.n) {
        view->match.taken = view->person->id;
        view->match.name = identity_same_name(loaded->work.arena, arg_str(command, F_NAME), value_of(loaded, PF_NAME));
        view->match.same = same_registration(loaded, command);
    }
    return OK;
}

static Err match_bank_card(Loaded *loaded, const Command *command, Why *why)
{
    View *view = &loaded->view;
    if (!arg_is(command, F_BANK_CARD_NO))
        return OK;
    Str number = arg_str(command, F_BANK_CARD_NO);
    view->match.own_bin = view->org && view->org->bank_bin.n && str_starts(number, FACT_STR(view->org->bank_bin));
    int64_t person = 0, card = 0;
    TRY(identity_find_bank_card(loaded->work.store, loaded->work.arena, number, &person, &card));
    if (command->id == CMD_CARD_BANK_STATE) {
        if (!person)
            return refuse(why, ERR_UNKNOWN_CARD, "bank_card_no", NULL, NULL);
        TRY(load_person(loaded, person, &loaded->person));
        TRY(work_find(&loaded->work, SUBJECT_PERSON, person, &loaded->held));
        view->person = loaded->person;
        view->card = (int)card;
    }
    if (command->id == CMD_CARD_BANK_OPENED)
        view->match.taken = person;
    bool ours = view->person && view->person->id == person;
    if (ours && !view->card)
        view->card = (int)card;
    view->match.bank_card = ours && view->card == (int)card;
    return OK;
}

static Err match_last_unit(Loaded *loaded, Str answer, bool *right)
{
    Held *held = NULL;
    TRY(work_find(&loaded->work, SUBJECT_UNIT, loaded->person->last_unit, &held));
    const UnitFacts *unit = held ? held->facts : NULL;
    *right = unit && (str_eq(answer, FACT_STR(unit->name)) || str_eq(answer, FACT_STR(unit->credit_code)));
    return OK;
}

static Err match_bank(Loaded *loaded, Str answer, bool *right)
{
    const CardFacts *card = person_current_card(loaded->person);
    Held *held = NULL;
    TRY(work_find(&loaded->work, SUBJECT_INSTITUTION, card ? card->bank : 0, &held));
    const InstitutionFacts *bank = held ? held->facts : NULL;
    *right = bank && (str_eq(answer, FACT_STR(bank->name)) || str_eq(answer, FACT_STR(bank->code)));
    return OK;
}

/* The five identity questions of the hotline. A question that was not asked counts neither way. */
static Err match_answers(Loaded *loaded, const Command *command)
{
    const Arg *answers = arg(command, F_ANSWERS);
    for (size_t i = 0; i < answers->n; i++) {
        Str key = answers->items[i].key, answer = str_trim(answers->items[i].s);
        bool right = false;
        if (str_is(key, "mobile"))
            right = str_eq(answer, value_of(loaded, PF_MOBILE));
        else if (str_is(key, "address"))
            right = identity_same_name(loaded->work.arena, answer, value_of(loaded, PF_ADDRESS));
        else if (str_is(key, "birth_place"))
            right = identity_same_name(loaded->work.arena, answer, value_of(loaded, PF_BIRTH_PLACE));
        else if (str_is(key, "bank"))
            TRY(match_bank(loaded, answer, &right));
        else if (str_is(key, "last_unit"))
            TRY(match_last_unit(loaded, answer, &right));
        loaded->view.match.right += right && answer.n;
        loaded->view.match.wrong += !right || !answer.n;
    }
    return OK;
}

/* An agency's people: those with an account paid under one of its contracts, and whoever its contract names. */
static Err match_client(Loaded *loaded, const Command *command)
{
    View *view = &loaded->view;
    if (command->actor.role != ROLE_AGENCY || !view->org)
        return OK;
    view->match.own_client = view->contract && view->contract->agency == view->org->id;
    for (int i = 0; i < view->person->account_count; i++) {
        const AccountFacts *account = &view->person->accounts[i];
        Held *held = NULL;
        if (account->payer_kind != PAYER_CONTRACT)
            continue;
        TRY(work_find(&loaded->work, SUBJECT_CONTRACT, account->payer, &held));
        const ContractFacts *contract = held ? held->facts : NULL;
        view->match.own_client |= contract && contract->agency == view->org->id;
    }
    return OK;
}

/* A corrected number must not be somebody else's. */
static Err match_correct(Loaded *loaded, const Command *command)
{
    Str number = arg_pair(arg(command, command->id == CMD_CASE_OPEN ? F_ARGS : F_CHANGES), "ssn");
    IdentResult ident = ident_check(IDENT_SSN, number, view_today(&loaded->view));
    if (!ident.valid)
        return OK;
    return identity_find(loaded->work.store, loaded->work.arena, str_copy(loaded->work.arena, ident_text(&ident)),
                         &loaded->view.match.taken);
}

/* What the factory printed must not be on another person's card. */
static Err match_made(Loaded *loaded, const Command *command)
{
    Store *store = loaded->work.store;
    int64_t by_number = 0, by_code = 0, n = 0;
    TRY(store_thing(store, loaded->work.arena, THING_CARD_NO, arg_str(command, F_CARD_NO), &by_number, &n));
    TRY(store_thing(store, loaded->work.arena, THING_CARD_ID, arg_str(command, F_CARD_ID_CODE), &by_code, &n));
    int64_t person = loaded->view.person->id;
    loaded->view.match.taken = by_number && by_number != person ? by_number : by_code;
    return OK;
}

Err match_identity(Loaded *loaded, const Command *command, Why *why)
{
    View *view = &loaded->view;
    if (command->id == CMD_PERSON_REGISTER)
        return match_register(loaded, command, why);
    TRY(match_bank_card(loaded, command, why));
    if (!view->person)
        return OK;
    if (arg_is(command, F_NAME))
        view->match.name = identity_same_name(loaded->work.arena, arg_str(command, F_NAME), value_of(loaded, PF_NAME));
    if (command->id == CMD_PERSON_CORRECT || command->id == CMD_CASE_OPEN)
        TRY(match_correct(loaded, command));
    if (command->id == CMD_CARD_MADE)
        TRY(match_made(loaded, command));
    int64_t serial = 0;
    if (arg_is(command, F_PERSON_SERIAL))
        view->match.serial = str_int(arg_str(command, F_PERSON_SERIAL), &serial) && serial == view->person->id;
    TRY(match_client(loaded, command));
    return match_answers(loaded, command);
}
