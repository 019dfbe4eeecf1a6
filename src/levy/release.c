/* release.c - levy.release: a run that somebody assessed becomes what is owed, by another person. */
#include "base/bytes.h"
#include "ledger/sheet.h"
#include "levy/batch.h"
#include "levy/bills.h"
#include "levy/levy.h"

/* The event of the entry that assessed. */
static bool assessed_take(void *context, const Event *event, int64_t ord)
{
    (void)ord;
    Event_levy_assessed *found = context;
    if (event->kind != EVENT_LEVY_ASSESSED)
        return true;
    *found = event->levy_assessed;
    return false;
}

static Err unknown_run(const Post *post)
{
    return REFUSE(post->out, ERR_UNKNOWN_ID, "run", "没有这个核定批次，请核对 levy.assess 返回的编号。",
                  "There is no such run; check the number that levy.assess answered.");
}

static Err release_check(const Post *post, int64_t run, const Event_levy_assessed *found)
{
    bool overtaken = false, released = false;
    RunRow row;
    Err err = run_get(post_db(post), post_arena(post), run, &row);
    if (err != OK && err != ERR_UNKNOWN_ID)
        return err;
    released = err == OK;
    if (found->by == post->actor)
        return REFUSE(post->out, ERR_SAME_PERSON, "run", NULL, NULL);
    if (!released)
        TRY(run_overtaken(post_db(post), post_arena(post), run, &overtaken));
    if (overtaken)
        return REFUSE(post->out, ERR_CONFLICT, "run", "此后已有同一缴费人同月的另一批次发布，请重新核定。",
                      "Another run of the same payer and month was released since; assess again.");
    post->out->already = released;
    return OK;
}

typedef struct {
    int64_t run;
    Event_levy_assessed found;
} Releasing;

static Err release_find(Post *post, Releasing *r)
{
    int64_t closed = 0; /* a batch is known by the entry that opened it; what it came to stands in another */
    Arena *arena = post_arena(post);
    *r = (Releasing){ 0 };
    if (!number_read(arg_str(post->command, F_RUN), 'L', &r->run) || r->run > post->journal->last)
        return unknown_run(post);
    TRY(store_batch_closed(post->work->store, arena, r->run, &closed));
    TRY(journal_entry_events(post->journal, arena, closed ? closed : r->run, assessed_take, &r->found));
    return r->found.kind ? OK : unknown_run(post);
}

static Err release_post(Post *post, const Releasing *r)
{
    RunResult result;
    bool already = false;
    Arena *arena = post_arena(post);
    RunDraft draft = { .run = r->run,
                       .kind = (SheetKind)r->found.kind,
                       .day = view_today(post->view),
                       .reason = str_format(arena, "levy.release L%lld", (long long)r->run) };
    return run_release(post->ledger, arena, &draft, &result, &already, &post->out->why);
}

static void tell(Post *post, const Releasing *r)
{
    const StoreBatch *batch = &post->work->store->batch;
    if (batch->done)
        emit(post->out, post->view, EVENT_BATCH_CLOSED, 0)->batch_closed = (Event_batch_closed){ .run = batch->run };
    Event *event = emit(post->out, post->view, EVENT_LEVY_RELEASED, 0);
    event->levy_released = (Event_levy_released){ .run = r->run,
                                                  .region = r->found.region,
                                                  .month = r->found.month,
                                                  .kind = r->found.kind,
                                                  .bills = r->found.bills,
                                                  .lines = r->found.lines,
                                                  .total_fen = r->found.total_fen };
}

/* ---- in slices ---- */

/* The books first, in one entry: from then on it is owed. Behind it, piece by piece, the persons who pay for themselves. */
enum { BILLS_PIECE = 64 };

typedef struct {
    int64_t since;   /* the entry of the books */
    int64_t entries; /* how many the batch has made: with them alone behind `since`, nobody else was served */
    RunPlace place;
} ReleaseState;

static Str state_write(Arena *arena, const ReleaseState *s)
{
    Buf buf = { .arena = arena };
    const int64_t numbers[] = { s->since, s->entries, s->place.group, s->place.month, s->place.first, s->place.lines };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        buf_i64(&buf, numbers[i]);
    return buf_str(&buf);
}

static bool state_read(Str bytes, ReleaseState *s)
{
    Take take = { .rest = bytes };
    int64_t *const numbers[] = { &s->since, &s->entries, &s->place.group, &s->place.month, &s->place.first, &s->place.lines };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        *numbers[i] = take_i64(&take);
    return !take.bad && !take.rest.n;
}

static Err release_books(Post *post, const Releasing *r, ReleaseState *state)
{
    TRY(release_check(post, r->run, &r->found));
    if (post->out->already) /* by somebody else, since this was asked for */
        return REFUSE(post->out, ERR_CONFLICT, "run", "该批次已由他人发布。", "Somebody else has released this run meanwhile.");
    state->since = post->ledger->entry;
    return release_post(post, r);
}

Err levy_release_slice(BatchSlice *slice, bool *done)
{
    Post *post = slice->post;
    Releasing r;
    ReleaseState state = { 0 };
    if (slice->state.n && !state_read(slice->state, &state))
        return ERR_BUSY; /* damage */
    TRY(release_find(post, &r));
    if (!state.since) {
        TRY(release_books(post, &r, &state));
    } else {
        bool alone = post->journal->last == state.since + state.entries - 1;
        BillsPiece piece = {
            .run = r.run, .since = alone ? 0 : state.since, .due = view_today(post->view), .most = slice->until_ns ? BILLS_PIECE : 1
        };
        TRY(bills_issue_some(post, &piece, &state.place, done));
    }
    state.entries += post->out->count || post->ledger->ord;
    slice->state = state_write(slice->arena, &state);
    slice->entry_next = true;
    return OK;
}

/* Groups of persons who pay for themselves. */
bool levy_release_progress(const BureauFacts *bureau, Str state, BatchProgress *out)
{
    ReleaseState s = { 0 };
    if (state.n && !state_read(state, &s))
        return false;
    *out = (BatchProgress){ .done = s.place.group, .of = (bureau->persons >> GROUP_BITS) + 1 };
    return true;
}

/* ---- the whole ---- */

static Err release_now(Post *post, const Releasing *r)
{
    TRY(release_check(post, r->run, &r->found));
    if (post->out->already)
        return OK;
    if (batch_wanted(post->work->store)) {
        post->out->wants_batch = post->out->already = true; /* nothing was done yet */
        return OK;
    }
    TRY(release_post(post, r));
    tell(post, r);
    return bills_issue(post, r->run, view_today(post->view));
}

Err levy_release(Post *post)
{
    Releasing r;
    const StoreBatch *batch = &post->work->store->batch;
    TRY(release_find(post, &r));
    if (!batch->done) {
        TRY(release_now(post, &r));
    } else if (batch->refused != OK) {
        post->out->why = *batch->why;
        return batch->refused;
    } else {
        tell(post, &r);
    }
    answer_text(post->out, "run", number_of(post_arena(post), 'L', r.run));
    answer_int(post->out, "bills", r.found.bills);
    answer_int(post->out, "lines", r.found.lines);
    answer_int(post->out, "total_fen", r.found.total_fen);
    return OK;
}
