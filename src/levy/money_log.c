/* money_log.c - see money_log.h. Owns the tables money_line and money_match. */
#include "levy/money_log.h"

#define MONEY_COLS \
    "entry i, n i, kind i, no t, day i, fen i, region i, payer_kind i, payer i, person i, month i, insurance i, line i, held i, " \
    "reason i"
#define MONEY_LIST "entry, n, kind, no, day, fen, region, payer_kind, payer, person, month, insurance, line, held, reason"
#define MONEY_TYPES "iiitiiiiiiiiiii"
TABLE(money_line, TABLE_LOG, 7, MONEY_COLS, "entry, n", "no; fen; held entry n")
TABLE(money_match, TABLE_LOG, 3, "of i, line i, entry i", "of, line", NULL)
SQL(MONEY_ADD, MONEY_TYPES, "",
    "INSERT INTO money_line (" MONEY_LIST ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)")
SQL(MONEY_OF_NO, "t", MONEY_TYPES, "SELECT " MONEY_LIST " FROM money_line WHERE no = $1 ORDER BY entry, n")
SQL(MONEY_FROM_NO, "ti", MONEY_TYPES, "SELECT " MONEY_LIST " FROM money_line WHERE no >= $1 ORDER BY no, entry, n LIMIT $2")
SQL(MONEY_GET, "ii", MONEY_TYPES, "SELECT " MONEY_LIST " FROM money_line WHERE entry = $1 AND n = $2")
SQL(MONEY_PAGE, "iii", MONEY_TYPES, "SELECT " MONEY_LIST " FROM money_line WHERE entry = $1 AND n > $2 ORDER BY entry, n LIMIT $3")
SQL(MONEY_HELD, "iii", MONEY_TYPES,
    "SELECT " MONEY_LIST " FROM money_line WHERE held = 1 AND (entry, n) > ($1, $2) AND NOT EXISTS "
    "(SELECT 1 FROM money_match WHERE money_match.of = money_line.entry AND money_match.line = money_line.n) "
    "ORDER BY entry, n LIMIT $3")
SQL(MONEY_OF_AMOUNT, "iii", MONEY_TYPES,
    "SELECT " MONEY_LIST " FROM money_line WHERE fen = $1 AND kind = $2 ORDER BY entry, n LIMIT $3")
SQL(MONEY_MATCH_ADD, "iii", "", "INSERT INTO money_match (of, line, entry) VALUES ($1, $2, $3)")
SQL(MONEY_MATCH_GET, "ii", "i", "SELECT entry FROM money_match WHERE of = $1 AND line = $2")
SQL(MONEY_COUNT, "", "i", "SELECT count(*) FROM money_line")
SQL(MONEY_MATCH_COUNT, "", "i", "SELECT count(*) FROM money_match")

enum { COLS = 15, PAGE = 500, SINGLES = 4000 };

static void vals_of(const MoneyKept *line, Val v[COLS])
{
    const int64_t numbers[COLS] = { line->entry,      line->n,         line->kind,       0,           line->day.n,
                                    line->amount.fen, line->region,    line->payer_kind, line->payer, line->person,
                                    line->month.n,    line->insurance, line->row,        line->held,  line->end };
    for (int i = 0; i < COLS; i++)
        v[i] = val_i(numbers[i]);
    v[3] = val_t(line->no);
}

static MoneyKept line_of(const Val *v)
{
    return (MoneyKept){ .entry = v[0].i,
                        .n = v[1].i,
                        .kind = (ImportKind)v[2].i,
                        .no = v[3].s,
                        .day = { (int32_t)v[4].i },
                        .amount = { v[5].i },
                        .region = (int32_t)v[6].i,
                        .payer_kind = (LedgerOwner)v[7].i,
                        .payer = v[8].i,
                        .person = v[9].i,
                        .month = { (int32_t)v[10].i },
                        .insurance = (Insurance)v[11].i,
                        .row = v[12].i,
                        .held = v[13].i == 1,
                        .end = (TallyEnd)v[14].i };
}

/* The digest of all lines so far and one more. A line without a reason has the digest that it had before there were any. */
static Hash chained(Arena *arena, const Hash *hash, const Val v[COLS])
{
    size_t mark = arena_mark(arena);
    Buf buf = { .arena = arena };
    int count = v[COLS - 1].i ? COLS : COLS - 1;
    buf_add(&buf, hash_str(hash));
    for (int i = 0; i < count; i++)
        if (v[i].kind == 'i')
            buf_i64(&buf, v[i].i);
        else
            buf_text(&buf, v[i].s);
    Hash next = hash_of(buf_str(&buf));
    arena_back(arena, mark);
    return next;
}

Err money_put(Db *db, Arena *arena, int64_t entry, const MoneyKept *lines, size_t count, Hash *out)
{
    Hash hash = { 0 };
    Val v[COLS];
    for (size_t i = 0; i < count; i++) {
        MoneyKept line = lines[i];
        line.entry = entry;
        line.n = (int64_t)i + 1;
        vals_of(&line, v);
        hash = chained(arena, &hash, v);
        TRY(db_run(db, &MONEY_ADD, v));
    }
    *out = hash;
    return OK;
}

static Err lines_of(Db *db, Arena *arena, const Sql *sql, const Val *vals, MoneyKept **out, size_t *count)
{
    Rows rows;
    TRY(db_rows(db, arena, sql, vals, &rows));
    *out = arena_new(arena, MoneyKept, rows.count);
    *count = rows.count;
    for (size_t i = 0; i < rows.count; i++)
        (*out)[i] = line_of(cell(&rows, i, 0));
    return OK;
}

Err money_of_no(Db *db, Arena *arena, Str no, MoneyKept **out, size_t *count)
{
    return lines_of(db, arena, &MONEY_OF_NO, VALS(val_t(no)), out, count);
}

/* How many lines of a page must be wanted, or looking them up costs less than the page: SQLite looks each line of a page up in its
 * table anyway; with PostgreSQL the way to the server is what a look-up costs. */
static size_t page_worth(const Db *db) { return db_is_postgres(db) ? PAGE / 12 : PAGE * 2 / 5; }

static Err page_turn(Db *db, MoneyPages *pages, Str no)
{
    arena_back(&pages->arena, 0);
    pages->singles = pages->read && pages->wanted < page_worth(db) ? SINGLES : 0;
    pages->at = pages->wanted = pages->count = 0;
    pages->read = !pages->singles;
    if (!pages->read)
        return OK;
    TRY(lines_of(db, &pages->arena, &MONEY_FROM_NO, VALS(val_t(no), val_i(PAGE)), &pages->lines, &pages->count));
    pages->last = pages->count < PAGE;
    return OK;
}

/* Whether the page is known to hold all lines of this number, if there are any. */
static bool page_holds(const MoneyPages *pages, Str no)
{
    return pages->read && (pages->last || (pages->count && str_cmp(pages->lines[pages->count - 1].no, no) > 0));
}

Err money_of_next(Db *db, MoneyPages *pages, Str no, MoneyKept **out, size_t *count)
{
    if (!pages->singles && !page_holds(pages, no))
        TRY(page_turn(db, pages, no));
    if (!page_holds(pages, no)) { /* one by one, or a number with more lines than a page */
        pages->singles -= pages->singles > 0;
        if (!pages->read)
            arena_back(&pages->arena, 0);
        return money_of_no(db, &pages->arena, no, out, count);
    }
    while (pages->at < pages->count && str_cmp(pages->lines[pages->at].no, no) < 0)
        pages->at++;
    *out = &pages->lines[pages->at];
    *count = 0;
    while (pages->at + *count < pages->count && str_eq(pages->lines[pages->at + *count].no, no))
        (*count)++;
    pages->at += *count;
    pages->wanted += *count;
    return OK;
}

Err money_get(Db *db, Arena *arena, int64_t entry, int64_t n, MoneyKept *out, bool *found, int64_t *matched)
{
    MoneyKept *lines = NULL;
    size_t count = 0;
    Rows rows;
    TRY(lines_of(db, arena, &MONEY_GET, VALS(val_i(entry), val_i(n)), &lines, &count));
    TRY(db_rows(db, arena, &MONEY_MATCH_GET, VALS(val_i(entry), val_i(n)), &rows));
    *found = count == 1;
    *matched = rows.count ? cell(&rows, 0, 0)->i : 0;
    if (*found)
        *out = lines[0];
    return OK;
}

Err money_match_put(Db *db, int64_t entry, int64_t n, int64_t by)
{
    return db_run(db, &MONEY_MATCH_ADD, VALS(val_i(entry), val_i(n), val_i(by)));
}

Err money_held(Db *db, Arena *arena, int64_t entry, int64_t n, int64_t limit, MoneyKept **out, size_t *count)
{
    return lines_of(db, arena, &MONEY_HELD, VALS(val_i(entry), val_i(n), val_i(limit)), out, count);
}

Err money_of_amount(Db *db, Arena *arena, Money amount, int64_t limit, MoneyKept **out, size_t *count)
{
    return lines_of(db, arena, &MONEY_OF_AMOUNT, VALS(val_i(amount.fen), val_i(IMPORT_TAX_DETAIL), val_i(limit)), out, count);
}

Err money_check(Db *db, Arena *arena, int64_t entry, Str digest, bool *same, int64_t *count)
{
    Hash hash = { 0 };
    size_t got = PAGE;
    *count = 0;
    while (got == PAGE) {
        Rows rows;
        size_t mark = arena_mark(arena);
        TRY(db_rows(db, arena, &MONEY_PAGE, VALS(val_i(entry), val_i(*count), val_i(PAGE)), &rows));
        for (size_t i = 0; i < rows.count; i++)
            hash = chained(arena, &hash, cell(&rows, i, 0));
        got = rows.count;
        *count += (int64_t)got;
        arena_back(arena, mark);
    }
    *same = *count > 0 && str_eq(hash_str(&hash), digest);
    return OK;
}

Err money_counts(Db *db, Arena *arena, int64_t *lines, int64_t *matches)
{
    Rows rows;
    TRY(db_rows(db, arena, &MONEY_COUNT, NULL, &rows));
    *lines = cell(&rows, 0, 0)->i;
    TRY(db_rows(db, arena, &MONEY_MATCH_COUNT, NULL, &rows));
    *matches = cell(&rows, 0, 0)->i;
    return OK;
}
