/* books.h - a small bureau's books for the tests of this room: a journal entry around each piece of ledger. */
#pragma once
#include "journal/journal.h"
#include "ledger/check.h"
#include "ledger/due.h"
#include "ledger/export.h"
#include "ledger/opening.h"
#include "ledger/settle.h"
#include "support/db_fixture.h"

enum { HERE = 330100, THERE = 330200, BOOKS_START = 1735700000 }; /* a moment of 2025-01-01 */

typedef struct {
    Db *db;
    Arena *arena;
    Journal journal;
    Ledger ledger; /* of the entry under way */
    Why why;
    LedgerId id; /* of the last entry */
    bool already;
} Books;

Books books_make(Arena *arena, Db *db);
/* A journal entry around what stands between: its number is that of the ledger, its side what the ledger says. */
void books_begin(Books *books);
void books_end(Books *books);
void books_cancel(Books *books);

/* A line, for lists of them; a member may be named once more, the last one counts. */
#pragma GCC diagnostic ignored "-Woverride-init"
#pragma GCC diagnostic ignored "-Woverride-init-side-effects"
#define DR(account_, fen_, ...) \
    { \
        .account = LEDGER_##account_, .region = HERE, .month = MONTH_NONE, .way = DEBIT, .amount = { fen_ }, __VA_ARGS__ \
    }
#define CR(account_, fen_, ...) \
    { \
        .account = LEDGER_##account_, .region = HERE, .month = MONTH_NONE, .way = CREDIT, .amount = { fen_ }, __VA_ARGS__ \
    }
/* Inside begin and end: posts; answers what the ledger answers. */
Err books_post_lines(Books *books, const char *key, LedgerText text, Day day, const LedgerLine *lines, size_t count);
#define POST(books, key, text, day, ...) \
    books_post_lines((books), (key), (text), (day), (const LedgerLine[]){ __VA_ARGS__ }, \
                     sizeof((const LedgerLine[]){ __VA_ARGS__ }) / sizeof(LedgerLine))
/* The same in a journal entry of its own, which must succeed. */
#define BOOK(books, key, text, day, ...) \
    do { \
        books_begin(books); \
        CHECK_EQ(POST(books, key, text, day, __VA_ARGS__), OK); \
        books_end(books); \
    } while (0)

Day day_of(int year, int month, int day);
/* Balances as they stand; a refusal fails the test. */
int64_t balance_of(Books *books, BalanceOf of, Day day, int64_t known_at);
#define BALANCE(books, day, ...) balance_of((books), (BalanceOf){ .region = HERE, __VA_ARGS__ }, (day), known_now)
/* The trial balance must come to nothing. */
void books_trial(Books *books, int32_t region, Day day);
/* ledger_check must find nothing; and the first fault it finds, or NULL. */
void books_check(Books *books);
const char *books_fault(Books *books, bool deep);

/* An employee of Beijing at this base (fen): the rates of the domain's example C1, and a flexible worker (F1). */
SheetLine employee_line(int64_t person, int64_t base);
SheetLine flexible_line(int64_t person, int64_t base);
/* One sheet of an employer's or of a group's persons first .. first + count - 1, in a transaction of its own. */
Err books_sheet(Books *books, int64_t run, SheetKind kind, SheetPayer payer_kind, int64_t payer, Month month,
                const SheetLine *lines, size_t count);
/* Releases it in a journal entry of its own. */
void books_release(Books *books, int64_t run, SheetKind kind, Day day);
