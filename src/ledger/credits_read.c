/* credits_read.c - see credits.h: what to read for the credits of some payers. Settlements tell of which years something was
 * credited; who has the books of all these years (year.h) is read from them, everybody else from the sheets. Both say the
 * same in the same order. */
#include "ledger/credits.h"
#include "ledger/inside.h"
#include <stdlib.h>

SQL(SHEET_PERSON_PAYERS, "i", "ii",
    "SELECT DISTINCT payer_kind, payer FROM sheet_person WHERE person = $1 ORDER BY payer_kind, payer")
SQL(CREDIT_MONTHS, "iiiiii", "ii",
    "SELECT payer, month FROM settlement WHERE payer_kind = $1 AND payer >= $2 AND payer <= $3 AND day >= $4 AND day <= $5 "
    "AND entry <= $6 ORDER BY payer, day, month, entry, ord, n")
SQL(CREDITS_OF_PAYERS, "iiiiii", "iiiiiiiiiib",
    "SELECT entry, ord, payer_kind, payer, month, run, insurances, effects, sign, day, who FROM settlement "
    "WHERE payer_kind = $1 AND payer >= $2 AND payer <= $3 AND day >= $4 AND day <= $5 AND entry <= $6 "
    "ORDER BY payer, day, entry, ord, n")
SQL(SHEETS_OF_PAYERS, "iiiiiiiiiii", "iiiib",
    "SELECT payer, month, run, first, body FROM sheet WHERE payer_kind = $1 AND payer <= $2 AND month >= $3 AND month <= $4 "
    "AND first <= $5 AND last >= $6 AND (payer, month, run, first) > ($7, $8, $9, $10) ORDER BY payer, month, run, first LIMIT $11")

enum { MONTH = 4, PAGE = 1024 };

CreditScan credit_scan(SheetPayer kind, int64_t payer, int64_t until, Day from, Day to, int64_t known_at)
{
    return (CreditScan){ .kind = kind, .next = payer, .until = until, .from = from, .to = to, .known_at = known_at, .most = PAGE };
}

static Val day_of(Day day) { return val_i(day.n); }

/* ---- sheets ---- */

/* The fee periods that were credited. */
static void months_of(const Rows *settled, int64_t *first, int64_t *last)
{
    *first = INT64_MAX;
    *last = INT64_MIN;
    for (size_t i = 0; i < settled->count; i++) {
        int64_t month = cell(settled, i, MONTH)->i;
        *first = month < *first ? month : *first;
        *last = month > *last ? month : *last;
    }
}

static void sheets_begin(CreditScan *scan, int64_t first, int64_t last)
{
    const int64_t behind[4] = { first - 1, INT64_MAX, INT64_MAX, INT64_MAX };
    memcpy(scan->behind, behind, sizeof behind);
    scan->sheets_until = last;
    scan->sheets = true;
}

/* A page begins with the payer in whose sheets the one before ended. */
static Err sheets_page(Db *db, Arena *arena, CreditScan *scan, CreditPage *out)
{
    int64_t first, last, *behind = scan->behind, payer = behind[1] == INT64_MAX ? behind[0] + 1 : behind[0];
    TRY(db_rows(db, arena, &CREDITS_OF_PAYERS,
                VALS(val_i(scan->kind), val_i(payer), val_i(scan->sheets_until), day_of(scan->from), day_of(scan->to),
                     val_i(scan->known_at)),
                &out->settled));
    months_of(&out->settled, &first, &last);
    TRY(db_rows(db, arena, &SHEETS_OF_PAYERS,
                VALS(val_i(scan->kind), val_i(scan->sheets_until), val_i(first), val_i(last),
                     val_i(scan->person ? scan->person : INT64_MAX), val_i(scan->person), val_i(behind[0]), val_i(behind[1]),
                     val_i(behind[2]), val_i(behind[3]), val_i(scan->most)),
                &out->sheets));
    scan->sheets = (int64_t)out->sheets.count == scan->most;
    for (int i = 0; i < 4 && out->sheets.count; i++)
        behind[i] = cell(&out->sheets, out->sheets.count - 1, (size_t)i)->i;
    return OK;
}

/* ---- year books ---- */

/* A payer's year of which something was credited. */
typedef struct {
    int64_t payer, year;
    bool booked;
} Pair;

typedef struct {
    const CreditScan *scan;
    Db *db;
    Arena *arena;
    Pair *pairs; /* in order of (payer, year) */
    size_t count;
    int64_t seen; /* the last payer whose books are known: others did not fit on the page */
    Buf books;
} Stretch;

static int by_payer(const void *a, const void *b)
{
    const Pair *x = a, *y = b;
    if (x->payer != y->payer)
        return x->payer < y->payer ? -1 : 1;
    return (x->year > y->year) - (x->year < y->year);
}

static int by_year(const void *a, const void *b)
{
    const Pair *x = a, *y = b;
    if (x->year != y->year)
        return x->year < y->year ? -1 : 1;
    return (x->payer > y->payer) - (x->payer < y->payer);
}

static int by_place(const void *a, const void *b)
{
    const CreditBook *x = a, *y = b;
    const Pair left = { x->payer, x->year, false }, right = { y->payer, y->year, false };
    int order = by_payer(&left, &right);
    return order ? order : (x->first > y->first) - (x->first < y->first);
}

static void pairs_make(Stretch *stretch, const Rows *months)
{
    stretch->pairs = arena_new(stretch->arena, Pair, months->count);
    for (size_t i = 0; i < months->count; i++) {
        const Val *v = cell(months, i, 0);
        Pair pair = { .payer = v[0].i, .year = month_year((Month){ (int32_t)v[1].i }) };
        if (!stretch->count || by_payer(&stretch->pairs[stretch->count - 1], &pair))
            stretch->pairs[stretch->count++] = pair;
    }
    size_t kept = 0;
    if (stretch->count)
        qsort(stretch->pairs, stretch->count, sizeof *stretch->pairs, by_payer);
    for (size_t i = 0; i < stretch->count; i++)
        if (!kept || by_payer(&stretch->pairs[kept - 1], &stretch->pairs[i]))
            stretch->pairs[kept++] = stretch->pairs[i];
    stretch->count = kept;
}

static void book_add(Stretch *stretch, Pair *pair, int64_t first, Str page)
{
    CreditBook book = { pair->payer, pair->year, first, page };
    pair->booked = true;
    buf_add(&stretch->books, (Str){ (const char *)&book, sizeof book });
}

/* The books of one year, of the payers of some pairs of that year. */
static Err year_read(Stretch *stretch, Pair *pairs, size_t count)
{
    const CreditScan *scan = stretch->scan;
    Rows rows;
    Str page;
    for (size_t i = 0; i < count && scan->person; i++) {
        TRY(year_page(stretch->db, stretch->arena, (int)pairs[i].year, scan->kind, pairs[i].payer, scan->person, &page));
        if (page.n)
            book_add(stretch, &pairs[i], 0, page);
    }
    if (scan->person)
        return OK;
    TRY(year_pages(stretch->db, stretch->arena, (int)pairs->year, scan->kind, pairs->payer, pairs[count - 1].payer, scan->most,
                   &rows));
    size_t at = 0;
    for (size_t i = 0; i < rows.count; i++) {
        const Val *v = cell(&rows, i, 0);
        while (at < count && pairs[at].payer < v[0].i)
            at++;
        if (at < count && pairs[at].payer == v[0].i)
            book_add(stretch, &pairs[at], v[1].i, v[2].s);
    }
    int64_t last = (int64_t)rows.count == scan->most ? cell(&rows, rows.count - 1, 0)->i - 1 : INT64_MAX;
    stretch->seen = last < stretch->seen ? last : stretch->seen;
    return OK;
}

static Err books_read(Stretch *stretch)
{
    Pair *pairs = stretch->pairs;
    qsort(pairs, stretch->count, sizeof *pairs, by_year);
    for (size_t i = 0, end; i < stretch->count; i = end) {
        for (end = i + 1; end < stretch->count && pairs[end].year == pairs[i].year;)
            end++;
        TRY(year_read(stretch, &pairs[i], end - i));
    }
    qsort(pairs, stretch->count, sizeof *pairs, by_payer);
    return OK;
}

/* Whether the payer of the pair has all its books; *end: behind its pairs. Whose do not fit on a page has none here. */
static bool is_booked(const Stretch *stretch, size_t at, size_t *end)
{
    int64_t payer = stretch->pairs[at].payer;
    bool booked = payer <= stretch->seen;
    for (*end = at; *end < stretch->count && stretch->pairs[*end].payer == payer; ++*end)
        booked = booked && stretch->pairs[*end].booked;
    return booked;
}

/* Payers from the first on that are read in the same way, and how. */
static bool stretch_end(const Stretch *stretch, int64_t *last)
{
    size_t at = 0, end = 0;
    bool booked = is_booked(stretch, 0, &at);
    while (at < stretch->count && stretch->pairs[at].payer <= stretch->seen && is_booked(stretch, at, &end) == booked)
        at = end;
    *last = stretch->pairs[at - 1].payer;
    return booked;
}

static void books_take(Stretch *stretch, int64_t last, CreditPage *out)
{
    out->books = (CreditBook *)(void *)stretch->books.p;
    size_t count = stretch->books.n / sizeof *out->books;
    if (count)
        qsort(out->books, count, sizeof *out->books, by_place);
    while (out->book_count < count && out->books[out->book_count].payer <= last)
        out->book_count++;
}

/* ---- a page ---- */

Err credit_page(Db *db, Arena *arena, CreditScan *scan, CreditPage *out)
{
    Rows months;
    int64_t last = scan->until;
    *out =
        (CreditPage){ .kind = scan->kind, .person = scan->person, .from = scan->from, .to = scan->to, .known_at = scan->known_at };
    if (!scan->sheets) {
        Stretch stretch = { .scan = scan, .db = db, .arena = arena, .seen = INT64_MAX, .books = { .arena = arena } };
        TRY(db_rows(db, arena, &CREDIT_MONTHS,
                    VALS(val_i(scan->kind), val_i(scan->next), val_i(scan->until), day_of(scan->from), day_of(scan->to),
                         val_i(scan->known_at)),
                    &months));
        pairs_make(&stretch, &months);
        scan->done = !stretch.count;
        if (scan->done)
            return OK;
        TRY(books_read(&stretch));
        if (stretch_end(&stretch, &last))
            books_take(&stretch, last, out);
        else
            sheets_begin(scan, stretch.pairs->payer, last);
        scan->next = last + 1;
    }
    if (scan->sheets)
        TRY(sheets_page(db, arena, scan, out));
    scan->done = !scan->sheets && scan->next > scan->until;
    return OK;
}

static Err scan_see(Db *db, Arena *arena, CreditScan *scan, CreditedSee *see, void *context, bool *enough)
{
    while (!scan->done && !*enough) {
        CreditPage page;
        size_t mark = arena_mark(arena);
        TRY(credit_page(db, arena, scan, &page));
        TRY(credit_page_see(arena, &page, see, context, enough));
        arena_back(arena, mark);
    }
    return OK;
}

Err credits_of(Db *db, Arena *arena, int64_t person, Day from, Day until, int64_t known_at, CreditedSee *see, void *context)
{
    Rows payers;
    bool enough = false;
    TRY(db_rows(db, arena, &SHEET_PERSON_PAYERS, VALS(val_i(person)), &payers));
    for (size_t i = 0; i < payers.count && !enough; i++) {
        int64_t payer = cell(&payers, i, 1)->i;
        CreditScan scan = credit_scan((SheetPayer)cell(&payers, i, 0)->i, payer, payer, from, until, known_at);
        scan.person = person;
        TRY(scan_see(db, arena, &scan, see, context, &enough));
    }
    return OK;
}

Err credits_of_payers(Db *db, Arena *arena, SheetPayer kind, int64_t payer, int64_t until_payer, Day from, Day until,
                      int64_t known_at, CreditedSee *see, void *context)
{
    bool enough = false;
    CreditScan scan = credit_scan(kind, payer, until_payer, from, until, known_at);
    return scan_see(db, arena, &scan, see, context, &enough);
}
