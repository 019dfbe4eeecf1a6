/* voucher.h - the papers by which money comes in, and under which key of the ledger a payment stands. A paper is recorded
 * once; when the payment was reversed it may be recorded again, under the next key. */
#pragma once
#include "ledger/ledger.h"
#include "words/command.h"

enum { VOUCHER_NO_MAX = 80 };

typedef struct {
    LedgerId stands; /* the payment that holds; entry 0 = none */
    LedgerId last;   /* the latest that was recorded, reversed or not */
    int times;       /* how often it was recorded so far */
    Str key;         /* under which the next one is recorded */
} VoucherState;

/* What became of a paper: kind is the code of an evidence kind ("bank-remittance"). agency: whose receipt of client money it
 * is, 0 = a payment to the bureau; each agency has its own papers.
 * Refusals: ERR_TOO_LARGE it was reversed VOUCHER_TIMES_MAX times; ERR_BUSY. */
enum { VOUCHER_TIMES_MAX = 99 };
Err voucher_state(Db *db, Arena *arena, int64_t agency, const char *kind, Str no, VoucherState *out) NODISCARD;

/* The kind of paper in the key of an entry by which money came in, of a payment or of an agency's receipt (agency.c);
 * empty for any other key. */
Str voucher_kind_of(Str key);

/* Kind and number of the field voucher; the kind is bank-remittance, cash-receipt or tax-certificate. false: they are
 * not there. */
bool voucher_named(const Arg *voucher, const Choice **kind, Str *no);
/* A paper as the field F_PAPER names it: no and day, the day not after `today`. false: it is not there in full. */
bool paper_named(const Arg *paper, Day today, Str *no, Day *day);
