/* money_log.h - the log of lines of money: what tax certificates and bank lines said, by the journal entry that took their
 * file in, only ever added; and which unmatched one was assigned later. The event of the file carries the digest of its
 * lines. No name and no number of a person stands here: a payer is a number of the record, the rest stays in the file. */
#pragma once
#include "ledger/ledger.h"

enum { MONEY_LINES_MAX = 1 << 20 }; /* of one entry: (entry, n) is one number of the ledger's owners */

/* How a line of the bank stands to what is known. Stored by number. */
#define TALLY_ENDS(X) \
    X(TALLY_NONE, "no-payer", "没有同号的完税证明，也没有缴费人号码。", \
      "No tax certificate has this number, and no payer's number is given.") \
    X(TALLY_PAID, "matched", "与账单一致。", "It is what the bill says.") \
    X(TALLY_AMOUNT, "certificate-amount", "与同号完税证明的金额不一致。", \
      "The tax certificate of this number has another amount.") \
    X(TALLY_BILL, "bill-amount", "与该缴费人的应缴金额不一致。", "The payer owes another amount.") \
    X(TALLY_REGION, "other-region", "缴费人属于其他统筹地区。", "The payer belongs to another region.") \
    X(TALLY_SEVERAL, "several-payers", "同号完税证明涉及多个缴费人。", "The tax certificate of this number names several payers.") \
    X(TALLY_LARGE, "many-parts", "涉及的月份和险种过多，请人工认领。", \
      "It is about too many months and insurances at once; somebody assigns it.")
#define AS_TALLY_ENUM(NAME, ...) NAME,
typedef enum { TALLY_ENDS(AS_TALLY_ENUM) TALLY_END } TallyEnd;
#undef AS_TALLY_ENUM
typedef struct {
    int64_t entry, n; /* the line: number n of what this entry took in; a bank line in suspense is item S<entry>-<n> */
    ImportKind kind;
    Str no;
    Day day;
    Money amount;
    int32_t region;         /* bank: where the money came in */
    LedgerOwner payer_kind; /* OWNER_NONE: not said, or not on record */
    int64_t payer, person;
    Month month;         /* tax alone */
    Insurance insurance; /* tax alone */
    int64_t row;         /* in the file */
    bool held;           /* bank: it went to suspense */
    TallyEnd end;        /* bank: why, as it stood when the file was taken in */
} MoneyKept;

/* The owner of a line in suspense, and back. */
static inline int64_t money_item(int64_t entry, int64_t n) { return entry * MONEY_LINES_MAX + n; }

/* Adds the lines of one entry, numbered 1, 2, ...; *out is their digest. Refusals: ERR_BUSY. */
Err money_put(Db *db, Arena *arena, int64_t entry, const MoneyKept *lines, size_t count, Hash *out) NODISCARD;
/* Every line that was told under this number, in order. Refusals: ERR_BUSY. */
Err money_of_no(Db *db, Arena *arena, Str no, MoneyKept **out, size_t *count) NODISCARD;
/* The same for numbers that are asked for in ascending order, as files do: where many of what is on record is asked for, it
 * is read page by page. What is given lives until the next call. Begin with zeros and a region of its own. */
typedef struct {
    Arena arena;
    MoneyKept *lines;
    size_t count, at, wanted, singles;
    bool read, last; /* a page is there; nothing is behind it */
} MoneyPages;
Err money_of_next(Db *db, MoneyPages *pages, Str no, MoneyKept **out, size_t *count) NODISCARD;
/* One line; false in *found: there is none. *matched: the entry by which it was assigned, 0 = none. Refusals: ERR_BUSY. */
Err money_get(Db *db, Arena *arena, int64_t entry, int64_t n, MoneyKept *out, bool *found, int64_t *matched) NODISCARD;
Err money_match_put(Db *db, int64_t entry, int64_t n, int64_t by) NODISCARD;
/* Lines in suspense that nobody has assigned, behind (entry, n), in that order; and lines of tax certificates of exactly
 * that amount. At most `limit`. Refusals: ERR_BUSY. */
Err money_held(Db *db, Arena *arena, int64_t entry, int64_t n, int64_t limit, MoneyKept **out, size_t *count) NODISCARD;
Err money_of_amount(Db *db, Arena *arena, Money amount, int64_t limit, MoneyKept **out, size_t *count) NODISCARD;

/* For verify: whether the lines of an entry have that digest and how many they are; how many there are in all; whether the
 * line was assigned by that entry, and how many were. Refusals: ERR_BUSY. */
Err money_check(Db *db, Arena *arena, int64_t entry, Str digest, bool *same, int64_t *count) NODISCARD;
Err money_counts(Db *db, Arena *arena, int64_t *lines, int64_t *matches) NODISCARD;
