/* words.h - the sentences of the pages in both languages, each once (words_table.h). */
#pragma once
#include "base/str.h"
#include "web/words_table.h"

typedef enum { LANG_ZH, LANG_EN } Lang;

#define AS_WORD(NAME, zh, en) W_##NAME,
typedef enum { WEB_WORDS(AS_WORD) WORD_END } Word;
#undef AS_WORD

Str word(Lang lang, Word name);
/* "zh-CN" or "en", as HTML and HTTP write it. */
Str lang_tag(Lang lang);
/* A Word with printf places; both languages take the same arguments in the same order. */
Str word_format(Arena *arena, Lang lang, int name, ...);
