/* assess_payer.c - see assess.h: what one payer owes for a month, from packed rows alone. */
#include "base/require.h"
#include "levy/assess.h"
#include "levy/batch.h"
#include "levy/roster.h"

enum { WAGE_BACK_MONTHS = 12, REGION_PLACES = 256 };

Err assess_begin(Assess *a, int64_t region, Month month)
{
    TRY(policy_region_get(a->policy, (int)region, &a->rules, a->why));
    a->region = policy_region_code(a->rules);
    a->month = month;
    a->last_begin = levy_last_begin(a->rules, month);
    a->slice = arena_new(a->arena, SheetLine, SHEET_LINES_MAX);
    a->indexed = arena_new(a->arena, uint8_t, SHEET_LINES_MAX);
    return OK;
}

bool assess_is_ours(Assess *a, int32_t region)
{
    int place = (int)((uint32_t)region % REGION_PLACES);
    if (!region || a->ours[place] == region)
        return region != 0;
    if (a->others[place] == region)
        return false;
    bool ours = policy_region(a->policy, region) == a->rules;
    (ours ? a->ours : a->others)[place] = region;
    return ours;
}

static Err tariff_for(Assess *a, Category category, const Tariff **out)
{
    if (!a->made[category])
        TRY(tariff_make(a->rules, category, a->month, &a->tariffs[category], a->why));
    a->made[category] = true;
    *out = &a->tariffs[category];
    return OK;
}

static Err line_of_wage(Assess *a, const UnitFacts *unit, const RosterLine *who, Money wage, SheetLine *line, bool *levied)
{
    const Tariff *tariff = NULL;
    TRY(tariff_for(a, (Category)who->category, &tariff));
    Payer payer = { .amount = wage,
                    .injury_class = unit ? unit->injury_class : 1,
                    .injury_percent = unit ? unit->injury_float : 100,
                    .local = assess_is_ours(a, who->hukou_region) };
    return line_make(tariff, who->insurances, payer, line, levied, a->why);
}

static SheetLine line_begun(const Assess *a, const RosterLine *who)
{
    return (SheetLine){ .person = who->person, .account = (uint8_t)who->account, .region = a->region, .contract = who->contract };
}

static bool can_stand(Assess *a, const RosterLine *who)
{
    return who->account <= SHEET_ACCOUNT_MAX && assess_is_ours(a, who->region) && roster_in_month(who, a->last_begin, a->month);
}

/* ---- an employer ---- */

typedef struct {
    Assess *assess;
    const UnitFacts *unit;
    Wage *wages, *earlier; /* of the month; of the twelve before it, read when somebody is missing */
    size_t wage_count, wage_at, earlier_count;
    bool declared, looked_back, named;
    Past before, last; /* billed for this month; for the month before */
} UnitRun;

/* The wage on which an account pays: of this month, or the latest of the twelve before, or what the account says; 0 =
 * nobody has said one. People are asked for in order. */
static Err wage_known(UnitRun *run, const RosterLine *who, Money *out)
{
    Assess *a = run->assess;
    bool declared = false;
    while (run->wage_at < run->wage_count && run->wages[run->wage_at].person < who->person)
        run->wage_at++;
    if (run->wage_at < run->wage_count && run->wages[run->wage_at].person == who->person) {
        *out = run->wages[run->wage_at].wage;
        return OK;
    }
    if (!run->looked_back)
        TRY(wage_known_at(a->db, a->arena, run->unit->id, (Month){ a->month.n - WAGE_BACK_MONTHS }, (Month){ a->month.n - 1 },
                          a->known, &run->earlier, &run->earlier_count, &declared));
    run->looked_back = true;
    const Wage *wage = wage_find(run->earlier, run->earlier_count, who->person);
    *out = wage ? wage->wage : (Money){ who->base_fen };
    return OK;
}

/* Who has not declared pays a tenth more than last month (law article 62); whoever was not billed then, on the wage that
 * is known. */
static Err unit_line(UnitRun *run, const RosterLine *who, const SheetLine *last, SheetLine *line, bool *levied)
{
    Assess *a = run->assess;
    Money wage = { 0 };
    *levied = false;
    if (!run->declared && last && !line_is_zero(last)) {
        int64_t percent = policy_int(a->rules, KEY_LEVY_UNDECLARED_PERCENT, month_first(a->month));
        *line = *last;
        line->flags |= SHEET_ASSESSED;
        *levied = true;
        return line_scale(line, percent);
    }
    *line = line_begun(a, who);
    TRY(wage_known(run, who, &wage));
    if (wage.fen > 0)
        return line_of_wage(a, run->unit, who, wage, line, levied);
    a->tally.no_wage++;
    return OK;
}

static bool stands_behind(const SheetLine *line, const SheetLine *other)
{
    return !other || line->person < other->person || (line->person == other->person && line->account < other->account);
}

/* What is right now, less what was billed; persons who were billed and are here no more come to nothing. */
static Err unit_put(UnitRun *run, const SheetLine *line, const SheetLine *last)
{
    Assess *a = run->assess;
    Past *before = &run->before;
    while (before->line && stands_behind(before->line, line)) {
        SheetLine gone = levy_cancelled(before->line);
        bool left = false;
        TRY(levy_left(a->store, a->arena, a->rules, &gone, run->unit->id, a->month, &left));
        if (left)
            TRY(assess_put(a, &gone, NULL));
        TRY(past_next(before));
    }
    if (!line || !before->line || before->line->person != line->person || before->line->account != line->account)
        return line ? assess_put(a, line, last) : OK;
    SheetLine now = *line;
    line_add_to(&now, before->line, -1);
    TRY(past_next(before));
    return assess_put(a, &now, last);
}

/* Who is named is looked at closely: somebody who stopped and came back was there before, says the person's history. */
static Err unit_member(const UnitRun *run, const RosterLine *who, bool *in)
{
    Assess *a = run->assess;
    PersonFacts *person = NULL;
    Member member = { 0 };
    Work work = { .store = a->store, .arena = a->arena };
    *in = can_stand(a, who);
    if (*in || !run->named || who->earlier || who->account > SHEET_ACCOUNT_MAX || !assess_is_ours(a, who->region))
        return OK;
    size_t mark = arena_mark(a->arena);
    TRY(work_person(&work, who->person, &person));
    const AccountFacts *account = person ? person_account(person, who->account) : NULL;
    if (account)
        TRY(levy_member(a->db, a->arena, a->rules, person, account, a->month, false, &member));
    *in = member.in && member.payer_kind == PAYER_UNIT && member.payer == run->unit->id;
    arena_back(a->arena, mark);
    return OK;
}

static Err unit_people(UnitRun *run, const RosterLine *lines, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const RosterLine *who = &lines[i];
        const SheetLine *last = NULL;
        SheetLine line;
        bool levied = false, in = false;
        if (who->category != CATEGORY_EMPLOYEE)
            continue;
        TRY(unit_member(run, who, &in));
        if (!in)
            continue;
        TRY(past_find(&run->last, who->person, who->account, &last));
        TRY(unit_line(run, who, last, &line, &levied));
        if (levied)
            TRY(unit_put(run, &line, last));
    }
    return unit_put(run, NULL, NULL);
}

static Err assess_unit(Assess *a, const UnitFacts *unit, bool named)
{
    UnitRun *run = arena_new(a->arena, UnitRun, 1);
    RosterLine *lines = NULL;
    size_t count = 0;
    *run = (UnitRun){ .assess = a, .unit = unit, .named = named };
    TRY(past_open(a, unit->id, &run->before, &run->last));
    if (run->before.any && !named) {
        a->tally.skipped++;
        return OK;
    }
    TRY(roster_then(&a->span.rosters, a->arena, unit->id, &lines, &count));
    if (!count && !run->before.any)
        return OK;
    if (run->before.any)
        a->kind = SHEET_DIFFERENCE;
    Rows wages = rows_cut(&a->span.wages, unit->id);
    TRY(wage_gather(a->arena, &wages, &run->wages, &run->wage_count));
    run->declared = wages.count > 0;
    TRY(assess_payer(a, SHEET_OF_UNIT, unit->id));
    TRY(unit_people(run, lines, count));
    a->tally.undeclared += !run->declared && a->began;
    return assess_flush(a);
}

Err assess_named(Assess *a, const UnitFacts *unit)
{
    TRY(span_open(a, SHEET_OF_UNIT, unit->id, unit->id));
    return assess_unit(a, unit, true);
}

/* ---- self-payers and contracts ---- */

static Err alone_line(Assess *a, const RosterLine *who, SheetLine *line, bool *levied)
{
    Held *held = NULL, *unit = NULL;
    Work work = { .store = a->store, .arena = a->arena };
    Money base = { who->base_fen };
    *line = line_begun(a, who);
    *levied = false;
    if (who->contract) {
        TRY(work_find(&work, SUBJECT_CONTRACT, who->contract, &held));
        const ContractFacts *contract = held ? held->facts : NULL;
        if (!contract)
            return ERR_BUSY;                                           /* an account without its contract is damage */
        base.fen = contract->base_fen ? contract->base_fen : base.fen; /* an agency does not declare less than it agreed */
        TRY(work_find(&work, SUBJECT_UNIT, contract->employer, &unit));
    }
    if (base.fen > 0)
        return line_of_wage(a, unit ? unit->facts : NULL, who, base, line, levied);
    a->tally.no_wage++;
    return OK;
}

static Err alone_put(Assess *a, const RosterLine *who, bool billed, const SheetLine *last)
{
    SheetLine line;
    bool levied = false;
    if (billed) {
        a->tally.skipped++;
        return OK;
    }
    TRY(alone_line(a, who, &line, &levied));
    return levied ? assess_put(a, &line, last) : OK;
}

/* 256 persons who pay for themselves; whoever has a bill is left alone. */
static Err assess_group(Assess *a, int64_t group)
{
    RosterLine *lines = NULL;
    size_t count = 0;
    Past before, past;
    TRY(roster_then(&a->span.rosters, a->arena, group, &lines, &count));
    if (!count)
        return OK;
    TRY(past_open(a, group, &before, &past));
    TRY(assess_payer(a, SHEET_OF_GROUP, group));
    for (size_t i = 0; i < count; i++) {
        const RosterLine *who = &lines[i];
        const SheetLine *had = NULL, *last = NULL;
        if (who->category == CATEGORY_RESIDENT || !can_stand(a, who))
            continue;
        TRY(past_find(&before, who->person, who->account, &had));
        TRY(past_find(&past, who->person, who->account, &last));
        size_t mark = arena_mark(a->arena);
        TRY(alone_put(a, who, had != NULL, last));
        arena_back(a->arena, mark);
    }
    return assess_flush(a);
}

/* By the facts of the day and the events before them: who is named is looked at closely, also for months before a stop, a
 * resume or another payer. */
static Err alone_named(Assess *a, const PersonFacts *person, const AccountFacts *account)
{
    SheetLine line, before;
    Member member = { 0 };
    bool levied = false, billed = false;
    AccountFacts then = account_then(account, a->month);
    if (then.payer_kind == PAYER_UNIT || then.category == CATEGORY_RESIDENT || then.n > SHEET_ACCOUNT_MAX ||
        !assess_is_ours(a, then.region))
        return OK;
    TRY(levy_member(a->db, a->arena, a->rules, person, &then, a->month, false, &member));
    TRY(levy_billed(a->db, a->arena, person->id, then.n, a->month, &before, &billed));
    then.payer_kind = (uint8_t)member.payer_kind; /* paid by whom it was paid then */
    then.payer = member.payer;
    RosterLine who = roster_line(person, &then);
    line = levy_cancelled(&before); /* who stopped before the month owes nothing for it */
    if (member.in)
        TRY(alone_line(a, &who, &line, &levied));
    if (member.in && billed)
        line_add_to(&line, &before, -1);
    if (billed)
        a->kind = SHEET_DIFFERENCE;
    return (member.in && levied) || billed ? assess_put(a, &line, NULL) : OK;
}

Err assess_person(Assess *a, const PersonFacts *person)
{
    TRY(assess_payer(a, SHEET_OF_GROUP, sheet_group(person->id)));
    for (int i = 0; i < person->account_count; i++)
        TRY(alone_named(a, person, &person->accounts[i]));
    return assess_flush(a);
}

/* ---- one after the other ---- */

static Err payer_of_span(Assess *a, int64_t payer)
{
    if (a->span.kind == SHEET_OF_GROUP)
        return assess_group(a, payer);
    Rows rows = rows_cut(&a->span.units, payer);
    UnitFacts *unit = arena_take(a->arena, sizeof *unit);
    if (!rows.count)
        return OK;
    return unit_read(cell(&rows, 0, 1)->s, unit) ? assess_unit(a, unit, false) : ERR_BUSY;
}

static Err span_run(Assess *a, int64_t last, int64_t until_ns, bool *late)
{
    int64_t *payer = &a->tally.payer, until = *payer + SPAN_PAYERS - 1;
    TRY(span_open(a, (SheetPayer)a->tally.kind, *payer, until < last ? until : last));
    while (!*late && *payer <= a->span.until) {
        size_t mark = arena_mark(a->arena);
        TRY(payer_of_span(a, (*payer)++));
        arena_back(a->arena, mark);
        *late = slice_over(until_ns);
    }
    return OK;
}

/* Employers in order of number, then the groups of persons. Who comes while a batch is open is in no roster that it
 * reads, so it may look at as many as there are now. */
Err assess_more(Assess *a, int64_t until_ns, bool *done)
{
    AssessTally *tally = &a->tally;
    const BureauFacts *bureau = &a->store->bureau;
    bool late = false;
    if (!tally->kind)
        *tally = (AssessTally){ .kind = SHEET_OF_UNIT, .payer = 1 };
    for (*done = false; !*done && !late;) {
        size_t mark = arena_mark(a->arena);
        bool units = tally->kind == SHEET_OF_UNIT;
        int64_t last = units ? bureau->units : bureau->persons >> GROUP_BITS;
        if (tally->payer <= last) {
            TRY(span_run(a, last, until_ns, &late));
        } else if (units) {
            tally->kind = SHEET_OF_GROUP;
            tally->payer = 0;
        } else {
            *done = true;
        }
        arena_back(a->arena, mark);
    }
    return OK;
}
