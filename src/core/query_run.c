/* query_run.c - run.list: assessments that wait for the second person, each with its control totals, what stood out against
 * the month before, and who made it; or one run by its number, whatever became of it. Law: Social Insurance Law 61, 62. */
#include "core/happened.h"
#include "core/shapes.h"
#include "desk/desk.h"
#include "ledger/sheet.h"

typedef struct {
    int64_t run;
    bool found;
    Time at;
    Event_levy_assessed totals;
} Assessed;

/* The entry of an assessment; that of a batch says which run it closes. */
static bool assessed_take(void *context, const Event *event, int64_t ord)
{
    (void)ord;
    Assessed *assessed = context;
    if (event->kind == EVENT_BATCH_CLOSED)
        assessed->run = event->batch_closed.run;
    if (event->kind == EVENT_LEVY_ASSESSED) {
        assessed->found = true;
        assessed->at = event->at;
        assessed->totals = event->levy_assessed;
    }
    return !assessed->found;
}

static Err put_state(Query *query, int64_t run)
{
    RunRow row;
    bool overtaken = false;
    Db *db = query->bureau->db;
    Err err = run_get(db, query->arena, run, &row);
    if (err != OK && err != ERR_UNKNOWN_ID)
        return ERR_BUSY;
    if (err == ERR_UNKNOWN_ID)
        TRY(list_readable(run_overtaken(db, query->arena, run, &overtaken)));
    json_put(query->data, "state", err == OK ? S("released") : overtaken ? S("overtaken") : S("waiting"));
    if (err == OK)
        json_put(query->data, "released", day_text(query->arena, row.day));
    return OK;
}

static Err put_run(Query *query, int64_t entry, const Assessed *assessed)
{
    /* What the totals do not say stands in the answer that the assessment got. */
    static const char *const members[] = { "skipped", "undeclared", "no_wage", "last_fen", "outliers", "outlier_list" };
    const Event_levy_assessed *totals = &assessed->totals;
    const Choice *kind = sheet_kind_word((int)totals->kind);
    Json *json = query->data;
    if (!kind)
        return ERR_BUSY; /* damage */
    json_open(json, '{');
    json_put(json, "run", number_of(query->arena, 'L', assessed->run));
    TRY(put_state(query, assessed->run));
    json_put(json, "region", shape_region(query->arena, totals->region));
    json_put(json, "month", month_text(query->arena, (Month){ (int32_t)totals->month }));
    json_put(json, "kind", str(kind->code));
    json_put_int(json, "bills", totals->bills);
    json_put_int(json, "lines", totals->lines);
    json_put_int(json, "total_fen", totals->total_fen);
    TRY(shape_answered(query, entry, members, sizeof members / sizeof *members));
    json_put(json, "assessed_at", shape_safe_time(query->arena, assessed->at.s));
    TRY(happened_by(query, entry));
    json_put_bool(json, "own", totals->by == desk_identity(&query->command.actor));
    json_close(json, '}');
    return OK;
}

static Err assessed_at(Query *query, Journal *journal, int64_t entry, Assessed *out)
{
    *out = (Assessed){ .run = entry };
    return list_readable(journal_entry_events(journal, query->arena, entry, assessed_take, out));
}

/* One run, which a batch knows by the entry that opened it. */
static Err put_one(Query *query, Journal *journal, List *list)
{
    Assessed assessed = { 0 };
    int64_t run = 0, closed = 0;
    if (number_read(arg_str(&query->command, F_RUN), 'L', &run)) {
        TRY(store_batch_closed(&query->bureau->store, query->arena, run, &closed));
        TRY(assessed_at(query, journal, closed ? closed : run, &assessed));
    }
    if (!assessed.found || assessed.run != run)
        return refuse(&query->why, ERR_UNKNOWN_ID, "run", "没有这个核定批次，请核对编号。",
                      "There is no such run; check its number.");
    list->count++;
    return put_run(query, closed ? closed : run, &assessed);
}

static Err put_waiting(Query *query, Journal *journal, List *list)
{
    Rows rows;
    TRY(store_runs_waiting(&query->bureau->store, query->arena, list->after[0], list->limit + 1, &rows));
    for (size_t i = 0; i < rows.count; i++) {
        int64_t entry = cell(&rows, i, 0)->i;
        Assessed assessed;
        if (!list_room(list, &entry))
            break;
        TRY(assessed_at(query, journal, entry, &assessed));
        if (!assessed.found)
            return ERR_BUSY; /* the list is a cache: a row that leads nowhere is damage */
        TRY(put_run(query, entry, &assessed));
    }
    return OK;
}

Err query_run_list(Query *query)
{
    Journal journal = list_journal(query);
    List list;
    TRY(list_open(query, 1, &list));
    TRY(arg_is(&query->command, F_RUN) ? put_one(query, &journal, &list) : put_waiting(query, &journal, &list));
    list_close(query, &list);
    return OK;
}
