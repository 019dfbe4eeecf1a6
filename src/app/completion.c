/* completion.c - see manual.h: what may come next on a command line, from the catalogue. */
#include "app/call.h"
#include "app/cli.h"
#include "app/manual.h"

static const char script[] =
    "# bash completion for shebao: the program itself knows its words.\n"
    "_shebao()\n"
    "{\n"
    "    local IFS=$'\\n'\n"
    "    local words=$(\"${COMP_WORDS[0]}\" completion words \"${COMP_WORDS[@]:1:COMP_CWORD}\" 2>/dev/null)\n"
    "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"${COMP_WORDS[COMP_CWORD]}\")\n"
    "}\n"
    "complete -o default -F _shebao shebao\n";

Str completion_script(void) { return str(script); }

static void put_word(Buf *out, Str word) { buf_format(out, STR_FMT "\n", STR_ARG(word)); }

static void put_set(Buf *out, ChoiceSetId id)
{
    const ChoiceSet *set = choice_set(id);
    for (int i = 0; i < set->count; i++)
        put_word(out, str(set->items[i].code));
}

static void put_first(Buf *out, const Subcommand *subcommands, size_t count)
{
    Str noun = { 0 };
    for (size_t i = 0; i < count; i++)
        put_word(out, str(subcommands[i].name));
    put_word(out, S("help"));
    for (int i = 1; i < CMD_END; i++) {
        const CatalogueRow *row = command_row((CommandId)i);
        if (row->roles && !str_eq(help_noun_of(row), noun))
            put_word(out, noun = help_noun_of(row));
    }
}

static void put_queries(Buf *out)
{
    for (int i = 1; i < QUERY_END; i++)
        if (query_row((QueryId)i)->roles)
            put_word(out, str(query_row((QueryId)i)->name));
}

static void put_verbs(Buf *out, Str noun)
{
    for (int i = 1; i < CMD_END; i++)
        if (command_row((CommandId)i)->roles && str_eq(help_noun_of(command_row((CommandId)i)), noun))
            put_word(out, help_verb_of(command_row((CommandId)i)));
    for (int i = 1; i < QUERY_END; i++)
        if (query_row((QueryId)i)->roles && str_eq(help_noun_of(query_row((QueryId)i)), noun))
            put_word(out, help_verb_of(query_row((QueryId)i)));
}

/* Behind an option with a list of words stands one of them; false: this option has none. */
static bool put_values(Buf *out, Arena *arena, const CatalogueRow *row, Str option)
{
    ChoiceSetId set = SET_NONE;
    bool is_truth = false;
    for (int i = 0; i < row->count; i++)
        if (str_eq(call_option(arena, row->fields[i]), option)) {
            const FieldRow *field = field_row(row->fields[i]);
            set = field->type == TYPE_EVIDENCE ? SET_EVIDENCE : field->set;
            is_truth = field->type == TYPE_BOOL;
        }
    if (set == SET_NONE && str_is(option, "as"))
        set = SET_ROLE;
    if (set == SET_NONE && str_is(option, "lang"))
        set = SET_LANGUAGE;
    if (set != SET_NONE)
        put_set(out, set);
    if (is_truth)
        buf_add(out, S("true\nfalse\n"));
    return set != SET_NONE || is_truth;
}

static void put_options(Buf *out, Arena *arena, const CatalogueRow *row, bool is_query)
{
    for (int i = 0; i < row->count; i++)
        buf_format(out, "--" STR_FMT "\n", STR_ARG(call_option(arena, row->fields[i])));
    for (size_t i = 0; call_general(i); i++)
        if (!is_query || strcmp(call_general(i), "dry-run"))
            buf_format(out, "--%s\n", call_general(i));
}

static const Subcommand *find(const Subcommand *subcommands, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (!strcmp(subcommands[i].name, name))
            return &subcommands[i];
    return NULL;
}

Str completion_words(Arena *arena, const Subcommand *subcommands, size_t count, int typed, char **words, const Subcommand **run)
{
    Buf out = { .arena = arena };
    *run = NULL;
    bool asks = typed > 1 && !strcmp(words[0], "query"), helps = typed > 1 && !strcmp(words[0], "help");
    if (typed < 2 || (helps && typed == 2)) {
        put_first(&out, subcommands, count);
        return buf_str(&out);
    }
    if (asks && typed == 2) {
        put_queries(&out);
        return buf_str(&out);
    }
    int used = 0, before = asks || helps;
    const CatalogueRow *command = asks ? NULL : cli_row(typed - 1 - before, words + before, false, &used);
    const CatalogueRow *row = command ? command : cli_row(typed - 1 - before, words + before, true, &used);
    Str last = str(words[typed - 2]);
    if (!row) {
        *run = find(subcommands, count, words[0]);
        if (!*run && typed == 2 + helps)
            put_verbs(&out, str(words[typed - 2]));
    } else if (!helps && !(str_starts(last, S("--")) && put_values(&out, arena, row, str_from(last, 2))))
        put_options(&out, arena, row, !command);
    return buf_str(&out);
}
