/* entry_test.c - the bytes of entries and messages. */
#include "journal/entry.h"
#include "support/test.h"

static Str random_bytes_of(Arena *arena, uint64_t *seed, size_t n)
{
    char *p = arena_new(arena, char, n + 1);
    for (size_t i = 0; i < n; i++)
        p[i] = (char)test_random(seed);
    return (Str){ n ? p : NULL, n };
}

static Str maybe(Arena *arena, uint64_t *seed, size_t n) { return random_bytes_of(arena, seed, test_random(seed) % 2 ? n : 0); }

static JournalEntry random_entry(Arena *arena, uint64_t *seed)
{
    JournalEntry entry = { .n = (int64_t)test_random(seed), .event_count = (uint32_t)test_random(seed) };
    memcpy(entry.previous.b, random_bytes_of(arena, seed, HASH_BYTES).p, HASH_BYTES);
    memcpy(entry.events.b, random_bytes_of(arena, seed, HASH_BYTES).p, HASH_BYTES);
    entry.said = (EntryDraft){ .kind = (EntryKind)(test_random(seed) % ENTRY_KIND_END), .at = { (int64_t)test_random(seed) },
        .command = (int)(test_random(seed) % 60), .role = (int)(test_random(seed) % 20),
            .err = (Err)(test_random(seed) % ERR_END),
        .already = test_random(seed) % 2, .user = random_bytes_of(arena, seed, test_random(seed) % 20),
        .org = random_bytes_of(arena, seed, test_random(seed) % 20), .key = maybe(arena, seed, JOURNAL_KEY_BYTES),
        .digest = maybe(arena, seed, HASH_BYTES),
        .request = random_bytes_of(arena, seed, test_random(seed) % 100), .answer = random_bytes_of(arena, seed,
            test_random(seed) % 300),
        .side = maybe(arena, seed, HASH_BYTES) };
    return entry;
}

static Str bytes_of(Arena *arena, const JournalEntry *entry)
{
    Buf buf = { .arena = arena };
    entry_write(&buf, entry);
    return buf_str(&buf);
}

TEST(entry_round_trip_and_cuts)
{
    uint64_t seed = 31;
    for (int round = 0; round < 400; round++) {
        size_t mark = arena_mark(arena);
        JournalEntry entry = random_entry(arena, &seed), back;
        Str bytes = bytes_of(arena, &entry);
        CHECK(entry_read(bytes, &back));
        CHECK_STR(bytes_of(arena, &back), bytes);
        CHECK_EQ(back.said.err, entry.said.err);
        CHECK_STR(back.said.answer, entry.said.answer);
        CHECK_STR(back.said.side, entry.said.side);
        for (size_t n = 0; n < bytes.n; n++)
            CHECK(!entry_read(str_head(bytes, n), &back));
        Buf longer = { .arena = arena };
        buf_add(&longer, bytes);
        buf_char(&longer, 0);
        CHECK(!entry_read(buf_str(&longer), &back));
        arena_back(arena, mark);
    }
}

TEST(entry_survives_wrong_bytes)
{
    uint64_t seed = 32;
    int taken = 0, refused = 0;
    for (int round = 0; round < 20000; round++) {
        size_t mark = arena_mark(arena);
        JournalEntry entry = random_entry(arena, &seed), back;
        Str bytes = str_copy(arena, bytes_of(arena, &entry));
        ((char *)bytes.p)[test_random(&seed) % bytes.n] ^= (char)(1 << test_random(&seed) % 8);
        if (entry_read(bytes, &back)) {
            taken++;
            CHECK_STR(bytes_of(arena, &back), bytes);
        } else {
            refused++;
        }
        arena_back(arena, mark);
    }
    CHECK(taken > 1000 && refused > 500);
}

TEST(message_round_trip_and_cuts)
{
    Event event = { .kind = EVENT_CARD_LOST, .at = { 5 }, .card_lost = { .card = 1, .kind = 2 } }, back;
    Buf inside = { .arena = arena }, body = { .arena = arena };
    uint8_t type = 0;
    event_write(&inside, &event);
    message_write(&body, 17, BLACKLIST_LOSS, buf_str(&inside));
    CHECK(message_read(buf_str(&body), &type, &back));
    CHECK_EQ(type, BLACKLIST_LOSS);
    CHECK_EQ(back.subject, 17);
    CHECK_EQ(back.card_lost.kind, 2);
    for (size_t n = 0; n < body.n; n++)
        CHECK(!message_read(str_head(buf_str(&body), n), &type, &back));
}
