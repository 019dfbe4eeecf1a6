/* fuzz_url.c - PostgreSQL addresses of any bytes: whatever is accepted has a plain schema name and leaves no
 * "schema=" of ours for libpq outside quotes. */
#include "base/require.h"
#include "db/pg.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena arena;
    if (!arena.base)
        arena = arena_make((size_t)16 << 20);
    arena_reset(&arena);
    PgUrl url;
    if (pg_url_read(&arena, (Str){ (const char *)data, size }, &url)) {
        size_t n = strspn(url.schema, "abcdefghijklmnopqrstuvwxyz0123456789_");
        require(n > 0 && n < 64 && !url.schema[n]);
        require(strlen(url.conninfo) <= size + 1);
    }
    return 0;
}
