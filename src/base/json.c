/* json.c - see json.h. jansson builds its tree with an allocator that takes from the reading thread's
 * region, so nothing is ever given back piece by piece. */
#include "base/json.h"
#include "base/require.h"
#include <inttypes.h>
#include <jansson.h>
#include <pthread.h>

static _Thread_local Arena *reading;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void *take(size_t n) { return arena_alloc(reading, 1, n); }
static void give_back(void *p) { (void)p; }

static void start(void)
{
    json_set_alloc_funcs(take, give_back);
    json_object_seed(0);
}

static Err node_from(Arena *arena, json_t *from, JsonNode *to, int depth, Why *why);

static Err members_from(Arena *arena, json_t *from, JsonNode *to, int depth, Why *why)
{
    const char *key = NULL;
    json_t *value = NULL;
    to->items = arena_new(arena, JsonNode, json_object_size(from));
    json_object_foreach(from, key, value) {
        JsonNode *item = &to->items[to->count++];
        item->key = str(key);
        Err err = node_from(arena, value, item, depth + 1, why);
        if (err != OK && why && !why->field.n)
            why->field = item->key; /* The innermost member that is wrong names the field. */
        TRY(err);
    }
    return OK;
}

static Err list_from(Arena *arena, json_t *from, JsonNode *to, int depth, Why *why)
{
    size_t count = json_array_size(from);
    to->items = arena_new(arena, JsonNode, count);
    for (size_t i = 0; i < count; i++)
        TRY(node_from(arena, json_array_get(from, i), &to->items[to->count++], depth + 1, why));
    return OK;
}

static Err node_from(Arena *arena, json_t *from, JsonNode *to, int depth, Why *why)
{
    if (depth > JSON_DEPTH_MAX)
        return refuse(why, ERR_BAD_FIELD, "", "JSON 嵌套过深。", "The JSON is nested too deeply.");
    switch (json_typeof(from)) {
    case JSON_ARRAY:
        to->type = JSON_LIST;
        return list_from(arena, from, to, depth, why);
    case JSON_STRING:
        to->type = JSON_TEXT;
        to->text = (Str){ json_string_value(from), json_string_length(from) };
        return OK;
    case JSON_INTEGER:
        to->type = JSON_INT;
        to->number = json_integer_value(from);
        return OK;
    case JSON_REAL:
        return refuse(why, ERR_BAD_FIELD, "", "不接受小数，金额请以分为单位的整数表示。",
                      "Numbers with a fraction are not accepted; give amounts as whole fen.");
    case JSON_TRUE:
    case JSON_FALSE:
        to->type = JSON_BOOL;
        to->truth = json_is_true(from);
        return OK;
    default:
        to->type = json_is_object(from) ? JSON_MEMBERS : JSON_NIL;
        return json_is_object(from) ? members_from(arena, from, to, depth, why) : OK;
    }
}

static bool plain_word(Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!(s.p[i] == '_' || s.p[i] == '-' || (s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9')))
            return false;
    return s.n > 0 && s.n <= 40;
}

/* The name of the member in which a text breaks off: what stands in quotation marks before the last colon, if it
 * looks like the name of a field. */
static Str member_before(Str text, size_t at)
{
    size_t colon = at < text.n ? at : text.n;
    while (colon > 0 && text.p[colon - 1] != ':')
        colon--;
    size_t end = colon ? colon - 1 : 0;
    while (end > 0 && text.p[end - 1] != '"')
        end--;
    size_t start = end ? end - 1 : 0;
    while (start > 0 && text.p[start - 1] != '"')
        start--;
    Str name = start && end ? (Str){ text.p + start, end - 1 - start } : (Str){ 0 };
    return plain_word(name) ? name : (Str){ 0 };
}

Err json_read(Arena *arena, Str text, JsonNode **out, Why *why)
{
    pthread_once(&once, start);
    reading = arena;
    json_error_t error;
    json_t *tree = json_loadb(text.p ? text.p : "", text.n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    if (!tree) {
        /* What stands behind "near" is the sender's bytes, cut anywhere: neither for answers nor for logs. */
        long near = str_find(str(error.text), S(" near "));
        Err err =
            refuse(why, ERR_BAD_FIELD, "", "不是有效的 JSON：第 %d 行第 %d 列，%.*s。", "Not valid JSON: line %d column %d, %.*s.",
                   error.line, error.column, near < 0 ? (int)strlen(error.text) : (int)near, error.text);
        if (why)
            why->field = member_before(text, error.position > 0 ? (size_t)error.position : 0);
        return err;
    }
    JsonNode *node = arena_new(arena, JsonNode, 1);
    TRY(node_from(arena, tree, node, 0, why));
    *out = node;
    return OK;
}

const JsonNode *json_member(const JsonNode *object, const char *key)
{
    if (!object || object->type != JSON_MEMBERS)
        return NULL;
    for (size_t i = 0; i < object->count; i++)
        if (str_is(object->items[i].key, key))
            return &object->items[i];
    return NULL;
}

static void before_value(Json *json)
{
    if (json->comma)
        buf_char(&json->buf, ',');
    json->comma = true;
}

void json_open(Json *json, char bracket)
{
    before_value(json);
    buf_char(&json->buf, bracket);
    json->comma = false;
}

void json_close(Json *json, char bracket)
{
    buf_char(&json->buf, bracket);
    json->comma = true;
}

/* Whether one of these eight bytes must be escaped: it borrows from its top bit when it is below 0x20, or zero after
 * the xor. May also say yes for a byte behind one that must. */
static bool eight_need_escape(const char *p)
{
    static const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
    uint64_t word;
    memcpy(&word, p, 8);
    uint64_t quote = word ^ (ones * '"'), slash = word ^ (ones * '\\');
    return ((((word - ones * 0x20) & ~word) | ((quote - ones) & ~quote) | ((slash - ones) & ~slash)) & tops) != 0;
}

size_t json_plain(Str text)
{
    size_t i = 0;
    while (i + 8 <= text.n && !eight_need_escape(text.p + i))
        i += 8;
    if (text.n >= 8 && i + 8 > text.n && !eight_need_escape(text.p + text.n - 8))
        return text.n;
    for (; i < text.n; i++)
        if ((unsigned char)text.p[i] < 0x20 || text.p[i] == '"' || text.p[i] == '\\')
            break;
    return i;
}

static void escape(Buf *buf, unsigned char c)
{
    if (c == '"' || c == '\\') {
        buf_char(buf, '\\');
        buf_char(buf, (char)c);
    } else if (c == '\n') {
        buf_add(buf, S("\\n"));
    } else {
        buf_format(buf, "\\u%04x", c);
    }
}

/* Text with something to escape in it, `plain` bytes behind its begin; without quotation marks. */
static void escaped(Buf *buf, Str text, size_t plain)
{
    for (;;) {
        buf_add(buf, str_head(text, plain));
        if (plain == text.n)
            return;
        escape(buf, (unsigned char)text.p[plain]);
        text = str_from(text, plain + 1);
        plain = json_plain(text);
    }
}

/* Keys are our own words: nothing in them needs an escape. */
void json_key_n(Json *json, const char *key, size_t n)
{
    char *p = buf_grow(&json->buf, n + 4);
    size_t at = 0;
    if (json->comma)
        p[at++] = ',';
    p[at++] = '"';
    memcpy(p + at, key, n);
    at += n;
    p[at++] = '"';
    p[at++] = ':';
    json->buf.n += at;
    json->comma = false;
}

void json_text(Json *json, Str text)
{
    size_t plain = json_plain(text), at = 0;
    char *p = buf_grow(&json->buf, plain + 3);
    if (json->comma)
        p[at++] = ',';
    p[at++] = '"';
    json->comma = true;
    if (plain == text.n) {
        if (plain)
            memcpy(p + at, text.p, plain);
        at += plain;
    } else {
        json->buf.n += at;
        escaped(&json->buf, text, plain);
        p = buf_grow(&json->buf, 1);
        at = 0;
    }
    p[at++] = '"';
    json->buf.n += at;
}

void json_word_n(Json *json, const char *word, size_t n)
{
    char *p = buf_grow(&json->buf, n + 3);
    size_t at = 0;
    if (json->comma)
        p[at++] = ',';
    p[at++] = '"';
    memcpy(p + at, word, n);
    at += n;
    p[at++] = '"';
    json->buf.n += at;
    json->comma = true;
}

void json_int(Json *json, int64_t number)
{
    before_value(json);
    buf_int(&json->buf, number);
}

void json_bool(Json *json, bool truth)
{
    before_value(json);
    buf_add(&json->buf, truth ? S("true") : S("false"));
}

void json_nil(Json *json)
{
    before_value(json);
    buf_add(&json->buf, S("null"));
}

void json_raw(Json *json, Str already_json)
{
    before_value(json);
    buf_add(&json->buf, already_json);
}

void json_node(Json *json, const JsonNode *node)
{
    switch (node->type) {
    case JSON_NIL:
        json_nil(json);
        return;
    case JSON_BOOL:
        json_bool(json, node->truth);
        return;
    case JSON_INT:
        json_int(json, node->number);
        return;
    case JSON_TEXT:
        json_text(json, node->text);
        return;
    case JSON_LIST:
    case JSON_MEMBERS:
        break;
    }
    bool list = node->type == JSON_LIST;
    json_open(json, list ? '[' : '{');
    for (size_t i = 0; i < node->count; i++) {
        if (!list) {
            json_text(json, node->items[i].key);
            buf_char(&json->buf, ':');
            json->comma = false;
        }
        json_node(json, &node->items[i]);
    }
    json_close(json, list ? ']' : '}');
}
