/* decide.c - see decide.h. */
#include "web/decide.h"

void decide_fields(Ui *ui, const PageVisit *visit, const FormErrors *errors)
{
    static const struct {
        const char *value;
        Word text, hint;
    } rows[] = { { "approve", W_DECIDE_APPROVE, W_DECIDE_APPROVE_HINT },
                 { "refuse", W_DECIDE_REFUSE, W_DECIDE_REFUSE_HINT },
                 { "return", W_DECIDE_RETURN, W_DECIDE_RETURN_HINT } };
    enum { COUNT = sizeof rows / sizeof *rows };
    UiChoice items[COUNT];
    for (size_t i = 0; i < COUNT; i++)
        items[i] = (UiChoice){ .value = str(rows[i].value),
                               .text = word(ui->lang, rows[i].text),
                               .hint = { .text = word(ui->lang, rows[i].hint) } };
    ui_radios(ui, &(UiChoices){ .name = "decision",
                                .id_prefix = "decision",
                                .fieldset = &(UiFieldset){ .legend = word(ui->lang, W_DECIDE_LEGEND),
                                                           .legend_classes = "govuk-fieldset__legend--s" },
                                .error = form_error(errors, "decision"),
                                .items = items,
                                .count = COUNT,
                                .value = visit_field(visit, "decision") });
    ui_textarea(ui, &(UiTextarea){ .field = { .name = "reason",
                                              .id = "reason",
                                              .label = { .text = word(ui->lang, W_DECIDE_REASON), .classes = "govuk-label--s" },
                                              .hint = { .text = word(ui->lang, W_DECIDE_REASON_HINT) },
                                              .error = form_error(errors, "reason") },
                                   .value = visit_field(visit, "reason"),
                                   .rows = 3 });
}
