/* control.c - inside ledger: the lines that follow from totals of sheets. Which fund gets what stands here and nowhere
 * else (domain: employer's pension to the pool, the employee's to the personal account; maternity to the medical pool;
 * the flat amount to the serious illness fund; a government's part of pension to the personal account). */
#include "ledger/inside.h"

static LedgerNormal other(LedgerNormal way) { return way == DEBIT ? CREDIT : DEBIT; }

bool line_add(LineList *list, LedgerLine line, LedgerNormal way, Money net)
{
    if (net.fen == 0)
        return true;
    if (list->count == list->size || net.fen == INT64_MIN)
        return false;
    line.way = net.fen > 0 ? way : other(way);
    line.amount.fen = net.fen > 0 ? net.fen : -net.fen;
    list->lines[list->count++] = line;
    return true;
}

static LedgerLine line_at(LedgerAccount account, const RegionTotals *row, int insurance, LedgerSide side)
{
    const AccountRow *of = account_row((int)account);
    return (LedgerLine){ .account = account,
                         .region = row->region,
                         .insurance = of->insurance ? (Insurance)insurance : Insurance_NONE,
                         .side = of->side ? side : SIDE_NONE,
                         .owner_kind = of->owners ? OWNER_SHEETS : OWNER_NONE,
                         .month = MONTH_NONE };
}

bool lines_of_receivable(LineList *list, const SheetTotals *totals, LedgerNormal way)
{
    bool fine = true;
    for (size_t r = 0; fine && r < totals->count; r++)
        for (int i = 1; fine && i < Insurance_END; i++) {
            const RegionTotals *row = &totals->rows[r];
            fine = line_add(list, line_at(LEDGER_RECEIVABLE, row, i, SIDE_EMPLOYER), way, row->amounts.employer[i]) &&
                   line_add(list, line_at(LEDGER_RECEIVABLE, row, i, SIDE_EMPLOYEE), way, row->amounts.employee[i]);
        }
    return fine;
}

/* Employer and employee together. */
static bool both_of(const SheetAmounts *a, int insurance, Money *out)
{
    return money_add(a->employer[insurance], a->employee[insurance], out);
}

bool lines_of_billed(LineList *list, const SheetTotals *totals, LedgerNormal way)
{
    bool fine = true;
    Money both;
    for (size_t r = 0; fine && r < totals->count; r++)
        for (int i = 1; fine && i < Insurance_END; i++)
            fine = both_of(&totals->rows[r].amounts, i, &both) &&
                   line_add(list, line_at(LEDGER_BILLED, &totals->rows[r], i, SIDE_NONE), way, both);
    return fine;
}

/* What remains for the pools once the personal accounts and the serious illness fund have their share. */
static bool pools_of(const SheetAmounts *a, Money *pension, Money *medical, Money *unemployment, Money *injury)
{
    Money maternity, personal_and_serious;
    return both_of(a, INSURANCE_PENSION, pension) && money_sub(*pension, a->pension_personal, pension) &&
           both_of(a, INSURANCE_MEDICAL, medical) && both_of(a, INSURANCE_MATERNITY, &maternity) &&
           money_add(*medical, maternity, medical) && money_add(a->medical_personal, a->serious_illness, &personal_and_serious) &&
           money_sub(*medical, personal_and_serious, medical) && money_add(*medical, a->government[INSURANCE_MEDICAL], medical) &&
           money_add(*medical, a->government[INSURANCE_MATERNITY], medical) && both_of(a, INSURANCE_UNEMPLOYMENT, unemployment) &&
           money_add(*unemployment, a->government[INSURANCE_UNEMPLOYMENT], unemployment) && both_of(a, INSURANCE_INJURY, injury) &&
           money_add(*injury, a->government[INSURANCE_INJURY], injury);
}

bool lines_of_funds(LineList *list, const SheetTotals *totals, LedgerNormal way)
{
    bool fine = true;
    for (size_t r = 0; fine && r < totals->count; r++) {
        const RegionTotals *row = &totals->rows[r];
        Money pool[4], personal, medical;
        fine =
            pools_of(&row->amounts, &pool[0], &pool[1], &pool[2], &pool[3]) && amounts_personal(&row->amounts, &personal, &medical);
        const LedgerAccount accounts[] = { LEDGER_POOL_PENSION,    LEDGER_POOL_MEDICAL,         LEDGER_POOL_UNEMPLOYMENT,
                                           LEDGER_POOL_INJURY,     LEDGER_POOL_SERIOUS_ILLNESS, LEDGER_PERSONAL_PENSION,
                                           LEDGER_PERSONAL_MEDICAL };
        const Money amounts[] = { pool[0], pool[1], pool[2], pool[3], row->amounts.serious_illness, personal, medical };
        for (size_t i = 0; fine && i < sizeof accounts / sizeof *accounts; i++)
            fine = line_add(list, line_at(accounts[i], row, 0, SIDE_NONE), way, amounts[i]);
        for (int i = 1; fine && i < Insurance_END; i++)
            fine = line_add(list, line_at(LEDGER_SUBSIDY_RECEIVABLE, row, i, SIDE_NONE), other(way), row->amounts.government[i]);
    }
    return fine;
}
