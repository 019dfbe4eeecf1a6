/* agency.c - contracts of human resources agencies. Only three bases are lawful: the real employer, dispatch, and
 * proxy for a flexible worker (domain.md 1.3). Law: MOHRSS order 48 article 32, Social Insurance Law 58 and 88. */
#include "act/account.h"

/* Said before anything else is looked at: no paper makes it lawful. */
static Err affiliation_refuse(Decision *out)
{
    Err err = REFUSE(out, ERR_UNLAWFUL_BASIS, "basis",
                     "“挂靠”参保没有真实劳动关系，属于以虚构劳动关系骗取参保资格，所缴年限可能被清退，已领待遇须退回。"
                     "合法的办法：由真实用人单位参保（real-employer）；由有许可证的劳务派遣单位参保（dispatch）；"
                     "或委托代理按灵活就业人员参保（flexible-proxy）。",
                     "Affiliation means enrolment without work: a fabricated employment. The months may be struck out and "
                     "benefits reclaimed. Lawful ways: the real employer enrols (real-employer); a licensed dispatch company "
                     "enrols (dispatch); or an agency files for a flexible worker (flexible-proxy).");
    out->why.law = LAW_REAL_WORK;
    return err;
}

/* An agency that names itself as the employer enrols people who do not work for it. */
static Err employer_check(const View *view, Basis basis, Decision *out)
{
    if (basis == BASIS_REAL_EMPLOYER && view->employer &&
        str_eq(FACT_STR(view->employer->credit_code), FACT_STR(view->org->code))) {
        Err err = REFUSE(out, ERR_UNLAWFUL_BASIS, "employer",
                         "代理机构不能把客户登记为本机构职工（“挂靠”）。确由本机构派遣的，请按劳务派遣（dispatch）签订。",
                         "An agency cannot enrol its clients as its own employees. Whom it really dispatches it enrols by "
                         "dispatch.");
        out->why.law = LAW_REAL_WORK;
        return err;
    }
    if (basis == BASIS_REAL_EMPLOYER && !view->employer)
        return REFUSE(out, ERR_BAD_FIELD, "employer", "请填写真实用人单位的统一社会信用代码。",
                      "Give the credit code of the real employer.");
    if (basis == BASIS_FLEXIBLE_PROXY && view->employer)
        return REFUSE(out, ERR_UNLAWFUL_BASIS, "employer", "有用人单位的不能按灵活就业代理，应由该单位参保（real-employer）。",
                      "Who has an employer is enrolled by that employer (real-employer), not as a flexible worker.");
    return OK;
}

static Err shape_of(const View *view, const Command *command, const RegionPolicy *rules, Decision *out)
{
    Basis basis = (Basis)arg_int(command, F_BASIS);
    int64_t from = arg_int(command, F_FROM), until = arg_int(command, F_UNTIL);
    Category category = basis == BASIS_FLEXIBLE_PROXY ? CATEGORY_FLEXIBLE : CATEGORY_EMPLOYEE;
    TRY(employer_check(view, basis, out));
    TRY(account_insurances(view, rules, category, insurances_of(arg(command, F_INSURANCES)), out));
    if (arg_int(command, F_BASE_FEN) <= 0)
        return REFUSE(out, ERR_BAD_AMOUNT, "base_fen", "缴费基数应大于零。", "The contribution base must be greater than zero.");
    if (until && until < from)
        return REFUSE(out, ERR_BAD_FIELD, "until", "截止时间早于起始时间。", "It ends before it begins.");
    if (until && until < view->now.s)
        return REFUSE(out, ERR_BAD_FIELD, "until", "截止时间已过。", "It has ended already.");
    return OK;
}

/* Labour Contract Law 57: only with a licence, on record or shown. */
static Err licence_check(const View *view, const Command *command, const RegionPolicy *rules, Decision *out)
{
    if ((Basis)arg_int(command, F_BASIS) != BASIS_DISPATCH || view->org->licence.n ||
        papers_have(view, rules, command, PAPER(DISPATCH_LICENCE)))
        return OK;
    return REFUSE(out, ERR_MISSING_EVIDENCE, "evidence",
                  "劳务派遣须有许可证：请提供劳务派遣经营许可证（dispatch-licence），或先由管理员登记机构许可证号。",
                  "Dispatch needs a licence: show it (dispatch-licence), or have an administrator register its number.");
}

Err act_agency_contract(const View *view, const Command *command, Decision *out)
{
    Basis basis = (Basis)arg_int(command, F_BASIS);
    const RegionPolicy *rules = NULL;
    if (basis == BASIS_AFFILIATION)
        return affiliation_refuse(out);
    TRY(act_need_living(view, out));
    if (!view->org || view->org->kind != INSTITUTION_AGENCY)
        return REFUSE(out, ERR_NOT_PERMITTED, "org", "请由代理机构提交；窗口代办时，经办人所属机构（org）应为该代理机构的编号。",
                      "The agency files it; a clerk who files for one acts with the agency's code as org.");
    TRY(policy_region_get(view->policy, (int)arg_int(command, F_REGION), &rules, &out->why));
    TRY(shape_of(view, command, rules, out));
    TRY(act_papers(view, command, rules, "agency.contract", choice_code(SET_BASIS, (int)basis),
                   act_conditions(view, command, rules), out));
    TRY(licence_check(view, command, rules, out));
    Event *event = emit(out, view, EVENT_CONTRACT_MADE, view->bureau->contracts + 1);
    event->contract_made = (Event_contract_made){ .person = view->person->id,
                                                  .agency = view->org->id,
                                                  .basis = basis,
                                                  .employer = view->employer ? view->employer->id : 0,
                                                  .region = arg_int(command, F_REGION),
                                                  .insurances = insurances_of(arg(command, F_INSURANCES)),
                                                  .base_fen = arg_int(command, F_BASE_FEN),
                                                  .service_fee_fen = arg_int(command, F_SERVICE_FEE_FEN),
                                                  .from = arg_int(command, F_FROM),
                                                  .until = arg_int(command, F_UNTIL) };
    answer_text(out, "contract", number_of(out->arena, 'X', event->subject));
    return OK;
}

/* Accounts that the contract pays end with its last month: it is still billed to the contract, however late, and whoever
 * resumes the account pays from the next one on (account_then), so that no month is lost. */
static void accounts_end(const View *view, const Command *command, Month last, Decision *out)
{
    bool ended = false, left = false;
    const PersonFacts *person = view->person;
    Time from = day_start(month_first((Month){ last.n + 1 }));
    for (int i = 0; i < person->account_count; i++) {
        const AccountFacts *account = &person->accounts[i];
        if (account->state != ACCOUNT_OPEN)
            continue;
        if (account->payer_kind != PAYER_CONTRACT || account->payer != view->contract->id) {
            left = true;
            continue;
        }
        Event *event = emit(out, view, EVENT_ACCOUNT_STOPPED, person->id);
        event->account_stopped = (Event_account_stopped){ .account = account->n, .month = last.n, .reason = STOP_OTHER };
        ended = true;
    }
    if (!ended || left || person_hold(person, CAUSE_INTERRUPTED))
        return;
    hold_place(out, view, CAUSE_INTERRUPTED, (Time){ 0 }, 0, actor_label(out->arena, command));
    if (from.s > view->now.s)
        out->events[out->count - 1].hold_placed.from = from.s;
}

Err act_agency_terminate(const View *view, const Command *command, Decision *out)
{
    const ContractFacts *contract = view->contract;
    int64_t month = arg_int(command, F_MONTH);
    Month now = day_month(view_today(view));
    if (!contract)
        return REFUSE(out, ERR_UNKNOWN_CONTRACT, "contract", NULL, NULL);
    if (command->actor.role == ROLE_AGENCY && (!view->org || view->org->id != contract->agency))
        return REFUSE(out, ERR_NOT_PERMITTED, "contract", "只能终止本机构的代理协议。", "An agency ends its own contracts only.");
    if (contract->ended_month == month)
        return act_already(out);
    if (contract->ended_month)
        return REFUSE(out, ERR_CONFLICT, "month", "协议已登记在另一月份终止。", "Another last month is on record.");
    if (contract_last(contract) && month > contract_last(contract))
        return REFUSE(out, ERR_CONFLICT, "month", "协议在该月以前已到期。", "The contract ends before that month by itself.");
    if (month < day_month(time_day(contract->from)).n || month < now.n - 1)
        return REFUSE(out, ERR_TOO_LATE, "month", "终止月份不能早于协议起始或上个月。",
                      "It cannot end before it began, or before last month.");
    const RegionPolicy *rules = policy_or_national(view->policy, contract->region);
    int notice = (int)policy_int(rules, KEY_AGENCY_NOTICE_DAYS, view_today(view));
    Day last = day_add(month_first((Month){ (int32_t)month + 1 }), -1);
    if (command->actor.role == ROLE_AGENCY && last.n < view_today(view).n + notice)
        return REFUSE(out, ERR_TOO_EARLY, "month", "机构解除协议须提前 %d 天通知，请选择更晚的月份。",
                      "An agency gives %d days' notice; choose a later month.", notice);
    emit(out, view, EVENT_CONTRACT_ENDED, contract->id)->contract_ended.month = month;
    if (view->person) {
        const ClientFacts *client = person_client(view->person, contract->id);
        Event *event = emit(out, view, EVENT_AGENCY_ENDED, contract->person);
        event->agency_ended =
            (Event_agency_ended){ .contract = contract->id, .month = month, .left_fen = client ? client->held_fen : 0 };
        accounts_end(view, command, (Month){ (int32_t)month }, out);
    }
    answer_text(out, "contract", number_of(out->arena, 'X', contract->id));
    return OK;
}
