/* check_years.c - see check.h: a payer's year that has sheets has its book, as it follows from them, or waits for one. */
#include "ledger/due_year.h"
#include "ledger/inside.h"
#include "ledger/pages.h"

SQL(CHECK_YEARS, "iiiii", "iiiib",
    "SELECT year, payer_kind, payer, first, body FROM year_pack WHERE (year, payer_kind, payer, first) > ($1, $2, $3, $4) "
    "ORDER BY year, payer_kind, payer, first LIMIT $5")
SQL(CHECK_YEARS_WAITING, "iiii", "iii",
    "SELECT year, payer_kind, payer FROM year_waiting WHERE (year, payer_kind, payer) > ($1, $2, $3) "
    "ORDER BY year, payer_kind, payer LIMIT $4")

static const size_t book_bytes = (size_t)1 << 30; /* sheets and book of one payer's year; touched only where needed */

typedef struct {
    int64_t first;
    Str bytes;
} Page;

/* The book of the payer and year that is being looked at, made once more. */
typedef struct {
    Arena arena;
    int64_t key[3]; /* year, payer_kind, payer */
    Buf pages;      /* Page */
    size_t at;      /* pages that were found */
    bool same;
    int64_t units; /* books of employers so far: what they leave open is kept beside them */
} Book;

static Err page_keep(void *context, int64_t first, Str page)
{
    Book *book = context;
    Page kept = { first, str_copy(book->pages.arena, page) };
    buf_add(&book->pages, (Str){ (const char *)&kept, sizeof kept });
    return OK;
}

/* Pages are kept in a region of their own: who makes them takes his back between two of them. */
static Err book_make(Check *check, Book *book)
{
    int64_t lines = 0;
    Arena work = arena_make(book_bytes);
    arena_reset(&book->arena);
    book->pages = (Buf){ .arena = &book->arena };
    book->at = 0;
    Err err = year_make(check->db, &work, (int)book->key[0], (SheetPayer)book->key[1], book->key[2], page_keep, book, &lines);
    arena_drop(&work);
    book->same = err == OK;
    return err == ERR_CONFLICT ? OK : err;
}

static bool book_whole(const Book *book) { return book->same && book->at * sizeof(Page) == book->pages.n; }

static bool book_has(Book *book, const Val *row)
{
    if (book_whole(book) || !book->same)
        return false;
    const Page *page = (const Page *)(const void *)book->pages.p + book->at++;
    return page->first == row[3].i && str_eq(page->bytes, row[4].s);
}

static Err wrong(Check *check, int64_t payer)
{
    return check_says(check, "year_pack", payer, "年度汇总与缴费明细表不符", "a year book does not follow from the sheets");
}

static Err wrong_due(Check *check, int64_t payer)
{
    return check_says(check, "year_due", payer, "年度未缴余额与缴费明细表不符",
                      "what a year leaves open does not follow from the sheets");
}

static Err check_due(Check *check, Book *book)
{
    bool same = false;
    if (book->key[1] != SHEET_OF_UNIT)
        return OK;
    Arena work = arena_make(book_bytes);
    Err err = due_year_same(check->db, &work, book->key[2], (int)book->key[0], &same);
    arena_drop(&work);
    book->units++;
    TRY(err);
    return same ? OK : wrong_due(check, book->key[2]);
}

static Err check_book(Check *check, Book *book, const Val *row, Sum *is)
{
    bool same = is->count && row[0].i == book->key[0] && row[1].i == book->key[1] && row[2].i == book->key[2];
    if (!same) {
        if (is->count && !book_whole(book))
            return wrong(check, book->key[2]);
        for (int i = 0; i < 3; i++)
            book->key[i] = row[i].i;
        sum_row(is, row[0].i, row[1].i, row[2].i, 0);
        TRY(book_make(check, book));
        TRY(check_due(check, book));
    }
    return book_has(book, row) ? OK : wrong(check, book->key[2]);
}

static Err check_books(Check *check, Sum *is, int64_t *units)
{
    Book book = { .arena = arena_make(book_bytes) };
    Pages pages = pages_open(check->db, &CHECK_YEARS, NULL, 0, (const int64_t[]){ 0, 0, 0, -1 }, 4);
    const Val *row = NULL;
    Err err = OK;
    while (!check_wrong(check) && err == OK && (err = pages_next(&pages, &row)) == OK && row)
        err = check_book(check, &book, row, is);
    if (err == OK && !check_wrong(check) && is->count && !book_whole(&book))
        err = wrong(check, book.key[2]);
    pages_close(&pages);
    arena_drop(&book.arena);
    *units = book.units;
    return err;
}

Err check_years(Check *check, const Sum *should)
{
    Sum is = { 0 };
    const Val *row = NULL;
    int64_t units = 0, dues = 0;
    TRY(check_books(check, &is, &units));
    Pages pages = pages_open(check->db, &CHECK_YEARS_WAITING, NULL, 0, (const int64_t[]){ 0, 0, 0 }, 3);
    Err err = OK;
    while (!check_wrong(check) && (err = pages_next(&pages, &row)) == OK && row)
        sum_row(&is, row[0].i, row[1].i, row[2].i, 0);
    pages_close(&pages);
    if (err != OK || check_wrong(check))
        return err;
    if (!sum_same(&is, should))
        return check_says(check, "year_waiting", 0, "缴费年度既无汇总也未等待汇总",
                          "a payer's year with sheets neither has its book nor waits for one, or the other way round");
    TRY(due_years_count(check->db, check->arena, &dues));
    return dues == units ? OK : wrong_due(check, 0);
}
