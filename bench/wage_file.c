/* wage_file.c - see wage_file.h. */
#include "wage_file.h"
#include "population.h"
#include "sheet/writer.h"

bool wage_file(Arena *arena, Str path, SheetForm form, int64_t rows, int64_t step)
{
    static const WriterColumn columns[] = { { .title = { "身份证号码", 15 }, .form = FORM_TEXT },
                                            { .title = { "缴费工资", 12 }, .form = FORM_MONEY } };
    Why why = { .arena = arena };
    Writer *writer = NULL;
    WriterOptions options = { .form = form, .path = path, .name = S("工资"), .columns = columns, .count = 2 };
    bool fine = writer_open(&options, &writer, &why) == OK;
    for (int64_t i = 1; fine && i <= rows; i++) {
        size_t mark = arena_mark(arena);
        const Value values[] = { value_text(population_ssn(arena, i * step)), value_money((Money){ 500000 + i % 1000000 }) };
        fine = writer_row(writer, values, &why) == OK;
        arena_back(arena, mark);
    }
    return fine && writer_close(writer, &why) == OK;
}
