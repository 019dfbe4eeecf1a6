/* fuzz_cookie.c - any Cookie header: what is found lies in it, has no blanks around it, and stands there under that name once. */
#include "base/require.h"
#include "http/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char name[] = "__Host-shebao";
    Str header = { (const char *)data, size }, found = parse_cookie(header, name);
    if (!found.p)
        return 0;
    require(found.p >= header.p && found.p + found.n <= header.p + header.n);
    require(str_eq(str_trim(found), found) && str_find(found, S(";")) < 0);
    /* The same header once more behind it makes two of one name: nobody knows which is ours. */
    static char twice[1 << 16];
    if (size * 2 + 1 > sizeof twice)
        return 0;
    memcpy(twice, data, size);
    twice[size] = ';';
    memcpy(twice + size + 1, data, size);
    require(!parse_cookie((Str){ twice, size * 2 + 1 }, name).p);
    return 0;
}
