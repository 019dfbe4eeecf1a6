/* said.h - values of answers as people read them: days, times, money, words of lists, regions, in either language. */
#pragma once
#include "web/html.h"

/* "2025-08-31" is 2025年8月31日 and 31 August 2025; anything else stays as it is. */
Str said_day(Arena *arena, Language lang, Str day);
/* "2025-08" is 2025年8月 and August 2025; anything else stays as it is. */
Str said_month(Arena *arena, Language lang, Str month);
/* "2025-01-10T09:00:00+08:00" with its time; midnight without. */
Str said_time(Arena *arena, Language lang, Str time);
/* 1200 is 12.00 元 and 12.00 yuan; 0 is free. */
Str said_cost(Arena *arena, Language lang, int64_t fen);
Str said_money(Arena *arena, Language lang, int64_t fen);
/* The same without the word for the unit, for columns of amounts: 1,234.56. */
Str said_amount(Arena *arena, int64_t fen);
/* How long a step takes: 0 is at once. */
Str said_days(Arena *arena, Language lang, int64_t days);
/* The word of a wire code; the code itself if there is no such word. */
Str said_word(Language lang, ChoiceSetId set, Str code);
/* Several words behind each other, as a list is read. */
Str said_words(Arena *arena, Language lang, ChoiceSetId set, const Str *codes, size_t count);
/* English words of lists stand small; at the head of a line they begin with a capital. */
Str said_head(Arena *arena, Str text);
/* The word behind a colon: "依据：" and "Law: ". */
Str said_colon(Language lang);
