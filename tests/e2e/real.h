/* real.h - the program itself, as a process of its own. */
#pragma once
#include "support/client.h"
#include "support/test.h"
#include <sys/types.h>

typedef struct {
    const char *binary; /* SHEBAO_BINARY */
    Str url;            /* of the bureau */
    pid_t pid;
    int port;
} Real;

/* Whether there is a program to test; the test fails if not. */
bool real_found(Real *real, Str url);
/* Starts `shebao serve` on a free port and waits until it says its address; false, and the test fails, if it does not. */
bool real_start(Real *real);
/* Ends it by that signal and waits; the exit code, or -signal when a signal ended it. */
int real_end(Real *real, int signal);
/* Whether it still runs. */
bool real_alive(const Real *real);
/* Runs the program with a word and --db; its exit code. */
int real_run(const Real *real, const char *word);

/* A new bureau there, if there is none, and the token of an admin in it. Not while the program runs. */
Str real_token(Arena *arena, Str url);
