/* decide.h - what a second person decides about a case, and why: asked alike of one case and of several. */
#pragma once
#include "web/form.h"

/* "decision" and "reason". */
void decide_fields(Ui *ui, const PageVisit *visit, const FormErrors *errors);
