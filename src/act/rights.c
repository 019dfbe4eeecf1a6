/* rights.c - see rights.h. */
#include "act/rights.h"

static Err not_permitted(Why *why, const char *field, const char *zh, const char *en)
{
    return refuse(why, ERR_NOT_PERMITTED, field, zh, en);
}

/* A guardian or proxy who is registered and within the time of the registration. */
static bool acts_for(const PersonFacts *person, const Actor *actor, Time now)
{
    RelationKind kind = actor->role == ROLE_GUARDIAN ? RELATION_GUARDIAN : RELATION_PROXY;
    for (int i = 0; i < person->relation_count; i++) {
        const RelationFacts *relation = &person->relations[i];
        if (relation->kind == (int)kind && relation->other == actor->person && relation->from.s <= now.s &&
            (!relation->until.s || now.s <= relation->until.s))
            return true;
    }
    return false;
}

static bool pays_for(const PersonFacts *person, int payer_kind, int64_t payer)
{
    for (int i = 0; i < person->account_count; i++)
        if (person->accounts[i].payer_kind == payer_kind && person->accounts[i].payer == payer &&
            person->accounts[i].state != ACCOUNT_TRANSFERRED)
            return true;
    return false;
}

static Err own_people(const View *view, const Actor *actor, Why *why)
{
    const PersonFacts *person = view->person;
    if (actor->role == ROLE_UNIT && (!view->org_unit || !pays_for(person, PAYER_UNIT, view->org_unit->id)))
        return not_permitted(why, "ssn", "此人不是贵单位的参保人员。", "This person is not insured through your organisation.");
    if (actor->role == ROLE_AGENCY && !view->match.own_client)
        return not_permitted(why, "ssn", "此人与贵机构没有代理协议。", "This person has no contract with your agency.");
    return OK;
}

static Err as_oneself(const View *view, const Actor *actor, Why *why)
{
    const PersonFacts *person = view->person;
    if (actor->role == ROLE_ONLINE && (!person || !person->granted))
        return not_permitted(why, "user", "请先到税务机关领取网上密码，再在网上办理。",
                             "Get an online password from the tax office first.");
    if (actor->role == ROLE_HOLDER || actor->role == ROLE_ONLINE) {
        if (!actor->person || actor->person != person->id)
            return not_permitted(why, "ssn", "只能办理本人的业务。", "You may only act for yourself.");
        return OK;
    }
    if (!actor->person || !acts_for(person, actor, view->now))
        return not_permitted(why, "ssn", "没有登记您对此人的监护或代理关系，请先到窗口登记。",
                             "You are not registered as guardian or proxy of this person; register at a counter first.");
    return OK;
}

/* Commands by which an employer or agency takes somebody on: the person is not theirs yet. */
static bool takes_on(const Command *command)
{
    return command->id == CMD_PERSON_REGISTER || command->id == CMD_ACCOUNT_OPEN || command->id == CMD_ACCOUNT_RESUME ||
           command->id == CMD_AGENCY_CONTRACT;
}

static Err org_is_payer(const View *view, const Command *command, Why *why)
{
    Role role = command->actor.role;
    if (command->id != CMD_ACCOUNT_OPEN && command->id != CMD_ACCOUNT_RESUME)
        return OK;
    if (role == ROLE_UNIT && (!view->org_unit || view->payer_unit != view->org_unit))
        return not_permitted(why, "payer", "单位只能以本单位为缴费主体。", "An employer may only name itself as payer.");
    if (role == ROLE_AGENCY && (!view->payer_contract || !view->org || view->payer_contract->agency != view->org->id))
        return not_permitted(why, "payer", "机构只能以本机构的代理协议为缴费主体。",
                             "An agency may only name its own contract as payer.");
    return OK;
}

/* An employer's own record is named by its credit code, not by a person. */
static Err own_unit(const View *view, const Command *command, Why *why)
{
    if (command->actor.role != ROLE_UNIT || !arg_is(command, F_CREDIT_CODE))
        return OK;
    if (!str_eq(command->actor.org, arg_str(command, F_CREDIT_CODE)))
        return not_permitted(why, "credit_code", "只能办理本单位的业务。", "You may only act for your own organisation.");
    if (command->id != CMD_UNIT_REGISTER && !view->org_unit)
        return not_permitted(why, "org", "单位尚未登记，请先办理单位登记。",
                             "The organisation is not registered; register it first.");
    return OK;
}

static Err own_institution(const View *view, const Command *command, Why *why)
{
    if (!arg_is(command, F_INSTITUTION) || command->id == CMD_INSTITUTION_REGISTER || !view->org || !view->institution)
        return OK;
    if (view->org->id != view->institution->id)
        return refuse(why, ERR_WRONG_INSTITUTION, "institution", "机构只能以本机构名义办理。",
                      "An institution acts only in its own name.");
    return OK;
}

static bool is_self_role(Role role) { return role_in(R_SELF | R(ONLINE), role); }

Err rights_check(const View *view, const Command *command, Why *why)
{
    const Actor *actor = &command->actor;
    const PersonFacts *person = view->person;
    TRY(own_unit(view, command, why));
    TRY(org_is_payer(view, command, why));
    if (is_self_role(actor->role) && command->id == CMD_PERSON_REGISTER) {
        if (!person || !person->granted || actor->person != person->id)
            return not_permitted(why, "user", "请先到税务机关领取网上密码，再在网上登记本人信息。",
                                 "Get an online password from the tax office first; online you may register only yourself.");
        return OK;
    }
    if (!person)
        return own_institution(view, command, why);
    if (is_self_role(actor->role))
        TRY(as_oneself(view, actor, why));
    else if (actor->person && actor->person == person->id)
        return refuse(why, ERR_SELF_DEALING, "ssn", NULL, NULL);
    if ((actor->role == ROLE_UNIT || actor->role == ROLE_AGENCY) && !takes_on(command))
        TRY(own_people(view, actor, why));
    return own_institution(view, command, why);
}

bool rights_is_other(const View *view, const Actor *actor) { return view->person && view->person->id != actor->person; }

Err rights_look(const View *view, const Actor *actor, Why *why)
{
    if (!view->person || role_in(R_OFFICE | R(CENTRE) | R(ADMIN) | R(FACTORY), actor->role))
        return OK;
    if (is_self_role(actor->role))
        return as_oneself(view, actor, why);
    /* Counters, hospitals, pharmacies, the hotline and kiosks serve whoever stands before them; each look leaves a line. */
    return own_people(view, actor, why);
}
