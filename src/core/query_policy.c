/* query_policy.c - the rules in force in a region in a month, each with its source; and what somebody should look after:
 * values that are provisional or unknown, and a calendar that runs out. */
#include "core/list.h"
#include "core/sets.h"
#include "core/shapes.h"
#include "policy/calendar.h"

/* The calendar of the next year is announced in November at the latest. */
enum { CALENDAR_MONTHS_LEFT = 3, SETS_SHOWN = 100 };

static void put_value(Json *json, Arena *arena, PolicyKey key, const PolicyValue *value)
{
    json_key(json, "value");
    policy_value_json(json, arena, key, value);
    json_put(json, "unit", str(policy_key_unit(key)));
}

static void put_correction(Json *json, Str correction)
{
    if (correction.n)
        json_put(json, "correction", correction);
}

/* The value that holds on the day; before the first start day none does. */
static const PolicyValue *value_on(const RegionPolicy *region, PolicyKey key, Day day, bool *own)
{
    size_t count = 0;
    const PolicyValue *values = policy_values(region, key, &count, own), *found = NULL;
    for (size_t i = 0; i < count && values[i].from.n <= day.n; i++)
        found = &values[i];
    return found;
}

static void put_key(Json *json, PolicyKey key)
{
    json_put(json, "key", str(policy_key_path(key)));
    json_put(json, "zh", str(policy_key_meaning(key, false)));
    json_put(json, "en", str(policy_key_meaning(key, true)));
}

static void put_parameters(Query *query, const RegionPolicy *region, Day day)
{
    Json *json = query->data;
    json_key(json, "parameters");
    json_open(json, '[');
    for (PolicyKey key = 0; key < POLICY_KEY_END; key++) {
        bool own = false;
        const PolicyValue *value = value_on(region, key, day, &own);
        if (!value)
            continue;
        json_open(json, '{');
        put_key(json, key);
        put_value(json, query->arena, key, value);
        json_put_bool(json, "unknown", value->unknown);
        shape_source(json, query->arena, value->from, value->status, value->reference);
        put_correction(json, value->correction);
        json_put_bool(json, "national", !own);
        json_close(json, '}');
    }
    json_close(json, ']');
}

/* Every list of the table of procedures; one that only repeats "any" is not said twice. */
static void put_papers(Query *query, const RegionPolicy *region, Day day)
{
#define AS_PAPERS(name, key, of) { name, of },
    static const struct {
        const char *name, *of;
    } procedures[] = { PAPER_PROCEDURES(AS_PAPERS) };
    json_key(query->data, "papers");
    json_open(query->data, '[');
    for (size_t i = 0; i < sizeof procedures / sizeof *procedures; i++) {
        Str procedure = str(procedures[i].name), rest = str(procedures[i].of);
        const PaperList *any = policy_papers(region, procedure, S("any"), day);
        if (any)
            shape_paper_list(query, procedure, S("any"), any);
        while (rest.n) {
            Str of = str_cut(&rest, ' ');
            const PaperList *list = policy_papers_more(region, procedure, of, day);
            if (list)
                shape_paper_list(query, procedure, of, list);
        }
    }
    json_close(query->data, ']');
}

static void put_photo(Query *query, const RegionPolicy *region, Day day)
{
    PhotoProfile photo = policy_photo(region, day);
    Json *json = query->data;
    json_key(json, "photo");
    json_open(json, '{');
    json_put_int(json, "width_px", photo.width_px);
    json_put_int(json, "height_px", photo.height_px);
    json_put_int(json, "dpi", photo.dpi);
    json_put_int(json, "components", photo.components);
    json_put_int(json, "min_bytes", photo.min_bytes);
    json_put_int(json, "max_bytes", photo.max_bytes);
    json_put_int(json, "white_least", photo.white_least);
    json_put_int(json, "white_percent", photo.white_percent);
    json_put(json, "reference", photo.reference);
    json_close(json, '}');
}

/* ---- the sets ---- */

static const SetUse *use_of(const SetUse *uses, size_t count, int64_t set)
{
    for (size_t i = count; i > 0; i--)
        if (uses[i - 1].set == set)
            return &uses[i - 1];
    return NULL;
}

/* In use; used before; waiting for the second person; or made from a set that is no longer in use. */
static Str set_state(const KeptSet *set, const SetUse *use, const KeptSet *sets, const Hash *now)
{
    if (hash_eq(&set->hash, now))
        return S("in-use");
    if (use || !set->base)
        return S("past");
    return hash_eq(&sets[set->base - 1].hash, now) ? S("waiting") : S("overtaken");
}

/* Who did it is for the bureau's own people; that and when it was done is for everybody. */
static void put_who(Query *query, const char *key, Str by)
{
    unsigned roles = query_row(QUERY_POLICY_ALARMS)->roles;
    if (by.n && role_in(roles, query->command.actor.role))
        json_put(query->data, key, list_who(query->arena, by));
}

static void put_set(Query *query, const KeptSet *set, const SetUse *use, Str state)
{
    Json *json = query->data;
    json_open(json, '{');
    json_put(json, "set", number_of(query->arena, 'P', set->n));
    json_put(json, "hash", str_hex(query->arena, hash_str(&set->hash)));
    json_put(json, "state", state);
    json_put_or_null(json, "region", set->region);
    json_put_or_null(json, "base", set->base ? number_of(query->arena, 'P', set->base) : (Str){ 0 });
    json_put(json, set->base ? "proposed_at" : "recorded_at", shape_safe_time(query->arena, set->at.s));
    put_who(query, "proposed_by", set->by);
    if (use) {
        json_put(json, "approved_at", shape_safe_time(query->arena, use->at.s));
        json_put_int(json, "approved_entry", use->entry);
        put_who(query, "approved_by", use->by);
    }
    json_close(json, '}');
}

/* Newest first, as known at the entry asked about. */
static Err put_sets(Query *query)
{
    KeptSet *sets = NULL;
    SetUse *uses = NULL;
    size_t count = 0, used = 0;
    int64_t until = !arg_is(&query->command, F_KNOWN_AT) ? 0 : query->known ? query->known : -1;
    TRY(sets_all(query->bureau->db, query->arena, until, &sets, &count));
    TRY(sets_uses(query->bureau->db, query->arena, until, &uses, &used));
    json_key(query->data, "sets");
    json_open(query->data, '[');
    for (size_t i = count; i > 0 && count - i < SETS_SHOWN; i--) {
        const SetUse *use = use_of(uses, used, sets[i - 1].n);
        put_set(query, &sets[i - 1], use, set_state(&sets[i - 1], use, sets, policy_hash(query->policy)));
    }
    json_close(query->data, ']');
    return OK;
}

Err query_policy_at(Query *query)
{
    const PolicySet *set = query->policy;
    const RegionPolicy *region = NULL;
    Month month = { (int32_t)arg_int(&query->command, F_MONTH) };
    Day day = month_first(month);
    TRY(policy_region_get(set, (int)arg_int(&query->command, F_REGION), &region, &query->why));
    json_put(query->data, "region", shape_region(query->arena, policy_region_code(region)));
    json_put(query->data, "name", policy_region_name(region, false));
    json_put(query->data, "name_en", policy_region_name(region, true));
    json_put(query->data, "month", month_text(query->arena, month));
    json_put(query->data, "set", str_hex(query->arena, hash_str(policy_hash(set))));
    put_parameters(query, region, day);
    put_papers(query, region, day);
    put_photo(query, region, day);
    return put_sets(query);
}

/* ---- alarms ---- */

static void put_alarm(Query *query, PolicyAlarm alarm, const RegionPolicy *region, PolicyKey key, const PolicyValue *value)
{
    Json *json = query->data;
    Day until = policy_made_until(region, key, value);
    json_open(json, '{');
    json_put(json, "alarm", str(policy_alarm_word(alarm)));
    json_put(json, "region", shape_region(query->arena, policy_region_code(region)));
    json_put(json, "name", policy_region_name(region, false));
    json_put(json, "name_en", policy_region_name(region, true));
    put_key(json, key);
    put_value(json, query->arena, key, value);
    shape_source(json, query->arena, value->from, value->status, value->reference);
    if (day_is(until))
        json_put(json, "until", day_text(query->arena, until));
    json_close(json, '}');
}

/* What a region only follows is the nation's alarm, once; but what the nation leaves to the regions is missing in each. */
static void region_alarms(Query *query, const RegionPolicy *region, Day today)
{
    for (PolicyKey key = 0; key < POLICY_KEY_END; key++) {
        size_t count = 0;
        bool own = false;
        const PolicyValue *value = NULL;
        PolicyAlarm alarm = policy_alarm(region, key, today, &value);
        policy_values(region, key, &count, &own);
        if (alarm != POLICY_FINE && (own || alarm == POLICY_IS_UNKNOWN || !policy_region_code(region)))
            put_alarm(query, alarm, region, key, value);
    }
}

static void calendar_alarm(Query *query, Day today)
{
    Day last = calendar_last(policy_calendar(query->policy));
    Json *json = query->data;
    if (day_add_months(today, CALENDAR_MONTHS_LEFT).n <= last.n)
        return;
    json_open(json, '{');
    json_put(json, "alarm", last.n < today.n ? S("ended") : S("ends"));
    json_put(json, "key", S("calendar"));
    json_put(json, "zh", S("节假日安排即将到期，请在国务院办公厅公布后补充下一年度。"));
    json_put(json, "en", S("The calendar of working days runs out; add the next year once it is announced."));
    json_put(json, "until", day_text(query->arena, last));
    json_close(json, '}');
}

Err query_policy_alarms(Query *query)
{
    const PolicySet *set = query->policy;
    Day today = time_day(query->now);
    json_put(query->data, "day", day_text(query->arena, today));
    json_key(query->data, "items");
    json_open(query->data, '[');
    calendar_alarm(query, today);
    region_alarms(query, policy_national(set), today);
    for (size_t i = 0; i < policy_region_count(set); i++)
        region_alarms(query, policy_region_at(set, i), today);
    json_close(query->data, ']');
    return OK;
}
