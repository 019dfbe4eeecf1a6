/* month.c - see ledger.h: closed months and their totals; the only writer of both. */
#include "ledger/inside.h"

TABLE(ledger_month, TABLE_LOG, 2, "region i, month i, entry i, ord i, digest b", "region, month", NULL)
TABLE(ledger_total, TABLE_LOG, 2, "region i, month i, account i, insurance i, side i, debit i, credit i",
      "region, month, account, insurance, side", NULL)
SQL(LEDGER_MONTH_ADD, "iiiib", "", "INSERT INTO ledger_month (region, month, entry, ord, digest) VALUES ($1, $2, $3, $4, $5)")
SQL(LEDGER_MONTH_LAST, "ii", "i", "SELECT coalesce(max(month), -1) FROM ledger_month WHERE region = $1 AND entry <= $2")
SQL(LEDGER_TOTAL_ADD, "iiiiiii", "",
    "INSERT INTO ledger_total (region, month, account, insurance, side, debit, credit) VALUES ($1, $2, $3, $4, $5, $6, $7)")
SQL(LEDGER_TOTALS, "ii", "iiiii",
    "SELECT account, insurance, side, debit, credit FROM ledger_total WHERE region = $1 AND month = $2 "
    "ORDER BY account, insurance, side")
/* Of one account: the days of an account lie together, those of a region do not. */
SQL(LEDGER_LINES_SUM, "iiiii", "iiiii",
    "SELECT account, insurance, side, way, CAST(coalesce(sum(fen), 0) AS BIGINT) FROM ledger_line "
    "WHERE region = $1 AND account = $2 AND day > $3 AND day <= $4 AND entry <= $5 GROUP BY account, insurance, side, way "
    "ORDER BY account, insurance, side, way")

enum { TRIAL_ROWS = 1024 };

Err month_closed(Db *db, Arena *arena, int32_t region, int64_t known_at, Month *out)
{
    Rows rows;
    TRY(db_rows(db, arena, &LEDGER_MONTH_LAST, VALS(val_i(region), val_i(known_at)), &rows));
    int64_t month = cell(&rows, 0, 0)->i;
    *out = month < 0 ? MONTH_NONE : (Month){ (int32_t)month };
    return OK;
}

Err month_totals(Db *db, Arena *arena, int32_t region, Month month, Rows *out)
{
    return db_rows(db, arena, &LEDGER_TOTALS, VALS(val_i(region), val_i(month.n)), out);
}

Trial trial_make(Arena *arena) { return (Trial){ .rows = arena_new(arena, TrialRow, TRIAL_ROWS), .size = TRIAL_ROWS }; }

static int trial_order(const TrialRow *row, const Val *key)
{
    const int64_t have[] = { row->account, row->insurance, row->side };
    for (int i = 0; i < 3; i++)
        if (have[i] != key[i].i)
            return have[i] < key[i].i ? -1 : 1;
    return 0;
}

Err trial_add(Trial *trial, const Val *key, Money debit, Money credit)
{
    size_t at = trial->count;
    while (at && trial_order(&trial->rows[at - 1], key) > 0)
        at--;
    bool there = at && trial_order(&trial->rows[at - 1], key) == 0;
    if (!there && trial->count == trial->size)
        return ERR_BAD_AMOUNT;
    if (!there) {
        memmove(&trial->rows[at + 1], &trial->rows[at], (trial->count++ - at) * sizeof *trial->rows);
        trial->rows[at++] =
            (TrialRow){ .account = (LedgerAccount)key[0].i, .insurance = (Insurance)key[1].i, .side = (LedgerSide)key[2].i };
    }
    TrialRow *row = &trial->rows[at - 1];
    bool fine = money_add(row->debit, debit, &row->debit) && money_add(row->credit, credit, &row->credit) &&
                money_sub(row->debit, row->credit, &row->balance);
    return fine ? OK : ERR_BAD_AMOUNT;
}

static Err trial_add_sums(Trial *trial, const Rows *sums)
{
    for (size_t i = 0; i < sums->count; i++) {
        const Val *v = cell(sums, i, 0);
        Money sum = { v[4].i }, none = { 0 };
        TRY(trial_add(trial, v, v[3].i == DEBIT ? sum : none, v[3].i == DEBIT ? none : sum));
    }
    return OK;
}

Err trial_add_lines(Db *db, Arena *arena, int32_t region, Day after, Day until, int64_t known_at, Trial *trial)
{
    const AccountRow *row = NULL;
    for (size_t i = 0; (row = account_at(i)); i++) {
        Rows sums;
        TRY(db_rows(db, arena, &LEDGER_LINES_SUM,
                    VALS(val_i(region), val_i(row->number), val_i(after.n), val_i(until.n), val_i(known_at)), &sums));
        TRY(trial_add_sums(trial, &sums));
    }
    return OK;
}

static Day month_last(Month month) { return day_add(month_first((Month){ month.n + 1 }), -1); }

Err trial_month(Db *db, Arena *arena, int32_t region, Month month, Month before, int64_t known_at, Trial *out)
{
    Rows closed = { 0 };
    Day after = { INT32_MIN };
    *out = trial_make(arena);
    if (before.n != MONTH_NONE.n) {
        TRY(month_totals(db, arena, region, before, &closed));
        after = month_last(before);
    }
    for (size_t i = 0; i < closed.count; i++) {
        const Val *v = cell(&closed, i, 0);
        TRY(trial_add(out, v, (Money){ v[3].i }, (Money){ v[4].i }));
    }
    return trial_add_lines(db, arena, region, after, month_last(month), known_at, out);
}

Err month_digest(Arena *arena, int32_t region, Month month, const Trial *trial, Hash *out)
{
    Buf buf = { .arena = arena };
    buf_u32(&buf, (uint32_t)region);
    buf_u32(&buf, (uint32_t)month.n);
    for (size_t i = 0; i < trial->count; i++) {
        const TrialRow *row = &trial->rows[i];
        buf_u8(&buf, (uint8_t)row->account);
        buf_u8(&buf, (uint8_t)row->insurance);
        buf_u8(&buf, (uint8_t)row->side);
        buf_i64(&buf, row->debit.fen);
        buf_i64(&buf, row->credit.fen);
    }
    *out = hash_of(buf_str(&buf));
    return OK;
}

/* Months are closed one after the other: nothing before this one may still be open. */
static Err check_before(Db *db, Arena *arena, int32_t region, Month month, Month closed, Why *why)
{
    Trial earlier = trial_make(arena);
    if (closed.n == month.n - 1)
        return OK;
    if (closed.n == MONTH_NONE.n)
        TRY(trial_add_lines(db, arena, region, (Day){ INT32_MIN }, day_add(month_first(month), -1), known_now, &earlier));
    bool open = closed.n != MONTH_NONE.n || earlier.count;
    return open ? refuse(why, ERR_WRONG_STATE, "month", "此前的月份尚未结账，请先逐月结账。",
                         "An earlier month is still open; close the months one after the other.")
                : OK;
}

Err month_close(Ledger *ledger, Arena *arena, int32_t region, Month month, Day today, bool *already, Why *why)
{
    Month closed = MONTH_NONE;
    Trial trial;
    Hash digest;
    if (region < 1 || region > REGION_MAX)
        return refuse(why, ERR_BAD_FIELD, "region", "须写明统筹地区。", "The region must be named.");
    if (month.n < month_make(1900, 1).n || today.n <= month_last(month).n)
        return refuse(why, ERR_TOO_EARLY, "month", "该月尚未结束，请在下月办理结账。",
                      "The month is not over yet; close it in the next one.");
    TRY(month_closed(ledger->db, arena, region, known_now, &closed));
    *already = closed.n != MONTH_NONE.n && closed.n >= month.n;
    if (*already)
        return OK;
    TRY(check_before(ledger->db, arena, region, month, closed, why));
    TRY(trial_month(ledger->db, arena, region, month, closed, known_now, &trial));
    TRY(month_digest(arena, region, month, &trial, &digest));
    LedgerId id = entry_next(ledger);
    ledger_take(ledger, hash_str(&digest));
    TRY(db_run(ledger->db, &LEDGER_MONTH_ADD,
               VALS(val_i(region), val_i(month.n), val_i(id.entry), val_i(id.ord), val_b(hash_str(&digest)))));
    for (size_t i = 0; i < trial.count; i++) {
        const TrialRow *row = &trial.rows[i];
        TRY(db_run(ledger->db, &LEDGER_TOTAL_ADD,
                   VALS(val_i(region), val_i(month.n), val_i(row->account), val_i(row->insurance), val_i(row->side),
                        val_i(row->debit.fen), val_i(row->credit.fen))));
    }
    return OK;
}
