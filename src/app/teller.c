/* teller.c - see teller.h. */
#include "app/teller.h"
#include "app/call.h"
#include "app/human.h"
#include "app/talk.h"

static const size_t life_bytes = (size_t)1 << 30, scratch_bytes = (size_t)1 << 30;
enum { MINUTES_BETWEEN = 20, MORNING_SECONDS = 9 * 3600 };

static void see_step(Execute *execute, const JsonNode *step, const Request *request, const Answer *answer);

Err teller_open(Teller *teller, bool en, Time start, Why *why)
{
    Arena *scratch;
    Bureau *bureau;
    *teller = (Teller){ .life = arena_make(life_bytes), .en = en };
    scratch = arena_new(&teller->life, Arena, 1);
    bureau = arena_new(&teller->life, Bureau, 1);
    *scratch = arena_make(scratch_bytes);
    teller->execute = (Execute){ .bureau = bureau,
                                 .scratch = scratch,
                                 .arena = &teller->life,
                                 .now = start,
                                 .days_pass = true,
                                 .prefix = "story",
                                 .see = see_step,
                                 .context = teller };
    return bureau_open(bureau, &(BureauOptions){ .url = S(":memory:"), .mode = DB_WRITER, .seed = S("story") }, why);
}

void teller_close(Teller *teller)
{
    bureau_close(teller->execute.bureau);
    arena_drop(teller->execute.scratch);
    arena_drop(&teller->life);
}

void tell_title(Teller *teller, const char *zh, const char *en)
{
    if (teller->err == OK)
        talk_put(str_format(&teller->life, "\n== %s ==\n", teller->en ? en : zh));
}

void tell(Teller *teller, const char *zh_format, const char *en_format, ...)
{
    if (teller->err != OK)
        return;
    va_list args;
    va_start(args, en_format);
    Str text = str_vformat(&teller->life, teller->en ? en_format : zh_format, args);
    va_end(args);
    talk_put(str_format(&teller->life, "\n" STR_FMT "\n", STR_ARG(text)));
}

void tell_days(Teller *teller, int days)
{
    Time morning = day_start(day_add(time_day(teller->execute.now), days));
    teller->execute.now.s = morning.s + MORNING_SECONDS;
}

/* "  2025-03-03 09:20  tax officer: grant an online password  [law]" */
static void say_command(Teller *teller, const Request *request)
{
    const CatalogueRow *row = command_row(command_from(request->command));
    const Choice *role = choice_of(SET_ROLE, request->actor.role);
    Str at = time_text(&teller->life, request->at);
    talk_put(
        str_format(&teller->life,
                   teller->en ? "  " STR_FMT " " STR_FMT "  %s: %s  [%s]\n" : "  " STR_FMT " " STR_FMT "  %s：%s  〔%s〕\n",
                   STR_ARG(str_head(at, 10)), STR_ARG(str_head(str_from(at, 11), 5)), teller->en ? role->en : role->zh,
                   teller->en ? row->en : row->zh, row->law));
}

static void say_answer(Teller *teller, const JsonNode *answer, Err err)
{
    Buf out = { .arena = &teller->life };
    const JsonNode *data = json_member(answer, "data");
    if (err != OK)
        buf_format(&out, teller->en ? "      refused (%s): " STR_FMT "\n" : "      不予办理（%s）：" STR_FMT "\n",
                   err_code(err), STR_ARG(human_text(answer, "why", teller->en)));
    else if (data && data->count)
        human_data(&out, data, 6, teller->en);
    talk_put(buf_str(&out));
}

static void see_step(Execute *execute, const JsonNode *step, const Request *request, const Answer *answer)
{
    Teller *teller = execute->context;
    JsonNode *node = NULL;
    (void)step;
    say_command(teller, request);
    if (json_read(&teller->life, answer->json, &node, NULL) == OK)
        say_answer(teller, node, answer->err);
}

typedef enum { ALOUD, QUIETLY } Voice;

static const JsonNode *act(Teller *teller, const char *actor, const char *command, JsonNode *args, const char *papers,
                           Err wanted, Voice voice)
{
    Execute *execute = &teller->execute;
    JsonNode none = args_make(), *node = NULL;
    Request request = { .command = str(command), .args = args ? args : &none };
    Answer answer = { 0 };
    if (teller->err != OK || (teller->err = call_actor(str(actor), &request.actor, NULL)) != OK)
        return NULL;
    if (papers && args)
        args_papers(&teller->life, args, papers);
    execute->now.s += (int64_t)MINUTES_BETWEEN * 60;
    request.at = execute->now;
    request.id = str_format(&teller->life, "%s-%d", execute->prefix, ++execute->made);
    arena_reset(execute->scratch);
    teller->err = writer_group(execute->bureau, execute->scratch, &teller->life, &request, &answer, 1);
    if (teller->err == OK)
        teller->err = json_read(&teller->life, answer.json, &node, NULL);
    if (teller->err != OK)
        return NULL;
    if (voice == ALOUD || answer.err != wanted)
        see_step(execute, NULL, &request, &answer);
    teller->err = answer.err == wanted ? OK : answer.err != OK ? answer.err : ERR_CONFLICT;
    return teller->err == OK ? json_member(node, "data") : NULL;
}

const JsonNode *tell_act(Teller *teller, const char *actor, const char *command, JsonNode *args, const char *papers)
{
    return act(teller, actor, command, args, papers, OK, ALOUD);
}

const JsonNode *tell_quietly(Teller *teller, const char *actor, const char *command, JsonNode *args, const char *papers)
{
    return act(teller, actor, command, args, papers, OK, QUIETLY);
}

void tell_refused(Teller *teller, const char *actor, const char *command, JsonNode *args, const char *papers, Err code)
{
    act(teller, actor, command, args, papers, code, ALOUD);
}

void tell_way_out(Teller *teller, int64_t person, Effect function)
{
    Execute *execute = &teller->execute;
    if (teller->err != OK)
        return;
    execute->person = person;
    const JsonNode *data = execute_why(execute, function), *ways = json_member(data, "ways"),
                   *causes = json_member(data, "causes");
    Why why = { .arena = &teller->life };
    Buf out = { .arena = &teller->life };
    if (!ways || !ways->count) {
        teller->err = ERR_NO_RULE;
        return;
    }
    tell(teller, "问：“%s”为什么不能用？", "Asked: why does \"%s\" not work?",
         teller->en ? choice_of(SET_EFFECT, function)->en : choice_of(SET_EFFECT, function)->zh);
    for (size_t i = 0; i < causes->count; i++)
        human_cause(&out, &causes->items[i], teller->en);
    human_way(&out, &ways->items[0], teller->en); /* the cheapest stands first */
    talk_put(buf_str(&out));
    tell(teller, "照此办理：", "Done so:");
    teller->err = execute_way(execute, &ways->items[0], &why);
}

void tell_works(Teller *teller, int64_t person, Effect function)
{
    if (teller->err != OK)
        return;
    teller->execute.person = person;
    const JsonNode *data = execute_why(&teller->execute, function), *usable = json_member(data, "usable");
    const Choice *word = choice_of(SET_EFFECT, function);
    if (!usable || !usable->truth)
        teller->err = ERR_WRONG_STATE;
    else
        tell(teller, "再问：“%s”——可以使用了。", "Asked again: \"%s\" works.", teller->en ? word->en : word->zh);
}
