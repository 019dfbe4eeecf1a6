/* adjust.c - base.adjust: the limits of a base year were published late. Everybody who was billed since its first month is
 * calculated once more by the rules of now, on the wage that is known, and the difference is billed: to the fen by
 * insurance and side, without a late fee up to the day that the notice sets. Law: Social Insurance Law 12, 60; domain 2.2
 * rule 4. */
#include "ledger/sheet.h"
#include "levy/bills.h"
#include "levy/levy.h"
#include "levy/line.h"
#include "levy/voucher.h"
#include "levy/wage.h"
#include <stdlib.h>

enum { ADJUST_LINES_MAX = 20000, ADJUST_MONTHS_MAX = 24, WAGE_BACK_MONTHS = 12 };
static const SheetAsOf ever = { { INT32_MAX }, INT64_MAX };

typedef struct {
    Post *post;
    const RegionPolicy *rules;
    int32_t region;
    Month from, until, month; /* under way */
    Day free_until, day;
    Str no;
    Tariff tariffs[Category_END];
    bool made[Category_END];
    SheetLine *billed; /* of one payer and month */
    size_t billed_count;
    bool full;
    SheetLine slice[SHEET_LINES_MAX];
    size_t count;
    SheetPayer payer_kind;
    int64_t payer, read, bills, lines, total, unknown;
    Wage *wages;
    size_t wage_count;
} Adjust;

static Err too_large(const Adjust *a)
{
    return REFUSE(a->post->out, ERR_TOO_LARGE, "region", "一次最多补差 %d 人次，请按单位（credit_code）分别办理。",
                  "At most %d lines at once; adjust employer by employer (credit_code).", ADJUST_LINES_MAX);
}

/* ---- what was billed ---- */

static bool billed_take(void *context, const SheetSeen *seen)
{
    Adjust *a = context;
    a->full |= a->billed_count == ADJUST_LINES_MAX;
    if (!a->full)
        a->billed[a->billed_count++] = *seen->line;
    return !a->full;
}

static int line_order(const void *a, const void *b)
{
    const SheetLine *x = a, *y = b;
    if (x->person != y->person)
        return x->person < y->person ? -1 : 1;
    return (int)x->account - (int)y->account;
}

static Err billed_read(Adjust *a)
{
    size_t kept = 0;
    a->billed_count = 0;
    TRY(sheet_month(post_db(a->post), a->payer_kind, a->payer, a->month, ever, billed_take, a));
    a->read += (int64_t)a->billed_count;
    if (a->full || a->read > ADJUST_LINES_MAX)
        return too_large(a);
    qsort(a->billed, a->billed_count, sizeof *a->billed, line_order);
    for (size_t i = 0; i < a->billed_count; i++) {
        if (!kept || line_order(&a->billed[kept - 1], &a->billed[i]) != 0) {
            a->billed[kept++] = a->billed[i];
            continue;
        }
        a->billed[kept - 1].flags |= a->billed[i].flags;
        line_add_to(&a->billed[kept - 1], &a->billed[i], 1);
    }
    a->billed_count = kept;
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

static Err tariff_for(Adjust *a, Category category, const Tariff **out)
{
    if (!a->made[category])
        TRY(tariff_make(a->rules, category, a->month, &a->tariffs[category], &a->post->out->why));
    a->made[category] = true;
    *out = &a->tariffs[category];
    return OK;
}

/* The wage by which the month is right: as levy.assess takes it. 0 = nobody has said one. */
static int64_t wage_of(const Adjust *a, const PersonFacts *person, const SheetLine *line)
{
    const Wage *wage = a->payer_kind == SHEET_OF_UNIT ? wage_find(a->wages, a->wage_count, line->person) : NULL;
    const AccountFacts *account = person_account(person, line->account);
    return wage ? wage->wage.fen : account ? account->base_fen : 0;
}

/* What is right by the rules of now, less what was billed. An assessment without a declaration (article 62) follows the
 * month before it, not the limits: it is settled when the employer declares. */
static Err line_adjust(Adjust *a, const UnitFacts *unit, const SheetLine *before, SheetLine *out, bool *differs)
{
    PersonFacts *person = NULL;
    const Tariff *tariff = NULL;
    bool any = false;
    Work work = { .store = a->post->work->store, .arena = post_arena(a->post) };
    *differs = false;
    if (before->region != a->region || line_is_zero(before))
        return OK;
    TRY(work_person(&work, before->person, &person));
    int64_t wage = person ? wage_of(a, person, before) : 0;
    if (wage <= 0 || before->flags & SHEET_ASSESSED) {
        a->unknown++;
        return OK;
    }
    TRY(tariff_for(a, before->category, &tariff));
    Payer payer = { .amount = { wage },
                    .injury_class = before->injury_class ? before->injury_class : 1,
                    .injury_percent = unit ? unit->injury_float : 100,
                    .local = person->hukou_region && policy_region(a->post->view->policy, person->hukou_region) == a->rules };
    *out =
        (SheetLine){ .person = before->person, .account = before->account, .region = before->region, .contract = before->contract };
    TRY(line_make(tariff, levied(before), payer, out, &any, &a->post->out->why));
    line_add_to(out, before, -1);
    *differs = any && !line_is_zero(out);
    return OK;
}

/* ---- one payer's month ---- */

static Err slice_flush(Adjust *a)
{
    SheetDraft draft = { .run = a->post->ledger->entry,
                         .kind = SHEET_DIFFERENCE,
                         .payer_kind = a->payer_kind,
                         .payer = a->payer,
                         .month = a->month,
                         .lines = a->slice,
                         .count = a->count };
    if (a->count)
        TRY(sheet_put(post_db(a->post), post_arena(a->post), &draft, &a->post->out->why));
    a->count = 0;
    return OK;
}

static Err month_adjust(Adjust *a, const UnitFacts *unit)
{
    Arena *arena = post_arena(a->post);
    bool declared = false, began = false;
    TRY(billed_read(a));
    if (unit && a->billed_count)
        TRY(wage_latest(post_db(a->post), arena, unit->id, (Month){ a->month.n - WAGE_BACK_MONTHS }, a->month, &a->wages,
                        &a->wage_count, &declared));
    for (size_t i = 0; i < a->billed_count; i++) {
        bool differs = false;
        size_t mark = arena_mark(arena);
        if (a->count == SHEET_LINES_MAX)
            TRY(slice_flush(a));
        TRY(line_adjust(a, unit, &a->billed[i], &a->slice[a->count], &differs));
        arena_back(arena, mark);
        if (!differs)
            continue;
        a->total += line_total(&a->slice[a->count++]);
        a->lines++;
        a->bills += !began;
        began = true;
    }
    return slice_flush(a);
}

static Err unit_month(Adjust *a, int64_t id)
{
    Held *held = NULL;
    Arena *arena = post_arena(a->post);
    size_t mark = arena_mark(arena);
    Work work = { .store = a->post->work->store, .arena = arena };
    TRY(work_find(&work, SUBJECT_UNIT, id, &held));
    a->payer_kind = SHEET_OF_UNIT;
    a->payer = id;
    if (held)
        TRY(month_adjust(a, held->facts));
    arena_back(arena, mark);
    return OK;
}

static Err all_months(Adjust *a, int64_t unit)
{
    const BureauFacts *bureau = a->post->view->bureau;
    for (a->month = a->from; a->month.n <= a->until.n; a->month.n++) {
        memset(a->made, 0, sizeof a->made);
        for (int64_t id = unit ? unit : 1; id <= (unit ? unit : bureau->units); id++)
            TRY(unit_month(a, id));
        for (int64_t group = 0; !unit && group <= sheet_group(bureau->persons); group++) {
            a->payer_kind = SHEET_OF_GROUP;
            a->payer = group;
            TRY(month_adjust(a, NULL));
        }
    }
    return OK;
}

/* ---- the whole ---- */

static Err fields_read(Adjust *a)
{
    Post *post = a->post;
    const Command *command = post->command;
    Day today = view_today(post->view);
    TRY(policy_region_get(post->view->policy, (int)arg_int(command, F_REGION), &a->rules, &post->out->why));
    a->region = policy_region_code(a->rules);
    a->from = day_month(time_day((Time){ arg_int(command, F_FROM) }));
    a->until = day_month(today);
    a->free_until.n = (int32_t)arg_int(command, F_FREE_UNTIL);
    if (!paper_named(arg(command, F_PAPER), today, &a->no, &a->day))
        return REFUSE(post->out, ERR_BAD_FIELD, "notice", "请写明公布缴费基数的文件：no（文号）和 day（日期，不晚于今天）。",
                      "Name the notice that published the base: no and day, not after today.");
    if (a->from.n > a->until.n)
        return REFUSE(post->out, ERR_TOO_EARLY, "from", "该月还没有开始，没有需要补差的账单。",
                      "That month has not begun; there is nothing to adjust.");
    if (a->until.n - a->from.n >= ADJUST_MONTHS_MAX)
        return REFUSE(post->out, ERR_TOO_LATE, "from", "补差最多追溯 %d 个月。", "Differences go back %d months at most.",
                      ADJUST_MONTHS_MAX);
    if (a->free_until.n < today.n || a->free_until.n > day_add_months(today, 12).n)
        return REFUSE(post->out, ERR_BAD_FIELD, "free_until", "免收滞纳金的截止日应在今天起一年以内。",
                      "The last day without a late fee must lie within a year from today.");
    return OK;
}

static Err release(const Adjust *a)
{
    Post *post = a->post;
    RunResult result;
    bool already = false;
    RunDraft draft = { .run = post->ledger->entry,
                       .kind = SHEET_DIFFERENCE,
                       .day = view_today(post->view),
                       .reason = str_format(post_arena(post), "base.adjust " STR_FMT, STR_ARG(a->no)) };
    TRY(run_release(post->ledger, post_arena(post), &draft, &result, &already, &post->out->why));
    return bills_issue(post, draft.run, a->free_until);
}

static void tell(const Adjust *a)
{
    Post *post = a->post;
    emit(post->out, post->view, EVENT_BASE_ADJUSTED, 0)->base_adjusted = (Event_base_adjusted){ .region = a->region,
                                                                                                .from = a->from.n,
                                                                                                .until = a->until.n,
                                                                                                .free_until = a->free_until.n,
                                                                                                .run = post->ledger->entry,
                                                                                                .bills = a->bills,
                                                                                                .lines = a->lines,
                                                                                                .total_fen = a->total,
                                                                                                .day = a->day.n,
                                                                                                .notice = a->no };
    answer_int(post->out, "differences_fen", a->total);
    answer_text(post->out, "run", number_of(post_arena(post), 'L', post->ledger->entry));
    answer_int(post->out, "bills", a->bills);
    answer_int(post->out, "lines", a->lines);
    answer_int(post->out, "unknown", a->unknown);
    answer_day(post->out, "free_until", a->free_until);
}

Err levy_adjust(Post *post)
{
    Adjust *a = arena_new(post_arena(post), Adjust, 1);
    int64_t unit = 0, n = 0;
    *a = (Adjust){ .post = post, .billed = arena_new(post_arena(post), SheetLine, ADJUST_LINES_MAX) };
    TRY(fields_read(a));
    if (arg_is(post->command, F_CREDIT_CODE)) {
        TRY(store_thing(post->work->store, post_arena(post), THING_CREDIT_CODE, arg_str(post->command, F_CREDIT_CODE), &unit, &n));
        if (!unit)
            return REFUSE(post->out, ERR_UNKNOWN_UNIT, "credit_code", NULL, NULL);
    }
    TRY(all_months(a, unit));
    if (!a->lines)
        return REFUSE(post->out, ERR_WRONG_STATE, "from", "按现行缴费基数计算，这些月份没有差额。",
                      "By the limits of now nothing differs in these months.");
    TRY(release(a));
    tell(a);
    return OK;
}
