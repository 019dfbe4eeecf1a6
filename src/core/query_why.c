/* query_why.c - person.why: every cause with its law, and the lawful ways out with complete arguments. */
#include "core/places.h"
#include "core/query.h"
#include "core/shapes.h"
#include "guide/ways.h"

static const char *const way_names[] = { [WAY_CHEAPEST] = "cheapest", [WAY_FASTEST] = "fastest", [WAY_NO_VISIT] = "no-visit" };

/* The employers that the person's holds and accounts name. */
static Err load_units(Query *query, GuideContext *context)
{
    const PersonFacts *person = query->loaded.view.person;
    const UnitFacts **units = arena_new(query->arena, const UnitFacts *, HOLDS_MAX);
    for (int i = 0; i < person->hold_count; i++) {
        Held *held = NULL;
        if (!person->holds[i].unit)
            continue;
        TRY(work_find(&query->loaded.work, SUBJECT_UNIT, person->holds[i].unit, &held));
        if (held)
            units[context->unit_count++] = held->facts;
    }
    context->units = units;
    return OK;
}

static bool is_asked(const GuideStep *step, Field field)
{
    for (int i = 0; i < step->asks; i++)
        if (step->ask[i] == field)
            return true;
    return false;
}

/* A number that an earlier step of this way brings stands as a reference to that step. */
static void put_arg(Query *query, const GuideWay *way, int at, Field field, const Arg *value)
{
    Json *json = query->data;
    int from = guide_reference(way, at, field);
    const char *name = field == F_APPLICATIONS ? "application" : field_row(field)->name;
    json_key(json, field == F_SSN ? "person" : field_row(field)->name);
    if (from < 0) {
        shape_arg(json, query->arena, field, value);
        return;
    }
    Str reference = str_format(query->arena, "$s%d.%s", from + 1, name);
    if (field != F_APPLICATIONS) {
        json_text(json, reference);
        return;
    }
    json_open(json, '[');
    json_text(json, reference);
    json_close(json, ']');
}

static void put_args(Query *query, const GuideWay *way, int at)
{
    const GuideStep *step = way->steps[at];
    const CatalogueRow *row = command_row(step->command.id);
    json_key(query->data, "args");
    json_open(query->data, '{');
    for (int i = 0; i < row->count; i++)
        if (step->command.args[i].given && !is_asked(step, row->fields[i]))
            put_arg(query, way, at, row->fields[i], &step->command.args[i]);
    json_close(query->data, '}');
    json_key(query->data, "ask");
    json_open(query->data, '[');
    for (int i = 0; i < step->asks; i++) {
        const FieldRow *field = field_row(step->ask[i]);
        json_open(query->data, '{');
        json_put(query->data, "field", str(field->name));
        json_put(query->data, "why", str(field->zh));
        json_put(query->data, "why_en", str(field->en));
        json_close(query->data, '}');
    }
    json_close(query->data, ']');
}

static void put_where(Query *query, const GuideStep *step)
{
    Json *json = query->data;
    if (step->command.actor.org.n)
        json_put(json, "org", step->command.actor.org);
    if (!step->where)
        return;
    json_key(json, "where");
    json_open(json, '{');
    json_put(json, "name", FACT_STR(step->where->name));
    json_put_or_null(json, "address", FACT_STR(step->where->address));
    json_put_or_null(json, "hours", FACT_STR(step->where->hours));
    json_put_or_null(json, "phone", FACT_STR(step->where->phone));
    json_close(json, '}');
}

static void put_papers(Query *query, const GuideStep *step)
{
    const Arg *papers = arg(&step->command, F_EVIDENCE);
    json_key(query->data, "evidence");
    json_open(query->data, '[');
    for (size_t i = 0; i < papers->n; i++)
        json_text(query->data, str(choice_code(SET_EVIDENCE, papers->papers[i].kind)));
    json_close(query->data, ']');
}

static void put_step(Query *query, const GuideWay *way, int at)
{
    const GuideStep *step = way->steps[at];
    const CatalogueRow *row = command_row(step->command.id);
    Json *json = query->data;
    json_open(json, '{');
    json_put(json, "id", str_format(query->arena, "s%d", at + 1));
    json_put(json, "command", str(row->name));
    json_put(json, "what", str(row->zh));
    json_put(json, "what_en", str(row->en));
    put_args(query, way, at);
    json_put(json, "role", str(choice_code(SET_ROLE, step->command.actor.role)));
    put_where(query, step);
    put_papers(query, step);
    json_put_int(json, "cost_fen", step->cost_fen);
    json_put_int(json, "days", step->days);
    json_put_bool(json, "visit", step->visit);
    if (step->not_before.s)
        json_put(json, "not_before", time_text(query->arena, step->not_before));
    json_put(json, "law", str(row->law));
    json_close(json, '}');
}

static void put_way(Query *query, const GuideWay *way)
{
    Json *json = query->data;
    json_open(json, '{');
    json_put(json, "name", str(way_names[way->name]));
    json_key(json, "steps");
    json_open(json, '[');
    for (int i = 0; i < way->count; i++)
        put_step(query, way, i);
    json_close(json, ']');
    json_put_int(json, "cost_fen", way->cost_fen);
    json_put_int(json, "days", way->days);
    json_close(json, '}');
}

/* Where the law gives no way, who decides and how to appeal. */
static void put_no_way(Json *json)
{
    json_put(json, "why", S("依现有记录没有可自行办理的途径，由参保地社会保险经办机构决定；对决定不服的，可在六十日内申请行政复议，"
                            "或在六个月内提起行政诉讼（《社会保险法》第八十三条）。"));
    json_put(json, "why_en", S("On the present record there is no way that you can take by yourself; the social insurance agency "
                               "of the place of insurance decides. Against its decision you may ask for administrative review "
                               "within sixty days or sue within six months (Social Insurance Law, article 83)."));
}

Err query_person_why(Query *query)
{
    const Arg *function = arg(&query->command, F_FUNCTION);
    query->function = function->given ? (Effect)function->i : EFFECT_MEDICAL;
    GuideContext context = { .policy = query->loaded.view.policy, .bureau = query->loaded.view.bureau, .now = query->now };
    InstitutionFacts *institutions = NULL;
    TRY(places_all(query->bureau, query->arena, &institutions, &context.institution_count));
    context.institutions = institutions;
    TRY(load_units(query, &context));
    GuideAnswer answer;
    guide_why(query->arena, &context, query->loaded.view.person, query->function, &answer);
    Json *json = query->data;
    json_put(json, "function", str(choice_code(SET_EFFECT, query->function)));
    json_put_bool(json, "usable", answer.usable);
    json_key(json, "causes");
    json_open(json, '[');
    for (int i = 0; i < answer.effects.count; i++)
        if (answer.effects.causes[i].effect[query->function] != WORKS)
            shape_cause(json, query->arena, &answer.effects.causes[i], query->function);
    json_close(json, ']');
    json_key(json, "ways");
    json_open(json, '[');
    for (int i = 0; i < answer.count; i++)
        put_way(query, &answer.ways[i]);
    json_close(json, ']');
    if (!answer.usable && !answer.count)
        put_no_way(json);
    return OK;
}
