/* page_release.c - what was assessed becomes what is owed: the list of runs that wait, and one run with its control totals and
 * what stood out, which another person than its maker releases. Law: Social Insurance Law 61, 62. */
#include "web/entry.h"
#include "web/record.h"
#include "web/routes.h"
#include "web/said.h"

static const char *const fields[] = { "run", NULL };

static Str kind_said(const Ui *ui, const JsonNode *run)
{
    return word(ui->lang, str_is(node_text(run, "kind"), "difference") ? W_RUN_DIFFERENCE : W_RUN_BILL);
}

static Str number_said(const Ui *ui, const JsonNode *run, const char *key)
{
    return str_format(ui->buf.arena, "%lld", (long long)node_int(run, key));
}

void record_run(Ui *ui, const JsonNode *data)
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
        rows[count++] = (UiSummaryRow){ .key = word(ui->lang, W_RUN_KIND), .value = kind_said(ui, data) };
    for (size_t i = 0; i < COUNTS; i++)
        if (json_member(data, counts[i].key))
            rows[count++] = (UiSummaryRow){ .key = word(ui->lang, counts[i].text), .value = number_said(ui, data, counts[i].key) };
    rows[count++] =
        (UiSummaryRow){ .key = word(ui->lang, W_TOTAL), .value = said_money(arena, ui->lang, node_int(data, "total_fen")) };
    ui_summary_list(ui, &(UiSummary){ .rows = rows, .count = count });
}

/* The run of a number, or (empty) all that wait. */
static Err ask_runs(PageVisit *visit, Str run, const JsonNode **data, Why *why)
{
    Json args = visit_args(visit);
    if (run.n)
        json_put(&args, "run", run);
    return visit_ask(visit, "run.list", &args, data, why);
}

static Str made_by(const Ui *ui, const JsonNode *run)
{
    const JsonNode *by = json_member(run, "by");
    return str_format(ui->buf.arena, STR_FMT " · " STR_FMT, STR_ARG(node_text(by, "user")),
                      STR_ARG(said_time(ui->buf.arena, ui->lang, node_text(run, "assessed_at"))));
}

/* Who assessed it may not release it: the list says so before the button would. */
static void put_waiting(Ui *ui, const PageVisit *visit, const JsonNode *data)
{
    static const Word heads[] = { W_RUN, W_MONTH_OF, W_SET_REGION, W_RUN_KIND, W_LINES, W_TOTAL, W_OUTLIERS, W_ASSESSED_BY };
    enum { WIDTH = sizeof heads / sizeof *heads };
    size_t count = 0;
    const JsonNode *runs = node_list(data, "items", &count);
    ui_put(ui, "<h2 class=\"govuk-heading-l sb-part\">{}</h2>\n", word(ui->lang, W_RUNS_WAITING));
    if (!count) {
        ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_RUNS_NONE));
        return;
    }
    UiCell *cells = arena_new(visit->arena, UiCell, count * WIDTH);
    for (size_t i = 0; i < count; i++) {
        UiCell *row = &cells[i * WIDTH];
        Str number = node_text(&runs[i], "run");
        Ui link = ui_inside(ui);
        ui_put(&link, "<a class=\"govuk-link\" href=\"{}\">{}</a>",
               ui_path(ui, str_format(visit->arena, "/desk/release?run=" STR_FMT, STR_ARG(number))), number);
        if (str_is(node_text(&runs[i], "state"), "overtaken"))
            ui_put(&link, " · {}", word(ui->lang, W_SET_OVERTAKEN));
        row[0].html = ui_done(&link);
        row[1].text = said_month(visit->arena, ui->lang, node_text(&runs[i], "month"));
        row[2].text = node_text(&runs[i], "region");
        row[3].text = kind_said(ui, &runs[i]);
        row[4] = (UiCell){ .text = number_said(ui, &runs[i], "lines"), .numeric = true };
        row[5] = (UiCell){ .text = said_amount(visit->arena, node_int(&runs[i], "total_fen")), .numeric = true };
        row[6] = (UiCell){ .text = number_said(ui, &runs[i], "outliers"), .numeric = true };
        row[7].text = made_by(ui, &runs[i]);
    }
    record_table(ui, heads, WIDTH, cells, count);
    if (node_text(data, "next").n)
        ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_RUNS_MORE));
}

/* People whose amount differs by more than half from the month before, the greatest difference first. */
static void put_outliers(Ui *ui, const JsonNode *run)
{
    static const Word heads[] = { W_PERSON_NUMBER, W_RUN_BEFORE, W_RUN_NOW };
    enum { WIDTH = sizeof heads / sizeof *heads };
    size_t count = 0;
    const JsonNode *items = node_list(run, "outlier_list", &count);
    if (!count)
        return;
    UiCell *cells = arena_new(ui->buf.arena, UiCell, count * WIDTH);
    for (size_t i = 0; i < count; i++) {
        UiCell *row = &cells[i * WIDTH];
        row[0].text = str_format(ui->buf.arena, STR_FMT " · " STR_FMT, STR_ARG(number_said(ui, &items[i], "person")),
                                 STR_ARG(node_text(&items[i], "account")));
        row[1] = (UiCell){ .text = said_amount(ui->buf.arena, node_int(&items[i], "last_fen")), .numeric = true };
        row[2] = (UiCell){ .text = said_amount(ui->buf.arena, node_int(&items[i], "total_fen")), .numeric = true };
    }
    ui_put(ui, "<h3 class=\"govuk-heading-m\">{}</h3>\n", word(ui->lang, W_OUTLIERS_TITLE));
    record_table(ui, heads, WIDTH, cells, count);
}

static void put_run(Ui *ui, const JsonNode *run)
{
    Arena *arena = ui->buf.arena;
    const UiSummaryRow rows[] = {
        { .key = entry_label(arena, ui->lang, F_REGION), .value = node_text(run, "region") },
        { .key = entry_label(arena, ui->lang, F_MONTH), .value = said_month(arena, ui->lang, node_text(run, "month")) },
        { .key = word(ui->lang, W_ASSESSED_BY), .value = made_by(ui, run) },
    };
    ui_put(ui, "<h2 class=\"govuk-heading-l sb-part\">{}</h2>\n", word(ui->lang, W_CONTROL_TOTALS));
    ui_summary_list(ui, &(UiSummary){ .rows = rows, .count = sizeof rows / sizeof *rows });
    record_run(ui, run);
    put_outliers(ui, run);
}

/* The button where it may be pressed, or why not. */
static void put_release(Ui *ui, const PageVisit *visit, const JsonNode *run)
{
    Str state = node_text(run, "state");
    bool waits = str_is(state, "waiting"), own = node_truth(run, "own");
    if (waits && !own) {
        form_open(ui, visit, S("/desk/release"));
        form_hidden(ui, "run", node_text(run, "run"));
        ui_button(ui, &(UiButton){ .text = word(ui->lang, W_RELEASE_DO), .once = true });
        form_close(ui);
        return;
    }
    ui_inset(ui, &(UiInset){ .text = word(ui->lang, waits                        ? W_RELEASE_OWN
                                                    : str_is(state, "overtaken") ? W_RELEASE_OVERTAKEN
                                                                                 : W_RELEASE_ALREADY) });
}

/* One run, or the list of all that wait. */
static void write_page(PageVisit *visit, const JsonNode *data, bool one, const FormErrors *errors, int status)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    size_t count = 0;
    const JsonNode *runs = node_list(data, "items", &count);
    page.not_indexed = true;
    page.status = status;
    page.back = one ? S("/desk/release") : S("/desk");
    form_page_begin(&page, W_RELEASE_TITLE, W_RELEASE_LEAD, errors, fields);
    ui_put(ui, "<form method=\"get\" action=\"{}\" novalidate>\n", ui_path(ui, S("/desk/release")));
    entry_field_as(ui, visit, F_RUN, word(ui->lang, W_RUN), word(ui->lang, W_RUN_HINT), errors);
    ui_put(ui, "<button type=\"submit\" class=\"govuk-button govuk-button--secondary\">{}</button>\n</form>\n",
           word(ui->lang, W_RELEASE_LOOK));
    if (one && count) {
        put_run(ui, runs);
        put_release(ui, visit, runs);
    } else if (data) {
        put_waiting(ui, visit, data);
    }
    form_page_end(visit, &page);
}

/* With what went wrong above; then the list stands below it, so that the next number is at hand. */
static void write_wrong(PageVisit *visit, const FormErrors *errors, int status)
{
    const JsonNode *data = NULL;
    Why why = { .arena = visit->arena };
    if (!visit->aside && ask_runs(visit, (Str){ 0 }, &data, &why) != OK)
        data = NULL;
    write_page(visit, data, false, errors, status);
}

void show_release(PageVisit *visit, Str name)
{
    (void)name;
    FormErrors errors = { 0 };
    Why why = { .arena = visit->arena };
    const JsonNode *data = NULL;
    Str run = visit_field(visit, "run");
    Err err = ask_runs(visit, run, &data, &why);
    if (err == OK) {
        write_page(visit, data, run.n > 0, &errors, 200);
        return;
    }
    form_refused(&errors, visit, &why);
    write_wrong(visit, &errors, err_http(err));
}

static void released(PageVisit *visit, void *context, const Done *done)
{
    (void)context;
    if (done->err != OK) {
        FormErrors errors = { 0 };
        form_refused(&errors, visit, &done->why);
        write_wrong(visit, &errors, err_http(done->err));
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
    record_run(ui, done->data);
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
        write_wrong(visit, &errors, 422);
    else
        visit_do(visit, "levy.release", form_id(visit, NULL), &args, released, NULL);
}
