/* page_declare.c - an employer declares what its people earn in a month: a file or lines pasted from one, a report of every
 * row that is wrong and how to mend it, and only then the rows are taken, the good ones or all. The file travels with the
 * form: nothing is kept of it until the rows are taken. Law: Social Insurance Law 60. */
#include "report/annotate.h"
#include "web/entry.h"
#include "web/record.h"
#include "web/routes.h"
#include "web/rules.h"

static const char *const fields[] = { "credit_code", "month", "file", "table", NULL };

static Str none;

typedef struct {
    Str file64, month;    /* the file as the wire takes it */
    ReportForm annotated; /* wanted: the rows back with their faults, as a file */
    bool stores;
} Declaring;

/* ---- the first form ---- */

/* The employer's page; an agency has none of its clients' employers and goes to its desk. */
static Str home_of(const PageVisit *visit) { return visit_role(visit, R(AGENCY)) ? S("/desk") : unit_path(visit, "/unit", none); }

static void write_form(PageVisit *visit, const FormErrors *errors, int status)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page.status = status;
    page.back = home_of(visit);
    form_page_begin(&page, W_DECLARE_TITLE, W_DECLARE_LEAD, errors, fields);
    ui_put(ui,
           "<p class=\"govuk-body\">{} <a class=\"govuk-link\" href=\"{}\">xlsx</a> "
           "<a class=\"govuk-link\" href=\"{}\">csv</a></p>\n",
           word(ui->lang, W_DECLARE_EXAMPLE), ui_path(ui, S("/unit/declare/example?format=xlsx")),
           ui_path(ui, S("/unit/declare/example?format=csv")));
    form_open_files(ui, visit, S("/unit/declare"));
    if (!visit_role(visit, R(UNIT)))
        entry_field(ui, visit, F_CREDIT_CODE, errors);
    entry_field(ui, visit, F_MONTH, errors);
    entry_field_as(ui, visit, F_FILE, word(ui->lang, W_DECLARE_FILE), word(ui->lang, W_DECLARE_FILE_HINT), errors);
    ui_textarea(ui, &(UiTextarea){ .field = { .name = "table",
                                              .id = "table",
                                              .label = { .text = word(ui->lang, W_DECLARE_TABLE), .classes = "govuk-label--s" },
                                              .hint = { .text = word(ui->lang, W_DECLARE_TABLE_HINT) },
                                              .error = form_error(errors, "table") },
                                   .value = visit_field(visit, "table"),
                                   .rows = 6 });
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_DECLARE_CHECK), .once = true });
    form_close(ui);
    form_page_end(visit, &page);
}

void show_declare(PageVisit *visit, Str name)
{
    (void)name;
    write_form(visit, &(FormErrors){ 0 }, 200);
}

void show_declare_example(PageVisit *visit, Str name)
{
    (void)name;
    Why why = { .arena = visit->arena };
    Str bytes = none;
    ReportForm form = report_form(visit_field(visit, "format"));
    form = form == REPORT_NONE ? REPORT_XLSX : form;
    Month month = day_month(time_day(visit->now));
    const JsonNode *page = json_reread(visit->arena, str_format(visit->arena, "{\"month\":\"" STR_FMT "\"}",
                                                                STR_ARG(month_text(visit->arena, month))));
    if (report_make(visit->arena, REPORT_WAGES, form, false, &page, 1, &bytes, &why) != OK)
        visit_refused(visit, &why, S("/unit/declare"));
    else
        visit_file(visit, report_type(form), form == REPORT_XLSX ? S("wages.xlsx") : S("wages.csv"), bytes);
}

/* ---- what core says of the rows ---- */

static void put_rejected(Ui *ui, const JsonNode *items, size_t count)
{
    static const Word heads[] = { W_ROW, W_NUMBER_LABEL, W_ROW_WHY, W_ROW_FIX };
    enum { WIDTH = sizeof heads / sizeof *heads };
    UiCell *cells = arena_new(ui->buf.arena, UiCell, count * WIDTH);
    for (size_t i = 0; i < count; i++) {
        UiCell *row = &cells[i * WIDTH];
        Str number = node_text(&items[i], "ssn");
        row[0].text = str_format(ui->buf.arena, "%lld", (long long)node_int(&items[i], "row"));
        row[1].text = number.n ? number : node_text(&items[i], "person");
        row[2].text = node_said(&items[i], "why", ui->lang);
        row[3].text = node_said(&items[i], "fix", ui->lang);
    }
    record_table(ui, heads, WIDTH, cells, count);
}

static void take_button(Ui *ui, const PageVisit *visit, const Declaring *d, const char *mode, Word text)
{
    form_open_files(ui, visit, S("/unit/declare"));
    form_hidden(ui, "credit_code", unit_code(visit));
    form_hidden(ui, "month", d->month);
    form_hidden(ui, "mode", str(mode));
    form_hidden(ui, "file64", d->file64);
    ui_button(ui, &(UiButton){ .text = word(ui->lang, text), .once = true });
    form_close(ui);
}

/* The same file once more, as a file with what is wrong behind each row. */
static void put_annotated(Ui *ui, const PageVisit *visit, const Declaring *d)
{
    static const char *const forms[] = { "xlsx", "csv" };
    ui_put(ui, "<h2 class=\"govuk-heading-m\">{}</h2>\n<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_ANNOTATED_TITLE),
           word(ui->lang, W_ANNOTATED_TEXT));
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        form_open_files(ui, visit, S("/unit/declare"));
        form_hidden(ui, "credit_code", unit_code(visit));
        form_hidden(ui, "month", d->month);
        form_hidden(ui, "annotated", str(forms[i]));
        form_hidden(ui, "file64", d->file64);
        ui_button(ui, &(UiButton){ .text = word_format(ui->buf.arena, ui->lang, W_ANNOTATED_DO_N, forms[i]),
                                   .classes = "govuk-button--secondary" });
        form_close(ui);
    }
}

static void send_annotated(PageVisit *visit, const Declaring *d, const JsonNode *items, size_t count)
{
    Arena *arena = visit->arena;
    RowFault *faults = arena_new(arena, RowFault, count + 1);
    Why why = { .arena = arena };
    Str bytes = none, file = none;
    for (size_t i = 0; i < count; i++) {
        Str what = node_said(&items[i], "why", visit->request.lang), fix = node_said(&items[i], "fix", visit->request.lang);
        faults[i] = (RowFault){ node_int(&items[i], "row"), str_format(arena, STR_FMT " " STR_FMT, STR_ARG(what), STR_ARG(fix)) };
    }
    if (!str_unbase64(arena, d->file64, &file) ||
        report_annotate(arena, file, TITLE_WAGE, faults, count, d->annotated, visit_en(visit), &bytes, &why) != OK) {
        visit_refused(visit, &why, S("/unit/declare"));
        return;
    }
    visit_file(visit, report_type(d->annotated), d->annotated == REPORT_XLSX ? S("wages-to-mend.xlsx") : S("wages-to-mend.csv"),
               bytes);
}

static void put_next(Ui *ui, const PageVisit *visit, const Declaring *d, int64_t good, size_t rejected)
{
    if (d->stores) {
        ui_put(ui, "<h2 class=\"govuk-heading-m\">{}</h2>\n<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_NEXT_TITLE),
               word(ui->lang, W_DECLARE_NEXT));
        ui_put(ui, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{}</a></p>\n", ui_path(ui, home_of(visit)),
               word(ui->lang, visit_role(visit, R(AGENCY)) ? W_DESK_TITLE : W_UNIT_TITLE));
    } else if (good && !rejected) {
        take_button(ui, visit, d, "all", W_DECLARE_TAKE_ALL);
    } else if (good) {
        take_button(ui, visit, d, "good-rows", W_DECLARE_TAKE_GOOD);
    }
    if (rejected || !d->stores)
        ui_put(ui, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{}</a></p>\n",
               ui_path(ui, unit_path(visit, "/unit/declare", d->month)), word(ui->lang, W_DECLARE_AGAIN));
}

static void declared(PageVisit *visit, void *context, const Done *done)
{
    const Declaring *d = context;
    if (done->err != OK) {
        FormErrors errors = { 0 };
        form_refused(&errors, visit, &done->why);
        write_form(visit, &errors, err_http(done->err));
        return;
    }
    size_t rejected = 0;
    const JsonNode *items = node_list(done->data, "rejected", &rejected);
    if (d->annotated) {
        send_annotated(visit, d, items, rejected);
        return;
    }
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    int64_t good = node_int(done->data, "good"), accepted = node_int(done->data, "accepted");
    Str title = word(ui->lang, !d->stores ? W_DECLARE_REPORT : accepted || done->already ? W_DECLARE_DONE : W_DECLARE_NOTHING);
    page.not_indexed = true;
    page_begin(&page, title);
    if (d->stores && (accepted || done->already))
        ui_panel(ui, &(UiPanel){ .title = title, .text = word_format(visit->arena, ui->lang, W_ROWS_N, (int)accepted) });
    else
        ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n", title);
    ui_put(ui, "<p class=\"govuk-body-l\">{} · {}</p>\n<p class=\"govuk-body\">{}</p>\n", unit_code(visit),
           said_month(visit->arena, ui->lang, d->month),
           word_format(visit->arena, ui->lang, W_DECLARE_COUNT_N, (int)good, (int)rejected));
    if (rejected)
        put_rejected(ui, items, rejected);
    put_next(ui, visit, d, good, rejected);
    if (rejected && !d->stores)
        put_annotated(ui, visit, d);
    visit_show(visit, &page, page_end(&page));
}

/* ---- what was sent ---- */

static bool has_digit(Str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] >= '0' && text.p[i] <= '9')
            return true;
    return false;
}

/* Lines that were pasted are a file too; one that begins with a person has no titles and gets them. */
static Str table_file(PageVisit *visit, Str table)
{
    Str rest = table, first = str_cut(&rest, '\n');
    Buf out = { .arena = visit->arena };
    if (has_digit(first)) {
        const char *between = str_find(first, S("\t")) >= 0 ? "\t" : str_find(first, S(";")) >= 0 ? ";" : ",";
        buf_format(&out, "社会保障号码%s缴费工资\n", between);
    }
    buf_add(&out, table);
    return buf_str(&out);
}

static Str file_sent(PageVisit *visit)
{
    const HttpUpload *upload = http_upload(visit->http, "file");
    Str kept = visit_field(visit, "file64"), table = visit_field(visit, "table");
    if (kept.n)
        return kept;
    if (upload && upload->bytes.n)
        return str_base64(visit->arena, upload->bytes);
    return table.n ? str_base64(visit->arena, table_file(visit, table)) : none;
}

void do_declare(PageVisit *visit, Str name)
{
    (void)name;
    FormErrors errors = { 0 };
    Str mode = visit_field(visit, "mode");
    FileMode wanted = (FileMode)choice_from(SET_FILE_MODE, mode);
    Declaring *d = arena_new(visit->arena, Declaring, 1);
    *d = (Declaring){ .file64 = file_sent(visit),
                      .month = visit_field(visit, "month"),
                      .annotated = report_form(visit_field(visit, "annotated")),
                      .stores = wanted == FILE_GOOD_ROWS || wanted == FILE_ALL };
    Json args = visit_args(visit);
    if (visit_role(visit, R(UNIT)))
        json_put(&args, "credit_code", unit_code(visit));
    else
        entry_put(visit, &args, F_CREDIT_CODE, true, &errors);
    entry_put(visit, &args, F_MONTH, true, &errors);
    if (!d->file64.n)
        form_wrong(&errors, S("file"), word(visit->request.lang, W_DECLARE_EMPTY));
    if (errors.count) {
        write_form(visit, &errors, 422);
        return;
    }
    json_put(&args, "file", d->file64);
    json_put(&args, "mode", d->stores ? mode : str(choice_code(SET_FILE_MODE, FILE_REPORT)));
    visit_do(visit, "wage.declare", form_id(visit, NULL), &args, declared, d);
}
