/* due.c - see due.h. */
#include "core/due.h"
#include "registry/side.h"

TABLE(due_policy, TABLE_OWN, 1, "name t, hash b", "name", NULL)
SQL(DUE_POLICY_GET, "t", "b", "SELECT hash FROM due_policy WHERE name = $1 ORDER BY name")
SQL(DUE_POLICY_PUT, "tb", "", "INSERT INTO due_policy (name, hash) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET hash = $2")

enum { SLICE = 500, SLICE_BYTES = 64 << 20 };

Err due_is_current(Bureau *bureau, Arena *arena, bool *out)
{
    Rows rows;
    TRY(db_rows(bureau->db, arena, &DUE_POLICY_GET, VALS(val_t(S("due"))), &rows));
    *out = rows.count == 1 && str_eq(cell(&rows, 0, 0)->s, hash_str(policy_hash(bureau->policy)));
    return OK;
}

/* The rows of at most SLICE persons behind `after`. */
static Err slice(Bureau *bureau, Arena *arena, int64_t after)
{
    for (int64_t id = after + 1; id <= bureau->store.bureau.persons && id <= after + SLICE; id++) {
        PersonFacts *person = NULL;
        size_t mark = arena_mark(arena);
        Work work = { .store = &bureau->store, .arena = arena };
        TRY(work_person(&work, id, &person));
        if (person)
            TRY(side_due_again(&bureau->store, person));
        arena_back(arena, mark);
    }
    if (after + SLICE < bureau->store.bureau.persons)
        return OK;
    return db_run(bureau->db, &DUE_POLICY_PUT, VALS(val_t(S("due")), val_b(hash_str(policy_hash(bureau->policy)))));
}

static Err follow(Bureau *bureau, Arena *arena)
{
    bool current = false;
    TRY(due_is_current(bureau, arena, &current));
    for (int64_t after = 0; !current; after += SLICE) {
        TRY(db_begin(bureau->db));
        Err err = slice(bureau, arena, after);
        if (err == OK)
            err = db_commit(bureau->db);
        db_rollback(bureau->db);
        TRY(err == OK ? OK : ERR_BUSY);
        current = after + SLICE >= bureau->store.bureau.persons;
    }
    return OK;
}

Err due_follow(Bureau *bureau)
{
    Arena arena = arena_make(SLICE_BYTES);
    Err err = follow(bureau, &arena);
    arena_drop(&arena);
    return err;
}
