/* adjust.c - base.adjust: the limits of a base year were published late. Everybody who was billed since its first month is
 * calculated once more by the rules of now, on the wage that is known, and the difference is billed: to the fen by
 * insurance and side, without a late fee up to the day that the notice sets. Law: Social Insurance Law 12, 60; domain 2.2
 * rule 4. */
#include "levy/batch.h"
#include "levy/bills.h"
#include "levy/difference.h"
#include "levy/voucher.h"

enum { ADJUST_MONTHS_MAX = 24 };
static const SheetAsOf ever = { { INT32_MAX }, INT64_MAX };

typedef struct {
    Difference d;
    Day free_until, day;
    Str no;
} Adjust;

/* ---- what is asked ---- */

static Err fields_read(Adjust *a)
{
    Post *post = a->d.post;
    const Command *command = post->command;
    Day today = view_today(post->view);
    TRY(policy_region_get(post->view->policy, (int)arg_int(command, F_REGION), &a->d.rules, &post->out->why));
    a->d.region = policy_region_code(a->d.rules);
    a->d.from = day_month(time_day((Time){ arg_int(command, F_FROM) }));
    a->d.until = day_month(today);
    a->free_until.n = (int32_t)arg_int(command, F_FREE_UNTIL);
    if (!paper_named(arg(command, F_PAPER), today, &a->no, &a->day))
        return REFUSE(post->out, ERR_BAD_FIELD, "notice", "请写明公布缴费基数的文件：no（文号）和 day（日期，不晚于今天）。",
                      "Name the notice that published the base: no and day, not after today.");
    if (a->d.from.n > a->d.until.n)
        return REFUSE(post->out, ERR_TOO_EARLY, "from", "该月还没有开始，没有需要补差的账单。",
                      "That month has not begun; there is nothing to adjust.");
    if (a->d.until.n - a->d.from.n >= ADJUST_MONTHS_MAX)
        return REFUSE(post->out, ERR_TOO_LATE, "from", "补差最多追溯 %d 个月。", "Differences go back %d months at most.",
                      ADJUST_MONTHS_MAX);
    if (a->free_until.n < today.n || a->free_until.n > day_add_months(today, 12).n)
        return REFUSE(post->out, ERR_BAD_FIELD, "free_until", "免收滞纳金的截止日应在今天起一年以内。",
                      "The last day without a late fee must lie within a year from today.");
    return OK;
}

static Err only_read(Adjust *a)
{
    Post *post = a->d.post;
    int64_t n = 0;
    if (!arg_is(post->command, F_CREDIT_CODE))
        return OK;
    Str code = arg_str(post->command, F_CREDIT_CODE);
    TRY(store_thing(post->work->store, post_arena(post), THING_CREDIT_CODE, code, &a->d.only, &n));
    return a->d.only ? OK : REFUSE(post->out, ERR_UNKNOWN_UNIT, "credit_code", NULL, NULL);
}

static Err adjust_about(Adjust *a, Post *post)
{
    a->d.post = post;
    TRY(fields_read(a));
    return only_read(a);
}

static Err nothing_differs(const Adjust *a)
{
    return REFUSE(a->d.post->out, ERR_WRONG_STATE, "from", "按现行缴费基数计算，这些月份没有差额。",
                  "By the limits of now nothing differs in these months.");
}

/* ---- into the books ---- */

static Err adjust_books(const Adjust *a)
{
    Post *post = a->d.post;
    RunResult result;
    bool already = false;
    RunDraft draft = { .run = a->d.run,
                       .kind = SHEET_DIFFERENCE,
                       .day = view_today(post->view),
                       .reason = str_format(post_arena(post), "base.adjust " STR_FMT, STR_ARG(a->no)) };
    TRY(run_release(post->ledger, post_arena(post), &draft, &result, &already, &post->out->why));
    const DifferenceSum *sum = &a->d.sum;
    emit(post->out, post->view, EVENT_BASE_ADJUSTED, 0)->base_adjusted = (Event_base_adjusted){ .region = a->d.region,
                                                                                                .from = a->d.from.n,
                                                                                                .until = a->d.until.n,
                                                                                                .free_until = a->free_until.n,
                                                                                                .run = a->d.run,
                                                                                                .bills = sum->bills,
                                                                                                .lines = sum->lines,
                                                                                                .total_fen = sum->total_fen,
                                                                                                .day = a->day.n,
                                                                                                .notice = a->no };
    return OK;
}

static void adjust_answer(const Adjust *a)
{
    Post *post = a->d.post;
    const DifferenceSum *sum = &a->d.sum;
    answer_int(post->out, "differences_fen", sum->total_fen);
    answer_text(post->out, "run", number_of(post_arena(post), 'L', a->d.run));
    answer_int(post->out, "bills", sum->bills);
    answer_int(post->out, "lines", sum->lines);
    answer_int(post->out, "unknown", sum->unknown);
    answer_day(post->out, "free_until", a->free_until);
}

/* ---- in slices ---- */

/* First the sheets, which nobody sees; then the books, in one entry; behind it, piece by piece, the persons who pay for
 * themselves. Of a trial the sheets alone, and they are not written. */
enum { BILLS_PIECE = 64 };

typedef struct {
    DifferencePlace place;
    DifferenceSum sum;
    int64_t since, entries; /* as of levy.release */
    RunPlace bills;
} AdjustState;
enum { STATE_NUMBERS = 15 };

static void state_numbers(AdjustState *s, int64_t *numbers[STATE_NUMBERS])
{
    int64_t *const all[STATE_NUMBERS] = { &s->place.month, &s->place.unit,  &s->place.group,   &s->place.line,  &s->place.differs,
                                          &s->sum.bills,   &s->sum.lines,   &s->sum.total_fen, &s->sum.unknown, &s->since,
                                          &s->entries,     &s->bills.group, &s->bills.month,   &s->bills.first, &s->bills.lines };
    memcpy(numbers, all, sizeof all);
}

static Str state_write(Arena *arena, AdjustState *s)
{
    Buf buf = { .arena = arena };
    int64_t *numbers[STATE_NUMBERS];
    state_numbers(s, numbers);
    for (size_t i = 0; i < STATE_NUMBERS; i++)
        buf_i64(&buf, *numbers[i]);
    return buf_str(&buf);
}

static bool state_read(Str bytes, AdjustState *s)
{
    Take take = { .rest = bytes };
    int64_t *numbers[STATE_NUMBERS];
    state_numbers(s, numbers);
    for (size_t i = 0; i < STATE_NUMBERS; i++)
        *numbers[i] = take_i64(&take);
    return !take.bad && !take.rest.n;
}

static Adjust *slice_adjust(BatchSlice *slice, const AdjustState *state)
{
    BatchMemory *memory = slice->memory;
    Adjust *a = memory->what;
    if (a)
        return a;
    a = arena_new(memory->arena, Adjust, 1);
    a->d = (Difference){ .life = memory->arena, .run = slice->run, .as_of = ever, .place = state->place, .sum = state->sum };
    if (slice->run)
        a->d.as_of.known_at = slice->run;
    memory->what = a;
    return a;
}

static Err adjust_sheets(Adjust *a, BatchSlice *slice, AdjustState *state, bool *done)
{
    bool all = false;
    do
        TRY(difference_more(&a->d, &all));
    while (!all && !slice_over(slice->until_ns));
    state->place = a->d.place;
    state->sum = a->d.sum;
    if (all && !a->d.sum.lines)
        return nothing_differs(a);
    *done = all && !slice->run;
    slice->entry_next = all;
    return OK;
}

static Err adjust_release(Adjust *a, BatchSlice *slice, AdjustState *state)
{
    Post *post = slice->post;
    bool overtaken = false;
    TRY(run_overtaken(post_db(post), post_arena(post), slice->run, &overtaken));
    if (overtaken)
        return REFUSE(post->out, ERR_CONFLICT, "region", "计算期间又发布了同一缴费人同月的账单，请重新办理。",
                      "Bills of the same payer and month were released meanwhile; do it again.");
    state->since = post->ledger->entry;
    slice->entry_next = true;
    return adjust_books(a);
}

static Err adjust_bills(const Adjust *a, BatchSlice *slice, AdjustState *state, bool *done)
{
    Post *post = slice->post;
    bool alone = post->journal->last == state->since + state->entries - 1;
    BillsPiece piece = {
        .run = slice->run, .since = alone ? 0 : state->since, .due = a->free_until, .most = slice->until_ns ? BILLS_PIECE : 1
    };
    slice->entry_next = true;
    return bills_issue_some(post, &piece, &state->bills, done);
}

Err levy_adjust_slice(BatchSlice *slice, bool *done)
{
    Post *post = slice->post;
    AdjustState state = { 0 };
    if (slice->state.n && !state_read(slice->state, &state))
        return ERR_BUSY; /* damage */
    Adjust *a = slice_adjust(slice, &state);
    TRY(adjust_about(a, post));
    if (state.since)
        TRY(adjust_bills(a, slice, &state, done));
    else if (state.place.month > a->d.until.n)
        TRY(adjust_release(a, slice, &state));
    else
        TRY(adjust_sheets(a, slice, &state, done));
    state.entries += state.since && (post->out->count || post->ledger->ord);
    slice->state = state_write(slice->arena, &state);
    return OK;
}

/* Employers and groups of the month under way; months come one behind the other. */
bool levy_adjust_progress(const BureauFacts *bureau, Str state, BatchProgress *out)
{
    AdjustState s = { 0 };
    if (state.n && !state_read(state, &s))
        return false;
    int64_t groups = sheet_group(bureau->persons) + 1;
    *out = (BatchProgress){ .of = bureau->units + groups, .lines = s.sum.lines, .total_fen = s.sum.total_fen };
    out->done = s.since ? s.bills.group : s.place.unit + s.place.group;
    return true;
}

/* ---- the whole ---- */

/* The work is done: what it came to stands in its state. */
static Err adjust_taken(Adjust *a)
{
    Post *post = a->d.post;
    AdjustState state = { 0 };
    const StoreBatch *batch = &post->work->store->batch;
    if (batch->refused != OK) {
        post->out->why = *batch->why;
        return batch->refused;
    }
    if (!state_read(batch->state, &state))
        return ERR_BUSY;
    a->d.sum = state.sum;
    a->d.run = batch->run;
    if (batch->run)
        emit(post->out, post->view, EVENT_BATCH_CLOSED, 0)->batch_closed = (Event_batch_closed){ .run = batch->run };
    adjust_answer(a);
    return OK;
}

Err levy_adjust(Post *post)
{
    Adjust *a = arena_new(post_arena(post), Adjust, 1);
    const StoreBatch *batch = &post->work->store->batch;
    bool done = false;
    a->d = (Difference){ .life = post_arena(post), .run = post->ledger->entry, .as_of = ever };
    TRY(adjust_about(a, post));
    if (batch->done)
        return adjust_taken(a);
    if (batch_wanted(post->work->store)) {
        post->out->wants_batch = post->out->already = true; /* nothing was done yet */
        post->out->dry_batch = post->trial;
        return OK;
    }
    while (!done)
        TRY(difference_more(&a->d, &done));
    if (!a->d.sum.lines)
        return nothing_differs(a);
    TRY(adjust_books(a));
    TRY(bills_issue(post, a->d.run, a->free_until));
    adjust_answer(a);
    return OK;
}
