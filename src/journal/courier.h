/* courier.h - carries bytes to an address of somebody else's: one POST over HTTP/1.1, TLS with the certificate checked for
 * the name, one status line back. Nothing that the other side sends is kept, followed or believed beyond its status. */
#pragma once
#include "base/err.h"
#include <stdatomic.h>

enum { COURIER_ADDRESS_MAX = 300 };

typedef struct {
    bool tls;
    Str host; /* a name, or the digits of an IP address without brackets */
    int port;
    Str path; /* begins with '/', query included */
} CourierAddress;

/* "https://HOST[:PORT]/PATH", printable ASCII, no user, no fragment. Plain "http://" is an address of this machine alone
 * (127.0.0.1, [::1]): bytes about people travel in the open nowhere else. false: it is none such. */
bool courier_address(Str url, CourierAddress *out);

/* Whether an address of the network may be spoken to: this machine only where `local` says so, never the addresses that
 * stand for a network as a whole or for what is plugged in beside us. For tests; courier_post asks it of what a name means. */
struct sockaddr;
bool courier_may(const struct sockaddr *address, bool local);

/* The status of "HTTP/1.1 204 No Content\r\n..."; 0 as long as the line is not whole, -1 when it is no such line. */
int courier_status(Str bytes);

/* Sends `body` with the header lines `head` (each with CRLF) and waits for the status line, `timeout_ms` in all. Answers 0
 * when it was taken (2xx), otherwise DELIVERY_HTTP + the status or another error of journal/delivery.h; COURIER_STOPPED when
 * *stop ended it (NULL: nobody does). */
enum { COURIER_STOPPED = -1 };
int64_t courier_post(Arena *arena, const CourierAddress *address, Str head, Str body, bool local, int timeout_ms,
                     const atomic_bool *stop);
