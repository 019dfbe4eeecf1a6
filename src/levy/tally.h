/* tally.h - what money pays, by numbers and exact amounts alone: a line of the bank, the tax certificate of the same number,
 * and the bill that both are about. Nobody is found by name; an amount that differs by a fen matches nothing. */
#pragma once
#include "levy/money_log.h"
#include "levy/owed.h"

/* One part of a bill. */
typedef struct {
    Month month;
    Insurance insurance;
} PayFor;

/* A payment that a file told of, or that is taken out of suspense. */
typedef struct {
    LedgerOwner kind;
    int64_t owner, person;
    bool own; /* the person is the payer (bills.h) */
    int32_t region;
    const RegionPolicy *rules;
    Str key, no; /* of the entry; of the voucher */
    Day day;     /* value day */
    Day came;    /* when it came in, if that was before: late fees count no longer; n 0: on `day` */
    Money amount;
    Month month;        /* this one alone, or MONTH_NONE */
    const PayFor *only; /* these parts and nothing else, or as payment.record divides */
    size_t only_count;
    const Owed *owed; /* of an employer: what is owed, if it was read a moment ago; what `only` names is open in it */
    size_t owed_count;
    int64_t item; /* money_item(): out of suspense; 0: it is new in the bank */
} MoneyPay;

/* pay.c: who View names as payer, as payment.record reads it. Refusals: ERR_NOT_OPEN, ERR_NO_RULE. */
Err levy_payer(Post *post, MoneyPay *out) NODISCARD;
/* pay.c: posts it as payment.record would, with its events; *left: what stays with the payer. View.person is the person
 * where one pays. Refusals: those of payment.record behind its voucher. */
Err levy_pay_money(Post *post, const MoneyPay *pay, int64_t *left) NODISCARD;
/* suspense.c: the same with money that lies in suspense, on the day on which it is assigned; the item is closed. */
Err suspense_take(Post *post, const MoneyKept *item, MoneyPay *pay, int64_t *left) NODISCARD;
/* Whether a bank file has told of money under this number. Refusals: ERR_BUSY. */
Err money_came(Db *db, Arena *arena, Str no, bool *told) NODISCARD;

typedef struct TallyPayer TallyPayer;
enum { TALLY_BUCKETS = 1 << 14 };

/* What the payers of one file owe: each is looked up once for a day, and what a line pays is paid for the next ones. */
typedef struct {
    Post *post;
    Arena *life;         /* what is kept of payers; what one line needs lies in the region of the post */
    TallyPayer **payers; /* TALLY_BUCKETS */
    Arena lists;         /* what they owe, if it may be forgotten: then it is looked up once more */
    int64_t forgotten;   /* how often */
} Tally;
/* With `lists` bytes for all that is owed, of which each payer's takes a part; MoneyPay.owed lives until the next line then. 0: it
 * lives as long as the rest. */
Tally tally_make(Post *post, Arena *life, size_t lists);

/* The words of a suggestion. */
typedef struct {
    const char *code, *zh, *en;
} TallyWord;
TallyWord tally_word(TallyEnd end);

/* Whether this money pays exactly what the certificate's lines say and the bill has open; *out is filled on TALLY_PAID, but
 * for key and item. With a certificate: `lines` of kind tax of one number; of somebody who pays alone also what has lapsed since,
 * if it could be made up on the day of the certificate. Without: of the payer that `bank` names, everything that is open, or one
 * whole month if only one month comes to that. Refusals: ERR_NO_RULE, ERR_BUSY. */
Err tally_line(Tally *tally, const MoneyKept *bank, const MoneyKept *lines, size_t count, TallyEnd *end, MoneyPay *out) NODISCARD;
