/* disk_test.c - SQLite on a disk that is full, fails or grows: the write-ahead log, checkpoints, errors. */
#include "base/require.h"
#include "disk_vfs.h"
#include "tables.h"
#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WAL_LIMIT = 64 << 20, COMMAND_BYTES = 2048, GROUP = 32 };

typedef struct {
    Str url;
    atomic_bool stop;
    atomic_long reads;
} Readers;

/* Short reads without end, as pages do them. */
static void *read_for_ever(void *context)
{
    Readers *readers = context;
    Arena arena = arena_make((size_t)16 << 20);
    Db *db = NULL;
    if (db_open(&arena, readers->url, DB_READER, &db, NULL) != OK)
        return NULL;
    uint64_t seed = 3;
    while (!atomic_load(&readers->stop)) {
        size_t mark = arena_mark(&arena);
        Rows rows;
        if (db_begin(db) == OK) {
            for (int i = 0; i < 20; i++)
                if (db_rows(db, &arena, entry_get, VALS(val_i((int64_t)(test_random(&seed) % 100000))), &rows) == OK)
                    atomic_fetch_add(&readers->reads, 1);
            db_rollback(db);
        }
        arena_back(&arena, mark);
    }
    db_close(db);
    arena_drop(&arena);
    return NULL;
}

static int64_t file_bytes(Arena *arena, Str folder, const char *name)
{
    struct stat there;
    return stat(str_format(arena, STR_FMT "/%s", STR_ARG(folder), name).p, &there) == 0 ? there.st_size : 0;
}

TEST(db_the_log_stays_short_while_200_megabytes_pass)
{
    Str url = fixture_url(arena, ENGINE_FOLDER);
    Db *db = fixture_open_url(arena, url, DB_WRITER);
    if (!db)
        return;
    Readers readers = { .url = url };
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        require(pthread_create(&threads[i], NULL, read_for_ever, &readers) == 0);
    char *body = arena_new(arena, char, COMMAND_BYTES);
    int64_t most = 0, most_file = 0, passed = 0;
    for (int64_t n = 1; passed < (int64_t)200 << 20;) {
        CHECK_EQ(db_begin(db), OK);
        for (int i = 0; i < GROUP; i++, n++, passed += COMMAND_BYTES)
            CHECK_EQ(put_entry(db, n, (Str){ body, COMMAND_BYTES }), OK);
        CHECK_EQ(db_commit(db), OK);
        db_checkpoint(db);
        int64_t now = db_wal_bytes(db), size = n % (GROUP * 20) == 1 ? file_bytes(arena, url, "bureau.db-wal") : 0;
        most = now > most ? now : most;
        most_file = size > most_file ? size : most_file;
    }
    atomic_store(&readers.stop, true);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    CHECK(most > 0 && most < WAL_LIMIT && most_file < WAL_LIMIT);
    if (getenv("SHEBAO_TEST_FIGURES"))
        fprintf(stderr, "  log at most %" PRId64 " KB, file %" PRId64 " KB, reads %ld\n", most >> 10, most_file >> 10,
                atomic_load(&readers.reads));
    CHECK(atomic_load(&readers.reads) > 1000);
    CHECK_EQ(entries(db), passed / COMMAND_BYTES);
    db_close(db);
}

/* Fills the disk with groups until one is refused; returns the entries that were acknowledged. */
static int64_t fill(Db *db, Arena *arena, int64_t first)
{
    char *body = arena_new(arena, char, 20000);
    for (int64_t n = first; n < first + 1000; n++) {
        bool ok = db_begin(db) == OK && put_entry(db, n, (Str){ body, 20000 }) == OK && db_commit(db) == OK;
        db_rollback(db);
        if (!ok)
            return n - 1;
    }
    return first + 999;
}

/* More than the cache of the writer holds. */
static bool many(void *context, Val *cells)
{
    int64_t *n = context;
    static const char body[20000];
    cells[0] = cells[1] = val_i(++*n);
    cells[2] = val_b((Str){ body, sizeof body });
    cells[3] = val_t(S(""));
    return *n < 9999;
}

/* What must hold while the disk is full: every write is refused, reads go on, nothing is left behind. */
static void check_full(Db *db, Arena *arena, int64_t acknowledged)
{
    Hash hash;
    int64_t n = 5000, count = -1;
    char *photo = arena_new(arena, char, 4 << 20);
    CHECK_EQ(db_blob_put(db, (Str){ photo, 4 << 20 }, &hash), ERR_BUSY);
    if (db_begin(db) == OK) {
        CHECK_EQ(db_bulk(db, "entry", many, &n, &count), ERR_BUSY);
        CHECK_EQ(db_commit(db), ERR_BUSY);
    }
    CHECK_EQ(entries(db), acknowledged);
    CHECK(has_entry(db, acknowledged) && !has_entry(db, acknowledged + 1));
}

static bool has_leftovers(Arena *arena, Str folder)
{
    DIR *dir = opendir(str_format(arena, STR_FMT "/blobs", STR_ARG(folder)).p);
    bool found = false;
    for (struct dirent *entry = dir ? readdir(dir) : NULL; entry; entry = readdir(dir))
        found |= !strncmp(entry->d_name, "new-", 4);
    if (dir)
        closedir(dir);
    return found;
}

static void check_recovered(Db *db, Arena *arena, Str url, int64_t acknowledged)
{
    Hash hash;
    CHECK(!has_leftovers(arena, url));
    CHECK_EQ(put_group(db, acknowledged + 1, 3), OK);
    CHECK_EQ(db_blob_put(db, S("photo"), &hash), OK);
    CHECK_EQ(entries(db), acknowledged + 3);
    db_close(db);
    db = fixture_open_url(arena, url, DB_WRITER);
    CHECK(db && entries(db) == acknowledged + 3);
    db_close(db);
}

/* The limit on file sizes is the disk everybody has. */
TEST(db_no_file_may_grow_and_then_it_may_again)
{
    Str url = fixture_url(arena, ENGINE_FOLDER);
    Db *db = fixture_open_url(arena, url, DB_WRITER);
    if (!db)
        return;
    struct rlimit before;
    signal(SIGXFSZ, SIG_IGN);
    require(getrlimit(RLIMIT_FSIZE, &before) == 0);
    require(setrlimit(RLIMIT_FSIZE, &(struct rlimit){ 1 << 20, before.rlim_max }) == 0);
    int64_t acknowledged = fill(db, arena, 1);
    CHECK(acknowledged > 10 && acknowledged < 900);
    check_full(db, arena, acknowledged);
    require(setrlimit(RLIMIT_FSIZE, &before) == 0);
    check_recovered(db, arena, url, acknowledged);
}

TEST(db_a_full_disk_refuses_and_recovers_when_space_returns)
{
    Str disk = str_format(arena, "%s/disk", test_scratch_dir()), url = str_format(arena, STR_FMT "/bureau", STR_ARG(disk));
    require(mkdir(disk.p, 0700) == 0);
    if (mount("tmpfs", disk.p, "tmpfs", 0, "size=6m") != 0) {
        fprintf(stderr, "  note: no right to mount a small disk here; only the limit on file sizes was tried\n");
        return;
    }
    Str ballast = str_format(arena, STR_FMT "/ballast", STR_ARG(disk));
    int fd = open(ballast.p, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    require(fd >= 0 && posix_fallocate(fd, 0, 3 << 20) == 0 && close(fd) == 0);
    Db *db = fixture_open_url(arena, url, DB_WRITER);
    if (db) {
        int64_t acknowledged = fill(db, arena, 1);
        CHECK(acknowledged > 10 && acknowledged < 900);
        check_full(db, arena, acknowledged);
        db_checkpoint(db);
        CHECK_EQ(put_group(db, acknowledged + 1, 1000), ERR_BUSY);
        require(unlink(ballast.p) == 0);
        check_recovered(db, arena, url, acknowledged);
    }
    require(umount(disk.p) == 0);
}

/* Groups of three entries until one is refused or ten are stored; then goes on to ten if the handle lives. */
static int64_t ten_groups(Db *db, int *refused, int *unknown)
{
    int64_t acknowledged = 0;
    for (int tries = 0; tries < 14 && acknowledged < 30; tries++) {
        Err err = put_group(db, acknowledged + 1, 3);
        if (err == OK)
            acknowledged += 3;
        else
            ++*refused;
        *unknown += err == ERR_CONFLICT;
        db_checkpoint(db);
    }
    return acknowledged;
}

static bool one_fault(Arena *arena, FaultKind kind, int at, int *deaths)
{
    Db *warm = fixture_open(arena, ENGINE_MEMORY); /* the engine must be set up before it is asked for its files */
    Str url = fixture_url(arena, ENGINE_FOLDER);
    db_close(fixture_open_url(arena, url, DB_WRITER));
    disk_install();
    Db *db = fixture_open_url(arena, url, DB_WRITER);
    int refused = 0, unknown = 0;
    fault_arm(kind, at);
    int64_t acknowledged = db ? ten_groups(db, &refused, &unknown) : 0;
    bool hit = fault_disarm();
    int64_t seen = db ? entries(db) : -1;
    bool dead = db && db_dead(db);
    db_close(db);
    disk_remove();
    if (hit && kind == FAULT_WRITE && (acknowledged != 30 || seen != 30))
        test_fail(__FILE__, __LINE__, "write %d: acknowledged %" PRId64 ", seen %" PRId64, at, acknowledged, seen);
    db = fixture_open_url(arena, url, DB_WRITER);
    int64_t stored = db ? entries(db) : -1;
    /* After a failed fsync a group that was refused may still be on the disk; it is whole, and it was not denied for ever. */
    if (stored < acknowledged || stored % 3 || stored > acknowledged + 3 * (kind == FAULT_SYNC))
        test_fail(__FILE__, __LINE__, "fault %d at %d: acknowledged %" PRId64 ", stored %" PRId64, kind, at, acknowledged, stored);
    /* Only a checkpoint may fail to sync and be done again: it writes everything anew from the log. */
    if (hit && kind == FAULT_SYNC && ((refused > 0) != dead || unknown != dead))
        test_fail(__FILE__, __LINE__, "fsync %d: %d refused, the handle is %s", at, refused, dead ? "dead" : "alive");
    *deaths += dead;
    CHECK(db && put_group(db, stored + 1, 3) == OK);
    db_close(db);
    db_close(warm);
    return hit;
}

TEST(db_a_write_or_fsync_that_fails_once_loses_nothing)
{
    int faults = 0, deaths = 0;
    for (int kind = FAULT_WRITE; kind <= FAULT_SYNC; kind++)
        for (int at = 1; at < 200; at++) {
            Arena own = arena_make((size_t)64 << 20);
            bool hit = one_fault(&own, (FaultKind)kind, at, &deaths);
            arena_drop(&own);
            if (!hit)
                break;
            faults++;
        }
    CHECK(faults > 20 && deaths >= 10);
    if (getenv("SHEBAO_TEST_FIGURES"))
        fprintf(stderr, "  %d faults, %d handles closed\n", faults, deaths);
}
