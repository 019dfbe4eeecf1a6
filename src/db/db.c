/* db.c - see db.h. What both engines have in common: the life of a handle and of a transaction. */
#include "db/engine.h"
#include <stdio.h>

enum { SCRATCH_BYTES = 8 << 20 };

void db_note(Db *db, const char *what, const char *engine_says)
{
    snprintf(db->trouble, sizeof db->trouble, "%s: %s", what, engine_says ? engine_says : "");
    for (char *p = db->trouble; *p; p++)
        if (*p == '\n')
            *p = ' ';
    if (db->state == DB_OPEN)
        db->state = DB_BROKEN;
    log_line(LOG_WARN, "database", "%s", db->trouble);
}

Err db_fail(Db *db, const char *what, const char *engine_says)
{
    db_note(db, what, engine_says);
    return ERR_BUSY;
}

Err refuse_engine(Why *why, const char *engine_says)
{
    return refuse(why, ERR_BUSY, NULL, "数据库暂时不能使用，请检查后重试（%s）。",
                  "The database cannot be used; look at the reason and try again (%s).", engine_says);
}

const char *db_error(const Db *db) { return db->trouble; }
bool db_dead(const Db *db) { return db->dead; }

Err db_connect(Arena *life, Str url, DbMode mode, Db **out, Why *why)
{
    sql_count();
    Db *db = arena_new(life, Db, 1);
    db->life = life;
    db->url = str_copy(life, url);
    db->mode = mode;
    db->scratch = arena_make(SCRATCH_BYTES);
    bool postgres = str_starts(url, S("postgres://")) || str_starts(url, S("postgresql:"));
    Err err = postgres ? pg_open(db, url, why) : lite_open(db, url, why);
    if (err == OK)
        *out = db;
    else
        arena_drop(&db->scratch);
    return err;
}

Err db_open(Arena *life, Str url, DbMode mode, Db **out, Why *why)
{
    Db *db = NULL;
    TRY(db_connect(life, url, mode, &db, why));
    /* The engine has locked the bureau for a writer already, so nobody else migrates at the same time. */
    Err err = blank_copy(db, why);
    if (err == OK)
        err = schema_open(db, why);
    if (err == OK && db_is_postgres(db) && mode == DB_WRITER)
        err = lease_take(db, why);
    if (err != OK) {
        db_close(db);
        return err;
    }
    *out = db;
    return OK;
}

void db_close(Db *db)
{
    if (!db)
        return;
    db_rollback(db);
    db->engine->close(db);
    arena_drop(&db->scratch);
}

bool db_is_postgres(const Db *db) { return db->pg != NULL; }

static Err begin(Db *db, bool soft)
{
    require(db->state == DB_IDLE);
    if (db->dead)
        return ERR_BUSY;
    db->soft = soft;
    TRY(db->engine->begin(db));
    db->state = DB_OPEN;
    return OK;
}

Err db_begin(Db *db) { return begin(db, false); }
Err db_begin_soft(Db *db) { return begin(db, true); }

Err db_commit(Db *db)
{
    require(db->state != DB_IDLE);
    if (db->state == DB_BROKEN) {
        db_rollback(db);
        return ERR_BUSY;
    }
    Err err = db->engine->commit(db);
    if (err == OK)
        db->state = DB_IDLE;
    else
        db_rollback(db);
    return err;
}

void db_rollback(Db *db)
{
    if (db->state == DB_IDLE)
        return;
    db->engine->rollback(db);
    db->state = DB_IDLE;
}

Err db_run(Db *db, const Sql *sql, const Val *vals)
{
    require(db->state != DB_IDLE && (db->mode == DB_WRITER || db->lone_write) && !sql->cols[0]);
    if (db->state == DB_BROKEN)
        return ERR_BUSY;
    sql_check(sql, vals);
    return db->engine->run(db, sql, vals);
}

/* Rows as they are gathered in the caller's region. */
typedef struct {
    Arena *arena;
    Rows rows;
    size_t room;
} Gather;

static void gather(void *context, const Val *cells)
{
    Gather *g = context;
    if (g->rows.count == g->room) {
        g->room = g->room ? g->room * 2 : 2;
        Val *more = arena_new(g->arena, Val, g->room * g->rows.width);
        if (g->rows.count)
            memcpy(more, g->rows.cells, g->rows.count * g->rows.width * sizeof *more);
        g->rows.cells = more;
    }
    Val *to = g->rows.cells + g->rows.count * g->rows.width;
    for (size_t i = 0; i < g->rows.width; i++) {
        to[i] = cells[i];
        if (cells[i].kind != 'i')
            to[i].s = str_copy(g->arena, cells[i].s);
    }
    g->rows.count++;
}

Err db_each(Db *db, const Sql *sql, const Val *vals, bool stream, DbRow *row, void *context)
{
    if (db->dead || db->state == DB_BROKEN)
        return ERR_BUSY;
    sql_check(sql, vals);
    return db->engine->each(db, sql, vals, stream, row, context);
}

Err db_rows(Db *db, Arena *arena, const Sql *sql, const Val *vals, Rows *out)
{
    Gather g = { .arena = arena, .rows.width = strlen(sql->cols) };
    TRY(db_each(db, sql, vals, false, gather, &g));
    *out = g.rows;
    return OK;
}

static void pass(Rows *rest)
{
    rest->cells += rest->width;
    rest->count--;
}

Rows rows_cut(Rows *rest, int64_t key)
{
    while (rest->count && cell(rest, 0, 0)->i < key)
        pass(rest);
    Rows head = { .width = rest->width, .cells = rest->cells };
    for (; rest->count && cell(rest, 0, 0)->i == key; head.count++)
        pass(rest);
    return head;
}

Err db_bulk(Db *db, const char *table_name, DbNext *next, void *context, int64_t *count)
{
    require(db->state != DB_IDLE && db->mode == DB_WRITER);
    const Table *table = table_find(table_name);
    require(table != NULL);
    if (db->state == DB_BROKEN)
        return ERR_BUSY;
    int64_t n = 0;
    TRY(db->engine->bulk(db, table, next, context, &n));
    *count = n;
    return OK;
}

Err db_prepare(Db *db, const Sql *sql)
{
    require(db->state == DB_IDLE);
    return db->dead ? ERR_BUSY : db->engine->prepare(db, sql);
}

SQL(save_point, "", "", "SAVEPOINT command")
SQL(save_keep, "", "", "RELEASE command")
SQL(save_undo, "", "", "ROLLBACK TO command")

Err db_save(Db *db) { return db_run(db, &save_point, NULL); }
Err db_keep(Db *db) { return db_run(db, &save_keep, NULL); }

Err db_undo(Db *db)
{
    TRY(db_run(db, &save_undo, NULL));
    return db_keep(db);
}
