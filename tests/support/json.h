/* json.h - what stands in an answer, for every test that reads one. */
#pragma once
#include "base/json.h"

/* The tree of a text; NULL, and the test fails, when it is no JSON. */
const JsonNode *json_tree(Arena *arena, Str text);

/* Member by path "items.0.event"; NULL when it is not there. */
const JsonNode *at_path(const JsonNode *node, const char *path);
/* The text there, or empty; the number (or truth) there, or INT64_MIN; how many items the list there has, or -1. */
Str text_at(const JsonNode *node, const char *path);
int64_t number_at(const JsonNode *node, const char *path);
int count_at(const JsonNode *node, const char *path);
