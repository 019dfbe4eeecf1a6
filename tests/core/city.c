/* city.c - see city.h. */
#include "city.h"

enum { LIFE_BYTES = 512 << 20 };

bool city_found(City *city, Arena *arena, Engines engine)
{
    Why why = { .arena = arena };
    *city = (City){ .arena = arena, .life = arena_make(LIFE_BYTES), .url = fixture_url(arena, engine) };
    BureauOptions options = { .url = city->url, .mode = DB_WRITER, .seed = S("city") };
    if (!city->url.p)
        return false;
    if (bureau_open(&city->bureau, &options, &why) != OK) {
        test_fail(__FILE__, __LINE__, "cannot open: %.*s", STR_ARG(why.en));
        return false;
    }
    city->replay = replay_begin(&city->life, &city->bureau, (Str){ 0 });
    return true;
}

void city_close(City *city)
{
    bureau_close(&city->bureau);
    arena_drop(&city->life);
}

static Str say(City *city, Str line)
{
    Str answer = { 0 };
    if (replay_line(city->replay, line, &answer) != OK)
        test_fail(__FILE__, __LINE__, "the engine failed at %.*s", STR_ARG(line));
    return str_copy(city->arena, answer);
}

Str city_say(City *city, const char *line) { return say(city, str(line)); }

void city_live(City *city)
{
    Str rest = test_file(city->arena, "tests/core/city.jsonl");
    while (rest.n) {
        Str line = str_cut(&rest, '\n'), answer = say(city, line);
        bool refused = str_find(answer, S("\"result\":\"refused\"")) >= 0, should = str_starts(answer, S("{\"id\":\"k11\""));
        if (refused != should)
            test_fail(__FILE__, __LINE__, "%.*s", STR_ARG(answer));
    }
}

static const JsonNode *ask(City *city, const char *actor, const char *query, const char *args)
{
    JsonNode *node = NULL;
    Str line =
        str_format(city->arena, "{\"id\":\"q\",\"at\":\"2025-02-14T10:00:00+08:00\",\"actor\":%s,\"query\":\"%s\",\"args\":%s}",
                   actor, query, args);
    Str answer = say(city, line);
    if (json_read(city->arena, answer, &node, NULL) != OK)
        test_fail(__FILE__, __LINE__, "no JSON: %.*s", STR_ARG(answer));
    return node;
}

const JsonNode *city_ask(City *city, const char *actor, const char *query, const char *args)
{
    const JsonNode *node = ask(city, actor, query, args);
    if (!str_is(text_at(node, "result"), "done"))
        test_fail(__FILE__, __LINE__, "%s: %.*s %.*s", query, STR_ARG(text_at(node, "code")), STR_ARG(text_at(node, "why_en")));
    return json_member(node, "data");
}

Err city_refused(City *city, const char *actor, const char *query, const char *args)
{
    return err_from(text_at(ask(city, actor, query, args), "code"));
}

const JsonNode *at_path(const JsonNode *node, const char *path)
{
    char name[64];
    for (Str rest = str(path); node && rest.p;) {
        Str part = str_cut(&rest, '.');
        int64_t i = 0;
        snprintf(name, sizeof name, "%.*s", STR_ARG(part));
        if (node->type == JSON_LIST)
            node = str_int(part, &i) && i >= 0 && (size_t)i < node->count ? &node->items[i] : NULL;
        else
            node = json_member(node, name);
    }
    return node;
}

Str text_at(const JsonNode *node, const char *path) { return json_text_of(at_path(node, path)); }

int64_t number_at(const JsonNode *node, const char *path)
{
    const JsonNode *found = at_path(node, path);
    return found && found->type == JSON_INT ? found->number : found && found->type == JSON_BOOL ? found->truth : INT64_MIN;
}
