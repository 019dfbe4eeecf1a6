/* due_year.c - see inside.h: what a year that is over left open of an employer's bills. With nothing open, as mostly, twenty-four
 * years are one page of the database to read, and not thousands of sheets and settlements. Owns year_due. */
#include "ledger/due_year.h"
#include "base/bytes.h"
#include "ledger/inside.h"

TABLE(year_due, TABLE_CACHE, 14, "payer i, year i, day i, entry i, body b", "payer, year", NULL)
SQL(DUE_YEARS, "i", "iiib", "SELECT year, day, entry, body FROM year_due WHERE payer = $1 ORDER BY year")
SQL(DUE_YEAR, "ii", "iiib", "SELECT year, day, entry, body FROM year_due WHERE payer = $1 AND year = $2")
SQL(DUE_YEARS_ANY, "", "i", "SELECT year FROM year_due ORDER BY payer, year LIMIT 1")
SQL(DUE_YEARS_COUNT, "", "i", "SELECT count(*) FROM year_due")
SQL(DUE_YEAR_PUT, "iiiib", "",
    "INSERT INTO year_due (payer, year, day, entry, body) VALUES ($1, $2, $3, $4, $5) "
    "ON CONFLICT (payer, year) DO UPDATE SET day = excluded.day, entry = excluded.entry, body = excluded.body")
SQL(DUE_YEAR_DROP, "ii", "", "DELETE FROM year_due WHERE payer = $1 AND year = $2")

enum { ROW_BYTES = 5 /* at least */, MONTH_LAST = 9999 * 12 };

Str due_year_write(Arena *arena, const DueRow *rows, size_t count)
{
    Buf buf = { .arena = arena };
    DueRow before = { 0 };
    for (size_t i = 0; i < count; i++) {
        buf_number(&buf, rows[i].month.n - before.month.n);
        buf_number(&buf, rows[i].region - before.region);
        buf_number(&buf, rows[i].insurance);
        buf_number(&buf, rows[i].side);
        buf_number(&buf, rows[i].open.fen);
        before = rows[i];
    }
    return buf_str(&buf);
}

bool due_year_read(Arena *arena, Str bytes, DueRow **out, size_t *count)
{
    In in = in_make(bytes);
    DueRow before = { 0 };
    *out = arena_new(arena, DueRow, bytes.n / ROW_BYTES);
    for (*count = 0; in.at < in.n && !in.bad; (*count)++) {
        if (*count == bytes.n / ROW_BYTES)
            return false;
        before.month.n = in_int32(&in, before.month.n);
        before.region = in_int32(&in, before.region);
        int64_t insurance = in_number(&in), side = in_number(&in);
        before.open.fen = in_number(&in);
        in.bad |= before.month.n < 0 || before.month.n > MONTH_LAST || before.region < 1 || before.region > REGION_MAX;
        in.bad |= insurance < 1 || insurance >= Insurance_END || (side != SIDE_EMPLOYER && side != SIDE_EMPLOYEE) || in.at > in.n;
        before.insurance = (Insurance)insurance;
        before.side = (LedgerSide)side;
        (*out)[*count] = before;
    }
    return in_whole(&in);
}

static bool year_take(Arena *arena, const Val *v, DueYear *out)
{
    *out = (DueYear){ .year = (int)v[0].i, .day = { (int32_t)v[1].i }, .entry = v[2].i };
    bool fine = due_year_read(arena, v[3].s, &out->rows, &out->count);
    for (size_t i = 0; i < out->count && fine; i++)
        fine = month_year(out->rows[i].month) == out->year;
    return fine;
}

Err due_years(Db *db, Arena *arena, int64_t unit, DueYear **out, size_t *count)
{
    Rows rows;
    TRY(db_rows(db, arena, &DUE_YEARS, VALS(val_i(unit)), &rows));
    *out = arena_new(arena, DueYear, rows.count);
    *count = rows.count;
    for (size_t i = 0; i < rows.count; i++)
        if (!year_take(arena, cell(&rows, i, 0), &(*out)[i]))
            return ERR_BUSY;
    return OK;
}

Err due_years_any(Db *db, Arena *arena, bool *any)
{
    Rows rows;
    TRY(db_rows(db, arena, &DUE_YEARS_ANY, NULL, &rows));
    *any = rows.count > 0;
    return OK;
}

Err due_years_count(Db *db, Arena *arena, int64_t *count)
{
    Rows rows;
    TRY(db_rows(db, arena, &DUE_YEARS_COUNT, NULL, &rows));
    *count = cell(&rows, 0, 0)->i;
    return OK;
}

Err due_year_put(Db *db, Arena *arena, int64_t unit, int year)
{
    DueYear due;
    TRY(due_year_make(db, arena, unit, year, &due));
    return db_run(
        db, &DUE_YEAR_PUT,
        VALS(val_i(unit), val_i(year), val_i(due.day.n), val_i(due.entry), val_b(due_year_write(arena, due.rows, due.count))));
}

Err due_year_forget(Db *db, int64_t unit, int year) { return db_run(db, &DUE_YEAR_DROP, VALS(val_i(unit), val_i(year))); }

Err due_year_same(Db *db, Arena *arena, int64_t unit, int year, bool *same)
{
    Rows rows;
    DueYear due;
    TRY(db_rows(db, arena, &DUE_YEAR, VALS(val_i(unit), val_i(year)), &rows));
    Err err = due_year_make(db, arena, unit, year, &due);
    *same = err == OK && rows.count == 1;
    if (!*same)
        return err == ERR_CONFLICT ? OK : err;
    const Val *v = cell(&rows, 0, 0);
    *same = v[1].i == due.day.n && v[2].i == due.entry && str_eq(v[3].s, due_year_write(arena, due.rows, due.count));
    return OK;
}
