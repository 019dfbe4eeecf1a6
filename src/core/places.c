/* places.c - see places.h. Each bureau handle belongs to one thread, and so does its list. */
#include "core/places.h"

Err places_all(Bureau *bureau, Arena *arena, InstitutionFacts **out, size_t *count)
{
    int64_t now = bureau->store.bureau.institutions;
    if (bureau->places_known != now + 1) {
        InstitutionFacts *all = NULL;
        TRY(store_institutions(&bureau->store, arena, &all, &bureau->place_count));
        arena_reset(&bureau->places_arena);
        bureau->places = arena_new(&bureau->places_arena, InstitutionFacts, bureau->place_count);
        memcpy(bureau->places, all, sizeof *all * bureau->place_count);
        bureau->places_known = now + 1;
    }
    *out = bureau->places;
    *count = bureau->place_count;
    return OK;
}

size_t places_regions(const Bureau *bureau, Arena *arena, RegionName **out)
{
    size_t count = policy_region_count(bureau->policy);
    *out = arena_new(arena, RegionName, count);
    for (size_t i = 0; i < count; i++) {
        const RegionPolicy *region = policy_region_at(bureau->policy, i);
        (*out)[i] = (RegionName){ str_format(arena, "%06d", policy_region_code(region)), policy_region_name(region, false),
                                  policy_region_name(region, true) };
    }
    return count;
}
