/* contribution.c - see contribution.h. The sums are written for speed: bounds make 64 bits enough in nearly every case,
 * and wages beyond them go the same way with 128 bits. */
#include "policy/contribution.h"
#include "base/require.h"

#define ALWAYS static inline __attribute__((always_inline))
/* Up to this base no product of base, rate (ppm) and float (percent) leaves 64 bits. */
#define BASE_NARROW INT64_C(100000000000)
enum { MILLION = 1000000, PERCENT = 100, FEN_OF_YUAN = 100, FEN_OF_JIAO = 10 };

typedef unsigned __int128 Wide;

/* How a tariff rounds, known when the code is built: four copies of the sums, none with a branch in the middle. */
typedef struct {
    bool wide, jiao;
} Manner;

/* base * rate / divisor, half up to the fen or up to the next jiao. */
ALWAYS Money amount_of(Money base, int64_t rate, uint64_t divisor, Manner manner)
{
    if (manner.wide) {
        Wide product = (Wide)base.fen * (uint64_t)rate;
        Wide result = manner.jiao ? (product + FEN_OF_JIAO * divisor - 1) / (FEN_OF_JIAO * divisor) * FEN_OF_JIAO
                                  : (product + divisor / 2) / divisor;
        return (Money){ (int64_t)result };
    }
    uint64_t product = (uint64_t)base.fen * (uint64_t)rate;
    uint64_t result = manner.jiao ? (product + FEN_OF_JIAO * divisor - 1) / (FEN_OF_JIAO * divisor) * FEN_OF_JIAO
                                  : (product + divisor / 2) / divisor;
    return (Money){ (int64_t)result };
}

ALWAYS Money rounded(const Tariff *tariff, Money amount)
{
    if (tariff->keeps_fen)
        return amount;
    return (Money){ (int64_t)(((uint64_t)amount.fen + FEN_OF_YUAN / 2) / FEN_OF_YUAN * FEN_OF_YUAN) };
}

/* Limits are read before they are compared, so that no branch depends on the wage. */
ALWAYS Money clamped(const Tariff *tariff, Money amount, Insurance insurance)
{
    int64_t floor = tariff->floor[insurance].fen, cap = tariff->cap[insurance].fen;
    int64_t fen = amount.fen < floor ? floor : amount.fen;
    return (Money){ fen > cap ? cap : fen };
}

ALWAYS void insurance_sums(const Tariff *restrict tariff, Money wage, Insurance i, int64_t added_ppm, Money flat,
                           Contribution *restrict out, Manner manner)
{
    Money base = clamped(tariff, wage, i), employee = amount_of(base, tariff->employee_ppm[i], MILLION, manner);
    out->base[i] = base;
    out->employer[i] = amount_of(base, tariff->employer_ppm[i] + added_ppm, MILLION, manner);
    out->employee[i] = (Money){ employee.fen + flat.fen };
}

ALWAYS void injury_sums(const Tariff *restrict tariff, const Payer *restrict payer, Money wage, Contribution *restrict out,
                        Manner manner)
{
    Money base = clamped(tariff, wage, INSURANCE_INJURY);
    int64_t rate = tariff->injury_ppm[payer->injury_class] * payer->injury_percent;
    out->base[INSURANCE_INJURY] = base;
    out->employer[INSURANCE_INJURY] = amount_of(base, rate, (uint64_t)MILLION * PERCENT, manner);
    out->employee[INSURANCE_INJURY] = (Money){ 0 };
}

/* Every member of *out is written once; clearing it first would cost as much as the sums. */
ALWAYS void employee_sums(const Tariff *restrict tariff, const Payer *restrict payer, Contribution *restrict out, Manner manner)
{
    Money wage = rounded(tariff, payer->amount), none = { 0 };
    int64_t local = tariff->local_ppm & -(int64_t)payer->local;
    bool maternity = tariff->levied[INSURANCE_MATERNITY];
    out->base[Insurance_NONE] = out->employer[Insurance_NONE] = out->employee[Insurance_NONE] = none;
    insurance_sums(tariff, wage, INSURANCE_PENSION, local, none, out, manner);
    insurance_sums(tariff, wage, INSURANCE_MEDICAL, 0, tariff->serious_illness, out, manner);
    insurance_sums(tariff, wage, INSURANCE_UNEMPLOYMENT, 0, none, out, manner);
    injury_sums(tariff, payer, wage, out, manner);
    Money base = maternity ? out->base[tariff->maternity_base] : none;
    out->base[INSURANCE_MATERNITY] = base;
    out->employer[INSURANCE_MATERNITY] =
        maternity ? amount_of(base, tariff->employer_ppm[INSURANCE_MATERNITY], MILLION, manner) : none;
    out->employee[INSURANCE_MATERNITY] = none;
    out->account = out->employee[INSURANCE_PENSION];
    out->serious_illness = tariff->serious_illness;
    out->subsidy = none;
    out->total_employer.fen = out->employer[INSURANCE_PENSION].fen + out->employer[INSURANCE_MEDICAL].fen +
                              out->employer[INSURANCE_UNEMPLOYMENT].fen + out->employer[INSURANCE_INJURY].fen +
                              out->employer[INSURANCE_MATERNITY].fen;
    out->total_employee.fen =
        out->employee[INSURANCE_PENSION].fen + out->employee[INSURANCE_MEDICAL].fen + out->employee[INSURANCE_UNEMPLOYMENT].fen;
    out->total.fen = out->total_employer.fen + out->total_employee.fen;
}

static Err refuse_class(const Tariff *tariff, const Payer *payer, Why *why)
{
    if (payer->injury_class < 1 || payer->injury_class > INJURY_CLASSES)
        return refuse(why, ERR_BAD_FIELD, "injury_class", "应为 1 至 %d。", "Must be 1 to %d.", INJURY_CLASSES);
    Buf list = { .arena = why ? why->arena : NULL };
    for (int percent = 1; list.arena && percent <= INJURY_FLOAT_MAX; percent++)
        if (tariff_float_allowed(tariff, payer->injury_class, percent))
            buf_format(&list, "%s%d", list.n ? ", " : "", percent);
    return refuse(why, ERR_BAD_FIELD, "injury_float", "第 %d 类行业可浮动的档次（%%）：" STR_FMT "。",
                  "The floats that class %d may have (percent): " STR_FMT ".", payer->injury_class, STR_ARG(buf_str(&list)));
}

static Err employee_of(const Tariff *restrict tariff, const Payer *restrict payer, Contribution *restrict out, Why *why)
{
    if (payer->injury_class < 1 || payer->injury_class > INJURY_CLASSES ||
        !tariff_float_allowed(tariff, payer->injury_class, payer->injury_percent))
        return refuse_class(tariff, payer, why);
    if (payer->amount.fen > BASE_NARROW && tariff->ceil_jiao)
        employee_sums(tariff, payer, out, (Manner){ true, true });
    else if (payer->amount.fen > BASE_NARROW)
        employee_sums(tariff, payer, out, (Manner){ true, false });
    else if (tariff->ceil_jiao)
        employee_sums(tariff, payer, out, (Manner){ false, true });
    else
        employee_sums(tariff, payer, out, (Manner){ false, false });
    return OK;
}

/* A chosen base must lie inside the limits; it is not moved there in silence. */
static Err chosen_check(const Tariff *tariff, Money chosen, Insurance insurance, Why *why)
{
    Money floor = tariff->floor[insurance], cap = tariff->cap[insurance];
    if (chosen.fen >= floor.fen && chosen.fen <= cap.fen)
        return OK;
    if (!why || !why->arena)
        return refuse(why, ERR_BAD_AMOUNT, "amount", NULL, NULL);
    Str low = money_text(why->arena, floor), high = cap.fen == POLICY_NO_CAP ? S("-") : money_text(why->arena, cap);
    return refuse(why, ERR_BAD_AMOUNT, "amount", "缴费基数应在 " STR_FMT " 元至 " STR_FMT " 元之间。",
                  "The base must lie between " STR_FMT " and " STR_FMT " yuan.", STR_ARG(low), STR_ARG(high));
}

static Err wanted_check(const Tariff *tariff, const Payer *payer, Why *why)
{
    for (Insurance i = INSURANCE_PENSION; i < Insurance_END; i++)
        if ((payer->insurances >> i & 1) && !tariff->levied[i])
            return refuse(why, ERR_NO_RULE, "insurances", "没有灵活就业人员参加该险种（%s）的规定，请咨询 12333。",
                          "No rule is on file for flexible workers in this insurance (%s); ask 12333.",
                          choice_code(SET_INSURANCE, i));
    return OK;
}

static Err flexible_of(const Tariff *tariff, const Payer *payer, Contribution *out, Why *why)
{
    Contribution sum = { 0 };
    Manner manner = { true, tariff->ceil_jiao };
    TRY(wanted_check(tariff, payer, why));
    TRY(chosen_check(tariff, payer->amount, INSURANCE_PENSION, why));
    for (Insurance i = INSURANCE_PENSION; i <= INSURANCE_UNEMPLOYMENT; i++) {
        if (!tariff->levied[i] || (payer->insurances && !(payer->insurances >> i & 1)))
            continue;
        sum.base[i] = i == INSURANCE_MEDICAL && tariff->medical_on_floor ? tariff->floor[i]
                                                                         : clamped(tariff, rounded(tariff, payer->amount), i);
        sum.employee[i] = amount_of(sum.base[i], tariff->employee_ppm[i], MILLION, manner);
        sum.total_employee.fen += sum.employee[i].fen;
    }
    /* The pool has what the account does not, so that the parts are the whole whatever the rounding. */
    if (sum.base[INSURANCE_PENSION].fen)
        sum.account = amount_of(sum.base[INSURANCE_PENSION], tariff->account_ppm, MILLION, manner);
    if (sum.account.fen > sum.employee[INSURANCE_PENSION].fen)
        sum.account = sum.employee[INSURANCE_PENSION];
    sum.total = sum.total_employee;
    *out = sum;
    return OK;
}

static Err refuse_tier(const Tariff *tariff, Why *why)
{
    if (!why || !why->arena)
        return refuse(why, ERR_BAD_AMOUNT, "amount", NULL, NULL);
    Buf list = { .arena = why->arena };
    if (tariff->any_amount)
        buf_format(&list, STR_FMT " - " STR_FMT, STR_ARG(money_text(why->arena, tariff->tier_floor)),
                   STR_ARG(money_text(why->arena, tariff->tier_cap)));
    for (size_t i = 0; !tariff->any_amount && i < tariff->tiers->row_count; i++)
        buf_format(&list, "%s" STR_FMT, i ? ", " : "", STR_ARG(money_text(why->arena, (Money){ tariff->tiers->rows[i].key })));
    return refuse(why, ERR_BAD_AMOUNT, "amount", "没有这个缴费档次，可选（元）：" STR_FMT "。",
                  "There is no such tier; there are (yuan): " STR_FMT ".", STR_ARG(buf_str(&list)));
}

static Err resident_of(const Tariff *tariff, const Payer *payer, Contribution *out, Why *why)
{
    Money tier = payer->amount;
    const PolicyRow *row = policy_row_below(tariff->tiers, tier.fen);
    if (tier.fen < tariff->tier_floor.fen || tier.fen > tariff->tier_cap.fen || !row ||
        (!tariff->any_amount && row->key != tier.fen))
        return refuse_tier(tariff, why);
    Contribution sum = { .account = tier, .total_employee = tier, .total = tier, .subsidy = { row->value } };
    sum.employee[INSURANCE_PENSION] = tier;
    *out = sum;
    return OK;
}

Err contribution_of(const Tariff *tariff, const Payer *payer, Contribution *out, Why *why)
{
    if (payer->amount.fen < 0 || payer->amount.fen > PAY_FEN_MAX)
        return refuse(why, ERR_BAD_AMOUNT, "amount", "金额应在 0 至一万亿元之间。",
                      "The amount must lie between 0 and 10^12 yuan.");
    if (tariff->category == CATEGORY_EMPLOYEE)
        return employee_of(tariff, payer, out, why);
    return tariff->category == CATEGORY_FLEXIBLE ? flexible_of(tariff, payer, out, why) : resident_of(tariff, payer, out, why);
}

void contribution_funds(const Tariff *tariff, const Contribution *sum, Money funds[PAY_FUND_END])
{
    const Money *employer = sum->employer, *employee = sum->employee;
    int64_t medical = employee[INSURANCE_MEDICAL].fen - sum->serious_illness.fen;
    bool personal = tariff->category == CATEGORY_EMPLOYEE; /* a flexible worker's medical share goes to the pool */
    funds[PAY_FUND_NONE] = (Money){ 0 };
    funds[PAY_PENSION_PERSONAL] = sum->account;
    funds[PAY_PENSION_POOL] = (Money){ employer[INSURANCE_PENSION].fen + employee[INSURANCE_PENSION].fen - sum->account.fen };
    funds[PAY_MEDICAL_PERSONAL] = (Money){ personal ? medical : 0 };
    funds[PAY_MEDICAL_POOL] =
        (Money){ employer[INSURANCE_MEDICAL].fen + employer[INSURANCE_MATERNITY].fen + (personal ? 0 : medical) };
    funds[PAY_SERIOUS_ILLNESS] = sum->serious_illness;
    funds[PAY_UNEMPLOYMENT] = (Money){ employer[INSURANCE_UNEMPLOYMENT].fen + employee[INSURANCE_UNEMPLOYMENT].fen };
    funds[PAY_INJURY] = employer[INSURANCE_INJURY];
}

#define AS_FUND_ROW(number, NAME, word, zh, en) [NAME] = { word, { zh, en } },
static const struct {
    const char *word, *label[2];
} funds_table[PAY_FUND_END] = { PAY_FUNDS(AS_FUND_ROW) };
const char *pay_fund_word(PayFund fund) { return funds_table[fund].word; }
const char *pay_fund_label(PayFund fund, bool en) { return funds_table[fund].label[en]; }
