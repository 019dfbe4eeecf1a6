/* page_contributions.c - what was paid for a person and where it went: month by month with payer, base, parts and paper,
 * the person's own accounts year by year, and all of it as a file. Law: Social Insurance Law 4, 74. */
#include "report/report.h"
#include "web/papers.h"
#include "web/picture.h"
#include "web/record.h"
#include "web/routes.h"

static Str none;

static void part(Ui *ui, Word title) { ui_put(ui, "<h2 class=\"govuk-heading-l sb-part\">{}</h2>\n", word(ui->lang, title)); }

static UiCell amount(const Ui *ui, const JsonNode *object, const char *key)
{
    return (UiCell){ .text = said_amount(ui->buf.arena, node_int(object, key)), .numeric = true };
}

/* ---- the person's own accounts ---- */

static void put_balances(Ui *ui, const JsonNode *data)
{
    Arena *arena = ui->buf.arena;
    const UiSummaryRow rows[] = {
        { .key = word(ui->lang, W_MONEY_PENSION), .value = said_money(arena, ui->lang, node_int(data, "pension_balance_fen")) },
        { .key = word(ui->lang, W_MONEY_MEDICAL), .value = said_money(arena, ui->lang, node_int(data, "medical_balance_fen")) },
        { .key = word(ui->lang, W_AS_OF), .value = said_day(arena, ui->lang, node_text(data, "as_of")) },
    };
    ui_summary_list(ui, &(UiSummary){ .rows = rows, .count = sizeof rows / sizeof *rows });
}

static void put_account(Ui *ui, const JsonNode *data, const char *key, Word title)
{
    static const Word heads[] = { W_YEAR, W_OPENING, W_BROUGHT, W_CREDITS, W_INTEREST, W_CLOSING };
    enum { WIDTH = sizeof heads / sizeof *heads };
    size_t count = 0;
    const JsonNode *years = node_list(data, key, &count);
    if (!count)
        return;
    ui_put(ui, "<h3 class=\"govuk-heading-m\">{}</h3>\n", word(ui->lang, title));
    UiCell *cells = arena_new(ui->buf.arena, UiCell, count * WIDTH);
    for (size_t i = 0; i < count; i++) {
        UiCell *row = &cells[i * WIDTH];
        row[0].text = str_format(ui->buf.arena, "%lld", (long long)node_int(&years[i], "year"));
        row[1] = amount(ui, &years[i], "opening_fen");
        row[2] = amount(ui, &years[i], "brought_forward_fen");
        row[3] = amount(ui, &years[i], "credits_fen");
        row[4] = amount(ui, &years[i], "interest_fen");
        row[5] = amount(ui, &years[i], "closing_fen");
    }
    record_table(ui, heads, WIDTH, cells, count);
    picture_account(ui, years, count, word(ui->lang, title));
}

/* ---- months ---- */

typedef struct {
    int64_t base, employer, employee, subsidy;
    size_t paid, count;
} Sum;

static Sum sum_of(const JsonNode *month)
{
    Sum sum = { 0 };
    const JsonNode *parts = node_list(month, "insurances", &sum.count);
    for (size_t i = 0; i < sum.count; i++) {
        int64_t base = node_int(&parts[i], "base_fen");
        sum.base = base > sum.base ? base : sum.base;
        sum.employer += node_int(&parts[i], "employer_fen");
        sum.employee += node_int(&parts[i], "employee_fen");
        sum.subsidy += node_int(&parts[i], "subsidy_fen");
        sum.paid += node_truth(&parts[i], "paid");
    }
    return sum;
}

static Html paid_tag(const Ui *ui, const Sum *sum)
{
    Ui tag = ui_inside(ui);
    bool all = sum->paid == sum->count;
    ui_tag(&tag, &(UiTag){ .text = word(ui->lang, all         ? W_PAID
                                                  : sum->paid ? W_PAID_PART
                                                              : W_PAID_NOT),
                           .classes = all ? "govuk-tag--green" : "govuk-tag--yellow" });
    return ui_done(&tag);
}

static Str payer_said(const Ui *ui, const JsonNode *month)
{
    Str payer = node_text(month, "payer");
    return str_is(payer, "self") ? word(ui->lang, W_PAYER_SELF) : payer;
}

static Str month_title(const Ui *ui, const JsonNode *month)
{
    Str title = said_month(ui->buf.arena, ui->lang, node_text(month, "month"));
    if (str_is(node_text(month, "kind"), "bill"))
        return title;
    return str_format(ui->buf.arena, STR_FMT " · " STR_FMT, STR_ARG(title), STR_ARG(node_said(month, NULL, ui->lang)));
}

static void put_months(Ui *ui, const JsonNode *const *months, size_t count)
{
    static const Word heads[] = { W_MONTH_OF,     W_ACCOUNT_PAYER, W_BASE,        W_PART_EMPLOYER, W_PART_EMPLOYEE,
                                  W_PART_SUBSIDY, W_STATE,         W_CREDITED_ON, W_VOUCHER_NO };
    enum { WIDTH = sizeof heads / sizeof *heads };
    UiCell *cells = arena_new(ui->buf.arena, UiCell, count * WIDTH);
    for (size_t i = 0; i < count; i++) {
        UiCell *row = &cells[i * WIDTH];
        Sum sum = sum_of(months[i]);
        row[0].text = month_title(ui, months[i]);
        row[1].text = payer_said(ui, months[i]);
        row[2] = (UiCell){ .text = said_amount(ui->buf.arena, sum.base), .numeric = true };
        row[3] = (UiCell){ .text = said_amount(ui->buf.arena, sum.employer), .numeric = true };
        row[4] = (UiCell){ .text = said_amount(ui->buf.arena, sum.employee), .numeric = true };
        row[5] = (UiCell){ .text = said_amount(ui->buf.arena, sum.subsidy), .numeric = true };
        row[6].html = paid_tag(ui, &sum);
        row[7].text = said_day(ui->buf.arena, ui->lang, node_text(months[i], "credited_on"));
        row[8].text = node_text(months[i], "voucher");
    }
    record_table(ui, heads, WIDTH, cells, count);
}

/* ---- one month in its parts ---- */

static void put_insurances(Ui *ui, const JsonNode *month)
{
    static const Word heads[] = { W_INSURANCE, W_BASE, W_PART_EMPLOYER, W_PART_EMPLOYEE, W_PART_SUBSIDY };
    enum { WIDTH = sizeof heads / sizeof *heads };
    size_t count = 0;
    const JsonNode *parts = node_list(month, "insurances", &count);
    UiCell *cells = arena_new(ui->buf.arena, UiCell, count * WIDTH);
    for (size_t i = 0; i < count; i++) {
        UiCell *row = &cells[i * WIDTH];
        row[0].text = said_head(ui->buf.arena, node_said(json_member(&parts[i], "insurance"), NULL, ui->lang));
        row[1] = amount(ui, &parts[i], "base_fen");
        row[2] = amount(ui, &parts[i], "employer_fen");
        row[3] = amount(ui, &parts[i], "employee_fen");
        row[4] = amount(ui, &parts[i], "subsidy_fen");
    }
    record_table(ui, heads, WIDTH, cells, count);
}

/* What becomes the person's own, and what the common funds get. */
static void put_shares(Ui *ui, const JsonNode *month)
{
    static const struct {
        const char *key;
        Word text;
    } shares[] = { { "pension_personal", W_SHARE_PENSION_OWN },
                   { "medical_personal", W_SHARE_MEDICAL_OWN },
                   { "pension_pool", W_SHARE_PENSION },
                   { "medical_pool", W_SHARE_MEDICAL },
                   { "serious_illness", W_SHARE_SERIOUS_ILLNESS },
                   { "unemployment", W_SHARE_UNEMPLOYMENT },
                   { "injury", W_SHARE_INJURY } };
    enum { COUNT = sizeof shares / sizeof *shares };
    const JsonNode *of = json_member(month, "shares_fen");
    UiSummaryRow rows[COUNT];
    size_t count = 0;
    for (size_t i = 0; i < COUNT; i++)
        if (node_int(of, shares[i].key))
            rows[count++] = (UiSummaryRow){ .key = word(ui->lang, shares[i].text),
                                            .value = said_money(ui->buf.arena, ui->lang, node_int(of, shares[i].key)) };
    ui_summary_list(ui, &(UiSummary){ .rows = rows, .count = count });
}

static void put_detail(Ui *ui, const JsonNode *month)
{
    Ui inside = ui_inside(ui);
    put_insurances(&inside, month);
    put_shares(&inside, month);
    if (str_is(node_text(month, "status"), "provisional"))
        ui_put(&inside, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_PROVISIONAL_TEXT));
    ui_details(ui, &(UiDetails){ .summary = str_format(ui->buf.arena, STR_FMT "%s" STR_FMT, STR_ARG(month_title(ui, month)),
                                                       ui->lang == LANG_EN ? ": " : "：", STR_ARG(word(ui->lang, W_MONTH_DETAIL))),
                                 .html = ui_done(&inside) });
}

/* ---- the years to choose from ---- */

static int year_of(const JsonNode *month)
{
    Month n;
    return month_read(node_text(month, "month"), &n) ? month_year(n) : 0;
}

/* The year asked for, or the last for which there is anything. */
static int year_shown(const PageVisit *visit, const JsonNode *months, size_t count)
{
    int64_t asked = 0;
    int last = count ? year_of(&months[count - 1]) : 0;
    if (!str_int(visit_field(visit, "year"), &asked))
        return last;
    for (size_t i = 0; i < count; i++)
        if (year_of(&months[i]) == asked)
            return (int)asked;
    return last;
}

/* The same as a text for a certificate of that year; empty where there is nothing. */
static Str year_asked(const PageVisit *visit, const JsonNode *data)
{
    size_t count = 0;
    const JsonNode *months = node_list(data, "months", &count);
    return count ? str_format(visit->arena, "%d", year_shown(visit, months, count)) : none;
}

static void year_links(Ui *ui, Str path, const JsonNode *months, size_t count, int shown)
{
    ui_put(ui, "<nav class=\"sb-filter\" aria-label=\"{}\"><ul>\n", word(ui->lang, W_YEAR));
    for (size_t i = count; i > 0; i--) {
        int year = year_of(&months[i - 1]);
        if (i < count && year == year_of(&months[i]))
            continue;
        Str text = str_format(ui->buf.arena, "%d", year);
        ui_put(ui, "<li><a class=\"govuk-link govuk-link--no-visited-state{}\" href=\"{}\">{}</a></li>\n",
               year == shown ? S(" sb-filter__current") : none,
               ui_path(ui, str_format(ui->buf.arena, STR_FMT "?year=%d", STR_ARG(path), year)), text);
    }
    ui_put(ui, "</ul></nav>\n");
}

static void put_year(Ui *ui, const PageVisit *visit, Str path, const JsonNode *data)
{
    size_t count = 0, shown = 0;
    const JsonNode *months = node_list(data, "months", &count);
    part(ui, W_MONTHS_TITLE);
    if (!count) {
        ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_MONTHS_NONE));
        return;
    }
    int year = year_shown(visit, months, count);
    year_links(ui, path, months, count, year);
    const JsonNode **of_year = arena_new(visit->arena, const JsonNode *, count);
    for (size_t i = 0; i < count; i++)
        if (year_of(&months[i]) == year)
            of_year[shown++] = &months[i];
    picture_months(ui, of_year, shown, year);
    put_months(ui, of_year, shown);
    for (size_t i = 0; i < shown; i++)
        put_detail(ui, of_year[i]);
}

/* ---- the files ---- */

static void put_files(Ui *ui, Str path)
{
    static const struct {
        Word text;
        const char *query;
    } files[] = { { W_FILE_MONTHS_XLSX, "part=months&format=xlsx" },
                  { W_FILE_MONTHS_CSV, "part=months&format=csv" },
                  { W_FILE_ACCOUNTS_XLSX, "part=accounts&format=xlsx" },
                  { W_FILE_ACCOUNTS_CSV, "part=accounts&format=csv" },
                  { W_FILE_JSON, "format=json" } };
    part(ui, W_FILES_TITLE);
    ui_put(ui, "<p class=\"govuk-body\">{}</p>\n<ul class=\"govuk-list govuk-list--bullet\">\n", word(ui->lang, W_FILES_TEXT));
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        ui_put(ui, "<li><a class=\"govuk-link\" href=\"{}\">{}</a></li>\n",
               ui_path(ui, str_format(ui->buf.arena, STR_FMT "/file?%s", STR_ARG(path), files[i].query)),
               word(ui->lang, files[i].text));
    ui_put(ui, "</ul>\n");
}

/* ---- the pages ---- */

static Json who(const PageVisit *visit, Str name)
{
    Json args = visit_args(visit);
    if (name.n)
        json_put_int(&args, "person", record_person(name));
    else
        visit_self(visit, &args);
    return args;
}

static Str path_of(const PageVisit *visit, Str name)
{
    return name.n ? str_format(visit->arena, "/person/" STR_FMT "/contributions", STR_ARG(name)) : S("/me/contributions");
}

static void show(PageVisit *visit, Str name)
{
    const JsonNode *status = NULL, *data = NULL;
    Why why = { .arena = visit->arena };
    Json asked = who(visit, name), again = who(visit, name);
    if (visit_ask(visit, "person.status", &asked, &status, &why) != OK ||
        visit_ask(visit, "person.statement", &again, &data, &why) != OK) {
        visit_refused(visit, &why, none);
        return;
    }
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    Str path = path_of(visit, name);
    page.not_indexed = true;
    page_begin(&page, word(ui->lang, W_MONEY_TITLE));
    record_identity(ui, visit, status, "/contributions");
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n", word(ui->lang, W_MONEY_TITLE));
    put_balances(ui, data);
    put_year(ui, visit, path, data);
    part(ui, W_OWN_ACCOUNTS);
    ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_OWN_ACCOUNTS_TEXT));
    put_account(ui, data, "pension_account", W_MONEY_PENSION);
    put_account(ui, data, "medical_account", W_MONEY_MEDICAL);
    put_files(ui, path);
    ui_put(ui, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{}</a></p>\n", ui_path(ui, S("/receipt")),
           word(ui->lang, W_RECEIPT_FIND));
    put_certificates(ui, visit, node_int(data, "person"), year_asked(visit, data));
    visit_show(visit, &page, page_end(&page));
}

void show_contributions(PageVisit *visit, Str name) { show(visit, name.n ? name : S("0")); }

void show_my_contributions(PageVisit *visit, Str name)
{
    (void)name;
    show(visit, none);
}

static void file_of(PageVisit *visit, Str name)
{
    const JsonNode *data = NULL;
    Why why = { .arena = visit->arena };
    Json args = who(visit, name);
    Str format = visit_field(visit, "format"), bytes = { 0 };
    ReportForm form = report_form(format);
    bool accounts = str_is(visit_field(visit, "part"), "accounts");
    if (visit_ask(visit, "person.statement", &args, &data, &why) != OK) {
        visit_refused(visit, &why, none);
        return;
    }
    if (form == REPORT_NONE) {
        Json json = json_make(visit->arena);
        json_node(&json, data);
        visit_file(visit, "application/json; charset=utf-8", S("statement.json"), json_str(&json));
        return;
    }
    if (report_make(visit->arena, accounts ? REPORT_ACCOUNTS : REPORT_MONTHS, form, visit_en(visit), &data, 1, &bytes, &why) !=
        OK) {
        visit_refused(visit, &why, path_of(visit, name));
        return;
    }
    visit_file(visit, report_type(form),
               str_format(visit->arena, "%s." STR_FMT, accounts ? "accounts" : "contributions", STR_ARG(format)), bytes);
}

void show_contributions_file(PageVisit *visit, Str name) { file_of(visit, name.n ? name : S("0")); }

void show_my_contributions_file(PageVisit *visit, Str name)
{
    (void)name;
    file_of(visit, none);
}
