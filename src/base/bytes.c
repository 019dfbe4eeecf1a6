/* bytes.c - see bytes.h. */
#include "base/bytes.h"

Number number_long(const uint8_t *p, size_t n, size_t at)
{
    uint64_t z = 0;
    if (at + 3 <= n && p[at + 2] - 1u < 0x7F && p[at + 1] & 0x80) { /* Days and regions: most of what is not one byte. */
        z = (uint64_t)(p[at] & 0x7F) | (uint64_t)(p[at + 1] & 0x7F) << 7 | (uint64_t)p[at + 2] << 14;
        return (Number){ at + 3, (int64_t)(z >> 1) ^ -(int64_t)(z & 1) };
    }
    for (size_t i = 0; i < NUMBER_BYTES && at + i < n; i++) {
        uint8_t b = p[at + i];
        z |= (uint64_t)(b & 0x7F) << (7 * i);
        if (b & 0x80)
            continue;
        /* A last group of zero is a longer form of the same number; the tenth group has one bit. */
        if ((!b && i) || (i == NUMBER_BYTES - 1 && b > 1))
            break;
        return (Number){ at + i + 1, (int64_t)(z >> 1) ^ -(int64_t)(z & 1) };
    }
    return (Number){ n + 1, 0 };
}
