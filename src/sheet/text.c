/* text.c - which bytes are text: strict UTF-8, strict GB18030, and the line on which a byte stands. Whole files pass
 * here, so plain letters go eight at a time. */
#include "base/require.h"
#include "sheet/inside.h"

enum { WINDOW = 64 << 10, WIDE = 3 * WINDOW + 16, LONGEST = 4 };

/* The length of the character at p, 0 if there is none: no overlong forms, no surrogates, no zero byte. */
static size_t utf8_length(const uint8_t *p, size_t left)
{
    if (p[0] < 0x80)
        return p[0] != 0;
    size_t n = p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;
    if (p[0] < 0xC2 || p[0] > 0xF4 || n > left)
        return 0;
    for (size_t i = 1; i < n; i++)
        if ((p[i] & 0xC0) != 0x80)
            return 0;
    bool bad = (p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] > 0x9F) || (p[0] == 0xF0 && p[1] < 0x90) ||
               (p[0] == 0xF4 && p[1] > 0x8F);
    return bad ? 0 : n;
}

size_t text_bad_utf8(Str bytes)
{
    const uint64_t high = 0x8080808080808080u, one = 0x0101010101010101u;
    const uint8_t *p = (const uint8_t *)bytes.p;
    for (size_t at = 0; at < bytes.n;) {
        uint64_t word = high;
        if (bytes.n - at >= sizeof word)
            memcpy(&word, p + at, sizeof word);
        if (!((word | (word - one)) & high)) { /* eight bytes from 1 to 127 */
            at += sizeof word;
            continue;
        }
        size_t n = utf8_length(p + at, bytes.n - at);
        if (!n)
            return at;
        at += n;
    }
    return bytes.n;
}

size_t text_bad_gbk(Str bytes, iconv_t converter)
{
    char wide[WIDE];
    size_t at = 0;
    while (at < bytes.n) {
        size_t window = bytes.n - at < WINDOW ? bytes.n - at : WINDOW, left = window, room = sizeof wide;
        char *from = (char *)(uintptr_t)(bytes.p + at), *to = wide; /* iconv() does not write there */
        iconv(converter, NULL, NULL, NULL, NULL);
        iconv(converter, &from, &left, &to, &room);
        size_t bad = text_bad_utf8((Str){ wide, (size_t)(to - wide) });
        if (bad < (size_t)(to - wide)) { /* a zero byte: find its place among the bytes that were read */
            const char *zero = memchr(bytes.p + at, 0, window);
            return zero ? (size_t)(zero - bytes.p) : at;
        }
        at += window - left;
        bool cut = left && left < LONGEST && at + left < bytes.n; /* a character that goes on in the next window */
        if (left && !cut)
            return at;
    }
    return at;
}

int64_t text_line(Str bytes, size_t at)
{
    int64_t line = 1;
    for (size_t i = 0; i < at && i < bytes.n; i++)
        line += bytes.p[i] == '\n' || (bytes.p[i] == '\r' && (i + 1 >= bytes.n || bytes.p[i + 1] != '\n'));
    return line;
}

static int hex_of(char c) { return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1; }

/* The number in _xHHHH_ at p, or 0 if there is none (or it cannot stand alone in a text). */
static unsigned escaped(const char *p, size_t left)
{
    unsigned c = 0;
    if (left < 7 || p[0] != '_' || p[1] != 'x' || p[6] != '_')
        return 0;
    for (int i = 2; i < 6; i++) {
        int digit = hex_of(p[i]);
        if (digit < 0)
            return 0;
        c = c * 16 + (unsigned)digit;
    }
    return c >= 0xD800 && c <= 0xDFFF ? 0 : c;
}

bool text_is_escape(Str text) { return escaped(text.p, text.n) != 0; }

size_t text_unescape(char *p, size_t n)
{
    size_t to = 0;
    if (!n || !memchr(p, '_', n))
        return n;
    for (size_t at = 0; at < n;) {
        unsigned c = escaped(p + at, n - at);
        if (!c) {
            p[to++] = p[at++];
            continue;
        }
        at += 7;
        if (c < 0x80) {
            p[to++] = (char)c;
        } else if (c < 0x800) {
            p[to++] = (char)(0xC0 | c >> 6);
            p[to++] = (char)(0x80 | (c & 0x3F));
        } else {
            p[to++] = (char)(0xE0 | c >> 12);
            p[to++] = (char)(0x80 | (c >> 6 & 0x3F));
            p[to++] = (char)(0x80 | (c & 0x3F));
        }
    }
    return to;
}
