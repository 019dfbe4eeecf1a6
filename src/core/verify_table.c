/* verify_table.c - see verify_table.h. First one digest a table; only where they differ the rows are looked at one by
 * one, so that a whole bureau is compared at the speed of reading it. */
#include "core/verify_table.h"

typedef struct {
    int64_t rows;
    Hash hash; /* over all rows so far */
} Digest;

static void digest_row(void *context, Str row)
{
    Digest *digest = context;
    uint8_t pair[2 * HASH_BYTES];
    Hash one = hash_of(row);
    memcpy(pair, digest->hash.b, HASH_BYTES);
    memcpy(pair + HASH_BYTES, one.b, HASH_BYTES);
    digest->hash = hash_of((Str){ (const char *)pair, sizeof pair });
    digest->rows++;
}

/* Eight bytes a row: to find the first that differs. */
typedef struct {
    uint64_t *marks;
    int64_t count;
} Marks;

static void mark_row(void *context, Str row)
{
    Marks *marks = context;
    Hash hash = hash_of(row);
    memcpy(&marks->marks[marks->count++], hash.b, sizeof *marks->marks);
}

typedef struct {
    Arena *arena;
    int64_t skip;
    Str row;
} Pick;

static void pick_row(void *context, Str row)
{
    Pick *pick = context;
    if (pick->skip-- == 0)
        pick->row = str_copy(pick->arena, row);
}

/* The next cell of a canonical row: 'i' and a number, or 't' or 'b' and bytes. */
static Val cell_take(Take *take)
{
    Val val = { .kind = (char)take_u8(take) };
    if (val.kind == 'i')
        val.i = take_i64(take);
    else
        val.s = take_text(take);
    return val;
}

/* The cell of the named column, wherever it stands in the row. */
static Val column_of(const Table *table, Str row, Str name)
{
    Take take = { .rest = str_from(row, 1) };
    for (Str rest = str(table->columns); rest.p;) {
        Str column = str_trim(str_cut(&rest, ','));
        Val val = cell_take(&take);
        if (str_eq(str_cut(&column, ' '), name))
            return val;
    }
    return (Val){ 0 };
}

/* Rows stand in order of their key; bytes and text by their bytes, on both engines. */
static int key_order(const Table *table, Str a, Str b)
{
    for (Str rest = str(table->key); rest.p;) {
        Str name = str_trim(str_cut(&rest, ','));
        Val x = column_of(table, a, name), y = column_of(table, b, name);
        int order = x.kind == 'i' ? (x.i > y.i) - (x.i < y.i) : str_cmp(x.s, y.s);
        if (order)
            return order;
    }
    return 0;
}

/* "person=17 n=2"; of a text (a card number) only the last four characters. */
static Str key_text(Arena *arena, const Table *table, Str row)
{
    Buf text = { .arena = arena };
    for (Str rest = str(table->key); rest.p;) {
        Str name = str_trim(str_cut(&rest, ','));
        Val val = column_of(table, row, name);
        buf_format(&text, "%s" STR_FMT "=", text.n ? " " : "", STR_ARG(name));
        if (val.kind == 'i')
            buf_format(&text, "%lld", (long long)val.i);
        else if (val.kind == 'b')
            buf_add(&text, str_hex(arena, str_head(val.s, 8)));
        else
            buf_format(&text, "*" STR_FMT, STR_ARG(str_utf8(val.s) && val.s.n > 4 ? str_from(val.s, val.s.n - 4) : (Str){ 0 }));
    }
    return buf_str(&text);
}

static Err marks_of(Arena *arena, Db *db, const Table *table, int64_t rows, Marks *out)
{
    *out = (Marks){ .marks = arena_new(arena, uint64_t, (size_t)rows + 1) };
    return db_dump_rows(db, arena, table->name, mark_row, out);
}

static Err row_at(Arena *arena, Db *db, const Table *table, int64_t i, Str *out)
{
    Pick pick = { .arena = arena, .skip = i };
    TRY(db_dump_rows(db, arena, table->name, pick_row, &pick));
    *out = pick.row;
    return OK;
}

/* The first row in which they differ. Both tables have been read before: a failure now is not their content's. */
static Err first_difference(Arena *arena, Db *is, Db *should, const Table *table, const Digest digests[2], TableFound *out)
{
    Marks a, b;
    Str here = { 0 }, there = { 0 };
    TRY(marks_of(arena, is, table, digests[0].rows, &a));
    TRY(marks_of(arena, should, table, digests[1].rows, &b));
    int64_t i = 0;
    while (i < a.count && i < b.count && a.marks[i] == b.marks[i])
        i++;
    if (i < a.count)
        TRY(row_at(arena, is, table, i, &here));
    if (i < b.count)
        TRY(row_at(arena, should, table, i, &there));
    int order = !here.n ? 1 : !there.n ? -1 : key_order(table, here, there);
    out->fault = order < 0 ? ROW_EXTRA : order > 0 ? ROW_MISSING : ROW_CHANGED;
    out->row = key_text(arena, table, order > 0 ? there : here);
    return OK;
}

Err verify_table(Arena *arena, Db *is, Db *should, const Table *table, TableFound *out, Db **whose)
{
    Db *const dbs[2] = { is, should };
    Digest digests[2] = { 0 };
    for (int i = 0; i < 2; i++) {
        *whose = dbs[i];
        TRY(db_dump_rows(dbs[i], arena, table->name, digest_row, &digests[i]));
    }
    TableFound found = { .rows = digests[0].rows };
    if (digests[0].rows != digests[1].rows || !hash_eq(&digests[0].hash, &digests[1].hash))
        TRY(first_difference(arena, is, should, table, digests, &found));
    *out = found;
    return OK;
}
