/* json.c - see json.h. */
#include "support/json.h"
#include "support/test.h"

const JsonNode *json_tree(Arena *arena, Str text)
{
    JsonNode *node = NULL;
    if (json_read(arena, text, &node, NULL) == OK)
        return node;
    Str begin = str_head(text, text.n < 200 ? text.n : 200);
    test_fail(__FILE__, __LINE__, "no JSON: " STR_FMT, STR_ARG(begin));
    return NULL;
}

const JsonNode *at_path(const JsonNode *node, const char *path)
{
    char name[64];
    for (Str rest = str(path); node && rest.p;) {
        Str part = str_cut(&rest, '.');
        int64_t i = 0;
        snprintf(name, sizeof name, "%.*s", STR_ARG(part));
        if (node->type == JSON_LIST)
            node = str_int(part, &i) && i >= 0 && (size_t)i < node->count ? &node->items[i] : NULL;
        else
            node = json_member(node, name);
    }
    return node;
}

Str text_at(const JsonNode *node, const char *path) { return json_text_of(at_path(node, path)); }

int64_t number_at(const JsonNode *node, const char *path)
{
    const JsonNode *found = at_path(node, path);
    return found && found->type == JSON_INT ? found->number : found && found->type == JSON_BOOL ? found->truth : INT64_MIN;
}

int count_at(const JsonNode *node, const char *path)
{
    const JsonNode *found = at_path(node, path);
    return found && found->type == JSON_LIST ? (int)found->count : -1;
}
