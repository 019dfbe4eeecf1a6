/* program.h - runs a command of the operator's: the message on its standard input, the exit code as the result. */
#pragma once
#include "base/str.h"
#include <stdatomic.h>

/* Runs `command` by the shell with `input` on stdin, SHEBAO_MESSAGE_ID in its environment, what it writes thrown away
 * (it may hold personal data, and any amount of it), and no other file of ours open. When the time is over, or *stop
 * becomes true, the command and all that it has started in its process group are killed. Answers 0 when it ended with
 * exit code 0, otherwise what delivery.h says of errors; PROGRAM_STOPPED when *stop ended it. */
enum { PROGRAM_STOPPED = -1 };
int64_t program_run(Arena *arena, const char *command, Str id, Str input, int timeout_ms, const atomic_bool *stop);
