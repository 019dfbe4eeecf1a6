/* fuzz_xlsx.c - the first byte says which part of a workbook the rest stands for: 0 the whole file, else one part among
 * sound ones, so that the bytes reach the readers of XML without a checksum in the way. */
#include "parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static Str make(Arena *arena, int which, Str bytes)
{
    static const struct {
        const char *name;
        Str sound;
    } parts[] = {
        { "_rels/.rels", { ROOT_RELATIONS, sizeof ROOT_RELATIONS - 1 } },
        { "xl/workbook.xml", { WORKBOOK(ONE_SHEET), sizeof WORKBOOK(ONE_SHEET) - 1 } },
        { "xl/_rels/workbook.xml.rels", { WORKBOOK_RELATIONS, sizeof WORKBOOK_RELATIONS - 1 } },
        { "xl/sharedStrings.xml",
          { STRINGS("<si><t>a</t></si><si><t/></si>"), sizeof STRINGS("<si><t>a</t></si><si><t/></si>") - 1 } },
        { "xl/styles.xml", { STYLES, sizeof STYLES - 1 } },
        { "xl/worksheets/sheet1.xml",
          { SHEET("<row><c t=\"s\"><v>0</v></c><c s=\"1\"><v>1</v></c></row>"),
            sizeof SHEET("<row><c t=\"s\"><v>0</v></c><c s=\"1\"><v>1</v></c></row>") - 1 } },
    };
    enum { PARTS = sizeof parts / sizeof parts[0] };
    Entry entries[PARTS];
    for (int i = 0; i < PARTS; i++)
        entries[i] = (Entry){ parts[i].name, i == which % PARTS ? bytes : parts[i].sound, true };
    return zip_make(arena, entries, PARTS);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena arena;
    if (!arena.base)
        arena = arena_make((size_t)64 << 20);
    arena_reset(&arena);
    if (!size)
        return 0;
    SheetOptions options = sheet_options();
    options.limits.rows = 100;
    options.limits.columns = 30;
    options.limits.cell_bytes = 200;
    options.limits.row_bytes = 500;
    options.limits.unpacked_bytes = 4 << 20;
    options.limits.strings_bytes = 5000;
    Str bytes = { (const char *)data + 1, size - 1 };
    if (data[0] % 8)
        bytes = make(&arena, data[0] % 8 - 1, bytes);
    Str said = dump(&arena, bytes, &options);
    require(str_eq(said, dump(&arena, bytes, &options)));
    return 0;
}
