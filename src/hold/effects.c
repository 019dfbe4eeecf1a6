/* effects.c - see effects.h. The order of the functions is the order of the causes. */
#include "hold/effects.h"
#include "hold/arrears.h"
#include "hold/cover.h"

static CauseFound *cause_found(Effects *out, Cause cause, Time since)
{
    CauseFound *found = &out->causes[out->count++];
    found->cause = cause;
    found->since = since;
    found->until = (Time){ 0 };
    found->by = (Str){ 0 };
    memcpy(found->effect, cause_row(cause)->effect, sizeof found->effect);
    return found;
}

static Time day_since(Day day) { return day.n ? day_start(day) : (Time){ 0 }; }

static void find_account(Effects *out, const PersonFacts *person)
{
    if (!person_has_account(person))
        cause_found(out, CAUSE_NO_ACCOUNT, day_since(person->registered));
}

/* A card on its way is a cause of its own, also while an older one is current. */
static void find_production(Effects *out, const PersonFacts *person, const CardFacts *card)
{
    const CardFacts *made = person_card_in_production(person);
    if (made)
        cause_found(out, CAUSE_IN_PRODUCTION, day_since(made->applied));
    else if (!card)
        cause_found(out, CAUSE_NO_CARD, day_since(person->registered));
}

/* The bank decides about its part; the bureau only tells what the bank said. */
static void find_bank(Effects *out, const CardFacts *card)
{
    if (card->fin == FIN_ACTIVE)
        return;
    CauseFound *found = cause_found(out, CAUSE_BANK_INACTIVE, day_since(card->handed));
    if (card->fin == FIN_COUNTER_ONLY)
        found->effect[EFFECT_BANK] = CONDITIONAL;
}

/* Over the network an expired card goes on working for the region's days of grace; after them it does not. */
static void find_expired(Effects *out, const CardFacts *card, const PolicySet *policy, Day today)
{
    if (!card_expired(card, today) || card->app == APP_CANCELLED)
        return;
    CauseFound *found = cause_found(out, CAUSE_EXPIRED, day_start(day_add(card->valid_until, 1)));
    int grace = (int)policy_int(policy_or_national(policy, card->region), KEY_CARD_GRACE_DAYS, today);
    if (today.n > card->valid_until.n + grace)
        found->effect[EFFECT_MEDICAL] = BLOCKED;
}

static void find_pin(Effects *out, const CardFacts *card)
{
    if (card->app != APP_NORMAL)
        return;
    if (card->pin == PIN_INITIAL)
        cause_found(out, CAUSE_PIN_INITIAL, day_since(card->handed));
    else if (card->pin == PIN_LOCKED)
        cause_found(out, CAUSE_PIN_LOCKED, (Time){ 0 });
}

static void find_card(Effects *out, const CardFacts *card, const PolicySet *policy, Day today)
{
    if (card->app == APP_SEALED)
        cause_found(out, CAUSE_NOT_ENABLED, day_since(card->handed));
    find_bank(out, card);
    if (card->app == APP_LOST_TEMPORARY || card->app == APP_LOST_FORMAL)
        cause_found(out, CAUSE_LOSS, card->app_since)->until = card->lost_until;
    find_expired(out, card, policy, today);
    if (card->app == APP_LOCKED)
        cause_found(out, CAUSE_CARD_LOCKED, card->app_since);
    else if (card->app == APP_CANCELLED)
        cause_found(out, CAUSE_CARD_CANCELLED, card->app_since);
    find_pin(out, card);
}

/* Medical cover ends with the month after the last one paid (contract, effects of `interrupted`). */
static bool still_covered(const PersonFacts *person, const HoldFacts *hold, Day today)
{
    int stopped = 0;
    for (int i = 0; i < person->account_count; i++)
        if (person->accounts[i].state != ACCOUNT_OPEN && person->accounts[i].stopped_month > stopped)
            stopped = person->accounts[i].stopped_month;
    if (!stopped)
        stopped = day_month(time_day(hold->since)).n;
    return day_month(today).n <= stopped;
}

/* A hold that begins later (an employer's seal asked for ahead) stops nothing yet. */
static void find_holds(Effects *out, const PersonFacts *person, const PolicySet *policy, Time now)
{
    Day today = time_day(now);
    for (int i = 0; i < person->hold_count && out->count < Cause_END; i++) {
        const HoldFacts *hold = &person->holds[i];
        if (hold->since.s > now.s)
            continue;
        CauseFound *found = cause_found(out, hold->cause, hold->since);
        found->until = hold->until;
        found->by = FACT_STR(hold->by);
        if (hold->cause == CAUSE_INTERRUPTED ? still_covered(person, hold, today)
                                             : hold->cause == CAUSE_ARREARS && !arrears_end_cover(person, policy, today))
            found->effect[EFFECT_MEDICAL] = WORKS;
    }
}

/* Contributions go on, but medical cover still waits for the first paid month. */
static void find_cover(Effects *out, const PersonFacts *person, const PolicySet *policy, Day today)
{
    Cover cover;
    if (person_hold(person, CAUSE_INTERRUPTED) || !cover_waits(person, policy, today, &cover) || out->count == Cause_END)
        return;
    CauseFound *found = cause_found(out, CAUSE_INTERRUPTED, day_start(cover.account->since));
    memset(found->effect, WORKS, sizeof found->effect);
    found->effect[EFFECT_MEDICAL] = CONDITIONAL;
}

static void find_migration(Effects *out, const BureauFacts *bureau, Time now)
{
    if (!bureau || !bureau->window_until.s || now.s < bureau->window_from.s || now.s > bureau->window_until.s)
        return;
    cause_found(out, CAUSE_MIGRATION, bureau->window_from)->until = bureau->window_until;
}

void effects_of(const PersonFacts *person, const PolicySet *policy, const BureauFacts *bureau, Time now, Effects *out)
{
    Day today = time_day(now);
    const CardFacts *card = person_current_card(person);
    out->count = 0;
    find_account(out, person);
    find_production(out, person, card);
    if (card)
        find_card(out, card, policy, today);
    if (person->legacy_state == LEGACY_RESTRICTED)
        cause_found(out, CAUSE_LEGACY_RESTRICTED,
                    person->legacy_until.n ? day_start(day_add(person->legacy_until, 1)) : (Time){ 0 });
    find_holds(out, person, policy, now);
    find_cover(out, person, policy, today);
    if (out->count < Cause_END)
        find_migration(out, bureau, now);

    memset(out->worst, WORKS, sizeof out->worst);
    for (int i = 0; i < out->count; i++)
        for (int effect = 1; effect < Effect_END; effect++)
            if (out->causes[i].effect[effect] > out->worst[effect])
                out->worst[effect] = out->causes[i].effect[effect];
}

const CauseFound *effects_why(const Effects *effects, Effect effect)
{
    if (effects->worst[effect] == WORKS)
        return NULL;
    for (int i = 0; i < effects->count; i++)
        if (effects->causes[i].effect[effect] == effects->worst[effect])
            return &effects->causes[i];
    return NULL;
}

bool card_usable(const PersonFacts *person, const CardFacts *card, Day today)
{
    return card->prod == PROD_HANDED_OVER && card->app == APP_NORMAL && !card_expired(card, today) &&
           !person_hold(person, CAUSE_DORMANT) && !person_hold(person, CAUSE_INVESTIGATION) && !person_hold(person, CAUSE_DEATH) &&
           !person_hold(person, CAUSE_DATA_MISMATCH);
}

const RegionPolicy *policy_or_national(const PolicySet *set, int region)
{
    const RegionPolicy *rules = region ? policy_region(set, region) : NULL;
    return rules ? rules : policy_national(set);
}

const RegionPolicy *person_policy(const PolicySet *set, const PersonFacts *person)
{
    const CardFacts *card = person_current_card(person);
    if (!card)
        card = person_card_in_production(person);
    int region = card ? card->region : 0;
    for (int i = 0; !region && i < person->account_count; i++)
        if (person->accounts[i].state <= ACCOUNT_SUSPENDED)
            region = person->accounts[i].region;
    if (!region)
        region = person->residence_region ? person->residence_region : person->hukou_region;
    return policy_or_national(set, region);
}
