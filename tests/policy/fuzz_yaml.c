/* fuzz_yaml.c - libFuzzer target: any bytes as YAML. */
#include "base/require.h"
#include "policy/yaml_tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena arena;
    if (!arena.base)
        arena = arena_make(16 << 20);
    arena_reset(&arena);
    YamlNode *root = NULL;
    Why why = { .arena = &arena };
    Err err = yaml_tree_read(&arena, S("x.yaml"), (Str){ (const char *)data, size }, &root, &why);
    require((err == OK) == (root != NULL));
    require(err == OK || (why.zh.n && why.en.n && str_utf8(why.zh) && str_utf8(why.en) && str_starts(why.field, S("x.yaml:"))));
    return 0;
}
