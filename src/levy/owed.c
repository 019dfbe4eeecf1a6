/* owed.c - see owed.h. */
#include "levy/owed.h"
#include "journal/journal.h"
#include "policy/late_fee.h"

enum { FEE_ROWS_MAX = 4096 };

/* A debit of late fees: a charge, unless it is taken back or takes something back. */
typedef struct {
    LedgerId id;
    Day day;
    int32_t region;
    Insurance insurance;
    Month month;
} Charge;

/* Differences that bear no late fee until a day. */
typedef struct {
    DueDifference what;
    Day until;
} Free;

typedef struct {
    Db *db;
    Arena *arena;
    const PolicySet *policy;
    Owed *rows;
    size_t count, size;
    Charge *charges;
    size_t charge_count;
    Free *free; /* in order of (month, entry) */
    size_t free_count;
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
    list->full |= !row || list->charge_count == FEE_ROWS_MAX;
    if (list->full)
        return false;
    row->charged.fen += line->way == DEBIT ? line->amount.fen : -line->amount.fen;
    if (line->way == DEBIT)
        list->charges[list->charge_count++] = (Charge){ id, day, line->region, line->insurance, line->month };
    return true;
}

/* Up to which day late fees stand in the books. What was reversed with its payment was never charged, and the debit of
 * a reversal is a payment that is taken back. */
static Err charges_until(List *list)
{
    LedgerId last = { 0 };
    bool stands = false;
    for (size_t i = 0; i < list->charge_count; i++) {
        const Charge *charge = &list->charges[i];
        size_t mark = arena_mark(list->arena);
        if (charge->id.entry != last.entry || charge->id.ord != last.ord) {
            LedgerEntry entry;
            LedgerId by = { 0 };
            TRY(entry_get(list->db, list->arena, charge->id, &entry));
            TRY(entry_reversed(list->db, list->arena, charge->id, &by));
            stands = !entry.reverses.entry && !by.entry;
            last = charge->id;
        }
        Owed *row = owed_row(list, charge->month, charge->region, charge->insurance);
        if (stands && charge->day.n > row->charged_until.n)
            row->charged_until = charge->day;
        arena_back(list->arena, mark);
    }
    return OK;
}

/* ---- differences without a late fee ---- */

static bool adjusted_take(void *context, const Event *event, int64_t ord)
{
    (void)ord;
    if (event->kind == EVENT_BASE_ADJUSTED)
        ((Day *)context)->n = (int32_t)event->base_adjusted.free_until;
    return event->kind != EVENT_BASE_ADJUSTED;
}

/* A run of differences that base.adjust released says in the event of its entry until when it is free. */
static Err free_read(List *list, int64_t unit, Month first, Month last, SheetAsOf as_of)
{
    DueDifference *all = NULL;
    size_t count = 0;
    int64_t entry = 0;
    Day until = { 0 };
    const Journal journal = { .db = list->db };
    TRY(due_differences(list->db, list->arena, unit, first, last, as_of, &all, &count));
    list->free = arena_new(list->arena, Free, count + 1);
    for (size_t i = 0; i < count; i++) {
        if (all[i].entry != entry) {
            size_t mark = arena_mark(list->arena);
            until = (Day){ 0 };
            TRY(journal_entry_events(&journal, list->arena, all[i].entry, adjusted_take, &until));
            entry = all[i].entry;
            arena_back(list->arena, mark);
        }
        if (until.n && all[i].amount.fen > 0)
            list->free[list->free_count++] = (Free){ all[i], until };
    }
    return OK;
}

static bool free_is_of(const Free *free, const Owed *row)
{
    return free->what.month.n == row->month.n && free->what.region == row->region && free->what.insurance == row->insurance;
}

/* What was paid went to the bill before it went to its differences, the latest last. */
static void free_left(const List *list, Owed *row)
{
    int64_t open = owed_principal(row);
    for (size_t i = 0; i < list->free_count && open > row->free.fen; i++) {
        const Free *free = &list->free[i];
        if (!free_is_of(free, row))
            continue;
        int64_t left = open - row->free.fen;
        row->free.fen += free->what.amount.fen < left ? free->what.amount.fen : left;
        row->free_until = free->until.n > row->free_until.n ? free->until : row->free_until;
    }
}

/* The late fee of what is open, to a day: differences that are free count from their own day on. */
static Err fee_whole(const List *list, const RegionPolicy *rules, const Owed *row, Day day, int64_t *fen)
{
    LateFee fee = { 0 };
    int64_t left = row->free.fen;
    TRY(late_fee_of(rules, (Money){ owed_principal(row) - left }, row->due, day, &fee, NULL, NULL, list->why));
    *fen = fee.fee.fen;
    for (size_t i = 0; i < list->free_count && left > 0; i++) {
        const Free *free = &list->free[i];
        if (!free_is_of(free, row))
            continue;
        Money part = { free->what.amount.fen < left ? free->what.amount.fen : left };
        Day due = free->until.n > row->due.n ? free->until : row->due;
        TRY(late_fee_of(rules, part, due, day.n < due.n ? due : day, &fee, NULL, NULL, list->why));
        *fen += fee.fee.fen;
        left -= part.fen;
    }
    return OK;
}

/* Simple interest by the day: what the days since the last charge add on what is open. */
static Err fee_to(const List *list, const RegionPolicy *rules, Day day, Owed *row)
{
    int64_t now = 0, before = 0;
    free_left(list, row);
    row->fee = row->charged;
    if (owed_principal(row) <= 0 || day.n <= row->charged_until.n)
        return OK;
    TRY(fee_whole(list, rules, row, day, &now));
    TRY(fee_whole(list, rules, row, row->charged_until, &before));
    row->fee.fen += now - before;
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
    list.rows = arena_take(arena, list.size * sizeof *list.rows);
    for (size_t i = 0; i < due; i++) {
        Owed *row = owed_row(&list, rows[i].month, rows[i].region, rows[i].insurance);
        if (!row)
            return refuse(why, ERR_TOO_LARGE, "payer", NULL, NULL);
        *(rows[i].side == SIDE_EMPLOYER ? &row->employer : &row->employee) = rows[i].open;
    }
    if (kind == OWNER_UNIT) {
        list.charges = arena_take(arena, FEE_ROWS_MAX * sizeof *list.charges);
        TRY(ledger_extract_owner(db, kind, owner, day_make(1900, 1, 1), as_of, known_now, fee_take, &list));
        if (list.full)
            return refuse(why, ERR_TOO_LARGE, "payer", NULL, NULL);
        TRY(charges_until(&list));
    }
    if (kind == OWNER_UNIT && due) /* of months with nothing open nothing is free */
        TRY(free_read(&list, owner, rows[0].month, rows[due - 1].month, (SheetAsOf){ as_of, known_now }));
    TRY(finish(&list, kind, day));
    *out = list.rows;
    *count = list.count;
    return OK;
}
