/* values.c - what a parameter may be besides one number: words of a closed list, lists and tables; and every kind of
 * value written again, as JSON and for people. */
#include "base/money.h"
#include "base/require.h"
#include "policy/set.h"

#define AS_WORD_ROW(key, number, NAME, word, zh, en) { key, number, word, { zh, en } },
static const struct {
    PolicyKey key;
    int number;
    const char *word, *label[2];
} words[] = { POLICY_WORDS(AS_WORD_ROW) };
enum { WORD_COUNT = sizeof words / sizeof *words };

typedef enum { RISES, STEPS } Order;
#define AS_SHAPE(key, least, most, first, last, order) { key, least, most, first, last, order },
static const struct Shape {
    PolicyKey key;
    int least, most;
    int64_t first, last; /* of the first column; MONTH texts have their own limits */
    Order order;
} shapes[] = { POLICY_SHAPES(AS_SHAPE) };

static const struct Shape *shape_of(PolicyKey key)
{
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (shapes[i].key == key)
            return &shapes[i];
    require(!"a list or table without a shape");
    return NULL;
}

Err word_read(const Reading *reading, const YamlNode *node, PolicyKey key, int64_t *out)
{
    Buf known = { .arena = reading->arena };
    for (size_t i = 0; i < WORD_COUNT; i++) {
        if (words[i].key != key)
            continue;
        if (!node->quoted && str_is(node->text, words[i].word)) {
            *out = words[i].number;
            return OK;
        }
        buf_format(&known, "%s%s", known.n ? ", " : "", words[i].word);
    }
    return reading_refuse(reading, node->line, "应当是其中之一：" STR_FMT "。", "expected one of: " STR_FMT ".",
                          STR_ARG(buf_str(&known)));
}

/* The first column of a row: a place in a list, a number, or a month. */
static Err row_key(const Reading *reading, const YamlNode *node, PolicyKind kind, const struct Shape *shape, int64_t place,
                   int64_t *out)
{
    Month month = MONTH_NONE;
    if (kind == POLICY_LIST) {
        *out = place;
        return OK;
    }
    if (kind == POLICY_DUES && !month_read(node->key, &month))
        return reading_refuse(reading, node->line, "“" STR_FMT "”应当是月份，例如 2025-10。",
                              "\"" STR_FMT "\" must be a month, such as 2025-10.", STR_ARG(node->key));
    if (kind == POLICY_DUES) {
        *out = month.n;
        return OK;
    }
    if (!str_int(node->key, out) || *out < shape->first || *out > shape->last)
        return reading_refuse(reading, node->line, "“" STR_FMT "”应当是 %lld 至 %lld 的整数。",
                              "\"" STR_FMT "\" must be a whole number from %lld to %lld.", STR_ARG(node->key),
                              (long long)shape->first, (long long)shape->last);
    return OK;
}

static Err row_read(const Reading *reading, const YamlNode *node, PolicyKey key, int64_t least, int64_t most, PolicyRow *row)
{
    enum { DUE_DAYS_MOST = 200 };
    Day day = DAY_NONE;
    if (policy_key_kind(key) != POLICY_DUES)
        return reading_int(reading, node, least, most, &row->value);
    TRY(reading_day(reading, node, &day));
    int after = day.n - month_first((Month){ (int32_t)row->key }).n;
    if (after < 0 || after > DUE_DAYS_MOST)
        return reading_refuse(reading, node->line, "截止日不得早于该月，也不得晚于其后 %d 天。",
                              "the day must not lie before the month, nor more than %d days after it began.", DUE_DAYS_MOST);
    row->value = day.n;
    return OK;
}

Err rows_read(const Reading *reading, const YamlNode *node, PolicyKey key, int64_t least, int64_t most, PolicyValue *value)
{
    const struct Shape *shape = shape_of(key);
    PolicyKind kind = policy_key_kind(key);
    int count = 0;
    if (node->type != (kind == POLICY_LIST ? YAML_LIST : YAML_MAP))
        return reading_refuse(reading, node->line, "“%s”的值应当是%s。", "the value of \"%s\" must be %s.", policy_key_path(key),
                              kind == POLICY_LIST ? " [数, 数] / a list [1, 2]" : " {键: 值} / rows {key: value}");
    for (const YamlNode *item = node->first; item; item = item->next)
        count++;
    if (count < shape->least || count > shape->most)
        return reading_refuse(reading, node->line, "“%s”应当有 %d 至 %d 项。", "\"%s\" must have %d to %d entries.",
                              policy_key_path(key), shape->least, shape->most);
    PolicyRow *rows = arena_new(reading->arena, PolicyRow, (size_t)count), *row = rows;
    for (const YamlNode *item = node->first; item; item = item->next, row++) {
        TRY(row_key(reading, item, kind, shape, row - rows + 1, &row->key));
        TRY(row_read(reading, item, key, least, most, row));
        if (row > rows && (row->key <= row[-1].key || (shape->order == STEPS && row->key != row[-1].key + 1)))
            return reading_refuse(reading, item->line, "各项必须从小到大%s。", "entries must rise%s.",
                                  shape->order == STEPS ? " (+1)" : "");
    }
    value->rows = rows;
    value->row_count = (size_t)count;
    return OK;
}

void rows_canonical(Buf *buf, const PolicyValue *value)
{
    buf_u32(buf, (uint32_t)value->row_count);
    for (size_t i = 0; i < value->row_count; i++) {
        buf_i64(buf, value->rows[i].key);
        buf_i64(buf, value->rows[i].value);
    }
}

const PolicyRow *policy_row_below(const PolicyValue *value, int64_t key)
{
    const PolicyRow *found = NULL;
    for (size_t i = 0; i < value->row_count && value->rows[i].key <= key; i++)
        found = &value->rows[i];
    return found;
}

const PolicyRow *policy_row(const PolicyValue *value, int64_t key)
{
    const PolicyRow *row = policy_row_below(value, key);
    return row && row->key == key ? row : NULL;
}

static size_t word_at(PolicyKey key, int64_t number)
{
    for (size_t i = 0; i < WORD_COUNT; i++)
        if (words[i].key == key && words[i].number == number)
            return i;
    require(!"no such word of this key");
    return 0;
}

const char *policy_word(PolicyKey key, int64_t number) { return words[word_at(key, number)].word; }
const char *policy_word_label(PolicyKey key, int64_t number, bool en) { return words[word_at(key, number)].label[en]; }

static const char *rule_word(int64_t rule)
{
#define AS_RULE_WORD(number, NAME, word) [NAME] = word,
    static const char *const rules[FLEXIBLE_RULE_END] = { FLEXIBLE_RULES(AS_RULE_WORD) };
    return rules[rule];
}

static void rows_json(Json *json, Arena *arena, PolicyKind kind, const PolicyValue *value)
{
    json_open(json, kind == POLICY_LIST ? '[' : '{');
    for (size_t i = 0; i < value->row_count; i++) {
        const PolicyRow *row = &value->rows[i];
        if (kind == POLICY_DUES) {
            json_put(json, str_z(arena, month_text(arena, (Month){ (int32_t)row->key })),
                     day_text(arena, (Day){ (int32_t)row->value }));
            continue;
        }
        if (kind == POLICY_TABLE)
            json_key(json, str_z(arena, str_format(arena, "%lld", (long long)row->key)));
        json_int(json, row->value);
    }
    json_close(json, kind == POLICY_LIST ? ']' : '}');
}

void policy_value_json(Json *json, Arena *arena, PolicyKey key, const PolicyValue *value)
{
    PolicyKind kind = policy_key_kind(key);
    if (value->unknown)
        json_nil(json);
    else if (kind >= POLICY_LIST)
        rows_json(json, arena, kind, value);
    else if (kind == POLICY_FLAG)
        json_bool(json, value->value != 0);
    else if (kind == POLICY_MONTH)
        json_text(json, month_text(arena, (Month){ (int32_t)value->value }));
    else if (kind == POLICY_FLEXIBLE)
        json_text(json, str(rule_word(value->value)));
    else if (kind == POLICY_WORD)
        json_text(json, str(policy_word(key, value->value)));
    else if (kind == POLICY_CAP && value->value == POLICY_NO_CAP)
        json_text(json, S("none"));
    else
        json_int(json, value->value);
}

/* A number in the unit of its key, as people say it. */
static void number_text(Buf *buf, Arena *arena, const char *unit, int64_t number, bool en)
{
    if (!strcmp(unit, "fen"))
        buf_format(buf, STR_FMT "%s", STR_ARG(money_text(arena, (Money){ number })), en ? " yuan" : " 元");
    else if (!strncmp(unit, "ppm", 3)) {
        buf_format(buf, "%lld.%04lld", (long long)number / 10000, (long long)number % 10000);
        while (buf->p[buf->n - 1] == '0')
            buf->n--;
        buf->n -= buf->p[buf->n - 1] == '.';
        buf_char(buf, '%');
    } else if (!strcmp(unit, "percent"))
        buf_format(buf, "%lld%%", (long long)number);
    else if (!strcmp(unit, "tenths of months"))
        buf_format(buf, "%lld.%lld", (long long)number / 10, (long long)number % 10);
    else
        buf_int(buf, number);
}

static void rows_text(Buf *buf, Arena *arena, PolicyKey key, const PolicyValue *value, bool en)
{
    PolicyKind kind = policy_key_kind(key);
    bool money = !strcmp(policy_key_unit(key), "fen");
    for (size_t i = 0; i < value->row_count; i++) {
        const PolicyRow *row = &value->rows[i];
        buf_add(buf, i ? S(", ") : S(""));
        if (kind == POLICY_DUES) {
            buf_format(buf, STR_FMT ": " STR_FMT, STR_ARG(month_text(arena, (Month){ (int32_t)row->key })),
                       STR_ARG(day_text(arena, (Day){ (int32_t)row->value })));
            continue;
        }
        if (kind == POLICY_TABLE && money)
            buf_format(buf, STR_FMT ": ", STR_ARG(money_text(arena, (Money){ row->key })));
        else if (kind == POLICY_TABLE)
            buf_format(buf, "%lld: ", (long long)row->key);
        number_text(buf, arena, policy_key_unit(key), row->value, en);
    }
    if (!value->row_count)
        buf_add(buf, en ? S("none") : S("无"));
}

Str policy_value_text(Arena *arena, PolicyKey key, const PolicyValue *value, bool en)
{
    PolicyKind kind = policy_key_kind(key);
    Buf buf = { .arena = arena };
    if (value->unknown)
        buf_add(&buf, en ? S("unknown") : S("未知"));
    else if (kind >= POLICY_LIST)
        rows_text(&buf, arena, key, value, en);
    else if (kind == POLICY_FLAG)
        buf_add(&buf, value->value ? en ? S("yes") : S("是") : en ? S("no") : S("否"));
    else if (kind == POLICY_MONTH)
        buf_add(&buf, month_text(arena, (Month){ (int32_t)value->value }));
    else if (kind == POLICY_FLEXIBLE)
        buf_add(&buf, str(rule_word(value->value)));
    else if (kind == POLICY_WORD)
        buf_add(&buf, str(policy_word_label(key, value->value, en)));
    else if (kind == POLICY_CAP && value->value == POLICY_NO_CAP)
        buf_add(&buf, en ? S("none") : S("不设上限"));
    else
        number_text(&buf, arena, policy_key_unit(key), value->value, en);
    return buf_str(&buf);
}
