/* inside.h - inside ledger: how an entry is written whoever asks, and how lines are read. */
#pragma once
#include "ledger/check.h"
#include "ledger/settle.h"

/* What entry_post checks besides: lines of SHEETS are right here, keys begin with '~' or not, and `extra` is a digest of
 * what is written beside the lines (a run, settlements), or empty. `reverses` may be none. `settled` = rows of
 * settlement that stand beside it. */
typedef struct {
    LedgerDraft draft;
    LedgerId reverses;
    Str extra;
    int64_t settled;
    bool run; /* the release of a run of sheets */
} EntryWhole;
Err entry_add(Ledger *ledger, Arena *arena, const EntryWhole *whole, LedgerId *out, bool *already, Why *why) NODISCARD;
/* The number that the next entry of this command gets. */
static inline LedgerId entry_next(const Ledger *ledger) { return (LedgerId){ ledger->entry, ledger->ord + 1 }; }
/* Takes a number and folds what is written under it into the digest of the command. */
void ledger_take(Ledger *ledger, Str digest);
/* The digest of an entry's content, its number left out. */
Hash entry_digest(Arena *arena, const EntryWhole *whole);

enum { ENTRY_HAS_RUN = 1 };
/* The head of an entry with what is beside it. Refusals: ERR_UNKNOWN_ID, ERR_BUSY. */
typedef struct {
    LedgerEntry entry;
    int64_t settled, flags;
    Str extra;
    bool placed; /* its lines are numbered from 1 and have its value day */
} EntryHead;
Err entry_head(Db *db, Arena *arena, LedgerId id, EntryHead *out) NODISCARD;

/* A line from cells account, region, insurance, side, owner_kind, owner, month, way, fen. */
enum { LINE_CELLS = 9 };
LedgerLine line_of(const Val *cells);

/* The text of a day's month for refusals: "2025-03". */
Err refuse_closed(Why *why, Month month, int32_t region) NODISCARD;

/* Adds `amount` to the side; false on overflow. */
static inline bool money_turn(Money *sum, LedgerNormal way, Money amount)
{
    return way == DEBIT ? money_add(*sum, amount, sum) : money_sub(*sum, amount, sum);
}

/* ---- sheets ---- */

/* Writes that a run is released (sheet.c). */
Err run_store(Db *db, int64_t run, SheetKind kind, LedgerId id, Day day, int64_t sheets, int64_t lines, Str reason,
              const Hash *digest) NODISCARD;
/* Adds up a released run once more. Refusals: ERR_CONFLICT its sheets do not fit; ERR_BUSY. */
Err run_again(Db *db, Arena *arena, const RunRow *row, RunResult *out) NODISCARD;

/* Control lines as they follow from totals. Each adds net amounts; false: too many lines, or an overflow. */
typedef struct {
    LedgerLine *lines;
    size_t count, size;
} LineList;
bool line_add(LineList *list, LedgerLine line, LedgerNormal way, Money net);
bool lines_of_receivable(LineList *list, const SheetTotals *totals, LedgerNormal way);
bool lines_of_billed(LineList *list, const SheetTotals *totals, LedgerNormal way);
bool lines_of_funds(LineList *list, const SheetTotals *totals, LedgerNormal way);

/* The opposite rows of an entry's settlements, and their digest, empty for none; `check`: refuse ERR_WRONG_STATE if that
 * settled a line twice. Then their writing, and what they come to, by effect. */
Err settlements_opposite(Db *db, Arena *arena, LedgerId of, bool check, Settlement **rows, size_t *count, Str *extra,
                         Why *why) NODISCARD;
Err settlements_write(Db *db, LedgerId id, Day day, const Settlement *rows, size_t count) NODISCARD;
Err settlements_entry(Db *db, Arena *arena, LedgerId id, Settlement **rows, size_t *count) NODISCARD;
Err settlements_digest(Arena *arena, const Settlement *rows, size_t count, Str *out) NODISCARD;
Err settlement_totals(Db *db, Arena *arena, const Settlement *row, SheetTotals *totals, Why *why) NODISCARD;
/* The bytes of a settlement's `who`. */
Str who_write(Arena *arena, const SheetWho *who, size_t count);
/* From cells entry, ord, payer_kind, payer, month, run, insurances, effects, sign, day, who. */
Settlement settlement_of(const Val *cells);

/* ---- year books (year.h) ---- */

/* Somebody stands in the payer's sheets of that year for the first time: its book waits to be made, unless there is one. */
Err year_waits(Db *db, SheetPayer payer_kind, int64_t payer, Month month) NODISCARD;
/* Something is added to what the book says, by a settlement or by the release of a run whose first month this is. */
Err year_forget(Db *db, SheetPayer payer_kind, int64_t payer, Month month) NODISCARD;
Err year_forget_run(Db *db, Arena *arena, int64_t run, Month first) NODISCARD;
/* The page with a person's lines, or empty if the payer's year has no book. Refusals: ERR_BUSY. */
Err year_page(Db *db, Arena *arena, int year, SheetPayer payer_kind, int64_t payer, int64_t person, Str *page) NODISCARD;
/* The pages of many payers, in order of (payer, first), at most `most`. Columns: payer, first, page. Refusals: ERR_BUSY. */
Err year_pages(Db *db, Arena *arena, int year, SheetPayer payer_kind, int64_t payer, int64_t until_payer, int64_t most,
               Rows *out) NODISCARD;
/* Makes the book from the sheets, page by page in order of person; the first page is that of everybody up to the second.
 * `lines` of sheets were read. Refusals: ERR_CONFLICT a sheet is damaged; ERR_BUSY; those of `put`. */
typedef Err YearPut(void *context, int64_t first, Str page);
Err year_make(Db *db, Arena *arena, int year, SheetPayer payer_kind, int64_t payer, YearPut *put, void *context,
              int64_t *lines) NODISCARD;

/* Adds up a released run of openings once more. Refusals: ERR_CONFLICT its groups do not fit; ERR_BUSY. */
Err opening_again(Db *db, Arena *arena, const RunRow *row, RunResult *out) NODISCARD;

/* ---- totals of accounts ---- */

/* The turnover up to the end of a closed month. Columns: account, insurance, side, debit, credit. */
Err month_totals(Db *db, Arena *arena, int32_t region, Month month, Rows *out) NODISCARD;
/* Debit and credit of every (account, insurance, side), in this order; a row of month_totals is added to them. Refusals:
 * ERR_BAD_AMOUNT. */
typedef struct {
    TrialRow *rows;
    size_t count, size;
} Trial;
Trial trial_make(Arena *arena);
Err trial_add(Trial *trial, const Val *key, Money debit, Money credit) NODISCARD;
/* Adds the lines of a region with a value day after `after` and up to `until`, known at an entry: what it costs grows with these
 * lines, not with those before them. Refusals: ERR_BUSY; ERR_BAD_AMOUNT. */
Err trial_add_lines(Db *db, Arena *arena, int32_t region, Day after, Day until, int64_t known_at, Trial *trial) NODISCARD;
/* Up to the end of a month, from what is closed before it: what month_close writes and ledger_check expects. */
Err trial_month(Db *db, Arena *arena, int32_t region, Month month, Month before, int64_t known_at, Trial *out) NODISCARD;
Err month_digest(Arena *arena, int32_t region, Month month, const Trial *trial, Hash *out) NODISCARD;

/* ---- check ---- */

/* One check under way. */
typedef struct {
    Db *db;
    Arena *arena;
    LedgerChecked *found;
    int64_t settlements, totals; /* rows that belong to something */
} Check;
static inline bool check_wrong(const Check *check) { return check->found->fault.zh != NULL; }
Err check_says(Check *check, const char *table, int64_t entry, const char *zh, const char *en) NODISCARD;
/* Whether the SHEETS lines of an entry are those that follow from totals. */
bool control_fits(Arena *arena, const LedgerEntry *entry, const SheetTotals *billed, const SheetTotals *settled,
                  const SheetTotals *credited);
/* The half that looks at sheets, runs and openings (check_sheets.c). */
Err check_sheets(Check *check, bool deep) NODISCARD;
/* A set of rows as the sum of their hashes, so that order does not matter. */
typedef struct {
    uint64_t count, low, high;
} Sum;
void sum_row(Sum *sum, int64_t a, int64_t b, int64_t c, int64_t d);
bool sum_same(const Sum *a, const Sum *b);
/* Year books against the sheets (check_years.c). `should`: every (year, payer_kind, payer, 0) that has sheets. */
Err check_years(Check *check, const Sum *should) NODISCARD;
