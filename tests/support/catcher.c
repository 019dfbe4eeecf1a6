/* catcher.c - see catcher.h. */
#include "support/catcher.h"
#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

static Str head_of(const Catcher *catcher, size_t i, Str *body)
{
    Str whole = { catcher->bytes[i], catcher->sizes[i] };
    long end = str_find(whole, S("\r\n\r\n"));
    *body = end < 0 ? (Str){ 0 } : str_from(whole, (size_t)end + 4);
    return end < 0 ? (Str){ 0 } : str_head(whole, (size_t)end + 2);
}

Str catcher_header(const Catcher *catcher, size_t i, const char *name)
{
    Str body, head = head_of(catcher, i, &body);
    while (head.n) {
        Str value = str_cut(&head, '\n'), word = str_cut(&value, ':');
        if (str_is(word, name))
            return str_trim(value);
    }
    return (Str){ 0 };
}

Str catcher_body(const Catcher *catcher, size_t i)
{
    Str body;
    head_of(catcher, i, &body);
    return body;
}

static bool is_whole(const Catcher *catcher, size_t i)
{
    int64_t length = 0;
    return str_int(catcher_header(catcher, i, "Content-Length"), &length) && catcher_body(catcher, i).n >= (size_t)length;
}

static void take(Catcher *catcher, int fd)
{
    size_t i = catcher->count;
    int status = catcher->statuses[i < catcher->status_count ? i : catcher->status_count - 1];
    char answer[100] = "gopher says hello\r\n\r\n";
    if (i >= CATCHER_MAX)
        return;
    catcher->sizes[i] = 0;
    while (!is_whole(catcher, i) && catcher->sizes[i] < CATCHER_BYTES) {
        ssize_t n = recv(fd, catcher->bytes[i] + catcher->sizes[i], CATCHER_BYTES - catcher->sizes[i], 0);
        if (n <= 0)
            break;
        catcher->sizes[i] += (size_t)n;
    }
    catcher->count++;
    if (status > 1)
        snprintf(answer, sizeof answer, "HTTP/1.1 %d As Told\r\nContent-Length: 0\r\n\r\n", status);
    if (status)
        (void)!send(fd, answer, strlen(answer), MSG_NOSIGNAL);
}

static void *run(void *context)
{
    Catcher *catcher = context;
    struct pollfd ready = { .fd = catcher->listener, .events = POLLIN };
    while (!atomic_load(&catcher->stop)) {
        int fd = poll(&ready, 1, 50) > 0 ? accept(catcher->listener, NULL, NULL) : -1;
        if (fd < 0)
            continue;
        take(catcher, fd);
        close(fd);
    }
    return NULL;
}

bool catcher_start(Catcher *catcher, const int *statuses, size_t count)
{
    struct sockaddr_in here = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof here;
    memset(catcher, 0, sizeof *catcher);
    catcher->statuses = statuses;
    catcher->status_count = count;
    catcher->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (catcher->listener < 0 || bind(catcher->listener, (struct sockaddr *)&here, sizeof here) != 0 ||
        listen(catcher->listener, 16) != 0 || getsockname(catcher->listener, (struct sockaddr *)&here, &size) != 0)
        return false;
    catcher->port = ntohs(here.sin_port);
    return pthread_create(&catcher->thread, NULL, run, catcher) == 0;
}

void catcher_stop(Catcher *catcher)
{
    atomic_store(&catcher->stop, true);
    pthread_join(catcher->thread, NULL);
    close(catcher->listener);
}
