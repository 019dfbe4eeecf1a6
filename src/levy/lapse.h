/* lapse.h - own bills that nobody is asked for any more. An unpaid month of somebody who pays alone, or as a flexible worker
 * through a proxy, is no debt: once it can no longer be made up it lapses (hold/arrears.h), and an entry takes it out of what
 * is receivable. It stays in the books as billed and not asked (WRITE_OFF, against BILLED), by payer, month and insurance, so
 * that money that was paid in time and is recorded late still finds it. What had been paid on an insurance of that month and did
 * not make it whole never reached a fund and buys nothing: no law knows a part of a month. It is the payer's again and lies with
 * him (CLEARING), counts against what he owes next, or is refunded. What an employer owes never lapses: it stays enforceable.
 * Law: Social Insurance Law 10, 60, 63; Civil Code 985; MOHRSS 2016-132; medical transfer rules 2021-43. */
#pragma once
#include "levy/owed.h"

typedef struct {
    Work *work; /* facts as they are before the events */
    Ledger *ledger;
    const View *view; /* the entry is of this day, or of the first open one after it */
    Str by;           /* who is told to have set a hold free */
} Lapsing;
/* For each person of `events` whose bills lapse, or of whom a payment for a lapsed month is taken back: everything that the
 * ledger has open and nobody is asked for, and what was paid of it. What then lies with the payer becomes events of `more`, which
 * belong behind the others. Once done there is nothing left to do. Refusals: ERR_BUSY. */
Err lapse_write_off(const Lapsing *lapsing, const Event *events, size_t count, Decision *more) NODISCARD;

/* How much of what went back to a payer is taken back with them when these entries of the ledger are reversed, because it was
 * paid by them. Refusals: ERR_BUSY. */
Err lapse_taken_back(Db *db, Arena *arena, LedgerOwner kind, int64_t owner, const LedgerEntry *entries, size_t count,
                     int64_t *fen) NODISCARD;

/* What was written off of one month of a payer and not paid since, in order of (region, insurance); Owed.lapsed is set.
 * Refusals: ERR_BUSY. */
Err lapse_owed(Db *db, Arena *arena, const PolicySet *policy, LedgerOwner kind, int64_t owner, Month month, Owed **out,
               size_t *count) NODISCARD;
