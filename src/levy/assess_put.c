/* assess_put.c - see assess.h: what is billed, written; and the tally. */
#include "base/bytes.h"
#include "levy/assess.h"

Err assess_flush(Assess *a)
{
    SheetDraft draft = { .run = a->run,
                         .kind = a->kind,
                         .payer_kind = (SheetPayer)a->payer_kind,
                         .payer = a->payer,
                         .month = a->month,
                         .lines = a->slice,
                         .count = a->count,
                         .indexed = a->indexed,
                         .in_order = true };
    bool same = true;
    if (a->count && a->compare)
        TRY(sheet_same(a->db, a->arena, &draft, &same));
    else if (a->count && !a->dry)
        TRY(sheet_put(a->db, a->arena, &draft, a->why));
    a->same = a->same && same;
    a->sheets += a->count > 0;
    a->count = 0;
    return OK;
}

Err assess_payer(Assess *a, SheetPayer kind, int64_t payer)
{
    TRY(assess_flush(a));
    a->payer_kind = kind;
    a->payer = payer;
    a->began = false;
    return OK;
}

static int64_t distance(int64_t a, int64_t b) { return a > b ? a - b : b - a; }

/* Among the greatest differences; of equal ones the earlier stays before. */
static void outlier_note(Assess *a, const SheetLine *line, int64_t total, int64_t last)
{
    AssessTally *tally = &a->tally;
    int64_t at = tally->listed, far = distance(total, last);
    tally->outliers++;
    while (at && distance(tally->list[at - 1].total, tally->list[at - 1].last) < far)
        at--;
    if (at == OUTLIERS_MAX)
        return;
    int64_t tail = tally->listed < OUTLIERS_MAX ? tally->listed : OUTLIERS_MAX - 1;
    memmove(&tally->list[at + 1], &tally->list[at], (size_t)(tail - at) * sizeof *tally->list);
    tally->list[at] = (Outlier){ a->payer_kind, a->payer, line->person, line->account, total, last };
    tally->listed = tail + 1;
}

Err assess_put(Assess *a, const SheetLine *line, const SheetLine *last)
{
    AssessTally *tally = &a->tally;
    int64_t total = line_total(line), before = last ? line_total(last) : 0;
    if (line_is_zero(line))
        return OK;
    if (a->count == a->most)
        TRY(assess_flush(a));
    a->indexed[a->count] = last != NULL;
    a->slice[a->count++] = *line;
    tally->bills += !a->began;
    a->began = true;
    tally->lines++;
    bool fits = !__builtin_add_overflow(tally->total, total, &tally->total) &&
                !__builtin_add_overflow(tally->last_total, before, &tally->last_total);
    if (!fits)
        return refuse(a->why, ERR_BAD_AMOUNT, "region", NULL, NULL);
    if (a->kind == SHEET_BILL && before > 0 && distance(total, before) * 100 > before * OUTLIER_PERCENT)
        outlier_note(a, line, total, before);
    return OK;
}

/* ---- the tally as bytes ---- */

enum { TALLY_NUMBERS = 11, OUTLIER_NUMBERS = 6 };

Str tally_write(Arena *arena, const AssessTally *tally)
{
    const int64_t head[TALLY_NUMBERS] = { tally->kind,       tally->payer,    tally->bills,      tally->lines,
                                          tally->total,      tally->skipped,  tally->undeclared, tally->no_wage,
                                          tally->last_total, tally->outliers, tally->listed };
    uint8_t *bytes = arena_take(arena, (TALLY_NUMBERS + OUTLIERS_MAX * OUTLIER_NUMBERS) * NUMBER_BYTES), *to = bytes;
    for (int i = 0; i < TALLY_NUMBERS; i++)
        to = number_put(to, head[i]);
    for (int64_t i = 0; i < tally->listed; i++) {
        const Outlier *o = &tally->list[i];
        const int64_t row[OUTLIER_NUMBERS] = { o->kind, o->payer, o->person, o->account, o->total, o->last };
        for (int k = 0; k < OUTLIER_NUMBERS; k++)
            to = number_put(to, row[k]);
    }
    return (Str){ (const char *)bytes, (size_t)(to - bytes) };
}

bool tally_read(Str bytes, AssessTally *out)
{
    In in = in_make(bytes);
    AssessTally t = { 0 };
    int64_t *const head[TALLY_NUMBERS] = { &t.kind,       &t.payer,   &t.bills,      &t.lines,    &t.total, &t.skipped,
                                           &t.undeclared, &t.no_wage, &t.last_total, &t.outliers, &t.listed };
    for (int i = 0; i < TALLY_NUMBERS; i++)
        *head[i] = in_number(&in);
    if (t.listed < 0 || t.listed > OUTLIERS_MAX)
        return false;
    for (int64_t i = 0; i < t.listed; i++) {
        Outlier *o = &t.list[i];
        int64_t *const row[OUTLIER_NUMBERS] = { &o->kind, &o->payer, &o->person, &o->account, &o->total, &o->last };
        for (int k = 0; k < OUTLIER_NUMBERS; k++)
            *row[k] = in_number(&in);
    }
    if (!in_whole(&in))
        return false;
    *out = t;
    return true;
}
