/* assess_read.c - see assess.h: what a run reads, of many payers at once, in place or ahead of it. */
#include "levy/assess.h"
#include <stdlib.h>

/* ---- what was billed ---- */

enum { BODY_PAYER, BODY_MONTH, BODY_RUN, BODY_FIRST, BODY_LAST, BODY_LINES, BODY_RELEASED, BODY_BYTES };

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

/* Adds up the lines of one account, which several runs may have billed. */
static size_t lines_merge(SheetLine *lines, size_t count)
{
    size_t kept = 0;
    qsort(lines, count, sizeof *lines, line_order);
    for (size_t i = 0; i < count; i++) {
        if (kept && line_order(&lines[kept - 1], &lines[i]) == 0)
            line_add_to(&lines[kept - 1], &lines[i], 1);
        else
            lines[kept++] = lines[i];
    }
    return kept;
}

/* Of the sheets of a month those that count: released, and known. */
static Err past_read(Arena *arena, const Rows *rows, int64_t month, int64_t known, Past *out)
{
    size_t room = 0, count = 0;
    bool in_order = true;
    for (size_t i = 0; i < rows->count; i++)
        room += cell(rows, i, BODY_MONTH)->i == month ? (size_t)cell(rows, i, BODY_LINES)->i : 0;
    SheetLine *lines = arena_take(arena, (room + 1) * sizeof *lines);
    for (size_t i = 0; i < rows->count; i++) {
        SheetWalk walk;
        int64_t released = cell(rows, i, BODY_RELEASED)->i;
        if (cell(rows, i, BODY_MONTH)->i != month || !released || released > known)
            continue;
        bool fine = sheet_walk(&walk, cell(rows, i, BODY_BYTES)->s, 0);
        in_order = in_order && (!count || cell(rows, i, BODY_FIRST)->i > lines[count - 1].person);
        for (const SheetLine *line; fine && count < room && (line = sheet_walk_next(&walk));)
            lines[count++] = *line;
        if (!fine || walk.bad || walk.left)
            return ERR_BUSY; /* damage */
    }
    *out = (Past){ .lines = lines, .count = in_order ? count : lines_merge(lines, count) };
    return OK;
}

const SheetLine *past_find(Past *past, int64_t person, int account)
{
    const SheetLine *line = past_line(past);
    for (; line && place_order(person, account, line) > 0; line = past_line(past))
        past->next++;
    return line && place_order(person, account, line) == 0 ? line : NULL;
}

/* ---- payers side by side ---- */

/* Rows of many payers, in order of payer. */
typedef struct {
    Rows units, wages, sheets;
    RosterSpan rosters;
} SpanRows;

static Err rows_read(const AssessScan *scan, Arena *arena, SheetPayer kind, int64_t from, int64_t until, SpanRows *out)
{
    Month before = { scan->month.n - 1 };
    bool units = kind == SHEET_OF_UNIT;
    *out = (SpanRows){ 0 };
    if (units) {
        TRY(store_units(scan->store, arena, from, until, &out->units));
        TRY(wage_month(scan->db, arena, scan->month, from, until, scan->known, &out->wages));
    }
    TRY(roster_span(scan->store, arena, units ? ROSTER_OF_UNIT : ROSTER_OF_GROUP, from, until, &out->rosters));
    return sheet_bodies(scan->db, arena, kind, from, until, before, scan->month, &out->sheets);
}

static Err payer_read(const AssessScan *scan, Arena *arena, SpanRows *rows, AssessPayer *out)
{
    Rows wages = rows_cut(&rows->wages, out->payer), sheets = rows_cut(&rows->sheets, out->payer);
    TRY(roster_then(&rows->rosters, arena, out->payer, &out->lines, &out->count));
    TRY(wage_gather(arena, &wages, &out->wages, &out->wage_count));
    out->declared = wages.count > 0;
    TRY(past_read(arena, &sheets, scan->month.n, scan->known, &out->before));
    return past_read(arena, &sheets, scan->month.n - 1, scan->known, &out->last);
}

static Err span_read(const AssessScan *scan, Arena *arena, SheetPayer kind, int64_t from, int64_t until, AssessSpan **out)
{
    SpanRows rows;
    AssessSpan *span = arena_take(arena, sizeof *span);
    TRY(rows_read(scan, arena, kind, from, until, &rows));
    span->kind = kind;
    span->from = from;
    span->until = until;
    span->count = span->at = 0;
    for (int64_t n = from; n <= until; n++) {
        AssessPayer *payer = &span->payers[span->count];
        *payer = (AssessPayer){ .payer = n };
        if (kind == SHEET_OF_UNIT) {
            Rows unit = rows_cut(&rows.units, n);
            if (!unit.count)
                continue;
            UnitFacts *facts = arena_take(arena, sizeof *facts);
            if (!unit_read(cell(&unit, 0, 1)->s, facts))
                return ERR_BUSY; /* damage */
            payer->unit = facts;
        }
        TRY(payer_read(scan, arena, &rows, payer));
        span->count++;
    }
    *out = span;
    return OK;
}

AssessScan scan_begin(const Assess *a)
{
    const BureauFacts *bureau = &a->store->bureau;
    const AssessTally *tally = &a->tally;
    return (AssessScan){ .store = a->store,
                         .db = a->db,
                         .month = a->month,
                         .known = a->known,
                         .units = bureau->units,
                         .groups = bureau->persons >> GROUP_BITS,
                         .kind = tally->kind ? (SheetPayer)tally->kind : SHEET_OF_UNIT,
                         .payer = tally->kind ? tally->payer : 1 };
}

Err scan_next(AssessScan *scan, Arena *arena, AssessSpan **out)
{
    *out = NULL;
    if (scan->kind == SHEET_OF_UNIT && scan->payer > scan->units) {
        scan->kind = SHEET_OF_GROUP;
        scan->payer = 0;
    }
    int64_t last = scan->kind == SHEET_OF_UNIT ? scan->units : scan->groups, until = scan->payer + SPAN_PAYERS - 1;
    if (scan->payer > last)
        return OK;
    until = until < last ? until : last;
    TRY(span_read(scan, arena, scan->kind, scan->payer, until, out));
    scan->payer = until + 1;
    return OK;
}

Err assess_read_unit(const Assess *a, int64_t unit, AssessPayer **out)
{
    AssessSpan *span = NULL;
    AssessScan scan = scan_begin(a);
    TRY(span_read(&scan, a->arena, SHEET_OF_UNIT, unit, unit, &span));
    *out = span->count ? span->payers : NULL;
    return OK;
}

/* ---- ahead of the slices ---- */

static Err read_ahead(void *context, Db *db, Arena *arena, void **piece)
{
    AssessAhead *kept = context;
    AssessSpan *span = NULL;
    kept->store.db = kept->scan.db = db;
    TRY(roster_kept(&kept->store, arena));
    TRY(scan_next(&kept->scan, arena, &span));
    *piece = span;
    return OK;
}

AssessAhead *assess_ahead(const Assess *a, Arena *life)
{
    AssessAhead *kept = arena_new(life, AssessAhead, 1);
    *kept = (AssessAhead){ .scan = scan_begin(a), .store = *a->store };
    kept->scan.store = &kept->store;
    kept->ahead = ahead_start(life, a->db, read_ahead, kept);
    return kept->ahead ? kept : NULL;
}

void assess_ahead_drop(void *kept) { ahead_stop(((AssessAhead *)kept)->ahead); }
