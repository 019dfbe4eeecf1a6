/* str.c - see str.h. */
#include "base/str.h"
#include "base/require.h"
#include <stdio.h>

int str_cmp(Str a, Str b)
{
    int order = memcmp(a.p ? a.p : "", b.p ? b.p : "", a.n < b.n ? a.n : b.n);
    return order ? order : (a.n > b.n) - (a.n < b.n);
}

bool str_starts(Str s, Str head) { return s.n >= head.n && (!head.n || !memcmp(s.p, head.p, head.n)); }

bool str_ends(Str s, Str tail)
{
    return s.n >= tail.n && (!tail.n || !memcmp(s.p + s.n - tail.n, tail.p, tail.n));
}

long str_find(Str s, Str part)
{
    if (!part.n)
        return 0;
    for (size_t i = 0; i + part.n <= s.n; i++)
        if (s.p[i] == part.p[0] && !memcmp(s.p + i, part.p, part.n))
            return (long)i;
    return -1;
}

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

Str str_trim(Str s)
{
    while (s.n && is_space(s.p[0]))
        s = str_from(s, 1);
    while (s.n && is_space(s.p[s.n - 1]))
        s.n--;
    return s;
}

Str str_cut(Str *rest, char at)
{
    const char *found = rest->n ? memchr(rest->p, at, rest->n) : NULL;
    Str head = *rest;
    if (!found) {
        *rest = (Str){ 0 };
        return head;
    }
    head.n = (size_t)(found - rest->p);
    *rest = (Str){ found + 1, rest->n - head.n - 1 };
    return head;
}

Str str_copy(Arena *arena, Str s)
{
    require(s.n < SIZE_MAX);
    char *copy = arena_take(arena, s.n + 1); /* not cleared first: sheets are long */
    if (s.n)
        memcpy(copy, s.p, s.n);
    copy[s.n] = 0;
    return (Str){ copy, s.n };
}

const char *str_z(Arena *arena, Str s) { return str_copy(arena, s).p; }

Str str_vformat(Arena *arena, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    require(n >= 0);
    char *text = arena_new(arena, char, (size_t)n + 1);
    vsnprintf(text, (size_t)n + 1, format, args);
    return (Str){ text, (size_t)n };
}

Str str_format(Arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    Str s = str_vformat(arena, format, args);
    va_end(args);
    return s;
}

Str str_lower(Arena *arena, Str s)
{
    char *copy = arena_new(arena, char, s.n + 1);
    for (size_t i = 0; i < s.n; i++)
        copy[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] + 32) : s.p[i];
    return (Str){ copy, s.n };
}

bool str_int(Str s, int64_t *out)
{
    bool minus = s.n && s.p[0] == '-';
    if (minus)
        s = str_from(s, 1);
    if (!s.n || s.n > 19)
        return false;
    int64_t v = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        int digit = s.p[i] - '0';
        if (__builtin_mul_overflow(v, 10, &v) || __builtin_sub_overflow(v, digit, &v))
            return false;
    }
    /* Counted downwards so that the smallest number is read too. */
    if (!minus && __builtin_sub_overflow((int64_t)0, v, &v))
        return false;
    *out = v;
    return true;
}

/* The length of the valid UTF-8 sequence at the head of s, or 0. */
static size_t utf8_len(Str s)
{
    unsigned char a = (unsigned char)s.p[0];
    if (a < 0x80)
        return a ? 1 : 0;
    size_t n = a >= 0xF0 ? 4 : a >= 0xE0 ? 3 : 2;
    if (a < 0xC2 || a > 0xF4 || s.n < n)
        return 0;
    for (size_t i = 1; i < n; i++)
        if (((unsigned char)s.p[i] & 0xC0) != 0x80)
            return 0;
    unsigned char b = (unsigned char)s.p[1];
    bool bad = (a == 0xE0 && b < 0xA0) || (a == 0xED && b > 0x9F) || (a == 0xF0 && b < 0x90) || (a == 0xF4 && b > 0x8F);
    return bad ? 0 : n;
}

bool str_utf8(Str s)
{
    while (s.n) {
        size_t n = utf8_len(s);
        if (!n)
            return false;
        s = str_from(s, n);
    }
    return true;
}

size_t str_points(Str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return n;
}

Str str_hex(Arena *arena, Str bytes)
{
    char *hex = arena_new(arena, char, bytes.n * 2 + 1);
    for (size_t i = 0; i < bytes.n; i++) {
        hex[2 * i] = "0123456789abcdef"[(unsigned char)bytes.p[i] >> 4];
        hex[2 * i + 1] = "0123456789abcdef"[(unsigned char)bytes.p[i] & 15];
    }
    return (Str){ hex, bytes.n * 2 };
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool str_unhex(Arena *arena, Str hex, Str *out)
{
    if (hex.n % 2)
        return false;
    char *bytes = arena_new(arena, char, hex.n / 2 + 1);
    for (size_t i = 0; i < hex.n / 2; i++) {
        int high = hex_value(hex.p[2 * i]), low = hex_value(hex.p[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        bytes[i] = (char)(high * 16 + low);
    }
    *out = (Str){ bytes, hex.n / 2 };
    return true;
}

static const char base64_letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

Str str_base64(Arena *arena, Str bytes)
{
    Buf out = { .arena = arena };
    for (size_t i = 0; i < bytes.n; i += 3) {
        uint32_t word = 0;
        for (size_t k = 0; k < 3; k++)
            word = word << 8 | (i + k < bytes.n ? (unsigned char)bytes.p[i + k] : 0);
        for (size_t k = 0; k < 4; k++)
            buf_char(&out, i + k <= bytes.n ? base64_letters[word >> (18 - 6 * k) & 63] : '=');
    }
    return buf_str(&out);
}

bool str_unbase64(Arena *arena, Str text, Str *out)
{
    if (text.n % 4)
        return false;
    char *bytes = arena_new(arena, char, text.n / 4 * 3 + 1);
    size_t n = 0, pad = 0;
    for (size_t i = 0; i < text.n; i += 4) {
        uint32_t word = 0;
        for (size_t k = 0; k < 4; k++) {
            char c = text.p[i + k];
            const char *at = c ? strchr(base64_letters, c) : NULL;
            bool padding = c == '=' && i + 4 == text.n && k >= 2;
            if ((!at && !padding) || (at && pad))
                return false;
            pad += padding;
            word = word << 6 | (uint32_t)(at ? at - base64_letters : 0);
        }
        for (size_t k = 0; k < 3; k++)
            bytes[n++] = (char)(word >> (16 - 8 * k));
    }
    *out = (Str){ bytes, n - pad };
    return true;
}

void buf_enlarge(Buf *buf, size_t n)
{
    size_t size = buf->size ? buf->size * 2 : 256;
    while (size < buf->n + n)
        size *= 2;
    bool last = buf->p && (uint8_t *)buf->p + buf->size == buf->arena->base + buf->arena->used;
    if (last) { /* The buffer is the newest thing in its region: grow in place. */
        arena_new(buf->arena, char, size - buf->size);
    } else {
        char *p = arena_new(buf->arena, char, size);
        if (buf->n)
            memcpy(p, buf->p, buf->n);
        buf->p = p;
    }
    buf->size = size;
}

void buf_format(Buf *buf, const char *format, ...)
{
    char small[256];
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(small, sizeof small, format, args);
    va_end(args);
    require(n >= 0);
    if ((size_t)n < sizeof small) {
        buf_add(buf, (Str){ small, (size_t)n });
    } else {
        vsnprintf(buf_grow(buf, (size_t)n + 1), (size_t)n + 1, format, again);
        buf->n += (size_t)n;
    }
    va_end(again);
}

void buf_int(Buf *buf, int64_t v)
{
    char digits[24];
    size_t n = sizeof digits;
    uint64_t rest = v < 0 ? -(uint64_t)v : (uint64_t)v;
    do
        digits[--n] = (char)('0' + rest % 10);
    while (rest /= 10);
    if (v < 0)
        digits[--n] = '-';
    buf_add(buf, (Str){ digits + n, sizeof digits - n });
}

void buf_u8(Buf *buf, uint8_t v) { buf_char(buf, (char)v); }

void buf_u16(Buf *buf, uint16_t v)
{
    buf_u8(buf, (uint8_t)(v >> 8));
    buf_u8(buf, (uint8_t)v);
}

void buf_u32(Buf *buf, uint32_t v)
{
    buf_u16(buf, (uint16_t)(v >> 16));
    buf_u16(buf, (uint16_t)v);
}

void buf_i64(Buf *buf, int64_t v)
{
    buf_u32(buf, (uint32_t)((uint64_t)v >> 32));
    buf_u32(buf, (uint32_t)(uint64_t)v);
}

void buf_text(Buf *buf, Str s)
{
    require(s.n <= UINT32_MAX);
    buf_u32(buf, (uint32_t)s.n);
    buf_add(buf, s);
}

Str take_bytes(Take *take, size_t n)
{
    if (take->bad || take->rest.n < n) {
        take->bad = true;
        return (Str){ 0 };
    }
    Str head = { take->rest.p, n };
    take->rest = (Str){ take->rest.p + n, take->rest.n - n };
    return head;
}

static uint64_t take_number(Take *take, size_t n)
{
    Str s = take_bytes(take, n);
    uint64_t v = 0;
    for (size_t i = 0; i < s.n; i++)
        v = v << 8 | (unsigned char)s.p[i];
    return v;
}

uint8_t take_u8(Take *take) { return (uint8_t)take_number(take, 1); }
uint16_t take_u16(Take *take) { return (uint16_t)take_number(take, 2); }
uint32_t take_u32(Take *take) { return (uint32_t)take_number(take, 4); }
int64_t take_i64(Take *take) { return (int64_t)take_number(take, 8); }
Str take_text(Take *take) { return take_bytes(take, take_u32(take)); }
