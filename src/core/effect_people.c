/* effect_people.c - see effect.h: the people on record under both sets. Where no wage is on record the contributions are
 * compared at the floor and at the cap of either set. */
#include "card/settle.h"
#include "core/effect.h"
#include "core/shapes.h"
#include "policy/contribution.h"

enum { SIDES = 2, MARKS = 3 }; /* was, is; known, at_floor, at_cap */
static const char *const mark_names[MARKS] = { "known", "at_floor", "at_cap" };

typedef struct {
    bool made, good;
    Tariff tariff;
} TariffPlace;

typedef struct {
    int64_t accounts, fen[SIDES][Insurance_END][2]; /* employer, employee */
} Totals;

typedef struct {
    Effecting *e;
    TariffPlace *tariffs; /* [region][category][side] */
    Totals totals[MARKS];
    int64_t persons, looked_at, touched_persons, touched_accounts, touched_cards, due_moved;
    int64_t units, units_looked_at, touched_units;
    int64_t no_rule, outside; /* accounts without an answer under one of the sets; with a base that one of them refuses */
} People;

/* The number of the region's row in the new set, or their count for those that only the nation's rules reach. */
static size_t region_index(const PolicySet *set, int code)
{
    const RegionPolicy *region = code ? policy_region(set, code) : NULL;
    size_t i = 0, count = policy_region_count(set);
    while (i < count && policy_region_at(set, i) != region)
        i++;
    return i;
}

static bool is_touched(const People *p, int code)
{
    const PolicyDifference *d = p->e->difference;
    size_t i = region_index(p->e->is, code);
    return i < policy_region_count(p->e->is) ? d->touched[i] : d->nation_touched;
}

static const Tariff *tariff_of(People *p, const AccountFacts *account, int side)
{
    const PolicySet *set = side ? p->e->is : p->e->was;
    const RegionPolicy *region = policy_region(set, account->region);
    size_t at = (region_index(p->e->is, account->region) * (size_t)Category_END + account->category) * SIDES + (size_t)side;
    TariffPlace *place = &p->tariffs[at];
    if (!place->made && region)
        place->good = tariff_make(region, (Category)account->category, p->e->month, &place->tariff, NULL) == OK;
    place->made = true;
    return place->good ? &place->tariff : NULL;
}

/* The wage of a mark: what is on record, or nothing and much, which the limits bring to the floor and the cap. */
static Money wage_of(const Tariff *tariff, const AccountFacts *account, int mark)
{
    int64_t cap = tariff->cap[INSURANCE_PENSION].fen;
    if (mark == 0)
        return (Money){ account->base_fen };
    if (account->category != CATEGORY_EMPLOYEE)
        return mark == 1 ? tariff->floor[INSURANCE_PENSION] : tariff->cap[INSURANCE_PENSION];
    return (Money){ mark == 1 ? 0 : cap < PAY_FEN_MAX ? cap : PAY_FEN_MAX };
}

static void add(Totals *totals, int side, const AccountFacts *account, const Contribution *paid)
{
    for (int i = 1; i < Insurance_END; i++) {
        if (account->insurances && !(account->insurances & 1u << i))
            continue;
        totals->fen[side][i][0] += paid->employer[i].fen;
        totals->fen[side][i][1] += paid->employee[i].fen;
    }
}

/* Both sides or none: a sum of one of them would say nothing. */
static void compare(People *p, const AccountFacts *account, Payer payer, int mark)
{
    Contribution paid[SIDES];
    for (int side = 0; side < SIDES; side++) {
        const Tariff *tariff = tariff_of(p, account, side);
        if (!tariff) {
            p->no_rule++;
            return;
        }
        payer.amount = wage_of(tariff, account, mark);
        if (contribution_of(tariff, &payer, &paid[side], NULL) != OK) {
            p->outside++;
            return;
        }
    }
    p->totals[mark].accounts++;
    for (int side = 0; side < SIDES; side++)
        add(&p->totals[mark], side, account, &paid[side]);
}

static Err account_see(People *p, Work *work, const PersonFacts *person, const AccountFacts *account)
{
    Payer payer = { .injury_class = 1, .injury_percent = 100 };
    if (account->category == CATEGORY_EMPLOYEE) {
        Held *held = NULL;
        if (account->payer_kind == PAYER_UNIT)
            TRY(work_find(work, SUBJECT_UNIT, account->payer, &held));
        const UnitFacts *unit = held ? held->facts : NULL;
        if (unit && unit->injury_class) {
            payer.injury_class = unit->injury_class;
            payer.injury_percent = unit->injury_float ? unit->injury_float : 100;
        }
        payer.local =
            person->hukou_region && policy_region(p->e->is, person->hukou_region) == policy_region(p->e->is, account->region);
    }
    if (account->category == CATEGORY_RESIDENT && !account->base_fen)
        return OK; /* a tier that nobody has chosen yet */
    if (account->base_fen) {
        compare(p, account, payer, 0);
        return OK;
    }
    compare(p, account, payer, 1);
    compare(p, account, payer, 2);
    return OK;
}

static Err person_see(People *p, Work *work, int64_t id)
{
    Effecting *e = p->e;
    PersonFacts *person = NULL;
    bool touched = false;
    TRY(work_person(work, id, &person));
    p->looked_at++;
    if (!person)
        return OK;
    for (int i = 0; i < person->account_count; i++) {
        const AccountFacts *account = &person->accounts[i];
        if (account->state != ACCOUNT_OPEN || !is_touched(p, account->region))
            continue;
        touched = true;
        p->touched_accounts++;
        TRY(account_see(p, work, person, account));
    }
    for (int i = 0; i < person->card_count; i++) {
        bool mine = person->cards[i].app != APP_CANCELLED && is_touched(p, person->cards[i].region);
        p->touched_cards += mine;
        touched |= mine;
    }
    Time was = settle_next(person, e->was, &e->bureau->store.bureau), is = settle_next(person, e->is, &e->bureau->store.bureau);
    p->due_moved += was.s != is.s;
    p->touched_persons += touched || was.s != is.s;
    return OK;
}

/* The i-th of at most EFFECT_PEOPLE_MAX numbers, evenly spread over 1 ... all. */
static int64_t spread(int64_t i, int64_t all) { return all <= EFFECT_PEOPLE_MAX ? i + 1 : 1 + i * all / EFFECT_PEOPLE_MAX; }

static int64_t at_most(int64_t all) { return all <= EFFECT_PEOPLE_MAX ? all : EFFECT_PEOPLE_MAX; }

static Err look(People *p)
{
    Effecting *e = p->e;
    for (int64_t i = 0; i < at_most(p->persons); i++) {
        Work work = { .store = &e->bureau->store, .arena = e->arena };
        size_t mark = arena_mark(e->arena);
        TRY(person_see(p, &work, spread(i, p->persons)));
        arena_back(e->arena, mark);
    }
    for (int64_t i = 0; i < at_most(p->units); i++) {
        Work work = { .store = &e->bureau->store, .arena = e->arena };
        size_t mark = arena_mark(e->arena);
        Held *held = NULL;
        TRY(work_find(&work, SUBJECT_UNIT, spread(i, p->units), &held));
        p->touched_units += held && is_touched(p, ((const UnitFacts *)held->facts)->region);
        p->units_looked_at++;
        arena_back(e->arena, mark);
    }
    return OK;
}

static void put_totals(const People *p, int mark)
{
    const Totals *totals = &p->totals[mark];
    Json *json = p->e->json;
    int64_t sums[SIDES] = { 0 };
    json_key(json, mark_names[mark]);
    json_open(json, '{');
    json_put_int(json, "accounts", totals->accounts);
    json_key(json, "insurances");
    json_open(json, '[');
    for (int i = 1; i < Insurance_END; i++) {
        const int64_t(*fen)[Insurance_END][2] = totals->fen;
        for (int side = 0; side < SIDES; side++)
            sums[side] += fen[side][i][0] + fen[side][i][1];
        json_open(json, '{');
        json_put(json, "insurance", str(choice_code(SET_INSURANCE, i)));
        json_put_int(json, "employer_was_fen", fen[0][i][0]);
        json_put_int(json, "employer_fen", fen[1][i][0]);
        json_put_int(json, "employee_was_fen", fen[0][i][1]);
        json_put_int(json, "employee_fen", fen[1][i][1]);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_put_int(json, "total_was_fen", sums[0]);
    json_put_int(json, "total_fen", sums[1]);
    json_close(json, '}');
}

static void put_people(const People *p)
{
    Json *json = p->e->json;
    json_key(json, "touched");
    json_open(json, '{');
    json_put_int(json, "persons_on_record", p->persons);
    json_put_int(json, "persons_looked_at", p->looked_at);
    json_put_int(json, "units_on_record", p->units);
    json_put_int(json, "units_looked_at", p->units_looked_at);
    json_put_bool(json, "sample", p->looked_at < p->persons || p->units_looked_at < p->units);
    json_put_int(json, "persons", p->touched_persons);
    json_put_int(json, "accounts", p->touched_accounts);
    json_put_int(json, "cards", p->touched_cards);
    json_put_int(json, "units", p->touched_units);
    json_put_int(json, "due_days_moved", p->due_moved);
    json_close(json, '}');
    json_key(json, "contributions");
    json_open(json, '{');
    json_put(json, "month", month_text(p->e->arena, p->e->month));
    for (int mark = 0; mark < MARKS; mark++)
        put_totals(p, mark);
    json_put_int(json, "no_rule", p->no_rule);
    json_put_int(json, "outside_limits", p->outside);
    json_close(json, '}');
}

Err effect_people(Effecting *e)
{
    const BureauFacts *facts = &e->bureau->store.bureau;
    size_t places = (policy_region_count(e->is) + 1) * (size_t)Category_END * SIDES;
    People *p = arena_new(e->arena, People, 1);
    *p = (People){ .e = e, .tariffs = arena_new(e->arena, TariffPlace, places), .persons = facts->persons, .units = facts->units };
    TRY(look(p));
    put_people(p);
    return OK;
}
