/* listen.c - listening sockets: one for each thread on the same port, so that the kernel spreads connections and
 * no lock is shared (SO_REUSEPORT). The first is bound without that option: a second bureau on the same port must
 * be told so instead of sharing our clients. */
#define _GNU_SOURCE
#include "http/internal.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 1024 };

typedef struct {
    union {
        struct sockaddr any;
        struct sockaddr_in v4;
        struct sockaddr_in6 v6;
    } name;
    socklen_t size;
} Address;

static bool address_read(const char *text, int port, Address *out)
{
    Address address = { 0 };
    if (inet_pton(AF_INET, text, &address.name.v4.sin_addr) == 1) {
        address.name.v4.sin_family = AF_INET;
        address.name.v4.sin_port = htons((uint16_t)port);
        address.size = sizeof address.name.v4;
    } else if (inet_pton(AF_INET6, text, &address.name.v6.sin6_addr) == 1) {
        address.name.v6.sin6_family = AF_INET6;
        address.name.v6.sin6_port = htons((uint16_t)port);
        address.size = sizeof address.name.v6;
    } else {
        return false;
    }
    *out = address;
    return true;
}

/* A listening socket, or -1 with errno. */
static int listen_one(const Address *address, bool first)
{
    int fd = socket(address->name.any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), on = 1, off = 0;
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (address->name.any.sa_family == AF_INET6)
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    bool ready = (first || !setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on)) &&
                 !bind(fd, &address->name.any, address->size) &&
                 (!first || !setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on)) && !listen(fd, BACKLOG);
    if (ready)
        return fd;
    int why = errno;
    close(fd);
    errno = why;
    return -1;
}

static Err listen_refused(const HttpSettings *settings, int port, int number, Why *why)
{
    if (number == EADDRINUSE)
        return refuse(why, ERR_CONFLICT, "port", "端口 %d 已被占用，请换一个端口或先停止占用它的程序。",
                      "port %d is taken; choose another one, or stop the program that has it.", port);
    if (number == EACCES || number == EPERM)
        return refuse(why, ERR_NOT_PERMITTED, "port", "系统不允许监听端口 %d，请改用 1024 以上的端口。",
                      "the system does not let this program listen on port %d; choose one above 1024.", port);
    if (number == EADDRNOTAVAIL || number == EAFNOSUPPORT)
        return refuse(why, ERR_BAD_FIELD, "address", "本机没有地址 %s，请填写本机的地址。",
                      "this machine has no address %s; give one that it has.", settings->address);
    return refuse(why, ERR_BUSY, "port", "无法监听：%s。", "cannot listen: %s.", strerror(number));
}

Err listen_open(const HttpSettings *settings, int *fds, int *port, Why *why)
{
    Address address = { 0 };
    if (!address_read(settings->address, settings->port, &address))
        return refuse(why, ERR_BAD_FIELD, "address", "监听地址“%s”不是数字形式的 IP 地址，例如 127.0.0.1。",
                      "\"%s\" is not an IP address in digits, such as 127.0.0.1.", settings->address);
    for (int i = 0; i < settings->threads; i++) {
        fds[i] = listen_one(&address, i == 0);
        if (fds[i] < 0) {
            int number = errno;
            for (int k = 0; k < i; k++)
                close(fds[k]);
            return listen_refused(settings, settings->port, number, why);
        }
        if (i == 0)
            require(!getsockname(fds[0], &address.name.any, &address.size));
    }
    *port = ntohs(address.name.any.sa_family == AF_INET ? address.name.v4.sin_port : address.name.v6.sin6_port);
    return OK;
}
