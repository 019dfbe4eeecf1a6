/* act.h - one decide function a command, and the door through which gatekeeper, guide, tests and simulator all
 * go: rights over the person first, then, where the table asks for a second person, a case instead of the act. */
#pragma once
#include "facts/view.h"

typedef struct {
    DecideFn *decide;
    /* The procedure of the case that the first person's command opens; PROC 0 when it acts at once. A command may
     * depend on what it is about: `second` says whether this one waits (NULL: always when a procedure stands). */
    Procedure procedure;
    bool (*second)(const View *view, const Command *command);
} ActRow;
const ActRow *act_row(CommandId command);

/* Decides one command. Pure.
 * Refusals, in this order: relation and identity (ERR_NOT_PERMITTED, ERR_SELF_DEALING), then those of the command. */
Err act_decide(const View *view, const Command *command, Decision *out) NODISCARD;

/* Whether the actor may see or act for this person (contract section 4: their own people, as their work needs). */
Err act_relation(const View *view, const Actor *actor, Why *why) NODISCARD;

/* What one case's approval does: decides the waiting command, or the act of a procedure that was opened as such. */
Err act_approve(const View *view, const CaseFacts *c, const Command *waiting, Decision *out) NODISCARD;

/* person.c, account.c, unit.c, ...: the commands that are not a card's, a hold's or a case's. */
DecideFn act_person_register, act_person_correct, act_police_check, act_relation_register, act_relation_revoke;
DecideFn act_unit_register, act_unit_seal, act_unit_unseal, act_institution_register;
DecideFn act_account_open, act_account_stop, act_account_resume, act_transfer_start, act_transfer_step, act_transfer_cancel;
DecideFn act_death_report, act_death_withdraw, act_system_window, act_event_reverse, act_notice_read, act_password_grant;
DecideFn act_agency_contract, act_agency_terminate, act_look_record;
