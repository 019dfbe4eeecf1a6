/* log.c - see log.h. */
#include "base/log.h"
#include "base/json.h"
#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 2048 };
static LogLevel least_level = LOG_INFO;
static const char *const names[] = { "debug", "info", "warn", "error" };

void log_level(LogLevel least) { least_level = least; }

void log_line(LogLevel level, const char *event, const char *format, ...)
{
    if (level < least_level)
        return;
    uint8_t room[LINE_MAX_BYTES * 8];
    Arena arena = { .base = room, .size = sizeof room };
    char text[LINE_MAX_BYTES];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (n < 0)
        return;
    Json json = json_make(&arena);
    json_open(&json, '{');
    json_put_int(&json, "time", (int64_t)time(NULL));
    json_put(&json, "level", str(names[level]));
    json_put(&json, "event", str(event));
    json_put(&json, "detail", (Str){ text, (size_t)n < sizeof text ? (size_t)n : sizeof text - 1 });
    json_close(&json, '}');
    buf_char(&json.buf, '\n');
    ssize_t written = write(STDERR_FILENO, json.buf.p, json.buf.n);
    (void)written;
}
