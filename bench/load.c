/* load.c - see load.h. */
#define _GNU_SOURCE
#include "load.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { REQUEST_BYTES = 4096, ANSWER_BYTES = 1 << 18, PATIENCE_S = 10 };
#define NS_S INT64_C(1000000000)

typedef struct {
    int fd;
    bool busy;
    int64_t started;
    size_t got;
    char *answer;
} Link;

typedef struct {
    const LoadOptions *options;
    Link *links;
    int epoll;
    int64_t sent, answered, refused, next_at;
    uint32_t *us; /* latencies */
} Load;

static bool link_open(Load *load, int i)
{
    struct sockaddr_in to = { .sin_family = AF_INET,
                              .sin_port = htons((uint16_t)load->options->port),
                              .sin_addr = { htonl(INADDR_LOOPBACK) } };
    int one = 1;
    Link *link = &load->links[i];
    link->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (link->fd < 0 || connect(link->fd, (struct sockaddr *)&to, sizeof to) != 0)
        return false;
    setsockopt(link->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    struct epoll_event event = { .events = EPOLLIN, .data.u32 = (uint32_t)i };
    return epoll_ctl(load->epoll, EPOLL_CTL_ADD, link->fd, &event) == 0;
}

/* `due`: when it should have left, from where its latency counts; 0 = now. */
static bool link_send(Load *load, Link *link, int64_t due)
{
    char request[REQUEST_BYTES];
    if (load->sent >= load->options->requests)
        return true;
    size_t n = load->options->make(load->options->context, load->sent++, request, sizeof request);
    link->busy = true;
    link->got = 0;
    link->started = due ? due : bench_now_ns();
    return send(link->fd, request, n, MSG_NOSIGNAL) == (ssize_t)n;
}

/* Whether the answer is complete: head, and as many bytes as Content-Length says. */
static bool answer_complete(const Link *link)
{
    const char *end = memmem(link->answer, link->got, "\r\n\r\n", 4);
    const char *length = end ? strcasestr(link->answer, "content-length:") : NULL;
    return length && length < end && link->got >= (size_t)(end + 4 - link->answer) + (size_t)strtoul(length + 15, NULL, 10);
}

static bool link_read(Load *load, Link *link)
{
    ssize_t n = recv(link->fd, link->answer + link->got, ANSWER_BYTES - 1 - link->got, 0);
    if (n <= 0)
        return false;
    link->got += (size_t)n;
    link->answer[link->got] = 0;
    if (!answer_complete(link))
        return true;
    load->us[load->answered++] = (uint32_t)((bench_now_ns() - link->started) / 1000);
    load->refused += strncmp(link->answer, "HTTP/1.1 200", 12) != 0;
    link->busy = false;
    return load->options->pause_ns || link_send(load, link, 0);
}

/* At a given pace, requests leave on time on whichever connection is free. */
static bool pace(Load *load)
{
    int64_t now = bench_now_ns();
    for (int i = 0; load->options->pause_ns && load->next_at <= now && i < load->options->connections; i++) {
        if (load->links[i].busy)
            continue;
        if (!link_send(load, &load->links[i], load->next_at))
            return false;
        load->next_at += load->options->pause_ns;
    }
    return true;
}

static int by_us(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* How long nothing is due, or when to look again while every connection is busy: the processor is the server's meanwhile. */
static int64_t rest_ns(const Load *load)
{
    int64_t rest = load->next_at - bench_now_ns();
    if (!load->options->pause_ns || load->sent >= load->options->requests)
        return PATIENCE_S * NS_S;
    return rest > 0 ? rest : NS_S / 1000;
}

static bool load_loop(Load *load)
{
    struct epoll_event events[64];
    while (load->answered < load->options->requests) {
        if (!pace(load))
            return false;
        int64_t rest = rest_ns(load);
        int n = epoll_pwait2(load->epoll, events, 64, &(struct timespec){ rest / NS_S, rest % NS_S }, NULL);
        if (n == 0 && rest > NS_S)
            return false;
        for (int i = 0; i < n; i++)
            if (!link_read(load, &load->links[events[i].data.u32]))
                return false;
    }
    return true;
}

bool load_run(Arena *arena, const LoadOptions *options, LoadResult *out)
{
    Load load = { .options = options, .epoll = epoll_create1(0), .next_at = bench_now_ns() };
    load.links = arena_new(arena, Link, (size_t)options->connections);
    load.us = arena_new(arena, uint32_t, (size_t)options->requests + 1);
    bool fine = true;
    for (int i = 0; fine && i < options->connections; i++) {
        load.links[i].answer = arena_new(arena, char, ANSWER_BYTES);
        fine = link_open(&load, i);
    }
    int64_t start = bench_now_ns();
    for (int i = 0; fine && !options->pause_ns && i < options->connections; i++)
        fine = link_send(&load, &load.links[i], 0);
    fine = fine && load_loop(&load);
    out->ns = bench_now_ns() - start;
    if (!fine)
        fprintf(stderr, "load: a connection failed after %lld answers: %s\n", (long long)load.answered, strerror(errno));
    for (int i = 0; i < options->connections; i++)
        if (load.links[i].fd > 0)
            close(load.links[i].fd);
    close(load.epoll);
    qsort(load.us, (size_t)load.answered, sizeof *load.us, by_us);
    out->answered = load.answered;
    out->refused = load.refused;
    out->p50_us = load.answered ? load.us[load.answered / 2] : 0;
    out->p99_us = load.answered ? load.us[load.answered * 99 / 100] : 0;
    return fine;
}
