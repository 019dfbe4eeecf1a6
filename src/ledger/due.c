/* due.c - see due.h. */
#include "ledger/due_year.h"
#include "ledger/inside.h"

SQL(DUE_TOTALS, "iiiiii", "iibii",
    "SELECT s.month, s.run, s.totals, r.day, r.entry FROM sheet s CROSS JOIN sheet_run r "
    "WHERE r.run = s.run AND s.payer_kind = $1 AND s.payer = $2 AND s.month >= $3 AND s.month <= $4 AND r.day <= $5 "
    "AND r.entry <= $6 ORDER BY s.month, s.run, s.first")
SQL(DUE_DIFFERENCES, "iiiiiii", "iib",
    "SELECT s.month, r.entry, s.totals FROM sheet s CROSS JOIN sheet_run r "
    "WHERE r.run = s.run AND s.payer_kind = $1 AND s.payer = $2 AND s.month >= $3 AND s.month <= $4 AND r.kind = $5 "
    "AND r.day <= $6 AND r.entry <= $7 ORDER BY s.month, s.run, s.first")
SQL(DUE_LINES, "iiiiii", "iiiiiiiii",
    "SELECT account, region, insurance, side, owner_kind, owner, month, way, fen FROM ledger_line "
    "WHERE owner_kind = $1 AND owner = $2 AND account = $3 AND month >= $4 AND day <= $5 AND entry <= $6 "
    "ORDER BY day, entry, ord, n")

SQL(DUE_SETTLED, "iiii", "i",
    "SELECT entry FROM ledger_line WHERE owner_kind = $1 AND owner = $2 AND account = $3 AND entry > $4 "
    "ORDER BY entry, ord, n LIMIT 1")

typedef struct {
    DueRow *rows;
    size_t count;
    Err err;
    LedgerOwner kind;
    int64_t owner;
    Day day; /* the last of what was added of an employer's sheets, and its entry */
    int64_t entry;
} Due;

static Due due_begin(Arena *arena, LedgerOwner kind, int64_t owner)
{
    return (Due){ .rows = arena_take(arena, (DUE_ROWS_MAX + 1) * sizeof(DueRow)), .kind = kind, .owner = owner };
}

static void due_last(Due *due, Day day, int64_t entry)
{
    due->day = day.n > due->day.n ? day : due->day;
    due->entry = entry > due->entry ? entry : due->entry;
}

/* What is not open any more is left out. */
static size_t due_open(const Due *due, Month from)
{
    size_t kept = 0;
    for (size_t i = 0; i < due->count; i++)
        if (due->rows[i].open.fen && due->rows[i].month.n >= from.n)
            due->rows[kept++] = due->rows[i];
    return kept;
}

static int due_order(const DueRow *a, const DueRow *b)
{
    const int64_t x[] = { a->month.n, a->region, a->insurance, a->side }, y[] = { b->month.n, b->region, b->insurance, b->side };
    for (int i = 0; i < 4; i++)
        if (x[i] != y[i])
            return x[i] < y[i] ? -1 : 1;
    return 0;
}

/* Months mostly come in order, so the place is near the end. */
static void due_add(Due *due, const DueRow *row, LedgerNormal way, Money amount)
{
    size_t at = due->count;
    if (!amount.fen || due->err != OK)
        return;
    while (at && due_order(&due->rows[at - 1], row) > 0)
        at--;
    bool there = at && due_order(&due->rows[at - 1], row) == 0;
    if (!there && due->count == DUE_ROWS_MAX) {
        due->err = ERR_TOO_LARGE;
        return;
    }
    if (!there) {
        memmove(&due->rows[at + 1], &due->rows[at], (due->count++ - at) * sizeof *due->rows);
        due->rows[at] = *row;
        due->rows[at++].open = (Money){ 0 };
    }
    if (!money_turn(&due->rows[at - 1].open, way, amount))
        due->err = ERR_BAD_AMOUNT;
}

static void due_amounts(Due *due, Month month, int32_t region, const SheetAmounts *amounts, unsigned insurances, LedgerNormal way)
{
    for (int i = 1; i < Insurance_END; i++) {
        DueRow row = { .month = month, .region = region, .insurance = (Insurance)i, .side = SIDE_EMPLOYER };
        if (!(insurances >> i & 1))
            continue;
        due_add(due, &row, way, amounts->employer[i]);
        row.side = SIDE_EMPLOYEE;
        due_add(due, &row, way, amounts->employee[i]);
    }
}

static void due_totals(Due *due, Month month, const SheetTotals *totals, LedgerNormal way)
{
    for (size_t i = 0; i < totals->count; i++)
        due_amounts(due, month, totals->rows[i].region, &totals->rows[i].amounts, SHEET_ALL, way);
}

/* An employer's bills are the totals of its sheets; no line need be read unless persons were settled by name. */
static Err due_months(Db *db, Arena *arena, Due *due, Month from, Month until, SheetAsOf as_of)
{
    Rows rows;
    Settlement *settled = NULL;
    size_t count = 0;
    TRY(db_rows(
        db, arena, &DUE_TOTALS,
        VALS(val_i(SHEET_OF_UNIT), val_i(due->owner), val_i(from.n), val_i(until.n), val_i(as_of.day.n), val_i(as_of.known_at)),
        &rows));
    for (size_t i = 0; i < rows.count; i++) {
        SheetTotals totals;
        const Val *v = cell(&rows, i, 0);
        size_t mark = arena_mark(arena);
        if (!totals_read(arena, v[2].s, &totals))
            return ERR_BUSY;
        due_totals(due, (Month){ (int32_t)v[0].i }, &totals, DEBIT);
        due_last(due, (Day){ (int32_t)v[3].i }, v[4].i);
        arena_back(arena, mark);
    }
    SettlementsAsked asked = { SHEET_OF_UNIT, due->owner, from, until, as_of, false };
    TRY(settlements_of(db, arena, &asked, &settled, &count));
    for (size_t i = 0; i < count; i++) {
        size_t mark = arena_mark(arena);
        due_last(due, settled[i].day, settled[i].id.entry);
        if (!(settled[i].effects & EFFECT_SETTLE))
            continue;
        SheetTotals totals = totals_make(arena, SHEET_REGIONS_MAX);
        if (settlement_totals(db, arena, &settled[i], &totals, NULL) != OK)
            return ERR_BUSY;
        due_totals(due, settled[i].month, &totals, CREDIT);
        arena_back(arena, mark);
    }
    return OK;
}

Err due_year_make(Db *db, Arena *arena, int64_t unit, int year, DueYear *out)
{
    static const SheetAsOf ever = { { INT32_MAX }, known_now };
    Due due = due_begin(arena, OWNER_UNIT, unit);
    Month first = month_make(year, 1);
    Err err = due_months(db, arena, &due, first, month_make(year, 12), ever);
    TRY(err == OK && due.err != OK ? ERR_CONFLICT : err);
    *out = (DueYear){ .year = year, .day = due.day, .entry = due.entry, .rows = due.rows, .count = due_open(&due, first) };
    return OK;
}

/* Years that are over are kept (due_year.h), if nothing of them is later than the day asked; the months between are read. */
static Err due_unit(Db *db, Arena *arena, Due *due, Month from, SheetAsOf as_of)
{
    DueYear *years = NULL;
    size_t count = 0;
    TRY(due_years(db, arena, due->owner, &years, &count));
    for (size_t i = 0; i < count; i++) {
        const DueYear *year = &years[i];
        Month first = month_make(year->year, 1), last = month_make(year->year, 12);
        if (last.n < from.n || year->day.n > as_of.day.n || year->entry > as_of.known_at)
            continue;
        if (from.n < first.n)
            TRY(due_months(db, arena, due, from, (Month){ first.n - 1 }, as_of));
        for (size_t k = 0; k < year->count; k++)
            due_add(due, &year->rows[k], DEBIT, year->rows[k].open);
        from.n = last.n + 1;
    }
    return due_months(db, arena, due, from, (Month){ INT32_MAX }, as_of);
}

static bool due_line(void *context, const SheetSeen *seen)
{
    Due *due = context;
    const SheetLine *line = seen->line;
    bool mine = due->kind == OWNER_CONTRACT ? line->contract == due->owner : !line->contract;
    if (seen->payer_kind == SHEET_OF_GROUP && mine)
        due_amounts(due, seen->month, line->region, &line->amounts, SHEET_ALL & ~seen->settled, DEBIT);
    return true;
}

static Err due_single(Db *db, Arena *arena, Due *due, Month from, SheetAsOf as_of)
{
    Rows rows;
    TRY(db_rows(db, arena, &DUE_LINES,
                VALS(val_i(due->kind), val_i(due->owner), val_i(LEDGER_RECEIVABLE), val_i(from.n), val_i(as_of.day.n),
                     val_i(as_of.known_at)),
                &rows));
    for (size_t i = 0; i < rows.count; i++) {
        LedgerLine line = line_of(cell(&rows, i, 0));
        DueRow row = { .month = line.month, .region = line.region, .insurance = line.insurance, .side = line.side };
        due_add(due, &row, line.way, line.amount);
    }
    return OK;
}

Err due_rows(Db *db, Arena *arena, LedgerOwner kind, int64_t owner, int64_t person, Month from, SheetAsOf as_of, DueRow **out,
             size_t *count)
{
    bool unit = kind == OWNER_UNIT, alone = kind == OWNER_PERSON, contract = kind == OWNER_CONTRACT;
    if ((!unit && !alone && !contract) || owner < 1 || (contract && person < 1))
        return ERR_BAD_FIELD;
    Due due = due_begin(arena, kind, owner);
    TRY(unit ? due_unit(db, arena, &due, from, as_of)
             : sheet_years(db, arena, alone ? owner : person, month_year(from), SHEET_YEAR_LAST, as_of, due_line, &due));
    TRY(due_single(db, arena, &due, from, as_of));
    TRY(due.err);
    *out = due.rows;
    *count = due_open(&due, from);
    return OK;
}

Err due_settled(Db *db, LedgerOwner kind, int64_t owner, int64_t since, bool *out)
{
    uint8_t room[1024];
    Arena arena = { .base = room, .size = sizeof room };
    Rows rows;
    TRY(db_rows(db, &arena, &DUE_SETTLED, VALS(val_i(kind), val_i(owner), val_i(LEDGER_RECEIVABLE), val_i(since)), &rows));
    *out = rows.count > 0;
    return OK;
}

/* Takes the amounts of one sheet that are not zero; with `out` NULL they are only counted. */
static size_t differences_of(DueDifference row, const SheetTotals *totals, DueDifference *out)
{
    size_t n = 0;
    for (size_t k = 0; k < totals->count; k++)
        for (int insurance = 1; insurance < Insurance_END; insurance++) {
            const SheetAmounts *amounts = &totals->rows[k].amounts;
            row.region = totals->rows[k].region;
            row.insurance = (Insurance)insurance;
            row.amount.fen = amounts->employer[insurance].fen + amounts->employee[insurance].fen;
            if (row.amount.fen && out)
                out[n] = row;
            n += row.amount.fen != 0;
        }
    return n;
}

/* Two passes over few rows, so that no room is taken for regions that are not there. */
Err due_differences(Db *db, Arena *arena, int64_t unit, Month from, Month until, SheetAsOf as_of, DueDifference **out,
                    size_t *count)
{
    Rows rows;
    DueDifference *all = NULL;
    size_t n = 0;
    TRY(db_rows(db, arena, &DUE_DIFFERENCES,
                VALS(val_i(SHEET_OF_UNIT), val_i(unit), val_i(from.n), val_i(until.n), val_i(SHEET_DIFFERENCE), val_i(as_of.day.n),
                     val_i(as_of.known_at)),
                &rows));
    for (int pass = 0; pass < 2; pass++) {
        if (pass)
            all = arena_new(arena, DueDifference, n + 1);
        n = 0;
        for (size_t i = 0; i < rows.count; i++) {
            SheetTotals totals;
            size_t mark = arena_mark(arena);
            DueDifference row = { .month = { (int32_t)cell(&rows, i, 0)->i }, .entry = cell(&rows, i, 1)->i };
            if (!totals_read(arena, cell(&rows, i, 2)->s, &totals))
                return ERR_BUSY;
            n += differences_of(row, &totals, pass ? &all[n] : NULL);
            arena_back(arena, mark);
        }
    }
    *out = all;
    *count = n;
    return OK;
}
