/* calc_line.c - see calc_line.h. */
#include "policy/calc_line.h"
#include "base/require.h"
#include "policy/calc_case.h"

#define AS_NAME(number, NAME, word, zh, en) [NAME] = { word, { zh, en } },
static const struct {
    const char *word, *label[2];
} calculators[CALC_END] = { CALCULATORS(AS_NAME) };
#define AS_FIELD(calc, name, kind, example) { calc, name, kind, example },
static const CalcField fields[] = { CALC_FIELDS(AS_FIELD) };
enum { FIELD_COUNT = sizeof fields / sizeof *fields };

typedef Err CaseFn(Arena *arena, Calculators *calculators, const JsonNode *request, CalcResult *out, Why *why);
static CaseFn *const cases[CALC_END] = {
    [CALC_WORKDAY] = workday_case,   [CALC_RETIREMENT] = retirement_case, [CALC_CONTRIBUTION] = contribution_case,
    [CALC_LATE_FEE] = late_fee_case, [CALC_INTEREST] = interest_case,     [CALC_PENSION] = pension_case,
};

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

Str calc_option(Arena *arena, const CalcField *field)
{
    Str name = str_copy(arena, str(field->name));
    for (size_t i = 0; i < name.n; i++)
        ((char *)name.p)[i] = name.p[i] == '_' ? '-' : name.p[i];
    if (field->kind == CALC_CREDITS)
        return S("credit");
    return field->kind == CALC_FEN ? str_head(name, name.n - strlen("-fen")) : name;
}

const CalcField *calc_field_by_option(Arena *arena, Calc calc, Str option)
{
    for (size_t i = 0; i < FIELD_COUNT; i++)
        if (fields[i].calc == calc && str_eq(calc_option(arena, &fields[i]), option))
            return &fields[i];
    return NULL;
}

/* What a member of that kind must be, or NULL if it is. */
static const char *const *kind_fault(CalcKind kind, const JsonNode *item)
{
    static const char *const faults[][2] = {
        [CALC_TEXT] = { "应为引号内的文字。", "Must be text in quotation marks." },
        [CALC_INT] = { "应为不小于零的整数。", "Must be a whole number, zero or more." },
        [CALC_TRUE] = { "只能是 true，不需要时请去掉。", "Must be true; leave it out otherwise." },
        [CALC_FEN] = { "应为整数，以分为单位。", "Must be a whole number of fen." },
        [CALC_CREDITS] = { "应为月份和金额（分），例如 {\"01\":80000}。",
                           "Must be months with amounts in fen, such as {\"01\":80000}." },
    };
    bool fine = kind == CALC_TEXT   ? item->type == JSON_TEXT
                : kind == CALC_INT  ? item->type == JSON_INT && item->number >= 0
                : kind == CALC_TRUE ? item->type == JSON_BOOL && item->truth
                : kind == CALC_FEN  ? item->type == JSON_INT
                                    : item->type == JSON_MEMBERS;
    return fine ? NULL : faults[kind];
}

static Err member_check(Arena *arena, Calc calc, const JsonNode *item, Why *why)
{
    if (str_is(item->key, "calc"))
        return OK;
    const CalcField *field = calc_field(calc, item->key);
    if (!field)
        return calc_bad(arena, item->key, "没有这个字段。", "There is no such field.", why);
    const char *const *fault = kind_fault(field->kind, item);
    return fault ? calc_bad(arena, item->key, fault[0], fault[1], why) : OK;
}

Err calc_case(Arena *arena, Calculators *room, const JsonNode *request, CalcResult *out, Why *why)
{
    if (!request || request->type != JSON_MEMBERS)
        return calc_bad(arena, (Str){ 0 }, "每行应为一个 JSON 对象。", "Each line must be one JSON object.", why);
    out->calc = calc_from(json_text_of(json_member(request, "calc")));
    if (!out->calc) {
        Str words = calc_words(arena);
        return refuse(why, ERR_BAD_FIELD, "calc", "没有这种计算。可用：" STR_FMT "。",
                      "There is no such calculator; there are: " STR_FMT ".", STR_ARG(words));
    }
    for (size_t i = 0; i < request->count; i++)
        TRY(member_check(arena, out->calc, &request->items[i], why));
    out->traced = json_member(request, "trace") != NULL;
    out->trace.count = 0;
    return cases[out->calc](arena, room, request, out, why);
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

void calc_json_line(Buf *out, Arena *scratch, Calculators *room, Str line, bool en)
{
    Why why = { .arena = scratch };
    JsonNode *request = NULL;
    CalcResult result;
    if (line.n > CALC_LINE_MAX) {
        calc_too_long(out, en);
        return;
    }
    Err err = json_read(scratch, line, &request, &why);
    if (err == OK)
        err = calc_case(scratch, room, request, &result, &why);
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
