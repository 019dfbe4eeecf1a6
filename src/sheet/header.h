/* header.h - finds the columns of a table by what people write above them. Lines before the titles ("2025年8月工资表")
 * are passed over. A column that is missing, that stands twice, or whose title says 万元 is refused by name: an amount
 * is never taken from a column that might not be meant. */
#pragma once
#include "sheet/sheet.h"
#include "sheet/titles_table.h"

#define AS_TITLE(number, NAME, word, money, title, names) NAME = number,
typedef enum { TITLES(AS_TITLE) TITLE_END } Title;
#undef AS_TITLE

typedef struct {
    Title title;
    bool needed; /* else used if it is there */
} Want;

typedef struct {
    int64_t row;             /* of the titles */
    size_t column[TITLE_END]; /* counted from 1, for row_cell(); 0 = not there (or not wanted) */
} Header;

enum { HEADER_ROWS = 10 }; /* rows that are looked through for titles */

/* Reads rows up to and with that of the titles: the first that has every needed column. Columns that nobody wants are
 * passed over.
 * Refusals: those of sheet_next(); ERR_BAD_FIELD (field = the word of the first column concerned): columns missing, with
 * the names they may have; a column twice, with both letters; a unit other than yuan. What is said is of the row that
 * came nearest. */
Err header_read(Sheet *sheet, const Want *wants, size_t count, Header *out, Why *why) NODISCARD;

/* "wage"; and its title in templates and reports, "缴费工资". */
const char *title_word(Title title);
const char *title_zh(Title title);
/* Which of all titles this text is, or 0. */
Title title_find(Str text);
