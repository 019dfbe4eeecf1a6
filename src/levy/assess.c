/* assess.c - levy.assess: what every employer, self-payer and agency contract owes for a month. A payer that has no bill
 * for the month gets one; one that is named and has one gets the difference to what is right now, signed. Nothing is owed
 * before another person releases the run (release.c). A region's run of a large bureau is a batch (batch.h). */
#include "levy/assess.h"
#include "levy/batch.h"
#include "levy/levy.h"

static Err scope_check(const Post *post, Month month)
{
    const View *view = post->view;
    if (arg_is(post->command, F_CREDIT_CODE) && arg_is(post->command, F_SSN))
        return REFUSE(post->out, ERR_BAD_FIELD, "credit_code", "单位和个人只能选一个。", "Give an employer or a person, not both.");
    if (month.n > day_month(view_today(view)).n)
        return REFUSE(post->out, ERR_TOO_EARLY, "month", "该月还没有开始，请到当月再核定。",
                      "That month has not begun; assess it when it has.");
    return OK;
}

static void put_outliers(const Assess *a, Json *json)
{
    json_key(json, "outlier_list");
    json_open(json, '[');
    for (int64_t i = 0; i < a->tally.listed; i++) {
        const Outlier *o = &a->tally.list[i];
        json_open(json, '{');
        if (o->kind == SHEET_OF_UNIT)
            json_put_int(json, "unit", o->payer);
        json_put_int(json, "person", o->person);
        json_put(json, "account", number_of_person(a->arena, 'J', o->person, o->account));
        json_put_int(json, "total_fen", o->total);
        json_put_int(json, "last_fen", o->last);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_answer(const Assess *a, Json *json)
{
    const AssessTally *t = &a->tally;
    if (!json)
        return;
    json_put_or_null(json, "run", a->dry || !t->lines ? (Str){ 0 } : number_of(a->arena, 'L', a->run));
    json_put_word(json, "kind", sheet_kind_word(a->kind)->code);
    json_put_int(json, "bills", t->bills);
    json_put_int(json, "lines", t->lines);
    json_put_int(json, "total_fen", t->total);
    json_put_int(json, "skipped", t->skipped);
    json_put_int(json, "undeclared", t->undeclared);
    json_put_int(json, "no_wage", t->no_wage);
    json_put_int(json, "last_fen", t->last_total);
    json_put_int(json, "outliers", t->outliers);
    put_outliers(a, json);
}

/* ---- a region in slices ---- */

/* A run over a region bills who has no bill yet; differences are for who is named. */
Err levy_assess_slice(BatchSlice *slice, bool *done)
{
    const Command *command = slice->command;
    Assess *a = arena_new(slice->arena, Assess, 1);
    *a = (Assess){ .store = slice->store,
                   .db = slice->store->db,
                   .arena = slice->arena,
                   .policy = slice->policy,
                   .why = slice->why,
                   .run = slice->run,
                   .known = slice->run ? slice->run : INT64_MAX,
                   .dry = !slice->run,
                   .kind = SHEET_BILL };
    if (slice->state.n && !tally_read(slice->state, &a->tally))
        return ERR_BUSY; /* damage */
    TRY(roster_kept(slice->store, slice->arena));
    TRY(assess_begin(a, arg_int(command, F_REGION), (Month){ (int32_t)arg_int(command, F_MONTH) }));
    if (!slice->memory->what)
        slice->memory->what = assess_ahead(a, slice->memory->arena);
    a->kept = slice->memory->what;
    slice->memory->drop = a->kept ? assess_ahead_drop : NULL;
    TRY(assess_more(a, slice->until_ns, done));
    slice->state = tally_write(slice->arena, &a->tally);
    return OK;
}

Err levy_assess_again(const BatchAgain *again, bool *same, const char **table)
{
    bool done = false;
    int64_t sheets = 0, longest = 0;
    Assess *a = arena_new(again->arena, Assess, 1);
    *a = (Assess){ .store = again->store,
                   .db = again->db,
                   .compare = true,
                   .same = true,
                   .arena = again->arena,
                   .policy = again->policy,
                   .run = again->run,
                   .known = again->run,
                   .kind = SHEET_BILL };
    Err err = assess_begin(a, again->region, (Month){ (int32_t)again->period });
    if (err == OK)
        err = sheet_count(again->db, again->arena, again->run, &sheets, &longest);
    if (longest > SHEET_LINES_USUAL) /* an earlier program made longer sheets */
        a->most = SHEET_LINES_MAX;
    if (err == OK)
        err = assess_more(a, INT64_MAX, &done);
    *same = err == OK && a->same && sheets == a->sheets;
    *table = "sheet";
    return err == ERR_BUSY ? err : OK;
}

bool levy_assess_progress(const BureauFacts *bureau, Str state, BatchProgress *out)
{
    AssessTally tally = { .kind = SHEET_OF_UNIT, .payer = 1 };
    if (state.n && !tally_read(state, &tally))
        return false;
    *out = (BatchProgress){ .done = tally.kind == SHEET_OF_UNIT ? tally.payer - 1 : bureau->units + tally.payer,
                            .of = bureau->units + (bureau->persons >> GROUP_BITS) + 1,
                            .lines = tally.lines,
                            .total_fen = tally.total };
    return true;
}

static Err assess_region(Assess *a, Post *post, bool *waits)
{
    StoreBatch *batch = &a->store->batch;
    bool done = false;
    *waits = !batch->done && batch_wanted(a->store);
    if (*waits) {
        post->out->wants_batch = true;
        post->out->dry_batch = a->dry;
        post->out->already = true; /* nothing was done yet */
        return OK;
    }
    if (!batch->done)
        return assess_more(a, INT64_MAX, &done);
    if (batch->refused != OK) {
        *a->why = *batch->why;
        return batch->refused;
    }
    a->run = batch->run;
    return tally_read(batch->state, &a->tally) ? OK : ERR_BUSY;
}

/* ---- the whole ---- */

static Err assess_scope(Assess *a, Post *post, bool *waits)
{
    const PersonFacts *person = post->view->person;
    *waits = false;
    if (post->view->unit)
        return assess_named(a, post->view->unit);
    if (person)
        return assess_person(a, person);
    return assess_region(a, post, waits);
}

static void tell(Post *post, const Assess *a)
{
    if (a->run != post->ledger->entry)
        emit(post->out, post->view, EVENT_BATCH_CLOSED, 0)->batch_closed = (Event_batch_closed){ .run = a->run };
    Event *event = emit(post->out, post->view, EVENT_LEVY_ASSESSED, 0);
    event->levy_assessed = (Event_levy_assessed){ .region = a->region,
                                                  .month = a->month.n,
                                                  .kind = a->kind,
                                                  .bills = a->tally.bills,
                                                  .lines = a->tally.lines,
                                                  .total_fen = a->tally.total,
                                                  .by = post->actor };
}

Err levy_assess(Post *post)
{
    const Command *command = post->command;
    Assess *a = arena_new(post_arena(post), Assess, 1);
    Month month = { (int32_t)arg_int(command, F_MONTH) };
    bool waits = false;
    *a = (Assess){ .store = post->work->store,
                   .db = post_db(post),
                   .arena = post_arena(post),
                   .policy = post->view->policy,
                   .why = &post->out->why,
                   .run = post->ledger->entry,
                   .known = INT64_MAX,
                   .dry = arg_int(command, F_DRY) != 0,
                   .kind = SHEET_BILL };
    TRY(assess_begin(a, arg_int(command, F_REGION), month));
    TRY(scope_check(post, month));
    TRY(assess_scope(a, post, &waits));
    if (waits)
        return OK;
    put_answer(a, post->out->data);
    post->out->already = !a->tally.lines && !a->dry;
    if (a->tally.lines && !a->dry)
        tell(post, a);
    return OK;
}
