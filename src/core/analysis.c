/* analysis.c - see analysis.h: one row at a time into the form that was asked for. */
#define _GNU_SOURCE
#include "base/require.h"
#include "core/analysis_inside.h"
#include "db/copy.h"
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LIFE_BYTES = 4 << 20, ROW_BYTES = 256 << 20, PATH_BYTES = 4096, NAME_BYTES = 64 };

#define AS_COLUMN(name, form, zh, en) { #name, FORM_##form, zh, en },
#define AS_COLUMNS(name, ...) static const AnalysisColumn columns_##name[] = { ANALYSIS_##name(AS_COLUMN) };
ANALYSIS_TABLES(AS_COLUMNS)
#define AS_TABLE(name, zh, en) { { #name, zh, en }, columns_##name, sizeof columns_##name / sizeof *columns_##name },
static const AnalysisTable tables[ANALYSIS_TABLE_END] = { ANALYSIS_TABLES(AS_TABLE) };

const AnalysisName *analysis_table(AnalysisTableId id) { return &tables[id].name; }

/* What describes the copy stands in it too. */
static const AnalysisColumn columns_columns[] = { { "table_name", FORM_TEXT, "表", "table" },
                                                  { "column_name", FORM_TEXT, "列", "column" },
                                                  { "zh", FORM_TEXT, "说明", "meaning in Chinese" },
                                                  { "en", FORM_TEXT, "英文说明", "meaning" } };
static const AnalysisTable table_columns = { { "columns", "每一列的说明", "what every column means" }, columns_columns, 4 };
static const AnalysisColumn columns_about[] = { { "name", FORM_TEXT, "项目", "name" }, { "value", FORM_TEXT, "内容", "value" } };
static const AnalysisTable table_about = { { "about", "何时、到哪一笔", "when, and up to which entry" }, columns_about, 2 };

struct Analysis {
    Bureau *bureau;
    Time now;
    Arena life, arena;
    AnalysisForm form;
    const char *path;
    const AnalysisTable *table;
    Value values[ANALYSIS_COLUMNS_MAX];
    size_t filled;
    int64_t rows, sheet_rows, sheets; /* of the table, of the worksheet; worksheets of the table */
    int64_t sheet_max;
    int made; /* files in the folder */
    Copy *copy;
    Writer *writer;
    WriterColumn columns[ANALYSIS_COLUMNS_MAX];
    Err err;
    Why *why;
};

Bureau *analysis_bureau(const Analysis *a) { return a->bureau; }
Time analysis_now(const Analysis *a) { return a->now; }
Arena *analysis_arena(Analysis *a) { return &a->arena; }

/* ---- a row ---- */

static void put(Analysis *a, Form form, Value value)
{
    require(a->filled < a->table->count && a->table->columns[a->filled].form == form);
    value.form = form;
    a->values[a->filled++] = value;
}

void analysis_text(Analysis *a, Str text) { put(a, FORM_TEXT, value_text(text)); }
void analysis_count(Analysis *a, int64_t number) { put(a, FORM_COUNT, value_count(number)); }
void analysis_none(Analysis *a)
{
    require(a->filled < a->table->count);
    put(a, a->table->columns[a->filled].form, value_none());
}

void analysis_word(Analysis *a, ChoiceSetId set, int64_t number)
{
    const ChoiceSet *words = choice_set(set);
    for (int i = 0; i < words->count; i++)
        if (words->items[i].number == number) {
            put(a, FORM_TEXT, value_text(str(words->items[i].code)));
            return;
        }
    put(a, FORM_TEXT, value_none());
}

void analysis_day(Analysis *a, Day day) { put(a, FORM_DAY, day.n ? value_day(day) : value_none()); }

void analysis_month(Analysis *a, int64_t month)
{
    put(a, FORM_MONTH, month && month != INT32_MIN ? value_month((Month){ (int32_t)month }) : value_none());
}

/* Days and months as every tool sorts them. */
static Val val_of(Arena *arena, const Value *value)
{
    if (value->empty)
        return (Val){ 0 };
    if (value->form == FORM_TEXT)
        return val_t(value->text);
    if (value->form == FORM_DAY)
        return val_t(day_text(arena, (Day){ (int32_t)value->number }));
    return value->form == FORM_MONTH ? val_t(month_text(arena, (Month){ (int32_t)value->number })) : val_i(value->number);
}

static Err row_copy(Analysis *a)
{
    Val vals[ANALYSIS_COLUMNS_MAX];
    for (size_t i = 0; i < a->table->count; i++)
        vals[i] = val_of(&a->arena, &a->values[i]);
    return copy_row(a->copy, vals);
}

static Err sheet_begin(Analysis *a);

static Err row_write(Analysis *a)
{
    if (a->form == ANALYSIS_XLSX && a->sheet_rows == a->sheet_max)
        TRY(sheet_begin(a));
    a->sheet_rows++;
    return writer_row(a->writer, a->values, a->why);
}

bool analysis_end(Analysis *a)
{
    require(a->filled == a->table->count);
    if (a->err == OK)
        a->err = a->form == ANALYSIS_SQLITE ? row_copy(a) : row_write(a);
    a->filled = 0;
    a->rows++;
    return a->err == OK;
}

/* ---- a table ---- */

static const char *file_of(Analysis *a, const char *table)
{
    return str_z(&a->life, str_format(&a->life, "%s/%s.csv", a->path, table));
}

/* The worksheet of the table, or the next one of it. */
static Err sheet_begin(Analysis *a)
{
    Str name = a->sheets++ ? str_format(&a->life, "%s %lld", a->table->name.name, (long long)a->sheets) : str(a->table->name.name);
    WriterOptions options = {
        .form = SHEET_XLSX, .path = str(a->path), .name = name, .columns = a->columns, .count = a->table->count
    };
    a->sheet_rows = 0;
    return a->writer ? writer_sheet(a->writer, name, a->columns, a->table->count, a->why)
                     : writer_open(&options, &a->writer, a->why);
}

static Err table_begin(Analysis *a, const AnalysisTable *table)
{
    CopyColumn columns[ANALYSIS_COLUMNS_MAX];
    a->table = table;
    a->rows = a->sheets = 0;
    for (size_t i = 0; i < table->count; i++) {
        columns[i] = (CopyColumn){ table->columns[i].name, table->columns[i].form == FORM_COUNT ? 'i' : 't' };
        a->columns[i] = (WriterColumn){ .title = str(table->columns[i].name), .form = table->columns[i].form };
    }
    if (a->form == ANALYSIS_SQLITE)
        return copy_table(a->copy, table->name.name, columns, table->count);
    if (a->form == ANALYSIS_XLSX)
        return sheet_begin(a);
    WriterOptions options = {
        .form = SHEET_CSV, .path = str(file_of(a, table->name.name)), .columns = a->columns, .count = table->count
    };
    TRY(writer_open(&options, &a->writer, a->why));
    a->made++;
    return OK;
}

static Err table_end(Analysis *a)
{
    if (a->form != ANALYSIS_CSV)
        return OK;
    Writer *writer = a->writer;
    a->writer = NULL;
    return writer_close(writer, a->why);
}

/* ---- what describes it ---- */

static void fill_columns(Analysis *a)
{
    for (size_t i = 0; i < ANALYSIS_TABLE_END; i++)
        for (size_t k = 0; k < tables[i].count; k++) {
            analysis_text(a, str(tables[i].name.name));
            analysis_text(a, str(tables[i].columns[k].name));
            analysis_text(a, str(tables[i].columns[k].zh));
            analysis_text(a, str(tables[i].columns[k].en));
            (void)analysis_end(a);
        }
}

static void fill_about(Analysis *a, const Journal *journal)
{
    Arena *arena = &a->arena;
    const struct {
        const char *name;
        Str value;
    } rows[] = { { "copied_at", time_text(arena, a->now) },
                 { "last_entry", str_format(arena, "%lld", (long long)journal->last) },
                 { "last_entry_at", time_text(arena, journal->last_at) } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        analysis_text(a, str(rows[i].name));
        analysis_text(a, rows[i].value);
        (void)analysis_end(a);
    }
}

static Err write_all(Analysis *a, int64_t *rows)
{
    Journal journal;
    TRY(journal_open(&journal, a->bureau->db));
    TRY(table_begin(a, &table_about));
    fill_about(a, &journal);
    TRY(a->err);
    TRY(table_end(a));
    TRY(table_begin(a, &table_columns));
    fill_columns(a);
    TRY(a->err);
    TRY(table_end(a));
    for (AnalysisTableId id = 0; id < ANALYSIS_TABLE_END; id++) {
        arena_reset(&a->arena);
        TRY(table_begin(a, &tables[id]));
        TRY(analysis_fill(a, id));
        TRY(a->err);
        TRY(table_end(a));
        rows[id] = a->rows;
    }
    return OK;
}

/* ---- the whole ---- */

static Err begin(Analysis *a)
{
    struct stat there;
    if (a->form == ANALYSIS_SQLITE)
        return copy_open(&a->life, a->path, &a->copy, a->why);
    if (!lstat(a->path, &there) || (a->form == ANALYSIS_CSV && mkdir(a->path, 0700) && errno == EEXIST))
        return refuse(a->why, ERR_CONFLICT, "out", "%s 已经存在，请换一个名称。", "%s is there already; choose another name.",
                      a->path);
    if (a->form == ANALYSIS_CSV && lstat(a->path, &there))
        return refuse(a->why, ERR_BUSY, "out", "无法建立 %s，请检查上级文件夹。", "%s cannot be made; see to the folder above it.",
                      a->path);
    return OK;
}

/* Nothing half written stays. */
static void clear_folder(Analysis *a)
{
    if (a->made > 0)
        unlink(file_of(a, table_about.name.name));
    if (a->made > 1)
        unlink(file_of(a, table_columns.name.name));
    for (int i = 0; i < a->made - 2; i++)
        unlink(file_of(a, tables[i].name.name));
    rmdir(a->path);
}

static Err end(Analysis *a, Err err)
{
    Writer *writer = a->writer;
    a->writer = NULL;
    if (a->form == ANALYSIS_SQLITE) {
        Err closed = copy_close(a->copy, err == OK);
        return err == OK ? closed : err;
    }
    if (writer && err == OK)
        err = writer_close(writer, a->why);
    else if (writer)
        writer_drop(writer);
    if (err != OK && a->form == ANALYSIS_CSV)
        clear_folder(a);
    return err;
}

Err analysis_export_within(Bureau *bureau, AnalysisForm form, const char *path, Time now, int64_t sheet_rows,
                           int64_t rows[ANALYSIS_TABLE_END], Why *why)
{
    Analysis a = { .bureau = bureau,
                   .now = now,
                   .form = form,
                   .path = path,
                   .sheet_max = sheet_rows,
                   .why = why,
                   .life = arena_make(LIFE_BYTES),
                   .arena = arena_make(ROW_BYTES) };
    TRY(db_begin(bureau->db));
    Err err = begin(&a);
    if (err == OK) {
        err = write_all(&a, rows);
        err = end(&a, err);
    }
    db_rollback(bureau->db);
    arena_drop(&a.arena);
    arena_drop(&a.life);
    return err;
}

Err analysis_export(Bureau *bureau, AnalysisForm form, const char *path, Time now, int64_t rows[ANALYSIS_TABLE_END], Why *why)
{
    return analysis_export_within(bureau, form, path, now, WRITER_XLSX_ROWS_MAX, rows, why);
}
