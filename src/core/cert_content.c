/* cert_content.c - see cert_content.h. */
#include "core/cert_content.h"
#include "core/shapes.h"

/* One of our queries about the person, with its answer's data as a tree. */
static Query query_inside(Arena *arena, const CertAsked *asked, Json *data)
{
    return (Query){ .bureau = asked->bureau,
                    .arena = arena,
                    .row = query_row(QUERY_PERSON_STATEMENT),
                    .command = { .row = query_row(QUERY_PERSON_STATEMENT), .at = asked->at },
                    .loaded = *asked->loaded,
                    .now = asked->at,
                    .policy = asked->policy,
                    .known = asked->known,
                    .data = data,
                    .why = { .arena = arena } };
}

static Err statement_read(Arena *arena, const CertAsked *asked, JsonNode **out, Why *why)
{
    Json json = json_make(arena);
    Query *query = arena_new(arena, Query, 1);
    *query = query_inside(arena, asked, &json);
    json_open(&json, '{');
    if (asked->from.n != MONTH_NONE.n)
        *arg_set(&query->command, F_FROM) = (Arg){ .given = true, .i = day_start(month_first(asked->from)).s };
    if (asked->until.n != MONTH_NONE.n)
        *arg_set(&query->command, F_UNTIL) = (Arg){ .given = true, .i = day_start(month_first(asked->until)).s };
    Err err = query_person_statement(query);
    if (err != OK) {
        *why = query->why;
        return err;
    }
    json_close(&json, '}');
    return json_read(arena, json_str(&json), out, why);
}

static int64_t int_of(const JsonNode *object, const char *key)
{
    const JsonNode *node = json_member(object, key);
    return node && node->type == JSON_INT ? node->number : 0;
}

static bool is_paid(const JsonNode *part)
{
    const JsonNode *paid = json_member(part, "paid");
    return paid && paid->truth;
}

/* A month counts once, whatever was paid in it. */
static void sums_add(const JsonNode *month, CertContent *out)
{
    const JsonNode *parts = json_member(month, "insurances");
    Month of = MONTH_NONE;
    bool any = false;
    for (size_t i = 0; parts && i < parts->count; i++) {
        if (!is_paid(&parts->items[i]))
            continue;
        any = true;
        out->employer_fen += int_of(&parts->items[i], "employer_fen");
        out->employee_fen += int_of(&parts->items[i], "employee_fen");
    }
    if (!any || !month_read(json_text_of(json_member(month, "month")), &of))
        return;
    out->from = out->from.n ? out->from : of;
    out->months += of.n != out->until.n;
    out->until = of;
}

static void member_put(Json *json, const JsonNode *object, const char *key)
{
    const JsonNode *node = json_member(object, key);
    json_key(json, key);
    if (node)
        json_node(json, node);
    else
        json_nil(json);
}

/* Only what the paper shows: a member that an answer gains later changes no certificate. */
static void content_put(Arena *arena, const CertAsked *asked, const JsonNode *statement, Json *json)
{
    static const char *const account[] = { "pension_account", "medical_account", "pension_balance_fen", "medical_balance_fen" };
    if (asked->kind == CERT_PARTICIPATION) {
        Query *query = arena_new(arena, Query, 1);
        *query = query_inside(arena, asked, json);
        shape_accounts(query);
        return;
    }
    json_key(json, "statement");
    json_open(json, '{');
    if (asked->kind == CERT_CONTRIBUTIONS)
        member_put(json, statement, "months");
    for (size_t i = 0; asked->kind == CERT_ACCOUNT && i < sizeof account / sizeof *account; i++)
        member_put(json, statement, account[i]);
    json_close(json, '}');
}

Err cert_content(Arena *arena, const CertAsked *asked, CertContent *out, Why *why)
{
    JsonNode *statement = NULL, *node = NULL;
    Json json = json_make(arena);
    *out = (CertContent){ 0 };
    TRY(statement_read(arena, asked, &statement, why));
    const JsonNode *months = json_member(statement, "months");
    for (size_t i = 0; months && i < months->count; i++)
        sums_add(&months->items[i], out);
    json_open(&json, '{');
    content_put(arena, asked, statement, &json);
    json_close(&json, '}');
    out->digest = hash_keyed(hash_str(&asked->bureau->store.secret), json_str(&json));
    TRY(json_read(arena, json_str(&json), &node, why));
    out->node = node;
    return OK;
}
