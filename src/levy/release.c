/* release.c - levy.release: a run that somebody assessed becomes what is owed, by another person. */
#include "ledger/sheet.h"
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

Err levy_release(Post *post)
{
    int64_t run = 0, closed = 0; /* a batch is known by the entry that opened it; what it came to stands in another */
    Event_levy_assessed found = { 0 };
    RunResult result;
    bool already = false;
    Arena *arena = post_arena(post);
    if (!number_read(arg_str(post->command, F_RUN), 'L', &run) || run > post->journal->last)
        return unknown_run(post);
    TRY(store_batch_closed(post->work->store, arena, run, &closed));
    TRY(journal_entry_events(post->journal, arena, closed ? closed : run, assessed_take, &found));
    if (!found.kind)
        return unknown_run(post);
    TRY(release_check(post, run, &found));
    if (!post->out->already) {
        Str reason = str_format(arena, "levy.release L%lld", (long long)run);
        RunDraft draft = { .run = run, .kind = (SheetKind)found.kind, .day = view_today(post->view), .reason = reason };
        TRY(run_release(post->ledger, arena, &draft, &result, &already, &post->out->why));
        Event *event = emit(post->out, post->view, EVENT_LEVY_RELEASED, 0);
        event->levy_released = (Event_levy_released){ .run = run,
                                                      .region = found.region,
                                                      .month = found.month,
                                                      .kind = found.kind,
                                                      .bills = found.bills,
                                                      .lines = found.lines,
                                                      .total_fen = found.total_fen };
        TRY(bills_issue(post, run, view_today(post->view)));
    }
    answer_text(post->out, "run", number_of(arena, 'L', run));
    answer_int(post->out, "bills", found.bills);
    answer_int(post->out, "lines", found.lines);
    answer_int(post->out, "total_fen", found.total_fen);
    return OK;
}
