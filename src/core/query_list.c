/* query_list.c - the people of an employer, and the progress of a card application. */
#include "act/rights.h"
#include "core/happened.h"
#include "core/shapes.h"

enum { TAIL_LEAST = 4, TAIL_MOST = 6 };

/* ---- unit.roster ---- */

/* An agency sees of an employer's people only its own clients. */
static Err is_client(Query *query, const PersonFacts *person, bool *client)
{
    const View *view = &query->loaded.view;
    *client = query->command.actor.role != ROLE_AGENCY;
    for (int i = 0; i < person->account_count && !*client; i++) {
        Held *held = NULL;
        if (person->accounts[i].payer_kind != PAYER_CONTRACT)
            continue;
        TRY(work_find(&query->loaded.work, SUBJECT_CONTRACT, person->accounts[i].payer, &held));
        const ContractFacts *contract = held ? held->facts : NULL;
        *client = contract && view->org && contract->agency == view->org->id;
    }
    return OK;
}

/* Once somebody else pays the account, this employer learns no more of it than that it has ended here. */
static void put_member_account(Query *query, const PersonFacts *person, const AccountFacts *account, bool ours)
{
    Json *json = query->data;
    json_put(json, "account", number_of_person(query->arena, 'J', person->id, account->n));
    json_put_bool(json, "current", ours);
    list_word(json, "state", SET_ACCOUNT_STATE, ours ? account->state : ACCOUNT_CLOSED);
    if (!ours)
        return;
    json_put(json, "region", shape_region(query->arena, account->region));
    list_word(json, "category", SET_CATEGORY, account->category);
    shape_insurances(json, "insurances", account->insurances);
    json_put_int(json, "base_fen", account->base_fen);
    shape_day(json, query->arena, "since", account->since);
}

static Err put_member(Query *query, int64_t id, int64_t n)
{
    Held *held = NULL;
    TRY(work_find(&query->loaded.work, SUBJECT_PERSON, id, &held));
    const PersonFacts *person = held ? held->facts : NULL;
    const AccountFacts *account = person ? person_account(person, (int)n) : NULL;
    if (!account)
        return ERR_BUSY; /* the roster is a cache: a row that leads nowhere is damage */
    Json *json = query->data;
    bool ours = account->payer_kind == PAYER_UNIT && account->payer == query->loaded.view.unit->id;
    json_open(json, '{');
    json_put_int(json, "person", id);
    json_put(json, "name", identity_masked(query->arena, PF_NAME, identity_value(held, PF_NAME, 0)));
    put_member_account(query, person, account, ours);
    json_close(json, '}');
    return OK;
}

static Err roster_rights(Query *query)
{
    const Actor *actor = &query->command.actor;
    if (actor->role == ROLE_UNIT && !str_eq(actor->org, arg_str(&query->command, F_CREDIT_CODE)))
        return refuse(&query->why, ERR_NOT_PERMITTED, "credit_code", "只能查看本单位的参保人员。",
                      "You may only see the people of your own organisation.");
    return OK;
}

Err query_unit_roster(Query *query)
{
    const UnitFacts *unit = query->loaded.view.unit;
    List list;
    TRY(roster_rights(query));
    json_put(query->data, "credit_code", FACT_STR(unit->credit_code));
    json_put(query->data, "name", FACT_STR(unit->name));
    TRY(list_open(query, 2, &list));
    int64_t after[2] = { list.after[0], list.after[1] };
    for (int64_t want = list.limit + 1; want && !list.more;) {
        Rows rows;
        TRY(store_roster(&query->bureau->store, query->arena, PAYER_UNIT, unit->id, after, want, &rows));
        for (size_t i = 0; i < rows.count && !list.more; i++) {
            PersonFacts *person = NULL;
            bool client = false;
            after[0] = cell(&rows, i, 0)->i;
            after[1] = cell(&rows, i, 1)->i;
            TRY(work_person(&query->loaded.work, after[0], &person));
            if (person)
                TRY(is_client(query, person, &client));
            if ((client || !person) && list_room(&list, after))
                TRY(put_member(query, after[0], after[1]));
        }
        want = rows.count == (size_t)want ? want : 0;
    }
    list_close(query, &list);
    return OK;
}

/* ---- application.status ---- */

/* Without a sign-in the last 4 to 6 characters of the person's number stand for it. An application that does not exist
 * and a wrong tail are told apart by their code alone; neither says anything about a person. */
static Err tail_check(Query *query)
{
    const Arg *tail = arg(&query->command, F_TAIL);
    const Loaded *loaded = &query->loaded;
    if (!tail->given)
        return rights_look(&loaded->view, &query->command.actor, &query->why);
    Str number = identity_value(loaded->held, PF_SSN, 0);
    number = number.n ? number : identity_value(loaded->held, PF_ID_NO, 0);
    if (tail->s.n < TAIL_LEAST || tail->s.n > TAIL_MOST)
        return refuse(&query->why, ERR_BAD_FIELD, "tail", "请填写社会保障号码的末 4 至 6 位。",
                      "Give the last 4 to 6 characters of the social security number.");
    if (!str_ends(str_lower(query->arena, number), str_lower(query->arena, tail->s)))
        return refuse(&query->why, ERR_MISMATCH, "tail", "号码末位与申领记录不一致，请核对。",
                      "The last characters do not match the application; check them.");
    query->silent = true;
    return OK;
}

static Err put_place(Query *query, const CardFacts *card)
{
    Json *json = query->data;
    Held *held = NULL;
    int64_t outlet = card->outlet;
    bool waits = card->prod == PROD_AT_OUTLET || card->prod == PROD_SHIPPED;
    bool institution = outlet && outlet < OUTLET_UNIT, unit = outlet > OUTLET_UNIT && outlet < OUTLET_OFFICE;
    json_key(json, "collect_at");
    if (institution)
        TRY(work_find(&query->loaded.work, SUBJECT_INSTITUTION, outlet, &held));
    if (unit)
        TRY(work_find(&query->loaded.work, SUBJECT_UNIT, outlet - OUTLET_UNIT, &held));
    if (!waits || !outlet || (!held && outlet < OUTLET_OFFICE)) {
        json_nil(json);
        return OK;
    }
    json_open(json, '{');
    if (institution) {
        const InstitutionFacts *place = held->facts;
        json_put(json, "name", FACT_STR(place->name));
        json_put_or_null(json, "address", FACT_STR(place->address));
        json_put_or_null(json, "hours", FACT_STR(place->hours));
        json_put_or_null(json, "phone", FACT_STR(place->phone));
    } else if (unit) {
        json_put(json, "name", FACT_STR(((const UnitFacts *)held->facts)->name));
    } else {
        json_put(json, "name", S("社会保险经办窗口"));
        json_put(json, "name_en", S("counter of the bureau"));
    }
    json_close(json, '}');
    return OK;
}

Err query_application_status(Query *query)
{
    TRY(tail_check(query));
    const View *view = &query->loaded.view;
    const CardFacts *card = person_card(query->loaded.person, view->card);
    Json *json = query->data;
    if (!card)
        return refuse(&query->why, ERR_UNKNOWN_APPLICATION, "application", NULL, NULL);
    json_put(json, "application", number_of_person(query->arena, 'K', view->person->id, card->n));
    list_word(json, "production", SET_PRODUCTION, card->prod);
    list_word(json, "kind", SET_CARD_KIND, card->kind);
    shape_day(json, query->arena, "applied", card->applied);
    shape_day(json, query->arena, "expected", card->prod < PROD_AT_OUTLET ? card->expected : (Day){ 0 });
    json_put_bool(json, "late", card->prod < PROD_AT_OUTLET && card->expected.n && card->expected.n < time_day(query->now).n);
    shape_day(json, query->arena, "at_outlet", card->at_outlet);
    shape_day(json, query->arena, "handed_over", card->handed);
    return put_place(query, card);
}
