/* page_find.c - the search box of the bureau's desks: in the head of each of their pages, and a page of its own with what was
 * found. One hit is opened at once. What is typed may be a number of identity: it is posted, so that no address, history or log
 * keeps it; opening a person's record is a look like any other. */
#include "web/form.h"
#include "web/record.h"
#include "web/routes.h"

enum { PEOPLE_SHOWN = 10 };

static Str none;

void find_box(Ui *ui, const PageVisit *visit, bool head)
{
    Str id = head ? S("find-head") : S("text"); /* the page's own box is what its error links to */
    ui_put(ui, "<div class=\"sb-search{}\">\n", head ? S(" sb-search--head") : none);
    form_open(ui, visit, S("/desk/find"));
    ui_put(ui, "<label class=\"govuk-label{}\" for=\"{}\">{}</label>\n", head ? S(" govuk-visually-hidden") : none, id,
           word(ui->lang, W_FIND_LABEL));
    if (!head)
        ui_hint(ui, &(UiHint){ .id = "text-hint", .text = word(ui->lang, W_FIND_HINT) });
    ui_put(ui, "<div class=\"sb-search__row\"><input class=\"govuk-input\" id=\"{}\" name=\"text\" type=\"text\"", id);
    ui_attr_if(ui, "aria-describedby", head ? none : S("text-hint"));
    ui_attr_if(ui, "placeholder", head ? word(ui->lang, W_FIND_LABEL) : none);
    ui_put(ui,
           " maxlength=\"200\" value=\"{}\" autocomplete=\"off\" spellcheck=\"false\">"
           "<button type=\"submit\" class=\"govuk-button sb-search__button\">{}</button></div>\n",
           head ? none : visit_field(visit, "text"), word(ui->lang, W_FIND_DO));
    form_close(ui);
    ui_put(ui, "</div>\n");
}

/* ---- what was found ---- */

typedef struct {
    Word kind;
    Str name, number, path; /* path: empty where there is no page */
} Hit;

/* Who it is, masked: a look, recorded. Somebody whom this visitor may not see is shown by number alone. */
static Hit person_hit(PageVisit *visit, int64_t person, bool look)
{
    const JsonNode *status = NULL;
    Why why = { 0 };
    Json args = visit_args(visit);
    Hit hit = { .kind = W_FIND_PERSON,
                .number = str_format(visit->arena, "%lld", (long long)person),
                .path = str_format(visit->arena, "/person/%lld", (long long)person) };
    json_put_int(&args, "person", person);
    if (look && visit_ask(visit, "person.status", &args, &status, &why) == OK)
        hit.name =
            str_format(visit->arena, STR_FMT " " STR_FMT, STR_ARG(node_text(status, "name")), STR_ARG(node_text(status, "number")));
    return hit;
}

static Hit hit_of(PageVisit *visit, const JsonNode *item, bool look)
{
    Str kind = node_text(item, "kind"), name = node_text(item, "name");
    if (str_is(kind, "person"))
        return person_hit(visit, node_int(item, "person"), look);
    if (str_is(kind, "case")) {
        Str number = node_text(item, "case");
        return (Hit){ W_FIND_CASE, none, number, str_format(visit->arena, "/cases/" STR_FMT, STR_ARG(number)) };
    }
    if (str_is(kind, "unit")) {
        Str code = node_text(item, "credit_code");
        return (Hit){ W_FIND_UNIT, name, code, str_format(visit->arena, "/unit?credit_code=" STR_FMT, STR_ARG(code)) };
    }
    return (Hit){ W_FIND_INSTITUTION, name, node_text(item, "institution"), none };
}

static void put_hits(Ui *ui, PageVisit *visit, const JsonNode *items, size_t count)
{
    static const Word heads[] = { W_FIND_NUMBER, W_FIND_WHAT, W_FIND_KIND };
    enum { WIDTH = sizeof heads / sizeof *heads };
    UiCell *cells = arena_new(visit->arena, UiCell, count * WIDTH);
    size_t people = 0;
    for (size_t i = 0; i < count; i++) {
        UiCell *row = &cells[i * WIDTH];
        people += str_is(node_text(&items[i], "kind"), "person");
        Hit hit = hit_of(visit, &items[i], people <= PEOPLE_SHOWN);
        Ui link = ui_inside(ui);
        if (hit.path.n)
            ui_put(&link, "<a class=\"govuk-link\" href=\"{}\">{}</a>", ui_path(ui, hit.path), hit.number);
        else
            ui_text(&link, hit.number);
        row[0].html = ui_done(&link);
        row[1].text = hit.name.n ? hit.name : S("—");
        row[2].text = word(ui->lang, hit.kind);
    }
    ui_put(ui, "<p class=\"sb-count\" role=\"status\">{}</p>\n", word_format(visit->arena, ui->lang, W_FIND_COUNT_N, count));
    record_table(ui, heads, WIDTH, cells, count);
    if (people)
        ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_FIND_RECORDED));
}

static void write_find(PageVisit *visit, const JsonNode *data, const FormErrors *errors, int status)
{
    static const char *const fields[] = { "text", NULL };
    size_t count = 0;
    const JsonNode *items = node_list(data, "items", &count);
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page.status = status;
    page.wrong = errors->count > 0;
    page.back = S("/desk");
    page_begin(&page, word(ui->lang, W_FIND_TITLE));
    form_summary(ui, errors, fields);
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n", word(ui->lang, W_FIND_TITLE));
    find_box(ui, visit, false);
    if (count)
        put_hits(ui, visit, items, count);
    else if (data)
        ui_put(ui, "<p class=\"govuk-body-l\" role=\"status\">{}</p>\n", word(ui->lang, W_FIND_NOTHING));
    if (node_truth(data, "more"))
        ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_FIND_MORE));
    if (!data || node_truth(data, "needs_birth"))
        ui_inset(ui, &(UiInset){ .text = word(ui->lang, W_FIND_BIRTH) });
    visit_show(visit, &page, page_end(&page));
}

void show_find(PageVisit *visit, Str name)
{
    (void)name;
    write_find(visit, NULL, &(FormErrors){ 0 }, 200);
}

void do_find(PageVisit *visit, Str name)
{
    (void)name;
    const JsonNode *data = NULL, *items = NULL;
    size_t count = 0;
    Why why = { .arena = visit->arena };
    FormErrors errors = { 0 };
    Str text = visit_field(visit, "text");
    Json args = visit_args(visit);
    json_put(&args, "text", text);
    if (!text.n) {
        form_wrong(&errors, S("text"), word(visit->request.lang, W_FIND_EMPTY));
        write_find(visit, NULL, &errors, 422);
        return;
    }
    if (visit_ask(visit, "desk.find", &args, &data, &why) != OK) {
        form_refused(&errors, visit, &why);
        write_find(visit, NULL, &errors, err_http(why.code));
        return;
    }
    items = node_list(data, "items", &count);
    Hit only = count == 1 ? hit_of(visit, items, false) : (Hit){ 0 };
    if (only.path.n)
        visit_go(visit, only.path);
    else
        write_find(visit, data, &errors, 200);
}
