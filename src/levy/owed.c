/* owed.c - see owed.h. */
#include "levy/owed.h"
#include "policy/late_fee.h"

static Err owed_fee(Arena *arena, const RegionPolicy *rules, LedgerOwner kind, Day day, Owed *owed, Why *why)
{
    LateFee fee = { 0 };
    int64_t principal = owed_principal(owed);
    (void)arena;
    if (kind != OWNER_UNIT || principal <= 0 || day.n <= owed->due.n)
        return OK;
    TRY(late_fee_of(rules, (Money){ principal }, owed->due, day, &fee, NULL, NULL, why));
    owed->fee = fee.fee;
    return OK;
}

Err owed_list(Db *db, Arena *arena, const PolicySet *policy, LedgerOwner kind, int64_t owner, int64_t person, Day day, Owed **out,
              size_t *count, Why *why)
{
    DueRow *rows = NULL;
    size_t due = 0, kept = 0;
    SheetAsOf as_of = { day, known_now };
    TRY(due_rows(db, arena, kind, owner, person, month_make(1900, 1), as_of, &rows, &due));
    Owed *all = arena_new(arena, Owed, due + 1);
    for (size_t i = 0; i < due; i++) {
        Owed *last = kept ? &all[kept - 1] : NULL;
        bool same =
            last && last->month.n == rows[i].month.n && last->region == rows[i].region && last->insurance == rows[i].insurance;
        if (!same) {
            const RegionPolicy *rules = policy_region(policy, rows[i].region);
            last = &all[kept++];
            *last = (Owed){ .month = rows[i].month, .region = rows[i].region, .insurance = rows[i].insurance };
            if (!rules)
                return refuse(why, ERR_NO_RULE, "region", NULL, NULL);
            last->due = policy_due_day(policy, rules, last->month, &last->provisional);
        }
        *(rows[i].side == SIDE_EMPLOYER ? &last->employer : &last->employee) = rows[i].open;
    }
    for (size_t i = 0; i < kept; i++)
        TRY(owed_fee(arena, policy_region(policy, all[i].region), kind, day, &all[i], why));
    *out = all;
    *count = kept;
    return OK;
}
