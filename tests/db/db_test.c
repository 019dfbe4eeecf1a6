/* db_test.c - what both engines promise alike: types, transactions, logs, dumps, the batch door. */
#include "tables.h"

static Err add(Db *db, int64_t n) { return put_entry(db, n, S("body")); }

TEST(db_statements_are_prepared_on_both_engines) { fixture_prepare_all(arena); }

TEST(db_every_value_comes_back_as_it_went_in)
{
    char *long_bytes = arena_new(arena, char, 1 << 20);
    for (int i = 0; i < 1 << 20; i++)
        long_bytes[i] = (char)(i * 7);
    const int64_t numbers[] = { INT64_MIN, -1, 0, 1, 255, INT64_MAX };
    const Str texts[] = { S(""), S("a"), S("汉字"), S("𠮷野家 𬀩"), S("it's \"quoted\" \\ | \n $1"), S(" ") };
    const Str bytes[] = { S(""), S("\0\1\2"), { long_bytes, 1 << 20 }, S("\xff\xfe"), S("\0"), S("x") };
    EACH_ENGINE(arena, f)
    {
        CHECK_EQ(db_begin(f.db), OK);
        for (int i = 0; i < 6; i++)
            CHECK_EQ(db_run(f.db, entry_add, VALS(val_i(numbers[i]), val_i(numbers[5 - i]), val_b(bytes[i]), val_t(texts[i]))), OK);
        CHECK_EQ(db_commit(f.db), OK);
        for (int i = 0; i < 6; i++) {
            Rows rows = { 0 };
            CHECK_EQ(db_rows(f.db, arena, entry_get, VALS(val_i(numbers[i])), &rows), OK);
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

TEST(db_placeholders_are_bound_by_their_number)
{
    EACH_ENGINE(arena, f)
    {
        CHECK_EQ(db_begin(f.db), OK);
        CHECK_EQ(db_run(f.db, cache_put, VALS(val_i(7), val_t(S("k")), val_b(S("value")), val_i(40))), OK);
        CHECK_EQ(db_run(f.db, cache_put, VALS(val_i(8), val_t(S("k")), val_b(S("other")), val_i(2))), OK);
        Rows rows = { 0 };
        CHECK_EQ(db_rows(f.db, arena, cache_get, VALS(val_t(S("k")), val_i(7)), &rows), OK);
        CHECK(rows.count == 1 && str_is(cell(&rows, 0, 0)->s, "value"));
        CHECK_EQ(db_rows(f.db, arena, cache_sum, VALS(val_i(0)), &rows), OK);
        CHECK(rows.count == 1 && cell(&rows, 0, 0)->i == 42);
        CHECK_EQ(db_rows(f.db, arena, cache_take, VALS(val_i(7), val_t(S("k"))), &rows), OK);
        CHECK(rows.count == 1 && cell(&rows, 0, 0)->i == 40 && str_is(cell(&rows, 0, 1)->s, "value"));
        CHECK_EQ(db_rows(f.db, arena, cache_take, VALS(val_i(7), val_t(S("k"))), &rows), OK);
        CHECK_EQ(rows.count, 0);
        CHECK_EQ(db_commit(f.db), OK);
    }
}

TEST(db_rolled_back_is_as_if_never_begun)
{
    EACH_ENGINE(arena, f)
    {
        CHECK_EQ(db_begin(f.db), OK);
        CHECK_EQ(add(f.db, 1), OK);
        CHECK_EQ(entries(f.db), 1);
        db_rollback(f.db);
        CHECK_EQ(entries(f.db), 0);
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
        CHECK_EQ(db_rows(f.db, arena, entry_all, NULL, &rows), OK);
        CHECK(rows.count == 2 && cell(&rows, 0, 0)->i == 2 && cell(&rows, 1, 0)->i == 4);
    }
}

TEST(db_a_broken_transaction_stores_nothing)
{
    EACH_ENGINE(arena, f)
    {
        CHECK_EQ(db_begin(f.db), OK);
        CHECK_EQ(add(f.db, 1), OK);
        Err second = add(f.db, 1); /* the same key: at once on SQLite, at the next answer on PostgreSQL */
        Rows rows = { 0 };
        CHECK_EQ(db_rows(f.db, arena, entry_all, NULL, &rows), ERR_BUSY);
        CHECK(second == ERR_BUSY || f.engine == ENGINE_POSTGRES);
        CHECK_EQ(add(f.db, 2), ERR_BUSY);
        CHECK_EQ(db_save(f.db), ERR_BUSY);
        CHECK_EQ(db_commit(f.db), ERR_BUSY);
        CHECK_EQ(entries(f.db), 0);
        CHECK_EQ(db_begin(f.db), OK);
        CHECK_EQ(add(f.db, 1), OK);
        CHECK((add(f.db, 1) == ERR_BUSY) == (f.engine != ENGINE_POSTGRES));
        CHECK_EQ(db_commit(f.db), ERR_BUSY);
        CHECK_EQ(db_begin(f.db), OK);
        CHECK_EQ(add(f.db, 7), OK);
        CHECK_EQ(db_commit(f.db), OK);
        CHECK_EQ(entries(f.db), 1);
    }
}

TEST(db_a_log_only_grows)
{
    EACH_ENGINE(arena, f)
    {
        CHECK_EQ(db_begin(f.db), OK);
        CHECK_EQ(add(f.db, 1), OK);
        CHECK_EQ(db_commit(f.db), OK);
        const Sql *moves[] = { entry_change, entry_remove };
        const Val vals[] = { val_i(1), val_t(S("x")) };
        for (int i = 0; i < 2; i++) {
            CHECK_EQ(db_begin(f.db), OK);
            Err err = db_run(f.db, moves[i], vals);
            CHECK(err == ERR_BUSY || f.engine == ENGINE_POSTGRES);
            CHECK_EQ(db_commit(f.db), ERR_BUSY);
            CHECK(str_find(str(db_error(f.db)), S("a log only grows")) >= 0);
        }
        CHECK_EQ(entries(f.db), 1);
    }
}

TEST(db_nothing_is_written_outside_a_transaction)
{
    EACH_ENGINE(arena, f)
    {
        CHECK_EQ(db_begin(f.db), OK);
        CHECK_EQ(db_run(f.db, cache_put, VALS(val_i(7), val_t(S("k")), val_b(S("value")), val_i(40))), OK);
        CHECK_EQ(db_commit(f.db), OK);
        Rows rows = { 0 };
        for (int i = 0; i < 2; i++) {
            CHECK_EQ(entries(f.db), 0);
            CHECK_EQ(db_rows(f.db, arena, cache_take, VALS(val_i(7), val_t(S("k"))), &rows), ERR_BUSY);
        }
        CHECK_EQ(db_rows(f.db, arena, cache_sum, VALS(val_i(0)), &rows), OK);
        CHECK(rows.count == 1 && cell(&rows, 0, 0)->i == 40);
    }
}

TEST(db_a_reader_sees_one_moment_and_writes_nothing)
{
    EACH_ENGINE(arena, f)
    {
        if (f.engine == ENGINE_MEMORY)
            continue;
        Db *reader = fixture_open_url(arena, f.url, DB_READER);
        if (!reader)
            continue;
        CHECK_EQ(put_group(f.db, 1, 1), OK);
        CHECK_EQ(db_begin(reader), OK);
        CHECK_EQ(entries(reader), 1);
        CHECK_EQ(put_group(f.db, 2, 5), OK);
        CHECK_EQ(entries(reader), 1);
        CHECK_EQ(db_commit(reader), OK);
        CHECK_EQ(entries(reader), 6);
        Rows rows = { 0 };
        CHECK_EQ(db_begin(reader), OK);
        CHECK_EQ(db_rows(reader, arena, cache_take, VALS(val_i(7), val_t(S("k"))), &rows), ERR_BUSY);
        db_rollback(reader);
        CHECK_EQ(entries(reader), 6);
        db_close(reader);
    }
}

/* A region that is full jumps out of the middle of db_rows; the handle must be whole afterwards. */
static bool fits(Db *db, Arena *small, const Sql *sql)
{
    jmp_buf full;
    if (setjmp(full))
        return false;
    small->on_full = &full;
    Rows rows;
    return db_rows(db, small, sql, NULL, &rows) == OK;
}

TEST(db_a_full_region_in_the_middle_of_rows_does_no_harm)
{
    EACH_ENGINE(arena, f)
    {
        CHECK_EQ(put_group(f.db, 1, 500), OK);
        Arena small = arena_make(4096);
        CHECK(!fits(f.db, &small, entry_all));
        arena_reset(&small);
        CHECK_EQ(put_group(f.db, 501, 1), OK);
        CHECK_EQ(db_begin(f.db), OK);
        CHECK_EQ(put_entry(f.db, 502, S("")), OK);
        CHECK(!fits(f.db, &small, entry_all));
        CHECK_EQ(put_entry(f.db, 503, S("")), OK);
        CHECK_EQ(db_commit(f.db), OK);
        CHECK_EQ(entries(f.db), 503);
        arena_drop(&small);
    }
}

TEST(db_files_are_kept_by_their_hash)
{
    char *big = arena_new(arena, char, 3 << 20);
    memset(big, 'j', 3 << 20);
    const Str files[] = { S(""), S("photo"), { big, 3 << 20 }, S("\0\0") };
    EACH_ENGINE(arena, f)
    {
        Hash none = hash_of(S("never stored")), hash[4];
        Str got = { 0 };
        for (int i = 0; i < 4; i++)
            CHECK_EQ(db_blob_put(f.db, files[i], &hash[i]), OK);
        CHECK_EQ(db_begin(f.db), OK);
        CHECK_EQ(db_blob_put(f.db, files[1], &hash[1]), OK);
        CHECK_EQ(db_commit(f.db), OK);
        Db *reader = f.engine == ENGINE_MEMORY ? f.db : fixture_open_url(arena, f.url, DB_READER);
        if (!reader)
            continue;
        Hash taken_in;
        CHECK_EQ(db_blob_put(reader, S("by a reader"), &taken_in), OK);
        CHECK(db_blob_get(f.db, arena, &taken_in, &got) == OK && str_is(got, "by a reader"));
        for (int i = 0; i < 4; i++)
            CHECK(db_blob_get(reader, arena, &hash[i], &got) == OK && str_eq(got, files[i]));
        CHECK_EQ(db_blob_get(reader, arena, &none, &got), ERR_UNKNOWN_ID);
        if (reader != f.db)
            db_close(reader);
    }
}

TEST(db_a_stored_file_that_changed_is_found_out)
{
    EACH_ENGINE(arena, f)
    {
        if (f.engine != ENGINE_FOLDER)
            continue;
        Hash hash;
        Str got;
        CHECK_EQ(db_blob_put(f.db, S("photo"), &hash), OK);
        Str hex = str_hex(arena, hash_str(&hash));
        Str path = str_format(arena, STR_FMT "/blobs/%.2s/%s", STR_ARG(f.url), hex.p, hex.p + 2);
        FILE *file = fopen(path.p, "r+b");
        CHECK(file != NULL);
        if (!file)
            continue;
        fputc('X', file);
        fclose(file);
        CHECK_EQ(db_blob_get(f.db, arena, &hash, &got), ERR_CONFLICT);
    }
}
