/* balance.c - see ledger.h: balances, trial balance and extracts. Nothing here writes. */
#include "ledger/credits.h"
#include "ledger/due.h"
#include "ledger/inside.h"
#include "ledger/opening.h"
#include "ledger/pages.h"

SQL(LEDGER_OWNER_LINES, "iiiiii", "iiiiiiiiiiiii",
    "SELECT day, entry, ord, n, account, region, insurance, side, owner_kind, owner, month, way, fen FROM ledger_line "
    "WHERE owner_kind = $1 AND owner = $2 AND account = $3 AND day >= $4 AND day <= $5 AND entry <= $6 ORDER BY day, entry, ord, n")
#define EXTRACT_COLUMNS "day, entry, ord, n, account, region, insurance, side, owner_kind, owner, month, way, fen"
SQL(LEDGER_EXTRACT, "iiiiiiiiii", "iiiiiiiiiiiii",
    "SELECT " EXTRACT_COLUMNS " FROM ledger_line WHERE region = $1 AND account = $2 AND day >= $3 AND day <= $4 AND entry <= $5 "
    "AND (day, entry, ord, n) > ($6, $7, $8, $9) ORDER BY day, entry, ord, n LIMIT $10")
SQL(LEDGER_EXTRACT_OWNER, "iiiiiiiiii", "iiiiiiiiiiiii",
    "SELECT " EXTRACT_COLUMNS " FROM ledger_line WHERE owner_kind = $1 AND owner = $2 AND day >= $3 AND day <= $4 AND entry <= $5 "
    "AND (day, entry, ord, n) > ($6, $7, $8, $9) ORDER BY day, entry, ord, n LIMIT $10")

SQL(LEDGER_OWNERS, "iiiiii", "iiiiiiiiiiiii",
    "SELECT " EXTRACT_COLUMNS " FROM ledger_line WHERE owner_kind = $1 AND owner >= $2 AND owner <= $3 AND day >= $4 AND day <= $5 "
    "AND entry <= $6 ORDER BY owner, day, entry, ord, n")

/* ---- whole accounts ---- */

Err ledger_trial(Db *db, Arena *arena, int32_t region, Day day, int64_t known_at, TrialRow **out, size_t *count)
{
    Trial trial = trial_make(arena);
    Month closed = MONTH_NONE, month = { day_month(day).n };
    Rows totals = { 0 };
    if (region < 1 || region > REGION_MAX)
        return ERR_BAD_FIELD;
    TRY(month_closed(db, arena, region, known_at, &closed));
    bool ends = day_month(day_add(day, 1)).n != month.n;
    month.n -= !ends; /* the last whole month up to the day */
    month.n = closed.n < month.n ? closed.n : month.n;
    Day after = { INT32_MIN };
    if (closed.n != MONTH_NONE.n) {
        TRY(month_totals(db, arena, region, month, &totals));
        after = totals.count ? day_add(month_first((Month){ month.n + 1 }), -1) : after;
    }
    for (size_t i = 0; i < totals.count; i++) {
        const Val *v = cell(&totals, i, 0);
        TRY(trial_add(&trial, v, (Money){ v[3].i }, (Money){ v[4].i }));
    }
    TRY(trial_add_lines(db, arena, region, after, day, known_at, &trial));
    *out = trial.rows;
    *count = trial.count;
    return OK;
}

Err ledger_turnover(Db *db, Arena *arena, int32_t region, Day after, Day until, int64_t known_at, TrialRow **out, size_t *count)
{
    Trial trial = trial_make(arena);
    if (region < 1 || region > REGION_MAX)
        return ERR_BAD_FIELD;
    TRY(trial_add_lines(db, arena, region, after, until, known_at, &trial));
    *out = trial.rows;
    *count = trial.count;
    return OK;
}

static bool is_of(const BalanceOf *of, Insurance insurance, LedgerSide side)
{
    return (of->insurance == Insurance_NONE || of->insurance == insurance) && (of->side == SIDE_NONE || of->side == side);
}

static Err balance_whole(Db *db, Arena *arena, const BalanceOf *of, Day day, int64_t known_at, Money *sum)
{
    TrialRow *rows = NULL;
    size_t count = 0;
    TRY(ledger_trial(db, arena, of->region, day, known_at, &rows, &count));
    for (size_t i = 0; i < count; i++)
        if (rows[i].account == of->account && is_of(of, rows[i].insurance, rows[i].side) && !money_add(*sum, rows[i].balance, sum))
            return ERR_BAD_AMOUNT;
    return OK;
}

/* ---- one owner ---- */

typedef struct {
    const BalanceOf *of;
    Money sum; /* debit positive */
    bool overflow;
} Summing;

static void sum_add(Summing *summing, LedgerNormal way, Money amount)
{
    summing->overflow |= !money_turn(&summing->sum, way, amount);
}

static Err sum_lines(Db *db, Arena *arena, Summing *summing, Day from, Day until, int64_t known_at)
{
    Rows rows;
    const BalanceOf *of = summing->of;
    TRY(db_rows(db, arena, &LEDGER_OWNER_LINES,
                VALS(val_i(of->owner_kind), val_i(of->owner), val_i(of->account), val_i(from.n), val_i(until.n), val_i(known_at)),
                &rows));
    for (size_t i = 0; i < rows.count; i++) {
        LedgerLine line = line_of(cell(&rows, i, 4));
        if (is_of(of, line.insurance, line.side) && (!of->region || of->region == line.region))
            sum_add(summing, line.way, line.amount);
    }
    return OK;
}

static bool sum_credit(void *context, const Credited *credited)
{
    Summing *summing = context;
    bool pension = summing->of->account == LEDGER_PERSONAL_PENSION;
    if (!summing->of->region || summing->of->region == credited->region)
        sum_add(summing, CREDIT, pension ? credited->pension : credited->medical);
    return true;
}

/* The opening of the year, the credits of sheets since, and the person's single lines since. */
static Err balance_personal(Db *db, Arena *arena, Summing *summing, Day day, int64_t known_at)
{
    Opening opening;
    int64_t person = summing->of->owner;
    TRY(opening_of(db, arena, person, day, known_at, &opening));
    Day from = opening.year ? day_make(opening.year, 1, 1) : (Day){ INT32_MIN };
    sum_add(summing, CREDIT, summing->of->account == LEDGER_PERSONAL_PENSION ? opening.pension : opening.medical);
    TRY(credits_of(db, arena, person, from, day, known_at, sum_credit, summing));
    return sum_lines(db, arena, summing, from, day, known_at);
}

static Err balance_receivable(Db *db, Arena *arena, Summing *summing, Day day, int64_t known_at)
{
    const BalanceOf *of = summing->of;
    DueRow *rows = NULL;
    size_t count = 0;
    TRY(due_rows(db, arena, of->owner_kind, of->owner, of->person, (Month){ INT32_MIN }, (SheetAsOf){ day, known_at }, &rows,
                 &count));
    for (size_t i = 0; i < count; i++)
        if (is_of(of, rows[i].insurance, rows[i].side) && (!of->region || of->region == rows[i].region))
            sum_add(summing, DEBIT, rows[i].open);
    return OK;
}

Err ledger_balance(Db *db, Arena *arena, const BalanceOf *of, Day day, int64_t known_at, Money *out)
{
    const AccountRow *row = account_row((int)of->account);
    Summing summing = { .of = of };
    size_t mark = arena_mark(arena);
    bool owned = row && of->owner_kind > OWNER_NONE && of->owner_kind < OWNER_SHEETS && (row->owners >> of->owner_kind & 1u);
    if (!row || (of->owner_kind != OWNER_NONE && (!owned || of->owner < 1)))
        return ERR_BAD_FIELD;
    bool personal = of->account == LEDGER_PERSONAL_PENSION || of->account == LEDGER_PERSONAL_MEDICAL;
    if (of->owner_kind == OWNER_NONE)
        TRY(balance_whole(db, arena, of, day, known_at, &summing.sum));
    else if (personal)
        TRY(balance_personal(db, arena, &summing, day, known_at));
    else if (of->account == LEDGER_RECEIVABLE)
        TRY(balance_receivable(db, arena, &summing, day, known_at));
    else
        TRY(sum_lines(db, arena, &summing, (Day){ INT32_MIN }, day, known_at));
    if (summing.overflow || summing.sum.fen == INT64_MIN)
        return ERR_BAD_AMOUNT;
    arena_back(arena, mark);
    out->fen = row->normal == DEBIT ? summing.sum.fen : -summing.sum.fen;
    return OK;
}

/* ---- extracts ---- */

static Err extract(Db *db, const Sql *sql, const int64_t *fixed, LineSee *see, void *context)
{
    Pages pages = pages_open(db, sql, fixed, 5, (const int64_t[]){ INT32_MIN, 0, 0, 0 }, 4);
    const Val *row = NULL;
    Err err = OK;
    while ((err = pages_next(&pages, &row)) == OK && row) {
        LedgerLine line = line_of(&row[4]);
        if (!see(context, (LedgerId){ row[1].i, row[2].i }, (Day){ (int32_t)row[0].i }, &line))
            break;
    }
    pages_close(&pages);
    return err;
}

Err ledger_extract(Db *db, LedgerAccount account, int32_t region, Day from, Day until, int64_t known_at, LineSee *see,
                   void *context)
{
    const int64_t fixed[] = { region, account, from.n, until.n, known_at };
    return extract(db, &LEDGER_EXTRACT, fixed, see, context);
}

Err ledger_extract_owner(Db *db, LedgerOwner kind, int64_t owner, Day from, Day until, int64_t known_at, LineSee *see,
                         void *context)
{
    const int64_t fixed[] = { kind, owner, from.n, until.n, known_at };
    return extract(db, &LEDGER_EXTRACT_OWNER, fixed, see, context);
}

Err ledger_extract_owners(Db *db, Arena *arena, LedgerOwner kind, int64_t first, int64_t last, Day from, Day until,
                          int64_t known_at, LineSee *see, void *context)
{
    Rows rows;
    size_t mark = arena_mark(arena);
    bool more = true;
    TRY(db_rows(db, arena, &LEDGER_OWNERS,
                VALS(val_i(kind), val_i(first), val_i(last), val_i(from.n), val_i(until.n), val_i(known_at)), &rows));
    for (size_t i = 0; i < rows.count && more; i++) {
        const Val *row = cell(&rows, i, 0);
        LedgerLine line = line_of(&row[4]);
        more = see(context, (LedgerId){ row[1].i, row[2].i }, (Day){ (int32_t)row[0].i }, &line);
    }
    arena_back(arena, mark);
    return OK;
}
