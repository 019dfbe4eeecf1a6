/* seal.c - an employer asks to seal an employee's account, and to unseal it. Both wait for a second person; a seal
 * never ends by itself: at its end somebody is asked (domain.md 3.7, G14). */
#include "act/inside.h"
#include "desk/desk.h"

static const AccountFacts *employed(const View *view)
{
    for (int i = 0; i < view->person->account_count; i++) {
        const AccountFacts *account = &view->person->accounts[i];
        if (account->category == CATEGORY_EMPLOYEE && account->payer_kind == PAYER_UNIT && account->payer == view->unit->id &&
            account->state == ACCOUNT_OPEN)
            return account;
    }
    return NULL;
}

enum { AHEAD_DAYS = 62 };

static Err span_check(const View *view, const Command *command, Decision *out)
{
    int64_t from = arg_int(command, F_FROM), until = arg_int(command, F_UNTIL);
    if (until && until < from)
        return REFUSE(out, ERR_BAD_FIELD, "until", "截止时间早于起始时间。", "It ends before it begins.");
    if (until && until <= view->now.s)
        return REFUSE(out, ERR_BAD_FIELD, "until", "截止时间已过，请填写今后的时间。", "It has ended already; give a later time.");
    if (from > day_end(day_add(view_today(view), AHEAD_DAYS)).s)
        return REFUSE(out, ERR_TOO_EARLY, "from", "最多提前 %d 天申请封存。", "A seal can be asked for %d days ahead at most.",
                      AHEAD_DAYS);
    return OK;
}

Err act_unit_seal(const View *view, const Command *command, Decision *out)
{
    TRY(act_need_living(view, out));
    if (!view->unit)
        return REFUSE(out, ERR_UNKNOWN_UNIT, "credit_code", NULL, NULL);
    TRY(span_check(view, command, out));
    const AccountFacts *account = employed(view);
    const HoldFacts *hold = person_hold(view->person, CAUSE_EMPLOYER_SEAL);
    int64_t until = arg_int(command, F_UNTIL) ? day_end(time_day((Time){ arg_int(command, F_UNTIL) })).s : 0;
    if (hold && hold->unit == view->unit->id && hold->until.s == until)
        return act_already(out);
    if (hold)
        return REFUSE(out, ERR_CONFLICT, "ssn", "此人已有单位封存；请先解封或在到期时续封。",
                      "An employer's seal is on record; end or renew that one.");
    if (!account)
        return REFUSE(out, ERR_NOT_OPEN, "ssn", "此人在贵单位没有正常参保的职工账户。",
                      "This person has no open employee account with your organisation.");
    SealReason reason = (SealReason)arg_int(command, F_SEAL_REASON);
    const RegionPolicy *rules = policy_or_national(view->policy, account->region);
    TRY(act_papers(view, command, rules, "seal-member", choice_code(SET_SEAL_REASON, (int)reason), 0, out));
    hold_place(out, view, CAUSE_EMPLOYER_SEAL, (Time){ until }, view->unit->id,
               str_format(out->arena, "unit " STR_FMT, STR_ARG(FACT_STR(view->unit->credit_code))));
    Event *event = &out->events[out->count - 1];
    event->hold_placed.evidence = (int64_t)papers_given(command);
    event->hold_placed.note = str(choice_code(SET_SEAL_REASON, (int)reason));
    return OK;
}

Err act_unit_unseal(const View *view, const Command *command, Decision *out)
{
    TRY(act_need_living(view, out));
    if (!view->unit)
        return REFUSE(out, ERR_UNKNOWN_UNIT, "credit_code", NULL, NULL);
    const HoldFacts *hold = person_hold(view->person, CAUSE_EMPLOYER_SEAL);
    if (!hold || hold->unit != view->unit->id)
        return REFUSE(out, ERR_WRONG_STATE, "ssn", "此人没有贵单位申请的封存。",
                      "There is no seal of your organisation on this person.");
    TRY(act_papers(view, command, person_policy(view->policy, view->person), "unseal", "employer-seal", 0, out));
    hold_release_if(out, view, CAUSE_EMPLOYER_SEAL, actor_label(out->arena, command));
    return OK;
}
