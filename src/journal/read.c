/* read.c - see journal.h: finding entries, events, notices and messages again. */
#include "journal/entry.h"
#include "journal/stream.h"

SQL(read_idem, "b", "i", "SELECT entry FROM idem WHERE key = $1 ORDER BY key")
SQL(read_id, "bb", "i", "SELECT entry FROM idem WHERE key >= $1 AND key <= $2 ORDER BY entry, key LIMIT 100")
SQL(read_entry, "i", "ibb", "SELECT n, body, hash FROM entry WHERE n = $1 ORDER BY n")
SQL(read_entries, "ii", "ibb", "SELECT n, body, hash FROM entry WHERE n > $1 ORDER BY n LIMIT $2")
SQL(read_entry_time, "i", "i", "SELECT at FROM entry WHERE n = $1 ORDER BY n")
SQL(read_last, "", "i", "SELECT coalesce(max(n), 0) FROM entry")
SQL(read_subject, "iiiiiii", "iib",
    "SELECT entry, ord, body FROM event WHERE subject_kind = $1 AND subject = $2 AND (entry, ord) > ($3, $4) "
    "AND entry <= $5 AND at <= $6 ORDER BY subject_kind, subject, entry, ord LIMIT $7")
SQL(read_each, "iiiii", "iiiiib",
    "SELECT subject_kind, subject, entry, ord, at, body FROM event WHERE (subject_kind, subject, entry, ord) > ($1, $2, $3, $4) "
    "ORDER BY subject_kind, subject, entry, ord LIMIT $5")
/* Of every kind: with the kind in the condition an engine reads all that ever happened to its subjects. */
SQL(read_changed, "i", "ii", "SELECT subject, subject_kind FROM event WHERE entry > $1 ORDER BY entry, ord")
SQL(read_entry_events, "iii", "iib",
    "SELECT subject, ord, body FROM event WHERE entry = $1 AND ord > $2 ORDER BY entry, ord, subject_kind, subject LIMIT $3")
SQL(read_notices, "iii", "iiiiib",
    "SELECT n, entry, at, seen, kind, body FROM notice WHERE person = $1 AND n > $2 ORDER BY person, n LIMIT $3")
SQL(read_outbox, "ii", "iiiib", "SELECT n, entry, at, kind, body FROM outbox WHERE n > $1 ORDER BY n LIMIT $2")

enum { PAGE = 256 };
const JournalRange journal_all = { .after_entry = 0, .after_ord = INT64_MAX, .entry = INT64_MAX, .at = { INT64_MAX } };

Err journal_find(Journal *journal, Arena *arena, Str key, int64_t *entry)
{
    Rows rows;
    TRY(db_rows(journal->db, arena, &read_idem, VALS(val_b(key)), &rows));
    *entry = rows.count ? cell(&rows, 0, 0)->i : 0;
    return OK;
}

Err journal_find_id(Journal *journal, Arena *arena, Str id, int64_t **entries, size_t *count)
{
    enum { HALF = JOURNAL_KEY_BYTES / 2 };
    Rows rows;
    char first[JOURNAL_KEY_BYTES] = { 0 }, last[JOURNAL_KEY_BYTES];
    memset(last, 0xFF, sizeof last);
    Hash of_id = hash_of(id);
    memcpy(first, of_id.b, HALF);
    memcpy(last, of_id.b, HALF);
    TRY(db_rows(journal->db, arena, &read_id, VALS(val_b((Str){ first, sizeof first }), val_b((Str){ last, sizeof last })), &rows));
    *entries = arena_new(arena, int64_t, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        (*entries)[i] = cell(&rows, i, 0)->i;
    *count = rows.count;
    return OK;
}

/* One row n, body, hash. */
static Err entry_take(const Rows *rows, size_t i, JournalEntry *out)
{
    JournalEntry entry;
    Str hash = cell(rows, i, 2)->s;
    if (!entry_read(cell(rows, i, 1)->s, &entry) || entry.n != cell(rows, i, 0)->i || hash.n != HASH_BYTES)
        return ERR_CONFLICT;
    memcpy(entry.hash.b, hash.p, HASH_BYTES);
    *out = entry;
    return OK;
}

Err journal_entry(Journal *journal, Arena *arena, int64_t entry, JournalEntry *out)
{
    Rows rows;
    TRY(db_rows(journal->db, arena, &read_entry, VALS(val_i(entry)), &rows));
    return rows.count ? entry_take(&rows, 0, out) : ERR_UNKNOWN_ID;
}

Err journal_answer(Journal *journal, Arena *arena, int64_t entry, JournalAnswer *out)
{
    JournalEntry found;
    TRY(journal_entry(journal, arena, entry, &found));
    const EntryDraft *said = &found.said;
    *out = (JournalAnswer){
        .command = said->command, .digest = said->digest, .answer = said->answer, .err = said->err, .already = said->already
    };
    return OK;
}

Err journal_entries(Journal *journal, Arena *arena, int64_t after, int64_t limit, JournalEntry **out, size_t *count)
{
    Rows rows;
    TRY(db_rows(journal->db, arena, &read_entries, VALS(val_i(after), val_i(limit)), &rows));
    JournalEntry *entries = arena_new(arena, JournalEntry, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        TRY(entry_take(&rows, i, &entries[i]));
    *out = entries;
    *count = rows.count;
    return OK;
}

/* Entries stand in order of time, so that halving finds it in some twenty reads, without an index. */
Err journal_entry_at(Journal *journal, Arena *arena, Time at, int64_t *entry)
{
    Rows rows;
    TRY(db_rows(journal->db, arena, &read_last, NULL, &rows));
    int64_t low = 0, high = cell(&rows, 0, 0)->i; /* low is not later than `at`, what is above high is */
    while (low < high) {
        int64_t middle = low + (high - low + 1) / 2;
        TRY(db_rows(journal->db, arena, &read_entry_time, VALS(val_i(middle)), &rows));
        if (!rows.count)
            return ERR_CONFLICT;
        if (cell(&rows, 0, 0)->i <= at.s)
            low = middle;
        else
            high = middle - 1;
    }
    *entry = low;
    return OK;
}

/* A page has been seen: its memory goes back unless the caller has taken some behind it. */
static void page_back(Arena *arena, size_t before, size_t after)
{
    if (arena_mark(arena) == after)
        arena_back(arena, before);
}

Err journal_events(Journal *journal, Arena *arena, SubjectKind kind, int64_t subject, JournalRange range, JournalSee *see,
                   void *context)
{
    size_t count = PAGE;
    while (count == PAGE) {
        size_t before = arena_mark(arena);
        Rows rows;
        TRY(db_rows(journal->db, arena, &read_subject,
                    VALS(val_i(kind), val_i(subject), val_i(range.after_entry), val_i(range.after_ord), val_i(range.entry),
                         val_i(range.at.s), val_i(PAGE)),
                    &rows));
        size_t after = arena_mark(arena);
        count = rows.count;
        for (size_t i = 0; i < count; i++) {
            Event event;
            if (!event_read(cell(&rows, i, 2)->s, &event))
                return ERR_CONFLICT;
            event.subject = subject;
            range.after_entry = event.entry = cell(&rows, i, 0)->i;
            range.after_ord = cell(&rows, i, 1)->i;
            if (!see(context, &event, range.after_ord))
                return OK;
        }
        page_back(arena, before, after);
    }
    return OK;
}

Err journal_entry_events(const Journal *journal, Arena *arena, int64_t entry, JournalSee *see, void *context)
{
    size_t count = PAGE;
    int64_t ord = -1;
    while (count == PAGE) {
        size_t before = arena_mark(arena);
        Rows rows;
        TRY(db_rows(journal->db, arena, &read_entry_events, VALS(val_i(entry), val_i(ord), val_i(PAGE)), &rows));
        size_t after = arena_mark(arena);
        count = rows.count;
        for (size_t i = 0; i < count; i++) {
            Event event;
            if (!event_read(cell(&rows, i, 2)->s, &event))
                return ERR_CONFLICT;
            event.subject = cell(&rows, i, 0)->i;
            event.entry = entry;
            ord = cell(&rows, i, 1)->i;
            if (!see(context, &event, ord))
                return OK;
        }
        page_back(arena, before, after);
    }
    return OK;
}

Err journal_notices(Journal *journal, Arena *arena, int64_t person, int64_t after, int64_t limit, JournalNotice **out,
                    size_t *count)
{
    Rows rows;
    TRY(db_rows(journal->db, arena, &read_notices, VALS(val_i(person), val_i(after), val_i(limit)), &rows));
    JournalNotice *notices = arena_new(arena, JournalNotice, rows.count);
    for (size_t i = 0; i < rows.count; i++) {
        int64_t kind = cell(&rows, i, 4)->i;
        notices[i] = (JournalNotice){ .n = cell(&rows, i, 0)->i,
                                      .entry = cell(&rows, i, 1)->i,
                                      .at = { cell(&rows, i, 2)->i },
                                      .read = { cell(&rows, i, 3)->i },
                                      .notice = (Notice)kind };
        if (kind <= NOTICE_NONE || kind >= NOTICE_END || !event_read(cell(&rows, i, 5)->s, &notices[i].event))
            return ERR_CONFLICT;
        notices[i].event.subject = person;
        notices[i].event.entry = notices[i].entry;
    }
    *out = notices;
    *count = rows.count;
    return OK;
}

Err journal_outbox(Journal *journal, Arena *arena, int64_t after, int64_t limit, JournalMessage **out, size_t *count)
{
    Rows rows;
    TRY(db_rows(journal->db, arena, &read_outbox, VALS(val_i(after), val_i(limit)), &rows));
    JournalMessage *messages = arena_new(arena, JournalMessage, rows.count);
    for (size_t i = 0; i < rows.count; i++) {
        int64_t kind = cell(&rows, i, 3)->i;
        messages[i] = (JournalMessage){
            .n = cell(&rows, i, 0)->i, .entry = cell(&rows, i, 1)->i, .at = { cell(&rows, i, 2)->i }, .message = (Message)kind
        };
        if (kind <= Message_NONE || kind >= Message_END ||
            !message_read(cell(&rows, i, 4)->s, &messages[i].type, &messages[i].event))
            return ERR_CONFLICT;
        messages[i].event.entry = messages[i].entry;
    }
    *out = messages;
    *count = rows.count;
    return OK;
}

Err journal_each(Journal *journal, JournalEach *see, void *context)
{
    Stream stream = stream_open(journal->db, &read_each, 4, (const int64_t[]){ 0, INT64_MIN, 0, 0 });
    const Val *row = NULL;
    Err err = OK;
    while ((err = stream_row(&stream, &row)) == OK && row) {
        Event event;
        if (row[0].i < 1 || row[0].i >= SUBJECT_END || !event_read(row[5].s, &event)) {
            err = ERR_CONFLICT;
            break;
        }
        event.subject = row[1].i;
        event.entry = row[2].i;
        if (!see(context, (SubjectKind)row[0].i, &event, row[3].i))
            break;
        stream_next(&stream);
    }
    stream_close(&stream);
    return err;
}

Err journal_changed(Journal *journal, Arena *arena, SubjectKind kind, int64_t after, Rows *out)
{
    size_t count = 0;
    TRY(db_rows(journal->db, arena, &read_changed, VALS(val_i(after)), out));
    for (size_t i = 0; i < out->count; i++)
        if (cell(out, i, 1)->i == (int64_t)kind)
            memmove(&out->cells[count++ * out->width], cell(out, i, 0), out->width * sizeof *out->cells);
    out->count = count;
    return OK;
}
