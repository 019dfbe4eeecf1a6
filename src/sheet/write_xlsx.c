/* write_xlsx.c - rows as xlsx through libxlsxwriter, one row in memory at a time. The library takes numbers as binary
 * fractions; that is the one conversion here. Up to 15 digits come back exactly as they went (tests prove it on
 * amounts), so longer numbers are written as text. */
#include "base/require.h"
#include "sheet/inside.h"
#include "sheet/write_inside.h"
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CREATED = 1704067200, TITLE_COLOUR = 0xDCE6F1, WIDTH_SPARE = 2 };
static const int64_t exact_max = 999999999999999;

static const struct {
    const char *format;
    int width;
} forms[FORMS] = {
    [FORM_TEXT] = { "@", 20 },        [FORM_MONEY] = { "#,##0.00", 16 }, [FORM_DAY] = { "yyyy-mm-dd", 12 },
    [FORM_MONTH] = { "yyyy-mm", 10 }, [FORM_COUNT] = { "0", 10 },        [FORM_FAULT] = { "@", 40 },
};

/* How many narrow letters a title takes. */
static int letters(Str title)
{
    int n = 0;
    for (size_t i = 0; i < title.n; i++)
        n += (unsigned char)title.p[i] < 0x80 ? 1 : (unsigned char)title.p[i] >= 0xC0 ? 2 : 0;
    return n;
}

/* What may stand below a title, as far as the column says: a list to choose from, or an amount. */
static void set_choice(Writer *writer, lxw_col_t at, const WriterColumn *column)
{
    lxw_data_validation rule = { .ignore_blank = LXW_VALIDATION_ON,
                                 .error_title = (char *)(uintptr_t) "请核对",
                                 .error_message = (char *)(uintptr_t)column->wrong,
                                 .error_type = LXW_VALIDATION_ERROR_TYPE_STOP };
    if (column->choices) {
        rule.validate = LXW_VALIDATION_TYPE_LIST;
        rule.value_list = (char **)(uintptr_t)column->choices;
        rule.dropdown = LXW_VALIDATION_ON;
    } else if (column->wrong && column->form == FORM_MONEY) {
        rule.validate = LXW_VALIDATION_TYPE_DECIMAL;
        rule.criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN;
    } else {
        return;
    }
    writer->failed |= worksheet_data_validation_range(writer->sheet, 1, at, WRITER_XLSX_ROWS_MAX, at, &rule) != LXW_NO_ERROR;
}

static void set_columns(Writer *writer)
{
    lxw_format *title = workbook_add_format(writer->book);
    format_set_bold(title);
    format_set_bg_color(title, TITLE_COLOUR);
    format_set_bottom(title, LXW_BORDER_THIN);
    format_set_text_wrap(title);
    format_set_align(title, LXW_ALIGN_VERTICAL_CENTER);
    for (size_t i = 0; i < writer->options.count; i++) {
        const WriterColumn *column = &writer->options.columns[i];
        int width = column->width ? column->width : forms[column->form].width, least = letters(column->title) + WIDTH_SPARE;
        writer->failed |= worksheet_set_column(writer->sheet, (lxw_col_t)i, (lxw_col_t)i, width < least ? least : width,
                                               writer->formats[column->form]) != LXW_NO_ERROR;
        set_choice(writer, (lxw_col_t)i, column);
    }
    for (size_t i = 0; i < writer->options.count; i++)
        writer->failed |= worksheet_write_string(writer->sheet, 0, (lxw_col_t)i,
                                                 str_z(&writer->region, writer->options.columns[i].title), title) != LXW_NO_ERROR;
    worksheet_freeze_panes(writer->sheet, 1, 0);
}

static Err refuse_temporary(Why *why)
{
    return refuse(why, ERR_BUSY, "", "无法建立临时文件，请确认磁盘有空间后重试。",
                  "No temporary file could be made; see that the disk has room and try again.");
}

Err write_xlsx_sheet(Writer *writer, Why *why)
{
    writer->sheet = workbook_add_worksheet(writer->book, str_z(&writer->region, writer->options.name));
    if (!writer->sheet) {
        writer->failed = true;
        return refuse_temporary(why);
    }
    set_columns(writer);
    return OK;
}

Err write_xlsx_open(Writer *writer, Why *why)
{
    lxw_workbook_options options = { .constant_memory = LXW_TRUE };
    lxw_doc_properties properties = { .created = CREATED };
    writer->book = workbook_new_opt(writer->path, &options);
    require(writer->book != NULL);
    workbook_set_properties(writer->book, &properties);
    writer->sheet = workbook_add_worksheet(writer->book, str_z(&writer->region, writer->options.name));
    if (!writer->sheet) { /* the library makes a temporary file for the rows */
        lxw_workbook_free(writer->book);
        return refuse_temporary(why);
    }
    for (size_t i = 0; i < FORMS; i++) {
        writer->formats[i] = workbook_add_format(writer->book);
        format_set_num_format(writer->formats[i], forms[i].format);
    }
    format_set_font_color(writer->formats[FORM_FAULT], LXW_COLOR_RED);
    set_columns(writer);
    return OK;
}

static bool put_number(Writer *writer, lxw_row_t row, lxw_col_t column, int64_t number, int64_t unit, Form form)
{
    double value = (double)number / (double)unit;
    return worksheet_write_number(writer->sheet, row, column, value, writer->formats[form]) == LXW_NO_ERROR;
}

/* Readers undo _x000D_; a text that looks like it gets its first mark escaped, which the library leaves to us. */
static const char *escape(Arena *arena, Str text)
{
    Buf out = { .arena = arena };
    if (str_find(text, S("_x")) < 0)
        return str_z(arena, text);
    for (size_t at = 0; at < text.n; at++) {
        if (text_is_escape(str_from(text, at)))
            buf_add(&out, S("_x005F"));
        buf_char(&out, text.p[at]);
    }
    buf_char(&out, 0);
    return out.p;
}

static bool put_text(Writer *writer, lxw_row_t row, lxw_col_t column, Str text, Form form)
{
    size_t mark = arena_mark(&writer->region);
    bool fine =
        worksheet_write_string(writer->sheet, row, column, escape(&writer->region, text), writer->formats[form]) == LXW_NO_ERROR;
    arena_back(&writer->region, mark);
    return fine;
}

static bool put_day(Writer *writer, lxw_row_t row, lxw_col_t column, Day day, Form form)
{
    lxw_datetime when = { 0 };
    day_split(day, &when.year, &when.month, &when.day);
    if (when.year < 1900 || when.year > 9999) { /* spreadsheets have no such days */
        size_t mark = arena_mark(&writer->region);
        bool fine = put_text(writer, row, column, day_text(&writer->region, day), FORM_TEXT);
        arena_back(&writer->region, mark);
        return fine;
    }
    return worksheet_write_datetime(writer->sheet, row, column, &when, writer->formats[form]) == LXW_NO_ERROR;
}

static bool put_exact(Writer *writer, lxw_row_t row, lxw_col_t column, const Value *value)
{
    int64_t unit = value->form == FORM_MONEY ? 100 : 1;
    if (value->number <= exact_max && value->number >= -exact_max)
        return put_number(writer, row, column, value->number, unit, value->form);
    size_t mark = arena_mark(&writer->region);
    bool fine = put_text(writer, row, column,
                         value->form == FORM_MONEY ? money_text(&writer->region, (Money){ value->number })
                                                   : str_format(&writer->region, "%lld", (long long)value->number),
                         FORM_TEXT);
    arena_back(&writer->region, mark);
    return fine;
}

void write_xlsx_row(Writer *writer, const Value *values)
{
    lxw_row_t row = (lxw_row_t)writer->rows + 1;
    bool filled = false;
    for (size_t i = 0; i < writer->options.count; i++) {
        const Value *value = &values[i];
        lxw_col_t column = (lxw_col_t)i;
        bool fine = true;
        if (value->empty)
            continue;
        if (value->form == FORM_TEXT || value->form == FORM_FAULT)
            fine = put_text(writer, row, column, value->text, value->form);
        else if (value->form == FORM_DAY)
            fine = put_day(writer, row, column, (Day){ (int32_t)value->number }, FORM_DAY);
        else if (value->form == FORM_MONTH)
            fine = put_day(writer, row, column, month_first((Month){ (int32_t)value->number }), FORM_MONTH);
        else
            fine = put_exact(writer, row, column, value);
        writer->failed |= !fine;
        filled = true;
    }
    writer->filled += filled;
}

/* Whether a worksheet holds so many rows. */
static bool sheet_is_whole(Str bytes, Str name, int64_t filled)
{
    SheetOptions options = sheet_options();
    options.name = name;
    options.limits.unpacked_bytes = options.limits.file_bytes = INT32_MAX;
    options.limits.row_bytes = (int64_t)WRITER_COLUMNS_MAX * WRITER_TEXT_MAX;
    Sheet *sheet = NULL;
    Row row = { 0 };
    int64_t rows = 0;
    Err err = sheet_open(bytes, &options, &sheet, NULL);
    while (err == OK && (err = sheet_next(sheet, &row, NULL)) == OK && row.number)
        rows++;
    if (sheet)
        sheet_close(sheet);
    return err == OK && rows == filled + 1;
}

/* The library does not look whether its temporary files and the file itself took every byte. So what was written is read
 * once more: checksums, structure and the number of rows. */
static bool is_whole(const Writer *writer)
{
    struct stat there;
    if (fstat(writer->file, &there) || there.st_size <= 0 || there.st_size > INT32_MAX)
        return false;
    size_t n = (size_t)there.st_size;
    int file = open(writer->path, O_RDONLY | O_CLOEXEC);
    void *bytes = file < 0 ? MAP_FAILED : mmap(NULL, n, PROT_READ, MAP_PRIVATE, file, 0);
    if (file >= 0)
        close(file);
    if (bytes == MAP_FAILED)
        return false;
    bool whole = sheet_is_whole((Str){ bytes, n }, writer->options.name, writer->filled);
    for (size_t i = 0; i < writer->ended_count && whole; i++)
        whole = sheet_is_whole((Str){ bytes, n }, writer->ended[i].name, writer->ended[i].filled);
    munmap(bytes, n);
    return whole;
}

void write_xlsx_end(Writer *writer, bool whole)
{
    if (!whole || writer->failed) /* what was never asked for need not be zipped */
        lxw_workbook_free(writer->book);
    else
        writer->failed |= workbook_close(writer->book) != LXW_NO_ERROR || !is_whole(writer);
}
