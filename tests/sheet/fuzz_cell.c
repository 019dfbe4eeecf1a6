/* fuzz_cell.c - any text as the content of a cell of each kind. What is accepted is within its bounds and, written in
 * the plain form, reads as the same again. */
#include "base/require.h"
#include "sheet/cell.h"
#include "sheet/header.h"
#include "sheet/number.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static Cell as_text(Str text) { return (Cell){ .kind = CELL_TEXT, .cached = CELL_TEXT, .text = text }; }

static void check_cell(Arena *arena, const Cell *cell)
{
    Money money = { -1 }, same = { -1 };
    Cell again;
    if (cell_money(cell, &money) == FAULT_NONE) {
        require(money.fen >= 0 && money.fen <= 100000000000000);
        again = as_text(money_text(arena, money));
        require(cell_money(&again, &same) == FAULT_NONE && same.fen == money.fen);
    } else {
        require(money.fen == -1);
    }
    Day day = DAY_NONE, same_day = DAY_NONE;
    Month month = MONTH_NONE, same_month = MONTH_NONE;
    bool is_day = cell_day(cell, &day) == FAULT_NONE;
    if (is_day) {
        again = as_text(day_text(arena, day));
        require(cell_day(&again, &same_day) == FAULT_NONE && same_day.n == day.n);
    }
    if (cell_month(cell, &month) == FAULT_NONE) {
        again = as_text(month_text(arena, month));
        require(cell_month(&again, &same_month) == FAULT_NONE && same_month.n == month.n);
        require(!is_day || day_month(day).n == month.n);
    } else {
        require(!is_day);
    }
    Str code = { 0 }, words = { 0 };
    if (cell_code(cell, arena, &code) == FAULT_NONE)
        require(code.n && code.n <= CELL_CODE_MAX && !memchr(code.p, ' ', code.n));
    if (cell_text(cell, arena, 60, &words) == FAULT_NONE)
        require(words.n && words.n <= 60 && !memchr(words.p, '\n', words.n));
}

static void check_number(Str text)
{
    char shown[NUMBER_TEXT_MAX], again[NUMBER_TEXT_MAX], day[NUMBER_TEXT_MAX];
    size_t n = 0, again_n = 0, day_n = 0;
    if (!number_shown(text, shown, &n))
        return;
    require(n > 0 && n < NUMBER_TEXT_MAX);
    require(number_shown((Str){ shown, n }, again, &again_n) && str_eq((Str){ shown, n }, (Str){ again, again_n }));
    if (number_day_text((Str){ shown, n }, false, day, &day_n))
        require(day_n == 8 || day_n == 10 || day_n == 19);
    number_day_text((Str){ shown, n }, true, day, &day_n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena arena;
    if (!arena.base)
        arena = arena_make((size_t)64 << 20);
    arena_reset(&arena);
    Str text = { (const char *)data, size };
    title_find(text);
    check_number(text);
    require(text_narrow(&arena, text).n <= text.n);
    for (int kind = CELL_EMPTY; kind <= CELL_FORMULA; kind++) {
        Cell cell = { .kind = (CellKind)kind, .cached = kind == CELL_FORMULA ? CELL_NUMBER : (CellKind)kind, .text = text };
        check_cell(&arena, &cell);
    }
    return 0;
}
