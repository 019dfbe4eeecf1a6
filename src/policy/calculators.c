/* calculators.c - the tariffs that were asked for, kept: a stream of cases asks for the same region and month again and
 * again, and to write the rules behind a tariff takes far longer than to compute from it. */
#include "policy/calc_case.h"

enum { SLOTS = 1024, SLOTS_FULL = 768 };

typedef struct {
    const RegionPolicy *region; /* NULL: the slot is free */
    Tariff tariff;
    const TariffTrace *rules;
} Slot;

struct Calculators {
    Arena *life;
    const PolicySet *set;
    Slot *slots;
    size_t used;
};

Calculators *calculators_make(Arena *life, const PolicySet *set)
{
    Calculators *calculators = arena_new(life, Calculators, 1);
    *calculators = (Calculators){ .life = life, .set = set, .slots = arena_new(life, Slot, SLOTS) };
    return calculators;
}

const PolicySet *calculators_set(const Calculators *calculators) { return calculators->set; }

/* The slot that holds the tariff, or the free one where it belongs. */
static Slot *slot_of(Calculators *calculators, const RegionPolicy *region, Category category, Month month)
{
    size_t at = ((size_t)policy_region_code(region) * 31 + (size_t)month.n) * 4 + category;
    for (at = at * 2654435761u % SLOTS;; at = (at + 1) % SLOTS) {
        Slot *slot = &calculators->slots[at];
        if (!slot->region || (slot->region == region && slot->tariff.category == category && slot->tariff.month.n == month.n))
            return slot;
    }
}

Err calculators_tariff(Calculators *calculators, Arena *scratch, const RegionPolicy *region, Category category, Month month,
                       const Tariff **tariff, const TariffTrace **rules, Why *why)
{
    Tariff made = { 0 };
    Slot *slot = slot_of(calculators, region, category, month);
    if (!slot->region) {
        TRY(tariff_make(region, category, month, &made, why));
        bool room = calculators->used < SLOTS_FULL;
        Arena *arena = room ? calculators->life : scratch;
        slot = room ? slot : arena_new(scratch, Slot, 1);
        *slot = (Slot){ region, made, tariff_trace(arena, region, &made) };
        calculators->used += room;
    }
    *tariff = &slot->tariff;
    *rules = slot->rules;
    return OK;
}
