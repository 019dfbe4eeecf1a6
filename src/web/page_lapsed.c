/* page_lapsed.c - own bills of a region that lapsed: nobody is asked for them any more, the books keep them by payer and month.
 * Law: Social Insurance Law 10, 60; MOHRSS 2016-132. */
#include "web/entry.h"
#include "web/record.h"
#include "web/routes.h"
#include "web/rules.h"

static const char *const fields[] = { "region", NULL };

static void put_question(Ui *ui, PageVisit *visit, const FormErrors *errors)
{
    ui_put(ui, "<form method=\"get\" class=\"sb-inline\" action=\"{}\" novalidate>\n", ui_path(ui, S("/desk/lapsed")));
    entry_field(ui, visit, F_REGION, errors);
    ui_put(ui, "<button type=\"submit\" class=\"govuk-button govuk-button--secondary\">{}</button>\n</form>\n",
           word(ui->lang, W_SHOW));
}

static Html payer_html(const Ui *ui, const PageVisit *visit, Str payer)
{
    Ui inside = ui_inside(ui);
    if (record_person(payer))
        ui_put(&inside, "<a class=\"govuk-link\" href=\"{}\">{}</a>",
               ui_path(ui, str_format(visit->arena, "/person/" STR_FMT "/contributions", STR_ARG(payer))), payer);
    else
        ui_put(&inside, "{}", payer);
    return ui_done(&inside);
}

/* A row for each month and insurance; what was paid of it since has a row of its own, taken away. */
static void put_items(Ui *ui, PageVisit *visit, const JsonNode *items, size_t count)
{
    static const Word heads[] = { W_LAPSED_DAY, W_RECEIPT_FROM, W_MONTH_OF, W_INSURANCE, W_AMOUNT };
    enum { WIDTH = sizeof heads / sizeof *heads };
    size_t rows = 0, at = 0, parts = 0;
    for (size_t i = 0; i < count; i++) {
        node_list(&items[i], "parts", &parts);
        rows += parts;
    }
    UiCell *cells = arena_new(visit->arena, UiCell, rows * WIDTH + 1);
    for (size_t i = 0; i < count; i++) {
        const JsonNode *part = node_list(&items[i], "parts", &parts);
        for (size_t k = 0; k < parts; k++, at++) {
            UiCell *row = &cells[at * WIDTH];
            row[0].text = said_day(visit->arena, ui->lang, node_text(&items[i], "day"));
            row[1].html = payer_html(ui, visit, node_text(&items[i], "payer"));
            row[2].text = said_month(visit->arena, ui->lang, node_text(&part[k], "month"));
            row[3].text = node_said(json_member(&part[k], "insurance"), NULL, ui->lang);
            row[4] = (UiCell){ .text = said_amount(visit->arena, node_int(&part[k], "amount_fen")), .numeric = true };
        }
    }
    record_table(ui, heads, WIDTH, cells, rows);
}

static void put_answer(Ui *ui, PageVisit *visit, Str region, const JsonNode *data)
{
    size_t count = 0;
    const JsonNode *items = node_list(data, "items", &count);
    Str next = node_text(data, "next");
    const UiSummaryRow rows[] = {
        { .key = entry_label(visit->arena, ui->lang, F_REGION), .value = entry_region(visit, node_text(data, "region")) },
        { .key = word(ui->lang, W_LAPSED_SUM), .value = said_amount(visit->arena, node_int(data, "lapsed_fen")) },
    };
    ui_summary_list(ui, &(UiSummary){ .rows = rows, .count = sizeof rows / sizeof *rows });
    if (count)
        put_items(ui, visit, items, count);
    else
        ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_LAPSED_NONE));
    if (next.n)
        ui_pagination(
            ui, &(UiPagination){ .next = ui_path(ui, str_format(visit->arena, "/desk/lapsed?region=" STR_FMT "&after=" STR_FMT,
                                                                STR_ARG(region), STR_ARG(next))) });
}

void show_lapsed(PageVisit *visit, Str name)
{
    (void)name;
    FormErrors errors = { 0 };
    Why why = { .arena = visit->arena };
    const JsonNode *data = NULL;
    Str region = rules_region(visit), after = visit_field(visit, "after");
    Json args = visit_args(visit);
    json_put(&args, "region", region);
    if (after.n)
        json_put(&args, "after", after);
    Err err = visit_ask(visit, "lapsed.list", &args, &data, &why);
    if (err != OK && after.n) { /* a cursor is typed by nobody */
        visit_refused(visit, &why, S("/desk/lapsed"));
        return;
    }
    if (err != OK)
        form_refused(&errors, visit, &why);
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page.status = err != OK ? err_http(err) : 200;
    page.wrong = err != OK;
    page.back = S("/desk/books");
    page_begin(&page, word(ui->lang, W_LAPSED_TITLE));
    form_summary(ui, &errors, fields);
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_LAPSED_TITLE),
           word(ui->lang, W_LAPSED_TEXT));
    put_question(ui, visit, &errors);
    if (err == OK)
        put_answer(ui, visit, region, data);
    visit_show(visit, &page, page_end(&page));
}
