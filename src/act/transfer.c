/* transfer.c - the transfer of a relation between regions: letter, out, in. Law: State Council office 2009-66 (each
 * step within the working days of the region's policy). */
#include "act/inside.h"
#include "policy/calendar.h"

static const TransferFacts *transfer_of(const View *view)
{
    for (int i = 0; view->person && i < view->person->transfer_count; i++)
        if (view->person->transfers[i].n == view->transfer_n)
            return &view->person->transfers[i];
    return NULL;
}

static bool account_in(const PersonFacts *person, int region)
{
    for (int i = 0; i < person->account_count; i++)
        if (person->accounts[i].region == region && person->accounts[i].state <= ACCOUNT_SUSPENDED)
            return true;
    return false;
}

/* The day by which the steps that are left should be done. */
static Day expected_after(const View *view, int region, int steps_left)
{
    int days = (int)policy_int(policy_or_national(view->policy, region), KEY_TRANSFER_STEP_WORKDAYS, view_today(view));
    return calendar_add_provisional(policy_calendar(view->policy), view_today(view), days * steps_left, NULL);
}

static void answer_transfer(const View *view, int n, Day expected, Decision *out)
{
    answer_text(out, "transfer", number_of_person(out->arena, 'T', view->person->id, n));
    answer_day(out, "expected", expected);
}

/* Whatever stands in the way is named, with what ends it. */
static Err blocked(const View *view, Decision *out)
{
    Effects effects;
    effects_of(view->person, view->policy, view->bureau, view->now, &effects);
    const CauseFound *cause = effects_why(&effects, EFFECT_TRANSFER);
    if (!cause)
        return OK;
    if (cause->cause == CAUSE_EMPLOYER_SEAL)
        return REFUSE(out, ERR_WRONG_STATE, "ssn", "账户由单位封存：请单位解封，或以 case.open seal-end（transfer）申请转出。",
                      "An employer has sealed the account: the employer unseals it, or ask with case.open seal-end (transfer).");
    const CauseRow *row = cause_row(cause->cause);
    return REFUSE(out, ERR_WRONG_STATE, "ssn", "暂不能转移：%s%.0s。解除办法请查询 person.why。",
                  "A transfer is not possible now: %.0s%s. Ask person.why for the ways out.", row->zh, row->en);
}

/* One at a time: the same again says so, another waits for its end. */
static Err under_way(const View *view, int from, int to, bool *found, Decision *out)
{
    *found = view->person->transfer_count > 0;
    if (!*found)
        return OK;
    const TransferFacts *t = &view->person->transfers[0];
    if (t->from_region != from || t->to_region != to)
        return REFUSE(out, ERR_CONFLICT, "ssn", "关系转移 T%lld-%d 正在办理，请等待办结或先撤销。",
                      "Transfer T%lld-%d is under way; wait for its end or cancel it.", (long long)view->person->id, t->n);
    answer_transfer(view, t->n, t->expected, out);
    return act_already(out);
}

Err act_transfer_start(const View *view, const Command *command, Decision *out)
{
    int from = (int)arg_int(command, F_FROM_REGION), to = (int)arg_int(command, F_TO_REGION);
    bool found = false;
    TRY(act_need_living(view, out));
    if (from == to)
        return REFUSE(out, ERR_BAD_FIELD, "to_region", "转入地与转出地相同。", "The region joined is the region left.");
    TRY(under_way(view, from, to, &found, out));
    if (found)
        return OK;
    if (!account_in(view->person, from) && !account_in(view->person, to))
        return REFUSE(out, ERR_NOT_OPEN, "from_region", "转出地和转入地都没有账户；请先在转入地参保（account.open）。",
                      "There is no account in either region; open one in the region joined first (account.open).");
    TRY(blocked(view, out));
    const RegionPolicy *rules = policy_or_national(view->policy, account_in(view->person, from) ? from : to);
    /* The command carries no papers of its own (contract, section 3): whoever sits at the desk or is signed in has
     * shown who he is. Papers that are handed in must be good. */
    if (arg_is(command, F_EVIDENCE))
        TRY(act_papers(view, command, rules, "transfer.start", "", act_conditions(view, command, rules), out));
    Day expected = expected_after(view, to, TRANSFER_IN);
    Event *event = emit(out, view, EVENT_TRANSFER_STARTED, view->person->id);
    event->transfer_started = (Event_transfer_started){
        .transfer = view->person->next_transfer + 1, .from_region = from, .to_region = to, .expected = expected.n
    };
    hold_place(out, view, CAUSE_TRANSFER, (Time){ 0 }, 0, actor_label(out->arena, command));
    answer_transfer(view, view->person->next_transfer + 1, expected, out);
    return OK;
}

static Err transfer_get(const View *view, const TransferFacts **out, Decision *why)
{
    *out = transfer_of(view);
    if (*out)
        return OK;
    if (!view->person || view->transfer_n < 1 || view->transfer_n > view->person->next_transfer)
        return REFUSE(why, ERR_UNKNOWN_ID, "transfer", NULL, NULL);
    return REFUSE(why, ERR_WRONG_STATE, "transfer", "此关系转移已经办结或撤销。", "This transfer has ended or was cancelled.");
}

static void transfer_end(const View *view, const Command *command, int n, bool done, Decision *out)
{
    Event *event = emit(out, view, EVENT_TRANSFER_ENDED, view->person->id);
    event->transfer_ended.transfer = n;
    event->transfer_ended.done = done;
    hold_release_if(out, view, CAUSE_TRANSFER, actor_label(out->arena, command));
}

/* What was paid in the region left now counts where the person joined. */
static void accounts_leave(const View *view, const TransferFacts *t, Decision *out)
{
    for (int i = 0; i < view->person->account_count; i++) {
        const AccountFacts *account = &view->person->accounts[i];
        if (account->region != t->from_region || account->state > ACCOUNT_SUSPENDED)
            continue;
        Event *event = emit(out, view, EVENT_ACCOUNT_ENDED, view->person->id);
        event->account_ended.account = account->n;
        event->account_ended.state = ACCOUNT_TRANSFERRED;
    }
}

/* In the region joined the relation goes on: whoever was interrupted there by leaving is so no more. */
static void arrived(const View *view, const Command *command, const TransferFacts *t, Decision *out)
{
    bool open = false;
    for (int i = 0; i < view->person->account_count; i++)
        open |= view->person->accounts[i].region == t->to_region && view->person->accounts[i].state == ACCOUNT_OPEN;
    if (open)
        hold_release_if(out, view, CAUSE_INTERRUPTED, actor_label(out->arena, command));
    if (!out->data)
        return;
    json_key(out->data, "next");
    json_open(out->data, '[');
    if (!account_in(view->person, t->to_region))
        answer_next(out, "open-account", "account.open", "在转入地办理参保登记。", "Open an account in the region joined.");
    json_close(out->data, ']');
}

Err act_transfer_step(const View *view, const Command *command, Decision *out)
{
    const TransferFacts *t = NULL;
    TransferStep step = (TransferStep)arg_int(command, F_STEP);
    TRY(transfer_get(view, &t, out));
    if (t->step == step) {
        answer_transfer(view, t->n, t->expected, out);
        return act_already(out);
    }
    if ((int)step != t->step + 1) {
        const Choice *next = choice_of(SET_TRANSFER_STEP, t->step + 1);
        return REFUSE(out, ERR_WRONG_STATE, "step", "下一步应为“%s”（%s%.0s）。", "The next step is \"%s\" (%.0s%s).", next->code,
                      next->zh, next->en);
    }
    Day expected = expected_after(view, t->to_region, TRANSFER_IN - (int)step);
    Event *event = emit(out, view, EVENT_TRANSFER_STEPPED, view->person->id);
    event->transfer_stepped = (Event_transfer_stepped){
        .transfer = t->n, .step = step, .amount_fen = arg_int(command, F_AMOUNT_FEN), .expected = expected.n
    };
    answer_transfer(view, t->n, expected, out);
    if (step != TRANSFER_IN)
        return OK;
    accounts_leave(view, t, out);
    transfer_end(view, command, t->n, true, out);
    arrived(view, command, t, out);
    return OK;
}

Err act_transfer_cancel(const View *view, const Command *command, Decision *out)
{
    const TransferFacts *t = NULL;
    TRY(transfer_get(view, &t, out));
    if (t->step >= TRANSFER_OUT)
        return REFUSE(out, ERR_TOO_LATE, "transfer", "已经转出，不能撤销；请等待转入办结。",
                      "It has left the old region and cannot be cancelled; wait until it arrives.");
    transfer_end(view, command, t->n, false, out);
    answer_text(out, "transfer", number_of_person(out->arena, 'T', view->person->id, t->n));
    return OK;
}
