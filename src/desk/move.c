/* move.c - case.add, case.submit, case.withdraw, and what a review may and does (see desk.h). */
#include "desk/inside.h"
#include "hold/effects.h"

static const CaseFacts *case_of_view(const View *view)
{
    for (int i = 0; view->person && i < view->person->case_count; i++)
        if (view->person->cases[i].n == view->case_n)
            return &view->person->cases[i];
    return NULL;
}

/* The case in hand. One that has ended is in the list no more. */
static Err case_get(const View *view, const CaseFacts **out, Decision *why)
{
    *out = case_of_view(view);
    if (*out)
        return OK;
    if (!view->person || view->case_n < 1 || view->case_n > view->person->next_case)
        return REFUSE(why, ERR_UNKNOWN_CASE, "case", NULL, NULL);
    return REFUSE(why, ERR_WRONG_STATE, "case", "此业务已经办结，不能再变更。",
                  "This case has ended; nothing more can be done to it.");
}

static bool is_opener(const Command *command, const CaseFacts *c) { return desk_identity(&command->actor) == c->opener; }

static bool own_unit(const View *view, const Command *command, const CaseFacts *c)
{
    return command->actor.role == ROLE_UNIT && view->org_unit && c->unit == view->org_unit->id;
}

/* Whoever opened it, the employer it is about, or a clerk who takes it on. */
static Err may_touch(const View *view, const Command *command, const CaseFacts *c, Decision *out)
{
    if (is_opener(command, c) || own_unit(view, command, c) || command->actor.role == ROLE_CLERK)
        return OK;
    return REFUSE(out, ERR_NOT_PERMITTED, "case", "只能办理自己申请的业务，请由申请人或经办窗口办理。",
                  "Only who opened the case, or a counter, may do this.");
}

static bool in_hand(const CaseFacts *c) { return c->state == CASE_DRAFT || c->state == CASE_RETURNED; }

Err desk_decide_add(const View *view, const Command *command, Decision *out)
{
    const CaseFacts *c = NULL;
    CaseFacts after;
    TRY(case_get(view, &c, out));
    TRY(may_touch(view, command, c, out));
    if (!in_hand(c))
        return REFUSE(out, ERR_WRONG_STATE, "case", "业务已提交复核；退回后才能补充材料。",
                      "The case is being reviewed; papers can be added if it is returned.");
    TRY(papers_valid(view, policy_or_national(view->policy, (int)c->region), command, out));
    case_papers(view, command, c->n, out);
    answer_case(out, view, c->n, (CaseState)c->state);
    desk_answer_missing(out, view, desk_case_with(c, command, &after));
    return OK;
}

Err desk_decide_submit(const View *view, const Command *command, Decision *out)
{
    const CaseFacts *c = NULL;
    TRY(case_get(view, &c, out));
    TRY(may_touch(view, command, c, out));
    if (c->procedure == PROC_SEAL_END && !c->argument)
        return REFUSE(out, ERR_WRONG_STATE, "case", "请先用 case.open seal-end 选择解封、转出或续封。",
                      "First choose: case.open seal-end with decision unseal, transfer or renew.");
    Day due = c->state == CASE_SUBMITTED ? c->due : case_due(view, (Procedure)c->procedure, c->region);
    if (c->state == CASE_SUBMITTED) {
        out->already = true;
    } else {
        TRY(desk_need_papers(view, c, out));
        case_move(view, command, c->n, CASE_SUBMITTED, due, (Str){ 0 }, out);
    }
    answer_case(out, view, c->n, CASE_SUBMITTED);
    answer_day(out, "due", due);
    return OK;
}

static void pending_clear(const View *view, int n, Decision *out)
{
    Event *event = emit(out, view, EVENT_PERSON_CELL, view->person->id);
    event->person_cell.field = PF_PENDING;
    event->person_cell.card = n;
}

/* Whether the command or its arguments lie sealed beside the case. */
static bool has_pending(const CaseFacts *c)
{
    return c->command != CMD_CASE_OPEN || c->procedure == PROC_OPEN_ACCOUNT || c->procedure == PROC_CORRECT_PERSON;
}

Err desk_decide_withdraw(const View *view, const Command *command, Decision *out)
{
    const CaseFacts *c = NULL;
    TRY(case_get(view, &c, out));
    if (!is_opener(command, c) && !own_unit(view, command, c))
        return REFUSE(out, ERR_NOT_PERMITTED, "case", "只有申请人可以撤回。", "Only who opened the case may withdraw it.");
    case_move(view, command, c->n, CASE_WITHDRAWN, c->due, (Str){ 0 }, out);
    if (has_pending(c))
        pending_clear(view, c->n, out);
    answer_case(out, view, c->n, CASE_WITHDRAWN);
    return OK;
}

/* ---- review ---- */

static Err reviewer_check(const View *view, const Command *command, const CaseFacts *c, Decision *out)
{
    const Actor *actor = &command->actor;
    bool centre = desk_by_centre((Procedure)c->procedure);
    if (actor->role != (centre ? ROLE_CENTRE : ROLE_REVIEWER))
        return REFUSE(out, ERR_NOT_PERMITTED, "role", "此业务由%s%.0s复核。", "This case is reviewed by the %.0s%s.",
                      centre ? "卡管理中心另一名人员" : "复核人员", centre ? "card centre" : "reviewer");
    if (actor->person && actor->person == view->person->id)
        return REFUSE(out, ERR_SELF_DEALING, "case", NULL, NULL);
    if (is_opener(command, c))
        return REFUSE(out, ERR_SAME_PERSON, "case", NULL, NULL);
    return OK;
}

Err desk_review_check(const View *view, const Command *command, const CaseFacts **out, Decision *why)
{
    const CaseFacts *c = NULL;
    TRY(case_get(view, &c, why));
    TRY(reviewer_check(view, command, c, why));
    if (c->state != CASE_SUBMITTED)
        return REFUSE(why, ERR_WRONG_STATE, "case", "此业务未在等待复核。", "This case does not wait for a review.");
    if (arg_int(command, F_DECISION) != DECISION_APPROVE && !str_trim(arg_str(command, F_REASON_TEXT)).n)
        return REFUSE(why, ERR_BAD_FIELD, "reason", "不予批准或退回须写明理由。", "To refuse or return a case, give the reason.");
    *out = c;
    return OK;
}

/* The person must be told how to appeal, and until when. */
static void answer_appeal(const View *view, Decision *out)
{
    const RegionPolicy *nation = policy_national(view->policy);
    Day today = view_today(view);
    if (!out->data)
        return;
    json_key(out->data, "appeal");
    json_open(out->data, '{');
    answer_day(out, "review_until", day_add(today, (int)policy_int(nation, KEY_APPEAL_REVIEW_DAYS, today)));
    answer_day(out, "suit_until", day_add_months(today, (int)policy_int(nation, KEY_APPEAL_SUIT_MONTHS, today)));
    json_put(out->data, "law", S("《社会保险法》第八十三条"));
    json_put(out->data, "zh", S("对不予批准不服的，可以在上述日期前申请行政复议，或者向人民法院提起行政诉讼。"));
    json_put(out->data, "en",
             S("Against this refusal an administrative review may be asked for, or a suit brought, until the days named."));
    json_close(out->data, '}');
}

void desk_close(const View *view, const Command *command, const CaseFacts *c, Decision *out)
{
    static const CaseState states[] = {
        [DECISION_APPROVE] = CASE_APPROVED, [DECISION_REFUSE] = CASE_REFUSED, [DECISION_RETURN] = CASE_RETURNED
    };
    CaseState state = states[arg_int(command, F_DECISION)];
    case_move(view, command, c->n, state, c->due, arg_str(command, F_REASON_TEXT), out);
    if (state != CASE_RETURNED && has_pending(c))
        pending_clear(view, c->n, out);
    answer_case(out, view, c->n, state);
    if (state == CASE_REFUSED)
        answer_appeal(view, out);
}
