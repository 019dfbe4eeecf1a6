/* lines.h - lines from a file descriptor, however long the file is: one buffer, no copy. For the commands that
 * read one value or one JSON object a line. */
#pragma once
#include "base/str.h"

typedef enum { LINES_OK, LINES_LONG, LINES_END, LINES_FAILED } LinesState;

typedef struct {
    int fd;
    char *bytes;
    size_t most; /* longest line without its end */
    size_t at, n;
    bool ended, failed, skipping;
} Lines;

/* The buffer lives in the region. */
Lines lines_make(Arena *arena, int fd, size_t most);
/* Whether the next call has to wait for input: the moment to write what is ready. */
bool lines_must_read(const Lines *lines);
/* The next line without "\n" or "\r\n"; it stays until the next call. LINES_LONG: a line of more than `most` bytes
 * was skipped. The last line need not end. LINES_FAILED: the input cannot be read. */
LinesState lines_next(Lines *lines, Str *out);
/* Writes all of it; false if that cannot be done. */
bool lines_write(int fd, Str text);
