/* entry.c - see entry.h. */
#include "journal/entry.h"
#include "base/require.h"

static void short_write(Buf *buf, Str s)
{
    require(s.n <= UINT8_MAX);
    buf_u8(buf, (uint8_t)s.n);
    buf_add(buf, s);
}

/* A text that is empty or has exactly n bytes. */
static Str short_read(Take *take, size_t n)
{
    Str s = take_bytes(take, take_u8(take));
    if (s.n && s.n != n)
        take->bad = true;
    return s;
}

static Hash hash_read(Take *take)
{
    Hash hash = { { 0 } };
    Str s = take_bytes(take, HASH_BYTES);
    if (s.n)
        memcpy(hash.b, s.p, HASH_BYTES);
    return hash;
}

void entry_write(Buf *buf, const JournalEntry *entry)
{
    const EntryDraft *said = &entry->said;
    require(said->key.n == 0 || said->key.n == JOURNAL_KEY_BYTES);
    require((said->digest.n == 0 || said->digest.n == HASH_BYTES) && (said->side.n == 0 || said->side.n == HASH_BYTES));
    buf_u8(buf, ENTRY_VERSION);
    buf_u8(buf, SUITE_SHA256);
    buf_add(buf, hash_str(&entry->previous));
    buf_i64(buf, entry->n);
    buf_i64(buf, said->at.s);
    buf_u8(buf, (uint8_t)said->kind);
    buf_u16(buf, (uint16_t)said->command);
    buf_u8(buf, (uint8_t)said->role);
    buf_text(buf, said->user);
    buf_text(buf, said->org);
    short_write(buf, said->key);
    short_write(buf, said->digest);
    buf_text(buf, said->request);
    buf_u16(buf, (uint16_t)said->err);
    buf_u8(buf, said->already);
    buf_text(buf, said->answer);
    buf_u32(buf, entry->event_count);
    buf_add(buf, hash_str(&entry->events));
    short_write(buf, said->side);
}

bool entry_read(Str bytes, JournalEntry *out)
{
    Take take = { .rest = bytes };
    if (take_u8(&take) != ENTRY_VERSION || take_u8(&take) != SUITE_SHA256)
        return false;
    JournalEntry entry = { .previous = hash_read(&take) };
    EntryDraft *said = &entry.said;
    entry.n = take_i64(&take);
    said->at.s = take_i64(&take);
    said->kind = (EntryKind)take_u8(&take);
    said->command = take_u16(&take);
    said->role = take_u8(&take);
    said->user = take_text(&take);
    said->org = take_text(&take);
    said->key = short_read(&take, JOURNAL_KEY_BYTES);
    said->digest = short_read(&take, HASH_BYTES);
    said->request = take_text(&take);
    uint16_t err = take_u16(&take);
    uint8_t already = take_u8(&take);
    said->answer = take_text(&take);
    entry.event_count = take_u32(&take);
    entry.events = hash_read(&take);
    said->side = short_read(&take, HASH_BYTES);
    if (take.bad || take.rest.n || said->kind >= ENTRY_KIND_END || err >= ERR_END || already > 1)
        return false;
    said->err = (Err)err;
    said->already = already;
    *out = entry;
    return true;
}

void entry_event_bytes(Buf *buf, int64_t subject_kind, int64_t subject, Str event_bytes)
{
    buf_i64(buf, subject_kind);
    buf_i64(buf, subject);
    buf_text(buf, event_bytes);
}

void message_write(Buf *buf, int64_t subject, uint8_t type, Str event_bytes)
{
    buf_i64(buf, subject);
    buf_u8(buf, type);
    buf_add(buf, event_bytes);
}

bool message_read(Str bytes, uint8_t *type, Event *out)
{
    Take take = { .rest = bytes };
    int64_t subject = take_i64(&take);
    uint8_t which = take_u8(&take);
    if (take.bad || !event_read(take.rest, out))
        return false;
    out->subject = subject;
    *type = which;
    return true;
}
