/* execute.c - see execute.h. */
#include "app/execute.h"
#include "app/args.h"
#include "core/query.h"

/* What an earlier step of the way answered. */
typedef struct {
    Str id;
    const JsonNode *data;
} Taken;

typedef struct {
    Execute *execute;
    Taken taken[EXECUTE_STEPS_MAX];
    int count;
    Why *why;
} Walk;

/* ---- one step as a request ---- */

/* "$s1.case" -> what step s1 answered as case; the node itself when it is no reference. */
static const JsonNode *reference(const Walk *walk, const JsonNode *node)
{
    Str rest = json_text_of(node);
    if (rest.n < 4 || rest.p[0] != '$')
        return node;
    rest = str_from(rest, 1);
    Str id = str_cut(&rest, '.');
    for (int i = 0; i < walk->count; i++)
        if (str_eq(walk->taken[i].id, id)) {
            const JsonNode *named = json_member(walk->taken[i].data, str_z(walk->execute->arena, rest));
            return named ? named : node;
        }
    return node;
}

static void resolve(const Walk *walk, JsonNode *node)
{
    const JsonNode *named = reference(walk, node);
    if (named != node) {
        Str key = node->key;
        *node = *named;
        node->key = key;
        return;
    }
    for (size_t i = 0; i < node->count; i++)
        resolve(walk, &node->items[i]);
}

static Err ask_all(Walk *walk, const JsonNode *step, JsonNode *args)
{
    Execute *execute = walk->execute;
    const JsonNode *asks = json_member(step, "ask");
    ExecuteAsk *ask = execute->ask ? execute->ask : execute_ask_record;
    for (size_t i = 0; asks && i < asks->count; i++) {
        Str field = json_text_of(json_member(&asks->items[i], "field"));
        JsonNode answer = { 0 };
        if (!ask(execute, step, field, &answer))
            return refuse(walk->why, ERR_BAD_FIELD, str_z(execute->arena, field), "没有人能回答这一项。",
                          "Nobody could answer this.");
        answer.key = field;
        args_add(execute->arena, args, answer);
    }
    return OK;
}

/* Who takes the step: the person where it is their own, a second official where two are needed. */
static Actor actor_of(const Execute *execute, const JsonNode *step)
{
    Actor actor = { .role = (Role)choice_from(SET_ROLE, json_text_of(json_member(step, "role"))),
                    .org = json_text_of(json_member(step, "org")) };
    if (role_in(R_SELF | R(ONLINE), actor.role))
        actor.user = str_format(execute->arena, "%lld", (long long)execute->person);
    else
        actor.user = str_format(execute->arena, "%s-1", choice_code(SET_ROLE, actor.role));
    return actor;
}

enum { MINUTE = 60, DAY_SECONDS = 86400 };

static void time_passes(Execute *execute, const JsonNode *step)
{
    const JsonNode *wait = json_member(step, "not_before"), *days = json_member(step, "days");
    Time until;
    execute->now.s += MINUTE;
    if (execute->days_pass && days && days->type == JSON_INT)
        execute->now.s += days->number * DAY_SECONDS;
    if (wait && time_read(json_text_of(wait), &until) && until.s > execute->now.s)
        execute->now = until;
}

static Err step_refused(const Walk *walk, Err err, const JsonNode *answer)
{
    if (walk->why) {
        walk->why->code = err;
        walk->why->field = json_text_of(json_member(answer, "field"));
        walk->why->zh = json_text_of(json_member(answer, "why"));
        walk->why->en = json_text_of(json_member(answer, "why_en"));
    }
    return err;
}

static Err take_step(Walk *walk, const JsonNode *step)
{
    Execute *execute = walk->execute;
    const JsonNode *said = json_member(step, "args");
    JsonNode args = said ? args_copy(execute->arena, said) : args_make();
    resolve(walk, &args);
    TRY(ask_all(walk, step, &args));
    time_passes(execute, step);
    Request request = { .id = str_format(execute->arena, "%s-%d", execute->prefix, ++execute->made),
                        .command = json_text_of(json_member(step, "command")),
                        .actor = actor_of(execute, step),
                        .at = execute->now,
                        .args = &args };
    Answer answer;
    arena_reset(execute->scratch);
    TRY(writer_group(execute->bureau, execute->scratch, execute->arena, &request, &answer, 1));
    JsonNode *node = NULL;
    TRY(json_read(execute->arena, answer.json, &node, walk->why));
    if (execute->see)
        execute->see(execute, step, &request, &answer);
    if (answer.err != OK)
        return step_refused(walk, answer.err, node);
    walk->taken[walk->count++] = (Taken){ json_text_of(json_member(step, "id")), json_member(node, "data") };
    return OK;
}

Err execute_way(Execute *execute, const JsonNode *way, Why *why)
{
    const JsonNode *steps = json_member(way, "steps");
    Walk walk = { .execute = execute, .why = why };
    for (size_t i = 0; steps && i < steps->count && i < EXECUTE_STEPS_MAX; i++)
        TRY(take_step(&walk, &steps->items[i]));
    return OK;
}

/* ---- questions ---- */

const JsonNode *execute_query(Execute *execute, const char *query, const JsonNode *args, const Actor *actor)
{
    QueryRequest request = { .id = S("q"), .query = str(query), .actor = *actor, .at = execute->now, .args = args };
    QueryAnswer answer = { 0 };
    JsonNode *node = NULL;
    if (db_begin(execute->bureau->db) != OK)
        return NULL;
    Err err = query_run(execute->bureau, execute->arena, &request, &answer);
    db_rollback(execute->bureau->db);
    if (err != OK || answer.err != OK || json_read(execute->arena, answer.json, &node, NULL) != OK)
        return NULL;
    return json_member(node, "data");
}

const JsonNode *execute_why(Execute *execute, Effect function)
{
    JsonNode args = args_make();
    Actor auditor = { .role = ROLE_AUDITOR, .user = S("auditor-1") };
    args_int(execute->arena, &args, "person", execute->person);
    args_text(execute->arena, &args, "function", str(choice_code(SET_EFFECT, function)));
    return execute_query(execute, "person.why", &args, &auditor);
}
