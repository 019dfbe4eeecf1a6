/* cert.h - certificates: cert.issue says on paper what a query says, under a code by which anybody who holds the paper can
 * ask whether it is genuine (cert.verify). Nothing of a certificate is kept but the event that it was issued: its code
 * follows from the entry and the bureau's secret, and what it said is made again from the journal as it was known then.
 * Law: Social Insurance Law 4, 74. */
#pragma once
#include "act/load.h"
#include "core/query.h"

/* Twenty characters in groups of four, "7KQ2-M0XA-...": the entry, hidden, and 60 bits that only the bureau can make. */
enum { CERT_CODE_CHARS = 20 };
Str cert_code(const Store *store, Arena *arena, int64_t entry);
/* The entry of a code, however it was typed (small letters, blanks, O for 0); false: the bureau never made it. */
bool cert_entry(const Store *store, Arena *arena, Str code, int64_t *entry);

/* cert.issue, with the caller's transaction of the writer.
 * Refusals, in this order: relation (rights_check); ERR_UNKNOWN_PERSON; ERR_BAD_FIELD "from" only a statement of
 * contributions has months to choose, "until" before from; those of the query behind it; ERR_BUSY. */
Err cert_decide(Bureau *bureau, Loaded *loaded, const Command *command, Decision *out) NODISCARD;

/* A file that was issued ends with a line that holds for its bytes alone. cert_seal adds it behind the end of a PDF, where
 * readers of PDF ignore it. */
Str cert_seal(const Store *store, Arena *arena, Str code, Str pdf);
typedef enum { SEAL_NONE, SEAL_BROKEN, SEAL_WHOLE } Seal;
/* *code: what the line says, also where the bytes were changed. */
Seal cert_seal_check(const Store *store, Arena *arena, Str file, Str *code);
