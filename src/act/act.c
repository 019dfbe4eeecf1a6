/* act.c - see act.h. */
#include "act/act.h"
#include "act/rights.h"
#include "base/require.h"
#include "card/card.h"
#include "desk/desk.h"
#include "hold/holds.h"
#include "levy/bills.h"
#include "levy/close.h"
#include "levy/interest.h"
#include "levy/levy.h"

/* The others are about the whole bureau: core/apply.c. */
static const ActRow rows[CMD_END] = {
    [CMD_PERSON_REGISTER] = { act_person_register, 0, NULL, NULL },
    [CMD_PERSON_CORRECT] = { act_person_correct, PROC_CORRECT_PERSON, act_correction_waits, NULL },
    [CMD_PERSON_POLICE_CHECK] = { act_police_check, 0, NULL, NULL },
    [CMD_RELATION_REGISTER] = { act_relation_register, 0, NULL, NULL },
    [CMD_RELATION_REVOKE] = { act_relation_revoke, 0, NULL, NULL },
    [CMD_UNIT_REGISTER] = { act_unit_register, 0, NULL, NULL },
    [CMD_UNIT_SEAL_MEMBER] = { act_unit_seal, PROC_SEAL_MEMBER, NULL, NULL },
    [CMD_UNIT_UNSEAL_MEMBER] = { act_unit_unseal, PROC_SEAL_END, NULL, NULL },
    [CMD_INSTITUTION_REGISTER] = { act_institution_register, 0, NULL, NULL },
    [CMD_LEGACY_RECORD] = { card_decide_legacy_record, 0, NULL, NULL },
    [CMD_ACCOUNT_OPEN] = { act_account_open, 0, NULL, NULL },
    [CMD_ACCOUNT_STOP] = { act_account_stop, 0, NULL, NULL },
    [CMD_ACCOUNT_RESUME] = { act_account_resume, 0, NULL, NULL },
    [CMD_TRANSFER_START] = { act_transfer_start, 0, NULL, NULL },
    [CMD_TRANSFER_STEP] = { act_transfer_step, 0, NULL, NULL },
    [CMD_TRANSFER_CANCEL] = { act_transfer_cancel, 0, NULL, NULL },
    [CMD_CARD_ELSEWHERE] = { card_decide_elsewhere, 0, NULL, NULL },
    [CMD_DEATH_REPORT] = { act_death_report, 0, NULL, NULL },
    [CMD_DEATH_WITHDRAW] = { act_death_withdraw, PROC_WITHDRAW_DEATH, NULL, NULL },
    [CMD_CARD_APPLY] = { card_decide_apply, 0, NULL, NULL },
    [CMD_CARD_PHOTO] = { card_decide_photo, 0, NULL, NULL },
    [CMD_CARD_DATA_CHECK] = { card_decide_data_check, 0, NULL, NULL },
    [CMD_CARD_RESUBMIT] = { card_decide_resubmit, 0, NULL, NULL },
    [CMD_CARD_BANK_OPENED] = { card_decide_bank_opened, 0, NULL, NULL },
    [CMD_CARD_BANK_REFUSED] = { card_decide_bank_refused, 0, NULL, NULL },
    [CMD_CARD_BATCH] = { card_decide_batch, 0, NULL, NULL },
    [CMD_CARD_SEND] = { card_decide_send, 0, NULL, NULL },
    [CMD_CARD_MADE] = { card_decide_made, 0, NULL, NULL },
    [CMD_CARD_MAKE_FAILED] = { card_decide_make_failed, 0, NULL, NULL },
    [CMD_CARD_SHIP] = { card_decide_ship, 0, NULL, NULL },
    [CMD_CARD_RECEIVE] = { card_decide_receive, 0, NULL, NULL },
    [CMD_CARD_RETURN] = { card_decide_return, 0, NULL, NULL },
    [CMD_CARD_CLAIM] = { card_decide_claim, 0, NULL, NULL },
    [CMD_CARD_DESTROY] = { card_decide_destroy, PROC_DESTROY_CARD, NULL, NULL },
    [CMD_CARD_HAND_OVER] = { card_decide_hand_over, 0, NULL, NULL },
    [CMD_CARD_ACTIVATE] = { card_decide_activate, 0, NULL, NULL },
    [CMD_CARD_USE] = { card_decide_use, 0, NULL, NULL },
    [CMD_CARD_BANK_STATE] = { card_decide_bank_state, 0, NULL, NULL },
    [CMD_CARD_LOSE] = { card_decide_lose, 0, NULL, NULL },
    [CMD_CARD_FIND] = { card_decide_find, 0, NULL, NULL },
    [CMD_CARD_LOCK] = { card_decide_lock, 0, NULL, NULL },
    [CMD_CARD_UNLOCK] = { card_decide_unlock, 0, NULL, NULL },
    [CMD_CARD_CANCEL] = { card_decide_cancel, PROC_CANCEL_CARD, act_cancel_waits, NULL },
    [CMD_CARD_PIN] = { card_decide_pin, 0, NULL, NULL },
    [CMD_HOLD_PLACE] = { hold_decide_place, 0, NULL, NULL },
    [CMD_HOLD_RELEASE] = { hold_decide_release, PROC_UNSEAL, act_release_waits, NULL },
    [CMD_SYSTEM_WINDOW] = { act_system_window, 0, NULL, NULL },
    [CMD_CASE_OPEN] = { desk_decide_open, 0, NULL, NULL },
    [CMD_CASE_ADD] = { desk_decide_add, 0, NULL, NULL },
    [CMD_CASE_SUBMIT] = { desk_decide_submit, 0, NULL, NULL },
    [CMD_CASE_WITHDRAW] = { desk_decide_withdraw, 0, NULL, NULL },
    [CMD_CASE_REVIEW] = { act_case_review, 0, NULL, NULL },
    [CMD_EVENT_REVERSE] = { act_event_reverse, PROC_REVERSE, NULL, NULL },
    [CMD_NOTICE_READ] = { act_notice_read, 0, NULL, NULL },
    [CMD_PASSWORD_GRANT] = { act_password_grant, 0, NULL, NULL },
    [CMD_AGENCY_CONTRACT] = { act_agency_contract, 0, NULL, NULL },
    [CMD_AGENCY_TERMINATE] = { act_agency_terminate, 0, NULL, levy_agency_ended },
    [CMD_AGENCY_RECEIVE] = { NULL, 0, NULL, levy_agency_receive },
    [CMD_AGENCY_REMIT] = { NULL, 0, NULL, levy_agency_remit },
    [CMD_MONTH_CLOSE] = { levy_decide_close, PROC_CLOSE_MONTH, NULL, levy_post_close },
    [CMD_INTEREST_CREDIT] = { levy_decide_interest, 0, NULL, levy_post_interest },
    [CMD_WAGE_DECLARE] = { NULL, 0, NULL, levy_declare },
    [CMD_LEVY_ASSESS] = { NULL, 0, NULL, levy_assess },
    [CMD_LEVY_RELEASE] = { NULL, 0, NULL, levy_release },
    [CMD_PAYMENT_RECORD] = { NULL, 0, NULL, levy_pay },
    [CMD_PAYMENT_REVERSE] = { NULL, PROC_REVERSE, NULL, levy_reverse },
    [CMD_PAYMENT_REFUND] = { NULL, PROC_REFUND, NULL, levy_refund },
    [CMD_FEE_WAIVE] = { NULL, PROC_WAIVER, NULL, levy_waive },
    [CMD_LEVY_ORDER] = { NULL, PROC_ENFORCE, NULL, levy_order },
    [CMD_LEVY_ENFORCE] = { NULL, PROC_ENFORCE, NULL, levy_enforce },
    [CMD_BASE_ADJUST] = { NULL, PROC_ADJUST_BASE, NULL, levy_adjust },
    [CMD_FILE_IMPORT] = { NULL, 0, NULL, act_post_import },
    [CMD_SUSPENSE_MATCH] = { NULL, 0, NULL, levy_match },
};

const ActRow *act_row(CommandId command)
{
    require(command > CMD_NONE && command < CMD_END);
    return &rows[command];
}

bool act_waits(const View *view, const Command *command)
{
    const ActRow *row = act_row(command->id);
    return row->procedure && !view->approved && (!row->second || row->second(view, command));
}

/* The first person's command is tried to its end before the case is opened: nothing waits for a reviewer that the
 * rules would refuse anyway. */
static Err open_case(const ActRow *row, const View *view, const Command *command, Decision *out)
{
    View second = *view;
    second.approved = true;
    Decision trial = { .arena = out->arena, .why = { .arena = out->arena } };
    Err err = row->decide ? row->decide(&second, command, &trial) : OK;
    if (err != OK || trial.already) {
        out->why = trial.why;
        out->already = trial.already;
        return err;
    }
    return desk_open_waiting(view, command, row->procedure, out);
}

Err act_decide(const View *view, const Command *command, Decision *out)
{
    const ActRow *row = act_row(command->id);
    require(row->decide || row->post);
    TRY(rights_check(view, command, &out->why));
    if (act_waits(view, command))
        return open_case(row, view, command, out);
    return row->decide ? row->decide(view, command, out) : OK;
}

DecideFn *act_expected(CommandId command) { return command == CMD_PAYMENT_RECORD ? bills_expect : NULL; }
