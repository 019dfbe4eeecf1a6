/* ui_date.c - see ui_form.h: a date in three boxes. */
#include "web/ui_field.h"

enum { PARTS = 3 };

static size_t usual_parts(const Ui *ui, const UiDate *o, UiDatePart *parts)
{
    UiDatePart day = { .name = "day", .label = word(ui->lang, W_DAY), .value = o->day, .wrong = o->wrong_day };
    UiDatePart month = { .name = "month", .label = word(ui->lang, W_MONTH), .value = o->month, .wrong = o->wrong_month };
    UiDatePart year = { .name = "year", .label = word(ui->lang, W_YEAR), .value = o->year, .wrong = o->wrong_year };
    bool big_first = ui->lang == LANG_ZH;
    parts[0] = big_first ? year : day;
    parts[1] = month;
    parts[2] = big_first ? day : year;
    return PARTS;
}

static void date_part(Ui *ui, const UiDate *o, const UiDatePart *part, bool wrong)
{
    Arena *arena = ui->buf.arena;
    bool wide = part->classes && strstr(part->classes, "govuk-input--width-");
    const char *width = wide ? "" : str_is(str(part->name), "year") ? " govuk-input--width-4" : " govuk-input--width-2";
    const char *dash = o->name_prefix ? "-" : "", *prefix = o->name_prefix ? o->name_prefix : "";
    UiInput input = {
        .field = { .id = part->id ? part->id : str_format(arena, "%s-%s", o->id, part->name).p,
                   .name = str_format(arena, "%s%s%s", prefix, dash, part->name).p,
                   .classes = str_format(arena, "govuk-date-input__input%s%s%s%s", wrong ? " govuk-input--error" : "", width,
                                         part->classes ? " " : "", part->classes ? part->classes : "").p,
                   .attrs = part->attrs },
        .value = part->value,
        .inputmode = part->inputmode ? part->inputmode : "numeric",
        .autocomplete = part->autocomplete,
        .pattern = part->pattern,
    };
    ui_put(ui, "<div class=\"govuk-date-input__item\"><div class=\"govuk-form-group\">\n");
    ui_label(ui, &(UiLabel){ .text = part->label, .classes = "govuk-date-input__label", .for_id = input.field.id });
    ui_input_element(ui, &input, NULL);
    ui_put(ui, "</div></div>\n");
}

static void date_boxes(Ui *ui, const UiDate *o)
{
    UiDatePart usual[PARTS];
    const UiDatePart *parts = o->count ? o->parts : usual;
    size_t count = o->count ? o->count : usual_parts(ui, o, usual);
    bool all_wrong = ui_is_wrong(&o->error);
    for (size_t i = 0; i < count; i++)
        all_wrong = all_wrong && !parts[i].wrong;
    ui_put(ui, "<div");
    ui_class(ui, S("govuk-date-input"), str(o->classes), (Str){ 0 });
    ui_attrs(ui, o->attrs);
    ui_attr_if(ui, "id", str(o->id));
    ui_put(ui, ">\n");
    for (size_t i = 0; i < count; i++)
        date_part(ui, o, &parts[i], parts[i].wrong || all_wrong);
    ui_put(ui, "</div>\n");
}

void ui_date(Ui *ui, const UiDate *o)
{
    const char *start = o->fieldset ? o->fieldset->described_by : NULL;
    ui_group_open(ui, ui_is_wrong(&o->error), o->group_classes, o->group_attrs);
    if (o->fieldset) {
        UiFieldset fieldset = *o->fieldset;
        fieldset.role = "group"; /* else some screen readers do not read the description of a set of text boxes */
        fieldset.described_by = ui_notes(ui, o->id, &o->hint, &o->error, start, false);
        ui_fieldset_open(ui, &fieldset);
    }
    ui_notes(ui, o->id, &o->hint, &o->error, start, true);
    date_boxes(ui, o);
    if (o->fieldset)
        ui_fieldset_close(ui);
    ui_put(ui, "</div>\n");
}
