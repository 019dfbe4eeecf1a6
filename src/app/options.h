/* options.h - `--name value` for the subcommands that are not in the catalogue. */
#pragma once
#include "app/talk.h"

/* One option: exactly one of flag, text and number is set. The value of an option stands behind it or after "=". */
typedef struct {
    const char *name;
    bool *flag;
    const char **text;
    const char *const *words; /* of a text: those it may be, NULL at the end; or NULL */
    int64_t *number;
    int64_t least, most; /* of a number */
} Option;

/* Reads the words by the list (ended by a NULL name); words without "--" go to plain[0..*plains), at most `plain_max`.
 * Every list knows --help and --lang besides; *help is set by the first. Says what is wrong and answers false. The first
 * word OPTIONS_LIST, behind it what is typed so far, prints what may come next, one a line, for a shell that completes words, and
 * answers false. */
#define OPTIONS_LIST "--list-options"
typedef struct {
    bool en, help;
    const char *plain[2];
    int plains;
} Options;
bool options_read(const char *command, int count, char **words, const Option *list, int plain_max, Options *out);
