/* account.c - account.open: who joins which insurance under whom. Law: Social Insurance Law 10, 23, 57, 58; measures
 * against fabricated eligibility, MOHRSS order 48 article 32. */
#include "act/account.h"
#include "desk/desk.h"

/* ---- who pays ---- */

Err account_payer(const View *view, const Command *command, Payer *out, Decision *why)
{
    if (view->payer_unit)
        *out = (Payer){ PAYER_UNIT, view->payer_unit->id };
    else if (view->payer_contract)
        *out = (Payer){ PAYER_CONTRACT, view->payer_contract->id };
    else if (str_is(arg_str(command, F_PAYER), "self"))
        *out = (Payer){ PAYER_SELF, 0 };
    else
        return REFUSE(why, ERR_UNKNOWN_UNIT, "payer", NULL, NULL);
    return OK;
}

static Err unlawful(Decision *out, const char *field, const char *zh, const char *en)
{
    Err err = REFUSE(out, ERR_UNLAWFUL_BASIS, field, zh, en);
    out->why.law = LAW_REAL_WORK;
    return err;
}

static Err contract_check(const View *view, Category category, unsigned insurances, Decision *out)
{
    const ContractFacts *contract = view->payer_contract;
    bool flexible = contract->basis == BASIS_FLEXIBLE_PROXY;
    if (contract->person != view->person->id)
        return REFUSE(out, ERR_MISMATCH, "payer", "此代理协议不是为此人签订的。", "This contract was not made for this person.");
    if (contract->ended_month || (contract->until.s && contract->until.s < view->now.s))
        return REFUSE(out, ERR_WRONG_STATE, "payer", "代理协议已经终止，请重新签订（agency.contract）。",
                      "The contract has ended; make a new one (agency.contract).");
    if (category == CATEGORY_EMPLOYEE && flexible)
        return unlawful(
            out, "payer", "灵活就业代理不能按职工参保：职工参保须有真实用人单位。可改按灵活就业人员（flexible）参保。",
            "A proxy for flexible workers cannot enrol an employee: that needs a real employer. Join as flexible instead.");
    if (category == CATEGORY_FLEXIBLE && !flexible)
        return unlawful(out, "category", "有真实用人单位或劳务派遣关系的应按职工（employee）参保。",
                        "Who has a real employer or is dispatched must be enrolled as an employee.");
    if (category == CATEGORY_RESIDENT || (insurances & ~contract->insurances))
        return REFUSE(out, ERR_MISMATCH, "insurances", "代理协议不包括这些险种或此类参保。",
                      "The contract does not cover these insurances or this category.");
    return OK;
}

Err account_basis(const View *view, const Payer *payer, Category category, unsigned insurances, Decision *out)
{
    if (payer->kind == PAYER_CONTRACT)
        return contract_check(view, category, insurances, out);
    if (payer->kind == PAYER_SELF && category == CATEGORY_EMPLOYEE)
        return unlawful(
            out, "payer",
            "职工参保须由真实用人单位办理和缴费；个人自缴的“挂靠”属于虚构劳动关系。可改按灵活就业人员（flexible）或城乡居民（resident）参保。",
            "An employee is enrolled and paid for by a real employer; paying for oneself under a name without work is a fabricated "
            "employment. Join as flexible or resident instead.");
    if (payer->kind == PAYER_UNIT && category != CATEGORY_EMPLOYEE)
        return unlawful(out, "category", "用人单位应为其职工按职工（employee）参保，不能按灵活就业或居民参保。",
                        "An employer enrols its people as employees, not as flexible workers or residents.");
    return OK;
}

/* ---- which insurances ---- */

Err account_insurances(const View *view, const RegionPolicy *rules, Category category, unsigned insurances, Decision *out)
{
    unsigned allowed = insurance_bit(INSURANCE_PENSION) | insurance_bit(INSURANCE_MEDICAL);
    if (category == CATEGORY_EMPLOYEE)
        allowed = ~0u;
    if (category == CATEGORY_FLEXIBLE && insurances & insurance_bit(INSURANCE_UNEMPLOYMENT)) {
        const PolicyValue *value = NULL;
        TRY(policy_get(rules, KEY_FLEXIBLE_UNEMPLOYMENT, view_today(view), &value, &out->why));
        allowed |= value->value ? insurance_bit(INSURANCE_UNEMPLOYMENT) : 0;
    }
    if (insurances && !(insurances & ~allowed))
        return OK;
    return REFUSE(out, ERR_BAD_FIELD, "insurances", "此类参保可选的险种：%s。", "This category may join: %s.",
                  category == CATEGORY_EMPLOYEE ? "pension, medical, unemployment, injury, maternity" : "pension, medical");
}

/* ---- where and when ---- */

static bool region_served(const View *view, const RegionPolicy *rules, int region)
{
    return region && policy_region(view->policy, region) == rules;
}

/* Whether the record, or else a paper, has to show hukou or residence in the region. */
static Err place_check(const View *view, const Command *command, const RegionPolicy *rules, int *so, Decision *out)
{
    static const char *const words[][2] = {
        { "", "" }, { "户籍", "hukou" }, { "居住", "residence" }, { "户籍或居住", "hukou or residence" }
    };
    int64_t rule = policy_int(rules, KEY_FLEXIBLE_RULE, view_today(view));
    bool hukou = region_served(view, rules, view->person->hukou_region),
         living = region_served(view, rules, view->person->residence_region);
    bool by_hukou = rule != FLEXIBLE_BY_RESIDENCE, by_living = rule != FLEXIBLE_BY_HUKOU;
    if ((by_hukou && hukou) || (by_living && living))
        return OK;
    *so |= PAPER_IF_PLACE_UNKNOWN;
    bool shown = (by_hukou && papers_have(view, rules, command, PAPER(HOUSEHOLD_REGISTER))) ||
                 (by_living && papers_have(view, rules, command, PAPER(RESIDENCE_PROOF)));
    if (shown)
        return OK;
    return REFUSE(out, ERR_MISSING_EVIDENCE, "evidence", "本地按%s%.0s参保：请提供户口簿或居住证明，或到相应地区参保。",
                  "This region goes by %.0s%s: bring the household register or proof of residence, or join where that is.",
                  words[rule][0], words[rule][1]);
}

enum { BACK_MONTHS = 120, AHEAD_MONTHS = 12 };

static Err from_check(const View *view, const Command *command, Day *from, Decision *out)
{
    *from = time_day((Time){ arg_int(command, F_FROM) });
    Day today = view_today(view), born = view->person->born;
    if (from->n > day_add_months(today, AHEAD_MONTHS).n)
        return REFUSE(out, ERR_TOO_EARLY, "from", "参保起始时间最多可提前 %d 个月办理。",
                      "An account can be opened %d months ahead at most.", AHEAD_MONTHS);
    if (from->n < day_add_months(today, -BACK_MONTHS).n || (person_has_birth(view->person) && from->n < born.n))
        return REFUSE(out, ERR_TOO_LATE, "from", "参保起始时间过早，最多补办 %d 个月；更早的请到窗口核定。",
                      "This begins too long ago; %d months back at most. Earlier periods are settled at a counter.", BACK_MONTHS);
    return OK;
}

static Err channel_check(const Command *command, Decision *out)
{
    static const OpenChannel channels[ROLE_JOB + 1] = {
        [ROLE_CLERK] = OPEN_COUNTER, [ROLE_REVIEWER] = OPEN_COUNTER, [ROLE_UNIT] = OPEN_UNIT,
        [ROLE_AGENCY] = OPEN_AGENCY, [ROLE_ONLINE] = OPEN_ONLINE,
    };
    OpenChannel right = channels[command->actor.role];
    if (command->actor.role == ROLE_ONLINE && !str_is(arg_str(command, F_PAYER), "self"))
        return REFUSE(out, ERR_NOT_PERMITTED, "payer", "网上只办理本人缴费（self）的参保；职工由单位办理。",
                      "Online only accounts paid by oneself (self) are opened; an employer enrols its employees.");
    if ((OpenChannel)arg_int(command, F_OPEN_CHANNEL) == right)
        return OK;
    return REFUSE(out, ERR_WRONG_CHANNEL, "channel", "此角色的办理渠道应为 %s。", "The channel of this role is %s.",
                  choice_code(SET_OPEN_CHANNEL, (int)right));
}

/* ---- duplicates ---- */

/* Work injury alone may be paid by several employers at once. */
const AccountFacts *account_overlap(const PersonFacts *person, unsigned insurances, int but)
{
    for (int i = 0; i < person->account_count; i++) {
        const AccountFacts *account = &person->accounts[i];
        if (account->n != but && account->state == ACCOUNT_OPEN &&
            (account->insurances & insurances & ~insurance_bit(INSURANCE_INJURY)))
            return account;
    }
    return NULL;
}

static const AccountFacts *account_same(const PersonFacts *person, const AccountFacts *asked)
{
    for (int i = 0; i < person->account_count; i++) {
        const AccountFacts *a = &person->accounts[i];
        if (a->state == ACCOUNT_OPEN && a->region == asked->region && a->category == asked->category &&
            a->payer_kind == asked->payer_kind && a->payer == asked->payer && a->insurances == asked->insurances &&
            a->since.n == asked->since.n)
            return a;
    }
    return NULL;
}

static void answer_account(const View *view, int n, Decision *out)
{
    answer_text(out, "account", number_of_person(out->arena, 'J', view->person->id, n));
}

static Err open_before(const View *view, const AccountFacts *asked, bool *again, Decision *out)
{
    const AccountFacts *same = account_same(view->person, asked);
    *again = same != NULL;
    if (same) {
        answer_account(view, same->n, out);
        return act_already(out);
    }
    const AccountFacts *other = account_overlap(view->person, asked->insurances, 0);
    if (!other)
        return OK;
    return REFUSE(out, ERR_ALREADY_OPEN, "insurances", "账户 J%lld-%d（地区 %d）已参加其中的险种，请先停保或办理转移。",
                  "Account J%lld-%d (region %d) is open with some of these insurances; stop it or transfer first.",
                  (long long)view->person->id, other->n, other->region);
}

/* A full list gives up its oldest suspended account: its relation lives on in the new one. */
static Err make_room(const View *view, Decision *out)
{
    const PersonFacts *person = view->person;
    if (person->account_count < ACCOUNTS_MAX)
        return OK;
    for (int i = 0; i < person->account_count; i++)
        if (person->accounts[i].state == ACCOUNT_CLOSED || person->accounts[i].state == ACCOUNT_TRANSFERRED)
            return OK;
    for (int i = 0; i < person->account_count; i++) {
        if (person->accounts[i].state != ACCOUNT_SUSPENDED)
            continue;
        Event *event = emit(out, view, EVENT_ACCOUNT_ENDED, person->id);
        event->account_ended.account = person->accounts[i].n;
        event->account_ended.state = ACCOUNT_CLOSED;
        return OK;
    }
    return REFUSE(out, ERR_CONFLICT, "ssn", "此人的账户已达 %d 个，请先停保。", "This person has %d accounts; stop one first.",
                  ACCOUNTS_MAX);
}

/* What is left to do, in order; nothing is stored of it. */
static void answer_what_next(const View *view, const AccountFacts *account, Decision *out)
{
    if (!out->data)
        return;
    const CardFacts *card = person_current_card(view->person);
    json_key(out->data, "next");
    json_open(out->data, '[');
    if (!card && !person_card_in_production(view->person))
        answer_next(out, "apply-card", "card.apply", "申领社会保障卡。", "Apply for a social security card.");
    else if (!card)
        answer_next(out, "collect-card", "card.hand-over", "社会保障卡制成后领取。", "Collect the card when it is made.");
    else if (card->app == APP_SEALED)
        answer_next(out, "activate-card", "card.activate", "启用社会保障卡。", "Activate the card.");
    if (account->payer_kind == PAYER_SELF)
        answer_next(out, "pay", "", "按月（居民按年）向税务机关缴费。", "Pay to the tax office, monthly or (residents) yearly.");
    if (!view->person->cell[PF_MOBILE])
        answer_next(out, "give-mobile", "person.correct", "登记手机号码，以便接收通知。",
                    "Register a mobile number to receive notices.");
    json_close(out->data, ']');
}

static Err papers_check(const View *view, const Command *command, const RegionPolicy *rules, const AccountFacts *asked,
                        Decision *out)
{
    int so = act_conditions(view, command, rules);
    TRY(act_papers(view, command, rules, "open-account", choice_code(SET_CATEGORY, asked->category), so, out));
    if (asked->category != CATEGORY_EMPLOYEE)
        TRY(place_check(view, command, rules, &so, out));
    for (int i = 1; i < Insurance_END; i++)
        if (asked->insurances & insurance_bit((Insurance)i))
            TRY(papers_need_list(view, rules, command,
                                 policy_papers_more(rules, S("open-account"), str(choice_code(SET_INSURANCE, i)), view_today(view)),
                                 so, out));
    return OK;
}

static Err amount_check(const Command *command, Decision *out)
{
    if (!arg_is(command, F_BASE_FEN) || arg_int(command, F_BASE_FEN) > 0)
        return OK;
    return REFUSE(out, ERR_BAD_AMOUNT, "base_fen", "缴费基数应大于零。", "The contribution base must be greater than zero.");
}

Err account_contract_reaches(const View *view, Month month, Decision *out)
{
    const ContractFacts *contract = view->payer_contract;
    if (!contract || !contract_last(contract) || month.n <= contract_last(contract))
        return OK;
    return REFUSE(out, ERR_WRONG_STATE, "payer", "代理协议在该月以前到期，请选择其他缴费主体或续签协议。",
                  "The contract ends before that month; name another payer, or sign a new contract.");
}

void account_contract_until(const View *view, int account, Decision *out)
{
    const ContractFacts *contract = view->payer_contract;
    if (contract && contract_last(contract))
        emit(out, view, EVENT_ACCOUNT_UNTIL, view->person->id)->account_until =
            (Event_account_until){ .account = account, .month = contract_last(contract) };
}

static void opened(const View *view, const Command *command, const AccountFacts *asked, Decision *out)
{
    Event *event = emit(out, view, EVENT_ACCOUNT_OPENED, view->person->id);
    event->account_opened = (Event_account_opened){ .account = asked->n,
                                                    .region = asked->region,
                                                    .category = asked->category,
                                                    .flexible_kind = asked->flexible_kind,
                                                    .payer_kind = asked->payer_kind,
                                                    .payer = asked->payer,
                                                    .insurances = asked->insurances,
                                                    .from = asked->since.n,
                                                    .base_fen = asked->base_fen,
                                                    .channel = arg_int(command, F_OPEN_CHANNEL) };
    account_contract_until(view, asked->n, out);
    hold_release_if(out, view, CAUSE_INTERRUPTED, actor_label(out->arena, command));
    answer_account(view, asked->n, out);
    answer_what_next(view, asked, out);
}

Err act_account_open(const View *view, const Command *command, Decision *out)
{
    const RegionPolicy *rules = NULL;
    Payer payer = { 0 };
    AccountFacts asked = { .region = (int32_t)arg_int(command, F_REGION),
                           .category = (uint8_t)arg_int(command, F_CATEGORY),
                           .flexible_kind = (uint8_t)arg_int(command, F_FLEXIBLE_KIND),
                           .insurances = (uint8_t)insurances_of(arg(command, F_INSURANCES)),
                           .base_fen = arg_int(command, F_BASE_FEN) };
    bool again = false;
    TRY(act_need_living(view, out));
    TRY(account_payer(view, command, &payer, out));
    TRY(channel_check(command, out));
    TRY(policy_region_get(view->policy, asked.region, &rules, &out->why));
    TRY(account_insurances(view, rules, (Category)asked.category, asked.insurances, out));
    TRY(amount_check(command, out));
    TRY(from_check(view, command, &asked.since, out));
    TRY(account_contract_reaches(view, day_month(asked.since), out));
    TRY(account_basis(view, &payer, (Category)asked.category, asked.insurances, out));
    asked.payer_kind = (uint8_t)payer.kind;
    asked.payer = payer.id;
    if (payer.kind == PAYER_CONTRACT) /* the base that the person agreed to; it stays when they go on alone */
        asked.base_fen = view->payer_contract->base_fen;
    TRY(open_before(view, &asked, &again, out));
    if (again)
        return OK;
    TRY(papers_check(view, command, rules, &asked, out));
    TRY(make_room(view, out));
    asked.n = view->person->next_account + 1;
    opened(view, command, &asked, out);
    return OK;
}
