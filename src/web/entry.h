/* entry.h - fields of the catalogue as fields of a form: what a person types in yuan, months and days becomes what the
 * wire takes. The name, the words and the bounds of a field are the catalogue's; whether a value is right core decides. */
#pragma once
#include "web/form.h"

/* Asks for a field; the name on the form is that on the wire. REGION and CHOICE are lists to choose from, FEN is asked in
 * yuan, BOOL is a box to tick, BYTES a file, long TEXT a large box, PAIRS a voucher (kind, no, day). */
void entry_field(Ui *ui, PageVisit *visit, Field field, const FormErrors *errors);
/* The same with words of the page in the place of the catalogue's label. */
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
