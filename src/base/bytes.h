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
static inline void buf_number(Buf *buf, int64_t number)
{
    uint8_t *to = (uint8_t *)buf_grow(buf, NUMBER_BYTES);
    buf->n += (size_t)(number_put(to, number) - to);
}
/* The length as a number, then the bytes. */
static inline void buf_number_text(Buf *buf, Str text)
{
    buf_number(buf, (int64_t)text.n);
    buf_add(buf, text);
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

/* A number behind `before`; bad if it does not fit. */
static inline int64_t in_sum(In *in, int64_t before)
{
    int64_t sum = 0;
    in->bad |= __builtin_add_overflow(before, in_number(in), &sum);
    return sum;
}
static inline int32_t in_int32(In *in, int32_t before)
{
    int64_t sum = in_sum(in, before);
    in->bad |= sum != (int32_t)sum;
    return (int32_t)sum;
}
static inline uint8_t in_uint8(In *in)
{
    int64_t number = in_number(in);
    in->bad |= number != (uint8_t)number;
    return (uint8_t)number;
}

/* A byte as it is, not a number. */
static inline uint8_t in_byte(In *in)
{
    if (in->at >= in->n) {
        in->at = in->n + 1;
        return 0;
    }
    return in->p[in->at++];
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
