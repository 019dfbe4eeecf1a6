/* page_identity.c - who a person is, in full: shown for a purpose that is stated, which the person reads under "who looked at
 * my record". Law: Personal Information Protection Law articles 6, 28, 51. */
#include "web/record.h"
#include "web/routes.h"

static Str path_of(const PageVisit *visit, int64_t person)
{
    return str_format(visit->arena, "/person/%lld/identity", (long long)person);
}

void identity_form(Ui *ui, PageVisit *visit, int64_t person, const FormErrors *errors)
{
    if (!visit_role(visit, R_OFFICE | R(CENTRE)))
        return;
    ui_put(ui, "<h2 class=\"govuk-heading-m\">{}</h2>\n", word(ui->lang, W_REVEAL_TITLE));
    form_open(ui, visit, path_of(visit, person));
    form_input(ui, visit, "purpose", W_REVEAL_WHY, W_REVEAL_TEXT, "govuk-input--width-20", errors);
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_REVEAL_SHOW), .classes = "govuk-button--secondary" });
    form_close(ui);
}

static void put_values(Ui *ui, const JsonNode *data)
{
    static const struct {
        const char *key;
        Word label;
    } rows[] = { { "name", W_NAME_LABEL },
                 { "ssn", W_REVEAL_NUMBER },
                 { "id_no", W_OPEN_NUMBER_SHORT },
                 { "mobile", W_REVEAL_MOBILE },
                 { "address", W_REVEAL_ADDRESS },
                 { "email", W_WAY_EMAIL } };
    enum { COUNT = sizeof rows / sizeof *rows };
    UiSummaryRow shown[COUNT];
    size_t count = 0;
    for (size_t i = 0; i < COUNT; i++)
        if (node_text(data, rows[i].key).n)
            shown[count++] = (UiSummaryRow){ .key = word(ui->lang, rows[i].label), .value = node_text(data, rows[i].key) };
    ui_summary_list(ui, &(UiSummary){ .rows = shown, .count = count });
}

static void write_identity(PageVisit *visit, int64_t person, const JsonNode *data, const FormErrors *errors)
{
    static const char *const fields[] = { "purpose", NULL };
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page.status = errors->count ? 422 : 200;
    page.back = str_format(visit->arena, "/person/%lld", (long long)person);
    form_page_begin(&page, W_REVEAL_TITLE, W_REVEAL_TEXT, errors, fields);
    if (data)
        put_values(ui, data);
    else
        identity_form(ui, visit, person, errors);
    form_page_end(visit, &page);
}

void do_identity(PageVisit *visit, Str name)
{
    const JsonNode *data = NULL;
    FormErrors errors = { 0 };
    Why why = { .arena = visit->arena };
    int64_t person = record_person(name);
    Json args = visit_args(visit);
    json_put_int(&args, "person", person);
    if (!visit_field(visit, "purpose").n)
        form_wrong(&errors, S("purpose"), word(visit->request.lang, W_REVEAL_EMPTY));
    if (errors.count)
        write_identity(visit, person, NULL, &errors);
    else if (visit_ask(visit, "person.identity", &args, &data, &why) != OK)
        visit_refused(visit, &why, (Str){ 0 });
    else
        write_identity(visit, person, data, &errors);
}
