/* number.h - inside sheet: numbers and days as xlsx stores them, in whole numbers only. */
#pragma once
#include "base/day.h"

enum { NUMBER_TEXT_MAX = 64, NUMBER_DIGITS = 15, NUMBER_PLAIN_MAX = 21 };

/* A decimal number as XML holds it ("1.2345670000000001E4") as spreadsheets show it: 15 digits, half up, no zeros at
 * the end, no exponent from 10^-9 to 10^21. false if it is no number or beyond 10^±400. */
bool number_shown(Str stored, char out[NUMBER_TEXT_MAX], size_t *n);

/* A number shown as a day: days since 1899-12-30, or since 1904-01-01, and a part of a day to the second. The text is as
 * in sheet.h. false for what spreadsheets do not show as a day: negative, beyond 9999, and 1900-02-29, which never was. */
bool number_day_text(Str shown, bool epoch_1904, char out[NUMBER_TEXT_MAX], size_t *n);
/* The day of a whole number alone. false as above. */
bool number_day(int64_t serial, bool epoch_1904, Day *out);
