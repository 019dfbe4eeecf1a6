/* annotate.h - a table that somebody sent goes back to them with one column more: what is wrong with each row, in red, so that
 * it is mended where it stands and sent again. */
#pragma once
#include "report/report.h"
#include "sheet/header.h"

typedef struct {
    int64_t row; /* of the file that was sent */
    Str fault;
} RowFault;

/* The table from its titles on, every cell as text, behind them the column of faults. That of an earlier time is left out; a
 * reader of such tables passes over it. `title`: a column by which the line of titles is known. `faults` in order of row.
 * Refusals: those of sheet_open, sheet_next and header_read; ERR_TOO_LARGE; ERR_BUSY. */
Err report_annotate(Arena *arena, Str bytes, Title title, const RowFault *faults, size_t count, ReportForm form, bool en, Str *out,
                    Why *why) NODISCARD;
