/* query.h - one query from request to answer, on a reader's handle or the writer's own. Records are settled to the
 * instant asked about; nothing is written: a look at somebody else's record is reported to the caller, who puts
 * look.record into the queue. */
#pragma once
#include "core/bureau.h"

typedef struct {
    Str id, query, purpose;
    Actor actor;
    Time at;
    const JsonNode *args;
} QueryRequest;

typedef struct {
    Err err;
    Str json;        /* the same envelope as a command's answer */
    int64_t looked;  /* the person who was looked at by somebody else, or 0 */
    Str by;          /* that somebody, as the list of looks keeps it: no identity number */
    Effect function; /* person.why: which function */
} QueryAnswer;

/* The clock of a query: max(at, last entry's time is not needed: the writer's own replay passes now). */
Err query_run(Bureau *bureau, Arena *arena, const QueryRequest *request, QueryAnswer *answer) NODISCARD;

/* What a query function gets: the records its fields name, rights checked, and where to write data. */
typedef struct {
    Bureau *bureau;
    Arena *arena;
    const QueryRequest *request;
    const CatalogueRow *row;
    Command command; /* the arguments, as for commands */
    Loaded loaded;
    Time now;                /* the instant asked about: as_of's end of day, or the clock */
    const PolicySet *policy; /* in use, or as known at known_at */
    int64_t known;           /* known_at: the last entry that counts; 0 = not asked, or none */
    Json *data;
    Why why;
    Effect function;
    bool silent; /* answered without a look at the person: it leaves no line */
} Query;

typedef Err QueryFn(Query *query);

/* Each in query_<what>.c; the catalogue (words/commands_table.h) says who may ask and with which fields. */
QueryFn query_person_status, query_person_why, query_person_timeline;
QueryFn query_card_history, query_application_status, query_agency_account;
QueryFn query_unit_roster, query_case_list, query_case_show;
QueryFn query_notice_list, query_access_list, query_audit_list, query_outbox_list, query_recon_daily;
QueryFn query_unit_bill, query_unit_arrears, query_agency_signals, query_suspense_list, query_lapsed_list, query_batch_progress;
QueryFn query_run_list, query_receipt_show, query_policy_effect;
QueryFn query_guide_search, query_guide_show, query_policy_at, query_policy_alarms;
QueryFn query_webhook_list, query_webhook_secret;
QueryFn query_person_identity, query_user_list;
QueryFn query_fund_balance, query_person_statement, query_person_forecast, query_person_outlook;
QueryFn query_cert_verify, query_desk_find, query_unit_notices, query_office_figures;
QueryFn query_agency_notices, query_letter_list, query_appointment_list, query_appointment_slots;
QueryFn query_calc_contribution, query_calc_retirement, query_institution_list;
