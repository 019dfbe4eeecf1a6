/* credits.h - what personal accounts were credited with from sheets, for interest and statements. Sheets are read once each,
 * page by page through many payers, with whatever settled of them side by side: employers settle a whole sheet at once,
 * those who pay alone one line each. */
#pragma once
#include "ledger/settle.h"

/* A line between two value days (both included): of one person, payer by payer; or all lines of some payers, in order of
 * number. Of a payer each person's lines come in order of (month, run, account), each with its settlements in order of (day,
 * entry, ord); from sheets they come month by month, from year books person by person. */
typedef struct {
    int64_t person;
    int32_t region;
    SheetPayer payer_kind;
    int64_t payer;
    Month month; /* fee period */
    int64_t run;
    LedgerId id;
    Day day;
    Money pension, medical; /* signed */
} Credited;
/* What a line was credited with by a settlement that covers it. Pure. */
Credited credited_of(const Settlement *row, const SheetOwn *own);
/* false = enough. */
typedef bool CreditedSee(void *context, const Credited *credited);
/* Refusals: ERR_BUSY. */
Err credits_of(Db *db, Arena *arena, int64_t person, Day from, Day until, int64_t known_at, CreditedSee *see,
               void *context) NODISCARD;
Err credits_of_payers(Db *db, Arena *arena, SheetPayer kind, int64_t payer, int64_t until_payer, Day from, Day until,
                      int64_t known_at, CreditedSee *see, void *context) NODISCARD;

/* The same page by page, for whoever reads pages in one place and looks at them in another. */
typedef struct {
    SheetPayer kind;
    int64_t next, until, person; /* the payers that are not looked at yet; of whom, 0 = everybody */
    Day from, to;
    int64_t known_at;
    int64_t sheets_until; /* the last payer of those whose sheets are being read, while `sheets` */
    int64_t behind[4];    /* payer, month, run, first person of the last sheet read */
    bool sheets, done;
    int64_t most; /* rows of sheets, or pages of books, that are read at once */
} CreditScan;
CreditScan credit_scan(SheetPayer kind, int64_t payer, int64_t until, Day from, Day to, int64_t known_at);
/* A page of a year book (year.h). */
typedef struct {
    int64_t payer, year, first;
    Str page;
} CreditBook;
/* Either sheets with what settled them, or books, of payers that follow each other. */
typedef struct {
    SheetPayer kind;
    int64_t person;
    Day from, to;
    int64_t known_at;
    Rows settled, sheets;
    CreditBook *books; /* in order of (payer, year, first) */
    size_t book_count;
} CreditPage;
/* The next page, until scan->done. Refusals: ERR_BUSY. */
Err credit_page(Db *db, Arena *arena, CreditScan *scan, CreditPage *out) NODISCARD;
/* Its lines. Refusals: ERR_BUSY (damage). */
Err credit_page_see(Arena *arena, const CreditPage *page, CreditedSee *see, void *context, bool *enough) NODISCARD;
