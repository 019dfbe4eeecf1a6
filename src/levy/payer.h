/* payer.h - who pays, by the number in the ledger or by what people write: an employer, a person who pays alone, or the
 * contract of an agency; and a bill, which is a payer's month. */
#pragma once
#include "facts/view.h"
#include "ledger/ledger.h"
#include "registry/identity.h"
#include "registry/store.h"

typedef struct {
    LedgerOwner kind; /* OWNER_UNIT, OWNER_PERSON, OWNER_CONTRACT; OWNER_NONE: there is no such payer */
    int64_t owner;
    int64_t person; /* who pays alone, or for whom the contract is; 0 for an employer */
    const UnitFacts *unit;
    const ContractFacts *contract;
    const PersonFacts *facts;
} MoneyPayer;

/* The payer of ledger lines. Refusals: ERR_BUSY. */
Err payer_of(Work *work, LedgerOwner kind, int64_t owner, MoneyPayer *out) NODISCARD;
/* From a credit code, "X3", a social security number or the bureau's number. Refusals: ERR_BUSY. */
Err payer_named(Work *work, Str text, Day today, MoneyPayer *out) NODISCARD;
/* "91330106MA27XK3D59/2025-02". false: it is not written so. */
bool bill_read(Str text, Str *payer, Month *month);
/* The same for a payer; a person stands with the bureau's number. */
Str bill_text(Arena *arena, const MoneyPayer *payer, Month month);

/* The number under which people in the ledger are found: the owner of the first line that has one.
 * OWNER_NONE: no line has. */
MoneyPayer payer_of_lines(const LedgerLine *lines, size_t count);
