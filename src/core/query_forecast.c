/* query_forecast.c - person.forecast and person.outlook: the monthly pension by law from what the ledger holds and stated
 * assumptions: the person goes on paying on the present base until the month asked about (the statutory one by default);
 * wages and base grow by the rate given; no interest to come is counted. What is missing for a pension is said, never guessed.
 * The outlook is the same forecast for each quarter in which the law lets the person choose to retire. */
#include "core/money_scope.h"
#include "core/shapes.h"
#include "hold/effects.h"
#include "levy/bills.h"
#include "levy/personal.h"
#include "policy/pension.h"
#include "policy/retirement.h"

enum { MONTHS_SEEN = PERSONAL_YEARS * YEAR_MONTHS, GROWTH_ONE = 1000000, OUTLOOK_STEP = 3 };

/* Where months of contributions come from, and whether they count now. Arrears count when they are paid. */
#define SOURCES(X) \
    X(PAID, "paid", true, "账簿中已缴", "paid by the books", "《社会保险法》第十六条") \
    X(AHEAD, "ahead", true, "假定继续缴费", "assumed: the person goes on paying", "《社会保险法》第十六条") \
    X(DEEMED, "deemed", true, "视同缴费年限（以认定为准）", "deemed years, as they will be recognised", \
      "《社会保险法》第十三条、国发〔1997〕26号") \
    X(OWN_ARREARS, "own-arrears", false, "本人已核定未缴，补缴后计入", "billed to the person and unpaid; they count when paid", \
      "《社会保险法》第十条、第六十条") \
    X(EMPLOYER_ARREARS, "employer-arrears", false, "单位已核定未缴，由单位补缴后计入", \
      "billed to the employer and unpaid; they count when the employer pays", "《社会保险法》第六十三条、第八十六条")
#define AS_SOURCE_ENUM(NAME, ...) NAME,
#define AS_SOURCE_ROW(NAME, code, counted, zh, en, law) { code, counted, zh, en, law },
typedef enum { SOURCES(AS_SOURCE_ENUM) SOURCE_END } Source;
static const struct {
    const char *code;
    bool counted;
    const char *zh, *en, *law;
} source_words[SOURCE_END] = { SOURCES(AS_SOURCE_ROW) };

/* Months that are paid or would be: how many, and their index as a sum over those for which the wage is on file. */
typedef struct {
    int64_t base[MONTHS_SEEN]; /* pension base of each month since PERSONAL_FIRST; differences are in it */
    int64_t months, index_sum, index_months;
    Money own; /* what of unpaid ones comes to the personal account */
} Months;

typedef struct {
    Query *query;
    const RegionPolicy *region, *nation;
    Months paid, arrears[2];     /* of the person, of employers */
    int64_t last_base, last_own; /* of the last month */
    Month last;
    int64_t deemed;
    Month month; /* of retirement */
    Money wage, balance;
    int64_t ahead, age_months;
    bool provisional;
} Forecast;

/* Who can still pay what is open: an employer always; of who pays alone only what is still asked, by the bills. */
static bool arrears_of(Forecast *forecast, const SheetSeen *seen, bool *employer)
{
    Held *held = NULL;
    const SheetLine *line = seen->line;
    const PersonFacts *person = forecast->query->loaded.view.person;
    *employer = seen->payer_kind == SHEET_OF_UNIT;
    if (*employer)
        return true;
    if (line->contract && work_find(&forecast->query->loaded.work, SUBJECT_CONTRACT, line->contract, &held) == OK && held)
        *employer = !bills_own(held->facts);
    const BillFacts *bill = person_bill(person, line->contract, line->region, seen->month.n);
    return *employer || (bill && bills_asked(bill, INSURANCE_PENSION));
}

static bool see_line(void *context, const SheetSeen *seen)
{
    Forecast *forecast = context;
    Months *to = &forecast->paid;
    bool paid = (seen->settled | seen->credited) >> INSURANCE_PENSION & 1, employer = false;
    int64_t at = seen->month.n - (int64_t)PERSONAL_FIRST * YEAR_MONTHS, base = seen->line->base[INSURANCE_PENSION].fen;
    if (at < 0 || at >= MONTHS_SEEN || !base || (!paid && !arrears_of(forecast, seen, &employer)))
        return true;
    if (!paid) {
        to = &forecast->arrears[employer];
        to->own.fen += seen->line->amounts.pension_personal.fen;
    }
    to->base[at] += base;
    if (paid && base > 0 && seen->month.n >= forecast->last.n) {
        forecast->last = seen->month;
        forecast->last_base = base;
        forecast->last_own = seen->line->amounts.pension_personal.fen;
    }
    return true;
}

/* A month counts once: unpaid differences of a paid month add none. */
static void months_count(Forecast *forecast, Months *months, const Months *before)
{
    for (int i = 0; i < MONTHS_SEEN; i++) {
        const PolicyValue *wage = NULL;
        Why ignored = { .arena = forecast->query->arena };
        bool provisional = false;
        Month month = { PERSONAL_FIRST * YEAR_MONTHS + i };
        if (months->base[i] <= 0 || (before && before->base[i] > 0))
            continue;
        months->months++;
        if (policy_current(forecast->region, KEY_BASE_AVERAGE_WAGE, month_first(month), &wage, &provisional, &ignored) != OK)
            continue;
        months->index_months++;
        months->index_sum += (months->base[i] * INDEX_ONE * 2 + wage->value) / (wage->value * 2);
    }
}

/* The average of base / average wage, with or without what is still to be paid. */
static int64_t index_of(const Forecast *forecast, bool arrears)
{
    int64_t sum = forecast->paid.index_sum, count = forecast->paid.index_months;
    for (int i = 0; i < 2 && arrears; i++) {
        sum += forecast->arrears[i].index_sum;
        count += forecast->arrears[i].index_months;
    }
    return count ? (sum * 2 + count) / (count * 2) : 0;
}

static Err read_paid(Forecast *forecast, SheetAsOf as_of)
{
    Query *query = forecast->query;
    TRY(sheet_years(query->bureau->db, query->arena, query->loaded.view.person->id, SHEET_YEAR_FIRST, SHEET_YEAR_LAST, as_of,
                    see_line, forecast));
    months_count(forecast, &forecast->paid, NULL);
    for (int i = 0; i < 2; i++)
        months_count(forecast, &forecast->arrears[i], &forecast->paid);
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

static Err pension_with(const Forecast *forecast, bool arrears, Pension *out, Trace *trace, Why *why)
{
    PensionCase request = { .average_wage = forecast->wage,
                            .balance = forecast->balance,
                            .index_e4 = index_of(forecast, arrears),
                            .months = forecast->paid.months + forecast->ahead + forecast->deemed,
                            .age_months = forecast->age_months };
    for (int i = 0; i < 2 && arrears; i++) {
        request.months += forecast->arrears[i].months;
        request.balance.fen += forecast->arrears[i].own.fen;
    }
    request.balance.fen = request.balance.fen > 0 ? request.balance.fen : 0;
    return forecast->wage.fen ? pension_of(forecast->nation, &request, out, forecast->query->arena, trace, why) : ERR_NO_RULE;
}

/* Which months make it up, each with its law; and what the pension is when the arrears are paid. */
static void put_sources(Forecast *forecast)
{
    Json *json = forecast->query->data;
    Trace ignored = { 0 };
    Why why = { .arena = forecast->query->arena };
    Pension pension;
    const Months *arrears = forecast->arrears;
    const int64_t months[SOURCE_END] = { forecast->paid.months, forecast->ahead, forecast->deemed, arrears[0].months,
                                         arrears[1].months };
    json_key(json, "contribution_months");
    json_open(json, '[');
    for (int i = 0; i < SOURCE_END; i++) {
        json_open(json, '{');
        json_put_word(json, "code", source_words[i].code);
        json_put_int(json, "months", months[i]);
        json_put_bool(json, "counted", source_words[i].counted);
        json_put_word(json, "zh", source_words[i].zh);
        json_put_word(json, "en", source_words[i].en);
        json_put_word(json, "law", source_words[i].law);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_key(json, "total_with_arrears_fen");
    if (arrears[0].months + arrears[1].months && pension_with(forecast, true, &pension, &ignored, &why) == OK)
        json_int(json, pension.total.fen);
    else
        json_nil(json);
}

static void put_what_is_missing(Forecast *forecast, const Retirement *statutory, Err err, const Why *why)
{
    Json *json = forecast->query->data;
    Arena *arena = forecast->query->arena;
    int64_t lacking = statutory->minimum_months - forecast->paid.months - forecast->ahead - forecast->deemed;
    json_key(json, "missing");
    json_open(json, '[');
    if (lacking > 0)
        put_missing(json, "months", str_format(arena, "缴费年限不足：还差 %lld 个月，可继续缴费。", (long long)lacking),
                    str_format(arena, "%lld months of contributions short; go on paying.", (long long)lacking));
    if (!forecast->paid.months)
        put_missing(json, "contributions", S("账簿中没有已缴的养老保险费。"), S("No paid pension contributions are on the books."));
    if (forecast->deemed)
        put_missing(json, "transition",
                    S("有视同缴费年限的，另有过渡性养老金，系数由各省规定，本测算未计入；视同缴费年限以认定为准。"),
                    S("Deemed years bring a transitional pension by a factor of each province; it is not in this forecast. Deemed "
                      "years count as they are recognised."));
    if (forecast->paid.index_months < forecast->paid.months)
        put_missing(json, "index", S("部分月份没有公布的平均工资，未计入平均缴费指数。"),
                    S("For some months no average wage is on file; they are left out of the index."));
    if (err != OK)
        put_missing(json, "rule", forecast->wage.fen && why->zh.n ? why->zh : S("该地区没有平均工资数据，不能测算。"),
                    forecast->wage.fen && why->en.n ? why->en : S("No average wage of the region is on file."));
    json_close(json, ']');
}

/* The pension as each part is made, and what is missing for it in law. */
static void put_pension(Forecast *forecast, const Retirement *statutory)
{
    Json *json = forecast->query->data;
    Why why = { .arena = forecast->query->arena };
    Trace trace = { 0 };
    Pension pension;
    Err err = pension_with(forecast, false, &pension, &trace, &why);
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
    put_sources(forecast);
    put_what_is_missing(forecast, statutory, err, &why);
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
    json_put_int(json, "deemed_months", forecast->deemed);
    json_close(json, '}');
    json_put_int(json, "months_paid", forecast->paid.months);
    json_put_int(json, "index_e4", index_of(forecast, false));
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
                            .deemed = arg_int(&query->command, F_DEEMED_MONTHS),
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
    put_pension(forecast, &statutory);
    return OK;
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
    int64_t months = forecast->paid.months + forecast->ahead + forecast->deemed;
    bool paid =
        pension_with(forecast, false, &pension, &trace, &ignored) == OK && forecast->paid.months && months >= minimum_months;
    json_open(json, '{');
    json_put(json, "month", month_text(forecast->query->arena, forecast->month));
    json_put_int(json, "age_months", forecast->age_months);
    json_put_int(json, "months", months);
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
