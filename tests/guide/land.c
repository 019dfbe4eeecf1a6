/* land.c - see land.h: the country, the View of a command, and its execution. */
#include "land.h"
#include "act/act.h"
#include "base/require.h"
#include "card/settle.h"
#include "ident/ident.h"
#include "support/json.h"
#include <string.h>

#define LAND_BIN "621700" /* with which the cards of every bank begin */

Land *land_make(Arena *arena, InstitutionKind without)
{
    static const struct {
        InstitutionKind kind;
        const char *code, *bank_bin;
    } places[] = {
        { INSTITUTION_BANK, "B01", LAND_BIN },
        { INSTITUTION_BANK, "B02", LAND_BIN },
        { INSTITUTION_HOSPITAL, "H01", NULL },
        { INSTITUTION_PHARMACY, "P01", NULL },
    };
    Land *land = arena_new(arena, Land, 1);
    land->arena = arena;
    land->policy = policy_shipped();
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (places[i].kind != without) {
            InstitutionFacts *place = &land->places[land->place_count++];
            place_make(place, (int64_t)land->place_count, places[i].kind, LAND_REGION, places[i].code, places[i].bank_bin);
        }
    for (int i = 0; i < UNITS; i++) {
        land->units[i] = (UnitFacts){ .id = i + 1, .region = LAND_REGION };
        FACT_SET(land->units[i].credit_code, str(i ? OTHER_UNIT_CODE : UNIT_CODE));
        land->unit_list[i] = &land->units[i];
    }
    land->guardian = (PersonFacts){ .id = LAND_GUARDIAN, .id_type = ID_CITIZEN, .registered = day_make(2020, 1, 1) };
    return land;
}

Scene land_person(const Land *land, Day born)
{
    (void)land;
    Scene scene = { .now = hour_of(2025, 3, 3, 10) };
    PersonFacts *p = &scene.person;
    *p = (PersonFacts){ .id = LAND_PERSON,
                        .id_type = ID_CITIZEN,
                        .sex = SEX_IS_MALE,
                        .born = born,
                        .registered = day_make(2025, 1, 2),
                        .hukou_region = 330106,
                        .residence_region = 330106,
                        .retire_category = RETIRE_M60 };
    for (int field = PF_SSN; field <= PF_BIRTH_PLACE; field++)
        p->cell[field] = ++p->cells;
    return scene;
}

void scene_copy(Scene *to, const Scene *from)
{
    person_copy(&to->person, &from->person);
    memcpy((char *)to + sizeof(PersonFacts), (const char *)from + sizeof(PersonFacts), sizeof(Scene) - sizeof(PersonFacts));
}

void land_settle(const Land *land, Scene *scene, Time now)
{
    scene->now = now.s > scene->now.s ? now : scene->now;
    settle(&scene->person, land->policy, &scene->bureau, scene->now, NULL);
}

GuideContext land_context(Land *land, const Scene *scene)
{
    GuideWaiting *waiting = arena_new(land->arena, GuideWaiting, CASES_MAX);
    GuideContext context = { .policy = land->policy,
                             .bureau = &scene->bureau,
                             .now = scene->now,
                             .institutions = land->places,
                             .institution_count = land->place_count,
                             .units = land->unit_list,
                             .unit_count = UNITS,
                             .waiting = waiting };
    for (int i = 0; i < scene->person.case_count; i++) {
        int n = scene->person.cases[i].n;
        Command *command = arena_new(land->arena, Command, 1);
        if (!scene->waiting[n % KEPT].n || !command_from_bytes(land->arena, scene->waiting[n % KEPT], command))
            continue;
        waiting[context.waiting_count++] = (GuideWaiting){ n, command };
    }
    return context;
}

/* ---- the View of a command ---- */

static const InstitutionFacts *place_of(const Land *land, Str code)
{
    for (size_t i = 0; i < land->place_count; i++)
        if (str_eq(FACT_STR(land->places[i].code), code))
            return &land->places[i];
    return NULL;
}

static const UnitFacts *unit_of(const Land *land, Str code)
{
    for (int i = 0; i < UNITS; i++)
        if (str_eq(FACT_STR(land->units[i].credit_code), code))
            return &land->units[i];
    return NULL;
}

static Err view_card(const Scene *scene, const Command *command, View *view)
{
    const PersonFacts *p = &scene->person;
    int64_t owner = 0, n = 0;
    for (int i = 0; i < p->card_count && command->id != CMD_CARD_MADE && command->id != CMD_CARD_ELSEWHERE; i++) {
        bool by_no = arg_is(command, F_CARD_NO) && str_eq(FACT_STR(p->cards[i].card_no), arg_str(command, F_CARD_NO));
        bool by_code =
            arg_is(command, F_CARD_ID_CODE) && str_eq(FACT_STR(p->cards[i].card_id_code), arg_str(command, F_CARD_ID_CODE));
        if (by_no || by_code)
            view->card = p->cards[i].n;
    }
    bool named = (arg_is(command, F_CARD_NO) || arg_is(command, F_CARD_ID_CODE)) && command->id != CMD_CARD_MADE &&
                 command->id != CMD_CARD_ELSEWHERE;
    if (named && !view->card)
        return ERR_UNKNOWN_CARD;
    if (!arg_is(command, F_APPLICATION))
        return OK;
    if (!number_read_person(arg_str(command, F_APPLICATION), 'K', &owner, &n) || owner != p->id ||
        !person_card((PersonFacts *)(uintptr_t)p, (int)n))
        return ERR_UNKNOWN_APPLICATION;
    view->card = (int)n;
    return OK;
}

static Err view_numbers(Land *land, const Scene *scene, const Command *command, View *view)
{
    int64_t owner = 0, n = 0;
    if (arg_is(command, F_CASE)) {
        if (!number_read_person(arg_str(command, F_CASE), 'C', &owner, &n) || owner != scene->person.id ||
            n > scene->person.next_case)
            return ERR_UNKNOWN_CASE;
        view->case_n = (int)n;
        Command *waiting = arena_new(land->arena, Command, 1);
        if (scene->waiting[n % KEPT].n && command_from_bytes(land->arena, scene->waiting[n % KEPT], waiting)) {
            waiting->actor = command->actor;
            waiting->at = scene->now;
            view->waiting = waiting;
        }
    }
    if (arg_is(command, F_TRANSFER)) {
        if (!number_read_person(arg_str(command, F_TRANSFER), 'T', &owner, &n) || owner != scene->person.id)
            return ERR_UNKNOWN_ID;
        view->transfer_n = (int)n;
    }
    return OK;
}

static Err view_places(const Land *land, const Command *command, View *view)
{
    Role role = command->actor.role;
    if (role_in(R(BANK) | R(HOSPITAL) | R(PHARMACY) | R(AGENCY), role) && !(view->org = place_of(land, command->actor.org)))
        return ERR_NOT_PERMITTED;
    if (role == ROLE_UNIT)
        view->org_unit = unit_of(land, command->actor.org);
    if (arg_is(command, F_INSTITUTION) && !(view->institution = place_of(land, arg_str(command, F_INSTITUTION))))
        return ERR_UNKNOWN_INSTITUTION;
    if (arg_is(command, F_BANK) &&
        (!(view->bank = place_of(land, arg_str(command, F_BANK))) || view->bank->kind != INSTITUTION_BANK))
        return ERR_UNKNOWN_INSTITUTION;
    if (arg_is(command, F_OUTLET)) {
        const UnitFacts *unit = unit_of(land, arg_str(command, F_OUTLET));
        view->outlet = place_of(land, arg_str(command, F_OUTLET));
        view->outlet_id = view->outlet ? view->outlet->id : unit ? unit->id + OUTLET_UNIT : OUTLET_OFFICE;
    }
    if (arg_is(command, F_CREDIT_CODE) && !(view->unit = unit_of(land, arg_str(command, F_CREDIT_CODE))))
        return ERR_UNKNOWN_UNIT;
    if (arg_is(command, F_PAYER) && !str_is(arg_str(command, F_PAYER), "self") &&
        !(view->payer_unit = unit_of(land, arg_str(command, F_PAYER))))
        return ERR_UNKNOWN_UNIT;
    return OK;
}

static Err view_members(Land *land, Scene *scene, const Command *command, View *view)
{
    const Arg *list = arg(command, F_APPLICATIONS);
    PersonFacts **people = arena_new(land->arena, PersonFacts *, CARDS_MAX);
    int *cards = arena_new(land->arena, int, CARDS_MAX);
    view->people = people;
    view->people_card = cards;
    int64_t owner = 0, n = 0;
    for (size_t i = 0; list->given && i < list->n; i++) {
        if (!number_read_person(list->items[i].s, 'K', &owner, &n) || owner != scene->person.id ||
            !person_card(&scene->person, (int)n))
            return ERR_UNKNOWN_APPLICATION;
        people[view->people_count] = &scene->person;
        cards[view->people_count++] = (int)n;
    }
    if (!arg_is(command, F_BATCH))
        return OK;
    if (!number_read(arg_str(command, F_BATCH), 'B', &n) || n > scene->bureau.batches)
        return ERR_UNKNOWN_ID;
    BatchFacts *batch = arena_new(land->arena, BatchFacts, 1);
    *batch = (BatchFacts){ .id = n };
    view->batch = batch;
    for (int i = 0; i < scene->person.card_count; i++)
        if (scene->person.cards[i].batch == n) {
            people[view->people_count] = &scene->person;
            cards[view->people_count++] = scene->person.cards[i].n;
        }
    return OK;
}

static bool answer_right(const Scene *scene, const Arg *answer)
{
    static const struct {
        const char *key;
        PersonalField field;
    } rows[] = {
        { "mobile", PF_MOBILE },
        { "address", PF_ADDRESS },
        { "birth_place", PF_BIRTH_PLACE },
    };
    bool known = false;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        known |= str_is(answer->key, rows[i].key) && scene->person.cell[rows[i].field];
    known |= str_is(answer->key, "bank") && person_current_card(&scene->person);
    known |= str_is(answer->key, "last_unit") && scene->person.last_unit;
    return known && str_is(answer->s, "true");
}

static void view_match(const Land *land, const Scene *scene, const Command *command, View *view)
{
    Match *match = &view->match;
    (void)land;
    match->ssn = match->serial = true;
    match->name = !arg_is(command, F_NAME) || str_is(arg_str(command, F_NAME), "true name");
    Str number = arg_str(command, F_BANK_CARD_NO);
    if (arg_is(command, F_BANK_CARD_NO)) {
        int card = 0;
        for (int i = 0; i < scene->person.card_count; i++)
            if (str_eq(scene->bank_no[scene->person.cards[i].n % KEPT], number))
                card = scene->person.cards[i].n;
        match->own_bin = view->org && str_starts(number, FACT_STR(view->org->bank_bin));
        if (!view->card)
            view->card = card;
        match->bank_card = card && view->card == card;
    }
    if (arg_is(command, F_PERSON_SERIAL))
        match->serial = str_is(arg_str(command, F_PERSON_SERIAL), "7");
    const Arg *answers = arg(command, F_ANSWERS);
    for (size_t i = 0; i < answers->n; i++) {
        bool right = answer_right(scene, &answers->items[i]);
        match->right += right;
        match->wrong += !right;
    }
}

/* The shape that the catalogue asks for, as far as a number or text is there at all. */
static Err shape_check(const Command *command)
{
    const CatalogueRow *row = command_row(command->id);
    for (int i = 0; i < row->count; i++) {
        const Arg *value = &command->args[i];
        FieldType type = field_row(row->fields[i])->type;
        if (row->required[i] && !value->given)
            return ERR_BAD_FIELD;
        if (value->given && type == TYPE_TEXT && !value->s.n)
            return ERR_BAD_FIELD;
        if (value->given && type == TYPE_CHOICE && (value->i < 1 || !choice_code(field_row(row->fields[i])->set, (int)value->i)[0]))
            return ERR_BAD_FIELD;
    }
    return role_in(row->roles, command->actor.role) ? OK : ERR_NOT_PERMITTED;
}

static Err view_make(Land *land, Scene *scene, const Command *command, View *view)
{
    *view = (View){
        .now = scene->now, .policy = land->policy, .bureau = &scene->bureau, .person = &scene->person, .photo_findings = -1
    };
    TRY(shape_check(command));
    if (arg_is(command, F_SSN) && arg_int(command, F_SSN) != scene->person.id)
        return ERR_UNKNOWN_PERSON;
    if (arg_is(command, F_OTHER_SSN)) {
        if (arg_int(command, F_OTHER_SSN) != land->guardian.id)
            return ERR_UNKNOWN_PERSON;
        view->other = &land->guardian;
    }
    TRY(view_card(scene, command, view));
    TRY(view_numbers(land, scene, command, view));
    TRY(view_places(land, command, view));
    TRY(view_members(land, scene, command, view));
    view_match(land, scene, command, view);
    if (arg_is(command, F_PHOTO)) {
        view->photo_findings = str_is(arg_str(command, F_PHOTO), "true photo") ? 0 : 1;
        view->photo_hash = S("01234567890123456789012345678901");
    }
    return OK;
}

/* ---- execution ---- */

static void keep_beside(Land *land, Scene *scene, const Event *event)
{
    if (event->kind != EVENT_PERSON_CELL || event->person_cell.card <= 0)
        return;
    Str value = str_copy(land->arena, event->person_cell.value);
    if (event->person_cell.field == PF_BANK_CARD)
        scene->bank_no[event->person_cell.card % KEPT] = value;
    if (event->person_cell.field == PF_PENDING)
        scene->waiting[event->person_cell.card % KEPT] = value;
}

/* What the ledger brings follows the decision. */
static Err decide_and_post(const View *view, const Command *command, Decision *out)
{
    TRY(act_decide(view, command, out));
    DecideFn *expected = act_expected(command->id);
    return expected ? expected(view, command, out) : OK;
}

/* levy.release has no decision without records: whoever pays an account of their own is billed for the month, half of it
 * pension. Once, and while the account is open. */
static void bill_month(Scene *scene)
{
    PersonFacts *p = &scene->person;
    Month month = day_month(time_day(scene->now));
    for (int i = 0; i < p->account_count; i++) {
        const AccountFacts *account = &p->accounts[i];
        Event event = { .kind = EVENT_BILL_ISSUED, .subject = p->id, .at = scene->now };
        event.bill_issued =
            (Event_bill_issued){ .region = LAND_REGION, .month = month.n, .due = day_add(month_first(month), 16).n };
        event.bill_issued.pension_fen = account->insurances >> INSURANCE_PENSION & 1 ? 99720 : 0;
        event.bill_issued.medical_fen = account->insurances >> INSURANCE_MEDICAL & 1 ? 49360 : 0;
        if (account->state == ACCOUNT_OPEN && account->payer_kind == PAYER_SELF && account->since.n <= time_day(scene->now).n &&
            !person_bill(p, 0, LAND_REGION, month.n))
            person_fold(p, &event);
    }
}

Err land_do(Land *land, Scene *scene, const Command *command, const JsonNode **data, bool *already)
{
    View view;
    Decision out;
    Str answer;
    if (already)
        *already = false;
    if (command->id == CMD_JOB_DAILY) {
        land_settle(land, scene, day_start((Day){ (int32_t)arg_int(command, F_DAY) }));
        return OK;
    }
    if (command->id == CMD_LEVY_RELEASE) {
        bill_month(scene);
        return OK;
    }
    TRY(view_make(land, scene, command, &view));
    Err err = decide_once(decide_and_post, land->arena, &view, command, &out, &answer);
    if (err != OK && !out.keep)
        return err;
    for (size_t i = 0; i < out.count; i++) {
        if (event_row(out.events[i].kind)->subject == SUBJECT_PERSON && out.events[i].subject == scene->person.id)
            person_fold(&scene->person, &out.events[i]);
        bureau_fold(&scene->bureau, &out.events[i]);
        keep_beside(land, scene, &out.events[i]);
    }
    if (already)
        *already = out.already;
    if (data && err == OK)
        *data = json_tree(land->arena, answer);
    return err;
}

/* ---- the truth about what is asked ---- */

Str land_bank_no(Arena *arena, int n)
{
    Str digits = str_format(arena, LAND_BIN "%012d", n);
    return str_format(arena, STR_FMT "%c", STR_ARG(digits), ident_bank_check(digits));
}

static void answer_pairs(Land *land, Scene *scene, Arg *value)
{
    static const char *const keys[] = { "mobile", "address", "birth_place", "bank", "last_unit" };
    Arg *items = arena_new(land->arena, Arg, 5);
    value->items = items;
    value->n = 0;
    for (size_t i = 0; i < 5; i++) {
        Arg item = { .given = true, .key = str(keys[i]), .s = S("true") };
        if (answer_right(scene, &item))
            items[value->n++] = item;
    }
}

static Str bank_no_of(Land *land, Scene *scene, const Command *command)
{
    if (command->id == CMD_CARD_BANK_OPENED)
        return land_bank_no(land->arena, 1000 + scene->person.next_card);
    const CardFacts *card = arg_is(command, F_CARD_NO) ? person_card_no(&scene->person, arg_str(command, F_CARD_NO)) : NULL;
    for (int i = scene->person.card_count - 1; i >= 0 && !card; i--) /* the bank tells of the card that waits for it */
        if (scene->person.cards[i].prod >= PROD_AT_OUTLET && scene->person.cards[i].app == APP_SEALED)
            card = &scene->person.cards[i];
    card = card ? card : person_current_card(&scene->person);
    return card ? scene->bank_no[card->n % KEPT] : (Str){ 0 };
}

void land_answer(Land *land, Scene *scene, Command *command, Field field)
{
    Arg *value = arg_set(command, field);
    const CardFacts *making = person_card_in_production(&scene->person);
    switch (field) {
    case F_CARD_NO:
        value->s = str_format(land->arena, "Q%08d", ++scene->made);
        return;
    case F_CARD_ID_CODE:
        value->s = str_format(land->arena, "%06d%026d",
                              policy_region_code(policy_region(land->policy, making ? making->region : LAND_REGION)), scene->made);
        return;
    case F_BANK_CARD_NO:
        value->s = bank_no_of(land, scene, command);
        return;
    case F_NAME:
        value->s = S("true name");
        return;
    case F_PHOTO:
        value->s = S("true photo");
        return;
    case F_CALL:
    case F_REGISTRATION_NO:
    case F_ORDER:
        value->s = S("no. 1");
        return;
    case F_ANSWERS:
        answer_pairs(land, scene, value);
        return;
    case F_VOUCHER: {
        Arg *items = arena_new(land->arena, Arg, 3);
        items[0] = (Arg){ .given = true, .key = S("kind"), .s = S("tax-certificate") };
        items[1] = (Arg){ .given = true, .key = S("no"), .s = S("no. 1") };
        items[2] = (Arg){ .given = true, .key = S("day"), .s = day_text(land->arena, time_day(scene->now)) };
        value->items = items;
        value->n = 3;
        return;
    }
    case F_CHANGES: {
        Arg *item = arena_new(land->arena, Arg, 1);
        *item = (Arg){ .given = true, .key = S("name"), .s = S("true name") };
        value->items = item;
        value->n = 1;
        return;
    }
    default:
        test_fail(__FILE__, __LINE__, "nobody can know %s", field_row(field)->name);
    }
}
