/* page_policy.c - the parameters of a region in a month with their law, the history of each, what two months or two states
 * of knowledge say differently, and what somebody should look after. Law: Social Insurance Law 75. */
#include "base/day.h"
#include "web/entry.h"
#include "web/pages.h"
#include "web/record.h"
#include "web/routes.h"
#include "web/rules.h"

enum { HISTORY_MOST = 60 };

static void part(Ui *ui, Word title) { ui_put(ui, "<h2 class=\"govuk-heading-l sb-part\">{}</h2>\n", word(ui->lang, title)); }

static Str where(const PageVisit *visit, const char *path, Str region, Str month)
{
    return str_format(visit->arena, "%s?region=" STR_FMT "&month=" STR_FMT, path, STR_ARG(region), STR_ARG(month));
}

static Str month_asked(const PageVisit *visit)
{
    Str month = visit_field(visit, "month");
    return month.n ? month : rules_month(visit, 0);
}

/* ---- the parameters of a month ---- */

static void put_question(Ui *ui, PageVisit *visit, const FormErrors *errors)
{
    ui_put(ui, "<form method=\"get\" class=\"sb-inline\" action=\"{}\" novalidate>\n", ui_path(ui, S("/policy")));
    entry_field(ui, visit, F_REGION, errors);
    entry_field(ui, visit, F_MONTH, errors);
    ui_put(ui, "<button type=\"submit\" class=\"govuk-button govuk-button--secondary\">{}</button>\n</form>\n",
           word(ui->lang, W_SHOW));
}

static Html parameter_link(const Ui *ui, const PageVisit *visit, const JsonNode *item, Str region, Str month)
{
    Ui link = ui_inside(ui);
    Str path = str_format(visit->arena, STR_FMT "&key=" STR_FMT, STR_ARG(where(visit, "/policy/parameter", region, month)),
                          STR_ARG(node_text(item, "key")));
    ui_put(&link, "<a class=\"govuk-link\" href=\"{}\">{}</a>", ui_path(ui, path),
           said_head(visit->arena, node_said(item, NULL, ui->lang)));
    return ui_done(&link);
}

static void put_parameters(Ui *ui, const PageVisit *visit, const JsonNode *at, Str region, Str month)
{
    static const Word heads[] = { W_RULE, W_VALUE, W_SINCE, W_LAW, W_STATE };
    enum { WIDTH = sizeof heads / sizeof *heads };
    size_t count = 0;
    const JsonNode *items = node_list(at, "parameters", &count);
    UiCell *cells = arena_new(visit->arena, UiCell, count * WIDTH);
    for (size_t i = 0; i < count; i++) {
        UiCell *row = &cells[i * WIDTH];
        row[0].html = parameter_link(ui, visit, &items[i], region, month);
        row[1].text = rules_value(visit->arena, ui->lang, json_member(&items[i], "value"), node_text(&items[i], "unit"));
        row[2].text = said_day(visit->arena, ui->lang, node_text(&items[i], "from"));
        row[3].text = node_text(&items[i], "reference");
        row[4].html = rules_status(ui, node_text(&items[i], "status"));
    }
    record_table(ui, heads, WIDTH, cells, count);
}

static Str set_state_said(const Ui *ui, Str state)
{
    static const struct {
        const char *code;
        Word text;
    } rows[] = {
        { "in-use", W_SET_IN_USE }, { "past", W_SET_PAST }, { "waiting", W_SET_WAITING }, { "overtaken", W_SET_OVERTAKEN }
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_is(state, rows[i].code))
            return word(ui->lang, rows[i].text);
    return state;
}

/* Every set that was ever proposed, newest first; the reviewer's leads to its approval. */
static void put_sets(Ui *ui, const PageVisit *visit, const JsonNode *at)
{
    static const Word heads[] = { W_SET, W_STATE, W_SET_REGION, W_SET_PROPOSED, W_SET_APPROVED };
    enum { WIDTH = sizeof heads / sizeof *heads };
    size_t count = 0;
    const JsonNode *sets = node_list(at, "sets", &count);
    if (!count)
        return;
    part(ui, W_SETS_TITLE);
    UiCell *cells = arena_new(visit->arena, UiCell, count * WIDTH);
    for (size_t i = 0; i < count; i++) {
        UiCell *row = &cells[i * WIDTH];
        Str number = node_text(&sets[i], "set"), state = node_text(&sets[i], "state"), at_time = node_text(&sets[i], "proposed_at");
        Ui link = ui_inside(ui);
        if (str_is(state, "waiting") && visit_role(visit, R(REVIEWER)))
            ui_put(&link, "<a class=\"govuk-link\" href=\"{}\">{}</a>",
                   ui_path(ui, str_format(visit->arena, "/policy/approve?set=" STR_FMT, STR_ARG(number))), number);
        else
            ui_text(&link, number);
        row[0].html = ui_done(&link);
        row[1].text = set_state_said(ui, state);
        row[2].text = node_text(&sets[i], "region");
        row[3].text =
            str_format(visit->arena, STR_FMT " " STR_FMT,
                       STR_ARG(said_time(visit->arena, ui->lang, at_time.n ? at_time : node_text(&sets[i], "recorded_at"))),
                       STR_ARG(node_text(&sets[i], "proposed_by")));
        row[4].text = str_format(visit->arena, STR_FMT " " STR_FMT,
                                 STR_ARG(said_time(visit->arena, ui->lang, node_text(&sets[i], "approved_at"))),
                                 STR_ARG(node_text(&sets[i], "approved_by")));
    }
    record_table(ui, heads, WIDTH, cells, count);
}

static void put_links(Ui *ui, const PageVisit *visit, Str region, Str month)
{
    static const struct {
        const char *path;
        Word text;
        unsigned roles;
    } rows[] = { { "/policy/compare", W_COMPARE_TITLE, 0 },
                 { "/policy/alarms", W_ALARMS_TITLE, R_OFFICE | R(ADMIN) },
                 { "/policy/propose", W_PROPOSE_TITLE, R(ADMIN) },
                 { "/policy/approve", W_APPROVE_TITLE, R(REVIEWER) } };
    ui_put(ui, "<ul class=\"govuk-list\">\n");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!rows[i].roles || visit_role(visit, rows[i].roles))
            ui_put(ui, "<li><a class=\"govuk-link\" href=\"{}\">{}</a></li>\n",
                   ui_path(ui, i ? str(rows[i].path) : where(visit, rows[i].path, region, month)), word(ui->lang, rows[i].text));
    ui_put(ui, "</ul>\n");
}

void show_policy(PageVisit *visit, Str name)
{
    (void)name;
    static const char *const fields[] = { "region", "month", NULL };
    FormErrors errors = { 0 };
    Why why = { .arena = visit->arena };
    const JsonNode *at = NULL;
    Str region = rules_region(visit), month = month_asked(visit);
    Err err = rules_at(visit, region, month, &at, &why);
    if (err != OK)
        form_refused(&errors, visit, &why);
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.status = err != OK ? err_http(err) : 200;
    page.wrong = errors.count > 0;
    page_begin(&page, word(ui->lang, W_POLICY_TITLE));
    form_summary(ui, &errors, fields);
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n<p class=\"govuk-body-l\">{}</p>\n",
           word(ui->lang, W_POLICY_TITLE), word(ui->lang, W_POLICY_LEAD));
    put_question(ui, visit, &errors);
    put_links(ui, visit, region, month);
    if (err == OK) {
        ui_put(ui, "<h2 class=\"govuk-heading-l sb-part\">{} · {}</h2>\n", node_said(at, "name", ui->lang),
               said_month(visit->arena, ui->lang, month));
        put_parameters(ui, visit, at, region, month);
        put_sets(ui, visit, at);
    }
    visit_show(visit, &page, page_end(&page));
}

/* ---- the history of one ---- */

static void parameter_row(const Ui *ui, UiCell *row, const JsonNode *item)
{
    row[0].text = said_day(ui->buf.arena, ui->lang, node_text(item, "from"));
    row[1].text = rules_value(ui->buf.arena, ui->lang, json_member(item, "value"), node_text(item, "unit"));
    row[2].text = node_text(item, "reference");
    row[3].html = rules_status(ui, node_text(item, "status"));
}

/* From the value of the month back through those before it, each from the day on which it began. */
static Err parameter_history(PageVisit *visit, Str region, Str month, Str key, const JsonNode **items, size_t *count, Why *why)
{
    while (*count < HISTORY_MOST) {
        const JsonNode *at = NULL;
        Day from;
        TRY(rules_at(visit, region, month, &at, why));
        const JsonNode *item = rules_find(at, key);
        if (!item || !day_read(node_text(item, "from"), &from))
            return OK;
        items[(*count)++] = item;
        month = month_text(visit->arena, (Month){ day_month(from).n - (month_first(day_month(from)).n == from.n) });
    }
    return OK;
}

void show_parameter(PageVisit *visit, Str name)
{
    (void)name;
    static const Word heads[] = { W_SINCE, W_VALUE, W_LAW, W_STATE };
    enum { WIDTH = sizeof heads / sizeof *heads };
    Why why = { .arena = visit->arena };
    const JsonNode *items[HISTORY_MOST] = { 0 };
    size_t count = 0;
    Str region = rules_region(visit), month = month_asked(visit), key = visit_field(visit, "key");
    if (parameter_history(visit, region, month, key, items, &count, &why) != OK) {
        visit_refused(visit, &why, S("/policy"));
        return;
    }
    if (!count) {
        Page missing = visit_page(visit);
        visit_show(visit, &missing, page_missing(&missing));
        return;
    }
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.back = where(visit, "/policy", region, month);
    Str title = said_head(visit->arena, node_said(items[0], NULL, ui->lang));
    page_begin(&page, title);
    ui_put(ui, "<span class=\"govuk-caption-l\">{}</span>\n<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n", key, title);
    if (node_truth(items[0], "national"))
        ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_PARAMETER_NATIONAL));
    if (node_text(items[0], "correction").n)
        ui_inset(ui, &(UiInset){ .text = node_text(items[0], "correction") });
    UiCell *cells = arena_new(visit->arena, UiCell, count * WIDTH);
    for (size_t i = 0; i < count; i++)
        parameter_row(ui, &cells[i * WIDTH], items[i]);
    part(ui, W_PARAMETER_HISTORY);
    record_table(ui, heads, WIDTH, cells, count);
    visit_show(visit, &page, page_end(&page));
}

/* ---- two months beside each other ---- */

static void put_difference(Ui *ui, const JsonNode *was, const JsonNode *is)
{
    static const Word heads[] = { W_RULE, W_CASE_NOW, W_COMPARE_THEN, W_LAW };
    enum { WIDTH = sizeof heads / sizeof *heads };
    size_t count = 0, rows = 0;
    const JsonNode *items = node_list(is, "parameters", &count);
    UiCell *cells = arena_new(ui->buf.arena, UiCell, count * WIDTH);
    for (size_t i = 0; i < count; i++) {
        const JsonNode *before = rules_find(was, node_text(&items[i], "key"));
        Str unit = node_text(&items[i], "unit"), now = rules_value(ui->buf.arena, ui->lang, json_member(&items[i], "value"), unit),
            then = before ? rules_value(ui->buf.arena, ui->lang, json_member(before, "value"), unit) : S("—");
        if (str_eq(now, then))
            continue;
        UiCell *row = &cells[rows++ * WIDTH];
        row[0].text = said_head(ui->buf.arena, node_said(&items[i], NULL, ui->lang));
        row[1].text = then;
        row[2].text = now;
        row[3].text = node_text(&items[i], "reference");
    }
    if (rows)
        record_table(ui, heads, WIDTH, cells, rows);
    else
        ui_inset(ui, &(UiInset){ .text = word(ui->lang, W_COMPARE_SAME) });
}

void show_compare(PageVisit *visit, Str name)
{
    (void)name;
    static const char *const fields[] = { "region", "from", "month", NULL };
    enum { YEAR = 12 };
    FormErrors errors = { 0 };
    Why why = { .arena = visit->arena };
    const JsonNode *was = NULL, *is = NULL;
    Str region = rules_region(visit), month = month_asked(visit), from = visit_field(visit, "from");
    from = from.n ? from : rules_month(visit, YEAR);
    Err err = rules_at(visit, region, month, &is, &why);
    if (err == OK)
        err = rules_at(visit, region, from, &was, &why);
    if (err != OK)
        form_refused(&errors, visit, &why);
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.status = err != OK ? err_http(err) : 200;
    page.wrong = errors.count > 0;
    page.back = where(visit, "/policy", region, month);
    page_begin(&page, word(ui->lang, W_COMPARE_TITLE));
    form_summary(ui, &errors, fields);
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n", word(ui->lang, W_COMPARE_TITLE));
    ui_put(ui, "<form method=\"get\" class=\"sb-inline\" action=\"{}\" novalidate>\n", ui_path(ui, S("/policy/compare")));
    entry_field(ui, visit, F_REGION, &errors);
    form_input(ui, visit, "from", W_COMPARE_FROM, W_HINT_MONTH, "govuk-input--width-10", &errors);
    entry_field(ui, visit, F_MONTH, &errors);
    ui_put(ui, "<button type=\"submit\" class=\"govuk-button govuk-button--secondary\">{}</button>\n</form>\n",
           word(ui->lang, W_SHOW));
    if (err == OK) {
        ui_put(ui, "<h2 class=\"govuk-heading-l sb-part\">{} → {}</h2>\n", said_month(visit->arena, ui->lang, from),
               said_month(visit->arena, ui->lang, month));
        put_difference(ui, was, is);
    }
    visit_show(visit, &page, page_end(&page));
}

/* ---- what somebody should look after ---- */

static Html alarm_tag(const Ui *ui, Str alarm)
{
    static const struct {
        const char *code;
        Word text;
        const char *classes;
    } rows[] = { { "ended", W_ALARM_ENDED, "govuk-tag--red" },
                 { "unknown", W_ALARM_UNKNOWN, "govuk-tag--red" },
                 { "stale", W_ALARM_STALE, "govuk-tag--yellow" },
                 { "provisional", W_STATUS_PROVISIONAL, "govuk-tag--yellow" } };
    UiTag tag = { .text = word(ui->lang, W_ALARM_ENDS), .classes = "govuk-tag--yellow" };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_is(alarm, rows[i].code))
            tag = (UiTag){ .text = word(ui->lang, rows[i].text), .classes = rows[i].classes };
    Ui inside = ui_inside(ui);
    ui_tag(&inside, &tag);
    return ui_done(&inside);
}

void show_alarms(PageVisit *visit, Str name)
{
    (void)name;
    static const Word heads[] = { W_RULE, W_SET_REGION, W_STATE, W_VALUE, W_HOLD_UNTIL, W_LAW };
    enum { WIDTH = sizeof heads / sizeof *heads };
    Why why = { .arena = visit->arena };
    const JsonNode *data = NULL;
    size_t count = 0;
    Json args = visit_args(visit);
    if (visit_ask(visit, "policy.alarms", &args, &data, &why) != OK) {
        visit_refused(visit, &why, S("/policy"));
        return;
    }
    const JsonNode *items = node_list(data, "items", &count);
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page.back = S("/policy");
    page_begin(&page, word(ui->lang, W_ALARMS_TITLE));
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n<p class=\"govuk-body-l\">{}</p>\n",
           word(ui->lang, W_ALARMS_TITLE), word(ui->lang, W_ALARMS_LEAD));
    UiCell *cells = arena_new(visit->arena, UiCell, count * WIDTH);
    for (size_t i = 0; i < count; i++) {
        UiCell *row = &cells[i * WIDTH];
        row[0].text = said_head(visit->arena, node_said(&items[i], NULL, ui->lang));
        row[1].text = node_said(&items[i], "name", ui->lang);
        row[2].html = alarm_tag(ui, node_text(&items[i], "alarm"));
        row[3].text = rules_value(visit->arena, ui->lang, json_member(&items[i], "value"), node_text(&items[i], "unit"));
        row[4].text = said_day(visit->arena, ui->lang, node_text(&items[i], "until"));
        row[5].text = node_text(&items[i], "reference");
    }
    if (count)
        record_table(ui, heads, WIDTH, cells, count);
    else
        ui_inset(ui, &(UiInset){ .text = word(ui->lang, W_ALARMS_NONE) });
    visit_show(visit, &page, page_end(&page));
}
