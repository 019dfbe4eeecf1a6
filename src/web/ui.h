/* ui.h - the components of our pages: the HTML of govuk-frontend, written by C functions, with options as
 * designated initialisers: ui_button(ui, &(UiButton){ .text = word(ui->lang, W_CONTINUE) }).
 * tests/web/fixtures holds the package's own examples that they are compared with. Options left out are left
 * out of the HTML; `html` wins over `text`. Forms: ui_form.h; the bureau's own components: ui_bureau.h. */
#pragma once
#include "web/html.h"

typedef struct {
    Str text;
    Html html;
    Str href;                            /* given: a link that looks like a button */
    const char *type, *name, *classes, *id; /* type left out: submit */
    Str value;
    bool is_start, disabled, once;       /* once: the script ignores a second click */
    const Attr *attrs;
} UiButton;
/* A button, or with `href` a link that looks like one. */
void ui_button(Ui *ui, const UiButton *o);

typedef struct {
    Str text, href;
    Html html;
    bool current; /* the page that is open */
    const char *lang; /* language navigation: tag of the language */
    Str described;    /* language navigation: hidden words behind the name */
    const Attr *attrs;
} UiLink;

typedef struct {
    Str text, href;
    Html html;
    const char *classes;
    const Attr *attrs;
} UiBack;
/* "Back", on top of a page without breadcrumbs. */
void ui_back_link(Ui *ui, const UiBack *o);
void ui_skip_link(Ui *ui, const UiBack *o);

typedef struct {
    const UiLink *items;
    size_t count;
    Str label;
    const char *classes;
    bool collapse; /* narrow screens show first and last only */
    const Attr *attrs;
} UiBreadcrumbs;
/* Where the page stands; the last item is the page itself and has no address. */
void ui_breadcrumbs(Ui *ui, const UiBreadcrumbs *o);

typedef struct {
    Str text;
    Html html;
    const char *classes; /* "govuk-tag--green" */
    const Attr *attrs;
} UiTag;
/* A state in a word. */
void ui_tag(Ui *ui, const UiTag *o);

typedef struct {
    Str title, text;
    Html title_html, html;
    int level; /* of the heading; 0 = 1 */
    const char *classes;
    const Attr *attrs;
} UiPanel;
/* The green panel of a confirmation page: what was done, and its number. */
void ui_panel(Ui *ui, const UiPanel *o);

typedef struct {
    Str title, text; /* title left out: "Important", or "Success" */
    Html html, title_html;
    bool success;
    int level; /* of the heading; 0 = 2 */
    const char *role, *title_id, *classes;
    const Attr *attrs;
} UiBanner;
/* A notice about the whole page; `success` is read out at once. */
void ui_notification(Ui *ui, const UiBanner *o);

typedef struct {
    Str text;
    Html html;
    const char *id, *classes;
    const Attr *attrs;
} UiInset;
/* A block of text set apart. */
void ui_inset(Ui *ui, const UiInset *o);

typedef struct {
    Str text, hidden; /* hidden left out: "Warning" */
    Html html;
    const char *classes;
    const Attr *attrs;
} UiWarning;
/* A sentence with an exclamation mark. */
void ui_warning(Ui *ui, const UiWarning *o);

typedef struct {
    Str summary, text;
    Html summary_html, html;
    bool open;
    const char *id, *classes;
    const Attr *attrs;
} UiDetails;
/* Text that opens on a click, without script too. */
void ui_details(Ui *ui, const UiDetails *o);

typedef struct {
    Str title, description;
    Html title_html, description_html;
    const UiLink *items; /* href "#id-of-the-field" */
    size_t count;
    const char *classes;
    const Attr *attrs;
} UiErrorSummary;
/* On top of a form that was refused: every error, linked to its field. */
void ui_error_summary(Ui *ui, const UiErrorSummary *o);

typedef struct {
    UiTag tag;
    Str text;
    Html html;
    const char *classes;
    const Attr *attrs;
} UiPhase;
/* A line under the menu about the state of the service. */
void ui_phase_banner(Ui *ui, const UiPhase *o);

typedef struct {
    Str logo_text, url;
    Html logo_html;
    const char *classes, *container_classes;
    const Attr *attrs;
} UiHeader;
/* The band with the name of the bureau. */
void ui_header(Ui *ui, const UiHeader *o);

typedef struct {
    const UiLink *items;
    size_t count;
    Str label;
    const char *classes;
    const Attr *attrs;
} UiLanguages;
/* The same page in other languages. */
void ui_languages(Ui *ui, const UiLanguages *o);

typedef struct {
    Str name, url; /* of the service */
    const UiLink *items;
    size_t count;
    Str menu, label; /* left out: "Menu"; label of the landmark */
    Html end;        /* stands behind the menu, on the same line where there is room */
    const char *classes;
    const Attr *attrs;
} UiServiceNav;
/* The menu of the site. */
void ui_service_nav(Ui *ui, const UiServiceNav *o);

typedef struct {
    Str number, href;
    Str label; /* left out: "Page N" */
    bool current, gap;
    const Attr *attrs;
} UiPageLink;

typedef struct {
    Str previous, next;             /* addresses; left out: no such link */
    Str previous_text, next_text, previous_label, next_label;
    const UiPageLink *items;
    size_t count;
    Str label;
    const char *classes;
    const Attr *attrs;
} UiPagination;
/* Numbered pages, or (without items) only the one before and the one after. */
void ui_pagination(Ui *ui, const UiPagination *o);

typedef struct {
    Str text, href, hidden; /* hidden: what is changed, for screen readers */
    Html html;
    const char *classes;
    const Attr *attrs;
} UiAction;

typedef struct {
    Str key, value;
    Html key_html, value_html;
    const UiAction *actions;
    size_t count;
    const char *classes, *key_classes, *value_classes, *action_classes;
} UiSummaryRow;

typedef struct {
    const UiSummaryRow *rows;
    size_t count;
    const char *classes;
    const Attr *attrs;
    bool card; /* in a frame with a title and actions of its own */
    Str card_title;
    Html card_title_html;
    int card_level; /* 0 = 2 */
    const UiAction *card_actions;
    size_t card_count;
    const char *card_classes;
    const Attr *card_attrs;
} UiSummary;
/* Facts with their names, and links to change them. */
void ui_summary_list(Ui *ui, const UiSummary *o);

typedef struct {
    Str text;
    Html html;
    bool numeric;
    int columns, lines; /* it spans */
    const char *classes;
    const Attr *attrs;
} UiCell;

/* `cells` holds `count` rows of `width` cells each, one row behind the other. */
typedef struct {
    Str caption;
    const char *caption_classes;
    const UiCell *head;
    size_t head_width;
    const UiCell *cells;
    size_t width, count;
    bool first_is_header;
    const char *classes;
    const Attr *attrs;
} UiTable;
/* A table of `count` rows. */
void ui_table(Ui *ui, const UiTable *o);

typedef struct {
    Str title, href, status;
    Html title_html, status_html, hint_html;
    Str hint;
    const UiTag *tag; /* status as a tag */
    const char *classes, *title_classes, *status_classes;
} UiTask;

typedef struct {
    const UiTask *items;
    size_t count;
    const char *id_prefix, *classes;
    const Attr *attrs;
} UiTaskList;
/* Tasks in order with their state. */
void ui_task_list(Ui *ui, const UiTaskList *o);

typedef struct {
    Str label, text;
    const char *id; /* left out: id_prefix-N */
    Html html;
    const Attr *attrs, *panel_attrs;
} UiTab;

typedef struct {
    const UiTab *items;
    size_t count;
    Str title; /* left out: "Contents" */
    const char *id, *id_prefix, *classes;
    const Attr *attrs;
} UiTabs;
/* Tabs; without script they are sections one below the other. */
void ui_tabs(Ui *ui, const UiTabs *o);
