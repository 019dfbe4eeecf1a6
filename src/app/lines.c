/* lines.c - see lines.h. */
#include "app/lines.h"
#include <errno.h>
#include <unistd.h>

enum { LINES_CHUNK = 1 << 16 };

Lines lines_make(Arena *arena, int fd, size_t most)
{
    return (Lines){ .fd = fd, .bytes = arena_new(arena, char, most + 2 + LINES_CHUNK), .most = most };
}

static const char *line_end(const Lines *lines)
{
    return lines->n > lines->at ? memchr(lines->bytes + lines->at, '\n', lines->n - lines->at) : NULL;
}

bool lines_must_read(const Lines *lines) { return !lines->ended && !line_end(lines); }

/* Moves what is left to the front and reads behind it. */
static void lines_fill(Lines *lines)
{
    memmove(lines->bytes, lines->bytes + lines->at, lines->n - lines->at);
    lines->n -= lines->at;
    lines->at = 0;
    ssize_t got = 0;
    do
        got = read(lines->fd, lines->bytes + lines->n, lines->most + 2 + LINES_CHUNK - lines->n);
    while (got < 0 && errno == EINTR);
    lines->failed = got < 0;
    lines->ended = got <= 0;
    lines->n += got > 0 ? (size_t)got : 0;
}

/* Takes `n` bytes and the line end behind them, if there is one. */
static LinesState line_take(Lines *lines, size_t n, size_t end, Str *out)
{
    Str line = { lines->bytes + lines->at, n };
    lines->at += n + end;
    if (line.n && line.p[line.n - 1] == '\r')
        line.n--;
    bool too_long = lines->skipping || line.n > lines->most;
    lines->skipping = false;
    if (too_long)
        return LINES_LONG;
    *out = line;
    return LINES_OK;
}

LinesState lines_next(Lines *lines, Str *out)
{
    while (true) {
        const char *end = line_end(lines);
        if (end)
            return line_take(lines, (size_t)(end - lines->bytes) - lines->at, 1, out);
        if (lines->failed)
            return LINES_FAILED;
        if (lines->ended)
            return lines->n > lines->at || lines->skipping ? line_take(lines, lines->n - lines->at, 0, out) : LINES_END;
        if (lines->n - lines->at > lines->most + 1) { /* "\r" may still be part of the line end */
            lines->at = lines->n;
            lines->skipping = true;
        }
        lines_fill(lines);
    }
}

bool lines_write(int fd, Str text)
{
    while (text.n) {
        ssize_t put = write(fd, text.p, text.n);
        if (put < 0 && errno != EINTR)
            return false;
        text = str_from(text, put > 0 ? (size_t)put : 0);
    }
    return true;
}
