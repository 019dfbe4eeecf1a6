/* export.h - the bureau's books for other programs, in one transaction of a reader. */
#pragma once
#include "core/bureau.h"

/* The ledger as `ledger` and `hledger` read it (ledger/export.h), piece by piece. Refusals: ERR_BUSY. */
typedef void ExportLedgerPart(void *context, Str text);
Err export_ledger(Bureau *bureau, bool en, ExportLedgerPart *part, void *context) NODISCARD;
