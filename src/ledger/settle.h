/* settle.h - what happens to lines of released sheets: they are settled (the receivable is paid) and credited (what
 * was billed becomes the fund's and the persons' own). Both are rows that are only added; a reversal adds their
 * opposite. One row for a whole employer's month, or with the list of those persons of a group who paid. */
#pragma once
#include "ledger/sheet.h"

enum { EFFECT_SETTLE = 1, EFFECT_CREDIT = 2 };

typedef struct {
    int64_t person;
    int account;
} SheetWho;

/* Which lines: of one (payer, month, run), all of them or those of `who`, in order of (person, account). */
typedef struct {
    SheetPayer payer_kind;
    int64_t payer;
    Month month;
    int64_t run;
    unsigned insurances; /* mask of 1u << Insurance: an insurance is settled and credited whole, both sides */
    unsigned effects;    /* SETTLE: credit RECEIVABLE. CREDIT: debit BILLED, credit pools and personal accounts */
    const SheetWho *who;
    size_t who_count; /* 0 = all */
} SettleOf;

/* Adds one entry of the caller's own lines (where the money came from: BANK, CLEARING ...) and the control lines that
 * follow from the sheets; the whole must balance, so that nothing is settled that is not paid to the fen. An employer
 * who pays a part only: post single lines against RECEIVABLE with the fee period, and once the rest is there CREDIT
 * alone. The government's part is debited to SUBSIDY_RECEIVABLE when it is credited.
 * Only BILLED sheets can be settled, and a line's insurance once (until it is reversed).
 * Refusals in order: ERR_BAD_FIELD as entry_post, and a mask, a person that is not in the sheets, who out of order;
 * ERR_UNKNOWN_ID no released sheet there; ERR_BAD_AMOUNT; ERR_CONFLICT the key has other content; ERR_WRONG_STATE a
 * line is settled or credited already; ERR_MONTH_CLOSED; ERR_BUSY. */
Err sheets_settle(Ledger *ledger, Arena *arena, const LedgerDraft *draft, const SettleOf *of, size_t count, LedgerId *out,
                  bool *already, Why *why) NODISCARD;

/* A row of settlement as it stands. */
typedef struct {
    LedgerId id;
    SheetPayer payer_kind;
    int64_t payer;
    Month month;
    int64_t run;
    unsigned insurances, effects;
    int sign; /* -1: reversed */
    Day day;
    Str who;     /* encoded; empty = all */
    Str voucher; /* the paper behind the entry, where it was asked for */
} Settlement;

/* The lines that a row names, at most `most` of them into `out`; how many there are. A row that is about all names none. */
size_t settlement_names(const Settlement *row, SheetWho *out, size_t most);
/* The rows that name lines, once for each of them, of one person or of everybody (0), in order of (person, account) and of the
 * rows. */
typedef struct {
    SheetWho who;
    const Settlement *row;
} SettlementNamed;
SettlementNamed *settlements_named(Arena *arena, const Settlement *rows, size_t count, int64_t person, size_t *out_count);
/* Whether a row is about that line. */
bool settlement_covers(const Settlement *row, int64_t person, int account);
/* The rows of a payer's months up to a day and knowledge, in order of (entry, ord, n). Refusals: ERR_BUSY. */
typedef struct {
    SheetPayer payer_kind;
    int64_t payer;
    Month from, until;
    SheetAsOf as_of;
    bool vouched; /* with their vouchers: an entry is looked up for each row */
} SettlementsAsked;
Err settlements_of(Db *db, Arena *arena, const SettlementsAsked *asked, Settlement **out, size_t *count) NODISCARD;
/* The state of one line by these rows: masks of insurances, net of reversals. */
typedef struct {
    unsigned settled, credited;
    LedgerId credit_id;
    Day credit_day;
    Str credit_voucher;
} LineState;
LineState settlements_state(const Settlement *rows, size_t count, Month month, int64_t run, int64_t person, int account);
