/* link.c - connections and their deadlines. libmicrohttpd only knows how long a connection was silent; a client
 * that sends one byte now and then would keep it for ever (slowloris), so each phase has a deadline here. */
#include "http/internal.h"
#include <sys/socket.h>

enum { BODY_BYTES_PER_S = 1 << 10, WRITE_BYTES_PER_S = 8 << 10, SWEEP_MS = 200, BODY_PATIENCE_MS = 5000 };

void link_enter(Link *link, LinkPhase phase, int64_t bytes)
{
    link->phase = phase;
    link->since_ms = clock_us() / 1000;
    link->bytes = bytes;
}

static int64_t link_allowed_ms(const Link *link, const HttpSettings *settings)
{
    switch (link->phase) {
    case LINK_FRESH:
        return settings->head_ms;
    case LINK_IDLE:
        return settings->idle_ms;
    case LINK_BODY:
        return settings->body_ms + link->bytes * 1000 / BODY_BYTES_PER_S;
    case LINK_WRITE:
        return settings->write_ms + link->bytes * 1000 / WRITE_BYTES_PER_S;
    case LINK_WORK:
        break;
    }
    return INT64_MAX / 2;
}

/* The socket only: libmicrohttpd sees the end and closes, in its own order. */
static void link_shut(Link *link)
{
    link->dropped = true;
    shutdown(link->fd, SHUT_RDWR);
}

static void link_drop(Thread *thread, Link *link)
{
    link_shut(link);
    count(&thread->metrics.slow, 1);
}

static bool link_waits(const Link *link) { return link->phase == LINK_FRESH || link->phase == LINK_IDLE; }

/* The client has hung up and nothing is left to read. libmicrohttpd does not see an end that arrived together with
 * the last bytes (it watches for edges), and would keep the connection to its deadline. */
static bool link_ended(const Link *link)
{
    char byte = 0;
    return (link_waits(link) || link->phase == LINK_BODY) && recv(link->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

void link_sweep(Thread *thread, bool closing)
{
    int64_t now = clock_us() / 1000;
    if (!closing && now - thread->swept_ms < SWEEP_MS)
        return;
    thread->swept_ms = now;
    for (Link *link = thread->links; link; link = link->next) {
        bool late = now - link->since_ms > link_allowed_ms(link, &thread->server->settings);
        if (link->dropped)
            continue;
        if (link_ended(link))
            link_shut(link);
        else if (late || (closing && link_waits(link)))
            link_drop(thread, link);
    }
}

/* For a new connection at the limit: whoever has hung up, else whoever has waited longest for the end of a request, makes room. */
static void link_make_room(Thread *thread)
{
    Link *oldest = NULL;
    int64_t now = clock_us() / 1000;
    for (Link *link = thread->links; link; link = link->next) {
        bool may_go = link_waits(link) || (link->phase == LINK_BODY && now - link->since_ms > BODY_PATIENCE_MS);
        if (link->dropped)
            continue;
        if (link_ended(link)) {
            link_shut(link);
            return;
        }
        if (may_go && (!oldest || link->since_ms < oldest->since_ms))
            oldest = link;
    }
    if (oldest)
        link_drop(thread, oldest);
}

void link_notify(void *cls, struct MHD_Connection *connection, void **socket_context, enum MHD_ConnectionNotificationCode what)
{
    Thread *thread = cls;
    Link *link = *socket_context;
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        if (thread->metrics.connections >= thread->server->settings.connections)
            link_make_room(thread);
        link = thread->free_links;
        thread->free_links = link->next;
        *link = (Link){ .next = thread->links,
                        .thread = thread,
                        .fd = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd };
        if (link->next)
            link->next->prev = link;
        thread->links = link;
        link_enter(link, LINK_FRESH, 0);
        *socket_context = link;
        count(&thread->metrics.accepted, 1);
        count(&thread->metrics.connections, 1);
        return;
    }
    if (link->exchange) { /* of a request of which the library never told */
        void *exchange = link->exchange;
        exchange_end(thread, connection, &exchange, MHD_REQUEST_TERMINATED_WITH_ERROR);
    }
    if (link->prev)
        link->prev->next = link->next;
    else
        thread->links = link->next;
    if (link->next)
        link->next->prev = link->prev;
    link->next = thread->free_links;
    thread->free_links = link;
    count(&thread->metrics.connections, -1);
}
