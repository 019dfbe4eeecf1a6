/* fuzz_sheet.c - any bytes: no sheet, or lines that have exactly these bytes; and walking them, from the first line or
 * from any person, never leaves them, nor those of a page of a year book. The same of what a year leaves open. The first
 * byte picks the format, the second a person. */
#include "base/require.h"
#include "ledger/due_year.h"
#include "ledger/opening.h"
#include "ledger/year_code.h"

static void fuzz_walk(Str bytes, int64_t person)
{
    static SheetWalk walk;
    int lines = 0;
    if (sheet_walk(&walk, bytes, person))
        while (sheet_walk_next(&walk))
            lines++;
    require(lines <= SHEET_LINES_MAX);
}

static void fuzz_sheet(Arena *arena, Str bytes, int64_t person)
{
    SheetLine *lines = NULL;
    size_t count = 0;
    Buf again = { .arena = arena };
    fuzz_walk(bytes, 0);
    fuzz_walk(bytes, person);
    if (!sheet_read(arena, bytes, &lines, &count))
        return;
    require(sheet_check(lines, count, true, NULL) == OK);
    sheet_write(&again, lines, count);
    require(str_eq(buf_str(&again), bytes));
}

static void fuzz_totals(Arena *arena, Str bytes)
{
    SheetTotals totals;
    Buf again = { .arena = arena };
    if (!totals_read(arena, bytes, &totals))
        return;
    totals_write(&again, &totals);
    require(str_eq(buf_str(&again), bytes));
}

static void fuzz_opening(Arena *arena, Str bytes)
{
    OpeningLine *lines = NULL;
    size_t count = 0;
    Buf again = { .arena = arena };
    if (!opening_read(arena, bytes, &lines, &count))
        return;
    opening_write(&again, lines, count);
    require(str_eq(buf_str(&again), bytes));
}

static void fuzz_due(Arena *arena, Str bytes)
{
    DueRow *rows = NULL;
    size_t count = 0;
    if (due_year_read(arena, bytes, &rows, &count))
        require(str_eq(due_year_write(arena, rows, count), bytes));
}

static void fuzz_year(Arena *arena, Str bytes, int64_t person)
{
    static YearWalk walk;
    size_t part = 0, lines = 0;
    if (!year_walk(&walk, arena, bytes))
        return;
    while (year_walk_to(&walk, person))
        for (const SheetLine *line; (line = year_walk_next(&walk, &part)); lines++)
            require(line->person == walk.person && part < walk.head.part_count);
    require(lines <= bytes.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena arena;
    if (!arena.base)
        arena = arena_make((size_t)64 << 20);
    arena_reset(&arena);
    if (size < 2)
        return 0;
    Str bytes = { (const char *)data + 2, size - 2 };
    switch (data[0] % 5) {
    case 0:
        fuzz_sheet(&arena, bytes, data[1]);
        break;
    case 1:
        fuzz_totals(&arena, bytes);
        break;
    case 2:
        fuzz_opening(&arena, bytes);
        break;
    case 3:
        fuzz_year(&arena, bytes, data[1]);
        break;
    default:
        fuzz_due(&arena, bytes);
    }
    return 0;
}
