/* act.h - one decide function a command, and the door through which gatekeeper, guide, tests and simulator all
 * go: rights over the person first, then, where the table asks for a second person, a case instead of the act. */
#pragma once
#include "levy/batch.h"

typedef struct {
    DecideFn *decide; /* NULL: nothing can be said without the records, or another room decides */
    /* The procedure of the case that the first person's command opens; PROC 0 when it acts at once. A command may
     * depend on what it is about: `second` says whether this one waits (NULL: always when a procedure stands). */
    Procedure procedure;
    bool (*second)(const View *view, const Command *command);
    PostFn *post; /* what it does in the ledger, or NULL */
    /* Where the post may say that it wants more than one slice (levy/batch.h): one of them, how far it is, and for verify
     * whether it comes out again. */
    BatchFn *slice;
    BatchProgressFn *progress;
    BatchAgainFn *again;
} ActRow;
const ActRow *act_row(CommandId command);
/* Whether it may be more than one slice: by itself, or because what it approves may be. */
bool act_may_be_long(CommandId command);
/* Whether this one opens a case instead of being done. */
bool act_waits(const View *view, const Command *command);

/* Decides one command. Pure.
 * Refusals, in this order: relation and identity (ERR_NOT_PERMITTED, ERR_SELF_DEALING), then those of the command. */
Err act_decide(const View *view, const Command *command, Decision *out) NODISCARD;

/* What the second person's approval does: the act of the procedure, for commands that waited and for cases opened
 * as such (unseal, retirement, heirs, ...). view->waiting is the command or arguments kept in the case. */
Err act_approve(const View *view, const CaseFacts *c, Decision *out) NODISCARD;

/* Which commands wait for a second person. */
bool act_correction_waits(const View *view, const Command *command); /* all but address and mobile */
bool act_cancel_waits(const View *view, const Command *command);     /* all but reason transferred by centre */
bool act_release_waits(const View *view, const Command *command);    /* causes whose release is reviewed */

/* person.c, account.c, unit.c, ...: the commands that are not a card's, a hold's or a case's. */
DecideFn act_person_register, act_person_correct, act_police_check, act_relation_register, act_relation_revoke;
DecideFn act_unit_register, act_unit_seal, act_unit_unseal, act_institution_register;
DecideFn act_account_open, act_account_stop, act_account_resume, act_transfer_start, act_transfer_step, act_transfer_cancel;
DecideFn act_case_review, act_death_report, act_death_withdraw, act_system_window, act_event_reverse, act_notice_read;
DecideFn act_password_grant, act_password_reset;
DecideFn act_agency_contract, act_agency_terminate;
/* notice.c: notice.choose refuses ERR_UNKNOWN_PERSON; ERR_WRONG_STATE a death is on record; ERR_BAD_FIELD email; ERR_WRONG_STATE
 * channel: there is no mobile number. inbox.read refuses ERR_UNKNOWN_ID, ERR_NOT_PERMITTED. */
DecideFn act_notice_choose, act_inbox_read;
/* Whether a text has the form of an e-mail address of letters and digits, fit for any program that sends. */
bool email_is(Str text);

/* import.c: file.import. mode `report` stores nothing. *already: every line is on record as it stands there.
 * Refusals in order: ERR_NOT_PERMITTED a role that may not bring such a file; ERR_BAD_FIELD what the kind needs beside the
 * file, the file itself; ERR_NO_RULE the region; ERR_TOO_LARGE too many lines; ERR_BUSY. A wrong line is no
 * refusal: it stands in `rejected`. */
PostFn act_post_import;
BatchFn act_import_slice;
BatchProgressFn act_import_progress;
/* What a command with a PostFn will bring about, as far as the facts tell: for who tries it on a copy, after act_decide
 * said OK. NULL: nothing that the facts know of. */
DecideFn *act_expected(CommandId command);
/* webhook.c: webhook.subscribe refuses ERR_BAD_FIELD url; ERR_NOT_PERMITTED messages; ERR_TOO_LARGE: the institution has
 * enough of them. webhook.end refuses ERR_UNKNOWN_ID, ERR_NOT_PERMITTED webhook. */
PostFn act_webhook_subscribe, act_webhook_end;
/* appoint.c: appointment.book. Whether the time is one of the counter's is decided from the rules: ERR_UNKNOWN_PERSON;
 * ERR_WRONG_STATE a death is on record; ERR_NO_RULE region; of `time` ERR_TOO_LATE it is past, ERR_TOO_EARLY further ahead than can
 * be booked, ERR_NOT_OPEN the counters are closed then. What others have booked only the records know: ERR_CONFLICT of `time` the
 * person is booked then already or no place is left, of `matter` the person has another visit for it. The same again is already. */
DecideFn act_appointment_book;
PostFn act_post_appointment;
/* appointment.cancel: ERR_UNKNOWN_ID; ERR_TOO_LATE its time has come. */
PostFn act_appointment_cancel;
