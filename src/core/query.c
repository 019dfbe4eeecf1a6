/* query.c - see query.h: from the wire to a query function and back. */
#include "core/query.h"
#include "act/rights.h"
#include "card/settle.h"
#include "core/apply.h"
#include "core/history.h"
#include "core/list.h"
#include "core/parse.h"
#include "core/sets.h"
#include "core/stored.h"

enum { ANSWER_BYTES = 2048 };

static QueryFn *const functions[QUERY_END] = {
    [QUERY_PERSON_STATUS] = query_person_status,
    [QUERY_PERSON_WHY] = query_person_why,
    [QUERY_PERSON_TIMELINE] = query_person_timeline,
    [QUERY_CARD_HISTORY] = query_card_history,
    [QUERY_APPLICATION_STATUS] = query_application_status,
    [QUERY_UNIT_ROSTER] = query_unit_roster,
    [QUERY_CASE_LIST] = query_case_list,
    [QUERY_CASE_SHOW] = query_case_show,
    [QUERY_NOTICE_LIST] = query_notice_list,
    [QUERY_ACCESS_LIST] = query_access_list,
    [QUERY_AUDIT_LIST] = query_audit_list,
    [QUERY_OUTBOX_LIST] = query_outbox_list,
    [QUERY_RECON_DAILY] = query_recon_daily,
    [QUERY_GUIDE_SEARCH] = query_guide_search,
    [QUERY_GUIDE_SHOW] = query_guide_show,
    [QUERY_POLICY_AT] = query_policy_at,
    [QUERY_POLICY_ALARMS] = query_policy_alarms,
    [QUERY_AGENCY_ACCOUNT] = query_agency_account,
    [QUERY_FUND_BALANCE] = query_fund_balance,
    [QUERY_PERSON_STATEMENT] = query_person_statement,
    [QUERY_PERSON_FORECAST] = query_person_forecast,
    [QUERY_UNIT_BILL] = query_unit_bill,
    [QUERY_UNIT_ARREARS] = query_unit_arrears,
    [QUERY_BATCH_PROGRESS] = query_batch_progress,
    [QUERY_SUSPENSE_LIST] = query_suspense_list,
    [QUERY_LAPSED_LIST] = query_lapsed_list,
    [QUERY_AGENCY_SIGNALS] = query_agency_signals,
    [QUERY_RUN_LIST] = query_run_list,
    [QUERY_RECEIPT_SHOW] = query_receipt_show,
    [QUERY_POLICY_EFFECT] = query_policy_effect,
    [QUERY_WEBHOOK_LIST] = query_webhook_list,
    [QUERY_WEBHOOK_SECRET] = query_webhook_secret,
    [QUERY_PERSON_IDENTITY] = query_person_identity,
    [QUERY_USER_LIST] = query_user_list,
    [QUERY_DESK_FIND] = query_desk_find,
    [QUERY_UNIT_NOTICES] = query_unit_notices,
    [QUERY_AGENCY_NOTICES] = query_agency_notices,
    [QUERY_LETTER_LIST] = query_letter_list,
    [QUERY_APPOINTMENT_LIST] = query_appointment_list,
    [QUERY_APPOINTMENT_SLOTS] = query_appointment_slots,
    [QUERY_CALC_CONTRIBUTION] = query_calc_contribution,
    [QUERY_CALC_RETIREMENT] = query_calc_retirement,
    [QUERY_INSTITUTION_LIST] = query_institution_list,
    [QUERY_CERT_VERIFY] = query_cert_verify,
    [QUERY_OFFICE_FIGURES] = query_office_figures,
    [QUERY_PERSON_OUTLOOK] = query_person_outlook,
};

/* The end of the day asked about, or the clock; known_at bounds the entries that count. */
static void query_time(Query *query)
{
    const Arg *as_of = arg(&query->command, F_AS_OF);
    query->now = query->request->at;
    if (as_of->given)
        query->now = day_end((Day){ (int32_t)as_of->i });
}

/* For an earlier instant the facts are folded again from the events that were known by then. */
static Err query_past(Query *query)
{
    const Arg *as_of = arg(&query->command, F_AS_OF), *known_at = arg(&query->command, F_KNOWN_AT);
    View *view = &query->loaded.view;
    if (!view->person || (!as_of->given && !known_at->given))
        return OK;
    PersonFacts *facts = arena_new(query->arena, PersonFacts, 1);
    Journal journal = list_journal(query);
    if (query->known || !known_at->given)
        TRY(history_person(&journal, query->arena, view->person->id, query->now, query->known, 0, facts));
    if (!facts->registered.n)
        return refuse(&query->why, ERR_UNKNOWN_PERSON, "as_of", "该日期时尚未登记此人。",
                      "The person was not registered on that day yet.");
    settle(facts, view->policy, view->bureau, query->now, NULL);
    query->loaded.person = facts;
    view->person = facts;
    return OK;
}

/* What was known then includes the rules. */
static Err query_policy(Query *query)
{
    const Arg *known_at = arg(&query->command, F_KNOWN_AT);
    query->policy = query->bureau->policy;
    if (!known_at->given)
        return OK;
    Journal journal = list_journal(query);
    TRY(list_readable(journal_entry_at(&journal, query->arena, (Time){ known_at->i }, &query->known)));
    /* Before the first entry nothing had been approved. */
    return sets_known(query->bureau, query->arena, query->known ? query->known : -1, &query->policy);
}

static Err query_load(Query *query)
{
    const QueryRequest *request = query->request;
    QueryId id = query_from(request->query);
    if (id == QUERY_NONE)
        return refuse(&query->why, ERR_BAD_FIELD, "query", "没有“%.*s”这种查询。", "There is no query \"%.*s\".",
                      STR_ARG(request->query));
    query->row = query_row(id);
    /* Its arguments are empty since the query was made: they are most of its bytes. */
    Command *command = &query->command;
    command->row = query->row;
    command->request = request->id;
    command->actor = request->actor;
    command->at = request->at;
    command->purpose = request->purpose;
    TRY(parse_args(query->arena, query->row, request->args, time_day(request->at), query->command.args, &query->why));
    query_time(query);
    TRY(query_policy(query));
    query->loaded = load_make(&query->bureau->store, query->arena, query->policy, query->now);
    TRY(load_actor(&query->loaded, query->row->roles, &query->command.actor, &query->why));
    TRY(load_view(&query->loaded, &query->command, &query->why));
    if (id != QUERY_APPLICATION_STATUS) /* there the number's last characters may stand for the right */
        TRY(rights_look(&query->loaded.view, &query->command.actor, &query->why));
    TRY(query_past(query));
    return functions[id](query);
}

Err query_run(Bureau *bureau, Arena *arena, const QueryRequest *request, QueryAnswer *answer)
{
    Json json = json_make(arena); /* the whole answer from the first byte, so that what a query writes is not moved */
    Query query = { .bureau = bureau, .arena = arena, .request = request, .data = &json, .why = { .arena = arena } };
    buf_grow(&json.buf, ANSWER_BYTES); /* most answers fit, and need not move as they grow */
    json_open(&json, '{');
    json_put(&json, "id", request->id);
    json_put(&json, "result", S("done"));
    json_key(&json, "data");
    json_open(&json, '{');
    Err err = query_load(&query);
    if (err == ERR_BUSY)
        return ERR_BUSY;
    *answer = (QueryAnswer){ .err = err, .function = query.function };
    if (err != OK) {
        query.why.code = err;
        answer->json = answer_refused(arena, request->id, &query.why);
        return OK;
    }
    if (query.loaded.view.person && !id_is_office(query.loaded.view.person->id) && !query.silent &&
        rights_is_other(&query.loaded.view, &query.command.actor)) {
        answer->looked = query.loaded.view.person->id;
        answer->by = stored_user(&bureau->store, arena, &query.command.actor, request->at);
    }
    json_close(&json, '}');
    json_close(&json, '}');
    answer->json = json_str(&json);
    return OK;
}
