/* fixture_form.c - options of the package's examples for ui_form.c, ui_choice.c and ui_date.c. */
#include "fixture.h"

#define T(key) fix_text(fix, o, key)
#define Z(key) fix_z(fix, o, key)
#define H(key) fix_html(fix, o, key)
#define F(key) fix_flag(o, key)
#define NOTE .text = T("text"), .html = H("html"), .classes = Z("classes"), .attrs = fix_attrs(fix, o)

static UiLabel label_of(const Fix *fix, const JsonNode *o)
{
    return (UiLabel){ NOTE, .for_id = Z("for"), .is_heading = F("isPageHeading") };
}

static UiHint hint_of(const Fix *fix, const JsonNode *o) { return (UiHint){ NOTE, .id = Z("id") }; }

static UiError error_of(const Fix *fix, const JsonNode *o)
{
    return (UiError){ NOTE, .id = Z("id"), .no_prefix = json_member(o, "visuallyHiddenText") != NULL };
}

static UiFieldset *fieldset_of(const Fix *fix, const JsonNode *o)
{
    if (!o)
        return NULL;
    UiFieldset *fieldset = arena_new(fix->arena, UiFieldset, 1);
    *fieldset =
        (UiFieldset){ .classes = Z("classes"), .role = Z("role"), .described_by = Z("describedBy"), .attrs = fix_attrs(fix, o) };
    o = json_member(o, "legend");
    fieldset->legend = T("text");
    fieldset->legend_html = H("html");
    fieldset->legend_classes = Z("classes");
    fieldset->is_heading = F("isPageHeading");
    return fieldset;
}

static UiField field_of(const Fix *fix, const JsonNode *o)
{
    const JsonNode *group = json_member(o, "formGroup");
    return (UiField){ .id = Z("id"),
                      .name = Z("name"),
                      .classes = Z("classes"),
                      .described_by = Z("describedBy"),
                      .disabled = F("disabled"),
                      .label = label_of(fix, json_member(o, "label")),
                      .hint = hint_of(fix, json_member(o, "hint")),
                      .error = error_of(fix, json_member(o, "errorMessage")),
                      .attrs = fix_attrs(fix, o),
                      .group_classes = fix_z(fix, group, "classes"),
                      .group_attrs = fix_attrs(fix, group),
                      .before = fix_html(fix, json_member(group, "beforeInput"), "html"),
                      .after = fix_html(fix, json_member(group, "afterInput"), "html") };
}

static void label(const Fix *fix, const JsonNode *o)
{
    UiLabel own = label_of(fix, o);
    ui_label(fix->ui, &own);
}
static void hint(const Fix *fix, const JsonNode *o)
{
    UiHint own = hint_of(fix, o);
    ui_hint(fix->ui, &own);
}
static void error(const Fix *fix, const JsonNode *o)
{
    UiError own = error_of(fix, o);
    ui_error(fix->ui, &own);
}

static void fieldset(const Fix *fix, const JsonNode *o)
{
    ui_fieldset_open(fix->ui, fieldset_of(fix, o));
    ui_html(fix->ui, H("html"));
    ui_fieldset_close(fix->ui);
}

static void input(const Fix *fix, const JsonNode *o)
{
    UiInput own = { .field = field_of(fix, o),
                    .value = T("value"),
                    .type = Z("type"),
                    .inputmode = Z("inputmode"),
                    .autocomplete = Z("autocomplete"),
                    .autocapitalize = Z("autocapitalize"),
                    .pattern = Z("pattern"),
                    .spellcheck = !json_member(o, "spellcheck") ? NULL
                                  : F("spellcheck")             ? "true"
                                                                : "false",
                    .prefix = fix_text(fix, json_member(o, "prefix"), "text"),
                    .suffix = fix_text(fix, json_member(o, "suffix"), "text"),
                    .wrapper_classes = fix_z(fix, json_member(o, "inputWrapper"), "classes") };
    ui_input(fix->ui, &own);
}

static void textarea(const Fix *fix, const JsonNode *o)
{
    ui_textarea(fix->ui, &(UiTextarea){ .field = field_of(fix, o),
                                        .value = T("value"),
                                        .rows = fix_int(fix, o, "rows"),
                                        .autocomplete = Z("autocomplete") });
}

static void upload(const Fix *fix, const JsonNode *o)
{
    ui_upload(fix->ui, &(UiUpload){ .field = field_of(fix, o), .multiple = F("multiple"), .drop_zone = F("javascript") });
}

static void select_box(const Fix *fix, const JsonNode *o)
{
    const JsonNode *list = json_member(o, "items");
    UiSelect own = { .field = field_of(fix, o), .value = T("value"), .count = fix_count(list) };
    UiOption *items = arena_new(fix->arena, UiOption, fix_count(list) + 1);
    for (size_t i = 0; i < fix_count(list); i++) {
        o = &list->items[i];
        items[i] = (UiOption){ .value = T("value"),
                               .text = T("text"),
                               .no_value = !json_member(o, "value"),
                               .selected = F("selected"),
                               .disabled = F("disabled"),
                               .attrs = fix_attrs(fix, o) };
    }
    own.items = items;
    ui_select(fix->ui, &own);
}

static UiChoices choices_of(const Fix *fix, const JsonNode *o)
{
    const JsonNode *list = json_member(o, "items"), *group = json_member(o, "formGroup");
    UiChoices own = { .id_prefix = Z("idPrefix"),
                      .name = Z("name"),
                      .classes = Z("classes"),
                      .described_by = Z("describedBy"),
                      .value = T("value"),
                      .hint = hint_of(fix, json_member(o, "hint")),
                      .error = error_of(fix, json_member(o, "errorMessage")),
                      .fieldset = fieldset_of(fix, json_member(o, "fieldset")),
                      .attrs = fix_attrs(fix, o),
                      .count = fix_count(list),
                      .group_classes = fix_z(fix, group, "classes"),
                      .group_attrs = fix_attrs(fix, group),
                      .before = fix_html(fix, json_member(group, "beforeInputs"), "html"),
                      .after = fix_html(fix, json_member(group, "afterInputs"), "html") };
    UiChoice *items = arena_new(fix->arena, UiChoice, fix_count(list) + 1);
    for (size_t i = 0; i < fix_count(list); i++) {
        o = &list->items[i];
        items[i] = (UiChoice){ .value = T("value"),
                               .text = T("text"),
                               .html = H("html"),
                               .divider = T("divider"),
                               .id = Z("id"),
                               .name = Z("name"),
                               .conditional = fix_html(fix, json_member(o, "conditional"), "html"),
                               .hint = hint_of(fix, json_member(o, "hint")),
                               .label_classes = fix_z(fix, json_member(o, "label"), "classes"),
                               .checked = F("checked"),
                               .disabled = F("disabled"),
                               .exclusive = str_is(T("behaviour"), "exclusive"),
                               .attrs = fix_attrs(fix, o) };
    }
    own.items = items;
    return own;
}

static void radios(const Fix *fix, const JsonNode *o)
{
    UiChoices own = choices_of(fix, o);
    ui_radios(fix->ui, &own);
}
static void checkboxes(const Fix *fix, const JsonNode *o)
{
    UiChoices own = choices_of(fix, o);
    ui_checkboxes(fix->ui, &own);
}

static Str capital(const Fix *fix, Str name)
{
    Str text = str_copy(fix->arena, name);
    if (text.n)
        ((char *)text.p)[0] = (char)(text.p[0] >= 'a' && text.p[0] <= 'z' ? text.p[0] - 'a' + 'A' : text.p[0]);
    return text;
}

static void date(const Fix *fix, const JsonNode *o)
{
    const JsonNode *list = json_member(o, "items"), *values = json_member(o, "values"), *group = json_member(o, "formGroup");
    UiDate own = { .id = Z("id"),
                   .name_prefix = Z("namePrefix"),
                   .classes = Z("classes"),
                   .group_classes = fix_z(fix, group, "classes"),
                   .group_attrs = fix_attrs(fix, group),
                   .day = fix_text(fix, values, "day"),
                   .month = fix_text(fix, values, "month"),
                   .year = fix_text(fix, values, "year"),
                   .hint = hint_of(fix, json_member(o, "hint")),
                   .error = error_of(fix, json_member(o, "errorMessage")),
                   .fieldset = fieldset_of(fix, json_member(o, "fieldset")),
                   .attrs = fix_attrs(fix, o),
                   .count = fix_count(list) };
    UiDatePart *parts = arena_new(fix->arena, UiDatePart, fix_count(list) + 1);
    for (size_t i = 0; i < fix_count(list); i++) {
        o = &list->items[i];
        Str value = T("value").n ? T("value") : fix_text(fix, values, Z("name"));
        parts[i] = (UiDatePart){ .name = Z("name"),
                                 .id = Z("id"),
                                 .label = T("label").n ? T("label") : capital(fix, T("name")),
                                 .value = value,
                                 .classes = Z("classes"),
                                 .inputmode = Z("inputmode"),
                                 .autocomplete = Z("autocomplete"),
                                 .pattern = Z("pattern"),
                                 .wrong = F("error"),
                                 .attrs = fix_attrs(fix, o) };
    }
    own.parts = parts;
    ui_date(fix->ui, &own);
}

const FixRow fix_form_rows[] = {
    { "checkboxes", checkboxes }, { "date-input", date },   { "error-message", error }, { "fieldset", fieldset },
    { "file-upload", upload },    { "hint", hint },         { "input", input },         { "label", label },
    { "radios", radios },         { "select", select_box }, { "textarea", textarea },   { NULL, NULL },
};
