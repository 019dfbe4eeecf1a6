/* verify.c - see verify.h: the walk along the chain. The walk along each person's notices is in verify_notices.c. */
#include "journal/verify.h"
#include "journal/entry.h"
#include "journal/verify_notices.h"

SQL(verify_entries, "ii", "iibb", "SELECT n, at, body, hash FROM entry WHERE n > $1 ORDER BY n LIMIT $2")
SQL(verify_events, "iiiii", "iiiiib",
    "SELECT entry, ord, subject_kind, subject, at, body FROM event WHERE (entry, ord, subject_kind, subject) > ($1, $2, $3, $4) "
    "ORDER BY entry, ord, subject_kind, subject LIMIT $5")
SQL(verify_outbox, "ii", "iiiib", "SELECT n, entry, at, kind, body FROM outbox WHERE n > $1 ORDER BY n LIMIT $2")
SQL(verify_before, "i", "ib", "SELECT at, hash FROM entry WHERE n = $1 ORDER BY n")
SQL(verify_sent_before, "i", "i", "SELECT coalesce(max(n), 0) FROM outbox WHERE entry < $1")
SQL(verify_idem, "b", "i", "SELECT entry FROM idem WHERE key = $1 ORDER BY key")
SQL(verify_idem_count, "", "i", "SELECT count(*) FROM idem")
SQL(verify_idem_twice, "", "i", "SELECT entry FROM idem GROUP BY entry HAVING count(*) > 1 ORDER BY entry LIMIT 1")
SQL(verify_idem_stray, "", "i",
    "SELECT entry FROM idem WHERE NOT EXISTS (SELECT 1 FROM entry WHERE n = idem.entry) ORDER BY entry, key LIMIT 1")

/* One walk. */
typedef struct {
    Db *db;
    Arena *arena;
    JournalFault *fault;
    Stream entries, events, outbox;
    int64_t n, at, sent, keys;
    Hash last;
} Walk;

static Err wrong(JournalFault *fault, int64_t entry, const char *zh, const char *en)
{
    *fault = (JournalFault){ .entry = entry, .zh = zh, .en = en };
    return OK;
}

/* The message that must stand next in the outbox. */
static Err check_message(Walk *walk, const Outgoing *outgoing, int64_t subject, Str event_bytes)
{
    const Val *row = NULL;
    TRY(stream_row(&walk->outbox, &row));
    Buf body = { .arena = walk->arena };
    message_write(&body, subject, outgoing->type, event_bytes);
    walk->sent++;
    bool right = row && row[0].i == walk->sent && row[1].i == walk->n && row[2].i == walk->at &&
                 row[3].i == (int64_t)outgoing->message && str_eq(row[4].s, buf_str(&body));
    if (!right)
        return wrong(walk->fault, walk->n, "待发报文与事件不符", "the outgoing messages do not follow from the events");
    stream_next(&walk->outbox);
    return OK;
}

/* One event row: entry, ord, subject_kind, subject, at, body. */
static Err check_event(Walk *walk, const Val *row, int64_t ord, Buf *all)
{
    Event event;
    if (row[1].i != ord)
        return wrong(walk->fault, walk->n, "事件缺失或次序有误", "an event is missing or out of order");
    if (!event_read(row[5].s, &event) || event.at.s != row[4].i || (int64_t)event_row(event.kind)->subject != row[2].i)
        return wrong(walk->fault, walk->n, "事件内容已损坏", "an event is damaged");
    entry_event_bytes(all, row[2].i, row[3].i, row[5].s);
    event.subject = row[3].i;
    Outgoing outgoing[OUTGOING_MAX];
    int count = outgoing_of(&event, outgoing);
    for (int i = 0; i < count && !walk->fault->zh; i++)
        TRY(check_message(walk, &outgoing[i], row[3].i, row[5].s));
    return OK;
}

/* All events of the entry, and none left over from before it. */
static Err check_events(Walk *walk, const JournalEntry *entry)
{
    Buf all = { .arena = walk->arena };
    const Val *row = NULL;
    int64_t ord = 0;
    TRY(stream_row(&walk->events, &row));
    while (row && row[0].i <= walk->n) {
        if (row[0].i < walk->n)
            return wrong(walk->fault, row[0].i, "事件不属于任何记录", "an event belongs to no entry");
        TRY(check_event(walk, row, ord++, &all));
        if (walk->fault->zh)
            return OK;
        stream_next(&walk->events);
        TRY(stream_row(&walk->events, &row));
    }
    Hash hash = hash_of(buf_str(&all));
    if (ord != entry->event_count || !hash_eq(&hash, &entry->events))
        return wrong(walk->fault, walk->n, "事件与记录不符", "the events are not those of the entry");
    return OK;
}

static Err check_key(Walk *walk, const EntryDraft *said)
{
    if (!said->key.n)
        return OK;
    Rows rows;
    walk->keys++;
    TRY(db_rows(walk->db, walk->arena, &verify_idem, VALS(val_b(said->key)), &rows));
    if (rows.count != 1 || cell(&rows, 0, 0)->i != walk->n)
        return wrong(walk->fault, walk->n, "业务编号索引与记录不符", "the key of the request does not lead to the entry");
    return OK;
}

/* One entry row: n, at, body, hash. */
static Err check_entry(Walk *walk, const Val *row)
{
    JournalEntry entry;
    Hash hash = hash_of(row[2].s);
    walk->n++;
    if (row[0].i != walk->n)
        return wrong(walk->fault, walk->n, "记录编号不连续", "an entry is missing");
    if (!str_eq(hash_str(&hash), row[3].s) || !entry_read(row[2].s, &entry))
        return wrong(walk->fault, walk->n, "记录内容已损坏", "the entry is damaged");
    if (!hash_eq(&entry.previous, &walk->last))
        return wrong(walk->fault, walk->n, "哈希链断开", "the chain is broken before the entry");
    if (entry.n != walk->n || entry.said.at.s != row[1].i || entry.said.at.s < walk->at)
        return wrong(walk->fault, walk->n, "记录的编号或时间有误", "the number or the time of the entry is wrong");
    walk->last = hash;
    walk->at = entry.said.at.s;
    TRY(check_events(walk, &entry));
    return walk->fault->zh ? OK : check_key(walk, &entry.said);
}

static Err check_idem_rest(Walk *walk)
{
    Rows rows;
    TRY(db_rows(walk->db, walk->arena, &verify_idem_count, NULL, &rows));
    if (cell(&rows, 0, 0)->i == walk->keys)
        return OK;
    TRY(db_rows(walk->db, walk->arena, &verify_idem_stray, NULL, &rows));
    if (!rows.count)
        TRY(db_rows(walk->db, walk->arena, &verify_idem_twice, NULL, &rows));
    return wrong(walk->fault, rows.count ? cell(&rows, 0, 0)->i : 1, "业务编号索引有多余的行", "a key leads to an entry that is not its own");
}

/* Nothing may stand behind the last entry. */
static Err check_rest(Walk *walk, bool whole)
{
    const Val *row = NULL;
    TRY(stream_row(&walk->events, &row));
    if (row)
        return wrong(walk->fault, row[0].i, "事件不属于任何记录", "an event belongs to no entry");
    TRY(stream_row(&walk->outbox, &row));
    if (row)
        return wrong(walk->fault, row[1].i, "待发报文与事件不符", "the outgoing messages do not follow from the events");
    if (!whole)
        return OK;
    TRY(check_idem_rest(walk));
    return walk->fault->zh ? OK : verify_notices(walk->db, walk->arena, walk->fault);
}

/* What stands before the first entry of the walk. */
static Err walk_start(Walk *walk, int64_t from)
{
    Rows rows;
    walk->n = from - 1;
    walk->at = INT64_MIN;
    if (from <= 1)
        return OK;
    TRY(db_rows(walk->db, walk->arena, &verify_before, VALS(val_i(from - 1)), &rows));
    if (!rows.count || cell(&rows, 0, 1)->s.n != HASH_BYTES)
        return wrong(walk->fault, from - 1, "记录编号不连续", "an entry is missing");
    walk->at = cell(&rows, 0, 0)->i;
    memcpy(walk->last.b, cell(&rows, 0, 1)->s.p, HASH_BYTES);
    TRY(db_rows(walk->db, walk->arena, &verify_sent_before, VALS(val_i(from)), &rows));
    walk->sent = cell(&rows, 0, 0)->i;
    return OK;
}

static Err walk_all(Walk *walk, bool whole)
{
    const Val *row = NULL;
    TRY(stream_row(&walk->entries, &row));
    while (row && !walk->fault->zh) {
        size_t mark = arena_mark(walk->arena);
        TRY(check_entry(walk, row));
        arena_back(walk->arena, mark);
        stream_next(&walk->entries);
        TRY(stream_row(&walk->entries, &row));
    }
    return walk->fault->zh ? OK : check_rest(walk, whole);
}

Err journal_verify(Db *db, Arena *arena, int64_t from, JournalFault *out)
{
    bool whole = from <= 1;
    JournalFault fault = { 0 };
    Walk walk = { .db = db, .arena = arena, .fault = &fault };
    TRY(walk_start(&walk, whole ? 1 : from));
    if (!fault.zh) {
        int64_t first = whole ? INT64_MIN : from - 1;
        walk.entries = stream_open(db, &verify_entries, 1, &first);
        walk.events = stream_open(db, &verify_events, 4, (const int64_t[]){ first, INT64_MAX, INT64_MAX, INT64_MAX });
        walk.outbox = stream_open(db, &verify_outbox, 1, whole ? &first : &walk.sent);
        Err err = walk_all(&walk, whole);
        stream_close(&walk.entries);
        stream_close(&walk.events);
        stream_close(&walk.outbox);
        TRY(err);
    }
    *out = fault;
    return OK;
}
