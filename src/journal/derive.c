/* derive.c - notices and outgoing messages: rows that follow from events by words/notices_table.h, written in the
 * same transaction. The only writer of the tables notice and outbox. */
#include "journal/entry.h"

TABLE(notice, TABLE_CACHE, 1, "person i, n i, entry i, at i, kind i, body b, seen i", "person, n", NULL)
TABLE(outbox, TABLE_CACHE, 1, "n i, entry i, at i, kind i, body b", "n", NULL)

/* The number of a notice is one more than the person has: counted, as the common subset has no sums of two. */
SQL(derive_notice, "iiiib", "",
    "INSERT INTO notice (person, n, entry, at, kind, body, seen) SELECT $1, count(*), $2, $3, $4, $5, 0 "
    "FROM (SELECT n FROM notice WHERE person = $1 UNION ALL SELECT 0) AS numbers")
SQL(derive_seen, "iii", "", "UPDATE notice SET seen = $3 WHERE person = $1 AND n = $2 AND seen = 0")
SQL(derive_outbox, "iiiib", "", "INSERT INTO outbox (n, entry, at, kind, body) VALUES ($1, $2, $3, $4, $5)")

Err derive_event(Journal *journal, Arena *arena, int64_t entry, Time at, const Event *event, Str event_bytes)
{
    if (event->kind == EVENT_NOTICE_READ)
        return db_run(journal->db, &derive_seen,
                      VALS(val_i(event->subject), val_i(event->notice_read.notice), val_i(event->at.s)));
    Notice notices[NOTICES_MAX];
    int count = notices_of(event, notices);
    for (int i = 0; i < count; i++)
        TRY(db_run(journal->db, &derive_notice,
                   VALS(val_i(event->subject), val_i(entry), val_i(at.s), val_i(notices[i]), val_b(event_bytes))));
    Outgoing outgoing[OUTGOING_MAX];
    count = outgoing_of(event, outgoing);
    for (int i = 0; i < count; i++) {
        Buf body = { .arena = arena };
        message_write(&body, event->subject, outgoing[i].type, event_bytes);
        TRY(db_run(journal->db, &derive_outbox,
                   VALS(val_i(journal->outbox + 1), val_i(entry), val_i(at.s), val_i(outgoing[i].message), val_b(buf_str(&body)))));
        journal->outbox++;
    }
    return OK;
}
