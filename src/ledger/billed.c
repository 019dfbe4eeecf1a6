/* billed.c - see billed.h. */
#include "ledger/billed.h"

SQL(BILLED_UNIT, "iii", "iiiiib",
    "SELECT s.month, s.run, r.entry, r.kind, s.lines, s.totals FROM sheet s CROSS JOIN sheet_run r "
    "WHERE r.run = s.run AND s.payer_kind = $1 AND s.payer = $2 AND s.month >= $3 ORDER BY s.month, s.run, s.first")

static int64_t totals_fen(const SheetTotals *totals)
{
    int64_t fen = 0;
    for (size_t i = 0; i < totals->count; i++)
        for (int insurance = 1; insurance < Insurance_END; insurance++)
            fen += totals->rows[i].amounts.employer[insurance].fen + totals->rows[i].amounts.employee[insurance].fen;
    return fen;
}

Err billed_unit(Db *db, Arena *arena, int64_t unit, Month from, Billed **out, size_t *count)
{
    Rows rows;
    size_t n = 0;
    TRY(db_rows(db, arena, &BILLED_UNIT, VALS(val_i(SHEET_OF_UNIT), val_i(unit), val_i(from.n)), &rows));
    Billed *all = arena_new(arena, Billed, rows.count);
    for (size_t i = 0; i < rows.count; i++) {
        SheetTotals totals;
        Month month = { (int32_t)cell(&rows, i, 0)->i };
        int64_t run = cell(&rows, i, 1)->i;
        size_t mark = arena_mark(arena);
        if (!totals_read(arena, cell(&rows, i, 5)->s, &totals))
            return ERR_BUSY;
        int64_t fen = totals_fen(&totals);
        arena_back(arena, mark);
        if (!n || all[n - 1].month.n != month.n || all[n - 1].run != run)
            all[n++] =
                (Billed){ .month = month, .run = run, .entry = cell(&rows, i, 2)->i, .kind = (SheetKind)cell(&rows, i, 3)->i };
        all[n - 1].lines += cell(&rows, i, 4)->i;
        all[n - 1].fen += fen;
    }
    *out = all;
    *count = n;
    return OK;
}
