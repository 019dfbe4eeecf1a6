/* assess.c - levy.assess: what every employer, self-payer and agency contract owes for a month. A payer that has no bill
 * for the month gets one; one that has gets the difference to what is right now, signed. Nothing is owed before another
 * person releases the run (release.c). */
#include "base/require.h"
#include "ledger/sheet.h"
#include "levy/levy.h"
#include "levy/line.h"
#include "levy/roster.h"
#include "levy/wage.h"
#include <stdlib.h>

enum { ASSESS_PERSONS_MAX = 20000, PAGE = 100, WAGE_BACK_MONTHS = 12 };
static const SheetAsOf ever = { { INT32_MAX }, INT64_MAX };

typedef struct {
    Post *post;
    const RegionPolicy *rules;
    int32_t region;
    Month month;
    bool dry;
    SheetKind kind; /* of the run: a run is bills or differences, not both */
    Tariff tariffs[Category_END];
    bool made[Category_END];
    SheetLine *slice;
    size_t count;
    SheetPayer payer_kind;
    int64_t payer, bills, lines, total, persons, no_wage, skipped, undeclared;
    bool began; /* the present payer has a line */
} Assess;

/* Lines in order of (person, account), one each. */
typedef struct {
    SheetLine *rows;
    size_t count, at, size;
    bool full;
} Lines;

static Err tariff_for(Assess *a, Category category, const Tariff **out)
{
    if (!a->made[category])
        TRY(tariff_make(a->rules, category, a->month, &a->tariffs[category], &a->post->out->why));
    a->made[category] = true;
    *out = &a->tariffs[category];
    return OK;
}

/* ---- what was billed before ---- */

static bool lines_take(void *context, const SheetSeen *seen)
{
    Lines *lines = context;
    if (lines->count == lines->size) {
        lines->full = true;
        return false;
    }
    lines->rows[lines->count++] = *seen->line;
    return true;
}

static int line_order(const void *a, const void *b)
{
    const SheetLine *x = a, *y = b;
    if (x->person != y->person)
        return x->person < y->person ? -1 : 1;
    return (int)x->account - (int)y->account;
}

static Err too_large(const Assess *a)
{
    return REFUSE(a->post->out, ERR_TOO_LARGE, "region", "一次最多核定 %d 人次，请按单位（credit_code）分别核定。",
                  "At most %d lines in one run; assess employer by employer (credit_code).", ASSESS_PERSONS_MAX);
}

/* All lines of an employer's month, those of one person and account added up. */
static Err lines_before(Assess *a, SheetPayer kind, int64_t payer, Month month, Lines *out)
{
    *out = (Lines){ .rows = arena_new(post_arena(a->post), SheetLine, ASSESS_PERSONS_MAX), .size = ASSESS_PERSONS_MAX };
    TRY(sheet_month(post_db(a->post), kind, payer, month, ever, lines_take, out));
    if (out->full)
        return too_large(a);
    qsort(out->rows, out->count, sizeof *out->rows, line_order);
    size_t kept = 0;
    for (size_t i = 0; i < out->count; i++) {
        if (kept && line_order(&out->rows[kept - 1], &out->rows[i]) == 0)
            line_add_to(&out->rows[kept - 1], &out->rows[i], 1);
        else
            out->rows[kept++] = out->rows[i];
    }
    out->count = kept;
    return OK;
}

static const SheetLine *lines_find(const Lines *lines, int64_t person, int account)
{
    SheetLine wanted = { .person = person, .account = (uint8_t)account };
    return lines->count ? bsearch(&wanted, lines->rows, lines->count, sizeof *lines->rows, line_order) : NULL;
}

/* ---- writing ---- */

static Err slice_flush(Assess *a)
{
    SheetDraft draft = { .run = a->post->ledger->entry,
                         .kind = a->kind,
                         .payer_kind = a->payer_kind,
                         .payer = a->payer,
                         .month = a->month,
                         .lines = a->slice,
                         .count = a->count };
    if (a->count && !a->dry)
        TRY(sheet_put(post_db(a->post), post_arena(a->post), &draft, &a->post->out->why));
    a->count = 0;
    return OK;
}

static Err payer_begin(Assess *a, SheetPayer kind, int64_t payer)
{
    if (kind == a->payer_kind && payer == a->payer)
        return OK;
    TRY(slice_flush(a));
    a->payer_kind = kind;
    a->payer = payer;
    a->began = false;
    return OK;
}

static Err line_put(Assess *a, const SheetLine *line)
{
    if (line_is_zero(line))
        return OK;
    if (a->lines == ASSESS_PERSONS_MAX)
        return too_large(a);
    if (a->count == SHEET_LINES_MAX)
        TRY(slice_flush(a));
    a->slice[a->count++] = *line;
    a->bills += !a->began;
    a->began = true;
    a->lines++;
    a->total += line_total(line);
    return OK;
}

/* ---- an employer ---- */

typedef struct {
    Assess *assess;
    const UnitFacts *unit;
    Wage *wages;
    size_t wage_count;
    bool declared;
    Lines before, last; /* billed for this month; for the month before */
} UnitRun;

/* The wage on which an account pays; 0 = nobody has said one. */
static Money wage_known(const UnitRun *run, int64_t person, const AccountFacts *account)
{
    const Wage *wage = wage_find(run->wages, run->wage_count, person);
    return wage ? wage->wage : (Money){ account->base_fen };
}

static Err line_of_wage(Assess *a, const UnitFacts *unit, const PersonFacts *person, const AccountFacts *account, Money wage,
                        SheetLine *line, bool *levied)
{
    const Tariff *tariff = NULL;
    TRY(tariff_for(a, (Category)account->category, &tariff));
    Payer payer = { .amount = wage,
                    .injury_class = unit ? unit->injury_class : 1,
                    .injury_percent = unit ? unit->injury_float : 100,
                    .local = person->hukou_region && policy_region(a->post->view->policy, person->hukou_region) == a->rules };
    return line_make(tariff, account->insurances, payer, line, levied, &a->post->out->why);
}

/* Who has not declared pays a tenth more than last month (law article 62); whoever was not billed then, on the wage that
 * is known. */
static Err unit_line(UnitRun *run, const PersonFacts *person, const AccountFacts *account, SheetLine *line, bool *levied)
{
    Assess *a = run->assess;
    const SheetLine *last = run->declared ? NULL : lines_find(&run->last, person->id, account->n);
    Money wage = wage_known(run, person->id, account);
    *line = (SheetLine){ .person = person->id, .account = (uint8_t)account->n, .region = a->region };
    *levied = false;
    if (last && !line_is_zero(last)) {
        int64_t percent = policy_int(a->rules, KEY_LEVY_UNDECLARED_PERCENT, month_first(a->month));
        *line = *last;
        line->flags |= SHEET_ASSESSED;
        *levied = true;
        return line_scale(line, percent);
    }
    if (wage.fen > 0)
        return line_of_wage(a, run->unit, person, account, wage, line, levied);
    a->no_wage++;
    return OK;
}

/* What is right now, less what was billed; persons who were billed and are here no more come to nothing. */
static Err unit_put(UnitRun *run, const SheetLine *line)
{
    Assess *a = run->assess;
    Lines *before = &run->before;
    for (; before->at < before->count; before->at++) {
        int order = line ? line_order(&before->rows[before->at], line) : -1;
        SheetLine gone = levy_cancelled(&before->rows[before->at]);
        bool left = false;
        if (order >= 0)
            break;
        TRY(levy_left(a->post->work->store, post_arena(a->post), a->rules, &gone, run->unit->id, a->month, &left));
        if (left)
            TRY(line_put(a, &gone));
    }
    if (!line)
        return OK;
    SheetLine now = *line;
    if (before->at < before->count && line_order(&before->rows[before->at], line) == 0)
        line_add_to(&now, &before->rows[before->at++], -1);
    return line_put(a, &now);
}

static Err unit_person(UnitRun *run, int64_t id, int account_n)
{
    Assess *a = run->assess;
    PersonFacts *person = NULL;
    SheetLine line;
    bool levied = false;
    Work work = { .store = a->post->work->store, .arena = post_arena(a->post) };
    TRY(work_person(&work, id, &person));
    const AccountFacts *account = levy_account(post_arena(a->post), person, account_n, a->month);
    bool ours = account && account->payer_kind == PAYER_UNIT && account->payer == run->unit->id &&
                account->category == CATEGORY_EMPLOYEE && account_n <= SHEET_ACCOUNT_MAX &&
                policy_region(a->post->view->policy, account->region) == a->rules;
    Member member = { 0 };
    if (ours)
        TRY(levy_member(post_db(a->post), post_arena(a->post), a->rules, person, account, a->month, false, &member));
    if (!member.in || member.payer_kind != PAYER_UNIT || member.payer != run->unit->id)
        return OK;
    if (++a->persons > ASSESS_PERSONS_MAX)
        return too_large(a);
    TRY(unit_line(run, person, account, &line, &levied));
    return levied ? unit_put(run, &line) : OK;
}

static Err unit_roster(UnitRun *run)
{
    Assess *a = run->assess;
    Arena *arena = post_arena(a->post);
    int64_t after[2] = { 0, 0 };
    for (size_t got = PAGE; got == PAGE;) {
        Rows rows;
        size_t mark = arena_mark(arena);
        TRY(store_roster(a->post->work->store, arena, PAYER_UNIT, run->unit->id, after, PAGE, &rows));
        got = rows.count;
        for (size_t i = 0; i < got; i++) {
            size_t inner = arena_mark(arena);
            after[0] = cell(&rows, i, 0)->i;
            after[1] = cell(&rows, i, 1)->i;
            TRY(unit_person(run, after[0], (int)after[1]));
            arena_back(arena, inner);
        }
        arena_back(arena, mark);
    }
    return unit_put(run, NULL);
}

/* In a run over a region whoever has a bill is left alone; named by itself an employer gets the difference. */
static Err assess_unit(Assess *a, const UnitFacts *unit, bool named)
{
    Arena *arena = post_arena(a->post);
    UnitRun *run = arena_new(arena, UnitRun, 1);
    *run = (UnitRun){ .assess = a, .unit = unit };
    TRY(lines_before(a, SHEET_OF_UNIT, unit->id, a->month, &run->before));
    if (run->before.count && !named) {
        a->skipped++;
        return OK;
    }
    if (run->before.count)
        a->kind = SHEET_DIFFERENCE;
    TRY(wage_latest(post_db(a->post), arena, unit->id, (Month){ a->month.n - WAGE_BACK_MONTHS }, a->month, &run->wages,
                    &run->wage_count, &run->declared));
    if (!run->declared)
        TRY(lines_before(a, SHEET_OF_UNIT, unit->id, (Month){ a->month.n - 1 }, &run->last));
    TRY(payer_begin(a, SHEET_OF_UNIT, unit->id));
    TRY(unit_roster(run));
    a->undeclared += !run->declared && a->began;
    return slice_flush(a);
}

static Err assess_units(Assess *a)
{
    const BureauFacts *bureau = a->post->view->bureau;
    Arena *arena = post_arena(a->post);
    for (int64_t id = 1; id <= bureau->units; id++) {
        Held *held = NULL;
        size_t mark = arena_mark(arena);
        Work work = { .store = a->post->work->store, .arena = arena };
        TRY(work_find(&work, SUBJECT_UNIT, id, &held));
        if (held)
            TRY(assess_unit(a, held->facts, false));
        arena_back(arena, mark);
    }
    return OK;
}

/* ---- self-payers and contracts ---- */

typedef struct {
    int64_t person;
    int account;
} Alone;

static int alone_order(const void *a, const void *b)
{
    const Alone *x = a, *y = b;
    if (x->person != y->person)
        return x->person < y->person ? -1 : 1;
    return x->account - y->account;
}

static Err alone_roster(Assess *a, int payer_kind, int64_t payer, Alone *list, size_t *count)
{
    int64_t after[2] = { 0, 0 };
    Arena *arena = post_arena(a->post);
    for (size_t got = PAGE; got == PAGE;) {
        Rows rows;
        size_t mark = arena_mark(arena);
        TRY(store_roster(a->post->work->store, arena, payer_kind, payer, after, PAGE, &rows));
        got = rows.count;
        if (*count + got > ASSESS_PERSONS_MAX)
            return too_large(a);
        for (size_t i = 0; i < got; i++) {
            after[0] = cell(&rows, i, 0)->i;
            after[1] = cell(&rows, i, 1)->i;
            list[(*count)++] = (Alone){ after[0], (int)after[1] };
        }
        arena_back(arena, mark);
    }
    return OK;
}

static Err alone_line(Assess *a, Work *work, const PersonFacts *person, const AccountFacts *account, SheetLine *line, bool *levied)
{
    Held *held = NULL, *unit = NULL;
    *line = (SheetLine){ .person = person->id, .account = (uint8_t)account->n, .region = a->region };
    *levied = false;
    Money base = { account->base_fen };
    if (account->payer_kind == PAYER_CONTRACT) {
        TRY(work_find(work, SUBJECT_CONTRACT, account->payer, &held));
        const ContractFacts *contract = held ? held->facts : NULL;
        if (!contract)
            return ERR_BUSY; /* an account without its contract is damage */
        line->contract = contract->id;
        base.fen = contract->base_fen ? contract->base_fen : base.fen; /* an agency does not declare less than it agreed */
        TRY(work_find(work, SUBJECT_UNIT, contract->employer, &unit));
    }
    if (base.fen > 0)
        return line_of_wage(a, unit ? unit->facts : NULL, person, account, base, line, levied);
    a->no_wage++;
    return OK;
}

static Err alone_put(Assess *a, Alone who, bool named)
{
    PersonFacts *person = NULL;
    SheetLine line, before;
    bool levied = false, billed = false;
    Work work = { .store = a->post->work->store, .arena = post_arena(a->post) };
    TRY(work_person(&work, who.person, &person));
    const AccountFacts *account = levy_account(post_arena(a->post), person, who.account, a->month);
    bool alone = account && account->payer_kind != PAYER_UNIT && account->category != CATEGORY_RESIDENT &&
                 who.account <= SHEET_ACCOUNT_MAX && policy_region(a->post->view->policy, account->region) == a->rules;
    Member member = { 0 };
    if (!alone)
        return OK;
    TRY(levy_member(post_db(a->post), post_arena(a->post), a->rules, person, account, a->month, false, &member));
    if (!member.in && !named)
        return OK;
    TRY(levy_billed(post_db(a->post), post_arena(a->post), who.person, who.account, a->month, &before, &billed));
    if (!member.in && !billed)
        return OK;
    a->persons++;
    if (billed && !named) {
        a->skipped++;
        return OK;
    }
    AccountFacts then = *account; /* paid by whom it was paid then */
    then.payer_kind = (uint8_t)member.payer_kind;
    then.payer = member.payer;
    line = levy_cancelled(&before); /* who stopped before the month owes nothing for it */
    if (member.in)
        TRY(alone_line(a, &work, person, &then, &line, &levied));
    if (member.in && billed)
        line_add_to(&line, &before, -1);
    if (billed)
        a->kind = SHEET_DIFFERENCE;
    else if (!levied)
        return OK;
    TRY(payer_begin(a, SHEET_OF_GROUP, sheet_group(who.person)));
    return line_put(a, &line);
}

static Err assess_alone(Assess *a)
{
    Arena *arena = post_arena(a->post);
    size_t count = 0;
    Alone *list = arena_new(arena, Alone, ASSESS_PERSONS_MAX);
    TRY(alone_roster(a, PAYER_SELF, 0, list, &count));
    for (int64_t id = 1; id <= a->post->view->bureau->contracts; id++)
        TRY(alone_roster(a, PAYER_CONTRACT, id, list, &count));
    qsort(list, count, sizeof *list, alone_order);
    for (size_t i = 0; i < count; i++) {
        size_t mark = arena_mark(arena);
        TRY(i && alone_order(&list[i - 1], &list[i]) == 0 ? OK : alone_put(a, list[i], false)); /* under an earlier payer too */
        arena_back(arena, mark);
    }
    return slice_flush(a);
}

static Err assess_person(Assess *a, const PersonFacts *person)
{
    for (int i = 0; i < person->account_count; i++)
        TRY(alone_put(a, (Alone){ person->id, person->accounts[i].n }, true));
    return slice_flush(a);
}

/* ---- the whole ---- */

static Err scope_check(const Assess *a)
{
    const View *view = a->post->view;
    const Command *command = a->post->command;
    Decision *out = a->post->out;
    if (arg_is(command, F_CREDIT_CODE) && arg_is(command, F_SSN))
        return REFUSE(out, ERR_BAD_FIELD, "credit_code", "单位和个人只能选一个。", "Give an employer or a person, not both.");
    if (a->month.n > day_month(view_today(view)).n)
        return REFUSE(out, ERR_TOO_EARLY, "month", "该月还没有开始，请到当月再核定。",
                      "That month has not begun; assess it when it has.");
    return OK;
}

static void put_answer(const Assess *a)
{
    Json *json = a->post->out->data;
    Arena *arena = post_arena(a->post);
    if (!json)
        return;
    json_put_or_null(json, "run", a->dry || !a->lines ? (Str){ 0 } : number_of(arena, 'L', a->post->ledger->entry));
    json_put_word(json, "kind", sheet_kind_word(a->kind)->code);
    json_put_int(json, "bills", a->bills);
    json_put_int(json, "lines", a->lines);
    json_put_int(json, "total_fen", a->total);
    json_put_int(json, "skipped", a->skipped);
    json_put_int(json, "undeclared", a->undeclared);
    json_put_int(json, "no_wage", a->no_wage);
}

Err levy_assess(Post *post)
{
    const Command *command = post->command;
    Assess *a = arena_new(post_arena(post), Assess, 1);
    *a = (Assess){ .post = post,
                   .month = { (int32_t)arg_int(command, F_MONTH) },
                   .dry = arg_int(command, F_DRY) != 0,
                   .kind = SHEET_BILL,
                   .slice = arena_new(post_arena(post), SheetLine, SHEET_LINES_MAX) };
    TRY(policy_region_get(post->view->policy, (int)arg_int(command, F_REGION), &a->rules, &post->out->why));
    a->region = policy_region_code(a->rules);
    TRY(scope_check(a));
    if (post->view->unit) {
        TRY(assess_unit(a, post->view->unit, true));
    } else if (post->view->person) {
        TRY(assess_person(a, post->view->person));
    } else {
        TRY(assess_units(a));
        TRY(assess_alone(a));
    }
    put_answer(a);
    post->out->already = !a->lines && !a->dry;
    if (a->dry || !a->lines)
        return OK;
    Event *event = emit(post->out, post->view, EVENT_LEVY_ASSESSED, 0);
    event->levy_assessed = (Event_levy_assessed){ .region = a->region,
                                                  .month = a->month.n,
                                                  .kind = a->kind,
                                                  .bills = a->bills,
                                                  .lines = a->lines,
                                                  .total_fen = a->total,
                                                  .by = post->actor };
    return OK;
}
