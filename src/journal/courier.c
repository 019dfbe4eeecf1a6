/* courier.c - see courier.h. Sockets do not block: every wait ends with the time that is left, and looks at `stop`. */
#define _GNU_SOURCE
#include "journal/courier.h"
#include "journal/delivery.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { SLICE_MS = 100, STATUS_LINE_MAX = 1024, PORT_MAX = 65535, ADDRESSES_MAX = 4 };

/* ---- addresses ---- */

static bool is_here(Str host) { return str_is(host, "127.0.0.1") || str_is(host, "::1"); }

static bool host_fits(Str host, bool bracketed)
{
    for (size_t i = 0; i < host.n; i++) {
        char c = host.p[i];
        bool digit = c >= '0' && c <= '9', letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!digit && !(bracketed ? letter || c == ':' || c == '.' : letter || c == '.' || c == '-'))
            return false;
    }
    return host.n > 0 && host.n <= 253 && host.p[0] != '-' && host.p[0] != '.';
}

bool courier_address(Str url, CourierAddress *out)
{
    Str rest = url;
    bool tls = str_starts(url, S("https://"));
    int64_t port = tls ? 443 : 80;
    for (size_t i = 0; i < url.n; i++)
        if (url.p[i] <= ' ' || url.p[i] >= 0x7f || url.p[i] == '#' || url.p[i] == '\\' || url.p[i] == '"')
            return false;
    if (url.n > COURIER_ADDRESS_MAX || (!tls && !str_starts(url, S("http://"))))
        return false;
    rest = str_from(rest, tls ? 8 : 7);
    size_t end = 0;
    while (end < rest.n && rest.p[end] != '/' && rest.p[end] != '?')
        end++;
    Str place = str_head(rest, end), path = str_from(rest, end), host = place;
    bool bracketed = place.n && place.p[0] == '[';
    size_t closed = 0;
    while (closed < place.n && place.p[closed] != (bracketed ? ']' : ':'))
        closed++;
    host = bracketed ? str_from(str_head(place, closed), 1) : str_head(place, closed);
    Str behind = str_from(place, bracketed && closed < place.n ? closed + 1 : closed);
    if (bracketed && closed == place.n)
        return false;
    if (behind.n && (behind.p[0] != ':' || !str_int(str_from(behind, 1), &port) || port < 1 || port > PORT_MAX))
        return false;
    if (!host_fits(host, bracketed) || (path.n && path.p[0] != '/') || (!tls && !is_here(host)))
        return false;
    *out = (CourierAddress){ .tls = tls, .host = host, .port = (int)port, .path = path.n ? path : S("/") };
    return true;
}

static bool may_v4(uint32_t ip, bool local)
{
    if (ip >> 24 == 127)
        return local;
    return ip >> 24 != 0 && ip >> 28 < 14 && ip >> 16 != 0xa9fe; /* this network, multicast and above, 169.254.0.0/16 */
}

bool courier_may(const struct sockaddr *address, bool local)
{
    if (address->sa_family == AF_INET)
        return may_v4(ntohl(((const struct sockaddr_in *)(const void *)address)->sin_addr.s_addr), local);
    if (address->sa_family != AF_INET6)
        return false;
    const struct in6_addr *ip = &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;
    uint32_t inner = 0;
    memcpy(&inner, &ip->s6_addr[12], sizeof inner);
    if (IN6_IS_ADDR_V4MAPPED(ip))
        return may_v4(ntohl(inner), local);
    if (IN6_IS_ADDR_LOOPBACK(ip))
        return local;
    return !IN6_IS_ADDR_UNSPECIFIED(ip) && !IN6_IS_ADDR_MULTICAST(ip) && !IN6_IS_ADDR_LINKLOCAL(ip);
}

int courier_status(Str bytes)
{
    Str rest = bytes;
    Str line = str_cut(&rest, '\n');
    if (!rest.p && bytes.n < STATUS_LINE_MAX)
        return 0;
    if (!rest.p || !(str_starts(line, S("HTTP/1.1 ")) || str_starts(line, S("HTTP/1.0 "))) || line.n < 12)
        return -1;
    int64_t status = 0;
    bool ends = line.n == 12 || line.p[12] == ' ' || line.p[12] == '\r';
    return ends && str_int(str_head(str_from(line, 9), 3), &status) && status >= 100 && status < 600 ? (int)status : -1;
}

/* ---- the way there ---- */

typedef struct {
    int fd;
    SSL *ssl; /* NULL: in the open, to this machine */
    int64_t until_ms;
    const atomic_bool *stop;
    int64_t error; /* why it ended, once it has */
} Line;

static int64_t clock_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Until the socket is ready. false: the time is over, or it shall stop. */
static bool wait_for(Line *line, short events)
{
    struct pollfd ready = { .fd = line->fd, .events = events };
    while (clock_ms() < line->until_ms) {
        if (line->stop && atomic_load(line->stop)) {
            line->error = COURIER_STOPPED;
            return false;
        }
        if (poll(&ready, 1, SLICE_MS) > 0)
            return true;
    }
    line->error = DELIVERY_TIMEOUT;
    return false;
}

static bool connect_to(Line *line, const struct addrinfo *address)
{
    int error = 0;
    socklen_t size = sizeof error;
    line->fd = socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (line->fd < 0)
        return false;
    if (connect(line->fd, address->ai_addr, address->ai_addrlen) != 0 && errno != EINPROGRESS)
        return false;
    return wait_for(line, POLLOUT) && getsockopt(line->fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0;
}

static bool dial(Line *line, Arena *arena, const CourierAddress *address, bool local)
{
    struct addrinfo *found = NULL, hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_ADDRCONFIG | AI_NUMERICSERV };
    const char *port = str_z(arena, str_format(arena, "%d", address->port));
    int tried = 0;
    bool connected = false;
    line->error = DELIVERY_NO_ADDRESS;
    if (is_here(address->host))
        hints.ai_flags &= ~AI_ADDRCONFIG; /* which does not count this machine itself */
    if (getaddrinfo(str_z(arena, address->host), port, &hints, &found) != 0)
        return false;
    for (const struct addrinfo *a = found; a && !connected && tried < ADDRESSES_MAX && line->error != COURIER_STOPPED;
         a = a->ai_next) {
        if (!courier_may(a->ai_addr, local))
            continue;
        if (line->fd >= 0)
            close(line->fd);
        tried++;
        line->error = DELIVERY_NO_CONNECTION;
        connected = connect_to(line, a);
    }
    freeaddrinfo(found);
    return connected;
}

static SSL_CTX *trust;
static pthread_once_t trust_once = PTHREAD_ONCE_INIT;

/* The certificates that the machine trusts. */
static void trust_make(void)
{
    trust = SSL_CTX_new(TLS_client_method());
    if (!trust)
        return;
    SSL_CTX_set_min_proto_version(trust, TLS1_2_VERSION);
    SSL_CTX_set_verify(trust, SSL_VERIFY_PEER, NULL);
    SSL_CTX_set_default_verify_paths(trust);
}

/* After a call of OpenSSL that did not go through: waits for what it wants. */
static bool tls_wait(Line *line, int result)
{
    int wants = SSL_get_error(line->ssl, result);
    if (wants == SSL_ERROR_WANT_READ || wants == SSL_ERROR_WANT_WRITE)
        return wait_for(line, wants == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT);
    return false;
}

static bool tls_begin(Line *line, Arena *arena, Str host)
{
    struct in6_addr ip;
    const char *name = str_z(arena, host);
    bool digits = inet_pton(AF_INET, name, &ip) == 1 || inet_pton(AF_INET6, name, &ip) == 1;
    line->error = DELIVERY_TLS;
    pthread_once(&trust_once, trust_make);
    line->ssl = trust ? SSL_new(trust) : NULL;
    if (!line->ssl || SSL_set_fd(line->ssl, line->fd) != 1)
        return false;
    if (digits ? X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(line->ssl), name) != 1
               : SSL_set1_host(line->ssl, name) != 1 || SSL_set_tlsext_host_name(line->ssl, name) != 1)
        return false;
    for (int result = SSL_connect(line->ssl); result != 1; result = SSL_connect(line->ssl))
        if (!tls_wait(line, result))
            return false;
    return true;
}

static bool send_all(Line *line, Str bytes)
{
    line->error = DELIVERY_NO_CONNECTION;
    while (bytes.n) {
        ssize_t n = line->ssl ? SSL_write(line->ssl, bytes.p, (int)bytes.n) : send(line->fd, bytes.p, bytes.n, MSG_NOSIGNAL);
        if (n > 0)
            bytes = str_from(bytes, (size_t)n);
        else if (line->ssl ? !tls_wait(line, (int)n) : (errno != EAGAIN && errno != EINTR) || !wait_for(line, POLLOUT))
            return false;
    }
    return true;
}

/* Reads until the status line is whole; 1xx are only announcements of the answer to come. */
static int64_t answer_read(Line *line)
{
    char bytes[STATUS_LINE_MAX];
    size_t have = 0;
    int status = 0;
    line->error = DELIVERY_GARBLED;
    while (!status && have < sizeof bytes) {
        ssize_t n = line->ssl ? SSL_read(line->ssl, bytes + have, (int)(sizeof bytes - have))
                              : recv(line->fd, bytes + have, sizeof bytes - have, 0);
        if (n > 0) {
            have += (size_t)n;
            status = courier_status((Str){ bytes, have });
        } else if (n == 0 && !line->ssl) {
            return DELIVERY_GARBLED;
        } else if (line->ssl ? !tls_wait(line, (int)n) : (errno != EAGAIN && errno != EINTR) || !wait_for(line, POLLIN)) {
            return line->error;
        }
    }
    if (status < 200)
        return DELIVERY_GARBLED;
    return status < 300 ? 0 : DELIVERY_HTTP + status;
}

int64_t courier_post(Arena *arena, const CourierAddress *address, Str head, Str body, bool local, int timeout_ms,
                     const atomic_bool *stop)
{
    Line line = { .fd = -1, .until_ms = clock_ms() + timeout_ms, .stop = stop };
    bool bracketed = str_find(address->host, S(":")) >= 0;
    Str request = str_format(arena,
                             "POST " STR_FMT " HTTP/1.1\r\nHost: %s" STR_FMT "%s:%d\r\nConnection: close\r\nUser-Agent: shebao\r\n"
                             "Content-Type: application/json; charset=utf-8\r\nContent-Length: %zu\r\n" STR_FMT "\r\n" STR_FMT,
                             STR_ARG(address->path), bracketed ? "[" : "", STR_ARG(address->host), bracketed ? "]" : "",
                             address->port, body.n, STR_ARG(head), STR_ARG(body));
    bool sent =
        dial(&line, arena, address, local) && (!address->tls || tls_begin(&line, arena, address->host)) && send_all(&line, request);
    int64_t error = sent ? answer_read(&line) : line.error;
    if (line.ssl)
        SSL_free(line.ssl);
    if (line.fd >= 0)
        close(line.fd);
    return error;
}
