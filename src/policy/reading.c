/* reading.c - what every policy file has in common: refusals that name file and line, members that are closed
 * lists, and the strict reading of texts, days and numbers. */
#include "policy/set.h"

Err reading_refuse(const Reading *reading, int line, const char *zh, const char *en, ...)
{
    va_list args;
    va_start(args, en);
    Err err = yaml_refuse(reading->why, ERR_BAD_FIELD, reading->file, line, zh, en, args);
    va_end(args);
    return err;
}

/* Whether `word` is one of the words in `words`. */
static bool word_in(Str word, const char *words)
{
    Str rest = str(words);
    while (rest.p)
        if (str_eq(str_cut(&rest, ' '), word))
            return word.n > 0;
    return false;
}

Err reading_members(const Reading *reading, const YamlNode *map, const char *allowed, const char *needed)
{
    if (map->type != YAML_MAP)
        return reading_refuse(reading, map->line, "这里应当是“键: 值”，可用的键：%s。",
                              "expected \"key: value\" with the keys: %s.", allowed);
    for (const YamlNode *item = map->first; item; item = item->next)
        if (!word_in(item->key, allowed))
            return reading_refuse(reading, item->line, "不认识“" STR_FMT "”，可用的键：%s。",
                                  "unknown key \"" STR_FMT "\"; the keys are: %s.", STR_ARG(item->key), allowed);
    Str rest = str(needed);
    while (rest.p) {
        Str key = str_cut(&rest, ' ');
        bool found = false;
        for (const YamlNode *item = map->first; item; item = item->next)
            found |= str_eq(item->key, key);
        if (key.n && !found)
            return reading_refuse(reading, map->line, "缺少“" STR_FMT "”。", "\"" STR_FMT "\" is missing.", STR_ARG(key));
    }
    return OK;
}

Err reading_text(const Reading *reading, const YamlNode *node, const char *what, Str *out)
{
    enum { TEXT_LEAST = 2, TEXT_MOST = 600 };
    Str text = node->type == YAML_TEXT ? str_trim(node->text) : (Str){ 0 };
    if (text.n < TEXT_LEAST || text.n > TEXT_MOST)
        return reading_refuse(reading, node->line, "“%s”应当是 %d 至 %d 字节的文字。", "\"%s\" must be a text of %d to %d bytes.",
                              what, TEXT_LEAST, TEXT_MOST);
    *out = text;
    return OK;
}

Err reading_day(const Reading *reading, const YamlNode *node, Day *out)
{
    if (node->type != YAML_TEXT || node->quoted || !day_read(node->text, out))
        return reading_refuse(reading, node->line, "应当是存在的日期，例如 2025-07-01。",
                              "expected a day that exists, such as 2025-07-01.");
    return OK;
}

Err reading_int(const Reading *reading, const YamlNode *node, int64_t least, int64_t most, int64_t *out)
{
    int64_t number = 0;
    if (node->type != YAML_TEXT || node->quoted || !str_int(node->text, &number))
        return reading_refuse(reading, node->line, "应当是整数。", "expected a whole number.");
    if (number < least || number > most)
        return reading_refuse(reading, node->line, "%lld 超出范围 %lld 至 %lld。", "%lld is outside %lld to %lld.",
                              (long long)number, (long long)least, (long long)most);
    *out = number;
    return OK;
}

Err reading_dated(const Reading *reading, const YamlNode *map, Day before, Day *from, Str *reference, PolicyStatus *status)
{
    const YamlNode *start = yaml_member(map, "from"), *state = yaml_member(map, "status");
    Day day = DAY_NONE;
    TRY(reading_day(reading, start, &day));
    if (day_is(before) && day.n <= before.n)
        return reading_refuse(reading, start->line, "起始日期必须晚于前一项。",
                              "start days must rise; this one is not after the one before.");
    TRY(reading_text(reading, yaml_member(map, "reference"), "reference", reference));
    bool final = state->type == YAML_TEXT && str_is(state->text, "final");
    if (!final && !(state->type == YAML_TEXT && str_is(state->text, "provisional")))
        return reading_refuse(reading, state->line, "status 只能是 final 或 provisional。", "status must be final or provisional.");
    *from = day;
    *status = final ? POLICY_FINAL : POLICY_PROVISIONAL;
    return OK;
}
