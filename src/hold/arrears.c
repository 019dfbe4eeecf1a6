/* arrears.c - see arrears.h. */
#include "hold/arrears.h"
#include "hold/effects.h"

typedef enum { PART_PENSION, PART_MEDICAL, PART_OTHER, PARTS } Part;
static const Insurance insurance_of[PARTS] = { INSURANCE_PENSION, INSURANCE_MEDICAL, INSURANCE_UNEMPLOYMENT };

/* In the order in which a payment settles them. */
static int64_t part_open(const BillFacts *bill, Part part)
{
    return part == PART_PENSION ? bill->pension_fen : part == PART_MEDICAL ? bill->medical_fen : bill->other_fen;
}

Day makeup_until(const PolicySet *policy, const RegionPolicy *rules, Insurance insurance, Month month)
{
    Day first = month_first(month), due = policy_due_day(policy, rules, month, NULL), last = day_make(9998, 12, 31);
    if (insurance == INSURANCE_MEDICAL || insurance == INSURANCE_MATERNITY)
        last = day_add(month_first((Month){ month.n + 1 + (int)policy_int(rules, KEY_MAKEUP_MEDICAL_MONTHS, first) }), -1);
    else if (policy_int(rules, KEY_MAKEUP_PENSION_THIS_YEAR, first))
        last = day_make(month_year(month), 12, 31);
    return last.n < due.n ? due : last;
}

static bool same_payer(const BillFacts *a, const BillFacts *b) { return a->region == b->region && a->contract == b->contract; }

static bool payer_seen(const PersonFacts *person, int at)
{
    for (int i = 0; i < at; i++)
        if (same_payer(&person->bills[i], &person->bills[at]))
            return true;
    return false;
}

static bool is_overdue(const BillFacts *bill, Day day) { return bill->month && bill->due.n < day.n && bill_open(bill) > 0; }

/* What is held for the payer, or was billed too much, counts against it. */
static int64_t overdue_of(const PersonFacts *person, const BillFacts *of, Day day)
{
    int64_t sum = 0;
    for (int i = 0; i < person->bill_count; i++) {
        const BillFacts *bill = &person->bills[i];
        if (same_payer(bill, of) && (bill_open(bill) < 0 || is_overdue(bill, day)))
            sum += bill_open(bill);
    }
    return sum;
}

bool arrears_any(const PersonFacts *person, Day day)
{
    for (int i = 0; i < person->bill_count; i++)
        if (!payer_seen(person, i) && overdue_of(person, &person->bills[i], day) > 0)
            return true;
    return false;
}

/* Months are settled in order, so everything before the last overdue month has to be paid with it; what comes later
 * cannot help. */
static void amount_of(const PersonFacts *person, const PolicySet *policy, const BillFacts *of, Day day, Arrears *out)
{
    int64_t sum = 0, last = 0;
    const RegionPolicy *rules = policy_or_national(policy, of->region);
    *out = (Arrears){ .contract = of->contract, .region = of->region, .until = day_make(9998, 12, 31) };
    for (int i = 0; i < person->bill_count; i++)
        if (same_payer(&person->bills[i], of) && is_overdue(&person->bills[i], day))
            last = person->bills[i].month;
    for (int i = 0; i < person->bill_count && person->bills[i].month <= last; i++) {
        const BillFacts *bill = &person->bills[i];
        for (Part part = PART_PENSION; same_payer(bill, of) && part < PARTS; part++) {
            int64_t open = part_open(bill, part);
            sum += open;
            if (sum > out->amount.fen)
                out->amount.fen = sum;
            if (!bill->month || open <= 0)
                continue;
            Day until = makeup_until(policy, rules, insurance_of[part], (Month){ bill->month });
            out->until = until.n < out->until.n ? until : out->until;
            out->from.n = out->from.n ? out->from.n : bill->month;
            out->last.n = bill->month;
        }
    }
}

bool arrears_of(const PersonFacts *person, const PolicySet *policy, Day day, Arrears *out)
{
    for (int i = 0; i < person->bill_count; i++) {
        if (payer_seen(person, i) || overdue_of(person, &person->bills[i], day) <= 0)
            continue;
        amount_of(person, policy, &person->bills[i], day, out);
        return true;
    }
    return false;
}

/* Placed by hand, with no bill behind it, it counts from the moment it was placed. */
bool arrears_end_cover(const PersonFacts *person, const PolicySet *policy, Day today)
{
    int first = 0;
    for (int i = 0; i < person->bill_count; i++) {
        const BillFacts *bill = &person->bills[i];
        if (!is_overdue(bill, today))
            continue;
        Day due = policy_due_day(policy, policy_or_national(policy, bill->region), (Month){ bill->month }, NULL);
        int month = day_month(due).n;
        first = !first || month < first ? month : first;
    }
    return !first || day_month(today).n > first;
}

int arrears_region(const PersonFacts *person, int64_t contract)
{
    int last = 0;
    for (int i = 0; i < person->bill_count; i++) {
        const BillFacts *bill = &person->bills[i];
        if (bill->contract != contract || !bill->month)
            continue;
        if (bill_open(bill) > 0)
            return bill->region;
        last = bill->region;
    }
    return last;
}

/* ---- the clock ---- */

Time arrears_next(const PersonFacts *person)
{
    Day first = { 0 };
    if (person->death.n || person_hold(person, CAUSE_ARREARS))
        return (Time){ 0 };
    for (int i = 0; i < person->bill_count; i++) {
        const BillFacts *bill = &person->bills[i];
        Day after = day_add(bill->due, 1);
        if (is_overdue(bill, after) && overdue_of(person, bill, after) > 0 && (!first.n || after.n < first.n))
            first = after;
    }
    return first.n ? day_start(first) : (Time){ 0 };
}

bool lapse_stops(const PolicySet *policy, const Lapse *lapse, const AccountFacts *account)
{
    bool payer = lapse->contract ? account->payer_kind == PAYER_CONTRACT && account->payer == lapse->contract
                                 : account->payer_kind == PAYER_SELF;
    return payer && account->insurances & lapse->insurances && account->state == ACCOUNT_OPEN &&
           account->category != CATEGORY_RESIDENT &&
           policy_or_national(policy, account->region) == policy_or_national(policy, lapse->region);
}

/* A later month that is paid shows that contributions went on, without the one that is lost. Cover goes by the medical
 * part: while that can be made up, a pension month may be lost without an end to it. */
static bool goes_on(const PersonFacts *person, const BillFacts *lost, unsigned insurances)
{
    if (!(insurances >> INSURANCE_MEDICAL & 1) && lost->medical_fen > 0)
        return true;
    for (int i = 0; i < person->bill_count; i++) {
        const BillFacts *bill = &person->bills[i];
        if (same_payer(bill, lost) && bill->month > lost->month && !bill->lapsed && bill_open(bill) <= 0)
            return true;
    }
    return false;
}

static void lapse_offer(const PolicySet *policy, const BillFacts *bill, Part part, Lapse *out)
{
    const RegionPolicy *rules = policy_or_national(policy, bill->region);
    Day until = makeup_until(policy, rules, insurance_of[part], (Month){ bill->month });
    Time at = day_start(day_add(until, 1));
    bool same = out->insurances && at.s == out->at.s && out->month == bill->month && out->region == bill->region &&
                out->contract == bill->contract;
    if (out->insurances && !same && at.s >= out->at.s)
        return;
    unsigned before = same ? out->insurances : 0;
    *out = (Lapse){ .at = at,
                    .contract = bill->contract,
                    .region = bill->region,
                    .month = bill->month,
                    .insurances = before | 1u << insurance_of[part] };
}

bool lapse_next(const PersonFacts *person, const PolicySet *policy, Lapse *out)
{
    *out = (Lapse){ 0 };
    if (person->death.n)
        return false;
    for (int i = 0; i < person->bill_count; i++)
        for (Part part = PART_PENSION; part < PARTS; part++)
            if (person->bills[i].month && part_open(&person->bills[i], part) > 0)
                lapse_offer(policy, &person->bills[i], part, out);
    const BillFacts *bill = person_bill(person, out->contract, out->region, out->month);
    for (int i = 0; out->insurances && bill && i < person->account_count; i++)
        out->stops |= lapse_stops(policy, out, &person->accounts[i]) && !goes_on(person, bill, out->insurances);
    return out->insurances != 0;
}
