/* order.h - orders to pay and their enforcement, as the events of an employer tell them. Law: Social Insurance Law 63, 86. */
#pragma once
#include "facts/view.h"
#include "journal/journal.h"
#include "ledger/ledger.h"

enum { ORDERS_MAX = 240 };
typedef struct {
    int64_t n; /* "E17": the entry of the order */
    int32_t region;
    Month month;       /* of the bill */
    Enforcement state; /* the last step; never ENFORCE_PAID: that is what the ledger says */
    Day ordered, deadline;
    int64_t principal_fen, fee_fen; /* when it was ordered */
    Str notice;                     /* paper of the last step */
} Order;

/* The orders against an employer, the oldest first; the latest of ORDERS_MAX months. Texts live as long as the arena.
 * Refusals: ERR_BUSY. */
Err orders_of(Db *db, Arena *arena, int64_t unit, Order **out, size_t *count) NODISCARD;
/* The employer of an order; 0 = there is no such order. Refusals: ERR_BUSY. */
Err order_unit(Db *db, Arena *arena, Str number, int64_t *unit) NODISCARD;
/* What may be done next after a step, as a set of 1 << Enforcement; whether it needs a new deadline. Pure. */
unsigned enforcement_next(Enforcement state);
bool enforcement_defers(Enforcement step);
