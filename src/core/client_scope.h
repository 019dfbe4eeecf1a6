/* client_scope.h - inside core: what the ledger says of one agency contract, for agency.account and agency.signals. */
#pragma once
#include "core/list.h"
#include "ledger/sheet.h"

enum { CLIENT_MOVES_MAX = 4096 };
/* Money that came in or went back. */
typedef struct {
    Day day;
    LedgerId id;
    int64_t fen;
} ClientMove;

/* What was remitted of a month, and the fee that was taken for it. */
typedef struct {
    Month month;
    LedgerId id;
    Day day;
    int64_t contribution, fee;
} ClientMonth;

typedef struct {
    int64_t received, remitted, fees, refunded; /* received = the others and what is held */
    ClientMove *receipts, *refunds;             /* in order of (day, entry) */
    ClientMonth *months;                        /* ascending */
    size_t receipt_count, refund_count, month_count;
    bool full; /* there is more than CLIENT_MOVES_MAX: the sums are whole, the lists are not */
} ClientBook;

/* Room for a book, to be read into again and again. */
ClientBook client_book_make(Arena *arena);
/* Reads the client book of a contract up to a value day. Refusals: ERR_BUSY. */
Err client_book(Db *db, int64_t contract, Day until, ClientBook *out) NODISCARD;
static inline int64_t client_book_held(const ClientBook *b) { return b->received - b->remitted - b->fees - b->refunded; }
