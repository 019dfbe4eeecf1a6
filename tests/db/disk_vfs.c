/* disk_vfs.c - see disk_vfs.h. The system's files are opened as they are; only the table of their methods is
 * replaced by one that watches. */
#include "disk_vfs.h"
#include "base/require.h"
#include "support/test.h"
#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>

enum { TABLES = 4, FILES = 32, OPS = 100000, SECTOR = 512, DATABASE = 0, LOG = 1 };

static sqlite3_vfs *below, vfs;
/* The log and the database have different methods below. */
static struct {
    const sqlite3_io_methods *real;
    sqlite3_io_methods watching;
} tables[TABLES];
static struct {
    sqlite3_file *file;
    int which;
} files[FILES];
static atomic_int armed, left;

typedef struct {
    enum { OP_WRITE, OP_TRUNCATE, OP_SYNC } kind;
    int which;
    size_t at;
    Str bytes;
} Op;

/* The checkpointer writes in a thread of its own. */
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static Arena *memory;
static Op *ops;
static size_t op_count;

static const sqlite3_io_methods *real(const sqlite3_file *file)
{
    int i = 0;
    while (file->pMethods != &tables[i].watching)
        i++;
    return tables[i].real;
}

static void note(sqlite3_file *file, Op op)
{
    pthread_mutex_lock(&mutex);
    for (int i = 0; memory && i < FILES; i++) {
        if (files[i].file != file)
            continue;
        require(op_count < OPS);
        op.which = files[i].which;
        op.bytes = str_copy(memory, op.bytes);
        ops[op_count++] = op;
    }
    pthread_mutex_unlock(&mutex);
}

static bool strikes(FaultKind kind) { return atomic_load(&armed) == (int)kind && atomic_fetch_sub(&left, 1) == 1; }

static int watch_write(sqlite3_file *file, const void *bytes, int n, sqlite3_int64 at)
{
    if (strikes(FAULT_WRITE))
        return SQLITE_IOERR_WRITE;
    note(file, (Op){ .kind = OP_WRITE, .at = (size_t)at, .bytes = { bytes, (size_t)n } });
    return real(file)->xWrite(file, bytes, n, at);
}

static int watch_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    note(file, (Op){ .kind = OP_TRUNCATE, .at = (size_t)size });
    return real(file)->xTruncate(file, size);
}

static int watch_sync(sqlite3_file *file, int flags)
{
    if (strikes(FAULT_SYNC))
        return SQLITE_IOERR_FSYNC;
    int rc = real(file)->xSync(file, flags);
    note(file, (Op){ .kind = OP_SYNC });
    return rc;
}

static int watch_close(sqlite3_file *file)
{
    pthread_mutex_lock(&mutex);
    for (int i = 0; i < FILES; i++)
        if (files[i].file == file)
            files[i].file = NULL;
    pthread_mutex_unlock(&mutex);
    return real(file)->xClose(file);
}

static void remember(sqlite3_file *file, int which)
{
    pthread_mutex_lock(&mutex);
    int i = 0;
    while (files[i].file)
        require(++i < FILES);
    files[i].file = file;
    files[i].which = which;
    pthread_mutex_unlock(&mutex);
}

static int watch_open(sqlite3_vfs *self, const char *name, sqlite3_file *file, int flags, int *out)
{
    (void)self;
    int rc = below->xOpen(below, name, file, flags, out), i = 0;
    if (rc != SQLITE_OK || !file->pMethods)
        return rc;
    while (tables[i].real && tables[i].real != file->pMethods)
        require(++i < TABLES);
    tables[i].real = file->pMethods;
    tables[i].watching = *file->pMethods;
    tables[i].watching.xWrite = watch_write;
    tables[i].watching.xTruncate = watch_truncate;
    tables[i].watching.xSync = watch_sync;
    tables[i].watching.xClose = watch_close;
    file->pMethods = &tables[i].watching;
    if (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL))
        remember(file, flags & SQLITE_OPEN_WAL ? LOG : DATABASE);
    return rc;
}

void disk_install(void)
{
    below = sqlite3_vfs_find("unix");
    vfs = *below;
    vfs.zName = "watched";
    vfs.pNext = NULL;
    vfs.xOpen = watch_open;
    require(sqlite3_vfs_register(&vfs, 1) == SQLITE_OK);
}

void disk_remove(void)
{
    memory = NULL;
    require(sqlite3_vfs_unregister(&vfs) == SQLITE_OK && sqlite3_vfs_register(below, 1) == SQLITE_OK);
}

void fault_arm(FaultKind kind, int nth)
{
    atomic_store(&left, nth);
    atomic_store(&armed, kind);
}

bool fault_disarm(void)
{
    atomic_store(&armed, FAULT_NONE);
    return atomic_load(&left) <= 0;
}

void record_start(Arena *arena)
{
    ops = arena_new(arena, Op, OPS);
    op_count = 0;
    memory = arena;
}

size_t record_count(void)
{
    pthread_mutex_lock(&mutex);
    size_t n = op_count;
    pthread_mutex_unlock(&mutex);
    return n;
}

/* A file as it is being built. */
typedef struct {
    char *bytes;
    size_t n, room;
} Image;

static void grow(Image *image, size_t n)
{
    require(n <= image->room);
    image->n = n > image->n ? n : image->n;
}

static void apply_torn(Image *image, const Op *op, uint64_t *seed)
{
    grow(image, op->at + op->bytes.n);
    for (size_t i = 0; i < op->bytes.n;) {
        size_t end = (op->at + i) / SECTOR * SECTOR + SECTOR - op->at;
        end = end < op->bytes.n ? end : op->bytes.n;
        uint64_t fate = test_random(seed) % 3;
        for (; i < end; i++)
            if (fate)
                image->bytes[op->at + i] = fate == 1 ? op->bytes.p[i] : (char)test_random(seed);
    }
}

static void apply(Image *image, const Op *op, bool synced, uint64_t *seed)
{
    enum { KEPT, DROPPED, TORN } fate = synced ? KEPT : test_random(seed) % 3;
    if (fate == DROPPED || op->kind == OP_SYNC)
        return;
    if (op->kind == OP_TRUNCATE) {
        if (op->at < image->n)
            memset(image->bytes + op->at, 0, image->n - op->at);
        image->n = op->at;
    } else if (fate == TORN) {
        apply_torn(image, op, seed);
    } else {
        grow(image, op->at + op->bytes.n);
        memcpy(image->bytes + op->at, op->bytes.p, op->bytes.n);
    }
}

static void save(Arena *scratch, const Image *image, const char *folder, const char *name)
{
    FILE *file = fopen(str_format(scratch, "%s/%s", folder, name).p, "wb");
    require(file && fwrite(image->bytes, 1, image->n, file) == image->n && fclose(file) == 0);
}

void record_build(Arena *scratch, size_t at, uint64_t *seed, bool lying, const char *folder)
{
    enum { ROOM = 4 << 20 };
    for (int which = DATABASE; which <= LOG; which++) {
        Image image = { arena_new(scratch, char, ROOM), 0, ROOM };
        size_t synced = 0; /* what stands before the last sync is there */
        for (size_t i = 0; i < at; i++)
            if (ops[i].kind == OP_SYNC && ops[i].which == which && !(lying && which == LOG))
                synced = i;
        for (size_t i = 0; i < at; i++)
            if (ops[i].which == which)
                apply(&image, &ops[i], i < synced, seed);
        save(scratch, &image, folder, which == LOG ? "bureau.db-wal" : "bureau.db");
    }
}
