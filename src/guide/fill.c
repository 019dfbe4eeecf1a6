/* fill.c - see fill.h: who takes the step, where, and on which card or case. */
#include "guide/fill.h"
#include "card/moves.h"

const InstitutionFacts *fill_place_of(const GuideContext *context, int64_t id)
{
    for (size_t i = 0; i < context->institution_count; i++)
        if (context->institutions[i].id == id)
            return &context->institutions[i];
    return NULL;
}

const InstitutionFacts *fill_place_near(const GuideContext *context, InstitutionKind kind, int region)
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

static const UnitFacts *unit_of(const GuideContext *context, int64_t id)
{
    for (size_t i = 0; i < context->unit_count; i++)
        if (context->units[i]->id == id)
            return context->units[i];
    return NULL;
}

static int region_on_record(const Fill *fill)
{
    const PersonFacts *person = fill->person;
    for (int i = person->account_count - 1; i >= 0; i--)
        if (person->accounts[i].state <= ACCOUNT_SUSPENDED)
            return person->accounts[i].region;
    if (person->card_count)
        return person->cards[person->card_count - 1].region;
    if (person->residence_region && policy_region(fill->context->policy, person->residence_region))
        return person->residence_region;
    return person->hukou_region ? person->hukou_region : person->residence_region;
}

int fill_region(const Fill *fill)
{
    int region = region_on_record(fill);
    const RegionPolicy *rules = region ? policy_region(fill->context->policy, region) : NULL;
    return rules ? policy_region_code(rules) : region;
}

/* ---- the card ---- */

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
static const CardFacts *card_about(const Fill *fill)
{
    if (fill->remedy->cause == CAUSE_IN_PRODUCTION)
        return person_card_in_production(fill->person);
    if (fill->remedy->command == CMD_CARD_ACTIVATE) {
        const CardFacts *sealed = card_sealed(fill->person);
        if (sealed)
            return sealed;
    }
    return person_current_card(fill->person);
}

static bool is_about_card(CommandId id)
{
    const CatalogueRow *row = command_row(id);
    return id != CMD_CARD_ELSEWHERE && (row->place[F_CARD_NO] || row->place[F_APPLICATION] || row->place[F_APPLICATIONS] ||
                                        row->place[F_BATCH] || id == CMD_CARD_BANK_STATE);
}

/* The variant of the table of moves that a remedy is. */
static int move_variant(const Remedy *remedy)
{
    switch (remedy->command) {
    case CMD_CARD_PHOTO:
        return remedy->role == ROLE_CENTRE ? MOVE_PHOTO_ACCEPTED : MOVE_PHOTO_NEW;
    case CMD_CARD_DATA_CHECK:
        return MOVE_CHECK_PASSED;
    case CMD_CARD_APPLY:
    case CMD_CARD_HAND_OVER:
    case CMD_CARD_ACTIVATE:
    case CMD_CARD_LOSE:
    case CMD_CARD_PIN:
        return remedy->variant;
    default:
        return 0;
    }
}

static bool move_likely(const Fill *fill)
{
    const Remedy *remedy = fill->remedy;
    bool formal = remedy->command == CMD_CARD_FIND && fill->card &&
                  fill->card->app == APP_LOST_FORMAL; /* by the region's rule, not by the table */
    return formal || card_move_find(remedy->command, move_variant(remedy), remedy->role, fill->card);
}

bool fill_likely(Fill *fill)
{
    const PersonFacts *person = fill->person;
    const Remedy *remedy = fill->remedy;
    CommandId id = remedy->command;
    if (remedy->role == ROLE_ONLINE && !person->granted)
        return false;
    fill->card = card_about(fill);
    fill->about_card = is_about_card(id);
    if (fill->about_card)
        return fill->card && move_likely(fill) &&
               (remedy->variant != CHANNEL_PHARMACY || id != CMD_CARD_ACTIVATE || person->legacy_card_no.n);
    switch (id) {
    case CMD_CARD_APPLY:
        return !person->elsewhere_count && !person_card_in_production(person) && move_likely(fill);
    case CMD_CARD_ELSEWHERE:
        return person->elsewhere_count > 0;
    case CMD_PAYMENT_RECORD:
        return person->bill_count > 0;
    case CMD_TRANSFER_STEP:
    case CMD_TRANSFER_CANCEL:
        return person->transfer_count > 0;
    case CMD_CASE_ADD:
    case CMD_CASE_SUBMIT:
    case CMD_CASE_REVIEW:
    case CMD_CASE_WITHDRAW:
        return person->case_count > 0;
    default:
        return true;
    }
}

/* ---- who and where ---- */

/* A card is handed out where it lies; what else a bank does, the card's own bank does. */
static const InstitutionFacts *bank_of(const Fill *fill)
{
    const CardFacts *card = fill->card;
    if (!card)
        return fill_place_near(fill->context, INSTITUTION_BANK, fill_region(fill));
    bool lies = card->prod == PROD_SHIPPED || card->prod == PROD_AT_OUTLET;
    const InstitutionFacts *bank = fill_place_of(fill->context, lies ? card->outlet : card->bank);
    return bank && bank->kind == INSTITUTION_BANK ? bank : NULL;
}

static bool fill_org(Fill *fill)
{
    View *view = fill->view;
    switch (fill->remedy->role) {
    case ROLE_BANK:
        view->org = bank_of(fill);
        break;
    case ROLE_HOSPITAL:
        view->org = fill_place_near(fill->context, INSTITUTION_HOSPITAL, fill_region(fill));
        break;
    case ROLE_PHARMACY:
        view->org = fill_place_near(fill->context, INSTITUTION_PHARMACY, fill_region(fill));
        break;
    default:
        return true;
    }
    if (!view->org)
        return false;
    fill->step->where = view->org;
    fill->step->command.actor.org = FACT_STR(view->org->code);
    return true;
}

static bool fill_unit(Fill *fill)
{
    if (fill->remedy->role != ROLE_UNIT)
        return true;
    const HoldFacts *seal = person_hold(fill->person, CAUSE_EMPLOYER_SEAL);
    const UnitFacts *unit = seal ? unit_of(fill->context, seal->unit) : NULL;
    if (!unit)
        return false;
    fill->view->unit = fill->view->org_unit = fill->step->unit = unit;
    fill->step->command.actor.org = FACT_STR(unit->credit_code);
    return true;
}

/* Who acts as himself is known by his record; the number stands in the args as well. */
static void fill_actor(Fill *fill)
{
    Actor *actor = &fill->step->command.actor;
    if (role_in(R_SELF | R(ONLINE), actor->role))
        actor->person = fill->person->id;
}

/* ---- the case ---- */

static bool case_waits_for(const CaseFacts *c, CommandId command)
{
    switch (command) {
    case CMD_CASE_ADD:
    case CMD_CASE_SUBMIT:
        return c->state == CASE_DRAFT || c->state == CASE_RETURNED;
    case CMD_CASE_REVIEW:
        return c->state == CASE_SUBMITTED;
    default:
        return true;
    }
}

static bool fill_case(Fill *fill)
{
    const Remedy *remedy = fill->remedy;
    if (!command_row(remedy->command)->place[F_CASE])
        return true;
    for (int i = 0; i < fill->person->case_count; i++) {
        const CaseFacts *c = &fill->person->cases[i];
        if (c->procedure != remedy->variant || (c->procedure == PROC_UNSEAL && c->cause != remedy->cause) ||
            !case_waits_for(c, remedy->command))
            continue;
        fill->view->case_n = c->n;
        for (const StepWaiting *waiting = fill->waiting; waiting; waiting = waiting->next)
            if (waiting->case_n == c->n)
                fill->view->waiting = waiting->command;
        return true;
    }
    return false;
}

static void fill_members(Fill *fill)
{
    const CatalogueRow *row = command_row(fill->remedy->command);
    if (!row->place[F_APPLICATIONS] && !row->place[F_BATCH])
        return;
    PersonFacts **people = arena_new(fill->arena, PersonFacts *, 1);
    int *cards = arena_new(fill->arena, int, 1);
    BatchFacts *batch = arena_new(fill->arena, BatchFacts, 1);
    people[0] = (PersonFacts *)(uintptr_t)fill->person;
    cards[0] = fill->card->n;
    *batch = (BatchFacts){ .id = fill->card->batch, .count = 1 };
    fill->view->people = people;
    fill->view->people_card = cards;
    fill->view->people_count = 1;
    fill->view->batch = batch;
}

bool fill_step(Fill *fill)
{
    const CatalogueRow *row = fill->step->command.row;
    if (!fill_org(fill) || !fill_unit(fill) || !fill_case(fill))
        return false;
    fill_actor(fill);
    fill->view->card = fill->about_card ? fill->card->n : 0;
    fill_members(fill);
    for (int i = 0; i < row->count; i++) {
        if (row->fields[i] == F_EVIDENCE)
            continue;
        fill_field(fill, row->fields[i]);
        if (row->required[i] && !fill->step->command.args[i].given)
            return false;
    }
    return true;
}
