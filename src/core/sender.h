/* sender.h - takes outgoing messages out of the building, each to whoever takes it: a command of the operator's, one program
 * run a message and its exit code the result; or a webhook, one signed POST a message and its status the result. A message
 * is tried again, later and later, until it is taken; a crash between sending and recording sends it again under the
 * same id. Messages about the same person, employer, ... keep their order: none overtakes one that has not arrived. */
#pragma once
#include "act/webhook.h"
#include "core/bureau.h"
#include "journal/delivery.h"
#include <stdatomic.h>

/* Makes what became of an attempt durable. Refusals: ERR_BUSY: the message will be sent again. */
typedef Err SenderRecord(void *context, const Delivery *delivery, int64_t mark);

typedef struct {
    Bureau *reader; /* the sender's own handle, outside any transaction */
    const char *command;
    const Webhook *webhook; /* who takes them; NULL: the command */
    bool local;             /* a webhook may be on this machine (courier.h) */
    int timeout_ms;
    SenderRecord *record;
    void *context;
    const atomic_bool *stop; /* or NULL */
} Sender;

typedef struct {
    int64_t sent, failed;
    int64_t waiting; /* seen and not tried: too early, behind one that did not arrive, or the receiver seems to be down */
} SenderCounts;

enum { SENDER_TIMEOUT_MS = 30000, SENDER_WEBHOOK_MS = 10000, SENDER_FAILURES_MAX = 3 };

/* The webhooks that go on, in a transaction of its own. Refusals: ERR_BUSY. */
Err sender_webhooks(Bureau *reader, Arena *arena, Webhook **out, size_t *count) NODISCARD;

/* Goes once through what has not arrived and is due at `now`; gives up after SENDER_FAILURES_MAX failures in a row. No
 * transaction is open while a program runs. The arena is used and given back. Refusals: ERR_BUSY the bureau cannot be
 * read or the result not be recorded; *out says how far it came. */
Err sender_pass(const Sender *sender, Arena *arena, Time now, SenderCounts *out) NODISCARD;

/* A message as the program gets it: the item of outbox.list, without delivery, with `id` and `witness` (witness.h: every
 * receiver keeps a line by which the chain can be held against what it was). Refusals: ERR_BUSY. */
Err sender_text(Bureau *bureau, Arena *arena, const JournalMessage *message, Str *id, Str *out) NODISCARD;
