/* inside.h - inside sheet: what the readers of CSV and xlsx share. */
#pragma once
#include "sheet/book.h"
#include "sheet/sheet.h"
#include <iconv.h>

typedef struct {
    Str bytes;      /* without the byte order mark */
    size_t at;
    int64_t line;   /* of bytes[at] */
    char separator;
    bool gbk;       /* GB18030; else UTF-8 */
    iconv_t converter;
} Csv;

typedef struct {
    Xml xml;
    Part part;
    int64_t row;           /* the last one that began */
    size_t column;         /* the last one that began in it; 0 = none */
    char type;             /* of the open cell: n, s (shared), t (text), b, e, d; 0 = no cell is open */
    bool in_data, in_row, hidden, formula, is_date, taking;
    int phonetic;          /* inside so many rPh */
    size_t text_from;      /* where the text of the open cell begins in Sheet.text */
    bool row_ready;
} Xlsx;

struct Sheet {
    Arena region;
    SheetLimits limits;
    SheetForm form;
    Why why;               /* the refusal that stays */
    int64_t rows;          /* given so far */
    Cell *cells;           /* limits.columns of them */
    size_t count, dirty;   /* cells of this row; cells that must be emptied before the next */
    char *text;            /* the bytes of this row that do not stand elsewhere */
    size_t text_used, text_size, row_bytes;
    Csv csv;
    Xlsx xlsx;
    Book book;
};

/* The place for the text of a row has this many times row_bytes: unquoted, then converted. */
enum { ROW_TEXT_TIMES = 4 };

/* Puts a cell into the row. Refusals: ERR_TOO_LARGE: columns, cell_bytes, row_bytes (`place` is the row's number). */
Err row_put(Sheet *sheet, size_t column, Cell cell, int64_t place, Why *why) NODISCARD;

/* CSV: looks at the whole of the bytes once; then row by row. *number = 0 at the end. */
Err csv_open(Sheet *sheet, Str bytes, Why *why) NODISCARD;
Err csv_next(Sheet *sheet, int64_t *number, Why *why) NODISCARD;
void csv_close(Sheet *sheet);

/* xlsx: opens the package, reads the book and stands before the first row. What was opened is closed by xlsx_close()
 * also after a refusal. */
Err xlsx_open(Sheet *sheet, Str bytes, Str name, Why *why) NODISCARD;
Err xlsx_next(Sheet *sheet, int64_t *number, Why *why) NODISCARD;
void xlsx_close(Sheet *sheet);

/* The place of the first byte that is not UTF-8 (or is zero), or bytes.n if there is none. */
size_t text_bad_utf8(Str bytes);
/* The same for GB18030. */
size_t text_bad_gbk(Str bytes, iconv_t converter);
/* Line number of the byte at `at`, counted from 1. */
int64_t text_line(Str bytes, size_t at);
