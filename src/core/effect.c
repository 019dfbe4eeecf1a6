/* effect.c - see effect.h: what the two sets say differently. */
#include "core/effect.h"
#include "core/shapes.h"

static Month effect_month(const PolicyDifference *difference, Day today, Month asked)
{
    Month now = day_month(today);
    if (asked.n != MONTH_NONE.n)
        return asked;
    if (!day_is(difference->first) || difference->first.n <= today.n)
        return now;
    Month first = day_month(difference->first);
    return (Month){ first.n + (month_first(first).n < difference->first.n) };
}

static void put_region(Json *json, Arena *arena, const RegionPolicy *region)
{
    int code = policy_region_code(region);
    json_put(json, "region", code ? shape_region(arena, code) : S("national"));
}

/* One side of a change; null where nothing was or is said. */
static void put_side(const Effecting *e, const char *name, PolicyKey key, const PolicyValue *value)
{
    Json *json = e->json;
    json_key(json, name);
    if (!value) {
        json_nil(json);
        return;
    }
    json_open(json, '{');
    json_key(json, "value");
    policy_value_json(json, e->arena, key, value);
    json_put(json, "from", day_text(e->arena, value->from));
    json_put(json, "status", value->status == POLICY_FINAL ? S("final") : S("provisional"));
    json_put(json, "reference", value->reference);
    if (value->correction.n)
        json_put(json, "correction", value->correction);
    json_close(json, '}');
}

static void put_change(const Effecting *e, const PolicyChange *change)
{
    Json *json = e->json;
    json_open(json, '{');
    put_region(json, e->arena, change->region);
    json_put(json, "key", str(policy_key_path(change->key)));
    json_put(json, "zh", str(policy_key_meaning(change->key, false)));
    json_put(json, "en", str(policy_key_meaning(change->key, true)));
    json_put(json, "unit", str(policy_key_unit(change->key)));
    json_put(json, "change", str(policy_change_word(change->kind)));
    json_put(json, "from", day_text(e->arena, change->from));
    json_put_or_null(json, "until", day_is(change->until) ? day_text(e->arena, change->until) : (Str){ 0 });
    put_side(e, "was", change->key, change->was);
    put_side(e, "is", change->key, change->is);
    json_close(json, '}');
}

static void put_changes(const Effecting *e)
{
    const PolicyDifference *d = e->difference;
    Json *json = e->json;
    json_key(json, "parameters");
    json_open(json, '[');
    for (size_t i = 0; i < d->value_count && i < EFFECT_ROWS_MAX; i++)
        put_change(e, &d->values[i]);
    json_close(json, ']');
    json_put_int(json, "parameter_count", (int64_t)d->value_count);
}

static void put_papers(const Effecting *e)
{
    const PolicyDifference *d = e->difference;
    Json *json = e->json;
    json_key(json, "papers");
    json_open(json, '[');
    for (size_t i = 0; i < d->paper_count && i < EFFECT_ROWS_MAX; i++) {
        const PaperChange *change = &d->papers[i];
        json_open(json, '{');
        put_region(json, e->arena, change->region);
        json_put(json, "procedure", str(change->procedure));
        json_put(json, "of", change->of);
        json_put(json, "change", !change->was ? S("added") : !change->is ? S("removed") : S("changed"));
        json_put(json, "from", day_text(e->arena, change->from));
        json_put_or_null(json, "reference", change->is ? change->is->reference : (Str){ 0 });
        json_close(json, '}');
    }
    json_close(json, ']');
}

/* Last days to pay that move, in the months ahead. */
static void put_levy_due(const Effecting *e)
{
    Json *json = e->json;
    int rows = 0;
    json_key(json, "levy_due");
    json_open(json, '[');
    for (size_t i = 0; i < policy_region_count(e->is); i++) {
        const RegionPolicy *is = policy_region_at(e->is, i), *was = policy_region(e->was, policy_region_code(is));
        for (int k = 0; was && k < EFFECT_DUE_MONTHS && rows < EFFECT_ROWS_MAX; k++) {
            Month month = { day_month(e->today).n + k };
            Day before = policy_due_day(e->was, was, month, NULL), after = policy_due_day(e->is, is, month, NULL);
            if (before.n == after.n)
                continue;
            json_open(json, '{');
            put_region(json, e->arena, is);
            json_put(json, "month", month_text(e->arena, month));
            json_put(json, "was", day_text(e->arena, before));
            json_put(json, "is", day_text(e->arena, after));
            json_close(json, '}');
            rows++;
        }
    }
    json_close(json, ']');
}

static void put_calendar(const Effecting *e)
{
    const PolicyDifference *d = e->difference;
    if (!day_is(d->calendar_from))
        return;
    json_key(e->json, "calendar");
    json_open(e->json, '{');
    json_put(e->json, "from", day_text(e->arena, d->calendar_from));
    json_put(e->json, "until", day_text(e->arena, d->calendar_until));
    json_close(e->json, '}');
}

Err effect_put(Effecting *e)
{
    e->month = effect_month(e->difference, e->today, e->month);
    json_key(e->json, "effect");
    json_open(e->json, '{');
    put_changes(e);
    put_papers(e);
    put_calendar(e);
    put_levy_due(e);
    TRY(effect_people(e));
    json_close(e->json, '}');
    return OK;
}
