/* sheet.h - a file of rows, CSV or xlsx, read one row at a time in constant memory. The bytes decide which of the
 * two it is, never the name. What is hostile, damaged or ambiguous is refused with the row and what to do; nothing is
 * guessed about amounts, days and numbers of people (cell.h reads those, header.h finds their columns).
 *
 * CSV: UTF-8 with or without a byte order mark, or GB18030 as Excel in China saves it; the whole file is checked
 * before the first row. Quotes as in RFC 4180; lines end in CR, LF or both. The separator , ; or tab is that of the
 * first line that has one. xlsx: the first visible worksheet or the one that is named; no macros, no passwords.
 *
 * A row in which every cell is empty is skipped. Memory is reserved when the file is opened: nothing that stands in
 * a file can ask for more than its limits. */
#pragma once
#include "base/err.h"

typedef struct Sheet Sheet;

typedef enum { SHEET_CSV, SHEET_XLSX } SheetForm;
typedef enum { CELL_EMPTY, CELL_TEXT, CELL_NUMBER, CELL_DATE, CELL_BOOL, CELL_ERROR, CELL_FORMULA } CellKind;

/* In CSV a cell is empty or text. In xlsx the text of
 *   a number   is its decimal form of at most 15 digits, as spreadsheets show it ("12345.67", "1.5E+30");
 *   a date     is "2025-08-31", with a time of day "2025-08-31T09:30:00", or a time alone "09:30:00";
 *   a boolean  is "TRUE" or "FALSE";
 *   an error   is what the spreadsheet shows ("#N/A");
 *   a formula  is the value it last had, of the kind `cached` (CELL_EMPTY: it was never calculated). */
typedef struct {
    CellKind kind;
    CellKind cached; /* of a formula; of any other cell the same as kind */
    bool epoch_1904; /* numbers that mean days count from 1904 */
    Str text;        /* UTF-8 without a zero byte; lives until the next row is asked for */
} Cell;

typedef struct {
    const Cell *cells; /* cells[0] is column A */
    size_t count;      /* up to the last cell that is not empty */
    int64_t number;    /* the row in the spreadsheet; in CSV the line on which it begins; 0 = no more rows */
    bool hidden;       /* a filter or a person hid the row */
} Row;

/* What a file may ask for. Each limit is tested: what is at the limit is read, what is above is ERR_TOO_LARGE. */
#define SHEET_LIMITS(X) \
    X(file_bytes, (int64_t)512 << 20)     /* the file as it lies there */ \
    X(rows, 2000000)                      /* rows that are not empty */ \
    X(columns, 256)                       /* the last column that is not empty */ \
    X(row_bytes, (int64_t)1 << 20)        /* of one row: in CSV as it stands in the file, in xlsx the texts of its cells */ \
    X(cell_bytes, (int64_t)128 << 10)     /* of one cell; Excel holds 32767 characters */ \
    X(unpacked_bytes, (int64_t)1 << 30)   /* xlsx: all parts together, unpacked */ \
    X(strings_bytes, (int64_t)96 << 20)   /* xlsx: the table of shared texts, kept in memory */ \
    X(parts, 1024)                        /* xlsx: files inside the file */
enum { SHEET_RATIO_MAX = 200, SHEET_RATIO_FROM = 8 << 20 }; /* unpacked : packed, looked at once so much was unpacked */

#define AS_LIMIT(name, standard) int64_t name;
typedef struct { SHEET_LIMITS(AS_LIMIT) } SheetLimits;
#undef AS_LIMIT

typedef struct {
    SheetLimits limits;
    Str name; /* the worksheet to read; empty = the first that is visible. CSV has none. */
} SheetOptions;

/* The limits above. A caller may lower them (a page for one small unit) or raise them (rows only). */
SheetOptions sheet_options(void);

/* Opens a file whose bytes stay where they are until sheet_close(). options may be NULL. *out is written on OK alone,
 * and then sheet_close() must follow.
 * Refusals, in this order: ERR_TOO_LARGE file_bytes; ERR_BAD_FIELD (field "file"): empty, an old .xls, a workbook with
 * a password, a web page or another kind of file, UTF-16, a zero byte, text neither UTF-8 nor GB18030 (the line is
 * named); xlsx: damaged, several parts of one name, names that leave the file, macros, a part missing, a DTD, no such
 * worksheet; ERR_TOO_LARGE: parts, unpacked_bytes, SHEET_RATIO_MAX, strings_bytes. */
Err sheet_open(Str bytes, const SheetOptions *options, Sheet **out, Why *why) NODISCARD;
void sheet_close(Sheet *sheet);

/* The next row that is not empty; row->number 0 at the end. The row lives until the next call. The end of an xlsx is
 * also where its checksum is compared: whoever acts on rows waits for the end. A refusal stays: later calls repeat it.
 * Refusals: ERR_BAD_FIELD naming row (and cell): quotes that do not pair, numbers and references that are none, rows
 * or cells out of order or twice, damage; ERR_TOO_LARGE: rows, columns, row_bytes, cell_bytes, unpacked_bytes. */
Err sheet_next(Sheet *sheet, Row *row, Why *why) NODISCARD;

SheetForm sheet_form(const Sheet *sheet);
/* What was found: "UTF-8" or "GB18030" and the separator of a CSV (0 in xlsx); the worksheet's name (empty in CSV). */
const char *sheet_encoding(const Sheet *sheet);
char sheet_separator(const Sheet *sheet);
Str sheet_name(const Sheet *sheet);

/* The letters of a column: 1 is "A", 27 "AA". */
enum { COLUMN_LETTERS = 8 };
const char *column_letters(size_t column, char letters[COLUMN_LETTERS]);
