/* money.h - amounts in fen. A struct, so that an amount and a count never mix; every operation checks for
 * overflow; no floating point anywhere. */
#pragma once
#include "base/err.h"

typedef struct { int64_t fen; } Money;

/* Sum and difference; false on overflow, out then untouched. */
bool money_add(Money a, Money b, Money *out) NODISCARD;
bool money_sub(Money a, Money b, Money *out) NODISCARD;
/* a * numerator / denominator, half up to the fen, for a >= 0 and denominator > 0; false on overflow. */
bool money_part(Money a, int64_t numerator, int64_t denominator, Money *out) NODISCARD;

/* Reads yuan as people write them on the command line and in files: digits, optionally a point and one or
 * two digits; no sign, no exponent, no spaces, no thousands separators. At most 10^12 yuan. */
bool money_read(Str yuan, Money *out);
Str money_text(Arena *arena, Money amount); /* "12345.67" */
