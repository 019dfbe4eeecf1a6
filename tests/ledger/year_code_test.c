/* year_code_test.c - the bytes of a year book's page. */
#include "ledger/inside.h"
#include "ledger/year.h"
#include "ledger/year_code.h"
#include "town.h"

typedef struct {
    Arena *arena;
    Str page;
} Kept;

static Err keep_first(void *context, int64_t first, Str page)
{
    Kept *kept = context;
    if (!first)
        kept->page = str_copy(kept->arena, page);
    return OK;
}

/* Reads everything; how many lines there are, -1 for a page that is refused or ends in damage. */
static int lines_of(Arena *arena, Str page)
{
    YearWalk walk;
    int lines = 0;
    size_t part = 0, mark = arena_mark(arena);
    bool fine = year_walk(&walk, arena, page);
    while (fine && year_walk_to(&walk, 0))
        while (year_walk_next(&walk, &part))
            lines++;
    fine = fine && !walk.bad;
    arena_back(arena, mark);
    return fine ? lines : -1;
}

TEST(a_page_is_read_whole_or_refused)
{
    Db *db = fixture_open(arena, ENGINE_MEMORY);
    Arena scratch = arena_make((size_t)64 << 20);
    Kept kept = { .arena = arena };
    int64_t lines = 0;
    town_make(arena, db);
    CHECK_EQ(year_make(db, &scratch, YEAR, SHEET_OF_UNIT, UNIT, keep_first, &kept, &lines), OK);
    CHECK_EQ(lines, 12 * EMPLOYEES + 12 + 2 - 7); /* a second account, two differences, and who left */
    int whole = lines_of(&scratch, kept.page);
    CHECK(whole > 200 && kept.page.n > 3000 && kept.page.n < 4000);
    for (size_t n = 0; n < kept.page.n; n++)
        CHECK_EQ(lines_of(&scratch, str_head(kept.page, n)), -1);
    for (size_t i = 0; i < kept.page.n; i++)
        for (int bit = 0; bit < 8; bit++) { /* whatever it says: it ends, and within its bytes */
            char *at = (char *)(uintptr_t)kept.page.p + i;
            *at ^= (char)(1 << bit);
            lines_of(&scratch, kept.page);
            *at ^= (char)(1 << bit);
        }
    YearWalk walk;
    size_t part = 0;
    CHECK(year_walk(&walk, &scratch, kept.page));
    CHECK(year_walk_to(&walk, 104) && walk.person == 106);
    for (int month = 1; month <= 12; month++) {
        CHECK(year_walk_next(&walk, &part) != NULL);
        CHECK_EQ(walk.head.parts[part].month.n, month_make(YEAR, month).n);
    }
    CHECK(!year_walk_next(&walk, &part) && !walk.bad);
    CHECK(!year_walk_to(&walk, 100000) && !walk.bad);
    arena_drop(&scratch);
    db_close(db);
}
