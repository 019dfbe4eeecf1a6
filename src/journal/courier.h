/* courier.h - carries bytes to an address of somebody else's: one POST by libcurl, TLS with the certificate checked for the
 * name, one status back. Nothing that the other side sends is kept, followed or believed beyond its status; no proxy, cookie
 * or password of the machine goes with it. */
#pragma once
#include "base/err.h"
#include <stdatomic.h>

enum { COURIER_ADDRESS_MAX = 300 };

/* Whether it is "https://HOST[:PORT]/PATH", printable ASCII, without user and fragment. Plain "http://" is an address of this
 * machine alone (127.0.0.1, [::1]): bytes about people travel in the open nowhere else. */
bool courier_address(Str url);

/* Whether an address of the network may be spoken to: this machine only where `local` says so, never the addresses that
 * stand for a network as a whole or for what is plugged in beside us. For tests; courier_post asks it of what a name means. */
struct sockaddr;
bool courier_may(const struct sockaddr *address, bool local);

/* Sends `body` with the header lines `head` (each with CRLF) and waits for the status, `timeout_ms` in all. Answers 0 when it
 * was taken (2xx), otherwise DELIVERY_HTTP + the status or another error of journal/delivery.h; COURIER_STOPPED when *stop
 * ended it (NULL: nobody does). Requires courier_address(url). */
enum { COURIER_STOPPED = -1 };
int64_t courier_post(Arena *arena, Str url, Str head, Str body, bool local, int timeout_ms, const atomic_bool *stop);
