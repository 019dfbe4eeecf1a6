/* query_batch.c - batch.progress: how far the long work is that is open. */
#include "act/act.h"
#include "core/batch.h"
#include "core/list.h"
#include "core/query.h"

static bool opened_take(void *context, const Event *event, int64_t ord)
{
    (void)ord;
    if (event->kind == EVENT_BATCH_OPENED)
        *(CommandId *)context = (CommandId)event->batch_opened.command;
    return event->kind != EVENT_BATCH_OPENED;
}

/* Of an approval the work is that of the command that waited: the entry that opened it says which. */
static void put_progress(const Query *query, const BatchRow *row)
{
    Json *json = query->data;
    Journal journal = list_journal(query);
    CommandId command = CMD_NONE;
    Err err = journal_entry_events(&journal, query->arena, row->run, opened_take, &command);
    BatchProgressFn *progress = err != OK || command <= CMD_NONE || command >= CMD_END ? NULL : act_row(command)->progress;
    BatchProgress far = { 0 };
    json_open(json, '{');
    json_put(json, "run", number_of(query->arena, 'L', row->run));
    json_put(json, "command", row->request.command);
    json_put(json, "id", row->request.id);
    json_key(json, "args");
    if (row->request.args)
        json_node(json, row->request.args);
    else
        json_nil(json);
    if (progress && progress(&query->bureau->store.bureau, row->state, &far)) {
        json_put_int(json, "done", far.done);
        json_put_int(json, "of", far.of);
        json_put_int(json, "lines", far.lines);
        json_put_int(json, "total_fen", far.total_fen);
    }
    json_close(json, '}');
}

/* The bureau sees all of it; who brings files, their own. */
static bool may_see(const Actor *actor, const Actor *asked)
{
    return role_in(R_OFFICE | R(ADMIN) | R(JOB), actor->role) ||
           (actor->role == asked->role && str_eq(actor->org, asked->org) && str_eq(actor->user, asked->user));
}

Err query_batch_progress(Query *query)
{
    Json *json = query->data;
    BatchRow row;
    TRY(batch_row(query->bureau->db, query->arena, &row));
    json_key(json, "open");
    json_open(json, '[');
    if (row.run && may_see(&query->command.actor, &row.request.actor))
        put_progress(query, &row);
    json_close(json, ']');
    return OK;
}
