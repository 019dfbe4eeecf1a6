/* talk.h - how the program speaks on the command line: data on stdout, talk on stderr, one language for both, and the
 * exit codes of the contract (section 1). */
#pragma once
#include "base/err.h"

enum {
    EXIT_DONE = 0, EXIT_REFUSED = 1, EXIT_USAGE = 2, EXIT_NOT_FOUND = 3, EXIT_BAD_ROWS = 6, EXIT_INTEGRITY = 7, EXIT_AGAIN = 75
};

/* English unless the environment (LC_ALL, LC_MESSAGES, LANG) asks for Chinese. */
bool talk_english(void);
/* The language of a word: "zh" or "en". false if it is neither; *en written only on true. */
bool talk_language(const char *word, bool *en);

/* Writes data to stdout. Where that cannot be done the program ends with EXIT_AGAIN: nobody is left to tell. */
void talk_put(Str text);
/* One line to stderr, "shebao: " before it and the line end behind it. The two formats take the same arguments. */
void talk_say(bool en, const char *zh_format, const char *en_format, ...);
/* The refusal as a line, and its exit code. */
int talk_refused(const Why *why, bool en);
/* Whether somebody is looking: progress is drawn, not listed. */
bool talk_on_terminal(int fd);

/* What an option or a name may have been meant as: the nearest of the words, or NULL when none is near. */
typedef struct {
    Str asked;
    Str best;
    size_t distance;
} Meant;
/* Compares one more word. */
void meant_try(Meant *meant, Str word);
static inline bool meant_any(const Meant *meant) { return meant->best.n != 0; }
