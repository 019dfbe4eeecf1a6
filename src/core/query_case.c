/* query_case.c - cases: what waits, of whom, until when; and one case with its papers, what it lacks, what would be
 * done, what has happened, and how to appeal. */
#include "act/rights.h"
#include "core/happened.h"
#include "core/shapes.h"
#include "desk/desk.h"

enum { COL_PERSON, COL_N, COL_PROCEDURE, COL_STATE, COL_CAUSE, COL_OPENED, COL_DUE, COL_REGION, COL_UNIT };

static bool is_ended(int64_t state) { return state == CASE_APPROVED || state == CASE_REFUSED || state == CASE_WITHDRAWN; }

static Err put_head(Query *query, const Val *row)
{
    Json *json = query->data;
    Str unit = { 0 };
    TRY(list_unit_code(query, row[COL_UNIT].i, &unit));
    json_put(json, "case", number_of_person(query->arena, 'C', row[COL_PERSON].i, row[COL_N].i));
    if (id_is_office(row[COL_PERSON].i))
        json_put_or_null(json, "person", (Str){ 0 });
    else
        json_put_int(json, "person", row[COL_PERSON].i);
    list_word(json, "procedure", SET_PROCEDURE, row[COL_PROCEDURE].i);
    list_word(json, "state", SET_CASE_STATE, row[COL_STATE].i);
    list_word(json, "cause", SET_CAUSE, row[COL_CAUSE].i);
    json_put_or_null(json, "opened", shape_safe_day(query->arena, row[COL_OPENED].i));
    json_put_or_null(json, "due", shape_safe_day(query->arena, row[COL_DUE].i));
    json_put_bool(json, "late", !is_ended(row[COL_STATE].i) && row[COL_DUE].i && row[COL_DUE].i < time_day(query->now).n);
    json_put_or_null(json, "region", row[COL_REGION].i ? shape_region(query->arena, (int)row[COL_REGION].i) : (Str){ 0 });
    json_put_or_null(json, "unit", unit);
    return OK;
}

/* Whose cases: one's own, one's employer's, those one decides about, or by state. */
static Err list_filter(Query *query, CaseFilter *filter)
{
    const View *view = &query->loaded.view;
    const Actor *actor = &query->command.actor;
    *filter = (CaseFilter){ .person = view->person ? view->person->id : 0, .state = arg_int(&query->command, F_STATE_FILTER) };
    if (!filter->person && role_in(R_SELF | R(ONLINE), actor->role))
        return refuse(&query->why, ERR_BAD_FIELD, "ssn", "请填写社会保障号码或个人编号。", "Give the number of the person.");
    if (!filter->person && actor->role == ROLE_AGENCY)
        return refuse(&query->why, ERR_BAD_FIELD, "ssn", "请填写所代理的人员。", "Say which of your people you ask about.");
    if (actor->role == ROLE_UNIT && !view->org_unit)
        return refuse(&query->why, ERR_NOT_PERMITTED, "org", "单位尚未登记。", "The organisation is not registered.");
    if (actor->role == ROLE_UNIT)
        filter->unit = view->org_unit->id;
    if (actor->role == ROLE_CENTRE)
        filter->procedure = PROC_DESTROY_CARD;
    if (!filter->person && !filter->state)
        filter->state = CASE_SUBMITTED;
    return OK;
}

/* Of one person's cases an employer sees those it is part of, the card centre those it decides about. */
static bool shown(const CaseFilter *filter, const Val *row)
{
    return (!filter->unit || row[COL_UNIT].i == filter->unit) && (!filter->procedure || row[COL_PROCEDURE].i == filter->procedure);
}

Err query_case_list(Query *query)
{
    CaseFilter filter;
    List list;
    Rows rows;
    TRY(list_filter(query, &filter));
    TRY(list_open(query, 3, &list));
    memcpy(filter.after, list.after, sizeof filter.after);
    /* One person has few cases: those that are not shown cost a row each. */
    TRY(store_cases(&query->bureau->store, query->arena, &filter, filter.person ? INT32_MAX : list.limit + 1, &rows));
    for (size_t i = 0; i < rows.count; i++) {
        const Val *row = cell(&rows, i, 0);
        if (!shown(&filter, row))
            continue;
        if (!list_room(&list, (const int64_t[]){ row[COL_DUE].i, row[COL_PERSON].i, row[COL_N].i }))
            break;
        json_open(query->data, '{');
        TRY(put_head(query, row));
        json_close(query->data, '}');
    }
    list_close(query, &list);
    return OK;
}

/* ---- one case ---- */

/* What the events say of it. */
typedef struct {
    Query *query;
    Json papers, history;
    Event_case_opened opened;
    int64_t state, due;
    Time at, moved;
    Str by, reason;
    bool found;
} CaseStory;

static void paper_line(CaseStory *story, const Event *event)
{
    const Event_case_paper *paper = &event->case_paper;
    Json *json = &story->papers;
    Arena *arena = story->query->arena;
    json_open(json, '{');
    list_word(json, "kind", SET_EVIDENCE, paper->kind);
    json_put_int(json, "copies", paper->copies);
    json_put_or_null(json, "day", shape_safe_day(arena, paper->day));
    json_put_or_null(json, "sha256", paper->hash.n ? str_hex(arena, paper->hash) : (Str){ 0 });
    json_put(json, "at", shape_safe_time(arena, event->at.s));
    json_close(json, '}');
}

static void history_line(CaseStory *story, const Event *event, int64_t state, Str by, Str reason)
{
    Json *json = &story->history;
    json_open(json, '{');
    json_put(json, "at", shape_safe_time(story->query->arena, event->at.s));
    list_word(json, "state", SET_CASE_STATE, state);
    json_put(json, "by", list_who(story->query->arena, by));
    json_put_or_null(json, "reason", reason);
    json_put_int(json, "entry", event->entry);
    json_close(json, '}');
}

static bool story_see(void *context, const Event *event, int64_t ord)
{
    (void)ord;
    CaseStory *story = context;
    Arena *arena = story->query->arena;
    int64_t n = story->query->loaded.view.case_n;
    if (event->kind == EVENT_CASE_PAPER && event->case_paper.n == n)
        paper_line(story, event);
    if (event->kind == EVENT_CASE_OPENED && event->case_opened.n == n) {
        story->opened = event->case_opened;
        story->found = true;
        story->at = story->moved = event->at;
        story->state = event->case_opened.state;
        story->due = event->case_opened.due;
        story->by = str_copy(arena, event->case_opened.by);
        history_line(story, event, story->state, story->by, (Str){ 0 });
    }
    if (event->kind == EVENT_CASE_MOVED && event->case_moved.n == n) {
        story->state = event->case_moved.state;
        story->due = event->case_moved.due ? event->case_moved.due : story->due;
        story->moved = event->at;
        story->reason = str_copy(arena, event->case_moved.reason);
        history_line(story, event, story->state, event->case_moved.by, story->reason);
    }
    return true;
}

/* An employer sees the cases it is part of; an agency those that it opened. */
static Err story_rights(Query *query, const CaseStory *story)
{
    const Actor *actor = &query->command.actor;
    const UnitFacts *unit = query->loaded.view.org_unit;
    bool opener = desk_identity(actor) == story->opened.opener;
    bool own_unit = unit && story->opened.unit == unit->id;
    if ((actor->role == ROLE_UNIT && !own_unit && !opener) || (actor->role == ROLE_AGENCY && !opener))
        return refuse(&query->why, ERR_NOT_PERMITTED, "case", "只能查看本单位申请的业务。",
                      "You may only see the cases of your own organisation.");
    return OK;
}

/* What is to be corrected is personal: masked, unless whoever decides about it says why it is needed in full. */
static Str change_value(const Query *query, Str key, Str value)
{
#define AS_KEY_FIELD(number, NAME, code) { code, NAME },
    static const struct { const char *key; PersonalField field; } fields[] = { PERSONAL_FIELDS(AS_KEY_FIELD) };
    bool purpose = role_in(R_OFFICE, query->command.actor.role) && query->request->purpose.n;
    for (size_t i = 0; i < sizeof fields / sizeof *fields && !purpose; i++)
        if (str_is(key, fields[i].key))
            return list_value(query, fields[i].field, value);
    return value;
}

static void put_changes(Query *query, const char *name, const Arg *changes)
{
    Json *json = query->data;
    json_key(json, name);
    json_open(json, '{');
    for (size_t i = 0; i < changes->n; i++)
        json_put(json, str_z(query->arena, changes->items[i].key), change_value(query, changes->items[i].key, changes->items[i].s));
    json_close(json, '}');
}

/* The values that a correction would replace, as far as they are personal values of the record. */
static void put_before(Query *query, const Arg *changes)
{
    static const struct { const char *key; PersonalField field; } fields[] = { PERSONAL_FIELDS(AS_KEY_FIELD) };
    json_key(query->data, "before");
    json_open(query->data, '{');
    for (size_t i = 0; i < changes->n; i++)
        for (size_t f = 0; f < sizeof fields / sizeof *fields; f++) {
            bool same = str_is(changes->items[i].key, fields[f].key);
            Str now = same ? identity_value(query->loaded.held, fields[f].field, 0) : (Str){ 0 };
            if (now.n)
                json_put(query->data, fields[f].key, change_value(query, changes->items[i].key, now));
        }
    json_close(query->data, '}');
}

static void put_command(Query *query, const Command *command)
{
    const CatalogueRow *row = command_row(command->id);
    Json *json = query->data;
    json_open(json, '{');
    json_put(json, "command", str(row->name));
    json_put(json, "zh", str(row->zh));
    json_put(json, "en", str(row->en));
    json_key(json, "args");
    json_open(json, '{');
    for (int i = 0; i < row->count; i++) {
        const FieldRow *field = field_row(row->fields[i]);
        if (!command->args[i].given)
            continue;
        if (field->type == TYPE_PAIRS) {
            put_changes(query, field->name, &command->args[i]);
        } else if (field->kind == KIND_PLAIN && row->fields[i] != F_EVIDENCE) {
            json_key(json, field->name);
            shape_arg(json, query->arena, row->fields[i], &command->args[i]);
        }
    }
    json_close(json, '}');
    if (row->place[F_CHANGES])
        put_before(query, arg(command, F_CHANGES));
    json_close(json, '}');
}

/* The command that waits for the second person, from its sealed cell; null when the case itself says everything. */
static void put_waiting(Query *query)
{
    const Loaded *loaded = &query->loaded;
    Str bytes = loaded->held ? identity_value(loaded->held, PF_PENDING, loaded->view.case_n) : (Str){ 0 };
    Command command = { 0 };
    json_key(query->data, "waiting");
    if (bytes.n && command_from_bytes(query->arena, bytes, &command))
        put_command(query, &command);
    else
        json_nil(query->data);
}

/* Social Insurance Law article 83; the days run from the refusal. */
static void put_appeal(Query *query, const CaseStory *story)
{
    const RegionPolicy *nation = policy_national(query->loaded.view.policy);
    Day day = time_day(story->moved);
    Json *json = query->data;
    json_key(json, "appeal");
    if (story->state != CASE_REFUSED) {
        json_nil(json);
        return;
    }
    json_open(json, '{');
    shape_day(json, query->arena, "review_until", day_add(day, (int)policy_int(nation, KEY_APPEAL_REVIEW_DAYS, day)));
    shape_day(json, query->arena, "suit_until", day_add_months(day, (int)policy_int(nation, KEY_APPEAL_SUIT_MONTHS, day)));
    json_put(json, "law", S("《社会保险法》第八十三条"));
    json_put(json, "zh", S("对决定不服的，可在所列日期前申请行政复议，或向人民法院提起诉讼。"));
    json_put(json, "en", S("Whoever does not agree may ask for administrative review, or sue, until the days shown."));
    json_close(json, '}');
}

static void put_missing(Query *query)
{
    const View *view = &query->loaded.view;
    Decision out = { .arena = query->arena, .data = query->data };
    for (int i = 0; i < view->person->case_count; i++)
        if (view->person->cases[i].n == view->case_n) {
            desk_answer_missing(&out, view, &view->person->cases[i]);
            return;
        }
    json_key(query->data, "missing");
    json_open(query->data, '[');
    json_close(query->data, ']');
}

/* For the bureau, as long as somebody has to decide. */
static Err put_trial(Query *query)
{
    CaseFacts *c = person_case(query->loaded.person, query->loaded.view.case_n);
    if (c && c->state == CASE_SUBMITTED && role_in(R_OFFICE | R(CENTRE), query->command.actor.role))
        return shape_trial(query, c);
    json_key(query->data, "trial");
    json_nil(query->data);
    return OK;
}

static Err put_case(Query *query, CaseStory *story)
{
    const View *view = &query->loaded.view;
    const Event_case_opened *opened = &story->opened;
    Json *json = query->data;
    Val row[] = { val_i(view->person->id), val_i(view->case_n), val_i(opened->procedure), val_i(story->state), val_i(opened->cause),
                  val_i(time_day(story->at).n), val_i(story->due), val_i(opened->region), val_i(opened->unit) };
    TRY(put_head(query, row));
    json_put(json, "opener", list_who(query->arena, story->by));
    json_put_or_null(json, "application",
                     opened->card ? number_of_person(query->arena, 'K', view->person->id, opened->card) : (Str){ 0 });
    json_put_or_null(json, "reason", story->reason);
    list_word(json, "decided_by", SET_ROLE, desk_by_centre((Procedure)opened->procedure) ? ROLE_CENTRE : ROLE_REVIEWER);
    json_key(json, "papers");
    json_raw(json, json_str(&story->papers));
    put_missing(query);
    put_waiting(query);
    TRY(put_trial(query));
    json_key(json, "history");
    json_raw(json, json_str(&story->history));
    put_appeal(query, story);
    return OK;
}

Err query_case_show(Query *query)
{
    Journal journal = list_journal(query);
    const View *view = &query->loaded.view;
    CaseStory *story = arena_new(query->arena, CaseStory, 1);
    *story = (CaseStory){ .query = query, .papers = json_make(query->arena), .history = json_make(query->arena) };
    json_open(&story->papers, '[');
    json_open(&story->history, '[');
    TRY(list_readable(journal_events(&journal, query->arena, SUBJECT_PERSON, view->person->id, journal_all, story_see, story)));
    json_close(&story->papers, ']');
    json_close(&story->history, ']');
    if (!story->found)
        return refuse(&query->why, ERR_UNKNOWN_CASE, "case", NULL, NULL);
    TRY(story_rights(query, story));
    return put_case(query, story);
}
