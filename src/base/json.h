/* json.h - JSON in (jansson, strict) and JSON out (an append-only writer). In: duplicate keys, trailing
 * text, invalid UTF-8, U+0000, depth over 16 and numbers that are not 64-bit integers are refused. Out: keys
 * in the order in which they are written, so the same answer has the same bytes everywhere. */
#pragma once
#include "base/err.h"

typedef enum { JSON_NIL, JSON_BOOL, JSON_INT, JSON_TEXT, JSON_LIST, JSON_MEMBERS } JsonType;

typedef struct JsonNode {
    JsonType type;
    bool truth;
    int64_t number;
    Str text;
    Str key;                /* inside an object */
    struct JsonNode *items; /* of a list or object, `count` of them, in the order of the text */
    size_t count;
} JsonNode;

enum { JSON_DEPTH_MAX = 16 };

/* Reads one value that fills the whole text; *out lives in the region.
 * Refusals: ERR_BAD_FIELD, the place and the reason in *why. */
Err json_read(Arena *arena, Str text, JsonNode **out, Why *why) NODISCARD;
/* Reads again what a Json of this program wrote, a value that fills the whole text: for answers that go from one part of the
 * program to another. Several times as fast as json_read, because nothing is doubted: no member twice, UTF-8 as it is,
 * texts without an escape stay where they are - so `text` must stay as long as the tree does. NULL for anything that no
 * Json writes. Never for bytes from outside. */
JsonNode *json_reread(Arena *arena, Str text);
/* The member of that name, or NULL (also when the node is NULL or no object). */
const JsonNode *json_member(const JsonNode *object, const char *key);
static inline Str json_text_of(const JsonNode *node) { return node && node->type == JSON_TEXT ? node->text : (Str){ 0 }; }

typedef struct {
    Buf buf;
    bool comma;
} Json;

static inline Json json_make(Arena *arena) { return (Json){ .buf = { .arena = arena } }; }
void json_open(Json *json, char bracket);  /* '{' or '[' */
void json_close(Json *json, char bracket); /* '}' or ']' */
void json_key_n(Json *json, const char *key, size_t n);
/* Inline, so that the length of a literal is known when the program is built. */
static inline void json_key(Json *json, const char *key) { json_key_n(json, key, strlen(key)); }
void json_text(Json *json, Str text);
/* How many bytes at the head of the text need no escape within quotation marks. */
size_t json_plain(Str text);
void json_word_n(Json *json, const char *word, size_t n);
/* One of our own words, like a key: nothing in it needs an escape. */
static inline void json_word(Json *json, const char *word) { json_word_n(json, word, strlen(word)); }
void json_int(Json *json, int64_t number);
void json_bool(Json *json, bool truth);
void json_nil(Json *json);
void json_raw(Json *json, Str already_json);
void json_node(Json *json, const JsonNode *node); /* a value that was read, written again compactly */
static inline Str json_str(const Json *json) { return buf_str(&json->buf); }

/* Key and value in one call. */
static inline void json_put(Json *json, const char *key, Str text)
{
    json_key(json, key);
    json_text(json, text);
}
static inline void json_put_word(Json *json, const char *key, const char *word)
{
    json_key(json, key);
    json_word(json, word);
}
static inline void json_put_int(Json *json, const char *key, int64_t number)
{
    json_key(json, key);
    json_int(json, number);
}
static inline void json_put_bool(Json *json, const char *key, bool truth)
{
    json_key(json, key);
    json_bool(json, truth);
}
/* Writes null where the text is empty. */
static inline void json_put_or_null(Json *json, const char *key, Str text)
{
    json_key(json, key);
    if (text.n)
        json_text(json, text);
    else
        json_nil(json);
}
