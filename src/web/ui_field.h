/* ui_field.h - what ui_form.c and ui_choice.c share: the group around fields and the notes that describe
 * them. Pages use ui_form.h. */
#pragma once
#include "web/ui_form.h"

void ui_group_open(Ui *ui, bool wrong, const char *classes, const Attr *attrs);
bool ui_is_wrong(const UiError *error);
/* Writes hint and error (if `write`) under ids made from `id`; gives the ids to stand in aria-describedby. */
const char *ui_notes(Ui *ui, const char *id, const UiHint *hint, const UiError *error, const char *described_by, bool write);
/* The <input> alone. */
void ui_input_element(Ui *ui, const UiInput *o, const char *described_by);
