/* client.c - see client.h. */
#define _GNU_SOURCE
#include "client.h"
#include "http/parse.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

int client_dial(int port)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct timeval patience = { .tv_sec = 5 };
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (connect(fd, (struct sockaddr *)&to, sizeof to)) {
        close(fd);
        return -1;
    }
    return fd;
}

bool client_send(int fd, Str bytes)
{
    while (bytes.n) {
        ssize_t n = send(fd, bytes.p, bytes.n, MSG_NOSIGNAL);
        if (n <= 0)
            return false;
        bytes = str_from(bytes, (size_t)n);
    }
    return true;
}

Str answer_header(const Answer *answer, const char *name)
{
    Str rest = answer->head;
    while (rest.n) {
        Str value = str_trim(str_cut(&rest, '\n')), word = str_cut(&value, ':');
        if (value.p && parse_same_word(word, str(name)))
            return str_trim(value);
    }
    return (Str){ 0 };
}

Answer client_read(Arena *arena, int fd, bool head_only)
{
    Answer answer = { 0 };
    Buf buf = { .arena = arena };
    char byte = 0;
    while (!str_ends(buf_str(&buf), S("\r\n\r\n"))) {
        if (recv(fd, &byte, 1, 0) != 1)
            return answer;
        buf_char(&buf, byte);
    }
    answer.head = buf_str(&buf);
    int64_t n = 0;
    if (!str_int(answer_header(&answer, "content-length"), &n) || head_only)
        n = 0;
    char *body = arena_new(arena, char, (size_t)n + 1);
    for (size_t have = 0; have < (size_t)n;) {
        ssize_t got = recv(fd, body + have, (size_t)n - have, 0);
        if (got <= 0)
            return answer;
        have += (size_t)got;
    }
    answer.body = (Str){ body, (size_t)n };
    answer.status = atoi(str_z(arena, str_head(str_from(answer.head, 9), 3)));
    return answer;
}

Answer client_ask(Arena *arena, int port, Str bytes)
{
    int fd = client_dial(port);
    client_send(fd, bytes); /* may be cut off: the answer counts */
    Answer answer = client_read(arena, fd, false);
    close(fd);
    return answer;
}

bool client_closed(int fd)
{
    char bytes[4096];
    for (;;) {
        ssize_t n = recv(fd, bytes, sizeof bytes, 0);
        if (n <= 0)
            return n == 0 || (n < 0 && (errno == ECONNRESET || errno == EPIPE));
    }
}
