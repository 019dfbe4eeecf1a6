/* db_test.c - what both engines promise alike: types, transactions, logs, dumps, the batch door. */
#include "db/db.h"
#include "support/db_fixture.h"

TABLE(entry, TABLE_LOG, 1, "n i, at i, body b, who t", "n", "at n; who")
TABLE(cache, TABLE_CACHE, 2, "person i, kind t, value b, size i", "person, kind", "size person")
TABLE(session, TABLE_OWN, 1, "token b, person i", "token", NULL)

SQL(entry_add, "iibt", "", "INSERT INTO entry (n, at, body, who) VALUES ($1, $2, $3, $4)")
SQL(entry_get, "i", "iibt", "SELECT n, at, body, who FROM entry WHERE n = $1 ORDER BY n")
SQL(entry_all, "", "i", "SELECT n FROM entry ORDER BY n")
SQL(entry_count, "", "i", "SELECT count(*) FROM entry ORDER BY 1")
SQL(entry_change, "it", "", "UPDATE entry SET who = $2 WHERE n = $1")
SQL(entry_remove, "i", "", "DELETE FROM entry WHERE n = $1")
SQL(cache_put, "itbi", "",
    "INSERT INTO cache (person, kind, value, size) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (person, kind) DO UPDATE SET value = $3, size = $4")
SQL(cache_swapped, "ti", "b", "SELECT value FROM cache WHERE person = $2 AND kind = $1 ORDER BY person, kind")
SQL(cache_drop, "it", "", "DELETE FROM cache WHERE person = $1 AND kind = $2")
SQL(cache_take, "it", "ib", "DELETE FROM cache WHERE person = $1 AND kind = $2 RETURNING size, value")
SQL(cache_sum, "i", "i", "SELECT CAST(coalesce(sum(size), 0) AS BIGINT) FROM cache WHERE person >= $1 ORDER BY 1")

static Err add(Db *db, int64_t n) { return db_run(db, &entry_add, VALS(val_i(n), val_i(n * 10), val_b(S("body")), val_t(S("谁")))); }

static int64_t count(Db *db, Arena *arena)
{
    Rows rows = { 0 };
    return db_rows(db, arena, &entry_count, NULL, &rows) == OK ? cell(&rows, 0, 0)->i : -1;
}

TEST(db_statements_are_prepared_on_both_engines) { fixture_prepare_all(arena); }

TEST(db_every_value_comes_back_as_it_went_in)
{
    char *long_bytes = arena_new(arena, char, 1 << 20);
    for (int i = 0; i < 1 << 20; i++)
        long_bytes[i] = (char)(i * 7);
    const int64_t numbers[] = { INT64_MIN, -1, 0, 1, 255, INT64_MAX };
    const Str texts[] = { S(""), S("a"), S("汉字"), S("𠮷野家 𬀩"), S("it's \"quoted\" \\ | \n $1"), S(" ") };
    const Str bytes[] = { S(""), S("\0\1\2"), { long_bytes, 1 << 20 }, S("\xff\xfe"), S("\0"), S("x") };
    EACH_ENGINE(arena, f) {
        CHECK_EQ(db_begin(f.db), OK);
        for (int i = 0; i < 6; i++)
            CHECK_EQ(db_run(f.db, &entry_add, VALS(val_i(numbers[i]), val_i(numbers[5 - i]), val_b(bytes[i]), val_t(texts[i]))), OK);
        CHECK_EQ(db_commit(f.db), OK);
        for (int i = 0; i < 6; i++) {
            Rows rows = { 0 };
            CHECK_EQ(db_rows(f.db, arena, &entry_get, VALS(val_i(numbers[i])), &rows), OK);
            CHECK_EQ(rows.count, 1);
            if (rows.count != 1)
                continue;
            CHECK_EQ(cell(&rows, 0, 0)->i, numbers[i]);
            CHECK_EQ(cell(&rows, 0, 1)->i, numbers[5 - i]);
            CHECK(str_eq(cell(&rows, 0, 2)->s, bytes[i]));
            CHECK_STR(cell(&rows, 0, 3)->s, texts[i]);
        }
    }
}
TEST(db_rolled_back_is_as_if_never_begun)
{
    EACH_ENGINE(arena, f) {
        CHECK_EQ(db_begin(f.db), OK);
        CHECK_EQ(add(f.db, 1), OK);
        CHECK_EQ(count(f.db, arena), 1);
        db_rollback(f.db);
        CHECK_EQ(count(f.db, arena), 0);
        CHECK_EQ(db_begin(f.db), OK);
        CHECK_EQ(add(f.db, 2), OK);
        CHECK_EQ(db_save(f.db), OK);
        CHECK_EQ(add(f.db, 3), OK);
        CHECK_EQ(db_undo(f.db), OK);
        CHECK_EQ(db_save(f.db), OK);
        CHECK_EQ(add(f.db, 4), OK);
        CHECK_EQ(db_keep(f.db), OK);
        CHECK_EQ(db_commit(f.db), OK);
        db_rollback(f.db);
        Rows rows = { 0 };
        CHECK_EQ(db_rows(f.db, arena, &entry_all, NULL, &rows), OK);
        CHECK(rows.count == 2 && cell(&rows, 0, 0)->i == 2 && cell(&rows, 1, 0)->i == 4);
    }
}

TEST(db_a_broken_transaction_stores_nothing)
{
    EACH_ENGINE(arena, f) {
        CHECK_EQ(db_begin(f.db), OK);
        CHECK_EQ(add(f.db, 1), OK);
        Err second = add(f.db, 1); /* the same key: at once on SQLite, at the next answer on PostgreSQL */
        Rows rows = { 0 };
        CHECK_EQ(db_rows(f.db, arena, &entry_all, NULL, &rows), ERR_BUSY);
        CHECK(second == ERR_BUSY || f.engine == ENGINE_POSTGRES);
        CHECK_EQ(add(f.db, 2), ERR_BUSY);
        CHECK_EQ(db_save(f.db), ERR_BUSY);
        CHECK_EQ(db_commit(f.db), ERR_BUSY);
        CHECK_EQ(count(f.db, arena), 0);
        CHECK_EQ(db_begin(f.db), OK);
        CHECK_EQ(add(f.db, 1), OK);
        CHECK((add(f.db, 1) == ERR_BUSY) == (f.engine != ENGINE_POSTGRES));
        CHECK_EQ(db_commit(f.db), ERR_BUSY);
        CHECK_EQ(db_begin(f.db), OK);
        CHECK_EQ(add(f.db, 7), OK);
        CHECK_EQ(db_commit(f.db), OK);
        CHECK_EQ(count(f.db, arena), 1);
    }
}

TEST(db_a_log_only_grows)
{
    EACH_ENGINE(arena, f) {
        CHECK_EQ(db_begin(f.db), OK);
        CHECK_EQ(add(f.db, 1), OK);
        CHECK_EQ(db_commit(f.db), OK);
        const Sql *moves[] = { &entry_change, &entry_remove };
        const Val vals[] = { val_i(1), val_t(S("x")) };
        for (int i = 0; i < 2; i++) {
            CHECK_EQ(db_begin(f.db), OK);
            Err err = db_run(f.db, moves[i], vals);
            CHECK(err == ERR_BUSY || f.engine == ENGINE_POSTGRES);
            CHECK_EQ(db_commit(f.db), ERR_BUSY);
            CHECK(str_find(str(db_error(f.db)), S("a log only grows")) >= 0);
        }
        CHECK_EQ(count(f.db, arena), 1);
    }
}
