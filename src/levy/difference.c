/* difference.c - see difference.h. Law: Social Insurance Law 12, 60; domain 2.2 rule 4. */
#include "levy/difference.h"
#include <stdlib.h>

enum { PIECE = 256, WAGE_BACK_MONTHS = 12 };

/* ---- what was billed ---- */

/* Nobody knows beforehand how many lines a payer has. */
static bool billed_take(void *context, const SheetSeen *seen)
{
    Difference *d = context;
    if (d->count == d->size) {
        size_t size = d->size ? 2 * d->size : PIECE;
        SheetLine *more = arena_take(d->life, size * sizeof *more);
        if (d->count)
            memcpy(more, d->billed, d->count * sizeof *more);
        d->billed = more;
        d->size = size;
    }
    d->billed[d->count++] = *seen->line;
    return true;
}

static int line_order(const void *a, const void *b)
{
    const SheetLine *x = a, *y = b;
    if (x->person != y->person)
        return x->person < y->person ? -1 : 1;
    return (int)x->account - (int)y->account;
}

static Month month_of(const Difference *d) { return (Month){ (int32_t)d->place.month }; }

/* What several runs say of one account is one line. */
static Err billed_read(Difference *d)
{
    size_t kept = 0;
    d->billed = NULL;
    d->count = d->size = 0;
    TRY(sheet_month(post_db(d->post), d->payer_kind, d->payer, month_of(d), d->as_of, billed_take, d));
    if (d->count)
        qsort(d->billed, d->count, sizeof *d->billed, line_order);
    for (size_t i = 0; i < d->count; i++) {
        if (!kept || line_order(&d->billed[kept - 1], &d->billed[i]) != 0) {
            d->billed[kept++] = d->billed[i];
            continue;
        }
        d->billed[kept - 1].flags |= d->billed[i].flags;
        line_add_to(&d->billed[kept - 1], &d->billed[i], 1);
    }
    d->count = kept;
    return OK;
}

/* ---- one line ---- */

static unsigned levied(const SheetLine *line)
{
    unsigned insurances = 0;
    for (int i = 1; i < Insurance_END; i++)
        insurances |= (line->amounts.employer[i].fen || line->amounts.employee[i].fen ? 1u : 0u) << i;
    return insurances;
}

static Err tariff_for(Difference *d, Category category, const Tariff **out)
{
    if (d->made[category] != d->place.month)
        TRY(tariff_make(d->rules, category, month_of(d), &d->tariffs[category], &d->post->out->why));
    d->made[category] = (int32_t)d->place.month;
    *out = &d->tariffs[category];
    return OK;
}

/* The wage by which the month is right: as levy.assess takes it. 0 = nobody has said one. */
static int64_t wage_of(const Difference *d, const PersonFacts *person, const SheetLine *line)
{
    const Wage *wage = d->payer_kind == SHEET_OF_UNIT ? wage_find(d->wages, d->wage_count, line->person) : NULL;
    const AccountFacts *account = person_account(person, line->account);
    return wage ? wage->wage.fen : account ? account->base_fen : 0;
}

/* What is right by the rules of now, less what was billed. An assessment without a declaration (article 62) follows the
 * month before it, not the limits: it is settled when the employer declares. */
static Err line_differs(Difference *d, const SheetLine *before, SheetLine *out, bool *differs)
{
    PersonFacts *person = NULL;
    const Tariff *tariff = NULL;
    bool any = false;
    Work work = { .store = d->post->work->store, .arena = post_arena(d->post) };
    *differs = false;
    if (before->region != d->region || line_is_zero(before))
        return OK;
    TRY(work_person(&work, before->person, &person));
    int64_t wage = person ? wage_of(d, person, before) : 0;
    if (wage <= 0 || before->flags & SHEET_ASSESSED) {
        d->sum.unknown++;
        return OK;
    }
    TRY(tariff_for(d, before->category, &tariff));
    Payer payer = { .amount = { wage },
                    .injury_class = before->injury_class ? before->injury_class : 1,
                    .injury_percent = d->unit ? d->unit->injury_float : 100,
                    .local = person->hukou_region && policy_region(d->post->view->policy, person->hukou_region) == d->rules };
    *out =
        (SheetLine){ .person = before->person, .account = before->account, .region = before->region, .contract = before->contract };
    TRY(line_make(tariff, levied(before), payer, out, &any, &d->post->out->why));
    line_add_to(out, before, -1);
    *differs = any && !line_is_zero(out);
    return OK;
}

/* ---- payer by payer ---- */

static Err payer_begin(Difference *d)
{
    Arena *life = d->life;
    bool group = d->place.unit > d->post->view->bureau->units && !d->only, declared = false;
    Held *held = NULL;
    Work work = { .store = d->post->work->store, .arena = life };
    d->mark = arena_mark(life);
    d->payer_kind = group ? SHEET_OF_GROUP : SHEET_OF_UNIT;
    d->payer = group ? d->place.group : d->place.unit;
    d->unit = NULL;
    d->wages = NULL;
    d->wage_count = 0;
    if (!group)
        TRY(work_find(&work, SUBJECT_UNIT, d->payer, &held));
    d->unit = held ? held->facts : NULL;
    TRY(billed_read(d));
    Month from = { (int32_t)d->place.month - WAGE_BACK_MONTHS };
    if (d->unit && d->count)
        TRY(wage_latest(post_db(d->post), life, d->unit->id, from, month_of(d), &d->wages, &d->wage_count, &declared));
    d->begun = true;
    return OK;
}

/* To the next payer, and behind the last one to the next month. */
static void payer_end(Difference *d)
{
    const BureauFacts *bureau = d->post->view->bureau;
    arena_back(d->life, d->mark);
    d->begun = false;
    d->place.line = d->place.differs = 0;
    bool groups = d->place.unit > bureau->units;
    bool more = !d->only && (!groups || d->place.group < sheet_group(bureau->persons));
    if (more && !groups) {
        d->place.unit++;
    } else if (more) {
        d->place.group++;
    } else {
        d->place = (DifferencePlace){ .month = d->place.month + 1, .unit = d->only ? d->only : 1 };
    }
}

/* The lines of a piece that differ are a sheet of their own. */
static Err lines_more(Difference *d)
{
    SheetLine lines[PIECE];
    SheetDraft draft = { .run = d->run,
                         .kind = SHEET_DIFFERENCE,
                         .payer_kind = d->payer_kind,
                         .payer = d->payer,
                         .month = month_of(d),
                         .lines = lines };
    size_t until = (size_t)d->place.line + PIECE < d->count ? (size_t)d->place.line + PIECE : d->count;
    Arena *arena = post_arena(d->post);
    for (size_t i = (size_t)d->place.line; i < until; i++) {
        bool differs = false;
        size_t mark = arena_mark(arena);
        TRY(line_differs(d, &d->billed[i], &lines[draft.count], &differs));
        arena_back(arena, mark);
        if (differs)
            d->sum.total_fen += line_total(&lines[draft.count++]);
    }
    d->place.line = (int64_t)until;
    d->sum.lines += (int64_t)draft.count;
    return draft.count && d->run ? sheet_put(post_db(d->post), arena, &draft, &d->post->out->why) : OK;
}

Err difference_more(Difference *d, bool *done)
{
    if (!d->place.month)
        d->place = (DifferencePlace){ .month = d->from.n, .unit = d->only ? d->only : 1 };
    if (d->place.month <= d->until.n) {
        if (!d->begun)
            TRY(payer_begin(d));
        int64_t lines = d->sum.lines;
        TRY(lines_more(d));
        d->place.differs |= d->sum.lines > lines;
        if ((size_t)d->place.line >= d->count) {
            d->sum.bills += d->place.differs;
            payer_end(d);
        }
    }
    *done = d->place.month > d->until.n;
    return OK;
}
