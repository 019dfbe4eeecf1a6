/* args.c - see args.h. */
#include "app/args.h"

JsonNode *args_add(Arena *arena, JsonNode *parent, JsonNode value)
{
    size_t count = parent->count;
    if ((count & (count - 1)) == 0) { /* full at 0, 1, 2, 4, 8, ... */
        JsonNode *items = arena_new(arena, JsonNode, count ? 2 * count : 1);
        if (count)
            memcpy(items, parent->items, count * sizeof *items);
        parent->items = items;
    }
    parent->items[parent->count++] = value;
    return &parent->items[count];
}

void args_text(Arena *arena, JsonNode *args, const char *key, Str text)
{
    if (text.n)
        args_add(arena, args, (JsonNode){ .type = JSON_TEXT, .key = str(key), .text = text });
}

void args_int(Arena *arena, JsonNode *args, const char *key, int64_t number)
{
    args_add(arena, args, (JsonNode){ .type = JSON_INT, .key = str(key), .number = number });
}

void args_bool(Arena *arena, JsonNode *args, const char *key, bool truth)
{
    args_add(arena, args, (JsonNode){ .type = JSON_BOOL, .key = str(key), .truth = truth });
}

void args_words(Arena *arena, JsonNode *args, const char *key, const char *words)
{
    JsonNode list = { .type = JSON_LIST, .key = str(key) };
    for (Str rest = str(words); rest.p && rest.n;)
        args_add(arena, &list, (JsonNode){ .type = JSON_TEXT, .text = str_cut(&rest, ' ') });
    args_add(arena, args, list);
}

void args_papers(Arena *arena, JsonNode *args, const char *kinds)
{
    JsonNode list = { .type = JSON_LIST, .key = S("evidence") };
    for (Str rest = str(kinds); rest.p && rest.n;) {
        JsonNode paper = args_make();
        args_text(arena, &paper, "kind", str_cut(&rest, ' '));
        args_add(arena, &list, paper);
    }
    if (list.count)
        args_add(arena, args, list);
}

void args_pair(Arena *arena, JsonNode *args, const char *key, Str name, Str text)
{
    JsonNode *pairs = args_find(args, str(key));
    if (!pairs)
        pairs = args_add(arena, args, (JsonNode){ .type = JSON_MEMBERS, .key = str(key) });
    args_add(arena, pairs, (JsonNode){ .type = JSON_TEXT, .key = name, .text = text });
}

JsonNode *args_find(JsonNode *args, Str key)
{
    for (size_t i = 0; i < args->count; i++)
        if (str_eq(args->items[i].key, key))
            return &args->items[i];
    return NULL;
}

JsonNode args_copy(Arena *arena, const JsonNode *node)
{
    JsonNode copy = *node;
    copy.key = str_copy(arena, node->key);
    copy.text = str_copy(arena, node->text);
    size_t room = 1;
    while (room < node->count)
        room *= 2; /* as args_add expects it */
    copy.items = arena_new(arena, JsonNode, room);
    for (size_t i = 0; i < node->count; i++)
        copy.items[i] = args_copy(arena, &node->items[i]);
    return copy;
}
