/* page_bank.c - the bank's desk: hand over if need be, and activate, with the person, the identity card and the card
 * seen. Law: 人社厅发〔2014〕52号. */
#include "web/form.h"
#include "web/record.h"
#include "web/routes.h"

static const char *const fields[] = { "card_no", "ssn", "evidence", NULL };
static const char *const papers[] = { "id-card", "social-card" };
enum { PAPERS = sizeof papers / sizeof *papers };

static bool ticked(const PageVisit *visit, Str kind)
{
    for (size_t i = 0; i < visit->request.count; i++)
        if (str_is(visit->request.fields[i].name, "evidence") && str_eq(visit->request.fields[i].value, kind))
            return true;
    return false;
}

static void put_papers(Ui *ui, const PageVisit *visit, const FormErrors *errors)
{
    UiChoice items[PAPERS];
    for (size_t i = 0; i < PAPERS; i++)
        items[i] = (UiChoice){ .value = str(papers[i]),
                               .text = said_head(ui->buf.arena, said_word(ui->lang, SET_EVIDENCE, str(papers[i]))),
                               .checked = ticked(visit, str(papers[i])) };
    ui_checkboxes(ui, &(UiChoices){ .name = "evidence",
                                    .id_prefix = "evidence",
                                    .fieldset = &(UiFieldset){ .legend = word(ui->lang, W_PAPERS_SEEN),
                                                               .legend_classes = "govuk-fieldset__legend--s" },
                                    .hint = { .text = word(ui->lang, W_PAPERS_SEEN_HINT) },
                                    .error = form_error(errors, "evidence"),
                                    .items = items,
                                    .count = PAPERS });
}

static void write_form(PageVisit *visit, const FormErrors *errors, int status)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page.status = status;
    form_page_begin(&page, W_BANK_TITLE, W_BANK_LEAD, errors, fields);
    form_open(ui, visit, S("/bank/activate"));
    form_input(ui, visit, "card_no", W_CARD_NO, W_CARD_NO_HINT, "govuk-input--width-10", errors);
    form_input(ui, visit, "ssn", W_NUMBER_LABEL, W_NUMBER_AS_SHOWN, "govuk-input--width-20", errors);
    put_papers(ui, visit, errors);
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_BANK_DO), .once = true });
    form_close(ui);
    form_page_end(visit, &page);
}

void show_bank(PageVisit *visit, Str name)
{
    (void)name;
    write_form(visit, &(FormErrors){ 0 }, 200);
}

static void put_legacy(Ui *ui, const JsonNode *legacy)
{
    if (!legacy || legacy->type != JSON_MEMBERS)
        return;
    UiSummaryRow rows[] = {
        { .key = word(ui->lang, W_LEGACY_TITLE), .value = node_text(legacy, "old_card_no") },
        { .key = word(ui->lang, W_LEGACY_STATE), .value = said_word(ui->lang, SET_LEGACY, node_text(legacy, "state")) },
        { .key = word(ui->lang, W_LEGACY_MOVED), .value = said_money(ui->buf.arena, ui->lang, node_int(legacy, "moved_fen")) },
    };
    ui_summary_list(ui, &(UiSummary){ .rows = rows, .count = sizeof rows / sizeof *rows });
}

static void activated(PageVisit *visit, void *context, const Done *done)
{
    (void)context;
    if (done->err != OK) {
        FormErrors errors = { 0 };
        form_refused(&errors, visit, &done->why);
        write_form(visit, &errors, err_http(done->err));
        return;
    }
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    Str title = word(ui->lang, done->already ? W_BANK_ALREADY : W_BANK_DONE);
    page.not_indexed = true;
    page_begin(&page, title);
    ui_put(ui, "<div class=\"sb-narrow\">\n");
    ui_panel(ui, &(UiPanel){ .title = title, .text = node_text(done->data, "card_no") });
    put_legacy(ui, json_member(done->data, "legacy"));
    ui_put(ui,
           "<h2 class=\"govuk-heading-m\">{}</h2>\n<ul class=\"govuk-list govuk-list--bullet\">\n<li>{}</li>\n<li>{}</li>\n</ul>\n",
           word(ui->lang, W_NEXT_TITLE), word(ui->lang, W_BANK_NEXT_CARD), word(ui->lang, W_BANK_NEXT_PIN));
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_BANK_AGAIN), .href = ui_path(ui, S("/bank/activate")) });
    ui_put(ui, "</div>\n");
    visit_show(visit, &page, page_end(&page));
}

void do_bank(PageVisit *visit, Str name)
{
    (void)name;
    Str card_no = visit_field(visit, "card_no"), ssn = visit_field(visit, "ssn");
    FormErrors errors = { 0 };
    if (!card_no.n)
        form_wrong(&errors, S("card_no"), word(visit->request.lang, W_CARD_NO_EMPTY));
    if (!ssn.n)
        form_wrong(&errors, S("ssn"), word(visit->request.lang, W_NUMBER_EMPTY));
    if (errors.count) {
        write_form(visit, &errors, 422);
        return;
    }
    Json args = visit_args(visit);
    json_put(&args, "channel", S("bank-counter"));
    json_put(&args, "card_no", card_no);
    json_put(&args, "ssn", ssn);
    json_put(&args, "institution", visit->actor.org);
    json_key(&args, "evidence");
    json_open(&args, '[');
    for (size_t i = 0; i < PAPERS; i++) {
        if (!ticked(visit, str(papers[i])))
            continue;
        json_open(&args, '{');
        json_put(&args, "kind", str(papers[i]));
        json_close(&args, '}');
    }
    json_close(&args, ']');
    visit_do(visit, "card.activate", form_id(visit, NULL), &args, activated, NULL);
}
