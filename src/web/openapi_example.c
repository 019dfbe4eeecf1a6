/* openapi_example.c - see openapi_example.h. */
#include "web/openapi_example.h"
#include "base/embedded.h"
#include "base/require.h"

extern const Embedded web_examples[];

typedef struct {
    const ApiExample *story;
    size_t count;
} Told;

static ApiExample example_from(const JsonNode *line)
{
    Str command = json_text_of(json_member(line, "command")), query = json_text_of(json_member(line, "query"));
    return (ApiExample){ .id = json_text_of(json_member(line, "id")),
                         .at = json_text_of(json_member(line, "at")),
                         .actor = json_member(line, "actor"),
                         .name = command.n ? command : query,
                         .is_query = query.n > 0,
                         .upload = json_text_of(json_member(line, "upload")),
                         .args = (JsonNode *)(uintptr_t)json_member(line, "args"),
                         .answer = json_member(line, "answer") };
}

ApiExample *openapi_story(Arena *arena, size_t *count)
{
    Str text = web_examples[0].bytes;
    size_t lines = 1;
    for (size_t i = 0; i < text.n; i++)
        lines += text.p[i] == '\n';
    ApiExample *story = arena_new(arena, ApiExample, lines);
    *count = 0;
    while (text.n) {
        JsonNode *line = NULL;
        Why why = { .arena = arena };
        require(json_read(arena, str_cut(&text, '\n'), &line, &why) == OK);
        story[(*count)++] = example_from(line);
    }
    return story;
}

const ApiExample *openapi_example(const ApiExample *story, size_t count, const CatalogueRow *row, bool is_query)
{
    for (size_t i = 0; i < count; i++)
        if (story[i].is_query == is_query && str_is(story[i].name, row->name))
            return &story[i];
    return NULL;
}

/* A member by its name, an item by its number. */
static const JsonNode *part_of(Arena *arena, const JsonNode *node, Str name)
{
    int64_t n = 0;
    if (node->type != JSON_LIST)
        return json_member(node, str_z(arena, name));
    return str_int(name, &n) && n >= 0 && (size_t)n < node->count ? &node->items[n] : NULL;
}

void openapi_resolve(Arena *arena, JsonNode *node, ApiAnswerOf *answer_of, void *context)
{
    if (node->type == JSON_TEXT && node->text.n > 1 && node->text.p[0] == '$') {
        Str member = str_from(node->text, 1), id = str_cut(&member, '.');
        const JsonNode *named = json_member(answer_of(context, id), "data");
        while (named && member.n)
            named = part_of(arena, named, str_cut(&member, '.'));
        if (named) {
            Str key = node->key;
            *node = *named;
            node->key = key;
        }
        return;
    }
    for (size_t i = 0; i < node->count; i++)
        openapi_resolve(arena, &node->items[i], answer_of, context);
}

static const JsonNode *answer_told(void *context, Str id)
{
    const Told *told = context;
    for (size_t i = 0; i < told->count; i++)
        if (str_eq(told->story[i].id, id))
            return told->story[i].answer;
    return NULL;
}

static JsonNode *copy_of(Arena *arena, const JsonNode *node)
{
    JsonNode *copy = arena_new(arena, JsonNode, 1);
    *copy = *node;
    copy->items = arena_new(arena, JsonNode, node->count);
    for (size_t i = 0; i < node->count; i++)
        copy->items[i] = *copy_of(arena, &node->items[i]);
    return copy;
}

JsonNode *openapi_shown(Arena *arena, const ApiExample *story, size_t count, const ApiExample *example)
{
    Told told = { story, count };
    JsonNode *args = copy_of(arena, example->args);
    openapi_resolve(arena, args, answer_told, &told);
    return args;
}

/* Several values of one place: the items of a list, or what the items of a list say under one name. */
typedef struct {
    Arena *arena;
    const JsonNode **items;
    size_t count;
} Values;

static void shape_of(Json *json, const Values *values);

static void shape_lists(Json *json, const Values *values)
{
    Values all = { .arena = values->arena };
    for (size_t i = 0; i < values->count; i++)
        all.count += values->items[i]->count;
    all.items = arena_new(all.arena, const JsonNode *, all.count);
    all.count = 0;
    for (size_t i = 0; i < values->count; i++)
        for (size_t k = 0; k < values->items[i]->count; k++)
            all.items[all.count++] = &values->items[i]->items[k];
    if (!all.count)
        return;
    json_key(json, "items");
    shape_of(json, &all);
}

/* A member stands where a value has it first. */
static void shape_members(Json *json, const Values *values)
{
    Values same = { .arena = values->arena, .items = arena_new(values->arena, const JsonNode *, values->count) };
    json_key(json, "properties");
    json_open(json, '{');
    for (size_t i = 0; i < values->count; i++)
        for (size_t k = 0; k < values->items[i]->count; k++) {
            const char *key = str_z(values->arena, values->items[i]->items[k].key);
            bool before = false;
            same.count = 0;
            for (size_t j = 0; j < values->count; j++) {
                const JsonNode *member = json_member(values->items[j], key);
                before |= j < i && member;
                if (member)
                    same.items[same.count++] = member;
            }
            if (before)
                continue;
            json_key(json, key);
            shape_of(json, &same);
        }
    json_close(json, '}');
}

/* What is of several types, or null wherever it was told, may be anything. */
static void shape_of(Json *json, const Values *values)
{
    static const char *const types[] = { [JSON_BOOL] = "[\"boolean\",\"null\"]",
                                         [JSON_INT] = "[\"integer\",\"null\"]",
                                         [JSON_TEXT] = "[\"string\",\"null\"]",
                                         [JSON_LIST] = "[\"array\",\"null\"]",
                                         [JSON_MEMBERS] = "[\"object\",\"null\"]" };
    JsonType type = JSON_NIL;
    bool one = true;
    for (size_t i = 0; i < values->count; i++) {
        JsonType its = values->items[i]->type;
        one &= its == JSON_NIL || type == JSON_NIL || its == type;
        type = its == JSON_NIL ? type : its;
    }
    json_open(json, '{');
    if (one && type != JSON_NIL) {
        json_key(json, "type");
        json_raw(json, str(types[type]));
    }
    if (one && type == JSON_MEMBERS)
        shape_members(json, values);
    if (one && type == JSON_LIST)
        shape_lists(json, values);
    json_close(json, '}');
}

void openapi_shape(Json *json, const JsonNode *value) { shape_of(json, &(Values){ json->buf.arena, &value, 1 }); }
