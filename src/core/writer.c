/* writer.c - see writer.h. */
#define _GNU_SOURCE
#include "core/writer.h"
#include "act/act.h"
#include "base/log.h"
#include "base/require.h"
#include "core/batch.h"
#include "core/due.h"
#include "core/sets.h"
#include <time.h>

enum { SCRATCH_BYTES = 1 << 30, RETRY_SECONDS = 1 };

static void answer_busy(Arena *arena, const Request *request, Answer *answer)
{
    Why why = { .arena = arena };
    *answer = (Answer){ .err = refuse(&why, ERR_BUSY, "", NULL, NULL) };
    answer->json = answer_refused(arena, request->id, &why);
}

/* The outcome of a COMMIT is unknown: the connection is new, and the journal says whether the group's last entry is
 * there. Anything but our own last entry means that nothing of the group was kept. */
static Err commit_unknown(Bureau *bureau, int64_t last, Hash last_hash)
{
    bureau->unsure = journal_open(&bureau->journal, bureau->db) != OK;
    bureau->policy_moves = true;
    if (bureau->unsure)
        return ERR_BUSY;
    return bureau->journal.last == last && hash_eq(&bureau->journal.last_hash, &last_hash) ? OK : ERR_BUSY;
}

static Err commit(Bureau *bureau)
{
    int64_t last = bureau->journal.last;
    Hash last_hash = bureau->journal.last_hash;
    Err err = db_commit(bureau->db);
    return err == ERR_CONFLICT ? commit_unknown(bureau, last, last_hash) : err;
}

/* Behind an approval: the new rules first, then the due days by them; only then the next group. */
static Err policy_follow(Bureau *bureau)
{
    if (!bureau->policy_moves)
        return OK;
    TRY(sets_follow(bureau, NULL));
    TRY(due_follow(bureau));
    bureau->policy_moves = false;
    return OK;
}

static bool is_approval(const Request *request) { return str_is(request->command, command_row(CMD_POLICY_APPROVE)->name); }

/* What comes behind it must see what it has done: it may be long work. */
static bool is_last(const Request *request)
{
    CommandId id = command_from(request->command);
    return is_approval(request) || (id != CMD_NONE && act_row(id)->slice);
}

/* There was no connection to look for the last group: it may be there after all, and everything goes on from there. */
static Err make_sure(Bureau *bureau, Arena *scratch)
{
    if (bureau->unsure) {
        TRY(journal_open(&bureau->journal, bureau->db));
        TRY(store_refresh(&bureau->store, scratch));
        bureau->unsure = false;
    }
    return policy_follow(bureau);
}

/* What one transaction takes in. */
typedef struct {
    const Request *requests;
    Answer *answers;
    size_t count;
    const Look *looks;
    size_t look_count;
    const Delivery *delivery; /* or NULL */
    int64_t delivery_mark;
} Group;

static Err apply_one(Bureau *bureau, Arena *scratch, const Request *request, Answer *answer)
{
    if (!request->own)
        return apply_command(bureau, scratch, request, answer);
    *answer = (Answer){ 0 };
    return request->own(bureau, scratch, request->own_context);
}

static Err apply_all(Bureau *bureau, Arena *scratch, const Group *group)
{
    TRY(db_begin(bureau->db));
    for (size_t i = 0; i < group->count; i++)
        TRY(apply_one(bureau, scratch, &group->requests[i], &group->answers[i]));
    if (group->look_count)
        TRY(look_append(bureau, scratch, group->looks, group->look_count));
    if (group->delivery)
        TRY(delivery_put(bureau->db, group->delivery, group->delivery_mark));
    return commit(bureau);
}

static Err step_back(Bureau *bureau, const Journal *journal, const BureauFacts *facts)
{
    db_rollback(bureau->db);
    bureau->journal = *journal;
    store_restore(&bureau->store, facts);
    return ERR_BUSY;
}

static Err group_run(Bureau *bureau, Arena *scratch, Arena *arena, const Group *group)
{
    Err err = make_sure(bureau, scratch);
    bureau->policy_moves |= group->count && is_approval(&group->requests[group->count - 1]);
    Journal journal = bureau->journal;
    BureauFacts facts = bureau->store.bureau;
    if (err == OK)
        err = apply_all(bureau, scratch, group);
    if (err != OK) {
        (void)!step_back(bureau, &journal, &facts);
        for (size_t i = 0; i < group->count; i++)
            answer_busy(arena, &group->requests[i], &group->answers[i]);
        log_line(LOG_WARN, "group", "a group of %d commands and %d looks failed and was taken back", (int)group->count,
                 (int)group->look_count);
        return ERR_BUSY;
    }
    for (size_t i = 0; i < group->count; i++)
        group->answers[i].json = str_copy(arena, group->answers[i].json);
    return OK;
}

Err writer_step(Bureau *bureau, Arena *scratch, bool soft, WriterStep *step, void *context)
{
    Err err = make_sure(bureau, scratch);
    Journal journal = bureau->journal;
    BureauFacts facts = bureau->store.bureau;
    if (err == OK)
        err = soft ? db_begin_soft(bureau->db) : db_begin(bureau->db);
    if (err == OK)
        err = step(bureau, scratch, context);
    if (err == OK) {
        err = db_commit(bureau->db);
        if (err != ERR_CONFLICT)
            return err == OK ? OK : step_back(bureau, &journal, &facts);
        /* Whether it was stored is found out by who comes again. */
        (void)!commit_unknown(bureau, 0, (Hash){ 0 });
        bureau->unsure = true;
        return ERR_BUSY;
    }
    return step_back(bureau, &journal, &facts);
}

/* A batch that was open when the program started goes on before anything else; if it cannot, it is tried again when its
 * command comes. */
static void group_first(Bureau *bureau, Arena *scratch)
{
    if (bureau->batch_waits && batch_finish(bureau, scratch, NULL, NULL) != OK)
        log_line(LOG_WARN, "batch", "a batch that was left open could not be finished");
}

Err writer_group(Bureau *bureau, Arena *scratch, Arena *arena, const Request *requests, Answer *answers, size_t count)
{
    Err result = OK;
    group_first(bureau, scratch);
    for (size_t first = 0, next = 0; first < count; first = next) {
        while (next < count && !is_last(&requests[next]))
            next++;
        next += next < count;
        Group group = { .requests = requests + first, .answers = answers + first, .count = next - first };
        Err err = group_run(bureau, scratch, arena, &group);
        if (err == OK && answers[next - 1].wants_batch)
            err = batch_run(bureau, scratch, arena, &requests[next - 1], &answers[next - 1], NULL, NULL);
        result = err == OK ? result : err;
        if (policy_follow(bureau) != OK)
            log_line(LOG_WARN, "policy", "the approved policy set could not be read yet; it is tried again");
    }
    return result;
}

Err writer_look_now(Bureau *bureau, Arena *scratch, const Look *look)
{
    return group_run(bureau, scratch, scratch, &(Group){ .looks = look, .look_count = 1 });
}

/* What the thread holds while it works on a group. */
typedef struct {
    WriterItem *items[GROUP_SQLITE];
    Request requests[GROUP_SQLITE];
    Answer answers[GROUP_SQLITE];
    Look looks[LOOKS_GROUP];
    int count, look_count;
    const Delivery *delivery;
    int64_t delivery_mark;
} Taken;

/* Looks stay where they are until they are durable: nobody else would ever send them again. */
static void take_looks(Writer *writer, Taken *taken)
{
    taken->look_count = writer->look_count < LOOKS_GROUP ? writer->look_count : LOOKS_GROUP;
    for (int i = 0; i < taken->look_count; i++)
        taken->looks[i] = writer->looks[(writer->look_first + i) % LOOKS_WAITING_MAX];
}

static void looks_done(Writer *writer, const Taken *taken)
{
    pthread_mutex_lock(&writer->lock);
    writer->look_first = (writer->look_first + taken->look_count) % LOOKS_WAITING_MAX;
    writer->look_count -= taken->look_count;
    pthread_mutex_unlock(&writer->lock);
}

/* While looks wait for an engine that fails, they are tried again with the next command or after a while. */
static void wait_for_work(Writer *writer)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += RETRY_SECONDS;
    bool tired = writer->failing;
    while (!writer->first && !writer->stop && !writer->delivery && (tired || !writer->look_count)) {
        if (!tired)
            pthread_cond_wait(&writer->wake, &writer->lock);
        else if (pthread_cond_timedwait(&writer->wake, &writer->lock, &until) != 0)
            tired = false;
    }
}

/* Takes all that waits, at most a group; false when there is nothing and never will be. */
static bool take_group(Writer *writer, Taken *taken)
{
    bool last = false; /* an approval ends its group: what comes behind it is decided by the new rules */
    taken->count = 0;
    pthread_mutex_lock(&writer->lock);
    wait_for_work(writer);
    for (; taken->count < writer->group && writer->first && !last; taken->count++) {
        taken->items[taken->count] = writer->first;
        taken->requests[taken->count] = writer->first->request;
        writer->first = writer->first->next;
        last = is_approval(&taken->requests[taken->count]);
    }
    if (!writer->first)
        writer->last = &writer->first;
    writer->waiting -= taken->count;
    take_looks(writer, taken);
    taken->delivery = writer->delivery;
    taken->delivery_mark = writer->delivery_mark;
    bool given_up = writer->stop && writer->failing && !taken->count && !taken->delivery && taken->look_count;
    pthread_mutex_unlock(&writer->lock);
    if (given_up)
        log_line(LOG_ERROR, "look", "%d looks could not be recorded before the end", taken->look_count);
    return !given_up && (taken->count > 0 || taken->look_count > 0 || taken->delivery);
}

/* Tells the sender; the result of an attempt is tried once, the message is sent again if it is lost. */
static void delivery_done(Writer *writer, Err err)
{
    pthread_mutex_lock(&writer->lock);
    writer->delivery = NULL;
    writer->delivery_err = err;
    pthread_cond_signal(&writer->delivered);
    pthread_mutex_unlock(&writer->lock);
}

Err writer_delivery(Writer *writer, const Delivery *delivery, int64_t mark)
{
    pthread_mutex_lock(&writer->lock);
    Err err = ERR_BUSY;
    if (!writer->stop) {
        writer->delivery = delivery;
        writer->delivery_mark = mark;
        pthread_cond_signal(&writer->wake);
        while (writer->delivery)
            pthread_cond_wait(&writer->delivered, &writer->lock);
        err = writer->delivery_err;
    }
    pthread_mutex_unlock(&writer->lock);
    return err;
}

static void tell(Writer *writer, WriterItem *item, const Answer *answer)
{
    writer->commands++;
    writer->refused += answer->err != OK;
    item->done(item, answer);
}

/* Long work waits until the group is through; what comes while some is under way waits for the end of it. */
static void set_aside(Writer *writer, WriterItem *item, bool dry)
{
    item->next = NULL;
    item->dry_batch = dry;
    *writer->long_last = item;
    writer->long_last = &item->next;
}

static void run_group(Writer *writer, Arena *scratch, Arena *arena, Taken *taken)
{
    Group group = { taken->requests,           taken->answers,  (size_t)taken->count, taken->looks,
                    (size_t)taken->look_count, taken->delivery, taken->delivery_mark };
    Err err = group_run(writer->bureau, scratch, arena, &group);
    writer->failed_groups += err != OK;
    writer->failing = err != OK;
    writer->commits++;
    bool was_dead = writer->dead;
    writer->dead = err != OK && db_dead(writer->bureau->db);
    if (err == OK)
        looks_done(writer, taken);
    if (taken->delivery)
        delivery_done(writer, err);
    for (int i = 0; i < taken->count; i++) {
        if (taken->answers[i].wants_batch)
            set_aside(writer, taken->items[i], taken->answers[i].dry_batch);
        else
            tell(writer, taken->items[i], &taken->answers[i]);
    }
    if (writer->dead && !was_dead && writer->on_dead)
        writer->on_dead(writer->on_dead_context);
    if (policy_follow(writer->bureau) != OK)
        log_line(LOG_WARN, "policy", "the approved policy set could not be read yet; it is tried again");
    db_checkpoint(writer->bureau->db);
}

/* Between two slices: one group of those who wait. */
typedef struct {
    Writer *writer;
    Arena *scratch, *arena;
    Taken *taken;
} Pause;

static bool pause_group(void *context)
{
    Pause *pause = context;
    Writer *writer = pause->writer;
    writer->commits++; /* readers see how far it is */
    pthread_mutex_lock(&writer->lock);
    bool any = writer->first || writer->look_count || writer->delivery;
    pthread_mutex_unlock(&writer->lock);
    if (!any || writer->failing || !take_group(writer, pause->taken))
        return false;
    size_t mark = arena_mark(pause->scratch), arena_at = arena_mark(pause->arena);
    run_group(writer, pause->scratch, pause->arena, pause->taken);
    arena_back(pause->scratch, mark);
    arena_back(pause->arena, arena_at);
    return true;
}

/* One after the other, in the order in which they came. */
static void run_long(Pause *pause)
{
    Writer *writer = pause->writer;
    if (writer->bureau->batch_waits && batch_finish(writer->bureau, pause->scratch, pause_group, pause) != OK)
        log_line(LOG_WARN, "batch", "a batch that was left open could not be finished; it goes on when its command comes again");
    while (writer->long_first) {
        WriterItem *item = writer->long_first;
        Answer answer = { .wants_batch = true, .dry_batch = item->dry_batch };
        writer->long_first = item->next;
        if (!item->next)
            writer->long_last = &writer->long_first;
        if (batch_run(writer->bureau, pause->scratch, pause->arena, &item->request, &answer, pause_group, pause) != OK)
            writer->failed_groups++;
        writer->commits++;
        tell(writer, item, &answer);
    }
}

static void *writer_run(void *context)
{
    Writer *writer = context;
    pthread_setname_np(pthread_self(), "writer");
    Arena scratch = arena_make(SCRATCH_BYTES), arena = arena_make(SCRATCH_BYTES), life = arena_make(4 * sizeof(Taken));
    Taken *taken = arena_new(&life, Taken, 1);
    Pause pause = { writer, &scratch, &arena, arena_new(&life, Taken, 1) };
    run_long(&pause);
    while (take_group(writer, taken)) {
        run_group(writer, &scratch, &arena, taken);
        run_long(&pause);
        arena_reset(&scratch);
        arena_reset(&arena);
    }
    arena_drop(&scratch);
    arena_drop(&arena);
    arena_drop(&life);
    return NULL;
}

bool writer_look(Writer *writer, const Look *look)
{
    pthread_mutex_lock(&writer->lock);
    bool room = writer->look_count < LOOKS_WAITING_MAX && !writer->stop;
    if (room) {
        writer->looks[(writer->look_first + writer->look_count++) % LOOKS_WAITING_MAX] = *look;
        pthread_cond_signal(&writer->wake);
    }
    pthread_mutex_unlock(&writer->lock);
    return room;
}

void writer_start(Writer *writer, Bureau *bureau, int group)
{
    *writer = (Writer){ .bureau = bureau, .group = group ? group : db_is_postgres(bureau->db) ? GROUP_POSTGRES : GROUP_SQLITE };
    require(writer->group <= GROUP_SQLITE);
    writer->last = &writer->first;
    writer->long_last = &writer->long_first;
    writer->looks = arena_take(&bureau->life, sizeof(Look) * LOOKS_WAITING_MAX);
    require(pthread_mutex_init(&writer->lock, NULL) == 0 && pthread_cond_init(&writer->wake, NULL) == 0);
    require(pthread_cond_init(&writer->delivered, NULL) == 0);
    require(pthread_create(&writer->thread, NULL, writer_run, writer) == 0);
}

bool writer_put(Writer *writer, WriterItem *item)
{
    item->next = NULL;
    pthread_mutex_lock(&writer->lock);
    bool room = writer->waiting < QUEUE_MAX && !writer->stop;
    if (room) {
        *writer->last = item;
        writer->last = &item->next;
        writer->waiting++;
        pthread_cond_signal(&writer->wake);
    }
    pthread_mutex_unlock(&writer->lock);
    return room;
}

void writer_stop(Writer *writer)
{
    pthread_mutex_lock(&writer->lock);
    writer->stop = true;
    pthread_cond_signal(&writer->wake);
    pthread_mutex_unlock(&writer->lock);
    pthread_join(writer->thread, NULL);
    pthread_mutex_destroy(&writer->lock);
    pthread_cond_destroy(&writer->wake);
    pthread_cond_destroy(&writer->delivered);
}
