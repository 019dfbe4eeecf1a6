/* load_money.c - whose case a correction of money is (see load.h): the person's who pays, the employer's own file at the
 * office, or the office of a region. The payer itself is looked up again when it is posted: the reviewer names it no more. */
#include "act/load.h"
#include "desk/desk.h"
#include "levy/order.h"
#include "levy/payer.h"
#include "levy/voucher.h"

enum { OFFICE_NATION = 100000 };

/* The payment that a voucher stands for; one that was reversed leads to its payer as well. */
static Err of_voucher(Loaded *loaded, const Command *command, MoneyPayer *payer)
{
    const Choice *kind = NULL;
    Str no = { 0 };
    VoucherState state = { 0 };
    LedgerEntry entry;
    Arena *arena = loaded->work.arena;
    Db *db = loaded->work.store->db;
    if (!voucher_named(arg(command, F_VOUCHER), &kind, &no))
        return OK;
    TRY(voucher_state(db, arena, 0, kind->code, no, &state));
    if (!state.last.entry)
        return OK;
    TRY(entry_get(db, arena, state.last, &entry));
    MoneyPayer found = payer_of_lines(entry.lines, entry.count);
    return payer_of(&loaded->work, found.kind, found.owner, payer);
}

static Err of_bill(Loaded *loaded, const Command *command, MoneyPayer *payer)
{
    Str who = { 0 };
    Month month;
    return bill_read(arg_str(command, F_BILL), &who, &month) ? payer_named(&loaded->work, who, view_today(&loaded->view), payer)
                                                             : OK;
}

static Err of_order(Loaded *loaded, const Command *command, MoneyPayer *payer)
{
    int64_t unit = 0;
    TRY(order_unit(loaded->work.store->db, loaded->work.arena, arg_str(command, F_ORDER), &unit));
    return unit ? payer_of(&loaded->work, OWNER_UNIT, unit, payer) : OK;
}

static Err of_command(Loaded *loaded, const Command *command, MoneyPayer *payer)
{
    switch (command->id) {
    case CMD_PAYMENT_REVERSE:
        return of_voucher(loaded, command, payer);
    case CMD_PAYMENT_REFUND:
        return payer_named(&loaded->work, arg_str(command, F_MONEY_PAYER), view_today(&loaded->view), payer);
    case CMD_FEE_WAIVE:
    case CMD_LEVY_ORDER:
        return of_bill(loaded, command, payer);
    case CMD_LEVY_ENFORCE:
        return of_order(loaded, command, payer);
    case CMD_AGENCY_REVERSE:
        return loaded->view.contract ? payer_of(&loaded->work, OWNER_CONTRACT, loaded->view.contract->id, payer) : OK;
    default:
        return OK;
    }
}

Err load_money(Loaded *loaded, const Command *command, Why *why)
{
    MoneyPayer payer = { 0 };
    const UnitFacts *unit = loaded->view.unit;
    if (!desk_is_money(command->id))
        return OK;
    Err err = of_command(loaded, command, &payer);
    if (err != OK)
        return err == ERR_TOO_LARGE ? refuse(why, err, "voucher", NULL, NULL) : err;
    if (payer.person)
        return load_subject(loaded, payer.person, ERR_UNKNOWN_PERSON, F_MONEY_PAYER, why);
    if (payer.unit)
        loaded->view.unit = unit = payer.unit;
    if (unit)
        return load_desk(loaded, office_of_unit(unit->id));
    /* Nobody: what is wrong with the fields is said by the command itself, whose case this would have been. */
    return load_desk(loaded, office_of_region(arg_is(command, F_REGION) ? arg_int(command, F_REGION) : OFFICE_NATION));
}
