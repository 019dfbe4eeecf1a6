/* help.h - help for every command and query, written from the catalogue; examples first. */
#pragma once
#include "words/words.h"

/* A subcommand that is not in the catalogue: `shebao demo`. */
typedef struct {
    const char *name;
    int (*run)(int count, char **words); /* the words behind the name; answers the exit code */
    const char *zh, *en;                 /* what it does, in a few words */
    const char *examples;                /* lines, or NULL: it has help of its own */
} Subcommand;

/* What `shebao` can do: subcommands, then the nouns of the catalogue with their verbs. */
Str help_overview(Arena *arena, const Subcommand *subcommands, size_t count, bool en);
/* The verbs of a noun with examples; nothing if the catalogue has no such noun. */
Str help_noun(Arena *arena, Str noun, bool en);
/* One command or query: examples, what it is, law, who may, every field. */
Str help_row(Arena *arena, const CatalogueRow *row, bool is_query, bool en);
/* The line by which a row is called, with the fields it must have: "shebao card send --batch B1". */
Str help_example(Arena *arena, const CatalogueRow *row, bool is_query, bool all);

/* The options that every row has, and the exit codes. */
Str help_general(bool en);

/* The i-th call written by hand, and the command it shows; NULL behind the last. For the test that tries them all. */
const char *help_call(size_t i, CommandId *command);

/* The noun and the verb of "person.register". */
static inline Str help_noun_of(const CatalogueRow *row)
{
    Str rest = str(row->name);
    return str_cut(&rest, '.');
}
static inline Str help_verb_of(const CatalogueRow *row)
{
    Str rest = str(row->name);
    str_cut(&rest, '.');
    return rest;
}
