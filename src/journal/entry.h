/* entry.h - inside journal: the bytes of an entry, and what is derived from its events. */
#pragma once
#include "journal/journal.h"

enum { ENTRY_VERSION = 1, SUITE_SHA256 = 1 };

/* Canonical bytes of an entry (all but its own hash), and back. Reading is strict: false unless the bytes are
 * exactly one entry. Texts point into `bytes`. */
void entry_write(Buf *buf, const JournalEntry *entry);
bool entry_read(Str bytes, JournalEntry *out);

/* What the hash of an entry's events is of: for each of them this. */
void entry_event_bytes(Buf *buf, int64_t subject_kind, int64_t subject, Str event_bytes);

/* The body of an outgoing message, and back. */
void message_write(Buf *buf, int64_t subject, uint8_t type, Str event_bytes);
bool message_read(Str bytes, uint8_t *type, Event *out);

/* Adds the rows that follow from one event. Refusals: ERR_BUSY. */
Err derive_event(Journal *journal, Arena *arena, int64_t entry, Time at, const Event *event, Str event_bytes) NODISCARD;
