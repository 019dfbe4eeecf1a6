/* fill.c - see fill.h. First who acts and on what, then the fields of the catalogue row one by one. */
#include "guide/fill.h"

static const InstitutionFacts *institution_by_id(const GuideContext *context, int64_t id)
{
    for (size_t i = 0; i < context->institution_count; i++)
        if (context->institutions[i].id == id)
            return &context->institutions[i];
    return NULL;
}

/* The first institution of a kind in the region (its city), else the first of that kind. */
static const InstitutionFacts *institution_near(const GuideContext *context, InstitutionKind kind, int region)
{
    const InstitutionFacts *any = NULL;
    for (size_t i = 0; i < context->institution_count; i++) {
        const InstitutionFacts *place = &context->institutions[i];
        if (place->kind != (int)kind)
            continue;
        if (place->region / 100 == region / 100)
            return place;
        any = any ? any : place;
    }
    return any;
}

static const UnitFacts *unit_by_id(const GuideContext *context, int64_t id)
{
    for (size_t i = 0; i < context->unit_count; i++)
        if (context->units[i]->id == id)
            return context->units[i];
    return NULL;
}

static int region_of(const GuideContext *context, const PersonFacts *person)
{
    if (person->card_count)
        return person->cards[person->card_count - 1].region;
    if (person->account_count)
        return person->accounts[person->account_count - 1].region;
    int regions[] = { person->residence_region, person->hukou_region };
    for (int i = 0; i < 2; i++)
        if (regions[i] && policy_region(context->policy, regions[i]))
            return regions[i];
    return person->residence_region ? person->residence_region : person->hukou_region;
}

static bool is_own_card_command(CommandId id)
{
    const CatalogueRow *row = command_row(id);
    return row->place[F_CARD_NO] || row->place[F_APPLICATION] || row->place[F_APPLICATIONS] || row->place[F_BATCH] || id == CMD_CARD_BANK_STATE;
}

/* The newest card that was handed over and never enabled: a successor is activated while its lost or expired
 * predecessor is still the current card. */
static const CardFacts *card_sealed(const PersonFacts *person)
{
    for (int i = person->card_count - 1; i >= 0; i--)
        if (person->cards[i].prod == PROD_HANDED_OVER && person->cards[i].app == APP_SEALED && !person->cards[i].replaced_by)
            return &person->cards[i];
    return NULL;
}

/* The card a step is about: for production the one on its way, for activation the sealed one, else the current. */
static const CardFacts *card_of(const Fill *fill)
{
    const CardFacts *making = person_card_in_production(fill->person), *sealed = card_sealed(fill->person);
    if (fill->remedy->cause == CAUSE_IN_PRODUCTION)
        return making;
    if (fill->remedy->command == CMD_CARD_ACTIVATE && sealed)
        return sealed;
    return person_current_card(fill->person);
}

static const HoldFacts *seal_of(const Fill *fill) { return person_hold(fill->person, CAUSE_EMPLOYER_SEAL); }

static bool fill_place(Fill *fill, const CardFacts *card)
{
    View *view = fill->view;
    Command *command = &fill->step->command;
    int region = region_of(fill->context, fill->person);
    switch (fill->remedy->role) {
    case ROLE_BANK: view->org = card ? institution_by_id(fill->context, card->bank) : NULL; break;
    case ROLE_HOSPITAL: view->org = institution_near(fill->context, INSTITUTION_HOSPITAL, region); break;
    case ROLE_PHARMACY: view->org = institution_near(fill->context, INSTITUTION_PHARMACY, region); break;
    default: return true;
    }
    if (!view->org)
        view->org = fill->remedy->role == ROLE_BANK ? institution_near(fill->context, INSTITUTION_BANK, region) : NULL;
    if (!view->org)
        return false;
    fill->step->where = view->org;
    command->actor.org = FACT_STR(view->org->code);
    return true;
}

static bool fill_unit(Fill *fill)
{
    if (fill->remedy->role != ROLE_UNIT)
        return true;
    const HoldFacts *seal = seal_of(fill);
    const UnitFacts *unit = seal ? unit_by_id(fill->context, seal->unit) : NULL;
    if (!unit)
        return false;
    fill->view->unit = fill->view->org_unit = fill->step->unit = unit;
    fill->step->command.actor.org = FACT_STR(unit->credit_code);
    return true;
}

/* Who acts as himself names himself; the number stands in the args as well. */
static void fill_actor(Fill *fill)
{
    Actor *actor = &fill->step->command.actor;
    if (role_in(R_SELF | R(ONLINE), actor->role)) {
        actor->person = fill->person->id;
        actor->user = str_format(fill->arena, "%lld", (long long)fill->person->id);
    } else {
        actor->user = str(choice_code(SET_ROLE, actor->role)); /* who reviews is somebody else than who opened the case */
    }
}

static bool fill_case(Fill *fill)
{
    if (!command_row(fill->remedy->command)->place[F_CASE])
        return true;
    for (int i = 0; i < fill->person->case_count; i++) {
        const CaseFacts *c = &fill->person->cases[i];
        if (c->procedure != fill->remedy->variant || (c->procedure == PROC_UNSEAL && c->cause != fill->remedy->cause))
            continue;
        fill->view->case_n = c->n;
        return true;
    }
    return false;
}

static void ask(Fill *fill, Field field)
{
    if (fill->step->asks < STEP_ASKS_MAX)
        fill->step->ask[fill->step->asks++] = field;
}

static void put(Fill *fill, Field field, Str text, int64_t number)
{
    Arg *value = arg_set(&fill->step->command, field);
    value->s = text;
    value->i = number;
}

static void put_list(Fill *fill, Field field, int count, const int64_t *numbers, const Str *texts)
{
    Arg *items = arena_new(fill->arena, Arg, (size_t)count);
    for (int i = 0; i < count; i++)
        items[i] = (Arg){ .given = true, .i = numbers ? numbers[i] : 0, .s = texts ? texts[i] : (Str){ 0 } };
    Arg *value = arg_set(&fill->step->command, field);
    value->items = items;
    value->n = (size_t)count;
}

static void put_pair(Fill *fill, Field field, const char *key, Str text)
{
    Arg *item = arena_new(fill->arena, Arg, 1);
    *item = (Arg){ .given = true, .key = str(key), .s = text };
    Arg *value = arg_set(&fill->step->command, field);
    value->items = item;
    value->n = 1;
}

static Str number_of_card(const Fill *fill, const CardFacts *card)
{
    return number_of_person(fill->arena, 'K', fill->person->id, card->n);
}

/* A card code of the right shape: region, then digits; the factory knows the real one. */
static Str made_up_code(const Fill *fill)
{
    return str_format(fill->arena, "%06d%026lld", region_of(fill->context, fill->person), (long long)fill->person->id);
}

static bool fill_account_field(Fill *fill, Field field)
{
    const PersonFacts *person = fill->person;
    Day today = time_day(fill->view->now);
    bool adult = !person_has_birth(person) || day_add_months(person->born, 16 * 12).n <= today.n;
    bool old = person_has_birth(person) && day_add_months(person->born, 60 * 12).n <= today.n;
    static const int64_t insurances[] = { INSURANCE_PENSION, INSURANCE_MEDICAL };
    switch (field) {
    case F_CATEGORY: put(fill, field, (Str){ 0 }, adult && !old ? CATEGORY_FLEXIBLE : CATEGORY_RESIDENT); return true;
    case F_FLEXIBLE_KIND:
        if (adult && !old)
            put(fill, field, (Str){ 0 }, FLEXIBLE_FLEXIBLE);
        return true;
    case F_PAYER: put(fill, field, S("self"), 0); return true;
    case F_INSURANCES:
        if (fill->remedy->command == CMD_ACCOUNT_OPEN)
            put_list(fill, field, adult ? 2 : 1, adult ? insurances : insurances + 1, NULL);
        return true;
    case F_FROM: put(fill, field, (Str){ 0 }, day_start(month_first(day_month(today))).s); return true;
    case F_OPEN_CHANNEL: put(fill, field, (Str){ 0 }, fill->remedy->variant); return true;
    case F_MONTH: put(fill, field, (Str){ 0 }, day_month(today).n); return true;
    default: return false;
    }
}

static bool fill_card_field(Fill *fill, Field field, const CardFacts *card)
{
    const PersonFacts *person = fill->person;
    Day today = time_day(fill->view->now);
    Str number = card ? number_of_card(fill, card) : (Str){ 0 };
    switch (field) {
    case F_APPLICATION: put(fill, field, number, 0); return true;
    case F_APPLICATIONS: put_list(fill, field, 1, NULL, &number); return true;
    case F_BATCH: put(fill, field, number_of(fill->arena, 'B', card ? card->batch : 0), 0); return true;
    case F_CARD_NO:
        if (fill->remedy->command == CMD_CARD_MADE) {
            put(fill, field, S("Z00000000"), 0);
            ask(fill, field);
        } else if (card && card->card_no.n) {
            put(fill, field, FACT_STR(card->card_no), 0);
        }
        return true;
    case F_CARD_ID_CODE:
        if (fill->remedy->command == CMD_CARD_MADE) {
            put(fill, field, made_up_code(fill), 0);
            ask(fill, field);
        } else if (card && (fill->remedy->role == ROLE_HOSPITAL || fill->remedy->role == ROLE_PHARMACY)) {
            put(fill, field, FACT_STR(card->card_id_code), 0);
        }
        return true;
    case F_ISSUED: put(fill, field, (Str){ 0 }, today.n); return true;
    case F_VALID_UNTIL: put(fill, field, (Str){ 0 }, day_add_months(today, 120).n); return true;
    case F_BANK_CARD_NO:
        if (fill->remedy->command != CMD_CARD_MADE && (fill->remedy->command != CMD_CARD_ACTIVATE || fill->remedy->variant == CHANNEL_BANK_NOTICE)) {
            put(fill, field, S("6200000000000000000"), 0);
            ask(fill, field);
        }
        return true;
    case F_CARD_KIND: put(fill, field, (Str){ 0 }, fill->remedy->variant); return true;
    case F_CARD_REASON:
        if (fill->remedy->variant != CARD_FIRST)
            put(fill, field, (Str){ 0 }, fill->remedy->variant == CARD_REISSUE ? REASON_LOST : REASON_EXPIRED);
        return true;
    case F_OLD_CARD_NO:
        if (fill->remedy->variant == CHANNEL_PHARMACY)
            put(fill, field, FACT_STR(person->legacy_card_no), 0);
        return true;
    case F_LOSS_KIND: put(fill, field, (Str){ 0 }, fill->remedy->variant); return true;
    case F_PIN_EVENT:
    case F_FINANCIAL:
    case F_RECEIVER: put(fill, field, (Str){ 0 }, fill->remedy->variant); return true;
    default: return false;
    }
}

static Channel channel_of(const Fill *fill)
{
    if (fill->remedy->command == CMD_CARD_ACTIVATE || fill->remedy->command == CMD_CARD_FIND)
        return (Channel)fill->remedy->variant;
    switch (fill->remedy->role) {
    case ROLE_ONLINE: return CHANNEL_ONLINE;
    case ROLE_BANK: return fill->remedy->command == CMD_CARD_APPLY ? CHANNEL_BANK : CHANNEL_BANK_COUNTER;
    default: return CHANNEL_COUNTER;
    }
}

static bool is_bank_notice(const Fill *fill)
{
    return fill->remedy->command == CMD_CARD_ACTIVATE && fill->remedy->variant == CHANNEL_BANK_NOTICE;
}

/* Fields that only who takes the step can know, and the shape of an answer. */
static bool fill_asked_field(Fill *fill, Field field)
{
    bool hotline = fill->remedy->role == ROLE_HOTLINE, hospital = fill->remedy->role == ROLE_HOSPITAL;
    switch (field) {
    case F_CALL:
    case F_ANSWERS:
        if (hotline) {
            if (field == F_CALL)
                put(fill, field, S("0"), 0);
            else
                put_pair(fill, field, "mobile", S("0"));
            ask(fill, field);
        }
        return true;
    case F_NAME:
    case F_REGISTRATION_NO:
        if (hospital) {
            put(fill, field, S("0"), 0);
            ask(fill, field);
        }
        return true;
    case F_VISIT:
        if (hospital)
            put(fill, field, (Str){ 0 }, VISIT_OUTPATIENT);
        return true;
    case F_ORDER:
        put(fill, field, S("0"), 0);
        ask(fill, field);
        return true;
    case F_CHANGES:
        put_pair(fill, field, "name", S("0"));
        ask(fill, field);
        return true;
    default: return false;
    }
}

static bool fill_desk_field(Fill *fill, Field field)
{
    const Remedy *remedy = fill->remedy;
    switch (field) {
    case F_PROCEDURE: put(fill, field, (Str){ 0 }, remedy->variant); return true;
    case F_ARGS:
        if (remedy->variant == PROC_UNSEAL)
            put_pair(fill, field, "cause", str(choice_code(SET_CAUSE, remedy->cause)));
        return true;
    case F_CASE: put(fill, field, number_of_person(fill->arena, 'C', fill->person->id, fill->view->case_n), 0); return true;
    case F_DECISION: put(fill, field, (Str){ 0 }, DECISION_APPROVE); return true;
    case F_CAUSE: put(fill, field, (Str){ 0 }, remedy->cause); return true;
    case F_CREDIT_CODE: put(fill, field, fill->step->command.actor.org, 0); return true;
    case F_MATCH:
    case F_PASSED: put(fill, field, (Str){ 0 }, true); return true;
    case F_PHOTO_OK:
        if (remedy->role == ROLE_CENTRE)
            put(fill, field, (Str){ 0 }, true);
        return true;
    case F_TRANSFER: put(fill, field, number_of_person(fill->arena, 'T', fill->person->id, fill->view->transfer_n), 0); return true;
    case F_STEP: put(fill, field, (Str){ 0 }, remedy->variant); return true;
    default: return false;
    }
}

static void fill_field(Fill *fill, Field field, const CardFacts *card)
{
    View *view = fill->view;
    switch (field) {
    case F_SSN:
        /* A card's number already says whose it is, unless the channel's proof asks for both. */
        put(fill, field, (Str){ 0 }, fill->person->id);
        return;
    case F_PERSON_SERIAL:
        if (is_bank_notice(fill))
            put(fill, field, str_format(fill->arena, "%lld", (long long)fill->person->id), 0);
        return;
    case F_REGION: put(fill, field, (Str){ 0 }, region_of(fill->context, fill->person)); return;
    case F_INSTITUTION:
        if (view->org) {
            view->institution = view->org;
            put(fill, field, FACT_STR(view->org->code), 0);
        }
        return;
    case F_BANK:
    case F_OUTLET: {
        const InstitutionFacts *bank = card ? institution_by_id(fill->context, card->bank) : NULL;
        bank = bank ? bank : institution_near(fill->context, INSTITUTION_BANK, region_of(fill->context, fill->person));
        if (!bank)
            return;
        *(field == F_BANK ? &view->bank : &view->outlet) = bank;
        view->outlet_id = bank->id;
        put(fill, field, FACT_STR(bank->code), 0);
        return;
    }
    case F_CARD_CHANNEL: put(fill, field, (Str){ 0 }, channel_of(fill)); return;
    case F_PHOTO:
        if (fill->remedy->command == CMD_CARD_PHOTO && fill->remedy->role != ROLE_CENTRE) {
            put(fill, field, S("0"), 0);
            view->photo_findings = 0;
            view->photo_hash = S("00000000000000000000000000000000");
            ask(fill, field);
        }
        return;
    default: break;
    }
    if (!fill_account_field(fill, field) && !fill_card_field(fill, field, card) && !fill_asked_field(fill, field))
        fill_desk_field(fill, field);
}

static void fill_members(Fill *fill, const CardFacts *card)
{
    const CatalogueRow *row = command_row(fill->remedy->command);
    if (!card || (!row->place[F_APPLICATIONS] && !row->place[F_BATCH]))
        return;
    PersonFacts **people = arena_new(fill->arena, PersonFacts *, 1);
    int *cards = arena_new(fill->arena, int, 1);
    BatchFacts *batch = arena_new(fill->arena, BatchFacts, 1);
    people[0] = (PersonFacts *)(uintptr_t)fill->person;
    cards[0] = card->n;
    *batch = (BatchFacts){ .id = card->batch, .count = 1 };
    fill->view->people = people;
    fill->view->people_card = cards;
    fill->view->people_count = 1;
    fill->view->batch = batch;
}

bool fill_step(Fill *fill)
{
    const CatalogueRow *row = command_row(fill->remedy->command);
    const CardFacts *card = card_of(fill);
    if ((is_own_card_command(fill->remedy->command) && !card) || !fill_place(fill, card) || !fill_unit(fill) || !fill_case(fill))
        return false;
    fill_actor(fill);
    fill->view->card = card ? card->n : 0;
    if (fill->person->transfer_count)
        fill->view->transfer_n = fill->person->transfers[fill->person->transfer_count - 1].n;
    fill_members(fill, card);
    for (int i = 0; i < row->count; i++) {
        fill_field(fill, row->fields[i], card);
        if (row->required[i] && row->fields[i] != F_EVIDENCE && !fill->step->command.args[i].given)
            return false;
    }
    return true;
}
