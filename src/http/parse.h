/* parse.h - the strict readers of what stands in a request: target, pairs, media types, multipart bodies. Pure;
 * each one is fuzzed. They answer 0 or the HTTP status with which the request is refused. */
#pragma once
#include "http/http.h"

/* Decodes %XX; with `plus` also '+' as a space. false on a broken escape, a NUL, or invalid UTF-8. */
bool parse_escapes(Arena *arena, Str text, bool plus, Str *out);
/* The path of a request target (without the query), decoded. Refusals: 400. */
int parse_path(Arena *arena, Str raw, Str *out);

/* A growing list of fields, bounded by HTTP_PAIRS_MAX. */
typedef struct {
    HttpPair *items;
    size_t count, size;
} Pairs;
int pairs_add(Arena *arena, Pairs *pairs, Str name, Str value);
/* "a=1&b=2" (application/x-www-form-urlencoded), appended to *pairs. Refusals: 400, 413. */
int parse_pairs(Arena *arena, Str text, Pairs *pairs);

/* A header value with parameters: "form-data; name=\"x\"". Cuts the next parameter off *rest; the value is taken
 * out of its quotes. false at the end, or (with *bad) if it is malformed. */
bool parse_parameter(Str *rest, Str *name, Str *value, bool *bad);

typedef struct {
    Pairs fields;
    HttpUpload uploads[HTTP_UPLOADS_MAX];
    size_t upload_count;
} Multipart;
/* multipart/form-data. The uploads point into `body`. Refusals: 400, 413. */
int parse_multipart(Arena *arena, Str body, Str boundary, Multipart *out);

/* The value of that cookie in a Cookie header; p == NULL if it is not there, or twice. */
Str parse_cookie(Str header, const char *name);
/* Whether every character may stand in a token (header name, media type, cookie name). */
bool parse_is_token(Str text);
/* Equal but for the case of ASCII letters. */
bool parse_same_word(Str a, Str b);
