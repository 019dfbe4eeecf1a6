/* fuzz_csv.c - any bytes as a file of rows (CSV, or whatever they begin like), with small limits. What was read is text
 * of the file, in order, within the limits; and reading again says the same. */
#include "base/require.h"
#include "sheet/cell.h"
#include "sheet/header.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_row(const Row *row, int64_t before, const SheetLimits *limits)
{
    require(row->number > before && row->count > 0 && row->count <= (size_t)limits->columns);
    require(row->cells[row->count - 1].kind != CELL_EMPTY);
    for (size_t i = 0; i < row->count; i++) {
        const Cell *cell = &row->cells[i];
        require((cell->kind == CELL_EMPTY) == (cell->text.n == 0) || cell->kind == CELL_FORMULA);
        require(cell->text.n <= (size_t)limits->cell_bytes && str_utf8(cell->text));
    }
}

static size_t read_all(Str bytes, const SheetOptions *options, Err *end)
{
    Sheet *sheet = NULL;
    Row row = { 0 };
    int64_t before = 0;
    size_t sum = 0, rows = 0;
    *end = sheet_open(bytes, options, &sheet, NULL);
    while (*end == OK && (*end = sheet_next(sheet, &row, NULL)) == OK && row.number) {
        check_row(&row, before, &options->limits);
        before = row.number;
        for (size_t i = 0; i < row.count; i++)
            for (size_t k = 0; k < row.cells[i].text.n; k++)
                sum = sum * 31 + (unsigned char)row.cells[i].text.p[k] + i;
        rows++;
    }
    require(rows <= (size_t)options->limits.rows);
    if (sheet)
        sheet_close(sheet);
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const Want wants[] = { { TITLE_SSN, true }, { TITLE_WAGE, true }, { TITLE_NAME, false } };
    SheetOptions options = sheet_options();
    options.limits.rows = 50;
    options.limits.columns = 20;
    options.limits.cell_bytes = 300;
    options.limits.row_bytes = 1000;
    options.limits.unpacked_bytes = 1 << 20;
    options.limits.strings_bytes = 10000;
    Str bytes = { (const char *)data, size };
    Err first = OK, second = OK;
    require(read_all(bytes, &options, &first) == read_all(bytes, &options, &second) && first == second);
    Sheet *sheet = NULL;
    Header header;
    if (sheet_open(bytes, &options, &sheet, NULL) == OK) {
        if (header_read(sheet, wants, 3, &header, NULL) == OK)
            require(header.row > 0 && header.column[TITLE_SSN] && header.column[TITLE_WAGE] && header.column[TITLE_SSN] <= 20);
        sheet_close(sheet);
    }
    return 0;
}
