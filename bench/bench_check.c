/* bench_check.c - a file of citizen numbers, one a line: read, checked, answered line by line into /dev/null. The
 * yardstick reads the same lines and writes them out again unchecked. */
#include "bench.h"
#include "ident/check_line.h"
#include "ident/ident.h"
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

enum { LINES = 1000000, FLUSH = 1 << 16 };

static Str make_lines(Arena *arena, int64_t count)
{
    Buf out = { .arena = arena };
    for (int64_t i = 0; i < count; i++) {
        char digits[18];
        snprintf(digits, sizeof digits, "110105%04d%02d%02d%03d", (int)(1940 + i % 70), (int)(1 + i / 70 % 12),
                 (int)(1 + i / 840 % 28), (int)(i / 23520 % 1000));
        buf_format(&out, "%s%c\n", digits, ident_citizen_check((Str){ digits, 17 }));
    }
    return buf_str(&out);
}

static int64_t run(Str lines, int sink, bool check, Arena *arena)
{
    int64_t start = bench_now_ns();
    Day today = day_make(2026, 11, 21);
    size_t mark = arena_mark(arena);
    Buf out = { .arena = arena };
    for (Str rest = lines; rest.n;) {
        Str line = str_cut(&rest, '\n');
        if (check)
            check_line(&out, IDENT_CITIZEN, line, today, false);
        else {
            buf_add(&out, line);
            buf_char(&out, '\n');
        }
        if (out.n >= FLUSH) {
            if (write(sink, out.p, out.n) != (ssize_t)out.n)
                return 0;
            out.n = 0;
        }
    }
    arena_back(arena, mark);
    return bench_now_ns() - start;
}

bool bench_check(const BenchOptions *options, BenchResult *out)
{
    int64_t count = options->size ? options->size : LINES;
    Str lines = make_lines(options->arena, count);
    int sink = open("/dev/null", O_WRONLY);
    if (sink < 0)
        return false;
    out->unit = "numbers/s";
    out->yardstick_is = "the same lines read and written unchecked";
    out->target = 1000000;
    out->rounds = options->rounds;
    for (int i = 0; i < options->rounds; i++) {
        out->yardsticks[i] = bench_rate(count, run(lines, sink, false, options->arena));
        out->figures[i] = bench_rate(count, run(lines, sink, true, options->arena));
    }
    close(sink);
    return true;
}
