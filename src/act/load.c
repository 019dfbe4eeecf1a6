/* load.c - see load.h. One short function for each field that names something. */
#include "act/load.h"
#include "act/match.h"
#include "base/require.h"
#include "card/settle.h"

Loaded load_make(Store *store, Arena *arena, const PolicySet *policy, Time now)
{
    return (Loaded){
        .view = { .now = now,
                  .policy = policy,
                  .bureau = &store->bureau,
                  .photo_findings = -1,
                  .match = { .birth = DAY_NONE, .ssn = true, .serial = true, .name = true } },
        .work = { .store = store, .arena = arena },
        .settled = { .arena = arena },
    };
}

Err load_person(Loaded *loaded, int64_t id, PersonFacts **out)
{
    PersonFacts *stored = NULL;
    TRY(work_person(&loaded->work, id, &stored));
    *out = NULL;
    if (!stored)
        return OK;
    *out = arena_take(loaded->work.arena, sizeof **out); /* person_copy writes all that is ever read */
    person_copy(*out, stored);
    settle(*out, loaded->view.policy, loaded->view.bureau, loaded->view.now, &loaded->settled);
    return OK;
}

static Err find_institution(Loaded *loaded, Str code, const InstitutionFacts **out)
{
    return work_institution(&loaded->work, code, out);
}

static Err find_unit(Loaded *loaded, Str credit_code, const UnitFacts **out)
{
    int64_t id = 0, n = 0;
    Held *held = NULL;
    TRY(store_thing(loaded->work.store, loaded->work.arena, THING_CREDIT_CODE, credit_code, &id, &n));
    TRY(work_find(&loaded->work, SUBJECT_UNIT, id, &held));
    *out = held ? held->facts : NULL;
    return OK;
}

static Err find_contract(Loaded *loaded, Str number, const ContractFacts **out)
{
    int64_t id = 0;
    Held *held = NULL;
    *out = NULL;
    if (!number_read(number, 'X', &id))
        return OK;
    TRY(work_find(&loaded->work, SUBJECT_CONTRACT, id, &held));
    *out = held ? held->facts : NULL;
    return OK;
}

/* The person behind a PERSON field: by the bureau's number, or by an identity number. */
static Err find_person(Loaded *loaded, const Arg *who, int64_t *id)
{
    if (who->s.n)
        return identity_find(loaded->work.store, loaded->work.arena, who->s, id);
    *id = who->i;
    return OK;
}

/* ---- the actor ---- */

static bool needs_institution(Role role)
{
    return role == ROLE_BANK || role == ROLE_HOSPITAL || role == ROLE_PHARMACY || role == ROLE_AGENCY;
}

static InstitutionKind kind_of_role(Role role)
{
    switch (role) {
    case ROLE_BANK:
        return INSTITUTION_BANK;
    case ROLE_HOSPITAL:
        return INSTITUTION_HOSPITAL;
    case ROLE_PHARMACY:
        return INSTITUTION_PHARMACY;
    default:
        return INSTITUTION_AGENCY;
    }
}

static Err load_org(Loaded *loaded, const Actor *actor, Why *why)
{
    View *view = &loaded->view;
    if (needs_institution(actor->role)) {
        TRY(find_institution(loaded, actor->org, &view->org));
        if (!view->org || view->org->kind != (int)kind_of_role(actor->role))
            return refuse(why, ERR_NOT_PERMITTED, "org", "机构“%.*s”没有登记为可办理此业务的机构，请先由管理员登记。",
                          "The institution \"%.*s\" is not registered for this role; an administrator registers it first.",
                          STR_ARG(actor->org));
    }
    if (actor->role == ROLE_UNIT)
        TRY(find_unit(loaded, actor->org, &view->org_unit));
    return OK;
}

enum { SSN_SHORTEST = 15 }; /* characters, of the numbers before 1999 */

Err load_actor(Loaded *loaded, unsigned roles, Actor *actor, Why *why)
{
    if (!role_in(roles, actor->role))
        return refuse(why, ERR_NOT_PERMITTED, "role", "“%s”不能办理此业务。", "The role \"%s\" may not do this.",
                      choice_code(SET_ROLE, actor->role));
    TRY(load_org(loaded, actor, why));
    int64_t number = 0;
    IdentResult ident = { 0 };
    if (actor->user.n >= SSN_SHORTEST)
        ident = ident_check(IDENT_SSN, actor->user, view_today(&loaded->view));
    if (ident.valid)
        TRY(identity_find(loaded->work.store, loaded->work.arena, str_copy(loaded->work.arena, ident_text(&ident)),
                          &actor->person));
    else if ((R_SELF | R(ONLINE)) & 1u << actor->role && str_int(actor->user, &number) && number > 0)
        actor->person = number;
    return OK;
}

/* ---- what the fields name ---- */

static Err unknown(Why *why, Err code, Field field) { return refuse(why, code, field_row(field)->name, NULL, NULL); }

static Err take_subject(Loaded *loaded, int64_t id, Err code, Field field, Why *why)
{
    View *view = &loaded->view;
    if (view->person)
        return OK; /* Named twice (card and ssn): whether both are the same person is Match's matter. */
    TRY(load_person(loaded, id, &loaded->person));
    if (!loaded->person || !loaded->person->registered.n) {
        static const CommandId before[] = { CMD_PERSON_REGISTER, CMD_PASSWORD_GRANT, CMD_PASSWORD_SET, CMD_PASSWORD_RESET };
        bool may_be_new = loaded->person && id_is_office(id);
        for (size_t i = 0; i < sizeof before / sizeof *before; i++)
            may_be_new |= loaded->command->id == before[i];
        if (!may_be_new)
            return unknown(why, code, field);
    }
    view->person = loaded->person;
    return work_find(&loaded->work, SUBJECT_PERSON, id, &loaded->held);
}

/* Not in the record is not a refusal of existence: the three facts of a bank's message must match together. */
static bool subject_by_card(const Command *command)
{
    return command->id == CMD_CARD_ACTIVATE && arg_int(command, F_CARD_CHANNEL) != CHANNEL_BANK_NOTICE;
}

static Err load_ssn(Loaded *loaded, const Command *command, Why *why)
{
    const Arg *who = arg(command, F_SSN);
    if (!who->given)
        return OK;
    int64_t id = 0;
    loaded->ssn = loaded->view.ssn = who->s;
    TRY(find_person(loaded, who, &id));
    bool new_person = command->id == CMD_PERSON_REGISTER || command->id == CMD_PASSWORD_GRANT;
    if (!id && !new_person)
        return unknown(why, ERR_UNKNOWN_PERSON, F_SSN);
    if (subject_by_card(command) && loaded->view.person) {
        loaded->view.match.ssn = loaded->view.person->id == id;
        return OK;
    }
    return id ? take_subject(loaded, id, ERR_UNKNOWN_PERSON, F_SSN, why) : OK;
}

static Err load_card_field(Loaded *loaded, const Command *command, Field field, ThingKind kind, Why *why)
{
    Str text = arg_str(command, field);
    int64_t owner = 0, n = 0;
    if (!arg_is(command, field) || command->id == CMD_CARD_ELSEWHERE || command->id == CMD_CARD_MADE)
        return OK;
    TRY(store_thing(loaded->work.store, loaded->work.arena, kind, text, &owner, &n));
    if (!owner)
        return unknown(why, ERR_UNKNOWN_CARD, field);
    if (loaded->view.card && (loaded->view.person->id != owner || loaded->view.card != (int)n))
        return refuse(why, ERR_MISMATCH, field_row(field)->name, "卡号与卡识别码不属于同一张卡。",
                      "The card number and the code belong to different cards.");
    loaded->view.card = (int)n;
    return take_subject(loaded, owner, ERR_UNKNOWN_CARD, field, why);
}

/* Fields like "K17-1": a person and a number of something that person has. */
static Err load_numbered(Loaded *loaded, const Command *command, Field field, char letter, Err code, int *out, Why *why)
{
    int64_t person = 0, n = 0;
    if (!arg_is(command, field))
        return OK;
    if (!number_read_person(arg_str(command, field), letter, &person, &n))
        return unknown(why, code, field);
    TRY(take_subject(loaded, person, code, field, why));
    *out = (int)n;
    return OK;
}

static Err load_application(Loaded *loaded, const Command *command, Why *why)
{
    TRY(load_numbered(loaded, command, F_APPLICATION, 'K', ERR_UNKNOWN_APPLICATION, &loaded->view.card, why));
    if (arg_is(command, F_APPLICATION) && !person_card(loaded->person, loaded->view.card))
        return unknown(why, ERR_UNKNOWN_APPLICATION, F_APPLICATION);
    return OK;
}

static Err load_case(Loaded *loaded, const Command *command, Why *why)
{
    View *view = &loaded->view;
    TRY(load_numbered(loaded, command, F_CASE, 'C', ERR_UNKNOWN_CASE, &view->case_n, why));
    if (arg_is(command, F_CASE) && view->case_n > loaded->person->next_case)
        return unknown(why, ERR_UNKNOWN_CASE, F_CASE);
    const StoreBatch *batch = &loaded->work.store->batch;
    view->case_under_way = batch->run && !batch->done && arg_is(command, F_CASE) && batch->case_n == view->case_n &&
                           batch->case_person == loaded->person->id;
    int booked = 0; /* the number of an entry: who reads it needs it whole (appoint.c) */
    TRY(load_numbered(loaded, command, F_APPOINTMENT, 'Y', ERR_UNKNOWN_ID, &booked, why));
    TRY(load_numbered(loaded, command, F_TRANSFER, 'T', ERR_UNKNOWN_ID, &view->transfer_n, why));
    TRY(load_numbered(loaded, command, F_RELATION, 'R', ERR_UNKNOWN_ID, &view->relation_n, why));
    return load_numbered(loaded, command, F_NOTICE, 'N', ERR_UNKNOWN_ID, &view->notice_n, why);
}

Err load_subject(Loaded *loaded, int64_t id, Err code, Field field, Why *why) { return take_subject(loaded, id, code, field, why); }

Err load_desk(Loaded *loaded, int64_t id)
{
    TRY(load_person(loaded, id, &loaded->person));
    if (!loaded->person) {
        loaded->person = arena_new(loaded->work.arena, PersonFacts, 1);
        loaded->person->id = id;
    }
    loaded->view.person = loaded->person;
    return work_find(&loaded->work, SUBJECT_PERSON, id, &loaded->held);
}

/* What an office does for its region waits in a case of the office. */
static Err load_office(Loaded *loaded, const Command *command)
{
    return command->id == CMD_MONTH_CLOSE ? load_desk(loaded, office_of_region(arg_int(command, F_REGION))) : OK;
}

static Err load_places(Loaded *loaded, const Command *command, Why *why)
{
    View *view = &loaded->view;
    if (command->id == CMD_AGENCY_CONTRACT && !view->org) /* a clerk at the agency's desk files for it */
        TRY(find_institution(loaded, command->actor.org, &view->org));
    if (arg_is(command, F_INSTITUTION)) {
        TRY(find_institution(loaded, arg_str(command, F_INSTITUTION), &view->institution));
        if (!view->institution && command->id != CMD_INSTITUTION_REGISTER)
            return unknown(why, ERR_UNKNOWN_INSTITUTION, F_INSTITUTION);
    }
    if (arg_is(command, F_BANK)) {
        TRY(find_institution(loaded, arg_str(command, F_BANK), &view->bank));
        if (!view->bank || view->bank->kind != INSTITUTION_BANK)
            return unknown(why, ERR_UNKNOWN_INSTITUTION, F_BANK);
    }
    if (arg_is(command, F_OUTLET)) {
        const UnitFacts *unit = NULL;
        TRY(find_institution(loaded, arg_str(command, F_OUTLET), &view->outlet));
        TRY(find_unit(loaded, arg_str(command, F_OUTLET), &unit));
        view->outlet_id = view->outlet ? view->outlet->id : unit ? unit->id + OUTLET_UNIT : OUTLET_OFFICE;
    }
    return OK;
}

/* Who pays: an employer's code, a contract, or a person by either number. */
static Err load_money_payer(Loaded *loaded, const Command *command, Why *why)
{
    View *view = &loaded->view;
    Field field = arg_is(command, F_ITEM_BILL) ? F_ITEM_BILL : F_MONEY_PAYER;
    Str rest = arg_str(command, field), payer = str_cut(&rest, '/'); /* of a bill the payer stands before the month */
    int64_t id = 0;
    if (!arg_is(command, field))
        return OK;
    TRY(find_unit(loaded, payer, &view->payer_unit));
    if (view->payer_unit)
        return OK;
    TRY(find_contract(loaded, payer, &view->payer_contract));
    if (view->payer_contract)
        return take_subject(loaded, view->payer_contract->person, ERR_UNKNOWN_CONTRACT, field, why);
    IdentResult ident = ident_check(IDENT_SSN, payer, view_today(view));
    if (ident.valid)
        TRY(identity_find(loaded->work.store, loaded->work.arena, str_copy(loaded->work.arena, ident_text(&ident)), &id));
    else if (!str_int(payer, &id) || payer.n > 15)
        return unknown(why, payer.n && payer.p[0] == 'X' ? ERR_UNKNOWN_CONTRACT : ERR_UNKNOWN_UNIT, field);
    return id > 0 ? take_subject(loaded, id, ERR_UNKNOWN_PERSON, field, why) : unknown(why, ERR_UNKNOWN_PERSON, field);
}

static Err load_units(Loaded *loaded, const Command *command, Why *why)
{
    View *view = &loaded->view;
    if (arg_is(command, F_CREDIT_CODE)) {
        TRY(find_unit(loaded, arg_str(command, F_CREDIT_CODE), &view->unit));
        if (!view->unit && command->id != CMD_UNIT_REGISTER)
            return unknown(why, ERR_UNKNOWN_UNIT, F_CREDIT_CODE);
    }
    if (arg_is(command, F_EMPLOYER)) {
        TRY(find_unit(loaded, arg_str(command, F_EMPLOYER), &view->employer));
        if (!view->employer)
            return unknown(why, ERR_UNKNOWN_UNIT, F_EMPLOYER);
    }
    Str payer = arg_str(command, F_PAYER);
    if (arg_is(command, F_PAYER) && !str_is(payer, "self")) {
        TRY(find_contract(loaded, payer, &view->payer_contract));
        TRY(find_unit(loaded, payer, &view->payer_unit));
        if (!view->payer_contract && !view->payer_unit)
            return unknown(why, payer.n && payer.p[0] == 'X' ? ERR_UNKNOWN_CONTRACT : ERR_UNKNOWN_UNIT, F_PAYER);
    }
    if (arg_is(command, F_CONTRACT)) {
        TRY(find_contract(loaded, arg_str(command, F_CONTRACT), &view->contract));
        if (!view->contract)
            return unknown(why, ERR_UNKNOWN_CONTRACT, F_CONTRACT);
        TRY(take_subject(loaded, view->contract->person, ERR_UNKNOWN_CONTRACT, F_CONTRACT, why));
    }
    return OK;
}

static Err load_other(Loaded *loaded, const Command *command, Why *why)
{
    if (!arg_is(command, F_OTHER_SSN))
        return OK;
    int64_t id = 0;
    PersonFacts *other = NULL;
    TRY(find_person(loaded, arg(command, F_OTHER_SSN), &id));
    TRY(load_person(loaded, id, &other));
    if (!other || !other->registered.n)
        return unknown(why, ERR_UNKNOWN_PERSON, F_OTHER_SSN);
    loaded->view.other = other;
    return OK;
}

static Err add_member(Loaded *loaded, Str number, PersonFacts **people, int *cards, Field field, Why *why)
{
    int64_t person = 0, n = 0;
    if (!number_read_person(number, 'K', &person, &n))
        return unknown(why, ERR_UNKNOWN_APPLICATION, field);
    PersonFacts *facts = NULL;
    for (size_t i = 0; i < loaded->view.people_count && !facts; i++)
        facts = people[i]->id == person ? people[i] : NULL;
    if (!facts)
        TRY(load_person(loaded, person, &facts));
    if (!facts || !person_card(facts, (int)n))
        return refuse(why, ERR_UNKNOWN_APPLICATION, field_row(field)->name, "没有查到申领 %.*s。", "There is no application %.*s.",
                      STR_ARG(number));
    people[loaded->view.people_count] = facts;
    cards[loaded->view.people_count++] = (int)n;
    return OK;
}

static Err load_members(Loaded *loaded, const Command *command, Why *why)
{
    View *view = &loaded->view;
    Arena *arena = loaded->work.arena;
    const Arg *list = arg(command, F_APPLICATIONS);
    Rows rows = { 0 };
    if (arg_is(command, F_BATCH)) {
        int64_t id = 0;
        Held *held = NULL;
        if (!number_read(arg_str(command, F_BATCH), 'B', &id))
            return unknown(why, ERR_UNKNOWN_ID, F_BATCH);
        TRY(work_find(&loaded->work, SUBJECT_BATCH, id, &held));
        if (!held)
            return unknown(why, ERR_UNKNOWN_ID, F_BATCH);
        view->batch = held->facts;
        TRY(store_batch(loaded->work.store, arena, id, &rows));
    }
    size_t count = list->given ? list->n : rows.count;
    PersonFacts **people = arena_new(arena, PersonFacts *, count + 1);
    int *cards = arena_new(arena, int, count + 1);
    view->people = people;
    view->people_card = cards;
    for (size_t i = 0; i < count; i++) {
        Str number = list->given ? list->items[i].s : number_of_person(arena, 'K', cell(&rows, i, 0)->i, cell(&rows, i, 1)->i);
        TRY(add_member(loaded, number, people, cards, list->given ? F_APPLICATIONS : F_BATCH, why));
    }
    return OK;
}

Err load_view(Loaded *loaded, const Command *command, Why *why)
{
    loaded->command = command;
    TRY(load_card_field(loaded, command, F_CARD_NO, THING_CARD_NO, why));
    TRY(load_card_field(loaded, command, F_CARD_ID_CODE, THING_CARD_ID, why));
    TRY(load_application(loaded, command, why));
    TRY(load_case(loaded, command, why));
    TRY(load_office(loaded, command));
    TRY(load_ssn(loaded, command, why));
    TRY(load_other(loaded, command, why));
    TRY(load_units(loaded, command, why));
    TRY(load_money_payer(loaded, command, why));
    TRY(load_money(loaded, command, why));
    TRY(load_places(loaded, command, why));
    TRY(load_members(loaded, command, why));
    return match_identity(loaded, command, why);
}
