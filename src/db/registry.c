/* registry.c - the statements and tables that the rooms above declare. Both lists are kept in order of name,
 * so that slots, schema and dump do not depend on the order in which the linker found the files. */
#include "db/engine.h"
#include <ctype.h>
#include <pthread.h>

/* Filled by constructors before main and only read afterwards. */
static Sql *first_sql;
static Table *first_table;
static bool closed;

static int sql_order(const Sql *a, const Sql *b)
{
    int order = strcmp(a->name, b->name);
    return order ? order : strcmp(a->text, b->text);
}

void sql_register(Sql *sql)
{
    require(!closed && strlen(sql->args) <= DB_ARGS_MAX && strlen(sql->cols) <= DB_COLUMNS_MAX);
    Sql **at = &first_sql;
    while (*at && sql_order(*at, sql) < 0)
        at = &(*at)->next;
    sql->next = *at;
    *at = sql;
}

static int count;

static void give_slots(void)
{
    closed = true;
    for (Sql *sql = first_sql; sql; sql = sql->next)
        sql->slot = count++;
}

int sql_count(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, give_slots);
    return count;
}

const Sql *sql_first(void)
{
    sql_count();
    return first_sql;
}

static bool plain_name(const char *name)
{
    size_t n = strlen(name);
    for (size_t i = 0; i < n; i++)
        if (!islower((unsigned char)name[i]) && !(i && (isdigit((unsigned char)name[i]) || name[i] == '_')))
            return false;
    return n > 0 && n < 40;
}

void table_register(Table *table)
{
    require(!closed && plain_name(table->name) && table->since > 0);
    Table **at = &first_table;
    while (*at && strcmp((*at)->name, table->name) < 0)
        at = &(*at)->next;
    require(!*at || strcmp((*at)->name, table->name) != 0);
    table->next = *at;
    *at = table;
}

const Table *table_first(void) { return first_table; }

const Table *table_find(const char *name)
{
    const Table *table = first_table;
    while (table && strcmp(table->name, name) != 0)
        table = table->next;
    return table;
}

int table_columns(const Table *table, Column out[DB_COLUMNS_MAX])
{
    Str rest = str(table->columns);
    int n = 0;
    while (rest.p) {
        Str kind = str_trim(str_cut(&rest, ','));
        Str name = str_cut(&kind, ' ');
        kind = str_trim(kind);
        require(n < DB_COLUMNS_MAX && name.n && kind.n == 1 && strchr("itbB", kind.p[0]));
        bool large = kind.p[0] == 'B';
        out[n++] = (Column){ name, large ? 'b' : kind.p[0], large };
    }
    require(n > 0);
    return n;
}

Str table_column_list(Arena *arena, const Table *table)
{
    Column columns[DB_COLUMNS_MAX];
    int n = table_columns(table, columns);
    Buf list = { .arena = arena };
    for (int i = 0; i < n; i++)
        buf_format(&list, "%s\"" STR_FMT "\"", i ? ", " : "", STR_ARG(columns[i].name));
    return buf_str(&list);
}

const char *table_kinds(Arena *arena, const Table *table)
{
    Column columns[DB_COLUMNS_MAX];
    int n = table_columns(table, columns);
    char *kinds = arena_new(arena, char, (size_t)n + 1);
    for (int i = 0; i < n; i++)
        kinds[i] = columns[i].kind;
    return kinds;
}

void sql_check(const Sql *sql, const Val *vals)
{
    for (size_t i = 0; sql->args[i]; i++) {
        require(vals[i].kind == sql->args[i]);
        require(vals[i].kind != 't' || str_utf8(vals[i].s));
    }
}
