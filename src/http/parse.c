/* parse.c - see parse.h: targets, pairs and parameters. Multipart bodies are in multipart.c. */
#include "http/parse.h"

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 32;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool parse_escapes(Arena *arena, Str text, bool plus, Str *out)
{
    char *plain = arena_new(arena, char, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == '%') {
            int high = i + 2 < text.n ? hex_digit(text.p[i + 1]) : -1;
            int low = i + 2 < text.n ? hex_digit(text.p[i + 2]) : -1;
            if (high < 0 || low < 0)
                return false;
            c = (char)(high * 16 + low);
            i += 2;
        } else if (c == '+' && plus) {
            c = ' ';
        }
        plain[n++] = c;
    }
    if (!str_utf8((Str){ plain, n }))
        return false;
    *out = (Str){ plain, n };
    return true;
}

/* An escaped slash would be a separator to one reader and a letter to another. */
static bool has_escaped_slash(Str raw)
{
    for (size_t i = 0; i + 2 < raw.n; i++)
        if (raw.p[i] == '%' &&
            ((raw.p[i + 1] == '2' && (raw.p[i + 2] | 32) == 'f') || (raw.p[i + 1] == '5' && (raw.p[i + 2] | 32) == 'c')))
            return true;
    return false;
}

int parse_path(Arena *arena, Str raw, Str *out)
{
    Str path = { 0 };
    if (!raw.n || raw.p[0] != '/' || has_escaped_slash(raw) || !parse_escapes(arena, raw, false, &path))
        return 400;
    for (size_t i = 0; i < path.n; i++)
        if ((unsigned char)path.p[i] < 0x20 || path.p[i] == 0x7f || path.p[i] == '\\')
            return 400;
    for (Str rest = str_from(path, 1); rest.p;) {
        Str segment = str_cut(&rest, '/');
        if (str_is(segment, ".") || str_is(segment, ".."))
            return 400;
    }
    *out = path;
    return 0;
}

int pairs_add(Arena *arena, Pairs *pairs, Str name, Str value)
{
    if (!name.n || name.n > HTTP_NAME_MAX)
        return 400;
    if (pairs->count == HTTP_PAIRS_MAX)
        return 413;
    if (pairs->count == pairs->size) {
        size_t size = pairs->size ? pairs->size * 2 : 16;
        HttpPair *items = arena_new(arena, HttpPair, size);
        if (pairs->count)
            memcpy(items, pairs->items, pairs->count * sizeof *items);
        pairs->items = items;
        pairs->size = size;
    }
    pairs->items[pairs->count++] = (HttpPair){ name, value };
    return 0;
}

int parse_pairs(Arena *arena, Str text, Pairs *pairs)
{
    while (text.n) {
        Str value = str_cut(&text, '&');
        if (!value.n)
            continue; /* "a=1&&b=2", "a=1&": browsers and people write them, nobody reads them differently. */
        if (pairs->count == HTTP_PAIRS_MAX)
            return 413;
        Str raw_name = str_cut(&value, '='), name = { 0 };
        if (!parse_escapes(arena, raw_name, true, &name) || !parse_escapes(arena, value, true, &value))
            return 400;
        int refused = pairs_add(arena, pairs, name, value);
        if (refused)
            return refused;
    }
    return 0;
}

bool parse_is_token(Str text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        bool letter = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
        if (!letter && (!c || !strchr("!#$%&'*+-.^_`|~", c)))
            return false;
    }
    return text.n > 0;
}

bool parse_same_word(Str a, Str b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++) {
        char x = a.p[i], y = b.p[i];
        if (x != y && ((x ^ y) != 32 || (x | 32) < 'a' || (x | 32) > 'z'))
            return false;
    }
    return true;
}

bool parse_parameter(Str *rest, Str *name, Str *value, bool *bad)
{
    *rest = str_trim(*rest);
    if (!rest->n)
        return false;
    *bad = true; /* until it proves good */
    if (rest->p[0] != ';')
        return false;
    *rest = str_trim(str_from(*rest, 1));
    size_t n = 0;
    while (n < rest->n && rest->p[n] != '=' && rest->p[n] != ';')
        n++;
    if (n == rest->n || rest->p[n] != '=' || !parse_is_token(str_head(*rest, n)))
        return false;
    *name = str_head(*rest, n);
    *rest = str_from(*rest, n + 1);
    if (rest->n && rest->p[0] == '"') {
        /* Browsers write %22 for a quote inside and leave a backslash as it is, so the next quote is the end. */
        const char *end = memchr(rest->p + 1, '"', rest->n - 1);
        if (!end)
            return false;
        *value = (Str){ rest->p + 1, (size_t)(end - rest->p) - 1 };
        *rest = str_from(*rest, value->n + 2);
    } else {
        for (n = 0; n < rest->n && rest->p[n] != ';' && rest->p[n] != ' ' && rest->p[n] != '\t';)
            n++;
        if (!parse_is_token(str_head(*rest, n)))
            return false;
        *value = str_head(*rest, n);
        *rest = str_from(*rest, n);
    }
    *bad = false;
    return true;
}

Str parse_cookie(Str header, const char *name)
{
    Str found = { 0 };
    while (header.n) {
        Str value = str_cut(&header, ';'), word = str_cut(&value, '=');
        if (!value.p || !str_is(str_trim(word), name))
            continue;
        if (found.p)
            return (Str){ 0 };
        found = str_trim(value);
    }
    return found;
}
