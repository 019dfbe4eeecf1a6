/* params.c - reads the tree of parameters of a region file and checks it against keys_table.h. */
#include "policy/set.h"

enum { ANY, NATION, KNOWN = 0, MAYBE };

#define AS_ROW(NAME, path, kind, unit, scope, unknown, least, most, zh, en) \
    [NAME] = { path, unit, { zh, en }, least, most, POLICY_##kind, scope, unknown },
static const struct {
    const char *path, *unit, *meaning[2];
    int64_t least, most;
    PolicyKind kind;
    int scope, unknown;
} keys[POLICY_KEY_END] = { POLICY_KEYS(AS_ROW) };

/* Values that must not fall below another value of the same day. */
static const PolicyKey ordered[][2] = {
    { KEY_PHOTO_MIN_BYTES, KEY_PHOTO_MAX_BYTES },
    { KEY_CARD_UNCLAIMED_NOTICE_1, KEY_CARD_UNCLAIMED_NOTICE_2 },
    { KEY_CARD_UNCLAIMED_NOTICE_2, KEY_CARD_UNCLAIMED_NOTICE_3 },
    { KEY_CARD_UNCLAIMED_NOTICE_3, KEY_CARD_UNCLAIMED_MONTHS },
    { KEY_RETIRE_MINIMUM_MONTHS, KEY_RETIRE_MINIMUM_CAP },
    { KEY_BASE_PENSION_FLOOR, KEY_BASE_PENSION_CAP },
    { KEY_BASE_MEDICAL_FLOOR, KEY_BASE_MEDICAL_CAP },
    { KEY_BASE_UNEMPLOYMENT_FLOOR, KEY_BASE_UNEMPLOYMENT_CAP },
    { KEY_BASE_INJURY_FLOOR, KEY_BASE_INJURY_CAP },
    { KEY_RESIDENT_FLOOR, KEY_RESIDENT_CAP },
};

const char *policy_key_path(PolicyKey key) { return keys[key].path; }
const char *policy_key_unit(PolicyKey key) { return keys[key].unit; }
PolicyKind policy_key_kind(PolicyKey key) { return keys[key].kind; }
const char *policy_key_meaning(PolicyKey key, bool en) { return keys[key].meaning[en]; }
bool policy_key_may_be_unknown(PolicyKey key) { return keys[key].unknown == MAYBE; }

PolicyKey policy_key_from(Str path)
{
    for (PolicyKey key = 0; key < POLICY_KEY_END; key++)
        if (str_is(path, keys[key].path))
            return key;
    return POLICY_KEY_END;
}

static Err flag_read(const Reading *reading, const YamlNode *node, int64_t *out)
{
    bool yes = !node->quoted && str_is(node->text, "true");
    if (!yes && (node->quoted || !str_is(node->text, "false")))
        return reading_refuse(reading, node->line, "应当是 true 或 false。", "expected true or false.");
    *out = yes;
    return OK;
}

static Err month_value(const Reading *reading, const YamlNode *node, PolicyKey key, int64_t *out)
{
    Month month = MONTH_NONE;
    if (node->quoted || !month_read(node->text, &month) || month.n < keys[key].least || month.n > keys[key].most)
        return reading_refuse(reading, node->line, "应当是月份，例如 2025-01。", "expected a month, such as 2025-01.");
    *out = month.n;
    return OK;
}

static Err rule_read(const Reading *reading, const YamlNode *node, int64_t *out)
{
#define AS_WORD(number, NAME, word) [NAME] = word,
    static const char *const words[FLEXIBLE_RULE_END] = { FLEXIBLE_RULES(AS_WORD) };
    for (int i = 1; i < FLEXIBLE_RULE_END; i++)
        if (!node->quoted && str_is(node->text, words[i])) {
            *out = i;
            return OK;
        }
    return reading_refuse(reading, node->line, "应当是 hukou、residence 或 either。", "expected hukou, residence or either.");
}

static Err one_value(const Reading *reading, const YamlNode *node, PolicyKey key, PolicyValue *value)
{
    switch (keys[key].kind) {
    case POLICY_FLAG:
        return flag_read(reading, node, &value->value);
    case POLICY_MONTH:
        return month_value(reading, node, key, &value->value);
    case POLICY_FLEXIBLE:
        return rule_read(reading, node, &value->value);
    case POLICY_WORD:
        return word_read(reading, node, key, &value->value);
    case POLICY_CAP:
        if (!node->quoted && str_is(node->text, "none")) {
            value->value = POLICY_NO_CAP;
            return OK;
        }
        break;
    default:
        break;
    }
    return reading_int(reading, node, keys[key].least, keys[key].most, &value->value);
}

static Err value_read(const Reading *reading, const YamlNode *node, PolicyKey key, PolicyValue *value)
{
    bool rows = keys[key].kind >= POLICY_LIST;
    if (node->type == YAML_TEXT && !node->quoted && str_is(node->text, "unknown")) {
        if (keys[key].unknown != MAYBE)
            return reading_refuse(reading, node->line, "“%s”不能是 unknown，请填写暂定值并标为 provisional。",
                                  "\"%s\" cannot be unknown; give a value and mark it provisional.", keys[key].path);
        value->unknown = true;
        return OK;
    }
    if (rows)
        return rows_read(reading, node, key, keys[key].least, keys[key].most, value);
    if (node->type != YAML_TEXT)
        return reading_refuse(reading, node->line, "“%s”的值应当是一个数或一个词。",
                              "the value of \"%s\" must be one number or word.", keys[key].path);
    return one_value(reading, node, key, value);
}

/* The dated values of one key. */
static Err param_read(const Reading *reading, const YamlNode *node, PolicyKey key, RegionPolicy *region)
{
    if (region->code && keys[key].scope == NATION)
        return reading_refuse(reading, node->line, "“%s”只能在 national.yaml 中规定。", "\"%s\" may stand in national.yaml only.",
                              keys[key].path);
    if (node->type != YAML_LIST || !node->first)
        return reading_refuse(reading, node->line, "“%s”应当是按日期排列的一列值。", "\"%s\" must be a list of dated values.",
                              keys[key].path);
    size_t count = 0;
    for (const YamlNode *item = node->first; item; item = item->next)
        count++;
    PolicyValue *values = arena_new(reading->arena, PolicyValue, count), *value = values;
    Day before = DAY_NONE;
    for (const YamlNode *item = node->first; item; item = item->next, value++) {
        TRY(reading_members(reading, item, "from value reference status correction", "from value reference status"));
        TRY(reading_dated(reading, item, before, &value->from, &value->reference, &value->status));
        if (yaml_member(item, "correction"))
            TRY(reading_text(reading, yaml_member(item, "correction"), "correction", &value->correction));
        TRY(value_read(reading, yaml_member(item, "value"), key, value));
        value->line = item->line;
        before = value->from;
    }
    region->params[key] = (PolicyParam){ values, count, true };
    return OK;
}

/* Two levels: a subject, and the keys below it. */
static Err subject_read(const Reading *reading, const YamlNode *subject, RegionPolicy *region)
{
    if (subject->type != YAML_MAP)
        return reading_refuse(reading, subject->line, "“" STR_FMT "”下面应当是参数。",
                              "parameters must stand below \"" STR_FMT "\".", STR_ARG(subject->key));
    for (const YamlNode *item = subject->first; item; item = item->next) {
        Str path = str_format(reading->arena, STR_FMT "." STR_FMT, STR_ARG(subject->key), STR_ARG(item->key));
        PolicyKey key = policy_key_from(path);
        if (key == POLICY_KEY_END)
            return reading_refuse(reading, item->line, "没有名为“" STR_FMT "”的参数。", "there is no parameter \"" STR_FMT "\".",
                                  STR_ARG(path));
        TRY(param_read(reading, item, key, region));
    }
    return OK;
}

Err params_read(const Reading *reading, const YamlNode *tree, RegionPolicy *region)
{
    if (tree && tree->type != YAML_MAP)
        return reading_refuse(reading, tree->line, "parameters 下面应当是参数。", "parameters must be a mapping.");
    for (const YamlNode *subject = tree ? tree->first : NULL; subject; subject = subject->next)
        TRY(subject_read(reading, subject, region));
    for (PolicyKey key = 0; !region->code && key < POLICY_KEY_END; key++)
        if (!region->params[key].count)
            return reading_refuse(reading, tree ? tree->line : 1, "缺少参数“%s”（%s）。", "parameter \"%s\" (%s) is missing.",
                                  keys[key].path, keys[key].meaning[0]);
    return OK;
}

static Err order_check(const Reading *reading, const RegionPolicy *region, PolicyKey low, PolicyKey high)
{
    const PolicyKey both[2] = { low, high };
    for (int side = 0; side < 2; side++)
        for (size_t i = 0; i < region->params[both[side]].count; i++) {
            const PolicyValue *value = &region->params[both[side]].values[i];
            const PolicyValue *less = value_at(&region->params[low], value->from),
                              *more = value_at(&region->params[high], value->from);
            if (!less->unknown && !more->unknown && less->value > more->value)
                return reading_refuse(reading, value->line, "“%s”大于“%s”。", "\"%s\" is greater than \"%s\".", keys[low].path,
                                      keys[high].path);
        }
    return OK;
}

Err params_check(const Reading *reading, const RegionPolicy *region)
{
    for (size_t i = 0; i < sizeof ordered / sizeof *ordered; i++)
        if (region->params[ordered[i][0]].own || region->params[ordered[i][1]].own)
            TRY(order_check(reading, region, ordered[i][0], ordered[i][1]));
    return OK;
}
