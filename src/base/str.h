/* str.h - text that carries its length, and a buffer that grows inside a region. Text is UTF-8 unless a
 * name says otherwise; a Str owns nothing and need not end with a zero byte. */
#pragma once
#include "base/arena.h"
#include <stdarg.h>
#include <string.h>

typedef struct {
    const char *p;
    size_t n;
} Str;

#define S(literal) ((Str){ "" literal, sizeof(literal) - 1 })
#define STR_FMT "%.*s"
#define STR_ARG(s) (int)(s).n, (s).p ? (s).p : ""

static inline Str str(const char *zero_ended) { return (Str){ zero_ended, zero_ended ? strlen(zero_ended) : 0 }; }
/* Most words differ in their first letter: `b` is measured only where it does not. */
static inline bool str_is(Str a, const char *b) { return a.n ? *a.p == *b && a.n == strlen(b) && !memcmp(a.p, b, a.n) : !*b; }
static inline bool str_eq(Str a, Str b) { return a.n == b.n && (!a.n || !memcmp(a.p, b.p, a.n)); }
int str_cmp(Str a, Str b);
bool str_starts(Str s, Str head);
bool str_ends(Str s, Str tail);
/* The place of `part` in `s`, or -1. */
long str_find(Str s, Str part);
static inline Str str_from(Str s, size_t at) { return at >= s.n ? (Str){ 0 } : (Str){ s.p + at, s.n - at }; }
static inline Str str_head(Str s, size_t n) { return (Str){ s.p, n < s.n ? n : s.n }; }
Str str_trim(Str s);
/* Cuts *rest at the first `at`: returns what stood before it and moves *rest behind it. Once nothing is
 * left, *rest has p == NULL. */
Str str_cut(Str *rest, char at);

Str str_copy(Arena *arena, Str s);
/* The same with a zero byte behind it, for C libraries. */
const char *str_z(Arena *arena, Str s);
Str str_format(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
Str str_vformat(Arena *arena, const char *format, va_list args) __attribute__((format(printf, 2, 0)));
Str str_lower(Arena *arena, Str s);

/* A whole number in plain digits with an optional minus; false if anything else stands there or it does
 * not fit. out is written only on true. */
bool str_int(Str s, int64_t *out);
/* Strict UTF-8: no overlong forms, no surrogates, no zero byte. */
bool str_utf8(Str s);
/* The number of code points of valid UTF-8. */
size_t str_points(Str s);
/* Lower-case hex; and back (false on odd length or a non-hex character). */
Str str_hex(Arena *arena, Str bytes);
bool str_unhex(Arena *arena, Str hex, Str *out);
bool str_unbase64(Arena *arena, Str text, Str *out);
Str str_base64(Arena *arena, Str bytes);

/* A growing buffer inside one region. Start with (Buf){ .arena = a }. */
typedef struct {
    Arena *arena;
    char *p;
    size_t n, size;
} Buf;

/* Moves the buffer, or lengthens it, so that n more bytes fit. */
void buf_enlarge(Buf *buf, size_t n);
/* Room for n more bytes behind what is there; the caller writes them and adds to buf->n what it used. */
static inline char *buf_grow(Buf *buf, size_t n)
{
    if (n > buf->size - buf->n)
        buf_enlarge(buf, n);
    return buf->p + buf->n;
}
static inline void buf_add(Buf *buf, Str s)
{
    if (s.n)
        memcpy(buf_grow(buf, s.n), s.p, s.n);
    buf->n += s.n;
}
static inline void buf_char(Buf *buf, char c)
{
    *buf_grow(buf, 1) = c;
    buf->n++;
}
/* The number in plain digits. */
void buf_int(Buf *buf, int64_t v);
void buf_format(Buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Big-endian and length-prefixed forms for canonical bytes. */
void buf_u8(Buf *buf, uint8_t v);
void buf_u16(Buf *buf, uint16_t v);
void buf_u32(Buf *buf, uint32_t v);
void buf_i64(Buf *buf, int64_t v);
void buf_text(Buf *buf, Str s); /* 32-bit length, then the bytes */
static inline Str buf_str(const Buf *buf) { return (Str){ buf->p, buf->n }; }

/* Reads canonical bytes back. `bad` sticks once something did not fit; then every read gives 0. */
typedef struct {
    Str rest;
    bool bad;
} Take;

/* One value from the head: integers big-endian, text behind its 32-bit length; what lies in *take is not copied. */
uint8_t take_u8(Take *take);
uint16_t take_u16(Take *take);
uint32_t take_u32(Take *take);
int64_t take_i64(Take *take);
Str take_text(Take *take);
Str take_bytes(Take *take, size_t n);
