/* settle.c - see settle.h. Each rule offers the moment at which it falls due next; the earliest is applied, until
 * none is left. */
#include "card/settle.h"
#include "hold/arrears.h"
#include "hold/client.h"
#include "hold/effects.h"
#include "policy/calendar.h"
#include "policy/retirement.h"

typedef enum {
    DUE_NOTHING,
    DUE_LOSS_LAPSES,
    DUE_LEGACY,
    DUE_REMINDER,
    DUE_RETURN,
    DUE_DORMANCY_TOLD,
    DUE_DORMANT,
    DUE_INVESTIGATION,
    DUE_SEAL_ASKED,
    DUE_RETIREMENT,
    DUE_LAPSE,
    DUE_ARREARS,
    DUE_AGENCY_KEPT, /* from here on: client_event */
    DUE_AGENCY_STOP,
    DUE_CONTRACT_END,
    DUE_AGENCY_SILENT
} DueKind;
typedef struct {
    Time at;
    DueKind kind;
    int card;         /* or account */
    int64_t count;    /* of reminders */
    int64_t contract; /* of an agency */
    Day start, day;   /* the months without use began; what the notice speaks of comes */
    Lapse lapse;
} Due;

/* Every rule comes true at most once for a card or a hold (a reminder thrice), and none brings another back. */
enum {
    REMINDERS = 3,
    SETTLE_MAX = (REMINDERS + 4) * CARDS_MAX + 2 * HOLDS_MAX + 2 * CLIENTS_MAX + 2 * ACCOUNTS_MAX + 4 * BILLS_MAX
};

static void due_offer(Due *first, const Due *due)
{
    if (due->at.s && (!first->kind || due->at.s < first->at.s))
        *first = *due;
}

static void due_losses(const PersonFacts *person, Due *first)
{
    for (int i = 0; i < person->card_count; i++)
        if (person->cards[i].app == APP_LOST_TEMPORARY)
            due_offer(first, &(Due){ .at = person->cards[i].lost_until, .kind = DUE_LOSS_LAPSES, .card = person->cards[i].n });
}

/* The old medical card of a card that was never enabled and is reported lost in writing stays until the
 * replacement is enabled (contract, section 3; golden story G8). */
static void due_legacy(const PersonFacts *person, Due *first)
{
    if (person->legacy_state != LEGACY_NORMAL || !person->legacy_until.n)
        return;
    const CardFacts *card = person_current_card(person);
    if (!card || card->app != APP_LOST_FORMAL)
        due_offer(first, &(Due){ .at = day_start(day_add(person->legacy_until, 1)), .kind = DUE_LEGACY });
}

/* The day on which months that began on `start` are over, and `after` days more. Each dated value of the months
 * counts while it is in force; before the first one the first does. 0 months = never: no day. */
static Day day_dated(const RegionPolicy *rules, PolicyKey key, Day start, int after)
{
    size_t count = 0;
    bool own = false;
    const PolicyValue *values = policy_values(rules, key, &count, &own);
    for (size_t i = 0; i < count; i++) {
        Day due = day_add(values[i].value ? day_add_months(start, (int)values[i].value) : start, after);
        if (i > 0 && due.n < values[i].from.n)
            due = values[i].from;
        if (values[i].value && (i + 1 == count || due.n < values[i + 1].from.n))
            return due;
    }
    return (Day){ 0 };
}

/* A card that lies at an outlet: three reminders, then it goes back (domain.md 3.5, and 19 of 3.6). Reminders that
 * fall on one day are one; nobody reminds the dead, but the card goes back. */
static void due_unclaimed(const PersonFacts *person, const CardFacts *card, const PolicySet *policy, Due *first)
{
    static const PolicyKey notices[REMINDERS] = { KEY_CARD_UNCLAIMED_NOTICE_1, KEY_CARD_UNCLAIMED_NOTICE_2,
                                                  KEY_CARD_UNCLAIMED_NOTICE_3 };
    const RegionPolicy *rules = policy_or_national(policy, card->region);
    Day back = day_dated(rules, KEY_CARD_UNCLAIMED_MONTHS, card->at_outlet, 1), reminder = { 0 };
    if (!back.n)
        return;
    int64_t count = card->reminded;
    for (int i = card->reminded; i < REMINDERS && !person->death.n; i++) {
        Day day = day_dated(rules, notices[i], card->at_outlet, 0);
        if (i > card->reminded && day.n > reminder.n)
            break;
        reminder = day;
        count = i + 1;
    }
    if (reminder.n && reminder.n < back.n) {
        due_offer(
            first,
            &(Due){ .at = day_start(reminder), .kind = DUE_REMINDER, .card = card->n, .count = count, .day = day_add(back, -1) });
    }
    due_offer(first, &(Due){ .at = day_start(back), .kind = DUE_RETURN, .card = card->n });
}

static void due_outlets(const PersonFacts *person, const PolicySet *policy, Due *first)
{
    for (int i = 0; i < person->card_count; i++) {
        const CardFacts *card = &person->cards[i];
        if (card->prod == PROD_AT_OUTLET && card->app == APP_SEALED && card->at_outlet.n)
            due_unclaimed(person, card, policy, first);
    }
}

/* Before it falls asleep the holder is told, once for each last use; a region whose notice is 0 days tells nobody. */
static void due_dormant(const PersonFacts *person, const PolicySet *policy, Due *first)
{
    const CardFacts *card = person_current_card(person);
    if (!card || card->app != APP_NORMAL || person->death.n || person_hold(person, CAUSE_DORMANT))
        return;
    Day last = card->activated.n > card->last_use.n ? card->activated : card->last_use;
    if (person->last_use.n > last.n)
        last = person->last_use;
    const RegionPolicy *rules = policy_or_national(policy, card->region);
    Day due = last.n ? day_dated(rules, KEY_CARD_DORMANT_MONTHS, last, 1) : (Day){ 0 };
    if (!due.n)
        return;
    int days = (int)policy_int(rules, KEY_CARD_DORMANT_NOTICE_DAYS, due);
    Day told = day_add(due, -days);
    if (told.n <= last.n) /* longer than the months themselves: from the day after the last use */
        told = day_add(last, 1);
    if (days && card->dormancy_told.n != last.n)
        due_offer(first, &(Due){ .at = day_start(told), .kind = DUE_DORMANCY_TOLD, .card = card->n, .start = last, .day = due });
    due_offer(first, &(Due){ .at = day_start(due), .kind = DUE_DORMANT, .card = card->n });
}

static void due_holds(const PersonFacts *person, Due *first)
{
    for (int i = 0; i < person->hold_count; i++) {
        const HoldFacts *hold = &person->holds[i];
        if (!hold->until.s)
            continue;
        if (hold->cause == CAUSE_INVESTIGATION)
            due_offer(first, &(Due){ .at = { hold->until.s + 1 }, .kind = DUE_INVESTIGATION });
        else if (hold->cause == CAUSE_EMPLOYER_SEAL && !hold->asked)
            due_offer(first, &(Due){ .at = { hold->until.s + 1 }, .kind = DUE_SEAL_ASKED });
    }
}

/* Money that an agency keeps and an agency that is silent, each told once for each time that it began to; an account
 * whose agency had too little for a month stops with the month after, and one whose contract ends with its last month
 * (domain.md 7.5). */
static void due_clients(const PersonFacts *person, const PolicySet *policy, Due *first)
{
    for (int i = 0; i < person->client_count; i++) {
        const ClientFacts *client = &person->clients[i];
        Day kept = client->told.n != client->since.n ? client_kept_day(client, policy) : (Day){ 0 };
        const AccountFacts *account = client->stop.n ? client_account(person, client->contract) : NULL;
        if (kept.n)
            due_offer(first, &(Due){ .at = day_start(kept), .kind = DUE_AGENCY_KEPT, .contract = client->contract });
        if (account && !person->death.n)
            due_offer(first, &(Due){ .at = day_start(client->stop), .kind = DUE_AGENCY_STOP, .card = account->n });
    }
    for (int i = 0; i < person->account_count; i++) {
        const AccountFacts *account = &person->accounts[i];
        if (account->state == ACCOUNT_OPEN && account->stopped_month && !person->death.n)
            due_offer(first, &(Due){ .at = day_start(month_first((Month){ account->stopped_month + 1 })),
                                     .kind = DUE_CONTRACT_END,
                                     .card = account->n });
        Day silent = client_silent_day(person, &person->accounts[i], policy);
        if (silent.n && !person->death.n)
            due_offer(first, &(Due){ .at = day_start(silent), .kind = DUE_AGENCY_SILENT, .card = person->accounts[i].n });
    }
}

/* An account for work that was open when the age was reached; who opened or resumed one later goes on paying
 * knowingly (Social Insurance Law 16). */
static bool works_still(const PersonFacts *person, Day due)
{
    for (int i = 0; i < person->account_count; i++) {
        const AccountFacts *account = &person->accounts[i];
        if (account->state == ACCOUNT_OPEN && account->category != CATEGORY_RESIDENT && account->since.n < due.n)
            return true;
    }
    return false;
}

/* Far from the age that held before 2025, which only rose since: spares the calculation for most people. */
static bool young(const PersonFacts *person, const PolicySet *policy, Time now)
{
    static const PolicyKey ages[RetireCategory_END] = {
        [RETIRE_M60] = KEY_RETIRE_M60_AGE, [RETIRE_F55] = KEY_RETIRE_F55_AGE, [RETIRE_F50] = KEY_RETIRE_F50_AGE
    };
    int64_t months = policy_int(policy_national(policy), ages[person->retire_category], person->born);
    return now.s < ((int64_t)person->born.n + months * 30) * 86400; /* months of 30 days: never too late */
}

/* From the month after the one in which the statutory age is reached, or later where the region waits longer. Once
 * in a life: after it was placed and released the person is not asked again. */
static void due_retirement(const PersonFacts *person, const PolicySet *policy, Time now, Due *first)
{
    if (!person->retire_category || person->retire_category >= RetireCategory_END || !person_has_birth(person) || person->retired ||
        person->retirement_asked || person->death.n || !person->account_count)
        return;
    if (now.s && young(person, policy, now))
        return;
    Month birth = day_month(person->born);
    if (birth.n < RETIRE_BIRTH_FIRST || birth.n > RETIRE_BIRTH_LAST)
        return;
    const RegionPolicy *rules = person_policy(policy, person);
    Month month = retirement_of(rules, (RetireCategory)person->retire_category, birth).month;
    int waits = (int)policy_int(rules, KEY_RETIRE_UNCLAIMED_MONTHS, month_first(month));
    Day due = month_first((Month){ month.n + (waits > 1 ? waits : 1) });
    if (works_still(person, due))
        due_offer(first, &(Due){ .at = day_start(due), .kind = DUE_RETIREMENT });
}

/* What can no longer be made up goes before it is found to be overdue. */
static void due_bills(const PersonFacts *person, const PolicySet *policy, Due *first)
{
    Lapse lapse;
    if (!person->bill_count)
        return;
    if (lapse_next(person, policy, &lapse))
        due_offer(first, &(Due){ .at = lapse.at, .kind = DUE_LAPSE, .lapse = lapse });
    due_offer(first, &(Due){ .at = arrears_next(person), .kind = DUE_ARREARS });
}

/* `now` (0 = not given) only spares work: what is due after it may be left out. */
static Due due_first(const PersonFacts *person, const PolicySet *policy, Time now)
{
    Due first = { 0 };
    due_losses(person, &first);
    due_legacy(person, &first);
    due_outlets(person, policy, &first);
    due_dormant(person, policy, &first);
    due_holds(person, &first);
    due_retirement(person, policy, now, &first);
    due_clients(person, policy, &first);
    due_bills(person, policy, &first);
    return first;
}

static Event client_event(const PersonFacts *person, const Due *due)
{
    Event event = { .subject = person->id, .at = due->at };
    const ClientFacts *client = person_client(person, due->contract);
    const AccountFacts *account = person_account(person, due->card);
    if (due->kind == DUE_AGENCY_KEPT) {
        event.kind = EVENT_AGENCY_KEPT;
        event.agency_kept = (Event_agency_kept){
            .contract = client->contract, .left_fen = client->held_fen, .since = client->since.n, .month = client->next
        };
    } else if (due->kind == DUE_AGENCY_STOP || due->kind == DUE_CONTRACT_END) {
        event.kind = EVENT_ACCOUNT_STOPPED;
        event.account_stopped =
            (Event_account_stopped){ .account = due->card, .month = day_month(time_day(due->at)).n - 1, .reason = STOP_OTHER };
    } else {
        Day heard = client_heard(person_client(person, account->payer), account);
        event.kind = EVENT_AGENCY_SILENT;
        event.agency_silent = (Event_agency_silent){ .contract = account->payer, .since = heard.n, .region = account->region };
    }
    return event;
}

static Event due_event(const PersonFacts *person, const Due *due)
{
    Event event = { .subject = person->id, .at = due->at };
    if (due->kind >= DUE_AGENCY_KEPT)
        return client_event(person, due);
    switch (due->kind) {
    case DUE_LOSS_LAPSES:
        event.kind = EVENT_CARD_FOUND;
        event.card_found.card = due->card;
        event.card_found.lapsed = 1;
        break;
    case DUE_LEGACY:
        event.kind = EVENT_LEGACY_MOVED;
        event.legacy_moved.state = LEGACY_RESTRICTED;
        event.legacy_moved.until = person->legacy_until.n;
        break;
    case DUE_REMINDER:
        event.kind = EVENT_CARD_REMINDED;
        event.card_reminded = (Event_card_reminded){ .card = due->card, .count = due->count, .until = due->day.n };
        break;
    case DUE_RETURN:
        event.kind = EVENT_CARD_PROD;
        event.card_prod.card = due->card;
        event.card_prod.state = PROD_RETURNED;
        break;
    case DUE_DORMANCY_TOLD:
        event.kind = EVENT_DORMANCY_TOLD;
        event.dormancy_told = (Event_dormancy_told){ .card = due->card, .last_use = due->start.n, .day = due->day.n };
        break;
    case DUE_DORMANT:
    case DUE_RETIREMENT:
    case DUE_ARREARS:
        event.kind = EVENT_HOLD_PLACED;
        event.hold_placed.cause = due->kind == DUE_DORMANT   ? CAUSE_DORMANT
                                  : due->kind == DUE_ARREARS ? CAUSE_ARREARS
                                                             : CAUSE_RETIREMENT_UNCLAIMED;
        event.hold_placed.by = S("job.daily");
        break;
    case DUE_LAPSE:
        event.kind = EVENT_BILLS_LAPSED;
        event.bills_lapsed = (Event_bills_lapsed){ .contract = due->lapse.contract,
                                                   .region = due->lapse.region,
                                                   .month = due->lapse.month,
                                                   .insurances = due->lapse.insurances,
                                                   .stops = due->lapse.stops };
        break;
    case DUE_INVESTIGATION:
        event.kind = EVENT_HOLD_RELEASED;
        event.hold_released.cause = CAUSE_INVESTIGATION;
        event.hold_released.by = S("job.daily");
        break;
    default:
        event.kind = EVENT_HOLD_ASKED;
        event.hold_asked.cause = CAUSE_EMPLOYER_SEAL;
        break;
    }
    return event;
}

/* The end of a seal is asked with a case: an empty draft of seal-end, which the answer (unseal, transfer or renew)
 * takes the place of. Nothing is released by itself. */
static Event seal_question(const PersonFacts *person, const PolicySet *policy, Time at)
{
    const HoldFacts *hold = person_hold(person, CAUSE_EMPLOYER_SEAL);
    const RegionPolicy *rules = person_policy(policy, person);
    int days = policy_case_workdays(rules, S("seal-end"), time_day(at));
    Event event = { .kind = EVENT_CASE_OPENED, .subject = person->id, .at = at };
    event.case_opened = (Event_case_opened){ .n = person->next_case + 1,
                                             .procedure = PROC_SEAL_END,
                                             .state = CASE_DRAFT,
                                             .cause = CAUSE_EMPLOYER_SEAL,
                                             .unit = hold ? hold->unit : 0,
                                             .due = calendar_add_provisional(policy_calendar(policy), time_day(at), days, NULL).n,
                                             .region = policy_region_code(rules),
                                             .by = S("job.daily") };
    return event;
}

/* Whoever has no open account left is interrupted, as by account.stop. */
static bool is_interrupted(const PersonFacts *person)
{
    for (int i = 0; i < person->account_count; i++)
        if (person->accounts[i].state == ACCOUNT_OPEN)
            return false;
    return !person_hold(person, CAUSE_INTERRUPTED);
}

static Event interruption(const PersonFacts *person, Time at)
{
    Event event = { .kind = EVENT_HOLD_PLACED, .subject = person->id, .at = at };
    event.hold_placed.cause = CAUSE_INTERRUPTED;
    event.hold_placed.by = S("job.daily");
    return event;
}

/* As agency.terminate tells it: who pays through which month, and what the agency still holds. */
static Event contract_over(const PersonFacts *person, const Due *due)
{
    const AccountFacts *account = person_account(person, due->card);
    const ClientFacts *client = person_client(person, account->payer);
    Event event = { .kind = EVENT_AGENCY_ENDED, .subject = person->id, .at = due->at };
    event.agency_ended = (Event_agency_ended){ .contract = account->payer,
                                               .month = account->stopped_month,
                                               .left_fen = client ? client->held_fen : 0 };
    return event;
}

static void settle_one(PersonFacts *person, const Event *event, Decision *out)
{
    person_fold(person, event);
    if (out)
        *emit(out, &(View){ .now = event->at }, event->kind, event->subject) = *event;
}

static void settle_hold(PersonFacts *person, Time at, EventKind kind, Cause cause, Decision *out)
{
    Event event = { .kind = kind, .subject = person->id, .at = at };
    if (kind == EVENT_HOLD_PLACED)
        event.hold_placed = (Event_hold_placed){ .cause = cause, .by = S("job.daily") };
    else
        event.hold_released = (Event_hold_released){ .cause = cause, .by = S("job.daily") };
    settle_one(person, &event, out);
}

/* What follows from a month that was given up: the accounts that it paid for are suspended, and whoever has no open
 * account left is interrupted (as by account.stop); what is not owed any more is no arrears. */
static void settle_lapse(PersonFacts *person, const PolicySet *policy, const Lapse *lapse, Decision *out)
{
    bool open = false;
    for (int i = 0; i < person->account_count && lapse->stops; i++) {
        Event event = { .kind = EVENT_ACCOUNT_STOPPED, .subject = person->id, .at = lapse->at };
        event.account_stopped = (Event_account_stopped){ .account = person->accounts[i].n,
                                                         .month = day_month(time_day(lapse->at)).n - 1,
                                                         .reason = STOP_OTHER };
        if (lapse_stops(policy, lapse, &person->accounts[i]))
            settle_one(person, &event, out);
        open |= person->accounts[i].state == ACCOUNT_OPEN;
    }
    if (person_hold(person, CAUSE_ARREARS) && !arrears_any(person, time_day(lapse->at)))
        settle_hold(person, lapse->at, EVENT_HOLD_RELEASED, CAUSE_ARREARS, out);
    if (lapse->stops && !open && !person_hold(person, CAUSE_INTERRUPTED))
        settle_hold(person, lapse->at, EVENT_HOLD_PLACED, CAUSE_INTERRUPTED, out);
}

void settle(PersonFacts *person, const PolicySet *policy, const BureauFacts *bureau, Time now, Decision *out)
{
    (void)bureau; /* a migration window is nobody's own: effects_of looks at the clock itself */
    for (int i = 0; i < SETTLE_MAX; i++) {
        Due due = due_first(person, policy, now);
        if (!due.kind || due.at.s > now.s)
            return;
        Event event = due_event(person, &due);
        settle_one(person, &event, out);
        if (due.kind == DUE_LAPSE)
            settle_lapse(person, policy, &due.lapse, out);
        if (due.kind == DUE_SEAL_ASKED && person->case_count < CASES_MAX) {
            Event question = seal_question(person, policy, due.at);
            settle_one(person, &question, out);
        }
        if (due.kind == DUE_CONTRACT_END) {
            Event over = contract_over(person, &due);
            settle_one(person, &over, out);
        }
        if ((due.kind == DUE_AGENCY_STOP || due.kind == DUE_CONTRACT_END) && is_interrupted(person)) {
            Event interrupted = interruption(person, due.at);
            settle_one(person, &interrupted, out);
        }
    }
}

Time settle_next(const PersonFacts *person, const PolicySet *policy, const BureauFacts *bureau)
{
    (void)bureau;
    return due_first(person, policy, (Time){ 0 }).at;
}
