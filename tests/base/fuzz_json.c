/* fuzz_json.c - any bytes as JSON. What is accepted comes out as bytes that are read again to the same bytes,
 * and every text in it is valid UTF-8 without a zero byte; json_reread reads those bytes to the same tree. */
#include "base/json.h"
#include "base/require.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check_texts(const JsonNode *node)
{
    require(str_utf8(node->key));
    require(node->type != JSON_TEXT || str_utf8(node->text));
    for (size_t i = 0; i < node->count; i++)
        check_texts(&node->items[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static Arena arena;
    if (!arena.base)
        arena = arena_make((size_t)64 << 20);
    arena_reset(&arena);
    Why why = { .arena = &arena };
    JsonNode *node = NULL, *again = NULL;
    (void)json_reread(&arena, (Str){ (const char *)bytes, size }); /* never beyond its end, whatever it is given */
    if (json_read(&arena, (Str){ (const char *)bytes, size }, &node, &why) != OK) {
        require(!node && why.code == ERR_BAD_FIELD && why.zh.n && str_utf8(why.zh) && str_utf8(why.en));
        return 0;
    }
    check_texts(node);
    Json once = json_make(&arena), twice = json_make(&arena), reread = json_make(&arena);
    json_node(&once, node);
    require(json_read(&arena, json_str(&once), &again, NULL) == OK);
    json_node(&twice, again);
    require(str_eq(json_str(&once), json_str(&twice)));
    require((again = json_reread(&arena, json_str(&once))));
    json_node(&reread, again);
    require(str_eq(json_str(&once), json_str(&reread)));
    return 0;
}
