/* real.c - see real.h. */
#define _GNU_SOURCE
#include "real.h"
#include "base/require.h"
#include "core/token.h"
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { START_MS = 20000 };

bool real_found(Real *real, Str url)
{
    *real = (Real){ .binary = getenv("SHEBAO_BINARY"), .url = url };
    if (!real->binary || access(real->binary, X_OK) != 0)
        test_fail(__FILE__, __LINE__, "SHEBAO_BINARY does not name the program");
    return url.p && real->binary && access(real->binary, X_OK) == 0;
}

/* In the child: the program, which ends with this test. */
static void become(const Real *real, const char *word, int out)
{
    char url[600];
    snprintf(url, sizeof url, STR_FMT, STR_ARG(real->url));
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (out >= 0)
        dup2(out, STDOUT_FILENO);
    if (!strcmp(word, "serve"))
        execl(real->binary, real->binary, word, "--db", url, "--listen", "127.0.0.1:0", "--threads", "2", NULL);
    else
        execl(real->binary, real->binary, word, "--db", url, NULL);
    _exit(127);
}

/* The port in the first line that the program writes, or 0. */
static int port_read(int fd)
{
    char line[200] = { 0 };
    for (size_t n = 0; n + 1 < sizeof line;) {
        struct pollfd waits = { .fd = fd, .events = POLLIN };
        if (poll(&waits, 1, START_MS) <= 0 || read(fd, line + n, 1) != 1)
            return 0;
        if (line[n++] == '\n')
            break;
    }
    const char *colon = strrchr(line, ':');
    return colon ? atoi(colon + 1) : 0;
}

bool real_start(Real *real)
{
    int ends[2];
    require(pipe2(ends, O_CLOEXEC) == 0);
    real->pid = fork();
    require(real->pid >= 0);
    if (real->pid == 0)
        become(real, "serve", ends[1]);
    close(ends[1]);
    real->port = port_read(ends[0]);
    close(ends[0]);
    if (real->port)
        return true;
    test_fail(__FILE__, __LINE__, "the server did not start");
    real_end(real, SIGKILL);
    return false;
}

static int code_of(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status); }

int real_end(Real *real, int with)
{
    int status = 0;
    kill(real->pid, with);
    require(waitpid(real->pid, &status, 0) == real->pid);
    real->pid = 0;
    return code_of(status);
}

bool real_alive(const Real *real)
{
    siginfo_t info = { 0 };
    return waitid(P_PID, (id_t)real->pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == 0;
}

int real_run(const Real *real, const char *word)
{
    int status = 0;
    fflush(NULL);
    pid_t child = fork();
    require(child >= 0);
    if (child == 0)
        become(real, word, -1);
    require(waitpid(child, &status, 0) == child);
    return code_of(status);
}

Str real_token(Arena *arena, Str url)
{
    Bureau bureau;
    Str token = { 0 };
    Why why = { .arena = arena };
    Actor actor = { .role = ROLE_ADMIN, .user = S("load"), .org = S("office") };
    BureauOptions options = { .url = url, .mode = DB_WRITER, .seed = S("load") };
    bool ok = bureau_open(&bureau, &options, &why) == OK && db_begin(bureau.db) == OK &&
              token_new(&bureau, arena, &actor, S("load"), &token) == OK && db_commit(bureau.db) == OK;
    if (!ok)
        test_fail(__FILE__, __LINE__, "no token: %.*s", STR_ARG(why.en));
    bureau_close(&bureau);
    return token;
}
