/* cover.c - see cover.h. */
#include "hold/cover.h"
#include "hold/effects.h"
#include "policy/contribution.h"

/* What a month will cost that nobody has been billed for yet; who has chosen no base, or one outside the limits of that month,
 * pays at the nearest limit. 0 where the rules say nothing: then none is billed either. */
static int64_t expected_of(const RegionPolicy *rules, const AccountFacts *account, Month month)
{
    Why why = { 0 };
    Tariff tariff;
    Contribution owed;
    Payer payer = { .amount = { account->base_fen }, .insurances = account->insurances };
    if (tariff_make(rules, CATEGORY_FLEXIBLE, month, &tariff, &why) != OK)
        return 0;
    const Money *floor = &tariff.floor[INSURANCE_PENSION], *cap = &tariff.cap[INSURANCE_PENSION];
    if (payer.amount.fen < floor->fen)
        payer.amount = *floor;
    if (payer.amount.fen > cap->fen && cap->fen != POLICY_NO_CAP)
        payer.amount = *cap;
    return contribution_of(&tariff, &payer, &owed, &why) == OK ? owed.total.fen : 0;
}

/* What has to come until the first month is paid: months are settled in order, and what is held counts. */
static int64_t open_until_first(const PersonFacts *person, const PolicySet *policy, const Cover *cover)
{
    const RegionPolicy *rules = policy_or_national(policy, cover->account->region);
    int64_t sum = 0;
    bool billed = false;
    for (int i = 0; i < person->bill_count && !billed; i++) {
        const BillFacts *bill = &person->bills[i];
        if (bill->contract != cover->contract || policy_or_national(policy, bill->region) != rules)
            continue;
        sum += bill_open(bill);
        billed = bill->month >= cover->month.n;
    }
    int64_t expected = billed ? 0 : expected_of(rules, cover->account, cover->month);
    if (!billed && !expected)
        return 0;
    return sum + expected > 0 ? sum + expected : 0;
}

static Cover cover_of(const PersonFacts *person, const PolicySet *policy, const AccountFacts *account)
{
    const RegionPolicy *rules = policy_or_national(policy, account->region);
    Cover cover = { .account = account,
                    .contract = account->payer_kind == PAYER_CONTRACT ? account->payer : 0,
                    .region = policy_region_code(rules),
                    .month = { account->covered ? account->covered : account->cover_from } };
    if (account->category == CATEGORY_FLEXIBLE && !account->covered)
        cover.amount.fen = open_until_first(person, policy, &cover);
    Day first = month_first(cover.month);
    bool long_gap = account->cover_gap > policy_int(rules, KEY_MAKEUP_MEDICAL_MONTHS, first);
    int waits = long_gap ? (int)policy_int(rules, KEY_MEDICAL_WAITING_MONTHS, first) : 0;
    cover.works = month_first((Month){ cover.month.n + waits });
    return cover;
}

bool cover_waits(const PersonFacts *person, const PolicySet *policy, Day today, Cover *out)
{
    for (int i = 0; i < person->account_count; i++) {
        const AccountFacts *account = &person->accounts[i];
        if (account->state != ACCOUNT_OPEN || !account->cover_from || !(account->insurances >> INSURANCE_MEDICAL & 1))
            continue;
        *out = cover_of(person, policy, account);
        if (out->amount.fen > 0 || today.n < out->works.n)
            return true;
    }
    return false;
}
