/* writer.c - see writer.h. */
#include "core/writer.h"
#include "base/log.h"
#include "base/require.h"

enum { SCRATCH_BYTES = 1 << 30 };

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
    if (journal_open(&bureau->journal, bureau->db) != OK)
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

static Err apply_all(Bureau *bureau, Arena *scratch, const Request *requests, Answer *answers, size_t count)
{
    TRY(db_begin(bureau->db));
    for (size_t i = 0; i < count; i++)
        TRY(apply_command(bureau, scratch, &requests[i], &answers[i]));
    return commit(bureau);
}

Err writer_group(Bureau *bureau, Arena *scratch, Arena *arena, const Request *requests, Answer *answers, size_t count)
{
    Journal journal = bureau->journal;
    BureauFacts facts = bureau->store.bureau;
    Err err = apply_all(bureau, scratch, requests, answers, count);
    if (err != OK) {
        db_rollback(bureau->db);
        bureau->journal = journal;
        bureau->store.bureau = facts;
        for (size_t i = 0; i < count; i++)
            answer_busy(arena, &requests[i], &answers[i]);
        log_line(LOG_WARN, "group", "a group of %d commands failed and was taken back", (int)count);
        return ERR_BUSY;
    }
    for (size_t i = 0; i < count; i++)
        answers[i].json = str_copy(arena, answers[i].json);
    return OK;
}

static int take_group(Writer *writer, WriterItem **items)
{
    int count = 0;
    pthread_mutex_lock(&writer->lock);
    while (!writer->first && !writer->stop)
        pthread_cond_wait(&writer->wake, &writer->lock);
    for (; count < writer->group && writer->first; count++) {
        items[count] = writer->first;
        writer->first = items[count]->next;
    }
    if (!writer->first)
        writer->last = &writer->first;
    writer->waiting -= count;
    pthread_mutex_unlock(&writer->lock);
    return count;
}

static void run_group(Writer *writer, Arena *scratch, Arena *arena, WriterItem **items, int count)
{
    Request requests[GROUP_SQLITE] = { 0 };
    Answer answers[GROUP_SQLITE];
    for (int i = 0; i < count; i++)
        requests[i] = items[i]->request;
    Err err = writer_group(writer->bureau, scratch, arena, requests, answers, (size_t)count);
    writer->failed_groups += err != OK;
    writer->commits++;
    for (int i = 0; i < count; i++) {
        writer->commands++;
        writer->refused += answers[i].err != OK;
        items[i]->done(items[i], &answers[i]);
    }
    db_checkpoint(writer->bureau->db);
}

static void *writer_run(void *context)
{
    Writer *writer = context;
    Arena scratch = arena_make(SCRATCH_BYTES), arena = arena_make(SCRATCH_BYTES);
    WriterItem *items[GROUP_SQLITE];
    for (int count; (count = take_group(writer, items)) > 0;) {
        run_group(writer, &scratch, &arena, items, count);
        arena_reset(&scratch);
        arena_reset(&arena);
    }
    arena_drop(&scratch);
    arena_drop(&arena);
    return NULL;
}

void writer_start(Writer *writer, Bureau *bureau, int group)
{
    *writer = (Writer){ .bureau = bureau, .group = group ? group : db_is_postgres(bureau->db) ? GROUP_POSTGRES : GROUP_SQLITE };
    require(writer->group <= GROUP_SQLITE);
    writer->last = &writer->first;
    require(pthread_mutex_init(&writer->lock, NULL) == 0 && pthread_cond_init(&writer->wake, NULL) == 0);
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
}
