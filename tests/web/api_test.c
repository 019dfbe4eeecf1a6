/* api_test.c - the JSON API over a running server: the same id brings the same bytes, refusals are problems with their
 * status, nobody gets in without a token, and the description names what the gatekeeper takes. */
#include "town.h"

static const char register_seven[] =
    "{\"ssn\":\"330106200009071283\",\"name\":\"吴白露\",\"hukou_region\":\"330106\","
    "\"hukou_type\":\"urban\",\"residence_region\":\"330106\","
    "\"mobile\":\"13800000007\",\"address\":\"文二路 2 号\",\"evidence\":[{\"kind\":\"id-card\"}]}";

static void check_problem(Town *town, const Reply *reply, int status, const char *code)
{
    CHECK_EQ(reply->status, status);
    CHECK_STR(reply_header(reply, "Content-Type"), S("application/problem+json; charset=utf-8"));
    const JsonNode *problem = reply_json(town, reply);
    CHECK_STR(text_at(problem, "code"), str(code));
    CHECK_STR(text_at(problem, "result"), S("refused"));
    CHECK(text_at(problem, "why").n > 0);
    CHECK(text_at(problem, "why_en").n > 0);
    const JsonNode *number = json_member(problem, "status");
    CHECK(number && number->number == status);
}

TEST(a_command_comes_once)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    const char *hold = "{\"person\":4,\"cause\":\"dormant\",\"note\":\"半年未用\"}";
    Reply first = town_api(&town, BY_CLERK, "/api/v1/commands/hold.place", "h1", hold);
    Reply again = town_api(&town, BY_CLERK, "/api/v1/commands/hold.place", "h1", hold);
    CHECK_EQ(first.status, 200);
    CHECK_STR(again.body, first.body);
    CHECK_STR(text_at(reply_json(&town, &first), "result"), S("done"));
    Reply other = town_api(&town, BY_CLERK, "/api/v1/commands/hold.place", "h1",
                           "{\"person\":3,\"cause\":\"dormant\",\"note\":\"半年未用\"}");
    check_problem(&town, &other, 409, "idempotency-mismatch");
    Reply seven = town_api(&town, BY_CLERK, "/api/v1/commands/person.register", "p7-again", register_seven);
    CHECK_EQ(seven.status, 200);
    CHECK_STR(text_at(reply_json(&town, &seven), "result"), S("already"));
    Reply why = town_api(&town, BY_CLERK, "/api/v1/queries/person.why", NULL, "{\"person\":4}");
    CHECK_EQ(why.status, 200);
    CHECK(reply_says(&why, "\"cause\":\"dormant\""));
    town_close(&town);
}

TEST(refusals_are_problems_with_their_status)
{
    static const struct {
        TownRole by;
        const char *path, *body;
        int status;
        const char *code;
    } rows[] = {
        { BY_CLERK, "/api/v1/queries/person.status", "{\"ssn\":\"330106199901010010\"}", 422, "bad-id-number" },
        { BY_CLERK, "/api/v1/queries/person.status", "{\"person\":999}", 404, "unknown-person" },
        { BY_CLERK, "/api/v1/queries/person.status", "{}", 400, "bad-field" },
        { BY_CLERK, "/api/v1/queries/person.status", "{\"person\":1,\"ssn\":\"330106199003078817\"}", 400, "bad-field" },
        { BY_CLERK, "/api/v1/queries/person.status", "{\"person\":1,\"person\":2}", 400, "bad-field" },
        { BY_CLERK, "/api/v1/queries/person.status", "{\"person\":1,\"role\":\"reviewer\"}", 400, "bad-field" },
        { BY_CLERK, "/api/v1/queries/person.nothing", "{}", 400, "bad-field" },
        { BY_CLERK, "/api/v1/queries/person.status", "{\"person\":1", 400, "bad-field" },
        { BY_CLERK, "/api/v1/queries/person.status", "{\"person\":1}\n{}", 400, "bad-field" },
        { BY_CLERK, "/api/v1/queries/person.status", "[1]", 400, "bad-field" },
        { BY_BANK, "/api/v1/queries/audit.list", "{}", 403, "not-permitted" },
        { BY_ONLINE, "/api/v1/queries/person.status", "{\"person\":2}", 403, "not-permitted" },
        { BY_CLERK, "/api/v1/commands/look.record", "{\"person\":1}", 400, "bad-field" },
        { BY_CLERK, "/api/v1/commands/nothing.here", "{}", 400, "bad-field" },
        { BY_BANK, "/api/v1/commands/hold.place", "{\"person\":1,\"cause\":\"dormant\"}", 403, "not-permitted" },
        { BY_CLERK, "/api/v1/commands/hold.release",
          "{\"person\":4,\"cause\":\"arrears\",\"evidence\":[{\"kind\":\"tax-certificate\"}]}", 409, "wrong-state" },
        { BY_CLERK, "/api/v1/nowhere", "{}", 404, "unknown-id" },
    };
    Town town;
    if (!town_open(&town, arena))
        return;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Reply reply = town_api(&town, rows[i].by, rows[i].path, "refused", rows[i].body);
        if (reply.status != rows[i].status)
            test_fail(__FILE__, __LINE__, "%s %s: %d %.*s", rows[i].path, rows[i].body, reply.status,
                      STR_ARG(str_head(reply.body, 300)));
        check_problem(&town, &reply, rows[i].status, rows[i].code);
    }
    town_close(&town);
}

TEST(nobody_gets_in_without_a_token)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply none = town_api(&town, BY_NOBODY, "/api/v1/queries/person.status", NULL, "{\"person\":1}");
    check_problem(&town, &none, 401, "not-permitted");
    CHECK(str_starts(reply_header(&none, "WWW-Authenticate"), S("Bearer")));
    town.token[BY_NOBODY + 1] = S("clerk_000000000000000000000000000000000000000000000000");
    Reply wrong = town_api(&town, BY_CLERK, "/api/v1/commands/hold.place", "x", "{\"person\":4,\"cause\":\"dormant\"}");
    check_problem(&town, &wrong, 401, "not-permitted");
    /* A cookie is a page's credential, never the API's: no other site can make a browser send our header. */
    Str bytes = str_format(
        arena,
        "POST /api/v1/commands/hold.place HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\nCookie: __Host-shebao=" STR_FMT
        "\r\nIdempotency-Key: c1\r\nContent-Type: application/json\r\n"
        "Content-Length: 32\r\n\r\n{\"person\":4,\"cause\":\"dormant\"}  ",
        town.port, STR_ARG(town.session[BY_REVIEWER]));
    Reply cookie = town_send(&town, bytes);
    check_problem(&town, &cookie, 401, "not-permitted");
    town_close(&town);
}

static Reply raw(Town *town, const char *method, const char *path, const char *headers, Str body)
{
    return town_send(town, str_format(town->arena,
                                      "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\nAuthorization: Bearer " STR_FMT
                                      "\r\n%s\r\n" STR_FMT,
                                      method, path, town->port, STR_ARG(town->token[BY_CLERK]), headers, STR_ARG(body)));
}

TEST(what_does_not_fit_is_refused)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply in_url = raw(&town, "GET", "/api/v1/queries/person.status?ssn=330106199003078817", "", (Str){ 0 });
    check_problem(&town, &in_url, 400, "bad-field");
    Reply get = raw(&town, "GET", "/api/v1/queries/policy.at?region=330100&month=2026-11", "", (Str){ 0 });
    CHECK_EQ(get.status, 200);
    Reply method = raw(&town, "GET", "/api/v1/commands/hold.place", "", (Str){ 0 });
    check_problem(&town, &method, 405, "bad-field");
    Reply put = raw(&town, "PUT", "/api/v1/commands/hold.place", "Content-Length: 0\r\n", (Str){ 0 });
    CHECK_EQ(put.status, 405);
    CHECK_STR(reply_header(&put, "Content-Type"), S("application/problem+json; charset=utf-8"));
    Reply type = raw(&town, "POST", "/api/v1/queries/person.status", "Content-Type: text/plain\r\nContent-Length: 12\r\n",
                     S("{\"person\":1}"));
    check_problem(&town, &type, 400, "bad-field");
    Reply no_id = town_api(&town, BY_CLERK, "/api/v1/commands/hold.place", NULL, "{\"person\":4,\"cause\":\"dormant\"}");
    check_problem(&town, &no_id, 400, "bad-field");
    Str blanks = { memset(arena_alloc(arena, 1, 5000000), ' ', 5000000), 5000000 };
    Reply large = raw(&town, "POST", "/api/v1/commands/card.photo",
                      "Content-Type: application/json\r\nIdempotency-Key: l\r\nContent-Length: 5000000\r\n", blanks);
    CHECK_EQ(large.status, 413);
    CHECK_STR(text_at(reply_json(&town, &large), "code"), S("too-large"));
    town_close(&town);
}

/* "name{labels} value" or a comment. */
static bool is_metric_line(Str line)
{
    if (str_starts(line, S("# HELP ")) || str_starts(line, S("# TYPE ")))
        return true;
    Str rest = line;
    while (rest.n && ((rest.p[0] >= 'a' && rest.p[0] <= 'z') || rest.p[0] == '_'))
        rest = str_from(rest, 1);
    if (rest.n && rest.p[0] == '{') {
        long end = str_find(rest, S("\"}"));
        if (end < 0)
            return false;
        rest = str_from(rest, (size_t)end + 2);
    }
    if (rest.n < 2 || rest.p[0] != ' ')
        return false;
    for (size_t i = 1; i < rest.n; i++)
        if (!(rest.p[i] >= '0' && rest.p[i] <= '9') && rest.p[i] != '.')
            return false;
    return true;
}

TEST(health_ready_and_metrics_answer)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply health = town_get(&town, BY_NOBODY, "/healthz"), ready = town_get(&town, BY_NOBODY, "/readyz");
    CHECK_EQ(health.status, 200);
    CHECK_EQ(ready.status, 200);
    CHECK_STR(ready.body, S("{\"ready\":true}"));
    town_api(&town, BY_CLERK, "/api/v1/commands/hold.place", "m1", "{\"person\":4,\"cause\":\"dormant\"}");
    Reply metrics = town_get(&town, BY_NOBODY, "/metrics");
    CHECK_EQ(metrics.status, 200);
    CHECK(reply_says(&metrics, "\nshebao_commands_total 1\n"));
    Str rest = metrics.body;
    size_t lines = 0;
    while (rest.n) {
        Str line = str_cut(&rest, '\n');
        if (!is_metric_line(line))
            test_fail(__FILE__, __LINE__, "no metric: %.*s", STR_ARG(line));
        lines++;
    }
    CHECK(lines > 20);
    town_close(&town);
}

static const JsonNode *follow(const JsonNode *whole, Str reference)
{
    const JsonNode *node = whole;
    Str rest = str_from(reference, 2);
    while (node && rest.p) {
        Str part = str_cut(&rest, '/');
        const JsonNode *found = NULL;
        for (size_t i = 0; i < node->count && !found; i++)
            if (str_eq(node->items[i].key, part))
                found = &node->items[i];
        node = found;
    }
    return node;
}

static void check_references(const JsonNode *whole, const JsonNode *node)
{
    if (str_is(node->key, "$ref") && node->type == JSON_TEXT && !follow(whole, node->text))
        test_fail(__FILE__, __LINE__, "%.*s leads nowhere", STR_ARG(node->text));
    for (size_t i = 0; i < node->count; i++)
        check_references(whole, &node->items[i]);
}

static void check_row(Arena *arena, const JsonNode *paths, const char *kind, const CatalogueRow *row)
{
    const JsonNode *path = json_member(paths, str_z(arena, str_format(arena, "/api/v1/%s/%s", kind, row->name)));
    const JsonNode *post = json_member(path, "post");
    const JsonNode *body = at_path(post, "requestBody.content.application/json.schema");
    if (!body) {
        test_fail(__FILE__, __LINE__, "%s is not described", row->name);
        return;
    }
    CHECK(text_at(post, "summary").n > 0);
    CHECK(text_at(post, "x-law").n > 0);
    for (int i = 0; i < row->count; i++)
        if (!json_member(json_member(body, "properties"), field_row(row->fields[i])->name))
            test_fail(__FILE__, __LINE__, "%s: %s is not described", row->name, field_row(row->fields[i])->name);
}

TEST(the_description_names_every_row_of_the_catalogue)
{
    const JsonNode *whole = json_reread(arena, openapi_text(arena));
    CHECK(whole != NULL);
    if (!whole)
        return;
    const JsonNode *paths = json_member(whole, "paths");
    check_references(whole, whole);
    for (CommandId command = 1; command < CMD_END; command++)
        if (command_row(command)->roles)
            check_row(arena, paths, "commands", command_row(command));
    for (QueryId query = 1; query < QUERY_END; query++)
        if (query_row(query)->roles)
            check_row(arena, paths, "queries", query_row(query));
    CHECK(!json_member(paths, "/api/v1/commands/look.record"));
    /* Personal numbers never stand in addresses. */
    CHECK(!json_member(json_member(paths, "/api/v1/queries/person.status"), "get"));
    CHECK(json_member(json_member(paths, "/api/v1/queries/policy.at"), "get"));
}

TEST(every_look_leaves_a_line)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    CHECK_EQ(town_api(&town, BY_CLERK, "/api/v1/queries/person.status", NULL, "{\"ssn\":\"330106198511204029\"}").status, 200);
    CHECK_EQ(town_api(&town, BY_ONLINE, "/api/v1/queries/person.status", NULL, "{\"person\":1}").status, 200);
    /* The next command waits behind the look in the one writer's queue. */
    town_api(&town, BY_CLERK, "/api/v1/commands/hold.place", "l1", "{\"person\":4,\"cause\":\"dormant\"}");
    Reply of_two = town_api(&town, BY_AUDITOR, "/api/v1/queries/access.list", NULL, "{\"person\":2}");
    CHECK(reply_says(&of_two, "\"who\":\"w1\""));
    CHECK(reply_says(&of_two, "\"query\":\"person.status\""));
    Reply of_one = town_api(&town, BY_ONLINE, "/api/v1/queries/access.list", NULL, "{\"person\":1}");
    CHECK(!reply_says(&of_one, "\"query\":\"person.status\"")); /* one's own look is no look */
    town_close(&town);
}
