/* dump.c - the content of a bureau as canonical bytes: what verify compares, and how the two engines are held
 * against each other. A table is 'T', its name and its columns; a row is 'R' and its cells, each its type
 * letter and a big-endian integer or length-prefixed bytes. */
#include "db/engine.h"

static Str select_all(Arena *arena, const Table *table)
{
    Buf text = { .arena = arena };
    buf_format(&text, "SELECT " STR_FMT " FROM %s ORDER BY ", STR_ARG(table_column_list(arena, table)), table->name);
    for (const char *p = table->key; *p;) {
        size_t n = strcspn(p, " ,");
        buf_format(&text, "\"%.*s\"", (int)n, p);
        p += n;
        p += strspn(p, " ,");
        if (*p)
            buf_add(&text, S(", "));
    }
    return buf_str(&text);
}

/* Every row of one table, in order of its key. */
static Err each_row(Db *db, Arena *arena, const Table *table, DbRow *row, void *context)
{
    Sql sql = sql_once("", table_kinds(arena, table), str_z(arena, select_all(arena, table)));
    return db_each(db, &sql, NULL, true, row, context);
}

typedef struct {
    Arena *arena;
    DbPart *part;
    void *context;
    size_t width;
} Dump;

static void dump_row(void *context, const Val *cells)
{
    Dump *dump = context;
    size_t mark = arena_mark(dump->arena);
    Buf buf = { .arena = dump->arena };
    buf_u8(&buf, 'R');
    for (size_t i = 0; i < dump->width; i++) {
        buf_u8(&buf, (uint8_t)cells[i].kind);
        if (cells[i].kind == 'i')
            buf_i64(&buf, cells[i].i);
        else
            buf_text(&buf, cells[i].s);
    }
    dump->part(dump->context, buf_str(&buf));
    arena_back(dump->arena, mark);
}

static Err dump_table(Db *db, Arena *scratch, const Table *table, DbPart *part, void *context)
{
    size_t mark = arena_mark(scratch);
    Buf head = { .arena = scratch };
    buf_u8(&head, 'T');
    buf_text(&head, str(table->name));
    buf_text(&head, table_column_list(scratch, table));
    part(context, buf_str(&head));
    Dump dump = { scratch, part, context, strlen(table_kinds(scratch, table)) };
    Err err = each_row(db, scratch, table, dump_row, &dump);
    arena_back(scratch, mark);
    return err;
}

Err db_dump_rows(Db *db, Arena *scratch, const char *name, DbPart *part, void *context)
{
    const Table *table = table_find(name);
    require(table != NULL);
    size_t mark = arena_mark(scratch);
    Dump dump = { scratch, part, context, strlen(table_kinds(scratch, table)) };
    bool own = db->state == DB_IDLE;
    if (own)
        TRY(db_begin(db));
    Err err = each_row(db, scratch, table, dump_row, &dump);
    if (own)
        db_rollback(db);
    arena_back(scratch, mark);
    return err;
}

Err db_dump(Db *db, Arena *scratch, DbPart *part, void *context)
{
    bool own = db->state == DB_IDLE;
    if (own)
        TRY(db_begin(db));
    Err err = OK;
    for (const Table *table = table_first(); table && err == OK; table = table->next)
        if (table->kind != TABLE_OWN)
            err = dump_table(db, scratch, table, part, context);
    if (own)
        db_rollback(db);
    return err;
}

typedef struct {
    Arena *arena;
    Buf text;
    const char *name;
    size_t width;
} Lines;

/* '|', a line end or a backslash inside a text would look like the border of a cell. */
static void add_escaped(Buf *buf, Str text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == '\n' || c == '|' || c == '\\')
            buf_char(buf, '\\');
        buf_char(buf, c == '\n' ? 'n' : c);
    }
}

static void line_row(void *context, const Val *cells)
{
    Lines *lines = context;
    buf_add(&lines->text, str(lines->name));
    for (size_t i = 0; i < lines->width; i++) {
        buf_char(&lines->text, '|');
        if (cells[i].kind == 'i')
            buf_format(&lines->text, "%lld", (long long)cells[i].i);
        else if (cells[i].kind == 't')
            add_escaped(&lines->text, cells[i].s);
        else
            buf_add(&lines->text, str_hex(lines->arena, cells[i].s));
    }
    buf_char(&lines->text, '\n');
}

Err db_dump_table(Db *db, Arena *arena, const char *name, Str *out)
{
    const Table *table = table_find(name);
    require(table != NULL);
    Lines lines = { arena, { .arena = arena }, name, strlen(table_kinds(arena, table)) };
    bool own = db->state == DB_IDLE;
    if (own)
        TRY(db_begin(db));
    Err err = each_row(db, arena, table, line_row, &lines);
    if (own)
        db_rollback(db);
    if (err == OK)
        *out = buf_str(&lines.text);
    return err;
}
