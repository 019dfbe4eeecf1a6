/* fuzz_form.c - targets, pairs, parameters and multipart bodies: the first byte chooses the reader. */
#include "http/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena arena;
    if (!size)
        return 0;
    if (!arena.base)
        arena = arena_make(64 << 20);
    jmp_buf full;
    arena.on_full = &full;
    if (setjmp(full) == 0) {
        Str text = { (const char *)data + 1, size - 1 }, out = { 0 }, name = { 0 }, value = { 0 };
        Multipart parts = { 0 };
        bool bad = false;
        switch (data[0] % 4) {
        case 0:
            if (parse_path(&arena, text, &out) == 0 && (!str_utf8(out) || out.p[0] != '/'))
                __builtin_trap();
            break;
        case 1:
            if (parse_pairs(&arena, text, &parts.fields) == 0 && parts.fields.count > HTTP_PAIRS_MAX)
                __builtin_trap();
            break;
        case 2:
            while (parse_parameter(&text, &name, &value, &bad)) {
            }
            break;
        default:
            if (parse_multipart(&arena, text, S("b1"), &parts) == 0)
                for (size_t i = 0; i < parts.upload_count; i++) /* inside the body */
                    if (parts.uploads[i].bytes.p < text.p || parts.uploads[i].bytes.p + parts.uploads[i].bytes.n > text.p + text.n)
                        __builtin_trap();
        }
    }
    arena_reset(&arena);
    return 0;
}
