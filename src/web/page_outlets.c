/* page_outlets.c - where to go: banks, hospitals, pharmacies and agencies that serve, with address, telephone and hours. */
#include "web/entry.h"
#include "web/record.h"
#include "web/routes.h"

static const char *const fields[] = { "region", "kind", NULL };

static void put_kind(Ui *ui, const PageVisit *visit, const FormErrors *errors)
{
    const ChoiceSet *kinds = choice_set(SET_INSTITUTION_KIND);
    UiOption *items = arena_new(visit->arena, UiOption, (size_t)kinds->count + 1);
    items[0].text = word(ui->lang, W_OUTLETS_ALL);
    for (int i = 0; i < kinds->count; i++) {
        Str code = str(kinds->items[i].code);
        items[i + 1] =
            (UiOption){ .value = code, .text = said_head(visit->arena, said_word(ui->lang, SET_INSTITUTION_KIND, code)) };
    }
    ui_select(ui, &(UiSelect){ .field = { .name = "kind",
                                          .id = "kind",
                                          .label = { .text = word(ui->lang, W_FIND_KIND), .classes = "govuk-label--s" },
                                          .error = form_error(errors, "kind") },
                               .items = items,
                               .count = (size_t)kinds->count + 1,
                               .value = visit_field(visit, "kind") });
}

static void put_question(Ui *ui, PageVisit *visit, const FormErrors *errors)
{
    ui_put(ui, "<form method=\"get\" class=\"sb-inline\" action=\"{}\" novalidate>\n", ui_path(ui, S("/outlets")));
    entry_field(ui, visit, F_REGION, errors);
    put_kind(ui, visit, errors);
    ui_put(ui, "<button type=\"submit\" class=\"govuk-button govuk-button--secondary\">{}</button>\n</form>\n",
           word(ui->lang, W_SHOW));
}

static Html call_link(const Ui *ui, Str phone)
{
    Ui link = ui_inside(ui);
    if (phone.n)
        ui_put(&link, "<a class=\"govuk-link\" href=\"tel:{}\">{}</a>", phone, phone);
    else
        ui_text(&link, S("—"));
    return ui_done(&link);
}

static Str or_dash(Str text) { return text.n ? text : S("—"); }

static void put_outlets(Ui *ui, const PageVisit *visit, const JsonNode *data)
{
    static const Word heads[] = { W_OUTLETS_NAME, W_FIND_KIND, W_OUTLETS_ADDRESS, W_OUTLETS_PHONE, W_OUTLETS_HOURS };
    enum { WIDTH = sizeof heads / sizeof *heads };
    size_t count = 0;
    const JsonNode *items = node_list(data, "items", &count);
    if (!count) {
        ui_inset(ui, &(UiInset){ .text = word(ui->lang, W_OUTLETS_NONE) });
        return;
    }
    UiCell *cells = arena_new(visit->arena, UiCell, count * WIDTH);
    for (size_t i = 0; i < count; i++) {
        UiCell *row = &cells[i * WIDTH];
        row[0].text = node_text(&items[i], "name");
        row[1].text = said_head(visit->arena, node_said(json_member(&items[i], "kind"), NULL, ui->lang));
        row[2].text = or_dash(node_text(&items[i], "address"));
        row[3].html = call_link(ui, node_text(&items[i], "phone"));
        row[4].text = or_dash(node_text(&items[i], "hours"));
    }
    record_table(ui, heads, WIDTH, cells, count);
}

/* The places behind those of this page. */
static void put_more(Ui *ui, const PageVisit *visit, const JsonNode *data)
{
    Str next = node_text(data, "next");
    if (!next.n)
        return;
    Str path = str_format(visit->arena, "/outlets?region=" STR_FMT "&kind=" STR_FMT "&after=" STR_FMT,
                          STR_ARG(page_encoded(visit->arena, visit_region(visit, "region"))),
                          STR_ARG(page_encoded(visit->arena, visit_field(visit, "kind"))), STR_ARG(next));
    ui_put(ui, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{}</a></p>\n", ui_path(ui, path),
           word(ui->lang, W_OUTLETS_MORE));
}

void show_outlets(PageVisit *visit, Str name)
{
    (void)name;
    FormErrors errors = { 0 };
    Why why = { .arena = visit->arena };
    const JsonNode *data = NULL;
    Json args = visit_args(visit);
    Str after = visit_field(visit, "after");
    entry_put(visit, &args, F_REGION, false, &errors);
    entry_put(visit, &args, F_INSTITUTION_KIND, false, &errors);
    if (after.n)
        json_put(&args, "after", after);
    if (!errors.count && visit_ask(visit, "institution.list", &args, &data, &why) != OK)
        form_refused(&errors, visit, &why);
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.wrong = errors.count > 0;
    page.status = page.wrong ? err_http(ERR_BAD_FIELD) : 200;
    page_begin(&page, word(ui->lang, W_OUTLETS_TITLE));
    form_summary(ui, &errors, fields);
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n<p class=\"govuk-body-l\">{}</p>\n",
           word(ui->lang, W_OUTLETS_TITLE), word(ui->lang, W_OUTLETS_LEAD));
    put_question(ui, visit, &errors);
    if (data) {
        put_outlets(ui, visit, data);
        put_more(ui, visit, data);
    }
    visit_show(visit, &page, page_end(&page));
}
