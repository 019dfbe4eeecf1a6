/* calc_line.c - see calc_line.h. */
#include "policy/calc_line.h"
#include "base/require.h"

#define AS_NAME(number, NAME, word, zh, en) [NAME] = { word, { zh, en } },
static const struct {
    const char *word, *label[2];
} calculators[CALC_END] = { CALCULATORS(AS_NAME) };
#define AS_FIELD(calc, name, kind, example) { calc, name, kind, example },
static const CalcField fields[] = { CALC_FIELDS(AS_FIELD) };
enum { FIELD_COUNT = sizeof fields / sizeof *fields };

Calc calc_from(Str word)
{
    for (int calc = 1; calc < CALC_END; calc++)
        if (str_is(word, calculators[calc].word))
            return (Calc)calc;
    return CALC_NONE;
}

Str calc_words(Arena *arena)
{
    Buf buf = { .arena = arena };
    for (int calc = 1; calc < CALC_END; calc++)
        buf_format(&buf, "%s%s", calc > 1 ? ", " : "", calculators[calc].word);
    return buf_str(&buf);
}

const char *calc_label(Calc calc, bool en) { return calculators[calc].label[en]; }
const CalcField *calc_field_at(size_t index) { return index < FIELD_COUNT ? &fields[index] : NULL; }

const CalcField *calc_field(Calc calc, Str name)
{
    for (size_t i = 0; i < FIELD_COUNT; i++)
        if (fields[i].calc == calc && str_is(name, fields[i].name))
            return &fields[i];
    return NULL;
}

/* Names of fields come from the request; a refusal keeps its own copy. */
static Err bad(Arena *arena, Str field, const char *zh, const char *en, Why *why)
{
    return refuse(why, ERR_BAD_FIELD, str_z(arena, field), zh, en);
}

static Err member_check(Arena *arena, Calc calc, const JsonNode *item, Why *why)
{
    if (str_is(item->key, "calc"))
        return OK;
    const CalcField *field = calc_field(calc, item->key);
    if (!field)
        return bad(arena, item->key, "没有这个字段。", "There is no such field.", why);
    switch (field->kind) {
    case CALC_TEXT:
        return item->type == JSON_TEXT ? OK : bad(arena, item->key, "应为引号内的文字。", "Must be text in quotation marks.", why);
    case CALC_INT:
        return item->type == JSON_INT && item->number >= 0
                   ? OK
                   : bad(arena, item->key, "应为不小于零的整数。", "Must be a whole number, zero or more.", why);
    case CALC_TRUE:
        break;
    }
    return item->type == JSON_BOOL && item->truth
               ? OK
               : bad(arena, item->key, "只能是 true，不需要时请去掉。", "Must be true; leave it out otherwise.", why);
}

/* Which of the three operations is asked for: exactly one of them. */
static Err operation_find(Arena *arena, const JsonNode *request, const JsonNode **out, Why *why)
{
    const char *names[] = { "add", "shift", "add_months" };
    const JsonNode *found = NULL;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const JsonNode *node = json_member(request, names[i]);
        if (node && found)
            return bad(arena, node->key, "add、shift、add_months 只能给出一个。", "Give only one of add, shift and add_months.",
                       why);
        found = node ? node : found;
    }
    if (!found)
        return bad(arena, S("add"), "请给出 add、shift、add_months 之一。", "Give one of add, shift and add_months.", why);
    *out = found;
    return OK;
}

static Err workday_case(Arena *arena, const PolicySet *set, const JsonNode *request, Day *out, Why *why)
{
    enum { MONTH_LAST = 9999 * 12 + 11 };
    const JsonNode *operation = NULL;
    Day from = DAY_NONE;
    if (!day_read(json_text_of(json_member(request, "from")), &from))
        return bad(arena, S("from"), "应为存在的日期，例如 2025-09-26。", "Must be a day that exists, such as 2025-09-26.", why);
    TRY(operation_find(arena, request, &operation, why));
    if (str_is(operation->key, "shift"))
        return calendar_shift(policy_calendar(set), from, out, why);
    if (str_is(operation->key, "add"))
        return calendar_add(policy_calendar(set), from, operation->number, out, why);
    if (operation->number > MONTH_LAST - day_month(from).n)
        return bad(arena, operation->key, "结果超出 9999 年。", "The result would be after the year 9999.", why);
    *out = day_add_months(from, (int)operation->number);
    return OK;
}

static Err retirement_case(Arena *arena, const PolicySet *set, const JsonNode *request, Retirement *out, Why *why)
{
    Month birth = MONTH_NONE;
    RetireCategory category = (RetireCategory)choice_from(SET_RETIRE_CATEGORY, json_text_of(json_member(request, "category")));
    if (!category)
        return bad(arena, S("category"), "应为 M60、F55 或 F50。", "Must be M60, F55 or F50.", why);
    if (!month_read(json_text_of(json_member(request, "birth")), &birth) || birth.n < RETIRE_BIRTH_FIRST ||
        birth.n > RETIRE_BIRTH_LAST)
        return bad(arena, S("birth"), "应为出生年月，例如 1965-01。", "Must be a month of birth, such as 1965-01.", why);
    *out = retirement_of(policy_national(set), category, birth);
    return OK;
}

Err calc_case(Arena *arena, const PolicySet *set, const JsonNode *request, CalcResult *out, Why *why)
{
    if (!request || request->type != JSON_MEMBERS)
        return bad(arena, (Str){ 0 }, "每行应为一个 JSON 对象。", "Each line must be one JSON object.", why);
    CalcResult result = { .calc = calc_from(json_text_of(json_member(request, "calc"))) };
    if (!result.calc) {
        Str words = calc_words(arena);
        return refuse(why, ERR_BAD_FIELD, "calc", "没有这种计算。可用：" STR_FMT "。",
                      "There is no such calculator; there are: " STR_FMT ".", STR_ARG(words));
    }
    for (size_t i = 0; i < request->count; i++)
        TRY(member_check(arena, result.calc, &request->items[i], why));
    if (result.calc == CALC_WORKDAY)
        TRY(workday_case(arena, set, request, &result.day, why));
    else
        TRY(retirement_case(arena, set, request, &result.retirement, why));
    *out = result;
    return OK;
}

void calc_members(Json *json, Arena *arena, const CalcResult *result)
{
    if (result->calc == CALC_WORKDAY) {
        json_put(json, "day", day_text(arena, result->day));
        return;
    }
    json_put_int(json, "delay_months", result->retirement.delay_months);
    json_put_int(json, "age_months", result->retirement.age_months);
    json_put(json, "month", month_text(arena, result->retirement.month));
    json_put_int(json, "minimum_months", result->retirement.minimum_months);
}

void calc_human(Buf *out, Arena *arena, const CalcResult *result, bool en)
{
    static const char *const weekday[7][2] = { { "星期一", "Monday" },   { "星期二", "Tuesday" }, { "星期三", "Wednesday" },
                                               { "星期四", "Thursday" }, { "星期五", "Friday" },  { "星期六", "Saturday" },
                                               { "星期日", "Sunday" } };
    if (result->calc == CALC_WORKDAY) {
        buf_format(out, STR_FMT " %s\n", STR_ARG(day_text(arena, result->day)), weekday[day_weekday(result->day)][en]);
        return;
    }
    const Retirement *r = &result->retirement;
    Str month = month_text(arena, r->month);
    buf_format(out,
               en ? STR_FMT ": %d years %d months (%d months later than before); least contributions %d months\n"
                  : STR_FMT "：%d 周岁 %d 个月（比原规定延迟 %d 个月），最低缴费 %d 个月\n",
               STR_ARG(month), r->age_months / 12, r->age_months % 12, r->delay_months, r->minimum_months);
}

void calc_error_members(Json *json, const Why *why, bool en)
{
    json_put(json, "error", str(err_code(why->code)));
    json_put_or_null(json, "field", why->field);
    json_put(json, "why", en ? why->en : why->zh);
}

static void error_line(Buf *out, const Why *why, bool en)
{
    Json json = { .buf = *out };
    json_open(&json, '{');
    calc_error_members(&json, why, en);
    json_close(&json, '}');
    buf_char(&json.buf, '\n');
    *out = json.buf;
}

void calc_too_long(Buf *out, bool en)
{
    Why why = { 0 };
    Err err = refuse(&why, ERR_TOO_LARGE, "", NULL, NULL);
    require(err == ERR_TOO_LARGE);
    error_line(out, &why, en);
}

void calc_json_line(Buf *out, Arena *scratch, const PolicySet *set, Str line, bool en)
{
    Why why = { .arena = scratch };
    JsonNode *request = NULL;
    CalcResult result = { 0 };
    if (line.n > CALC_LINE_MAX) {
        calc_too_long(out, en);
        return;
    }
    Err err = json_read(scratch, line, &request, &why);
    if (err == OK)
        err = calc_case(scratch, set, request, &result, &why);
    if (err != OK) {
        error_line(out, &why, en);
        return;
    }
    Json json = { .buf = *out };
    json_open(&json, '{');
    calc_members(&json, scratch, &result);
    json_close(&json, '}');
    buf_char(&json.buf, '\n');
    *out = json.buf;
}
