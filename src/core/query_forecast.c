/* query_forecast.c - person.forecast and person.outlook: the monthly pension by law from what the ledger holds and stated
 * assumptions: the person goes on paying on the present base until the month asked about (the statutory one by default);
 * wages and base grow by the rate given; no interest to come is counted. What is missing for a pension is said, never guessed.
 * The outlook is the same forecast for each quarter in which the law lets the person choose to retire. */
#include "core/money_scope.h"
#include "core/shapes.h"
#include "hold/effects.h"
#include "levy/personal.h"
#include "policy/pension.h"
#include "policy/retirement.h"

enum { MONTHS_SEEN = PERSONAL_YEARS * YEAR_MONTHS, GROWTH_ONE = 1000000, OUTLOOK_STEP = 3 };

typedef struct {
    Query *query;
    const RegionPolicy *region, *nation;
    int64_t base[MONTHS_SEEN];   /* paid pension base of each month since PERSONAL_FIRST; differences are in it */
    int64_t last_base, last_own; /* of the last month */
    Month last;
    int64_t months, index_e4, index_months;
    Month month; /* of retirement */
    Money wage, balance;
    int64_t ahead, age_months;
    bool provisional;
} Forecast;

static bool see_line(void *context, const SheetSeen *seen)
{
    Forecast *forecast = context;
    int64_t at = seen->month.n - (int64_t)PERSONAL_FIRST * YEAR_MONTHS, base = seen->line->base[INSURANCE_PENSION].fen;
    if (at < 0 || at >= MONTHS_SEEN || !base || !((seen->settled | seen->credited) >> INSURANCE_PENSION & 1))
        return true;
    forecast->base[at] += base;
    if (base > 0 && seen->month.n >= forecast->last.n) {
        forecast->last = seen->month;
        forecast->last_base = base;
        forecast->last_own = seen->line->amounts.pension_personal.fen;
    }
    return true;
}

/* The months paid, and the average of base / average wage over those for which the wage is on file. */
static Err read_paid(Forecast *forecast, SheetAsOf as_of)
{
    Query *query = forecast->query;
    Rows years;
    int64_t sum = 0;
    TRY(sheet_years(query->bureau->db, query->arena, query->loaded.view.person->id, &years));
    for (size_t i = 0; i < years.count; i++)
        TRY(sheet_year(query->bureau->db, query->arena, query->loaded.view.person->id, (int)cell(&years, i, 0)->i, as_of, see_line,
                       forecast));
    for (int i = 0; i < MONTHS_SEEN; i++) {
        const PolicyValue *wage = NULL;
        Why ignored = { .arena = query->arena };
        bool provisional = false;
        Month month = { PERSONAL_FIRST * YEAR_MONTHS + i };
        if (forecast->base[i] <= 0)
            continue;
        forecast->months++;
        if (policy_current(forecast->region, KEY_BASE_AVERAGE_WAGE, month_first(month), &wage, &provisional, &ignored) != OK)
            continue;
        forecast->index_months++;
        sum += (forecast->base[i] * INDEX_ONE * 2 + wage->value) / (wage->value * 2);
    }
    forecast->index_e4 = forecast->index_months ? (sum * 2 + forecast->index_months) / (forecast->index_months * 2) : 0;
    return OK;
}

static bool grow(Money *amount, int64_t growth_ppm, int64_t years)
{
    for (int64_t i = 0; i < years; i++)
        if (!money_part(*amount, GROWTH_ONE + growth_ppm, GROWTH_ONE, amount))
            return false;
    return true;
}

/* The months still to be paid, and what they bring: the base rises each January. */
static Err project(Forecast *forecast)
{
    Query *query = forecast->query;
    int64_t growth = arg_int(&query->command, F_WAGE_GROWTH_PPM);
    Month now = day_month(time_day(query->now)), next = { forecast->last.n >= now.n ? forecast->last.n + 1 : now.n };
    Money own = { forecast->last_own };
    bool fine = true, goes_on = forecast->last_base && person_has_account(query->loaded.view.person);
    for (Month month = next; fine && goes_on && month.n < forecast->month.n; month.n++) {
        fine = (month_of_year(month) != 1 || grow(&own, growth, 1)) && money_add(forecast->balance, own, &forecast->balance);
        forecast->ahead++;
    }
    int64_t years = month_year(forecast->month) - month_year(now);
    return fine && grow(&forecast->wage, growth, years) ? OK : refuse(&query->why, ERR_BAD_AMOUNT, "wage_growth_ppm", NULL, NULL);
}

static void put_missing(Json *json, const char *code, Str zh, Str en)
{
    json_open(json, '{');
    json_put(json, "code", str(code));
    json_put(json, "zh", zh);
    json_put(json, "en", en);
    json_close(json, '}');
}

static Err pension_projected(const Forecast *forecast, Pension *out, Trace *trace, Why *why)
{
    PensionCase request = { .average_wage = forecast->wage,
                            .balance = { forecast->balance.fen > 0 ? forecast->balance.fen : 0 },
                            .index_e4 = forecast->index_e4,
                            .months = forecast->months + forecast->ahead,
                            .age_months = forecast->age_months };
    return forecast->wage.fen ? pension_of(forecast->nation, &request, out, forecast->query->arena, trace, why) : ERR_NO_RULE;
}

/* The pension as each part is made, and what is missing for it in law. */
static Err put_pension(Forecast *forecast, const Retirement *statutory)
{
    Query *query = forecast->query;
    Json *json = query->data;
    Arena *arena = query->arena;
    int64_t lacking = statutory->minimum_months - forecast->months - forecast->ahead;
    Why why = { .arena = arena };
    Trace trace = { 0 };
    Pension pension;
    Err err = pension_projected(forecast, &pension, &trace, &why);
    json_key(json, "pension");
    if (err == OK) {
        json_open(json, '{');
        json_put_int(json, "basic_fen", pension.basic.fen);
        json_put_int(json, "account_fen", pension.account.fen);
        json_put_int(json, "total_fen", pension.total.fen);
        json_put_int(json, "divisor_tenths", pension.divisor_tenths);
        json_key(json, "trace");
        trace_json(json, &trace);
        json_close(json, '}');
    } else {
        json_nil(json);
    }
    json_key(json, "missing");
    json_open(json, '[');
    if (lacking > 0)
        put_missing(json, "months", str_format(arena, "缴费年限不足：还差 %lld 个月，可继续缴费。", (long long)lacking),
                    str_format(arena, "%lld months of contributions short; go on paying.", (long long)lacking));
    if (!forecast->months)
        put_missing(json, "contributions", S("账簿中没有已缴的养老保险费，视同缴费年限不在内。"),
                    S("No paid pension contributions are on the books; deemed years are not counted."));
    if (forecast->index_months < forecast->months)
        put_missing(json, "index", S("部分月份没有公布的平均工资，未计入平均缴费指数。"),
                    S("For some months no average wage is on file; they are left out of the index."));
    if (err != OK)
        put_missing(json, "rule", forecast->wage.fen && why.zh.n ? why.zh : S("该地区没有平均工资数据，不能测算。"),
                    forecast->wage.fen && why.en.n ? why.en : S("No average wage of the region is on file."));
    json_close(json, ']');
    return OK;
}

static void put_retirement(Forecast *forecast, const Retirement *statutory)
{
    Query *query = forecast->query;
    const PersonFacts *person = query->loaded.view.person;
    Trace trace = { 0 };
    json_put(query->data, "statutory_month", month_text(query->arena, statutory->month));
    json_put_int(query->data, "statutory_age_months", statutory->age_months);
    json_put_int(query->data, "minimum_months", statutory->minimum_months);
    retirement_trace(query->arena, forecast->nation, (RetireCategory)person->retire_category, day_month(person->born), &trace);
    json_key(query->data, "statutory_trace");
    trace_json(query->data, &trace);
}

static void put_assumptions(Forecast *forecast)
{
    Json *json = forecast->query->data;
    json_key(json, "assumptions");
    json_open(json, '{');
    json_put(json, "month", month_text(forecast->query->arena, forecast->month));
    json_put_int(json, "age_months", forecast->age_months);
    json_put_int(json, "wage_growth_ppm", arg_int(&forecast->query->command, F_WAGE_GROWTH_PPM));
    json_put_int(json, "interest_ppm", 0);
    json_put_int(json, "base_fen", forecast->last_base);
    json_put_int(json, "months_ahead", forecast->ahead);
    json_close(json, '}');
    json_put_int(json, "months_paid", forecast->months);
    json_put_int(json, "index_e4", forecast->index_e4);
    json_put_int(json, "balance_fen", forecast->balance.fen);
    json_put_int(json, "average_wage_fen", forecast->wage.fen);
    json_put(json, "status", S("provisional")); /* what is to come is never final */
}

/* The month asked about: by month or by age, else the statutory one, never before this one. */
static Err month_asked(Forecast *forecast, const Retirement *statutory)
{
    Query *query = forecast->query;
    const Command *command = &query->command;
    Month born = day_month(query->loaded.view.person->born), now = day_month(time_day(query->now));
    bool asked = arg_is(command, F_UNTIL) || arg_is(command, F_AGE_MONTHS);
    forecast->month = statutory->month;
    if (arg_is(command, F_UNTIL))
        forecast->month = day_month(time_day((Time){ arg_int(command, F_UNTIL) }));
    else if (arg_is(command, F_AGE_MONTHS))
        forecast->month.n = born.n + (int)arg_int(command, F_AGE_MONTHS);
    if (forecast->month.n < now.n && asked)
        return refuse(&query->why, ERR_BAD_FIELD, arg_is(command, F_UNTIL) ? "until" : "age_months", "该月份已过。",
                      "That month has passed.");
    if (forecast->month.n < now.n)
        forecast->month = now;
    if (forecast->month.n > born.n + PENSION_MONTHS_MAX)
        return refuse(&query->why, ERR_BAD_FIELD, "until", "不能晚于 100 周岁。", "Not later than the age of 100.");
    forecast->age_months = forecast->month.n - born.n;
    return OK;
}

/* What both forecasts begin with: the statutory month, and what the ledger holds. */
static Err forecast_begin(Query *query, Forecast **out, Retirement *statutory, SheetAsOf *as_of)
{
    const PersonFacts *person = query->loaded.view.person;
    Forecast *forecast = arena_new(query->arena, Forecast, 1);
    *forecast = (Forecast){ .query = query,
                            .region = person_policy(query->bureau->policy, person),
                            .nation = policy_national(query->bureau->policy),
                            .last = { INT32_MIN } };
    if (!person->retire_category || !person_has_birth(person))
        return refuse(&query->why, ERR_WRONG_STATE, "ssn", "登记信息缺少出生日期或退休类别，请先办理更正。",
                      "The record lacks the day of birth or the retirement category; correct it first (person.correct).");
    *statutory = retirement_of(forecast->nation, (RetireCategory)person->retire_category, day_month(person->born));
    *out = forecast;
    return money_as_of(query, as_of);
}

static Err forecast_read(Forecast *forecast, SheetAsOf as_of)
{
    Query *query = forecast->query;
    const PolicyValue *wage = NULL;
    Why ignored = { .arena = query->arena };
    TRY(list_readable(read_paid(forecast, as_of)));
    BalanceOf of = { .account = LEDGER_PERSONAL_PENSION, .owner_kind = OWNER_PERSON, .owner = query->loaded.view.person->id };
    TRY(list_readable(ledger_balance(query->bureau->db, query->arena, &of, as_of.day, as_of.known_at, &forecast->balance)));
    if (policy_current(forecast->region, KEY_BASE_AVERAGE_WAGE, as_of.day, &wage, &forecast->provisional, &ignored) == OK)
        forecast->wage.fen = wage->value;
    return OK;
}

Err query_person_forecast(Query *query)
{
    Forecast *forecast = NULL;
    Retirement statutory;
    SheetAsOf as_of;
    TRY(forecast_begin(query, &forecast, &statutory, &as_of));
    TRY(month_asked(forecast, &statutory));
    TRY(forecast_read(forecast, as_of));
    TRY(project(forecast));
    json_put_int(query->data, "person", query->loaded.view.person->id);
    money_put_as_of(query, &as_of);
    put_retirement(forecast, &statutory);
    put_assumptions(forecast);
    return put_pension(forecast, &statutory);
}

/* ---- the outlook ---- */

/* One month of retirement; without a pension by law, or below the least time of contributions, its amounts are null. */
static Err put_chance(Forecast *forecast, int minimum_months)
{
    Json *json = forecast->query->data;
    Pension pension = { 0 };
    Trace trace = { 0 };
    Why ignored = { .arena = forecast->query->arena };
    TRY(project(forecast));
    bool paid = pension_projected(forecast, &pension, &trace, &ignored) == OK && forecast->months &&
                forecast->months + forecast->ahead >= minimum_months;
    json_open(json, '{');
    json_put(json, "month", month_text(forecast->query->arena, forecast->month));
    json_put_int(json, "age_months", forecast->age_months);
    json_put_int(json, "months", forecast->months + forecast->ahead);
    const struct {
        const char *key;
        Money amount;
    } parts[] = { { "basic_fen", pension.basic }, { "account_fen", pension.account }, { "total_fen", pension.total } };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        json_key(json, parts[i].key);
        if (paid)
            json_int(json, parts[i].amount.fen);
        else
            json_nil(json);
    }
    json_close(json, '}');
    return OK;
}

/* The months that the person may choose: at most so many before the statutory one, not before the former age; at most so
 * many behind it; never before this one. (Decision of 13 September 2024, article 3.) */
static Err put_chances(Forecast *forecast, const Retirement *statutory)
{
    Query *query = forecast->query;
    Day day = month_first(statutory->month);
    Month now = day_month(time_day(query->now)), born = day_month(query->loaded.view.person->born);
    int early = (int)policy_int(forecast->nation, KEY_RETIRE_EARLY_MONTHS, day),
        late = (int)policy_int(forecast->nation, KEY_RETIRE_LATE_MONTHS, day);
    early = early < statutory->delay_months ? early : statutory->delay_months;
    Month first = { statutory->month.n - early / OUTLOOK_STEP * OUTLOOK_STEP }, last = { statutory->month.n + late };
    while (first.n < now.n)
        first.n += OUTLOOK_STEP;
    Money wage = forecast->wage, balance = forecast->balance;
    json_key(query->data, "months");
    json_open(query->data, '[');
    for (Month month = first; month.n <= last.n; month.n += OUTLOOK_STEP) {
        forecast->wage = wage;
        forecast->balance = balance;
        forecast->ahead = 0;
        forecast->month = month;
        forecast->age_months = month.n - born.n;
        TRY(put_chance(forecast, statutory->minimum_months));
    }
    json_close(query->data, ']');
    return OK;
}

Err query_person_outlook(Query *query)
{
    Forecast *forecast = NULL;
    Retirement statutory;
    SheetAsOf as_of;
    TRY(forecast_begin(query, &forecast, &statutory, &as_of));
    TRY(forecast_read(forecast, as_of));
    json_put_int(query->data, "person", query->loaded.view.person->id);
    money_put_as_of(query, &as_of);
    json_put(query->data, "statutory_month", month_text(query->arena, statutory.month));
    json_put_int(query->data, "minimum_months", statutory.minimum_months);
    json_put_int(query->data, "wage_growth_ppm", arg_int(&query->command, F_WAGE_GROWTH_PPM));
    json_put(query->data, "status", S("provisional"));
    return put_chances(forecast, &statutory);
}
