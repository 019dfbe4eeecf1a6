/* write_inside.h - inside sheet: the two forms behind writer.h, each in its own file. */
#pragma once
#include "sheet/writer.h"
#include <xlsxwriter.h>

enum { WRITE_BUFFER = 64 << 10, FORMS = FORM_FAULT + 1 };

struct Writer {
    Arena region;
    WriterOptions options;
    const char *path;
    int64_t rows;                /* written, without the titles */
    int64_t filled;              /* xlsx: those of them with any value */
    bool failed;                 /* the disk refused */
    int file;                    /* CSV */
    char *buffer;
    size_t used;
    lxw_workbook *book;          /* xlsx */
    lxw_worksheet *sheet;
    lxw_format *formats[FORMS];
    struct {
        Str name;
        int64_t filled;
    } ended[WRITER_SHEETS_MAX]; /* the worksheets before this one */
    size_t ended_count;
};

/* Titles, a row, the end; the disk's refusals are kept in writer->failed.
 * Refusals of xlsx alone: ERR_BUSY: no temporary file. */
Err write_csv_open(Writer *writer, Why *why) NODISCARD;
void write_csv_row(Writer *writer, const Value *values);
void write_csv_end(Writer *writer);
Err write_xlsx_open(Writer *writer, Why *why) NODISCARD;
/* Another worksheet: name and columns stand in the options. */
Err write_xlsx_sheet(Writer *writer, Why *why) NODISCARD;
void write_xlsx_row(Writer *writer, const Value *values);
void write_xlsx_end(Writer *writer, bool whole);
