/* chart.h - the chart of accounts as C, and what a line of an entry must name. Pure; the table is
 * words/ledger_table.h. */
#pragma once
#include "base/day.h"
#include "base/money.h"
#include "words/ledger_table.h"
#include "words/words.h"

#define AS_LEDGER_ENUM(number, NAME, ...) NAME = number,
typedef enum { LEDGER_ACCOUNT_NONE = 0, LEDGER_ACCOUNTS(AS_LEDGER_ENUM) LEDGER_ACCOUNT_END } LedgerAccount;
typedef enum { LEDGER_CLASS_NONE = 0, LEDGER_CLASSES(AS_LEDGER_ENUM) LEDGER_CLASS_END } LedgerClass;
typedef enum { OWNER_NONE = 0, LEDGER_OWNERS(AS_LEDGER_ENUM) OWNER_END } LedgerOwner;
typedef enum { SIDE_NONE = 0, LEDGER_SIDES(AS_LEDGER_ENUM) SIDE_END } LedgerSide;
typedef enum { TEXT_NONE = 0, LEDGER_TEXTS(AS_LEDGER_ENUM) TEXT_END } LedgerText;
typedef enum { SHEET_KIND_NONE = 0, SHEET_KINDS(AS_LEDGER_ENUM) SHEET_KIND_END } SheetKind;
#undef AS_LEDGER_ENUM
typedef enum { DEBIT = 1, CREDIT = 2 } LedgerNormal;

typedef struct {
    int number;
    const char *code, *zh, *en;
    LedgerClass class;
    LedgerNormal normal;
    bool insurance, side; /* a line must name them; otherwise it must not */
    unsigned owners;      /* 1u << LedgerOwner of those that may own a line; 0 = it has none */
} AccountRow;

/* The row of an account, or NULL if there is none of that number; and row by row, NULL after the last. */
const AccountRow *account_row(int account);
const AccountRow *account_at(size_t index);
/* The words of the other lists: code, zh, en. NULL if there is none of that number. */
const Choice *class_word(int number);
const Choice *owner_word(int number);
const Choice *side_word(int number);
const Choice *text_word(int number);
const Choice *sheet_kind_word(int number);

enum { REGION_MAX = 999999 };
static const int64_t ledger_fen_max = INT64_C(100000000000000); /* 10^12 yuan: the most of one line */

/* One line of an entry. */
typedef struct {
    LedgerAccount account;
    int32_t region; /* 1 .. REGION_MAX */
    Insurance insurance;
    LedgerSide side;
    LedgerOwner owner_kind;
    int64_t owner; /* number of the person, employer, contract, item; 0 for none and for SHEETS */
    Month month;   /* the fee period, or MONTH_NONE */
    LedgerNormal way;
    Money amount; /* 1 .. ledger_fen_max */
} LedgerLine;

/* Whether the line names what its account asks for and no more. Bills and late fees of a payer name the fee period.
 * Refusals in order: ERR_BAD_FIELD account, region, insurance, side, owner, month, way; ERR_BAD_AMOUNT. */
Err line_check(const LedgerLine *line, Why *why) NODISCARD;
/* Whether the lines balance, in every region and book (funds, client money) by itself, without overflow.
 * Refusals: ERR_BAD_AMOUNT. */
Err lines_balance(const LedgerLine *lines, size_t count, Why *why) NODISCARD;
