/* bench_start.c - from exec to the first /readyz that says yes, with the record of a city: fresh, and after kill -9 with
 * a log full of commands. The yardstick starts the same program to print its version. */
#define _GNU_SOURCE
#include "load.h"
#include "population.h"
#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PERSONS = 100000, READY_BOUND_MS = 20000, LOG_BYTES = 18 << 20 };

static int free_port(void)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
    socklen_t size = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    int port = 0;
    if (fd >= 0 && bind(fd, (struct sockaddr *)&at, sizeof at) == 0 && getsockname(fd, (struct sockaddr *)&at, &size) == 0)
        port = ntohs(at.sin_port);
    if (fd >= 0)
        close(fd);
    return port;
}

static bool is_ready(int port)
{
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr = { htonl(INADDR_LOOPBACK) } };
    static const char ask[] = "GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    char answer[64] = { 0 };
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    bool ready = fd >= 0 && connect(fd, (struct sockaddr *)&to, sizeof to) == 0 &&
                 send(fd, ask, sizeof ask - 1, MSG_NOSIGNAL) > 0 && recv(fd, answer, sizeof answer - 1, 0) > 12 &&
                 !strncmp(answer, "HTTP/1.1 200", 12);
    if (fd >= 0)
        close(fd);
    return ready;
}

/* Not fork(): what this program has in memory by now would be counted as part of the start. */
static pid_t start(const char *program, const char *const *words)
{
    pid_t pid = 0;
    posix_spawn_file_actions_t quiet;
    posix_spawn_file_actions_init(&quiet);
    posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_RDWR, 0);
    posix_spawn_file_actions_addopen(&quiet, 2, "/dev/null", O_RDWR, 0);
    if (posix_spawn(&pid, program, &quiet, NULL, (char *const *)(uintptr_t)words, environ) != 0)
        pid = 0;
    posix_spawn_file_actions_destroy(&quiet);
    return pid;
}

/* Starts the server and waits until it is ready; the time in *ns. 0: it never was. */
static pid_t serve(const BenchOptions *options, const char *folder, int *port, int64_t *ns)
{
    *port = free_port();
    const char *listen = str_format(options->arena, "127.0.0.1:%d", *port).p;
    const char *words[] = { "shebao", "serve", "--db", folder, "--listen", listen, NULL };
    int64_t began = bench_now_ns();
    pid_t pid = start(options->program, words);
    while (pid > 0 && !is_ready(*port)) {
        if (bench_now_ns() - began > (int64_t)READY_BOUND_MS * 1000000 || waitpid(pid, NULL, WNOHANG) == pid)
            return 0;
        usleep(200);
    }
    *ns = bench_now_ns() - began;
    return pid;
}

static int64_t resident_kib(const BenchOptions *options, pid_t pid)
{
    char line[256];
    int64_t kib = 0;
    FILE *file = fopen(str_format(options->arena, "/proc/%d/status", (int)pid).p, "r");
    while (file && fgets(line, sizeof line, file))
        if (!strncmp(line, "VmRSS:", 6))
            sscanf(line + 6, "%lld", (long long *)&kib);
    if (file)
        fclose(file);
    return kib;
}

static void stop(pid_t pid, int how)
{
    kill(pid, how);
    waitpid(pid, NULL, 0);
}

static int64_t version_ns(const BenchOptions *options)
{
    const char *words[] = { "shebao", "--version", NULL };
    int64_t began = bench_now_ns();
    waitpid(start(options->program, words), NULL, 0);
    return bench_now_ns() - began;
}

/* Fills the log as far as it goes before it starts again, in a child that is killed in the middle of its work. */
static bool fill_log(const BenchOptions *options, const char *folder)
{
    pid_t pid = fork();
    if (pid == 0) {
        Arena arena = arena_make((size_t)1 << 30);
        Bureau bureau;
        Why why = { .arena = &arena };
        BureauOptions how = { .url = str(folder), .mode = DB_WRITER };
        if (bureau_open(&bureau, &how, &why) != OK || db_begin(bureau.db) != OK)
            _exit(1);
        for (int64_t i = 0; db_wal_bytes(bureau.db) < LOG_BYTES && i < 400; i++) {
            for (int k = 0; k < 500; k++)
                if (store_thing_put(&bureau.store, THING_CARD_ID, str_format(&arena, "%032lld", (long long)(i * 500 + k)), 1, 1) !=
                    OK)
                    _exit(1);
            if (db_commit(bureau.db) != OK || db_begin(bureau.db) != OK)
                _exit(1);
        }
        kill(getpid(), SIGKILL);
    }
    int how = 0;
    (void)options;
    return waitpid(pid, &how, 0) == pid && WIFSIGNALED(how);
}

bool bench_start(const BenchOptions *options, BenchResult *out)
{
    Arena *arena = options->arena;
    Population *population = arena_new(arena, Population, 1);
    Str folder = str_format(arena, "%s/start", options->scratch);
    int64_t persons = options->size ? options->size : PERSONS, ready_us[ROUNDS_MAX], killed_us[ROUNDS_MAX], kib = 0;
    Bureau bureau;
    Why why = { .arena = arena };
    BureauOptions how = { .url = folder, .mode = DB_WRITER, .seed = S("bench") };
    if (!population_make(arena, population) || bureau_open(&bureau, &how, &why) != OK ||
        !population_load(arena, population, &bureau, persons))
        return false;
    bureau_close(&bureau);
    out->unit = "starts/s";
    out->yardstick_is = "the same program printing its version";
    out->target = 20;
    out->rounds = options->rounds;
    for (int i = 0; i < options->rounds; i++) {
        int port = 0;
        int64_t ns = 0;
        out->yardsticks[i] = bench_rate(1, version_ns(options));
        pid_t pid = serve(options, folder.p, &port, &ns);
        if (!pid)
            return false;
        kib = resident_kib(options, pid);
        out->figures[i] = bench_rate(1, ns);
        ready_us[i] = ns / 1000;
        stop(pid, SIGTERM);
        if (!fill_log(options, folder.p) || !(pid = serve(options, folder.p, &port, &ns)))
            return false;
        killed_us[i] = ns / 1000;
        stop(pid, SIGTERM);
    }
    bench_extra(out, "ready_us", "us", bench_median(ready_us, out->rounds), 50000, true);
    bench_extra(out, "resident_kib", "KiB", kib, 32 * 1024, true);
    bench_extra(out, "ready_after_kill_us", "us", bench_median(killed_us, out->rounds), 500000, true);
    return true;
}
