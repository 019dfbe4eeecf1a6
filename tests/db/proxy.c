/* proxy.c - see proxy.h. */
#include "proxy.h"
#include "base/require.h"
#include "support/test.h"
#include <libpq-fe.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { LINES = 4 };

struct Proxy {
    int listener, ghost;
    pthread_t thread;
    atomic_int mode, bytes;
    atomic_bool stop;
    char folder[80];
    struct sockaddr_un server;
};

static int connect_server(const Proxy *proxy)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    require(fd >= 0 && connect(fd, (const struct sockaddr *)&proxy->server, sizeof proxy->server) == 0);
    return fd;
}

static bool deliver(int to, const char *bytes, ssize_t n)
{
    for (ssize_t done = 0; done < n;) {
        ssize_t sent = send(to, bytes + done, (size_t)(n - done), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        done += sent;
    }
    return true;
}

/* Moves what is there from one side to the other; false ends the connection. */
static bool move(Proxy *proxy, int from, int to, bool from_client)
{
    char bytes[8192];
    ssize_t n = recv(from, bytes, sizeof bytes, 0);
    if (n <= 0)
        return false;
    int mode = atomic_load(&proxy->mode);
    if (mode == PROXY_CUT_AT) {
        int left = atomic_load(&proxy->bytes);
        if (n >= left) {
            deliver(to, bytes, left);
            atomic_store(&proxy->mode, PROXY_PASS);
            return false;
        }
        atomic_store(&proxy->bytes, left - (int)n);
    } else if (mode != PROXY_PASS && from_client) {
        if (mode == PROXY_CUT_AFTER && deliver(to, bytes, n))
            n = recv(to, bytes, sizeof bytes, 0); /* the server has answered: it is done with it */
        if (mode == PROXY_GHOST)
            proxy->ghost = dup(to);
        atomic_store(&proxy->mode, PROXY_PASS);
        return false;
    }
    return deliver(to, bytes, n);
}

typedef struct {
    int client, server;
} Line;

/* false ends the line. */
static bool line_move(Proxy *proxy, const Line *line, const struct pollfd ready[2])
{
    return (!ready[0].revents || move(proxy, line->client, line->server, true)) &&
           (!ready[1].revents || move(proxy, line->server, line->client, false));
}

static void line_end(Line *line)
{
    close(line->client);
    close(line->server);
}

static void *serve(void *context)
{
    Proxy *proxy = context;
    Line lines[LINES];
    int count = 0;
    while (!atomic_load(&proxy->stop)) {
        struct pollfd ready[2 * LINES + 1];
        int at = count, kept = 0;
        for (int i = 0; i < count; i++) {
            ready[2 * i] = (struct pollfd){ .fd = lines[i].client, .events = POLLIN };
            ready[2 * i + 1] = (struct pollfd){ .fd = lines[i].server, .events = POLLIN };
        }
        ready[2 * count] = (struct pollfd){ .fd = proxy->listener, .events = count < LINES ? POLLIN : 0 };
        if (poll(ready, (nfds_t)(2 * count + 1), 20) <= 0)
            continue;
        for (int i = 0; i < at; i++) {
            if (line_move(proxy, &lines[i], &ready[2 * i]))
                lines[kept++] = lines[i];
            else
                line_end(&lines[i]);
        }
        count = kept;
        if (ready[2 * at].revents)
            lines[count++] = (Line){ accept(proxy->listener, NULL, NULL), connect_server(proxy) };
    }
    while (count)
        line_end(&lines[--count]);
    return NULL;
}

Str proxy_server(Arena *arena)
{
    PQconninfoOption *options = PQconninfoParse(getenv("SHEBAO_TEST_POSTGRES"), NULL);
    Str folder = { 0 };
    for (PQconninfoOption *option = options; option && option->keyword; option++)
        if (!strcmp(option->keyword, "host") && option->val)
            folder = str_copy(arena, str(option->val));
    PQconninfoFree(options);
    if (!folder.n || folder.p[0] != '/')
        test_fail(__FILE__, __LINE__, "SHEBAO_TEST_POSTGRES must name a Unix socket folder with host=");
    return folder;
}

Proxy *proxy_start(Arena *arena, const char *server)
{
    static int made;
    Proxy *proxy = arena_new(arena, Proxy, 1);
    proxy->server.sun_family = AF_UNIX;
    snprintf(proxy->server.sun_path, sizeof proxy->server.sun_path, "%s/.s.PGSQL.5432", server);
    snprintf(proxy->folder, sizeof proxy->folder, "%s/proxy-%d", test_scratch_dir(), made++);
    require(mkdir(proxy->folder, 0700) == 0);
    struct sockaddr_un own = { .sun_family = AF_UNIX };
    snprintf(own.sun_path, sizeof own.sun_path, "%s/.s.PGSQL.5432", proxy->folder);
    proxy->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    require(proxy->listener >= 0 && bind(proxy->listener, (const struct sockaddr *)&own, sizeof own) == 0 &&
            listen(proxy->listener, 8) == 0);
    require(pthread_create(&proxy->thread, NULL, serve, proxy) == 0);
    return proxy;
}

void proxy_arm(Proxy *proxy, ProxyMode mode, int bytes)
{
    atomic_store(&proxy->bytes, bytes);
    atomic_store(&proxy->mode, mode);
}

bool proxy_armed(Proxy *proxy) { return atomic_load(&proxy->mode) != PROXY_PASS; }
const char *proxy_folder(const Proxy *proxy) { return proxy->folder; }

void proxy_stop(Proxy *proxy)
{
    atomic_store(&proxy->stop, true);
    pthread_join(proxy->thread, NULL);
    close(proxy->listener);
    if (proxy->ghost)
        close(proxy->ghost);
}
