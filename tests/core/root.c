/* root.c - see root.h. */
#include "root.h"
#include <libpq-fe.h>
#include <sqlite3.h>

static void guards_off(Root *root)
{
    static const char *const moves[] = { "UPDATE", "DELETE" };
    for (const Table *table = table_first(); table; table = table->next)
        for (int i = 0; i < 2 && table->kind == TABLE_LOG; i++)
            CHECK(root_run(root, str_format(root->arena, root->pg ? "DROP TRIGGER %s_no_%s ON %s" : "DROP TRIGGER %s_no_%s",
                                            table->name, moves[i], table->name)));
}

bool root_open(Root *root, Arena *arena, Str url)
{
    *root = (Root){ .arena = arena };
    long at = str_find(url, S("schema="));
    if (at < 0) {
        CHECK_EQ(sqlite3_open(str_format(arena, STR_FMT "/bureau.db", STR_ARG(url)).p, &root->lite), SQLITE_OK);
    } else {
        Str rest = str_from(url, (size_t)at + 7), schema = str_cut(&rest, '&');
        root->pg = PQconnectdb(str_z(arena, str_head(url, (size_t)at - 1)));
        CHECK(PQstatus(root->pg) == CONNECTION_OK);
        CHECK(root_run(root, str_format(arena, "SET search_path TO " STR_FMT, STR_ARG(schema))));
        CHECK(root_run(root, S("SET client_min_messages TO error")));
    }
    guards_off(root);
    return root->lite || root->pg;
}

void root_close(Root *root)
{
    if (root->lite)
        sqlite3_close(root->lite);
    if (root->pg)
        PQfinish(root->pg);
}

bool root_run(Root *root, Str sql)
{
    size_t mark = arena_mark(root->arena);
    const char *text = str_z(root->arena, sql);
    bool fine = false;
    if (root->lite) {
        fine = sqlite3_exec(root->lite, text, NULL, NULL, NULL) == SQLITE_OK;
    } else {
        PGresult *result = PQexec(root->pg, text);
        fine = PQresultStatus(result) == PGRES_COMMAND_OK;
        PQclear(result);
    }
    arena_back(root->arena, mark);
    return fine;
}

static Str number_literal(Arena *arena, int64_t number)
{
    return number == INT64_MIN ? S("(-9223372036854775807-1)") : str_format(arena, "%lld", (long long)number);
}

static Str text_literal(Arena *arena, Str text)
{
    Buf out = { .arena = arena };
    buf_char(&out, '\'');
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '\'')
            buf_char(&out, '\'');
        buf_char(&out, text.p[i]);
    }
    buf_char(&out, '\'');
    return buf_str(&out);
}

static bool lite_row(Root *root, const char *text, Str *literals, size_t width)
{
    sqlite3_stmt *statement = NULL;
    CHECK_EQ(sqlite3_prepare_v2(root->lite, text, -1, &statement, NULL), SQLITE_OK);
    bool found = sqlite3_step(statement) == SQLITE_ROW;
    for (int i = 0; found && i < (int)width; i++) {
        int type = sqlite3_column_type(statement, i);
        Str bytes = { sqlite3_column_blob(statement, i), (size_t)sqlite3_column_bytes(statement, i) };
        if (type == SQLITE_INTEGER)
            literals[i] = number_literal(root->arena, sqlite3_column_int64(statement, i));
        else
            literals[i] = type == SQLITE_TEXT ? text_literal(root->arena, bytes)
                                              : str_format(root->arena, "x'" STR_FMT "'", STR_ARG(str_hex(root->arena, bytes)));
    }
    sqlite3_finalize(statement);
    return found;
}

enum { OID_INT8 = 20, OID_BYTEA = 17 };

static bool pg_row(Root *root, const char *text, Str *literals, size_t width)
{
    PGresult *result = PQexec(root->pg, text);
    bool found = PQntuples(result) == 1;
    for (int i = 0; found && i < (int)width; i++) {
        Str value = { PQgetvalue(result, 0, i), (size_t)PQgetlength(result, 0, i) };
        int64_t number = 0;
        if (PQftype(result, i) == OID_INT8 && str_int(value, &number))
            literals[i] = number_literal(root->arena, number);
        else if (PQftype(result, i) == OID_BYTEA)
            literals[i] = str_format(root->arena, "decode('" STR_FMT "', 'hex')", STR_ARG(str_from(value, 2)));
        else
            literals[i] = text_literal(root->arena, value);
    }
    PQclear(result);
    return found;
}

bool root_row(Root *root, Str sql, Str *literals, size_t width)
{
    const char *text = str_z(root->arena, sql);
    return root->lite ? lite_row(root, text, literals, width) : pg_row(root, text, literals, width);
}

int64_t root_number(Root *root, Str sql)
{
    Str literal = { 0 };
    int64_t number = 0;
    CHECK(root_row(root, sql, &literal, 1) && str_int(literal, &number));
    return number;
}
