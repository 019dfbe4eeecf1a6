/* bureau.c - see bureau.h. */
#include "core/bureau.h"
#include "card/settle.h"
#include "core/batch.h"
#include "core/due.h"
#include "core/sets.h"
#include "ledger/year.h"
#include "registry/names.h"
#include "registry/roster.h"

enum { LIFE_BYTES = 256 << 20, PLACES_BYTES = 256 << 20 };

/* The bureau's window of migration does not fall due for persons: it is looked at when asked. */
static Time next_due(const PersonFacts *person, const void *context)
{
    const Bureau *bureau = context;
    return settle_next(person, bureau->policy, &bureau->store.bureau);
}

Err bureau_open(Bureau *bureau, const BureauOptions *options, Why *why)
{
    *bureau = (Bureau){ .life = arena_make(LIFE_BYTES),
                        .url = options->url,
                        .by_operator = options->by_operator,
                        .places_arena = arena_make(PLACES_BYTES) };
    TRY(policy_load(&bureau->life, options->policy, &bureau->policy_first, why));
    bureau->policy = bureau->policy_first;
    TRY(db_open(&bureau->life, options->url, options->mode, &bureau->db, why));
    bureau->store = (Store){ .next_due = next_due, .next_due_context = bureau };
    if (options->mode != DB_WRITER) {
        TRY(store_open(&bureau->store, bureau->db, S("reader")));
        return sets_follow(bureau, NULL);
    }
    TRY(store_open(&bureau->store, bureau->db, options->seed));
    TRY(sets_follow(bureau, NULL));
    TRY(due_follow(bureau));
    TRY(roster_fill(&bureau->store));
    TRY(identity_fill(&bureau->store));
    TRY(names_fill(&bureau->store));
    TRY(years_fill(bureau->db));
    TRY(batch_look(bureau));
    return journal_open(&bureau->journal, bureau->db);
}

void bureau_close(Bureau *bureau)
{
    if (bureau->db)
        db_close(bureau->db);
    Arena *policies[] = { &bureau->policy_arena[0], &bureau->policy_arena[1], &bureau->past_arena };
    for (size_t i = 0; i < sizeof policies / sizeof *policies; i++)
        if (policies[i]->base)
            arena_drop(policies[i]);
    arena_drop(&bureau->places_arena);
    arena_drop(&bureau->life);
}
