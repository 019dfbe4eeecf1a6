/* fill_field.c - see fill.h: the fields of the catalogue row one by one. */
#include "guide/fill.h"

static void ask(Fill *fill, Field field)
{
    if (fill->step->asks < STEP_ASKS_MAX)
        fill->step->ask[fill->step->asks++] = field;
}

static void put_text(Fill *fill, Field field, Str text)
{
    if (text.n)
        arg_set(&fill->step->command, field)->s = text;
}

static void put_int(Fill *fill, Field field, int64_t number) { arg_set(&fill->step->command, field)->i = number; }

/* Something of the right shape for the search; the truth is asked. */
static void put_asked(Fill *fill, Field field, Str text)
{
    put_text(fill, field, text);
    ask(fill, field);
}

static Arg *put_items(Fill *fill, Field field, int count)
{
    Arg *items = arena_new(fill->arena, Arg, (size_t)count), *value = arg_set(&fill->step->command, field);
    for (int i = 0; i < count; i++)
        items[i].given = true;
    value->items = items;
    value->n = (size_t)count;
    return items;
}

static void put_pair(Fill *fill, Field field, const char *key, Str text)
{
    Arg *item = put_items(fill, field, 1);
    item->key = str(key);
    item->s = text;
}

/* ---- accounts ---- */

static Day years_after(Day day, int years) { return day_add_months(day, 12 * years); }

/* Who is too young or too old to work joins as a resident. */
static bool is_worker(const Fill *fill)
{
    Day born = fill->person->born, today = time_day(fill->view->now);
    return !born.n || (years_after(born, 16).n <= today.n && today.n < years_after(born, 60).n);
}

static bool served(const Fill *fill, int region) { return region && policy_region(fill->context->policy, region); }

/* Where somebody may join is said by the rule of the region: hukou, residence or either. What the record says counts;
 * what it does not say can be shown on paper. 0: nowhere in this bureau. */
static int account_region(const Fill *fill)
{
    const PersonFacts *person = fill->person;
    Day today = time_day(fill->view->now);
    const int regions[] = { person->residence_region, person->hukou_region };
    for (int i = 0; i < 2; i++) {
        if (!served(fill, regions[i]))
            continue;
        const RegionPolicy *rules = policy_region(fill->context->policy, regions[i]);
        int64_t rule = policy_int(rules, KEY_FLEXIBLE_RULE, today);
        bool hukou = !person->hukou_region || policy_region(fill->context->policy, person->hukou_region) == rules;
        bool living = !person->residence_region || policy_region(fill->context->policy, person->residence_region) == rules;
        if ((rule != FLEXIBLE_BY_HUKOU && living) || (rule != FLEXIBLE_BY_RESIDENCE && hukou))
            return policy_region_code(rules);
    }
    bool silent = !person->residence_region || !person->hukou_region;
    return silent && served(fill, fill_region(fill)) ? fill_region(fill) : 0;
}

/* Not before birth. */
static Day account_from(const Fill *fill)
{
    Day first = month_first(day_month(time_day(fill->view->now)));
    return first.n < fill->person->born.n ? fill->person->born : first;
}

/* Whoever pays goes on paying; an account without an employer is paid by the person. */
static Str account_payer(Fill *fill)
{
    const PersonFacts *person = fill->person;
    for (int i = person->account_count - 1; i >= 0 && fill->remedy->variant; i--) {
        const AccountFacts *account = &person->accounts[i];
        if (account->state != ACCOUNT_OPEN || account->payer_kind != PAYER_UNIT)
            continue;
        for (size_t k = 0; k < fill->context->unit_count; k++) {
            const UnitFacts *unit = fill->context->units[k];
            if (unit->id != account->payer)
                continue;
            fill->view->payer_unit = unit;
            return FACT_STR(unit->credit_code);
        }
    }
    return S("self");
}

static void fill_account_field(Fill *fill, Field field)
{
    switch (field) {
    case F_CATEGORY:
        put_int(fill, field, is_worker(fill) ? CATEGORY_FLEXIBLE : CATEGORY_RESIDENT);
        return;
    case F_FLEXIBLE_KIND:
        if (is_worker(fill))
            put_int(fill, field, FLEXIBLE_FLEXIBLE);
        return;
    case F_PAYER:
        put_text(fill, field, account_payer(fill));
        return;
    case F_INSURANCES:
        if (fill->remedy->command == CMD_ACCOUNT_OPEN) {
            bool child = fill->person->born.n && years_after(fill->person->born, 16).n > time_day(fill->view->now).n;
            Arg *items = put_items(fill, field, child ? 1 : 2);
            items[0].i = INSURANCE_MEDICAL;
            if (!child)
                items[1].i = INSURANCE_PENSION;
        }
        return;
    case F_FROM:
        put_int(fill, field, day_start(account_from(fill)).s);
        return;
    case F_OPEN_CHANNEL:
        put_int(fill, field, fill->remedy->variant);
        return;
    case F_MONTH:
        put_int(fill, field, day_month(time_day(fill->view->now)).n);
        return;
    default:
        return;
    }
}

/* ---- cards ---- */

static Str application_number(const Fill *fill) { return number_of_person(fill->arena, 'K', fill->person->id, fill->card->n); }

/* A card code of the right shape: the issuing region, then digits; the factory knows the real one. */
static Str made_up_code(const Fill *fill)
{
    const RegionPolicy *rules = policy_region(fill->context->policy, fill->card->region);
    return str_format(fill->arena, "%06d%026d", rules ? policy_region_code(rules) : fill->card->region, fill->card->n);
}

/* Numbers that the factory gives, when it makes the card; afterwards they stand on record. */
static void fill_card_number(Fill *fill, Field field)
{
    bool made = fill->remedy->command == CMD_CARD_MADE, number = field == F_CARD_NO;
    bool chip = fill->remedy->role == ROLE_HOSPITAL || fill->remedy->role == ROLE_PHARMACY;
    if (made)
        put_asked(fill, field, number ? str_format(fill->arena, "Z%08d", fill->card->n) : made_up_code(fill));
    else if (number || chip)
        put_text(fill, field, number ? FACT_STR(fill->card->card_no) : FACT_STR(fill->card->card_id_code));
}

static void fill_card_field(Fill *fill, Field field)
{
    const Remedy *remedy = fill->remedy;
    Day today = time_day(fill->view->now);
    switch (field) {
    case F_APPLICATION:
        put_text(fill, field, application_number(fill));
        return;
    case F_APPLICATIONS:
        put_items(fill, field, 1)->s = application_number(fill);
        return;
    case F_BATCH:
        put_text(fill, field, number_of(fill->arena, 'B', fill->card->batch));
        return;
    case F_CARD_NO:
    case F_CARD_ID_CODE:
        fill_card_number(fill, field);
        return;
    case F_ISSUED:
        put_int(fill, field, today.n);
        return;
    case F_VALID_UNTIL: {
        int months = (int)policy_int(policy_or_national(fill->context->policy, fill->card->region), KEY_CARD_VALID_MONTHS, today);
        put_int(fill, field, day_add_months(today, months).n);
        return;
    }
    case F_BANK_CARD_NO:
        if (remedy->command != CMD_CARD_MADE && (remedy->command != CMD_CARD_ACTIVATE || remedy->variant == CHANNEL_BANK_NOTICE))
            put_asked(fill, field, S("6200000000000000000"));
        return;
    case F_CARD_KIND:
        put_int(fill, field, remedy->variant);
        return;
    case F_CARD_REASON:
        if (remedy->variant != CARD_FIRST)
            put_int(fill, field,
                    remedy->variant == CARD_REISSUE  ? REASON_LOST
                    : remedy->cause == CAUSE_EXPIRED ? REASON_EXPIRED
                                                     : REASON_CHANGE_BANK);
        return;
    case F_OLD_CARD_NO:
        if (remedy->variant == CHANNEL_PHARMACY)
            put_text(fill, field, FACT_STR(fill->person->legacy_card_no));
        return;
    case F_LOSS_KIND:
    case F_PIN_EVENT:
    case F_FINANCIAL:
    case F_RECEIVER:
        put_int(fill, field, remedy->variant);
        return;
    default:
        return;
    }
}

/* The card of another region, as the national registry told of it; with a card of this person it is the card's number. */
static void fill_elsewhere_field(Fill *fill, Field field)
{
    const ElsewhereFacts *elsewhere = &fill->person->elsewhere[0];
    switch (field) {
    case F_REGION:
        put_int(fill, field, elsewhere->region);
        return;
    case F_CARD_NO:
        put_text(fill, field, FACT_STR(elsewhere->card_no));
        return;
    case F_LIVE:
        put_int(fill, field, false);
        return;
    default:
        return;
    }
}

static Channel channel_of(const Fill *fill)
{
    if (fill->remedy->command == CMD_CARD_ACTIVATE || fill->remedy->command == CMD_CARD_FIND)
        return (Channel)fill->remedy->variant;
    switch (fill->remedy->role) {
    case ROLE_ONLINE:
        return CHANNEL_ONLINE;
    case ROLE_BANK:
        return fill->remedy->command == CMD_CARD_APPLY ? CHANNEL_BANK : CHANNEL_BANK_COUNTER;
    default:
        return CHANNEL_COUNTER;
    }
}

/* ---- places ---- */

/* The outlet on its way as it is named, or the card's bank. */
static void fill_outlet(Fill *fill)
{
    View *view = fill->view;
    int64_t id = fill->remedy->command == CMD_CARD_RECEIVE ? fill->card->outlet : fill->card->bank;
    view->outlet_id = id;
    if (id >= OUTLET_OFFICE) {
        put_text(fill, F_OUTLET, S("office"));
        return;
    }
    for (size_t i = 0; id > OUTLET_UNIT && i < fill->context->unit_count; i++)
        if (fill->context->units[i]->id + OUTLET_UNIT == id)
            put_text(fill, F_OUTLET, FACT_STR(fill->context->units[i]->credit_code));
    view->outlet = fill_place_of(fill->context, id);
    if (view->outlet)
        put_text(fill, F_OUTLET, FACT_STR(view->outlet->code));
}

static void fill_bank(Fill *fill)
{
    const InstitutionFacts *bank = fill->card ? fill_place_of(fill->context, fill->card->bank) : NULL;
    fill->view->bank = bank ? bank : fill_place_near(fill->context, INSTITUTION_BANK, fill_region(fill));
    if (fill->view->bank)
        put_text(fill, F_BANK, FACT_STR(fill->view->bank->code));
}

static void fill_place_field(Fill *fill, Field field)
{
    switch (field) {
    case F_REGION: {
        int region = fill->remedy->command == CMD_ACCOUNT_OPEN ? account_region(fill) : fill_region(fill);
        if (region)
            put_int(fill, field, region);
        return;
    }
    case F_INSTITUTION:
        fill->view->institution = fill->view->org;
        if (fill->view->org)
            put_text(fill, field, FACT_STR(fill->view->org->code));
        return;
    case F_BANK:
        fill_bank(fill);
        return;
    case F_OUTLET:
        fill_outlet(fill);
        return;
    case F_CREDIT_CODE:
        put_text(fill, field, fill->step->command.actor.org);
        return;
    default:
        return;
    }
}

/* ---- what only who takes the step can know ---- */

/* How many of the hotline's questions the record could judge an answer to. */
static int questions_known(const PersonFacts *person)
{
    return (person->cell[PF_MOBILE] != 0) + (person->cell[PF_ADDRESS] != 0) + (person->cell[PF_BIRTH_PLACE] != 0) +
           (person_current_card(person) != NULL) + (person->last_unit != 0);
}

static void fill_asked_field(Fill *fill, Field field)
{
    Role role = fill->remedy->role;
    switch (field) {
    case F_CALL:
        if (role == ROLE_HOTLINE)
            put_asked(fill, field, S("0"));
        return;
    case F_ANSWERS:
        if (role == ROLE_HOTLINE) {
            put_pair(fill, field, "mobile", S("0"));
            ask(fill, field);
            fill->view->match.right = (uint8_t)questions_known(fill->person);
        }
        return;
    case F_NAME:
    case F_REGISTRATION_NO:
        if (role == ROLE_HOSPITAL)
            put_asked(fill, field, S("0"));
        return;
    case F_VISIT:
        if (role == ROLE_HOSPITAL)
            put_int(fill, field, VISIT_OUTPATIENT);
        return;
    case F_ORDER:
        put_asked(fill, field, S("0"));
        return;
    case F_CHANGES:
        put_pair(fill, field, "name", S("0"));
        ask(fill, field);
        return;
    case F_PHOTO:
        if (fill->remedy->command == CMD_CARD_PHOTO && role != ROLE_CENTRE) {
            put_asked(fill, field, S("0"));
            fill->view->photo_findings = 0;
            fill->view->photo_hash = S("00000000000000000000000000000000");
        }
        return;
    default:
        return;
    }
}

/* ---- cases and the rest ---- */

static void fill_desk_field(Fill *fill, Field field)
{
    const Remedy *remedy = fill->remedy;
    switch (field) {
    case F_PROCEDURE:
        put_int(fill, field, remedy->variant);
        return;
    case F_ARGS:
        if (remedy->variant == PROC_UNSEAL)
            put_pair(fill, field, "cause", str(choice_code(SET_CAUSE, remedy->cause)));
        else if (remedy->variant == PROC_SEAL_END)
            put_pair(fill, field, "decision", S("unseal"));
        return;
    case F_CASE:
        put_text(fill, field, number_of_person(fill->arena, 'C', fill->person->id, fill->view->case_n));
        return;
    case F_DECISION:
        put_int(fill, field, DECISION_APPROVE);
        return;
    case F_CAUSE:
        put_int(fill, field, remedy->cause);
        return;
    case F_MATCH:
    case F_PASSED:
        put_int(fill, field, true);
        return;
    case F_PHOTO_OK:
        if (remedy->role == ROLE_CENTRE)
            put_int(fill, field, true);
        return;
    case F_TRANSFER:
        if (fill->person->transfer_count) {
            fill->view->transfer_n = fill->person->transfers[fill->person->transfer_count - 1].n;
            put_text(fill, field, number_of_person(fill->arena, 'T', fill->person->id, fill->view->transfer_n));
        }
        return;
    case F_STEP:
        put_int(fill, field, remedy->variant);
        return;
    default:
        return;
    }
}

/* The guardian who collects a child's card; whom the record names. */
static void fill_other(Fill *fill, Field field)
{
    const PersonFacts *person = fill->person;
    if (fill->remedy->command != CMD_CARD_HAND_OVER || fill->remedy->variant != TO_GUARDIAN)
        return;
    for (int i = 0; i < person->relation_count; i++) {
        const RelationFacts *relation = &person->relations[i];
        if (relation->kind != RELATION_GUARDIAN || (relation->until.s && relation->until.s < fill->view->now.s))
            continue;
        PersonFacts *other = arena_new(fill->arena, PersonFacts, 1); /* nothing else of the guardian is looked at */
        other->id = relation->other;
        fill->view->other = other;
        put_int(fill, field, relation->other);
        return;
    }
}

static void fill_ssn(Fill *fill, Field field) { put_int(fill, field, fill->person->id); }
static void fill_channel(Fill *fill, Field field) { put_int(fill, field, channel_of(fill)); }

static void fill_serial(Fill *fill, Field field)
{
    if (fill->remedy->command == CMD_CARD_ACTIVATE && fill->remedy->variant == CHANNEL_BANK_NOTICE)
        put_text(fill, field, str_format(fill->arena, "%lld", (long long)fill->person->id));
}

/* Which function knows a field; a field that stands nowhere is never proposed. */
typedef void FillGroup(Fill *fill, Field field);
static FillGroup *const groups[F_END] = {
    [F_SSN] = fill_ssn,
    [F_OTHER_SSN] = fill_other,
    [F_CARD_CHANNEL] = fill_channel,
    [F_PERSON_SERIAL] = fill_serial,
    [F_CATEGORY] = fill_account_field,
    [F_FLEXIBLE_KIND] = fill_account_field,
    [F_PAYER] = fill_account_field,
    [F_INSURANCES] = fill_account_field,
    [F_FROM] = fill_account_field,
    [F_OPEN_CHANNEL] = fill_account_field,
    [F_MONTH] = fill_account_field,
    [F_APPLICATION] = fill_card_field,
    [F_APPLICATIONS] = fill_card_field,
    [F_BATCH] = fill_card_field,
    [F_CARD_NO] = fill_card_field,
    [F_CARD_ID_CODE] = fill_card_field,
    [F_ISSUED] = fill_card_field,
    [F_VALID_UNTIL] = fill_card_field,
    [F_BANK_CARD_NO] = fill_card_field,
    [F_CARD_KIND] = fill_card_field,
    [F_CARD_REASON] = fill_card_field,
    [F_OLD_CARD_NO] = fill_card_field,
    [F_LOSS_KIND] = fill_card_field,
    [F_PIN_EVENT] = fill_card_field,
    [F_FINANCIAL] = fill_card_field,
    [F_RECEIVER] = fill_card_field,
    [F_REGION] = fill_place_field,
    [F_INSTITUTION] = fill_place_field,
    [F_BANK] = fill_place_field,
    [F_OUTLET] = fill_place_field,
    [F_CREDIT_CODE] = fill_place_field,
    [F_CALL] = fill_asked_field,
    [F_ANSWERS] = fill_asked_field,
    [F_NAME] = fill_asked_field,
    [F_REGISTRATION_NO] = fill_asked_field,
    [F_VISIT] = fill_asked_field,
    [F_ORDER] = fill_asked_field,
    [F_CHANGES] = fill_asked_field,
    [F_PHOTO] = fill_asked_field,
    [F_PROCEDURE] = fill_desk_field,
    [F_ARGS] = fill_desk_field,
    [F_CASE] = fill_desk_field,
    [F_DECISION] = fill_desk_field,
    [F_CAUSE] = fill_desk_field,
    [F_MATCH] = fill_desk_field,
    [F_PASSED] = fill_desk_field,
    [F_PHOTO_OK] = fill_desk_field,
    [F_TRANSFER] = fill_desk_field,
    [F_STEP] = fill_desk_field,
};

void fill_field(Fill *fill, Field field)
{
    FillGroup *group = fill->remedy->command == CMD_CARD_ELSEWHERE && field != F_SSN ? fill_elsewhere_field : groups[field];
    if (fill->remedy->command == CMD_PAYMENT_RECORD)
        group = fill_payment;
    if (group)
        group(fill, field);
}
