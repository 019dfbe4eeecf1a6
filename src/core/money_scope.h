/* money_scope.h - inside core: as of when a query of the ledger is asked, and amounts of accounts in its answers. */
#pragma once
#include "core/list.h"
#include "ledger/sheet.h"

/* as_of: the end of that value day (default: today). known_at: the last journal entry by then (default: all).
 * Refusals: ERR_BUSY. */
Err money_as_of(Query *query, SheetAsOf *out) NODISCARD;
/* "as_of", and "known_at" with its entry where it was asked. */
void money_put_as_of(Query *query, const SheetAsOf *as_of);
/* "code", "zh", "en" of an account of the chart. */
void money_put_account(Json *json, const AccountRow *row);
