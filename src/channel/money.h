/* money.h - the files in which money is told of: what a bank received (one line a payment) and what the tax authority
 * collected (one line a payer, month and insurance). Bytes become rows; nothing is known here of who owes what. A line
 * is judged by itself: what is wrong with it is a reason and what to do, never a guess.
 *
 * Bank: day, amount and voucher number (流水号) are needed; the payer's credit code or identity number, if it has a column
 * of its own, is read. Names and free text are for people: nobody is ever found by them, so they are not even read.
 * Tax: payer (credit code or identity number), month, insurance, amount, certificate number and day are needed. */
#pragma once
#include "base/day.h"
#include "base/money.h"
#include "sheet/cell.h"
#include "sheet/header.h"
#include "words/words.h"

enum { MONEY_NO_MAX = 60, MONEY_PAYER_MAX = 40 };

#define MONEY_FAULTS(X) \
    X(MONEY_CELL, "", "", "", "", "") /* sheet/faults_table.h says it */ \
    X(MONEY_FORMULA, "formula", "单元格是公式，其结果可能与看到的不同。", \
      "The cell holds a formula; its result may differ from what is seen.", "请在 Excel 中选择“粘贴为数值”后再上传。", \
      "Paste it as a value in the spreadsheet and send it again.") \
    X(MONEY_ZERO, "bad-amount", "金额应大于零。", "The amount must be above zero.", "请核对金额；退款和冲正不从此文件登记。", \
      "Check the amount; refunds and reversals are not recorded by this file.") \
    X(MONEY_NO, "bad-field", "凭证号过长或为空。", "The voucher number is too long or empty.", "请填写不超过 60 个字节的编号。", \
      "Give a number of at most 60 bytes.") \
    X(MONEY_PAYER, "bad-id-number", "缴费人号码有误。", "The payer's number is not valid.", "请填写统一社会信用代码或证件号码。", \
      "Give the unified credit code or the identity number.") \
    X(MONEY_INSURANCE, "bad-field", "没有这种险种。", "There is no such insurance.", \
      "请写基本养老保险、基本医疗保险、失业保险、工伤保险或生育保险。", \
      "Write pension, medical, unemployment, injury or maternity.")
#define AS_MONEY_ENUM(NAME, ...) NAME,
typedef enum { MONEY_RIGHT = 0, MONEY_FAULTS(AS_MONEY_ENUM) MONEY_FAULT_END } MoneyFault;
#undef AS_MONEY_ENUM
typedef struct {
    const char *code, *zh, *en, *fix_zh, *fix_en;
} MoneyFaultRow;

typedef struct {
    int64_t row;
    MoneyFault fault;
    CellFault cell;
    Day day;
    Money amount;
    Str no;               /* of the voucher or certificate */
    Str credit_code, ssn; /* of the payer, as checked; both empty: not said */
    Month month;          /* tax alone */
    Insurance insurance;  /* tax alone */
} MoneyLine;

typedef struct {
    Sheet *sheet;
    Header header;
    ImportKind kind;
    Day today; /* bounds days of birth inside numbers */
} MoneyFile;

/* kind: IMPORT_TAX_DETAIL or IMPORT_BANK_STATEMENT. sheet_close(out->sheet) must follow if it is OK.
 * Refusals: those of sheet_open and header_read; ERR_BAD_FIELD a tax file without a column for the payer. */
Err money_open(Str bytes, ImportKind kind, Day today, MoneyFile *out, Why *why) NODISCARD;
/* The next line; row 0 at the end. Its texts live in the region. Refusals: those of sheet_next. */
Err money_next(MoneyFile *file, Arena *arena, MoneyLine *out, Why *why) NODISCARD;
/* What is wrong with a line, in words. */
MoneyFaultRow money_fault(MoneyFault fault, CellFault cell);
