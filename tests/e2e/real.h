/* real.h - the program itself, as a process of its own, and a plain HTTP client for it. */
#pragma once
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

typedef struct {
    int status; /* 0: the connection ended first */
    Str head, body;
} Reply;

int dial(int port); /* -1: nobody there */
bool put(int fd, Str bytes);
/* One reply with its whole body; what it holds lies in the region. */
Reply reply_read(Arena *arena, int fd);
/* Sends and reads one reply on a connection of its own. */
Reply reply_ask(Arena *arena, int port, Str bytes);
Str reply_header(const Reply *reply, const char *name);
/* A POST of JSON; id and token may be empty. */
Str post(Arena *arena, const char *path, Str token, Str id, Str body);
