/* act.c - see act.h. */
#include "act/act.h"
#include "act/rights.h"
#include "act/webhook.h"
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
    [CMD_PERSON_REGISTER] = { .decide = act_person_register },
    [CMD_PERSON_CORRECT] = { .decide = act_person_correct, .procedure = PROC_CORRECT_PERSON, .second = act_correction_waits },
    [CMD_PERSON_POLICE_CHECK] = { .decide = act_police_check },
    [CMD_RELATION_REGISTER] = { .decide = act_relation_register },
    [CMD_RELATION_REVOKE] = { .decide = act_relation_revoke },
    [CMD_UNIT_REGISTER] = { .decide = act_unit_register },
    [CMD_UNIT_SEAL_MEMBER] = { .decide = act_unit_seal, .procedure = PROC_SEAL_MEMBER },
    [CMD_UNIT_UNSEAL_MEMBER] = { .decide = act_unit_unseal, .procedure = PROC_SEAL_END },
    [CMD_INSTITUTION_REGISTER] = { .decide = act_institution_register },
    [CMD_LEGACY_RECORD] = { .decide = card_decide_legacy_record },
    [CMD_ACCOUNT_OPEN] = { .decide = act_account_open },
    [CMD_ACCOUNT_STOP] = { .decide = act_account_stop },
    [CMD_ACCOUNT_RESUME] = { .decide = act_account_resume },
    [CMD_TRANSFER_START] = { .decide = act_transfer_start },
    [CMD_TRANSFER_STEP] = { .decide = act_transfer_step },
    [CMD_TRANSFER_CANCEL] = { .decide = act_transfer_cancel },
    [CMD_CARD_ELSEWHERE] = { .decide = card_decide_elsewhere },
    [CMD_DEATH_REPORT] = { .decide = act_death_report },
    [CMD_DEATH_WITHDRAW] = { .decide = act_death_withdraw, .procedure = PROC_WITHDRAW_DEATH },
    [CMD_CARD_APPLY] = { .decide = card_decide_apply },
    [CMD_CARD_PHOTO] = { .decide = card_decide_photo },
    [CMD_CARD_DATA_CHECK] = { .decide = card_decide_data_check },
    [CMD_CARD_RESUBMIT] = { .decide = card_decide_resubmit },
    [CMD_CARD_BANK_OPENED] = { .decide = card_decide_bank_opened },
    [CMD_CARD_BANK_REFUSED] = { .decide = card_decide_bank_refused },
    [CMD_CARD_BATCH] = { .decide = card_decide_batch },
    [CMD_CARD_SEND] = { .decide = card_decide_send },
    [CMD_CARD_MADE] = { .decide = card_decide_made },
    [CMD_CARD_MAKE_FAILED] = { .decide = card_decide_make_failed },
    [CMD_CARD_SHIP] = { .decide = card_decide_ship },
    [CMD_CARD_RECEIVE] = { .decide = card_decide_receive },
    [CMD_CARD_RETURN] = { .decide = card_decide_return },
    [CMD_CARD_CLAIM] = { .decide = card_decide_claim },
    [CMD_CARD_DESTROY] = { .decide = card_decide_destroy, .procedure = PROC_DESTROY_CARD },
    [CMD_CARD_HAND_OVER] = { .decide = card_decide_hand_over },
    [CMD_CARD_ACTIVATE] = { .decide = card_decide_activate },
    [CMD_CARD_USE] = { .decide = card_decide_use },
    [CMD_CARD_BANK_STATE] = { .decide = card_decide_bank_state },
    [CMD_CARD_LOSE] = { .decide = card_decide_lose },
    [CMD_CARD_FIND] = { .decide = card_decide_find },
    [CMD_CARD_LOCK] = { .decide = card_decide_lock },
    [CMD_CARD_UNLOCK] = { .decide = card_decide_unlock },
    [CMD_CARD_CANCEL] = { .decide = card_decide_cancel, .procedure = PROC_CANCEL_CARD, .second = act_cancel_waits },
    [CMD_CARD_PIN] = { .decide = card_decide_pin },
    [CMD_HOLD_PLACE] = { .decide = hold_decide_place },
    [CMD_HOLD_RELEASE] = { .decide = hold_decide_release, .procedure = PROC_UNSEAL, .second = act_release_waits },
    [CMD_SYSTEM_WINDOW] = { .decide = act_system_window },
    [CMD_CASE_OPEN] = { .decide = desk_decide_open },
    [CMD_CASE_ADD] = { .decide = desk_decide_add },
    [CMD_CASE_SUBMIT] = { .decide = desk_decide_submit },
    [CMD_CASE_WITHDRAW] = { .decide = desk_decide_withdraw },
    [CMD_CASE_REVIEW] = { .decide = act_case_review },
    [CMD_EVENT_REVERSE] = { .decide = act_event_reverse, .procedure = PROC_REVERSE },
    [CMD_NOTICE_READ] = { .decide = act_notice_read },
    [CMD_NOTICE_CHOOSE] = { .decide = act_notice_choose },
    [CMD_INBOX_READ] = { .decide = act_inbox_read },
    [CMD_PASSWORD_GRANT] = { .decide = act_password_grant },
    [CMD_PASSWORD_RESET] = { .decide = act_password_reset },
    [CMD_AGENCY_CONTRACT] = { .decide = act_agency_contract },
    [CMD_AGENCY_TERMINATE] = { .decide = act_agency_terminate, .post = levy_agency_ended },
    [CMD_AGENCY_RECEIVE] = { .post = levy_agency_receive },
    [CMD_AGENCY_REVERSE] = { .procedure = PROC_REVERSE, .post = levy_agency_reverse },
    [CMD_AGENCY_REMIT] = { .post = levy_agency_remit },
    [CMD_MONTH_CLOSE] = { .decide = levy_decide_close, .procedure = PROC_CLOSE_MONTH, .post = levy_post_close },
    [CMD_INTEREST_CREDIT] = { .decide = levy_decide_interest,
                              .post = levy_post_interest,
                              .slice = levy_interest_slice,
                              .progress = levy_interest_progress,
                              .again = levy_interest_again },
    [CMD_WAGE_DECLARE] = { .post = levy_declare, .slice = levy_declare_slice, .progress = levy_declare_progress },
    [CMD_LEVY_ASSESS] = { .post = levy_assess,
                          .slice = levy_assess_slice,
                          .progress = levy_assess_progress,
                          .again = levy_assess_again },
    [CMD_LEVY_RELEASE] = { .post = levy_release, .slice = levy_release_slice, .progress = levy_release_progress },
    [CMD_PAYMENT_RECORD] = { .post = levy_pay },
    [CMD_PAYMENT_REVERSE] = { .procedure = PROC_REVERSE, .post = levy_reverse },
    [CMD_PAYMENT_REFUND] = { .procedure = PROC_REFUND, .post = levy_refund },
    [CMD_FEE_WAIVE] = { .procedure = PROC_WAIVER, .post = levy_waive },
    [CMD_LEVY_ORDER] = { .procedure = PROC_ENFORCE, .post = levy_order },
    [CMD_LEVY_ENFORCE] = { .procedure = PROC_ENFORCE, .post = levy_enforce },
    [CMD_BASE_ADJUST] = { .procedure = PROC_ADJUST_BASE,
                          .post = levy_adjust,
                          .slice = levy_adjust_slice,
                          .progress = levy_adjust_progress },
    [CMD_FILE_IMPORT] = { .post = act_post_import, .slice = act_import_slice, .progress = act_import_progress },
    [CMD_SUSPENSE_MATCH] = { .post = levy_match },
    [CMD_APPOINTMENT_BOOK] = { .decide = act_appointment_book, .post = act_post_appointment },
    [CMD_APPOINTMENT_CANCEL] = { .post = act_appointment_cancel },
    [CMD_WEBHOOK_SUBSCRIBE] = { .post = act_webhook_subscribe },
    [CMD_WEBHOOK_END] = { .post = act_webhook_end },
};

const ActRow *act_row(CommandId command)
{
    require(command > CMD_NONE && command < CMD_END);
    return &rows[command];
}

bool act_may_be_long(CommandId command) { return command == CMD_CASE_REVIEW || act_row(command)->slice; }

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
    if (view->case_under_way)
        return REFUSE(out, ERR_CONFLICT, "case", "此案已获批准，正在执行，请稍后查看结果。",
                      "The case is approved and being carried out; look again in a while.");
    if (act_waits(view, command))
        return open_case(row, view, command, out);
    return row->decide ? row->decide(view, command, out) : OK;
}

DecideFn *act_expected(CommandId command) { return command == CMD_PAYMENT_RECORD ? bills_expect : NULL; }
