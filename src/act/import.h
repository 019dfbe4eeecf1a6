/* import.h - inside act: the lines of one file of money while they are judged, matched and put away. */
#pragma once
#include "channel/money.h"
#include "levy/tally.h"

enum {
    IMPORT_ROWS_MAX = 1000000, /* lines of one file */
    IMPORT_POSTS_MAX = 5000,   /* entries in the ledger by one file: more are sent in parts */
    IMPORT_REPORT_MAX = 5000,  /* rows that the answer says one by one */
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
    uint8_t end;                     /* bank: TallyEnd */
    bool known;                      /* it is on record as it stands here */
} ImportRow;

typedef struct {
    Post *post;
    ImportKind kind;
    int32_t region; /* bank: where the money came in */
    Month closed;   /* of that region */
    ImportRow *rows;
    uint32_t *order; /* by number, then by row */
    size_t count;
    int64_t bad, known, good, matched, held, good_fen, matched_fen, held_fen;
    Tally tally;
    MoneyPay *pays; /* bank: in the order of `order`, one for each matched line; the first IMPORT_POSTS_MAX */
    size_t pay_count;
    Arena scratch; /* what is said of one number */
    MoneyPages pages;
    struct {
        bool read;
        size_t n; /* 0: no key is behind */
        char key[LEDGER_KEY_MAX + 1];
    } paid[2]; /* by kind of voucher: the first key in the ledger that is not before the last number looked for */
} Importing;

/* import_rows.c. Refusals: those of money_open and money_next; ERR_BAD_FIELD no line; ERR_TOO_LARGE; ERR_BUSY. */
Err import_read(Importing *im) NODISCARD;
/* The group of rows of one number that begins at order[from]; gives where it ends. */
size_t import_group(const Importing *im, size_t from);
/* What the record knows about the numbers: what is there already, what came twice, and what a bank's line pays.
 * Refusals: ERR_BAD_AMOUNT; those of import_bank_line. */
Err import_known(Importing *im) NODISCARD;
/* import.c: whether a good line of the bank pays what the certificates of its number, or its payer's bill, say.
 * Refusals: those of tally_line. */
Err import_bank_line(Importing *im, ImportRow *row, const MoneyKept *certificates, size_t count) NODISCARD;
/* Refuses: the lines come to more than can be. */
Err import_too_much(Importing *im) NODISCARD;
void import_answer(const Importing *im, Json *json);
