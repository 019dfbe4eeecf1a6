/* rules.c - see rules.h. */
#include "web/rules.h"
#include "base/day.h"
#include "web/open.h"

Err rules_at(PageVisit *visit, Str region, Str month, const JsonNode **at, Why *why)
{
    Json args = visit_args(visit);
    Str known_at = visit_field(visit, "known_at");
    json_put(&args, "region", region);
    json_put(&args, "month", month);
    if (known_at.n)
        json_put(&args, "known_at", known_at);
    return visit_ask(visit, "policy.at", &args, at, why);
}

const JsonNode *rules_find(const JsonNode *at, Str key)
{
    size_t count = 0;
    const JsonNode *items = node_list(at, "parameters", &count);
    for (size_t i = 0; i < count; i++)
        if (str_eq(node_text(&items[i], "key"), key))
            return &items[i];
    return NULL;
}

Str rules_name(const JsonNode *at, Str key, Language lang)
{
    Str said = node_said(rules_find(at, key), NULL, lang);
    return said.n ? said : key;
}

/* ---- values ---- */

static void put_unit(Buf *out, Language lang, Str unit)
{
    static const struct {
        const char *unit, *zh;
    } rows[] = { { "months", "个月" }, { "days", "天" },     { "workdays", "个工作日" }, { "hours", "小时" },
                 { "years", "年" },    { "year", "年" },     { "month", "月" },          { "day", "日" },
                 { "tries", "次" },    { "attempts", "次" }, { "pixels", "像素" },       { "bytes", "字节" } };
    if (!unit.n)
        return;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_is(unit, rows[i].unit) && lang != LANG_EN) {
            buf_format(out, " %s", rows[i].zh);
            return;
        }
    buf_format(out, " " STR_FMT, STR_ARG(unit));
}

static void put_ppm(Buf *out, int64_t ppm)
{
    enum { PERCENT = 10000 };
    buf_format(out, "%lld.%04lld", (long long)ppm / PERCENT, (long long)ppm % PERCENT);
    while (out->p[out->n - 1] == '0')
        out->n--;
    out->n -= out->p[out->n - 1] == '.';
    buf_char(out, '%');
}

static void put_number(Buf *out, Language lang, int64_t number, Str unit)
{
    enum { TENTHS = 10 };
    if (str_is(unit, "fen"))
        buf_add(out, said_money(out->arena, lang, number));
    else if (str_starts(unit, S("ppm")))
        put_ppm(out, number);
    else if (str_is(unit, "percent"))
        buf_format(out, "%lld%%", (long long)number);
    else if (str_is(unit, "tenths of months"))
        buf_format(out, "%lld.%lld", (long long)number / TENTHS, (long long)number % TENTHS);
    else {
        buf_int(out, number);
        put_unit(out, lang, unit);
    }
}

static void put_value(Buf *out, Language lang, const JsonNode *value, Str unit)
{
    if (!value || value->type == JSON_NIL)
        buf_add(out, word(lang, W_VALUE_UNKNOWN));
    else if (value->type == JSON_INT)
        put_number(out, lang, value->number, unit);
    else if (value->type == JSON_BOOL)
        buf_add(out, word(lang, value->truth ? W_YES : W_NO));
    else if (value->type == JSON_TEXT)
        buf_add(out, str_is(value->text, "none") ? word(lang, W_VALUE_NONE) : said_month(out->arena, lang, value->text));
    else if (!value->count)
        buf_add(out, word(lang, W_VALUE_NONE));
    for (size_t i = 0; value && i < value->count; i++) {
        if (i)
            buf_add(out, lang == LANG_EN ? S(", ") : S("，"));
        if (value->items[i].key.n)
            buf_format(out, STR_FMT ": ", STR_ARG(value->items[i].key));
        put_value(out, lang, &value->items[i], unit);
    }
}

Str rules_value(Arena *arena, Language lang, const JsonNode *value, Str unit)
{
    Buf out = { .arena = arena };
    put_value(&out, lang, value, unit);
    return buf_str(&out);
}

/* ---- what is asked ---- */

Str rules_month(const PageVisit *visit, int back)
{
    return month_text(visit->arena, (Month){ day_month(time_day(visit->now)).n - back });
}

Str rules_region(PageVisit *visit)
{
    Str asked = visit_region(visit, "region");
    const OpenLists *lists = open_lists(visit);
    if (asked.n || !lists->region_count)
        return asked;
    return lists->regions[0].code;
}

Html rules_status(const Ui *ui, Str status)
{
    Ui tag = ui_inside(ui);
    bool final = str_is(status, "final");
    ui_tag(&tag, &(UiTag){ .text = word(ui->lang, final ? W_STATUS_FINAL : W_STATUS_PROVISIONAL),
                           .classes = final ? "govuk-tag--green" : "govuk-tag--yellow" });
    return ui_done(&tag);
}

Err rules_ask(PageVisit *visit, const char *query, Str region, const JsonNode **data, FormErrors *errors)
{
    Why why = { .arena = visit->arena };
    Str as_of = visit_field(visit, "as_of");
    Json args = visit_args(visit);
    json_put(&args, "region", region);
    if (as_of.n)
        json_put(&args, "as_of", as_of);
    Err err = visit_ask(visit, query, &args, data, &why);
    if (err != OK)
        form_refused(errors, visit, &why);
    return err;
}
