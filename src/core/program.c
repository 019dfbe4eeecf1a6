/* program.c - see program.h. The message lies in a file without a name: a program that does not read it cannot make us
 * wait, and one that reads only half of it breaks no pipe. */
#define _GNU_SOURCE
#include "core/program.h"
#include "journal/delivery.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SLICE_MS = 100, FIRST_OTHER_FILE = 3 };

static int file_of(Str input)
{
    int fd = memfd_create("message", MFD_CLOEXEC);
    for (size_t at = 0; fd >= 0 && at < input.n;) {
        ssize_t n = write(fd, input.p + at, input.n - at);
        if (n <= 0) {
            close(fd);
            return -1;
        }
        at += (size_t)n;
    }
    if (fd >= 0)
        lseek(fd, 0, SEEK_SET);
    return fd;
}

/* Our environment with the id in it. */
static char **environment(Arena *arena, Str id)
{
    Str name = S("SHEBAO_MESSAGE_ID=");
    size_t count = 0, n = 0;
    while (environ[count])
        count++;
    char **list = arena_new(arena, char *, count + 2);
    for (size_t i = 0; i < count; i++)
        if (!str_starts(str(environ[i]), name))
            list[n++] = environ[i];
    list[n] = (char *)(uintptr_t)str_z(arena, str_format(arena, STR_FMT STR_FMT, STR_ARG(name), STR_ARG(id)));
    return list;
}

/* Our threads hold back signals and ignore SIGPIPE; the program shall not inherit that. */
static bool start(char *const *words, char *const *names, int in, pid_t *pid)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&how);
    posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&files, FIRST_OTHER_FILE);
    posix_spawnattr_setpgroup(&how, 0);
    posix_spawnattr_setsigmask(&how, &none);
    posix_spawnattr_setsigdefault(&how, &all);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    bool started = posix_spawn(pid, "/bin/sh", &files, &how, words, names) == 0;
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&how);
    return started;
}

static int64_t clock_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* 0: it has ended by itself. */
static int64_t wait_for_end(pid_t pid, int timeout_ms, const atomic_bool *stop)
{
    int64_t until = clock_ms() + timeout_ms;
    int fd = pidfd_open(pid, 0);
    struct pollfd end = { .fd = fd, .events = POLLIN };
    int64_t answer = DELIVERY_TIMEOUT;
    while (answer == DELIVERY_TIMEOUT && clock_ms() < until) {
        if (stop && atomic_load(stop))
            answer = PROGRAM_STOPPED;
        else if (poll(&end, fd >= 0 ? 1 : 0, SLICE_MS) > 0)
            answer = 0;
    }
    if (fd >= 0)
        close(fd);
    return answer;
}

int64_t program_run(Arena *arena, const char *command, Str id, Str input, int timeout_ms, const atomic_bool *stop)
{
    char shell[] = "sh", flag[] = "-c";
    char *words[] = { shell, flag, (char *)(uintptr_t)command, NULL };
    char **names = environment(arena, id);
    pid_t pid = 0;
    int in = file_of(input), status = 0;
    bool started = in >= 0 && start(words, names, in, &pid);
    if (in >= 0)
        close(in);
    if (!started)
        return DELIVERY_NOT_STARTED;
    int64_t answer = wait_for_end(pid, timeout_ms, stop);
    if (answer)
        kill(-pid, SIGKILL); /* the group that it leads, and no other */
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    if (answer)
        return answer;
    return WIFEXITED(status) ? WEXITSTATUS(status) : DELIVERY_SIGNAL + WTERMSIG(status);
}
