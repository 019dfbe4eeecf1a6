/* fuzz_ident.c - arbitrary bytes as a number of every kind, as a JSON line, and as GBK. */
#include "base/require.h"
#include "ident/check_line.h"
#include "ident/gbk.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena arena;
    if (!arena.base)
        arena = arena_make((size_t)256 << 20);
    Str value = { (const char *)data, size };
    Day today = day_make(2025, 8, 31);
    for (int kind = 1; kind < IDENT_KIND_END; kind++) {
        IdentResult r = ident_check((IdentKind)kind, value, today);
        require(r.valid == (r.mistake == MISTAKE_NONE));
        require(!r.valid || ident_check((IdentKind)kind, ident_text(&r), today).valid);
        Buf out = { .arena = &arena };
        check_human(&out, &r, value, false);
        check_line(&out, (IdentKind)kind, value, today, true);
        require(str_utf8(buf_str(&out)));
    }
    ident_guess(value, today);
    Buf out = { .arena = &arena };
    check_json_line(&out, &arena, value, today, true);
    JsonNode *answer = NULL;
    require(json_read(&arena, str_head(buf_str(&out), out.n - 1), &answer, NULL) == OK);
    Str text, back;
    if (gbk_to_utf8(&arena, value, &text, NULL) == OK && str_utf8(text))
        require(gbk_from_utf8(&arena, text, &back, NULL) == OK);
    arena_reset(&arena);
    return 0;
}
