/* command.c - see command.h. */
#include "words/command.h"
#include "base/require.h"

const Arg arg_none = { 0 };

Arg *arg_set(Command *command, Field field)
{
    int place = command_row(command->id)->place[field];
    require(place > 0);
    command->args[place - 1].given = true;
    return &command->args[place - 1];
}

Str arg_pair(const Arg *pairs, const char *key)
{
    for (size_t i = 0; i < pairs->n; i++)
        if (str_is(pairs->items[i].key, key))
            return pairs->items[i].s;
    return (Str){ 0 };
}

const Paper *paper_find(const Arg *evidence, EvidenceKind kind)
{
    for (size_t i = 0; i < evidence->n; i++)
        if (evidence->papers[i].kind == kind)
            return &evidence->papers[i];
    return NULL;
}
