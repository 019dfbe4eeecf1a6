/* openapi_test.c - the description of the API is true: every example in it is sent to a served bureau, by whom and at the time
 * at which the story has it, and answered as the description says. A call without an example fails the test. */
#include "schema.h"
#include "support/city.h"
#include "town.h"
#include "web/openapi_example.h"

enum { ACTORS_MAX = 64 };

typedef struct {
    Town town;
    Schema schema;
    ApiExample *story;
    size_t count;
    const JsonNode **answers; /* one a line, once it was given */
    Str actors[ACTORS_MAX], tokens[ACTORS_MAX];
    int actor_count;
} Telling;

static Str written(Arena *arena, const JsonNode *node)
{
    Json json = json_make(arena);
    json_node(&json, node);
    return json_str(&json);
}

/* People are numbered as they are registered. */
static int64_t person_of(const Telling *telling, Str ssn)
{
    int64_t n = 0;
    for (size_t i = 0; i < telling->count; i++)
        if (str_is(telling->story[i].name, "person.register") && ++n && str_eq(text_at(telling->story[i].args, "ssn"), ssn))
            return n;
    return 0;
}

static Err token_of(Telling *telling, Bureau *bureau, const JsonNode *who)
{
    Str words = written(telling->town.arena, who);
    for (int i = 0; i < telling->actor_count; i++)
        if (str_eq(telling->actors[i], words))
            return OK;
    Actor actor = { .role = (Role)choice_from(SET_ROLE, text_at(who, "role")),
                    .user = text_at(who, "user"),
                    .org = text_at(who, "org") };
    int n = telling->actor_count++;
    actor.person = person_of(telling, actor.user);
    telling->actors[n] = words;
    return token_new(bureau, telling->town.arena, &actor, str_format(telling->town.arena, "told-%d", n), &telling->tokens[n]);
}

static Str token_for(const Telling *telling, const JsonNode *who)
{
    Str words = written(telling->town.arena, who);
    int n = 0;
    while (n < telling->actor_count && !str_eq(telling->actors[n], words))
        n++;
    return telling->tokens[n];
}

static bool tokens_give(Telling *telling, Str url)
{
    City city;
    if (!city_open(&city, telling->town.arena, url))
        return false;
    Err err = db_begin(city.bureau.db);
    for (size_t i = 0; i < telling->count && err == OK; i++)
        err = token_of(telling, &city.bureau, telling->story[i].actor);
    err = err == OK ? db_commit(city.bureau.db) : err;
    city_close(&city);
    return err == OK;
}

static bool telling_open(Telling *telling, Arena *arena)
{
    Why why = { .arena = arena };
    Str url = fixture_url(arena, ENGINE_FOLDER);
    *telling = (Telling){ .town = { .arena = arena } };
    telling->story = openapi_story(arena, &telling->count);
    telling->answers = arena_new(arena, const JsonNode *, telling->count);
    ServeOptions serve = { .url = url, .threads = 1, .demo = true };
    if (!tokens_give(telling, url) || !time_read(telling->story[0].at, &serve.clock))
        return false;
    Err err = serve_start(arena, &serve, &telling->town.serve, &why);
    if (err != OK)
        test_fail(__FILE__, __LINE__, "not served: %.*s", STR_ARG(why.en));
    else
        telling->town.port = serve_port(telling->town.serve);
    return err == OK;
}

static void telling_close(Telling *telling)
{
    town_close(&telling->town);
    serve_clock((Time){ 0 });
}

/* ---- one line ---- */

static const JsonNode *answer_given(void *context, Str id)
{
    const Telling *telling = context;
    for (size_t i = 0; i < telling->count; i++)
        if (str_eq(telling->story[i].id, id))
            return telling->answers[i];
    return NULL;
}

static Str path_of(Arena *arena, const ApiExample *line)
{
    if (line->upload.n)
        return S("/api/v1/files");
    return str_format(arena, "/api/v1/%s/" STR_FMT, line->is_query ? "queries" : "commands", STR_ARG(line->name));
}

static Reply say(Telling *telling, const ApiExample *line, Str body)
{
    Arena *arena = telling->town.arena;
    Buf out = { .arena = arena };
    buf_format(&out, "POST " STR_FMT " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: %s\r\nContent-Length: %zu\r\n",
               STR_ARG(path_of(arena, line)), line->upload.n ? "application/octet-stream" : "application/json", body.n);
    buf_format(&out, "Authorization: Bearer " STR_FMT "\r\n", STR_ARG(token_for(telling, line->actor)));
    if (!line->is_query && !line->upload.n)
        buf_format(&out, "Idempotency-Key: " STR_FMT "\r\n", STR_ARG(line->id));
    buf_add(&out, S("\r\n"));
    buf_add(&out, body);
    return town_send(&telling->town, buf_str(&out));
}

static const JsonNode *operation_of(Telling *telling, const ApiExample *line, const char *method)
{
    const JsonNode *paths = json_member(telling->schema.root, "paths");
    return json_member(json_member(paths, str_z(telling->town.arena, path_of(telling->town.arena, line))), method);
}

static const JsonNode *media_of(Telling *telling, const JsonNode *node)
{
    return json_member(json_member(schema_of(&telling->schema, node), "content"), "application/json");
}

static void fits(Telling *telling, const ApiExample *line, const JsonNode *rule, const JsonNode *value, const char *what)
{
    Schema *schema = &telling->schema;
    schema->wrong = (Str){ 0 };
    if (!rule || !value || !schema_fits(schema, rule, value, (Str){ 0 }))
        test_fail(__FILE__, __LINE__, "%.*s (%.*s): the %s is not as described: %.*s", STR_ARG(line->id), STR_ARG(line->name), what,
                  STR_ARG(schema->wrong));
}

/* Both have the same members: what the example shows, the answer says, and the other way round. Of lists the first items tell. */
static bool same_members(Arena *arena, const JsonNode *a, const JsonNode *b)
{
    if (a->type == JSON_NIL || b->type == JSON_NIL)
        return true;
    if (a->type == JSON_LIST)
        return !a->count || !b->count || same_members(arena, &a->items[0], &b->items[0]);
    for (size_t i = 0; a->type == JSON_MEMBERS && i < a->count; i++) {
        const JsonNode *other = json_member(b, str_z(arena, a->items[i].key));
        if (!other || !same_members(arena, &a->items[i], other))
            return false;
    }
    return a->type != JSON_MEMBERS || a->count == b->count;
}

static void check_answer(Telling *telling, size_t n, const Reply *reply, const JsonNode *operation)
{
    const ApiExample *line = &telling->story[n];
    if (reply->status != 200) {
        test_fail(__FILE__, __LINE__, "%.*s: %d %.*s", STR_ARG(line->id), reply->status, STR_ARG(reply->body));
        return;
    }
    const JsonNode *answer = reply_json(&telling->town, reply);
    telling->answers[n] = answer;
    if (line->upload.n) /* its answer stands in no envelope: give it one, for what refers to it */
        telling->answers[n] =
            json_tree(telling->town.arena, str_format(telling->town.arena, "{\"data\":" STR_FMT "}", STR_ARG(reply->body)));
    const JsonNode *media = media_of(telling, json_member(json_member(operation, "responses"), "200"));
    if (line->upload.n || !media)
        return;
    fits(telling, line, json_member(media, "schema"), answer, "answer");
    if (!line->answer || !same_members(telling->town.arena, line->answer, answer))
        test_fail(__FILE__, __LINE__, "%.*s: this is answered, which its example does not show: %.*s", STR_ARG(line->id),
                  STR_ARG(reply->body));
}

/* The first line of a call is its example in the description. */
static void check_shown(Telling *telling, const ApiExample *line, const JsonNode *operation)
{
    Arena *arena = telling->town.arena;
    if (line->upload.n)
        return;
    const CatalogueRow *row = line->is_query ? query_row(query_from(line->name)) : command_row(command_from(line->name));
    if (openapi_example(telling->story, telling->count, row, line->is_query) != line)
        return;
    const JsonNode *body = media_of(telling, json_member(operation, "requestBody"));
    const JsonNode *given = media_of(telling, json_member(json_member(operation, "responses"), "200"));
    const JsonNode *shown = json_member(body, "example"), *answer = json_member(given, "example");
    if (!shown || !answer) {
        test_fail(__FILE__, __LINE__, "%.*s is described without its example", STR_ARG(line->name));
        return;
    }
    CHECK_STR(written(arena, shown), written(arena, openapi_shown(arena, telling->story, telling->count, line)));
    CHECK_STR(written(arena, answer), written(arena, line->answer));
    fits(telling, line, json_member(given, "schema"), answer, "example of an answer");
    CHECK_STR(text_at(operation, "x-example.id"), line->id);
    CHECK_STR(text_at(operation, "x-example.at"), line->at);
}

/* What may be asked by an address is asked so as well, by the examples of its parameters. */
static void ask_by_address(Telling *telling, size_t n)
{
    const ApiExample *line = &telling->story[n];
    const JsonNode *get = line->is_query ? operation_of(telling, line, "get") : NULL;
    Arena *arena = telling->town.arena;
    size_t count = 0;
    if (!get)
        return;
    Buf out = { .arena = arena };
    buf_format(&out, "GET " STR_FMT, STR_ARG(path_of(arena, line)));
    for (size_t i = 0; i < line->args->count; i++) {
        const JsonNode *arg = &line->args->items[i];
        Str value = arg->type == JSON_TEXT ? arg->text : written(arena, arg);
        buf_format(&out, "%c" STR_FMT "=", count++ ? '&' : '?', STR_ARG(arg->key));
        for (size_t k = 0; k < value.n; k++)
            buf_format(&out, "%%%02X", (unsigned char)value.p[k]);
    }
    buf_format(&out, " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer " STR_FMT "\r\n\r\n",
               STR_ARG(token_for(telling, line->actor)));
    Reply reply = town_send(&telling->town, buf_str(&out));
    check_answer(telling, n, &reply, get);
}

static void tell(Telling *telling, size_t n)
{
    const ApiExample *line = &telling->story[n];
    const JsonNode *operation = operation_of(telling, line, "post");
    Time at = { 0 };
    CHECK(time_read(line->at, &at));
    serve_clock(at);
    if (!operation) {
        test_fail(__FILE__, __LINE__, "%.*s is not described", STR_ARG(line->name));
        return;
    }
    check_shown(telling, line, operation);
    if (!line->upload.n) {
        openapi_resolve(telling->town.arena, line->args, answer_given, telling);
        fits(telling, line, json_member(media_of(telling, json_member(operation, "requestBody")), "schema"), line->args, "request");
    }
    Reply reply = say(telling, line, line->upload.n ? line->upload : written(telling->town.arena, line->args));
    check_answer(telling, n, &reply, operation);
    ask_by_address(telling, n);
}

TEST(every_example_of_the_description_is_answered_as_it_says)
{
    Telling *telling = arena_new(arena, Telling, 1);
    if (!telling_open(telling, arena))
        return;
    Reply described = town_get(&telling->town, BY_NOBODY, "/api/v1/openapi.json");
    CHECK_EQ(described.status, 200);
    telling->schema = (Schema){ .arena = arena, .root = json_reread(arena, described.body) };
    CHECK(telling->schema.root != NULL);
    for (size_t i = 0; i < telling->count; i++)
        tell(telling, i);
    telling_close(telling);
}

TEST(every_call_has_an_example)
{
    size_t count = 0;
    const ApiExample *story = openapi_story(arena, &count);
    for (CommandId id = 1; id < CMD_END; id++)
        if (command_row(id)->roles && !openapi_example(story, count, command_row(id), false))
            test_fail(__FILE__, __LINE__, "no example of %s: tell one in data/examples/api.jsonl", command_row(id)->name);
    for (QueryId id = 1; id < QUERY_END; id++)
        if (query_row(id)->roles && !openapi_example(story, count, query_row(id), true))
            test_fail(__FILE__, __LINE__, "no example of %s: tell one in data/examples/api.jsonl", query_row(id)->name);
}

/* A schema that lets everything pass would find nothing. */
TEST(a_schema_refuses_what_does_not_fit)
{
    static const struct {
        const char *rule, *value;
        bool fits;
    } rows[] = {
        { "{\"type\":\"integer\",\"minimum\":2}", "2", true },
        { "{\"type\":\"integer\",\"minimum\":2}", "1", false },
        { "{\"type\":[\"string\",\"null\"],\"maxLength\":2}", "\"卡卡\"", true },
        { "{\"type\":[\"string\",\"null\"],\"maxLength\":2}", "\"abc\"", false },
        { "{\"type\":[\"string\",\"null\"]}", "3", false },
        { "{\"pattern\":\"^a+$\"}", "\"ab\"", false },
        { "{\"enum\":[\"a\",\"b\"]}", "\"c\"", false },
        { "{\"properties\":{\"a\":true},\"additionalProperties\":false}", "{\"a\":1}", true },
        { "{\"properties\":{\"a\":true},\"additionalProperties\":false}", "{\"b\":1}", false },
        { "{\"required\":[\"a\"]}", "{\"b\":1}", false },
        { "{\"items\":{\"const\":1},\"maxItems\":2}", "[1,1]", true },
        { "{\"items\":{\"const\":1},\"maxItems\":2}", "[1,2]", false },
        { "{\"oneOf\":[{\"required\":[\"a\"]},{\"required\":[\"b\"]}]}", "{\"a\":1,\"b\":1}", false },
        { "{\"$ref\":\"#/components/schemas/Gone\"}", "1", false },
        { "{\"anythingNew\":1}", "1", false },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const JsonNode *rule = json_tree(arena, str(rows[i].rule)), *value = json_tree(arena, str(rows[i].value));
        Schema schema = { .arena = arena, .root = rule };
        if (schema_fits(&schema, rule, value, (Str){ 0 }) != rows[i].fits)
            test_fail(__FILE__, __LINE__, "%s and %s", rows[i].rule, rows[i].value);
    }
}

/* ---- the time of a trial ---- */

TEST(only_a_trial_has_a_time_of_its_own)
{
    Serve *serve = NULL;
    Why why = { .arena = arena };
    ServeOptions options = { .url = fixture_url(arena, ENGINE_FOLDER), .threads = 1, .clock = { 1735779600 } };
    CHECK_EQ(serve_start(arena, &options, &serve, &why), ERR_BAD_FIELD);
    CHECK_STR(why.field, S("clock"));
    options.demo = true;
    if (serve_start(arena, &options, &serve, &why) != OK) {
        test_fail(__FILE__, __LINE__, "%.*s", STR_ARG(why.en));
        return;
    }
    Town town = { .arena = arena, .serve = serve, .port = serve_port(serve) };
    Reply zh = town_get(&town, BY_NOBODY, "/"), en = town_get(&town, BY_NOBODY, "/en/");
    CHECK(reply_says(&zh, "试用时间：2025年1月2日 09:0"));
    CHECK(reply_says(&en, "Time of this trial: "));
    Reply metrics = town_get(&town, BY_NOBODY, "/metrics");
    CHECK(reply_says(&metrics, "\nshebao_clock_ahead_seconds -"));
    town_close(&town);
    serve_clock((Time){ 0 });
    CHECK_EQ(serve_ahead_s(), 0);
}
