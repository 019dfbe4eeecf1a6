/* fault_vfs.c - see fault_vfs.h. The system's files are opened as they are; only the table of their methods is
 * replaced by one that counts. */
#include "fault_vfs.h"
#include "base/require.h"
#include <sqlite3.h>
#include <stdatomic.h>
#include <stddef.h>

static sqlite3_vfs *below, vfs;
/* The log and the database have different methods below. */
static struct {
    const sqlite3_io_methods *real;
    sqlite3_io_methods counting;
} tables[4];
static atomic_int armed, left;

static bool strikes(FaultKind kind) { return atomic_load(&armed) == (int)kind && atomic_fetch_sub(&left, 1) == 1; }

static const sqlite3_io_methods *real(const sqlite3_file *file)
{
    int i = 0;
    while (file->pMethods != &tables[i].counting)
        i++;
    return tables[i].real;
}

static int count_write(sqlite3_file *file, const void *bytes, int n, sqlite3_int64 at)
{
    return strikes(FAULT_WRITE) ? SQLITE_IOERR_WRITE : real(file)->xWrite(file, bytes, n, at);
}

static int count_sync(sqlite3_file *file, int flags)
{
    return strikes(FAULT_SYNC) ? SQLITE_IOERR_FSYNC : real(file)->xSync(file, flags);
}

static int count_open(sqlite3_vfs *self, const char *name, sqlite3_file *file, int flags, int *out)
{
    (void)self;
    int rc = below->xOpen(below, name, file, flags, out);
    if (rc != SQLITE_OK || !file->pMethods)
        return rc;
    int i = 0;
    while (tables[i].real && tables[i].real != file->pMethods)
        require(++i < 4);
    tables[i].real = file->pMethods;
    tables[i].counting = *file->pMethods;
    tables[i].counting.xWrite = count_write;
    tables[i].counting.xSync = count_sync;
    file->pMethods = &tables[i].counting;
    return rc;
}

void fault_install(void)
{
    below = sqlite3_vfs_find("unix");
    vfs = *below;
    vfs.zName = "fault";
    vfs.pNext = NULL;
    vfs.xOpen = count_open;
    require(sqlite3_vfs_register(&vfs, 1) == SQLITE_OK);
}

void fault_remove(void) { require(sqlite3_vfs_unregister(&vfs) == SQLITE_OK && sqlite3_vfs_register(below, 1) == SQLITE_OK); }

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
