/* why_exec_test.c - person.why through the whole program: people are brought into a state by real commands, the ways
 * are taken from the JSON answer as a tool outside would (roles, args, evidence, asked fields, "$s1.case"), and then
 * the function works. */
#include "hold/effects.h"
#include "lives_table.h"
#include "stage.h"
#include <string.h>

typedef struct {
    const char *name, *life;
    bool no_way; /* the law gives none for what does not work */
} Life;
#define AS_LIFE(name, life, no_way) { name, life, no_way },
static const Life lives[] = { LIVES(AS_LIFE) };
enum { LIFE_COUNT = sizeof lives / sizeof *lives };

/* ---- one person's life ---- */

typedef struct {
    Arena *arena;
    City city;
    Time now;
    int lines, person, made, bank;
    Str ssn, card_no, bank_no, batch, last_case, run;
    const char *what; /* for messages */
} Town;

static Str bank_number(Arena *arena, int person, int n)
{
    static const char digits[] = "0123456789";
    for (int i = 0; i < 10; i++) {
        Str number = str_format(arena, "622848%09d%03d%c", person, n, digits[i]);
        if (ident_check(IDENT_BANK_CARD, number, (Day){ 20000 }).valid)
            return number;
    }
    return (Str){ 0 };
}

static Str say(Town *town, const char *kind, Str id, const char *role, Str user, Str org, Str what, Str args)
{
    town->now.s += 60;
    Str line = str_format(town->arena,
                          "{\"id\":\"%.*s\",\"at\":\"%.*s\",\"actor\":{\"role\":\"%s\",\"user\":\"%.*s\",\"org\":\"%.*s\"},"
                          "\"%s\":\"%.*s\",\"args\":%.*s}",
                          STR_ARG(id), STR_ARG(time_text(town->arena, town->now)), role, STR_ARG(user), STR_ARG(org), kind,
                          STR_ARG(what), STR_ARG(args));
    return city_say(&town->city, town->arena, line);
}

static Str filled(Town *town, Str text)
{
    Buf out = { .arena = town->arena };
    Str p = str_format(town->arena, "%d", town->person);
    const struct {
        const char *mark;
        Str value;
    } marks[] = {
        { "<p>", p },
        { "<n>", town->ssn },
        { "<k>", str_format(town->arena, "K%d-1", town->person) },
        { "<c>", town->card_no },
        { "<x>", str_format(town->arena, "330100%026d", town->person) },
        { "<b>", town->bank_no },
        { "<batch>", town->batch },
        { "<case>", town->last_case },
        { "<run>", town->run },
    };
    while (text.n) {
        size_t i = 0;
        while (i < sizeof marks / sizeof *marks && !str_starts(text, str(marks[i].mark)))
            i++;
        if (i < sizeof marks / sizeof *marks) {
            buf_add(&out, marks[i].value);
            text = str_from(text, strlen(marks[i].mark));
        } else {
            buf_char(&out, text.p[0]);
            text = str_from(text, 1);
        }
    }
    return buf_str(&out);
}

static void live_line(Town *town, Str line)
{
    if (str_starts(line, S("@"))) {
        Day day;
        CHECK(day_read(str_from(line, 1), &day));
        town->now = (Time){ day_start(day).s + 32400 };
        return;
    }
    Str role = str_cut(&line, ' '), command = str_cut(&line, ' '), org = role;
    role = str_cut(&org, '/');
    bool second = str_is(role, "centre2"); /* another person of the centre */
    Str user = second ? S("w2") : str_is(role, "reviewer") ? S("r1") : S("w1");
    if (second)
        role = S("centre");
    Str answer = say(town, "command", str_format(town->arena, "m%d-%d", town->person, ++town->lines), str_z(town->arena, role),
                     user, org.p ? org : S("office"), command, filled(town, line));
    if (answer_err(town->arena, answer) != OK)
        test_fail(__FILE__, __LINE__, "%s: %.*s: %.*s", town->what, STR_ARG(command), STR_ARG(answer));
    Str batch = answer_member(town->arena, answer, "data.batch"), c = answer_member(town->arena, answer, "data.case");
    town->batch = batch.n ? batch : town->batch;
    town->last_case = c.n ? c : town->last_case;
    Str run = answer_member(town->arena, answer, "data.run");
    town->run = run.n ? run : town->run;
}

static void live(Town *town, const Life *life)
{
    town->person++;
    town->lines = 0;
    town->what = life->name;
    Time morning = { day_start(day_make(2025, 1, 8)).s + 32400 };
    town->now = town->now.s > morning.s ? town->now : morning;
    town->ssn = stage_ssn(town->arena, town->person);
    town->card_no = str_format(town->arena, "A%08d", town->person);
    town->bank_no = bank_number(town->arena, town->person, 0);
    town->bank = 0;
    for (Str rest = str(life->life); rest.n;)
        live_line(town, str_cut(&rest, '\n'));
}

/* ---- the tool outside ---- */

static const JsonNode *why_of(Town *town, Effect function)
{
    Str args = str_format(town->arena, "{\"person\":%d,\"function\":\"%s\"}", town->person, choice_code(SET_EFFECT, (int)function));
    Str answer = say(town, "query", S("q"), "clerk", S("w1"), S("office"), S("person.why"), args);
    CHECK_EQ(answer_err(town->arena, answer), OK);
    return json_member(json_tree(town->arena, answer), "data");
}

static void put_truth(Town *town, Json *json, Str field, const JsonNode *step)
{
    Arena *arena = town->arena;
    bool opening = str_is(text_at(step, "command"), "card.bank-opened");
    if (str_is(field, "answers")) {
        json_raw(json, S("{\"mobile\":\"13800000001\",\"birth_place\":\"杭州\"}"));
    } else if (str_is(field, "changes")) {
        json_raw(json, S("{\"name\":\"林韵\"}"));
    } else if (str_is(field, "name")) {
        json_text(json, S("林云"));
    } else if (str_is(field, "card_no")) {
        town->card_no = str_format(arena, "D%08d", ++town->made);
        json_text(json, town->card_no);
    } else if (str_is(field, "card_id_code")) {
        json_text(json, str_format(arena, "330100D%025d", town->made));
    } else if (str_is(field, "bank_card_no")) {
        if (opening)
            town->bank_no = bank_number(arena, town->person, ++town->bank);
        json_text(json, town->bank_no);
    } else if (str_is(field, "voucher")) {
        json_raw(json, str_format(arena, "{\"kind\":\"" STR_FMT "\",\"no\":\"w%d-%d\",\"day\":\"" STR_FMT "\"}",
                                  STR_ARG(json_member(step, "vouchers")->items[0].text), town->person, town->lines,
                                  STR_ARG(str_head(time_text(arena, town->now), 10))));
    } else {
        CHECK(str_is(field, "call") || str_is(field, "registration_no") || str_is(field, "order"));
        json_text(json, S("n1"));
    }
}

/* "$s2.case" becomes "$w7-2.case": the line that step 2 was. */
static Str referring(Town *town, Str args)
{
    Buf out = { .arena = town->arena };
    for (long at; (at = str_find(args, S("\"$s"))) >= 0;) {
        buf_add(&out, str_head(args, (size_t)at));
        buf_format(&out, "\"$w%d-", town->person);
        args = str_from(args, (size_t)at + 3);
    }
    buf_add(&out, args);
    return buf_str(&out);
}

static Str step_args(Town *town, const JsonNode *step)
{
    Json json = json_make(town->arena);
    const JsonNode *args = json_member(step, "args"), *asks = json_member(step, "ask");
    json_open(&json, '{');
    for (size_t i = 0; i < args->count; i++) {
        json_key(&json, str_z(town->arena, args->items[i].key));
        json_node(&json, &args->items[i]);
    }
    for (size_t i = 0; i < asks->count; i++) {
        Str field = text_at(&asks->items[i], "field");
        CHECK(text_at(&asks->items[i], "why").n > 0);
        json_key(&json, str_z(town->arena, field));
        put_truth(town, &json, field, step);
    }
    json_close(&json, '}');
    return referring(town, json_str(&json));
}

static bool step_do(Town *town, const JsonNode *step, int n)
{
    Str role = text_at(step, "role"), not_before = text_at(step, "not_before");
    bool self = str_is(role, "online") || str_is(role, "holder");
    Time at;
    if (not_before.n) {
        CHECK(time_read(not_before, &at) && at.s > town->now.s);
        town->now = (Time){ at.s - 60 };
    }
    CHECK(json_member(step, "evidence") && json_member(step, "cost_fen") && json_member(step, "days") && text_at(step, "law").n);
    if (str_is(role, "bank"))
        CHECK(text_at(step, "where.name").n && text_at(step, "where.hours").n && text_at(step, "org").n);
    Str answer = say(town, "command", str_format(town->arena, "w%d-%d", town->person, n), str_z(town->arena, role),
                     self                       ? town->ssn
                     : str_is(role, "reviewer") ? S("r2")
                                                : S("w1"),
                     text_at(step, "org"), text_at(step, "command"), step_args(town, step));
    if (answer_is(answer, "done"))
        return true;
    test_fail(__FILE__, __LINE__, "%s: step %d %.*s: %.*s", town->what, n, STR_ARG(text_at(step, "command")), STR_ARG(answer));
    return false;
}

static void take_way(Town *town, const JsonNode *way, Effect function)
{
    const JsonNode *steps = json_member(way, "steps");
    int64_t cost = 0, days = 0;
    CHECK(steps->count > 0);
    for (size_t i = 0; i < steps->count; i++) {
        cost += number_at(&steps->items[i], "cost_fen");
        days += number_at(&steps->items[i], "days");
        if (!step_do(town, &steps->items[i], (int)i + 1))
            return;
    }
    CHECK_EQ(number_at(way, "cost_fen"), cost);
    CHECK_EQ(number_at(way, "days"), days);
    if (number_at(why_of(town, function), "usable") != 1)
        test_fail(__FILE__, __LINE__, "%s: %s does not work after the %.*s way", town->what, choice_code(SET_EFFECT, (int)function),
                  STR_ARG(text_at(way, "name")));
}

static size_t ways_now(Town *town, const Life *life, Effect function, const JsonNode **ways)
{
    const JsonNode *why = why_of(town, function);
    bool usable = number_at(why, "usable") == 1;
    *ways = json_member(why, "ways");
    CHECK(*ways && json_member(why, "causes"));
    CHECK((json_member(why, "causes")->count == 0) == usable);
    if (usable || (*ways)->count) {
        CHECK(!usable || (*ways)->count == 0);
        return (*ways)->count;
    }
    CHECK(text_at(why, "why").n && text_at(why, "why_en").n);
    if (!life->no_way)
        test_fail(__FILE__, __LINE__, "%s: no way to %s", life->name, choice_code(SET_EFFECT, (int)function));
    return 0;
}

static bool town_found(Town *town, Arena *arena, Engines engine)
{
    *town = (Town){ .arena = arena, .person = 0 };
    if (!city_found(&town->city, arena, engine))
        return false;
    static const char *const lines[] = { PLACES };
    town->now = (Time){ day_start(day_make(2025, 1, 2)).s };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        Str line = str(lines[i]), command = str_cut(&line, ' ');
        const char *role = str_is(command, "unit.register") ? "clerk" : "admin";
        CHECK_EQ(answer_err(arena, say(town, "command", str_format(arena, "t%zu", i), role, S("root"), S("office"), command, line)),
                 OK);
    }
    return true;
}

/* The clock of a bureau never goes back, and a window is everybody's: who comes after such a life lives elsewhere. */
static bool town_ready(Town *town, Arena *arena, Engines engine)
{
    if (town->arena && town->now.s < day_start(day_make(2025, 1, 10)).s)
        return true;
    if (town->arena)
        city_close(&town->city);
    return town_found(town, arena, engine);
}

/* Each way needs a person of its own: taking it changes the record. */
static int every_way(Town *town, Arena *arena, Engines engine, const Life *life, Effect function)
{
    const JsonNode *ways = NULL;
    size_t taken = 0, count = 0;
    do {
        if (!town_ready(town, arena, engine))
            return 0;
        live(town, life);
        count = ways_now(town, life, function, &ways);
        if (taken < count)
            take_way(town, &ways->items[taken], function);
        if (strstr(life->life, "system.window"))
            town->now.s += 31 * 86400;
    } while (++taken < count);
    return (int)count;
}

TEST(ways_taken_by_a_tool_outside_make_every_function_work)
{
    int ways = 0;
    Town town = { 0 };
    for (int i = 0; i < LIFE_COUNT; i++)
        for (Effect function = EFFECT_QUERY; function < Effect_END; function++)
            ways += every_way(&town, arena, ENGINE_MEMORY, &lives[i], function);
    printf("    %d lives, %d ways\n", (int)LIFE_COUNT, ways);
    city_close(&town.city);
}

TEST(the_same_on_postgresql)
{
    Town town = { 0 };
    for (int i = 0; i < LIFE_COUNT; i += 3)
        every_way(&town, arena, ENGINE_POSTGRES, &lives[i], EFFECT_MEDICAL);
    if (town.arena)
        city_close(&town.city);
}
