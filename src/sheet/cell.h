/* cell.h - cells as amounts, days, months, numbers of people and words, read the way people write them. Wide letters
 * (１２３，￥) count as narrow ones, spaces around do not count. Of a formula its last value is read; whoever does not
 * want formulas looks at cell->kind first. Nothing is guessed: what could mean two things is a fault.
 *
 * Out parameters are written only on FAULT_NONE. Texts live in the region given. */
#pragma once
#include "base/day.h"
#include "base/money.h"
#include "sheet/faults_table.h"
#include "sheet/sheet.h"

#define AS_FAULT(number, NAME, code, zh, en) NAME = number,
typedef enum { FAULT_NONE = 0, CELL_FAULTS(AS_FAULT) FAULT_END } CellFault;
#undef AS_FAULT

enum { CELL_CODE_MAX = 128, CELL_SCALAR_MAX = 128 };

/* "not-amount", and the sentence that says how to mend it. */
const char *fault_code(CellFault fault);
const char *fault_sentence(CellFault fault, bool en);

/* Every reader first says FAULT_EMPTY, FAULT_ERROR, FAULT_NO_VALUE. */

/* Yuan: 12345.67, 12,345.67, 12 345.6, ￥12345, 12345.6元, 人民币12345.60; never through binary fractions.
 * Then FAULT_KIND, FAULT_LONG, FAULT_SIGN (also for accounting's brackets), FAULT_EXPONENT, FAULT_NOT_AMOUNT,
 * FAULT_GROUPING, FAULT_DECIMALS, FAULT_TOO_LARGE (over 10^12 yuan). */
CellFault cell_money(const Cell *cell, Money *out) NODISCARD;

/* 2025-08-31, 2025/8/31, 2025.8.31, 20250831, 2025年8月31日, each with a time of day behind it or not; a date cell; and of
 * number cells alone the five digits of a spreadsheet's day (45870). Then FAULT_KIND, FAULT_LONG, FAULT_NOT_DAY,
 * FAULT_NO_SUCH_DAY. */
CellFault cell_day(const Cell *cell, Day *out) NODISCARD;

/* 2025-08, 2025/8, 2025.08 (2025.1 may have been .10), 202508, 2025年8月, 2025年8月份, and whatever cell_day() takes, as the
 * month of that day. Then
 * FAULT_KIND, FAULT_LONG, FAULT_NOT_MONTH, FAULT_NO_SUCH_MONTH, FAULT_NO_SUCH_DAY. */
CellFault cell_month(const Cell *cell, Month *out) NODISCARD;

/* A number of a person, card, unit or voucher: narrow letters, no spaces, no apostrophe in front; letters keep their
 * case. Then FAULT_KIND, FAULT_DIGITS_LOST (a number cell of more than 15 digits, or text like 1.10105E+17), FAULT_LONG
 * (over CELL_CODE_MAX bytes), FAULT_CONTROL. */
CellFault cell_code(const Cell *cell, Arena *arena, Str *out) NODISCARD;

/* Words: spaces and invisible marks at both ends are cut off, line breaks inside become spaces; wide letters stay. Then
 * FAULT_DIGITS_LOST, FAULT_LONG (over `most` bytes), FAULT_CONTROL. */
CellFault cell_text(const Cell *cell, Arena *arena, size_t most, Str *out) NODISCARD;

/* Whether nothing is to be seen in the cell: empty or spaces alone. */
bool cell_is_blank(const Cell *cell);
/* The cell of a column counted from 1; an empty one where the row is shorter or column is 0. */
const Cell *row_cell(const Row *row, size_t column);

/* Wide letters made narrow and every kind of space a plain one; invisible marks (U+200B, U+FEFF, ...) are dropped. */
Str text_narrow(Arena *arena, Str text);
