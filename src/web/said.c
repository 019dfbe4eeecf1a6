/* said.c - see said.h. */
#include "web/said.h"
#include "base/day.h"
#include "base/money.h"

static const char *const month_names[] = { "January", "February", "March",     "April",   "May",      "June",
                                           "July",    "August",   "September", "October", "November", "December" };

static Str day_said(Arena *arena, Language lang, Day day)
{
    int year, month, of_month;
    day_split(day, &year, &month, &of_month);
    if (lang == LANG_EN)
        return str_format(arena, "%d %s %d", of_month, month_names[month - 1], year);
    return str_format(arena, "%d年%d月%d日", year, month, of_month);
}

Str said_day(Arena *arena, Language lang, Str text)
{
    Day day;
    return day_read(text, &day) ? day_said(arena, lang, day) : text;
}

Str said_month(Arena *arena, Language lang, Str text)
{
    Month month;
    if (!month_read(text, &month))
        return text;
    if (lang == LANG_EN)
        return str_format(arena, "%s %d", month_names[month_of_year(month) - 1], month_year(month));
    return str_format(arena, "%d年%d月", month_year(month), month_of_year(month));
}

Str said_time(Arena *arena, Language lang, Str text)
{
    Time time;
    if (!time_read(text, &time))
        return said_day(arena, lang, text);
    Day day = time_day(time);
    int64_t second = time.s - day_start(day).s;
    Str date = day_said(arena, lang, day);
    if (!second)
        return date;
    return str_format(arena, lang == LANG_EN ? STR_FMT ", %02d:%02d" : STR_FMT " %02d:%02d", STR_ARG(date), (int)(second / 3600),
                      (int)(second / 60 % 60));
}

Str said_money(Arena *arena, Language lang, int64_t fen)
{
    return str_format(arena, lang == LANG_EN ? STR_FMT " yuan" : STR_FMT " 元", STR_ARG(money_text(arena, (Money){ fen })));
}

Str said_amount(Arena *arena, int64_t fen)
{
    enum { GROUP = 3 };
    Str plain = money_text(arena, (Money){ fen });
    Buf out = { .arena = arena };
    size_t start = plain.n && plain.p[0] == '-', whole = (size_t)str_find(plain, S("."));
    buf_add(&out, str_head(plain, start));
    for (size_t i = start; i < whole; i++) {
        if (i > start && (whole - i) % GROUP == 0)
            buf_char(&out, ',');
        buf_char(&out, plain.p[i]);
    }
    buf_add(&out, str_from(plain, whole));
    return buf_str(&out);
}

Str said_cost(Arena *arena, Language lang, int64_t fen) { return fen ? said_money(arena, lang, fen) : word(lang, W_FREE); }

Str said_days(Arena *arena, Language lang, int64_t days)
{
    if (days <= 0)
        return word(lang, W_AT_ONCE);
    return days == 1 ? word(lang, W_ONE_DAY) : word_format(arena, lang, W_DAYS_N, (int)days);
}

Str said_word(Language lang, ChoiceSetId set, Str code)
{
    int number = choice_from(set, code);
    if (!number)
        return code;
    const Choice *choice = choice_of(set, number);
    return str(lang == LANG_EN ? choice->en : choice->zh);
}

Str said_words(Arena *arena, Language lang, ChoiceSetId set, const Str *codes, size_t count)
{
    Buf out = { .arena = arena };
    for (size_t i = 0; i < count; i++) {
        if (i)
            buf_add(&out, lang == LANG_EN ? S(", ") : S("、"));
        buf_add(&out, said_word(lang, set, codes[i]));
    }
    return buf_str(&out);
}

Str said_colon(Language lang) { return lang == LANG_EN ? S(": ") : S("："); }

Str said_head(Arena *arena, Str text)
{
    if (!text.n || text.p[0] < 'a' || text.p[0] > 'z')
        return text;
    return str_format(arena, "%c" STR_FMT, text.p[0] - 'a' + 'A', STR_ARG(str_from(text, 1)));
}
