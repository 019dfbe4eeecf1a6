/* fuzz_facts.c - any bytes: no facts, or facts that have exactly these bytes. The first byte picks the table. */
#include "base/require.h"
#include "facts/facts.h"

#define FUZZ(name, Type) \
    { \
        static Type facts; \
        if (name##_read(bytes, &facts)) { \
            name##_write(&buf, &facts); \
            require(str_eq(buf_str(&buf), bytes)); \
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
    Buf buf = { .arena = &arena };
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
