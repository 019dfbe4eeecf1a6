/* execute_test.c - everybody in a small city who has a way out takes it, and then the function works: what person.why
 * says is what the gatekeeper accepts. */
#include "app/args.h"
#include "app/city.h"
#include "app/execute.h"
#include "support/city.h"

enum { PEOPLE = 125 };

/* Who corrects a record says what the police say; everything else stands in the records. */
static bool ask(Execute *execute, const JsonNode *step, Str field, JsonNode *out)
{
    if (!str_is(field, "changes"))
        return execute_ask_record(execute, step, field, out);
    *out = args_make();
    args_text(execute->arena, out, "name", str_format(execute->arena, "改名%d", execute->made));
    return true;
}

typedef struct {
    int people, ways, steps, stuck;
} Walked;

static void see(Execute *execute, const JsonNode *step, const Request *request, const Answer *answer)
{
    (void)step;
    (void)request;
    Walked *walked = execute->context;
    walked->steps += answer->err == OK;
}

/* The way of that name, or the first. */
static const JsonNode *way_of(const JsonNode *data, const char *name)
{
    const JsonNode *ways = json_member(data, "ways");
    for (size_t i = 0; ways && i < ways->count; i++)
        if (str_is(json_text_of(json_member(&ways->items[i], "name")), name))
            return &ways->items[i];
    return NULL;
}

static bool usable(const JsonNode *data)
{
    const JsonNode *node = json_member(data, "usable");
    return node && node->truth;
}

static void walk(Execute *execute, Effect function, const char *name)
{
    Walked *walked = execute->context;
    Why why = { .arena = execute->arena };
    const JsonNode *data = execute_why(execute, function), *way = data ? way_of(data, name) : NULL;
    CHECK(data != NULL);
    walked->people++;
    if (!data || usable(data))
        return;
    walked->stuck += way == NULL;
    if (!way)
        return;
    walked->ways++;
    if (execute_way(execute, way, &why) != OK)
        test_fail(__FILE__, __LINE__, "person %lld, %s, %s: %.*s %.*s", (long long)execute->person,
                  choice_code(SET_EFFECT, function), name, STR_ARG(why.field), STR_ARG(why.en));
    else if (!usable(execute_why(execute, function)))
        test_fail(__FILE__, __LINE__, "person %lld, %s, %s: does not work afterwards", (long long)execute->person,
                  choice_code(SET_EFFECT, function), name);
}

static Walked walk_all(Arena *arena, Effect function, const char *name)
{
    Arena scratch = arena_make((size_t)1 << 30), kept = arena_make((size_t)1 << 30);
    City city;
    CityMade made;
    Walked walked = { 0 };
    Day base = day_make(2026, 6, 30);
    if (!city_open(&city, arena, S(":memory:")))
        return walked;
    Why why = { .arena = &city.life };
    CityPlan plan = { .persons = PEOPLE, .seed = 11, .base = base };
    CHECK_EQ(city_make(&city.bureau, &city.life, &plan, NULL, NULL, &made, &why), OK);
    int64_t persons = city.bureau.store.bureau.persons;
    for (int64_t person = 1; person <= persons; person++) {
        Execute execute = { .bureau = &city.bureau,
                            .scratch = &scratch,
                            .arena = &kept,
                            .person = person,
                            .now = { day_end(base).s + 60 },
                            .prefix = str_z(&city.life, str_format(&city.life, "walk-%lld", (long long)person)),
                            .ask = ask,
                            .see = see,
                            .context = &walked };
        walk(&execute, function, name);
        arena_reset(&kept);
    }
    city_close(&city);
    arena_drop(&kept);
    arena_drop(&scratch);
    return walked;
}

TEST(everybody_with_a_way_to_medical_settlement_gets_there)
{
    Walked cheapest = walk_all(arena, EFFECT_MEDICAL, "cheapest"), fastest = walk_all(arena, EFFECT_MEDICAL, "fastest");
    CHECK(cheapest.people > PEOPLE - 10 && cheapest.ways > 50 && cheapest.steps >= cheapest.ways);
    CHECK(fastest.ways == cheapest.ways && fastest.stuck == cheapest.stuck);
    CHECK(cheapest.stuck > 0 && cheapest.stuck < 10); /* the dead */
}

TEST(everybody_with_a_way_to_bank_functions_gets_there_without_going_anywhere_where_that_is_possible)
{
    Walked bank = walk_all(arena, EFFECT_BANK, "cheapest"), home = walk_all(arena, EFFECT_MEDICAL, "no-visit");
    CHECK(bank.ways > 30);
    CHECK(home.ways > 10 && home.stuck > 0);
}
