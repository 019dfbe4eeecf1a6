/* wage_rows.h - inside levy: the rows of one declaration of wages, as they came (lines or a file) and judged one by one.
 * A row is 64 bytes whatever stands in the file, so that a file of a million people is read in bounded memory. */
#pragma once
#include "levy/levy.h"
#include "levy/wage.h"

enum { WAGE_FILE_ROWS_MAX = 1000000, WAGE_NUMBER_KEPT = 24, WAGE_REPORT_ROWS_MAX = 5000 };

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

typedef struct {
    Post *post;
    Month month;
    const UnitFacts *unit;
    const RegionPolicy *rules;
    WageRow *rows;
    uint32_t *order; /* rows in order of person */
    size_t count, size, bad;
} WageRows;

/* Reads what the command gives: `lines` or a file.
 * Refusals in order: ERR_BAD_FIELD neither or both, or what sheet_open, header_read and sheet_next say, a file without
 * rows; ERR_TOO_LARGE more than WAGE_FILE_ROWS_MAX rows. */
Err wage_rows_read(WageRows *all) NODISCARD;
/* Judges every row: number, person, wage, account with this employer in that month, once. Refusals: ERR_BUSY. */
Err wage_rows_check(WageRows *all) NODISCARD;
/* `rejected` (the first WAGE_REPORT_ROWS_MAX of them), how many there are, and how many of each code. */
void wage_rows_answer(const WageRows *all, Json *json);
