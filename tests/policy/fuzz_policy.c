/* fuzz_policy.c - libFuzzer target: any bytes as a city's policy file, or as the calendar beside it. */
#include "base/require.h"
#include "policy/policy.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The national file is large and always the same: one city beside it keeps a run short. */
static void load_with(Arena *arena, const char *name, Str text)
{
    size_t count = 0, used = 0;
    const PolicyFile *built = policy_builtin_files(&count);
    PolicyFile files[3];
    for (size_t i = 0; i < count; i++)
        if (str_is(built[i].name, "national.yaml") || str_is(built[i].name, "calendar.yaml") ||
            str_is(built[i].name, "440100.yaml"))
            files[used++] = str_is(built[i].name, name) ? (PolicyFile){ built[i].name, text } : built[i];
    PolicySet *set = NULL;
    Why why = { .arena = arena };
    Err err = policy_load_files(arena, files, used, &set, &why);
    require((err == OK) == (set != NULL));
    require(err == OK || (why.zh.n && why.en.n && str_utf8(why.zh) && str_utf8(why.en)));
    require(err == OK || str_starts(why.field, str(name)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena arena;
    if (!arena.base)
        arena = arena_make(64 << 20);
    arena_reset(&arena);
    /* A calendar is refused at once where a city is meant, and the other way round; so each tries its own door. */
    Str text = { (const char *)data, size };
    load_with(&arena, str_find(text, S("years")) >= 0 ? "calendar.yaml" : "440100.yaml", text);
    return 0;
}
