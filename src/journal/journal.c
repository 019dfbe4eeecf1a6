/* journal.c - see journal.h. The only writer of the tables entry, event and idem. */
#include "journal/journal.h"
#include "base/require.h"
#include "journal/entry.h"

TABLE(entry, TABLE_LOG, 1, "n i, at i, body b, hash b", "n", NULL)
/* One subject's events are one range; the index by entry serves reversal and audit. */
TABLE(event, TABLE_LOG, 1, "subject_kind i, subject i, entry i, ord i, at i, body b", "subject_kind, subject, entry, ord",
      "entry ord")
TABLE(idem, TABLE_CACHE, 1, "key b, entry i", "key", NULL)

SQL(journal_head, "", "iib", "SELECT n, at, hash FROM entry ORDER BY n DESC LIMIT 1")
SQL(journal_sent, "", "i", "SELECT coalesce(max(n), 0) FROM outbox")
SQL(journal_entry_add, "iibb", "", "INSERT INTO entry (n, at, body, hash) VALUES ($1, $2, $3, $4)")
SQL(journal_event_add, "iiiiib", "",
    "INSERT INTO event (subject_kind, subject, entry, ord, at, body) VALUES ($1, $2, $3, $4, $5, $6)")
SQL(journal_idem_add, "bi", "", "INSERT INTO idem (key, entry) VALUES ($1, $2)")

enum { OPEN_BYTES = 1 << 16 };

Err journal_open(Journal *journal, Db *db)
{
    Arena arena = arena_make(OPEN_BYTES);
    Journal read = { .db = db };
    Rows head, sent;
    Err err = db_rows(db, &arena, &journal_head, NULL, &head);
    if (err == OK)
        err = db_rows(db, &arena, &journal_sent, NULL, &sent);
    if (err == OK && head.count) {
        read.last = cell(&head, 0, 0)->i;
        read.last_at.s = cell(&head, 0, 1)->i;
        if (cell(&head, 0, 2)->s.n == HASH_BYTES)
            memcpy(read.last_hash.b, cell(&head, 0, 2)->s.p, HASH_BYTES);
    }
    if (err == OK) {
        read.outbox = cell(&sent, 0, 0)->i;
        *journal = read;
    }
    arena_drop(&arena);
    return err;
}

/* Rows of the events; their bytes go on into the hash. */
static Err events_add(Journal *journal, Arena *arena, JournalEntry *entry, const Event *events, size_t count)
{
    Buf all = { .arena = arena };
    for (size_t i = 0; i < count; i++) {
        SubjectKind kind = event_row(events[i].kind)->subject;
        Buf one = { .arena = arena };
        event_write(&one, &events[i]);
        entry_event_bytes(&all, kind, events[i].subject, buf_str(&one));
        TRY(db_run(journal->db, &journal_event_add,
                   VALS(val_i(kind), val_i(events[i].subject), val_i(entry->n), val_i((int64_t)i), val_i(events[i].at.s),
                        val_b(buf_str(&one)))));
        TRY(derive_event(journal, arena, entry->n, entry->said.at, &events[i], buf_str(&one)));
    }
    entry->event_count = (uint32_t)count;
    entry->events = hash_of(buf_str(&all));
    return OK;
}

Err journal_append(Journal *journal, Arena *arena, const EntryDraft *draft, const Event *events, size_t count)
{
    require(count <= UINT32_MAX);
    JournalEntry entry = { .n = journal->last + 1, .previous = journal->last_hash, .said = *draft };
    if (entry.said.at.s < journal->last_at.s && journal->last)
        entry.said.at = journal->last_at;
    TRY(events_add(journal, arena, &entry, events, count));
    Buf body = { .arena = arena };
    entry_write(&body, &entry);
    entry.hash = hash_of(buf_str(&body));
    TRY(db_run(journal->db, &journal_entry_add,
               VALS(val_i(entry.n), val_i(entry.said.at.s), val_b(buf_str(&body)), val_b(hash_str(&entry.hash)))));
    if (draft->key.n)
        TRY(db_run(journal->db, &journal_idem_add, VALS(val_b(draft->key), val_i(entry.n))));
    journal->last = entry.n;
    journal->last_at = entry.said.at;
    journal->last_hash = entry.hash;
    return OK;
}

Str journal_key(Arena *arena, Str org, Str user, Str id)
{
    enum { HALF = JOURNAL_KEY_BYTES / 2 };
    Buf said = { .arena = arena }, key = { .arena = arena };
    buf_text(&said, org);
    buf_text(&said, user);
    buf_text(&said, id);
    Hash of_id = hash_of(id), of_all = hash_of(buf_str(&said));
    buf_add(&key, str_head(hash_str(&of_id), HALF));
    buf_add(&key, str_head(hash_str(&of_all), HALF));
    return buf_str(&key);
}
