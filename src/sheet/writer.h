/* writer.h - rows into a file for people: CSV, or xlsx for whoever opens it in Excel or WPS. The same rows give the
 * same bytes. Numbers of people and cards are text, so no spreadsheet makes 1.1E+17 of them; amounts and days are what
 * they are, so sums can be made. No text becomes a formula: in xlsx it is stored as text, in CSV what begins with
 * = + - @ or a tab gets an apostrophe in front (OWASP, CSV injection). */
#pragma once
#include "base/day.h"
#include "base/money.h"
#include "sheet/sheet.h"

typedef struct Writer Writer;

/* FORM_FAULT is text in red: what is wrong with the row, in a file that goes back to who sent it. */
typedef enum { FORM_TEXT, FORM_MONEY, FORM_DAY, FORM_MONTH, FORM_COUNT, FORM_FAULT } Form;

typedef struct {
    Str title;
    Form form;
    int width; /* in letters, a Chinese character counts two; 0 = a width that suits the form */
    const char *const *choices; /* xlsx: what a cell may be chosen from, ended by NULL, WRITER_CHOICES_MAX bytes in all; or NULL */
    const char *wrong;          /* what a spreadsheet says to anything else; for FORM_MONEY: to what is no amount above zero */
} WriterColumn;
enum { WRITER_CHOICES_MAX = 255 };

/* A value; empty where there is none. Its form is that of its column. */
typedef struct {
    Form form;
    bool empty;
    Str text;
    int64_t number; /* fen, days, months or a count */
} Value;

static inline Value value_none(void) { return (Value){ .empty = true }; }
static inline Value value_text(Str text) { return (Value){ .form = FORM_TEXT, .text = text, .empty = !text.n }; }
static inline Value value_fault(Str text) { return (Value){ .form = FORM_FAULT, .text = text, .empty = !text.n }; }
static inline Value value_money(Money amount) { return (Value){ .form = FORM_MONEY, .number = amount.fen }; }
static inline Value value_day(Day day) { return (Value){ .form = FORM_DAY, .number = day.n, .empty = !day_is(day) }; }
static inline Value value_month(Month month)
{
    return (Value){ .form = FORM_MONTH, .number = month.n, .empty = month.n == INT32_MIN };
}
static inline Value value_count(int64_t count) { return (Value){ .form = FORM_COUNT, .number = count }; }

typedef struct {
    SheetForm form;
    Str path;                    /* made or overwritten, readable by the owner alone */
    Str name;                    /* of the worksheet, at most 31 characters without []:*?/\ */
    const WriterColumn *columns; /* kept by the caller until the writer is closed */
    size_t count;
    bool mark;                   /* CSV: a byte order mark, without which Excel takes Chinese for something else */
} WriterOptions;

enum { WRITER_COLUMNS_MAX = 256, WRITER_XLSX_ROWS_MAX = 1048575, WRITER_TEXT_MAX = 32767 };

/* Makes the file and writes the titles. *out is written on OK alone; writer_close() or writer_drop() must follow.
 * Refusals: ERR_BAD_FIELD: a name that no worksheet may have; ERR_BUSY: the file cannot be made. */
Err writer_open(const WriterOptions *options, Writer **out, Why *why) NODISCARD;
/* One row: a value for each column.
 * Refusals: ERR_BAD_FIELD: text that is not UTF-8; ERR_TOO_LARGE: a text over WRITER_TEXT_MAX bytes, xlsx: more rows than
 * a worksheet has; ERR_BUSY: the disk. */
Err writer_row(Writer *writer, const Value *values, Why *why) NODISCARD;
/* xlsx alone: the rows behind go into another worksheet with columns of its own, which are kept by the caller until then and
 * until the writer is closed. Refusals: those of writer_open; ERR_TOO_LARGE: more than WRITER_SHEETS_MAX worksheets. */
enum { WRITER_SHEETS_MAX = 200 };
Err writer_sheet(Writer *writer, Str name, const WriterColumn *columns, size_t count, Why *why) NODISCARD;
/* Ends the file: on OK it is whole and on the disk (an xlsx is read once more to know), else it has been removed. The
 * writer is gone either way. Refusals: ERR_BUSY: the disk, now or in an earlier row. */
Err writer_close(Writer *writer, Why *why) NODISCARD;
/* Gives up: the file is removed. */
void writer_drop(Writer *writer);
