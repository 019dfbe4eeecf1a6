/* book.h - inside sheet: what a workbook says about its worksheets before the first row: which one, shared texts, which
 * styles are dates, from which year days count. */
#pragma once
#include "sheet/xml.h"

enum { PART_NAME_MAX = 256, SHEET_NAME_MAX = 31 * 4, STYLES_MAX = 65536, FORMATS_MAX = 65536, LISTED_BYTES = 600 };

typedef struct {
    Package package;
    Str name;                    /* of the worksheet that is read */
    Str part;                    /* and its part */
    bool epoch_1904;
    Arena strings, ends;         /* shared texts one behind the other; where each ends (uint32_t) */
    size_t strings_count;
    size_t styles_count;
    uint16_t styles[STYLES_MAX]; /* the number format of each cell style */
    uint8_t date_formats[FORMATS_MAX / 8]; /* a bit for each number format that was declared and shows a day or a time */
    char name_bytes[SHEET_NAME_MAX + 1], part_bytes[PART_NAME_MAX + 1];
} Book;

/* Reads the workbook and finds the worksheet called `name`, or the first visible one if it is empty. book_close() must
 * follow, also after a refusal.
 * Refusals: those of package_open(), part_read(), xml_run(); ERR_BAD_FIELD: no workbook, no such worksheet, a sheet that
 * is no table; ERR_TOO_LARGE: strings_bytes, more styles or texts than Excel allows. */
Err book_open(Book *book, Str bytes, const SheetLimits *limits, Str name, Why *why) NODISCARD;
void book_close(Book *book);

/* A shared text, or p == NULL if there is none of this number. */
Str book_string(const Book *book, int64_t number);
/* Whether cells of this style show a day or a time. */
bool book_style_is_date(const Book *book, int64_t style);

/* Excel writes characters that XML cannot hold as _x000D_; undone in place, the new length is given back. A zero byte
 * stays as it is written. */
size_t text_unescape(char *p, size_t n);
/* Whether the text begins with such an escape. */
bool text_is_escape(Str text);
