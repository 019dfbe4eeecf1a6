/* open.c - case.open: one function for each procedure says whether the case makes sense and what it is about. */
#include "base/require.h"
#include "desk/inside.h"
#include "hold/arrears.h"
#include "hold/effects.h"
#include "policy/retirement.h"

/* Fills in what the case is about. */
typedef Err CaseOpen(const View *view, const Command *command, CaseFacts *c, Decision *out);

static Err args_known(const Arg *args, const char *const *names, int count, Decision *out)
{
    for (size_t i = 0; i < args->n; i++) {
        bool known = false;
        for (int k = 0; k < count && !known; k++)
            known = str_is(args->items[i].key, names[k]);
        if (!known)
            return REFUSE(out, ERR_BAD_FIELD, "args", "此事项没有参数“%.*s”。", "This procedure has no argument \"%.*s\".",
                          STR_ARG(args->items[i].key));
    }
    return OK;
}
#define ARGS_KNOWN(args, ...) \
    args_known((args), (const char *const[]){ __VA_ARGS__ }, (int)(sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *)), \
               out)

static Err day_arg(const Arg *args, const char *name, Day *day, Decision *out)
{
    Str text = arg_pair(args, name);
    Month month;
    if (!text.n)
        return OK;
    if (month_read(text, &month)) {
        *day = day_add(month_first((Month){ month.n + 1 }), -1);
        return OK;
    }
    if (day_read(text, day))
        return OK;
    return REFUSE(out, ERR_BAD_FIELD, "args", "%s 应为日期（2025-08-31）或月份（2025-08）。",
                  "%s must be a day (2025-08-31) or a month (2025-08).", name);
}

/* ---- unseal ---- */

/* Holds that end with a business of their own; NULL: a decision releases them. */
static const char *ends_with(Cause cause)
{
    switch (cause) {
    case CAUSE_DORMANT:
    case CAUSE_ARREARS:
    case CAUSE_INVESTIGATION:
        return NULL;
    case CAUSE_INTERRUPTED:
        return "account.resume";
    case CAUSE_TRANSFER:
        return "transfer.step, transfer.cancel";
    case CAUSE_EMPLOYER_SEAL:
        return "unit.unseal-member, case.open seal-end";
    case CAUSE_RETIREMENT_UNCLAIMED:
        return "case.open retirement, account.resume";
    case CAUSE_DEATH:
        return "case.open heirs, death.withdraw";
    case CAUSE_DATA_MISMATCH:
        return "person.correct, person.police-check";
    default:
        return "system.window";
    }
}

static Err open_unseal(const View *view, const Command *command, CaseFacts *c, Decision *out)
{
    const Arg *args = arg(command, F_ARGS);
    TRY(ARGS_KNOWN(args, "cause"));
    Cause cause = (Cause)choice_from(SET_CAUSE, arg_pair(args, "cause"));
    if (!cause)
        return REFUSE(out, ERR_BAD_FIELD, "args", "请写明要解除的封存原因 cause。", "Say which hold to release: args.cause.");
    const CauseRow *row = cause_row(cause);
    if (!row->hold)
        return REFUSE(out, ERR_BAD_FIELD, "args", "“%s%.0s”由状态得出，不能解除；请查询办法 person.why。",
                      "\"%.0s%s\" follows from the state and cannot be released; ask person.why for the ways.", row->zh, row->code);
    if (!person_hold(view->person, cause))
        return REFUSE(out, ERR_WRONG_STATE, "args", "没有“%s”封存，无须解除。", "There is no hold \"%s\" to release.", row->code);
    if (cause == CAUSE_ARREARS && arrears_any(view->person, view_today(view)))
        return REFUSE(out, ERR_WRONG_STATE, "args",
                      "欠费按账登记，缴清后自动解除，请登记缴费（payment.record）；应缴金额见 person.why。",
                      "The arrears follow the ledger and end when they are paid (payment.record); person.why names the amount.");
    if (ends_with(cause))
        return REFUSE(out, ERR_WRONG_STATE, "args", "“%s”由业务 %s 解除，请使用该业务。", "\"%s\" ends with %s; use that.",
                      row->code, ends_with(cause));
    c->cause = (uint8_t)cause;
    return OK;
}

/* ---- the end of an employer's seal ---- */

static Err open_seal_end(const View *view, const Command *command, CaseFacts *c, Decision *out)
{
    static const char *const words[] = { "", "unseal", "transfer", "renew" };
    const Arg *args = arg(command, F_ARGS);
    const HoldFacts *hold = person_hold(view->person, CAUSE_EMPLOYER_SEAL);
    TRY(ARGS_KNOWN(args, "decision", "until"));
    SealEnding ending = { 0 };
    for (int i = SEAL_END_UNSEAL; i <= SEAL_END_RENEW; i++)
        if (str_is(arg_pair(args, "decision"), words[i]))
            ending.decision = (SealEnd)i;
    if (!ending.decision)
        return REFUSE(out, ERR_BAD_FIELD, "args", "请写明处理方式 decision：unseal、transfer 或 renew。",
                      "Say what to do: args.decision is unseal, transfer or renew.");
    TRY(day_arg(args, "until", &ending.until, out));
    if (ending.decision == SEAL_END_RENEW && ending.until.n <= view_today(view).n)
        return REFUSE(out, ERR_BAD_FIELD, "args", "续封须写明今后的截止日期 until。",
                      "To renew, give a later last day: args.until.");
    if (!hold)
        return REFUSE(out, ERR_WRONG_STATE, "ssn", "此人没有单位封存。", "There is no employer's seal on this person.");
    if (command->actor.role == ROLE_UNIT && (!view->org_unit || view->org_unit->id != hold->unit))
        return REFUSE(out, ERR_NOT_PERMITTED, "ssn", "封存由另一单位申请，请由该单位办理。",
                      "Another employer asked for this seal; that employer ends it.");
    if (role_in(R_SELF | R(ONLINE), command->actor.role) && ending.decision != SEAL_END_TRANSFER)
        return REFUSE(out, ERR_NOT_PERMITTED, "args", "本人只能申请转出（transfer）；解封或续封由单位申请。",
                      "The person may ask for a transfer only; the employer asks to unseal or renew.");
    c->cause = CAUSE_EMPLOYER_SEAL;
    c->unit = hold->unit;
    c->argument = desk_ending_pack(ending);
    return OK;
}

/* ---- retirement ---- */

static Err month_arg(const Arg *args, Month *out, Decision *why)
{
    Str text = arg_pair(args, "month");
    if (!text.n || month_read(text, out))
        return OK;
    return REFUSE(why, ERR_BAD_FIELD, "args", "month 应为月份，例如 2025-08。", "month must be a month, for example 2025-08.");
}

/* Early retirement needs written notice and an age not below the former one; late retirement an agreement. */
static Err month_check(const View *view, const RegionPolicy *rules, const Retirement *statutory, Month month, Decision *out)
{
    Day today = view_today(view);
    Month now = day_month(today);
    int early = (int)policy_int(rules, KEY_RETIRE_EARLY_MONTHS, today),
        late = (int)policy_int(rules, KEY_RETIRE_LATE_MONTHS, today);
    int notice = (int)policy_int(rules, KEY_RETIRE_EARLY_NOTICE_MONTHS, today);
    early = early < statutory->delay_months ? early : statutory->delay_months;
    int first = statutory->month.n - early;
    Str earliest = month_text(out->arena, (Month){ month.n < first ? first : now.n + notice });
    if (month.n < first || (month.n < statutory->month.n && month.n < now.n + notice))
        return REFUSE(out, ERR_TOO_EARLY, "args", "最早可申领的退休月份是 %.*s；提前退休须提前 %d 个月书面告知。",
                      "The earliest month is %.*s; early retirement needs %d months' written notice.", STR_ARG(earliest), notice);
    if (month.n > statutory->month.n + late && month.n > now.n)
        return REFUSE(out, ERR_TOO_LATE, "args", "最迟可推迟到法定退休月份后 %d 个月。",
                      "Retirement may be put off by %d months at most.", late);
    return OK;
}

static Err open_retirement(const View *view, const Command *command, CaseFacts *c, Decision *out)
{
    const PersonFacts *person = view->person;
    const Arg *args = arg(command, F_ARGS);
    TRY(ARGS_KNOWN(args, "month", "deemed"));
    if (person->retired) {
        out->already = true;
        return OK;
    }
    if (!person->retire_category || !person_has_birth(person))
        return REFUSE(out, ERR_WRONG_STATE, "ssn", "登记信息缺少出生日期或退休类别，请先办理更正。",
                      "The record lacks the day of birth or the retirement category; correct it first (person.correct).");
    const RegionPolicy *rules = policy_or_national(view->policy, (int)c->region);
    Retirement statutory = retirement_of(rules, (RetireCategory)person->retire_category, day_month(person->born));
    Month month = statutory.month;
    TRY(month_arg(args, &month, out));
    Month soon = { day_month(view_today(view)).n + (int)policy_int(rules, KEY_RETIRE_REMIND_MONTHS, view_today(view)) };
    if (month.n == statutory.month.n && month.n > soon.n)
        return REFUSE(out, ERR_TOO_EARLY, "ssn", "法定退休月份是 %.*s，届时前 %d 个月起可以申领。",
                      "The statutory month is %.*s; claim from %d months before it.", STR_ARG(month_text(out->arena, month)),
                      (int)policy_int(rules, KEY_RETIRE_REMIND_MONTHS, view_today(view)));
    TRY(month_check(view, rules, &statutory, month, out));
    c->cause = person_hold(person, CAUSE_RETIREMENT_UNCLAIMED) ? CAUSE_RETIREMENT_UNCLAIMED : 0;
    c->argument =
        desk_claim_pack((Claim){ month, str_is(arg_pair(args, "deemed"), "yes") || str_is(arg_pair(args, "deemed"), "true") });
    return OK;
}

/* ---- death ---- */

static Err open_after_death(const View *view, const Command *command, CaseFacts *c, Decision *out)
{
    TRY(args_known(arg(command, F_ARGS), NULL, 0, out));
    if (!person_hold(view->person, CAUSE_DEATH))
        return REFUSE(out, ERR_WRONG_STATE, "ssn", "没有登记死亡，或继承事务已经办结。",
                      "No death is on record, or the heirs have been settled with.");
    c->cause = CAUSE_DEATH;
    return OK;
}

/* ---- corrections and enrolment ---- */

static Err open_correct(const View *view, const Command *command, CaseFacts *c, Decision *out)
{
    const Arg *args = arg(command, F_ARGS);
    if (!args->n)
        return REFUSE(out, ERR_BAD_FIELD, "args", "请写明要更正的项目和新内容。",
                      "Say what to correct: args holds the new values.");
    TRY(ARGS_KNOWN(args, DESK_CHANGES));
    if (view->match.taken && view->match.taken != view->person->id)
        return REFUSE(out, ERR_DUPLICATE_PERSON, "args", NULL, NULL);
    c->argument = desk_number_of_arg(out->arena, command, F_ARGS);
    return OK;
}

static Err open_account_case(const View *view, const Command *command, CaseFacts *c, Decision *out)
{
    const Arg *args = arg(command, F_ARGS);
    TRY(ARGS_KNOWN(args, "region", "category", "flexible_kind", "payer", "insurances", "from", "base_fen"));
    Str payer = arg_pair(args, "payer");
    int64_t region = 0;
    int category = choice_from(SET_CATEGORY, arg_pair(args, "category"));
    unsigned insurances = insurances_read(arg_pair(args, "insurances"));
    Day from = { 0 };
    if (!category || !insurances || !arg_pair(args, "from").n)
        return REFUSE(out, ERR_BAD_FIELD, "args", "请写明 region、category、insurances、from。",
                      "Give region, category, insurances and from.");
    if (category == CATEGORY_EMPLOYEE || (payer.n && !str_is(payer, "self")))
        return REFUSE(out, ERR_BAD_FIELD, "args", "此处只受理本人缴费的参保登记；职工由单位办理 account.open。",
                      "Only enrolment paid by the person is taken here; an employer enrols its employees with account.open.");
    TRY(day_arg(args, "from", &from, out));
    if (!str_int(arg_pair(args, "region"), &region) || region < 110000 || region > 839999)
        return REFUSE(out, ERR_BAD_FIELD, "args", "region 应为六位行政区划代码。",
                      "region must be the six-digit code of a region.");
    const RegionPolicy *rules = NULL;
    TRY(policy_region_get(view->policy, (int)region, &rules, &out->why));
    c->region = region;
    c->argument = (desk_number_of_arg(out->arena, command, F_ARGS) & ~(int64_t)4095) | (int64_t)insurances << 4 | category;
    return OK;
}

/* ---- the table ---- */

typedef struct {
    CaseOpen *open;
    unsigned roles;
    const char *command; /* the command that opens it instead */
} OpenRow;
static const OpenRow rows[Procedure_END] = {
    [PROC_OPEN_ACCOUNT] = { open_account_case, R(CLERK) | R_SELF | R(ONLINE), NULL },
    [PROC_CORRECT_PERSON] = { open_correct, R(CLERK) | R_SELF | R(ONLINE), NULL },
    [PROC_UNSEAL] = { open_unseal, R(CLERK) | R_SELF | R(ONLINE), NULL },
    [PROC_SEAL_MEMBER] = { NULL, 0, "unit.seal-member" },
    [PROC_SEAL_END] = { open_seal_end, R(CLERK) | R_SELF | R(ONLINE) | R(UNIT), NULL },
    [PROC_RETIREMENT] = { open_retirement, R(CLERK) | R_SELF | R(ONLINE) | R(UNIT), NULL },
    [PROC_HEIRS] = { open_after_death, R(CLERK), NULL },
    [PROC_WITHDRAW_DEATH] = { open_after_death, R(CLERK) | R_SELF | R(ONLINE), NULL },
    [PROC_CANCEL_CARD] = { NULL, 0, "card.cancel" },
    [PROC_DESTROY_CARD] = { NULL, 0, "card.destroy" },
    [PROC_REVERSE] = { NULL, 0, "event.reverse, payment.reverse, agency.reverse" },
    [PROC_REFUND] = { NULL, 0, "payment.refund" },
    [PROC_WAIVER] = { NULL, 0, "fee.waive" },
    [PROC_CLOSE_MONTH] = { NULL, 0, "month.close" },
    [PROC_ENFORCE] = { NULL, 0, "levy.order, levy.enforce" },
    [PROC_ADJUST_BASE] = { NULL, 0, "base.adjust" },
    [PROC_APPROVE_POLICY] = { NULL, 0, "policy.propose, policy.approve" },
};

static Err procedure_check(const Command *command, Procedure procedure, Decision *out)
{
    const OpenRow *row = &rows[procedure];
    if (row->command)
        return REFUSE(out, ERR_BAD_FIELD, "procedure", "此事项由业务 %s 受理，请使用该业务。",
                      "This procedure is opened by %s; use that command.", row->command);
    require(row->open);
    if (!role_in(row->roles, command->actor.role))
        return REFUSE(out, ERR_NOT_PERMITTED, "procedure", "此角色不能申请该事项，请由本人或经办窗口办理。",
                      "This role may not open it; the person or a counter does.");
    return OK;
}

/* An empty draft that the daily job opened to ask gives way to the answer. */
static Err same_case(const View *view, const Command *command, const CaseFacts *c, Decision *out)
{
    const CaseFacts *open = case_waiting(view->person, (Procedure)c->procedure, c->cause, c->card);
    if (!open)
        return OK;
    if (c->procedure == PROC_SEAL_END && !open->argument) {
        case_move(view, command, open->n, CASE_WITHDRAWN, open->due, S("answered"), out);
        return OK;
    }
    if (open->argument != c->argument || open->unit != c->unit)
        return REFUSE(out, ERR_CONFLICT, "case", "同一事项已有业务 C%lld-%d 在办，内容不同，请先撤回或等待办结。",
                      "Case C%lld-%d about the same matter is open with other content; withdraw it or wait for its end.",
                      (long long)view->person->id, open->n);
    out->already = true;
    answer_case(out, view, open->n, (CaseState)open->state);
    answer_day(out, "due", open->due);
    desk_answer_missing(out, view, open);
    return OK;
}

/* The case as it will stand with these papers, so that the answer can say what is missing. */
static void with_papers(CaseFacts *c, const Command *command)
{
    PersonFacts person = { .case_count = 1, .cases = { *c } };
    const Arg *evidence = arg(command, F_EVIDENCE);
    for (size_t i = 0; i < evidence->n; i++) {
        Event event = { .kind = EVENT_CASE_PAPER };
        event.case_paper.n = c->n;
        event.case_paper.kind = evidence->papers[i].kind;
        event.case_paper.copies = 1;
        person_fold(&person, &event);
    }
    *c = person.cases[0];
}

Err desk_decide_open(const View *view, const Command *command, Decision *out)
{
    if (!view->person)
        return REFUSE(out, ERR_UNKNOWN_PERSON, "ssn", NULL, NULL);
    Procedure procedure = (Procedure)arg_int(command, F_PROCEDURE);
    TRY(procedure_check(command, procedure, out));
    bool after_death = procedure == PROC_HEIRS || procedure == PROC_WITHDRAW_DEATH;
    if (person_hold(view->person, CAUSE_DEATH) && !after_death)
        return REFUSE(out, ERR_WRONG_STATE, "ssn", "已登记死亡，请由继承人办理 heirs，或先办理 withdraw-death。",
                      "A death is on record; the heirs' case or its withdrawal comes first.");
    CaseFacts c = { .procedure = (uint8_t)procedure,
                    .state = CASE_DRAFT,
                    .region = policy_region_code(person_policy(view->policy, view->person)) };
    TRY(rows[procedure].open(view, command, &c, out));
    if (!out->already)
        TRY(same_case(view, command, &c, out));
    if (out->already)
        return OK;
    TRY(papers_valid(view, policy_or_national(view->policy, (int)c.region), command, out));
    TRY(case_start(view, command, &c, out));
    if (procedure == PROC_OPEN_ACCOUNT || procedure == PROC_CORRECT_PERSON)
        case_seal(view, command, c.n, out);
    with_papers(&c, command);
    desk_answer_missing(out, view, &c);
    return OK;
}

const CaseFacts *desk_case_with(const CaseFacts *c, const Command *command, CaseFacts *copy)
{
    *copy = *c;
    with_papers(copy, command);
    return copy;
}
