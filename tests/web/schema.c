/* schema.c - see schema.h. */
#include "schema.h"
#include "support/test.h"
#include <regex.h>

typedef bool Check(Schema *schema, const JsonNode *rule, const JsonNode *word, const JsonNode *value, Str place);

static bool wrong(Schema *schema, Str place, const char *word)
{
    if (!schema->wrong.n)
        schema->wrong = str_format(schema->arena, STR_FMT ": %s", STR_ARG(place), word);
    return false;
}

const JsonNode *schema_of(const Schema *schema, const JsonNode *rule)
{
    Str path = json_text_of(json_member(rule, "$ref"));
    if (!path.n)
        return rule;
    const JsonNode *node = schema->root;
    (void)str_cut(&path, '/');
    while (node && path.n)
        node = json_member(node, str_z(schema->arena, str_cut(&path, '/')));
    return node;
}

static bool same(const JsonNode *a, const JsonNode *b)
{
    return a->type == b->type && a->truth == b->truth && a->number == b->number && str_eq(a->text, b->text);
}

static bool is_type(Str name, const JsonNode *value)
{
    static const char *const names[] = { [JSON_NIL] = "null",    [JSON_BOOL] = "boolean", [JSON_INT] = "integer",
                                         [JSON_TEXT] = "string", [JSON_LIST] = "array",   [JSON_MEMBERS] = "object" };
    return str_is(name, names[value->type]);
}

static bool check_type(Schema *schema, const JsonNode *rule, const JsonNode *word, const JsonNode *value, Str place)
{
    (void)rule;
    bool fine = word->type == JSON_TEXT && is_type(word->text, value);
    for (size_t i = 0; i < word->count; i++)
        fine |= is_type(word->items[i].text, value);
    return fine || wrong(schema, place, "type");
}

static bool check_enum(Schema *schema, const JsonNode *rule, const JsonNode *word, const JsonNode *value, Str place)
{
    (void)rule;
    for (size_t i = 0; i < word->count; i++)
        if (same(&word->items[i], value))
            return true;
    return wrong(schema, place, "enum");
}

static bool check_const(Schema *schema, const JsonNode *rule, const JsonNode *word, const JsonNode *value, Str place)
{
    (void)rule;
    return same(word, value) || wrong(schema, place, "const");
}

static bool check_required(Schema *schema, const JsonNode *rule, const JsonNode *word, const JsonNode *value, Str place)
{
    (void)rule;
    for (size_t i = 0; i < word->count; i++)
        if (value->type == JSON_MEMBERS && !json_member(value, str_z(schema->arena, word->items[i].text)))
            return wrong(schema, place, "required");
    return true;
}

static bool check_properties(Schema *schema, const JsonNode *rule, const JsonNode *word, const JsonNode *value, Str place)
{
    (void)rule;
    for (size_t i = 0; value->type == JSON_MEMBERS && i < value->count; i++) {
        const JsonNode *item = &value->items[i], *of = json_member(word, str_z(schema->arena, item->key));
        Str at = str_format(schema->arena, STR_FMT "." STR_FMT, STR_ARG(place), STR_ARG(item->key));
        if (of && !schema_fits(schema, of, item, at))
            return false;
    }
    return true;
}

static bool check_additional(Schema *schema, const JsonNode *rule, const JsonNode *word, const JsonNode *value, Str place)
{
    const JsonNode *named = json_member(rule, "properties");
    for (size_t i = 0; value->type == JSON_MEMBERS && i < value->count; i++) {
        const JsonNode *item = &value->items[i];
        if (named && json_member(named, str_z(schema->arena, item->key)))
            continue;
        if (word->type == JSON_BOOL ? !word->truth : !schema_fits(schema, word, item, place))
            return wrong(schema, str_format(schema->arena, STR_FMT "." STR_FMT, STR_ARG(place), STR_ARG(item->key)),
                         "additionalProperties");
    }
    return true;
}

static bool check_items(Schema *schema, const JsonNode *rule, const JsonNode *word, const JsonNode *value, Str place)
{
    (void)rule;
    for (size_t i = 0; value->type == JSON_LIST && i < value->count; i++)
        if (!schema_fits(schema, word, &value->items[i], str_format(schema->arena, STR_FMT "[%zu]", STR_ARG(place), i)))
            return false;
    return true;
}

static bool check_all(Schema *schema, const JsonNode *rule, const JsonNode *word, const JsonNode *value, Str place)
{
    (void)rule;
    for (size_t i = 0; i < word->count; i++)
        if (!schema_fits(schema, &word->items[i], value, place))
            return false;
    return true;
}

static bool check_one(Schema *schema, const JsonNode *rule, const JsonNode *word, const JsonNode *value, Str place)
{
    int fits = 0;
    (void)rule;
    for (size_t i = 0; i < word->count; i++) {
        Schema aside = *schema;
        fits += schema_fits(&aside, &word->items[i], value, place);
    }
    return fits == 1 || wrong(schema, place, "oneOf");
}

static int64_t letters(Str text)
{
    int64_t n = 0;
    for (size_t i = 0; i < text.n; i++)
        n += ((unsigned char)text.p[i] & 0xc0) != 0x80;
    return n;
}

/* How large it is, in the unit of the word. */
static bool check_bound(Schema *schema, const JsonNode *rule, const JsonNode *word, const JsonNode *value, Str place)
{
    (void)rule;
    bool text = str_ends(word->key, S("Length")), number = str_ends(word->key, S("imum"));
    int64_t size = text ? letters(value->text) : number ? value->number : (int64_t)value->count;
    if (value->type == JSON_NIL || (text && value->type != JSON_TEXT) || (number && value->type != JSON_INT))
        return true;
    bool fine = str_starts(word->key, S("min")) ? size >= word->number : size <= word->number;
    return fine || wrong(schema, place, str_z(schema->arena, word->key));
}

static bool check_pattern(Schema *schema, const JsonNode *rule, const JsonNode *word, const JsonNode *value, Str place)
{
    regex_t regex;
    (void)rule;
    if (value->type != JSON_TEXT)
        return true;
    if (regcomp(&regex, str_z(schema->arena, word->text), REG_EXTENDED | REG_NOSUB) != 0)
        return wrong(schema, place, "a pattern that is none");
    bool fine = regexec(&regex, str_z(schema->arena, value->text), 0, NULL, 0) == 0;
    regfree(&regex);
    return fine || wrong(schema, place, "pattern");
}

/* Words that say something to people and bind nobody. */
static bool is_remark(Str word)
{
    static const char *const remarks[] = { "description", "example", "format", "contentEncoding", "contentMediaType" };
    for (size_t i = 0; i < sizeof remarks / sizeof *remarks; i++)
        if (str_is(word, remarks[i]))
            return true;
    return str_starts(word, S("x-"));
}

bool schema_fits(Schema *schema, const JsonNode *given, const JsonNode *value, Str place)
{
    static const struct {
        const char *word;
        Check *check;
    } rows[] = {
        { "type", check_type },
        { "enum", check_enum },
        { "const", check_const },
        { "required", check_required },
        { "properties", check_properties },
        { "additionalProperties", check_additional },
        { "items", check_items },
        { "allOf", check_all },
        { "oneOf", check_one },
        { "pattern", check_pattern },
        { "minLength", check_bound },
        { "maxLength", check_bound },
        { "minimum", check_bound },
        { "maximum", check_bound },
        { "minItems", check_bound },
        { "maxItems", check_bound },
        { "maxProperties", check_bound },
    };
    const JsonNode *rule = schema_of(schema, given);
    if (!rule)
        return wrong(schema, place, "$ref leads nowhere");
    if (rule->type == JSON_BOOL)
        return rule->truth || wrong(schema, place, "false");
    for (size_t i = 0; i < rule->count; i++) {
        const JsonNode *word = &rule->items[i];
        Check *check = NULL;
        for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
            check = str_is(word->key, rows[k].word) ? rows[k].check : check;
        if (!check && !is_remark(word->key))
            return wrong(schema, place,
                         str_z(schema->arena, str_format(schema->arena, "unknown word " STR_FMT, STR_ARG(word->key))));
        if (check && !check(schema, rule, word, value, place))
            return false;
    }
    return true;
}
