/* deed.h - one command as a form: what is known already goes with it unseen, what only the person at the desk can know is
 * asked, each paper is ticked when seen. Words, types and what must be given are the catalogue's; core decides. */
#pragma once
#include "web/entry.h"

typedef struct {
    CommandId command;
    Str args;   /* what is not asked, as an object of JSON */
    Str ask;    /* names of the fields that are asked, separated by blanks; "?" behind a name: it may stay empty */
    Str papers; /* kinds of papers, separated by blanks */
} Deed;

/* The field that a command knows by this name on the wire; F_NONE if it has none. */
Field deed_field(CommandId command, Str name);
/* What a command asks of this visitor in general: every field of the catalogue but the papers and what deed_known gives. */
Str deed_ask_all(const PageVisit *visit, CommandId command);
/* What is not asked, for Deed.args: what is fixed ("name=value name=value"), and what follows from who is signed in: the
 * channel, the own institution or organisation, oneself. What stands in `ask` is asked all the same. */
Str deed_known(const PageVisit *visit, CommandId command, Str fixed, Str ask);

/* The names on the form, ended by NULL, for form_summary. */
const char *const *deed_fields(Arena *arena, const Deed *deed);
/* Opens the form that is sent to `path`, with files where a field is one. */
void deed_open(Ui *ui, const PageVisit *visit, const Deed *deed, Str path);
/* The fields and papers of the form; what is wrong stands at its field. */
void deed_entries(Ui *ui, PageVisit *visit, const Deed *deed, const FormErrors *errors);
/* The arguments: what is known, what was filled in, the papers that were ticked. What is missing is an error of its field.
 * false: deed->args came back from the form as no object. */
bool deed_put(PageVisit *visit, const Deed *deed, Json *args, FormErrors *errors);
