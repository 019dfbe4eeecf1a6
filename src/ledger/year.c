/* year.c - see year.h: what has a book and what waits for one. Owns year_pack and year_waiting. */
#include "ledger/year.h"
#include "ledger/due_year.h"
#include "ledger/inside.h"

TABLE(year_pack, TABLE_CACHE, 13, "year i, payer_kind i, payer i, first i, body B", "year, payer_kind, payer, first", NULL)
TABLE(year_waiting, TABLE_CACHE, 13, "year i, payer_kind i, payer i", "year, payer_kind, payer", NULL)
SQL(YEAR_PAGE, "iiii", "b",
    "SELECT body FROM year_pack WHERE year = $1 AND payer_kind = $2 AND payer = $3 AND first <= $4 "
    "ORDER BY year DESC, payer_kind DESC, payer DESC, first DESC LIMIT 1")
SQL(YEAR_PAGES, "iiiii", "iib",
    "SELECT payer, first, body FROM year_pack WHERE year = $1 AND payer_kind = $2 AND payer >= $3 AND payer <= $4 "
    "ORDER BY payer, first LIMIT $5")
SQL(YEAR_PUT, "iiiib", "", "INSERT INTO year_pack (year, payer_kind, payer, first, body) VALUES ($1, $2, $3, $4, $5)")
SQL(YEAR_DROP, "iii", "", "DELETE FROM year_pack WHERE year = $1 AND payer_kind = $2 AND payer = $3")
SQL(YEAR_SINCE, "i", "i", "SELECT year FROM year_pack WHERE year >= $1 ORDER BY year, payer_kind, payer, first LIMIT 1")
SQL(YEAR_THERE, "iii", "i", "SELECT first FROM year_pack WHERE year = $1 AND payer_kind = $2 AND payer = $3 AND first = 0")
SQL(YEAR_WAITS, "iii", "",
    "INSERT INTO year_waiting (year, payer_kind, payer) SELECT $1, $2, $3 "
    "WHERE NOT EXISTS (SELECT 1 FROM year_pack WHERE year = $1 AND payer_kind = $2 AND payer = $3) ON CONFLICT DO NOTHING")
SQL(YEAR_DONE, "iii", "", "DELETE FROM year_waiting WHERE year = $1 AND payer_kind = $2 AND payer = $3")
SQL(YEAR_NEXT, "iiii", "iii",
    "SELECT year, payer_kind, payer FROM year_waiting WHERE (year, payer_kind, payer) > ($1, $2, $3) AND year < $4 "
    "ORDER BY year, payer_kind, payer LIMIT 1")
SQL(YEAR_ANY, "", "i", "SELECT year FROM year_waiting ORDER BY year, payer_kind, payer LIMIT 1")
SQL(YEAR_OF_UNIT, "i", "i",
    "SELECT year FROM year_pack WHERE payer_kind = $1 AND first = 0 ORDER BY year, payer_kind, payer, first LIMIT 1")
SQL(YEAR_ALL_AGAIN, "", "",
    "INSERT INTO year_waiting (year, payer_kind, payer) SELECT year, payer_kind, payer FROM year_pack WHERE first = 0 "
    "ON CONFLICT DO NOTHING")
SQL(YEAR_ALL_DROP, "", "", "DELETE FROM year_pack")
SQL(YEAR_FILL, "", "",
    "INSERT INTO year_waiting (year, payer_kind, payer) SELECT DISTINCT year, payer_kind, payer FROM sheet_person")
SQL(YEAR_RUN_PAYERS, "iiiii", "iii",
    "SELECT payer_kind, payer, month FROM sheet WHERE run = $1 AND (payer_kind, payer, month) > ($2, $3, $4) "
    "ORDER BY payer_kind, payer, month, first LIMIT $5")

enum { SCRATCH_BYTES = 1 << 30 };

static Err take_year(Db *db, const Sql *sql, int64_t year, int64_t payer_kind, int64_t payer)
{
    return db_run(db, sql, VALS(val_i(year), val_i(payer_kind), val_i(payer)));
}

Err year_waits(Db *db, SheetPayer payer_kind, int64_t payer, Month month)
{
    return take_year(db, &YEAR_WAITS, month_year(month), payer_kind, payer);
}

/* Most payments are of a year without a book: one look is all that these cost. */
Err year_forget(Db *db, SheetPayer payer_kind, int64_t payer, Month month)
{
    uint8_t room[1024];
    Arena arena = { .base = room, .size = sizeof room };
    int year = month_year(month);
    Rows there;
    TRY(db_rows(db, &arena, &YEAR_THERE, VALS(val_i(year), val_i(payer_kind), val_i(payer)), &there));
    if (!there.count)
        return OK;
    TRY(take_year(db, &YEAR_DROP, year, payer_kind, payer));
    if (payer_kind == SHEET_OF_UNIT)
        TRY(due_year_forget(db, payer, year));
    return year_waits(db, payer_kind, payer, month);
}

/* A run of this year's month meets no book: then nothing more is read of it. */
Err year_forget_run(Db *db, Arena *arena, int64_t run, Month first)
{
    enum { PAGE = 256 };
    Rows rows;
    int64_t behind[3] = { 0 };
    size_t mark = arena_mark(arena);
    TRY(db_rows(db, arena, &YEAR_SINCE, VALS(val_i(month_year(first))), &rows));
    for (bool more = rows.count > 0; more; more = rows.count == PAGE) {
        arena_back(arena, mark);
        TRY(db_rows(db, arena, &YEAR_RUN_PAYERS,
                    VALS(val_i(run), val_i(behind[0]), val_i(behind[1]), val_i(behind[2]), val_i(PAGE)), &rows));
        for (size_t i = 0; i < rows.count; i++) {
            const Val *v = cell(&rows, i, 0);
            TRY(year_forget(db, (SheetPayer)v[0].i, v[1].i, (Month){ (int32_t)v[2].i }));
            for (int k = 0; k < 3; k++)
                behind[k] = v[k].i;
        }
    }
    arena_back(arena, mark);
    return OK;
}

typedef struct {
    Db *db;
    int64_t year, payer_kind, payer;
} Book;

static Err book_put(void *context, int64_t first, Str page)
{
    const Book *book = context;
    return db_run(book->db, &YEAR_PUT,
                  VALS(val_i(book->year), val_i(book->payer_kind), val_i(book->payer), val_i(first), val_b(page)));
}

/* Pages, and behind them what is open. Where a sheet's totals are damaged, ERR_BUSY is no matter of the engine; were it one, the
 * next statement would say so. */
static Err book_write(Arena *arena, Book *book, int64_t *lines)
{
    TRY(year_make(book->db, arena, (int)book->year, (SheetPayer)book->payer_kind, book->payer, book_put, book, lines));
    Err err = book->payer_kind == SHEET_OF_UNIT ? due_year_put(book->db, arena, book->payer, (int)book->year) : OK;
    return err == ERR_BUSY ? ERR_CONFLICT : err;
}

/* One payer's year. Pages that were put before damage showed are taken back. */
static Err book_make(Arena *arena, Book *book, int64_t *lines)
{
    *lines = 0;
    Err err = book_write(arena, book, lines);
    if (err == ERR_CONFLICT)
        return take_year(book->db, &YEAR_DROP, book->year, book->payer_kind, book->payer);
    TRY(err);
    return take_year(book->db, &YEAR_DONE, book->year, book->payer_kind, book->payer);
}

Err years_pack(Db *db, int year, int64_t lines, bool *more)
{
    Arena arena = arena_make(SCRATCH_BYTES);
    Book book = { .db = db };
    Err err = OK;
    *more = true;
    while (err == OK && *more && lines > 0) {
        Rows rows;
        int64_t packed = 0;
        arena_reset(&arena);
        err =
            db_rows(db, &arena, &YEAR_NEXT, VALS(val_i(book.year), val_i(book.payer_kind), val_i(book.payer), val_i(year)), &rows);
        *more = err == OK && rows.count;
        if (!*more)
            break;
        book = (Book){ db, cell(&rows, 0, 0)->i, cell(&rows, 0, 1)->i, cell(&rows, 0, 2)->i };
        err = book_make(&arena, &book, &packed);
        lines -= packed + 1;
    }
    arena_drop(&arena);
    return err;
}

/* Books of employers from before it was kept what they leave open are made anew. */
static Err again_if_old(Db *db, Arena *arena, bool *filled)
{
    Rows of_unit;
    bool any = false;
    TRY(due_years_any(db, arena, &any));
    if (any)
        return OK;
    TRY(db_rows(db, arena, &YEAR_OF_UNIT, VALS(val_i(SHEET_OF_UNIT)), &of_unit));
    *filled = of_unit.count > 0;
    if (!*filled)
        return OK;
    TRY(db_run(db, &YEAR_ALL_AGAIN, NULL));
    return db_run(db, &YEAR_ALL_DROP, NULL);
}

/* Once there are sheets, something waits or has its book. */
static Err fill_if_none(Db *db, Arena *arena, bool *filled)
{
    Rows waiting, packed;
    TRY(db_rows(db, arena, &YEAR_ANY, NULL, &waiting));
    TRY(db_rows(db, arena, &YEAR_SINCE, VALS(val_i(0)), &packed));
    if (packed.count)
        return again_if_old(db, arena, filled);
    *filled = !waiting.count;
    return *filled ? db_run(db, &YEAR_FILL, NULL) : OK;
}

Err years_fill(Db *db)
{
    Arena arena = arena_make(SCRATCH_BYTES);
    bool filled = false;
    Err err = db_begin(db);
    if (err == OK)
        err = fill_if_none(db, &arena, &filled);
    if (filled && err == OK)
        err = db_commit(db);
    db_rollback(db);
    arena_drop(&arena);
    return err;
}

Err year_page(Db *db, Arena *arena, int year, SheetPayer payer_kind, int64_t payer, int64_t person, Str *page)
{
    Rows rows;
    TRY(db_rows(db, arena, &YEAR_PAGE, VALS(val_i(year), val_i(payer_kind), val_i(payer), val_i(person)), &rows));
    *page = rows.count ? cell(&rows, 0, 0)->s : (Str){ 0 };
    return OK;
}

Err year_pages(Db *db, Arena *arena, int year, SheetPayer payer_kind, int64_t payer, int64_t until_payer, int64_t most, Rows *out)
{
    return db_rows(db, arena, &YEAR_PAGES, VALS(val_i(year), val_i(payer_kind), val_i(payer), val_i(until_payer), val_i(most)),
                   out);
}
