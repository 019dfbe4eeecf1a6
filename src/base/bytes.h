/* bytes.h - numbers as the shortest canonical bytes. A number is zigzag-coded and stands in groups of seven
 * bits, lowest first; only the shortest form is read, so equal values have equal bytes. Reading keeps its place
 * in a small struct that the compiler holds in registers: one person is read in a fraction of a microsecond. */
#pragma once
#include "base/str.h"

enum { NUMBER_BYTES = 10 };

/* Writes a number at `to` and returns the place behind it. */
static inline uint8_t *number_put(uint8_t *to, int64_t number)
{
    uint64_t z = (uint64_t)number << 1 ^ (uint64_t)(number >> 63);
    for (; z >= 0x80; z >>= 7)
        *to++ = (uint8_t)(z | 0x80);
    *to++ = (uint8_t)z;
    return to;
}

/* `at` runs past `n` once something did not fit, and stays there. */
typedef struct {
    const uint8_t *p;
    size_t n, at;
    bool bad;
} In;

typedef struct {
    size_t at;
    int64_t number;
} Number;

static inline In in_make(Str bytes) { return (In){ .p = (const uint8_t *)bytes.p, .n = bytes.n }; }
static inline bool in_whole(const In *in) { return !in->bad && in->at == in->n; }

/* A number of more than one byte; `at` = n + 1 if there is none in its shortest form. */
Number number_long(const uint8_t *p, size_t n, size_t at);

static inline int64_t in_number(In *in)
{
    if (__builtin_expect(in->at < in->n && in->p[in->at] < 0x80, 1)) {
        int64_t z = in->p[in->at++];
        return z >> 1 ^ -(z & 1);
    }
    if (in->at + 1 < in->n && in->p[in->at + 1] - 1u < 0x7F) { /* two bytes: the first has its bit, or it were one */
        int64_t z = (in->p[in->at] & 0x7F) | (int64_t)in->p[in->at + 1] << 7;
        in->at += 2;
        return z >> 1 ^ -(z & 1);
    }
    Number number = number_long(in->p, in->n, in->at);
    in->at = number.at;
    return number.number;
}

/* A length-prefixed text; it points into what is read. */
static inline Str in_text(In *in)
{
    int64_t length = in_number(in);
    if (in->at > in->n || length < 0 || (uint64_t)length > in->n - in->at) {
        in->bad = true;
        return (Str){ 0 };
    }
    Str text = { length ? (const char *)in->p + in->at : NULL, (size_t)length };
    in->at += (size_t)length;
    return text;
}
