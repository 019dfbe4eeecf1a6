/* client.c - see client.h. */
#define _GNU_SOURCE
#include "support/client.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { PATIENCE_SECONDS = 20, HEAD_MAX = 16384, BODY_MAX = 8 << 20 };

int client_dial(int port)
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

/* A program that the server has started and that ends may interrupt a socket with patience. */
static ssize_t take(int fd, char *bytes, size_t size, int flags)
{
    ssize_t n = 0;
    do
        n = recv(fd, bytes, size, flags);
    while (n < 0 && errno == EINTR);
    return n;
}

bool client_send(int fd, Str bytes)
{
    while (bytes.n) {
        ssize_t n = send(fd, bytes.p, bytes.n, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR)
            continue;
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

/* Looks before it takes: what follows the empty line stays in the socket. */
static Str head_read(Arena *arena, int fd)
{
    char *bytes = arena_take(arena, HEAD_MAX);
    for (size_t have = 0; have < HEAD_MAX;) {
        ssize_t seen = take(fd, bytes + have, HEAD_MAX - have, MSG_PEEK);
        if (seen <= 0)
            break;
        long end = str_find((Str){ bytes, have + (size_t)seen }, S("\r\n\r\n"));
        size_t wanted = end < 0 ? (size_t)seen : (size_t)end + 4 - have;
        if (take(fd, bytes + have, wanted, 0) != (ssize_t)wanted)
            break;
        have += wanted;
        if (end >= 0)
            return (Str){ bytes, have };
    }
    return (Str){ 0 };
}

Reply client_read(Arena *arena, int fd, bool head_only)
{
    Reply reply = { .head = head_read(arena, fd) };
    int64_t length = 0;
    if (reply.head.n < 12)
        return reply;
    if (head_only || !str_int(reply_header(&reply, "content-length"), &length))
        length = 0;
    if (length < 0 || length > BODY_MAX)
        return reply;
    char *body = arena_take(arena, (size_t)length + 1);
    for (size_t have = 0; have < (size_t)length;) {
        ssize_t got = take(fd, body + have, (size_t)length - have, 0);
        if (got <= 0)
            return reply;
        have += (size_t)got;
    }
    reply.body = (Str){ body, (size_t)length };
    reply.status = atoi(reply.head.p + 9);
    return reply;
}

/* A server that ends a connection on purpose may close it while we still send: what it said before counts. */
Reply client_ask(Arena *arena, int port, Str bytes)
{
    int fd = client_dial(port);
    if (fd < 0)
        return (Reply){ 0 };
    client_send(fd, bytes);
    Reply reply = client_read(arena, fd, str_starts(bytes, S("HEAD ")));
    close(fd);
    return reply;
}

bool client_closed(int fd)
{
    char bytes[4096];
    for (;;) {
        ssize_t n = take(fd, bytes, sizeof bytes, 0);
        if (n <= 0)
            return n == 0 || (n < 0 && (errno == ECONNRESET || errno == EPIPE));
    }
}

Str request_post(Arena *arena, const char *path, Str token, Str id, Str body)
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
