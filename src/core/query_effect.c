/* query_effect.c - policy.effect: what a proposed set of rules would change and for whom, computed anew against the set in use
 * and the people on record now, for whoever is about to approve it. Law: Social Insurance Law 7, 75. */
#include "core/effect.h"
#include "core/list.h"
#include "core/sets.h"
#include "core/shapes.h"

enum { EFFECT_BYTES = 160 << 20 }; /* a set, and one person after the other; address space until it is used */

static void put_head(Query *query, const KeptSet *kept)
{
    Json *json = query->data;
    json_put(json, "set", number_of(query->arena, 'P', kept->n));
    json_put(json, "hash", str_hex(query->arena, hash_str(&kept->hash)));
    json_put(json, "base", number_of(query->arena, 'P', kept->base));
    json_put(json, "region", kept->region);
    json_put(json, "proposed_at", shape_safe_time(query->arena, kept->at.s));
    json_put(json, "proposed_by", list_who(query->arena, kept->by));
}

/* Compared as policy.approve compares, so that what it would refuse is refused here. */
static Err put_effect(Query *query, Arena *arena, const KeptSet *kept)
{
    const Arg *month = arg(&query->command, F_MONTH);
    const PolicySet *now = query->bureau->policy;
    PolicySet *set = NULL;
    PolicyDifference difference = { 0 };
    Day today = time_day(query->now);
    TRY(list_readable(sets_load(query->bureau->db, arena, kept, &set)));
    TRY(policy_compare(arena, now, set, today, &difference, &query->why));
    put_head(query, kept);
    Effecting effecting = { .bureau = query->bureau,
                            .arena = arena,
                            .json = query->data,
                            .was = now,
                            .is = set,
                            .difference = &difference,
                            .today = today,
                            .month = month->given ? (Month){ (int32_t)month->i } : MONTH_NONE };
    return effect_put(&effecting);
}

Err query_policy_effect(Query *query)
{
    KeptSet *sets = NULL;
    size_t count = 0;
    TRY(sets_all(query->bureau->db, query->arena, 0, &sets, &count));
    const KeptSet *kept = sets_named(query->arena, sets, count, arg_str(&query->command, F_POLICY_SET));
    if (!kept)
        return sets_unknown(&query->why);
    if (hash_eq(&kept->hash, policy_hash(query->bureau->policy)))
        return refuse(&query->why, ERR_WRONG_STATE, "set", "这一参数集正在使用，没有变化可看；历次变化见 policy.at。",
                      "This set is in use already; policy.at shows what changed when.");
    if (!kept->base || !hash_eq(&sets[kept->base - 1].hash, policy_hash(query->bureau->policy)))
        return sets_overtaken(&query->why);
    Arena arena = arena_make(EFFECT_BYTES);
    Err err = put_effect(query, &arena, kept);
    arena_drop(&arena);
    return err;
}
