/* blob.c - papers and photos, by their SHA-256. In a folder: blobs/ab/cdef..., written beside, made durable
 * and renamed, so that a name always stands for whole bytes. Elsewhere: rows of an own table. */
#define _GNU_SOURCE
#include "db/engine.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

TABLE(db_blob, TABLE_OWN, 1, "hash b, bytes b", "hash", NULL)

SQL(blob_insert, "bb", "", "INSERT INTO db_blob (hash, bytes) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING")
SQL(blob_select, "b", "b", "SELECT bytes FROM db_blob WHERE hash = $1 ORDER BY hash")

SQL(blob_length, "b", "i", "SELECT CAST(length(bytes) AS BIGINT) FROM db_blob WHERE hash = $1 ORDER BY hash")

enum { NAME_BYTES = 80 };

/* "blobs/ab" and "blobs/ab/cdef...". */
static void blob_names(const Hash *hash, char folder[NAME_BYTES], char file[NAME_BYTES])
{
    int n = snprintf(folder, NAME_BYTES, "blobs/%02x", hash->b[0]);
    memcpy(file, folder, (size_t)n);
    file[n++] = '/';
    for (int i = 1; i < HASH_BYTES; i++)
        n += snprintf(file + n, NAME_BYTES - (size_t)n, "%02x", hash->b[i]);
}

static bool write_all(int fd, Str bytes)
{
    while (bytes.n) {
        ssize_t n = write(fd, bytes.p, bytes.n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        bytes = str_from(bytes, (size_t)n);
    }
    return true;
}

static bool sync_name(int root, const char *name)
{
    int fd = openat(root, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return ok;
}

static bool write_beside(int root, const char *beside, Str bytes)
{
    int fd = openat(root, beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return false;
    bool ok = write_all(fd, bytes) && fsync(fd) == 0;
    return close(fd) == 0 && ok;
}

static bool file_put(int root, const Hash *hash, Str bytes)
{
    char folder[NAME_BYTES], file[NAME_BYTES], beside[NAME_BYTES];
    blob_names(hash, folder, file);
    struct stat there;
    if (fstatat(root, file, &there, 0) != 0 || (size_t)there.st_size != bytes.n) {
        uint64_t number;
        random_bytes(&number, sizeof number);
        snprintf(beside, sizeof beside, "blobs/new-%016llx", (unsigned long long)number);
        if ((mkdirat(root, folder, 0700) != 0 && errno != EEXIST) || !write_beside(root, beside, bytes) ||
            renameat(root, beside, root, file) != 0) {
            int reason = errno;
            unlinkat(root, beside, 0);
            errno = reason;
            return false;
        }
    }
    /* Also when the file was there: the one who wrote it may not have come this far. */
    return sync_name(root, folder) && sync_name(root, "blobs");
}

static int open_root(const Db *db)
{
    char path[4096];
    if (snprintf(path, sizeof path, STR_FMT, STR_ARG(db->folder)) >= (int)sizeof path)
        return -1;
    return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static Err row_put(Db *db, const Hash *hash, Str bytes)
{
    const Val vals[] = { val_b(hash_str(hash)), val_b(bytes) };
    if (db->state != DB_IDLE)
        return db_run(db, &blob_insert, vals);
    /* Alone, and by a reader's handle too: photos are taken in before their command is queued. */
    db->lone_write = true;
    bool ok = db_begin(db) == OK;
    ok = ok && db_run(db, &blob_insert, vals) == OK && db_commit(db) == OK;
    db_rollback(db);
    db->lone_write = false;
    return ok ? OK : ERR_BUSY;
}

Err db_blob_put(Db *db, Str bytes, Hash *out)
{
    require(db->state == DB_IDLE || db->mode == DB_WRITER);
    Hash hash = hash_of(bytes);
    if (!db->folder.n) {
        TRY(row_put(db, &hash, bytes));
    } else {
        int root = open_root(db);
        bool ok = root >= 0 && file_put(root, &hash, bytes);
        int reason = errno;
        if (root >= 0)
            close(root);
        if (!ok)
            return db_fail(db, "blob", strerror(reason));
    }
    *out = hash;
    return OK;
}

static Err row_get(Db *db, Arena *arena, const Hash *hash, Str *out)
{
    Rows rows;
    TRY(db_rows(db, arena, &blob_select, VALS(val_b(hash_str(hash))), &rows));
    if (!rows.count)
        return ERR_UNKNOWN_ID;
    *out = cell(&rows, 0, 0)->s;
    return OK;
}

static bool read_all(const char *path, Str bytes)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    size_t n = 0;
    while (fd >= 0 && n < bytes.n) {
        ssize_t got = read(fd, (char *)bytes.p + n, bytes.n - n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        n += (size_t)got;
    }
    if (fd >= 0)
        close(fd);
    return fd >= 0 && n == bytes.n;
}

static Err file_get(Db *db, Arena *arena, const Hash *hash, Str *out)
{
    char folder[NAME_BYTES], file[NAME_BYTES];
    blob_names(hash, folder, file);
    Str path = str_format(arena, STR_FMT "/%s", STR_ARG(db->folder), file);
    struct stat there;
    if (stat(path.p, &there) != 0)
        return errno == ENOENT ? ERR_UNKNOWN_ID : db_fail(db, "blob", strerror(errno));
    Str bytes = { arena_new(arena, char, (size_t)there.st_size + 1), (size_t)there.st_size };
    if (!read_all(path.p, bytes))
        return db_fail(db, "blob", strerror(errno));
    *out = bytes;
    return OK;
}

Err db_blob_get(Db *db, Arena *arena, const Hash *hash, Str *out)
{
    Str bytes = { 0 };
    TRY(db->folder.n ? file_get(db, arena, hash, &bytes) : row_get(db, arena, hash, &bytes));
    Hash now = hash_of(bytes);
    if (!hash_eq(&now, hash)) {
        log_line(LOG_ERROR, "blob", "a stored file is not what its name says");
        return ERR_CONFLICT;
    }
    *out = bytes;
    return OK;
}

Err db_blob_size(Db *db, Arena *arena, const Hash *hash, int64_t *out)
{
    char folder[NAME_BYTES], file[NAME_BYTES];
    struct stat there;
    Rows rows;
    if (db->folder.n) {
        blob_names(hash, folder, file);
        if (stat(str_format(arena, STR_FMT "/%s", STR_ARG(db->folder), file).p, &there) != 0)
            return errno == ENOENT ? ERR_UNKNOWN_ID : db_fail(db, "blob", strerror(errno));
        *out = (int64_t)there.st_size;
        return OK;
    }
    TRY(db_rows(db, arena, &blob_length, VALS(val_b(hash_str(hash))), &rows));
    if (!rows.count)
        return ERR_UNKNOWN_ID;
    *out = cell(&rows, 0, 0)->i;
    return OK;
}
