/* import.h - inside act: the lines of one file of money while they are judged, matched and put away. */
#pragma once
#include "base/sorting.h"
#include "channel/money.h"
#include "levy/tally.h"

enum {
    IMPORT_ROWS_MAX = 1000000, /* lines of one file */
    IMPORT_REPORT_MAX = 5000,  /* rows that the answer says one by one */
    IMPORT_PIECE = 32,         /* numbers that become one entry of a long file: what stands in it must not hang on the clock */
};

#define IMPORT_FAULTS(X) \
    X(IMPORT_LINE, "", "", "", "", "") /* channel/money.h says it */ \
    X(IMPORT_TWICE, "conflict", "同一凭证号在本文件中出现多次。", "This voucher number stands more than once in the file.", \
      "请只保留一行。", "Keep one row.") \
    X(IMPORT_KNOWN, "duplicate-voucher", "该凭证号已按其他内容登记，或已登记缴费。", \
      "This number is on record with other content, or a payment was recorded by it.", \
      "请核对编号、日期和金额；登记有误的办理冲正。", "Check number, day and amount; if the record is wrong, have it reversed.") \
    X(IMPORT_DAY, "too-early", "日期晚于今天。", "The day is still to come.", "请核对日期。", "Check the day.") \
    X(IMPORT_CLOSED, "month-closed", "日期所在月份已经月结。", "The month of this day is closed.", \
      "请由财务在开放的月份更正登记。", "Have it recorded as a correction in an open month.") \
    X(IMPORT_PAYER, "unknown-person", "没有查到此缴费人。", "No such payer is on record.", "请核对号码，或先办理登记。", \
      "Check the number, or register the payer first.") \
    X(IMPORT_MONTH, "too-early", "该月还没有开始。", "That month has not begun.", "请核对费款所属期。", "Check the month.")
#define AS_IMPORT_ENUM(NAME, ...) NAME,
typedef enum { IMPORT_RIGHT = 0, IMPORT_FAULTS(AS_IMPORT_ENUM) IMPORT_FAULT_END } ImportFault;
#undef AS_IMPORT_ENUM

typedef struct {
    MoneyKept kept;
    uint8_t fault, line_fault, cell; /* ImportFault; of IMPORT_LINE: MoneyFault, CellFault */
    bool known;                      /* it is on record as it stands here */
    bool taken;                      /* ... because this file was taken in just now */
} ImportRow;

/* What has to be done, in this order; each in pieces. Only IMPORT_TAKE writes. */
typedef enum { IMPORT_READ, IMPORT_ORDER, IMPORT_CHECK, IMPORT_WEIGH, IMPORT_TAKE, IMPORT_READY } ImportStage;

/* A payment that is found, and for a certificate the money that waited for it. */
typedef struct {
    MoneyPay pay;
    MoneyKept item;
} ImportPay;

typedef struct {
    Post *post; /* of the slice; the rest lies in `life` */
    Arena *life;
    ImportKind kind;
    Str file;       /* the digest under which it is kept; empty: it is not */
    int64_t run;    /* the batch; 0: none */
    int32_t region; /* bank: where the money came in */
    Month closed;   /* of that region */
    ImportStage stage;
    size_t at;    /* how far the stage is */
    size_t taken; /* how far the file was taken in before, by a batch that was cut; as all of `order` */
    bool begun;   /* ... which had begun to do so */
    MoneyFile source;
    ImportRow *rows;
    uint32_t *order; /* by number, then by row */
    Sorting sorting;
    size_t count, size;
    int64_t bad, known, good, good_fen;
    int64_t matched, held, matched_fen, held_fen;
    Tally tally;
    ImportPay *pays; /* of the piece under way, in the order of `order`; NULL: it is only weighed */
    size_t pay_count;
    Arena scratch; /* what is said of one number */
    int64_t seen;  /* pages and paid are right as long as this entry is the last of the journal */
    MoneyPages pages;
    struct {
        bool read;
        size_t n; /* 0: no key is behind */
        char key[LEDGER_KEY_MAX + 1];
    } paid[2]; /* by kind of voucher: the first key in the ledger that is not before the last number looked for */
    struct {
        int64_t entry;
        bool ours;
    } last; /* the entry looked at last: whether it took in lines of this very file */
} Importing;

/* import_rows.c. A piece of reading the file. Refusals: those of money_open and money_next; ERR_BAD_FIELD no line;
 * ERR_TOO_LARGE; ERR_BUSY. */
Err import_read_more(Importing *im, bool *done) NODISCARD;
/* A piece of sorting by number, so that the same lines give the same whatever their order in the file. */
void import_order_more(Importing *im, bool *done);
/* The group of rows of one number that begins at order[from]; gives where it ends. */
size_t import_group(const Importing *im, size_t from);
/* What the record knows about a number: what is there already, what came twice; with `weigh` also what it pays: counted, and
 * where there is room put among the payments. Numbers must come in order. Refusals: ERR_BAD_AMOUNT; those of tally_line. */
Err import_group_check(Importing *im, size_t from, size_t until, bool weigh) NODISCARD;
/* The record may have changed since it was looked at. */
void import_forget(Importing *im);
/* Counts bad, known and good rows. Refusals: ERR_BAD_AMOUNT they come to more than can be. */
Err import_count(Importing *im) NODISCARD;

/* import_take.c: whether a good line of the bank pays what the certificates of its number, or its payer's bill, say; and
 * whether the certificate of these rows pays with money that waits. Refusals: those of tally_line; ERR_BAD_AMOUNT. */
Err import_weigh_bank(Importing *im, ImportRow *row, const MoneyKept *certificates, size_t count) NODISCARD;
Err import_weigh_tax(Importing *im, size_t from, size_t until) NODISCARD;
/* The next `most` numbers become an entry: their good lines are put away, paid or held. Refusals: those of import_group_check,
 * levy_pay_money and entry_post. */
Err import_take(Importing *im, size_t most) NODISCARD;

/* import_answer.c */
void import_answer(const Importing *im, Json *json);
/* Refuses: the lines come to more than can be. */
Err import_too_much(Importing *im) NODISCARD;
