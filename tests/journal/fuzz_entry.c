/* fuzz_entry.c - any bytes: no entry, or an entry that has exactly these bytes; the same for messages. */
#include "base/require.h"
#include "journal/entry.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena arena;
    if (!arena.base)
        arena = arena_make((size_t)64 << 20);
    arena_reset(&arena);
    Str bytes = { (const char *)data, size };
    JournalEntry entry;
    Buf buf = { .arena = &arena };
    if (entry_read(bytes, &entry)) {
        entry_write(&buf, &entry);
        require(str_eq(buf_str(&buf), bytes));
    }
    Event event;
    uint8_t type = 0;
    if (message_read(bytes, &type, &event)) {
        Buf inside = { .arena = &arena }, body = { .arena = &arena };
        event_write(&inside, &event);
        message_write(&body, event.subject, type, buf_str(&inside));
        require(str_eq(buf_str(&body), bytes));
    }
    return 0;
}
