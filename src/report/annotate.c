/* annotate.c - see annotate.h. The file is read twice: how wide it is, then row by row into the new one. */
#include "report/annotate.h"
#include "report/memory.h"
#include "sheet/writer.h"
#include <unistd.h>

enum { TITLE_BYTES = 200, SHOWN_MAX = WRITER_COLUMNS_MAX - 1 };
static const char fault_zh[] = "错误", fault_en[] = "What is wrong";

typedef struct {
    Arena *arena;
    Writer *writer;
    Why *why;
    int64_t titles;          /* the row of the titles */
    size_t width;            /* columns of the table */
    size_t taken[SHOWN_MAX]; /* those that are written, counted from 0 */
    size_t count;
    WriterColumn columns[WRITER_COLUMNS_MAX];
    const RowFault *faults;
    size_t fault_count, at; /* the next fault */
} Annotated;

static Err measure(Annotated *a, Str bytes, Title title)
{
    const Want wants[] = { { title, true } };
    Sheet *sheet = NULL;
    Header header = { 0 };
    Row row = { 0 };
    TRY(sheet_open(bytes, NULL, &sheet, a->why));
    Err err = header_read(sheet, wants, 1, &header, a->why);
    a->titles = header.row;
    while (err == OK && (err = sheet_next(sheet, &row, a->why)) == OK && row.number)
        a->width = row.count > a->width ? row.count : a->width;
    sheet_close(sheet);
    return err;
}

/* A title without the letters that do not fit, cut between two of them. */
static Str title_cut(Arena *arena, Str title)
{
    size_t n = title.n < TITLE_BYTES ? title.n : TITLE_BYTES;
    while (n && n < title.n && ((unsigned char)title.p[n] & 0xC0) == 0x80)
        n--;
    return str_copy(arena, str_head(title, n));
}

static Err titles_write(Annotated *a, const Row *row, WriterOptions *options, bool en)
{
    size_t width = row->count > a->width ? row->count : a->width;
    for (size_t i = 0; i < width && a->count < SHOWN_MAX; i++) {
        Str title = i < row->count ? str_trim(row->cells[i].text) : (Str){ 0 };
        if (str_is(title, fault_zh) || str_is(title, fault_en))
            continue;
        a->taken[a->count] = i;
        a->columns[a->count++] = (WriterColumn){ .title = title_cut(a->arena, title), .form = FORM_TEXT };
    }
    a->columns[a->count] = (WriterColumn){ .title = str(en ? fault_en : fault_zh), .form = FORM_FAULT };
    options->columns = a->columns;
    options->count = a->count + 1;
    return writer_open(options, &a->writer, a->why);
}

static Err row_write(Annotated *a, const Row *row)
{
    Value values[WRITER_COLUMNS_MAX];
    for (size_t i = 0; i < a->count; i++) {
        Str text = a->taken[i] < row->count ? row->cells[a->taken[i]].text : (Str){ 0 };
        values[i] = value_text(str_head(text, text.n <= WRITER_TEXT_MAX ? text.n : 0));
    }
    while (a->at < a->fault_count && a->faults[a->at].row < row->number)
        a->at++;
    bool wrong = a->at < a->fault_count && a->faults[a->at].row == row->number;
    values[a->count] = wrong ? value_fault(a->faults[a->at].fault) : value_none();
    values[a->count].form = FORM_FAULT;
    return writer_row(a->writer, values, a->why);
}

static Err rows_write(Annotated *a, Str bytes, WriterOptions *options, bool en)
{
    Sheet *sheet = NULL;
    Row row = { 0 };
    TRY(sheet_open(bytes, NULL, &sheet, a->why));
    Err err = OK;
    while (err == OK && (err = sheet_next(sheet, &row, a->why)) == OK && row.number) {
        if (row.number == a->titles)
            err = titles_write(a, &row, options, en);
        else if (row.number > a->titles)
            err = row_write(a, &row);
    }
    sheet_close(sheet);
    if (a->writer && err == OK)
        err = writer_close(a->writer, a->why);
    else if (a->writer)
        writer_drop(a->writer);
    return err;
}

Err report_annotate(Arena *arena, Str bytes, Title title, const RowFault *faults, size_t count, ReportForm form, bool en, Str *out,
                    Why *why)
{
    char path[MEMORY_PATH];
    int file = -1;
    Annotated *a = arena_new(arena, Annotated, 1);
    *a = (Annotated){ .arena = arena, .why = why, .faults = faults, .fault_count = count };
    TRY(measure(a, bytes, title));
    TRY(memory_open(&file, path, why));
    WriterOptions options = { .form = form == REPORT_XLSX ? SHEET_XLSX : SHEET_CSV,
                              .path = str(path),
                              .name = en ? S("Mend these") : S("待更正"),
                              .mark = true };
    Err err = rows_write(a, bytes, &options, en);
    if (err == OK)
        err = memory_read(arena, file, out, why);
    close(file);
    return err;
}
