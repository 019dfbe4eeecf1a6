/* bill.h - inside levy: one employer's month, as fee.waive and levy.order name it. */
#pragma once
#include "levy/owed.h"
#include "levy/payer.h"

typedef struct {
    MoneyPayer payer;
    Month month;
    Owed *rows; /* of this month alone, with the late fee to today */
    size_t count;
} Bill;

/* Reads the field bill and what is owed of it.
 * Refusals in order: ERR_BAD_FIELD it is not written so; ERR_UNKNOWN_UNIT nobody has that number; ERR_NO_RULE it is not
 * an employer's: only employers bear late fees and are ordered to pay (Social Insurance Law 63, 86); those of owed_list. */
Err bill_get(Post *post, Bill *out) NODISCARD;
