/* query_institution.c - institution.list: where people can go: who serves, with address, telephone and hours. Nothing of it is
 * secret, and nobody's record is read. */
#include "core/list.h"
#include "core/places.h"
#include "core/shapes.h"

static void put_institution(Query *query, const InstitutionFacts *facts)
{
    Json *json = query->data;
    json_open(json, '{');
    json_put(json, "institution", FACT_STR(facts->code));
    list_word(json, "kind", SET_INSTITUTION_KIND, facts->kind);
    json_put(json, "name", FACT_STR(facts->name));
    json_put(json, "region", shape_region(query->arena, facts->region));
    json_put_or_null(json, "address", FACT_STR(facts->address));
    json_put_or_null(json, "phone", FACT_STR(facts->phone));
    json_put_or_null(json, "hours", FACT_STR(facts->hours));
    json_close(json, '}');
}

/* A district counts to its city: whoever serves under the same rules serves here. */
static bool is_asked(const Query *query, const InstitutionFacts *facts)
{
    const Command *command = &query->command;
    int region = (int)arg_int(command, F_REGION), kind = (int)arg_int(command, F_INSTITUTION_KIND);
    const RegionPolicy *rules = region ? policy_region(query->policy, region) : NULL;
    return (!kind || facts->kind == kind) &&
           (!region || facts->region == region || (rules && policy_region(query->policy, facts->region) == rules));
}

Err query_institution_list(Query *query)
{
    InstitutionFacts *all = NULL;
    size_t count = 0;
    List list;
    TRY(list_open(query, 1, &list));
    TRY(list_readable(places_all(query->bureau, query->arena, &all, &count)));
    for (size_t i = 0; i < count; i++) {
        if (all[i].id <= list.after[0] || !is_asked(query, &all[i]))
            continue;
        if (!list_room(&list, &all[i].id))
            break;
        put_institution(query, &all[i]);
    }
    list_close(query, &list);
    return OK;
}
