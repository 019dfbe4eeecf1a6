/* assess_read.c - see assess.h: what a run reads, of many payers at once; what was billed before, read forward. */
#include "levy/assess.h"
#include <stdlib.h>

Err span_open(Assess *a, SheetPayer kind, int64_t from, int64_t until)
{
    Month before = { a->month.n - 1 };
    AssessSpan *span = &a->span;
    bool units = kind == SHEET_OF_UNIT;
    *span = (AssessSpan){ .kind = kind, .until = until };
    if (units) {
        TRY(store_units(a->store, a->arena, from, until, &span->units));
        TRY(wage_month(a->db, a->arena, a->month, from, until, a->known, &span->wages));
    }
    TRY(roster_span(a->store, a->arena, units ? ROSTER_OF_UNIT : ROSTER_OF_GROUP, from, until, &span->rosters));
    return sheet_bodies(a->db, a->arena, kind, from, until, before, a->month, &span->sheets);
}

/* ---- what was billed ---- */

static int place_order(int64_t person, int64_t account, const SheetLine *line)
{
    if (person != line->person)
        return person < line->person ? -1 : 1;
    return account < line->account ? -1 : account > line->account;
}

static int line_order(const void *a, const void *b)
{
    const SheetLine *x = a;
    return place_order(x->person, x->account, b);
}

/* ---- what was billed ---- */

enum { BODY_PAYER, BODY_MONTH, BODY_RUN, BODY_FIRST, BODY_LAST, BODY_LINES, BODY_RELEASED, BODY_BYTES };

static bool counts(const Past *past, size_t row)
{
    int64_t released = cell(&past->rows, row, BODY_RELEASED)->i;
    return released && released <= past->known;
}

/* Sheets of several runs, or one behind the other as they were written? Keeps those that count. */
static bool one_behind_the_other(Past *past)
{
    int64_t last = 0;
    bool apart = true;
    size_t kept = 0;
    for (size_t i = 0; i < past->rows.count; i++) {
        if (!counts(past, i))
            continue;
        Val *to = &past->rows.cells[kept++ * past->rows.width];
        memmove(to, cell(&past->rows, i, 0), past->rows.width * sizeof *to);
        apart = apart && to[BODY_FIRST].i > last;
        last = to[BODY_LAST].i;
    }
    past->rows.count = kept;
    return apart;
}

static Err merge_all(Past *past)
{
    size_t total = 0, kept = 0;
    for (size_t i = 0; i < past->rows.count; i++)
        total += (size_t)cell(&past->rows, i, BODY_LINES)->i;
    past->merged = arena_new(past->arena, SheetLine, total + 1);
    for (size_t i = 0; i < past->rows.count; i++) {
        bool fine = sheet_walk(&past->walk, cell(&past->rows, i, BODY_BYTES)->s, 0);
        for (const SheetLine *line; fine && (line = sheet_walk_next(&past->walk)) && past->count < total;)
            past->merged[past->count++] = *line;
        if (!fine || past->walk.bad)
            return ERR_BUSY; /* damage */
    }
    qsort(past->merged, past->count, sizeof *past->merged, line_order);
    for (size_t i = 0; i < past->count; i++) {
        if (kept && line_order(&past->merged[kept - 1], &past->merged[i]) == 0)
            line_add_to(&past->merged[kept - 1], &past->merged[i], 1);
        else
            past->merged[kept++] = past->merged[i];
    }
    past->count = kept;
    return OK;
}

Err past_next(Past *past)
{
    if (past->merged) {
        past->line = past->next < past->count ? &past->merged[past->next++] : NULL;
        return OK;
    }
    past->line = NULL;
    while (!past->line) {
        if (past->walking) {
            past->line = sheet_walk_next(&past->walk);
            past->walking = past->line != NULL;
            if (past->walk.bad)
                return ERR_BUSY;
        } else {
            if (past->at == past->rows.count)
                return OK;
            past->walking = sheet_walk(&past->walk, cell(&past->rows, past->at++, BODY_BYTES)->s, 0);
            if (!past->walking)
                return ERR_BUSY;
        }
    }
    return OK;
}

static Err past_begin(const Assess *a, Rows rows, Past *out)
{
    *out = (Past){ .arena = a->arena, .known = a->known, .rows = rows };
    bool apart = one_behind_the_other(out);
    out->any = out->rows.count > 0;
    if (!apart)
        TRY(merge_all(out));
    return out->any ? past_next(out) : OK;
}

Err past_open(Assess *a, int64_t payer, Past *now, Past *last)
{
    Rows rows = rows_cut(&a->span.sheets, payer), earlier = rows;
    for (earlier.count = 0; earlier.count < rows.count && cell(&rows, earlier.count, BODY_MONTH)->i < a->month.n;)
        earlier.count++;
    rows.cells += earlier.count * rows.width;
    rows.count -= earlier.count;
    TRY(past_begin(a, earlier, last));
    return past_begin(a, rows, now);
}

Err past_find(Past *past, int64_t person, int account, const SheetLine **out)
{
    while (past->line && place_order(person, account, past->line) > 0)
        TRY(past_next(past));
    *out = past->line && place_order(person, account, past->line) == 0 ? past->line : NULL;
    return OK;
}
