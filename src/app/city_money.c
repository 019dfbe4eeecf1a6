/* city_money.c - two years of contributions for a part of the first city: employers declare and pay, some late, one no
 * more; people who pay themselves and clients of two agencies, of which the second keeps what it was given. What is
 * assessed on one day another person releases the next, as the bureau does it; months are closed when they are over, and
 * after a year the accounts bear interest. */
#include "app/city_inside.h"
#include "policy/interest.h"
#include "policy/tariff.h"

enum { CLOSED_ON = 2, CREDITED_ON = 3 }; /* of the month after, of the January after */
enum { NOTE_CLOSING = -1 };              /* the answer names the case of a month that is to be closed */
enum { DECLARED_ON = 3, ASSESSED_ON = 5, RELEASED_ON = 6, PAID_ON = 10, LATE_ON = 25 };
enum { EVERYBODY_FIRST = 150 }; /* the first people are one of each kind: their state is left as it is */

/* How a payer behaves; drawn by its place in the list. */
enum { STOPPED_AT = 1, SILENT_AT = 3, LATE_AT = 5, STOPPED_MONTHS = 4 };

static bool is_late(const CityPayer *payer) { return !payer->who && payer->unit % 8 == LATE_AT; }

/* Who has stopped paying by that month: an employer some months ago, every fifth person and whoever is
 * told to be in arrears, the second agency's clients. */
static bool has_stopped(const City *city, const CityPayer *payer, Month month)
{
    Month last = day_month(city->plan.base);
    if (!payer->who)
        return payer->unit % 8 == STOPPED_AT && month.n > last.n - STOPPED_MONTHS;
    if (payer->who->contract)
        return payer->who->agency % 2 == 1;
    return (payer->who->owes || payer->who->index % 5 == 0) && month.n > last.n - STOPPED_MONTHS;
}

/* The months for which the region has figures on file: a city of any day is told as far as the law is known. */
static bool month_has_rules(const City *city, Month month)
{
    const RegionPolicy *rules = policy_region(city->bureau->policy, CITY_MONEY_REGION);
    static const Category categories[] = { CATEGORY_EMPLOYEE, CATEGORY_FLEXIBLE };
    Why why = { 0 };
    Tariff tariff;
    for (size_t i = 0; i < sizeof categories / sizeof *categories; i++)
        if (!rules || tariff_make(rules, categories[i], month, &tariff, &why) != OK)
            return false;
    return true;
}

/* ---- who takes part ---- */

static void payer_add(City *city, int unit, Citizen *who)
{
    if (city->payer_count < CITY_PAYERS)
        city->payers[city->payer_count++] = (CityPayer){ .unit = unit, .who = who };
}

static void payers_choose(City *city)
{
    int alone = 0;
    for (int n = 0; n < city->units[0] && n < CITY_PAYING_UNITS; n++)
        payer_add(city, n, NULL);
    for (int i = EVERYBODY_FIRST; i < city->plan.persons && alone < CITY_PAYING_PEOPLE; i++) {
        Citizen *who = &city->citizens[i];
        if (who->city || who->child || who->category != CATEGORY_FLEXIBLE)
            continue;
        payer_add(city, 0, who);
        alone++;
    }
}

bool city_pays_alone(const City *city, const Citizen *who)
{
    for (int i = 0; i < city->payer_count; i++)
        if (city->payers[i].who == who)
            return true;
    return false;
}

/* Every month since the first is closed once it is over, also one for which nothing was levied; and after a year for which
 * a rate is on file everybody's account bears its interest. */
static void books_plan(City *city, Month first, Month last)
{
    const RegionPolicy *rules = policy_region(city->bureau->policy, CITY_MONEY_REGION);
    for (Month month = first; month.n < last.n; month.n++) {
        Month next = { month.n + 1 };
        InterestTerms terms;
        Why why = { 0 };
        city_plan(city, NULL, day_add(month_first(next), CLOSED_ON - 1), money_close, month.n);
        if (month_of_year(next) == 1 && interest_terms(rules, month_year(month), &terms, &why) == OK)
            city_plan(city, NULL, day_add(month_first(next), CREDITED_ON - 1), money_interest, month_year(month));
    }
}

void city_money_plan(City *city)
{
    Month last = day_month(city->plan.base), begun = MONTH_NONE;
    payers_choose(city);
    for (int back = CITY_PAYING_MONTHS - 1; back >= 0; back--) {
        Month month = { last.n - back };
        Day first = month_first(month);
        if (!month_has_rules(city, month))
            continue;
        begun = begun.n == MONTH_NONE.n ? month : begun;
        city_plan(city, NULL, day_add(first, DECLARED_ON - 1), money_declare, month.n);
        city_plan(city, NULL, day_add(first, ASSESSED_ON - 1), money_assess, month.n);
        city_plan(city, NULL, day_add(first, RELEASED_ON - 1), money_release, month.n);
        city_plan(city, NULL, day_add(first, PAID_ON - 1), money_pay, month.n);
        city_plan(city, NULL, day_add(first, LATE_ON - 1), money_pay_late, month.n);
    }
    if (begun.n != MONTH_NONE.n)
        books_plan(city, begun, last);
    city->made->debtor = city->units[0] > STOPPED_AT ? city->unit_codes[0][STOPPED_AT] : (Str){ 0 };
}

/* ---- declare ---- */

/* What somebody earns: steady, a little more each year. */
static int64_t wage_of(const City *city, const Citizen *who, Month month)
{
    enum { LEAST = 520000, STEP = 100, STEPS = 14000, RISE = 25000 };
    int years = month_year(month) - month_year(day_month(city->plan.base)) + 2;
    return LEAST + (int64_t)(who->index * 7919 % STEPS) * STEP + (int64_t)years * RISE;
}

static JsonNode lines_of(City *city, int unit, Month month)
{
    Arena *room = city_room(city);
    JsonNode list = { .type = JSON_LIST, .key = S("lines") };
    for (int i = 0; i < city->plan.persons; i++) {
        const Citizen *who = &city->citizens[i];
        if (who->city || who->unit != unit || who->category != CATEGORY_EMPLOYEE || !who->opened)
            continue;
        JsonNode line = args_make();
        city_cast(city, who, "contributions of an employee");
        args_text(room, &line, "ssn", who->ssn);
        args_int(room, &line, "wage_fen", wage_of(city, who, month));
        args_add(room, &list, line);
    }
    return list;
}

/* The employer names whoever it thinks it employs; a row that is wrong is answered, not refused. One forgets every
 * fourth month, and is assessed without it. */
void money_declare(City *city, Citizen *nobody, int how)
{
    (void)nobody;
    Month month = { how };
    Arena *room = city_room(city);
    for (int i = 0; i < city->payer_count && !city->payers[i].who; i++) {
        int unit = city->payers[i].unit;
        JsonNode args = args_make(), lines = lines_of(city, unit, month);
        if (!lines.count || (unit % 8 == SILENT_AT && month.n % 4 == 0))
            continue;
        args_text(room, &args, "credit_code", city_unit_code(city, 0, unit));
        args_text(room, &args, "month", month_text(room, month));
        args_text(room, &args, "mode", S("good-rows"));
        args_add(room, &args, lines);
        city_do(city, "unit", S("hr"), city_unit_code(city, 0, unit), "wage.declare", &args, (Str){ 0 });
    }
}

/* ---- assess and release ---- */

static void assess(City *city, int at, Month month)
{
    Arena *room = city_room(city);
    const CityPayer *payer = &city->payers[at];
    JsonNode args = args_make();
    args_text(room, &args, "region", str(city_names[0].code));
    args_text(room, &args, "month", month_text(room, month));
    if (payer->who)
        args_text(room, &args, "ssn", payer->who->ssn);
    else
        args_text(room, &args, "credit_code", city_unit_code(city, 0, payer->unit));
    city->note = at + 1;
    city_do(city, "clerk", city_user(city, "clerk", 0, 2), str(city_names[0].office), "levy.assess", &args, (Str){ 0 });
}

void money_assess(City *city, Citizen *nobody, int how)
{
    (void)nobody;
    for (int i = 0; i < city->payer_count; i++) {
        const Citizen *who = city->payers[i].who;
        city->payers[i].run = 0;
        if (who && !who->opened)
            continue;
        if (who)
            city_cast(city, who,
                      !who->contract         ? "contributions of somebody who pays alone"
                      : who->agency % 2 == 0 ? "client of an agency that remits"
                                             : "client of an agency that keeps the money");
        assess(city, i, (Month){ how });
    }
}

/* What was assessed: the run, and what is owed by it; or the case in which a month is to be closed. */
void city_money_answer(City *city, int note, const Answer *answer)
{
    Arena *room = city_room(city);
    JsonNode *node = NULL;
    if (answer->err != OK || json_read(room, answer->json, &node, NULL) != OK)
        return;
    if (note == NOTE_CLOSING) {
        city->closing = str_copy(city->life, json_text_of(json_member(json_member(node, "data"), "case")));
        return;
    }
    CityPayer *payer = &city->payers[note - 1];
    const JsonNode *data = json_member(node, "data"), *total = json_member(data, "total_fen");
    Str run = json_text_of(json_member(data, "run"));
    if (run.n && total && number_read(run, 'L', &payer->run))
        payer->total = total->number;
}

void money_release(City *city, Citizen *nobody, int how)
{
    (void)nobody;
    (void)how;
    city_flush(city); /* the numbers of the runs stand in the answers */
    for (int i = 0; i < city->payer_count; i++) {
        JsonNode args = args_make();
        if (!city->payers[i].run)
            continue;
        args_text(city_room(city), &args, "run", number_of(city_room(city), 'L', city->payers[i].run));
        city_do(city, "reviewer", city_user(city, "reviewer", 0, 0), str(city_names[0].office), "levy.release", &args, (Str){ 0 });
    }
}

/* ---- pay ---- */

static Str payer_named(City *city, const CityPayer *payer)
{
    if (!payer->who)
        return city_unit_code(city, 0, payer->unit);
    return payer->who->contract ? number_of(city_room(city), 'X', payer->who->contract) : payer->who->ssn;
}

static void pay(City *city, const CityPayer *payer, Month month)
{
    Arena *room = city_room(city);
    JsonNode args = args_make();
    Str number = str_format(room, "HZ%06d-%lld", month_year(month) * 100 + month_of_year(month), (long long)payer->run);
    args_text(room, &args, "payer", payer_named(city, payer));
    args_int(room, &args, "amount_fen", payer->total);
    args_pair(room, &args, "voucher", S("kind"), payer->who ? S("tax-certificate") : S("bank-remittance"));
    args_pair(room, &args, "voucher", S("no"), number);
    args_pair(room, &args, "voucher", S("day"), day_text(room, city_today(city)));
    city_do(city, "clerk", city_user(city, "clerk", 0, 3), str(city_names[0].office), "payment.record", &args, (Str){ 0 });
}

static void pay_all(City *city, Month month, bool late)
{
    for (int i = 0; i < city->payer_count; i++) {
        CityPayer *payer = &city->payers[i];
        if (!payer->run || payer->total <= 0 || is_late(payer) != late || has_stopped(city, payer, month))
            continue;
        pay(city, payer, month);
        payer->run = 0;
    }
}

void money_pay(City *city, Citizen *nobody, int how)
{
    (void)nobody;
    pay_all(city, (Month){ how }, false);
}

/* After the last day: what was meant for contributions goes to the late fee first or last, as the region's rule says, and
 * a little stays open. */
void money_pay_late(City *city, Citizen *nobody, int how)
{
    (void)nobody;
    pay_all(city, (Month){ how }, true);
}

/* ---- books ---- */

void money_close(City *city, Citizen *nobody, int how)
{
    (void)nobody;
    Arena *room = city_room(city);
    JsonNode ask = args_make(), approve = args_make();
    args_text(room, &ask, "region", str(city_names[0].code));
    args_text(room, &ask, "month", month_text(room, (Month){ how }));
    city->note = NOTE_CLOSING;
    city_do(city, "clerk", city_user(city, "clerk", 0, 2), str(city_names[0].office), "month.close", &ask, (Str){ 0 });
    city_flush(city); /* the number of the case stands in the answer */
    args_text(room, &approve, "case", city->closing);
    args_text(room, &approve, "decision", S("approve"));
    city_do(city, "reviewer", city_user(city, "reviewer", 0, 0), str(city_names[0].office), "case.review", &approve, (Str){ 0 });
}

void money_interest(City *city, Citizen *nobody, int how)
{
    (void)nobody;
    JsonNode args = args_make();
    args_text(city_room(city), &args, "region", str(city_names[0].code));
    args_int(city_room(city), &args, "year", how);
    city_do(city, "clerk", city_user(city, "clerk", 0, 2), str(city_names[0].office), "interest.credit", &args, (Str){ 0 });
}
