/* sheet.c - see sheet.h. Tells the kinds of files apart and keeps the limits that both forms share. */
#define _GNU_SOURCE
#include "base/require.h"
#include "sheet/inside.h"

enum { SENTENCE_BYTES = 64 << 10, REGION_SPARE = 256 << 10 };

#define AS_STANDARD(name, standard) .name = (standard),
#define AS_SANE(name, standard) require(limits->name > 0 && limits->name <= INT32_MAX);

SheetOptions sheet_options(void) { return (SheetOptions){ .limits = { SHEET_LIMITS(AS_STANDARD) } }; }

const char *column_letters(size_t column, char letters[COLUMN_LETTERS])
{
    char reversed[COLUMN_LETTERS];
    size_t n = 0;
    for (; column && n + 1 < COLUMN_LETTERS; column = (column - 1) / 26)
        reversed[n++] = (char)('A' + (column - 1) % 26);
    for (size_t i = 0; i < n; i++)
        letters[i] = reversed[n - 1 - i];
    letters[n] = 0;
    return letters;
}

/* Files that people upload instead of a table, by their first bytes. */
static Err refuse_other_kinds(Str bytes, Why *why)
{
    if (!bytes.n)
        return refuse(why, ERR_BAD_FIELD, "file", "文件是空的，请重新选择文件。", "The file is empty; choose another one.");
    if (str_starts(bytes, S("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))) {
        bool locked = memmem(bytes.p, bytes.n, "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e", 31) != NULL;
        if (locked)
            return refuse(why, ERR_BAD_FIELD, "file", "工作簿设有打开密码，请取消密码后重新保存再上传。",
                          "The workbook is protected by a password; remove it, save and send it again.");
        return refuse(why, ERR_BAD_FIELD, "file", "这是旧版 Excel 文件（.xls），请在 Excel 或 WPS 中另存为 .xlsx 后再上传。",
                      "This is an old Excel file (.xls); save it as .xlsx and send it again.");
    }
    if (str_starts(bytes, S("\xFF\xFE")) || str_starts(bytes, S("\xFE\xFF")))
        return refuse(why, ERR_BAD_FIELD, "file", "文件是 UTF-16（Unicode 文本），请另存为“CSV UTF-8”或 .xlsx。",
                      "The file is UTF-16 (Unicode text); save it as \"CSV UTF-8\" or as .xlsx.");
    if (str_starts(bytes, S("%PDF")))
        return refuse(why, ERR_BAD_FIELD, "file", "这是 PDF 文件，请上传 CSV 或 .xlsx 表格。",
                      "This is a PDF; send a CSV or an .xlsx.");
    Str head = str_trim(str_head(str_starts(bytes, S("\xEF\xBB\xBF")) ? str_from(bytes, 3) : bytes, 512));
    if (head.n > 1 && head.p[0] == '<' && (head.p[1] == '!' || head.p[1] == '?' || (head.p[1] | 32) >= 'a'))
        return refuse(why, ERR_BAD_FIELD, "file",
                      "这是网页或 XML 文件（有的系统以 .xls 为名导出网页），请在 Excel 中打开并另存为 .xlsx。",
                      "This is a web page or XML (some systems name such exports .xls); open it in Excel and save it as .xlsx.");
    return OK;
}

static Sheet *make(const SheetLimits *limits)
{
    SHEET_LIMITS(AS_SANE)
    size_t text = (size_t)limits->row_bytes * ROW_TEXT_TIMES + 64;
    Arena region = arena_make(sizeof(Sheet) + (size_t)limits->columns * sizeof(Cell) + text + SENTENCE_BYTES + REGION_SPARE);
    Sheet *sheet = arena_new(&region, Sheet, 1);
    sheet->region = region;
    sheet->limits = *limits;
    sheet->cells = arena_new(&sheet->region, Cell, (size_t)limits->columns);
    sheet->text = arena_take(&sheet->region, text);
    sheet->text_size = text;
    return sheet;
}

Err sheet_open(Str bytes, const SheetOptions *options, Sheet **out, Why *why)
{
    SheetOptions standard = sheet_options();
    if (!options)
        options = &standard;
    if (bytes.n > (size_t)options->limits.file_bytes)
        return refuse(why, ERR_TOO_LARGE, "file", "文件超过 %lld MB，请分成几个文件上传。",
                      "The file is larger than %lld MB; send it in several files.", (long long)(options->limits.file_bytes >> 20));
    TRY(refuse_other_kinds(bytes, why));
    Sheet *sheet = make(&options->limits);
    bool zip = str_starts(bytes, S("PK\3\4")) || str_starts(bytes, S("PK\5\6"));
    sheet->form = zip ? SHEET_XLSX : SHEET_CSV;
    Err err = zip ? xlsx_open(sheet, bytes, options->name, why) : csv_open(sheet, bytes, why);
    if (err != OK) {
        sheet_close(sheet);
        return err;
    }
    *out = sheet;
    return OK;
}

void sheet_close(Sheet *sheet)
{
    if (sheet->form == SHEET_XLSX)
        xlsx_close(sheet);
    else
        csv_close(sheet);
    Arena region = sheet->region;
    arena_drop(&region);
}

Err row_put(Sheet *sheet, size_t column, Cell cell, int64_t place, Why *why)
{
    char letters[COLUMN_LETTERS];
    if (cell.kind == CELL_EMPTY)
        return OK;
    if (column > (size_t)sheet->limits.columns)
        return refuse(why, ERR_TOO_LARGE, "file", "第 %lld 行超过 %lld 列，请删去多余的列。",
                      "Row %lld has more than %lld columns; delete those that are not needed.", (long long)place,
                      (long long)sheet->limits.columns);
    if (cell.text.n > (size_t)sheet->limits.cell_bytes)
        return refuse(why, ERR_TOO_LARGE, "file", "第 %lld 行 %s 列的内容超过 %lld 字节，请缩短。",
                      "Row %lld, column %s holds more than %lld bytes; shorten it.", (long long)place,
                      column_letters(column, letters), (long long)sheet->limits.cell_bytes);
    sheet->row_bytes += cell.text.n;
    if (sheet->form == SHEET_XLSX && sheet->row_bytes > (size_t)sheet->limits.row_bytes) /* CSV has measured its line */
        return refuse(why, ERR_TOO_LARGE, "file", "第 %lld 行的内容超过 %lld 字节，请缩短。",
                      "Row %lld holds more than %lld bytes; shorten it.", (long long)place, (long long)sheet->limits.row_bytes);
    sheet->cells[column - 1] = cell;
    sheet->count = column > sheet->count ? column : sheet->count;
    sheet->dirty = sheet->count;
    return OK;
}

static Err next(Sheet *sheet, Row *row, Why *why)
{
    memset(sheet->cells, 0, sheet->dirty * sizeof(Cell));
    sheet->dirty = 0;
    int64_t number = 0;
    do {
        sheet->count = sheet->text_used = sheet->row_bytes = 0;
        TRY(sheet->form == SHEET_XLSX ? xlsx_next(sheet, &number, why) : csv_next(sheet, &number, why));
    } while (number && !sheet->count);
    if (number && sheet->rows == sheet->limits.rows)
        return refuse(why, ERR_TOO_LARGE, "file", "表格超过 %lld 行，请分成几个文件上传。",
                      "The table has more than %lld rows; send it in several files.", (long long)sheet->limits.rows);
    sheet->rows += number != 0;
    *row = (Row){ number ? sheet->cells : NULL, number ? sheet->count : 0, number,
                  sheet->form == SHEET_XLSX && number && sheet->xlsx.hidden };
    return OK;
}

Err sheet_next(Sheet *sheet, Row *row, Why *why)
{
    if (sheet->why.code == OK) {
        sheet->why.arena = &sheet->region;
        Err err = next(sheet, row, &sheet->why);
        if (err == OK)
            return OK;
        require(sheet->why.code == err);
    }
    if (why) {
        *why = (Why){ why->arena,
                      sheet->why.code,
                      sheet->why.field,
                      str(err_sentence(sheet->why.code, false)),
                      str(err_sentence(sheet->why.code, true)),
                      NULL };
        if (why->arena) {
            why->zh = str_copy(why->arena, sheet->why.zh);
            why->en = str_copy(why->arena, sheet->why.en);
        }
    }
    return sheet->why.code;
}

SheetForm sheet_form(const Sheet *sheet) { return sheet->form; }
const char *sheet_encoding(const Sheet *sheet) { return sheet->csv.gbk ? "GB18030" : "UTF-8"; }
char sheet_separator(const Sheet *sheet) { return sheet->csv.separator; }
Str sheet_name(const Sheet *sheet) { return sheet->book.name; }
