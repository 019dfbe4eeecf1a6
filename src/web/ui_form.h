/* ui_form.h - fields of forms as govuk-frontend writes them: label, hint and error around each, tied together
 * for screen readers. Options left out are left out of the HTML; `html` wins over `text`. The words that the
 * components bring themselves ("Error:") are in the language of the writer. */
#pragma once
#include "web/html.h"

typedef struct {
    Str text;
    Html html;
    const char *classes, *for_id;
    bool is_heading; /* the label is the page's h1 */
    const Attr *attrs;
} UiLabel;

typedef struct {
    Str text;
    Html html;
    const char *id, *classes;
    const Attr *attrs;
} UiHint;

typedef struct {
    Str text;
    Html html;
    const char *id, *classes;
    bool no_prefix; /* without the hidden word "Error:" */
    const Attr *attrs;
} UiError;

typedef struct {
    Str legend;
    Html legend_html;
    const char *legend_classes, *classes, *role, *described_by;
    bool is_heading; /* the legend is the page's h1 */
    const Attr *attrs;
} UiFieldset;

/* What stands around any single field. An id left out is the name. */
typedef struct {
    const char *id, *name, *classes, *described_by, *group_classes;
    UiLabel label;
    UiHint hint;
    UiError error;
    bool disabled;
    Html before, after;
    const Attr *attrs, *group_attrs;
} UiField;

typedef struct {
    UiField field;
    Str value, prefix, suffix;
    const char *type, *inputmode, *autocomplete, *autocapitalize, *pattern, *wrapper_classes;
    const char *spellcheck; /* "true", "false"; left out: as the browser likes */
} UiInput;

typedef struct {
    UiField field;
    Str value;
    int rows; /* 0 = 5 */
    const char *autocomplete;
} UiTextarea;

typedef struct {
    Str value, text;
    bool no_value; /* the text is the value */
    bool selected, disabled;
    const Attr *attrs;
} UiOption;

typedef struct {
    UiField field;
    const UiOption *items;
    size_t count;
    Str value; /* the option with this value is selected */
} UiSelect;

/* One radio button or checkbox, or (with `divider`) the word between two. */
typedef struct {
    Str value, text, divider;
    Html html, conditional; /* conditional: shown while it is chosen */
    UiHint hint;
    const char *id, *name, *label_classes;
    bool checked, disabled;
    bool exclusive; /* checkboxes: unticks the others */
    const Attr *attrs;
} UiChoice;

/* Radios or checkboxes. An id_prefix left out is the name. */
typedef struct {
    const char *id_prefix, *name, *classes, *described_by, *group_classes;
    UiHint hint;
    UiError error;
    const UiFieldset *fieldset;
    const UiChoice *items;
    size_t count;
    Str value; /* radios: the choice with this value is checked */
    Html before, after;
    const Attr *attrs, *group_attrs;
} UiChoices;

typedef struct {
    const char *id, *name, *classes, *inputmode, *autocomplete, *pattern;
    Str label, value;
    bool wrong;
    const Attr *attrs;
} UiDatePart;

/* A date in three boxes: year, month, day in Chinese, day, month, year in English, named ID-year and so on,
 * unless parts are given. Never one box: people type dates in too many ways. */
typedef struct {
    const char *id, *name_prefix, *classes, *group_classes;
    Str day, month, year;
    bool wrong_day, wrong_month, wrong_year; /* with an error and none of them: all three */
    UiHint hint;
    UiError error;
    const UiFieldset *fieldset;
    const UiDatePart *parts;
    size_t count;
    const Attr *attrs, *group_attrs;
} UiDate;

typedef struct {
    UiField field;
    bool multiple;
    bool drop_zone; /* the script turns it into a place to drop files on */
    const char *accept;
} UiUpload;

/* Each writes its component. A fieldset is opened, filled by the caller and closed. */
void ui_label(Ui *ui, const UiLabel *o);
void ui_hint(Ui *ui, const UiHint *o);
void ui_error(Ui *ui, const UiError *o);
void ui_fieldset_open(Ui *ui, const UiFieldset *o);
void ui_fieldset_close(Ui *ui);
void ui_input(Ui *ui, const UiInput *o);
void ui_textarea(Ui *ui, const UiTextarea *o);
void ui_select(Ui *ui, const UiSelect *o);
void ui_radios(Ui *ui, const UiChoices *o);
void ui_checkboxes(Ui *ui, const UiChoices *o);
void ui_date(Ui *ui, const UiDate *o);
void ui_upload(Ui *ui, const UiUpload *o);
