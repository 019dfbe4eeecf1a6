/* interest.c - see interest.h. */
#include "levy/interest.h"
#include "levy/close.h"
#include "levy/interest_run.h"

Err levy_decide_interest(const View *view, const Command *command, Decision *out)
{
    const RegionPolicy *region = NULL;
    int64_t year = arg_int(command, F_YEAR);
    TRY(levy_region(view->policy, arg_int(command, F_REGION), &region, &out->why));
    if (year < 1990 || year > 2200)
        return REFUSE(out, ERR_BAD_FIELD, "year", "年度应在 1990 至 2200 之间。", "The year must lie between 1990 and 2200.");
    if (year >= month_year(day_month(view_today(view))))
        return REFUSE(out, ERR_TOO_EARLY, "year", "该年度尚未结束，请在次年计息。",
                      "The year is not over; credit it in the next one.");
    return OK;
}

/* ---- a year by its months ---- */

static Err one_way(const RegionPolicy *region, const Personal *personal, const Money *credits, Money opening, int months,
                   Interest *out, Why *why)
{
    AccountYear year = { .year = personal->detail, .opening = { opening.fen > 0 ? opening.fen : 0 }, .months = months };
    year.method = months < YEAR_MONTHS ? INTEREST_BY_MONTH : 0;
    for (int i = 0; i < months; i++)
        year.credits[i] = credits[i];
    return interest_of(region, &year, out, NULL, NULL, why);
}

Err levy_interest(const RegionPolicy *region, const Personal *personal, int months, Money *sum, Why *why)
{
    Money opening = { 0 };
    Interest in, out;
    if (personal_closing(personal->pension, personal->detail - 1, &opening) != OK)
        return refuse(why, ERR_BAD_AMOUNT, "year", NULL, NULL);
    /* What was brought forward within the year counts as if it had been there from its beginning. */
    const PersonalYear *year = &personal->pension[personal->detail - PERSONAL_FIRST];
    if (!money_add(opening, year->brought, &opening) || !money_add(opening, year->interest, &opening))
        return refuse(why, ERR_BAD_AMOUNT, "year", NULL, NULL);
    TRY(one_way(region, personal, personal->months.in, opening, months, &in, why));
    TRY(one_way(region, personal, personal->months.out, (Money){ 0 }, months, &out, why));
    sum->fen = in.opening.fen + in.credits.fen - out.credits.fen;
    return OK;
}

/* ---- in slices ---- */

Err levy_interest_slice(BatchSlice *slice, bool *done)
{
    InterestRun *run = arena_new(slice->arena, InterestRun, 1);
    *run = (InterestRun){ .store = slice->store,
                          .db = slice->store->db,
                          .arena = slice->arena,
                          .memory = slice->memory,
                          .policy = slice->policy,
                          .why = slice->why,
                          .region = (int32_t)arg_int(slice->command, F_REGION),
                          .year = (int)arg_int(slice->command, F_YEAR),
                          .run = slice->run,
                          .in_slices = true,
                          .changes = true };
    if (slice->state.n && !interest_tally_read(slice->state, &run->tally))
        return ERR_BUSY; /* damage */
    TRY(interest_begin(run));
    TRY(interest_more(run, slice->until_ns, done));
    slice->state = interest_tally_write(slice->arena, &run->tally);
    return OK;
}

bool levy_interest_progress(const BureauFacts *bureau, Str state, BatchProgress *out)
{
    (void)bureau;
    InterestTally tally = { 0 };
    if (state.n && !interest_tally_read(state, &tally))
        return false;
    *out = (BatchProgress){ tally.done, tally.of, tally.accounts, tally.total_fen };
    return true;
}

Err levy_interest_again(const BatchAgain *again, bool *same, const char **table)
{
    bool done = false;
    int64_t groups = 0;
    BatchMemory memory = { .arena = again->arena };
    InterestRun *run = arena_new(again->arena, InterestRun, 1);
    *run = (InterestRun){ .store = again->store,
                          .db = again->db,
                          .arena = again->arena,
                          .memory = &memory,
                          .policy = again->policy,
                          .region = again->region,
                          .year = (int)again->period,
                          .run = again->run,
                          .compare = true,
                          .same = true };
    Err err = interest_begin(run);
    if (err == OK)
        err = interest_more(run, INT64_MAX, &done);
    if (err == OK)
        err = opening_count(again->db, again->arena, again->run, &groups);
    *same = err == OK && run->same && groups == run->tally.groups;
    *table = "opening";
    return err == ERR_BUSY ? err : OK;
}

/* ---- the command ---- */

/* The first day of the year after that is open. */
static Err value_day(const Post *post, const InterestRun *run, Day *out)
{
    Month closed = MONTH_NONE, month = month_make(run->year + 1, 1);
    TRY(month_closed(run->db, run->arena, run->region, known_now, &closed));
    if (closed.n == MONTH_NONE.n || closed.n < month.n - 1)
        return REFUSE(post->out, ERR_WRONG_STATE, "year", "%d 年 12 月尚未结账，请先逐月结账再计息。",
                      "December %d is not closed; close the months first.", run->year);
    month.n = closed.n >= month.n ? closed.n + 1 : month.n;
    *out = month_first(month);
    return month_year(month) == run->year + 1 ? OK : ERR_MONTH_CLOSED;
}

static Err run_all(InterestRun *run, Post *post, bool *waits)
{
    const StoreBatch *batch = &run->store->batch;
    bool done = false;
    *waits = !batch->done && batch_wanted(run->store);
    if (*waits) {
        post->out->wants_batch = true;
        post->out->already = true; /* nothing was done yet */
        return OK;
    }
    if (!batch->done)
        return interest_more(run, INT64_MAX, &done);
    if (batch->refused != OK) {
        *run->why = *batch->why;
        return batch->refused;
    }
    run->run = batch->run;
    return interest_tally_read(batch->state, &run->tally) ? OK : ERR_BUSY;
}

static Err release(Post *post, const InterestRun *run, Day day)
{
    Decision *out = post->out;
    RunResult result;
    bool already = false;
    OpeningDraft draft = { .run = run->run,
                           .year = run->year + 1,
                           .day = day,
                           .counter = LEDGER_INTEREST,
                           .reason = str_head(run->tally.reference, LEDGER_VOUCHER_MAX) };
    while (!str_utf8(draft.reason))
        draft.reason.n--;
    TRY(opening_release(post->ledger, run->arena, &draft, &result, &already, &out->why));
    if (run->run != post->ledger->entry)
        emit(out, post->view, EVENT_BATCH_CLOSED, 0)->batch_closed = (Event_batch_closed){ .run = run->run };
    emit(out, post->view, EVENT_INTEREST_CREDITED, 0)->interest_credited =
        (Event_interest_credited){ .region = run->region,
                                   .year = run->year,
                                   .run = run->run,
                                   .rate_ppm = run->tally.rate_ppm,
                                   .provisional = run->tally.provisional,
                                   .accounts = run->tally.accounts,
                                   .total_fen = run->tally.total_fen };
    answer_int(out, "run", run->run);
    answer_day(out, "day", day);
    return OK;
}

Err levy_post_interest(Post *post)
{
    Decision *out = post->out;
    Arena *arena = post_arena(post);
    InterestRun *run = arena_new(arena, InterestRun, 1);
    BatchMemory memory = { .arena = arena };
    Day day;
    bool waits = false;
    *run = (InterestRun){ .store = post->work->store,
                          .db = post_db(post),
                          .arena = arena,
                          .memory = &memory,
                          .policy = post->view->policy,
                          .why = &out->why,
                          .region = (int32_t)arg_int(post->command, F_REGION),
                          .year = (int)arg_int(post->command, F_YEAR),
                          .run = post->ledger->entry };
    TRY(interest_begin(run));
    TRY(value_day(post, run, &day));
    TRY(opening_allowed(run->db, arena, run->year + 1, run->why));
    TRY(run_all(run, post, &waits));
    if (waits)
        return OK;
    if (run->tally.accounts)
        TRY(release(post, run, day));
    else
        out->already = true;
    answer_int(out, "region", run->region);
    answer_int(out, "year", run->year);
    answer_int(out, "accounts", run->tally.accounts);
    answer_int(out, "total_fen", run->tally.total_fen);
    answer_int(out, "rate_ppm", run->tally.rate_ppm);
    answer_text(out, "status", run->tally.provisional ? S("provisional") : S("final"));
    return OK;
}
