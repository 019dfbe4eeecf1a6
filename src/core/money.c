/* money.c - see money.h. */
#include "core/money.h"
#include "act/rights.h"
#include "base/require.h"
#include "desk/desk.h"

static LevyFn *const functions[CMD_END] = {
    [CMD_WAGE_DECLARE] = levy_declare,
    [CMD_LEVY_ASSESS] = levy_assess,
    [CMD_LEVY_RELEASE] = levy_release,
    [CMD_PAYMENT_RECORD] = levy_pay,
};

bool money_is(CommandId command) { return command > CMD_NONE && command < CMD_END && functions[command]; }

Err money_apply(Bureau *bureau, Loaded *loaded, const Command *command, Ledger *ledger, Decision *out, bool *saved)
{
    require(money_is(command->id));
    TRY(rights_check(&loaded->view, command, &out->why));
    Levy levy = { .work = &loaded->work,
                  .journal = &bureau->journal,
                  .ledger = ledger,
                  .view = &loaded->view,
                  .command = command,
                  .actor = desk_identity(&command->actor),
                  .out = out };
    TRY(db_save(bureau->db));
    *saved = true;
    Err err = functions[command->id](&levy);
    if (err != ERR_BUSY && (err != OK || out->already)) {
        TRY(db_undo(bureau->db));
        *ledger = ledger_open(bureau->db, ledger->entry);
    } else if (err == OK) {
        TRY(db_keep(bureau->db));
    }
    *saved = false;
    return err;
}
