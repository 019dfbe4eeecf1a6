/* wage_test.c - the log of declared wages, on both engines. */
#include "levy/wage.h"
#include "support/db_fixture.h"

TEST(levy_statements_run_on_both_engines) { fixture_prepare_all(arena); }

static Month m(int month) { return month_make(2025, month); }

static Hash put(Db *db, Arena *arena, Month month, int64_t entry, const Wage *rows, size_t count)
{
    Hash hash = { 0 };
    CHECK_EQ(db_begin(db), OK);
    CHECK_EQ(wage_put(db, arena, 7, month, entry, rows, count, &hash), OK);
    CHECK_EQ(db_commit(db), OK);
    return hash;
}

TEST(latest_declaration_holds)
{
    EACH_ENGINE(arena, f)
    {
        Wage *rows = NULL, many[1201];
        size_t count = 0;
        bool declared = true, same = false;
        int64_t n = 0;
        for (int i = 0; i < 1201; i++)
            many[i] = (Wage){ .person = 10 + 3 * i, .wage = { 500000 + i } };
        Hash first = put(f.db, arena, m(1), 5, many, 1201);
        (void)put(f.db, arena, m(1), 9, (const Wage[]){ { .person = 13, .wage = { 1 } } }, 1);
        (void)put(f.db, arena, m(2), 11, (const Wage[]){ { .person = 11, .wage = { 2 } }, { .person = 16, .wage = { 3 } } }, 2);
        CHECK_EQ(wage_latest(f.db, arena, 7, m(1), m(2), &rows, &count, &declared), OK);
        CHECK(declared);
        CHECK_EQ(count, 1202);
        CHECK_EQ(wage_find(rows, count, 10)->wage.fen, 500000);
        CHECK_EQ(wage_find(rows, count, 13)->wage.fen, 1);
        CHECK_EQ(wage_find(rows, count, 16)->wage.fen, 3);
        CHECK_EQ(wage_find(rows, count, 16)->month.n, m(2).n);
        CHECK_EQ(wage_find(rows, count, 11)->wage.fen, 2);
        CHECK_EQ(wage_find(rows, count, 3610)->wage.fen, 501200);
        CHECK(wage_find(rows, count, 12) == NULL);
        CHECK_EQ(wage_latest(f.db, arena, 7, m(1), m(3), &rows, &count, &declared), OK);
        CHECK(!declared);
        CHECK_EQ(wage_latest(f.db, arena, 8, m(1), m(3), &rows, &count, &declared), OK);
        CHECK_EQ(count, 0);
        CHECK_EQ(wage_check(f.db, arena, 7, m(1), 5, hash_str(&first), &same, &n), OK);
        CHECK(same);
        CHECK_EQ(n, 3);
        CHECK_EQ(wage_check(f.db, arena, 7, m(1), 9, hash_str(&first), &same, &n), OK);
        CHECK(!same);
        CHECK_EQ(wage_rows(f.db, arena, &n), OK);
        CHECK_EQ(n, 5);
    }
}
