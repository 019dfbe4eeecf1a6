/* personal.c - see personal.h. */
#include "levy/personal.h"

/* The slot of a value day; marks the year as one in which something moved. */
static int slot_of(PersonalReading *reading, Day day)
{
    Personal *out = reading->out;
    int year = month_year(day_month(day));
    if (year < PERSONAL_FIRST || year >= PERSONAL_FIRST + PERSONAL_YEARS) {
        reading->overflow = true;
        return 0;
    }
    if (out->first > out->last)
        out->first = out->last = year;
    out->first = year < out->first ? year : out->first;
    out->last = year > out->last ? year : out->last;
    return year - PERSONAL_FIRST;
}

static void add(PersonalReading *reading, Money *sum, Money amount) { reading->overflow |= !money_add(*sum, amount, sum); }

static void add_month(PersonalReading *reading, int month, Money amount)
{
    PersonalMonths *months = &reading->out->months;
    if (amount.fen >= 0)
        add(reading, &months->in[month], amount);
    else
        add(reading, &months->out[month], (Money){ -amount.fen });
}

int personal_due_later(const PolicySet *policy, int32_t region, Month fee)
{
    const RegionPolicy *rules = policy_region(policy, region);
    return rules ? (int)policy_int(rules, KEY_LEVY_DUE_LATER, month_first(fee)) : 0;
}

/* What is for another year counts from the end of this one that is nearer. */
int personal_month(int due_later, Month fee, Day day)
{
    Month credited = day_month(day), month = credited.n <= fee.n + due_later ? fee : credited;
    int year = month_year(credited);
    if (month_year(month) < year)
        return 0;
    return month_year(month) > year ? month_of_year(credited) - 1 : month_of_year(month) - 1;
}

bool personal_credit(void *context, const Credited *credited)
{
    PersonalReading *reading = context;
    Personal *out = reading->out;
    int slot = slot_of(reading, credited->day);
    add(reading, &out->pension[slot].credits, credited->pension);
    add(reading, &out->medical[slot].credits, credited->medical);
    if (slot + PERSONAL_FIRST == out->detail)
        add_month(
            reading,
            personal_month(personal_due_later(reading->policy, credited->region, credited->month), credited->month, credited->day),
            credited->pension);
    return !reading->overflow;
}

static bool see_line(void *context, LedgerId id, Day day, const LedgerLine *line)
{
    (void)id;
    PersonalReading *reading = context;
    Personal *out = reading->out;
    if (line->account != LEDGER_PERSONAL_PENSION && line->account != LEDGER_PERSONAL_MEDICAL)
        return true;
    bool pension = line->account == LEDGER_PERSONAL_PENSION;
    int slot = slot_of(reading, day);
    Money amount = line->way == CREDIT ? line->amount : (Money){ -line->amount.fen };
    add(reading, pension ? &out->pension[slot].credits : &out->medical[slot].credits, amount);
    if (pension && slot + PERSONAL_FIRST == out->detail)
        add_month(reading, month_of_year(day_month(day)) - 1, amount);
    return !reading->overflow;
}

static bool see_opening(void *context, const OpeningAdded *added)
{
    PersonalReading *reading = context;
    Personal *out = reading->out;
    int slot = slot_of(reading, added->day);
    bool interest = added->text == TEXT_INTEREST;
    add(reading, interest ? &out->pension[slot].interest : &out->pension[slot].brought, added->pension);
    add(reading, interest ? &out->medical[slot].interest : &out->medical[slot].brought, added->medical);
    return !reading->overflow;
}

PersonalReading personal_begin(const PolicySet *policy, int detail, Personal *out)
{
    *out = (Personal){ .first = 1, .detail = detail };
    return (PersonalReading){ .out = out, .policy = policy };
}

static const Day first_day = { INT32_MIN };

Err personal_rest(Db *db, Arena *arena, PersonalReading *reading, int64_t person, Day until, int64_t known_at)
{
    TRY(ledger_extract_owner(db, OWNER_PERSON, person, first_day, until, known_at, see_line, reading));
    TRY(opening_added(db, arena, person, until, known_at, see_opening, reading));
    return reading->overflow ? ERR_BAD_AMOUNT : OK;
}

Err personal_read(Db *db, Arena *arena, const PolicySet *policy, int64_t person, Day until, int64_t known_at, int detail,
                  Personal *out)
{
    PersonalReading reading = personal_begin(policy, detail, out);
    TRY(credits_of(db, arena, person, first_day, until, known_at, personal_credit, &reading));
    return personal_rest(db, arena, &reading, person, until, known_at);
}

Err personal_closing(const PersonalYear years[PERSONAL_YEARS], int year, Money *out)
{
    Money sum = { 0 };
    for (int i = 0; i < PERSONAL_YEARS && i + PERSONAL_FIRST <= year; i++)
        if (!money_add(sum, years[i].credits, &sum) || !money_add(sum, years[i].interest, &sum) ||
            !money_add(sum, years[i].brought, &sum))
            return ERR_BAD_AMOUNT;
    *out = sum;
    return OK;
}
