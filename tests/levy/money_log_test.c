/* money_log_test.c - numbers asked for in ascending order bring the same lines, page by page and one by one. */
#include "levy/money_log.h"
#include "support/db_fixture.h"

enum { NUMBERS = 5000, ENTRY = 7 };

/* Some numbers stand there twice, and one more often than a page holds. */
static size_t lines_make(Arena *arena, MoneyKept *lines)
{
    size_t count = 0;
    for (int i = 0; i < NUMBERS; i++)
        for (int k = 0; k < (i == 1300 ? 700 : i % 7 == 0 ? 2 : 1); k++)
            lines[count++] = (MoneyKept){ .kind = i % 2 ? IMPORT_TAX_DETAIL : IMPORT_BANK_STATEMENT,
                                          .no = str_format(arena, "T%06d", i * 2),
                                          .day = day_make(2025, 2, 14),
                                          .amount = { 100 + k },
                                          .month = MONTH_NONE };
    return count;
}

static void compare(Db *db, MoneyPages *pages, Arena *scratch, int number)
{
    MoneyKept *next = NULL, *alone = NULL;
    size_t count = 0, wanted = 0;
    arena_reset(scratch);
    Str no = str_format(scratch, "T%06d", number);
    CHECK_EQ(money_of_next(db, pages, no, &next, &count), OK);
    CHECK_EQ(money_of_no(db, scratch, no, &alone, &wanted), OK);
    CHECK_EQ(count, wanted);
    for (size_t i = 0; i < count && i < wanted; i++)
        CHECK(next[i].n == alone[i].n && next[i].amount.fen == alone[i].amount.fen && str_eq(next[i].no, alone[i].no));
}

/* In between numbers that are not there, and behind the last. `steps`: far apart, then close, then far again. */
TEST(numbers_are_found_page_by_page_and_one_by_one)
{
    static const int steps[][3] = { { 1, 4, 1 }, { 2, 40, 2 }, { 40, 2, 200 }, { 397, 5, 3 } };
    EACH_ENGINE(arena, f)
    {
        size_t mark = arena_mark(arena);
        MoneyKept *lines = arena_new(arena, MoneyKept, NUMBERS * 2 + 700);
        size_t count = lines_make(arena, lines);
        Hash digest;
        CHECK(db_begin(f.db) == OK && money_put(f.db, arena, ENTRY, lines, count, &digest) == OK && db_commit(f.db) == OK);
        Arena scratch = arena_make((size_t)16 << 20);
        for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
            MoneyPages pages = { .arena = arena_make((size_t)16 << 20) };
            for (int number = 0, third = 2 * NUMBERS / 3 + 1; number <= 2 * NUMBERS + 300; number += steps[i][number / third % 3])
                compare(f.db, &pages, &scratch, number);
            arena_drop(&pages.arena);
        }
        arena_drop(&scratch);
        arena_back(arena, mark);
    }
}
