/* parts.h - workbooks made for tests, good and bad ones, part by part; and what a file reads as, in one text. */
#pragma once
#include "base/require.h"
#include "sheet/sheet.h"
#include <zip.h>

typedef struct {
    const char *name;
    Str bytes;
    bool stored; /* not compressed */
} Entry;

#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define RELATION "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE_RELATION "http://schemas.openxmlformats.org/package/2006/relationships"
#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define ROOT_RELATIONS \
    XML_HEAD "<Relationships xmlns=\"" PACKAGE_RELATION "\"><Relationship Id=\"rId1\" Type=\"" RELATION \
             "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
#define WORKBOOK_RELATIONS \
    XML_HEAD "<Relationships xmlns=\"" PACKAGE_RELATION "\"><Relationship Id=\"rId1\" Type=\"" RELATION \
             "/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"" RELATION \
             "/styles\" Target=\"styles.xml\"/><Relationship Id=\"rId3\" Type=\"" RELATION \
             "/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/><Relationship Id=\"rId4\" Type=\"" RELATION \
             "/worksheet\" Target=\"../xl/worksheets/sheet2.xml\"/></Relationships>"
#define WORKBOOK(sheets) \
    XML_HEAD "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" RELATION "\"><sheets>" sheets "</sheets></workbook>"
#define ONE_SHEET "<sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/>"
/* Styles: 0 general, 1 built-in day, 2 yyyy"年"m"月"d"日", 3 0.00, 4 [h]:mm, 5 "day" 0 */
#define STYLES \
    XML_HEAD "<styleSheet xmlns=\"" MAIN "\"><numFmts count=\"3\"><numFmt" \
                " numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/>" \
             "<numFmt numFmtId=\"165\" formatCode=\"[h]:mm\"/><numFmt" \
                         " numFmtId=\"166\" formatCode=\"[Red]&quot;day&quot; 0\"/></numFmts>" \
             "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf" \
                         " numFmtId=\"14\"/><xf numFmtId=\"164\"/>" \
             "<xf numFmtId=\"2\"/><xf numFmtId=\"165\"/><xf numFmtId=\"166\"/></cellXfs></styleSheet>"
#define STRINGS(items) XML_HEAD "<sst xmlns=\"" MAIN "\">" items "</sst>"
#define SHEET(rows) XML_HEAD "<worksheet xmlns=\"" MAIN "\"><sheetData>" rows "</sheetData></worksheet>"

/* The zip of these parts, the same bytes each time. */
static inline Str zip_make(Arena *arena, const Entry *entries, size_t count)
{
    zip_source_t *out = zip_source_buffer_create(NULL, 0, 0, NULL);
    require(out != NULL);
    zip_source_keep(out);
    zip_t *zip = zip_open_from_source(out, ZIP_TRUNCATE, NULL);
    require(zip != NULL);
    for (size_t i = 0; i < count; i++) {
        zip_source_t *source = zip_source_buffer(zip, entries[i].bytes.p ? entries[i].bytes.p : "", entries[i].bytes.n, 0);
        zip_int64_t at = zip_file_add(zip, entries[i].name, source, ZIP_FL_ENC_UTF_8);
        require(at >= 0);
        require(zip_set_file_compression(zip, (zip_uint64_t)at, entries[i].stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 1) == 0);
        require(zip_file_set_dostime(zip, (zip_uint64_t)at, 0, 0x21, 0) == 0);
    }
    require(zip_close(zip) == 0);
    require(zip_source_open(out) == 0);
    zip_stat_t stat;
    zip_stat_init(&stat);
    require(zip_source_stat(out, &stat) == 0);
    char *bytes = arena_take(arena, stat.size + 1);
    require(zip_source_read(out, bytes, stat.size) == (zip_int64_t)stat.size);
    zip_source_close(out);
    zip_source_free(out);
    return (Str){ bytes, stat.size };
}

typedef struct {
    const char *workbook, *relations, *strings, *styles, *sheet, *second;
} Parts;

/* A workbook of these parts; those that are not given are the plain ones above, texts and the second sheet are empty. */
static inline Str book_make(Arena *arena, Parts parts)
{
    Entry entries[] = {
        { "[Content_Types].xml", S(XML_HEAD "<Types/>"), true },
        { "_rels/.rels", S(ROOT_RELATIONS), true },
        { "xl/workbook.xml", str(parts.workbook ? parts.workbook : WORKBOOK(ONE_SHEET)), true },
        { "xl/_rels/workbook.xml.rels", str(parts.relations ? parts.relations : WORKBOOK_RELATIONS), true },
        { "xl/sharedStrings.xml", str(parts.strings ? parts.strings : STRINGS("")), true },
        { "xl/styles.xml", str(parts.styles ? parts.styles : STYLES), true },
        { "xl/worksheets/sheet1.xml", str(parts.sheet ? parts.sheet : SHEET("")), true },
        { "xl/worksheets/sheet2.xml", str(parts.second ? parts.second : SHEET("")), true },
    };
    return zip_make(arena, entries, sizeof entries / sizeof entries[0]);
}

static inline void dump_cell(Buf *out, const Cell *cell)
{
    static const char kinds[] = "-tndbef";
    buf_char(out, ' ');
    buf_char(out, kinds[cell->kind]);
    if (cell->kind == CELL_FORMULA)
        buf_char(out, kinds[cell->cached]);
    buf_add(out, cell->text);
}

/* The whole file as one text: "2: tText n12.5 - d2025-08-31" and a line end for each row ("2h:" if it is hidden), and
 * "!code sentence" for a refusal. */
static inline Str dump(Arena *arena, Str bytes, const SheetOptions *options)
{
    Buf out = { .arena = arena };
    Why why = { .arena = arena };
    Sheet *sheet = NULL;
    Row row = { .number = 1 };
    Err err = sheet_open(bytes, options, &sheet, &why);
    while (err == OK && row.number) {
        err = sheet_next(sheet, &row, &why);
        if (err != OK || !row.number)
            break;
        buf_format(&out, "%lld%s:", (long long)row.number, row.hidden ? "h" : "");
        for (size_t i = 0; i < row.count; i++) {
            require(str_utf8(row.cells[i].text));
            dump_cell(&out, &row.cells[i]);
        }
        buf_char(&out, '\n');
    }
    if (err != OK) {
        require(why.code == err && why.zh.n && why.en.n);
        buf_format(&out, "!%s " STR_FMT, err_code(err), STR_ARG(why.en));
        Why again = { .arena = arena };
        require(!sheet || (sheet_next(sheet, &row, &again) == err && str_eq(again.zh, why.zh)));
    }
    if (sheet)
        sheet_close(sheet);
    return buf_str(&out);
}
