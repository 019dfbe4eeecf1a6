/* page_books.c - the books of a region: what each fund holds, the trial balance, the month that is closed by two persons,
 * and the yearly interest. Law: Social Insurance Law 14, 64, 70. */
#include "web/entry.h"
#include "web/record.h"
#include "web/routes.h"
#include "web/rules.h"

static const char *const fields[] = { "region", "as_of", "month", "year", NULL };

static void part(Ui *ui, Word title) { ui_put(ui, "<h2 class=\"govuk-heading-l sb-part\">{}</h2>\n", word(ui->lang, title)); }

static UiCell amount(const Ui *ui, const JsonNode *object, const char *key)
{
    return (UiCell){ .text = said_amount(ui->buf.arena, node_int(object, key)), .numeric = true };
}

static void put_funds(Ui *ui, const JsonNode *data)
{
    static const Word heads[] = { W_FUND, W_BALANCE };
    enum { WIDTH = sizeof heads / sizeof *heads };
    size_t count = 0;
    const JsonNode *funds = node_list(data, "funds", &count);
    UiCell *cells = arena_new(ui->buf.arena, UiCell, count * WIDTH);
    for (size_t i = 0; i < count; i++) {
        cells[i * WIDTH].text = said_head(ui->buf.arena, node_said(&funds[i], NULL, ui->lang));
        cells[i * WIDTH + 1] = amount(ui, &funds[i], "balance_fen");
    }
    part(ui, W_FUNDS_TITLE);
    record_table(ui, heads, WIDTH, cells, count);
}

/* "contributions receivable, pension, employer's part" */
static Str account_said(const Ui *ui, const JsonNode *row)
{
    Str name = said_head(ui->buf.arena, node_said(row, NULL, ui->lang));
    Str insurance = node_said(json_member(row, "insurance"), NULL, ui->lang),
        side = node_said(json_member(row, "side"), NULL, ui->lang);
    const char *between = ui->lang == LANG_EN ? ", " : "，";
    return str_format(ui->buf.arena, STR_FMT "%s" STR_FMT "%s" STR_FMT, STR_ARG(name), insurance.n ? between : "",
                      STR_ARG(insurance), side.n ? between : "", STR_ARG(side));
}

static void put_trial(Ui *ui, const JsonNode *data)
{
    static const Word heads[] = { W_BOOK_ACCOUNT, W_DEBIT, W_CREDIT, W_BALANCE };
    enum { WIDTH = sizeof heads / sizeof *heads };
    size_t count = 0;
    const JsonNode *rows = node_list(data, "accounts", &count);
    part(ui, W_TRIAL_TITLE);
    ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_TRIAL_TEXT));
    UiCell *cells = arena_new(ui->buf.arena, UiCell, (count + 1) * WIDTH);
    for (size_t i = 0; i <= count; i++) {
        const JsonNode *of = i < count ? &rows[i] : data;
        cells[i * WIDTH].text = i < count ? account_said(ui, of) : word(ui->lang, W_TOTAL);
        cells[i * WIDTH + 1] = amount(ui, of, "debit_fen");
        cells[i * WIDTH + 2] = amount(ui, of, "credit_fen");
        cells[i * WIDTH + 3] = amount(ui, of, "balance_fen");
    }
    record_table(ui, heads, WIDTH, cells, count + 1);
}

static void put_question(Ui *ui, PageVisit *visit, const FormErrors *errors)
{
    ui_put(ui, "<form method=\"get\" class=\"sb-inline\" action=\"{}\" novalidate>\n", ui_path(ui, S("/desk/books")));
    entry_field(ui, visit, F_REGION, errors);
    entry_field(ui, visit, F_AS_OF, errors);
    ui_put(ui, "<button type=\"submit\" class=\"govuk-button govuk-button--secondary\">{}</button>\n</form>\n",
           word(ui->lang, W_SHOW));
}

/* Two forms of the clerk: to close the next month, and to credit the interest of a year. */
static void put_forms(Ui *ui, PageVisit *visit, Str region, const FormErrors *errors)
{
    static const struct {
        const char *path;
        Word title, text, button;
        Field field;
    } forms[] = {
        { "/desk/close", W_CLOSE_TITLE, W_CLOSE_TEXT, W_CLOSE_DO, F_MONTH },
        { "/desk/interest", W_CREDIT_TITLE, W_CREDIT_TEXT, W_CREDIT_DO, F_YEAR },
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        part(ui, forms[i].title);
        ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, forms[i].text));
        form_open(ui, visit, str(forms[i].path));
        form_hidden(ui, "region", region);
        entry_field(ui, visit, forms[i].field, errors);
        ui_button(ui, &(UiButton){ .text = word(ui->lang, forms[i].button), .once = true });
        form_close(ui);
    }
}

static void write_page(PageVisit *visit, Str region, const JsonNode *data, const FormErrors *errors, int status)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page.status = status;
    page.wrong = errors->count > 0;
    page.back = S("/desk");
    page_begin(&page, word(ui->lang, W_BOOKS_TITLE));
    form_summary(ui, errors, fields);
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n", word(ui->lang, W_BOOKS_TITLE));
    put_question(ui, visit, errors);
    if (data) {
        Str closed = node_text(data, "closed_until");
        const UiSummaryRow rows[] = {
            { .key = entry_label(visit->arena, ui->lang, F_REGION), .value = entry_region(visit, node_text(data, "region")) },
            { .key = word(ui->lang, W_AS_OF), .value = said_day(visit->arena, ui->lang, node_text(data, "as_of")) },
            { .key = word(ui->lang, W_CLOSED_UNTIL),
              .value = closed.n ? said_month(visit->arena, ui->lang, closed) : word(ui->lang, W_CLOSED_NONE) },
        };
        ui_summary_list(ui, &(UiSummary){ .rows = rows, .count = sizeof rows / sizeof *rows });
        put_funds(ui, data);
        put_trial(ui, data);
        ui_put(ui, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{}</a></p>\n",
               ui_path(ui, str_format(visit->arena, "/desk/lapsed?region=" STR_FMT, STR_ARG(region))),
               word(ui->lang, W_LAPSED_TITLE));
    }
    if (visit_role(visit, R(CLERK)))
        put_forms(ui, visit, region, errors);
    visit_show(visit, &page, page_end(&page));
}

void show_books(PageVisit *visit, Str name)
{
    (void)name;
    FormErrors errors = { 0 };
    const JsonNode *data = NULL;
    Str region = rules_region(visit);
    Err err = rules_ask(visit, "fund.balance", region, &data, &errors);
    write_page(visit, region, data, &errors, err != OK ? err_http(err) : 200);
}

/* ---- month and interest ---- */

static void refused_again(PageVisit *visit, const Done *done)
{
    FormErrors errors = { 0 };
    form_refused(&errors, visit, &done->why);
    write_page(visit, visit_field(visit, "region"), NULL, &errors, err_http(done->err));
}

static Page done_begin(PageVisit *visit, Word title, Str text)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page.back = S("/desk/books");
    page_begin(&page, word(ui->lang, title));
    ui_put(ui, "<div class=\"sb-narrow\">\n");
    ui_panel(ui, &(UiPanel){ .title = word(ui->lang, title), .text = text });
    return page;
}

static void closing(PageVisit *visit, void *context, const Done *done)
{
    (void)context;
    if (done->err != OK) {
        refused_again(visit, done);
        return;
    }
    Str number = node_text(done->data, "case");
    Page page = done_begin(visit, W_CLOSE_ASKED, number);
    Ui *ui = &page.ui;
    ui_put(ui, "<p class=\"govuk-body\">{} <a class=\"govuk-link\" href=\"{}\">{}</a></p>\n</div>\n", word(ui->lang, W_CLOSE_WAITS),
           ui_path(ui, str_format(visit->arena, "/cases/" STR_FMT, STR_ARG(number))), number);
    visit_show(visit, &page, page_end(&page));
}

void do_close(PageVisit *visit, Str name)
{
    (void)name;
    FormErrors errors = { 0 };
    Json args = visit_args(visit);
    entry_lists(visit);
    entry_put(visit, &args, F_REGION, true, &errors);
    entry_put(visit, &args, F_MONTH, true, &errors);
    if (errors.count)
        write_page(visit, visit_field(visit, "region"), NULL, &errors, 422);
    else
        visit_do(visit, "month.close", form_id(visit, NULL), &args, closing, NULL);
}

static void credited(PageVisit *visit, void *context, const Done *done)
{
    (void)context;
    if (done->err != OK) {
        refused_again(visit, done);
        return;
    }
    Arena *arena = visit->arena;
    const JsonNode *data = done->data;
    Page page = done_begin(visit, done->already ? W_CREDIT_ALREADY : W_CREDIT_DONE, visit_field(visit, "year"));
    Ui *ui = &page.ui;
    const UiSummaryRow rows[] = {
        { .key = word(ui->lang, W_ACCOUNTS_TITLE), .value = str_format(arena, "%lld", (long long)node_int(data, "accounts")) },
        { .key = word(ui->lang, W_TOTAL), .value = said_money(arena, ui->lang, node_int(data, "total_fen")) },
        { .key = word(ui->lang, W_RATE), .value = rules_value(arena, ui->lang, json_member(data, "rate_ppm"), S("ppm")) },
        { .key = word(ui->lang, W_STATE), .value_html = rules_status(ui, node_text(data, "status")) },
    };
    ui_summary_list(ui, &(UiSummary){ .rows = rows, .count = sizeof rows / sizeof *rows });
    ui_put(ui, "</div>\n");
    visit_show(visit, &page, page_end(&page));
}

void do_interest(PageVisit *visit, Str name)
{
    (void)name;
    FormErrors errors = { 0 };
    Json args = visit_args(visit);
    entry_lists(visit);
    entry_put(visit, &args, F_REGION, true, &errors);
    entry_put(visit, &args, F_YEAR, true, &errors);
    if (errors.count)
        write_page(visit, visit_field(visit, "region"), NULL, &errors, 422);
    else
        visit_do(visit, "interest.credit", form_id(visit, NULL), &args, credited, NULL);
}
