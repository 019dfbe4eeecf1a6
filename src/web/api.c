/* api.c - the JSON API: commands, queries, health, metrics and the description of itself. Knows no rule: it carries
 * bytes between HTTP and core. Law of its errors: RFC 9457 (problem details). */
#include "web/serve.h"
#include "web/upload.h"
#include <stdio.h>

static const char json_type[] = "application/json; charset=utf-8";
static const char problem_type[] = "application/problem+json; charset=utf-8";

/* The answer's own fields, with what RFC 9457 adds in front. */
static Str problem(Arena *arena, int status, Err err, Str answer)
{
    Json json = json_make(arena);
    json_open(&json, '{');
    json_put(&json, "type", str_format(arena, "/problems/%s", err_code(err)));
    json_put(&json, "title", str(err_sentence(err, true)));
    json_put_int(&json, "status", status);
    Buf out = { .arena = arena };
    buf_add(&out, json_str(&json));
    buf_char(&out, ',');
    buf_add(&out, str_from(answer, 1)); /* The answer is an object: its members follow. */
    return buf_str(&out);
}

static void reply_problem(HttpRequest *request, int status, Err err, Str answer, const HttpPair *headers, size_t count)
{
    http_reply(request, status, problem_type, problem(request->arena, status, err, answer), headers, count);
}

static void retry_headers(Err err, HttpPair *headers, size_t *count)
{
    if (err == ERR_BUSY)
        headers[(*count)++] = (HttpPair){ S("Retry-After"), S("1") };
}

static void reply_refused(HttpRequest *request, const Why *why)
{
    HttpPair headers[2];
    size_t count = 0;
    retry_headers(why->code, headers, &count);
    reply_problem(request, err_http(why->code), why->code, answer_refused(request->arena, (Str){ 0 }, why), headers, count);
}

static void resume_command(HttpRequest *request, void *context, const Answer *answer)
{
    (void)context;
    if (answer->err == OK) {
        http_resume(request, 200, json_type, answer->json, NULL, 0);
        return;
    }
    HttpPair *headers = arena_new(request->arena, HttpPair, 2);
    size_t count = 0;
    retry_headers(answer->err, headers, &count);
    int status = err_http(answer->err);
    http_resume(request, status, problem_type, problem(request->arena, status, answer->err, answer->json), headers, count);
}

static bool refused(HttpRequest *request, Err err, Why *why)
{
    if (err == OK)
        return false;
    why->code = err;
    if (!why->zh.n)
        (void)!refuse(why, err, "", NULL, NULL);
    reply_refused(request, why);
    return true;
}

static Str bearer(const HttpRequest *request)
{
    Str header = http_header(request, "authorization");
    return str_starts(header, S("Bearer ")) ? str_trim(str_from(header, 7)) : (Str){ 0 };
}

/* Who calls; answers itself and gives role 0 when nobody does. A cookie is no credential here: no other site can make
 * a browser send the header. */
static Actor caller(ServeThread *thread, HttpRequest *request)
{
    static const HttpPair challenge = { { "WWW-Authenticate", 16 }, { "Bearer realm=\"shebao\"", 21 } };
    Actor actor = { 0 };
    Why why = { .arena = request->arena };
    if (refused(request, serve_actor(thread, request->arena, bearer(request), &actor), &why) || actor.role)
        return actor;
    Err err = refuse(&why, ERR_NOT_PERMITTED, "authorization", "请在 Authorization 中给出有效的令牌。",
                     "Send a valid bearer token in Authorization.");
    reply_problem(request, 401, err, answer_refused(request->arena, (Str){ 0 }, &why), &challenge, 1);
    return actor;
}

static Err read_body(HttpRequest *request, const JsonNode **out, Why *why)
{
    JsonNode *node = NULL;
    if (!request->body.n) {
        *out = NULL;
        return OK;
    }
    if (request->content_type.n && !str_is(request->content_type, "application/json"))
        return refuse(why, ERR_BAD_FIELD, "content-type", "正文应为 application/json。", "The body must be application/json.");
    TRY(json_read(request->arena, request->body, &node, why));
    *out = node;
    return OK;
}

static bool is_post(HttpRequest *request)
{
    Why why = { .arena = request->arena };
    if (request->method == HTTP_POST)
        return true;
    Err err = refuse(&why, ERR_BAD_FIELD, "method", "请用 POST 提交。", "Use POST.");
    reply_problem(request, 405, err, answer_refused(request->arena, (Str){ 0 }, &why), NULL, 0);
    return false;
}

/* Bytes for a later command. Only who may bring files at all may leave any here. */
static void handle_file(ServeThread *thread, HttpRequest *request)
{
    Why why = { .arena = request->arena };
    Str answer = { 0 };
    Actor actor = caller(thread, request);
    if (!actor.role || !is_post(request))
        return;
    Err err = role_in(command_row(CMD_FILE_IMPORT)->roles | command_row(CMD_WAGE_DECLARE)->roles, actor.role)
                  ? upload_keep(thread, request, &answer, &why)
                  : refuse(&why, ERR_NOT_PERMITTED, "role", NULL, NULL);
    if (!refused(request, err, &why))
        http_reply(request, 200, json_type, answer, NULL, 0);
}

static void handle_command(ServeThread *thread, HttpRequest *request, Str name)
{
    Why why = { .arena = request->arena };
    const JsonNode *args = NULL;
    Actor actor = caller(thread, request);
    Str id = http_header(request, "idempotency-key");
    if (!actor.role)
        return;
    if (!is_post(request))
        return;
    if (!id.n) {
        refused(request,
                refuse(&why, ERR_BAD_FIELD, "idempotency-key", "请给出 Idempotency-Key；重试时用同一个。",
                       "Send an Idempotency-Key; use the same one to retry."),
                &why);
        return;
    }
    Err err = upload_is_form(request) ? upload_args(thread, request, name, &args, &why) : read_body(request, &args, &why);
    if (refused(request, err, &why))
        return;
    Request command = { .id = str_copy(request->arena, id),
                        .command = name,
                        .actor = actor,
                        .at = serve_now(),
                        .args = args,
                        .purpose = str_copy(request->arena, http_header(request, "x-purpose")) };
    serve_command(thread, request, &command, resume_command, NULL);
}

/* A query without personal numbers may come as GET with its fields in the URL. */
static const JsonNode *query_args(HttpRequest *request, Str name)
{
    QueryId id = query_from(name);
    const CatalogueRow *row = id == QUERY_NONE ? NULL : query_row(id);
    JsonNode *args = arena_new(request->arena, JsonNode, 1);
    *args = (JsonNode){ .type = JSON_MEMBERS, .items = arena_new(request->arena, JsonNode, request->query_count) };
    for (size_t i = 0; i < request->query_count; i++)
        args->items[args->count++] = upload_value(row, &request->query[i]);
    return args;
}

static bool asks_person(Str name)
{
    QueryId id = query_from(name);
    if (id == QUERY_NONE)
        return false;
    const CatalogueRow *row = query_row(id);
    for (int i = 0; i < row->count; i++)
        if (field_row(row->fields[i])->kind == KIND_PERSONAL)
            return true;
    return false;
}

static void handle_query(ServeThread *thread, HttpRequest *request, Str name)
{
    Why why = { .arena = request->arena };
    const JsonNode *args = NULL;
    Actor actor = caller(thread, request);
    if (!actor.role)
        return;
    if (request->method == HTTP_GET && asks_person(name)) {
        refused(request,
                refuse(&why, ERR_BAD_FIELD, "method", "个人号码不得出现在网址中，请用 POST。",
                       "Personal numbers never stand in URLs; use POST."),
                &why);
        return;
    }
    if (request->method == HTTP_GET)
        args = query_args(request, name);
    else if (refused(request, read_body(request, &args, &why), &why))
        return;
    QueryRequest query = { .id = S("query"),
                           .query = name,
                           .actor = actor,
                           .at = serve_now(),
                           .args = args,
                           .purpose = http_header(request, "x-purpose") };
    QueryAnswer answer = { 0 };
    if (refused(request, serve_query(thread, request, &query, &answer), &why))
        return;
    if (answer.err == OK)
        http_reply(request, 200, json_type, answer.json, NULL, 0);
    else
        reply_problem(request, err_http(answer.err), answer.err, answer.json, NULL, 0);
}

static void handle_ready(ServeThread *thread, HttpRequest *request)
{
    Bureau *bureau = NULL;
    bool ready = serve_stores(thread) && serve_reader(thread, request->arena, &bureau) == OK;
    http_reply(request, ready ? 200 : 503, json_type, ready ? S("{\"ready\":true}") : S("{\"ready\":false}"), NULL, 0);
}

static bool is_api(Str path)
{
    return str_starts(path, S("/api/")) || str_is(path, "/healthz") || str_is(path, "/readyz") || str_is(path, "/metrics");
}

bool api_refused(HttpRequest *request, int status, const char *reason)
{
    /* An address that could not be read has no path: then what stands in front of it tells, and what the caller reads. */
    bool reads_pages = str_find(http_header(request, "accept"), S("text/html")) >= 0;
    if (request->path.n ? !is_api(request->path) : reads_pages && !is_api(http_target(request)))
        return false;
    Why why = { .arena = request->arena };
    Err err = refusal_why(status, reason, &why);
    reply_problem(request, status, err, answer_refused(request->arena, (Str){ 0 }, &why), NULL, 0);
    return true;
}

/* An address below /api/ that leads nowhere. */
static void handle_unknown(HttpRequest *request)
{
    Why why = { .arena = request->arena };
    Err err = refuse(&why, ERR_UNKNOWN_ID, "path", "没有这个接口，见 /api/v1/openapi.json。",
                     "There is no such address; see /api/v1/openapi.json.");
    reply_problem(request, 404, err, answer_refused(request->arena, (Str){ 0 }, &why), NULL, 0);
}

bool api_handle(ServeThread *thread, HttpRequest *request)
{
    static const char commands[] = "/api/v1/commands/", queries[] = "/api/v1/queries/";
    if (str_starts(request->path, S("/api/v1/commands/")))
        handle_command(thread, request, str_from(request->path, sizeof commands - 1));
    else if (str_starts(request->path, S("/api/v1/queries/")))
        handle_query(thread, request, str_from(request->path, sizeof queries - 1));
    else if (str_is(request->path, "/api/v1/files"))
        handle_file(thread, request);
    else if (str_is(request->path, "/api/v1/openapi.json"))
        http_reply(request, 200, json_type, openapi_text(request->arena), NULL, 0);
    else if (str_is(request->path, "/healthz"))
        http_reply(request, 200, json_type, S("{\"healthy\":true}"), NULL, 0);
    else if (str_is(request->path, "/readyz"))
        handle_ready(thread, request);
    else if (str_is(request->path, "/metrics"))
        metrics_handle(thread, request);
    else if (is_api(request->path))
        handle_unknown(request);
    else
        return false;
    return true;
}
