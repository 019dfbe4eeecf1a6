/* manual.h - what the program says of itself to other programs: the manual page for `man`, and the words that a shell may
 * complete. Both are written from the catalogue, so neither can fall behind it. */
#pragma once
#include "app/help.h"

/* The manual page shebao(1) in the man macros of groff, in one language. */
Str manual_page(Arena *arena, const Subcommand *subcommands, size_t count, bool en);

/* The script that bash sources. It asks the program itself for the words at each press of the key, so it never changes. */
Str completion_script(void);
/* What may stand in the place of the last word, one a line; `words` are those behind the program's name, the last as far
 * as it is typed. *run: the subcommand that lists its own options (options.h), or NULL. */
Str completion_words(Arena *arena, const Subcommand *subcommands, size_t count, int typed, char **words, const Subcommand **run);
