/* json_reread.c - json_reread: the other half of the writer in json.c. */
#include "base/json.h"

/* Deeper than what comes from outside may be: the description of the API is. */
enum { ITEMS_FIRST = 8, DEPTH_MAX = 64 };

typedef struct {
    Arena *arena;
    const char *at, *end;
} Reread;

static bool value_from(Reread *from, JsonNode *to, int depth);

static bool take(Reread *from, char c)
{
    if (from->at == from->end || *from->at != c)
        return false;
    from->at++;
    return true;
}

static bool take_word(Reread *from, Str word)
{
    bool same = (size_t)(from->end - from->at) >= word.n && !memcmp(from->at, word.p, word.n);
    from->at += same ? word.n : 0;
    return same;
}

/* The writer escapes quotation marks, backslashes, line ends, and by four digits what else lies below U+0020. */
static bool unescaped(Str raw, char *to, size_t *n)
{
    for (size_t i = 0; i < raw.n; i++) {
        if (raw.p[i] != '\\') {
            to[(*n)++] = raw.p[i];
            continue;
        }
        char c = raw.p[++i];
        if (c == '"' || c == '\\') {
            to[(*n)++] = c;
        } else if (c == 'n') {
            to[(*n)++] = '\n';
        } else {
            static const char digits[] = "0123456789abcdef";
            const char *low = i + 4 < raw.n && !memcmp(raw.p + i, "u00", 3) ? strchr(digits, raw.p[i + 4]) : NULL;
            if (!low || !*low || (raw.p[i + 3] != '0' && raw.p[i + 3] != '1'))
                return false;
            to[(*n)++] = (char)((raw.p[i + 3] - '0') * 16 + (low - digits));
            i += 4;
        }
    }
    return true;
}

static bool text_from(Reread *from, Str *out)
{
    bool escapes = false;
    if (!take(from, '"'))
        return false;
    const char *begin = from->at;
    for (;; escapes = true) {
        from->at += json_plain((Str){ from->at, (size_t)(from->end - from->at) });
        if (from->end - from->at < 2 || *from->at != '\\')
            break;
        from->at += 2;
    }
    *out = (Str){ begin, (size_t)(from->at - begin) };
    if (!take(from, '"'))
        return false;
    if (!escapes)
        return true;
    char *plain = arena_new(from->arena, char, out->n);
    size_t n = 0;
    bool fine = unescaped(*out, plain, &n);
    *out = (Str){ plain, n };
    return fine;
}

static bool number_from(Reread *from, int64_t *out)
{
    Str digits = { from->at, 0 };
    while (digits.p + digits.n < from->end &&
           (digits.p[digits.n] == '-' || (digits.p[digits.n] >= '0' && digits.p[digits.n] <= '9')))
        digits.n++;
    from->at += digits.n;
    return str_int(digits, out);
}

/* The items of a list or object: room for twice as many whenever they are full. */
static bool items_from(Reread *from, JsonNode *to, char close, int depth)
{
    size_t room = 0;
    bool members = to->type == JSON_MEMBERS;
    if (take(from, close))
        return true;
    do {
        if (to->count == room) {
            room = room ? room * 2 : ITEMS_FIRST;
            JsonNode *items = arena_new(from->arena, JsonNode, room);
            if (to->count)
                memcpy(items, to->items, to->count * sizeof *items);
            to->items = items;
        }
        JsonNode *item = &to->items[to->count++];
        if (members && (!text_from(from, &item->key) || !take(from, ':')))
            return false;
        if (!value_from(from, item, depth + 1))
            return false;
    } while (take(from, ','));
    return take(from, close);
}

static bool value_from(Reread *from, JsonNode *to, int depth)
{
    if (from->at == from->end || depth > DEPTH_MAX)
        return false;
    switch (*from->at) {
    case '{':
    case '[':
        to->type = *from->at == '{' ? JSON_MEMBERS : JSON_LIST;
        return items_from(from, to, *from->at++ == '{' ? '}' : ']', depth);
    case '"':
        to->type = JSON_TEXT;
        return text_from(from, &to->text);
    case 't':
    case 'f':
        to->type = JSON_BOOL;
        to->truth = *from->at == 't';
        return take_word(from, to->truth ? S("true") : S("false"));
    case 'n':
        to->type = JSON_NIL;
        return take_word(from, S("null"));
    default:
        to->type = JSON_INT;
        return number_from(from, &to->number);
    }
}

JsonNode *json_reread(Arena *arena, Str text)
{
    Reread from = { arena, text.p, text.p ? text.p + text.n : NULL };
    JsonNode *node = arena_new(arena, JsonNode, 1);
    return text.n && value_from(&from, node, 0) && from.at == from.end ? node : NULL;
}
