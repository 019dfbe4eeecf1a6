/* batch.c - see batch.h. Owns batch_work. */
#include "core/batch.h"
#include "act/act.h"
#include "act/post.h"
#include "base/json.h"
#include "base/require.h"
#include "core/file.h"
#include "core/parse.h"
#include "core/sets.h"
#include "core/stored.h"
#include "core/waiting.h"
#include "core/writer.h"
#include "desk/desk.h"
#include "registry/roster.h"
#include <time.h>

enum { LIFE_BYTES = 4 << 20 };
static const size_t memory_bytes = (size_t)2 << 30; /* touched only where a kind of work keeps something */

TABLE(batch_work, TABLE_OWN, 4, "run i, request b, state b", "run", NULL)
SQL(WORK_ADD, "ibb", "", "INSERT INTO batch_work (run, request, state) VALUES ($1, $2, $3)")
SQL(WORK_STATE, "ib", "", "UPDATE batch_work SET state = $2 WHERE run = $1")
SQL(WORK_END, "i", "", "DELETE FROM batch_work WHERE run = $1")
SQL(WORK_OPEN, "", "ibb", "SELECT run, request, state FROM batch_work ORDER BY run LIMIT 1")

/* ---- the request, kept until the answer is ---- */

static Str request_write(Arena *arena, const Request *request)
{
    Buf buf = { .arena = arena };
    Json args = json_make(arena);
    if (request->args)
        json_node(&args, request->args);
    buf_i64(&buf, request->at.s);
    buf_i64(&buf, request->actor.role);
    const Str texts[] = {
        request->id, request->command, request->purpose, request->actor.user, request->actor.org, json_str(&args)
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        buf_text(&buf, texts[i]);
    return buf_str(&buf);
}

static bool request_read(Arena *arena, Str bytes, Request *out)
{
    Take take = { .rest = bytes };
    JsonNode *args = NULL;
    out->at.s = take_i64(&take);
    out->actor.role = (Role)take_i64(&take);
    Str *const texts[] = { &out->id, &out->command, &out->purpose, &out->actor.user, &out->actor.org };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = take_text(&take);
    Str json = take_text(&take);
    if (take.bad || take.rest.n || (json.n && json_read(arena, json, &args, NULL) != OK))
        return false;
    out->args = args;
    return true;
}

Err batch_row(Db *db, Arena *arena, BatchRow *out)
{
    Rows rows;
    *out = (BatchRow){ 0 };
    TRY(db_rows(db, arena, &WORK_OPEN, NULL, &rows));
    if (!rows.count)
        return OK;
    out->run = cell(&rows, 0, 0)->i;
    out->bytes = cell(&rows, 0, 1)->s;
    out->state = cell(&rows, 0, 2)->s;
    return request_read(arena, out->bytes, &out->request) ? OK : ERR_BUSY; /* damage */
}

/* What everybody has to know of the batch that is open. */
static void batch_tell(Bureau *bureau, const Request *request, int64_t run)
{
    int64_t n = 0;
    StoreBatch *told = &bureau->store.batch;
    const JsonNode *of = run ? json_member(request->args, "case") : NULL;
    told->run = run;
    told->case_person = 0;
    if (number_read_person(json_text_of(of), 'C', &told->case_person, &n))
        told->case_n = (int)n;
}

Err batch_look(Bureau *bureau)
{
    Arena arena = arena_make((size_t)1 << 20);
    BatchRow row;
    Err err = batch_row(bureau->db, &arena, &row);
    batch_tell(bureau, &row.request, err == OK ? row.run : 0);
    bureau->batch_waits = bureau->store.batch.run != 0;
    arena_drop(&arena);
    return err;
}

/* ---- one batch under way ---- */

typedef struct {
    const Request *request;
    Arena *life;
    Str bytes; /* of the request; empty for a dry run, which leaves nothing behind */
    Command command;
    int64_t run;
    bool done, soft; /* soft: the next slice makes no entry */
    bool alone;      /* nobody came between the last two slices */
    Answer *answer;
    char state[BATCH_STATE_MAX];
    size_t state_count;
    BatchMemory memory;
    Err refused;
    Why why;
} Batch;

static Str state_of(const Batch *batch) { return (Str){ batch->state_count ? batch->state : NULL, batch->state_count }; }

static bool state_keep(Batch *batch, Str state)
{
    batch->state_count = state.n;
    if (state.n > sizeof batch->state)
        return false;
    if (state.n)
        memcpy(batch->state, state.p, state.n);
    return true;
}

/* The month or the year that the work is about; 0: none. */
static int64_t period_of(const Command *command) { return arg_int(command, arg_is(command, F_MONTH) ? F_MONTH : F_YEAR); }

static Time time_of(const Bureau *bureau, const Request *request)
{
    Time last = bureau->journal.last_at;
    return last.s > request->at.s ? last : request->at;
}

/* Who says it, in an entry of the batch; it has no id of its own. */
static EntryDraft draft_of(Bureau *bureau, Arena *arena, const Request *request, CommandId command, Time now)
{
    return (EntryDraft){ .at = now,
                         .command = command,
                         .role = request->actor.role,
                         .user = stored_user(&bureau->store, arena, &request->actor, now),
                         .org = request->actor.org };
}

static int64_t monotonic_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* A refusal of a slice is the command's, and nothing more is to be done. Its words must outlive the slice. */
static Err slice_refused(Batch *batch, Err err, const Why *why)
{
    Arena *life = batch->life;
    if (err == ERR_BUSY)
        return err;
    batch->refused = err;
    batch->why = (Why){ .arena = life, .code = err, .field = str_copy(life, why->field), .law = why->law };
    batch->why.zh = str_copy(life, why->zh);
    batch->why.en = str_copy(life, why->en);
    batch->done = true;
    return ERR_BUSY; /* what the slice has written is taken back */
}

/* What a slice does in the ledger and to the facts: as a command's post. */
typedef struct {
    Command command;
    Loaded loaded;
    Ledger ledger;
    Decision out;
    Post post;
} SlicePost;

static Err post_make(Bureau *bureau, Arena *scratch, const Batch *batch, const PolicySet *policy, SlicePost *out)
{
    Journal *journal = &bureau->journal;
    out->command = batch->command;
    out->command.at = time_of(bureau, batch->request);
    out->out = (Decision){ .arena = scratch, .why = { .arena = scratch } };
    out->loaded = load_make(&bureau->store, scratch, policy, out->command.at);
    out->ledger = ledger_open(bureau->db, journal->last + 1);
    out->post = (Post){ .work = &out->loaded.work,
                        .journal = journal,
                        .ledger = &out->ledger,
                        .view = &out->loaded.view,
                        .command = &out->command,
                        .actor = desk_identity(&batch->command.actor),
                        .out = &out->out };
    TRY(load_actor(&out->loaded, command_row(out->command.id)->roles, &out->command.actor, &out->out.why));
    TRY(load_view(&out->loaded, &out->command, &out->out.why));
    TRY(waiting_load(bureau, &out->loaded, &out->command, &out->out.why));
    out->loaded.view.approved = out->command.id == CMD_CASE_REVIEW;
    out->post.command = act_posted(&out->loaded.view, &out->command);
    return out->post.command && act_row(out->post.command->id)->slice ? OK : ERR_BUSY;
}

static Err open_step(Bureau *bureau, Arena *scratch, void *context)
{
    Batch *batch = context;
    Journal *journal = &bureau->journal;
    Time now = time_of(bureau, batch->request);
    Hash input = hash_of(command_bytes(scratch, &batch->command));
    Event *event = arena_new(scratch, Event, 1);
    SlicePost *post = arena_new(scratch, SlicePost, 1);
    TRY(post_make(bureau, scratch, batch, bureau->policy, post));
    const Command *what = post->post.command;
    *event = (Event){ .kind = EVENT_BATCH_OPENED, .at = now };
    event->batch_opened = (Event_batch_opened){ .command = what->id,
                                                .region = arg_int(what, F_REGION),
                                                .period = period_of(what),
                                                .input = str_copy(scratch, hash_str(&input)),
                                                .policy = hash_str(policy_hash(bureau->policy)) };
    EntryDraft draft = draft_of(bureau, scratch, batch->request, CMD_BATCH_OPEN, now);
    int64_t run = journal->last + 1;
    Work work = { .store = &bureau->store, .arena = scratch };
    TRY(work_apply(&work, run, event, 1));
    TRY(journal_append(journal, scratch, &draft, event, 1));
    return db_run(bureau->db, &WORK_ADD, VALS(val_i(run), val_b(batch->bytes), val_b((Str){ 0 })));
}

static Err post_store(Bureau *bureau, Arena *scratch, const Batch *batch, SlicePost *post)
{
    Journal *journal = &bureau->journal;
    Decision *out = &post->out;
    Str side = str_copy(scratch, ledger_side(&post->ledger));
    if (!out->count && !side.n)
        return OK;
    require(batch->run != 0); /* a dry run leaves nothing behind */
    EntryDraft draft = draft_of(bureau, scratch, batch->request, post->command.id, post->command.at);
    draft.side = side;
    TRY(work_apply(&post->loaded.work, journal->last + 1, out->events, out->count));
    return journal_append(journal, scratch, &draft, out->events, out->count);
}

static Err slice_run(Bureau *bureau, Arena *scratch, Batch *batch, Why *why, Str *state)
{
    int64_t ms = bureau->batch_slice_ms ? bureau->batch_slice_ms : batch->alone ? BATCH_SLICE_ALONE_MS : BATCH_SLICE_MS;
    SlicePost *post = arena_new(scratch, SlicePost, 1);
    BatchSlice slice = { .store = &bureau->store,
                         .arena = scratch,
                         .policy = bureau->policy,
                         .run = batch->run,
                         .until_ns = ms < 0 ? 0 : monotonic_ns() + ms * 1000000,
                         .state = state_of(batch),
                         .why = &post->out.why,
                         .post = &post->post,
                         .memory = &batch->memory };
    if (batch->run)
        TRY(sets_known(bureau, scratch, batch->run, &slice.policy));
    Err err = post_make(bureau, scratch, batch, slice.policy, post);
    slice.command = post->post.command;
    if (err == OK)
        err = act_row(slice.command->id)->slice(&slice, &batch->done);
    *why = post->out.why;
    TRY(err);
    batch->soft = !slice.entry_next;
    *state = slice.state;
    return post_store(bureau, scratch, batch, post);
}

static Err too_large(Batch *batch)
{
    Why why = { .arena = batch->life };
    return slice_refused(batch, refuse(&why, ERR_TOO_LARGE, "", NULL, NULL), &why);
}

static Err slice_step(Bureau *bureau, Arena *scratch, void *context)
{
    Batch *batch = context;
    jmp_buf full, more, *before = scratch->on_full;
    Why why = { .arena = scratch };
    Str state = { 0 };
    scratch->on_full = &full;
    batch->memory.arena->on_full = &more;
    if (setjmp(full)) {
        scratch->on_full = before;
        return ERR_BUSY;
    }
    if (setjmp(more)) {
        scratch->on_full = before;
        batch->memory.arena->on_full = NULL;
        return too_large(batch);
    }
    Err err = slice_run(bureau, scratch, batch, &why, &state);
    scratch->on_full = before;
    batch->memory.arena->on_full = NULL;
    if (err != OK)
        return slice_refused(batch, err, &why);
    bool same = str_eq(state, state_of(batch));
    if (!state_keep(batch, state))
        return ERR_BUSY;
    return batch->run && !same ? db_run(bureau->db, &WORK_STATE, VALS(val_i(batch->run), val_b(state))) : OK;
}

/* The command itself: it finds the work done. Whatever it answers, the batch is over. */
static Err close_step(Bureau *bureau, Arena *scratch, void *context)
{
    Batch *batch = context;
    TRY(apply_command(bureau, scratch, batch->request, batch->answer));
    if (!batch->run)
        return OK;
    TRY(roster_forget(&bureau->store));
    return db_run(bureau->db, &WORK_END, VALS(val_i(batch->run)));
}

static Err close_batch(Bureau *bureau, Arena *scratch, Batch *batch)
{
    StoreBatch *told = &bureau->store.batch;
    told->done = true;
    told->run = batch->run;
    told->state = state_of(batch);
    told->work = batch->memory.what;
    told->refused = batch->refused;
    told->why = &batch->why;
    Err err = writer_step(bureau, scratch, false, close_step, batch);
    *told = (StoreBatch){ .at_once = told->at_once };
    batch_tell(bureau, batch->request, err == OK ? 0 : batch->run);
    if (err == OK)
        batch->answer->json = str_copy(batch->life, batch->answer->json);
    return err;
}

static Err slices_go(Bureau *bureau, Arena *scratch, Batch *batch, BatchPause *pause, void *context)
{
    while (!batch->done) {
        size_t mark = arena_mark(scratch);
        Err err = writer_step(bureau, scratch, batch->soft, slice_step, batch);
        arena_back(scratch, mark);
        if (err != OK && batch->refused == OK)
            return ERR_BUSY;
        db_checkpoint(bureau->db);
        if (!batch->done)
            batch->alone = !pause || !pause(context);
    }
    return OK;
}

/* What is kept between slices ends with the batch, or with one that was not stored: it may be ahead of the state. */
static Err batch_go(Bureau *bureau, Arena *scratch, Batch *batch, BatchPause *pause, void *context)
{
    Arena memory = arena_make_large(memory_bytes);
    batch->memory = (BatchMemory){ .arena = &memory };
    Err err = slices_go(bureau, scratch, batch, pause, context);
    if (err == OK)
        err = close_batch(bureau, scratch, batch);
    if (batch->memory.what && batch->memory.drop)
        batch->memory.drop(batch->memory.what);
    arena_drop(&memory);
    return err;
}

/* ---- whose turn it is ---- */

static Err batch_command(Batch *batch)
{
    Str bytes = { 0 };
    CommandId id = command_from(batch->request->command);
    Why why = { .arena = batch->life };
    if (id == CMD_NONE || !act_may_be_long(id))
        return ERR_BUSY;
    batch->command = (Command){ .id = id, .request = batch->request->id, .actor = batch->request->actor, .at = batch->request->at };
    if (parse_args(batch->life, command_row(id), batch->request->args, time_day(batch->request->at), batch->command.args, &why) !=
        OK)
        return ERR_BUSY;
    file_name_by_hash(batch->life, &batch->command, &bytes);
    return OK;
}

/* The open batch, read into `life`. */
static Err open_row(Bureau *bureau, Arena *life, BatchRow *out)
{
    Err err = db_begin(bureau->db);
    if (err == OK)
        err = batch_row(bureau->db, life, out);
    db_rollback(bureau->db);
    if (err == OK)
        batch_tell(bureau, &out->request, out->run);
    return err;
}

static Err batch_go_on(Bureau *bureau, Arena *scratch, Arena *life, const BatchRow *row, Answer *answer, BatchPause *pause,
                       void *context)
{
    Batch *batch = arena_new(life, Batch, 1);
    *batch = (Batch){ .request = &row->request, .life = life, .run = row->run, .answer = answer };
    TRY(batch_command(batch));
    return state_keep(batch, row->state) ? batch_go(bureau, scratch, batch, pause, context) : ERR_BUSY;
}

static Err batch_new(Bureau *bureau, Arena *scratch, Arena *life, const Request *request, Answer *answer, BatchPause *pause,
                     void *context)
{
    Batch *batch = arena_new(life, Batch, 1);
    bool dry = answer->dry_batch;
    *batch = (Batch){ .request = request, .life = life, .answer = answer };
    TRY(batch_command(batch));
    if (!dry) {
        int64_t run = bureau->journal.last + 1;
        batch->bytes = request_write(life, request);
        if (batch->bytes.n > BATCH_REQUEST_MAX || writer_step(bureau, scratch, false, open_step, batch) != OK)
            return ERR_BUSY;
        batch->run = run;
        batch_tell(bureau, request, run);
    }
    return batch_go(bureau, scratch, batch, pause, context);
}

enum { AT_BYTES = 8 };

/* The same request, whenever it was said. */
static bool is_same(Arena *arena, const BatchRow *row, const Request *request)
{
    return str_eq(str_from(row->bytes, AT_BYTES), str_from(request_write(arena, request), AT_BYTES));
}

Err batch_asked(Bureau *bureau, Arena *arena, const Request *request, bool *same)
{
    BatchRow row;
    TRY(batch_row(bureau->db, arena, &row));
    Request named = file_named(arena, request);
    *same = row.run && is_same(arena, &row, &named);
    return OK;
}

typedef struct {
    const Request *request;
    Answer *answer;
} Asking;

static Err ask_step(Bureau *bureau, Arena *scratch, void *context)
{
    Asking *asking = context;
    return apply_command(bureau, scratch, asking->request, asking->answer);
}

/* While it waited for another, it may have been answered, or have become nothing to do. */
static Err ask_again(Bureau *bureau, Arena *scratch, Arena *life, const Request *request, Answer *answer)
{
    size_t mark = arena_mark(scratch);
    Asking asking = { request, answer };
    Err err = writer_step(bureau, scratch, false, ask_step, &asking);
    if (err == OK && !answer->wants_batch)
        answer->json = str_copy(life, answer->json);
    arena_back(scratch, mark);
    return err;
}

static Err run_one(Bureau *bureau, Arena *scratch, Arena *life, const Request *request, Answer *answer, BatchPause *pause,
                   void *context)
{
    BatchRow *row = arena_new(life, BatchRow, 1);
    TRY(open_row(bureau, life, row));
    if (row->run && is_same(life, row, request))
        return batch_go_on(bureau, scratch, life, row, answer, pause, context);
    if (row->run) {
        Answer other = { 0 };
        TRY(batch_go_on(bureau, scratch, life, row, &other, pause, context));
    }
    TRY(ask_again(bureau, scratch, life, request, answer));
    return answer->wants_batch ? batch_new(bureau, scratch, life, request, answer, pause, context) : OK;
}

static Err answer_again_busy(Arena *out, const Request *request, Answer *answer)
{
    Why why = { .arena = out };
    *answer = (Answer){ .err = refuse(&why, ERR_BUSY, "", NULL, NULL) };
    answer->json = answer_refused(out, request->id, &why);
    return ERR_BUSY;
}

Err batch_run(Bureau *bureau, Arena *scratch, Arena *out, const Request *request, Answer *answer, BatchPause *pause, void *context)
{
    Arena life = arena_make(LIFE_BYTES);
    size_t mark = arena_mark(scratch);
    Request named = file_named(scratch, request);
    Err err = run_one(bureau, scratch, &life, &named, answer, pause, context);
    arena_back(scratch, mark);
    bureau->store.batch.done = false;
    if (err == OK)
        answer->json = str_copy(out, answer->json);
    arena_drop(&life);
    return err == OK ? OK : answer_again_busy(out, request, answer);
}

Err batch_finish(Bureau *bureau, Arena *scratch, BatchPause *pause, void *context)
{
    Arena life = arena_make(LIFE_BYTES);
    BatchRow *row = arena_new(&life, BatchRow, 1);
    Answer answer = { 0 };
    bureau->batch_waits = false;
    Err err = open_row(bureau, &life, row);
    if (err == OK && row->run)
        err = batch_go_on(bureau, scratch, &life, row, &answer, pause, context);
    arena_drop(&life);
    return err;
}
