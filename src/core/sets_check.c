/* sets_check.c - see sets.h: the rows of sets and approvals are what their events say, in the same order, and every text
 * is what its hash says. */
#include "core/sets.h"
#include "journal/journal.h"

SQL(POLICY_CHECK_FILES, "", "bb", "SELECT hash, body FROM policy_file ORDER BY hash")

typedef struct {
    const KeptSet *sets;
    const SetUse *uses;
    size_t set_count, use_count, sets_seen, uses_seen;
    int64_t fault;
} Check;

static bool set_fits(const KeptSet *kept, const Event *event)
{
    if (event->kind == EVENT_POLICY_RECORDED) {
        const Event_policy_recorded *e = &event->policy_recorded;
        return kept->n == e->set && str_eq(hash_str(&kept->hash), e->hash) && !kept->base && str_eq(kept->files, e->files);
    }
    const Event_policy_proposed *e = &event->policy_proposed;
    return kept->n == e->set && str_eq(hash_str(&kept->hash), e->hash) && kept->base == e->base && kept->proposer == e->proposer &&
           str_eq(kept->region, e->region) && str_eq(kept->files, e->files) && str_eq(kept->by, e->by);
}

static bool see(void *context, const Event *event, int64_t ord)
{
    (void)ord;
    Check *check = context;
    if (event->kind == EVENT_POLICY_RECORDED || event->kind == EVENT_POLICY_PROPOSED) {
        const KeptSet *kept = check->sets_seen < check->set_count ? &check->sets[check->sets_seen] : NULL;
        if (!kept || kept->entry != event->entry || kept->at.s != event->at.s || !set_fits(kept, event))
            check->fault = (int64_t)check->sets_seen + 1;
        check->sets_seen++;
    } else if (event->kind == EVENT_POLICY_APPROVED) {
        const Event_policy_approved *e = &event->policy_approved;
        const SetUse *use = check->uses_seen < check->use_count ? &check->uses[check->uses_seen] : NULL;
        if (!use || use->entry != event->entry || use->at.s != event->at.s || use->set != e->set || use->use != e->use ||
            !str_eq(use->by, e->by))
            check->fault = e->set;
        check->uses_seen++;
    }
    return !check->fault;
}

/* A text that nobody could read again as it was taken in. */
static Err texts_fit(Db *db, Arena *arena, const Check *check, int64_t *fault)
{
    Rows rows;
    TRY(db_rows(db, arena, &POLICY_CHECK_FILES, NULL, &rows));
    for (size_t i = 0; i < rows.count; i++) {
        Hash is = hash_of(cell(&rows, i, 1)->s);
        if (!str_eq(hash_str(&is), cell(&rows, i, 0)->s))
            *fault = 1;
    }
    for (size_t i = 0; i < check->set_count && !*fault; i++) {
        PolicySet *set = NULL;
        size_t mark = arena_mark(arena);
        if (sets_load(db, arena, &check->sets[i], &set) != OK)
            *fault = check->sets[i].n;
        arena_back(arena, mark);
    }
    return db_dead(db) ? ERR_BUSY : OK;
}

Err sets_check(Db *db, Arena *arena, int64_t *fault)
{
    Journal journal = { .db = db };
    KeptSet *sets = NULL;
    SetUse *uses = NULL;
    Check check = { 0 };
    TRY(sets_all(db, arena, 0, &sets, &check.set_count));
    TRY(sets_uses(db, arena, 0, &uses, &check.use_count));
    check.sets = sets;
    check.uses = uses;
    TRY(journal_events(&journal, arena, SUBJECT_BUREAU, 0, journal_all, see, &check));
    if (!check.fault && (check.sets_seen != check.set_count || check.uses_seen != check.use_count))
        check.fault = check.set_count ? sets[check.set_count - 1].n : 1;
    *fault = check.fault;
    return check.fault ? OK : texts_fit(db, arena, &check, fault);
}
