/* small.c - short commands: the migration window, reversal of an official error, notices, the online password, and
 * the line that every look at somebody leaves. */
#include "act/inside.h"

Err act_system_window(const View *view, const Command *command, Decision *out)
{
    int64_t from = arg_int(command, F_FROM), until = arg_int(command, F_UNTIL);
    if (until <= from)
        return REFUSE(out, ERR_BAD_FIELD, "until", "结束时间应晚于开始时间。", "It must end after it begins.");
    if (until <= view->now.s)
        return REFUSE(out, ERR_BAD_FIELD, "until", "结束时间已过。", "It has ended already.");
    if (view->bureau->window_from.s == from && view->bureau->window_until.s == until)
        return act_already(out);
    Event *event = emit(out, view, EVENT_WINDOW_SET, 0);
    event->window_set = (Event_window_set){ .from = from, .until = until, .note = arg_str(command, F_NOTE) };
    return OK;
}

/* Wrong person, wrong card, wrong death: the record is as it was before the entry. What else has happened to it
 * since was looked at by who prepared view->restored. */
Err act_event_reverse(const View *view, const Command *command, Decision *out)
{
    if (!view->restored || !view->person)
        return REFUSE(out, ERR_UNKNOWN_ID, "command", NULL, NULL);
    TRY(act_papers(view, command, person_policy(view->policy, view->person), "reverse", "", 0, out));
    Buf facts = { .arena = out->arena };
    person_write(&facts, view->restored);
    Event *event = emit(out, view, EVENT_RESTORED, view->person->id);
    event->restored =
        (Event_restored){ .entry = view->restored_entry, .facts = buf_str(&facts), .reason = arg_str(command, F_REASON_TEXT) };
    return OK;
}

Err act_notice_read(const View *view, const Command *command, Decision *out)
{
    (void)command;
    TRY(act_need_person(view, out));
    if (view->notice_n < 1 || view->notice_n > view->person->next_notice)
        return REFUSE(out, ERR_UNKNOWN_ID, "notice", NULL, NULL);
    emit(out, view, EVENT_NOTICE_READ, view->person->id)->notice_read.notice = view->notice_n;
    return OK;
}

/* Somebody not yet registered gets a record with nothing but the number: the grant opens the online registration. */
Err act_password_grant(const View *view, const Command *command, Decision *out)
{
    const PersonFacts *person = view->person;
    if (!person && !view->ssn.n)
        return REFUSE(out, ERR_UNKNOWN_PERSON, "ssn", NULL, NULL);
    int64_t id = person ? person->id : view->bureau->persons + 1;
    int n = person ? person->next_grant + 1 : 1;
    if (person && person->granted) {
        answer_text(out, "grant", number_of_person(out->arena, 'G', id, person->next_grant));
        return act_already(out);
    }
    if (person)
        TRY(person->registered.n ? act_need_living(view, out) : OK);
    const RegionPolicy *rules = person ? person_policy(view->policy, person) : policy_national(view->policy);
    TRY(act_papers(view, command, rules, "password.grant", "", 0, out));
    emit(out, view, EVENT_PASSWORD_GRANTED, id)->password_granted.grant = n;
    if (!person)
        put_value(view, id, PF_SSN, view->ssn, out);
    answer_text(out, "grant", number_of_person(out->arena, 'G', id, n));
    return OK;
}

/* A forgotten password: the old one ends, and a new grant is handed out where the identity card was seen. */
Err act_password_reset(const View *view, const Command *command, Decision *out)
{
    TRY(act_need_person(view, out));
    const PersonFacts *person = view->person;
    if (!person->granted)
        return REFUSE(out, ERR_WRONG_STATE, "ssn", "此人尚未领取网上密码，请办理授予。",
                      "No online password was granted to this person yet; grant one.");
    TRY(person->registered.n ? act_need_living(view, out) : OK);
    TRY(act_papers(view, command, person_policy(view->policy, person), "password.grant", "", 0, out));
    emit(out, view, EVENT_PASSWORD_RESET, person->id)->password_reset.grant = person->next_grant + 1;
    answer_text(out, "grant", number_of_person(out->arena, 'G', person->id, person->next_grant + 1));
    return OK;
}
