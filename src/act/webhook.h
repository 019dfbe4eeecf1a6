/* webhook.h - institutions that have messages sent to an address of theirs. The register is the journal itself: the events
 * of its one subject are few, and nothing else is kept. Law: the bureau and its partners tell each other what happened to a
 * card at once (Renshebufa 2011-83). */
#pragma once
#include "journal/journal.h"
#include "registry/store.h"

typedef struct {
    int64_t n; /* "W17": the entry by which it was subscribed */
    Role role;
    Str org, url;
    int64_t messages; /* bits 1 << Message */
    Time since, ended; /* ended.s = 0: it goes on */
} Webhook;

/* All that ever were, oldest first. Refusals: ERR_BUSY, ERR_CONFLICT. */
Err webhook_all(Journal *journal, Arena *arena, Webhook **out, size_t *count) NODISCARD;
/* "W17" among them, or NULL. */
const Webhook *webhook_find(const Webhook *all, size_t count, Str number);
/* Whether a message may go to this role at all, and whether only about cards of its own bank. */
bool webhook_takes(Role role, Message message, bool *own);
/* The card that a message is about, the number of its person's; 0: of none. */
int64_t webhook_card(const Event *event);
/* What its messages are signed with, as the institution gets it: derived from the bureau's secret, kept nowhere, and
 * another one for each subscription. */
Str webhook_secret(const Store *store, Arena *arena, const Webhook *webhook);
/* "t=1767225600,v1=HEX": HMAC-SHA-256 with the secret over "1767225600." and the body. */
Str webhook_signature(Arena *arena, Str secret, Time now, Str body);
