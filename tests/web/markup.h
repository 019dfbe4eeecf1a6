/* markup.h - what every page must be, whatever stands on it: well formed, one h1, one main, nothing that the content
 * security policy refuses, every id once, every label and description tied to something that is there. With
 * SHEBAO_LOOK=FOLDER the page is written there too, for tools/look. */
#pragma once
#include "support/test.h"
#include "words/words.h"

void markup_check(Arena *arena, Str html, Language lang, const char *name);
/* The first of it alone: every tag that opens closes, in order. */
void markup_balance(Str html, const char *name);
