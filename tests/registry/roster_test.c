/* roster_test.c - packed rosters: a block is what follows from who is in it, in whatever order they came and went; bytes
 * that are none are refused. */
#include "registry/roster.h"
#include "support/db_fixture.h"

enum { PEOPLE = 600, MOVES = 3000, UNITS = 3 };

/* Where each person's one account stands; unit 0: pays alone; -1: nowhere. */
typedef struct {
    int64_t unit[PEOPLE], base[PEOPLE];
} World;

static RosterLine line_of(const World *world, int i)
{
    return (RosterLine){ .person = i + 1,
                         .unit = world->unit[i],
                         .base_fen = world->base[i],
                         .account = 1,
                         .region = 330100,
                         .hukou_region = i % 2 ? 330106 : 110000,
                         .category = 1,
                         .insurances = 6,
                         .since = { 20000 + i },
                         .until = -1 };
}

static void move_one(Store *store, Arena *arena, World *world, int i, int64_t unit, int64_t base)
{
    RosterLine before = line_of(world, i);
    bool was = world->unit[i] >= 0;
    world->unit[i] = unit;
    world->base[i] = base;
    RosterLine after = line_of(world, i);
    CHECK_EQ(roster_follow(store, arena, &before, was, &after, unit >= 0), OK);
}

static Str packs(Arena *arena, Db *db)
{
    Str out = { 0 };
    CHECK_EQ(db_dump_table(db, arena, "roster_pack", &out), OK);
    return out;
}

/* All of them put in from the last to the first. */
static Str from_nothing(Arena *arena, const World *world)
{
    Store store = { .db = fixture_open(arena, ENGINE_MEMORY) };
    World fresh;
    for (int i = 0; i < PEOPLE; i++)
        fresh.unit[i] = -1;
    CHECK_EQ(db_begin(store.db), OK);
    for (int i = PEOPLE - 1; i >= 0; i--)
        if (world->unit[i] >= 0)
            move_one(&store, arena, &fresh, i, world->unit[i], world->base[i]);
    Str out = packs(arena, store.db);
    CHECK_EQ(db_commit(store.db), OK);
    db_close(store.db);
    return out;
}

TEST(blocks_follow_from_who_is_in_them)
{
    EACH_ENGINE(arena, f)
    {
        Store store = { .db = f.db };
        World world;
        uint64_t seed = 7;
        for (int i = 0; i < PEOPLE; i++)
            world.unit[i] = -1;
        CHECK_EQ(db_begin(f.db), OK);
        for (int i = 0; i < MOVES; i++) {
            size_t mark = arena_mark(arena);
            int64_t unit = (int64_t)(test_random(&seed) % (UNITS + 3)) - 1;
            move_one(&store, arena, &world, (int)(test_random(&seed) % PEOPLE), unit > UNITS ? 1 : unit,
                     (int64_t)(test_random(&seed) % 1000000));
            arena_back(arena, mark);
        }
        CHECK(str_eq(packs(arena, f.db), from_nothing(arena, &world)));
        RosterLine *lines = NULL;
        size_t count = 0, wanted = 0;
        CHECK_EQ(roster_of(f.db, arena, ROSTER_OF_UNIT, 1, &lines, &count), OK);
        for (int i = 0; i < PEOPLE; i++)
            wanted += world.unit[i] == 1;
        CHECK_EQ(count, wanted);
        CHECK(count > PEOPLE / 4);
        for (size_t i = 0; i < count; i++)
            CHECK_EQ(lines[i].base_fen, world.base[lines[i].person - 1]);
        CHECK_EQ(db_commit(f.db), OK);
    }
}

TEST(what_a_batch_reads_stays_as_it_was)
{
    EACH_ENGINE(arena, f)
    {
        Store store = { .db = f.db };
        World world;
        RosterSpan span;
        RosterLine *lines = NULL;
        size_t count = 0;
        for (int i = 0; i < PEOPLE; i++)
            world.unit[i] = -1;
        CHECK_EQ(db_begin(f.db), OK);
        for (int i = 0; i < PEOPLE; i++)
            move_one(&store, arena, &world, i, 1, 5);
        store.batch.run = 9;
        move_one(&store, arena, &world, 3, 2, 5);
        move_one(&store, arena, &world, 4, 1, 6);
        CHECK_EQ(roster_kept(&store, arena), OK);
        CHECK_EQ(roster_span(&store, arena, ROSTER_OF_UNIT, 1, 2, &span), OK);
        CHECK_EQ(roster_then(&span, arena, 1, &lines, &count), OK);
        CHECK_EQ(count, PEOPLE);
        CHECK_EQ(lines[4].base_fen, 5);
        CHECK_EQ(roster_then(&span, arena, 2, &lines, &count), OK);
        CHECK_EQ(count, 0);
        CHECK_EQ(roster_forget(&store), OK);
        store.batch = (StoreBatch){ 0 };
        CHECK_EQ(roster_span(&store, arena, ROSTER_OF_UNIT, 1, 2, &span), OK);
        CHECK_EQ(roster_then(&span, arena, 1, &lines, &count), OK);
        CHECK_EQ(count, PEOPLE - 1);
        CHECK_EQ(db_commit(f.db), OK);
    }
}

TEST(bytes_that_are_no_block_are_refused)
{
    World world = { .unit = { 0 } };
    RosterLine lines[3] = { line_of(&world, 0), line_of(&world, 1), line_of(&world, 2) }, out[3];
    Buf buf = { .arena = arena };
    roster_write(&buf, lines, 3);
    Str bytes = buf_str(&buf);
    CHECK(roster_read(bytes, 3, out));
    CHECK_EQ(out[2].since.n, lines[2].since.n);
    CHECK(!roster_read(bytes, 2, out));
    for (size_t n = 0; n < bytes.n; n++)
        CHECK(!roster_read(str_head(bytes, n), 3, out));
    RosterLine twice[2] = { lines[1], lines[1] };
    Buf wrong = { .arena = arena };
    roster_write(&wrong, twice, 2);
    CHECK(!roster_read(buf_str(&wrong), 2, out));
}
