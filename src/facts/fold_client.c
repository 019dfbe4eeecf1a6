/* fold_client.c - money that agencies hold for a person, by contract. */
#include "facts/fold.h"

static ClientFacts *client_find(PersonFacts *person, int64_t contract)
{
    for (int i = 0; i < person->client_count; i++)
        if (person->clients[i].contract == contract)
            return &person->clients[i];
    return NULL;
}

/* A full list gives up what holds nothing and pays nothing. */
static ClientFacts *client_of(PersonFacts *person, int64_t contract, int64_t region)
{
    ClientFacts *client = client_find(person, contract);
    for (int i = 0; !client && i < person->client_count && person->client_count == CLIENTS_MAX; i++)
        if (!person->clients[i].held_fen && !client_account(person, person->clients[i].contract))
            LIST_REMOVE(person->clients, &person->client_count, i);
    if (client || person->client_count == CLIENTS_MAX)
        return client;
    client = &person->clients[person->client_count++];
    *client = (ClientFacts){ .contract = contract, .region = (int32_t)region };
    return client;
}

static void client_hold(ClientFacts *client, int64_t left, int64_t since, int64_t next)
{
    client->held_fen = left;
    client->since = (Day){ left > 0 ? (int32_t)since : 0 };
    client->next = (int32_t)next;
    if (!left)
        client->told = (Day){ 0 };
}

/* Nothing held and nothing to pay: forgotten. */
static void client_drop(PersonFacts *person, int64_t contract)
{
    for (int i = 0; i < person->client_count; i++)
        if (person->clients[i].contract == contract && !person->clients[i].held_fen && !client_account(person, contract))
            LIST_REMOVE(person->clients, &person->client_count, i);
}

void fold_agency_received(PersonFacts *person, const Event *event)
{
    const Event_agency_received *e = &event->agency_received;
    ClientFacts *client = client_of(person, e->contract, e->region);
    if (client)
        client_hold(client, e->left_fen, e->since, e->next);
}

void fold_agency_receipt_reversed(PersonFacts *person, const Event *event)
{
    const Event_agency_receipt_reversed *e = &event->agency_receipt_reversed;
    ClientFacts *client = client_find(person, e->contract);
    if (!client)
        return;
    client_hold(client, e->left_fen, e->since, e->next);
    client_drop(person, e->contract);
}

void fold_agency_remitted(PersonFacts *person, const Event *event)
{
    const Event_agency_remitted *e = &event->agency_remitted;
    ClientFacts *client = client_of(person, e->contract, e->region);
    if (!client)
        return;
    client_hold(client, e->left_fen, e->since, e->next);
    client->heard = event_day(event);
    if (client->short_month == e->month) {
        client->short_month = 0;
        if (client->heard.n < client->stop.n) /* made up in time; else the day has come and the account stops */
            client->stop = (Day){ 0 };
    }
    client_drop(person, e->contract);
}

/* The first month that is short sets the day; a later one does not put it off. */
void fold_agency_short(PersonFacts *person, const Event *event)
{
    const Event_agency_short *e = &event->agency_short;
    ClientFacts *client = client_of(person, e->contract, e->region);
    if (!client || client->stop.n)
        return;
    client->short_month = (int32_t)e->month;
    client->stop = (Day){ (int32_t)e->stop };
}

void client_stopped(PersonFacts *person, const AccountFacts *account)
{
    ClientFacts *client = account->payer_kind == PAYER_CONTRACT ? client_find(person, account->payer) : NULL;
    if (client)
        client->stop = (Day){ 0 };
}

void fold_agency_kept(PersonFacts *person, const Event *event)
{
    ClientFacts *client = client_find(person, event->agency_kept.contract);
    if (client)
        client->told = (Day){ (int32_t)event->agency_kept.since };
}

void fold_agency_refunded(PersonFacts *person, const Event *event)
{
    const Event_agency_refunded *e = &event->agency_refunded;
    ClientFacts *client = client_find(person, e->contract);
    if (!client)
        return;
    client_hold(client, e->left_fen, client->since.n, client->next);
    client_drop(person, e->contract);
}

/* Told to the person; what it means for accounts stands in events of theirs. */
void fold_agency_ended(PersonFacts *person, const Event *event)
{
    (void)person;
    (void)event;
}

void fold_agency_silent(PersonFacts *person, const Event *event)
{
    const Event_agency_silent *e = &event->agency_silent;
    ClientFacts *client = client_of(person, e->contract, e->region);
    if (client)
        client->silent = (Day){ (int32_t)e->since };
}
