/* finders.c - see facts.h: finding things among the facts of a person, and numbers as people write them. */
#include "facts/facts.h"
#include <string.h>

CardFacts *person_card(PersonFacts *person, int n)
{
    for (int i = person->card_count - 1; i >= 0; i--)
        if (person->cards[i].n == n)
            return &person->cards[i];
    return NULL;
}

const CardFacts *person_card_no(const PersonFacts *person, Str card_no)
{
    for (int i = person->card_count - 1; card_no.n && i >= 0; i--)
        if (str_eq(FACT_STR(person->cards[i].card_no), card_no))
            return &person->cards[i];
    return NULL;
}

static bool card_finished(const CardFacts *card) { return card->prod == PROD_HANDED_OVER && !card->replaced_by; }

/* Whether an older card still stands in this one's place: it does until this one is activated or the old one is
 * cancelled. */
static bool card_waits(const PersonFacts *person, const CardFacts *card)
{
    if (!card->replaces || card->activated.n)
        return false;
    for (int i = 0; i < person->card_count; i++)
        if (person->cards[i].n == card->replaces)
            return card_finished(&person->cards[i]) && person->cards[i].app != APP_CANCELLED;
    return false;
}

const CardFacts *person_current_card(const PersonFacts *person)
{
    for (int i = person->card_count - 1; i >= 0; i--)
        if (card_finished(&person->cards[i]) && !card_waits(person, &person->cards[i]))
            return &person->cards[i];
    return NULL;
}

const CardFacts *person_card_in_production(const PersonFacts *person)
{
    for (int i = person->card_count - 1; i >= 0; i--) {
        const CardFacts *card = &person->cards[i];
        if (card->prod != PROD_HANDED_OVER && card->prod != PROD_DESTROYED && card->app != APP_CANCELLED && !card->replaced_by)
            return card;
    }
    return NULL;
}

const HoldFacts *person_hold(const PersonFacts *person, Cause cause)
{
    for (int i = 0; i < person->hold_count; i++)
        if (person->holds[i].cause == cause)
            return &person->holds[i];
    return NULL;
}

CaseFacts *person_case(PersonFacts *person, int n)
{
    for (int i = 0; i < person->case_count; i++)
        if (person->cases[i].n == n)
            return &person->cases[i];
    return NULL;
}

const AccountFacts *person_account(const PersonFacts *person, int n)
{
    for (int i = 0; i < person->account_count; i++)
        if (person->accounts[i].n == n)
            return &person->accounts[i];
    return NULL;
}

bool person_has_account(const PersonFacts *person)
{
    for (int i = 0; i < person->account_count; i++)
        if (person->accounts[i].state == ACCOUNT_OPEN || person->accounts[i].state == ACCOUNT_SUSPENDED)
            return true;
    return false;
}

/* The guide writes these by the thousand: by hand, not by format. `end` is behind the last digit. */
static char *digits_before(char *end, int64_t n)
{
    uint64_t rest = n < 0 ? -(uint64_t)n : (uint64_t)n;
    do
        *--end = (char)('0' + rest % 10);
    while (rest /= 10);
    if (n < 0)
        *--end = '-';
    return end;
}

enum { NUMBER_BYTES = 44 };

static Str number_kept(Arena *arena, const char *text, const char *end)
{
    char *kept = arena_take(arena, (size_t)(end - text) + 1);
    memcpy(kept, text, (size_t)(end - text));
    kept[end - text] = 0;
    return (Str){ kept, (size_t)(end - text) };
}

const ClientFacts *person_client(const PersonFacts *person, int64_t contract)
{
    for (int i = 0; i < person->client_count; i++)
        if (person->clients[i].contract == contract)
            return &person->clients[i];
    return NULL;
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

bool client_has_room(const PersonFacts *person, int64_t contract)
{
    bool room = person->client_count < CLIENTS_MAX || person_client(person, contract);
    for (int i = 0; i < person->client_count && !room; i++)
        room = !person->clients[i].held_fen && !client_account(person, person->clients[i].contract);
    return room;
}

AccountFacts account_then(const AccountFacts *account, Month month)
{
    AccountFacts then = *account;
    if (!account->before_kind || month.n > account->before_month)
        return then;
    then.payer_kind = account->before_kind;
    then.payer = account->before;
    then.since = account->before_since;
    then.state = ACCOUNT_SUSPENDED;
    then.stopped_month = account->before_month;
    return then;
}

Str number_of_person(Arena *arena, char letter, int64_t person, int64_t n)
{
    char room[NUMBER_BYTES], *end = room + NUMBER_BYTES, *p = digits_before(end, n);
    *--p = '-';
    bool unit = person > office_units, office = id_is_office(person);
    p = digits_before(p, unit ? person - office_units : office ? person - office_first : person);
    if (office)
        *--p = unit ? 'U' : 'R';
    *--p = letter;
    return number_kept(arena, p, end);
}

Str number_of(Arena *arena, char letter, int64_t n)
{
    char room[NUMBER_BYTES], *end = room + NUMBER_BYTES, *p = digits_before(end, n);
    *--p = letter;
    return number_kept(arena, p, end);
}

/* Digits without a leading zero: a number has one way of being written. */
static bool number_part(Str text, int64_t *out) { return text.n && text.p[0] >= '1' && text.p[0] <= '9' && str_int(text, out); }

bool number_read_person(Str text, char letter, int64_t *person, int64_t *n)
{
    int64_t whose = 0, which = 0;
    if (!text.n || text.p[0] != letter)
        return false;
    bool office = letter == 'C' && text.n > 1 && text.p[1] == 'R', unit = letter == 'C' && text.n > 1 && text.p[1] == 'U';
    Str rest = str_from(text, office || unit ? 2 : 1), head = str_cut(&rest, '-');
    if (!number_part(head, &whose) || !number_part(rest, &which) || which > INT32_MAX || whose > (office ? 999999 : office_first))
        return false;
    *person = office ? office_of_region(whose) : unit ? office_of_unit(whose) : whose;
    *n = which;
    return true;
}

bool number_read(Str text, char letter, int64_t *n) { return text.n && text.p[0] == letter && number_part(str_from(text, 1), n); }

int32_t contract_last(const ContractFacts *contract)
{
    int32_t until = contract->until.s ? day_month(time_day(contract->until)).n : 0, ended = contract->ended_month;
    return ended && (!until || ended < until) ? ended : until;
}
