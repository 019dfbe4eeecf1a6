/* folder.c - the folder of an SQLite bureau: bureau.db and blobs/. Whoever writes holds a lock on the folder
 * itself, so that a second program is refused before it has touched anything. */
#define _GNU_SOURCE
#include "db/lite.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

/* File systems of other machines: neither their locks nor their shared memory can be relied on. */
static bool is_remote(int fd)
{
    enum { NFS = 0x6969, SMB = 0x517B };
    static const uint32_t others[] = { NFS, SMB, 0xFF534D42u /* CIFS */, 0xFE534D42u /* SMB2 */ };
    struct statfs fs;
    if (fstatfs(fd, &fs) != 0)
        return false;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if ((uint32_t)fs.f_type == others[i])
            return true;
    return false;
}

/* Makes a folder and those above it. */
static bool make_folders(char *path)
{
    for (char *p = path + 1;; p++) {
        if (*p && *p != '/')
            continue;
        char kept = *p;
        *p = 0;
        bool there = mkdir(path, 0700) == 0 || errno == EEXIST;
        *p = kept;
        if (!there)
            return false;
        if (!kept)
            return true;
    }
}

static void sync_folder(Arena *arena, Str path)
{
    int fd = open(str_z(arena, path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    if (fsync(fd) != 0)
        log_line(LOG_WARN, "database", "fsync of a folder failed: %s", strerror(errno));
    close(fd);
}

static Err make_writer(Db *db, Str folder, int fd, Why *why)
{
    if (flock(fd, LOCK_EX | LOCK_NB) != 0)
        return refuse(why, ERR_BUSY, NULL, "另一个程序正在使用此数据库，请先停止它（" STR_FMT "）。",
                      "Another program is writing this bureau; stop it first (" STR_FMT ").", STR_ARG(folder));
    int file = openat(fd, "bureau.db", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0 || (mkdirat(fd, "blobs", 0700) != 0 && errno != EEXIST)) {
        const char *reason = strerror(errno);
        if (file >= 0)
            close(file);
        return refuse_engine(why, reason);
    }
    close(file);
    sync_folder(db->life, folder);
    sync_folder(db->life, str_format(db->life, STR_FMT "/..", STR_ARG(folder)));
    return OK;
}

Err folder_open(Db *db, Str folder, int *lock_fd, Why *why)
{
    char *path = (char *)str_z(db->life, folder);
    if (db->mode == DB_WRITER && !make_folders(path))
        return refuse_engine(why, strerror(errno));
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0 || (db->mode != DB_WRITER && faccessat(fd, "bureau.db", F_OK, 0) != 0)) {
        if (fd >= 0)
            close(fd);
        return refuse(why, ERR_BAD_FIELD, "db", "文件夹 " STR_FMT " 中没有数据库，请先启动主程序。",
                      "The folder " STR_FMT " holds no bureau; start the writer first.", STR_ARG(folder));
    }
    Err err = is_remote(fd) ? refuse(why, ERR_BAD_FIELD, "db", "数据库不能放在网络文件系统上，请改用本机磁盘。",
                                     "A bureau cannot live on a network file system; use a local disk.")
              : db->mode == DB_WRITER ? make_writer(db, folder, fd, why)
                                      : OK;
    if (err != OK || db->mode != DB_WRITER) {
        close(fd);
        fd = -1;
    }
    if (err == OK)
        *lock_fd = fd;
    return err;
}
