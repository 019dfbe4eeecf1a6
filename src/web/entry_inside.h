/* entry_inside.h - inside web: what entry.c and entry_pairs.c share. */
#pragma once
#include "web/entry.h"

/* One line to write on; amounts in yuan. */
void entry_line(Ui *ui, const PageVisit *visit, const char *name, Str label, Str hint, UiError error, bool yuan);
void entry_radios(Ui *ui, const PageVisit *visit, const char *name, const char *id, Str label, Str hint, UiError error,
                  const UiChoice *items, size_t count);
/* The lines of a field of TYPE_PAIRS, and what was typed on them. */
bool entry_has_pairs(Field field);
void entry_pairs(Ui *ui, const PageVisit *visit, Field field, const FormErrors *errors);
void entry_put_pairs(PageVisit *visit, Json *args, Field field, bool required, FormErrors *errors);
