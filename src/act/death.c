/* death.c - a death is reported, or the report withdrawn. Law: Social Insurance Law 14 (the personal account is
 * heritable), 17; a wrong report restores everything (golden story G15). */
#include "act/inside.h"

Err act_death_report(const View *view, const Command *command, Decision *out)
{
    TRY(act_need_person(view, out));
    const PersonFacts *person = view->person;
    Day day = { (int32_t)arg_int(command, F_DAY) };
    if (day.n > view_today(view).n)
        return REFUSE(out, ERR_BAD_FIELD, "day", "死亡日期还没有到。", "The day of death is still to come.");
    if (person_has_birth(person) && day.n < person->born.n)
        return REFUSE(out, ERR_BAD_FIELD, "day", "死亡日期早于出生日期。", "The day of death is before the day of birth.");
    if (person->death.n == day.n && person->death.n)
        return act_already(out);
    if (person->death.n)
        return REFUSE(out, ERR_CONFLICT, "day", "已登记另一死亡日期；请先撤销（death.withdraw）。",
                      "Another day is on record; withdraw it first (death.withdraw).");
    TRY(act_papers(view, command, person_policy(view->policy, person), "death.report", "", 0, out));
    emit(out, view, EVENT_DEATH_REPORTED, person->id)->death_reported.day = day.n;
    hold_place(out, view, CAUSE_DEATH, (Time){ 0 }, 0, actor_label(out->arena, command));
    out->events[out->count - 1].hold_placed.evidence = (int64_t)papers_given(command);
    answer_day(out, "day", day);
    return OK;
}

Err act_death_withdraw(const View *view, const Command *command, Decision *out)
{
    TRY(act_need_person(view, out));
    const PersonFacts *person = view->person;
    if (!person->death.n)
        return REFUSE(out, ERR_WRONG_STATE, "ssn", "没有登记死亡，无须撤销。", "No death is on record.");
    if (!person_hold(person, CAUSE_DEATH))
        return REFUSE(out, ERR_WRONG_STATE, "ssn", "继承事务已办结；登记有误的，请申请撤销差错业务（event.reverse）。",
                      "The heirs have been settled with; if the report was wrong, have it reversed (event.reverse).");
    TRY(act_papers(view, command, person_policy(view->policy, person), "withdraw-death", "", 0, out));
    emit(out, view, EVENT_DEATH_WITHDRAWN, person->id)->death_withdrawn.day = person->death.n;
    hold_release_if(out, view, CAUSE_DEATH, actor_label(out->arena, command));
    return OK;
}
