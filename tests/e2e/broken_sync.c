/* broken_sync.c - a disk that cannot write any more: loaded before the program (LD_PRELOAD), it makes every fsync fail with
 * EIO while the file that SHEBAO_BROKEN_SYNC names is there. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

static int broken(void)
{
    const char *path = getenv("SHEBAO_BROKEN_SYNC");
    return path && access(path, F_OK) == 0;
}

int fsync(int fd)
{
    if (broken()) {
        errno = EIO;
        return -1;
    }
    return (int)syscall(SYS_fsync, fd);
}

int fdatasync(int fd)
{
    if (broken()) {
        errno = EIO;
        return -1;
    }
    return (int)syscall(SYS_fdatasync, fd);
}
