/* cut_test.c - power cuts: the disk of every moment of a small bureau's life, built as a cut could leave it. */
#include "base/require.h"
#include "disk_vfs.h"
#include "tables.h"
#include <inttypes.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { GROUPS = 24, GROUP = 3, DISKS = 250, YOUNG_DISKS = 40 };

typedef struct {
    size_t begun, acknowledged[GROUPS + 1]; /* operations recorded when the bureau was ready, and when each group was */
} Life;

/* Groups with checkpoints in between, more of them than the bureau itself would make. */
static Life live(Arena *arena, Str url)
{
    Life life = { 0 };
    sqlite3 *copier = NULL;
    Db *db = fixture_open_url(arena, url, DB_WRITER);
    require(db != NULL);
    Str path = str_format(arena, STR_FMT "/bureau.db", STR_ARG(url));
    require(sqlite3_open(path.p, &copier) == SQLITE_OK);
    require(sqlite3_exec(copier, "PRAGMA synchronous = FULL; SELECT count(*) FROM sqlite_master", NULL, NULL, NULL) == SQLITE_OK);
    life.begun = record_count();
    for (int i = 0; i < GROUPS; i++) {
        CHECK_EQ(put_group(db, i * GROUP + 1, GROUP), OK);
        life.acknowledged[i + 1] = record_count();
        if (i % 5 == 2)
            sqlite3_wal_checkpoint_v2(copier, "main", i % 2 ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_RESTART, NULL, NULL);
    }
    /* Closing is part of the life: the last checkpoint. */
    sqlite3_close(copier);
    db_close(db);
    return life;
}

/* Opens one disk. false: something acknowledged is not there, or a group is not whole, or it cannot go on. */
static bool survives(Arena *arena, Str folder, int64_t acknowledged)
{
    Db *db = NULL;
    if (db_open(arena, folder, DB_WRITER, &db, NULL) != OK)
        return false;
    int64_t stored = entries(db);
    bool whole = stored >= acknowledged && stored % GROUP == 0 && stored <= acknowledged + GROUP;
    for (int64_t n = 1; whole && n <= stored; n++)
        whole = has_entry(db, n);
    whole = whole && put_group(db, stored + 1, GROUP) == OK && entries(db) == stored + GROUP;
    db_close(db);
    return whole;
}

/* Tries `disks` cuts at random moments between two operations; returns how many lost something. */
static int cut(const Life *life, size_t from, size_t to, int disks, bool lying)
{
    uint64_t seed = 1;
    int lost = 0;
    for (int i = 0; i < disks; i++) {
        Arena arena = arena_make((size_t)64 << 20);
        size_t at = from + test_random(&seed) % (to - from + 1);
        int64_t groups = 0;
        while (groups < GROUPS && life->acknowledged[groups + 1] <= at)
            groups++;
        Str folder = fixture_url(&arena, ENGINE_FOLDER);
        require(mkdir(folder.p, 0700) == 0);
        uint64_t of_disk = seed;
        record_build(&arena, at, &seed, lying, folder.p);
        if (!survives(&arena, folder, groups * GROUP)) {
            lost++;
            if (!lying)
                test_fail(__FILE__, __LINE__, "cut after operation %zu, seed %" PRIu64 ": %" PRId64 " groups were acknowledged", at,
                          of_disk, groups);
        }
        arena_drop(&arena);
    }
    return lost;
}

TEST(db_a_power_cut_at_any_moment_loses_nothing)
{
    db_close(fixture_open(arena, ENGINE_MEMORY));
    disk_install();
    record_start(arena);
    Life life = live(arena, fixture_url(arena, ENGINE_FOLDER));
    size_t operations = record_count();
    disk_remove();
    int disks = getenv("SHEBAO_TEST_DISKS") ? atoi(getenv("SHEBAO_TEST_DISKS")) : DISKS;
    CHECK_EQ(cut(&life, life.begun, operations, disks, false), 0);
    /* While it was being made there was nothing yet, and it is made then. */
    CHECK(life.begun > 1);
    CHECK_EQ(cut(&life, 0, life.begun, YOUNG_DISKS, false), 0);
    /* The control: on a disk that lies about the log's syncs this very test must see losses. */
    int seen = cut(&life, life.begun, operations, disks / 5, true);
    CHECK(seen > 0);
    if (getenv("SHEBAO_TEST_FIGURES"))
        fprintf(stderr, "  %zu operations, %d disks; control: %d of %d lost\n", operations, disks, seen, disks / 5);
}
