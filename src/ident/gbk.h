/* gbk.h - text of banks, terminals and chips, which is GBK or its larger form GB18030, to UTF-8 and back. */
#pragma once
#include "base/err.h"

/* GB18030 bytes (GBK and GB 2312 are parts of it) as UTF-8.
 * Refusals: ERR_BAD_FIELD with the place of the first byte that is no character. */
Err gbk_to_utf8(Arena *arena, Str bytes, Str *out, Why *why) NODISCARD;
/* UTF-8 as GB18030: every character has a form, rare ones take four bytes.
 * Refusals: ERR_BAD_FIELD: the text is not UTF-8. */
Err gbk_from_utf8(Arena *arena, Str text, Str *out, Why *why) NODISCARD;
/* UTF-8 as plain GBK of at most two bytes a character, as chips store it.
 * Refusals: ERR_BAD_FIELD with the place of the first character that GBK does not have. */
Err gbk_from_utf8_short(Arena *arena, Str text, Str *out, Why *why) NODISCARD;
