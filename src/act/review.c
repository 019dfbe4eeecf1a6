/* review.c - case.review: what a second person's approval does, in the same transaction. All that an approval needs
 * stands in the case as numbers; only corrections, enrolments and reversals come from the sealed command. */
#include "act/inside.h"
#include "card/card.h"
#include "desk/desk.h"
#include "levy/close.h"

/* ---- which commands wait (act.h) ---- */

/* The centre alone cancels for a transfer; what else it may not do at all. */
bool act_cancel_waits(const View *view, const Command *command)
{
    (void)view;
    return command->actor.role != ROLE_CENTRE;
}

/* Of the reviewed causes only an investigation ends by a plain decision; the others end with a business of their own. */
bool act_release_waits(const View *view, const Command *command)
{
    return arg_int(command, F_CAUSE) == CAUSE_INVESTIGATION && hold_needs_case(view->person, CAUSE_INVESTIGATION);
}

/* ---- what the case holds, as a command again ---- */

/* The papers that were looked at when they were handed in: no day, so they have not aged since. */
static Arg papers_of(Arena *arena, const CaseFacts *c)
{
    Paper *papers = arena_new(arena, Paper, (size_t)EvidenceKind_END * 15);
    size_t n = 0;
    for (int kind = 1; kind < EvidenceKind_END; kind++)
        for (int copy = case_copies(c, (EvidenceKind)kind); copy > 0; copy--)
            papers[n++].kind = (EvidenceKind)kind;
    return (Arg){ .given = true, .papers = papers, .n = n };
}

static uint64_t kinds_of(const CaseFacts *c)
{
    uint64_t kinds = 0;
    for (int kind = 1; kind < EvidenceKind_END; kind++)
        kinds |= (uint64_t)(case_copies(c, (EvidenceKind)kind) > 0) << kind;
    return kinds;
}

static Str case_label(const View *view, const CaseFacts *c, Decision *out)
{
    return str_format(out->arena, "case C%lld-%d", (long long)view->person->id, c->n);
}

static Err waiting_get(const View *view, const CaseFacts *c, CommandId id, Command *command, Decision *out)
{
    const Command *waiting = view->waiting;
    if (!waiting || (waiting->id != id && waiting->id != CMD_CASE_OPEN))
        return REFUSE(out, ERR_WRONG_STATE, "case", "原申请内容已不能读取，请退回并重新申请。",
                      "What was asked for can no longer be read; return the case and have it opened again.");
    *command = *waiting;
    if (command_row(waiting->id)->place[F_EVIDENCE])
        *arg_set(command, F_EVIDENCE) = papers_of(out->arena, c);
    return OK;
}

/* ---- one function for each procedure ---- */

typedef Err Approve(const View *view, const CaseFacts *c, Decision *out);

static Err hold_missing(Decision *out)
{
    return REFUSE(out, ERR_WRONG_STATE, "case", "所涉封存已不存在，请不予批准此业务并说明。",
                  "The hold it is about is gone; refuse the case and say so.");
}

static Err approve_unseal(const View *view, const CaseFacts *c, Decision *out)
{
    return hold_release_if(out, view, (Cause)c->cause, case_label(view, c, out)) ? OK : hold_missing(out);
}

static Err approve_seal(const View *view, const CaseFacts *c, Decision *out)
{
    SealSpan span = desk_seal_unpack(c->argument);
    if (person_hold(view->person, CAUSE_EMPLOYER_SEAL))
        return REFUSE(out, ERR_CONFLICT, "case", "此人已有单位封存。", "An employer's seal is on record already.");
    Str code = view->waiting ? arg_str(view->waiting, F_CREDIT_CODE) : (Str){ 0 };
    Time until = span.until.n ? day_end(span.until) : (Time){ 0 };
    hold_place(out, view, CAUSE_EMPLOYER_SEAL, until, c->unit,
               code.n ? str_format(out->arena, "unit " STR_FMT, STR_ARG(code)) : S("unit"));
    Event *event = &out->events[out->count - 1];
    event->hold_placed.evidence = (int64_t)kinds_of(c);
    event->hold_placed.note = str(choice_code(SET_SEAL_REASON, (int)span.reason));
    if (span.from.n && day_start(span.from).s < view->now.s)
        event->at = day_start(span.from);
    else if (span.from.n)
        event->hold_placed.from = day_start(span.from).s;
    return OK;
}

/* The person leaves the employer's account behind and may then ask for the transfer. */
static void leave_employer(const View *view, const CaseFacts *c, Decision *out)
{
    bool open = false;
    for (int i = 0; i < view->person->account_count; i++) {
        const AccountFacts *account = &view->person->accounts[i];
        bool theirs = account->payer_kind == PAYER_UNIT && account->payer == c->unit;
        if (account->state != ACCOUNT_OPEN)
            continue;
        open |= !theirs;
        if (!theirs)
            continue;
        Event *event = emit(out, view, EVENT_ACCOUNT_STOPPED, view->person->id);
        event->account_stopped = (Event_account_stopped){ .account = account->n,
                                                          .insurances = account->insurances,
                                                          .month = day_month(view_today(view)).n,
                                                          .reason = STOP_LEFT_JOB };
    }
    if (!open && !person_hold(view->person, CAUSE_INTERRUPTED))
        hold_place(out, view, CAUSE_INTERRUPTED, (Time){ 0 }, 0, case_label(view, c, out));
}

static Err approve_seal_end(const View *view, const CaseFacts *c, Decision *out)
{
    SealEnding ending = desk_ending_unpack(c->argument);
    const HoldFacts *hold = person_hold(view->person, CAUSE_EMPLOYER_SEAL);
    if (!hold || hold->unit != c->unit)
        return hold_missing(out);
    if (ending.decision == SEAL_END_RENEW) {
        hold_place(out, view, CAUSE_EMPLOYER_SEAL, day_end(ending.until), c->unit, FACT_STR(hold->by));
        out->events[out->count - 1].hold_placed.evidence = (int64_t)kinds_of(c);
        return OK;
    }
    hold_release_if(out, view, CAUSE_EMPLOYER_SEAL, case_label(view, c, out));
    if (ending.decision == SEAL_END_TRANSFER)
        leave_employer(view, c, out);
    return OK;
}

static Err approve_retirement(const View *view, const CaseFacts *c, Decision *out)
{
    Claim claim = desk_claim_unpack(c->argument);
    if (view->person->retired)
        return REFUSE(out, ERR_WRONG_STATE, "case", "此人已办理退休申领。", "The pension has been claimed already.");
    emit(out, view, EVENT_RETIREMENT_CLAIMED, view->person->id)->retirement_claimed.month = claim.month.n;
    hold_release_if(out, view, CAUSE_RETIREMENT_UNCLAIMED, case_label(view, c, out));
    answer_text(out, "month", month_text(out->arena, claim.month));
    return OK;
}

/* The relation ends; what can be inherited is told, and the card is cancelled next. */
static Err approve_heirs(const View *view, const CaseFacts *c, Decision *out)
{
    const PersonFacts *person = view->person;
    if (!hold_release_if(out, view, CAUSE_DEATH, case_label(view, c, out)))
        return hold_missing(out);
    for (int i = 0; i < person->account_count; i++) {
        if (person->accounts[i].state > ACCOUNT_SUSPENDED)
            continue;
        Event *event = emit(out, view, EVENT_ACCOUNT_ENDED, person->id);
        event->account_ended.account = person->accounts[i].n;
        event->account_ended.state = ACCOUNT_CLOSED;
    }
    answer_int(out, "heritable_fen", person->medical_balance_fen + person->legacy_balance_fen);
    if (!out->data)
        return OK;
    json_key(out->data, "next");
    json_open(out->data, '[');
    if (person_current_card(person) && person_current_card(person)->app != APP_CANCELLED)
        answer_next(out, "cancel-card", "card.cancel", "注销社会保障卡（原因：死亡）。", "Cancel the card (reason: death).");
    json_close(out->data, ']');
    return OK;
}

static Err approve_withdraw_death(const View *view, const CaseFacts *c, Decision *out)
{
    if (!view->person->death.n || !hold_release_if(out, view, CAUSE_DEATH, case_label(view, c, out)))
        return hold_missing(out);
    emit(out, view, EVENT_DEATH_WITHDRAWN, view->person->id)->death_withdrawn.day = view->person->death.n;
    return OK;
}

static Str card_number(const View *view, int n)
{
    for (int i = 0; i < view->person->card_count; i++)
        if (view->person->cards[i].n == n)
            return FACT_STR(view->person->cards[i].card_no);
    return (Str){ 0 };
}

static Err approve_cancel(const View *view, const CaseFacts *c, Decision *out)
{
    View second = *view;
    Command command = { .id = CMD_CARD_CANCEL, .at = view->now, .actor = { .role = ROLE_CLERK } };
    second.card = c->card;
    arg_set(&command, F_CARD_NO)->s = card_number(view, c->card);
    arg_set(&command, F_CANCEL_REASON)->i = c->argument;
    *arg_set(&command, F_EVIDENCE) = papers_of(out->arena, c);
    return card_decide_cancel(&second, &command, out);
}

static Err approve_destroy(const View *view, const CaseFacts *c, Decision *out)
{
    View second = *view;
    Command command = { .id = CMD_CARD_DESTROY, .at = view->now, .actor = { .role = ROLE_CENTRE } };
    second.card = c->card;
    arg_set(&command, F_APPLICATION)->s = number_of_person(out->arena, 'K', view->person->id, c->card);
    return card_decide_destroy(&second, &command, out);
}

static Err approve_correction(const View *view, const CaseFacts *c, Decision *out)
{
    Command command;
    TRY(waiting_get(view, c, CMD_PERSON_CORRECT, &command, out));
    return act_person_correct(view, &command, out);
}

/* What the ledger does is done behind it (post.c); the command must still be readable. */
static Err approve_money(const View *view, const CaseFacts *c, Decision *out)
{
    Command command;
    return waiting_get(view, c, (CommandId)c->command, &command, out);
}

static Err approve_reversal(const View *view, const CaseFacts *c, Decision *out)
{
    Command command;
    if (c->command == CMD_PAYMENT_REVERSE || c->command == CMD_AGENCY_REVERSE)
        return approve_money(view, c, out);
    TRY(waiting_get(view, c, CMD_EVENT_REVERSE, &command, out));
    if (view->restored && view->restored_entry != c->argument)
        return REFUSE(out, ERR_CONFLICT, "case", "该编号此后又用于另一业务，请退回并重新申请。",
                      "The id stands for another entry now; return the case and have it opened again.");
    return act_event_reverse(view, &command, out);
}

static Err approve_close_month(const View *view, const CaseFacts *c, Decision *out)
{
    Command command;
    TRY(waiting_get(view, c, CMD_MONTH_CLOSE, &command, out));
    return levy_decide_close(view, &command, out);
}

static void put_insurances(Arena *arena, Command *command, unsigned insurances)
{
    Arg *items = arena_new(arena, Arg, Insurance_END), *list = arg_set(command, F_INSURANCES);
    for (int i = 1; i < Insurance_END; i++)
        if (insurances & insurance_bit((Insurance)i))
            items[list->n++] = (Arg){ .given = true, .i = i };
    list->items = items;
}

/* The texts of case.open become account.open as it would be at the counter. */
static Err approve_account(const View *view, const CaseFacts *c, Decision *out)
{
    Command asked, command = { .id = CMD_ACCOUNT_OPEN, .at = view->now, .actor = { .role = ROLE_CLERK } };
    TRY(waiting_get(view, c, CMD_CASE_OPEN, &asked, out));
    const Arg *args = arg(&asked, F_ARGS);
    Str from = arg_pair(args, "from"), base = arg_pair(args, "base_fen"), kind = arg_pair(args, "flexible_kind");
    Day day = { 0 };
    Month month;
    if (month_read(from, &month))
        day = month_first(month);
    else if (!day_read(from, &day))
        return REFUSE(out, ERR_BAD_FIELD, "args", "from 应为日期或月份。", "from must be a day or a month.");
    arg_set(&command, F_REGION)->i = c->region;
    arg_set(&command, F_CATEGORY)->i = desk_category_of(c->argument);
    arg_set(&command, F_PAYER)->s = S("self");
    arg_set(&command, F_FROM)->i = day_start(day).s;
    arg_set(&command, F_OPEN_CHANNEL)->i = OPEN_COUNTER;
    if (kind.n)
        arg_set(&command, F_FLEXIBLE_KIND)->i = choice_from(SET_FLEXIBLE_KIND, kind);
    if (base.n && !str_int(base, &arg_set(&command, F_BASE_FEN)->i))
        return REFUSE(out, ERR_BAD_FIELD, "args", "base_fen 应为整数。", "base_fen must be a whole number.");
    put_insurances(out->arena, &command, desk_insurances_of(c->argument));
    *arg_set(&command, F_EVIDENCE) = papers_of(out->arena, c);
    return act_account_open(view, &command, out);
}

static Approve *const acts[Procedure_END] = {
    [PROC_OPEN_ACCOUNT] = approve_account, [PROC_CORRECT_PERSON] = approve_correction,
    [PROC_UNSEAL] = approve_unseal,        [PROC_SEAL_MEMBER] = approve_seal,
    [PROC_SEAL_END] = approve_seal_end,    [PROC_RETIREMENT] = approve_retirement,
    [PROC_HEIRS] = approve_heirs,          [PROC_WITHDRAW_DEATH] = approve_withdraw_death,
    [PROC_CANCEL_CARD] = approve_cancel,   [PROC_DESTROY_CARD] = approve_destroy,
    [PROC_REVERSE] = approve_reversal,     [PROC_CLOSE_MONTH] = approve_close_month,
    [PROC_REFUND] = approve_money,         [PROC_WAIVER] = approve_money,
    [PROC_ENFORCE] = approve_money,        [PROC_ADJUST_BASE] = approve_money,
};

/* Nothing of this kind is done for somebody who has died since. */
static bool for_the_living(Procedure procedure)
{
    return procedure == PROC_OPEN_ACCOUNT || procedure == PROC_SEAL_MEMBER || procedure == PROC_SEAL_END ||
           procedure == PROC_RETIREMENT || procedure == PROC_UNSEAL;
}

Err act_approve(const View *view, const CaseFacts *c, Decision *out)
{
    Approve *act = c->procedure < Procedure_END ? acts[c->procedure] : NULL;
    View second = *view;
    second.approved = true;
    if (!act)
        return REFUSE(out, ERR_NO_RULE, "case", NULL, NULL);
    if (for_the_living((Procedure)c->procedure))
        TRY(act_need_living(view, out));
    return act(&second, c, out);
}

Err act_case_review(const View *view, const Command *command, Decision *out)
{
    const CaseFacts *c = NULL;
    TRY(desk_review_check(view, command, &c, out));
    if (arg_int(command, F_DECISION) == DECISION_APPROVE)
        TRY(act_approve(view, c, out));
    out->already = false; /* the case itself ends now */
    desk_close(view, command, c, out);
    return OK;
}
