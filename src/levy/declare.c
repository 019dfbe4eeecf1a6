/* declare.c - wage.declare. Every row is judged by itself (wage_rows.c); one that is wrong is answered with what to do. A
 * file of any length is one declaration: its rows are put away by the one journal entry that holds their digest, or not
 * at all. A long file is judged in slices; nothing is written before the command itself comes again, so whoever goes on
 * after a kill reads the file, which is kept under its hash, from its begin. */
#include "base/require.h"
#include "levy/batch.h"
#include "levy/levy.h"
#include "levy/wage_rows.h"

Err levy_file(const Post *post, Arena *arena, Str *out)
{
    Hash hash;
    Str digest = arg_str(post->command, F_FILE);
    *out = post->view->file;
    if (out->n)
        return OK;
    if (digest.n != HASH_BYTES)
        return ERR_BUSY;
    memcpy(hash.b, digest.p, HASH_BYTES);
    Err err = db_blob_get(post_db(post), arena, &hash, out);
    return err == OK ? OK : refuse(&post->out->why, err, "file", NULL, NULL);
}

static Err store(const WageRows *all)
{
    Post *post = all->post;
    const StoreBatch *batch = &post->work->store->batch;
    TRY(wage_put_packed(post_db(post), all->unit->id, all->month, post->ledger->entry, &all->packed));
    if (batch->done)
        emit(post->out, post->view, EVENT_BATCH_CLOSED, 0)->batch_closed = (Event_batch_closed){ .run = batch->run };
    Event *event = emit(post->out, post->view, EVENT_WAGE_DECLARED, all->unit->id);
    event->wage_declared = (Event_wage_declared){ .month = all->month.n,
                                                  .count = (int64_t)all->good_count,
                                                  .total_fen = all->total,
                                                  .digest = str_copy(post_arena(post), hash_str(&all->packed.hash)) };
    return OK;
}

/* Whom it is about, as the records of this moment say it. */
static Err rows_about(WageRows *all, Post *post, const UnitFacts *unit)
{
    all->post = post;
    all->unit = unit;
    return policy_region_get(post->view->policy, unit->region, &all->rules, &post->out->why);
}

/* ---- in slices ---- */

static void rows_drop(void *what) { wage_rows_close(what); }

Err levy_declare_some(BatchSlice *slice, const UnitFacts *unit, Month month, bool *done)
{
    BatchMemory *memory = slice->memory;
    WageRows *all = memory->what;
    if (!all) {
        all = arena_new(memory->arena, WageRows, 1);
        *all = (WageRows){ .post = slice->post, .life = memory->arena, .month = month };
        memory->what = all;
        memory->drop = rows_drop;
        TRY(wage_rows_begin(all));
    }
    TRY(rows_about(all, slice->post, unit));
    TRY(wage_rows_more(all, slice->until_ns));
    Buf buf = { .arena = slice->arena };
    buf_i64(&buf, all->stage);
    buf_i64(&buf, (int64_t)all->count);
    slice->state = buf_str(&buf);
    *done = all->stage == WAGE_READY;
    return OK;
}

Err levy_declare_slice(BatchSlice *slice, bool *done)
{
    require(slice->post->view->unit != NULL);
    return levy_declare_some(slice, slice->post->view->unit, (Month){ (int32_t)arg_int(slice->command, F_MONTH) }, done);
}

/* Stages of the work, and rows read. */
bool levy_declare_progress(const BureauFacts *bureau, Str state, BatchProgress *out)
{
    Take take = { .rest = state };
    (void)bureau;
    *out = (BatchProgress){ .of = WAGE_READY };
    if (!state.n)
        return true;
    out->done = take_i64(&take);
    out->lines = take_i64(&take);
    return !take.bad && !take.rest.n;
}

/* ---- the whole ---- */

static Err rows_taken(WageRows *all)
{
    Post *post = all->post;
    bool wanted = wage_rows_wanted(all);
    if (wanted && all->good_count && !all->known)
        TRY(store(all));
    post->out->already = wanted && all->known && all->good_count == all->count;
    if (post->out->data) {
        json_put_int(post->out->data, "accepted", wanted ? (int64_t)all->good_count : 0);
        json_put_int(post->out->data, "good", (int64_t)all->good_count);
        wage_rows_answer(all, post->out->data);
    }
    return OK;
}

static Err rows_now(Post *post, const UnitFacts *unit, Month month)
{
    WageRows all = { .post = post, .life = post_arena(post), .month = month };
    TRY(rows_about(&all, post, unit));
    TRY(wage_rows_begin(&all));
    if (file_batch_wanted(post->work->store, post->view->file_bytes)) {
        post->out->wants_batch = post->out->already = true; /* nothing was done yet */
        post->out->dry_batch = (FileMode)arg_int(post->command, F_MODE) == FILE_REPORT;
        return OK;
    }
    Err err = wage_rows_more(&all, INT64_MAX);
    wage_rows_close(&all);
    TRY(err);
    return rows_taken(&all);
}

Err levy_declare_month(Post *post, const UnitFacts *unit, Month month)
{
    const StoreBatch *batch = &post->work->store->batch;
    if (!batch->done)
        return rows_now(post, unit, month);
    if (batch->refused != OK) {
        post->out->why = *batch->why;
        return batch->refused;
    }
    WageRows *all = batch->work;
    TRY(rows_about(all, post, unit));
    TRY(wage_month_check(all)); /* it may have been closed meanwhile */
    return rows_taken(all);
}

Err levy_declare(Post *post)
{
    require(post->view->unit != NULL);
    return levy_declare_month(post, post->view->unit, (Month){ (int32_t)arg_int(post->command, F_MONTH) });
}
