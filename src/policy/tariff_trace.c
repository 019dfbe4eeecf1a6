/* tariff_trace.c - see tariff_trace.h. */
#include "policy/tariff_trace.h"
#include "base/require.h"
#include "policy/set.h"

typedef struct {
    Arena *arena;
    const RegionPolicy *region;
    Day day;
} Source;

static const TraceRule *rule_of(const Source *source, PolicyKey key)
{
    return trace_rule_on(source->arena, source->region, key, source->day);
}

static const TraceRule *row_rule(const Source *source, PolicyKey key, size_t row)
{
    const PolicyValue *value = value_at(&source->region->params[key], source->day);
    return trace_rule(source->arena, key, value, &value->rows[row]);
}

static void limit_rules(const Source *source, TariffTrace *rules)
{
    static const PolicyKey keys[][2] = { [INSURANCE_PENSION] = { KEY_BASE_PENSION_FLOOR, KEY_BASE_PENSION_CAP },
                                         [INSURANCE_MEDICAL] = { KEY_BASE_MEDICAL_FLOOR, KEY_BASE_MEDICAL_CAP },
                                         [INSURANCE_UNEMPLOYMENT] = { KEY_BASE_UNEMPLOYMENT_FLOOR, KEY_BASE_UNEMPLOYMENT_CAP },
                                         [INSURANCE_INJURY] = { KEY_BASE_INJURY_FLOOR, KEY_BASE_INJURY_CAP } };
    for (Insurance i = INSURANCE_PENSION; i <= INSURANCE_INJURY; i++) {
        rules->floor[i] = rule_of(source, keys[i][0]);
        rules->cap[i] = rule_of(source, keys[i][1]);
    }
    rules->base_round = rule_of(source, KEY_BASE_ROUND);
    rules->amount_round = rule_of(source, KEY_AMOUNT_ROUND);
}

static void employee_rules(const Source *source, TariffTrace *rules)
{
    static const PolicyKey float_keys[2] = { KEY_RATE_INJURY_FLOAT_FIRST, KEY_RATE_INJURY_FLOAT };
    rules->employer[INSURANCE_PENSION] = rule_of(source, KEY_RATE_PENSION_EMPLOYER);
    rules->employee[INSURANCE_PENSION] = rule_of(source, KEY_RATE_PENSION_EMPLOYEE);
    rules->employer[INSURANCE_MEDICAL] = rule_of(source, KEY_RATE_MEDICAL_EMPLOYER);
    rules->employee[INSURANCE_MEDICAL] = rule_of(source, KEY_RATE_MEDICAL_EMPLOYEE);
    rules->employer[INSURANCE_UNEMPLOYMENT] = rule_of(source, KEY_RATE_UNEMPLOYMENT_EMPLOYER);
    rules->employee[INSURANCE_UNEMPLOYMENT] = rule_of(source, KEY_RATE_UNEMPLOYMENT_EMPLOYEE);
    rules->employer[INSURANCE_MATERNITY] = rule_of(source, KEY_RATE_MATERNITY_EMPLOYER);
    rules->maternity_base = rule_of(source, KEY_BASE_MATERNITY);
    rules->local = rule_of(source, KEY_RATE_PENSION_LOCAL);
    rules->serious_illness = rule_of(source, KEY_RATE_SERIOUS_ILLNESS);
    for (size_t i = 1; i <= INJURY_CLASSES; i++)
        rules->injury[i] = row_rule(source, KEY_RATE_INJURY, i - 1);
    for (int other = 0; other < 2; other++) {
        const PolicyValue *floats = value_at(&source->region->params[float_keys[other]], source->day);
        require(floats->row_count <= FLOATS_MAX);
        for (size_t i = 0; i < floats->row_count; i++) {
            rules->floats[other][i] = row_rule(source, float_keys[other], i);
            rules->float_percent[other][i] = floats->rows[i].value;
        }
    }
}

static void flexible_rules(const Source *source, TariffTrace *rules)
{
    rules->pool = rule_of(source, KEY_FLEXIBLE_PENSION_POOL);
    rules->account = rule_of(source, KEY_FLEXIBLE_PENSION_ACCOUNT);
    rules->employee[INSURANCE_MEDICAL] = rule_of(source, KEY_FLEXIBLE_MEDICAL);
    rules->medical_base = rule_of(source, KEY_FLEXIBLE_MEDICAL_BASE);
    rules->employee[INSURANCE_UNEMPLOYMENT] = rule_of(source, KEY_FLEXIBLE_UNEMPLOYMENT_PPM);
}

static void resident_rules(const Source *source, const Tariff *tariff, TariffTrace *rules)
{
    rules->tier_floor = rule_of(source, KEY_RESIDENT_FLOOR);
    rules->tier_cap = rule_of(source, KEY_RESIDENT_CAP);
    rules->any_amount = rule_of(source, KEY_RESIDENT_ANY_AMOUNT);
    rules->tiers = arena_new(source->arena, const TraceRule *, tariff->tiers->row_count);
    for (size_t i = 0; i < tariff->tiers->row_count; i++)
        rules->tiers[i] = row_rule(source, KEY_RESIDENT_TIERS, i);
}

const TariffTrace *tariff_trace(Arena *arena, const RegionPolicy *region, const Tariff *tariff)
{
    Source source = { arena, region, month_first(tariff->month) };
    TariffTrace *rules = arena_new(arena, TariffTrace, 1);
    if (tariff->category == CATEGORY_RESIDENT) {
        resident_rules(&source, tariff, rules);
        return rules;
    }
    limit_rules(&source, rules);
    if (tariff->category == CATEGORY_EMPLOYEE)
        employee_rules(&source, rules);
    else
        flexible_rules(&source, rules);
    return rules;
}

static const char *const base_parts[] = { [INSURANCE_PENSION] = "base_fen.pension",
                                          [INSURANCE_MEDICAL] = "base_fen.medical",
                                          [INSURANCE_UNEMPLOYMENT] = "base_fen.unemployment",
                                          [INSURANCE_INJURY] = "base_fen.injury",
                                          [INSURANCE_MATERNITY] = "base_fen.maternity" },
                         *const employer_parts[] = { [INSURANCE_PENSION] = "employer_fen.pension",
                                                     [INSURANCE_MEDICAL] = "employer_fen.medical",
                                                     [INSURANCE_UNEMPLOYMENT] = "employer_fen.unemployment",
                                                     [INSURANCE_INJURY] = "employer_fen.injury",
                                                     [INSURANCE_MATERNITY] = "employer_fen.maternity" },
                         *const employee_parts[] = { [INSURANCE_PENSION] = "employee_fen.pension",
                                                     [INSURANCE_MEDICAL] = "employee_fen.medical",
                                                     [INSURANCE_UNEMPLOYMENT] = "employee_fen.unemployment" };

/* Which rule made the base what it is: the floor, the cap, or the rounding of what was given. */
static void base_trace(const TariffTrace *rules, const Tariff *tariff, Money given, const Contribution *sum, Insurance i,
                       Trace *out)
{
    int64_t base = sum->base[i].fen;
    bool floor = base == tariff->floor[i].fen && given.fen < base, cap = base == tariff->cap[i].fen && given.fen > base;
    trace_add(out, floor ? rules->floor[i] : cap ? rules->cap[i] : rules->base_round, base_parts[i], base);
}

/* What of the employer's pension share stands without the local addition. */
static int64_t pension_without_local(const Tariff *tariff, const Payer *payer, const Contribution *sum)
{
    Contribution plain = { 0 };
    Payer other = *payer;
    other.local = false;
    if (!payer->local || !tariff->local_ppm || contribution_of(tariff, &other, &plain, NULL) != OK)
        return sum->employer[INSURANCE_PENSION].fen;
    return plain.employer[INSURANCE_PENSION].fen;
}

static void injury_trace(const TariffTrace *rules, const Payer *payer, const Contribution *sum, Trace *out)
{
    int other = payer->injury_class > 1;
    for (int i = 0; i < FLOATS_MAX; i++)
        if (rules->float_percent[other][i] == payer->injury_percent)
            trace_add(out, rules->floats[other][i], NULL, 0);
    trace_add(out, rules->injury[payer->injury_class], employer_parts[INSURANCE_INJURY], sum->employer[INSURANCE_INJURY].fen);
}

static void employee_trace(const TariffTrace *rules, const Tariff *tariff, const Payer *payer, const Contribution *sum, Trace *out)
{
    for (Insurance i = INSURANCE_PENSION; i <= INSURANCE_UNEMPLOYMENT; i++) {
        int64_t employer = i == INSURANCE_PENSION ? pension_without_local(tariff, payer, sum) : sum->employer[i].fen;
        int64_t flat = i == INSURANCE_MEDICAL ? sum->serious_illness.fen : 0;
        base_trace(rules, tariff, payer->amount, sum, i, out);
        trace_add(out, rules->employer[i], employer_parts[i], employer);
        if (employer != sum->employer[i].fen)
            trace_add(out, rules->local, employer_parts[i], sum->employer[i].fen - employer);
        trace_add(out, rules->employee[i], employee_parts[i], sum->employee[i].fen - flat);
        if (flat)
            trace_add(out, rules->serious_illness, employee_parts[i], flat);
    }
    base_trace(rules, tariff, payer->amount, sum, INSURANCE_INJURY, out);
    injury_trace(rules, payer, sum, out);
    if (tariff->levied[INSURANCE_MATERNITY]) {
        trace_add(out, rules->maternity_base, base_parts[INSURANCE_MATERNITY], sum->base[INSURANCE_MATERNITY].fen);
        trace_add(out, rules->employer[INSURANCE_MATERNITY], employer_parts[INSURANCE_MATERNITY],
                  sum->employer[INSURANCE_MATERNITY].fen);
    }
    trace_add(out, rules->amount_round, NULL, 0);
}

static void flexible_trace(const TariffTrace *rules, const Tariff *tariff, const Payer *payer, const Contribution *sum, Trace *out)
{
    for (Insurance i = INSURANCE_PENSION; i <= INSURANCE_UNEMPLOYMENT; i++) {
        if (!sum->base[i].fen)
            continue;
        if (i == INSURANCE_MEDICAL) {
            trace_add(out, rules->medical_base, NULL, 0);
            trace_add(out, tariff->medical_on_floor ? rules->floor[i] : rules->base_round, base_parts[i], sum->base[i].fen);
        } else {
            base_trace(rules, tariff, payer->amount, sum, i, out);
        }
        if (i == INSURANCE_PENSION) {
            trace_add(out, rules->pool, employee_parts[i], sum->employee[i].fen - sum->account.fen);
            trace_add(out, rules->account, employee_parts[i], sum->account.fen);
        } else {
            trace_add(out, rules->employee[i], employee_parts[i], sum->employee[i].fen);
        }
    }
    trace_add(out, rules->amount_round, NULL, 0);
}

void contribution_trace(const TariffTrace *rules, const Tariff *tariff, const Payer *payer, const Contribution *sum, Trace *out)
{
    out->count = 0;
    if (tariff->category == CATEGORY_EMPLOYEE) {
        employee_trace(rules, tariff, payer, sum, out);
    } else if (tariff->category == CATEGORY_FLEXIBLE) {
        flexible_trace(rules, tariff, payer, sum, out);
    } else {
        size_t row = (size_t)(policy_row_below(tariff->tiers, payer->amount.fen) - tariff->tiers->rows);
        trace_add(out, rules->tier_floor, NULL, 0);
        trace_add(out, rules->tier_cap, NULL, 0);
        trace_add(out, rules->any_amount, employee_parts[INSURANCE_PENSION], payer->amount.fen);
        trace_add(out, rules->tiers[row], "subsidy_fen", sum->subsidy.fen);
    }
}
