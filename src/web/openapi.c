/* openapi.c - the description of the API (OpenAPI 3.1), made from the catalogue: every command and query with its
 * fields, bounds, lists of words, roles, law and refusals. Nothing here is written twice, so it cannot be wrong about
 * what the gatekeeper takes. */
#include "base/require.h"
#include "web/serve.h"
#include <pthread.h>

enum { TEXT_BYTES = 8 << 20 };
#define DAY_PATTERN "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
#define MONTH_PATTERN "^[0-9]{4}-[0-9]{2}$"

/* A key that is put together; keys end with a zero byte. */
static void put_key(Json *json, const char *before, const char *after)
{
    json_key(json, str_z(json->buf.arena, str_format(json->buf.arena, "%s%s", before, after)));
}

static const char *status_text(Json *json, int status) { return str_z(json->buf.arena, str_format(json->buf.arena, "%d", status)); }

static void put_ref(Json *json, const char *section, const char *name)
{
    json_open(json, '{');
    json_put(json, "$ref", str_format(json->buf.arena, "#/components/%s/%s", section, name));
    json_close(json, '}');
}

static void put_both(Json *json, const char *zh, const char *en)
{
    json_put(json, "description", str_format(json->buf.arena, "%s · %s", en, zh));
}

/* ---- fields ---- */

static void put_words(Json *json, ChoiceSetId set)
{
    const ChoiceSet *words = choice_set(set);
    json_put(json, "type", S("string"));
    json_key(json, "enum");
    json_open(json, '[');
    for (int i = 0; i < words->count; i++)
        json_text(json, str(words->items[i].code));
    json_close(json, ']');
    json_key(json, "x-enum-zh");
    json_open(json, '[');
    for (int i = 0; i < words->count; i++)
        json_text(json, str(words->items[i].zh));
    json_close(json, ']');
}

static void put_number(Json *json, int64_t least, int64_t most)
{
    json_put(json, "type", S("integer"));
    json_put_int(json, "minimum", least);
    json_put_int(json, "maximum", most);
}

static void put_text(Json *json, int64_t least, int64_t most)
{
    json_put(json, "type", S("string"));
    json_put_int(json, "minLength", least);
    json_put_int(json, "maxLength", most);
}

static void put_pattern(Json *json, const char *pattern)
{
    json_put(json, "type", S("string"));
    json_put(json, "pattern", str(pattern));
}

static void put_items(Json *json, const FieldRow *field)
{
    json_put(json, "type", S("array"));
    json_put_int(json, "maxItems", field->max);
    json_key(json, "items");
    if (field->type == TYPE_EVIDENCE) {
        put_ref(json, "schemas", "Paper");
        return;
    }
    json_open(json, '{');
    if (field->type == TYPE_CHOICES)
        put_words(json, field->set);
    else
        put_text(json, 1, 200);
    json_close(json, '}');
}

static void put_pairs(Json *json, const FieldRow *field)
{
    json_put(json, "type", S("object"));
    json_put_int(json, "maxProperties", field->max);
    json_key(json, "additionalProperties");
    json_open(json, '{');
    put_text(json, 1, 200);
    json_close(json, '}');
}

static void put_type(Json *json, const FieldRow *field)
{
    switch (field->type) {
    case TYPE_PERSON:
        put_text(json, 15, field->max);
        return;
    case TYPE_TEXT:
        put_text(json, 1, field->max);
        return;
    case TYPE_DAY:
        put_pattern(json, DAY_PATTERN);
        json_put(json, "format", S("date"));
        return;
    case TYPE_MONTH:
        put_pattern(json, MONTH_PATTERN);
        return;
    case TYPE_START:
    case TYPE_END:
        put_pattern(json, "^[0-9]{4}-[0-9]{2}(-[0-9]{2}(T.*)?)?$");
        return;
    case TYPE_INT:
        put_number(json, 0, field->max);
        return;
    case TYPE_FEN:
        put_number(json, 0, 100000000000000);
        return;
    case TYPE_BOOL:
        json_put(json, "type", S("boolean"));
        return;
    case TYPE_CHOICE:
        put_words(json, field->set);
        return;
    case TYPE_REGION:
        put_pattern(json, "^[1-8][0-9]{5}$");
        return;
    case TYPE_BYTES:
        put_text(json, 4, (field->max + 2) / 3 * 4);
        json_put(json, "contentEncoding", S("base64"));
        return;
    case TYPE_CHOICES:
    case TYPE_TEXTS:
    case TYPE_EVIDENCE:
        put_items(json, field);
        return;
    case TYPE_PAIRS:
        put_pairs(json, field);
        return;
    }
}

static void put_kind(Json *json, FieldKind kind)
{
    static const char *const names[] = { [KIND_PERSONAL] = "personal", [KIND_SECRET] = "secret", [KIND_BLOB] = "blob" };
    if (kind != KIND_PLAIN)
        json_put(json, "x-kind", str(names[kind]));
}

static void put_field(Json *json, const FieldRow *field)
{
    json_key(json, field->name);
    json_open(json, '{');
    put_type(json, field);
    put_both(json, field->zh, field->en);
    put_kind(json, field->kind);
    json_close(json, '}');
    if (field->type != TYPE_PERSON)
        return;
    json_key(json, strcmp(field->name, "ssn") == 0 ? "person" : "other_person");
    json_open(json, '{');
    put_number(json, 1, INT64_MAX);
    put_both(json, "个人编号，可代替社会保障号码", "the bureau's personal number, in place of the social security number");
    json_close(json, '}');
}

/* What must be there; a person by either number. */
static void put_required(Json *json, const CatalogueRow *row)
{
    json_key(json, "required");
    json_open(json, '[');
    for (int i = 0; i < row->count; i++)
        if (row->required[i] && field_row(row->fields[i])->type != TYPE_PERSON)
            json_text(json, str(field_row(row->fields[i])->name));
    json_close(json, ']');
    json_key(json, "allOf");
    json_open(json, '[');
    for (int i = 0; i < row->count; i++) {
        const char *name = field_row(row->fields[i])->name;
        if (!row->required[i] || field_row(row->fields[i])->type != TYPE_PERSON)
            continue;
        json_raw(json, str_format(json->buf.arena, "{\"oneOf\":[{\"required\":[\"%s\"]},{\"required\":[\"%s\"]}]}", name,
                                  strcmp(name, "ssn") == 0 ? "person" : "other_person"));
    }
    json_raw(json, S("true"));
    json_close(json, ']');
}

static void put_args(Json *json, const CatalogueRow *row)
{
    json_open(json, '{');
    json_put(json, "type", S("object"));
    json_put_bool(json, "additionalProperties", false);
    json_key(json, "properties");
    json_open(json, '{');
    for (int i = 0; i < row->count; i++)
        put_field(json, field_row(row->fields[i]));
    json_close(json, '}');
    put_required(json, row);
    json_close(json, '}');
}

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

/* Every status that a refusal can have, once; the table of refusals says which. */
static void put_responses(Json *json, const char *answer)
{
    json_key(json, "responses");
    json_open(json, '{');
    json_key(json, "200");
    put_ref(json, "responses", answer);
    for (Err err = 1; err < ERR_END; err++) {
        bool said = false;
        for (Err before = 1; before < err; before++)
            said |= err_http(before) == err_http(err);
        if (said)
            continue;
        const char *status = status_text(json, err_http(err));
        json_key(json, status);
        put_ref(json, "responses", str_z(json->buf.arena, str_format(json->buf.arena, "Refused%s", status)));
    }
    json_key(json, "401");
    put_ref(json, "responses", "Refused401");
    json_close(json, '}');
}

static void put_body(Json *json, const CatalogueRow *row)
{
    json_key(json, "requestBody");
    json_open(json, '{');
    json_put_bool(json, "required", true);
    json_key(json, "content");
    json_open(json, '{');
    json_key(json, "application/json");
    json_open(json, '{');
    json_key(json, "schema");
    put_args(json, row);
    json_close(json, '}');
    json_close(json, '}');
    json_close(json, '}');
}

static void put_command(Json *json, const CatalogueRow *row)
{
    put_key(json, "/api/v1/commands/", row->name);
    json_open(json, '{');
    json_key(json, "post");
    json_open(json, '{');
    put_head(json, row, "command");
    json_key(json, "parameters");
    json_open(json, '[');
    put_ref(json, "parameters", "IdempotencyKey");
    put_ref(json, "parameters", "Purpose");
    json_close(json, ']');
    put_body(json, row);
    put_responses(json, "Done");
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
static void put_get(Json *json, const CatalogueRow *row)
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
        put_both(json, field->zh, field->en);
        json_key(json, "schema");
        json_open(json, '{');
        put_type(json, field);
        json_close(json, '}');
        json_close(json, '}');
    }
    json_close(json, ']');
    put_responses(json, "Answer");
    json_close(json, '}');
}

static void put_query(Json *json, const CatalogueRow *row)
{
    put_key(json, "/api/v1/queries/", row->name);
    json_open(json, '{');
    json_key(json, "post");
    json_open(json, '{');
    put_head(json, row, "query");
    json_key(json, "parameters");
    json_open(json, '[');
    put_ref(json, "parameters", "Purpose");
    json_close(json, ']');
    put_body(json, row);
    put_responses(json, "Answer");
    json_close(json, '}');
    if (!asks_person(row))
        put_get(json, row);
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

static void put_paths(Json *json)
{
    json_key(json, "paths");
    json_open(json, '{');
    for (CommandId command = 1; command < CMD_END; command++)
        if (command_row(command)->roles)
            put_command(json, command_row(command));
    for (QueryId query = 1; query < QUERY_END; query++)
        put_query(json, query_row(query));
    put_plain(json, "/healthz", "health", "application/json", "进程是否存活", "whether the process lives");
    put_plain(json, "/readyz", "ready", "application/json", "是否可以读取账簿（否则 503）",
              "whether the bureau can be read (503 otherwise)");
    put_plain(json, "/metrics", "metrics", "text/plain", "运行指标（Prometheus）", "measurements for Prometheus");
    put_plain(json, "/api/v1/openapi.json", "openapi", "application/json", "本接口说明", "this description");
    json_close(json, '}');
}

/* ---- components ---- */

static void put_problem_schema(Json *json)
{
    json_key(json, "Problem");
    json_raw(
        json,
        S("{\"type\":\"object\",\"description\":\"RFC 9457, with the answer's own fields\",\"required\":[\"type\",\"title\",\"status\"],\"properties\":{"
          "\"type\":{\"type\":\"string\"},\"title\":{\"type\":\"string\"},\"status\":{\"type\":\"integer\"},\"id\":{\"type\":\"string\"},"
          "\"result\":{\"const\":\"refused\"},\"field\":{\"type\":\"string\",\"description\":\"the field to correct\"},"
          "\"why\":{\"type\":\"string\",\"description\":\"what happened and what to do next, in Chinese\"},"
          "\"why_en\":{\"type\":\"string\",\"description\":\"the same in English\"},\"law\":{\"type\":\"string\"},\"code\":{\"$ref\":\"#/components/schemas/Code\"}}}"));
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
    put_words(json, SET_EVIDENCE);
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
    put_key(json, "Refused", status_text(json, status));
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
    json_raw(json, S("{\"description\":\"done, or it was so already; the same id again brings the same bytes\",\"content\":"
                     "{\"application/json\":{\"schema\":{\"$ref\":\"#/components/schemas/Done\"}}}}"));
    json_key(json, "Answer");
    json_raw(
        json,
        S("{\"description\":\"the answer\",\"content\":{\"application/json\":{\"schema\":{\"$ref\":\"#/components/schemas/Answer\"}}}}"));
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
    json_raw(
        json,
        S("{\"bearer\":{\"type\":\"http\",\"scheme\":\"bearer\",\"description\":\"one token a credential; role, user and org come from it\"}}"));
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
          "\"description\":\"Every command changes the world once and has an Idempotency-Key; every query only looks, and each look at somebody "
          "else's record leaves a line. Money is whole fen, days are YYYY-MM-DD, times RFC 3339 with +08:00. Personal numbers never stand in "
          "addresses. x-roles names who may call, x-law on what it rests.\",\"license\":{\"name\":\"Apache-2.0\",\"identifier\":\"Apache-2.0\"}}"));
    json_key(&json, "servers");
    json_raw(&json, S("[{\"url\":\"/\"}]"));
    json_key(&json, "security");
    json_raw(&json, S("[{\"bearer\":[]}]"));
    put_paths(&json);
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
