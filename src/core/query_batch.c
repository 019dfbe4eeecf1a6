/* query_batch.c - batch.progress: how far the long work is that is open. */
#include "core/batch.h"
#include "core/query.h"
#include "levy/batch.h"

static void put_progress(const Query *query, const BatchRow *row)
{
    Json *json = query->data;
    int64_t payers = 0, of = 0, lines = 0, total = 0;
    json_open(json, '{');
    json_put(json, "run", number_of(query->arena, 'L', row->run));
    json_put(json, "command", row->request.command);
    json_put(json, "id", row->request.id);
    json_key(json, "args");
    if (row->request.args)
        json_node(json, row->request.args);
    else
        json_nil(json);
    if (str_is(row->request.command, command_row(CMD_LEVY_ASSESS)->name) &&
        levy_assess_progress(&query->bureau->store.bureau, row->state, &payers, &of, &lines, &total)) {
        json_put_int(json, "payers", payers);
        json_put_int(json, "of", of);
        json_put_int(json, "lines", lines);
        json_put_int(json, "total_fen", total);
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
