/* param.c - see param.h. Reads the built-in files or a folder; needs no bureau. */
#include "app/param.h"
#include "app/options.h"
#include "app/talk.h"
#include "policy/calendar.h"
#include <time.h>

enum { LIFE_BYTES = 64 << 20 };

/* One side of a comparison: a region of a set on a day. */
typedef struct {
    const PolicySet *set;
    const RegionPolicy *region;
    Month month;
    Day day;
} Side;

typedef struct {
    Arena *arena;
    Options options;
    bool json, alarms;
    const char *region, *month, *policy, *with_region, *with_month, *with_policy;
    Side side;
    Why why;
} Call;

static const char *const examples[] = {
    "shebao param list --region 110000 --month 2025-08",
    "shebao param list --alarms                             what runs out, is stale, unknown or provisional, everywhere",
    "shebao param list base --region 440300                 only keys that begin so",
    "shebao param get base.pension_cap_fen --region 110000  every value of one key, with its notice",
    "shebao param diff --region 310000 --month 2024-08 --with-month 2025-08",
    "shebao param diff --region 110000 --with-region 310000",
    "shebao param diff --region 110000 --with-policy FOLDER",
};

static void help_say(const Call *call)
{
    Buf out = { .arena = call->arena };
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        buf_format(&out, "  %s\n", examples[i]);
    buf_add(&out,
            call->options.en
                ? S("\nWithout --region: the nation. Without --month: this month. --policy FOLDER: these files instead of the\n"
                    "built-in ones. --json: JSON instead of lines. --lang zh|en.\n")
                : S("\n不写 --region 为全国，不写 --month 为当月；--policy 文件夹：使用该文件夹中的政策文件；\n"
                    "--json：以 JSON 输出；--lang zh|en：语言\n"));
    talk_put(buf_str(&out));
}

static Err side_read(Call *call, const char *region, const char *month, const char *folder, Side *out)
{
    int64_t code = 0;
    TRY(policy_load(call->arena, folder, &out->set, &call->why));
    out->month = day_month(time_day((Time){ (int64_t)time(NULL) }));
    out->region = policy_national(out->set);
    if (month && !month_read(str(month), &out->month))
        return refuse(&call->why, ERR_BAD_FIELD, "month", "应为月份，例如 2025-08。", "Must be a month, such as 2025-08.");
    if (region && (strlen(region) != 6 || !str_int(str(region), &code) || code < 0))
        return refuse(&call->why, ERR_BAD_FIELD, "region", "应为六位行政区划代码，例如 110000。",
                      "Must be the six digits of a region, such as 110000.");
    if (region)
        TRY(policy_region_get(out->set, (int)code, &out->region, &call->why));
    out->day = month_first(out->month);
    return OK;
}

/* The value that holds on a day, or NULL before the first. */
static const PolicyValue *value_on(const RegionPolicy *region, PolicyKey key, Day day, bool *own)
{
    size_t count = 0;
    const PolicyValue *values = policy_values(region, key, &count, own), *found = NULL;
    for (size_t i = 0; i < count && values[i].from.n <= day.n; i++)
        found = &values[i];
    return found;
}

static void region_members(Json *json, Arena *arena, const RegionPolicy *region)
{
    json_put(json, "region", str_format(arena, "%06d", policy_region_code(region)));
    json_put(json, "name", policy_region_name(region, false));
    json_put(json, "name_en", policy_region_name(region, true));
}

static void value_members(Json *json, Arena *arena, PolicyKey key, const PolicyValue *value)
{
    json_put(json, "key", str(policy_key_path(key)));
    json_key(json, "value");
    policy_value_json(json, arena, key, value);
    json_put(json, "unit", str(policy_key_unit(key)));
    json_put(json, "from", day_text(arena, value->from));
    json_put(json, "status", value->status == POLICY_FINAL ? S("final") : S("provisional"));
    json_put(json, "reference", value->reference);
}

static void value_line(Buf *out, Call *call, PolicyKey key, const PolicyValue *value)
{
    bool en = call->options.en;
    buf_format(out, "  " STR_FMT "  " STR_FMT "%s\n", STR_ARG(day_text(call->arena, value->from)),
               STR_ARG(policy_value_text(call->arena, key, value, en)),
               value->status == POLICY_FINAL ? ""
               : en                          ? "  (provisional)"
                                             : "  （暂定）");
    buf_format(out, "              " STR_FMT "\n", STR_ARG(value->reference));
}

static void json_say(Json *json)
{
    buf_char(&json->buf, '\n');
    talk_put(json_str(json));
}

/* ---- list ---- */

/* What a list is made of: the parameters of one region, or what has the alarm `only`. */
static bool listed(const Call *call, const RegionPolicy *region, PolicyKey key, PolicyAlarm only, const PolicyValue **value,
                   PolicyAlarm *alarm)
{
    size_t count = 0;
    bool own = false;
    Str head = str(call->options.plain[1]);
    *alarm = policy_alarm(region, key, call->side.day, value);
    policy_values(region, key, &count, &own);
    if (!*value || !str_starts(str(policy_key_path(key)), head))
        return false;
    return !only || (*alarm == only && (own || only == POLICY_IS_UNKNOWN || !policy_region_code(region)));
}

static void list_region(Call *call, const RegionPolicy *region, PolicyAlarm only, Json *json)
{
    Buf lines = { .arena = call->arena };
    bool en = call->options.en;
    for (PolicyKey key = 0; key < POLICY_KEY_END; key++) {
        const PolicyValue *value = NULL;
        PolicyAlarm alarm = POLICY_FINE;
        if (!listed(call, region, key, only, &value, &alarm))
            continue;
        if (json) {
            json_open(json, '{');
            region_members(json, call->arena, region);
            value_members(json, call->arena, key, value);
            json_put(json, "alarm", str(policy_alarm_word(alarm)));
            json_close(json, '}');
            continue;
        }
        buf_format(&lines, "%s  %s\n", policy_key_path(key), policy_key_meaning(key, en));
        value_line(&lines, call, key, value);
        if (!only && alarm != POLICY_FINE && alarm != POLICY_IS_PROVISIONAL)
            buf_format(&lines, "            ! %s\n", policy_alarm_label(alarm, en));
    }
    if (lines.n) {
        talk_put(str_format(call->arena, "== " STR_FMT " " STR_FMT "%s%s\n", STR_ARG(policy_region_name(region, en)),
                            STR_ARG(month_text(call->arena, call->side.month)), only ? ": " : "",
                            only ? policy_alarm_label(only, en) : ""));
        talk_put(buf_str(&lines));
    }
}

/* The calendar is no parameter of a region, and the first thing that runs out. */
static void list_calendar(Call *call, Json *json)
{
    Day last = calendar_last(policy_calendar(call->side.set));
    bool ended = last.n < call->side.day.n;
    if (day_add_months(call->side.day, POLICY_ALARM_MONTHS).n <= last.n)
        return;
    const char *alarm = policy_alarm_word(ended ? POLICY_HAS_ENDED : POLICY_RUNS_OUT);
    if (json) {
        json_open(json, '{');
        json_put(json, "key", S("calendar"));
        json_put(json, "until", day_text(call->arena, last));
        json_put(json, "alarm", str(alarm));
        json_close(json, '}');
        return;
    }
    talk_put(str_format(call->arena, call->options.en ? "calendar  until " STR_FMT " ! %s\n" : "放假安排  截至 " STR_FMT " ! %s\n",
                        STR_ARG(day_text(call->arena, last)),
                        policy_alarm_label(ended ? POLICY_HAS_ENDED : POLICY_RUNS_OUT, call->options.en)));
}

static void list_alarm(Call *call, PolicyAlarm only, Json *json)
{
    list_region(call, call->side.region, only, json);
    for (size_t i = 0; !call->region && i < policy_region_count(call->side.set); i++)
        list_region(call, policy_region_at(call->side.set, i), only, json);
}

static Err list_run(Call *call)
{
    Json json = json_make(call->arena), *to = call->json ? &json : NULL;
    if (to) {
        json_open(to, '{');
        json_put(to, "month", month_text(call->arena, call->side.month));
        json_put(to, "set", str_hex(call->arena, hash_str(policy_hash(call->side.set))));
        json_key(to, "parameters");
        json_open(to, '[');
    }
    if (call->alarms && !call->options.plain[1])
        list_calendar(call, to);
    if (call->alarms) /* the worst first */
        for (PolicyAlarm only = POLICY_HAS_ENDED; only > POLICY_FINE; only--)
            list_alarm(call, only, to);
    else
        list_region(call, call->side.region, POLICY_FINE, to);
    if (to) {
        json_close(to, ']');
        json_close(to, '}');
        json_say(to);
    }
    return OK;
}

/* ---- get ---- */

static Err key_read(Call *call, PolicyKey *out)
{
    Str asked = str(call->options.plain[1]);
    Meant meant = { .asked = asked };
    PolicyKey key = policy_key_from(asked);
    *out = key;
    if (key != POLICY_KEY_END)
        return OK;
    for (key = 0; key < POLICY_KEY_END; key++)
        meant_try(&meant, str(policy_key_path(key)));
    if (meant_any(&meant))
        return refuse(&call->why, ERR_BAD_FIELD, "key", "没有参数“" STR_FMT "”；是不是 " STR_FMT "？",
                      "There is no parameter \"" STR_FMT "\"; did you mean " STR_FMT "?", STR_ARG(asked), STR_ARG(meant.best));
    return refuse(&call->why, ERR_BAD_FIELD, "key", "没有参数“" STR_FMT "”；shebao param list 列出全部。",
                  "There is no parameter \"" STR_FMT "\"; shebao param list lists them.", STR_ARG(asked));
}

static Err get_run(Call *call)
{
    PolicyKey key = POLICY_KEY_END;
    size_t count = 0, first = 0;
    bool own = false;
    TRY(key_read(call, &key));
    const PolicyValue *values = policy_values(call->side.region, key, &count, &own);
    if (call->month) { /* one month: one value */
        const PolicyValue *value = value_on(call->side.region, key, call->side.day, &own);
        if (!value)
            return policy_get(call->side.region, key, call->side.day, &value, &call->why);
        first = (size_t)(value - values);
        count = first + 1;
    }
    Json json = json_make(call->arena);
    Buf lines = { .arena = call->arena };
    json_open(&json, '{');
    region_members(&json, call->arena, call->side.region);
    json_put_bool(&json, "national", !own);
    json_key(&json, "values");
    json_open(&json, '[');
    buf_format(&lines, "%s  %s\n", policy_key_path(key), policy_key_meaning(key, call->options.en));
    for (size_t i = first; i < count; i++) {
        json_open(&json, '{');
        value_members(&json, call->arena, key, &values[i]);
        json_close(&json, '}');
        value_line(&lines, call, key, &values[i]);
    }
    json_close(&json, ']');
    json_close(&json, '}');
    if (call->json)
        json_say(&json);
    else
        talk_put(buf_str(&lines));
    return OK;
}

/* ---- diff ---- */

static bool same(const PolicyValue *a, const PolicyValue *b)
{
    if (!a || !b)
        return a == b;
    bool rows = a->row_count == b->row_count;
    for (size_t i = 0; rows && i < a->row_count; i++)
        rows = a->rows[i].key == b->rows[i].key && a->rows[i].value == b->rows[i].value;
    return rows && a->unknown == b->unknown && a->value == b->value;
}

static void diff_member(Json *json, Call *call, const char *name, PolicyKey key, const PolicyValue *value)
{
    json_key(json, name);
    if (!value) {
        json_nil(json);
        return;
    }
    json_open(json, '{');
    value_members(json, call->arena, key, value);
    json_close(json, '}');
}

static Err diff_run(Call *call)
{
    Side other = { 0 };
    Json json = json_make(call->arena);
    Buf lines = { .arena = call->arena };
    bool en = call->options.en, own = false;
    int found = 0;
    TRY(side_read(call, call->with_region ? call->with_region : call->region, call->with_month ? call->with_month : call->month,
                  call->with_policy ? call->with_policy : call->policy, &other));
    json_open(&json, '[');
    for (PolicyKey key = 0; key < POLICY_KEY_END; key++) {
        const PolicyValue *a = value_on(call->side.region, key, call->side.day, &own),
                          *b = value_on(other.region, key, other.day, &own);
        if (same(a, b))
            continue;
        found++;
        json_open(&json, '{');
        json_put(&json, "key", str(policy_key_path(key)));
        diff_member(&json, call, "a", key, a);
        diff_member(&json, call, "b", key, b);
        json_close(&json, '}');
        buf_format(&lines, "%s  %s\n", policy_key_path(key), policy_key_meaning(key, en));
        if (a)
            value_line(&lines, call, key, a);
        if (b)
            value_line(&lines, call, key, b);
    }
    json_close(&json, ']');
    if (call->json)
        json_say(&json);
    else if (found)
        talk_put(buf_str(&lines));
    else
        talk_put(en ? S("no difference\n") : S("没有不同\n"));
    return OK;
}

/* ---- */

static int call_run(Call *call, int count, char **words)
{
    const Option options[] = { { .name = "json", .flag = &call->json },
                               { .name = "alarms", .flag = &call->alarms },
                               { .name = "region", .text = &call->region },
                               { .name = "month", .text = &call->month },
                               { .name = "policy", .text = &call->policy },
                               { .name = "with-region", .text = &call->with_region },
                               { .name = "with-month", .text = &call->with_month },
                               { .name = "with-policy", .text = &call->with_policy },
                               { .name = NULL } };
    static const struct {
        const char *name;
        Err (*run)(Call *call);
        int words;
    } verbs[] = { { "list", list_run, 0 }, { "get", get_run, 1 }, { "diff", diff_run, 0 } };
    if (!options_read("param", count, words, options, 2, &call->options))
        return EXIT_USAGE;
    const char *verb = call->options.plain[0];
    for (size_t i = 0; verb && i < sizeof verbs / sizeof *verbs; i++) {
        if (strcmp(verb, verbs[i].name) != 0 || call->options.help || call->options.plains - 1 < verbs[i].words)
            continue;
        Err err = side_read(call, call->region, call->month, call->policy, &call->side);
        if (err == OK)
            err = verbs[i].run(call);
        return err == OK ? EXIT_DONE : talk_refused(&call->why, call->options.en);
    }
    help_say(call);
    return call->options.help ? EXIT_DONE : EXIT_USAGE;
}

int param_main(int count, char **words)
{
    Arena life = arena_make(LIFE_BYTES);
    Call call = { .arena = &life, .why = { .arena = &life } };
    int code = call_run(&call, count, words);
    arena_drop(&life);
    return code;
}
