/* owed.c - see owed.h. */
#include "levy/owed.h"
#include "policy/late_fee.h"

enum { FEE_ROWS_MAX = 4096 };

typedef struct {
    Db *db;
    Arena *arena;
    const PolicySet *policy;
    Owed *rows;
    size_t count, size;
    bool full;
    Why *why;
} List;

static int owed_order(const Owed *a, const Owed *b)
{
    const int64_t x[] = { a->month.n, a->region, a->insurance }, y[] = { b->month.n, b->region, b->insurance };
    for (int i = 0; i < 3; i++)
        if (x[i] != y[i])
            return x[i] < y[i] ? -1 : 1;
    return 0;
}

/* The row of that month, region and insurance; a new one in its place; NULL when there is no room. */
static Owed *owed_row(List *list, Month month, int32_t region, Insurance insurance)
{
    Owed wanted = { .month = month, .region = region, .insurance = insurance, .charged_until = DAY_NONE };
    size_t at = list->count;
    while (at && owed_order(&list->rows[at - 1], &wanted) > 0)
        at--;
    if (at && owed_order(&list->rows[at - 1], &wanted) == 0)
        return &list->rows[at - 1];
    if (list->count == list->size)
        return NULL;
    memmove(&list->rows[at + 1], &list->rows[at], (list->count++ - at) * sizeof *list->rows);
    list->rows[at] = wanted;
    return &list->rows[at];
}

static bool fee_take(void *context, LedgerId id, Day day, const LedgerLine *line)
{
    List *list = context;
    (void)id;
    if (line->account != LEDGER_LATE_FEE_RECEIVABLE)
        return true;
    Owed *row = owed_row(list, line->month, line->region, line->insurance);
    list->full |= !row;
    if (!row)
        return false;
    row->charged.fen += line->way == DEBIT ? line->amount.fen : -line->amount.fen;
    if (line->way == DEBIT && day.n > row->charged_until.n)
        row->charged_until = day;
    return true;
}

/* Simple interest by the day: what the days since the last charge add on what is open. */
static Err fee_to(const List *list, const RegionPolicy *rules, Day day, Owed *row)
{
    LateFee now = { 0 }, before = { 0 };
    Money principal = { owed_principal(row) };
    row->fee = row->charged;
    if (principal.fen <= 0 || day.n <= row->charged_until.n)
        return OK;
    TRY(late_fee_of(rules, principal, row->due, day, &now, NULL, NULL, list->why));
    TRY(late_fee_of(rules, principal, row->due, row->charged_until, &before, NULL, NULL, list->why));
    row->fee.fen += now.fee.fen - before.fee.fen;
    return OK;
}

static Err finish(List *list, LedgerOwner kind, Day day)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        Owed *row = &list->rows[i];
        const RegionPolicy *rules = policy_region(list->policy, row->region);
        if (!rules)
            return refuse(list->why, ERR_NO_RULE, "region", NULL, NULL);
        row->due = policy_due_day(list->policy, rules, row->month, &row->provisional);
        if (row->charged_until.n < row->due.n)
            row->charged_until = row->due;
        if (kind == OWNER_UNIT)
            TRY(fee_to(list, rules, day, row));
        if (row->employer.fen || row->employee.fen || row->charged.fen)
            list->rows[kept++] = *row;
    }
    list->count = kept;
    return OK;
}

Err owed_list(Db *db, Arena *arena, const PolicySet *policy, LedgerOwner kind, int64_t owner, int64_t person, Day as_of, Day day,
              Owed **out, size_t *count, Why *why)
{
    DueRow *rows = NULL;
    size_t due = 0;
    TRY(due_rows(db, arena, kind, owner, person, month_make(1900, 1), (SheetAsOf){ as_of, known_now }, &rows, &due));
    List list = { .db = db, .arena = arena, .policy = policy, .size = due + FEE_ROWS_MAX, .why = why };
    list.rows = arena_new(arena, Owed, list.size);
    for (size_t i = 0; i < due; i++) {
        Owed *row = owed_row(&list, rows[i].month, rows[i].region, rows[i].insurance);
        if (!row)
            return refuse(why, ERR_TOO_LARGE, "payer", NULL, NULL);
        *(rows[i].side == SIDE_EMPLOYER ? &row->employer : &row->employee) = rows[i].open;
    }
    if (kind == OWNER_UNIT)
        TRY(ledger_extract_owner(db, kind, owner, day_make(1900, 1, 1), as_of, known_now, fee_take, &list));
    if (list.full)
        return refuse(why, ERR_TOO_LARGE, "payer", NULL, NULL);
    TRY(finish(&list, kind, day));
    *out = list.rows;
    *count = list.count;
    return OK;
}
