/* openapi.c - the description of the API (OpenAPI 3.1), made from the catalogue: every command and query with its
 * fields, bounds, lists of words, roles, law and refusals. Nothing here is written twice, so it cannot be wrong about
 * what the gatekeeper takes. */
#include "base/require.h"
#include "web/openapi_example.h"
#include "web/openapi_field.h"
#include "web/serve.h"
#include <pthread.h>

enum { TEXT_BYTES = 32 << 20 };
#define DONE_TEXT "done, or it was so already; the same id again brings the same bytes"
#define ANSWER_TEXT "the answer"

typedef struct {
    const ApiExample *lines;
    size_t count;
} Story;

/* ---- operations ---- */

static void put_roles(Json *json, unsigned roles)
{
    json_key(json, "x-roles");
    json_open(json, '[');
    for (Role role = 1; role < Role_END; role++)
        if (role_in(roles, role))
            json_text(json, str(choice_code(SET_ROLE, role)));
    json_close(json, ']');
}

static void put_head(Json *json, const CatalogueRow *row, const char *kind)
{
    Str noun = str(row->name);
    json_put(json, "operationId", str_format(json->buf.arena, "%s:%s", kind, row->name));
    json_key(json, "tags");
    json_open(json, '[');
    json_text(json, str_cut(&noun, '.'));
    json_close(json, ']');
    json_put(json, "summary", str(row->en));
    json_put(json, "x-summary-zh", str(row->zh));
    json_put(json, "x-law", str(row->law));
    put_roles(json, row->roles);
}

/* The answer, of what members it is, and one as it was given. */
static void put_answer(Json *json, const char *answer, const ApiExample *example)
{
    if (!example || !example->answer) {
        openapi_ref(json, "responses", answer);
        return;
    }
    json_open(json, '{');
    json_put(json, "description", str(strcmp(answer, "Done") == 0 ? DONE_TEXT : ANSWER_TEXT));
    json_key(json, "content");
    json_open(json, '{');
    json_key(json, "application/json");
    json_open(json, '{');
    json_key(json, "schema");
    json_open(json, '{');
    json_key(json, "allOf");
    json_open(json, '[');
    openapi_ref(json, "schemas", answer);
    openapi_shape(json, example->answer);
    json_close(json, ']');
    json_close(json, '}');
    json_key(json, "example");
    json_node(json, example->answer);
    json_close(json, '}');
    json_close(json, '}');
    json_close(json, '}');
}

/* Every status that a refusal can have, once; the table of refusals says which. */
static void put_responses(Json *json, const char *answer, const ApiExample *example)
{
    json_key(json, "responses");
    json_open(json, '{');
    json_key(json, "200");
    put_answer(json, answer, example);
    for (Err err = 1; err < ERR_END; err++) {
        bool said = false;
        for (Err before = 1; before < err; before++)
            said |= err_http(before) == err_http(err);
        if (said)
            continue;
        const char *status = openapi_status(json, err_http(err));
        json_key(json, status);
        openapi_ref(json, "responses", str_z(json->buf.arena, str_format(json->buf.arena, "Refused%s", status)));
    }
    json_key(json, "401");
    openapi_ref(json, "responses", "Refused401");
    json_close(json, '}');
}

static void put_body(Json *json, const CatalogueRow *row, const Story *story, const ApiExample *example)
{
    json_key(json, "requestBody");
    json_open(json, '{');
    json_put_bool(json, "required", true);
    json_key(json, "content");
    json_open(json, '{');
    json_key(json, "application/json");
    json_open(json, '{');
    json_key(json, "schema");
    openapi_args(json, row);
    if (example) {
        json_key(json, "example");
        json_node(json, openapi_shown(json->buf.arena, story->lines, story->count, example));
    }
    json_close(json, '}');
    json_close(json, '}');
    json_close(json, '}');
}

/* Who asks in the example, under which id, at what time of the story. */
static void put_told(Json *json, const ApiExample *example)
{
    if (!example)
        return;
    json_key(json, "x-example");
    json_open(json, '{');
    json_put(json, "id", example->id);
    json_put(json, "at", example->at);
    json_key(json, "actor");
    json_node(json, example->actor);
    json_close(json, '}');
}

static void put_command(Json *json, const CatalogueRow *row, const Story *story)
{
    const ApiExample *example = openapi_example(story->lines, story->count, row, false);
    openapi_key(json, "/api/v1/commands/", row->name);
    json_open(json, '{');
    json_key(json, "post");
    json_open(json, '{');
    put_head(json, row, "command");
    json_key(json, "parameters");
    json_open(json, '[');
    openapi_ref(json, "parameters", "IdempotencyKey");
    openapi_ref(json, "parameters", "Purpose");
    json_close(json, ']');
    put_told(json, example);
    put_body(json, row, story, example);
    put_responses(json, "Done", example);
    json_close(json, '}');
    json_close(json, '}');
}

static bool asks_person(const CatalogueRow *row)
{
    for (int i = 0; i < row->count; i++)
        if (field_row(row->fields[i])->kind == KIND_PERSONAL)
            return true;
    return false;
}

/* A query without personal numbers may come as GET, its fields in the address. */
static void put_get(Json *json, const CatalogueRow *row, const JsonNode *shown, const ApiExample *example)
{
    json_key(json, "get");
    json_open(json, '{');
    put_head(json, row, "get");
    json_key(json, "parameters");
    json_open(json, '[');
    for (int i = 0; i < row->count; i++) {
        const FieldRow *field = field_row(row->fields[i]);
        json_open(json, '{');
        json_put(json, "name", str(field->name));
        json_put(json, "in", S("query"));
        json_put_bool(json, "required", row->required[i]);
        openapi_both(json, field->zh, field->en);
        json_key(json, "schema");
        json_open(json, '{');
        openapi_type(json, field);
        json_close(json, '}');
        const JsonNode *value = json_member(shown, field->name);
        if (value) {
            json_key(json, "example");
            json_node(json, value);
        }
        json_close(json, '}');
    }
    json_close(json, ']');
    put_told(json, example);
    put_responses(json, "Answer", example);
    json_close(json, '}');
}

static void put_query(Json *json, const CatalogueRow *row, const Story *story)
{
    const ApiExample *example = openapi_example(story->lines, story->count, row, true);
    openapi_key(json, "/api/v1/queries/", row->name);
    json_open(json, '{');
    json_key(json, "post");
    json_open(json, '{');
    put_head(json, row, "query");
    json_key(json, "parameters");
    json_open(json, '[');
    openapi_ref(json, "parameters", "Purpose");
    json_close(json, ']');
    put_told(json, example);
    put_body(json, row, story, example);
    put_responses(json, "Answer", example);
    json_close(json, '}');
    if (!asks_person(row))
        put_get(json, row, example ? openapi_shown(json->buf.arena, story->lines, story->count, example) : NULL, example);
    json_close(json, '}');
}

static void put_plain(Json *json, const char *path, const char *id, const char *type, const char *zh, const char *en)
{
    json_key(json, path);
    json_raw(
        json,
        str_format(
            json->buf.arena,
            "{\"get\":{\"operationId\":\"%s\",\"tags\":[\"service\"],\"summary\":\"%s\",\"x-summary-zh\":\"%s\",\"security\":[],"
            "\"responses\":{\"200\":{\"description\":\"%s\",\"content\":{\"%s\":{}}}}}}",
            id, en, zh, en, type));
}

/* Where bytes are left for a later command. */
static void put_upload(Json *json)
{
    json_key(json, "/api/v1/files");
    json_raw(json,
             S("{\"post\":{\"operationId\":\"keepFile\",\"tags\":[\"service\"],\"summary\":\"keep a file; a command then gives "
               "its SHA-256 as file\",\"x-summary-zh\":\"上传文件，业务以其 SHA-256 作为 file\",\"requestBody\":{\"required\":true,"
               "\"content\":{\"application/octet-stream\":{},\"multipart/form-data\":{\"schema\":{\"type\":\"object\","
               "\"properties\":{\"file\":{\"type\":\"string\",\"contentMediaType\":\"application/octet-stream\"}}}}}},"
               "\"responses\":{\"200\":{\"description\":\"sha256 and bytes\",\"content\":{\"application/json\":{}}}}}}"));
}

static void put_paths(Json *json)
{
    Story story = { 0 };
    story.lines = openapi_story(json->buf.arena, &story.count);
    json_key(json, "paths");
    json_open(json, '{');
    for (CommandId command = 1; command < CMD_END; command++)
        if (command_row(command)->roles)
            put_command(json, command_row(command), &story);
    for (QueryId query = 1; query < QUERY_END; query++)
        if (query_row(query)->roles)
            put_query(json, query_row(query), &story);
    put_plain(json, "/healthz", "health", "application/json", "进程是否存活", "whether the process lives");
    put_plain(json, "/readyz", "ready", "application/json", "是否可以读取账簿（否则 503）",
              "whether the bureau can be read (503 otherwise)");
    put_plain(json, "/metrics", "metrics", "text/plain", "运行指标（Prometheus）", "measurements for Prometheus");
    put_upload(json);
    put_plain(json, "/api/v1/openapi.json", "openapi", "application/json", "本接口说明", "this description");
    json_close(json, '}');
}

/* ---- components ---- */

static void put_problem_schema(Json *json)
{
    json_key(json, "Problem");
    json_raw(json, S("{\"type\":\"object\",\"description\":\"RFC 9457, with the answer's own fields\","
                     "\"required\":[\"type\",\"title\",\"status\"],\"properties\":{"
                     "\"type\":{\"type\":\"string\"},\"title\":{\"type\":\"string\"},"
                     "\"status\":{\"type\":\"integer\"},\"id\":{\"type\":\"string\"},"
                     "\"result\":{\"const\":\"refused\"},\"field\":{\"type\":\"string\",\"description\":\"the field to correct\"},"
                     "\"why\":{\"type\":\"string\",\"description\":\"what happened and what to do next, in Chinese\"},"
                     "\"why_en\":{\"type\":\"string\",\"description\":\"the same in English\"},\"law\":{\"type\":\"string\"},"
                     "\"code\":{\"$ref\":\"#/components/schemas/Code\"}}}"));
    json_key(json, "Code");
    json_open(json, '{');
    json_put(json, "type", S("string"));
    json_key(json, "enum");
    json_open(json, '[');
    for (Err err = 1; err < ERR_END; err++)
        json_text(json, str(err_code(err)));
    json_close(json, ']');
    json_key(json, "x-refusals");
    json_open(json, '{');
    for (Err err = 1; err < ERR_END; err++) {
        json_key(json, err_code(err));
        json_open(json, '{');
        json_put_int(json, "status", err_http(err));
        json_put(json, "zh", str(err_sentence(err, false)));
        json_put(json, "en", str(err_sentence(err, true)));
        json_close(json, '}');
    }
    json_close(json, '}');
    json_close(json, '}');
}

static void put_paper_schema(Json *json)
{
    json_key(json, "Paper");
    json_open(json, '{');
    json_put(json, "type", S("object"));
    json_put_bool(json, "additionalProperties", false);
    json_key(json, "required");
    json_raw(json, S("[\"kind\"]"));
    json_key(json, "properties");
    json_open(json, '{');
    json_key(json, "kind");
    json_open(json, '{');
    openapi_words(json, SET_EVIDENCE);
    json_close(json, '}');
    json_key(json, "no");
    json_raw(json, S("{\"type\":\"string\",\"minLength\":1,\"maxLength\":100}"));
    json_key(json, "day");
    json_raw(json, S("{\"type\":\"string\",\"format\":\"date\"}"));
    json_key(json, "valid_until");
    json_raw(json, S("{\"type\":\"string\",\"format\":\"date\"}"));
    json_key(json, "sha256");
    json_raw(json, S("{\"type\":\"string\",\"pattern\":\"^[0-9a-f]{64}$\"}"));
    json_close(json, '}');
    json_close(json, '}');
}

static void put_schemas(Json *json)
{
    json_key(json, "schemas");
    json_open(json, '{');
    put_problem_schema(json);
    put_paper_schema(json);
    openapi_message(json);
    json_key(json, "Done");
    json_raw(json,
             S("{\"type\":\"object\",\"required\":[\"id\",\"result\",\"data\"],\"properties\":{\"id\":{\"type\":\"string\"},"
               "\"result\":{\"enum\":[\"done\",\"already\"]},\"law\":{\"type\":\"string\"},\"data\":{\"type\":\"object\"}}}"));
    json_key(json, "Answer");
    json_raw(json, S("{\"type\":\"object\",\"required\":[\"id\",\"result\",\"data\"],\"properties\":{\"id\":{\"type\":\"string\"},"
                     "\"result\":{\"const\":\"done\"},\"data\":{\"type\":\"object\"}}}"));
    json_close(json, '}');
}

static void put_refused(Json *json, int status)
{
    Buf codes = { .arena = json->buf.arena };
    for (Err err = 1; err < ERR_END; err++)
        if (err_http(err) == status)
            buf_format(&codes, "%s%s", codes.n ? ", " : "", err_code(err));
    openapi_key(json, "Refused", openapi_status(json, status));
    json_open(json, '{');
    json_put(json, "description", codes.n ? buf_str(&codes) : S("no valid bearer token"));
    json_key(json, "content");
    json_raw(json, S("{\"application/problem+json\":{\"schema\":{\"$ref\":\"#/components/schemas/Problem\"}}}"));
    json_close(json, '}');
}

static void put_component_responses(Json *json)
{
    json_key(json, "responses");
    json_open(json, '{');
    json_key(json, "Done");
    json_raw(json, S("{\"description\":\"" DONE_TEXT "\",\"content\":"
                     "{\"application/json\":{\"schema\":{\"$ref\":\"#/components/schemas/Done\"}}}}"));
    json_key(json, "Answer");
    json_raw(json, S("{\"description\":\"" ANSWER_TEXT "\","
                     "\"content\":{\"application/json\":{\"schema\":{\"$ref\":\"#/components/schemas/Answer\"}}}}"));
    put_refused(json, 401);
    for (int status = 400; status < 600; status++)
        for (Err err = 1; err < ERR_END; err++)
            if (err_http(err) == status) {
                put_refused(json, status);
                break;
            }
    json_close(json, '}');
}

static void put_components(Json *json)
{
    json_key(json, "components");
    json_open(json, '{');
    json_key(json, "securitySchemes");
    json_raw(json, S("{\"bearer\":{\"type\":\"http\",\"scheme\":\"bearer\","
                     "\"description\":\"one token a credential; role, user and org come from it\"}}"));
    json_key(json, "parameters");
    json_raw(json, S("{\"IdempotencyKey\":{\"name\":\"Idempotency-Key\",\"in\":\"header\",\"required\":true,\"description\":"
                     "\"the id of the command: the same one again gives the first answer byte for byte, for ever\","
                     "\"schema\":{\"type\":\"string\",\"minLength\":1,\"maxLength\":128}},"
                     "\"Purpose\":{\"name\":\"X-Purpose\",\"in\":\"header\",\"required\":false,\"description\":"
                     "\"why a record is looked at; kept in access.list\",\"schema\":{\"type\":\"string\",\"maxLength\":200}}}"));
    put_component_responses(json);
    put_schemas(json);
    json_close(json, '}');
}

static Str description_make(Arena *arena)
{
    Json json = json_make(arena);
    json_open(&json, '{');
    json_put(&json, "openapi", S("3.1.0"));
    json_key(&json, "info");
    json_raw(
        &json,
        S("{\"title\":\"shebao\",\"version\":\"1\",\"summary\":\"A social security bureau: people, cards, holds, and the way out\","
          "\"description\":\"Every command changes the world once and has an Idempotency-Key; every query only looks, "
          "and each look at somebody "
          "else's record leaves a line. Money is whole fen, days are YYYY-MM-DD, times RFC 3339 with +08:00. "
          "Personal numbers never stand in "
          "addresses. x-roles names who may call, x-law on what it rests.\","
          "\"license\":{\"name\":\"Apache-2.0\",\"identifier\":\"Apache-2.0\"}}"));
    json_key(&json, "servers");
    json_raw(&json, S("[{\"url\":\"/\"}]"));
    json_key(&json, "security");
    json_raw(&json, S("[{\"bearer\":[]}]"));
    put_paths(&json);
    openapi_webhooks(&json);
    put_components(&json);
    json_close(&json, '}');
    return json_str(&json);
}

static Arena kept;
static Str description;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void make_once(void)
{
    kept = arena_make(TEXT_BYTES);
    description = description_make(&kept);
}

Str openapi_text(Arena *arena)
{
    (void)arena;
    pthread_once(&once, make_once);
    return description;
}
