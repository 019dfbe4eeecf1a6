/* memory.h - inside report: a file that lies in memory alone, for libraries that write to a path: what a person has paid is not
 * left on a disk. */
#pragma once
#include "base/err.h"

enum { MEMORY_PATH = 64 };
/* Opens one; `path` leads to it while it is open; the caller closes it. Refusals: ERR_BUSY. */
Err memory_open(int *file, char path[MEMORY_PATH], Why *why) NODISCARD;
/* All that was written. Refusals: ERR_BUSY. */
Err memory_read(Arena *arena, int file, Str *bytes, Why *why) NODISCARD;
