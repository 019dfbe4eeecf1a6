/* schema.c - the schema of both engines, made from the column lists. Only the words for the three types
 * differ. A log refuses UPDATE and DELETE in the engine itself, whoever asks. */
#include "db/engine.h"

TABLE(db_meta, TABLE_OWN, 1, "name t, value i", "name", NULL)

SQL(meta_get, "t", "i", "SELECT value FROM db_meta WHERE name = $1 ORDER BY name")
SQL(meta_set, "ti", "", "INSERT INTO db_meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $2")

static const char lite_tables[] = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name";
static const char pg_tables[] = "SELECT CAST(tablename AS text) FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1";

static const char lite_columns[] = "SELECT name FROM pragma_table_info('%s') ORDER BY cid";
static const char pg_columns[] =
    "SELECT CAST(attname AS text) FROM pg_attribute WHERE attrelid = CAST('%s' AS regclass) AND attnum > 0 ORDER BY attnum";

/* Those that a program made, not those that keep a key. */
static const char lite_indexes[] = "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = '%s' AND sql IS NOT NULL "
                                   "ORDER BY name";
static const char pg_indexes[] = "SELECT CAST(c.relname AS text) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
                                 "WHERE i.indrelid = CAST('%s' AS regclass) AND NOT i.indisprimary ORDER BY 1";

static Err ddl(Db *db, Arena *arena, Str text)
{
    Sql once = sql_once("", "", str_z(arena, text));
    return db_run(db, &once, NULL);
}

/* "a b" or "a, b" as it stands in a key or index, quoted; joins the names with '_' into *label. */
static Str quoted(Arena *arena, Str names, Buf *label)
{
    Buf list = { .arena = arena };
    for (size_t i = 0; i < names.n;) {
        size_t start = i;
        while (i < names.n && names.p[i] != ' ' && names.p[i] != ',')
            i++;
        if (i == start) {
            i++;
            continue;
        }
        buf_format(&list, "%s\"%.*s\"", list.n ? ", " : "", (int)(i - start), names.p + start);
        buf_format(label, "_%.*s", (int)(i - start), names.p + start);
    }
    return buf_str(&list);
}

static const char *type_word(const Db *db, char kind)
{
    if (db_is_postgres(db))
        return kind == 'i' ? "bigint" : kind == 't' ? "text COLLATE \"C\"" : "bytea";
    return kind == 'i' ? "INTEGER" : kind == 't' ? "TEXT" : "BLOB";
}

/* A single integer key is SQLite's own row number; any other table is a tree in order of its key, and holds whole rows in
 * its inner nodes: of large rows it would be nine deep where a tree of row numbers, and one of keys, are three. */
static bool has_row_numbers(const Column *columns, int n, Str key)
{
    for (int i = 0; i < n; i++)
        if (columns[i].large || (columns[i].kind == 'i' && str_eq(columns[i].name, str_trim(key))))
            return true;
    return false;
}

static Str create_table(const Db *db, Arena *arena, const Table *table)
{
    Column columns[DB_COLUMNS_MAX];
    int n = table_columns(table, columns);
    Buf text = { .arena = arena }, label = { .arena = arena };
    buf_format(&text, "CREATE TABLE %s (", table->name);
    for (int i = 0; i < n; i++)
        buf_format(&text, "\"" STR_FMT "\" %s NOT NULL, ", STR_ARG(columns[i].name), type_word(db, columns[i].kind));
    Str key = quoted(arena, str(table->key), &label);
    buf_format(&text, "PRIMARY KEY (" STR_FMT "))", STR_ARG(key));
    if (!db_is_postgres(db))
        buf_add(&text, has_row_numbers(columns, n, str(table->key)) ? S(" STRICT") : S(" STRICT, WITHOUT ROWID"));
    return buf_str(&text);
}

/* The next index of a list, taken off it: its name, and its columns as they stand in SQL. */
static Str index_take(Arena *arena, const Table *table, Str *rest, Str *columns)
{
    Buf label = { .arena = arena };
    *columns = quoted(arena, str_trim(str_cut(rest, ';')), &label);
    require(strlen(table->name) + label.n + 1 < 63);
    return str_format(arena, "%s_" STR_FMT, table->name, STR_ARG(buf_str(&label)));
}

static Err create_indexes(Db *db, Arena *arena, const Table *table)
{
    Str columns;
    for (Str rest = str(table->indexes); rest.p;) {
        Str name = index_take(arena, table, &rest, &columns);
        TRY(ddl(db, arena,
                str_format(arena, "CREATE INDEX IF NOT EXISTS " STR_FMT " ON %s (" STR_FMT ")", STR_ARG(name), table->name,
                           STR_ARG(columns))));
    }
    return OK;
}

static Err guard_log(Db *db, Arena *arena, const Table *table)
{
    if (table->kind != TABLE_LOG)
        return OK;
    static const char *const moves[] = { "UPDATE", "DELETE" };
    for (int i = 0; i < 2; i++) {
        Str pg = str_format(arena, "CREATE TRIGGER %s_no_%s BEFORE %s ON %s FOR EACH ROW EXECUTE FUNCTION db_log_only_grows()",
                            table->name, moves[i], moves[i], table->name);
        Str lite = str_format(arena, "CREATE TRIGGER %s_no_%s BEFORE %s ON %s BEGIN SELECT RAISE(ABORT, 'a log only grows'); END",
                              table->name, moves[i], moves[i], table->name);
        TRY(ddl(db, arena, db_is_postgres(db) ? pg : lite));
    }
    if (db_is_postgres(db))
        TRY(ddl(db, arena,
                str_format(arena, "CREATE TRIGGER %s_no_truncate BEFORE TRUNCATE ON %s EXECUTE FUNCTION db_log_only_grows()",
                           table->name, table->name)));
    return OK;
}

static Err create(Db *db, Arena *arena, const Table *table)
{
    TRY(ddl(db, arena, create_table(db, arena, table)));
    TRY(create_indexes(db, arena, table));
    return guard_log(db, arena, table);
}

int schema_version(void)
{
    int newest = 0;
    for (const Table *table = table_first(); table; table = table->next)
        newest = table->since > newest ? table->since : newest;
    return newest;
}

static bool has_name(const Rows *names, Str name)
{
    for (size_t i = 0; i < names->count; i++)
        if (str_eq(cell(names, i, 0)->s, name))
            return true;
    return false;
}

/* The version that is stored, 0 in an empty bureau; and the names of the tables that are there. */
static Err look(Db *db, Arena *arena, int64_t *version, Rows *names)
{
    Sql tables = sql_once("", "t", db_is_postgres(db) ? pg_tables : lite_tables);
    TRY(db_rows(db, arena, &tables, NULL, names));
    *version = 0;
    if (!has_name(names, S("db_meta")))
        return OK;
    Rows rows;
    TRY(db_rows(db, arena, &meta_get, VALS(val_t(S("schema"))), &rows));
    *version = rows.count ? cell(&rows, 0, 0)->i : 0;
    return OK;
}

/* A table that was there: the columns that came since hold nothing in its rows. */
static Err add_columns(Db *db, Arena *arena, const Table *table)
{
    Column columns[DB_COLUMNS_MAX];
    int n = table_columns(table, columns);
    Rows there;
    Sql ask = sql_once("", "t", str_z(arena, str_format(arena, db_is_postgres(db) ? pg_columns : lite_columns, table->name)));
    TRY(db_rows(db, arena, &ask, NULL, &there));
    for (int i = 0; i < n; i++) {
        const char *nothing = columns[i].kind == 'i' ? "0" : columns[i].kind == 'b' && !db_is_postgres(db) ? "x''" : "''";
        if (!has_name(&there, columns[i].name))
            TRY(ddl(db, arena,
                    str_format(arena, "ALTER TABLE %s ADD COLUMN \"" STR_FMT "\" %s NOT NULL DEFAULT %s", table->name,
                               STR_ARG(columns[i].name), type_word(db, columns[i].kind), nothing)));
    }
    return OK;
}

static bool is_wanted(Arena *arena, const Table *table, Str index)
{
    Str columns;
    for (Str rest = str(table->indexes); rest.p;)
        if (str_eq(index, index_take(arena, table, &rest, &columns)))
            return true;
    return false;
}

/* An index that nothing reads any more costs every row that is written. */
static Err drop_indexes(Db *db, Arena *arena, const Table *table)
{
    Rows there;
    Sql ask = sql_once("", "t", str_z(arena, str_format(arena, db_is_postgres(db) ? pg_indexes : lite_indexes, table->name)));
    TRY(db_rows(db, arena, &ask, NULL, &there));
    for (size_t i = 0; i < there.count; i++)
        if (!is_wanted(arena, table, cell(&there, i, 0)->s))
            TRY(ddl(db, arena, str_format(arena, "DROP INDEX \"" STR_FMT "\"", STR_ARG(cell(&there, i, 0)->s))));
    return OK;
}

/* What an earlier schema has of the table becomes what this one wants. */
static Err table_update(Db *db, Arena *arena, const Table *table)
{
    TRY(add_columns(db, arena, table));
    TRY(create_indexes(db, arena, table));
    return drop_indexes(db, arena, table);
}

static Err migrate(Db *db, Arena *arena, int64_t stored, const Rows *names)
{
    if (stored == 0 && db_is_postgres(db))
        TRY(ddl(db, arena,
                S("CREATE FUNCTION db_log_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
                  "$$BEGIN RAISE EXCEPTION 'a log only grows'; END$$")));
    for (const Table *table = table_first(); table; table = table->next)
        if (table->since > stored)
            TRY(has_name(names, str(table->name)) ? table_update(db, arena, table) : create(db, arena, table));
    return db_run(db, &meta_set, VALS(val_t(S("schema")), val_i(schema_version())));
}

/* What was found must be what this program can work with. */
static Err judge(const Db *db, int64_t stored, const Rows *names, Why *why)
{
    if (stored > schema_version())
        return refuse(why, ERR_CONFLICT, NULL, "数据库的版本（%lld）比本程序（%d）新，请使用更新版本的程序。",
                      "The database (schema %lld) is newer than this program (%d); start the newer program.", (long long)stored,
                      schema_version());
    if (db->mode != DB_WRITER && stored < schema_version())
        return refuse(why, ERR_BUSY, NULL, "数据库版本（%lld）低于本程序（%d），请先启动主程序完成升级。",
                      "The database (schema %lld) is older than this program (%d); start the writer once, it migrates.",
                      (long long)stored, schema_version());
    for (const Table *table = table_first(); table; table = table->next)
        if (table->since <= stored && !has_name(names, str(table->name)))
            return refuse(why, ERR_CONFLICT, NULL, "数据库缺少表 %s，请从备份恢复。",
                          "The table %s is missing from the database; restore it from the backup.", table->name);
    return OK;
}

static Err open_in_transaction(Db *db, Arena *arena, bool *changed, Why *why)
{
    int64_t stored = 0;
    Rows names;
    if (look(db, arena, &stored, &names) != OK)
        return refuse_engine(why, db->trouble);
    TRY(judge(db, stored, &names, why));
    *changed = stored < schema_version();
    if (*changed && migrate(db, arena, stored, &names) != OK)
        return refuse_engine(why, db->trouble);
    return OK;
}

Err schema_open(Db *db, Why *why)
{
    Arena arena = arena_make((size_t)4 << 20);
    bool changed = false;
    Err err = db_begin(db) == OK ? open_in_transaction(db, &arena, &changed, why) : refuse_engine(why, db->trouble);
    if (err == OK && changed && db_commit(db) != OK)
        err = refuse_engine(why, db->trouble);
    db_rollback(db);
    arena_drop(&arena);
    return err;
}
