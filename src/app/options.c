/* options.c - see options.h. */
#include "app/options.h"

static const Option *option_find(const Option *list, Str name)
{
    for (; list->name; list++)
        if (str_is(name, list->name))
            return list;
    return NULL;
}

static bool unknown(const char *command, Str name, const Option *list, bool en)
{
    Meant meant = { .asked = name };
    for (; list->name; list++)
        meant_try(&meant, str(list->name));
    if (meant_any(&meant))
        talk_say(en, "%s：没有选项 --" STR_FMT "；是不是 --" STR_FMT "？",
                 "%s: there is no option --" STR_FMT "; did you mean --" STR_FMT "?", command, STR_ARG(name), STR_ARG(meant.best));
    else
        talk_say(en, "%s：没有选项 --" STR_FMT "。", "%s: there is no option --" STR_FMT ".", command, STR_ARG(name));
    return false;
}

static bool take_value(const char *command, const Option *option, const char *value, bool en)
{
    if (!value || !*value) {
        talk_say(en, "%s：--%s 后面应有值。", "%s: --%s needs a value.", command, option->name);
        return false;
    }
    if (option->text) {
        *option->text = value;
        return true;
    }
    int64_t number = 0;
    if (!str_int(str(value), &number) || number < option->least || number > option->most) {
        talk_say(en, "%s：--%s 应为 %lld 到 %lld 之间的整数。", "%s: --%s takes a whole number from %lld to %lld.", command,
                 option->name, (long long)option->least, (long long)option->most);
        return false;
    }
    *option->number = number;
    return true;
}

static bool language(const char *command, const char *value, Options *out)
{
    if (talk_language(value, &out->en))
        return true;
    talk_say(out->en, "%s：--lang 应为 zh 或 en。", "%s: --lang takes zh or en.", command);
    return false;
}

/* One option; *used: it took the word behind it. */
static bool one_option(const char *command, Str name, const char *value, const Option *list, bool *used, Options *out)
{
    if (str_is(name, "help")) {
        out->help = true;
        return true;
    }
    if (str_is(name, "lang")) {
        *used = true;
        return language(command, value, out);
    }
    const Option *option = option_find(list, name);
    if (!option)
        return unknown(command, name, list, out->en);
    if (option->flag) {
        *option->flag = true;
        return true;
    }
    *used = true;
    return take_value(command, option, value, out->en);
}

/* The values of the option that was typed last, if it has a list of them; else the names of the options. */
static bool listed(const Option *list, const char *last)
{
    for (const Option *option = list; option->name; option++)
        if (option->words && str_starts(str(last), S("--")) && !strcmp(last + 2, option->name)) {
            for (size_t i = 0; option->words[i]; i++) {
                talk_put(str(option->words[i]));
                talk_put(S("\n"));
            }
            return false;
        }
    talk_put(S("--help\n--lang\n"));
    for (; list->name; list++) {
        talk_put(S("--"));
        talk_put(str(list->name));
        talk_put(S("\n"));
    }
    return false;
}

bool options_read(const char *command, int count, char **words, const Option *list, int plain_max, Options *out)
{
    *out = (Options){ .en = talk_english() };
    if (count && !strcmp(words[0], OPTIONS_LIST))
        return listed(list, words[count - 1]);
    for (int i = 0; i < count; i++) {
        Str rest = str(words[i]);
        if (!str_starts(rest, S("--"))) {
            bool help = str_is(rest, "-h");
            out->help |= help;
            if (!help && out->plains == plain_max) {
                talk_say(out->en, "%s：不认识“%s”。", "%s: \"%s\" is not understood.", command, words[i]);
                return false;
            }
            if (!help)
                out->plain[out->plains++] = words[i];
            continue;
        }
        Str name = str_from(str_cut(&rest, '='), 2);
        bool joined = rest.p != NULL, used = false;
        if (!one_option(command, name, joined ? rest.p : i + 1 < count ? words[i + 1] : NULL, list, &used, out))
            return false;
        if (joined && !used) {
            talk_say(out->en, "%s：--" STR_FMT " 不带值。", "%s: --" STR_FMT " takes no value.", command, STR_ARG(name));
            return false;
        }
        i += used && !joined;
    }
    return true;
}
