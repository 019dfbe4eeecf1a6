/* holds.c - see holds.h. */
#include "hold/holds.h"
#include "base/money.h"
#include "hold/arrears.h"
#include "hold/effects.h"
#include "hold/papers.h"

/* How each cause is placed and released, where hold.place and hold.release do not do it. */
typedef struct {
    const char *place, *release;
} CauseWay;
static const CauseWay ways[Cause_END] = {
    [CAUSE_DORMANT] = { NULL, "card.activate, card.use" },
    [CAUSE_INTERRUPTED] = { "account.stop", "account.resume, account.open" },
    [CAUSE_TRANSFER] = { "transfer.start", "transfer.step, transfer.cancel" },
    [CAUSE_EMPLOYER_SEAL] = { "unit.seal-member", "unit.unseal-member" },
    [CAUSE_RETIREMENT_UNCLAIMED] = { "job.daily", "case.open retirement, account.resume" },
    [CAUSE_INVESTIGATION] = { NULL, "case.open unseal" },
    [CAUSE_DEATH] = { "death.report", "case.open heirs, death.withdraw" },
    [CAUSE_DATA_MISMATCH] = { "person.police-check", "person.correct, person.police-check" },
    [CAUSE_MIGRATION] = { "system.window", "system.window" },
};

Str actor_label(Arena *arena, const Command *command)
{
    const char *role = choice_code(SET_ROLE, (int)command->actor.role);
    switch (command->actor.role) {
    case ROLE_HOLDER:
    case ROLE_GUARDIAN:
    case ROLE_PROXY:
    case ROLE_ONLINE:
    case ROLE_JOB:
        return str(role);
    case ROLE_UNIT:
    case ROLE_AGENCY:
    case ROLE_BANK:
    case ROLE_HOSPITAL:
    case ROLE_PHARMACY:
    case ROLE_KIOSK:
    case ROLE_FACTORY:
        return str_format(arena, "%s " STR_FMT, role, STR_ARG(command->actor.org));
    default:
        return str_format(arena, "%s " STR_FMT, role, STR_ARG(command->actor.user));
    }
}

void hold_place(Decision *out, const View *view, Cause cause, Time until, int64_t unit, Str by)
{
    Event *event = emit(out, view, EVENT_HOLD_PLACED, view->person->id);
    event->hold_placed.cause = cause;
    event->hold_placed.until = until.s;
    event->hold_placed.unit = unit;
    event->hold_placed.by = by;
}

bool hold_release_if(Decision *out, const View *view, Cause cause, Str by)
{
    if (!person_hold(view->person, cause))
        return false;
    Event *event = emit(out, view, EVENT_HOLD_RELEASED, view->person->id);
    event->hold_released.cause = cause;
    event->hold_released.by = by;
    return true;
}

bool hold_needs_case(const PersonFacts *person, Cause cause) { return cause_row(cause)->reviewed && person_hold(person, cause); }

static Err cause_derived(const CauseRow *row, Decision *out)
{
    return REFUSE(
        out, ERR_BAD_FIELD, "cause", "“%s%.0s”由状态得出，不能登记或解除；可登记的有 dormant、arrears、investigation。",
        "\"%.0s%s\" follows from the state and is never placed or released; dormant, arrears and investigation can be placed.",
        row->zh, row->code);
}

/* The limit of an investigation: given, not past, and not longer than the region allows. */
static Err limit_check(const View *view, const Command *command, Decision *out)
{
    const Arg *until = arg(command, F_UNTIL);
    if (!until->given)
        return REFUSE(out, ERR_BAD_FIELD, "until", "核查封存必须写明期限。",
                      "A hold for an investigation needs its limit: give `until`.");
    if (until->i <= view->now.s)
        return REFUSE(out, ERR_BAD_FIELD, "until", "期限已过，请填写今后的日期。", "The limit is past; give a later day.");
    int64_t most = policy_int(person_policy(view->policy, view->person), KEY_HOLD_INVESTIGATION_DAYS, view_today(view));
    if (until->i <= day_end(day_add(view_today(view), (int)most)).s)
        return OK;
    return REFUSE(out, ERR_BAD_FIELD, "until", "核查封存最长 %d 天，到期可凭新的书面决定续期。",
                  "At most %d days; it can be renewed by a new written decision.", (int)most);
}

/* Where bills stand behind it, arrears come by the clock and go by payment; nobody does either by hand. */
static Err by_ledger(const View *view, Decision *out)
{
    Arrears owed;
    if (!arrears_of(view->person, view->policy, view_today(view), &owed))
        return REFUSE(out, ERR_NOT_PERMITTED, "cause", "此人的缴费有账可查，账上没有到期未缴的款项；欠费由系统按账登记和解除。",
                      "This person's contributions stand in the ledger, and nothing there is overdue; arrears are placed and "
                      "released by the ledger.");
    Str fen = money_text(out->arena, owed.amount);
    return REFUSE(out, ERR_NOT_PERMITTED, "cause",
                  "此人的欠费由系统按账登记，缴清后自动解除：今日应缴 " STR_FMT
                  " 元，请凭完税证明、银行汇款凭证或现金缴费收据登记缴费（payment.record）。",
                  "The arrears of this person follow the ledger and end when they are paid: " STR_FMT
                  " yuan today; record the payment with its tax certificate, bank remittance or cash receipt (payment.record).",
                  STR_ARG(fen));
}

/* Placed before: nothing new, a renewal, or something else. */
static Err placed_before(const Command *command, const HoldFacts *hold, Decision *out)
{
    int64_t until = arg_int(command, F_UNTIL);
    if (until == hold->until.s) {
        out->already = true;
        return OK;
    }
    bool renewal = hold->cause == CAUSE_INVESTIGATION && until > hold->until.s;
    if (renewal)
        return OK;
    return REFUSE(out, ERR_CONFLICT, "until", "此封存已登记，内容不同，请先核对。",
                  "This hold is on record with other content; look at it first.");
}

Err hold_decide_place(const View *view, const Command *command, Decision *out)
{
    if (!view->person)
        return REFUSE(out, ERR_UNKNOWN_PERSON, "ssn", NULL, NULL);
    Cause cause = (Cause)arg_int(command, F_CAUSE);
    const CauseRow *row = cause_row(cause);
    if (!row->hold)
        return cause_derived(row, out);
    if (ways[cause].place)
        return REFUSE(out, ERR_NOT_PERMITTED, "cause", "“%s”由业务 %s 登记，请使用该业务。",
                      "\"%s\" is placed by %s; use that command.", row->code, ways[cause].place);
    if (cause == CAUSE_ARREARS && arrears_by_ledger(view->person))
        return by_ledger(view, out);
    const HoldFacts *hold = person_hold(view->person, cause);
    if (hold)
        TRY(placed_before(command, hold, out));
    if (out->already)
        return OK;
    if (cause == CAUSE_INVESTIGATION) {
        TRY(limit_check(view, command, out));
        TRY(papers_need(view, person_policy(view->policy, view->person), command, PAPER(WRITTEN_DECISION) | PAPER(COURT_PAPER), 1,
                        out));
    }
    hold_place(out, view, cause, (Time){ arg_int(command, F_UNTIL) }, 0, actor_label(out->arena, command));
    Event *event = &out->events[out->count - 1];
    event->hold_placed.evidence = (int64_t)papers_given(command);
    event->hold_placed.note = arg_str(command, F_NOTE);
    return OK;
}

/* Who owes by hand shows that it was paid; the other causes end with the business that placed them. */
static Err release_check(const View *view, const Command *command, Cause cause, Decision *out)
{
    const CauseRow *row = cause_row(cause);
    if (!person_hold(view->person, cause))
        return REFUSE(out, ERR_WRONG_STATE, "cause", "没有“%s”封存，无须解除。", "There is no hold \"%s\" to release.", row->code);
    if (view->approved)
        return OK;
    if (row->reviewed)
        return REFUSE(out, ERR_WRONG_STATE, "cause", "解除“%s”须经复核，请办理：%s。",
                      "Releasing \"%s\" needs a second person; use %s.", row->code, ways[cause].release);
    if (ways[cause].release)
        return REFUSE(out, ERR_NOT_PERMITTED, "cause", "“%s”由业务 %s 解除，请使用该业务。",
                      "\"%s\" is released by %s; use that command.", row->code, ways[cause].release);
    if (cause == CAUSE_ARREARS && arrears_any(view->person, view_today(view)))
        return by_ledger(view, out);
    return papers_need(view, person_policy(view->policy, view->person), command, PAPERS_PAYMENT, 1, out);
}

Err hold_decide_release(const View *view, const Command *command, Decision *out)
{
    if (!view->person)
        return REFUSE(out, ERR_UNKNOWN_PERSON, "ssn", NULL, NULL);
    Cause cause = (Cause)arg_int(command, F_CAUSE);
    if (!cause_row(cause)->hold)
        return cause_derived(cause_row(cause), out);
    TRY(release_check(view, command, cause, out));
    hold_release_if(out, view, cause, actor_label(out->arena, command));
    return OK;
}
