/* policy_help.h - what the tests of this room share. */
#pragma once
#include "support/policy.h"
#include "support/test.h"

/* The shipped files with the text of one of them replaced; a file of a new name is added. */
static inline PolicyFile *files_with(Arena *arena, const char *name, Str text, size_t *count)
{
    const PolicyFile *built = policy_builtin_files(count);
    PolicyFile *files = arena_new(arena, PolicyFile, *count + 1);
    bool found = false;
    for (size_t i = 0; i < *count; i++) {
        files[i] = built[i];
        if (str_is(built[i].name, name)) {
            files[i].text = text;
            found = true;
        }
    }
    if (!found)
        files[(*count)++] = (PolicyFile){ str(name), text };
    return files;
}

static inline Str file_text(const char *name)
{
    size_t count = 0;
    const PolicyFile *files = policy_builtin_files(&count);
    for (size_t i = 0; i < count; i++)
        if (str_is(files[i].name, name))
            return files[i].text;
    return (Str){ 0 };
}

/* `text` with the first `find` replaced by `put`; fails the test if it does not stand there. */
static inline Str replaced(Arena *arena, Str text, const char *find, const char *put)
{
    long at = str_find(text, str(find));
    if (at < 0) {
        test_fail(__FILE__, __LINE__, "\"%s\" does not stand in the file", find);
        return text;
    }
    return str_format(arena, STR_FMT "%s" STR_FMT, STR_ARG(str_head(text, (size_t)at)), put,
                      STR_ARG(str_from(text, (size_t)at + strlen(find))));
}

/* The next line of a CSV file, cut at its commas. */
static inline bool row_next(Str *rest, Str *cells, size_t count)
{
    Str line = str_cut(rest, '\n');
    for (size_t i = 0; i < count; i++)
        cells[i] = str_cut(&line, ',');
    return cells[count - 1].n > 0;
}

static inline int64_t number(Str s)
{
    int64_t n = -1;
    CHECK(str_int(s, &n));
    return n;
}
