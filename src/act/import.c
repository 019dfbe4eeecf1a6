/* import.c - file.import: wages, what the tax authority collected, what the bank received. Law: Social Insurance Law 59 to
 * 61; domain 2.5: tax file, bank receipt and bill are held against each other; what agrees is recorded as payment.record
 * would, what does not stands in suspense with a number until a clerk says whose it is. */
#include "act/import.h"
#include "act/act.h"
#include "base/require.h"
#include "levy/batch.h"

/* Who may bring what. */
static bool may_bring(Role role, ImportKind kind)
{
    static const unsigned roles[ImportKind_END] = { [IMPORT_WAGES] = R(UNIT) | R(AGENCY) | R(CLERK),
                                                    [IMPORT_TAX_DETAIL] = R(TAX) | R(CLERK),
                                                    [IMPORT_BANK_STATEMENT] = R(BANK) | R(CLERK) };
    return role_in(roles[kind], role);
}

static const UnitFacts *wages_unit(const View *view) { return view->unit ? view->unit : view->org_unit; }
static Month wages_month(const Command *command) { return (Month){ (int32_t)arg_int(command, F_MONTH) }; }

static Err import_wages(Post *post)
{
    const UnitFacts *unit = wages_unit(post->view);
    if (!unit || !arg_is(post->command, F_MONTH))
        return REFUSE(post->out, ERR_BAD_FIELD, unit ? "month" : "credit_code",
                      "工资文件须写明单位（credit_code）和月份（month）。",
                      "A file of wages needs the employer (credit_code) and the month (month).");
    return levy_declare_month(post, unit, wages_month(post->command));
}

/* ---- where the bank's money came in ---- */

static Err region_read(Importing *im)
{
    Post *post = im->post;
    const RegionPolicy *rules = NULL;
    int region = arg_is(post->command, F_REGION) ? (int)arg_int(post->command, F_REGION)
                 : post->view->org               ? post->view->org->region
                                                 : 0;
    im->closed = MONTH_NONE;
    if (im->kind != IMPORT_BANK_STATEMENT)
        return OK;
    if (!region)
        return REFUSE(post->out, ERR_BAD_FIELD, "region", "请写明到账的统筹地区（region）。",
                      "Say in which region the money came in (region).");
    TRY(policy_region_get(post->view->policy, region, &rules, &post->out->why));
    im->region = policy_region_code(rules);
    if (post->command->actor.role == ROLE_BANK && policy_region(post->view->policy, post->view->org->region) != rules)
        return REFUSE(post->out, ERR_NOT_PERMITTED, "region", "银行只能导入本行所在统筹地区的流水。",
                      "A bank brings the statements of its own region.");
    return month_closed(post_db(post), post_arena(post), im->region, known_now, &im->closed);
}

/* ---- piece by piece ---- */

static FileMode mode_of(const Importing *im) { return (FileMode)arg_int(im->post->command, F_MODE); }

static Importing *import_make(Post *post, Arena *life, ImportKind kind)
{
    enum { SCRATCH_BYTES = 64 << 20 };
    Importing *im = arena_new(life, Importing, 1);
    Str file = arg_str(post->command, F_FILE);
    *im = (Importing){ .post = post, .life = life, .kind = kind, .file = str_copy(life, file) };
    im->scratch = (Arena){ .base = arena_take(life, SCRATCH_BYTES), .size = SCRATCH_BYTES };
    im->pages.arena = (Arena){ .base = arena_take(life, SCRATCH_BYTES), .size = SCRATCH_BYTES };
    return im;
}

/* Whom it is about and what the record is, as of this moment. */
static Err import_about(Importing *im, Post *post)
{
    im->post = im->tally.post = post;
    im->scratch.on_full = im->pages.arena.on_full = post_arena(post)->on_full;
    if (im->seen != post->journal->last)
        import_forget(im);
    return region_read(im);
}

static Err check_more(Importing *im, bool weigh, bool *done)
{
    enum { AT_ONCE = 32 };
    for (int n = 0; n < AT_ONCE && im->at < im->count; n++) {
        size_t mark = arena_mark(post_arena(im->post)), until = import_group(im, im->at);
        TRY(import_group_check(im, im->at, until, weigh));
        im->at = until;
        if (im->life != post_arena(im->post)) /* else what is kept of payers lies there */
            arena_back(post_arena(im->post), mark);
    }
    *done = im->at == im->count;
    return OK;
}

static bool wanted(const Importing *im)
{
    FileMode mode = mode_of(im);
    return im->begun || (im->good && (mode == FILE_GOOD_ROWS || (mode == FILE_ALL && !im->bad)));
}

/* What is to be taken in is weighed as it is taken in; what is not, to say what it would pay. */
static Err check_end(Importing *im)
{
    TRY(import_count(im));
    im->stage = wanted(im) ? IMPORT_TAKE : mode_of(im) == FILE_REPORT || !im->good ? IMPORT_READY : IMPORT_WEIGH;
    im->at = im->stage == IMPORT_TAKE ? im->taken : 0;
    import_forget(im);
    return OK;
}

/* Until something is to be written. */
static Err import_more(Importing *im, int64_t until_ns)
{
    while (im->stage < IMPORT_TAKE) {
        bool done = false, check = im->stage == IMPORT_CHECK, weigh = !check || mode_of(im) == FILE_REPORT;
        if (im->stage == IMPORT_READ)
            TRY(import_read_more(im, &done));
        else if (im->stage == IMPORT_ORDER)
            import_order_more(im, &done);
        else
            TRY(check_more(im, weigh, &done));
        if (done && check) {
            TRY(check_end(im));
        } else if (done) {
            im->stage = im->stage == IMPORT_WEIGH ? IMPORT_READY : im->stage + 1;
            im->at = 0;
            import_forget(im);
        }
        if (slice_over(until_ns))
            return OK;
    }
    return OK;
}

static Err take_more(Importing *im, size_t most)
{
    TRY(import_take(im, most));
    im->begun = true;
    if (im->at < im->count)
        return OK;
    im->stage = IMPORT_READY;
    return import_count(im);
}

/* ---- in slices ---- */

/* Where it is, and what cannot be counted again from the record once it is taken in. */
typedef struct {
    int64_t stage, at, count, begun, matched, held, matched_fen, held_fen;
} ImportState;
enum { STATE_NUMBERS = sizeof(ImportState) / sizeof(int64_t) };

static Str state_write(Arena *arena, const Importing *im)
{
    Buf buf = { .arena = arena };
    const int64_t numbers[] = { im->stage,   (int64_t)im->at, (int64_t)im->count, im->begun,
                                im->matched, im->held,        im->matched_fen,    im->held_fen };
    for (size_t i = 0; i < STATE_NUMBERS; i++)
        buf_i64(&buf, numbers[i]);
    return buf_str(&buf);
}

static bool state_read(Str bytes, ImportState *s)
{
    Take take = { .rest = bytes };
    int64_t *const numbers[] = { &s->stage, &s->at, &s->count, &s->begun, &s->matched, &s->held, &s->matched_fen, &s->held_fen };
    for (size_t i = 0; i < STATE_NUMBERS; i++)
        *numbers[i] = take_i64(&take);
    return !take.bad && !take.rest.n;
}

static void import_drop(void *what)
{
    Importing *im = what;
    if (im->source.sheet)
        sheet_close(im->source.sheet);
    im->source.sheet = NULL;
}

/* Who goes on reads the file once more, which is kept under its hash; what was taken in stands on record, and the rest is
 * taken in behind it. */
static Err slice_begin(BatchSlice *slice, ImportKind kind, Importing **out)
{
    enum { LISTS_BYTES = 64 << 20 };
    ImportState s = { 0 };
    BatchMemory *memory = slice->memory;
    if (slice->state.n && !state_read(slice->state, &s))
        return ERR_BUSY; /* damage */
    Importing *im = import_make(slice->post, memory->arena, kind);
    im->run = slice->run;
    if (s.begun) {
        im->begun = true;
        im->taken = (size_t)s.at;
        im->matched = s.matched;
        im->held = s.held;
        im->matched_fen = s.matched_fen;
        im->held_fen = s.held_fen;
    }
    im->tally = tally_make(slice->post, memory->arena, LISTS_BYTES);
    memory->what = im;
    memory->drop = import_drop;
    *out = im;
    return OK;
}

static Err money_slice(BatchSlice *slice, ImportKind kind, bool *done)
{
    Importing *im = slice->memory->what;
    if (!im)
        TRY(slice_begin(slice, kind, &im));
    TRY(import_about(im, slice->post));
    TRY(im->stage == IMPORT_TAKE ? take_more(im, slice->until_ns ? IMPORT_PIECE : 1) : import_more(im, slice->until_ns));
    slice->entry_next = im->stage == IMPORT_TAKE;
    slice->state = im->begun || !slice->state.n || im->stage < IMPORT_TAKE ? state_write(slice->arena, im) : slice->state;
    *done = im->stage == IMPORT_READY;
    return OK;
}

Err act_import_slice(BatchSlice *slice, bool *done)
{
    ImportKind kind = (ImportKind)arg_int(slice->command, F_IMPORT_KIND);
    const UnitFacts *unit = wages_unit(slice->post->view);
    if (kind != IMPORT_WAGES)
        return money_slice(slice, kind, done);
    require(unit != NULL);
    return levy_declare_some(slice, unit, wages_month(slice->command), done);
}

/* Rows in each stage. Of a file of wages the state is another. */
bool act_import_progress(const BureauFacts *bureau, Str state, BatchProgress *out)
{
    ImportState s = { 0 };
    if (!state_read(state, &s))
        return levy_declare_progress(bureau, state, out);
    *out = (BatchProgress){ .of = 1, .lines = s.count, .total_fen = s.matched_fen + s.held_fen };
    if (s.stage > IMPORT_READ) {
        out->done = s.stage * s.count + s.at;
        out->of = IMPORT_READY * s.count;
    }
    return true;
}

/* ---- the whole ---- */

static void import_tell(const Importing *im)
{
    Post *post = im->post;
    Decision *out = post->out;
    const StoreBatch *batch = &post->work->store->batch;
    if (im->begun && batch->done)
        emit(out, post->view, EVENT_BATCH_CLOSED, 0)->batch_closed = (Event_batch_closed){ .run = batch->run };
    out->already = mode_of(im) != FILE_REPORT && !im->bad && !im->good;
    if (!out->data)
        return;
    json_put_int(out->data, "accepted", im->begun ? im->good : 0);
    import_answer(im, out->data);
    if (im->begun)
        answer_text(out, "receipt", number_of(post_arena(post), 'P', post->ledger->entry));
}

static Err import_now(Post *post, ImportKind kind)
{
    Importing *im = import_make(post, post_arena(post), kind);
    TRY(import_about(im, post));
    if (file_batch_wanted(post->work->store, post->view->file_bytes)) {
        post->out->wants_batch = post->out->already = true; /* nothing was done yet */
        post->out->dry_batch = mode_of(im) == FILE_REPORT;
        return OK;
    }
    im->tally = tally_make(post, post_arena(post), 0);
    Err err = import_more(im, INT64_MAX);
    import_drop(im);
    TRY(err);
    if (im->stage == IMPORT_TAKE)
        TRY(take_more(im, SIZE_MAX));
    import_tell(im);
    return OK;
}

static Err import_money(Post *post, ImportKind kind)
{
    const StoreBatch *batch = &post->work->store->batch;
    Importing *im = batch->work;
    if (!batch->done)
        return import_now(post, kind);
    if (batch->refused != OK) {
        post->out->why = *batch->why;
        return batch->refused;
    }
    TRY(import_about(im, post));
    import_tell(im);
    return OK;
}

Err act_post_import(Post *post)
{
    ImportKind kind = (ImportKind)arg_int(post->command, F_IMPORT_KIND);
    if (!may_bring(post->command->actor.role, kind))
        return REFUSE(post->out, ERR_NOT_PERMITTED, "kind", "“%s”不能导入此类文件。", "The role \"%s\" may not bring such a file.",
                      choice_code(SET_ROLE, post->command->actor.role));
    return kind == IMPORT_WAGES ? import_wages(post) : import_money(post, kind);
}
