/* real.c - see real.h. */
#define _GNU_SOURCE
#include "real.h"
#include "base/require.h"
#include "core/token.h"
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

enum { START_MS = 20000, PATIENCE_SECONDS = 20, HEAD_MAX = 16384 };

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

int dial(int port)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;
    struct timeval patience = { .tv_sec = PATIENCE_SECONDS };
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(fd, (struct sockaddr *)&to, sizeof to) == 0)
        return fd;
    close(fd);
    return -1;
}

bool put(int fd, Str bytes)
{
    while (bytes.n) {
        ssize_t n = send(fd, bytes.p, bytes.n, MSG_NOSIGNAL);
        if (n <= 0)
            return false;
        bytes = str_from(bytes, (size_t)n);
    }
    return true;
}

Str reply_header(const Reply *reply, const char *name)
{
    Str rest = reply->head;
    while (rest.n) {
        Str value = str_trim(str_cut(&rest, '\n')), word = str_cut(&value, ':');
        if (value.p && word.n == strlen(name) && !strncasecmp(word.p, name, word.n))
            return str_trim(value);
    }
    return (Str){ 0 };
}

/* A server that ends a connection on purpose may close it while we still send: what it said before counts. */
Reply reply_read(Arena *arena, int fd)
{
    Reply reply = { 0 };
    char *bytes = arena_take(arena, HEAD_MAX);
    size_t n = 0;
    long end = -1;
    while (end < 0) {
        ssize_t got = n < HEAD_MAX ? recv(fd, bytes + n, HEAD_MAX - n, 0) : 0;
        if (got <= 0)
            return reply;
        n += (size_t)got;
        end = str_find((Str){ bytes, n }, S("\r\n\r\n"));
    }
    reply.head = (Str){ bytes, (size_t)end + 2 };
    int64_t length = 0;
    if (!str_int(reply_header(&reply, "content-length"), &length) || length < 0 || length > 8 << 20)
        return reply;
    char *body = arena_take(arena, (size_t)length + 1);
    size_t have = n - (size_t)end - 4;
    if (have > (size_t)length)
        return reply;
    memcpy(body, bytes + end + 4, have);
    while (have < (size_t)length) {
        ssize_t got = recv(fd, body + have, (size_t)length - have, 0);
        if (got <= 0)
            return reply;
        have += (size_t)got;
    }
    reply.body = (Str){ body, (size_t)length };
    reply.status = atoi(bytes + 9);
    return reply;
}

Reply reply_ask(Arena *arena, int port, Str bytes)
{
    int fd = dial(port);
    if (fd < 0)
        return (Reply){ 0 };
    put(fd, bytes);
    Reply reply = reply_read(arena, fd);
    close(fd);
    return reply;
}

Str post(Arena *arena, const char *path, Str token, Str id, Str body)
{
    Buf out = { .arena = arena };
    buf_format(&out, "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n", path, body.n);
    if (token.n)
        buf_format(&out, "Authorization: Bearer " STR_FMT "\r\n", STR_ARG(token));
    if (id.n)
        buf_format(&out, "Idempotency-Key: " STR_FMT "\r\n", STR_ARG(id));
    buf_add(&out, S("\r\n"));
    buf_add(&out, body);
    return buf_str(&out);
}
