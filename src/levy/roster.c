/* roster.c - who belongs to a month. */
#include "levy/levy.h"

const AccountFacts *levy_account(Arena *arena, const PersonFacts *person, int account, Month month)
{
    const AccountFacts *now = person ? person_account(person, account) : NULL;
    AccountFacts *then = now ? arena_new(arena, AccountFacts, 1) : NULL;
    if (now)
        *then = account_then(now, month);
    return then;
}

bool levy_in_month(const RegionPolicy *rules, const PersonFacts *person, const AccountFacts *account, Month month)
{
    Day first = month_first(month), next = month_first((Month){ month.n + 1 });
    int cutoff = (int)policy_int(rules, KEY_LEVY_CUTOFF_DAY, first);
    Day last = first.n + cutoff - 1 < next.n ? day_add(first, cutoff - 1) : day_add(next, -1);
    bool ended = account->state != ACCOUNT_OPEN && account->stopped_month < month.n;
    bool dead = person->death.n && day_month(person->death).n < month.n;
    return account->since.n <= last.n && !ended && !dead;
}
