/* lapse.h - own bills that nobody is asked for any more. An unpaid month of somebody who pays alone, or as a flexible worker
 * through a proxy, is no debt: once it can no longer be made up it lapses (hold/arrears.h), and an entry takes it out of what
 * is receivable. It stays in the books as billed and not asked (WRITE_OFF, against BILLED), by payer, month and insurance, so
 * that money that was paid in time and is recorded late still finds it. What an employer owes never lapses: it stays
 * enforceable. Law: Social Insurance Law 10, 60, 63; MOHRSS 2016-132; medical transfer rules 2021-43. */
#pragma once
#include "levy/owed.h"
#include "registry/store.h"

typedef struct {
    Work *work; /* facts as they are after the events */
    Ledger *ledger;
    const PolicySet *policy;
    Day day; /* of the entry, or the first open one after it */
} Lapsing;
/* For each person of `events` whose bills lapsed, or of whom a payment for a lapsed month was taken back: everything that the
 * ledger has open and nobody is asked for. Once done there is nothing left to do. Refusals: ERR_BUSY. */
Err lapse_write_off(const Lapsing *lapsing, const Event *events, size_t count) NODISCARD;

/* What was written off of one month of a payer and not paid since, in order of (region, insurance); Owed.lapsed is set.
 * Refusals: ERR_BUSY. */
Err lapse_owed(Db *db, Arena *arena, const PolicySet *policy, LedgerOwner kind, int64_t owner, Month month, Owed **out,
               size_t *count) NODISCARD;
