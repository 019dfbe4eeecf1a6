/* ui_form.c - see ui_form.h: what stands around a field, and the fields of one box. */
#include "web/ui_form.h"
#include "web/ui_field.h"

static bool has(Str text, Html html) { return text.n || html.s.n; }

void ui_label(Ui *ui, const UiLabel *o)
{
    if (!has(o->text, o->html))
        return;
    if (o->is_heading)
        ui_put(ui, "<h1 class=\"govuk-label-wrapper\">");
    ui_put(ui, "<label");
    ui_class(ui, S("govuk-label"), str(o->classes), (Str){ 0 });
    ui_attrs(ui, o->attrs);
    ui_attr_if(ui, "for", str(o->for_id));
    ui_put(ui, ">");
    ui_either(ui, o->text, o->html);
    ui_put(ui, "</label>");
    if (o->is_heading)
        ui_put(ui, "</h1>");
    ui_put(ui, "\n");
}

void ui_hint(Ui *ui, const UiHint *o)
{
    ui_put(ui, "<div");
    ui_attr_if(ui, "id", str(o->id));
    ui_class(ui, S("govuk-hint"), str(o->classes), (Str){ 0 });
    ui_attrs(ui, o->attrs);
    ui_put(ui, ">");
    ui_either(ui, o->text, o->html);
    ui_put(ui, "</div>\n");
}

void ui_error(Ui *ui, const UiError *o)
{
    ui_put(ui, "<p");
    ui_attr_if(ui, "id", str(o->id));
    ui_class(ui, S("govuk-error-message"), str(o->classes), (Str){ 0 });
    ui_attrs(ui, o->attrs);
    ui_put(ui, ">");
    if (!o->no_prefix)
        ui_put(ui, "<span class=\"govuk-visually-hidden\">{}</span> ", word(ui->lang, W_ERROR_PREFIX));
    ui_either(ui, o->text, o->html);
    ui_put(ui, "</p>\n");
}

void ui_fieldset_open(Ui *ui, const UiFieldset *o)
{
    ui_put(ui, "<fieldset");
    ui_class(ui, S("govuk-fieldset"), str(o->classes), (Str){ 0 });
    ui_attr_if(ui, "role", str(o->role));
    ui_attr_if(ui, "aria-describedby", str(o->described_by));
    ui_attrs(ui, o->attrs);
    ui_put(ui, ">\n");
    if (!has(o->legend, o->legend_html))
        return;
    ui_put(ui, "<legend");
    ui_class(ui, S("govuk-fieldset__legend"), str(o->legend_classes), (Str){ 0 });
    ui_put(ui, ">");
    if (o->is_heading)
        ui_put(ui, "<h1 class=\"govuk-fieldset__heading\">");
    ui_either(ui, o->legend, o->legend_html);
    if (o->is_heading)
        ui_put(ui, "</h1>");
    ui_put(ui, "</legend>\n");
}

void ui_fieldset_close(Ui *ui) { ui_put(ui, "</fieldset>\n"); }

void ui_group_open(Ui *ui, bool wrong, const char *classes, const Attr *attrs)
{
    ui_put(ui, "<div");
    ui_class(ui, S("govuk-form-group"), wrong ? S("govuk-form-group--error") : (Str){ 0 }, str(classes));
    ui_attrs(ui, attrs);
    ui_put(ui, ">\n");
}

bool ui_is_wrong(const UiError *error) { return has(error->text, error->html); }

static const char *add_id(Ui *ui, const char *list, const char *id)
{
    return list && *list ? str_format(ui->buf.arena, "%s %s", list, id).p : id;
}

const char *ui_notes(Ui *ui, const char *id, const UiHint *hint, const UiError *error, const char *described_by, bool write)
{
    if (has(hint->text, hint->html)) {
        UiHint own = *hint;
        own.id = str_format(ui->buf.arena, "%s-hint", id).p;
        described_by = add_id(ui, described_by, own.id);
        if (write)
            ui_hint(ui, &own);
    }
    if (ui_is_wrong(error)) {
        UiError own = *error;
        own.id = str_format(ui->buf.arena, "%s-error", id).p;
        described_by = add_id(ui, described_by, own.id);
        if (write)
            ui_error(ui, &own);
    }
    return described_by;
}

static const char *field_id(const UiField *field) { return field->id ? field->id : field->name; }

/* The group, the label, hint and error of a field; gives the list of ids that describe it. */
static const char *field_open(Ui *ui, const UiField *field)
{
    UiLabel label = field->label;
    label.for_id = field_id(field);
    ui_group_open(ui, ui_is_wrong(&field->error), field->group_classes, field->group_attrs);
    ui_label(ui, &label);
    return ui_notes(ui, field_id(field), &field->hint, &field->error, field->described_by, true);
}

static void affix(Ui *ui, Str part, Str text)
{
    if (text.n)
        ui_put(ui, "<div class=\"govuk-input__{}\" aria-hidden=\"true\">{}</div>", part, text);
}

void ui_input_element(Ui *ui, const UiInput *o, const char *described_by)
{
    const UiField *field = &o->field;
    ui_put(ui, "<input");
    ui_class(ui, S("govuk-input"), str(field->classes), ui_is_wrong(&field->error) ? S("govuk-input--error") : (Str){ 0 });
    ui_attr(ui, "id", str(field_id(field)));
    ui_attr(ui, "name", str(field->name));
    ui_attr(ui, "type", o->type ? str(o->type) : S("text"));
    ui_attr_if(ui, "spellcheck", str(o->spellcheck));
    ui_attr_if(ui, "value", o->value);
    if (field->disabled)
        ui_put(ui, " disabled");
    ui_attr_if(ui, "aria-describedby", str(described_by));
    ui_attr_if(ui, "autocomplete", str(o->autocomplete));
    ui_attr_if(ui, "autocapitalize", str(o->autocapitalize));
    ui_attr_if(ui, "pattern", str(o->pattern));
    ui_attr_if(ui, "inputmode", str(o->inputmode));
    ui_attrs(ui, field->attrs);
    ui_put(ui, ">\n");
}

void ui_input(Ui *ui, const UiInput *o)
{
    const char *described_by = field_open(ui, &o->field);
    bool wrapped = o->prefix.n || o->suffix.n || o->field.before.s.n || o->field.after.s.n;
    if (wrapped) {
        ui_put(ui, "<div");
        ui_class(ui, S("govuk-input__wrapper"), str(o->wrapper_classes), (Str){ 0 });
        ui_put(ui, ">");
    }
    ui_html(ui, o->field.before);
    affix(ui, S("prefix"), o->prefix);
    ui_input_element(ui, o, described_by);
    affix(ui, S("suffix"), o->suffix);
    ui_html(ui, o->field.after);
    if (wrapped)
        ui_put(ui, "</div>");
    ui_put(ui, "</div>\n");
}

void ui_textarea(Ui *ui, const UiTextarea *o)
{
    const UiField *field = &o->field;
    const char *described_by = field_open(ui, field);
    ui_html(ui, field->before);
    ui_put(ui, "<textarea");
    ui_class(ui, S("govuk-textarea"), ui_is_wrong(&field->error) ? S("govuk-textarea--error") : (Str){ 0 }, str(field->classes));
    ui_attr(ui, "id", str(field_id(field)));
    ui_attr(ui, "name", str(field->name));
    ui_put(ui, " rows=\"");
    ui_number(ui, o->rows ? o->rows : 5);
    ui_put(ui, "\"");
    if (field->disabled)
        ui_put(ui, " disabled");
    ui_attr_if(ui, "aria-describedby", str(described_by));
    ui_attr_if(ui, "autocomplete", str(o->autocomplete));
    ui_attrs(ui, field->attrs);
    ui_put(ui, ">{}</textarea>\n", o->value);
    ui_html(ui, field->after);
    ui_put(ui, "</div>\n");
}

void ui_select(Ui *ui, const UiSelect *o)
{
    const UiField *field = &o->field;
    const char *described_by = field_open(ui, field);
    ui_html(ui, field->before);
    ui_put(ui, "<select");
    ui_class(ui, S("govuk-select"), str(field->classes), ui_is_wrong(&field->error) ? S("govuk-select--error") : (Str){ 0 });
    ui_attr(ui, "id", str(field_id(field)));
    ui_attr(ui, "name", str(field->name));
    if (field->disabled)
        ui_put(ui, " disabled");
    ui_attr_if(ui, "aria-describedby", str(described_by));
    ui_attrs(ui, field->attrs);
    ui_put(ui, ">\n");
    for (size_t i = 0; i < o->count; i++) {
        const UiOption *item = &o->items[i];
        Str value = item->no_value ? item->text : item->value;
        ui_put(ui, "<option");
        if (!item->no_value)
            ui_attr(ui, "value", item->value);
        if (item->selected || (o->value.n && str_eq(value, o->value)))
            ui_put(ui, " selected");
        if (item->disabled)
            ui_put(ui, " disabled");
        ui_attrs(ui, item->attrs);
        ui_put(ui, ">{}</option>\n", item->text);
    }
    ui_put(ui, "</select>\n");
    ui_html(ui, field->after);
    ui_put(ui, "</div>\n");
}

static void drop_zone_words(Ui *ui)
{
    static const struct {
        const char *key;
        Word text;
    } rows[] = {
        { "data-i18n.choose-files-button", W_UPLOAD_CHOOSE },       { "data-i18n.no-file-chosen", W_UPLOAD_NONE },
        { "data-i18n.multiple-files-chosen.other", W_UPLOAD_MANY }, { "data-i18n.drop-instruction", W_UPLOAD_DROP },
        { "data-i18n.entered-drop-zone", W_UPLOAD_ENTERED },        { "data-i18n.left-drop-zone", W_UPLOAD_LEFT },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ui_attr(ui, rows[i].key, word(ui->lang, rows[i].text));
}

void ui_upload(Ui *ui, const UiUpload *o)
{
    const UiField *field = &o->field;
    const char *described_by = field_open(ui, field);
    ui_html(ui, field->before);
    if (o->drop_zone) {
        ui_put(ui, "<div class=\"govuk-file-upload-wrapper\" data-module=\"govuk-file-upload\"");
        if (ui->lang != LANG_EN) /* the script knows English by itself */
            drop_zone_words(ui);
        ui_put(ui, ">");
    }
    ui_put(ui, "<input");
    ui_class(ui, S("govuk-file-upload"), str(field->classes),
             ui_is_wrong(&field->error) ? S("govuk-file-upload--error") : (Str){ 0 });
    ui_attr(ui, "id", str(field_id(field)));
    ui_attr(ui, "name", str(field->name));
    ui_attr(ui, "type", S("file"));
    ui_attr_if(ui, "accept", str(o->accept));
    if (field->disabled)
        ui_put(ui, " disabled");
    if (o->multiple)
        ui_put(ui, " multiple");
    ui_attr_if(ui, "aria-describedby", str(described_by));
    ui_attrs(ui, field->attrs);
    ui_put(ui, ">\n");
    if (o->drop_zone)
        ui_put(ui, "</div>\n");
    ui_html(ui, field->after);
    ui_put(ui, "</div>\n");
}
