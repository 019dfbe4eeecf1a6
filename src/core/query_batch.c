/* query_batch.c - batch.progress: how far the long work is that is open. */
#include "act/act.h"
#include "core/batch.h"
#include "core/query.h"

static void put_progress(const Query *query, const BatchRow *row)
{
    Json *json = query->data;
    CommandId command = command_from(row->request.command);
    BatchProgressFn *progress = command == CMD_NONE ? NULL : act_row(command)->progress;
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

Err query_batch_progress(Query *query)
{
    Json *json = query->data;
    BatchRow row;
    TRY(batch_row(query->bureau->db, query->arena, &row));
    json_key(json, "open");
    json_open(json, '[');
    if (row.run)
        put_progress(query, &row);
    json_close(json, ']');
    return OK;
}
