/* writer.c - see writer.h: what both forms have in common. */
#define _GNU_SOURCE
#include "base/require.h"
#include "sheet/write_inside.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { REGION = 1 << 20, NAME_POINTS = 31 };

static Err refuse_disk(Why *why)
{
    return refuse(why, ERR_BUSY, "", "文件没有写成，请确认磁盘有空间后重试。",
                  "The file could not be written; see that the disk has room and try again.");
}

/* Closes the file and removes it unless it is whole. */
static bool end_file(Writer *writer, bool whole)
{
    struct stat there;
    bool plain = fstat(writer->file, &there) == 0 && S_ISREG(there.st_mode);
    whole = whole && (!plain || fsync(writer->file) == 0);
    whole = close(writer->file) == 0 && whole;
    if (!whole && plain)
        unlink(writer->path);
    Arena region = writer->region;
    arena_drop(&region);
    return whole;
}

static Err check_name(Str name, Why *why)
{
    bool bad = !name.n || !str_utf8(name) || str_points(name) > NAME_POINTS;
    for (size_t i = 0; i < name.n && !bad; i++)
        bad = strchr("[]:*?/\\", name.p[i]) != NULL || (unsigned char)name.p[i] < 0x20;
    if (bad || name.p[0] == '\'' || name.p[name.n - 1] == '\'')
        return refuse(why, ERR_BAD_FIELD, "name", "工作表名称须为 1 至 31 个字，不含 []:*?/\\。",
                      "The name of a worksheet has 1 to 31 characters and none of []:*?/\\.");
    return OK;
}

static void check_columns(const WriterOptions *options)
{
    require(options->count > 0 && options->count <= WRITER_COLUMNS_MAX);
    for (size_t i = 0; i < options->count; i++)
        require(options->columns[i].title.n < 256 && str_utf8(options->columns[i].title));
}

Err writer_open(const WriterOptions *options, Writer **out, Why *why)
{
    check_columns(options);
    TRY(options->form == SHEET_XLSX ? check_name(options->name, why) : OK);
    Arena region = arena_make(REGION);
    Writer *writer = arena_new(&region, Writer, 1);
    *writer = (Writer){ .region = region, .options = *options };
    writer->path = str_z(&writer->region, options->path);
    writer->file = open(writer->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    Err err = OK;
    if (writer->file < 0)
        err = refuse_disk(why);
    else
        err = options->form == SHEET_XLSX ? write_xlsx_open(writer, why) : write_csv_open(writer, why);
    if (err != OK) {
        (void)end_file(writer, false);
        return err;
    }
    *out = writer;
    return OK;
}

static Err check_row(const Writer *writer, const Value *values, Why *why)
{
    bool xlsx = writer->options.form == SHEET_XLSX;
    if (xlsx && writer->rows == WRITER_XLSX_ROWS_MAX)
        return refuse(why, ERR_TOO_LARGE, "", "超过工作表的 1048576 行，请改用 CSV 或分成几个文件。",
                      "A worksheet has 1048576 rows; use CSV or several files.");
    for (size_t i = 0; i < writer->options.count; i++) {
        const Value *value = &values[i];
        require(value->empty || value->form == writer->options.columns[i].form);
        if (value->empty || (value->form != FORM_TEXT && value->form != FORM_FAULT))
            continue;
        if (value->text.n > WRITER_TEXT_MAX)
            return refuse(why, ERR_TOO_LARGE, "", "第 %lld 行“" STR_FMT "”的内容超过 %d 字节，请缩短。",
                          "Row %lld, \"" STR_FMT "\" holds more than %d bytes; shorten it.", (long long)writer->rows + 2,
                          STR_ARG(writer->options.columns[i].title), WRITER_TEXT_MAX);
        if (!str_utf8(value->text))
            return refuse(why, ERR_BAD_FIELD, "", "第 %lld 行“" STR_FMT "”不是有效的 UTF-8 文字。",
                          "Row %lld, \"" STR_FMT "\" is not valid UTF-8 text.", (long long)writer->rows + 2,
                          STR_ARG(writer->options.columns[i].title));
    }
    return OK;
}

Err writer_row(Writer *writer, const Value *values, Why *why)
{
    TRY(check_row(writer, values, why));
    if (writer->options.form == SHEET_XLSX)
        write_xlsx_row(writer, values);
    else
        write_csv_row(writer, values);
    writer->rows++;
    return writer->failed ? refuse_disk(why) : OK;
}

Err writer_sheet(Writer *writer, Str name, const WriterColumn *columns, size_t count, Why *why)
{
    require(writer->options.form == SHEET_XLSX);
    if (writer->ended_count == WRITER_SHEETS_MAX)
        return refuse(why, ERR_TOO_LARGE, "", "工作表超过 %d 张，请改用 CSV。", "There are more than %d worksheets; use CSV.",
                      WRITER_SHEETS_MAX);
    WriterOptions options = writer->options;
    options.name = str_copy(&writer->region, name);
    options.columns = columns;
    options.count = count;
    check_columns(&options);
    TRY(check_name(name, why));
    writer->ended[writer->ended_count].name = writer->options.name;
    writer->ended[writer->ended_count++].filled = writer->filled;
    writer->options = options;
    writer->rows = writer->filled = 0;
    return write_xlsx_sheet(writer, why);
}

static bool end(Writer *writer, bool whole)
{
    if (writer->options.form == SHEET_XLSX)
        write_xlsx_end(writer, whole);
    else
        write_csv_end(writer);
    return end_file(writer, whole && !writer->failed);
}

Err writer_close(Writer *writer, Why *why) { return end(writer, true) ? OK : refuse_disk(why); }
void writer_drop(Writer *writer) { (void)end(writer, false); }
