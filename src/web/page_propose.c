/* page_propose.c - two persons change the rules of a running bureau: one sends a file, whole, and sees what it would
 * change and for whom; another approves the set by its number. Law: Social Insurance Law 7, 75. */
#include "web/entry.h"
#include "web/record.h"
#include "web/routes.h"
#include "web/rules.h"

static const char *const propose_fields[] = { "region", "text", "month", NULL };
static const char *const approve_fields[] = { "set", NULL };

static void part(Ui *ui, Word title) { ui_put(ui, "<h2 class=\"govuk-heading-l sb-part\">{}</h2>\n", word(ui->lang, title)); }

/* ---- what a set changes ---- */

static Str side_said(const Ui *ui, const JsonNode *side, Str unit)
{
    if (!side || side->type != JSON_MEMBERS)
        return S("—");
    return rules_value(ui->buf.arena, ui->lang, json_member(side, "value"), unit);
}

static void put_changes(Ui *ui, const JsonNode *effect)
{
    static const Word heads[] = { W_SET_REGION, W_RULE, W_SINCE, W_CASE_NOW, W_COMPARE_THEN, W_LAW };
    enum { WIDTH = sizeof heads / sizeof *heads };
    size_t count = 0;
    const JsonNode *items = node_list(effect, "parameters", &count);
    part(ui, W_EFFECT_RULES);
    if (!count) {
        ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_COMPARE_SAME));
        return;
    }
    UiCell *cells = arena_new(ui->buf.arena, UiCell, count * WIDTH);
    for (size_t i = 0; i < count; i++) {
        UiCell *row = &cells[i * WIDTH];
        const JsonNode *is = json_member(&items[i], "is");
        Str unit = node_text(&items[i], "unit");
        row[0].text = node_text(&items[i], "region");
        row[1].text = said_head(ui->buf.arena, node_said(&items[i], NULL, ui->lang));
        row[2].text = said_day(ui->buf.arena, ui->lang, node_text(&items[i], "from"));
        row[3].text = side_said(ui, json_member(&items[i], "was"), unit);
        row[4].text = side_said(ui, is, unit);
        row[5].text = node_text(is, "reference");
    }
    record_table(ui, heads, WIDTH, cells, count);
}

/* Their contributions of a month before and after; what an open account pays on is not always on record. */
static void put_sums(Ui *ui, const JsonNode *paid)
{
    static const Word heads[] = { W_BASE, W_EFFECT_ACCOUNTS, W_CASE_NOW, W_COMPARE_THEN };
    enum { WIDTH = sizeof heads / sizeof *heads };
    static const struct {
        const char *key;
        Word text;
    } marks[] = { { "known", W_EFFECT_KNOWN }, { "at_floor", W_EFFECT_FLOOR }, { "at_cap", W_EFFECT_CAP } };
    enum { MARKS = sizeof marks / sizeof *marks };
    UiCell cells[MARKS * WIDTH] = { 0 };
    for (size_t i = 0; i < MARKS; i++) {
        const JsonNode *of = json_member(paid, marks[i].key);
        UiCell *row = &cells[i * WIDTH];
        row[0].text = word(ui->lang, marks[i].text);
        row[1] = (UiCell){ .text = str_format(ui->buf.arena, "%lld", (long long)node_int(of, "accounts")), .numeric = true };
        row[2] = (UiCell){ .text = said_amount(ui->buf.arena, node_int(of, "total_was_fen")), .numeric = true };
        row[3] = (UiCell){ .text = said_amount(ui->buf.arena, node_int(of, "total_fen")), .numeric = true };
    }
    ui_put(ui, "<h3 class=\"govuk-heading-m\">{} · {}</h3>\n", word(ui->lang, W_EFFECT_SUMS),
           said_month(ui->buf.arena, ui->lang, node_text(paid, "month")));
    record_table(ui, heads, WIDTH, cells, MARKS);
}

/* How many it touches. */
static void put_people(Ui *ui, const JsonNode *effect)
{
    static const struct {
        const char *key;
        Word text;
    } counts[] = {
        { "persons", W_EFFECT_PERSONS }, { "accounts", W_EFFECT_ACCOUNTS }, { "cards", W_EFFECT_CARDS }, { "units", W_EFFECT_UNITS }
    };
    enum { COUNTS = sizeof counts / sizeof *counts };
    const JsonNode *touched = json_member(effect, "touched");
    UiSummaryRow rows[COUNTS];
    for (size_t i = 0; i < COUNTS; i++)
        rows[i] = (UiSummaryRow){ .key = word(ui->lang, counts[i].text),
                                  .value = str_format(ui->buf.arena, "%lld", (long long)node_int(touched, counts[i].key)) };
    part(ui, W_EFFECT_PEOPLE);
    ui_summary_list(ui, &(UiSummary){ .rows = rows, .count = COUNTS });
    if (node_truth(touched, "sample"))
        ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_EFFECT_SAMPLE));
    put_sums(ui, json_member(effect, "contributions"));
}

static void put_effect(Ui *ui, const JsonNode *data)
{
    const JsonNode *effect = json_member(data, "effect");
    if (!effect)
        return;
    put_changes(ui, effect);
    put_people(ui, effect);
}

static void write_effect(PageVisit *visit, Word title, Word next, const JsonNode *data)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page.back = S("/policy");
    page_begin(&page, word(ui->lang, title));
    ui_panel(ui, &(UiPanel){ .title = word(ui->lang, title), .text = node_text(data, "set") });
    ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, next));
    put_effect(ui, data);
    visit_show(visit, &page, page_end(&page));
}

/* ---- propose ---- */

static void write_propose(PageVisit *visit, const FormErrors *errors, int status)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page.status = status;
    page.back = S("/policy");
    form_page_begin(&page, W_PROPOSE_TITLE, W_PROPOSE_LEAD, errors, propose_fields);
    form_open_files(ui, visit, S("/policy/propose"));
    entry_field(ui, visit, F_POLICY_REGION, errors);
    ui_upload(ui, &(UiUpload){ .field = { .name = "file",
                                          .id = "file",
                                          .label = { .text = word(ui->lang, W_PROPOSE_FILE), .classes = "govuk-label--s" },
                                          .hint = { .text = word(ui->lang, W_PROPOSE_FILE_HINT) } },
                               .accept = ".yaml,.yml" });
    entry_field(ui, visit, F_POLICY_TEXT, errors);
    entry_field_as(ui, visit, F_MONTH, word(ui->lang, W_EFFECT_MONTH), word(ui->lang, W_EFFECT_MONTH_HINT), errors);
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_PROPOSE_DO), .once = true });
    form_close(ui);
    form_page_end(visit, &page);
}

void show_propose(PageVisit *visit, Str name)
{
    (void)name;
    write_propose(visit, &(FormErrors){ 0 }, 200);
}

static void proposed(PageVisit *visit, void *context, const Done *done)
{
    (void)context;
    FormErrors errors = { 0 };
    if (done->err == OK) {
        write_effect(visit, done->already ? W_PROPOSE_ALREADY : W_PROPOSE_DONE, W_PROPOSE_NEXT, done->data);
        return;
    }
    form_refused(&errors, visit, &done->why);
    write_propose(visit, &errors, err_http(done->err));
}

void do_propose(PageVisit *visit, Str name)
{
    (void)name;
    FormErrors errors = { 0 };
    const HttpUpload *upload = http_upload(visit->http, "file");
    Json args = visit_args(visit);
    entry_put(visit, &args, F_POLICY_REGION, true, &errors);
    if (upload && upload->bytes.n && str_utf8(upload->bytes))
        json_put(&args, "text", upload->bytes);
    else
        entry_put(visit, &args, F_POLICY_TEXT, true, &errors);
    entry_put(visit, &args, F_MONTH, false, &errors);
    if (errors.count)
        write_propose(visit, &errors, 422);
    else
        visit_do(visit, "policy.propose", form_id(visit, NULL), &args, proposed, NULL);
}

/* ---- approve ---- */

/* `data`: what it would change, computed now; before it was asked about a number there is nothing to approve. */
static void write_approve(PageVisit *visit, const JsonNode *data, const FormErrors *errors, int status)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page.status = status;
    page.back = S("/policy");
    form_page_begin(&page, W_APPROVE_TITLE, W_APPROVE_LEAD, errors, approve_fields);
    ui_put(ui, "<form method=\"get\" action=\"{}\" novalidate>\n", ui_path(ui, S("/policy/approve")));
    entry_field_as(ui, visit, F_POLICY_SET, word(ui->lang, W_SET), word(ui->lang, W_SET_HINT), errors);
    ui_put(ui, "<button type=\"submit\" class=\"govuk-button govuk-button--secondary\">{}</button>\n</form>\n",
           word(ui->lang, W_APPROVE_LOOK));
    if (data) {
        ui_put(ui, "<p class=\"govuk-body\">{}</p>\n",
               word_format(visit->arena, ui->lang, W_APPROVE_BY_N, STR_ARG(node_text(data, "set")),
                           STR_ARG(node_text(data, "proposed_by")),
                           STR_ARG(said_time(visit->arena, ui->lang, node_text(data, "proposed_at")))));
        put_effect(ui, data);
        form_open(ui, visit, S("/policy/approve"));
        form_hidden(ui, "set", node_text(data, "set"));
        ui_button(ui, &(UiButton){ .text = word(ui->lang, W_APPROVE_DO), .once = true });
        form_close(ui);
    }
    form_page_end(visit, &page);
}

void show_approve(PageVisit *visit, Str name)
{
    (void)name;
    FormErrors errors = { 0 };
    Why why = { .arena = visit->arena };
    const JsonNode *data = NULL;
    Str set = visit_field(visit, "set");
    Json args = visit_args(visit);
    json_put(&args, "set", set);
    Err err = set.n ? visit_ask(visit, "policy.effect", &args, &data, &why) : OK;
    if (err != OK)
        form_refused(&errors, visit, &why);
    write_approve(visit, data, &errors, err != OK ? err_http(err) : 200);
}

static void approved(PageVisit *visit, void *context, const Done *done)
{
    (void)context;
    FormErrors errors = { 0 };
    if (done->err == OK) {
        write_effect(visit, done->already ? W_APPROVE_ALREADY : W_APPROVE_DONE, W_APPROVE_NEXT, done->data);
        return;
    }
    form_refused(&errors, visit, &done->why);
    write_approve(visit, NULL, &errors, err_http(done->err));
}

void do_approve(PageVisit *visit, Str name)
{
    (void)name;
    FormErrors errors = { 0 };
    Json args = visit_args(visit);
    entry_put(visit, &args, F_POLICY_SET, true, &errors);
    if (errors.count)
        write_approve(visit, NULL, &errors, 422);
    else
        visit_do(visit, "policy.approve", form_id(visit, NULL), &args, approved, NULL);
}
