/* page_photo.c - the photo of a card that was applied for. One that is as the card needs it goes on at once; of any other the page
 * says what is wrong and offers parts of it in the right shape (portrait.h). */
#include "web/entry.h"
#include "web/portrait.h"
#include "web/record.h"
#include "web/routes.h"

static const char *const fields[] = { "application", "photo", NULL };

static void write_form(PageVisit *visit, const FormErrors *errors, int status)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page.status = status;
    page.back = visit_role(visit, R_SELF | R(ONLINE)) ? S("/me") : S("/desk");
    form_page_begin(&page, W_PHOTO_TITLE, W_PHOTO_LEAD, errors, fields);
    form_open_files(ui, visit, S("/photo"));
    entry_field(ui, visit, F_APPLICATION, errors);
    entry_field(ui, visit, F_PHOTO, errors);
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_PHOTO_CHECK), .once = true });
    form_close(ui);
    form_page_end(visit, &page);
}

void show_photo(PageVisit *visit, Str name)
{
    (void)name;
    write_form(visit, &(FormErrors){ 0 }, 200);
}

/* ---- what is found ---- */

static void write_found(PageVisit *visit, const Portrait *portrait)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    Str application = visit_field(visit, "application");
    page.not_indexed = true;
    page.back = S("/photo");
    page_begin(&page, word(ui->lang, W_PHOTO_FOUND));
    portrait_findings(ui, portrait);
    form_open(ui, visit, S("/photo"));
    form_hidden(ui, "application", application);
    portrait_choose(ui, portrait, NULL, (Str){ 0 });
    form_close(ui);
    ui_put(ui, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{}</a></p>\n",
           ui_path(ui, str_format(visit->arena, "/photo?application=" STR_FMT, STR_ARG(page_encoded(visit->arena, application)))),
           word(ui->lang, W_PHOTO_OTHER));
    visit_show(visit, &page, page_end(&page));
}

/* ---- sent ---- */

static void sent(PageVisit *visit, void *context, const Done *done)
{
    (void)context;
    if (done->err != OK) {
        FormErrors errors = { 0 };
        form_refused(&errors, visit, &done->why);
        write_form(visit, &errors, err_http(done->err));
        return;
    }
    size_t count = 0;
    const JsonNode *findings = node_list(done->data, "findings", &count);
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page_begin(&page, word(ui->lang, W_PHOTO_TAKEN));
    ui_put(ui, "<div class=\"sb-narrow\">\n");
    ui_panel(ui, &(UiPanel){ .title = word(ui->lang, W_PHOTO_TAKEN), .text = visit_field(visit, "application") });
    for (size_t i = 0; i < count; i++)
        ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", node_said(&findings[i], "why", ui->lang));
    form_page_end(visit, &page);
}

static void photo_send(PageVisit *visit, Str jpeg)
{
    Json args = visit_args(visit);
    json_put(&args, "application", visit_field(visit, "application"));
    json_put(&args, "photo", str_base64(visit->arena, jpeg));
    visit_do(visit, "card.photo", form_id(visit, NULL), &args, sent, NULL);
}

/* Where the card is applied for: its number says whose it is, the record says where. 0: not known, then the country's rule. */
static int region_of(PageVisit *visit, Str application)
{
    Str person = application, place = { 0 };
    const JsonNode *status = NULL;
    Why why = { .arena = visit->arena };
    size_t count = 0;
    int64_t number = 0;
    Str letter = str_head(person, 1);
    person = str_from(person, letter.n);
    Json args = visit_args(visit);
    json_put_int(&args, "person", record_person(str_cut(&person, '-')));
    if (!str_is(letter, "K") || visit_ask(visit, "person.status", &args, &status, &why) != OK)
        return 0;
    const JsonNode *cards = node_list(status, "cards", &count);
    for (size_t i = 0; i < count; i++)
        if (str_eq(node_text(&cards[i], "application_no"), application))
            place = node_text(&cards[i], "region");
    return str_int(place, &number) ? (int)number : 0;
}

void do_photo(PageVisit *visit, Str name)
{
    (void)name;
    FormErrors errors = { 0 };
    Portrait portrait;
    Str application = visit_field(visit, "application");
    if (!application.n)
        form_wrong(&errors, S("application"),
                   word_format(visit->arena, visit->request.lang, W_ENTRY_EMPTY_N,
                               STR_ARG(entry_label(visit->arena, visit->request.lang, F_APPLICATION))));
    PortraitState state = portrait_take(visit, region_of(visit, application), &portrait, &errors);
    if (state == PORTRAIT_NONE)
        form_wrong(&errors, S("photo"), word(visit->request.lang, W_PHOTO_EMPTY));
    if (errors.count)
        write_form(visit, &errors, 422);
    else if (state == PORTRAIT_CUT)
        write_found(visit, &portrait);
    else
        photo_send(visit, portrait.jpeg);
}
