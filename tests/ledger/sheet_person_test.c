/* sheet_person_test.c - the index of persons finds every sheet a person stands in. */
#include "books.h"
#include "ledger/year.h"

enum { SOMEBODY = 7, PAYERS = 3, MONTHS = 40, FIRST_YEAR = 2021 };

/* A city by chance: who works where changes, some runs are never released, some months are billed later. */
typedef struct {
    Books books;
    uint64_t chance;
    bool works[PAYERS + 1][SOMEBODY + 1];
    bool released[PAYERS + 1][SOMEBODY + 1][MONTHS + 1];
} Chances;

static uint64_t chance(Chances *city, uint64_t of)
{
    city->chance = city->chance * 6364136223846793005u + 1442695040888963407u;
    return (city->chance >> 33) % of;
}

/* One sheet as the monthly run puts it, or (late) as any other command does. */
static void chance_sheet(Chances *city, int64_t run, int64_t payer, int month, bool late)
{
    SheetLine lines[SOMEBODY];
    uint8_t indexed[SOMEBODY] = { 0 };
    size_t count = 0;
    for (int64_t person = 1; person <= SOMEBODY; person++) {
        if (!city->works[payer][person])
            continue;
        indexed[count] = month > 1 && city->released[payer][person][month - 1];
        lines[count++] = employee_line(person, 700000 + month);
    }
    SheetDraft draft = { .run = run,
                         .kind = SHEET_BILL,
                         .payer_kind = SHEET_OF_UNIT,
                         .payer = payer,
                         .month = { month_make(FIRST_YEAR, 1).n + month - 1 },
                         .lines = lines,
                         .count = count,
                         .indexed = late ? NULL : indexed };
    if (!count)
        return;
    CHECK_EQ(db_begin(city->books.db), OK);
    CHECK_EQ(sheet_put(city->books.db, city->books.arena, &draft, &city->books.why), OK);
    CHECK_EQ(db_commit(city->books.db), OK);
}

static void chance_run(Chances *city, int64_t run, int month, bool late)
{
    bool any = false, released = chance(city, 4) > 0;
    for (int64_t payer = 1; payer <= PAYERS; payer++) {
        bool some = false;
        for (int64_t person = 1; person <= SOMEBODY; person++) {
            if (chance(city, 9) == 0)
                city->works[payer][person] = !city->works[payer][person];
            some |= city->works[payer][person];
        }
        any |= some;
        chance_sheet(city, run, payer, month, late);
    }
    if (!any || !released)
        return;
    Day due = day_of(FIRST_YEAR + (month - 1) / 12, (month - 1) % 12 + 1, 20);
    books_release(&city->books, run, SHEET_BILL, day_add(due, (int)chance(city, 500))); /* later months may count earlier */
    for (int64_t payer = 1; payer <= PAYERS; payer++)
        for (int64_t person = 1; person <= SOMEBODY; person++)
            city->released[payer][person][month] |= city->works[payer][person];
}

typedef struct {
    int from, until;
    int64_t sums[SOMEBODY + 1]; /* by person */
} Counting;

static bool count_line(void *context, const SheetSeen *seen)
{
    Counting *counting = context;
    int year = month_year(seen->month);
    int64_t worth = seen->month.n * 31 + seen->payer * 7 + seen->run * 1009;
    if (year < counting->from || year > counting->until)
        return true;
    counting->sums[seen->line->person] += worth;
    return true;
}

/* Whoever asks for a person's years is told of the lines that stand in all sheets. */
static void compare_with_sheets(Chances *city, int from, int until, SheetAsOf as_of)
{
    Arena scratch = arena_make((size_t)64 << 20);
    Counting all = { .from = from, .until = until };
    CHECK_EQ(sheet_each(city->books.db, as_of, count_line, &all), OK);
    for (int64_t person = 1; person <= SOMEBODY; person++) {
        Counting one = { .from = SHEET_YEAR_FIRST, .until = SHEET_YEAR_LAST };
        CHECK_EQ(sheet_years(city->books.db, &scratch, person, from, until, as_of, count_line, &one), OK);
        CHECK_EQ(one.sums[person], all.sums[person]);
    }
    arena_drop(&scratch);
}

TEST(a_person_is_found_in_every_year)
{
    for (uint64_t seed = 1; seed <= 6; seed++)
        EACH_ENGINE(arena, f)
        {
            size_t mark = arena_mark(arena);
            Chances *city = arena_new(arena, Chances, 1);
            city->books = books_make(arena, f.db);
            city->chance = seed;
            for (int month = 1; month <= MONTHS; month++) {
                chance_run(city, 1000 + month, month, false);
                if (chance(city, 5) == 0)
                    chance_run(city, 2000 + month, 1 + (int)chance(city, (uint64_t)month), true);
                if (chance(city, 8) == 0)
                    CHECK(db_begin(f.db) == OK && years_pack(f.db, FIRST_YEAR + (month - 1) / 12, 1000, &(bool){ false }) == OK &&
                          db_commit(f.db) == OK);
            }
            int64_t last = city->books.journal.last;
            const SheetAsOf moments[] = { { { INT32_MAX }, known_now },
                                          { day_of(FIRST_YEAR + 1, 7, 1), known_now },
                                          { { INT32_MAX }, last / 2 } };
            for (size_t i = 0; i < sizeof moments / sizeof *moments; i++)
                for (int from = FIRST_YEAR - 1; from <= FIRST_YEAR + 4; from++) {
                    compare_with_sheets(city, from, SHEET_YEAR_LAST, moments[i]);
                    compare_with_sheets(city, from, from, moments[i]);
                    compare_with_sheets(city, SHEET_YEAR_FIRST, from, moments[i]);
                }
            books_check(&city->books);
            arena_back(arena, mark);
        }
}
