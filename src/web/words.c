/* words.c - see words.h. */
#include "web/words.h"
#include "base/require.h"

#define AS_PAIR(NAME, zh, en) [W_##NAME] = { zh, en },
static const char *const words[WORD_END][2] = { WEB_WORDS(AS_PAIR) MONEY_WORDS(AS_PAIR) SIGN_WORDS(AS_PAIR) PAPER_WORDS(AS_PAIR)
                                                    PICTURE_WORDS(AS_PAIR) STAFF_WORDS(AS_PAIR) };

Str word(Language lang, Word name)
{
    require((int)name >= 0 && name < WORD_END);
    return str(words[name][lang == LANG_EN]);
}

Str lang_tag(Language lang) { return lang == LANG_EN ? S("en") : S("zh-CN"); }

Str word_format(Arena *arena, Language lang, int name, ...)
{
    va_list args;
    va_start(args, name);
    Str text = str_vformat(arena, word(lang, (Word)name).p, args);
    va_end(args);
    return text;
}
