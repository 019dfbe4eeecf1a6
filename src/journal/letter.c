/* letter.c - see letter.h. */
#include "journal/letter.h"

TABLE(letter, TABLE_OWN, 8, "person i, notice i, at i, channel i, cell i, attempts i, error i, next i, ended i", "person, notice",
      "ended, next, person, notice; at, person, notice")

#define LETTER_COLUMNS "person, notice, at, channel, cell, attempts, error, next, ended"
SQL(LETTER_ADD, "iiiii", "",
    "INSERT INTO letter (" LETTER_COLUMNS ") VALUES ($1, $2, $3, $4, $5, 0, 0, $3, 0) ON CONFLICT (person, notice) DO NOTHING")
SQL(LETTER_DUE, "ii", "iiiiiiiii",
    "SELECT " LETTER_COLUMNS " FROM letter WHERE ended = 0 AND next <= $1 ORDER BY ended, next, person, notice LIMIT $2")
SQL(LETTER_LIST, "iiii", "iiiiiiiii",
    "SELECT " LETTER_COLUMNS " FROM letter WHERE (at, person, notice) < ($1, $2, $3) "
    "ORDER BY at DESC, person DESC, notice DESC LIMIT $4")
SQL(LETTER_PUT, "iiiiii", "",
    "UPDATE letter SET attempts = $3, error = $4, next = $5, ended = $6 WHERE person = $1 AND notice = $2")
SQL(LETTER_SWEEP, "ii", "",
    "DELETE FROM letter WHERE (person, notice) IN (SELECT person, notice FROM letter WHERE ended > 0 AND ended < $1 "
    "ORDER BY ended, next, person, notice LIMIT $2)")

enum { DAY_SECONDS = 86400, SWEPT_BY_ONE = 4 };

Err letter_add(Db *db, const Letter *letter)
{
    return db_run(
        db, &LETTER_ADD,
        VALS(val_i(letter->person), val_i(letter->notice), val_i(letter->at.s), val_i(letter->channel), val_i(letter->cell)));
}

static void rows_read(const Rows *rows, Arena *arena, Letter **out, size_t *count)
{
    *out = arena_new(arena, Letter, rows->count);
    for (size_t i = 0; i < rows->count; i++)
        (*out)[i] = (Letter){ .person = cell(rows, i, 0)->i,
                              .notice = cell(rows, i, 1)->i,
                              .at = { cell(rows, i, 2)->i },
                              .channel = cell(rows, i, 3)->i,
                              .cell = cell(rows, i, 4)->i,
                              .attempts = cell(rows, i, 5)->i,
                              .error = cell(rows, i, 6)->i,
                              .next = { cell(rows, i, 7)->i },
                              .ended = { cell(rows, i, 8)->i } };
    *count = rows->count;
}

Err letter_due(Db *db, Arena *arena, Time now, int64_t limit, Letter **out, size_t *count)
{
    Rows rows;
    TRY(db_rows(db, arena, &LETTER_DUE, VALS(val_i(now.s), val_i(limit)), &rows));
    rows_read(&rows, arena, out, count);
    return OK;
}

Err letter_list(Db *db, Arena *arena, const int64_t after[3], int64_t limit, Letter **out, size_t *count)
{
    Rows rows;
    int64_t at = after[0] ? after[0] : INT64_MAX;
    TRY(db_rows(db, arena, &LETTER_LIST, VALS(val_i(at), val_i(after[1]), val_i(after[2]), val_i(limit)), &rows));
    rows_read(&rows, arena, out, count);
    return OK;
}

Err letter_sweep(Db *db, Time now, int64_t limit)
{
    return db_run(db, &LETTER_SWEEP, VALS(val_i(now.s - (int64_t)LETTER_KEPT_DAYS * DAY_SECONDS), val_i(limit)));
}

Err letter_put(Db *db, const Delivery *delivery)
{
    TRY(db_run(db, &LETTER_PUT,
               VALS(val_i(delivery->person), val_i(delivery->n), val_i(delivery->attempts), val_i(delivery->error),
                    val_i(delivery->next.s), val_i(delivery->delivered.s))));
    return delivery->delivered.s ? letter_sweep(db, delivery->delivered, SWEPT_BY_ONE) : OK;
}
