/* scan_test.c - no statement reads a table that grows with people, employers, lines or entries from end to end, but those
 * that scan_table.h names with their reasons: told by the plan of SQLite, which is one text for one schema. */
#include "scan_table.h"
#include "support/db_fixture.h"

enum { ARGS = 64 };

static bool is_small(Str table)
{
#define AS_NAME(name, why) #name,
    static const char *const names[] = { SMALL_TABLES(AS_NAME) };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_is(table, names[i]))
            return true;
    return false;
}

static bool is_coarse(Str column)
{
#define AS_COLUMN(name) #name,
    static const char *const names[] = { COARSE_COLUMNS(AS_COLUMN) };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_is(column, names[i]))
            return true;
    return false;
}

static const char *const allowed[] = { READS_ALL(AS_NAME) };
enum { ALLOWED = sizeof allowed / sizeof *allowed };

static bool is_allowed(const Sql *sql, bool used[ALLOWED])
{
    for (size_t i = 0; i < ALLOWED; i++)
        if (strcmp(sql->name, allowed[i]) == 0)
            return used[i] = true;
    return false;
}

static bool has(const char *text, const char *part) { return strstr(text, part) != NULL; }

static Err plan_of(Db *db, Arena *arena, const Sql *sql, Rows *out)
{
    Val vals[ARGS];
    Sql plan = { .name = "plan", .args = sql->args, .cols = "iiit", .slot = -1 };
    plan.text = str_z(arena, str_format(arena, "EXPLAIN QUERY PLAN %s", sql->text));
    for (size_t i = 0; sql->args[i]; i++)
        vals[i] = sql->args[i] == 'i' ? val_i(1) : sql->args[i] == 't' ? val_t(S("x")) : val_b(S("x"));
    return db_rows(db, arena, &plan, vals, out);
}

/* "(region=? AND day>? AND day<?)": whether what leads to the rows tells few from many. What is known from one side alone may
 * be everything. */
static bool is_narrow(Str conditions)
{
    Str before = { 0 };
    while (conditions.n) {
        size_t n = 0;
        while (n < conditions.n && (conditions.p[n] == '_' || (conditions.p[n] >= 'a' && conditions.p[n] <= 'z')))
            n++;
        Str column = str_head(conditions, n), sign = str_head(str_from(conditions, n), 1);
        if (n && !is_coarse(column) && (str_is(sign, "=") || str_eq(column, before)))
            return true;
        before = n ? column : before;
        conditions = str_from(conditions, n + 1);
    }
    return false;
}

/* The first rows of an order cost what they are, unless everything is put into that order first. */
static bool takes_the_first(const Sql *sql, const Rows *plan)
{
    for (size_t i = 0; i < plan->count; i++)
        if (str_find(cell(plan, i, 3)->s, S("TEMP B-TREE")) >= 0)
            return false;
    return has(sql->text, " LIMIT ");
}

/* What a DELETE finds through an index goes away. */
static bool reads_all(const Sql *sql, const Rows *plan)
{
    bool first = takes_the_first(sql, plan), sweeps = str_starts(str(sql->text), S("DELETE ")), all = false;
    for (size_t i = 0; i < plan->count; i++) {
        Str step = cell(plan, i, 3)->s, word = str_cut(&step, ' '), table = str_cut(&step, ' ');
        long conditions = str_find(step, S("("));
        if (str_is(word, "SCAN"))
            all |= !is_small(table) && !str_is(table, "CONSTANT") && !(first && !has(sql->text, " WHERE "));
        else if (str_is(word, "SEARCH"))
            all |= str_find(step, S("AUTOMATIC")) >= 0 ||
                   (!is_small(table) && !first && !sweeps && conditions >= 0 && !is_narrow(str_from(step, (size_t)conditions + 1)));
    }
    return all;
}

/* How many statements that are not allowed to read a large table; names the first ones if `told`. */
static int count_scans(Db *db, Arena *arena, bool told, bool used[ALLOWED])
{
    int count = 0;
    CHECK_EQ(db_begin(db), OK);
    for (const Sql *sql = sql_first(); sql; sql = sql->next) {
        size_t mark = arena_mark(arena);
        Rows plan = { 0 };
        if (plan_of(db, arena, sql, &plan) != OK)
            test_fail(__FILE__, __LINE__, "%s: %s", sql->name, db_error(db));
        else if (!has(sql->name, "TEST_") && reads_all(sql, &plan) && !is_allowed(sql, used)) {
            count++;
            for (size_t i = 0; told && i < plan.count; i++)
                test_fail(__FILE__, __LINE__, "%s: " STR_FMT, sql->name, STR_ARG(cell(&plan, i, 3)->s));
        }
        arena_back(arena, mark);
    }
    db_rollback(db);
    return count;
}

TEST(no_statement_reads_a_large_table_from_end_to_end)
{
    bool used[ALLOWED] = { false };
    Db *db = fixture_open(arena, ENGINE_MEMORY);
    CHECK_EQ(count_scans(db, arena, true, used), 0);
    for (size_t i = 0; i < ALLOWED; i++)
        if (!used[i])
            test_fail(__FILE__, __LINE__, "%s does not read all of a table any more: take it out of scan_table.h", allowed[i]);
    db_close(db);
}

static bool is_unmissed(const Table *table, Str columns)
{
#define AS_INDEX(table, columns, why) { #table, columns },
    static const struct {
        const char *table, *columns;
    } rows[] = { UNMISSED_INDEXES(AS_INDEX) };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(table->name, rows[i].table) == 0 && str_is(columns, rows[i].columns))
            return true;
    return false;
}

/* Each index in turn is taken away, and whoever needs it reads everything. */
TEST(an_index_that_is_missing_is_noticed)
{
    for (const Table *table = table_first(); table; table = table->next)
        for (Str rest = str(table->indexes); rest.p;) {
            bool used[ALLOWED] = { false };
            Str columns = str_trim(str_cut(&rest, ';'));
            Buf text = { .arena = arena };
            Db *db = fixture_open(arena, ENGINE_MEMORY);
            buf_format(&text, "DROP INDEX %s__", table->name);
            for (size_t i = 0; i < columns.n; i++)
                if (columns.p[i] != ',')
                    buf_char(&text, columns.p[i] == ' ' ? '_' : columns.p[i]);
            Sql drop = { .name = "drop", .args = "", .cols = "", .text = str_z(arena, buf_str(&text)), .slot = -1 };
            CHECK_EQ(db_begin(db), OK);
            CHECK_EQ(db_run(db, &drop, NULL), OK);
            CHECK_EQ(db_commit(db), OK);
            if ((count_scans(db, arena, false, used) == 0) != is_unmissed(table, columns))
                test_fail(__FILE__, __LINE__, "the index of %s on " STR_FMT " is %s", table->name, STR_ARG(columns),
                          is_unmissed(table, columns) ? "missed: take it out of scan_table.h" : "missed by nobody");
            db_close(db);
        }
}
