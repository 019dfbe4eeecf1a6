/* fuzz_facts.c - any bytes: no facts, or facts that have exactly these bytes (those of an older version: whose new bytes
 * are read back as the same). The first byte picks the table. */
#include "base/require.h"
#include "facts/facts.h"

#define FUZZ(name, Type) \
    { \
        static Type facts; \
        if (name##_read(bytes, &facts)) { \
            name##_write(&buf, &facts); \
            if (bytes.p[0] == buf_str(&buf).p[0]) \
                require(str_eq(buf_str(&buf), bytes)); \
            else { \
                require(name##_read(buf_str(&buf), &facts)); \
                name##_write(&again, &facts); \
                require(str_eq(buf_str(&buf), buf_str(&again))); \
            } \
        } \
        break; \
    }

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena arena;
    if (!arena.base)
        arena = arena_make((size_t)64 << 20);
    arena_reset(&arena);
    if (!size)
        return 0;
    Str bytes = { (const char *)data + 1, size - 1 };
    Buf buf = { .arena = &arena }, again = { .arena = &arena };
    switch (data[0] % 6) {
    case 0: FUZZ(unit, UnitFacts)
    case 1: FUZZ(institution, InstitutionFacts)
    case 2: FUZZ(contract, ContractFacts)
    case 3: FUZZ(batch, BatchFacts)
    case 4: FUZZ(bureau, BureauFacts)
    default: FUZZ(person, PersonFacts)
    }
    return 0;
}
