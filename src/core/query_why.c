/* query_why.c - person.why: every cause with its law, and the lawful ways out with complete arguments. */
#include "base/money.h"
#include "core/places.h"
#include "core/query.h"
#include "core/shapes.h"
#include "guide/ways.h"

static const char *const way_names[] = { [WAY_CHEAPEST] = "cheapest", [WAY_FASTEST] = "fastest", [WAY_NO_VISIT] = "no-visit" };

static Err unit_add(Query *query, GuideContext *context, const UnitFacts **units, int64_t id)
{
    Held *held = NULL;
    for (size_t i = 0; i < context->unit_count; i++)
        if (units[i]->id == id)
            return OK;
    if (id > 0)
        TRY(work_find(&query->loaded.work, SUBJECT_UNIT, id, &held));
    if (held)
        units[context->unit_count++] = held->facts;
    return OK;
}

/* The employers that the person's holds, accounts and cards on their way name. */
static Err load_units(Query *query, GuideContext *context)
{
    const PersonFacts *person = query->loaded.view.person;
    const UnitFacts **units = arena_new(query->arena, const UnitFacts *, HOLDS_MAX + ACCOUNTS_MAX + CARDS_MAX);
    context->units = units;
    for (int i = 0; i < person->hold_count; i++)
        TRY(unit_add(query, context, units, person->holds[i].unit));
    for (int i = 0; i < person->account_count; i++)
        if (person->accounts[i].payer_kind == PAYER_UNIT)
            TRY(unit_add(query, context, units, person->accounts[i].payer));
    for (int i = 0; i < person->card_count; i++)
        if (person->cards[i].prod == PROD_SHIPPED && person->cards[i].outlet < OUTLET_OFFICE)
            TRY(unit_add(query, context, units, person->cards[i].outlet - OUTLET_UNIT));
    return OK;
}

/* What waits in open cases: an approval does what was asked for there. */
static void load_waiting(Query *query, GuideContext *context)
{
    const PersonFacts *person = query->loaded.view.person;
    GuideWaiting *waiting = arena_new(query->arena, GuideWaiting, person->case_count);
    for (int i = 0; i < person->case_count && query->loaded.held; i++) {
        Str bytes = identity_value(query->loaded.held, PF_PENDING, person->cases[i].n);
        Command *command = bytes.n ? arena_new(query->arena, Command, 1) : NULL;
        if (command && command_from_bytes(query->arena, bytes, command))
            waiting[context->waiting_count++] = (GuideWaiting){ person->cases[i].n, command };
    }
    context->waiting = waiting;
}

static bool is_asked(const GuideStep *step, Field field)
{
    for (int i = 0; i < step->asks; i++)
        if (step->ask[i] == field)
            return true;
    return false;
}

/* A number that an earlier step of this way brings stands as a reference to that step. */
static void put_arg(Query *query, const GuideWay *way, int at, Field field, const Arg *value)
{
    Json *json = query->data;
    int from = guide_reference(way, at, field);
    const char *name = field == F_APPLICATIONS ? "application" : field_row(field)->name;
    json_key(json, field == F_SSN ? "person" : field_row(field)->name);
    if (from < 0) {
        shape_arg(json, query->arena, field, value);
        return;
    }
    Str reference = str_format(query->arena, "$s%d.%s", from + 1, name);
    if (field != F_APPLICATIONS) {
        json_text(json, reference);
        return;
    }
    json_open(json, '[');
    json_text(json, reference);
    json_close(json, ']');
}

/* What is asked, of whom, and in what shape. */
typedef struct {
    Field field;
    const char *zh, *en;
} AskWords;
static const AskWords ask_words[] = {
    { F_CARD_NO, "制卡厂写入的社保卡号：1 位字母或数字加 8 位数字。",
      "The card number that the factory gives: a letter or digit, then 8 digits." },
    { F_CARD_ID_CODE, "制卡厂读出的卡识别码：32 位十六进制数，前 6 位为发卡地区。",
      "The identification code read by the factory: 32 hexadecimal digits, the first six being the issuing region." },
    { F_BANK_CARD_NO, "银行知道的银行卡号（含校验位）。", "The bank card number, which the bank knows." },
    { F_CALL, "本次通话的编号。", "The number of this call." },
    { F_ANSWERS, "至少答对两项：手机、地址、出生地、服务银行、最近单位。",
      "At least two right: mobile, address, birth_place, bank, last_unit." },
    { F_NAME, "持卡人的姓名。", "The card holder's name." },
    { F_REGISTRATION_NO, "医院的挂号或住院号。", "The hospital's registration number." },
    { F_ORDER, "解锁指令的文号。", "The number of the order that releases it." },
    { F_CHANGES, "要更正的项目和正确内容，例如 {\"name\": \"…\"}。",
      "What to correct, and the right value, for example {\"name\": \"...\"}." },
    { F_VOUCHER, "缴费后取得的凭证：种类、编号和缴款日期。",
      "The voucher of the payment: its kind, its number, and the day on which it was paid." },
    { F_PHOTO, "符合规格的 JPEG 照片。", "A JPEG photo that meets the profile." },
};

/* With what the record can say of the answer's shape: the bank's digits, the region of the code. */
static void put_ask(Query *query, const GuideStep *step, Field field)
{
    const FieldRow *row = field_row(field);
    Str zh = str(row->zh), en = str(row->en), begins = { 0 };
    for (size_t i = 0; i < sizeof ask_words / sizeof *ask_words; i++)
        if (ask_words[i].field == field) {
            zh = str(ask_words[i].zh);
            en = str(ask_words[i].en);
        }
    if (field == F_CARD_ID_CODE)
        begins = str_head(arg_str(&step->command, field), 6);
    else if (field == F_BANK_CARD_NO && step->where)
        begins = FACT_STR(step->where->bank_bin);
    if (begins.n) {
        zh = str_format(query->arena, STR_FMT "以 " STR_FMT " 开头。", STR_ARG(zh), STR_ARG(begins));
        en = str_format(query->arena, STR_FMT " It begins with " STR_FMT ".", STR_ARG(en), STR_ARG(begins));
    }
    Json *json = query->data;
    json_open(json, '{');
    json_put(json, "field", str(row->name));
    json_put(json, "why", zh);
    json_put(json, "why_en", en);
    json_close(json, '}');
}

static void put_args(Query *query, const GuideWay *way, int at)
{
    const GuideStep *step = way->steps[at];
    const CatalogueRow *row = command_row(step->command.id);
    json_key(query->data, "args");
    json_open(query->data, '{');
    for (int i = 0; i < row->count; i++)
        if (step->command.args[i].given && !is_asked(step, row->fields[i]))
            put_arg(query, way, at, row->fields[i], &step->command.args[i]);
    json_close(query->data, '}');
    json_key(query->data, "ask");
    json_open(query->data, '[');
    for (int i = 0; i < step->asks; i++)
        put_ask(query, step, step->ask[i]);
    json_close(query->data, ']');
}

static void put_where(Query *query, const GuideStep *step)
{
    Json *json = query->data;
    if (step->command.actor.org.n)
        json_put(json, "org", step->command.actor.org);
    if (!step->where && !step->unit)
        return;
    json_key(json, "where");
    json_open(json, '{');
    json_put(json, "name", step->where ? FACT_STR(step->where->name) : FACT_STR(step->unit->name));
    if (step->where) {
        json_put_or_null(json, "address", FACT_STR(step->where->address));
        json_put_or_null(json, "hours", FACT_STR(step->where->hours));
        json_put_or_null(json, "phone", FACT_STR(step->where->phone));
    }
    json_close(json, '}');
}

/* Which papers show that it was paid, by who records it. */
static const struct {
    Role role;
    const char *place, *place_en;
    EvidenceKind kinds[3];
} paid_at[] = {
    { ROLE_TAX, "主管税务机关办税服务厅、电子税务局或手机应用", "the tax office, its website or its app", { EV_TAX_CERTIFICATE } },
    { ROLE_BANK, "", "", { EV_BANK_REMITTANCE } },
    { ROLE_CLERK, "社会保险经办机构窗口", "a counter of the bureau", { EV_TAX_CERTIFICATE, EV_BANK_REMITTANCE, EV_CASH_RECEIPT } },
};

/* What is paid: by whom, for which months, until when it is accepted, and what shows it. */
static void put_payment(Query *query, const GuideStep *step)
{
    Json *json = query->data;
    const Arrears *pays = &step->pays;
    if (!pays->amount.fen)
        return;
    json_key(json, "pays");
    json_open(json, '{');
    json_put(json, "payer", pays->contract ? number_of(query->arena, 'X', pays->contract) : S("self"));
    json_put_int(json, "amount_fen", pays->amount.fen);
    json_put(json, "from", month_text(query->arena, pays->from));
    json_put(json, "to", month_text(query->arena, pays->last));
    json_put(json, "accepted_until", day_text(query->arena, pays->until));
    json_close(json, '}');
    for (size_t i = 0; i < sizeof paid_at / sizeof *paid_at; i++) {
        if (paid_at[i].role != step->command.actor.role)
            continue;
        if (!step->where) {
            json_key(json, "where");
            json_open(json, '{');
            json_put(json, "name", str(paid_at[i].place));
            json_put(json, "name_en", str(paid_at[i].place_en));
            json_close(json, '}');
        }
        json_key(json, "vouchers");
        json_open(json, '[');
        for (int k = 0; k < 3 && paid_at[i].kinds[k]; k++)
            json_text(json, str(choice_code(SET_EVIDENCE, (int)paid_at[i].kinds[k])));
        json_close(json, ']');
    }
}

static void put_papers(Query *query, const GuideStep *step)
{
    const Arg *papers = arg(&step->command, F_EVIDENCE);
    json_key(query->data, "evidence");
    json_open(query->data, '[');
    for (size_t i = 0; i < papers->n; i++)
        json_text(query->data, str(choice_code(SET_EVIDENCE, papers->papers[i].kind)));
    json_close(query->data, ']');
}

static void put_step(Query *query, const GuideWay *way, int at)
{
    const GuideStep *step = way->steps[at];
    const CatalogueRow *row = command_row(step->command.id);
    Json *json = query->data;
    json_open(json, '{');
    json_put(json, "id", str_format(query->arena, "s%d", at + 1));
    json_put(json, "command", str(row->name));
    json_put(json, "what", str(row->zh));
    json_put(json, "what_en", str(row->en));
    put_args(query, way, at);
    json_put(json, "role", str(choice_code(SET_ROLE, step->command.actor.role)));
    put_where(query, step);
    put_payment(query, step);
    put_papers(query, step);
    json_put_int(json, "cost_fen", step->cost_fen);
    json_put_int(json, "days", step->days);
    json_put_bool(json, "visit", step->visit);
    if (step->not_before.s)
        json_put(json, "not_before", time_text(query->arena, step->not_before));
    json_put(json, "law", str(row->law));
    json_close(json, '}');
}

static void put_way(Query *query, const GuideWay *way)
{
    Json *json = query->data;
    json_open(json, '{');
    json_put(json, "name", str(way_names[way->name]));
    json_key(json, "steps");
    json_open(json, '[');
    for (int i = 0; i < way->count; i++)
        put_step(query, way, i);
    json_close(json, ']');
    json_put_int(json, "cost_fen", way->cost_fen);
    json_put_int(json, "days", way->days);
    json_close(json, '}');
}

typedef struct {
    Str zh, en;
} Reason;

/* Why there is no way that the person can take: the law's reason, as far as the record shows it. */
static Reason no_way_reason(Query *query, const GuideContext *context, const Effects *effects)
{
    const PersonFacts *person = query->loaded.view.person;
    bool bank = false;
    if (person->death.n) {
        Str left = money_text(query->arena, (Money){ person->medical_balance_fen + person->legacy_balance_fen });
        return (Reason){ str_format(query->arena,
                                    "已登记死亡：个人账户余额可以继承（其中医保 " STR_FMT " 元），由继承人申请办理"
                                    "，之后注销社保卡；登记有误的，到窗口申请撤销",
                                    STR_ARG(left)),
                         str_format(query->arena,
                                    "A death is on record: what stands in the personal accounts is heritable (medical: " STR_FMT
                                    " yuan): the heirs ask at a counter, then the card is cancelled; a wrong report is "
                                    "withdrawn at a counter",
                                    STR_ARG(left)) };
    }
    for (int i = 0; i < effects->count; i++)
        if (effects->causes[i].cause == CAUSE_NO_ACCOUNT || effects->causes[i].cause == CAUSE_INTERRUPTED)
            return (Reason){ S("按登记的户籍地和居住地，不能在本地以个人身份参保：可由用人单位办理职工参保，或到户籍地参保"),
                             S("By the hukou and residence on record you cannot join here by yourself: an employer can enrol "
                               "you, or join where your hukou is") };
    for (size_t i = 0; i < context->institution_count; i++)
        bank |= context->institutions[i].kind == INSTITUTION_BANK;
    if (!bank)
        return (Reason){ S("本地还没有登记制卡的服务银行"), S("No bank that serves cards is registered here yet") };
    return (Reason){ S("依现有记录没有可自行办理的途径"),
                     S("On the present record there is no way that you can take by yourself") };
}

/* Who decides and how to appeal. */
static void put_no_way(Query *query, Reason reason)
{
    const RegionPolicy *nation = policy_national(query->loaded.view.policy);
    Day today = time_day(query->now);
    int days = (int)policy_int(nation, KEY_APPEAL_REVIEW_DAYS, today);
    int months = (int)policy_int(nation, KEY_APPEAL_SUIT_MONTHS, today);
    json_put(query->data, "why",
             str_format(query->arena,
                        STR_FMT "。由参保地社会保险经办机构决定；对决定不服的，可在 %d 日内申请行政复议，"
                                "或在 %d 个月内提起行政诉讼（《社会保险法》第八十三条）。",
                        STR_ARG(reason.zh), days, months));
    json_put(query->data, "why_en",
             str_format(query->arena,
                        STR_FMT ". The social insurance agency of the place of insurance decides; against its decision you may "
                                "ask for administrative review within %d days or sue within %d months (Social Insurance Law, "
                                "article 83).",
                        STR_ARG(reason.en), days, months));
}

Err query_person_why(Query *query)
{
    const Arg *function = arg(&query->command, F_FUNCTION);
    query->function = function->given ? (Effect)function->i : EFFECT_MEDICAL;
    GuideContext context = { .policy = query->loaded.view.policy, .bureau = query->loaded.view.bureau, .now = query->now };
    InstitutionFacts *institutions = NULL;
    TRY(places_all(query->bureau, query->arena, &institutions, &context.institution_count));
    context.institutions = institutions;
    TRY(load_units(query, &context));
    load_waiting(query, &context);
    GuideAnswer answer;
    guide_why(query->arena, &context, query->loaded.view.person, query->function, &answer);
    Json *json = query->data;
    json_put(json, "function", str(choice_code(SET_EFFECT, query->function)));
    json_put_bool(json, "usable", answer.usable);
    json_key(json, "causes");
    json_open(json, '[');
    for (int i = 0; i < answer.effects.count; i++)
        if (answer.effects.causes[i].effect[query->function] != WORKS)
            shape_cause(json, query->arena, &answer.effects.causes[i], query->function);
    json_close(json, ']');
    json_key(json, "ways");
    json_open(json, '[');
    for (int i = 0; i < answer.count; i++)
        put_way(query, &answer.ways[i]);
    json_close(json, ']');
    if (!answer.usable && !answer.count)
        put_no_way(query, no_way_reason(query, &context, &answer.effects));
    return OK;
}
