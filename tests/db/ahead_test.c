/* ahead_test.c - what is read ahead comes in order, one after the other, whatever the writer does meanwhile. */
#include "db/ahead.h"
#include "tables.h"

enum { ENTRIES = 200 };

/* Entries by number, from `next` on: a piece each. */
typedef struct {
    int64_t next, last;
    int64_t fail_at, fill_at; /* 0 = never */
} Reading;

static Err read_entry(void *context, Db *db, Arena *arena, void **piece)
{
    Reading *reading = context;
    Rows rows;
    int64_t *out = NULL;
    if (reading->next > reading->last)
        return OK;
    if (reading->next == reading->fail_at)
        return ERR_BUSY;
    if (reading->next == reading->fill_at)
        (void)arena_take(arena, (size_t)1 << 40);
    TRY(db_rows(db, arena, entry_get, VALS(val_i(reading->next)), &rows));
    *piece = out = arena_new(arena, int64_t, 1);
    *out = rows.count ? reading->next : -1;
    reading->next++;
    return OK;
}

static int64_t next_of(Ahead *ahead, Err wanted)
{
    void *piece = NULL;
    CHECK_EQ(ahead_next(ahead, &piece), wanted);
    return piece ? *(int64_t *)piece : 0;
}

TEST(what_is_read_ahead_comes_in_order_beside_a_writer)
{
    EACH_ENGINE(arena, f)
    {
        CHECK_EQ(put_group(f.db, 1, ENTRIES), OK);
        Reading reading = { .next = 1, .last = ENTRIES };
        Ahead *ahead = ahead_start(arena, f.db, read_entry, &reading);
        CHECK(!ahead == str_is(f.url, ":memory:"));
        if (!ahead)
            continue;
        CHECK_EQ(db_begin(f.db), OK); /* an open transaction of the writer keeps nobody from reading */
        for (int64_t n = 1; n <= ENTRIES; n++) {
            CHECK_EQ(put_entry(f.db, ENTRIES + n, S("behind")), OK);
            CHECK_EQ(next_of(ahead, OK), n);
        }
        CHECK_EQ(db_commit(f.db), OK);
        CHECK_EQ(next_of(ahead, OK), 0);
        CHECK_EQ(next_of(ahead, OK), 0);
        ahead_stop(ahead);
    }
}

TEST(reading_ahead_may_be_stopped_anywhere)
{
    EACH_ENGINE(arena, f)
    {
        CHECK_EQ(put_group(f.db, 1, ENTRIES), OK);
        for (int taken = 0; taken < 8; taken++) {
            Reading reading = { .next = 1, .last = ENTRIES };
            Ahead *ahead = ahead_start(arena, f.db, read_entry, &reading);
            for (int i = 0; ahead && i < taken; i++)
                CHECK_EQ(next_of(ahead, OK), i + 1);
            if (ahead)
                ahead_stop(ahead);
            CHECK(reading.next <= taken + 5); /* it is never more than a few pieces ahead */
        }
    }
}

TEST(what_cannot_be_read_ahead_is_refused_for_good)
{
    for (int full = 0; full < 2; full++)
        EACH_ENGINE(arena, f)
        {
            CHECK_EQ(put_group(f.db, 1, ENTRIES), OK);
            Reading reading = { .next = 1, .last = ENTRIES, .fail_at = full ? 0 : 7, .fill_at = full ? 7 : 0 };
            Ahead *ahead = ahead_start(arena, f.db, read_entry, &reading);
            if (!ahead)
                continue;
            for (int64_t n = 1; n < 7; n++)
                CHECK_EQ(next_of(ahead, OK), n);
            CHECK_EQ(next_of(ahead, ERR_BUSY), 0);
            CHECK_EQ(next_of(ahead, ERR_BUSY), 0);
            ahead_stop(ahead);
        }
}
