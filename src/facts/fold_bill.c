/* fold_bill.c - what a person owes as payer: billed, settled, no longer accepted. Rows of zero are dropped but where
 * facts_table.h says why they stay. */
#include "facts/fold.h"

static int bill_order(const BillFacts *a, const BillFacts *b)
{
    const int64_t x[] = { a->month, a->region, a->contract }, y[] = { b->month, b->region, b->contract };
    for (int i = 0; i < 3; i++)
        if (x[i] != y[i])
            return x[i] < y[i] ? -1 : 1;
    return 0;
}

static bool same_payer(const BillFacts *a, const BillFacts *b) { return a->region == b->region && a->contract == b->contract; }
static bool bill_is_zero(const BillFacts *bill) { return !bill->pension_fen && !bill->medical_fen && !bill->other_fen; }

const BillFacts *person_bill(const PersonFacts *person, int64_t contract, int32_t region, int32_t month)
{
    BillFacts wanted = { .month = month, .region = region, .contract = contract };
    for (int i = 0; i < person->bill_count; i++)
        if (bill_order(&person->bills[i], &wanted) == 0)
            return &person->bills[i];
    return NULL;
}

/* The row in its place, made when it is not there; NULL when there is no room. */
static BillFacts *bill_row(PersonFacts *person, const BillFacts *wanted)
{
    int at = person->bill_count;
    while (at && bill_order(&person->bills[at - 1], wanted) > 0)
        at--;
    if (at && bill_order(&person->bills[at - 1], wanted) == 0)
        return &person->bills[at - 1];
    if (person->bill_count == BILLS_MAX)
        return NULL;
    memmove(&person->bills[at + 1], &person->bills[at], (size_t)(person->bill_count++ - at) * sizeof *person->bills);
    person->bills[at] = *wanted;
    return &person->bills[at];
}

static bool kept(const PersonFacts *person, int at)
{
    const BillFacts *bill = &person->bills[at];
    if (!bill_is_zero(bill) || (bill->month && at == person->bill_count - 1))
        return true;
    for (int i = 0; i < at && !bill->lapsed; i++)
        if (person->bills[i].month && same_payer(&person->bills[i], bill) && !bill_is_zero(&person->bills[i]))
            return true;
    return false;
}

static void bills_tidy(PersonFacts *person)
{
    for (int i = person->bill_count - 1; i >= 0; i--)
        if (!kept(person, i))
            LIST_REMOVE(person->bills, &person->bill_count, i);
}

/* Sums that no sum of money can reach are not those of a bill. */
static void part_add(int64_t *part, int64_t more)
{
    const int64_t most = INT64_C(1000000000000000);
    int64_t sum = 0;
    if (!__builtin_add_overflow(*part, more, &sum) && sum >= -most && sum <= most)
        *part = sum;
}

static void bill_add(BillFacts *bill, int64_t pension, int64_t medical, int64_t other)
{
    part_add(&bill->pension_fen, pension);
    part_add(&bill->medical_fen, medical);
    part_add(&bill->other_fen, other);
}

static int64_t opposite(int64_t n) { return n == INT64_MIN ? 0 : -n; }
static bool fits(int64_t n) { return n >= 0 && n <= INT32_MAX; }

bool bill_given_up(const PersonFacts *person, const BillFacts *wanted)
{
    for (int i = 0; i < person->bill_count; i++)
        if (person->bills[i].lapsed && same_payer(&person->bills[i], wanted) && person->bills[i].month >= wanted->month)
            return true;
    return false;
}

void fold_bill_issued(PersonFacts *person, const Event *event)
{
    const Event_bill_issued *e = &event->bill_issued;
    if (e->month <= 0 || !fits(e->month) || !fits(e->region) || !fits(e->due))
        return;
    BillFacts wanted = {
        .month = (int32_t)e->month, .region = (int32_t)e->region, .contract = e->contract, .due = { (int32_t)e->due }
    };
    bool known = person_bill(person, wanted.contract, wanted.region, wanted.month) != NULL;
    bool less = e->pension_fen <= 0 && e->medical_fen <= 0 && e->other_fen <= 0;
    BillFacts *bill = bill_given_up(person, &wanted) && (known || less) ? NULL : bill_row(person, &wanted);
    if (bill)
        bill_add(bill, e->pension_fen, e->medical_fen, e->other_fen);
    bills_tidy(person);
}

/* The first month that is paid brings medical cover back; taken back, it does not count. */
static void cover_follows(PersonFacts *person, const BillFacts *bill, int64_t medical)
{
    for (int i = 0; i < person->account_count && bill->month; i++) {
        AccountFacts *account = &person->accounts[i];
        bool own = account->category == CATEGORY_FLEXIBLE &&
                   (account->payer_kind == PAYER_CONTRACT ? account->payer : 0) == bill->contract;
        if (!own || !account->cover_from || bill->month < account->cover_from)
            continue;
        if (medical > 0 && bill->medical_fen <= 0 && !account->covered)
            account->covered = bill->month;
        else if (medical < 0 && bill->medical_fen > 0 && account->covered == bill->month)
            account->covered = 0;
    }
}

/* A month that is not there was paid when nothing of it was asked any more; only its reversal opens it again. */
void fold_bill_settled(PersonFacts *person, const Event *event)
{
    const Event_bill_settled *e = &event->bill_settled;
    if (!fits(e->month) || !fits(e->region) || !fits(e->due))
        return;
    BillFacts wanted = {
        .month = (int32_t)e->month, .region = (int32_t)e->region, .contract = e->contract, .due = { (int32_t)e->due }
    };
    bool known = person_bill(person, wanted.contract, wanted.region, wanted.month) != NULL;
    bool again = e->pension_fen < 0 || e->medical_fen < 0 || e->other_fen < 0;
    BillFacts *bill = known || !e->month || (again && !bill_given_up(person, &wanted)) ? bill_row(person, &wanted) : NULL;
    if (bill && !bill->lapsed) {
        bill_add(bill, opposite(e->pension_fen), opposite(e->medical_fen), opposite(e->other_fen));
        cover_follows(person, bill, e->medical_fen);
    }
    bills_tidy(person);
}

static void part_lapse(BillFacts *bill, int64_t insurances)
{
    bool other = insurances & ~(INT64_C(1) << INSURANCE_PENSION | INT64_C(1) << INSURANCE_MEDICAL);
    if (insurances >> INSURANCE_PENSION & 1)
        bill->pension_fen = 0;
    if (insurances >> INSURANCE_MEDICAL & 1)
        bill->medical_fen = 0;
    if (other)
        bill->other_fen = 0;
}

/* When contributions stop, every open month goes with the one that was given up: who resumes begins anew. */
void fold_bills_lapsed(PersonFacts *person, const Event *event)
{
    const Event_bills_lapsed *e = &event->bills_lapsed;
    for (int i = 0; i < person->bill_count; i++) {
        BillFacts *bill = &person->bills[i];
        if (!bill->month || bill->region != e->region || bill->contract != e->contract)
            continue;
        if (e->stops) {
            bill->pension_fen = bill->medical_fen = bill->other_fen = 0;
            bill->lapsed = 1;
        } else if (bill->month == e->month)
            part_lapse(bill, e->insurances);
    }
    bills_tidy(person);
}
