/* agency.h - inside levy: client money in and out, for agency.c and remit.c. */
#pragma once
#include "hold/client.h"
#include "levy/client.h"

/* A line of the client book; month: of the fee, or MONTH_NONE. */
LedgerLine client_line(const Client *client, LedgerAccount account, Month month, int64_t fen, LedgerNormal way);
/* Gives back what is held: an entry, and apart from it the event (which must outlive the region of a slice). */
Err client_refund(Post *post, const Client *client, int64_t left, Str *key) NODISCARD;
void client_refund_event(Post *post, int64_t person, int64_t contract, int64_t fen);
/* "split" of an answer; json may be NULL. */
void client_put_split(Json *json, int64_t contribution, int64_t fee, int64_t held);
