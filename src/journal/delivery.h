/* delivery.h - which outgoing message has arrived, and at whom: attempts, the last failure and when it arrived. An own
 * table, outside the chain, dump and verify: what leaves the bureau follows from the journal, whether somebody took it does
 * not. A bureau restored from a dump sends everything again; receivers know a message by its id. */
#pragma once
#include "journal/journal.h"

/* How the last attempt failed: 0 not at all, 1..255 the program's exit code, 256 + n signal n, these, and DELIVERY_HTTP + the
 * status that a webhook answered. */
enum {
    DELIVERY_SIGNAL = 256, DELIVERY_TIMEOUT = 1000, DELIVERY_NOT_STARTED = 1001, DELIVERY_NO_ADDRESS = 1002,
    DELIVERY_NO_CONNECTION = 1003, DELIVERY_TLS = 1004, DELIVERY_GARBLED = 1005,
    DELIVERY_NOT_WANTED = 1006, DELIVERY_TOO_LATE = 1007, /* of letters alone: never sent, for this reason */
    DELIVERY_HTTP = 2000
};

/* Who takes messages: the command of whoever runs the bureau, or a webhook under its number. */
enum { RECEIVER_COMMAND = 0 };

typedef struct {
    int64_t receiver;
    int64_t person;    /* of a letter (letter.h): whose notice n is; 0: an outgoing message */
    int64_t n;         /* of the message; 0: of none, only the mark has moved */
    int64_t attempts, error;
    Time next;         /* not to be tried before; s = 0: at once */
    Time delivered;    /* s = 0: not yet */
} Delivery;

/* What was recorded of the messages behind number `after` up to `last`, in order; messages never tried have no row.
 * Refusals: ERR_BUSY. */
Err delivery_list(Db *db, Arena *arena, int64_t receiver, int64_t after, int64_t last, Delivery **out, size_t *count) NODISCARD;
/* The messages that were tried and have not arrived, oldest first, at most `limit`. Refusals: ERR_BUSY. */
Err delivery_failing(Db *db, Arena *arena, int64_t receiver, int64_t limit, Delivery **out, size_t *count) NODISCARD;
/* Up to which number every message has arrived: where a sender begins to look. Refusals: ERR_BUSY. */
Err delivery_mark(Db *db, Arena *arena, int64_t receiver, int64_t *out) NODISCARD;
/* Records an attempt (of a letter: in its row), and the mark where it has moved (0: it has not); inside a transaction of the
 * writer. Refusals: ERR_BUSY. */
Err delivery_put(Db *db, const Delivery *delivery, int64_t mark) NODISCARD;

/* After so many failed attempts in a row the next waits so many seconds: 30, doubled each time, at most an hour. */
int64_t delivery_delay(int64_t attempts);
/* "exit-1", "signal-9", "timeout", "http-503", "no-connection", ...; empty for 0. */
Str delivery_error(Arena *arena, int64_t error);
/* The id of a message, the same at every attempt: its number and the first bytes of its entry's hash. */
Str delivery_id(Arena *arena, int64_t n, const Hash *entry);
