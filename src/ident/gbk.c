/* gbk.c - see gbk.h. The converter of the C library is opened for each text: it keeps its tables loaded, and
 * one that is shared would need a lock. */
#include "ident/gbk.h"
#include "base/require.h"
#include <iconv.h>

enum { GROWTH = 4 }; /* No character takes more than four bytes on either side. */

/* Writes *out only if all bytes could be converted; otherwise *bad is the place of the first that could not. */
static bool convert(Arena *arena, const char *to, const char *from, Str in, Str *out, size_t *bad)
{
    iconv_t converter = iconv_open(to, from);
    require(converter != (iconv_t)-1);
    char *result = arena_new(arena, char, in.n * GROWTH + 1), *end = result;
    char *rest = (char *)(uintptr_t)in.p; /* iconv() does not write here; its prototype is older than const */
    size_t left = in.n, room = in.n * GROWTH;
    bool fine = !in.n || (iconv(converter, &rest, &left, &end, &room) == 0 && left == 0);
    require(iconv_close(converter) == 0);
    if (fine)
        *out = (Str){ result, (size_t)(end - result) };
    else
        *bad = in.n - left;
    return fine;
}

Err gbk_to_utf8(Arena *arena, Str bytes, Str *out, Why *why)
{
    size_t bad = 0;
    if (!convert(arena, "UTF-8", "GB18030", bytes, out, &bad))
        return refuse(why, ERR_BAD_FIELD, "", "第 %zu 个字节起不是 GBK/GB18030 编码的文字，请按该编码重新导出文件。",
                      "From byte %zu on this is not GBK/GB18030 text; export the file again in that encoding.", bad + 1);
    return OK;
}

static Err from_utf8(Arena *arena, const char *to, Str text, Str *out, Why *why)
{
    size_t bad = 0;
    if (!str_utf8(text))
        return refuse(why, ERR_BAD_FIELD, "", "不是有效的 UTF-8 文字，请以 UTF-8 重新保存。",
                      "This is not valid UTF-8 text; save it again as UTF-8.");
    if (!convert(arena, to, "UTF-8", text, out, &bad))
        return refuse(why, ERR_BAD_FIELD, "", "第 %zu 个字在 GBK 中没有，请用 GB18030 或改用替代字。",
                      "Character %zu does not exist in GBK; use GB18030 or another character.",
                      str_points(str_head(text, bad)) + 1);
    return OK;
}

Err gbk_from_utf8(Arena *arena, Str text, Str *out, Why *why) { return from_utf8(arena, "GB18030", text, out, why); }

Err gbk_from_utf8_short(Arena *arena, Str text, Str *out, Why *why) { return from_utf8(arena, "GBK", text, out, why); }
