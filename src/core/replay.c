/* replay.c - see replay.h. */
#include "core/replay.h"
#include "base/require.h"
#include "core/file.h"
#include "core/parse.h"

enum { SCRATCH_BYTES = 1 << 30, LINE_MAX_BYTES = 4 << 20, REFERENCE_DEPTH_MAX = 8 };

/* The data of an earlier line, kept for "$m1.application". */
typedef struct Earlier {
    Str id;
    const JsonNode *data; /* NULL: wanted, not answered yet */
    struct Earlier *next;
} Earlier;

enum { EARLIER_BUCKETS = 4096 };

struct Replay {
    Arena *life;
    Arena scratch, output;
    Bureau *bureau;
    Str folder;
    Time clock;
    bool wanted_only;
    Earlier *earlier[EARLIER_BUCKETS];
};

Replay *replay_begin(Arena *life, Bureau *bureau, Str folder)
{
    Replay *replay = arena_new(life, Replay, 1);
    *replay = (Replay){
        .life = life, .bureau = bureau, .folder = folder, .scratch = arena_make(SCRATCH_BYTES), .output = arena_make(SCRATCH_BYTES)
    };
    return replay;
}

static Earlier **bucket(Replay *replay, Str id)
{
    uint32_t sum = 2166136261u;
    for (size_t i = 0; i < id.n; i++)
        sum = (sum ^ (unsigned char)id.p[i]) * 16777619u;
    return &replay->earlier[sum % EARLIER_BUCKETS];
}

static Earlier *earlier_find(Replay *replay, Str id)
{
    for (Earlier *e = *bucket(replay, id); e; e = e->next)
        if (str_eq(e->id, id))
            return e;
    return NULL;
}

static void earlier_add(Replay *replay, Str id, const JsonNode *data)
{
    Earlier **place = bucket(replay, id), *e = arena_new(replay->life, Earlier, 1);
    *e = (Earlier){ .id = str_copy(replay->life, id), .data = data, .next = *place };
    *place = e;
}

void replay_want(Replay *replay, Str id)
{
    replay->wanted_only = true;
    if (id.n && !earlier_find(replay, id))
        earlier_add(replay, id, NULL);
}

/* "$m1.application" -> the node it names, or NULL when the text is no reference or names nothing. */
static const JsonNode *reference(Replay *replay, Str text)
{
    if (text.n < 4 || text.p[0] != '$')
        return NULL;
    Str rest = str_from(text, 1);
    const Earlier *earlier = earlier_find(replay, str_cut(&rest, '.'));
    const JsonNode *node = earlier ? earlier->data : NULL;
    for (int depth = 0; node && rest.n && depth < REFERENCE_DEPTH_MAX; depth++)
        node = json_member(node, str_z(&replay->scratch, str_cut(&rest, '.')));
    return node;
}

static void resolve(Replay *replay, JsonNode *node)
{
    const JsonNode *named = node->type == JSON_TEXT ? reference(replay, node->text) : NULL;
    if (named) {
        Str key = node->key;
        *node = *named;
        node->key = key;
        return;
    }
    for (size_t i = 0; i < node->count; i++)
        resolve(replay, &node->items[i]);
}

static void remember(Replay *replay, Str id, Str answer)
{
    Earlier *earlier = earlier_find(replay, id);
    if (earlier ? earlier->data != NULL : replay->wanted_only)
        return;
    JsonNode *node = NULL;
    size_t mark = arena_mark(replay->life);
    Err err = json_read(replay->life, str_copy(replay->life, answer), &node, NULL);
    const JsonNode *data = err == OK ? json_member(node, "data") : NULL;
    if (!data)
        arena_back(replay->life, mark);
    else if (earlier)
        earlier->data = data;
    else
        earlier_add(replay, id, data);
}

typedef struct {
    Str id, command, query, purpose;
    Time at;
    Actor actor;
    JsonNode *args;
} Line;

static Err line_text(const JsonNode *node, Str *out, Why *why)
{
    if (node->type != JSON_TEXT || !node->text.n || node->text.n > 200 || !parse_plain(node->text))
        return refuse(why, ERR_BAD_FIELD, "", "应为文字（1 至 200 个字节，不含控制字符）。",
                      "This must be text of 1 to 200 bytes, without control characters.");
    *out = node->text;
    return OK;
}

static Err line_member(Line *line, JsonNode *node, Why *why)
{
    if (str_is(node->key, "id"))
        return line_text(node, &line->id, why);
    if (str_is(node->key, "command"))
        return line_text(node, &line->command, why);
    if (str_is(node->key, "query"))
        return line_text(node, &line->query, why);
    if (str_is(node->key, "purpose"))
        return line_text(node, &line->purpose, why);
    if (str_is(node->key, "actor"))
        return parse_actor(node, &line->actor, why);
    if (str_is(node->key, "args")) {
        line->args = node;
        return OK;
    }
    if (str_is(node->key, "at") && node->type == JSON_TEXT && time_read(node->text, &line->at))
        return OK;
    if (str_is(node->key, "at"))
        return refuse(why, ERR_BAD_FIELD, "at", "时间应为带时区的 RFC 3339 格式。", "Give an RFC 3339 instant with its offset.");
    return refuse(why, ERR_BAD_FIELD, "", "没有这一项，请核对名称。", "There is no such field; check its name.");
}

static Err line_read(Replay *replay, Str text, Line *line, Why *why)
{
    JsonNode *node = NULL;
    if (text.n > LINE_MAX_BYTES)
        return refuse(why, ERR_TOO_LARGE, "", NULL, NULL);
    TRY(json_read(&replay->scratch, text, &node, why));
    if (node->type != JSON_MEMBERS)
        return refuse(why, ERR_BAD_FIELD, "", "每行应为一个 JSON 对象。", "Each line must be one JSON object.");
    line->id = json_text_of(json_member(node, "id")); /* Whatever is wrong, the answer names the line. */
    line->at = TIME_NONE;
    for (size_t i = 0; i < node->count; i++) {
        JsonNode *member = &node->items[i];
        resolve(replay, member);
        Err err = line_member(line, member, why);
        if (err != OK && !why->field.n)
            why->field = member->key;
        TRY(err);
    }
    if (!line->id.n)
        return refuse(why, ERR_BAD_FIELD, "id", "请给出编号 id。", "Give an id.");
    if (!time_is(line->at))
        return refuse(why, ERR_BAD_FIELD, "at", "请给出时间 at。", "Give the time: at.");
    if (!line->actor.role)
        return refuse(why, ERR_BAD_FIELD, "actor", "请写明办理人 actor。", "Say who acts: actor.");
    if ((line->command.n > 0) == (line->query.n > 0))
        return refuse(why, ERR_BAD_FIELD, "command", "请给出 command 或 query 其中一项。", "Give either command or query.");
    return OK;
}

static Err run_query(Replay *replay, const Line *line, Str *out)
{
    QueryRequest request = { .id = line->id,
                             .query = line->query,
                             .actor = line->actor,
                             .at = replay->clock,
                             .args = line->args,
                             .purpose = line->purpose };
    QueryAnswer answer = { 0 };
    TRY(db_begin(replay->bureau->db));
    Err err = query_run(replay->bureau, &replay->scratch, &request, &answer);
    db_rollback(replay->bureau->db);
    TRY(err);
    *out = str_copy(&replay->output, answer.json);
    Look look;
    return look_make(&request, &answer, &look) ? writer_look_now(replay->bureau, &replay->scratch, &look) : OK;
}

static Err run_command(Replay *replay, const Line *line, Str *out)
{
    Request request = {
        .id = line->id, .command = line->command, .actor = line->actor, .at = line->at, .args = line->args, .purpose = line->purpose
    };
    Answer answer;
    Err err = writer_group(replay->bureau, &replay->scratch, &replay->output, &request, &answer, 1);
    *out = answer.json;
    return err;
}

/* The file that the line names becomes its hash. What else is wrong with the shape of the fields is said first, in their
 * order, as everywhere: with a hash in the file's place the command goes on and is refused for that. */
static Err line_file(Replay *replay, Line *line, Why *why)
{
    Arena *arena = &replay->scratch;
    Err err = file_of_line(arena, replay->bureau->db, replay->folder, line->command, line->args, why);
    if (err == OK || err == ERR_BUSY)
        return err;
    JsonNode *nodes = arena_new(arena, JsonNode, line->args->count), args = *line->args;
    Arg parsed[COMMAND_FIELDS_MAX] = { 0 };
    Hash nothing = { 0 };
    args.items = nodes;
    for (size_t i = 0; i < args.count; i++) {
        nodes[i] = line->args->items[i];
        if (str_is(nodes[i].key, "file") && nodes[i].type == JSON_TEXT)
            nodes[i].text = str_hex(arena, hash_str(&nothing));
    }
    Why other = { .arena = arena };
    const CatalogueRow *row = command_row(command_from(line->command));
    if (parse_args(arena, row, &args, time_day(line->at), parsed, &other) == OK)
        return err;
    *line->args = args;
    return OK;
}

Err replay_line(Replay *replay, Str text, Str *out)
{
    arena_reset(&replay->scratch);
    arena_reset(&replay->output);
    Line line = { 0 };
    Why why = { .arena = &replay->scratch };
    if (line_read(replay, text, &line, &why) != OK) {
        *out = str_copy(&replay->output, answer_refused(&replay->scratch, line.id, &why));
        return OK;
    }
    if (line.command.n && line_file(replay, &line, &why) != OK) {
        *out = str_copy(&replay->output, answer_refused(&replay->scratch, line.id, &why));
        return why.code == ERR_BUSY ? ERR_BUSY : OK;
    }
    if (replay->clock.s > line.at.s)
        line.at = replay->clock;
    replay->clock = line.at;
    Err err = line.query.n ? run_query(replay, &line, out) : run_command(replay, &line, out);
    remember(replay, line.id, *out);
    db_checkpoint(replay->bureau->db);
    return err;
}
