/* account_move.c - account.stop and account.resume. Law: Social Insurance Law 16, 19, 57. */
#include "act/account.h"
#include "desk/desk.h"
#include "policy/retirement.h"

static bool may_stop(const View *view, Role role, const AccountFacts *account)
{
    switch (role) {
    case ROLE_UNIT:
        return account->payer_kind == PAYER_UNIT && view->org_unit && account->payer == view->org_unit->id;
    case ROLE_AGENCY:
        return account->payer_kind == PAYER_CONTRACT;
    case ROLE_ONLINE:
        return account->payer_kind == PAYER_SELF;
    default:
        return true;
    }
}

static Err month_check(const View *view, Month month, Decision *out)
{
    Month now = day_month(view_today(view));
    if (month.n > now.n + 12)
        return REFUSE(out, ERR_TOO_EARLY, "month", "最多可提前一年办理。", "This can be done a year ahead at most.");
    if (month.n < now.n - 120)
        return REFUSE(out, ERR_TOO_LATE, "month", "所填月份过早，请到窗口核定。",
                      "This month is too long ago; it is settled at a counter.");
    return OK;
}

/* Stopped before with the same words. */
static bool stopped_so(const PersonFacts *person, Month month, StopReason reason)
{
    for (int i = 0; i < person->account_count; i++) {
        const AccountFacts *account = &person->accounts[i];
        if (account->state == ACCOUNT_SUSPENDED && account->stopped_month == month.n && account->stop_reason == reason)
            return true;
    }
    return false;
}

static Err nothing_to_stop(const View *view, const Command *command, Decision *out)
{
    bool any = false;
    for (int i = 0; i < view->person->account_count; i++)
        any |= view->person->accounts[i].state == ACCOUNT_OPEN;
    if (any && command->actor.role == ROLE_ONLINE)
        return REFUSE(out, ERR_NOT_PERMITTED, "ssn", "职工账户由单位或代理机构停保。",
                      "An account paid by an employer or agency is stopped by them.");
    return REFUSE(out, ERR_NOT_OPEN, "ssn", "没有可以停保的账户或险种。",
                  "There is no open account with these insurances to stop.");
}

/* Whoever has no open account left is interrupted, unless the reason ends the relation itself. */
static void interrupt(const View *view, const Command *command, StopReason reason, Decision *out)
{
    bool ends = reason == STOP_RETIRED || reason == STOP_DEATH;
    if (!ends && !person_hold(view->person, CAUSE_INTERRUPTED))
        hold_place(out, view, CAUSE_INTERRUPTED, (Time){ 0 }, 0, actor_label(out->arena, command));
}

Err act_account_stop(const View *view, const Command *command, Decision *out)
{
    Month month = { (int32_t)arg_int(command, F_MONTH) };
    StopReason reason = (StopReason)arg_int(command, F_STOP_REASON);
    unsigned insurances = insurances_of(arg(command, F_INSURANCES));
    TRY(act_need_person(view, out));
    TRY(month_check(view, month, out));
    int stopped = 0, left = 0;
    for (int i = 0; i < view->person->account_count; i++) {
        const AccountFacts *account = &view->person->accounts[i];
        unsigned these = insurances ? insurances & account->insurances : account->insurances;
        if (account->state != ACCOUNT_OPEN)
            continue;
        if (!these || !may_stop(view, command->actor.role, account)) {
            left++;
            continue;
        }
        if (month.n < day_month(account->since).n - 1)
            return REFUSE(out, ERR_TOO_LATE, "month", "停保月份早于参保月份。", "This is before the account began.");
        Event *event = emit(out, view, EVENT_ACCOUNT_STOPPED, view->person->id);
        event->account_stopped =
            (Event_account_stopped){ .account = account->n, .insurances = these, .month = month.n, .reason = reason };
        answer_text(out, "account", number_of_person(out->arena, 'J', view->person->id, account->n));
        stopped++;
        left += these != account->insurances;
    }
    if (!stopped && !left && stopped_so(view->person, month, reason))
        return act_already(out);
    if (!stopped)
        return nothing_to_stop(view, command, out);
    if (!left)
        interrupt(view, command, reason, out);
    return OK;
}

/* ---- resume ---- */

static bool fits(const AccountFacts *account, const Payer *payer, const View *view)
{
    if (payer->kind == PAYER_CONTRACT)
        return account->category == (view->payer_contract->basis == BASIS_FLEXIBLE_PROXY ? CATEGORY_FLEXIBLE : CATEGORY_EMPLOYEE);
    return (account->category == CATEGORY_EMPLOYEE) == (payer->kind == PAYER_UNIT);
}

/* The account meant: suspended before open, of the same payer before another, the newest. */
static const AccountFacts *account_meant(const View *view, const Payer *payer)
{
    const AccountFacts *best = NULL;
    int best_rank = 0;
    for (int i = 0; i < view->person->account_count; i++) {
        const AccountFacts *account = &view->person->accounts[i];
        if (account->state > ACCOUNT_SUSPENDED || !fits(account, payer, view))
            continue;
        bool same = account->payer_kind == payer->kind && account->payer == payer->id;
        int rank = 1 + (account->state == ACCOUNT_SUSPENDED) * 2 + same;
        if (rank >= best_rank) {
            best = account;
            best_rank = rank;
        }
    }
    return best;
}

static Err none_fits(const View *view, const Payer *payer, Decision *out)
{
    for (int i = 0; i < view->person->account_count; i++)
        if (view->person->accounts[i].state <= ACCOUNT_SUSPENDED)
            return account_basis(view, payer, (Category)view->person->accounts[i].category, view->person->accounts[i].insurances,
                                 out);
    return OK;
}

/* Who is old enough but short of months goes on paying (Social Insurance Law 16); who is not short claims. */
static Err unclaimed_check(const View *view, Decision *out)
{
    const PersonFacts *person = view->person;
    if (!person_hold(person, CAUSE_RETIREMENT_UNCLAIMED) || !person->retire_category || !person_has_birth(person))
        return OK;
    const RegionPolicy *rules = person_policy(view->policy, person);
    int least = retirement_of(rules, (RetireCategory)person->retire_category, day_month(person->born)).minimum_months;
    if (person->paid_months < least)
        return OK;
    return REFUSE(out, ERR_WRONG_STATE, "ssn", "缴费已满 %d 个月，请办理退休申领（case.open retirement）。",
                  "%d months are paid, enough for a pension: claim it (case.open retirement).", least);
}

static Err seal_check(const View *view, Decision *out)
{
    if (!person_hold(view->person, CAUSE_EMPLOYER_SEAL))
        return OK;
    return REFUSE(out, ERR_WRONG_STATE, "ssn", "账户由单位申请封存，请先由单位解封（unit.unseal-member）。",
                  "The account is sealed by an employer; the employer unseals it first (unit.unseal-member).");
}

static bool nothing_new(const View *view, const AccountFacts *account, const Payer *payer, unsigned insurances)
{
    return account->state == ACCOUNT_OPEN && account->payer_kind == payer->kind && account->payer == payer->id &&
           !(insurances & ~account->insurances) && !person_hold(view->person, CAUSE_INTERRUPTED) &&
           !person_hold(view->person, CAUSE_RETIREMENT_UNCLAIMED);
}

Err act_account_resume(const View *view, const Command *command, Decision *out)
{
    Month month = { (int32_t)arg_int(command, F_MONTH) };
    unsigned insurances = insurances_of(arg(command, F_INSURANCES));
    Payer payer = { 0 };
    TRY(act_need_living(view, out));
    TRY(account_payer(view, command, &payer, out));
    TRY(month_check(view, month, out));
    if (!person_has_account(view->person))
        return REFUSE(out, ERR_NOT_OPEN, "ssn", "没有可以续保的账户，请办理参保登记（account.open）。",
                      "There is no account to resume; open one (account.open).");
    const AccountFacts *account = account_meant(view, &payer);
    if (!account) {
        TRY(none_fits(view, &payer, out));
        return REFUSE(out, ERR_NOT_OPEN, "payer", "没有此类缴费主体可以续保的账户，请办理参保登记（account.open）。",
                      "No account goes with this payer; open one (account.open).");
    }
    unsigned wanted = insurances ? insurances : account->insurances;
    answer_text(out, "account", number_of_person(out->arena, 'J', view->person->id, account->n));
    if (nothing_new(view, account, &payer, wanted))
        return act_already(out);
    TRY(account_insurances(view, policy_or_national(view->policy, account->region), (Category)account->category, wanted, out));
    TRY(account_basis(view, &payer, (Category)account->category, wanted, out));
    TRY(seal_check(view, out));
    TRY(unclaimed_check(view, out));
    TRY(account_contract_reaches(view, month, out));
    const AccountFacts *other = account_overlap(view->person, wanted, account->n);
    if (other)
        return REFUSE(out, ERR_ALREADY_OPEN, "insurances", "账户 J%lld-%d 已参加其中的险种。",
                      "Account J%lld-%d is open with some of these insurances.", (long long)view->person->id, other->n);
    Event *event = emit(out, view, EVENT_ACCOUNT_RESUMED, view->person->id);
    event->account_resumed = (Event_account_resumed){
        .account = account->n, .insurances = wanted, .month = month.n, .payer_kind = payer.kind, .payer = payer.id
    };
    Str by = actor_label(out->arena, command);
    account_contract_until(view, account->n, out);
    hold_release_if(out, view, CAUSE_INTERRUPTED, by);
    hold_release_if(out, view, CAUSE_RETIREMENT_UNCLAIMED, by);
    return OK;
}
