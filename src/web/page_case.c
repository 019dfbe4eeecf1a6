/* page_case.c - one case as its second person sees it: papers, what is missing, what would change, and the decision with its
 * reason. */
#include "web/decide.h"
#include "web/papers.h"
#include "web/record.h"
#include "web/routes.h"

static const char *const fields[] = { "decision", "reason", NULL };

/* ---- one case ---- */

static void part(Ui *ui, Word title) { ui_put(ui, "<h2 class=\"govuk-heading-l sb-part\">{}</h2>\n", word(ui->lang, title)); }

/* "clerk w1" as people know it. */
static Str who_said(const Ui *ui, Str who)
{
    Str rest = who, role = str_cut(&rest, ' ');
    if (!choice_from(SET_ROLE, role))
        return who;
    return str_format(ui->buf.arena, STR_FMT " " STR_FMT, STR_ARG(said_head(ui->buf.arena, said_word(ui->lang, SET_ROLE, role))),
                      STR_ARG(rest));
}

static void put_facts(Ui *ui, const JsonNode *item)
{
    enum { ROWS_MAX = 8 };
    UiSummaryRow rows[ROWS_MAX];
    size_t count = 0;
    Arena *arena = ui->buf.arena;
    Str opener = who_said(ui, node_text(item, "opener")), due = said_day(arena, ui->lang, node_text(item, "due"));
    rows[count++] = (UiSummaryRow){ .key = word(ui->lang, W_CASE_PROCEDURE),
                                    .value = said_head(ui->buf.arena, node_said(json_member(item, "procedure"), NULL, ui->lang)) };
    if (node_said(json_member(item, "cause"), NULL, ui->lang).n)
        rows[count++] =
            (UiSummaryRow){ .key = word(ui->lang, W_HOLD_CAUSE), .value = node_said(json_member(item, "cause"), NULL, ui->lang) };
    rows[count++] =
        (UiSummaryRow){ .key = word(ui->lang, W_STATE),
                        .value_html = record_tag_html(ui, SET_CASE_STATE, node_text(json_member(item, "state"), "code")) };
    rows[count++] =
        (UiSummaryRow){ .key = word(ui->lang, W_CASE_OPENED), .value = said_day(arena, ui->lang, node_text(item, "opened")) };
    rows[count++] = (UiSummaryRow){ .key = word(ui->lang, W_CASE_DUE),
                                    .value = node_truth(item, "late") ? str_format(arena, STR_FMT " · " STR_FMT, STR_ARG(due),
                                                                                   STR_ARG(word(ui->lang, W_CASE_LATE)))
                                                                      : due };
    rows[count++] = (UiSummaryRow){ .key = word(ui->lang, W_CASE_OPENER), .value = opener };
    rows[count++] = (UiSummaryRow){ .key = word(ui->lang, W_CASE_DECIDES),
                                    .value = said_head(ui->buf.arena, node_said(json_member(item, "decided_by"), NULL, ui->lang)) };
    ui_summary_list(ui, &(UiSummary){ .rows = rows, .count = count });
}

static Str value_said(const Ui *ui, const JsonNode *value)
{
    if (value->type == JSON_TEXT)
        return said_day(ui->buf.arena, ui->lang, value->text);
    Json json = json_make(ui->buf.arena);
    json_node(&json, value);
    return json_str(&json);
}

static Str field_said(Language lang, Str name)
{
    for (Field field = 1; field < F_END; field++)
        if (str_is(name, field_row(field)->name))
            return str(lang == LANG_EN ? field_row(field)->en : field_row(field)->zh);
    return name;
}

static void add_rows(Ui *ui, const JsonNode *members, UiSummaryRow *rows, size_t *count, size_t max)
{
    for (size_t i = 0; members && i < members->count && *count < max; i++) {
        const JsonNode *value = &members->items[i];
        if (value->type == JSON_MEMBERS)
            add_rows(ui, value, rows, count, max);
        else
            rows[(*count)++] =
                (UiSummaryRow){ .key = said_head(ui->buf.arena, field_said(ui->lang, value->key)), .value = value_said(ui, value) };
    }
}

/* A correction: each value as it is and as it would be. */
static void put_corrections(Ui *ui, const JsonNode *changes, const JsonNode *before)
{
    static const Word heads[] = { W_CASE_CHANGE_TEXT, W_CASE_NOW, W_CASE_THEN };
    enum { WIDTH = sizeof heads / sizeof *heads };
    UiCell *cells = arena_new(ui->buf.arena, UiCell, changes->count * WIDTH);
    for (size_t i = 0; i < changes->count; i++) {
        const JsonNode *change = &changes->items[i];
        Str now = node_text(before, str_z(ui->buf.arena, change->key));
        cells[i * WIDTH].text = said_head(ui->buf.arena, field_said(ui->lang, change->key));
        cells[i * WIDTH + 1].text = now.n ? now : S("—");
        cells[i * WIDTH + 2].text = value_said(ui, change);
    }
    record_table(ui, heads, WIDTH, cells, changes->count);
}

/* Personal values stand masked until somebody says why they are needed. */
static void put_purpose(Ui *ui, const PageVisit *visit, Str number)
{
    if (!visit_role(visit, R_OFFICE) || visit_field(visit, "purpose").n)
        return;
    ui_put(ui, "<form method=\"get\" class=\"sb-inline\" action=\"{}\">\n",
           ui_path(ui, str_format(ui->buf.arena, "/cases/" STR_FMT, STR_ARG(number))));
    ui_input(ui, &(UiInput){ .field = { .name = "purpose",
                                        .id = "purpose",
                                        .classes = "govuk-input--width-20",
                                        .label = { .text = word(ui->lang, W_CASE_PURPOSE) },
                                        .hint = { .text = word(ui->lang, W_CASE_MASKED) } },
                             .autocomplete = "off" });
    ui_put(ui, "<button type=\"submit\" class=\"govuk-button govuk-button--secondary\">{}</button>\n</form>\n",
           word(ui->lang, W_CASE_UNMASK));
}

/* What an approval would do. */
static void put_change(Ui *ui, const PageVisit *visit, Str number, const JsonNode *waiting)
{
    enum { ROWS_MAX = 24 };
    UiSummaryRow rows[ROWS_MAX];
    size_t count = 0;
    if (!waiting || waiting->type != JSON_MEMBERS)
        return;
    part(ui, W_CASE_CHANGE);
    ui_put(ui, "<p class=\"govuk-body\">{}{}{}</p>\n", word(ui->lang, W_CASE_CHANGE_TEXT), said_colon(ui->lang),
           node_said(waiting, NULL, ui->lang));
    const JsonNode *changes = json_member(json_member(waiting, "args"), "changes");
    if (changes) {
        put_corrections(ui, changes, json_member(waiting, "before"));
        put_purpose(ui, visit, number);
        return;
    }
    add_rows(ui, json_member(waiting, "args"), rows, &count, ROWS_MAX);
    ui_summary_list(ui, &(UiSummary){ .rows = rows, .count = count });
}

/* The trial of an approval: every state before and after, and what would be recorded. */
static void put_trial(Ui *ui, const JsonNode *trial)
{
    static const Word heads[] = { W_PREVIEW_WHAT, W_CASE_NOW, W_CASE_THEN };
    enum { WIDTH = sizeof heads / sizeof *heads };
    size_t count = 0, events = 0;
    const JsonNode *changes = node_list(trial, "changes", &count), *event = node_list(trial, "events", &events);
    if (!trial || trial->type != JSON_MEMBERS)
        return;
    part(ui, W_PREVIEW_TITLE);
    if (!node_truth(trial, "possible")) {
        Str why = node_said(trial, NULL, ui->lang), refused = word(ui->lang, W_PREVIEW_REFUSED);
        ui_warning(ui, &(UiWarning){ .text = str_format(ui->buf.arena, STR_FMT " " STR_FMT, STR_ARG(refused), STR_ARG(why)) });
        return;
    }
    ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_PREVIEW_TEXT));
    UiCell *cells = arena_new(ui->buf.arena, UiCell, count * WIDTH);
    for (size_t i = 0; i < count; i++) {
        cells[i * WIDTH].text = said_head(ui->buf.arena, node_said(json_member(&changes[i], "what"), NULL, ui->lang));
        cells[i * WIDTH + 1].text = said_head(ui->buf.arena, node_said(json_member(&changes[i], "before"), NULL, ui->lang));
        cells[i * WIDTH + 2].text = said_head(ui->buf.arena, node_said(json_member(&changes[i], "after"), NULL, ui->lang));
    }
    if (count)
        record_table(ui, heads, WIDTH, cells, count);
    else
        ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_PREVIEW_NOTHING));
    if (node_truth(trial, "books"))
        ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_PREVIEW_BOOKS));
    if (!events)
        return;
    ui_put(ui, "<h3 class=\"govuk-heading-m\">{}</h3>\n<ul class=\"govuk-list govuk-list--bullet\">\n",
           word(ui->lang, W_PREVIEW_EVENTS));
    for (size_t i = 0; i < events; i++)
        ui_put(ui, "<li>{}</li>\n", said_head(ui->buf.arena, node_said(&event[i], NULL, ui->lang)));
    ui_put(ui, "</ul>\n");
}

/* To hand in a paper, for who may, while it can be added. */
static void put_hand_in(Ui *ui, const PageVisit *visit, const JsonNode *item)
{
    Str state = node_text(json_member(item, "state"), "code");
    if (visit_role(visit, command_row(CMD_CASE_ADD)->roles) && (str_is(state, "draft") || str_is(state, "returned")))
        ui_put(ui, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{}</a></p>\n",
               ui_path(ui, str_format(visit->arena, "/cases/" STR_FMT "/document", STR_ARG(node_text(item, "case")))),
               word(ui->lang, W_HAND_IN_TITLE));
}

static void put_papers(Ui *ui, const PageVisit *visit, const JsonNode *item)
{
    size_t count = 0, missing = 0;
    const JsonNode *papers = node_list(item, "papers", &count), *lacks = node_list(item, "missing", &missing);
    part(ui, W_CASE_PAPERS);
    UiTask *tasks = arena_new(ui->buf.arena, UiTask, count + missing);
    UiTag *lack_tag = arena_new(ui->buf.arena, UiTag, 1);
    *lack_tag = (UiTag){ .text = word(ui->lang, W_CASE_PAPER_MISSING), .classes = "govuk-tag--red" };
    for (size_t i = 0; i < count; i++) {
        Str hash = node_text(&papers[i], "sha256");
        tasks[i] = (UiTask){ .title = said_head(ui->buf.arena, node_said(json_member(&papers[i], "kind"), NULL, ui->lang)),
                             .hint = said_time(ui->buf.arena, ui->lang, node_text(&papers[i], "at")),
                             .status = word(ui->lang, hash.n ? W_HAND_IN_OPEN : W_CASE_PAPER_HERE) };
        if (hash.n)
            tasks[i].href = ui_path(ui, str_format(visit->arena, "/cases/" STR_FMT "/document/file?sha256=" STR_FMT,
                                                   STR_ARG(node_text(item, "case")), STR_ARG(hash)));
    }
    for (size_t i = 0; i < missing; i++)
        tasks[count + i] = (UiTask){ .title = node_said(&lacks[i], NULL, ui->lang), .tag = lack_tag };
    if (count + missing)
        ui_task_list(ui, &(UiTaskList){ .items = tasks, .count = count + missing });
    else
        ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_CASE_PAPERS_NONE));
    put_hand_in(ui, visit, item);
}

static void put_history(Ui *ui, const JsonNode *item)
{
    size_t count = 0;
    const JsonNode *history = node_list(item, "history", &count);
    UiPoint *points = arena_new(ui->buf.arena, UiPoint, count);
    for (size_t i = 0; i < count; i++) {
        Str state = node_text(json_member(&history[i], "state"), "code");
        points[i] = (UiPoint){ .kind = str_is(state, "refused")                       ? UI_POINT_BAD
                                       : i + 1 == count && str_is(state, "submitted") ? UI_POINT_NOW
                                                                                      : UI_POINT_DONE,
                               .title = said_head(ui->buf.arena, node_said(json_member(&history[i], "state"), NULL, ui->lang)),
                               .when = said_time(ui->buf.arena, ui->lang, node_text(&history[i], "at")),
                               .who = who_said(ui, node_text(&history[i], "by")),
                               .text = node_text(&history[i], "reason") };
    }
    part(ui, W_CASE_HISTORY);
    ui_timeline(ui, &(UiTimeline){ .items = points, .count = count });
}

static void put_appeal(Ui *ui, const JsonNode *item)
{
    const JsonNode *appeal = json_member(item, "appeal");
    if (!appeal || appeal->type != JSON_MEMBERS)
        return;
    Arena *arena = ui->buf.arena;
    ui_inset(ui, &(UiInset){ .text = word_format(arena, ui->lang, W_CASE_APPEAL_N,
                                                 STR_ARG(said_day(arena, ui->lang, node_text(appeal, "review_until"))),
                                                 STR_ARG(said_day(arena, ui->lang, node_text(appeal, "suit_until"))),
                                                 STR_ARG(node_text(appeal, "law"))) });
}

static void decision_form(Ui *ui, const PageVisit *visit, Str number, const FormErrors *errors)
{
    part(ui, W_DECIDE_TITLE);
    form_open(ui, visit, str_format(ui->buf.arena, "/cases/" STR_FMT, STR_ARG(number)));
    decide_fields(ui, visit, errors);
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_DECIDE_DO), .once = true });
    form_close(ui);
}

/* Whether this visitor is of the role that decides, and it waits. That it is another person core sees to. */
static bool decides(const PageVisit *visit, const JsonNode *item)
{
    Str role = node_text(json_member(item, "decided_by"), "code");
    return str_is(node_text(json_member(item, "state"), "code"), "submitted") &&
           (Role)choice_from(SET_ROLE, role) == visit->actor.role;
}

static void write_case(PageVisit *visit, const JsonNode *item, const FormErrors *errors, int status)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    Str number = node_text(item, "case");
    page.not_indexed = true;
    page.status = status;
    page.wrong = errors->count > 0;
    page.back = visit_role(visit, R_SELF | R(ONLINE)) ? S("/me") : S("/cases");
    page_begin(&page, number);
    form_summary(ui, errors, fields);
    ui_put(ui, "<span class=\"govuk-caption-l\">{}</span>\n<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n", number,
           said_head(ui->buf.arena, node_said(json_member(item, "procedure"), NULL, ui->lang)));
    if (visit_field(visit, "done").n)
        ui_notification(ui, &(UiBanner){ .success = true, .text = word(ui->lang, W_DONE) });
    put_facts(ui, item);
    if (node_int(item, "person")) /* a case of the whole bureau, such as a month that is closed, is about nobody */
        ui_put(ui, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{}</a></p>\n",
               ui_path(ui, str_format(visit->arena, "/person/%lld", (long long)node_int(item, "person"))),
               word(ui->lang, W_CASE_PERSON));
    put_change(ui, visit, number, json_member(item, "waiting"));
    put_trial(ui, json_member(item, "trial"));
    put_papers(ui, visit, item);
    put_history(ui, item);
    put_appeal(ui, item);
    if (str_is(node_text(json_member(item, "state"), "code"), "refused"))
        put_paper_link(ui, visit, PAPER_REFUSAL, str_format(ui->buf.arena, "case=" STR_FMT, STR_ARG(node_text(item, "case"))),
                       W_PAPER_REFUSAL_DO);
    if (decides(visit, item))
        decision_form(ui, visit, number, errors);
    visit_show(visit, &page, page_end(&page));
}

static Err ask_case(PageVisit *visit, Str number, const JsonNode **item, Why *why)
{
    Json args = visit_args(visit);
    json_put(&args, "case", number);
    return visit_ask(visit, "case.show", &args, item, why);
}

void show_case(PageVisit *visit, Str number)
{
    const JsonNode *item = NULL;
    Why why = { .arena = visit->arena };
    if (ask_case(visit, number, &item, &why) != OK)
        visit_refused(visit, &why, S("/cases"));
    else
        write_case(visit, item, &(FormErrors){ 0 }, 200);
}

static void decided(PageVisit *visit, void *context, const Done *done)
{
    const JsonNode *item = context;
    if (done->err == OK) {
        visit_go(visit, str_format(visit->arena, "/cases/" STR_FMT "?done=1", STR_ARG(node_text(item, "case"))));
        return;
    }
    FormErrors errors = { 0 };
    form_refused(&errors, visit, &done->why);
    write_case(visit, item, &errors, err_http(done->err));
}

void do_case(PageVisit *visit, Str number)
{
    const JsonNode *item = NULL;
    Why why = { .arena = visit->arena };
    Str decision = visit_field(visit, "decision"), reason = visit_field(visit, "reason");
    if (ask_case(visit, number, &item, &why) != OK) {
        visit_refused(visit, &why, S("/cases"));
        return;
    }
    if (!choice_from(SET_DECISION, decision)) {
        FormErrors errors = { 0 };
        form_wrong(&errors, S("decision"), word(visit->request.lang, W_DECIDE_EMPTY));
        write_case(visit, item, &errors, 422);
        return;
    }
    Json args = visit_args(visit);
    json_put(&args, "case", number);
    json_put(&args, "decision", decision);
    if (reason.n)
        json_put(&args, "reason", reason);
    visit_do(visit, "case.review", form_id(visit, NULL), &args, decided, (void *)(uintptr_t)item);
}
