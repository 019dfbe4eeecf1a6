/* page_calc.c - what somebody with such a wage would pay in a month, to the fen and by which rule, and when somebody may
 * retire: the calculators, for whoever likes. Nothing that is typed is kept. Law: Social Insurance Law 12. */
#include "web/chart.h"
#include "web/entry.h"
#include "web/record.h"
#include "web/routes.h"
#include "web/rules.h"

enum { MONTHS_OF_YEAR = 12 };

static const char *const fields[] = { "region",   "month", "category",        "wage_fen", "base_fen",
                                      "tier_fen", "hukou", "retire_category", "birth",    NULL };
/* A field, and who fills it in where not everybody does; WORD_END: the usual hint. */
typedef struct {
    Field field;
    Word hint;
} Asked;
static const Asked of_wage[] = { { F_REGION, WORD_END },
                                 { F_MONTH, WORD_END },
                                 { F_CATEGORY, WORD_END },
                                 { F_WAGE_FEN, W_CALC_WAGE_HINT },
                                 { F_BASE_FEN, W_CALC_BASE_HINT },
                                 { F_TIER_FEN, W_CALC_TIER_HINT },
                                 { F_HUKOU, WORD_END } };
static const Asked of_age[] = { { F_RETIRE_CATEGORY, WORD_END }, { F_BORN, WORD_END } };

/* What a page of two questions knows: what was asked and answered, and what was wrong with it. */
typedef struct {
    const JsonNode *paid, *retires;
    FormErrors errors;
} Calculated;

static bool any_sent(const PageVisit *visit, const Asked *of, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < visit->request.count; k++)
            if (str_is(visit->request.fields[k].name, field_row(of[i].field)->name))
                return true;
    return false;
}

/* Asks the calculator if anything of its form was sent. */
static void calculate(PageVisit *visit, const char *query, const Asked *of, size_t count, FormErrors *errors, const JsonNode **out)
{
    Why why = { .arena = visit->arena };
    Json args = visit_args(visit);
    size_t before = errors->count;
    if (!any_sent(visit, of, count))
        return;
    for (size_t i = 0; i < count; i++)
        entry_put(visit, &args, of[i].field, of == of_age, errors);
    if (errors->count == before && visit_ask(visit, query, &args, out, &why) != OK)
        form_refused(errors, visit, &why);
}

static void part(Ui *ui, Word title) { ui_put(ui, "<h2 class=\"govuk-heading-l sb-part\">{}</h2>\n", word(ui->lang, title)); }

/* ---- contributions ---- */

static int64_t amount_of(const JsonNode *paid, const char *group, const char *insurance)
{
    return node_int(json_member(paid, group), insurance);
}

static void put_parts(Ui *ui, const JsonNode *paid)
{
    static const Word heads[] = { W_INSURANCE, W_BASE, W_PART_EMPLOYER, W_PART_EMPLOYEE, W_TOTAL };
    enum { WIDTH = sizeof heads / sizeof *heads };
    Arena *arena = ui->buf.arena;
    UiCell cells[Insurance_END * WIDTH] = { 0 };
    size_t rows = 0;
    for (int i = 1; i < Insurance_END; i++) {
        const char *code = choice_code(SET_INSURANCE, i);
        int64_t employer = amount_of(paid, "employer_fen", code), employee = amount_of(paid, "employee_fen", code);
        if (!amount_of(paid, "base_fen", code) && !employer && !employee)
            continue;
        UiCell *row = &cells[rows++ * WIDTH];
        row[0].text = said_head(arena, said_word(ui->lang, SET_INSURANCE, str(code)));
        row[1].text = said_amount(arena, amount_of(paid, "base_fen", code));
        row[2].text = said_amount(arena, employer);
        row[3].text = said_amount(arena, employee);
        row[4].text = said_amount(arena, employer + employee);
    }
    UiCell *sum = &cells[rows++ * WIDTH];
    sum[0].text = word(ui->lang, W_TOTAL);
    sum[1].text = S("—");
    sum[2].text = said_amount(arena, node_int(paid, "total_employer_fen"));
    sum[3].text = said_amount(arena, node_int(paid, "total_employee_fen"));
    sum[4].text = said_amount(arena, node_int(paid, "total_fen"));
    record_table(ui, heads, WIDTH, cells, rows);
}

/* Law article 12: what goes to the person's own accounts, and what to the common funds. */
static void put_funds(Ui *ui, const JsonNode *paid)
{
    static const struct {
        const char *key;
        Word text;
    } funds[] = { { "pension_personal", W_CALC_PENSION_OWN },
                  { "pension_pool", W_CALC_PENSION_POOL },
                  { "medical_personal", W_CALC_MEDICAL_OWN },
                  { "medical_pool", W_CALC_MEDICAL_POOL },
                  { "serious_illness", W_CALC_SERIOUS },
                  { "unemployment", W_CALC_UNEMPLOYMENT },
                  { "injury", W_CALC_INJURY } };
    enum { FUNDS = sizeof funds / sizeof *funds };
    Str rows[FUNDS], series[] = { word(ui->lang, W_AMOUNT) };
    int64_t values[FUNDS];
    size_t count = 0;
    for (size_t i = 0; i < FUNDS; i++) {
        values[count] = amount_of(paid, "funds_fen", funds[i].key);
        rows[count] = word(ui->lang, funds[i].text);
        count += values[count] > 0;
    }
    ui_chart(ui, &(Chart){ .kind = CHART_BARS,
                           .unit = CHART_MONEY,
                           .title = word(ui->lang, W_CALC_FUNDS),
                           .head = word(ui->lang, W_FUND),
                           .empty = word(ui->lang, W_CHART_NOTHING),
                           .series = series,
                           .width = 1,
                           .rows = rows,
                           .count = count,
                           .values = values });
}

static void put_rules(Ui *ui, PageVisit *visit, const JsonNode *paid, const JsonNode *at)
{
    static const Word heads[] = { W_RULE, W_AMOUNT, W_LAW, W_SINCE, W_STATE };
    enum { WIDTH = sizeof heads / sizeof *heads };
    size_t count = 0;
    const JsonNode *lines = node_list(paid, "trace", &count);
    UiCell *cells = arena_new(visit->arena, UiCell, count * WIDTH);
    Ui inside = ui_inside(ui);
    for (size_t i = 0; i < count; i++) {
        UiCell *row = &cells[i * WIDTH];
        const JsonNode *fen = json_member(&lines[i], "amount_fen");
        row[0].text = rules_name(at, node_text(&lines[i], "rule"), ui->lang);
        row[1].text = fen ? said_amount(visit->arena, fen->number) : S("—");
        row[2].text = node_text(&lines[i], "law");
        row[3].text = said_day(visit->arena, ui->lang, node_text(&lines[i], "from"));
        row[4].html = rules_status(ui, node_text(&lines[i], "status"));
    }
    record_table(&inside, heads, WIDTH, cells, count);
    ui_details(ui, &(UiDetails){ .summary = word(ui->lang, W_CALC_RULES), .html = ui_done(&inside) });
}

static void put_paid(Ui *ui, PageVisit *visit, const JsonNode *paid)
{
    const JsonNode *at = NULL;
    Why why = { .arena = visit->arena };
    ui_panel(ui, &(UiPanel){ .title = said_money(visit->arena, ui->lang, node_int(paid, "total_fen")),
                             .text = word(ui->lang, W_CALC_TOTAL),
                             .level = 2 });
    if (str_is(node_text(paid, "status"), "provisional"))
        ui_inset(ui, &(UiInset){ .text = word(ui->lang, W_CALC_PROVISIONAL) });
    put_parts(ui, paid);
    put_funds(ui, paid);
    if (rules_at(visit, rules_region(visit), visit_field(visit, "month"), &at, &why) != OK)
        at = NULL;
    put_rules(ui, visit, paid, at);
}

/* ---- retirement ---- */

static Str age_said(const Ui *ui, int64_t months)
{
    return word_format(ui->buf.arena, ui->lang, W_YEARS_MONTHS_N, (int)(months / MONTHS_OF_YEAR), (int)(months % MONTHS_OF_YEAR));
}

static void put_retires(Ui *ui, const JsonNode *retires)
{
    const UiSummaryRow rows[] = {
        { .key = word(ui->lang, W_CALC_MONTH), .value = said_month(ui->buf.arena, ui->lang, node_text(retires, "month")) },
        { .key = word(ui->lang, W_FORECAST_AGE), .value = age_said(ui, node_int(retires, "age_months")) },
        { .key = word(ui->lang, W_CALC_DELAY), .value = age_said(ui, node_int(retires, "delay_months")) },
        { .key = word(ui->lang, W_FORECAST_MINIMUM), .value = age_said(ui, node_int(retires, "minimum_months")) },
    };
    ui_summary_list(ui, &(UiSummary){ .rows = rows, .count = sizeof rows / sizeof *rows });
}

/* ---- the page ---- */

static void put_form(Ui *ui, PageVisit *visit, const Asked *of, size_t count, const FormErrors *errors)
{
    ui_put(ui, "<form method=\"get\" action=\"{}\" novalidate>\n", ui_path(ui, S("/calc")));
    for (size_t i = 0; i < count; i++)
        if (of[i].hint == WORD_END)
            entry_field(ui, visit, of[i].field, errors);
        else
            entry_field_as(ui, visit, of[i].field, entry_label(visit->arena, ui->lang, of[i].field), word(ui->lang, of[i].hint),
                           errors);
    ui_put(ui, "<button type=\"submit\" class=\"govuk-button\">{}</button>\n</form>\n", word(ui->lang, W_CALC_DO));
}

void show_calc(PageVisit *visit, Str name)
{
    (void)name;
    enum { WAGE = sizeof of_wage / sizeof *of_wage, AGE = sizeof of_age / sizeof *of_age };
    Calculated c = { 0 };
    calculate(visit, "calc.contribution", of_wage, WAGE, &c.errors, &c.paid);
    calculate(visit, "calc.retirement", of_age, AGE, &c.errors, &c.retires);
    visit_usual(visit, "month", rules_month(visit, 0));
    visit_usual(visit, "category", S("employee"));
    visit_usual(visit, "hukou", S("other"));
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.wrong = c.errors.count > 0;
    page.status = page.wrong ? err_http(ERR_BAD_FIELD) : 200;
    page_begin(&page, word(ui->lang, W_CALC_TITLE));
    form_summary(ui, &c.errors, fields);
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n<p class=\"govuk-body-l\">{}</p>\n", word(ui->lang, W_CALC_TITLE),
           word(ui->lang, W_CALC_LEAD));
    part(ui, W_CALC_PAY);
    if (c.paid)
        put_paid(ui, visit, c.paid);
    put_form(ui, visit, of_wage, WAGE, &c.errors);
    part(ui, W_CALC_RETIRE);
    if (c.retires)
        put_retires(ui, c.retires);
    put_form(ui, visit, of_age, AGE, &c.errors);
    visit_show(visit, &page, page_end(&page));
}
