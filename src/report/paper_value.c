/* paper_value.c - see paper_value.h. */
#include "report/paper_value.h"
#include "base/day.h"
#include "report/report.h"

typedef struct {
    const char *code, *zh, *en;
} Told;

static const Told ways[] = { { "cheapest", "最省钱", "Cheapest" },
                             { "fastest", "最快", "Fastest" },
                             { "no-visit", "不用跑腿", "Without a visit" } };
static const Told paid_for[] = { { "principal", "应缴费", "Contribution" }, { "late-fee", "滞纳金", "Late fee" } };

const JsonNode *paper_at(const Saying *saying, const JsonNode *row, const JsonNode *parent, const char *path)
{
    const JsonNode *node = *path == '^' ? parent : row;
    Str rest = str(*path == '^' ? path + 1 : path);
    while (node && rest.n) {
        Str part = str_cut(&rest, '.');
        node = json_member(node, str_z(saying->arena, part));
    }
    return node;
}

static Str told(const Saying *saying, const Told *list, size_t count, Str code)
{
    for (size_t i = 0; i < count; i++)
        if (str_is(code, list[i].code))
            return str(saying->en ? list[i].en : list[i].zh);
    return code;
}

static Str code_said(const Saying *saying, ChoiceSetId set, Str code)
{
    int number = choice_from(set, code);
    return number ? str(saying->en ? choice_of(set, number)->en : choice_of(set, number)->zh) : code;
}

static Str codes_said(const Saying *saying, ChoiceSetId set, const JsonNode *list)
{
    Buf out = { .arena = saying->arena };
    for (size_t i = 0; i < list->count; i++) {
        if (i)
            buf_add(&out, saying->en ? S(", ") : S("、"));
        buf_add(&out, code_said(saying, set, json_text_of(&list->items[i])));
    }
    return buf_str(&out);
}

/* 1234567 is 12,345.67. */
static Str amount_said(Arena *arena, int64_t fen)
{
    Buf out = { .arena = arena };
    Str plain = str_format(arena, "%llu", (unsigned long long)(fen < 0 ? -(uint64_t)fen : (uint64_t)fen) / 100);
    if (fen < 0)
        buf_char(&out, '-');
    for (size_t i = 0; i < plain.n; i++) {
        if (i && (plain.n - i) % 3 == 0)
            buf_char(&out, ',');
        buf_char(&out, plain.p[i]);
    }
    buf_format(&out, ".%02d", (int)((fen < 0 ? -(uint64_t)fen : (uint64_t)fen) % 100));
    return buf_str(&out);
}

/* "2025-01-10T09:00:00+08:00": day and minute are what people need. */
static Str time_said(Arena *arena, Str time)
{
    enum { DAY_CHARS = 10, MINUTE_CHARS = 16 };
    if (time.n < MINUTE_CHARS)
        return time;
    return str_format(arena, STR_FMT " " STR_FMT, STR_ARG(str_head(time, DAY_CHARS)),
                      STR_ARG(str_head(str_from(time, DAY_CHARS + 1), MINUTE_CHARS - DAY_CHARS - 1)));
}

static Str days_said(const Saying *saying, int64_t days)
{
    if (!days)
        return saying->en ? S("at once") : S("当场");
    return str_format(saying->arena, saying->en ? "%lld days" : "%lld 天", (long long)days);
}

static Str place_said(const Saying *saying, const JsonNode *place)
{
    static const char *const keys[] = { "name", "address", "hours", "phone" };
    Buf out = { .arena = saying->arena };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        Str text = json_text_of(json_member(place, keys[i]));
        if (i == 0 && saying->en && json_text_of(json_member(place, "name_en")).n)
            text = json_text_of(json_member(place, "name_en"));
        if (text.n && out.n)
            buf_add(&out, saying->en ? S("; ") : S("；"));
        buf_add(&out, text);
    }
    return buf_str(&out);
}

/* KEY_en beside KEY, where there is one. */
static Str said(const Saying *saying, const JsonNode *row, const JsonNode *parent, const char *path, const JsonNode *node)
{
    Str name = str_format(saying->arena, "%s_en", path);
    const JsonNode *english = saying->en ? paper_at(saying, row, parent, str_z(saying->arena, name)) : NULL;
    return json_text_of(english && json_text_of(english).n ? english : node);
}

static Str number_said(const Saying *saying, const JsonNode *node, Say how)
{
    if (node->type != JSON_INT)
        return json_text_of(node);
    switch (how) {
    case SAY_MONEY:
        return amount_said(saying->arena, node->number);
    case SAY_COST:
        return node->number ? amount_said(saying->arena, node->number) : saying->en ? S("free") : S("免费");
    case SAY_DAYS:
        return days_said(saying, node->number);
    default:
        return str_format(saying->arena, "%lld", (long long)node->number);
    }
}

/* What tells one step from another of the same command. */
static Str variant(const Saying *saying, const JsonNode *args)
{
    static const struct {
        const char *key;
        ChoiceSetId set;
    } keys[] = { { "channel", SET_CHANNEL },
                 { "cause", SET_CAUSE },
                 { "procedure", SET_PROCEDURE },
                 { "event", SET_PIN_EVENT },
                 { "step", SET_TRANSFER_STEP } };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        Str code = json_text_of(json_member(args, keys[i].key));
        if (choice_from(keys[i].set, code))
            return code_said(saying, keys[i].set, code);
    }
    return (Str){ 0 };
}

Str report_step(Arena *arena, bool en, const JsonNode *step)
{
    const Saying saying = { arena, en };
    if (str_is(json_text_of(json_member(step, "command")), "job.daily"))
        return en ? S("Wait: it is restored by itself, nothing to apply for") : S("等到期后自动恢复，不用申请");
    Str what = json_text_of(json_member(step, en ? "what_en" : "what")), of = variant(&saying, json_member(step, "args"));
    return of.n ? str_format(arena, en ? STR_FMT " (" STR_FMT ")" : STR_FMT "（" STR_FMT "）", STR_ARG(what), STR_ARG(of)) : what;
}

Str paper_say(const Saying *saying, const JsonNode *row, const JsonNode *parent, const char *path, Say how, ChoiceSetId set)
{
    const JsonNode *node = paper_at(saying, row, parent, path);
    if (!node || node->type == JSON_NIL)
        return (Str){ 0 };
    Str text = json_text_of(node);
    switch (how) {
    case SAY_TEXT:
    case SAY_DAY:
    case SAY_MONTH:
        return text;
    case SAY_SAID:
        return said(saying, row, parent, path, node);
    case SAY_WORD:
    case SAY_OWN:
        return json_text_of(json_member(node, saying->en ? "en" : "zh"));
    case SAY_CODE:
        return code_said(saying, set, text);
    case SAY_CODES:
        return codes_said(saying, set, node);
    case SAY_TIME:
        return time_said(saying->arena, text);
    case SAY_TRUTH:
        return node->truth ? (saying->en ? S("yes") : S("是")) : saying->en ? S("no") : S("否");
    case SAY_PAYER:
        return !str_is(text, "self") ? text : saying->en ? S("the person") : S("本人");
    case SAY_WAY:
        return told(saying, ways, sizeof ways / sizeof *ways, text);
    case SAY_PART:
        return told(saying, paid_for, sizeof paid_for / sizeof *paid_for, text);
    case SAY_PLACE:
        return place_said(saying, node);
    case SAY_STEP:
        return report_step(saying->arena, saying->en, node);
    case SAY_MONEY:
    case SAY_COUNT:
    case SAY_DAYS:
    case SAY_COST:
        return number_said(saying, node, how);
    }
    return text;
}

bool paper_is_amount(Say how) { return how == SAY_MONEY || how == SAY_COST; }
