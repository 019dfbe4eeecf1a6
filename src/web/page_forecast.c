/* page_forecast.c - the pension as core forecasts it: the parts, what was assumed, what is missing, and the law behind
 * each line. Law: Social Insurance Law 15, 16. */
#include "base/money.h"
#include "web/form.h"
#include "web/picture.h"
#include "web/record.h"
#include "web/routes.h"
#include "web/rules.h"

enum { YEAR = 12, PPM_OF_PERCENT = 10000, HUNDRED = 100, DEEMED_MAX = 600 };
static const char *const fields[] = { "until", "growth", "deemed", NULL };

static Str none;

static void part(Ui *ui, Word title) { ui_put(ui, "<h2 class=\"govuk-heading-l sb-part\">{}</h2>\n", word(ui->lang, title)); }

static Str months_said(const Ui *ui, int64_t months)
{
    return word_format(ui->buf.arena, ui->lang, W_YEARS_MONTHS_N, (int)(months / YEAR), (int)(months % YEAR));
}

static Str percent_said(const Ui *ui, int64_t ppm)
{
    return str_format(ui->buf.arena, "%lld.%02lld%%", (long long)ppm / PPM_OF_PERCENT, (long long)ppm % PPM_OF_PERCENT / HUNDRED);
}

/* "2.5" percent as parts per million; false: it is no percentage. */
static bool percent_read(Str text, int64_t *ppm)
{
    Money hundredths = { 0 }; /* two decimals, as amounts are written */
    if (!money_read(text, &hundredths))
        return false;
    *ppm = hundredths.fen * HUNDRED;
    return true;
}

static void put_form(Ui *ui, const PageVisit *visit, Str path, const FormErrors *errors)
{
    part(ui, W_FORECAST_OTHER);
    ui_put(ui, "<form method=\"get\" action=\"{}\" novalidate>\n", ui_path(ui, path));
    form_input(ui, visit, "until", W_FORECAST_UNTIL, W_HINT_MONTH, "govuk-input--width-10", errors);
    form_input(ui, visit, "growth", W_FORECAST_GROWTH, W_FORECAST_GROWTH_HINT, "govuk-input--width-5", errors);
    form_input(ui, visit, "deemed", W_FORECAST_DEEMED, W_FORECAST_DEEMED_HINT, "govuk-input--width-5", errors);
    ui_put(ui, "<button type=\"submit\" class=\"govuk-button govuk-button--secondary\">{}</button>\n</form>\n",
           word(ui->lang, W_FORECAST_AGAIN));
}

static void put_pension(Ui *ui, const JsonNode *data)
{
    const JsonNode *pension = json_member(data, "pension");
    Arena *arena = ui->buf.arena;
    if (!pension || pension->type != JSON_MEMBERS || !node_int(pension, "total_fen")) {
        ui_inset(ui, &(UiInset){ .text = word(ui->lang, W_FORECAST_NONE) });
        return;
    }
    ui_panel(ui, &(UiPanel){ .title = said_money(arena, ui->lang, node_int(pension, "total_fen")),
                             .text = word(ui->lang, W_FORECAST_TOTAL),
                             .level = 2 });
    const UiSummaryRow rows[] = {
        { .key = word(ui->lang, W_FORECAST_BASIC), .value = said_money(arena, ui->lang, node_int(pension, "basic_fen")) },
        { .key = word(ui->lang, W_FORECAST_ACCOUNT), .value = said_money(arena, ui->lang, node_int(pension, "account_fen")) },
    };
    ui_summary_list(ui, &(UiSummary){ .rows = rows, .count = sizeof rows / sizeof *rows });
}

static void put_missing(Ui *ui, const JsonNode *data)
{
    size_t count = 0;
    const JsonNode *missing = node_list(data, "missing", &count);
    if (!count)
        return;
    part(ui, W_FORECAST_MISSING);
    ui_put(ui, "<ul class=\"govuk-list govuk-list--bullet\">\n");
    for (size_t i = 0; i < count; i++)
        ui_put(ui, "<li>{}</li>\n", node_said(&missing[i], NULL, ui->lang));
    ui_put(ui, "</ul>\n");
}

static void put_assumed(Ui *ui, const JsonNode *data)
{
    const JsonNode *assumed = json_member(data, "assumptions");
    Arena *arena = ui->buf.arena;
    const UiSummaryRow rows[] = {
        { .key = word(ui->lang, W_FORECAST_STATUTORY),
          .value =
              str_format(arena, STR_FMT " · " STR_FMT, STR_ARG(said_month(arena, ui->lang, node_text(data, "statutory_month"))),
                         STR_ARG(months_said(ui, node_int(data, "statutory_age_months")))) },
        { .key = word(ui->lang, W_FORECAST_MINIMUM), .value = months_said(ui, node_int(data, "minimum_months")) },
        { .key = word(ui->lang, W_FORECAST_PAID), .value = months_said(ui, node_int(data, "months_paid")) },
        { .key = word(ui->lang, W_FORECAST_MONTH), .value = said_month(arena, ui->lang, node_text(assumed, "month")) },
        { .key = word(ui->lang, W_FORECAST_AGE), .value = months_said(ui, node_int(assumed, "age_months")) },
        { .key = word(ui->lang, W_FORECAST_AHEAD), .value = months_said(ui, node_int(assumed, "months_ahead")) },
        { .key = word(ui->lang, W_FORECAST_BASE), .value = said_money(arena, ui->lang, node_int(assumed, "base_fen")) },
        { .key = word(ui->lang, W_FORECAST_GROWTH), .value = percent_said(ui, node_int(assumed, "wage_growth_ppm")) },
        { .key = word(ui->lang, W_FORECAST_BALANCE), .value = said_money(arena, ui->lang, node_int(data, "balance_fen")) },
        { .key = word(ui->lang, W_FORECAST_WAGE), .value = said_money(arena, ui->lang, node_int(data, "average_wage_fen")) },
    };
    part(ui, W_FORECAST_ASSUMED);
    ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_FORECAST_ASSUMED_TEXT));
    ui_summary_list(ui, &(UiSummary){ .rows = rows, .count = sizeof rows / sizeof *rows });
}

/* What a rule leads to; a rule that only says when leads to no amount. */
static Str result_said(const Ui *ui, const JsonNode *line)
{
    const JsonNode *fen = json_member(line, "amount_fen");
    if (!fen)
        return S("—");
    Word what = str_is(node_text(line, "part"), "basic_fen") ? W_FORECAST_BASIC : W_FORECAST_ACCOUNT;
    return str_format(ui->buf.arena, STR_FMT " " STR_FMT, STR_ARG(word(ui->lang, what)),
                      STR_ARG(said_money(ui->buf.arena, ui->lang, fen->number)));
}

static void put_trace(Ui *ui, const JsonNode *at, const JsonNode *lines, size_t count)
{
    static const Word heads[] = { W_RULE, W_VALUE, W_AMOUNT, W_LAW, W_SINCE };
    enum { WIDTH = sizeof heads / sizeof *heads };
    UiCell *cells = arena_new(ui->buf.arena, UiCell, count * WIDTH);
    for (size_t i = 0; i < count; i++) {
        UiCell *row = &cells[i * WIDTH];
        Str rule = node_text(&lines[i], "rule");
        row[0].text = said_head(ui->buf.arena, rules_name(at, rule, ui->lang));
        row[1].text =
            rules_value(ui->buf.arena, ui->lang, json_member(&lines[i], "value"), node_text(rules_find(at, rule), "unit"));
        row[2].text = result_said(ui, &lines[i]);
        row[3].text = node_text(&lines[i], "law");
        row[4].text = said_day(ui->buf.arena, ui->lang, node_text(&lines[i], "from"));
    }
    record_table(ui, heads, WIDTH, cells, count);
}

/* Months that count and months that would, each with its law; what is nothing is left out. */
static void put_sources(Ui *ui, const JsonNode *data)
{
    static const Word heads[] = { W_FORECAST_SOURCE, W_FORECAST_MONTHS, W_LAW };
    enum { WIDTH = sizeof heads / sizeof *heads };
    size_t count = 0, rows = 0;
    const JsonNode *sources = node_list(data, "contribution_months", &count);
    UiCell *cells = arena_new(ui->buf.arena, UiCell, (count + 1) * WIDTH);
    for (size_t i = 0; i < count; i++) {
        if (!node_int(&sources[i], "months"))
            continue;
        UiCell *row = &cells[rows++ * WIDTH];
        row[0].text = node_said(&sources[i], NULL, ui->lang);
        row[1].text = months_said(ui, node_int(&sources[i], "months"));
        row[2].text = node_text(&sources[i], "law");
    }
    if (!rows)
        return;
    part(ui, W_FORECAST_SOURCES);
    record_table(ui, heads, WIDTH, cells, rows);
    if (json_member(data, "total_with_arrears_fen") && node_int(data, "total_with_arrears_fen"))
        ui_put(ui, "<p class=\"govuk-body\">{}</p>\n",
               word_format(ui->buf.arena, ui->lang, W_FORECAST_WITH_ARREARS,
                           STR_ARG(said_money(ui->buf.arena, ui->lang, node_int(data, "total_with_arrears_fen")))));
}

static void put_law(Ui *ui, const JsonNode *at, const JsonNode *data)
{
    size_t count = 0;
    const JsonNode *lines = node_list(json_member(data, "pension"), "trace", &count);
    part(ui, W_FORECAST_LAW);
    if (count)
        put_trace(ui, at, lines, count);
    lines = node_list(data, "statutory_trace", &count);
    if (count)
        put_trace(ui, at, lines, count);
}

static Json who(const PageVisit *visit, Str name)
{
    Json args = visit_args(visit);
    if (name.n)
        json_put_int(&args, "person", record_person(name));
    else
        visit_self(visit, &args);
    return args;
}

/* The months to choose from, on the growth that was asked for. The forecast itself stands without them. */
static void put_outlook(Ui *ui, PageVisit *visit, Str name, const JsonNode *data)
{
    const JsonNode *outlook = NULL;
    Why ignored = { .arena = visit->arena };
    Json args = who(visit, name);
    json_put_int(&args, "wage_growth_ppm", node_int(json_member(data, "assumptions"), "wage_growth_ppm"));
    json_put_int(&args, "deemed_months", node_int(json_member(data, "assumptions"), "deemed_months"));
    if (visit_ask(visit, "person.outlook", &args, &outlook, &ignored) != OK)
        return;
    part(ui, W_OUTLOOK_TITLE);
    ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_OUTLOOK_TEXT));
    picture_outlook(ui, outlook);
}

static void write_page(PageVisit *visit, Str name, const JsonNode *status, const JsonNode *data, const FormErrors *errors, int code)
{
    const JsonNode *at = NULL; /* only names what a rule is called: the same in every region */
    Why ignored = { .arena = visit->arena };
    if (data && rules_at(visit, rules_region(visit), rules_month(visit, 0), &at, &ignored) != OK)
        at = NULL;
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    Str path = name.n ? str_format(visit->arena, "/person/" STR_FMT "/forecast", STR_ARG(name)) : S("/me/forecast");
    page.not_indexed = true;
    page.status = code;
    page.wrong = errors->count > 0;
    page_begin(&page, word(ui->lang, W_FORECAST_TITLE));
    form_summary(ui, errors, fields);
    record_identity(ui, visit, status, "/forecast");
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n<p class=\"govuk-body-l\">{}</p>\n",
           word(ui->lang, W_FORECAST_TITLE), word(ui->lang, W_FORECAST_LEAD));
    if (data) {
        put_pension(ui, data);
        put_missing(ui, data);
        put_outlook(ui, visit, name, data);
        put_sources(ui, data);
        put_assumed(ui, data);
        put_law(ui, at, data);
    }
    put_form(ui, visit, path, errors);
    visit_show(visit, &page, page_end(&page));
}

static void show(PageVisit *visit, Str name)
{
    const JsonNode *status = NULL, *data = NULL;
    Why why = { .arena = visit->arena };
    FormErrors errors = { 0 };
    Json asked = who(visit, name), args = who(visit, name);
    Str until = visit_field(visit, "until"), growth = visit_field(visit, "growth");
    Str deemed = str_trim(visit_field(visit, "deemed"));
    int64_t ppm = 0, months = 0;
    if (visit_ask(visit, "person.status", &asked, &status, &why) != OK) {
        visit_refused(visit, &why, none);
        return;
    }
    if (until.n)
        json_put(&args, "until", until);
    if (growth.n && percent_read(growth, &ppm))
        json_put_int(&args, "wage_growth_ppm", ppm);
    else if (growth.n)
        form_wrong(&errors, S("growth"), word(visit->request.lang, W_FORECAST_GROWTH_WRONG));
    if (deemed.n && str_int(deemed, &months) && months >= 0 && months <= DEEMED_MAX)
        json_put_int(&args, "deemed_months", months);
    else if (deemed.n)
        form_wrong(&errors, S("deemed"), word(visit->request.lang, W_FORECAST_DEEMED_WRONG));
    Err err = errors.count ? OK : visit_ask(visit, "person.forecast", &args, &data, &why);
    if (err != OK && str_is(why.field, "wage_growth_ppm"))
        why.field = S("growth");
    if (err != OK)
        form_refused(&errors, visit, &why);
    write_page(visit, name, status, data, &errors, err != OK ? err_http(err) : errors.count ? 422 : 200);
}

void show_forecast(PageVisit *visit, Str name) { show(visit, name.n ? name : S("0")); }

void show_my_forecast(PageVisit *visit, Str name)
{
    (void)name;
    show(visit, none);
}
