/* yaml_tree.h - the small part of YAML that policy files use: mappings, lists and plain or quoted text, in UTF-8.
 * Anchors, aliases, tags, directives and further documents are refused: none of them is needed, and each is a way
 * to say something other than what a reviewer reads. */
#pragma once
#include "base/err.h"

typedef enum { YAML_TEXT, YAML_LIST, YAML_MAP } YamlType;

typedef struct YamlNode {
    YamlType type;
    bool quoted;
    int line;
    Str text;
    Str key; /* inside a mapping */
    struct YamlNode *first, *next;
} YamlNode;

enum { YAML_BYTES_MAX = 256 << 10, YAML_DEPTH_MAX = 12, YAML_NODES_MAX = 20000, YAML_TEXT_MAX = 1000, YAML_MEMBERS_MAX = 400 };

/* Reads one document; *out lives in the region. `file` names it in refusals, whose field is "file:line".
 * Refusals: ERR_TOO_LARGE more than YAML_BYTES_MAX, or the region is full; ERR_BAD_FIELD not UTF-8, not YAML, one
 * of the limits above, or a part of YAML that is not accepted. */
Err yaml_tree_read(Arena *arena, Str file, Str text, YamlNode **out, Why *why) NODISCARD;
/* The member of that name, or NULL. */
const YamlNode *yaml_member(const YamlNode *map, const char *key);
/* A refusal that names file and line in front of both sentences; see refuse(). */
Err yaml_refuse(Why *why, Err code, Str file, int line, const char *zh, const char *en, va_list args) NODISCARD;
