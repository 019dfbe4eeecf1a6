/* write_csv.c - rows as CSV: UTF-8, commas, CR LF, quotes where they are needed. */
#include "base/require.h"
#include "sheet/write_inside.h"
#include <unistd.h>

static void flush_out(Writer *writer)
{
    size_t done = 0;
    while (done < writer->used && !writer->failed) {
        ssize_t n = write(writer->file, writer->buffer + done, writer->used - done);
        writer->failed = n <= 0;
        done += n > 0 ? (size_t)n : 0;
    }
    writer->used = 0;
}

static void put(Writer *writer, Str bytes)
{
    while (bytes.n) {
        if (writer->used == WRITE_BUFFER)
            flush_out(writer);
        size_t n = WRITE_BUFFER - writer->used < bytes.n ? WRITE_BUFFER - writer->used : bytes.n;
        memcpy(writer->buffer + writer->used, bytes.p, n);
        writer->used += n;
        bytes = str_from(bytes, n);
    }
}

/* What a spreadsheet would take for a formula, also in the wide letters that some turn into narrow ones. */
static bool is_risky(Str text)
{
    static const char *const wide[] = { "＝", "＋", "－", "＠" };
    for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++)
        if (str_starts(text, str(wide[i])))
            return true;
    return strchr("=+-@\t\r\n", text.p[0]) != NULL;
}

static void put_text(Writer *writer, Str text)
{
    if (!text.n)
        return;
    bool risky = is_risky(text), quoted = risky || text.p[0] == ' ' || text.p[text.n - 1] == ' ';
    for (size_t i = 0; i < text.n && !quoted; i++)
        quoted = strchr(",;\t\"\r\n", text.p[i]) != NULL;
    if (!quoted) {
        put(writer, text);
        return;
    }
    put(writer, risky ? S("\"'") : S("\""));
    for (Str rest = text; rest.p;) {
        put(writer, str_cut(&rest, '"'));
        if (rest.p)
            put(writer, S("\"\""));
    }
    put(writer, S("\""));
}

static void put_value(Writer *writer, const Value *value)
{
    size_t mark = arena_mark(&writer->region);
    Arena *arena = &writer->region;
    switch (value->form) {
    case FORM_TEXT:
    case FORM_FAULT:
        put_text(writer, value->text);
        break;
    case FORM_MONEY:
        put(writer, money_text(arena, (Money){ value->number }));
        break;
    case FORM_DAY:
        put(writer, day_text(arena, (Day){ (int32_t)value->number }));
        break;
    case FORM_MONTH:
        put(writer, month_text(arena, (Month){ (int32_t)value->number }));
        break;
    case FORM_COUNT:
        put(writer, str_format(arena, "%lld", (long long)value->number));
        break;
    }
    arena_back(arena, mark);
}

Err write_csv_open(Writer *writer, Why *why)
{
    (void)why;
    writer->buffer = arena_take(&writer->region, WRITE_BUFFER);
    if (writer->options.mark)
        put(writer, S("\xEF\xBB\xBF"));
    for (size_t i = 0; i < writer->options.count; i++) {
        put(writer, i ? S(",") : S(""));
        put_text(writer, writer->options.columns[i].title);
    }
    put(writer, S("\r\n"));
    return OK;
}

void write_csv_row(Writer *writer, const Value *values)
{
    for (size_t i = 0; i < writer->options.count; i++) {
        put(writer, i ? S(",") : S(""));
        if (!values[i].empty)
            put_value(writer, &values[i]);
    }
    put(writer, S("\r\n"));
}

void write_csv_end(Writer *writer) { flush_out(writer); }
