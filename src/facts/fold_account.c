/* fold_account.c - accounts, transfers of the relation to another region, holds, retirement, cases. */
#include "facts/fold.h"

static AccountFacts *account_find(PersonFacts *person, int64_t n)
{
    for (int i = 0; i < person->account_count; i++)
        if (person->accounts[i].n == n)
            return &person->accounts[i];
    return NULL;
}

/* A full list gives up its oldest account that is over. */
static void account_drop_old(PersonFacts *person)
{
    for (int i = 0; i < person->account_count && person->account_count == ACCOUNTS_MAX; i++)
        if (person->accounts[i].state == ACCOUNT_CLOSED || person->accounts[i].state == ACCOUNT_TRANSFERRED)
            LIST_REMOVE(person->accounts, &person->account_count, i);
}

static void unit_remember(PersonFacts *person, const AccountFacts *account)
{
    if (account->payer_kind == PAYER_UNIT)
        person->last_unit = account->payer;
}

/* The first day of a month number; 0 if it is none of the years that days can be made of. */
static Day month_day(int64_t month)
{
    if (month < month_make(1800, 1).n || month > month_make(9999, 12).n)
        return (Day){ 0 };
    return month_first((Month){ (int32_t)month });
}

/* Who was interrupted while a ledger stood behind it begins anew: medical cover waits for the first paid month. Residents pay
 * by the year before anything is asked, and no ledger of theirs stands in the facts. */
static void cover_begins(const PersonFacts *person, AccountFacts *account, int64_t month)
{
    int64_t stopped = 0;
    account->cover_from = account->cover_gap = account->covered = 0;
    if (!person_hold(person, CAUSE_INTERRUPTED) || !person->bill_count || account->category == CATEGORY_RESIDENT ||
        !(account->insurances >> INSURANCE_MEDICAL & 1) || !month_day(month).n)
        return;
    for (int i = 0; i < person->account_count; i++)
        if (person->accounts[i].stopped_month > stopped)
            stopped = person->accounts[i].stopped_month;
    account->cover_from = (int32_t)month;
    if (stopped && stopped < month - 1)
        account->cover_gap = (int32_t)(month - 1 - stopped);
}

void fold_account_opened(PersonFacts *person, const Event *event)
{
    const Event_account_opened *e = &event->account_opened;
    account_drop_old(person);
    if (person->account_count == ACCOUNTS_MAX || !number_next(&person->next_account, e->account))
        return;
    AccountFacts *account = &person->accounts[person->account_count++];
    *account = (AccountFacts){ .n = (int32_t)e->account,
                               .region = (int32_t)e->region,
                               .category = (uint8_t)e->category,
                               .flexible_kind = (uint8_t)e->flexible_kind,
                               .payer_kind = (uint8_t)e->payer_kind,
                               .payer = e->payer,
                               .insurances = (uint8_t)e->insurances,
                               .state = ACCOUNT_OPEN,
                               .since = { (int32_t)e->from },
                               .opened = event_day(event),
                               .base_fen = e->base_fen };
    cover_begins(person, account, day_month(account->since).n);
    unit_remember(person, account);
}

/* Stopping some of the insurances leaves the account open with the others. When the last ones stop it is
 * suspended and remembers which they were, so that resuming it need not name them. 0 = all. */
void fold_account_stopped(PersonFacts *person, const Event *event)
{
    const Event_account_stopped *e = &event->account_stopped;
    AccountFacts *account = account_find(person, e->account);
    if (!account || account->state != ACCOUNT_OPEN)
        return;
    uint8_t left = e->insurances ? (uint8_t)(account->insurances & ~e->insurances) : 0;
    if (left) {
        account->insurances = left;
        return;
    }
    account->state = ACCOUNT_SUSPENDED;
    account->stopped_month = (int32_t)e->month;
    account->stop_reason = (uint8_t)e->reason;
    client_stopped(person, account);
}

/* The account stays open through that month, and then stops by itself (card/settle.c). */
void fold_account_until(PersonFacts *person, const Event *event)
{
    const Event_account_until *e = &event->account_until;
    AccountFacts *account = account_find(person, e->account);
    if (account && account->state == ACCOUNT_OPEN && month_day(e->month).n)
        account->stopped_month = (int32_t)e->month;
}

/* Whoever paid until now still owes the months before: they may be billed later. */
static void payer_before(AccountFacts *account, const Event_account_resumed *e)
{
    int64_t last = e->month > 0 ? e->month - 1 : 0;
    if (account->state == ACCOUNT_SUSPENDED && account->stopped_month < e->month)
        last = account->stopped_month;
    if (account->payer_kind == e->payer_kind && account->payer == e->payer)
        return;
    account->before_kind = account->payer_kind;
    account->before = account->payer;
    account->before_since = account->since;
    account->before_month = last > 0 && last <= INT32_MAX ? (int32_t)last : 0;
}

void fold_account_resumed(PersonFacts *person, const Event *event)
{
    const Event_account_resumed *e = &event->account_resumed;
    AccountFacts *account = account_find(person, e->account);
    if (!account || account->state > ACCOUNT_SUSPENDED)
        return;
    if (account->state == ACCOUNT_OPEN)
        account->insurances |= (uint8_t)e->insurances;
    else if (e->insurances)
        account->insurances = (uint8_t)e->insurances;
    payer_before(account, e);
    if (account->state == ACCOUNT_SUSPENDED) {
        account->since = month_day(e->month);
        cover_begins(person, account, e->month);
    }
    account->state = ACCOUNT_OPEN;
    account->stopped_month = 0;
    account->stop_reason = 0;
    account->payer_kind = (uint8_t)e->payer_kind;
    account->payer = e->payer;
    unit_remember(person, account);
}

void fold_account_ended(PersonFacts *person, const Event *event)
{
    AccountFacts *account = account_find(person, event->account_ended.account);
    if (account)
        account->state = (uint8_t)event->account_ended.state;
}

void fold_transfer_started(PersonFacts *person, const Event *event)
{
    const Event_transfer_started *e = &event->transfer_started;
    if (person->transfer_count == TRANSFERS_MAX || !number_next(&person->next_transfer, e->transfer))
        return;
    person->transfers[person->transfer_count++] = (TransferFacts){ .n = (int32_t)e->transfer,
                                                                   .from_region = (int32_t)e->from_region,
                                                                   .to_region = (int32_t)e->to_region,
                                                                   .started = event_day(event),
                                                                   .expected = { (int32_t)e->expected } };
}

static int transfer_place(const PersonFacts *person, int64_t n)
{
    for (int i = 0; i < person->transfer_count; i++)
        if (person->transfers[i].n == n)
            return i;
    return -1;
}

void fold_transfer_stepped(PersonFacts *person, const Event *event)
{
    const Event_transfer_stepped *e = &event->transfer_stepped;
    int i = transfer_place(person, e->transfer);
    if (i < 0)
        return;
    person->transfers[i].step = (uint8_t)e->step;
    if (e->expected)
        person->transfers[i].expected = (Day){ (int32_t)e->expected };
}

void fold_transfer_ended(PersonFacts *person, const Event *event)
{
    int i = transfer_place(person, event->transfer_ended.transfer);
    if (i >= 0)
        LIST_REMOVE(person->transfers, &person->transfer_count, i);
}

static int hold_place(const PersonFacts *person, int64_t cause)
{
    for (int i = 0; i < person->hold_count; i++)
        if (person->holds[i].cause == cause)
            return i;
    return -1;
}

/* One hold a cause. Placing it again is a renewal: since when and by whom stay, and it may be asked about anew. */
void fold_hold_placed(PersonFacts *person, const Event *event)
{
    const Event_hold_placed *e = &event->hold_placed;
    int i = hold_place(person, e->cause);
    if (e->cause <= Cause_NONE || e->cause >= Cause_END || (i < 0 && person->hold_count == HOLDS_MAX))
        return;
    HoldFacts *hold = i < 0 ? &person->holds[person->hold_count++] : &person->holds[i];
    if (i < 0) {
        Time since = { e->from > event->at.s ? e->from : event->at.s };
        *hold = (HoldFacts){ .cause = (uint8_t)e->cause, .since = since, .unit = e->unit };
        FACT_SET(hold->by, e->by);
    }
    hold->until = (Time){ e->until };
    hold->evidence = e->evidence;
    hold->asked = 0;
    if (e->cause == CAUSE_RETIREMENT_UNCLAIMED)
        person->retirement_asked = 1; /* once in a life: who then goes on paying is not asked again */
}

void fold_hold_released(PersonFacts *person, const Event *event)
{
    int i = hold_place(person, event->hold_released.cause);
    if (i >= 0)
        LIST_REMOVE(person->holds, &person->hold_count, i);
}

void fold_hold_asked(PersonFacts *person, const Event *event)
{
    int i = hold_place(person, event->hold_asked.cause);
    if (i >= 0)
        person->holds[i].asked = 1;
}

void fold_retirement_claimed(PersonFacts *person, const Event *event)
{
    (void)event;
    person->retired = 1;
}

void fold_case_opened(PersonFacts *person, const Event *event)
{
    const Event_case_opened *e = &event->case_opened;
    person->id = event->subject; /* of an office it is perhaps the first that is known */
    if (person->case_count == CASES_MAX || !number_next(&person->next_case, e->n))
        return;
    person->cases[person->case_count++] = (CaseFacts){ .n = (int32_t)e->n,
                                                       .procedure = (uint8_t)e->procedure,
                                                       .state = (uint8_t)e->state,
                                                       .cause = (uint8_t)e->cause,
                                                       .command = (uint8_t)e->command,
                                                       .entry = event->entry,
                                                       .opener = e->opener,
                                                       .unit = e->unit,
                                                       .card = (int32_t)e->card,
                                                       .opened = event_day(event),
                                                       .due = { (int32_t)e->due },
                                                       .region = e->region,
                                                       .argument = e->argument };
}

static CaseFacts *case_find(PersonFacts *person, int64_t n) { return n > 0 && n <= INT32_MAX ? person_case(person, (int)n) : NULL; }

static int64_t *papers_of(CaseFacts *c, int64_t kind)
{
    int64_t *const papers[] = { &c->papers0, &c->papers1, &c->papers2 };
    return kind > 0 && kind < 48 ? papers[kind / 16] : NULL;
}

void fold_case_paper(PersonFacts *person, const Event *event)
{
    const Event_case_paper *e = &event->case_paper;
    CaseFacts *c = case_find(person, e->n);
    int64_t *papers = c ? papers_of(c, e->kind) : NULL;
    if (!papers || e->copies <= 0)
        return;
    int shift = (int)(e->kind % 16) * 4, had = (int)((uint64_t)*papers >> shift & 15);
    int has = e->copies > 15 - had ? 15 : had + (int)e->copies;
    *papers = (int64_t)(((uint64_t)*papers & ~((uint64_t)15 << shift)) | (uint64_t)has << shift);
}

int case_copies(const CaseFacts *c, EvidenceKind kind)
{
    CaseFacts copy = *c;
    const int64_t *papers = papers_of(&copy, (int64_t)kind);
    return papers ? (int)((uint64_t)*papers >> (int)kind % 16 * 4 & 15) : 0;
}

/* A case that is ended leaves the list of open ones. Without a day the old one stays due. */
void fold_case_moved(PersonFacts *person, const Event *event)
{
    const Event_case_moved *e = &event->case_moved;
    CaseFacts *c = case_find(person, e->n);
    if (!c)
        return;
    if (e->state >= CASE_APPROVED && e->state < CaseState_END) {
        LIST_REMOVE(person->cases, &person->case_count, (int)(c - person->cases));
        return;
    }
    c->state = (uint8_t)e->state;
    if (e->due)
        c->due = (Day){ (int32_t)e->due };
}

/* What somebody paid stands in the ledger; the record keeps only that it came. */
void fold_payment_received(PersonFacts *person, const Event *event)
{
    (void)person;
    (void)event;
}
