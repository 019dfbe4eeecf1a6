/* wage_rows.h - inside levy: the rows of one declaration of wages, as they came (lines or a file) and judged one by one.
 * A row is 64 bytes whatever stands in the file, so that a file of a million people is read in bounded memory. */
#pragma once
#include "base/sorting.h"
#include "levy/levy.h"
#include "levy/wage.h"
#include "sheet/header.h"

enum { WAGE_FILE_ROWS_MAX = 1000000, WAGE_NUMBER_KEPT = 24, WAGE_REPORT_ROWS_MAX = 5000 };

/* What can be wrong with a row: code, why, what to do. */
#define ROW_FAULTS(X) \
    X(ROW_CELL, "", "", "", "", "") /* sheet/faults_table.h says it */ \
    X(ROW_FORMULA, "formula", "单元格是公式，其结果可能与看到的不同。", \
      "The cell holds a formula; its result may differ from what is seen.", "请在 Excel 中选择“粘贴为数值”后再上传。", \
      "Paste it as a value in the spreadsheet and send it again.") \
    X(ROW_MONTH, "mismatch", "此行的所属期不是所申报的月份。", "The row is of another month than the one declared.", \
      "请更正月份，或放到该月的申报中。", "Correct the month, or declare the row in its own month.") \
    X(ROW_UNIT, "mismatch", "此行的单位代码不是所申报的单位。", "The row is of another employer than the one declared.", \
      "请更正代码，或由该单位申报。", "Correct the code, or declare the row for that employer.") \
    X(ROW_NUMBER, "bad-id-number", "证件号码有误。", "The identity number is not valid.", "请对照证件原件改正号码。", \
      "Correct the number from the document.") \
    X(ROW_PERSON, "unknown-person", "没有查到此人。", "No such person is on record.", "请核对号码，或先办理个人登记和参保登记。", \
      "Check the number, or register the person and open the account first.") \
    X(ROW_NOT_HERE, "not-open", "此人该月不在本单位参保。", "The person is not insured with this employer in that month.", \
      "请核对月份，或先办理增员（account.open）。", "Check the month, or enrol the person first (account.open).") \
    X(ROW_ELSEWHERE, "already-open", "此人该月在其他单位参保。", "The person is insured with another employer in that month.", \
      "请请原单位先办理停保，再办理增员后申报。", \
      "The other employer stops the account first; then enrol the person and declare.") \
    X(ROW_UNBORN, "too-early", "该月早于此人出生的月份。", "That month lies before the person was born.", "请核对月份和号码。", \
      "Check the month and the number.") \
    X(ROW_EARLY, "too-early", "该月早于此人参保起始月份。", "That month lies before the person was enrolled.", \
      "请删去此行，或更正参保起始时间。", "Remove the row, or correct when the enrolment began.") \
    X(ROW_LATE, "too-late", "该月晚于此人停保的月份。", "That month lies after the person left.", "请删去此行。", \
      "Remove the row.") \
    X(ROW_DEAD, "wrong-state", "该月晚于登记的死亡月份。", "That month lies after the death on record.", \
      "请删去此行；登记有误的到窗口更正。", "Remove the row; if the record is wrong, have it corrected at a counter.") \
    X(ROW_REGION, "mismatch", "此人的账户在其他统筹地区。", "The person's account is in another region.", "请向该地区申报。", \
      "Declare it in that region.") \
    X(ROW_TWICE, "conflict", "同一人在本次申报中出现多次。", "The person stands more than once in this declaration.", \
      "请只保留一行。", "Keep one row.") \
    X(ROW_WAGE, "bad-amount", "工资应大于零，且不超过一万亿元。", "The wage must be above zero and at most 10^12 yuan.", \
      "请核对工资金额。", "Check the wage.") \
    X(ROW_CLIENT, "not-permitted", "此人与贵机构没有代理协议。", "The person has no contract with your agency.", \
      "请由单位自行申报，或先签订协议。", "The employer declares it, or make a contract first.")
#define AS_ROW_ENUM(NAME, ...) NAME,
typedef enum { ROW_RIGHT = 0, ROW_FAULTS(AS_ROW_ENUM) ROW_FAULT_END } WageFault;
#undef AS_ROW_ENUM

typedef struct {
    int64_t person, wage_fen; /* person 0: nobody */
    int32_t row;              /* in the file, or the place in `lines` */
    uint8_t fault;            /* WageFault, or 0 */
    uint8_t cell;             /* CellFault: what is wrong with a cell of a file */
    uint8_t length;           /* of number; longer ones are cut, for the report alone */
    bool serial : 1;          /* the bureau's number, not one of identity */
    bool sought : 1;          /* a valid number of identity, whatever else is wrong with the row */
    char number[WAGE_NUMBER_KEPT];
    uint8_t key[IDENTITY_KEY_BYTES]; /* by which a number of identity is looked up */
} WageRow;
/* The first thing that is wrong with a row is what it is answered with. */
static inline void row_wrong(WageRow *row, WageFault fault) { row->fault = row->fault ? row->fault : (uint8_t)fault; }

/* What has to be done, in this order; each in pieces. */
typedef enum {
    WAGE_READ,
    WAGE_SEEK,
    WAGE_FIND,
    WAGE_MONTH,
    WAGE_ORDER,
    WAGE_ONCE,
    WAGE_CHECK,
    WAGE_GOOD,
    WAGE_SAME,
    WAGE_PACK,
    WAGE_READY
} WageStage;

typedef struct WagePeople WagePeople;
typedef struct {
    Post *post; /* of the slice; the rest lies in `life` */
    Arena *life;
    Month month;
    const UnitFacts *unit; /* of the slice too */
    const RegionPolicy *rules;
    WageStage stage;
    size_t at;    /* how far the stage is */
    Sheet *sheet; /* open while a file is read */
    Header header;
    WageRow *rows;
    Sorting sorting; /* by key, then by person */
    uint32_t *order; /* rows in order of person */
    size_t count, size, bad;
    WagePeople *people;
    Wage *good; /* in order of person */
    size_t good_count;
    int64_t total;   /* of the good ones */
    bool known;      /* each good row says what is on record, and there is one */
    uint8_t *same;   /* of each good one: it says what is on record */
    WagePlace place; /* on record, compared so far */
    size_t beside;   /* the good row that the next of these is not before */
    WagePacked packed;
} WageRows;

/* Begins with what the command gives. Refusals in order: ERR_BAD_FIELD neither lines nor a file, or both. */
Err wage_rows_begin(WageRows *all) NODISCARD;
/* Goes on until the time of the slice is over; all->stage WAGE_READY: every row is judged (number, person, wage, account
 * with this employer in that month, once), and what is to be stored is there.
 * Refusals in order: ERR_BAD_FIELD what sheet_open, header_read and sheet_next say, a file without rows; ERR_TOO_LARGE more
 * than WAGE_FILE_ROWS_MAX rows; ERR_TOO_EARLY; ERR_MONTH_CLOSED; ERR_BAD_AMOUNT wages beyond all sums; ERR_BUSY. */
Err wage_rows_more(WageRows *all, int64_t until_ns) NODISCARD;
/* Refusals: ERR_TOO_EARLY a month to come; ERR_MONTH_CLOSED; ERR_BUSY. */
Err wage_month_check(const WageRows *all) NODISCARD;
/* Whether the mode asks for the good rows to be stored. */
bool wage_rows_wanted(const WageRows *all);
/* Gives the file back. */
void wage_rows_close(WageRows *all);
/* `rejected` (the first WAGE_REPORT_ROWS_MAX of them), how many there are, and how many of each code. */
void wage_rows_answer(const WageRows *all, Json *json);

/* wage_judge.c, inside: one piece of WAGE_ORDER, WAGE_ONCE and WAGE_CHECK; true in *done at the end of the stage. */
Err wage_judge_more(WageRows *all, bool *done) NODISCARD;
