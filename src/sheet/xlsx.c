/* xlsx.c - the rows of one worksheet, from the events of its XML. Rows and cells must come in order, each once: a file
 * that says something twice has two meanings. */
#include "base/require.h"
#include "sheet/inside.h"
#include "sheet/number.h"

enum { XLSX_ROWS = 1048576, XLSX_COLUMNS = 16384, STORED_MAX = 1100 };

/* Both formats get both words; %.0s steps over the one that is not theirs. */
static void stop_at(Sheet *sheet, const char *zh, const char *en)
{
    Xlsx *x = &sheet->xlsx;
    char letters[COLUMN_LETTERS];
    xml_stop(&x->xml, refuse(x->xml.why, ERR_BAD_FIELD, "file", "第 %lld 行 %s 列：%s，请在 Excel 中打开、重新保存后再上传。",
                             "Row %lld, column %s: %.0s%s; open the file in Excel, save it and send it again.", (long long)x->row,
                             x->column ? column_letters(x->column, letters) : "-", zh, en));
}

static void stop_order(Sheet *sheet) { stop_at(sheet, "行或单元格重复或次序有误", "rows or cells stand twice or out of order"); }

/* "BC12" as column 55 of row 12; 0 if it is no reference into a sheet or into another row. */
static size_t read_reference(const char *reference, int64_t row)
{
    size_t column = 0, n = 0;
    for (; reference[n] >= 'A' && reference[n] <= 'Z' && n < 4; n++)
        column = column * 26 + (size_t)(reference[n] - 'A' + 1);
    return column <= XLSX_COLUMNS && xml_number(str(reference + n), XLSX_ROWS) == row ? column : 0;
}

static void begin_row(Sheet *sheet, const char **attributes)
{
    Xlsx *x = &sheet->xlsx;
    const char *number = xml_attribute(attributes, "r"), *hidden = xml_attribute(attributes, "hidden");
    int64_t row = number ? xml_number(str(number), XLSX_ROWS) : x->row + 1;
    bool fine = !x->in_row && row > x->row && row <= XLSX_ROWS;
    x->column = 0;
    if (!fine) {
        stop_order(sheet);
        return;
    }
    x->row = row;
    x->in_row = true;
    x->hidden = hidden && (xml_is(hidden, "1") || xml_is(hidden, "true"));
    sheet->count = sheet->text_used = sheet->row_bytes = 0;
}

static char read_type(const char *type)
{
    static const struct {
        const char *name;
        char type;
    } types[] = { { "s", 's' }, { "n", 'n' }, { "inlineStr", 'i' }, { "str", 't' }, { "b", 'b' }, { "e", 'e' }, { "d", 'd' } };
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (xml_is(type, types[i].name))
            return types[i].type;
    return 0;
}

static void begin_cell(Sheet *sheet, const char **attributes)
{
    Xlsx *x = &sheet->xlsx;
    const char *reference = NULL, *type = "n", *style = NULL;
    for (; attributes[0]; attributes += 2) { /* this runs for each cell of a million rows */
        if (xml_is(attributes[0], "r"))
            reference = attributes[1];
        else if (xml_is(attributes[0], "s"))
            style = attributes[1];
        else if (xml_is(attributes[0], "t"))
            type = attributes[1];
    }
    size_t column = reference ? read_reference(reference, x->row) : x->column + 1;
    if (x->type || column <= x->column) {
        stop_order(sheet);
        return;
    }
    x->column = column;
    x->type = read_type(type);
    x->formula = false;
    x->phonetic = 0;
    x->text_from = sheet->text_used;
    x->is_date = style && x->type == 'n' && book_style_is_date(&sheet->book, xml_number(str(style), STYLES_MAX));
    if (!x->type)
        stop_at(sheet, "单元格类型不认识", "a kind of cell that is not known");
}

static void on_start(void *context, const char *name, const char **attributes)
{
    Sheet *sheet = context;
    Xlsx *x = &sheet->xlsx;
    if (xml_is(name, "sheetData"))
        x->in_data = true;
    else if (!x->in_data)
        return;
    else if (xml_is(name, "row"))
        begin_row(sheet, attributes);
    else if (!x->in_row)
        return;
    else if (xml_is(name, "c"))
        begin_cell(sheet, attributes);
    else if (xml_is(name, "v"))
        x->taking = x->type && x->type != 'i';
    else if (xml_is(name, "t"))
        x->taking = x->type == 'i' && !x->phonetic;
    else if (xml_is(name, "f"))
        x->formula = true;
    else if (xml_is(name, "rPh"))
        x->phonetic++;
}

static void on_text(void *context, const char *p, int n)
{
    Sheet *sheet = context;
    Xlsx *x = &sheet->xlsx;
    if (!x->taking)
        return;
    if ((size_t)n > sheet->text_size - NUMBER_TEXT_MAX - sheet->text_used) {
        xml_stop(&x->xml,
                 refuse(x->xml.why, ERR_TOO_LARGE, "file", "第 %lld 行的内容超过 %lld 字节，请缩短。",
                        "Row %lld holds more than %lld bytes; shorten it.", (long long)x->row, (long long)sheet->limits.row_bytes));
        return;
    }
    memcpy(sheet->text + sheet->text_used, p, (size_t)n);
    sheet->text_used += (size_t)n;
}

/* The shown form takes the place of the stored one. */
static Cell keep_text(Sheet *sheet, CellKind kind, const char *p, size_t n)
{
    memmove(sheet->text + sheet->xlsx.text_from, p, n);
    sheet->text_used = sheet->xlsx.text_from + n;
    return (Cell){ .kind = kind, .text = { sheet->text + sheet->xlsx.text_from, n } };
}

static Cell read_number(Sheet *sheet, Str stored)
{
    char shown[NUMBER_TEXT_MAX], day[NUMBER_TEXT_MAX];
    size_t n = 0, day_n = 0;
    if (!stored.n)
        return (Cell){ 0 };
    if (stored.n > STORED_MAX || !number_shown(stored, shown, &n)) {
        stop_at(sheet, "不是数", "no number");
        return (Cell){ 0 };
    }
    if (!sheet->xlsx.is_date)
        return keep_text(sheet, CELL_NUMBER, shown, n);
    if (!number_day_text((Str){ shown, n }, sheet->book.epoch_1904, day, &day_n))
        return keep_text(sheet, CELL_ERROR, "########", 8); /* as the spreadsheet shows it */
    return keep_text(sheet, CELL_DATE, day, day_n);
}

static Cell read_bool(Sheet *sheet, Str stored)
{
    bool yes = str_is(stored, "1") || str_is(stored, "true");
    if (!yes && !str_is(stored, "0") && !str_is(stored, "false"))
        stop_at(sheet, "不是“是/否”值", "no boolean");
    return yes ? keep_text(sheet, CELL_BOOL, "TRUE", 4) : keep_text(sheet, CELL_BOOL, "FALSE", 5);
}

/* ISO 8601, which the strict form of the format writes: a time of midnight is no time. */
static Cell read_plain_day(Sheet *sheet, Str stored)
{
    Day day;
    Time time;
    char whole[] = "0000-00-00T00:00:00Z";
    if (stored.n == 10 && day_read(stored, &day))
        return keep_text(sheet, CELL_DATE, stored.p, 10);
    if (stored.n >= 19)
        memcpy(whole, stored.p, 19);
    if (!time_read(str(whole), &time))
        stop_at(sheet, "不是日期", "no date");
    bool midnight = !strncmp(whole + 10, "T00:00:00", 9);
    return keep_text(sheet, CELL_DATE, whole, midnight ? 10 : 19);
}

static Cell read_value(Sheet *sheet)
{
    Xlsx *x = &sheet->xlsx;
    Str raw = { sheet->text + x->text_from, sheet->text_used - x->text_from }, stored = str_trim(raw);
    switch (x->type) {
    case 's':
        sheet->text_used = x->text_from;
        if (!stored.n)
            return (Cell){ 0 };
        Str shared = book_string(&sheet->book, xml_number(stored, INT32_MAX));
        if (!shared.p)
            stop_at(sheet, "引用的文字不存在", "it refers to a text that does not exist");
        return (Cell){ .kind = CELL_TEXT, .text = shared };
    case 'n':
        return read_number(sheet, stored);
    case 'b':
        return stored.n ? read_bool(sheet, stored) : (Cell){ 0 };
    case 'd':
        return stored.n ? read_plain_day(sheet, stored) : (Cell){ 0 };
    case 'e':
        return stored.n ? keep_text(sheet, CELL_ERROR, stored.p, stored.n) : keep_text(sheet, CELL_ERROR, "#VALUE!", 7);
    default:
        return keep_text(sheet, CELL_TEXT, raw.p, text_unescape(sheet->text + x->text_from, raw.n));
    }
}

static void end_cell(Sheet *sheet)
{
    Xlsx *x = &sheet->xlsx;
    Cell cell = read_value(sheet);
    if (!cell.text.n)
        cell.kind = CELL_EMPTY;
    cell.cached = cell.kind;
    cell.kind = x->formula ? CELL_FORMULA : cell.kind;
    cell.epoch_1904 = sheet->book.epoch_1904;
    x->type = 0;
    Err err = x->xml.err == OK ? row_put(sheet, x->column, cell, x->row, x->xml.why) : OK;
    if (err != OK)
        xml_stop(&x->xml, err);
}

static void on_end(void *context, const char *name)
{
    Sheet *sheet = context;
    Xlsx *x = &sheet->xlsx;
    x->taking = false;
    if (!x->in_data)
        return;
    if (x->in_row && x->type && xml_is(name, "c")) {
        end_cell(sheet);
    } else if (x->in_row && xml_is(name, "row")) {
        x->in_row = false;
        x->row_ready = sheet->count > 0;
        if (x->row_ready)
            xml_pause(&x->xml);
    } else if (xml_is(name, "rPh") && x->phonetic) {
        x->phonetic--;
    } else if (xml_is(name, "sheetData")) {
        x->in_data = false;
    }
}

Err xlsx_open(Sheet *sheet, Str bytes, Str name, Why *why)
{
    Xlsx *x = &sheet->xlsx;
    TRY(book_open(&sheet->book, bytes, &sheet->limits, name, why));
    TRY(part_open(&sheet->book.package, sheet->book.part, &x->part, why));
    if (!x->part.file)
        return refuse(why, ERR_BAD_FIELD, "file", "工作簿缺少工作表的内容，请在 Excel 中重新另存为 .xlsx。",
                      "The workbook lacks the content of its worksheet; save it anew as .xlsx in Excel.");
    x->xml = (Xml){ .start = on_start, .end = on_end, .text = on_text, .context = sheet };
    xml_open(&x->xml);
    return OK;
}

Err xlsx_next(Sheet *sheet, int64_t *number, Why *why)
{
    Xlsx *x = &sheet->xlsx;
    x->row_ready = false;
    TRY(xml_run(&x->xml, &sheet->book.package, &x->part, why));
    *number = x->row_ready ? x->row : 0;
    return OK;
}

void xlsx_close(Sheet *sheet)
{
    xml_close(&sheet->xlsx.xml);
    part_close(&sheet->xlsx.part);
    book_close(&sheet->book);
}
