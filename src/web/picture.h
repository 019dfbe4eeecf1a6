/* picture.h - the pictures of a person's contributions, made of the answers of person.statement and person.outlook. */
#pragma once
#include "web/said.h"
#include "web/visit.h"

/* Month by month what employer, person and government paid, and where the money of the months that are paid in full went.
 * `months`: those of one year, in order of the answer. */
void picture_months(Ui *ui, const JsonNode *const *months, size_t count, int year);
/* An account of the person year by year: what was there, what came, and the interest. `years`: a list of the answer. */
void picture_account(Ui *ui, const JsonNode *years, size_t count, Str title);
/* The pension by month of retirement, from person.outlook. */
void picture_outlook(Ui *ui, const JsonNode *outlook);
