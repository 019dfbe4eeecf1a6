/* page_unit.c - an employer's desk: what it owes to the day, with the late fee, and the bill of a month line by line. The
 * employer sees its own, the bureau and the tax office that of the employer they name. Law: Social Insurance Law 60, 86. */
#include "base/money.h"
#include "report/report.h"
#include "web/entry.h"
#include "web/record.h"
#include "web/routes.h"
#include "web/rules.h"

enum { PAGES_MOST = 40, LINES_ASKED = 1000 };

static Str none;

static void part(Ui *ui, Word title) { ui_put(ui, "<h2 class=\"govuk-heading-l sb-part\">{}</h2>\n", word(ui->lang, title)); }

static UiCell amount(const Ui *ui, int64_t fen) { return (UiCell){ .text = said_amount(ui->buf.arena, fen), .numeric = true }; }

Str unit_code(const PageVisit *visit) { return visit_role(visit, R(UNIT)) ? visit->actor.org : visit_field(visit, "credit_code"); }

Str unit_path(const PageVisit *visit, const char *path, Str month)
{
    Buf out = { .arena = visit->arena };
    buf_add(&out, str(path));
    if (!visit_role(visit, R(UNIT)))
        buf_format(&out, "?credit_code=" STR_FMT, STR_ARG(unit_code(visit)));
    if (month.n)
        buf_format(&out, "%smonth=" STR_FMT, visit_role(visit, R(UNIT)) ? "?" : "&", STR_ARG(month));
    return buf_str(&out);
}

/* ---- which employer ---- */

/* Whoever is not an employer says which one. */
static void put_question(Ui *ui, PageVisit *visit, const char *path, bool month, const FormErrors *errors)
{
    bool own = visit_role(visit, R(UNIT));
    if (own && !month)
        return;
    ui_put(ui, "<form method=\"get\" class=\"sb-inline\" action=\"{}\" novalidate>\n", ui_path(ui, str(path)));
    if (!own)
        entry_field(ui, visit, F_CREDIT_CODE, errors);
    if (month)
        entry_field(ui, visit, F_MONTH, errors);
    ui_put(ui, "<button type=\"submit\" class=\"govuk-button govuk-button--secondary\">{}</button>\n</form>\n",
           word(ui->lang, W_SHOW));
}

static Page begin(PageVisit *visit, Word title, int status, const FormErrors *errors)
{
    static const char *const fields[] = { "credit_code", "month", NULL };
    Page page = visit_page(visit);
    page.not_indexed = true;
    page.status = status;
    page.wrong = errors->count > 0;
    page_begin(&page, word(page.ui.lang, title));
    form_summary(&page.ui, errors, fields);
    ui_put(&page.ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n", word(page.ui.lang, title));
    return page;
}

/* ---- arrears ---- */

static Html late_tag(const Ui *ui, bool late)
{
    Ui tag = ui_inside(ui);
    ui_tag(&tag, &(UiTag){ .text = word(ui->lang, late ? W_OVERDUE : W_NOT_DUE),
                           .classes = late ? "govuk-tag--red" : "govuk-tag--blue" });
    return ui_done(&tag);
}

static void put_owed(Ui *ui, const JsonNode *items, size_t count)
{
    static const Word heads[] = { W_MONTH_OF, W_INSURANCE, W_PART_EMPLOYER, W_PART_EMPLOYEE, W_DUE, W_STATE, W_LATE_FEE };
    enum { WIDTH = sizeof heads / sizeof *heads };
    UiCell *cells = arena_new(ui->buf.arena, UiCell, count * WIDTH);
    for (size_t i = 0; i < count; i++) {
        UiCell *row = &cells[i * WIDTH];
        row[0].text = said_month(ui->buf.arena, ui->lang, node_text(&items[i], "month"));
        row[1].text = said_head(ui->buf.arena, said_word(ui->lang, SET_INSURANCE, node_text(&items[i], "insurance")));
        row[2] = amount(ui, node_int(&items[i], "employer_fen"));
        row[3] = amount(ui, node_int(&items[i], "employee_fen"));
        row[4].text = said_day(ui->buf.arena, ui->lang, node_text(&items[i], "due"));
        row[5].html = late_tag(ui, node_truth(&items[i], "late"));
        row[6] = amount(ui, node_int(&items[i], "late_fee_fen"));
    }
    record_table(ui, heads, WIDTH, cells, count);
}

static void put_arrears(Ui *ui, PageVisit *visit, const JsonNode *data)
{
    Arena *arena = ui->buf.arena;
    size_t count = 0;
    const JsonNode *items = node_list(data, "items", &count);
    const UiSummaryRow rows[] = {
        { .key = word(ui->lang, W_AS_OF), .value = said_day(arena, ui->lang, node_text(data, "as_of")) },
        { .key = word(ui->lang, W_OPEN_AMOUNT), .value = said_money(arena, ui->lang, node_int(data, "open_fen")) },
        { .key = word(ui->lang, W_OVERDUE_AMOUNT), .value = said_money(arena, ui->lang, node_int(data, "overdue_fen")) },
        { .key = word(ui->lang, W_LATE_FEE_TODAY), .value = said_money(arena, ui->lang, node_int(data, "late_fee_fen")) },
    };
    ui_summary_list(ui, &(UiSummary){ .rows = rows, .count = sizeof rows / sizeof *rows });
    if (!count) {
        ui_inset(ui, &(UiInset){ .text = word(ui->lang, W_NOTHING_OWED) });
        return;
    }
    put_owed(ui, items, count);
    ui_inset(ui, &(UiInset){ .text = str_format(arena, STR_FMT " " STR_FMT, STR_ARG(node_said(data, "who_pays", ui->lang)),
                                                STR_ARG(node_text(data, "law"))) });
    static const char *const formats[] = { "xlsx", "csv" };
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        ui_put(
            ui, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{} ({})</a></p>\n",
            ui_path(ui, str_format(arena, "/unit/file?credit_code=" STR_FMT "&format=%s", STR_ARG(unit_code(visit)), formats[i])),
            word(ui->lang, W_FILE_ARREARS), str(formats[i]));
}

/* What an employer does each month, in order. */
static void put_steps(Ui *ui, const PageVisit *visit)
{
    static const struct {
        const char *path;
        Word title, hint;
        unsigned roles;
    } steps[] = {
        { "/unit/declare", W_DECLARE_TITLE, W_DECLARE_SHORT, R(UNIT) | R(CLERK) },
        { "/unit/bill", W_BILL_TITLE, W_BILL_SHORT, R_OFFICE | R(UNIT) | R(TAX) },
        { "/pay", W_PAY_TITLE, W_PAY_SHORT, R(UNIT) | R(CLERK) | R(TAX) },
        { "/unit/notices", W_UNIT_INBOX_TITLE, W_UNIT_INBOX_SHORT, R_OFFICE | R(UNIT) | R(TAX) },
    };
    UiTask tasks[sizeof steps / sizeof *steps];
    size_t count = 0;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (visit_role(visit, steps[i].roles))
            tasks[count++] = (UiTask){ .title = word(ui->lang, steps[i].title),
                                       .hint = word(ui->lang, steps[i].hint),
                                       .href = ui_path(ui, unit_path(visit, steps[i].path, none)) };
    part(ui, W_UNIT_STEPS);
    if (count)
        ui_task_list(ui, &(UiTaskList){ .items = tasks, .count = count, .id_prefix = "step" });
}

void show_unit(PageVisit *visit, Str name)
{
    (void)name;
    const JsonNode *data = NULL;
    Why why = { .arena = visit->arena };
    FormErrors errors = { 0 };
    Str code = unit_code(visit);
    Err err = OK;
    if (code.n) {
        Json args = visit_args(visit);
        json_put(&args, "credit_code", code);
        err = visit_ask(visit, "unit.arrears", &args, &data, &why);
    }
    if (err != OK && visit_role(visit, R(UNIT))) {
        visit_refused(visit, &why, none);
        return;
    }
    if (err != OK)
        form_refused(&errors, visit, &why);
    Page page = begin(visit, W_UNIT_TITLE, err != OK ? err_http(err) : 200, &errors);
    Ui *ui = &page.ui;
    put_question(ui, visit, "/unit", false, &errors);
    if (data) {
        ui_put(ui, "<p class=\"govuk-body-l\">{}</p>\n", node_text(data, "credit_code"));
        put_steps(ui, visit);
        part(ui, W_ARREARS_TITLE);
        put_arrears(ui, visit, data);
    }
    visit_show(visit, &page, page_end(&page));
}

/* ---- the bill of a month ---- */

/* The amounts of a side, insurance by insurance: "pension 2,000.00". */
static Str amounts_said(const Ui *ui, const JsonNode *amounts)
{
    Buf out = { .arena = ui->buf.arena };
    for (int i = 1; i < Insurance_END; i++) {
        int64_t fen = node_int(amounts, choice_code(SET_INSURANCE, i));
        if (!fen)
            continue;
        const Choice *insurance = choice_of(SET_INSURANCE, i);
        buf_format(&out, "%s%s " STR_FMT,
                   !out.n                ? ""
                   : ui->lang == LANG_EN ? ", "
                                         : "，",
                   ui->lang == LANG_EN ? insurance->en : insurance->zh, STR_ARG(said_amount(ui->buf.arena, fen)));
    }
    return out.n ? buf_str(&out) : S("—");
}

static void put_bill_sums(Ui *ui, const JsonNode *data)
{
    Arena *arena = ui->buf.arena;
    const UiSummaryRow rows[] = {
        { .key = word(ui->lang, W_DUE), .value = said_day(arena, ui->lang, node_text(data, "due")) },
        { .key = word(ui->lang, W_TOTAL), .value = said_money(arena, ui->lang, node_int(data, "total_fen")) },
        { .key = word(ui->lang, W_PAID), .value = said_money(arena, ui->lang, node_int(data, "paid_fen")) },
        { .key = word(ui->lang, W_OPEN_AMOUNT), .value = said_money(arena, ui->lang, node_int(data, "open_fen")) },
        { .key = word(ui->lang, W_LATE_FEE_TODAY), .value = said_money(arena, ui->lang, node_int(data, "late_fee_fen")) },
        { .key = word(ui->lang, W_PART_EMPLOYER), .value = amounts_said(ui, json_member(data, "employer_fen")) },
        { .key = word(ui->lang, W_PART_EMPLOYEE), .value = amounts_said(ui, json_member(data, "employee_fen")) },
        { .key = word(ui->lang, W_LINES), .value = str_format(arena, "%lld", (long long)node_int(data, "lines")) },
        { .key = word(ui->lang, W_LAW), .value = node_text(data, "law") },
    };
    ui_summary_list(ui, &(UiSummary){ .rows = rows, .count = sizeof rows / sizeof *rows });
    if (node_truth(data, "assessed"))
        ui_warning(ui, &(UiWarning){ .text = word(ui->lang, W_BILL_ASSESSED) });
    if (node_truth(data, "provisional"))
        ui_inset(ui, &(UiInset){ .text = word(ui->lang, W_PROVISIONAL_TEXT) });
}

/* What is open goes along to the page where it is paid. */
static void put_pay(Ui *ui, const PageVisit *visit, const JsonNode *data)
{
    int64_t open = node_int(data, "open_fen");
    if (!open || !visit_role(visit, R(UNIT) | R(CLERK) | R(TAX)))
        return;
    Str amount = money_text(visit->arena, (Money){ open + node_int(data, "late_fee_fen") });
    Str path = str_format(visit->arena, "/pay?payer=" STR_FMT "&month=" STR_FMT "&amount_fen=" STR_FMT, STR_ARG(unit_code(visit)),
                          STR_ARG(node_text(data, "month")), STR_ARG(amount));
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_PAY_TITLE), .href = ui_path(ui, path) });
}

static int64_t sum_of(const JsonNode *amounts)
{
    int64_t sum = 0;
    for (size_t i = 0; amounts && i < amounts->count; i++)
        sum += amounts->items[i].number;
    return sum;
}

static Html paid_tag(const Ui *ui, const JsonNode *line)
{
    Ui tag = ui_inside(ui);
    size_t paid = 0, all = 0;
    const JsonNode *employer = json_member(line, "employer_fen"), *employee = json_member(line, "employee_fen");
    node_list(line, "paid", &paid);
    for (int i = 1; i < Insurance_END; i++)
        all += json_member(employer, choice_code(SET_INSURANCE, i)) || json_member(employee, choice_code(SET_INSURANCE, i));
    bool whole = all && paid >= all;
    ui_tag(&tag, &(UiTag){ .text = word(ui->lang, whole  ? W_PAID
                                                  : paid ? W_PAID_PART
                                                         : W_PAID_NOT),
                           .classes = whole ? "govuk-tag--green" : "govuk-tag--yellow" });
    return ui_done(&tag);
}

static void put_bill_lines(Ui *ui, PageVisit *visit, const JsonNode *data)
{
    static const Word heads[] = { W_PERSON_NUMBER, W_RUN, W_PART_EMPLOYER, W_PART_EMPLOYEE, W_TOTAL, W_STATE };
    enum { WIDTH = sizeof heads / sizeof *heads };
    size_t count = 0;
    const JsonNode *items = node_list(data, "items", &count);
    part(ui, W_BILL_LINES);
    if (!count) {
        ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_BILL_NONE));
        return;
    }
    UiCell *cells = arena_new(visit->arena, UiCell, count * WIDTH);
    for (size_t i = 0; i < count; i++) {
        UiCell *row = &cells[i * WIDTH];
        row[0].text = str_format(visit->arena, "%lld · " STR_FMT, (long long)node_int(&items[i], "person"),
                                 STR_ARG(node_text(&items[i], "account")));
        row[1].text = node_text(&items[i], "run");
        row[2] = amount(ui, sum_of(json_member(&items[i], "employer_fen")));
        row[3] = amount(ui, sum_of(json_member(&items[i], "employee_fen")));
        row[4] = amount(ui, node_int(&items[i], "total_fen"));
        row[5].html = paid_tag(ui, &items[i]);
    }
    record_table(ui, heads, WIDTH, cells, count);
    Str next = node_text(data, "next"), month = node_text(data, "month");
    if (next.n)
        ui_pagination(ui, &(UiPagination){
                              .next = ui_path(ui, str_format(visit->arena,
                                                             "/unit/bill?credit_code=" STR_FMT "&month=" STR_FMT "&after=" STR_FMT,
                                                             STR_ARG(unit_code(visit)), STR_ARG(month), STR_ARG(next))) });
    static const char *const formats[] = { "xlsx", "csv" };
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        ui_put(ui, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{} ({})</a></p>\n",
               ui_path(ui, str_format(visit->arena, "/unit/file?credit_code=" STR_FMT "&month=" STR_FMT "&format=%s",
                                      STR_ARG(unit_code(visit)), STR_ARG(month), formats[i])),
               word(ui->lang, W_FILE_BILL), str(formats[i]));
}

static Err ask_bill(PageVisit *visit, Str month, Str after, int64_t limit, const JsonNode **data, Why *why)
{
    Json args = visit_args(visit);
    json_put(&args, "credit_code", unit_code(visit));
    json_put(&args, "month", month);
    if (after.n)
        json_put(&args, "after", after);
    json_put_int(&args, "limit", limit);
    return visit_ask(visit, "unit.bill", &args, data, why);
}

void show_bill(PageVisit *visit, Str name)
{
    enum { SHOWN = 100 };
    (void)name;
    const JsonNode *data = NULL;
    Why why = { .arena = visit->arena };
    FormErrors errors = { 0 };
    Str month = visit_field(visit, "month");
    month = month.n ? month : rules_month(visit, 1);
    Err err = unit_code(visit).n ? ask_bill(visit, month, visit_field(visit, "after"), SHOWN, &data, &why) : OK;
    if (err != OK)
        form_refused(&errors, visit, &why);
    Page page = begin(visit, W_BILL_TITLE, err != OK ? err_http(err) : 200, &errors);
    Ui *ui = &page.ui;
    put_question(ui, visit, "/unit/bill", true, &errors);
    if (data) {
        ui_put(ui, "<h2 class=\"govuk-heading-l sb-part\">{} · {}</h2>\n", node_text(data, "credit_code"),
               said_month(visit->arena, ui->lang, node_text(data, "month")));
        put_bill_sums(ui, data);
        put_pay(ui, visit, data);
        put_bill_lines(ui, visit, data);
    }
    visit_show(visit, &page, page_end(&page));
}

/* ---- as files ---- */

/* All pages of the list, one behind the other. */
static Err bill_pages(PageVisit *visit, Str month, const JsonNode **pages, size_t *count, Why *why)
{
    Str after = none;
    do {
        TRY(ask_bill(visit, month, after, LINES_ASKED, &pages[*count], why));
        after = node_text(pages[(*count)++], "next");
    } while (after.n && *count < PAGES_MOST);
    return after.n ? refuse(why, ERR_TOO_LARGE, "month", NULL, NULL) : OK;
}

static Err file_bytes(PageVisit *visit, Str month, ReportForm form, Str *bytes, Why *why)
{
    const JsonNode **pages = arena_new(visit->arena, const JsonNode *, PAGES_MOST);
    size_t count = 0;
    if (month.n) {
        TRY(bill_pages(visit, month, pages, &count, why));
        return report_make(visit->arena, REPORT_BILL, form, visit_en(visit), pages, count, bytes, why);
    }
    Json args = visit_args(visit);
    json_put(&args, "credit_code", unit_code(visit));
    TRY(visit_ask(visit, "unit.arrears", &args, &pages[count++], why));
    return report_make(visit->arena, REPORT_ARREARS, form, visit_en(visit), pages, count, bytes, why);
}

void show_unit_file(PageVisit *visit, Str name)
{
    (void)name;
    Why why = { .arena = visit->arena };
    Str format = visit_field(visit, "format"), month = visit_field(visit, "month"), bytes = none;
    ReportForm form = report_form(format);
    form = form == REPORT_NONE ? REPORT_CSV : form;
    if (file_bytes(visit, month, form, &bytes, &why) != OK)
        visit_refused(visit, &why, unit_path(visit, "/unit", none));
    else
        visit_file(visit, report_type(form),
                   str_format(visit->arena, "%s.%s", month.n ? "bill" : "arrears", form == REPORT_XLSX ? "xlsx" : "csv"), bytes);
}
