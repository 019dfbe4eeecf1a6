/* ledger.h - the double-entry ledger: entries that are only ever added, each balanced, each with a business key that
 * makes it happen once. No balance is kept anywhere: it is the sum of lines, of closed months and, for what stands in
 * contribution sheets (sheet.h, settle.h), of the sheets.
 *
 * How it is called. Inside the writer's transaction, once the command is decided: `ledger_open(db, journal.last + 1)`,
 * then any number of posts, and before journal_append `draft.side = ledger_side(&ledger)`, so that the chain of the
 * journal covers every line and ledger_check finds any change. Bring about the events of the command as ever; the
 * ledger appends none. After a refusal the caller undoes its savepoint and throws the Ledger away: it holds nothing
 * but numbers of this one entry. Value day = the day from which the money counts; known-at = the journal's entry. */
#pragma once
#include "db/db.h"
#include "ledger/chart.h"

enum { LEDGER_KEY_MAX = 120, LEDGER_VOUCHER_MAX = 200, LEDGER_LINES_MAX = 4096 };

/* Entry `ord` (1, 2, ...) of journal entry `entry`; entry 0 = none. */
typedef struct {
    int64_t entry, ord;
} LedgerId;

/* What one command writes. */
typedef struct {
    Db *db;
    int64_t entry, ord;
    Hash digest; /* of all it has written so far */
} Ledger;

Ledger ledger_open(Db *db, int64_t entry);
/* 32 bytes for the journal's `side`, or empty if nothing was written. */
Str ledger_side(const Ledger *ledger);

typedef struct {
    Str key; /* what makes it happen once: "voucher/bank-remittance/8812"; 1 .. LEDGER_KEY_MAX bytes, not '~' first */
    LedgerText text;
    Day day;     /* value day */
    Str voucher; /* the paper or message behind it; at most LEDGER_VOUCHER_MAX bytes, may be empty */
    const LedgerLine *lines;
    size_t count; /* 1 .. LEDGER_LINES_MAX */
} LedgerDraft;

/* Adds an entry. The same key with the same content is *already (and *out the entry of then); nothing is written.
 * Refusals in order: ERR_BAD_FIELD key, text, day, voucher, lines and what line_check says, a line of SHEETS;
 * ERR_BAD_AMOUNT a line or the balance; ERR_CONFLICT the key has other content; ERR_MONTH_CLOSED the value day lies in
 * a closed month of one of its regions (post it in the open month and name the fee period); ERR_BUSY. */
Err entry_post(Ledger *ledger, Arena *arena, const LedgerDraft *draft, LedgerId *out, bool *already, Why *why) NODISCARD;

/* Adds the opposite of an entry, naming it; settlements of sheets (settle.h) are undone with it. An entry is reversed
 * at most once; a reversal is an entry and may itself be reversed, which brings the first back.
 * *already: it was reversed before on the same day with the same voucher.
 * Refusals in order: ERR_BAD_FIELD day, voucher; ERR_UNKNOWN_ID no such entry; ERR_WRONG_STATE the release of a run of
 * sheets (correct it by a run of differences); ERR_CONFLICT reversed before otherwise; ERR_MONTH_CLOSED; ERR_BUSY. */
Err entry_reverse(Ledger *ledger, Arena *arena, LedgerId which, Day day, Str voucher, LedgerId *out, bool *already,
                  Why *why) NODISCARD;

/* The entry that reverses this one and is not reversed itself; 0 = it stands. Refusals: ERR_BUSY. */
Err entry_reversed(Db *db, Arena *arena, LedgerId id, LedgerId *by) NODISCARD;

/* An entry as it stands. */
typedef struct {
    LedgerId id, reverses; /* reverses.entry 0 = none */
    Str key, voucher;
    LedgerText text;
    Day day;
    LedgerLine *lines;
    size_t count;
    Str digest;
} LedgerEntry;

/* The entry of a key, 0 = none. Refusals: ERR_BUSY. */
Err entry_find(Db *db, Arena *arena, Str key, LedgerId *out) NODISCARD;
/* The first key of an entry that is not before `from`, empty = none: who looks for many in order skips what is not there.
 * Refusals: ERR_BUSY. */
Err entry_key_from(Db *db, Arena *arena, Str from, Str *out) NODISCARD;
/* Refusals: ERR_UNKNOWN_ID; ERR_BUSY. Of a long list of entries the paper alone is asked for. */
Err entry_voucher(Db *db, Arena *arena, LedgerId id, Str *out) NODISCARD;
Err entry_get(Db *db, Arena *arena, LedgerId id, LedgerEntry *out) NODISCARD;
/* Every entry in order of number, up to `known_at`; false from `see` = enough. Constant memory: what `see` gets lives
 * until it returns. Refusals: ERR_BUSY. */
typedef bool EntrySee(void *context, const LedgerEntry *entry);
Err entry_each(Db *db, int64_t known_at, EntrySee *see, void *context) NODISCARD;

/* ---- months ---- */

/* Closes a month of a region for good: writes the totals of each account, and from now on no value day may lie in it
 * or before it. `today` is the day on which it is done.
 * Refusals in order: ERR_BAD_FIELD region; ERR_TOO_EARLY the month is not over; *already it is closed; ERR_WRONG_STATE
 * the month before it is open and has entries, or a later one is closed; ERR_BUSY. */
Err month_close(Ledger *ledger, Arena *arena, int32_t region, Month month, Day today, bool *already, Why *why) NODISCARD;
/* The last closed month of a region as known at an entry, MONTH_NONE = none. Refusals: ERR_BUSY. */
Err month_closed(Db *db, Arena *arena, int32_t region, int64_t known_at, Month *out) NODISCARD;

/* ---- balances ---- */

/* Whose: of one region; insurance and side 0 = all; owner_kind OWNER_NONE = the whole account. With an owner, region 0
 * = all. For a contract `person` is the one it is for, since their lines stand in the sheets. */
typedef struct {
    LedgerAccount account;
    int32_t region;
    Insurance insurance;
    LedgerSide side;
    LedgerOwner owner_kind;
    int64_t owner, person;
} BalanceOf;
static const int64_t known_now = INT64_MAX;

/* The balance at the end of a value day, as known at a journal entry; positive on the account's normal side.
 * Refusals: ERR_BAD_FIELD account, region; ERR_BAD_AMOUNT it overflows; ERR_BUSY. */
Err ledger_balance(Db *db, Arena *arena, const BalanceOf *of, Day day, int64_t known_at, Money *out) NODISCARD;

typedef struct {
    LedgerAccount account;
    Insurance insurance;
    LedgerSide side;
    Money debit, credit; /* turnover up to the day */
    Money balance;       /* debit - credit */
} TrialRow;
/* Every account of a region that ever moved, in order of account, insurance, side; the balances add up to 0.
 * Refusals: the same. */
Err ledger_trial(Db *db, Arena *arena, int32_t region, Day day, int64_t known_at, TrialRow **out, size_t *count) NODISCARD;

/* What moved on value days behind `after` and up to `until`: `balance` is debit less credit of these days. Refusals: the same. */
Err ledger_turnover(Db *db, Arena *arena, int32_t region, Day after, Day until, int64_t known_at, TrialRow **out,
                    size_t *count) NODISCARD;

/* The lines of one account in a region between two value days, in order of (day, entry, ord, line); constant memory.
 * Refusals: ERR_BUSY. */
typedef bool LineSee(void *context, LedgerId id, Day day, const LedgerLine *line);
Err ledger_extract(Db *db, LedgerAccount account, int32_t region, Day from, Day until, int64_t known_at, LineSee *see,
                   void *context) NODISCARD;
/* The same for one owner's single lines (those in sheets: sheet.h), over all regions, in the same order. */
Err ledger_extract_owner(Db *db, LedgerOwner kind, int64_t owner, Day from, Day until, int64_t known_at, LineSee *see,
                         void *context) NODISCARD;
/* Those of some owners of a kind, by number, at once: for groups of persons. In order of (owner, day, entry, ord, line). */
Err ledger_extract_owners(Db *db, Arena *arena, LedgerOwner kind, int64_t first, int64_t last, Day from, Day until,
                          int64_t known_at, LineSee *see, void *context) NODISCARD;
