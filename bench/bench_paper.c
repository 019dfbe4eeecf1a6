/* bench_paper.c - a one-page statement of contributions as PDF: how long, and how large. The yardstick is a bare cairo page
 * by the same font with the same text in one block: no table, no structure, no picture. The first page of a program is
 * told apart: it reads the font. */
#include "bench.h"
#include "report/canvas.h"
#include "report/paper.h"
#include <stdio.h>

enum { MONTHS = 24, PAPERS = ROUNDS_MAX, PAGE_US_MAX = 40000, PAGE_BYTES_MAX = 60000, ARENA_BYTES = 256 << 20 };

static Str answer_make(Arena *arena)
{
    Buf out = { .arena = arena };
    buf_add(&out, S("{\"code\":\"7KQ2-M0XA-BCDE-FGHJ-KMNP\",\"name\":\"欧阳明珠\",\"number\":\"330102********0197\",\"person\":17,"
                    "\"day\":\"2026-01-01\",\"months\":24,\"statement\":{\"months\":["));
    for (int i = 0; i < MONTHS; i++)
        buf_format(
            &out,
            "%s{\"month\":\"%d-%02d\",\"payer\":\"91330106MA27XK3D59\",\"insurances\":[{\"insurance\":{\"zh\":\"基本养老保险\"},"
            "\"base_fen\":%d,\"employer_fen\":%d,\"employee_fen\":%d,\"paid\":true}]}",
            i ? "," : "", 2024 + i / 12, i % 12 + 1, 1000000 + i, 160000 + i, 80000 + i);
    buf_add(&out, S("]}}"));
    return buf_str(&out);
}

static Str text_make(Arena *arena, const PaperWanted *wanted)
{
    Buf out = { .arena = arena };
    PaperTable *tables = NULL;
    size_t count = 0;
    Why why = { .arena = arena };
    if (paper_tables(arena, wanted, &tables, &count, &why) != OK)
        return (Str){ 0 };
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < tables[i].width * tables[i].rows; k++) {
            buf_add(&out, tables[i].cells[k]);
            buf_char(&out, ' ');
        }
    return buf_str(&out);
}

static bool bare_page(Arena *arena, Str text, Str *bytes)
{
    const CanvasSaid said = { .title = S("-"), .subject = S("-"), .author = S("-"), .foot = S("-"), .made = { 1767225600 } };
    Why why = { .arena = arena };
    Canvas *canvas = canvas_open(arena, &said);
    Block block = canvas_block(canvas, FACE_SMALL, SHEET_WIDTH - 100 * POINT, false, text);
    canvas_put(canvas, &block, INK_TEXT, 50 * POINT, 50 * POINT);
    return canvas_close(canvas, bytes, &why) == OK;
}

/* Microseconds of one paper, the middle of PAPERS; 0: it could not be made. */
static int64_t page_us(Arena *arena, const PaperWanted *wanted, Str text, bool bare, Str *bytes)
{
    int64_t taken[PAPERS];
    Why why = { .arena = arena };
    for (int i = 0; i < PAPERS; i++) {
        size_t mark = arena_mark(arena);
        int64_t start = bench_now_ns();
        if (bare ? !bare_page(arena, text, bytes) : paper_make(arena, wanted, bytes, &why) != OK)
            return 0;
        taken[i] = (bench_now_ns() - start) / 1000;
        if (i + 1 < PAPERS)
            arena_back(arena, mark);
    }
    return bench_median(taken, PAPERS);
}

bool bench_paper(const BenchOptions *options, BenchResult *out)
{
    Arena arena = arena_make(ARENA_BYTES);
    JsonNode *answer = NULL;
    Why why = { .arena = &arena };
    Str bytes = { 0 }, bare = { 0 };
    if (json_read(&arena, answer_make(&arena), &answer, &why) != OK)
        return false;
    PaperWanted wanted = {
        .kind = PAPER_CONTRIBUTIONS, .answers = { answer }, .made = { 1767225600 }, .site = S("https://sb.example.gov.cn")
    };
    Str text = text_make(&arena, &wanted);
    int64_t start = bench_now_ns(), middle = 0;
    if (paper_make(&arena, &wanted, &bytes, &why) != OK)
        return false;
    int64_t first = (bench_now_ns() - start) / 1000000;
    int64_t took[ROUNDS_MAX];
    for (int i = 0; i < options->rounds; i++) {
        int64_t us = page_us(&arena, &wanted, text, false, &bytes), yardstick = page_us(&arena, &wanted, text, true, &bare);
        if (!us || !yardstick)
            return false;
        took[i] = us;
        out->figures[i] = bench_rate(1, us * 1000);
        out->yardsticks[i] = bench_rate(1, yardstick * 1000);
    }
    middle = bench_median(took, options->rounds);
    out->rounds = options->rounds;
    out->unit = "papers/s";
    out->yardstick_is = "a bare page with the same text by the same font";
    bench_extra(out, "one page", "us", middle, PAGE_US_MAX, true);
    bench_extra(out, "its size", "bytes", (int64_t)bytes.n, PAGE_BYTES_MAX, true);
    bench_extra(out, "the first page of a program", "ms", first, 0, true);
    arena_drop(&arena);
    return true;
}
