/* entry.h - fields of the catalogue as fields of a form: what a person types in yuan, months and days becomes what the
 * wire takes. The name, the words and the bounds of a field are the catalogue's; whether a value is right core decides. */
#pragma once
#include "web/form.h"

/* Asks for a field; the name on the form is that on the wire. REGION and CHOICE are lists to choose from, FEN is asked in
 * yuan, BOOL yes or no, CHOICES boxes to tick, TEXTS a line each, BYTES a file, long TEXT a large box, PAIRS a line for each
 * of its parts. */
void entry_field(Ui *ui, PageVisit *visit, Field field, const FormErrors *errors);
/* The same with words of the page in the place of the catalogue's label, and of its hint. */
void entry_field_labelled(Ui *ui, PageVisit *visit, Field field, Str label, const FormErrors *errors);
void entry_field_as(Ui *ui, PageVisit *visit, Field field, Str label, Str hint, const FormErrors *errors);
/* Puts what was sent into the arguments; what cannot be read, and what is missing though it is required, is an error of
 * the field. Nothing is put for what is empty. */
void entry_put(PageVisit *visit, Json *args, Field field, bool required, FormErrors *errors);
/* Reads the lists that fields are chosen from; before visit_do, so that a form that is shown again has them. */
void entry_lists(PageVisit *visit);
/* The name of a region that the bureau serves; the code of any other. */
Str entry_region(PageVisit *visit, Str code);
/* What the catalogue calls a field, as the head of a line; amounts without their unit. */
Str entry_label(Arena *arena, Language lang, Field field);
/* Boxes to tick, each with the word of its code in the set; and whether one was ticked. */
void entry_boxes(Ui *ui, const PageVisit *visit, const char *name, ChoiceSetId set, const Str *codes, size_t count, Str label,
                 Str hint, UiError error);
bool entry_ticked(const PageVisit *visit, const char *name, Str value);
