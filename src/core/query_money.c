/* query_money.c - fund.balance: the trial balance of a region, and what each fund holds. Every amount is a sum of the
 * ledger as of a value day, as it was known at an instant. */
#include "core/money_scope.h"
#include "core/shapes.h"
#include "levy/close.h"

Err money_as_of(Query *query, SheetAsOf *out)
{
    bool known = query->known || arg_is(&query->command, F_KNOWN_AT);
    *out = (SheetAsOf){ .day = time_day(query->now), .known_at = known ? query->known : known_now };
    return OK;
}

void money_put_as_of(Query *query, const SheetAsOf *as_of)
{
    json_put(query->data, "as_of", day_text(query->arena, as_of->day));
    if (as_of->known_at != known_now)
        json_put_int(query->data, "known_entry", as_of->known_at);
}

void money_put_account(Json *json, const AccountRow *row)
{
    json_put(json, "code", str(row->code));
    json_put(json, "zh", str(row->zh));
    json_put(json, "en", str(row->en));
}

static void put_side(Json *json, LedgerSide side)
{
    const Choice *word = side_word((int)side);
    if (!word)
        return;
    json_key(json, "side");
    json_open(json, '{');
    json_put(json, "code", str(word->code));
    json_put(json, "zh", str(word->zh));
    json_put(json, "en", str(word->en));
    json_close(json, '}');
}

/* What a fund holds: its account on its normal side, whatever moved it; a fund that never moved holds nothing. */
static void put_funds(Query *query, const TrialRow *rows, size_t count)
{
    Json *json = query->data;
    json_key(json, "funds");
    json_open(json, '[');
    for (size_t i = 0; account_at(i); i++) {
        const AccountRow *row = account_at(i);
        int64_t sum = 0;
        if (row->class != CLASS_FUND)
            continue;
        for (size_t k = 0; k < count; k++)
            sum += rows[k].account == (LedgerAccount)row->number ? rows[k].balance.fen : 0;
        json_open(json, '{');
        money_put_account(json, row);
        json_put_int(json, "balance_fen", row->normal == DEBIT ? sum : -sum);
        json_close(json, '}');
    }
    json_close(json, ']');
}

/* The trial balance: debit less credit; all rows come to nothing. */
static Err put_accounts(Query *query, const TrialRow *rows, size_t count)
{
    Json *json = query->data;
    Money debit = { 0 }, credit = { 0 }, balance = { 0 };
    json_key(json, "accounts");
    json_open(json, '[');
    for (size_t i = 0; i < count; i++) {
        const TrialRow *row = &rows[i];
        bool fine = money_add(debit, row->debit, &debit) && money_add(credit, row->credit, &credit) &&
                    money_add(balance, row->balance, &balance);
        if (!fine)
            return ERR_BUSY;
        json_open(json, '{');
        money_put_account(json, account_row((int)row->account));
        if (row->insurance)
            list_word(json, "insurance", SET_INSURANCE, (int64_t)row->insurance);
        put_side(json, row->side);
        json_put_int(json, "debit_fen", row->debit.fen);
        json_put_int(json, "credit_fen", row->credit.fen);
        json_put_int(json, "balance_fen", row->balance.fen);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_put_int(json, "debit_fen", debit.fen);
    json_put_int(json, "credit_fen", credit.fen);
    json_put_int(json, "balance_fen", balance.fen);
    return OK;
}

Err query_fund_balance(Query *query)
{
    const RegionPolicy *region = NULL;
    int32_t code = (int32_t)arg_int(&query->command, F_REGION);
    SheetAsOf as_of;
    TrialRow *rows = NULL;
    size_t count = 0;
    Month closed = MONTH_NONE;
    TRY(levy_region(query->bureau->policy, code, &region, &query->why));
    TRY(money_as_of(query, &as_of));
    TRY(list_readable(ledger_trial(query->bureau->db, query->arena, code, as_of.day, as_of.known_at, &rows, &count)));
    TRY(month_closed(query->bureau->db, query->arena, code, as_of.known_at, &closed));
    json_put(query->data, "region", shape_region(query->arena, code));
    money_put_as_of(query, &as_of);
    json_put_or_null(query->data, "closed_until", closed.n == MONTH_NONE.n ? (Str){ 0 } : month_text(query->arena, closed));
    put_funds(query, rows, count);
    return put_accounts(query, rows, count);
}
