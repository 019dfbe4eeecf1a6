/* calc_case.c - see calc_case.h: members of a request become the arguments of the calculators. */
#include "policy/calc_case.h"
#include "base/require.h"

Err calc_bad(Arena *arena, Str field, const char *zh, const char *en, Why *why)
{
    return refuse(why, ERR_BAD_FIELD, str_z(arena, field), zh, en);
}

/* A refusal of the calculators names their own argument; here it gets the name of the member. */
static Err renamed(Err err, Why *why, const char *from, const char *to)
{
    if (err != OK && why && str_is(why->field, from))
        why->field = str(to);
    return err;
}

static Err amount_take(Arena *arena, const JsonNode *request, const char *name, Money *out, Why *why)
{
    const JsonNode *node = json_member(request, name);
    if (!node)
        return calc_bad(arena, str(name), "请给出金额。", "Give the amount.", why);
    *out = (Money){ node->number };
    return OK;
}

static Err day_take(Arena *arena, const JsonNode *request, const char *name, Day *out, Why *why)
{
    if (day_read(json_text_of(json_member(request, name)), out))
        return OK;
    return calc_bad(arena, str(name), "应为存在的日期，例如 2025-09-26。", "Must be a day that exists, such as 2025-09-26.", why);
}

/* Without a region: the nation, where `needed` is false. */
static Err region_take(Arena *arena, const Calculators *calculators, const JsonNode *request, bool needed, const RegionPolicy **out,
                       Why *why)
{
    enum { CODE_DIGITS = 6, CODE_LEAST = 110000 };
    const PolicySet *set = calculators_set(calculators);
    const JsonNode *node = json_member(request, "region");
    int64_t code = 0;
    if (!node && !needed) {
        *out = policy_national(set);
        return OK;
    }
    Str text = json_text_of(node);
    if (text.n != CODE_DIGITS || !str_int(text, &code) || code < CODE_LEAST)
        return calc_bad(arena, S("region"), "应为六位行政区划代码，例如 110000。",
                        "Must be the six digits of a region, such as 110000.", why);
    return policy_region_get(set, (int)code, out, why);
}

/* ---- working days and retirement ---- */

/* Which of the three operations is asked for: exactly one of them. */
static Err operation_find(Arena *arena, const JsonNode *request, const JsonNode **out, Why *why)
{
    const char *names[] = { "add", "shift", "add_months" };
    const JsonNode *found = NULL;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const JsonNode *node = json_member(request, names[i]);
        if (node && found)
            return calc_bad(arena, node->key, "add、shift、add_months 只能给出一个。",
                            "Give only one of add, shift and add_months.", why);
        found = node ? node : found;
    }
    if (!found)
        return calc_bad(arena, S("add"), "请给出 add、shift、add_months 之一。", "Give one of add, shift and add_months.", why);
    *out = found;
    return OK;
}

static Err workday_compute(Arena *arena, const Calendar *calendar, Day from, const JsonNode *operation, Day *out, Why *why)
{
    enum { MONTH_LAST = 9999 * 12 + 11 };
    if (str_is(operation->key, "shift"))
        return calendar_shift(calendar, from, out, why);
    if (str_is(operation->key, "add"))
        return calendar_add(calendar, from, operation->number, out, why);
    if (operation->number > MONTH_LAST - day_month(from).n)
        return calc_bad(arena, operation->key, "结果超出 9999 年。", "The result would be after the year 9999.", why);
    *out = day_add_months(from, (int)operation->number);
    return OK;
}

Err workday_case(Arena *arena, Calculators *calculators, const JsonNode *request, CalcResult *out, Why *why)
{
    const Calendar *calendar = policy_calendar(calculators_set(calculators));
    const JsonNode *operation = NULL;
    Day from = DAY_NONE;
    TRY(day_take(arena, request, "from", &from, why));
    TRY(operation_find(arena, request, &operation, why));
    TRY(workday_compute(arena, calendar, from, operation, &out->day, why));
    if (!out->traced || str_is(operation->key, "add_months"))
        return OK;
    for (Day year = from; month_year(day_month(year)) <= month_year(day_month(out->day)); year = day_add_months(year, YEAR_MONTHS))
        trace_add(&out->trace, trace_calendar(arena, calendar, year), NULL, 0);
    return OK;
}

Err retirement_case(Arena *arena, Calculators *calculators, const JsonNode *request, CalcResult *out, Why *why)
{
    const RegionPolicy *nation = policy_national(calculators_set(calculators));
    Month birth = MONTH_NONE;
    RetireCategory category = (RetireCategory)choice_from(SET_RETIRE_CATEGORY, json_text_of(json_member(request, "category")));
    if (!category)
        return calc_bad(arena, S("category"), "应为 M60、F55 或 F50。", "Must be M60, F55 or F50.", why);
    if (!month_read(json_text_of(json_member(request, "birth")), &birth) || birth.n < RETIRE_BIRTH_FIRST ||
        birth.n > RETIRE_BIRTH_LAST)
        return calc_bad(arena, S("birth"), "应为出生年月，例如 1965-01。", "Must be a month of birth, such as 1965-01.", why);
    out->retirement = retirement_of(nation, category, birth);
    if (out->traced)
        retirement_trace(arena, nation, category, birth, &out->trace);
    return OK;
}

/* ---- contributions ---- */

static Err category_take(Arena *arena, const JsonNode *request, Category *out, Why *why)
{
    const JsonNode *node = json_member(request, "category");
    Category category = node ? (Category)choice_from(SET_CATEGORY, node->text) : CATEGORY_EMPLOYEE;
    if (!category)
        return calc_bad(arena, S("category"), "应为 employee、flexible 或 resident。", "Must be employee, flexible or resident.",
                        why);
    *out = category;
    return OK;
}

/* What is paid on, by category; a member of another category is refused, not passed over. A wage may stand beside a base. */
static Err paid_on_take(Arena *arena, const JsonNode *request, Category category, const char **name, Money *out, Why *why)
{
    static const char *const names[] = {
        [CATEGORY_EMPLOYEE] = "wage_fen", [CATEGORY_FLEXIBLE] = "base_fen", [CATEGORY_RESIDENT] = "tier_fen"
    };
    for (Category other = CATEGORY_FLEXIBLE; other <= CATEGORY_RESIDENT; other++)
        if (other != category && json_member(request, names[other]))
            return calc_bad(arena, str(names[other]), "这一类参保人不用此项。", "This does not go with the category.", why);
    *name = names[category];
    return amount_take(arena, request, *name, out, why);
}

static Err insurances_take(Arena *arena, const JsonNode *request, Category category, unsigned *out, Why *why)
{
    const JsonNode *node = json_member(request, "insurances");
    Str rest = json_text_of(node);
    if (node && (category != CATEGORY_FLEXIBLE || !rest.n))
        return calc_bad(arena, S("insurances"), "只用于灵活就业人员，例如 pension,medical。",
                        "For flexible workers only, such as pension,medical.", why);
    while (rest.n) {
        int insurance = choice_from(SET_INSURANCE, str_cut(&rest, ','));
        if (!insurance || (*out >> insurance & 1) || (rest.p && !rest.n))
            return calc_bad(arena, S("insurances"), "应为用逗号隔开的险种，例如 pension,medical。",
                            "Must be insurances with commas between, such as pension,medical.", why);
        *out |= 1u << insurance;
    }
    return OK;
}

static Err payer_take(Arena *arena, const JsonNode *request, Category category, const char **amount, Payer *out, Why *why)
{
    const JsonNode *class = json_member(request, "injury_class"), *percent = json_member(request, "injury_float"),
                   *hukou = json_member(request, "hukou");
    *out = (Payer){ .injury_class = 1, .injury_percent = 100 };
    TRY(paid_on_take(arena, request, category, amount, &out->amount, why));
    if (class)
        out->injury_class = class->number > INJURY_CLASSES ? 0 : (int)class->number;
    if (percent)
        out->injury_percent = percent->number > INJURY_FLOAT_MAX ? 0 : (int)percent->number;
    out->local = hukou && str_is(hukou->text, "local");
    if (hukou && !out->local && !str_is(hukou->text, "other"))
        return calc_bad(arena, S("hukou"), "应为 local 或 other。", "Must be local or other.", why);
    return insurances_take(arena, request, category, &out->insurances, why);
}

Err contribution_case(Arena *arena, Calculators *calculators, const JsonNode *request, CalcResult *out, Why *why)
{
    const TariffTrace *rules = NULL;
    const char *amount = NULL;
    Category category = CATEGORY_EMPLOYEE;
    Month month = MONTH_NONE;
    Payer payer = { 0 };
    TRY(region_take(arena, calculators, request, true, &out->region, why));
    if (!month_read(json_text_of(json_member(request, "month")), &month))
        return calc_bad(arena, S("month"), "应为月份，例如 2025-08。", "Must be a month, such as 2025-08.", why);
    TRY(category_take(arena, request, &category, why));
    TRY(payer_take(arena, request, category, &amount, &payer, why));
    Err err = calculators_tariff(calculators, arena, out->region, category, month, &out->tariff, &rules, why);
    if (err != OK) { /* the sentence names what is missing; the field is what the caller can change */
        if (why)
            why->field = S("month");
        return err;
    }
    TRY(renamed(contribution_of(out->tariff, &payer, &out->contribution, why), why, "amount", amount));
    if (out->traced)
        contribution_trace(rules, out->tariff, &payer, &out->contribution, &out->trace);
    return OK;
}

/* ---- late fee, interest, pension ---- */

Err late_fee_case(Arena *arena, Calculators *calculators, const JsonNode *request, CalcResult *out, Why *why)
{
    Money principal = { 0 };
    Day due = DAY_NONE, paid = DAY_NONE;
    TRY(amount_take(arena, request, "principal_fen", &principal, why));
    TRY(day_take(arena, request, "due", &due, why));
    TRY(day_take(arena, request, "paid", &paid, why));
    TRY(region_take(arena, calculators, request, false, &out->region, why));
    Err err = late_fee_of(out->region, principal, due, paid, &out->late_fee, arena, out->traced ? &out->trace : NULL, why);
    err = renamed(err, why, "principal", "principal_fen");
    return renamed(err, why, policy_key_path(KEY_LATE_RATE), "due");
}

/* {"01":80000}: months with two digits. */
static Err credits_take(Arena *arena, const JsonNode *node, Money *credits, Why *why)
{
    for (size_t i = 0; node && i < node->count; i++) {
        const JsonNode *item = &node->items[i];
        int64_t month = 0;
        if (item->key.n != 2 || item->key.p[0] < '0' || !str_int(item->key, &month) || month < 1 || month > YEAR_MONTHS ||
            item->type != JSON_INT)
            return calc_bad(arena, S("credits_fen"), "应为月份和金额（分），例如 {\"01\":80000}。",
                            "Must be months with amounts in fen, such as {\"01\":80000}.", why);
        credits[month - 1] = (Money){ item->number };
    }
    return OK;
}

static Err method_take(Arena *arena, const JsonNode *request, int *out, Why *why)
{
    const JsonNode *node = json_member(request, "method");
    for (int method = INTEREST_BY_MONTH; node && method <= INTEREST_BY_YEAR; method++)
        if (str_is(node->text, policy_word(KEY_INTEREST_METHOD, method)))
            *out = method;
    if (node && !*out)
        return calc_bad(arena, S("method"), "应为 month-product 或 year-1083。", "Must be month-product or year-1083.", why);
    return OK;
}

Err interest_case(Arena *arena, Calculators *calculators, const JsonNode *request, CalcResult *out, Why *why)
{
    enum { YEAR_FIRST = 1800, YEAR_LAST = 9999 };
    const JsonNode *year = json_member(request, "year"), *months = json_member(request, "months");
    AccountYear account = { .months = YEAR_MONTHS };
    if (!year || year->number < YEAR_FIRST || year->number > YEAR_LAST)
        return calc_bad(arena, S("year"), "应为年份，例如 2024。", "Must be a year, such as 2024.", why);
    account.year = (int)year->number;
    TRY(amount_take(arena, request, "opening_fen", &account.opening, why));
    TRY(credits_take(arena, json_member(request, "credits_fen"), account.credits, why));
    if (months)
        account.months = months->number > YEAR_MONTHS ? -1 : (int)months->number;
    TRY(method_take(arena, request, &account.method, why));
    out->region = policy_national(calculators_set(calculators));
    Err err = interest_of(out->region, &account, &out->interest, arena, out->traced ? &out->trace : NULL, why);
    err = renamed(err, why, "opening", "opening_fen");
    err = renamed(err, why, policy_key_path(KEY_INTEREST_RATE), "year");
    return renamed(err, why, "credits", "credits_fen");
}

/* "1.0000": digits, optionally a point and one to four digits. */
static bool index_read(Str text, int64_t *out)
{
    enum { DECIMALS = 4, WHOLE_DIGITS = 9 };
    Str rest = text, whole = str_cut(&rest, '.');
    int64_t sum = 0, digit = 0;
    bool point = whole.n < text.n;
    if (!whole.n || whole.n > WHOLE_DIGITS || whole.p[0] == '-' || !str_int(whole, &sum) || rest.n > DECIMALS || (point && !rest.n))
        return false;
    for (size_t i = 0; i < DECIMALS; i++) {
        if (i < rest.n && (rest.p[i] < '0' || rest.p[i] > '9'))
            return false;
        digit = i < rest.n ? rest.p[i] - '0' : 0;
        sum = sum * 10 + digit;
    }
    *out = sum;
    return true;
}

/* "60y3m". */
static bool age_read(Str text, int64_t *out)
{
    enum { DIGITS_MAX = 3, MONTHS = 12 };
    Str rest = text, years = str_cut(&rest, 'y');
    int64_t year = 0, month = 0;
    if (rest.n < 2 || rest.n > DIGITS_MAX || rest.p[rest.n - 1] != 'm' || !years.n || years.n > DIGITS_MAX || years.p[0] == '-' ||
        rest.p[0] == '-' || !str_int(years, &year) || !str_int(str_head(rest, rest.n - 1), &month) || month >= MONTHS)
        return false;
    *out = year * MONTHS + month;
    return true;
}

Err pension_case(Arena *arena, Calculators *calculators, const JsonNode *request, CalcResult *out, Why *why)
{
    const JsonNode *months = json_member(request, "months");
    PensionCase pension = { 0 };
    TRY(amount_take(arena, request, "average_wage_fen", &pension.average_wage, why));
    if (!index_read(json_text_of(json_member(request, "index")), &pension.index_e4))
        return calc_bad(arena, S("index"), "应为平均缴费指数，例如 1.0000。", "Must be an average index, such as 1.0000.", why);
    if (!months)
        return calc_bad(arena, S("months"), "请给出缴费月数。", "Give the months of contributions.", why);
    pension.months = months->number;
    TRY(amount_take(arena, request, "balance_fen", &pension.balance, why));
    if (!age_read(json_text_of(json_member(request, "age")), &pension.age_months))
        return calc_bad(arena, S("age"), "应为年龄，例如 60y3m。", "Must be an age, such as 60y3m.", why);
    out->region = policy_national(calculators_set(calculators));
    Err err = pension_of(out->region, &pension, &out->pension, arena, out->traced ? &out->trace : NULL, why);
    err = renamed(err, why, "average_wage", "average_wage_fen");
    return renamed(err, why, "balance", "balance_fen");
}
