/* words.h - the sentences of the pages in both languages, each once (words_table.h, words_money_table.h, words_paper_table.h,
 * words_picture_table.h, words_sign_table.h, words_staff_table.h). */
#pragma once
#include "web/words_money_table.h"
#include "web/words_paper_table.h"
#include "web/words_picture_table.h"
#include "web/words_sign_table.h"
#include "web/words_staff_table.h"
#include "web/words_table.h"
#include "words/words.h"

#define AS_WORD(NAME, zh, en) W_##NAME,
typedef enum {
    WEB_WORDS(AS_WORD) MONEY_WORDS(AS_WORD) SIGN_WORDS(AS_WORD) PAPER_WORDS(AS_WORD) PICTURE_WORDS(AS_WORD)
        STAFF_WORDS(AS_WORD) WORD_END
} Word;
#undef AS_WORD

Str word(Language lang, Word name);
/* "zh-CN" or "en", as HTML and HTTP write it. */
Str lang_tag(Language lang);
/* A Word with printf places; both languages take the same arguments in the same order. */
Str word_format(Arena *arena, Language lang, int name, ...);
