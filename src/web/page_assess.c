/* page_assess.c - contributions are assessed by one person - first only calculated, then kept as a run - and released by
 * another, who sees its control totals before. Law: Social Insurance Law 61, 62. */
#include "web/entry.h"
#include "web/record.h"
#include "web/routes.h"
#include "web/said.h"

static const char *const fields[] = { "region", "month", "credit_code", "ssn", NULL };
static const char *const release_fields[] = { "run", NULL };

/* What was assessed, or would be. */
static void put_totals(Ui *ui, const JsonNode *data)
{
    Arena *arena = ui->buf.arena;
    static const struct {
        const char *key;
        Word text;
    } counts[] = { { "bills", W_BILLS },
                   { "lines", W_LINES },
                   { "skipped", W_SKIPPED },
                   { "undeclared", W_UNDECLARED },
                   { "no_wage", W_NO_WAGE } };
    enum { COUNTS = sizeof counts / sizeof *counts };
    UiSummaryRow rows[COUNTS + 4];
    size_t count = 0;
    if (node_text(data, "run").n)
        rows[count++] = (UiSummaryRow){ .key = word(ui->lang, W_RUN), .value = node_text(data, "run") };
    if (node_text(data, "kind").n)
        rows[count++] = (UiSummaryRow){ .key = word(ui->lang, W_RUN_KIND),
                                        .value = word(ui->lang, str_is(node_text(data, "kind"), "difference") ? W_RUN_DIFFERENCE
                                                                                                              : W_RUN_BILL) };
    for (size_t i = 0; i < COUNTS; i++)
        if (json_member(data, counts[i].key))
            rows[count++] = (UiSummaryRow){ .key = word(ui->lang, counts[i].text),
                                            .value = str_format(arena, "%lld", (long long)node_int(data, counts[i].key)) };
    rows[count++] =
        (UiSummaryRow){ .key = word(ui->lang, W_TOTAL), .value = said_money(arena, ui->lang, node_int(data, "total_fen")) };
    ui_summary_list(ui, &(UiSummary){ .rows = rows, .count = count });
}

/* ---- assess ---- */

static void write_assess(PageVisit *visit, const FormErrors *errors, int status)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page.status = status;
    page.back = S("/desk");
    form_page_begin(&page, W_ASSESS_TITLE, W_ASSESS_LEAD, errors, fields);
    form_open(ui, visit, S("/desk/assess"));
    entry_field(ui, visit, F_REGION, errors);
    entry_field(ui, visit, F_MONTH, errors);
    entry_field_as(ui, visit, F_CREDIT_CODE, entry_label(visit->arena, ui->lang, F_CREDIT_CODE), word(ui->lang, W_ASSESS_UNIT_HINT),
                   errors);
    entry_field_as(ui, visit, F_SSN, entry_label(visit->arena, ui->lang, F_SSN), word(ui->lang, W_ASSESS_PERSON_HINT), errors);
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_ASSESS_TRY), .once = true });
    form_close(ui);
    form_page_end(visit, &page);
}

void show_assess(PageVisit *visit, Str name)
{
    (void)name;
    write_assess(visit, &(FormErrors){ 0 }, 200);
}

/* The same fields once more, hidden, to do what was tried. */
static void keep_button(Ui *ui, const PageVisit *visit)
{
    form_open(ui, visit, S("/desk/assess"));
    for (size_t i = 0; fields[i]; i++)
        form_hidden(ui, fields[i], visit_field(visit, fields[i]));
    form_hidden(ui, "keep", S("1"));
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_ASSESS_DO), .once = true });
    form_close(ui);
}

static void assessed(PageVisit *visit, void *context, const Done *done)
{
    bool keep = context != NULL;
    if (done->err != OK) {
        FormErrors errors = { 0 };
        form_refused(&errors, visit, &done->why);
        write_assess(visit, &errors, err_http(done->err));
        return;
    }
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    Str run = node_text(done->data, "run");
    Str title = word(ui->lang, !keep ? W_ASSESS_TRIED : run.n ? W_ASSESS_DONE : W_ASSESS_SAME);
    page.not_indexed = true;
    page.back = S("/desk/assess");
    page_begin(&page, title);
    ui_put(ui, "<div class=\"sb-narrow\">\n");
    if (keep && run.n)
        ui_panel(ui, &(UiPanel){ .title = title, .text = run });
    else
        ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n", title);
    put_totals(ui, done->data);
    if (!keep && node_int(done->data, "lines"))
        keep_button(ui, visit);
    if (keep && run.n)
        ui_inset(ui, &(UiInset){ .text = word(ui->lang, W_ASSESS_NEXT) });
    ui_put(ui, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{}</a></p>\n</div>\n", ui_path(ui, S("/desk/assess")),
           word(ui->lang, W_ASSESS_AGAIN));
    visit_show(visit, &page, page_end(&page));
}

void do_assess(PageVisit *visit, Str name)
{
    (void)name;
    FormErrors errors = { 0 };
    bool keep = str_is(visit_field(visit, "keep"), "1");
    Json args = visit_args(visit);
    entry_lists(visit);
    entry_put(visit, &args, F_REGION, true, &errors);
    entry_put(visit, &args, F_MONTH, true, &errors);
    entry_put(visit, &args, F_CREDIT_CODE, false, &errors);
    entry_put(visit, &args, F_SSN, false, &errors);
    json_put_bool(&args, "dry", !keep);
    if (errors.count)
        write_assess(visit, &errors, 422);
    else
        visit_do(visit, "levy.assess", form_id(visit, NULL), &args, assessed, keep ? visit : NULL);
}

/* ---- release ---- */

/* The run as the journal has it: who assessed what, when, and its totals. false: there is none of that number. */
static bool run_find(PageVisit *visit, Str run, const JsonNode **out, Why *why)
{
    int64_t entry = 0;
    size_t count = 0;
    const JsonNode *data = NULL;
    if (!str_starts(run, S("L")) || !str_int(str_from(run, 1), &entry) || entry < 1)
        return false;
    Json args = visit_args(visit);
    json_put(&args, "after", str_format(visit->arena, "%lld", (long long)entry - 1));
    json_put_int(&args, "limit", 1);
    if (visit_ask(visit, "audit.list", &args, &data, why) != OK)
        return false;
    const JsonNode *items = node_list(data, "items", &count);
    *out = count ? items : NULL;
    return count && node_int(items, "entry") == entry && json_member(items, "assessed");
}

static void put_run(Ui *ui, const JsonNode *entry)
{
    const JsonNode *assessed = json_member(entry, "assessed");
    Arena *arena = ui->buf.arena;
    const UiSummaryRow rows[] = {
        { .key = entry_label(arena, ui->lang, F_REGION), .value = node_text(assessed, "region") },
        { .key = entry_label(arena, ui->lang, F_MONTH), .value = said_month(arena, ui->lang, node_text(assessed, "month")) },
        { .key = word(ui->lang, W_ASSESSED_BY), .value = node_text(entry, "user") },
        { .key = word(ui->lang, W_ASSESSED_AT), .value = said_time(arena, ui->lang, node_text(entry, "at")) },
    };
    ui_summary_list(ui, &(UiSummary){ .rows = rows, .count = sizeof rows / sizeof *rows });
    put_totals(ui, assessed);
}

static void write_release(PageVisit *visit, const JsonNode *entry, const FormErrors *errors, int status)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page.status = status;
    page.back = S("/desk");
    form_page_begin(&page, W_RELEASE_TITLE, W_RELEASE_LEAD, errors, release_fields);
    ui_put(ui, "<form method=\"get\" action=\"{}\" novalidate>\n", ui_path(ui, S("/desk/release")));
    entry_field_as(ui, visit, F_RUN, word(ui->lang, W_RUN), word(ui->lang, W_RUN_HINT), errors);
    ui_put(ui, "<button type=\"submit\" class=\"govuk-button govuk-button--secondary\">{}</button>\n</form>\n",
           word(ui->lang, W_RELEASE_LOOK));
    if (entry) {
        ui_put(ui, "<h2 class=\"govuk-heading-l sb-part\">{}</h2>\n", word(ui->lang, W_CONTROL_TOTALS));
        put_run(ui, entry);
        form_open(ui, visit, S("/desk/release"));
        form_hidden(ui, "run", visit_field(visit, "run"));
        ui_button(ui, &(UiButton){ .text = word(ui->lang, W_RELEASE_DO), .once = true });
        form_close(ui);
    }
    form_page_end(visit, &page);
}

void show_release(PageVisit *visit, Str name)
{
    (void)name;
    FormErrors errors = { 0 };
    Why why = { .arena = visit->arena };
    const JsonNode *entry = NULL;
    Str run = visit_field(visit, "run");
    bool found = run.n && run_find(visit, run, &entry, &why);
    if (run.n && !found)
        form_wrong(&errors, S("run"), why.code ? visit_said(visit, &why) : word(visit->request.lang, W_RUN_UNKNOWN));
    write_release(visit, found ? entry : NULL, &errors, errors.count ? 404 : 200);
}

static void released(PageVisit *visit, void *context, const Done *done)
{
    (void)context;
    if (done->err != OK) {
        FormErrors errors = { 0 };
        form_refused(&errors, visit, &done->why);
        write_release(visit, NULL, &errors, err_http(done->err));
        return;
    }
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    Str title = word(ui->lang, done->already ? W_RELEASE_ALREADY : W_RELEASE_DONE);
    page.not_indexed = true;
    page.back = S("/desk/release");
    page_begin(&page, title);
    ui_put(ui, "<div class=\"sb-narrow\">\n");
    ui_panel(ui, &(UiPanel){ .title = title, .text = node_text(done->data, "run") });
    put_totals(ui, done->data);
    ui_put(ui, "</div>\n");
    visit_show(visit, &page, page_end(&page));
}

void do_release(PageVisit *visit, Str name)
{
    (void)name;
    FormErrors errors = { 0 };
    Json args = visit_args(visit);
    entry_put(visit, &args, F_RUN, true, &errors);
    if (errors.count)
        write_release(visit, NULL, &errors, 422);
    else
        visit_do(visit, "levy.release", form_id(visit, NULL), &args, released, NULL);
}
