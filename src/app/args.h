/* args.h - arguments of commands built in memory: the same JSON members that a request brings. Used by the command
 * line, the demo city, the stories and the execution of ways. Keys and texts are not copied. */
#pragma once
#include "base/json.h"

/* Adds one value to a list or object and returns its place. */
JsonNode *args_add(Arena *arena, JsonNode *parent, JsonNode value);

static inline JsonNode args_make(void) { return (JsonNode){ .type = JSON_MEMBERS }; }
/* One member. A text of no length is left out. */
void args_text(Arena *arena, JsonNode *args, const char *key, Str text);
void args_int(Arena *arena, JsonNode *args, const char *key, int64_t number);
void args_bool(Arena *arena, JsonNode *args, const char *key, bool truth);
/* A list of texts, given with spaces between: "pension medical". */
void args_words(Arena *arena, JsonNode *args, const char *key, const char *words);
/* Papers of these kinds, with spaces between, under "evidence". NULL or "": none. */
void args_papers(Arena *arena, JsonNode *args, const char *kinds);
/* One more pair of the object under `key`, which is made if it is missing. */
void args_pair(Arena *arena, JsonNode *args, const char *key, Str name, Str text);
/* The member of that name to be changed, or NULL. */
JsonNode *args_find(JsonNode *args, Str key);
/* A deep copy, so that the region the original lives in may be forgotten. */
JsonNode args_copy(Arena *arena, const JsonNode *node);
