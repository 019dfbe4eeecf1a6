/* memory.c - see memory.h. */
#define _GNU_SOURCE
#include "report/memory.h"
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

Err memory_open(int *file, char path[MEMORY_PATH], Why *why)
{
    *file = memfd_create("report", MFD_CLOEXEC);
    if (*file < 0)
        return refuse(why, ERR_BUSY, "", NULL, NULL);
    snprintf(path, MEMORY_PATH, "/proc/self/fd/%d", *file);
    return OK;
}

Err memory_read(Arena *arena, int file, Str *bytes, Why *why)
{
    struct stat there;
    if (fstat(file, &there) != 0)
        return refuse(why, ERR_BUSY, "", NULL, NULL);
    size_t size = (size_t)there.st_size;
    char *to = arena_take(arena, size + 1);
    for (size_t at = 0; at < size;) {
        ssize_t got = pread(file, to + at, size - at, (off_t)at);
        if (got <= 0)
            return refuse(why, ERR_BUSY, "", NULL, NULL);
        at += (size_t)got;
    }
    *bytes = (Str){ to, size };
    return OK;
}
