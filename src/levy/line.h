/* line.h - one person-month as a line of a sheet: from an account and a wage, as a tenth more than last month, or as the
 * difference of two. Pure. */
#pragma once
#include "facts/facts.h"
#include "ledger/sheet_code.h"
#include "policy/contribution.h"

/* What one account owes for a month. insurances: those of the account; what the tariff does not levy stays 0. *out's
 * person, account, region and contract are the caller's. false: nothing is levied.
 * Refusals: those of contribution_of. */
Err line_make(const Tariff *tariff, unsigned insurances, Payer payer, SheetLine *out, bool *levied, Why *why) NODISCARD;
/* Each amount at `percent` of what it was, half up to the fen. Refusals: ERR_BAD_AMOUNT. */
Err line_scale(SheetLine *line, int64_t percent) NODISCARD;
/* Adds the amounts and bases of one line to another (sign -1: takes them away). */
void line_add_to(SheetLine *sum, const SheetLine *line, int sign);
bool line_is_zero(const SheetLine *line);
/* What is billed with it: both sides, without the government's part. */
int64_t line_total(const SheetLine *line);
