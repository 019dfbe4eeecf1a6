/* outgoing.h - a command to which outgoing messages are given, and what it has written down. */
#pragma once
#include "base/str.h"

/* `command` with the folder in the place of each `@`. */
const char *outgoing_command(Arena *arena, const char *folder, const char *command);
/* What stands in a file of the folder; empty if there is none. */
Str outgoing_file(Arena *arena, const char *folder, const char *name);
