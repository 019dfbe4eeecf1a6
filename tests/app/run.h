/* run.h - one subcommand as a process sees it: words, input, output, exit code. */
#pragma once
#include "support/test.h"

typedef int RunMain(int count, char **words);

/* Runs it with these words (spaces between; "~" stands for a space inside a word) in a process of its own, in the
 * scratch folder. Answers the exit code; *output and *talk (may be NULL) are what it wrote to stdout and stderr. */
int run_main(Arena *arena, RunMain *main, const char *words, Str input, Str *output, Str *talk);
/* The whole of a small file, and a file of the scratch folder with that text: its path. */
Str run_file(Arena *arena, const char *path);
const char *run_write(Arena *arena, const char *name, Str text);
