/* client.c - see client.h. */
#include "hold/client.h"
#include "hold/effects.h"

static bool day_fits(Day day) { return day.n >= day_make(1900, 1, 1).n && day.n <= day_make(9000, 1, 1).n; }

Day client_due_day(const ClientFacts *client, const PolicySet *policy)
{
    Month month = { client->next };
    if (client->held_fen <= 0 || month.n < month_make(1900, 1).n || month.n > month_make(9000, 1).n)
        return DAY_NONE;
    return policy_due_day(policy, policy_or_national(policy, client->region), month, NULL);
}

Day client_kept_day(const ClientFacts *client, const PolicySet *policy)
{
    if (client->held_fen <= 0 || !client->since.n || !day_fits(client->since))
        return (Day){ 0 };
    int days = (int)policy_int(policy_or_national(policy, client->region), KEY_AGENCY_KEPT_DAYS, client->since);
    Day kept = day_add(client->since, days), due = client_due_day(client, policy);
    return day_is(due) && due.n >= kept.n ? day_add(due, 1) : kept;
}

const AccountFacts *client_account(const PersonFacts *person, int64_t contract)
{
    for (int i = 0; i < person->account_count; i++) {
        const AccountFacts *account = &person->accounts[i];
        if (account->state == ACCOUNT_OPEN && account->payer_kind == PAYER_CONTRACT && account->payer == contract)
            return account;
    }
    return NULL;
}
