/* paying.h - one payment while it is divided: it settles what is owed, oldest month first; within it insurance by insurance,
 * the employee's part before the employer's, principal or late fee first as the region's policy says. What is whole goes to
 * the funds and to the persons' own accounts. Used by whatever brings money: a voucher, a file, an agency, a refund of
 * what was billed too much. */
#pragma once
#include "ledger/settle.h"
#include "levy/owed.h"
#include "levy/tally.h"

enum { PAY_LINES_MAX = 1024, PAY_OF_MAX = 256 };

typedef struct {
    Post *post;
    LedgerOwner kind;
    int64_t owner, person; /* of a contract: for whom */
    int32_t region;        /* where the money came in */
    const RegionPolicy *rules;
    Str no, key; /* of the voucher; of the entry that records it */
    LedgerText text;
    const Choice *voucher;
    Day day;
    Month month; /* only this one, or MONTH_NONE */
    int64_t left, fee_paid, principal_paid;
    bool own; /* the person is the payer, and the facts must know what was settled */
    LedgerLine *lines;
    size_t count;
    LedgerLine *fees; /* late fees that are charged now */
    size_t fee_count;
    SettleOf of[PAY_OF_MAX];
    size_t of_count;
    Day fee_day;      /* when the money came: late fees count up to here; n 0: on the day of the payment */
    const Owed *owed; /* what is owed, if that is known (tally.h) */
    size_t owed_count;
    const PayFor *only; /* these alone */
    size_t only_count;
} Paying;

/* What lies with the payer before it. Refusals: those of ledger_balance. */
Err paying_held(const Paying *p, int64_t *fen) NODISCARD;
/* Divides p->left over all that is owed; answers allocated. *overdue: something that must have been paid by today is left.
 * Refusals: those of owed_list; ERR_TOO_LARGE too many months; ERR_TOO_LATE the month named can no longer be made up. */
Err paying_allocate(Paying *p, bool *overdue) NODISCARD;
/* One fee period and insurance, if it is wanted; its principal alone, whatever the sign. Refusals: ERR_TOO_LARGE; ERR_BUSY. */
Err paying_owed(Paying *p, const Owed *owed) NODISCARD;
Err paying_principal(Paying *p, const Owed *owed) NODISCARD;
/* A line of the entry; a negative amount goes the other way. Refusals: ERR_TOO_LARGE. */
Err paying_line(Paying *p, LedgerLine line) NODISCARD;
/* Of the account BANK or CLEARING of the payer. */
LedgerLine paying_money(const Paying *p, LedgerAccount account, int64_t fen, LedgerNormal way);
/* Writes late fees and payment. Refusals: those of entry_post and sheets_settle. */
Err paying_write(Paying *p) NODISCARD;
