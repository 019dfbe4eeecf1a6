/* city.c - see city.h. */
#include "support/city.h"
#include "core/password.h"

bool city_open(City *city, Arena *arena, Str url)
{
    password_cost(1, 8); /* a hash costs nothing where hundreds are made */
    Why why = { .arena = arena };
    *city = (City){ .arena = arena, .life = arena_make((size_t)1 << 30), .url = url };
    BureauOptions options = { .url = url, .mode = DB_WRITER, .seed = S("city") };
    if (!url.p)
        return false;
    if (bureau_open(&city->bureau, &options, &why) != OK) {
        test_fail(__FILE__, __LINE__, "cannot open: %.*s", STR_ARG(why.en));
        return false;
    }
    city->replay = replay_begin(&city->life, &city->bureau, str(test_scratch_dir()));
    return true;
}

bool city_found(City *city, Arena *arena, Engines engine) { return city_open(city, arena, fixture_url(arena, engine)); }

void city_close(City *city)
{
    bureau_close(&city->bureau);
    arena_drop(&city->life);
}

Str city_say(City *city, Arena *arena, Str line)
{
    Str answer = { 0 };
    if (replay_line(city->replay, line, &answer) != OK)
        test_fail(__FILE__, __LINE__, "the engine failed at %.*s", (int)(line.n < 200 ? line.n : 200), line.p);
    return str_copy(arena, answer);
}

Str city_command(City *city, Arena *arena, const char *id, const char *at, const char *actor, const char *command, const char *args)
{
    Str line = str_format(arena, "{\"id\":\"%s\",\"at\":\"%s\",\"actor\":%s,\"command\":\"%s\",\"args\":%s}", id, at, actor,
                          command, args);
    return city_say(city, arena, line);
}

bool city_lines(City *city, const char *path, const char *refused)
{
    Str rest = test_file(city->arena, path);
    bool fine = rest.n > 0;
    while (rest.n) {
        Str answer = city_say(city, city->arena, str_cut(&rest, '\n'));
        bool should = refused && str_is(answer_member(city->arena, answer, "id"), refused);
        if (answer_is(answer, "refused") == should)
            continue;
        test_fail(__FILE__, __LINE__, "%.*s", STR_ARG(answer));
        fine = false;
    }
    return fine;
}

void city_live(City *city) { (void)city_lines(city, "tests/core/city.jsonl", "k11"); }

static const JsonNode *ask(City *city, const char *actor, const char *query, const char *args)
{
    Str line =
        str_format(city->arena, "{\"id\":\"q\",\"at\":\"2025-02-14T10:00:00+08:00\",\"actor\":%s,\"query\":\"%s\",\"args\":%s}",
                   actor, query, args);
    return json_tree(city->arena, city_say(city, city->arena, line));
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

Str answer_member(Arena *arena, Str answer, const char *path)
{
    JsonNode *node = NULL;
    return json_read(arena, answer, &node, NULL) == OK ? text_at(node, path) : (Str){ 0 };
}

Err answer_err(Arena *arena, Str answer)
{
    Str result = answer_member(arena, answer, "result");
    if (str_is(result, "done") || str_is(result, "already"))
        return OK;
    Err err = str_is(result, "refused") ? err_from(answer_member(arena, answer, "code")) : OK;
    if (err != OK)
        return err;
    test_fail(__FILE__, __LINE__, "no answer: %.*s", STR_ARG(answer));
    return ERR_END;
}

bool answer_is(Str answer, const char *result)
{
    char word[40];
    snprintf(word, sizeof word, "\"result\":\"%s\"", result);
    return str_find(answer, str(word)) >= 0;
}
