/* fuzz_event.c - any bytes: no event, or an event that has exactly these bytes and folds. */
#include "base/require.h"
#include "facts/facts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static PersonFacts person;
    static Arena arena;
    if (!arena.base)
        arena = arena_make((size_t)64 << 20);
    arena_reset(&arena);
    Str bytes = { (const char *)data, size };
    Event event = { 0 };
    if (!event_read(bytes, &event))
        return 0;
    Buf buf = { .arena = &arena };
    event_write(&buf, &event);
    require(str_eq(buf_str(&buf), bytes));
    person_fold(&person, &event);
    return 0;
}
