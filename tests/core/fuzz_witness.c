/* fuzz_witness.c - any bytes: no line of a witness, or exactly the line that is written again. */
#include "base/require.h"
#include "core/witness.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena arena;
    if (!arena.base)
        arena = arena_make((size_t)16 << 20);
    arena_reset(&arena);
    Witness witness;
    Str line = { (const char *)data, size };
    if (witness_read(line, &witness))
        require(str_eq(witness_line(&arena, &witness), line));
    return 0;
}
