/* fuzz_markdown.c - any text: no fault, and no markup or address that the text brought along. */
#include "base/require.h"
#include "web/markdown.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool safe_after(Str html, size_t at, Str mark)
{
    return html_safe_link(str_head(str_from(html, at + mark.n), (size_t)str_find(str_from(html, at + mark.n), S("\""))));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena arena;
    if (!arena.base)
        arena = arena_make((size_t)64 << 20);
    arena_reset(&arena);
    if (size > (4 << 10))
        return 0;
    Ui ui = ui_make(&arena, LANG_EN);
    if (!markdown_write(&ui, (Str){ (const char *)data, size }, 2))
        return 0;
    Str html = ui_done(&ui).s, mark = S(" href=\"");
    require(str_find(html, S("<script")) < 0 && str_find(html, S("<img")) < 0);
    for (size_t from = 0;;) {
        long at = str_find(str_from(html, from), mark);
        if (at < 0)
            return 0;
        /* "&amp;" inside an address is how a safe "&" is written */
        require(safe_after(html, from + (size_t)at, mark));
        from += (size_t)at + mark.n;
    }
}
