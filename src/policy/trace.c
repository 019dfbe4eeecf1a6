/* trace.c - see trace.h. */
#include "policy/trace.h"
#include "base/money.h"
#include "base/require.h"
#include "policy/set.h"

static Str head_write(Arena *arena, Str name, Str value_json, const TraceRule *rule, int64_t row)
{
    Json json = json_make(arena);
    json_open(&json, '{');
    json_put(&json, "rule", name);
    if (row >= 0)
        json_put_int(&json, "row", row);
    json_key(&json, "value");
    json_raw(&json, value_json);
    json_put(&json, "from", day_text(arena, rule->from));
    json_put(&json, "law", rule->law);
    json_put(&json, "status", rule->provisional ? S("provisional") : S("final"));
    return json_str(&json);
}

const TraceRule *trace_rule(Arena *arena, PolicyKey key, const PolicyValue *value, const PolicyRow *row)
{
    TraceRule *rule = arena_new(arena, TraceRule, 1);
    PolicyValue shown = *value;
    PolicyRow one = { 0 };
    Json json = json_make(arena);
    if (row && policy_key_kind(key) == POLICY_LIST) { /* a list of one is that one */
        one = (PolicyRow){ 1, row->value };
        shown.rows = &one;
        shown.row_count = 1;
    } else if (row) {
        shown.rows = row;
        shown.row_count = 1;
    }
    *rule = (TraceRule){ .label = { policy_key_meaning(key, false), policy_key_meaning(key, true) },
                         .value = { policy_value_text(arena, key, &shown, false), policy_value_text(arena, key, &shown, true) },
                         .law = value->reference,
                         .from = value->from,
                         .provisional = value->status == POLICY_PROVISIONAL };
    if (row)
        json_int(&json, row->value);
    else
        policy_value_json(&json, arena, key, value);
    rule->head = head_write(arena, str(policy_key_path(key)), json_str(&json), rule, row ? row->key : -1);
    return rule;
}

const TraceRule *trace_rule_on(Arena *arena, const RegionPolicy *region, PolicyKey key, Day day)
{
    return trace_rule(arena, key, value_at(&region->params[key], day), NULL);
}

const TraceRule *trace_calendar(Arena *arena, const Calendar *calendar, Day day)
{
    int year = month_year(day_month(day));
    for (size_t i = 0; i < calendar->year_count; i++) {
        if (calendar->years[i].year != year)
            continue;
        TraceRule *rule = arena_new(arena, TraceRule, 1);
        Str number = str_format(arena, "%d", year);
        *rule = (TraceRule){ .label = { "放假和调休安排", "public holidays" },
                             .value = { number, number },
                             .law = calendar->years[i].reference,
                             .from = day_make(year, 1, 1),
                             .provisional = calendar->years[i].status == POLICY_PROVISIONAL };
        rule->head = head_write(arena, S("calendar"), number, rule, -1);
        return rule;
    }
    return NULL;
}

void trace_add(Trace *trace, const TraceRule *rule, const char *part, int64_t fen)
{
    if (!rule)
        return;
    require(trace->count < TRACE_LINES_MAX);
    trace->lines[trace->count++] = (TraceLine){ rule, part, fen };
}

void trace_json(Json *json, const Trace *trace)
{
    json_open(json, '[');
    for (int i = 0; i < trace->count; i++) {
        const TraceLine *line = &trace->lines[i];
        json_raw(json, line->rule->head);
        if (line->part) {
            buf_add(&json->buf, S(",\"part\":\""));
            buf_add(&json->buf, str(line->part));
            buf_add(&json->buf, S("\",\"amount_fen\":"));
            buf_int(&json->buf, line->fen);
        }
        buf_char(&json->buf, '}');
    }
    json_close(json, ']');
}

void trace_human(Buf *out, Arena *arena, const Trace *trace, bool en)
{
    for (int i = 0; i < trace->count; i++) {
        const TraceLine *line = &trace->lines[i];
        const TraceRule *rule = line->rule;
        buf_format(out, "  %s", rule->label[en]);
        buf_format(out, en ? ": " STR_FMT : "：" STR_FMT, STR_ARG(rule->value[en]));
        if (line->part)
            buf_format(out, "  -> %s " STR_FMT, line->part, STR_ARG(money_text(arena, (Money){ line->fen })));
        buf_format(out, en ? "\n    from " STR_FMT "%s, " STR_FMT "\n" : "\n    自 " STR_FMT " 起%s，" STR_FMT "\n",
                   STR_ARG(day_text(arena, rule->from)),
                   !rule->provisional ? ""
                   : en               ? " (provisional)"
                                      : "（暂定）",
                   STR_ARG(rule->law));
    }
}
