/* form.h - forms that only our own pages can have sent, once each. Every form carries a mark that binds it to who is
 * signed in and to its address (made with a key that this process alone knows), and an id under which core keeps the
 * answer: sent twice, done once. */
#pragma once
#include "web/ui_form.h"
#include "web/visit.h"

/* Opens a form that posts to `path` (without the language) with its hidden fields; closes it. */
void form_open(Ui *ui, const PageVisit *visit, Str path);
/* The same for a form with files. */
void form_open_files(Ui *ui, const PageVisit *visit, Str path);
void form_hidden(Ui *ui, const char *name, Str value);
void form_close(Ui *ui);

/* Whether the form was made by us for this visitor and this address, and sent from one of our pages. */
bool form_trusted(const PageVisit *visit);
/* The id of the form that was sent, for visit_do; `part` tells several commands of one form apart. */
Str form_id(const PageVisit *visit, const char *part);

enum { FORM_ERRORS_MAX = 24 };
/* What is wrong with what was filled in, in the order of the page. */
typedef struct {
    struct FormError {
        Str field, text;
    } items[FORM_ERRORS_MAX];
    size_t count;
} FormErrors;

void form_wrong(FormErrors *errors, Str field, Str text);
/* A refusal of core, at the field that it names. */
void form_refused(FormErrors *errors, const PageVisit *visit, const Why *why);
/* The error of a field, as the components take it. */
UiError form_error(const FormErrors *errors, const char *field);
/* The summary on top of the page, each error linked to its field; nothing if there is none. `fields` are the fields
 * of this page, ended by NULL: an error of any other field is said without a link. */
void form_summary(Ui *ui, const FormErrors *errors, const char *const *fields);

/* A line to write on, with what was sent before and what is wrong with it; `width` is a class of the component. */
void form_input(Ui *ui, const PageVisit *visit, const char *name, Word label, Word hint, const char *width,
                const FormErrors *errors);
/* A page that is one form: begins it (title, what is wrong, heading and lead) once the caller has set what else the page
 * needs; closes and shows it. */
void form_page_begin(Page *page, Word title, Word lead, const FormErrors *errors, const char *const *fields);
void form_page_end(PageVisit *visit, Page *page);
