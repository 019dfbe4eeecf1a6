/* query_calc.c - calc.contribution and calc.retirement: the calculators of the command line, asked by whoever likes, for the
 * pages and the API. Nobody's record is read. */
#include "core/query.h"
#include "core/shapes.h"
#include "policy/calc_line.h"

enum { MEMBERS_MAX = 12 };

typedef struct {
    Query *query;
    JsonNode items[MEMBERS_MAX];
    size_t count;
} Case;

static void put_text(Case *of, const char *name, Str text)
{
    of->items[of->count++] = (JsonNode){ .type = JSON_TEXT, .key = str(name), .text = text };
}

static void put_int(Case *of, const char *name, Field field)
{
    const Arg *value = arg(&of->query->command, field);
    if (value->given)
        of->items[of->count++] = (JsonNode){ .type = JSON_INT, .key = str(name), .number = value->i };
}

static void put_choice(Case *of, const char *name, Field field, ChoiceSetId set)
{
    const Arg *value = arg(&of->query->command, field);
    if (value->given)
        put_text(of, name, str(choice_code(set, (int)value->i)));
}

/* The words of calc_case are those of the fields, so a refusal names the field that was asked. */
static Err answer(Case *of)
{
    Query *query = of->query;
    JsonNode request = { .type = JSON_MEMBERS, .items = of->items, .count = of->count };
    CalcResult result = { 0 };
    of->items[of->count++] = (JsonNode){ .type = JSON_BOOL, .key = S("trace"), .truth = true };
    request.count = of->count;
    TRY(calc_case(query->arena, calculators_make(query->arena, query->policy), &request, &result, &query->why));
    calc_members(query->data, query->arena, &result);
    return OK;
}

Err query_calc_contribution(Query *query)
{
    Case of = { .query = query };
    const Command *command = &query->command;
    put_text(&of, "calc", S("contribution"));
    put_text(&of, "region", shape_region(query->arena, (int)arg_int(command, F_REGION)));
    put_text(&of, "month", month_text(query->arena, (Month){ (int32_t)arg_int(command, F_MONTH) }));
    put_choice(&of, "category", F_CATEGORY, SET_CATEGORY);
    put_int(&of, "wage_fen", F_WAGE_FEN);
    put_int(&of, "base_fen", F_BASE_FEN);
    put_int(&of, "tier_fen", F_TIER_FEN);
    put_choice(&of, "hukou", F_HUKOU, SET_HUKOU);
    put_int(&of, "injury_class", F_INJURY_CLASS);
    put_int(&of, "injury_float", F_INJURY_FLOAT);
    return answer(&of);
}

Err query_calc_retirement(Query *query)
{
    Case of = { .query = query };
    put_text(&of, "calc", S("retirement"));
    put_choice(&of, "category", F_RETIRE_CATEGORY, SET_RETIRE_CATEGORY);
    put_text(&of, "birth", month_text(query->arena, (Month){ (int32_t)arg_int(&query->command, F_BORN) }));
    return answer(&of);
}
