/* fuzz_grant.c - any text as a grant, and as the secret of a session: nothing that this bureau did not make is one. */
#include "base/require.h"
#include "core/login.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first byte says how much of the rest is the name. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena arena;
    if (!arena.base)
        arena = arena_make((size_t)16 << 20);
    arena_reset(&arena);
    if (!size || size > (8 << 10))
        return 0;
    Hash secret = hash_of(S("the secret of another bureau")), own = hash_of(S("our secret"));
    Str rest = { (const char *)data + 1, size - 1 }, name = str_head(rest, data[0] < rest.n ? data[0] : rest.n);
    Str grant = str_from(rest, name.n);
    int64_t n = 0;
    /* No text is a grant under two secrets. */
    require(!login_grant_reads(&arena, &own, name, grant, &n) || !login_grant_reads(&arena, &secret, name, grant, &n));
    /* What was made is read again, for that person and for no user. */
    Str made = login_grant(&arena, &own, S("G17-4"));
    require(login_grant_reads(&arena, &own, S("#17"), made, &n) && n == 4);
    require(str_starts(name, S("#")) || !login_grant_reads(&arena, &own, name, made, &n));
    if (!login_grant_reads(&arena, &own, S("#17"), grant, &n))
        return 0;
    require(n >= 1 && str_starts(grant, str_format(&arena, "G17-%lld-", (long long)n)));
    return 0;
}
