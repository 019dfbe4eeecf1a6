/* levy_plain.c - the yardsticks of the monthly run: the same lines as plain rows of numbers. */
#include "levy_city.h"
#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 25, HEAD = 7, FIELD_BYTES = 12, COPY_BYTES = 1 << 16 };

static void columns_of(const SheetLine *line, int64_t *out)
{
    const SheetAmounts *a = &line->amounts;
    int n = 0;
    out[n++] = line->contract; /* the employer */
    out[n++] = line->person;
    out[n++] = line->account;
    out[n++] = line->region;
    out[n++] = (int64_t)line->category;
    out[n++] = line->injury_class;
    out[n++] = line->flags;
    for (int i = 1; i < Insurance_END; i++) {
        out[n++] = line->base[i].fen;
        out[n++] = a->employer[i].fen;
        out[n++] = a->employee[i].fen;
    }
    out[n++] = a->pension_personal.fen;
    out[n++] = a->medical_personal.fen;
    out[n++] = a->serious_illness.fen;
}

static Str column_list(Arena *arena, const char *type)
{
    Buf list = { .arena = arena };
    for (int i = 0; i < COLUMNS; i++)
        buf_format(&list, "%sc%d %s", i ? ", " : "", i, type);
    return buf_str(&list);
}

/* ---- SQLite: a virtual table over the lines, from which the engine selects ---- */

typedef struct {
    sqlite3_vtab base;
    const SheetLine *lines;
    size_t count;
} Table_of_lines;

typedef struct {
    sqlite3_vtab_cursor base;
    size_t at;
    int64_t columns[COLUMNS];
} Cursor;

static struct {
    const SheetLine *lines;
    size_t count;
    const char *declare;
} shown; /* what the next connection shows */

static int lines_connect(sqlite3 *db, void *aux, int argc, const char *const *argv, sqlite3_vtab **out, char **error)
{
    (void)aux, (void)argc, (void)argv, (void)error;
    Table_of_lines *table = sqlite3_malloc(sizeof *table);
    *table = (Table_of_lines){ .lines = shown.lines, .count = shown.count };
    *out = &table->base;
    return sqlite3_declare_vtab(db, shown.declare);
}
static int lines_disconnect(sqlite3_vtab *table)
{
    sqlite3_free(table);
    return SQLITE_OK;
}
static int lines_plan(sqlite3_vtab *table, sqlite3_index_info *info)
{
    (void)table;
    info->estimatedCost = 1;
    return SQLITE_OK;
}
static int lines_open(sqlite3_vtab *table, sqlite3_vtab_cursor **out)
{
    (void)table;
    Cursor *cursor = sqlite3_malloc(sizeof *cursor);
    memset(cursor, 0, sizeof *cursor);
    *out = &cursor->base;
    return SQLITE_OK;
}
static int lines_close(sqlite3_vtab_cursor *cursor)
{
    sqlite3_free(cursor);
    return SQLITE_OK;
}
static void lines_load(Cursor *cursor)
{
    const Table_of_lines *table = (const Table_of_lines *)cursor->base.pVtab;
    if (cursor->at < table->count)
        columns_of(&table->lines[cursor->at], cursor->columns);
}
static int lines_filter(sqlite3_vtab_cursor *base, int n, const char *text, int argc, sqlite3_value **argv)
{
    (void)n, (void)text, (void)argc, (void)argv;
    ((Cursor *)base)->at = 0;
    lines_load((Cursor *)base);
    return SQLITE_OK;
}
static int lines_next(sqlite3_vtab_cursor *base)
{
    ((Cursor *)base)->at++;
    lines_load((Cursor *)base);
    return SQLITE_OK;
}
static int lines_eof(sqlite3_vtab_cursor *base) { return ((Cursor *)base)->at >= ((const Table_of_lines *)base->pVtab)->count; }
static int lines_column(sqlite3_vtab_cursor *base, sqlite3_context *context, int n)
{
    sqlite3_result_int64(context, ((Cursor *)base)->columns[n]);
    return SQLITE_OK;
}
static int lines_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *out)
{
    *out = (sqlite3_int64)((Cursor *)base)->at;
    return SQLITE_OK;
}

static bool lite(sqlite3 *db, const char *text)
{
    if (sqlite3_exec(db, text, NULL, NULL, NULL) == SQLITE_OK)
        return true;
    fprintf(stderr, "levy: the yardstick failed: %s\n", sqlite3_errmsg(db));
    return false;
}

int64_t levy_plain_sqlite(LevyCity *city, const SheetLine *lines, size_t count)
{
    static const sqlite3_module module = { .xConnect = lines_connect,
                                           .xBestIndex = lines_plan,
                                           .xDisconnect = lines_disconnect,
                                           .xOpen = lines_open,
                                           .xClose = lines_close,
                                           .xFilter = lines_filter,
                                           .xNext = lines_next,
                                           .xEof = lines_eof,
                                           .xColumn = lines_column,
                                           .xRowid = lines_rowid };
    sqlite3 *db = NULL;
    Str path = str_format(city->arena, "%s/plain-%d.db", city->scratch, ++city->plain);
    Str create = str_format(city->arena, "CREATE TABLE plain (" STR_FMT ")", STR_ARG(column_list(city->arena, "INTEGER NOT NULL")));
    shown.lines = lines;
    shown.count = count;
    shown.declare = str_format(city->arena, "CREATE TABLE x (" STR_FMT ")", STR_ARG(column_list(city->arena, "INTEGER"))).p;
    bool fine = sqlite3_open(path.p, &db) == SQLITE_OK &&
                lite(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536") &&
                lite(db, create.p) && sqlite3_create_module(db, "lines", &module, NULL) == SQLITE_OK;
    int64_t began = bench_now_ns();
    fine = fine && lite(db, "BEGIN IMMEDIATE; INSERT INTO plain SELECT * FROM lines; COMMIT");
    int64_t ns = bench_now_ns() - began;
    sqlite3_close(db);
    remove(path.p);
    return fine ? ns : 0;
}

/* ---- PostgreSQL: COPY ---- */

static char *put_be(char *to, uint64_t v, int bytes)
{
    for (int i = bytes - 1; i >= 0; i--)
        *to++ = (char)(v >> (8 * i));
    return to;
}

static bool copy_lines(PGconn *db, const SheetLine *lines, size_t count)
{
    static const char head[] = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0";
    char buf[COPY_BYTES], *to = buf;
    int64_t columns[COLUMNS];
    memcpy(to, head, sizeof head);
    to += sizeof head;
    for (size_t i = 0; i < count; i++) {
        if (to - buf > COPY_BYTES - 2 - COLUMNS * FIELD_BYTES) {
            if (PQputCopyData(db, buf, (int)(to - buf)) != 1)
                return false;
            to = buf;
        }
        columns_of(&lines[i], columns);
        to = put_be(to, COLUMNS, 2);
        for (int k = 0; k < COLUMNS; k++)
            to = put_be(put_be(to, 8, 4), (uint64_t)columns[k], 8);
    }
    to = put_be(to, 0xffff, 2);
    return PQputCopyData(db, buf, (int)(to - buf)) == 1 && PQputCopyEnd(db, NULL) == 1;
}

static bool told(PGconn *db, PGresult *result, ExecStatusType wanted)
{
    bool fine = PQresultStatus(result) == wanted;
    if (!fine)
        fprintf(stderr, "levy: the yardstick failed: %s", PQerrorMessage(db));
    PQclear(result);
    return fine;
}

int64_t levy_plain_postgres(LevyCity *city, const SheetLine *lines, size_t count)
{
    PGconn *db = PQconnectdb(getenv("SHEBAO_TEST_POSTGRES"));
    const char *drop = "SET client_min_messages = warning; DROP TABLE IF EXISTS shebao_bench_plain";
    Str create = str_format(city->arena, "CREATE TABLE shebao_bench_plain (" STR_FMT ", PRIMARY KEY (c0, c1, c2))",
                            STR_ARG(column_list(city->arena, "bigint NOT NULL")));
    bool fine = PQstatus(db) == CONNECTION_OK && told(db, PQexec(db, drop), PGRES_COMMAND_OK) &&
                told(db, PQexec(db, create.p), PGRES_COMMAND_OK);
    int64_t began = bench_now_ns();
    fine = fine && told(db, PQexec(db, "COPY shebao_bench_plain FROM STDIN (FORMAT binary)"), PGRES_COPY_IN) &&
           copy_lines(db, lines, count) && told(db, PQgetResult(db), PGRES_COMMAND_OK);
    int64_t ns = bench_now_ns() - began;
    if (fine)
        fine = told(db, (PQclear(PQgetResult(db)), PQexec(db, drop)), PGRES_COMMAND_OK);
    PQfinish(db);
    return fine ? ns : 0;
}
