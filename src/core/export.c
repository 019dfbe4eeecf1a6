/* export.c - see export.h. */
#include "core/export.h"
#include "ledger/export.h"

Err export_ledger(Bureau *bureau, bool en, ExportLedgerPart *part, void *context)
{
    TRY(db_begin(bureau->db));
    Err err = ledger_export(bureau->db, en, known_now, part, context);
    db_rollback(bureau->db);
    return err;
}
