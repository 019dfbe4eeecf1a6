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

/* Where money is held, the rule of kept money speaks. */
Day client_silent_day(const PersonFacts *person, const AccountFacts *account, const PolicySet *policy)
{
    const ClientFacts *client = person_client(person, account->payer);
    if (account->state != ACCOUNT_OPEN || account->payer_kind != PAYER_CONTRACT || (client && client->held_fen > 0))
        return (Day){ 0 };
    Day heard = client_heard(client, account);
    if (!day_fits(heard) || (client && client->silent.n == heard.n) || !client_has_room(person, account->payer))
        return (Day){ 0 };
    int days = (int)policy_int(policy_or_national(policy, account->region), KEY_AGENCY_KEPT_DAYS, heard);
    return day_add(heard, days);
}

Day client_heard(const ClientFacts *client, const AccountFacts *account)
{
    Day began = account->opened.n > account->since.n ? account->opened : account->since;
    return client && client->heard.n > began.n ? client->heard : began;
}
