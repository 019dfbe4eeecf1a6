/* page_assess.c - contributions are assessed: first only calculated, then kept as a run, which another person releases
 * (page_release.c). Law: Social Insurance Law 62. */
#include "web/entry.h"
#include "web/record.h"
#include "web/routes.h"
#include "web/said.h"

static const char *const fields[] = { "region", "month", "credit_code", "ssn", NULL };

static void write_assess(PageVisit *visit, const FormErrors *errors, int status)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page.status = status;
    page.back = S("/desk");
    form_page_begin(&page, W_ASSESS_TITLE, W_ASSESS_LEAD, errors, fields);
    form_open(ui, visit, S("/desk/assess"));
    entry_field(ui, visit, F_REGION, errors);
    entry_field(ui, visit, F_MONTH, errors);
    entry_field_as(ui, visit, F_CREDIT_CODE, entry_label(visit->arena, ui->lang, F_CREDIT_CODE), word(ui->lang, W_ASSESS_UNIT_HINT),
                   errors);
    entry_field_as(ui, visit, F_SSN, entry_label(visit->arena, ui->lang, F_SSN), word(ui->lang, W_ASSESS_PERSON_HINT), errors);
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_ASSESS_TRY), .once = true });
    form_close(ui);
    form_page_end(visit, &page);
}

void show_assess(PageVisit *visit, Str name)
{
    (void)name;
    write_assess(visit, &(FormErrors){ 0 }, 200);
}

/* The same fields once more, hidden, to do what was tried. */
static void keep_button(Ui *ui, const PageVisit *visit)
{
    form_open(ui, visit, S("/desk/assess"));
    for (size_t i = 0; fields[i]; i++)
        form_hidden(ui, fields[i], visit_field(visit, fields[i]));
    form_hidden(ui, "keep", S("1"));
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_ASSESS_DO), .once = true });
    form_close(ui);
}

static void assessed(PageVisit *visit, void *context, const Done *done)
{
    bool keep = context != NULL;
    if (done->err != OK) {
        FormErrors errors = { 0 };
        form_refused(&errors, visit, &done->why);
        write_assess(visit, &errors, err_http(done->err));
        return;
    }
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    Str run = node_text(done->data, "run");
    Str title = word(ui->lang, !keep ? W_ASSESS_TRIED : run.n ? W_ASSESS_DONE : W_ASSESS_SAME);
    page.not_indexed = true;
    page.back = S("/desk/assess");
    page_begin(&page, title);
    ui_put(ui, "<div class=\"sb-narrow\">\n");
    if (keep && run.n)
        ui_panel(ui, &(UiPanel){ .title = title, .text = run });
    else
        ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n", title);
    record_run(ui, done->data);
    if (!keep && node_int(done->data, "lines"))
        keep_button(ui, visit);
    if (keep && run.n)
        ui_inset(ui, &(UiInset){ .text = word(ui->lang, W_ASSESS_NEXT) });
    ui_put(ui, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{}</a></p>\n</div>\n", ui_path(ui, S("/desk/assess")),
           word(ui->lang, W_ASSESS_AGAIN));
    visit_show(visit, &page, page_end(&page));
}

void do_assess(PageVisit *visit, Str name)
{
    (void)name;
    FormErrors errors = { 0 };
    bool keep = str_is(visit_field(visit, "keep"), "1");
    Json args = visit_args(visit);
    entry_lists(visit);
    entry_put(visit, &args, F_REGION, true, &errors);
    entry_put(visit, &args, F_MONTH, true, &errors);
    entry_put(visit, &args, F_CREDIT_CODE, false, &errors);
    entry_put(visit, &args, F_SSN, false, &errors);
    json_put_bool(&args, "dry", !keep);
    if (errors.count)
        write_assess(visit, &errors, 422);
    else
        visit_do(visit, "levy.assess", form_id(visit, NULL), &args, assessed, keep ? visit : NULL);
}
