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
    a->most = SHEET_LINES_USUAL;
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
    AssessPayer *unit;
    Wage *earlier; /* of the twelve months before, read when somebody is missing */
    size_t wage_at, earlier_count;
    bool looked_back, named;
} UnitRun;

/* The wage on which an account pays: of this month, or the latest of the twelve before, or what the account says; 0 =
 * nobody has said one. People are asked for in order. */
static Err wage_known(UnitRun *run, const RosterLine *who, Money *out)
{
    Assess *a = run->assess;
    bool declared = false;
    const AssessPayer *unit = run->unit;
    while (run->wage_at < unit->wage_count && unit->wages[run->wage_at].person < who->person)
        run->wage_at++;
    if (run->wage_at < unit->wage_count && unit->wages[run->wage_at].person == who->person) {
        *out = unit->wages[run->wage_at].wage;
        return OK;
    }
    if (!run->looked_back)
        TRY(wage_known_at(a->db, a->arena, unit->payer, (Month){ a->month.n - WAGE_BACK_MONTHS }, (Month){ a->month.n - 1 },
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
    if (!run->unit->declared && last && !line_is_zero(last)) {
        int64_t percent = policy_int(a->rules, KEY_LEVY_UNDECLARED_PERCENT, month_first(a->month));
        *line = *last;
        line->flags |= SHEET_ASSESSED;
        *levied = true;
        return line_scale(line, percent);
    }
    *line = line_begun(a, who);
    TRY(wage_known(run, who, &wage));
    if (wage.fen > 0)
        return line_of_wage(a, run->unit->unit, who, wage, line, levied);
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
    Past *past = &run->unit->before;
    const SheetLine *before = past_line(past);
    for (; before && stands_behind(before, line); before = past_line(past)) {
        SheetLine gone = levy_cancelled(before);
        bool left = false;
        TRY(levy_left(a->store, a->arena, a->rules, &gone, run->unit->payer, a->month, &left));
        if (left)
            TRY(assess_put(a, &gone, NULL));
        past->next++;
    }
    if (!line || !before || before->person != line->person || before->account != line->account)
        return line ? assess_put(a, line, last) : OK;
    SheetLine now = *line;
    line_add_to(&now, before, -1);
    past->next++;
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
    *in = member.in && member.payer_kind == PAYER_UNIT && member.payer == run->unit->payer;
    arena_back(a->arena, mark);
    return OK;
}

static Err unit_people(UnitRun *run)
{
    AssessPayer *unit = run->unit;
    for (size_t i = 0; i < unit->count; i++) {
        const RosterLine *who = &unit->lines[i];
        SheetLine line;
        bool levied = false, in = false;
        if (who->category != CATEGORY_EMPLOYEE)
            continue;
        TRY(unit_member(run, who, &in));
        if (!in)
            continue;
        const SheetLine *last = past_find(&unit->last, who->person, (int)who->account);
        TRY(unit_line(run, who, last, &line, &levied));
        if (levied)
            TRY(unit_put(run, &line, last));
    }
    return unit_put(run, NULL, NULL);
}

static Err assess_unit(Assess *a, AssessPayer *unit, bool named)
{
    UnitRun *run = arena_new(a->arena, UnitRun, 1);
    bool billed = unit->before.count > 0;
    *run = (UnitRun){ .assess = a, .unit = unit, .named = named };
    if (billed && !named) {
        a->tally.skipped++;
        return OK;
    }
    if (!unit->count && !billed)
        return OK;
    if (billed)
        a->kind = SHEET_DIFFERENCE;
    TRY(assess_payer(a, SHEET_OF_UNIT, unit->payer));
    TRY(unit_people(run));
    a->tally.undeclared += !unit->declared && a->began;
    return assess_flush(a);
}

Err assess_named(Assess *a, const UnitFacts *unit)
{
    AssessPayer *payer = NULL;
    TRY(assess_read_unit(a, unit->id, &payer));
    if (!payer)
        return ERR_BUSY; /* an employer in hand without its row is damage */
    payer->unit = unit;
    return assess_unit(a, payer, true);
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
static Err assess_group(Assess *a, AssessPayer *group)
{
    if (!group->count)
        return OK;
    TRY(assess_payer(a, SHEET_OF_GROUP, group->payer));
    for (size_t i = 0; i < group->count; i++) {
        const RosterLine *who = &group->lines[i];
        if (who->category == CATEGORY_RESIDENT || !can_stand(a, who))
            continue;
        const SheetLine *had = past_find(&group->before, who->person, (int)who->account);
        const SheetLine *last = past_find(&group->last, who->person, (int)who->account);
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

static Err payer_of_span(Assess *a, int64_t number)
{
    AssessSpan *span = a->span;
    while (span->at < span->count && span->payers[span->at].payer < number)
        span->at++;
    if (span->at == span->count || span->payers[span->at].payer != number)
        return OK;
    AssessPayer *payer = &span->payers[span->at];
    return payer->unit ? assess_unit(a, payer, false) : assess_group(a, payer);
}

static Err span_run(Assess *a, int64_t until_ns, bool *late)
{
    const AssessSpan *span = a->span;
    AssessTally *tally = &a->tally;
    if (tally->kind != (int64_t)span->kind)
        tally->payer = span->from;
    tally->kind = span->kind;
    while (!*late && tally->payer <= span->until) {
        size_t mark = arena_mark(a->arena);
        TRY(payer_of_span(a, tally->payer++));
        arena_back(a->arena, mark);
        *late = slice_over(until_ns);
    }
    if (tally->payer > span->until)
        a->span = NULL;
    return OK;
}

static Err span_next(Assess *a, AssessScan *scan)
{
    void *piece = NULL;
    if (!a->kept)
        return scan_next(scan, a->arena, &a->span);
    TRY(ahead_next(a->kept->ahead, &piece));
    a->span = piece;
    return OK;
}

/* Employers in order of number, then the groups of persons. Who comes while a batch is open is in no roster that it
 * reads, so it may look at as many as there are now. */
Err assess_more(Assess *a, int64_t until_ns, bool *done)
{
    bool late = false;
    AssessScan scan = scan_begin(a);
    a->span = a->kept ? a->kept->span : NULL;
    for (*done = false; !*done && !late;) {
        size_t mark = arena_mark(a->arena);
        if (!a->span)
            TRY(span_next(a, &scan));
        *done = !a->span;
        if (a->span)
            TRY(span_run(a, until_ns, &late));
        arena_back(a->arena, mark);
    }
    if (a->kept)
        a->kept->span = a->span;
    return OK;
}
